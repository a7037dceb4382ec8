"""Glass transition, mesh, hydrolysis, conjugates and two drugs at once."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import loading, matrix

SHARE = st.floats(0.0, 1.0)


@given(SHARE, st.floats(200.0, 500.0), st.floats(200.0, 500.0))
def test_the_glass_transition_lies_between_those_of_drug_and_polymer(share: float, drug: float, polymer: float) -> None:
    glass = matrix.loaded_glass_transition(drug_weight_fraction=share, drug_glass_transition=drug, polymer_glass_transition=polymer)
    assert min(drug, polymer) * (1 - 1e-12) <= glass <= max(drug, polymer) * (1 + 1e-12)
    swapped = matrix.loaded_glass_transition(drug_weight_fraction=1 - share, drug_glass_transition=polymer, polymer_glass_transition=drug)
    assert glass == pytest.approx(swapped, rel=1e-12)


def test_the_mesh_is_the_coil_of_a_strand_in_the_melt_and_opens_on_swelling() -> None:
    dense = matrix.mesh_size(polymer_volume_fraction=1.0, bonds_between_links=100.0)
    assert dense == pytest.approx(1.54e-10 * math.sqrt(600.0))
    swollen = matrix.mesh_size(polymer_volume_fraction=0.125, bonds_between_links=100.0)
    assert swollen == pytest.approx(2.0 * dense, rel=1e-12), "eight times the volume is twice the length"


def test_half_the_molar_mass_is_left_after_the_half_time() -> None:
    left = matrix.hydrolysed_molar_mass(initial_molar_mass=20.0, rate_constant=1e-6, time=np.array([0.0, math.log(2.0) / 1e-6, 1e12]))
    assert left[0] == 20.0 and left[1] == pytest.approx(10.0, rel=1e-12) and left[2] < 1e-100


def test_a_conjugate_of_many_drugs_is_drug_but_for_its_linkers() -> None:
    few, many = (
        matrix.conjugate_dlc(drugs_per_chain=n, drug_molar_mass=0.5, chain_molar_mass=10.0, linker_molar_mass=0.1) for n in (1.0, 1e6)
    )
    assert few == pytest.approx(0.5 / 10.6, rel=1e-12)
    assert many == pytest.approx(0.5 / 0.6, rel=1e-4)
    assert matrix.conjugate_dlc(drugs_per_chain=0.0, drug_molar_mass=0.5, chain_molar_mass=10.0) == 0.0


@given(st.floats(1e-3, 2.0), SHARE, st.floats(0.0, 0.5), st.floats(0.0, 2.0), SHARE)
def test_two_drugs_and_the_polymer_add_up_to_the_particle(feed: float, ee: float, loss: float, other_feed: float, other_ee: float) -> None:
    first = matrix.coloaded_dlc(feed_ratio=feed, ee=ee, other_feed_ratio=other_feed, other_ee=other_ee, polymer_loss=loss)
    second = matrix.coloaded_dlc(feed_ratio=other_feed, ee=other_ee, other_feed_ratio=feed, other_ee=ee, polymer_loss=loss)
    polymer = (1 - loss) / (ee * feed + other_ee * other_feed + 1 - loss)
    assert first + second + polymer == pytest.approx(1.0, abs=1e-12)
    alone = matrix.coloaded_dlc(feed_ratio=feed, ee=ee, other_feed_ratio=other_feed, other_ee=0.0, polymer_loss=loss)
    assert alone == pytest.approx(loading.dlc_from_feed(feed_ratio=feed, ee=ee, polymer_loss=loss), rel=1e-12)
