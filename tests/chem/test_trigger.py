"""Triggers and limits of release."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import trigger


def test_acid_speeds_release_tenfold_a_ph_unit() -> None:
    case = {"base_rate": 0.0, "acid_rate_constant": 0.1}
    ratio = trigger.acid_release_rate(ph=5.0, **case) / trigger.acid_release_rate(ph=6.0, **case)
    assert ratio == pytest.approx(10.0, rel=1e-12)


def test_the_cytosol_reduces_a_thousand_times_faster_than_plasma() -> None:
    case = {"base_rate": 0.0, "thiol_rate_constant": 1e-4}
    inside = trigger.thiol_release_rate(thiol_concentration=10.0, **case)
    assert inside / trigger.thiol_release_rate(thiol_concentration=0.01, **case) == pytest.approx(1000.0)


def test_without_a_trigger_the_base_rate_remains() -> None:
    assert trigger.thiol_release_rate(base_rate=2e-5, thiol_rate_constant=1.0, thiol_concentration=0.0) == 2e-5
    assert trigger.acid_release_rate(base_rate=2e-5, acid_rate_constant=0.0, ph=4.0) == 2e-5


@given(partition=st.floats(0, 1e6), share=st.floats(0, 0.5))
def test_drug_inside_and_outside_add_up(partition: float, share: float) -> None:
    outside = trigger.release_plateau(partition_coefficient=partition, core_volume_fraction=share)
    inside = partition * share / (1.0 - share + partition * share)
    assert outside + inside == pytest.approx(1.0, rel=1e-12)


def test_drug_without_preference_spreads_by_volume() -> None:
    assert trigger.release_plateau(partition_coefficient=1.0, core_volume_fraction=0.2) == pytest.approx(0.8)


def test_twice_the_medium_is_twice_the_sink() -> None:
    case = {"solubility": 0.02, "drug_mass": 1e-7}
    assert trigger.sink_ratio(medium_volume=2e-5, **case) == pytest.approx(2 * trigger.sink_ratio(medium_volume=1e-5, **case))


def test_a_carrier_of_amines_opens_between_blood_and_endosome_and_at_its_pka_half() -> None:
    case = {"base_rate": 1e-6, "ionised_rate": 1e-3, "pka": 6.3}
    assert trigger.ionisation_release_rate(ph=6.3, **case) == pytest.approx(1e-6 + 0.5e-3, rel=1e-12)
    gentle, steep = (
        trigger.ionisation_release_rate(ph=5.5, steepness=n, **case) / trigger.ionisation_release_rate(ph=7.4, steepness=n, **case)
        for n in (1.0, 4.0)
    )
    assert 10.0 < gentle < steep < 1000.0


def test_the_rate_of_such_a_carrier_stays_between_its_two_ends() -> None:
    rate = trigger.ionisation_release_rate(base_rate=1e-5, ionised_rate=1e-3, pka=6.3, ph=np.linspace(-2.0, 16.0, 50), steepness=100.0)
    assert (np.diff(rate) <= 0.0).all() and rate[0] == pytest.approx(1.01e-3) and rate[-1] == pytest.approx(1e-5)


def test_one_ph_unit_from_the_pka_a_tenth_is_of_the_other_kind() -> None:
    """Henderson and Hasselbalch: 1/11 ionised one unit above the pK_a, 10/11 one unit below."""
    case = {"base_rate": 0.0, "ionised_rate": 1.0, "pka": 6.3}
    assert trigger.ionisation_release_rate(ph=7.3, **case) == pytest.approx(1.0 / 11.0, rel=1e-12)
    assert trigger.ionisation_release_rate(ph=5.3, **case) == pytest.approx(10.0 / 11.0, rel=1e-12)
