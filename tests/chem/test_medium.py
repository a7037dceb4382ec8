"""Water, salt, and the lengths that come with them."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import medium

TABLES = Path(__file__).parent.parent / "reference"
SALTS = {
    "NaCl 1 mM": ((1.0, 1.0), (1, -1)),
    "MgCl2 10 mM": ((10.0, 20.0), (2, -1)),
    "CaCl2 1.8 mM": ((1.8, 3.6), (2, -1)),
    "sucrose 10 wt/v% (292 mM)": ((), ()),
    # 137 mM NaCl, 2.7 mM KCl, 10 mM Na2HPO4, 1.8 mM KH2PO4
    "PBS 1x as weighed": ((157.0, 4.5, 139.7, 10.0, 1.8), (1, 1, -1, -2, -1)),
}


def test_ionic_strengths_of_common_salts_and_pbs() -> None:
    with (TABLES / "ionic_strength.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["buffer"]: float(row["ionic_strength_mM"]) for row in csv.DictReader(file)}
    compared = 0
    for name, (concentrations, charges) in SALTS.items():
        if name in rows:
            got = medium.ionic_strength(concentrations=concentrations, charges=charges)
            assert got == pytest.approx(rows[name], abs=1e-9)
            compared += 1
    assert compared >= 4


def test_pbs_at_ph_7_4_counts_the_phosphate_that_is_there() -> None:
    """11.8 mM phosphate at an apparent pKa2 of 6.8 with the cations as weighed: 170.65 mM; electroneutral it is 170.36."""
    base = 11.8 / (1.0 + 10 ** (6.8 - 7.4))
    acid = 11.8 - base
    as_weighed = medium.ionic_strength(concentrations=(161.5, 139.7, base, acid), charges=(1, -1, -2, -1))
    assert as_weighed == pytest.approx(170.64655, abs=1e-4)
    neutral = medium.ionic_strength(concentrations=(139.7 + 2 * base + acid, 139.7, base, acid), charges=(1, -1, -2, -1))
    assert neutral == pytest.approx(as_weighed, rel=2e-3)


def test_ionic_strength_takes_arrays_and_refuses_lists_of_unequal_length() -> None:
    got = medium.ionic_strength(concentrations=(np.array([1.0, 10.0]), np.array([1.0, 10.0])), charges=(1, -1))
    assert np.asarray(got).tolist() == [1.0, 10.0]
    with pytest.raises(ValueError, match="shorter"):
        medium.ionic_strength(concentrations=(1.0, 2.0), charges=(1,))


def test_water_thins_and_loses_permittivity_as_it_warms() -> None:
    temperature = np.linspace(273.15, 333.15, 61)
    assert np.all(np.diff(medium.water_viscosity(temperature=temperature)) < 0)
    assert np.all(np.diff(medium.water_permittivity(temperature=temperature)) < 0)


def test_viscosity_at_20_degrees_is_the_standard_of_viscometry() -> None:
    """1.0016 mPa·s at 20 °C, ISO/TR 3666:1998."""
    assert medium.water_viscosity(temperature=293.15) == pytest.approx(1.0016e-3, rel=1e-4)


def test_debye_length_follows_the_rule_of_0_304_over_root_molar() -> None:
    """0.304 nm / √(I/M) at 25 °C: Israelachvili 2011, chapter 14."""
    permittivity = medium.water_permittivity(temperature=298.15)
    for molar in (0.001, 0.01, 0.1):
        length = medium.debye_length(temperature=298.15, relative_permittivity=permittivity, ionic_strength=1e3 * molar)
        assert length == pytest.approx(0.304e-9 / molar**0.5, rel=2e-3)


@given(
    temperature=st.floats(274, 333),
    permittivity=st.floats(50, 90),
    strength=st.floats(0.01, 500),
)
def test_debye_and_bjerrum_length_are_one_identity(temperature: float, permittivity: float, strength: float) -> None:
    """κ² = 8π ℓ_B N_A I."""
    debye = medium.debye_length(temperature=temperature, relative_permittivity=permittivity, ionic_strength=strength)
    bjerrum = medium.bjerrum_length(temperature=temperature, relative_permittivity=permittivity)
    assert debye**-2 == pytest.approx(8 * np.pi * bjerrum * 6.02214076e23 * strength, rel=1e-12)


@given(diameter=st.floats(1e-9, 1e-5), factor=st.floats(1.01, 10))
def test_larger_particles_diffuse_slower_in_proportion(diameter: float, factor: float) -> None:
    case = {"temperature": 298.15, "viscosity": 0.89e-3}
    small = medium.diffusion_coefficient(hydrodynamic_diameter=diameter, **case)
    large = medium.diffusion_coefficient(hydrodynamic_diameter=diameter * factor, **case)
    assert small / large == pytest.approx(factor, rel=1e-12)


def test_ions_sorted_by_charge_count_as_in_the_list() -> None:
    """Iron(III) citrate-like mixture: 3 mM of +3, 2 mM of −2 and 5 mM of −1."""
    by_list = medium.ionic_strength(concentrations=(3.0, 2.0, 5.0), charges=(3, -2, -1))
    assert medium.ionic_strength_of_ions(monovalent_ions=5.0, divalent_ions=2.0, trivalent_ions=3.0) == by_list == 20.0


def test_osmolarity_adds_ions_and_sugars() -> None:
    assert medium.osmolarity(ions=280.0, neutral_solutes=20.0) == 300.0
    assert medium.osmolarity(ions=308.0, osmotic_coefficient=0.93) == pytest.approx(286.4, abs=0.1)
