"""Dose arithmetic against published conversions."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import dose

TABLES = Path(__file__).parent.parent / "reference"


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_fifty_mg_per_kg_in_a_rat_are_8_1_in_a_person() -> None:
    """50 · 6/37 = 8.108 mg/kg, a published worked example of the FDA conversion."""
    assert 1e6 * dose.human_equivalent_dose(dose=50e-6, km_species=6.0) == pytest.approx(8.108, abs=1e-3)


def test_a_mouse_dose_is_twelvefold_a_human_one() -> None:
    """1/12.3: Reagan-Shaw 2008."""
    assert dose.human_equivalent_dose(dose=12.333e-6, km_species=3.0, km_human=37.0) == pytest.approx(1e-6, rel=1e-3)


def test_doses_per_surface_and_per_person_reproduce_the_table() -> None:
    for row in _rows("dose_bsa"):
        given_dose, km = 1e-6 * float(row["dose_mg_per_kg"]), float(row["km_species"])
        assert 1e6 * dose.surface_dose(dose=given_dose, km_species=km) == pytest.approx(float(row["dose_mg_per_m2"]), rel=1e-6)
        human = dose.human_equivalent_dose(dose=given_dose, km_species=km, km_human=float(row["km_human"]))
        assert 1e6 * dose.dose_mass(dose=human, body_mass=60.0) == pytest.approx(float(row["human_total_mg_60kg"]), rel=1e-6)


def test_the_dose_per_surface_is_the_same_in_both_species() -> None:
    human = dose.human_equivalent_dose(dose=20e-6, km_species=3.0, km_human=37.0)
    assert dose.surface_dose(dose=human, km_species=37.0) == pytest.approx(dose.surface_dose(dose=20e-6, km_species=3.0), rel=1e-12)


@given(amount=st.floats(1e-9, 1e-3), body=st.floats(0.015, 100), per_mass=st.floats(1e-6, 1e-5))
def test_volume_and_concentration_bring_the_dose(amount: float, body: float, per_mass: float) -> None:
    concentration = dose.injection_concentration(dose=amount, volume_per_body_mass=per_mass)
    volume = dose.injection_volume(dose=amount, body_mass=body, concentration=concentration)
    assert volume == pytest.approx(per_mass * body, rel=1e-12)
    assert volume * concentration == pytest.approx(dose.dose_mass(dose=amount, body_mass=body), rel=1e-12)


@given(amount=st.floats(1e-9, 1e-3), dlc=st.floats(0.001, 1))
def test_drug_and_carrier_add_up_to_the_particle(amount: float, dlc: float) -> None:
    carrier = dose.carrier_dose(dose=amount, dlc=dlc)
    assert amount / (amount + carrier) == pytest.approx(dlc, rel=1e-9)


def test_a_milligram_in_a_mouse_is_a_milligram_per_ml_of_plasma() -> None:
    assert dose.initial_plasma_concentration(mass=1e-6, plasma_volume=1e-6) == pytest.approx(1.0)
