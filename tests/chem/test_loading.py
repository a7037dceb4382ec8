"""Feed, EE, DLC and drug per polymer say the same thing in four ways."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import loading

FEED = st.floats(1e-4, 10.0)
EE = st.floats(1e-3, 1.0)
LOSS = st.floats(0.0, 0.9)


@given(FEED, EE, LOSS)
def test_ee_comes_back_from_the_dlc_it_gives(feed_ratio: float, ee: float, loss: float) -> None:
    dlc = loading.dlc_from_feed(feed_ratio=feed_ratio, ee=ee, polymer_loss=loss)
    assert loading.ee_from_dlc(dlc=dlc, feed_ratio=feed_ratio, polymer_loss=loss) == pytest.approx(ee, rel=1e-12)
    assert loading.feed_ratio_for_dlc(dlc=dlc, ee=ee, polymer_loss=loss) == pytest.approx(feed_ratio, rel=1e-12)


@given(FEED, EE, LOSS)
def test_dlc_and_drug_per_polymer_agree_by_every_way(feed_ratio: float, ee: float, loss: float) -> None:
    ratio = loading.drug_to_polymer_from_feed(feed_ratio=feed_ratio, ee=ee, polymer_loss=loss)
    dlc = loading.dlc_from_feed(feed_ratio=feed_ratio, ee=ee, polymer_loss=loss)
    assert loading.dlc_from_drug_to_polymer(drug_to_polymer=ratio) == pytest.approx(dlc, rel=1e-12)
    assert loading.drug_to_polymer_from_dlc(dlc=dlc) == pytest.approx(ratio, rel=1e-12)


@given(FEED, EE, LOSS)
def test_masses_and_ratios_agree(feed_ratio: float, ee: float, loss: float) -> None:
    polymer = 3e-6
    inside = ee * feed_ratio * polymer
    from_masses = loading.dlc(drug_in_particles=inside, polymer_feed=polymer, polymer_loss=loss)
    from_ratios = loading.dlc_from_feed(feed_ratio=feed_ratio, ee=ee, polymer_loss=loss)
    assert from_masses == pytest.approx(from_ratios, rel=1e-12)
    assert loading.ee(drug_in_particles=inside, drug_feed=feed_ratio * polymer) == pytest.approx(ee, rel=1e-12)
    ratio = loading.drug_to_polymer(drug_in_particles=inside, polymer_feed=polymer, polymer_loss=loss)
    assert ratio == pytest.approx(loading.drug_to_polymer_from_feed(feed_ratio=feed_ratio, ee=ee, polymer_loss=loss), rel=1e-12)


@given(FEED)
def test_feed_ratio_and_feed_fraction_are_inverse(feed_ratio: float) -> None:
    fraction = loading.feed_fraction(feed_ratio=feed_ratio)
    assert loading.feed_ratio_from_fraction(feed_fraction=fraction) == pytest.approx(feed_ratio, rel=1e-12)


@given(FEED, EE)
def test_dlc_never_passes_the_feed_fraction_when_no_polymer_is_lost(feed_ratio: float, ee: float) -> None:
    most = loading.feed_fraction(feed_ratio=feed_ratio)
    assert loading.dlc_from_feed(feed_ratio=feed_ratio, ee=ee) <= most * (1.0 + 1e-12)
    assert loading.dlc_from_feed(feed_ratio=feed_ratio, ee=1.0) == pytest.approx(most, rel=1e-12)


def test_loading_without_drug_is_zero_in_every_convention() -> None:
    assert loading.dlc_from_feed(feed_ratio=0.0, ee=0.5) == 0.0
    assert loading.dlc(drug_in_particles=0.0, polymer_feed=1e-6, polymer_loss=0.2) == 0.0
    assert loading.drug_to_polymer_from_feed(feed_ratio=0.3, ee=0.0) == 0.0


def test_published_plga_doxorubicin_batch_is_reproduced() -> None:
    """5 % doxorubicin as fed and EE 57.9 % (PMC4440849, table 2) make 2.81 wt%."""
    assert 100 * loading.dlc_from_feed(feed_ratio=0.05, ee=0.579) == pytest.approx(2.81, abs=0.005)


def test_molecules_per_particle_grow_with_core_mass_and_keep_their_mass() -> None:
    mass = np.array([1e-19, 1e-18, 1e-17])
    count = loading.drug_molecules_per_particle(core_mass=mass, drug_weight_fraction=0.1, drug_molar_mass=0.8079)
    np.testing.assert_allclose(count * 0.8079 / 6.02214076e23, 0.1 * mass, rtol=1e-12)


def test_plain_floats_stay_plain_floats() -> None:
    assert type(loading.dlc_from_feed(feed_ratio=0.2, ee=0.5)) is float
