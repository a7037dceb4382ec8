"""Micelles after injection, and deliveries per mass of tumour in mouse and man."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.chem.assembly import assembled_fraction
from formulator.chem.delivery import tumour_dose_fraction
from formulator.chem.dose import initial_plasma_concentration
from formulator.chem.injection import dose_per_tumour_mass, intact_micelles

HOUR = 3600.0


def test_dilution_alone_is_the_mass_balance_of_assembly() -> None:
    """5 mg of polymer in 1.06 mL of plasma; CMC 2 mg/L leaves nearly all, CMC 10 mg/mL nothing."""
    blood = initial_plasma_concentration(mass=5e-6, plasma_volume=1.062e-6)
    for critical in (0.0, 2e-3, 0.5, 10.0):
        found = intact_micelles(plasma_concentration=blood, critical_concentration=critical, disassembly_rate=0.0, time=0.0)
        assert found == pytest.approx(assembled_fraction(concentration=blood, critical_concentration=critical))
    assert found == 0.0


def test_serum_takes_apart_what_dilution_left() -> None:
    """DSPE-PEG with albumin: half-life 7.8 min at 37 °C (Sun 2018): an eighth after 23.4 min."""
    rate = math.log(2.0) / (7.8 * 60.0)
    times = np.array([0.0, 7.8, 23.4]) * 60.0
    with np.errstate(all="raise"):
        found = intact_micelles(plasma_concentration=0.1, critical_concentration=0.02, disassembly_rate=rate, time=times)
    assert found == pytest.approx([0.8, 0.4, 0.1])


def test_people_lie_within_what_was_measured_per_kilogram() -> None:
    """Rates carried over from mice: 3.6e-3 /h, 2.8 L of plasma, half-lives 45 to 90 h, washout 0 to 0.035 /h, 72 h after injection.

    Harrington 2001: 5.3 ± 2.6 (breast), 18 ± 6 (lung), 33 ± 16 %ID/kg (head and neck); the rate carries over within a factor of five.
    """
    found = [
        100.0
        * dose_per_tumour_mass(
            dose_fraction=tumour_dose_fraction(
                transfer=3.6e-3 / HOUR, washout=washout / HOUR, unbound_fraction=1.0, k_internalisation=1e-4,
                elimination_rate=math.log(2.0) / (half_life * HOUR), plasma_volume=2.8e-3, tumour_volume=5e-5, time=72.0 * HOUR,
            ),
            tumour_mass=0.05,
        )
        for half_life in (45.0, 76.0, 90.0)
        for washout in (0.0, 0.01, 0.035)
    ]  # fmt: skip
    assert min(found) > 5.3 / 5.0 and max(found) < 33.0
    assert found[3] == pytest.approx(6.8, abs=0.1) and found[4] == pytest.approx(4.7, abs=0.2)


def test_the_dose_per_mass_carries_over_with_plasma_volume_and_the_percent_does_not() -> None:
    """Same rates and half-life: %ID per mass of tumour times plasma volume is the same in mouse and man."""
    shared = {"transfer": 1e-6, "washout": 1e-5, "unbound_fraction": 0.5, "k_internalisation": 1e-4, "elimination_rate": 1e-5, "time": 1e5}
    mouse = dose_per_tumour_mass(dose_fraction=tumour_dose_fraction(**shared, plasma_volume=1e-6, tumour_volume=4e-7), tumour_mass=4e-4)
    man = dose_per_tumour_mass(dose_fraction=tumour_dose_fraction(**shared, plasma_volume=2.8e-3, tumour_volume=5e-5), tumour_mass=0.05)
    assert mouse * 1e-6 == pytest.approx(man * 2.8e-3, rel=1e-12)
    assert mouse > 1000.0 * man
