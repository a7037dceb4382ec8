"""Washing, residual solvent, tonicity."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import purification

TABLES = Path(__file__).parent.parent / "reference"


@given(initial=st.floats(1e-4, 1), residual=st.floats(1e-6, 1e-4), rejection=st.floats(0, 0.9))
def test_the_diavolumes_needed_bring_it_down_to_the_limit(initial: float, residual: float, rejection: float) -> None:
    needed = purification.diavolumes_needed(initial=initial, residual=residual, rejection=rejection)
    left = purification.diafiltered_residual(initial=initial, diavolumes=needed, rejection=rejection)
    assert left == pytest.approx(residual, rel=1e-9)


def test_what_the_membrane_holds_back_stays() -> None:
    assert purification.diafiltered_residual(initial=0.02, diavolumes=20.0, rejection=1.0) == 0.02
    assert purification.diafiltered_residual(initial=0.02, diavolumes=0.0, rejection=0.0) == 0.02


@given(exchanges=st.integers(0, 8), ratio=st.floats(1, 500))
def test_each_bath_dilutes_by_the_same_factor(exchanges: int, ratio: float) -> None:
    left = 1.0
    for _ in range(exchanges):
        left /= 1.0 + ratio
    got = purification.dialysed_residual(initial=1.0, exchanges=float(exchanges), volume_ratio=ratio)
    assert got == pytest.approx(left, rel=1e-12)


def test_limits_of_residual_solvents_are_a_hundredfold_of_the_daily_exposure() -> None:
    """ICH Q3C option 1, appendix 1: 10 g of product a day. Solvents of class 3 share one limit of 50 mg."""
    with (TABLES / "ich_q3c_limits.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["PDE_mg_per_day"] and row["option1_ppm"]]
    assert len(rows) > 15
    for row in rows:
        limit = purification.residual_solvent_limit(permitted_daily_exposure=1e-6 * float(row["PDE_mg_per_day"]))
        assert 1e6 * limit == pytest.approx(float(row["option1_ppm"]), rel=1e-9), row["solvent"]


def test_a_smaller_daily_dose_allows_a_higher_content() -> None:
    usual = purification.residual_solvent_limit(permitted_daily_exposure=7.2e-6)
    assert purification.residual_solvent_limit(permitted_daily_exposure=7.2e-6, daily_dose=0.001) == pytest.approx(10 * usual)


def test_ten_percent_sucrose_is_320_milliosmolal_not_292() -> None:
    """292.1 mM; 0.618 mL/g; about 0.31 mol/kg water times an osmotic coefficient of 1.02–1.03."""
    sucrose = {"concentration": 292.1, "solute_molar_mass": 0.3423, "solute_specific_volume": 0.618e-3}
    assert purification.osmolality(**sucrose) == pytest.approx(0.3124, abs=5e-4)
    assert purification.osmolality(osmotic_coefficient=1.025, **sucrose) == pytest.approx(0.320, abs=1e-3)


def test_normal_saline_is_isotonic() -> None:
    """154 mM NaCl, osmotic coefficient 0.93: 286 mOsm/kg (the compendial 0.9 % solution is 286–288)."""
    got = purification.osmolality(
        concentration=154.0, solute_molar_mass=0.05844, solute_specific_volume=0.3e-3, particles=2.0, osmotic_coefficient=0.93
    )
    assert got == pytest.approx(0.288, abs=3e-3)


def test_more_solute_than_the_solution_holds_has_no_osmolality() -> None:
    """1.2 kg of sucrose takes 0.74 L of a litre; 2 kg would take more than all of it."""
    sucrose = {"solute_molar_mass": 0.3423, "solute_specific_volume": 0.618e-3}
    assert purification.osmolality(concentration=1200.0 / 0.3423, **sucrose) > 0.0
    assert math.isnan(purification.osmolality(concentration=2000.0 / 0.3423, **sucrose))
