"""Thick media and isotonic ones."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import excipients, medium, purification
from formulator.errors import ModelError

SUCROSE = {"solute_molar_mass": 0.3423, "solute_specific_volume": 0.618e-3}


@pytest.mark.parametrize(("weight_percent", "density", "expected"), [(5, 1017.9, 1.146), (10, 1038.1, 1.336), (20, 1081.0, 1.945)])
def test_sucrose_thickens_water_as_tabulated(weight_percent: float, density: float, expected: float) -> None:
    """Viscosity of sucrose solutions at 20 °C in mPa·s: CRC Handbook, concentrative properties (recalled)."""
    concentration = 0.01 * weight_percent * density
    eta = excipients.excipient_viscosity(excipient="sucrose", concentration=concentration, temperature=293.15)
    assert 1e3 * eta == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize(("weight_percent", "density", "expected"), [(10, 1022.1, 1.297), (20, 1047.0, 1.738)])
def test_glycerol_thickens_water_as_tabulated(weight_percent: float, density: float, expected: float) -> None:
    """At 20 °C by the fit of Cheng, Ind. Eng. Chem. Res. 2008, 47, 3285, evaluated for this test."""
    eta = excipients.excipient_viscosity(excipient="glycerol", concentration=0.01 * weight_percent * density, temperature=293.15)
    assert 1e3 * eta == pytest.approx(expected, rel=0.03)


def test_glucose_thickens_as_measured_at_35_degrees() -> None:
    """0.5031 mol/kg, 1.0261 g/mL: relative viscosity 1.267 (glycodata.org, collected from measurements)."""
    concentration = 1026.1 * 0.5031 * 0.18016 / (1.0 + 0.5031 * 0.18016)
    ratio = excipients.excipient_viscosity(excipient="glucose", concentration=concentration, temperature=308.15)
    assert ratio / medium.water_viscosity(temperature=308.15) == pytest.approx(1.267, rel=0.02)


def test_without_solute_it_is_water_and_with_more_it_is_thicker() -> None:
    for name in excipients.EXCIPIENTS:
        eta = excipients.excipient_viscosity(excipient=name, concentration=np.linspace(0.0, 150.0, 31), temperature=298.15)
        assert eta[0] == pytest.approx(medium.water_viscosity(temperature=298.15), rel=1e-14)
        assert np.all(np.diff(eta) > 0.0)


@given(st.floats(2e-3, 1e-2))
def test_dilute_solutions_follow_their_intrinsic_viscosity(intrinsic: float) -> None:
    thin = 1e-4 / intrinsic
    ratio = excipients.solution_viscosity(viscosity=1.0, concentration=thin, intrinsic_viscosity=intrinsic)
    assert ratio - 1.0 == pytest.approx(1e-4, rel=2e-4)


def test_what_cannot_flow_has_no_viscosity() -> None:
    assert math.isnan(excipients.solution_viscosity(viscosity=1e-3, concentration=1500.0, intrinsic_viscosity=2.5e-3))
    assert math.isfinite(excipients.solution_viscosity(viscosity=1e-3, concentration=1142.0, intrinsic_viscosity=2.5e-3))


def test_an_excipient_that_is_not_known_is_named() -> None:
    with pytest.raises(ModelError, match="'lactose'"):
        excipients.excipient_viscosity(excipient="lactose", concentration=1.0, temperature=298.15)


def test_exchanging_the_viscosities_gives_the_true_diameter_back() -> None:
    shown = excipients.apparent_diameter(hydrodynamic_diameter=87e-9, viscosity=1.3e-3, assumed_viscosity=0.89e-3)
    back = excipients.apparent_diameter(hydrodynamic_diameter=shown, viscosity=0.89e-3, assumed_viscosity=1.3e-3)
    assert back == pytest.approx(87e-9, rel=1e-14) and shown > 87e-9


@given(st.floats(0.05, 1.0), st.floats(0.0, 0.3), st.floats(0.9, 1.1))
def test_the_sugar_for_an_osmolality_has_that_osmolality(wanted: float, rest: float, coefficient: float) -> None:
    mass = excipients.tonicity_excipient(osmolality=wanted + rest, other_osmolality=rest, osmotic_coefficient=coefficient, **SUCROSE)
    got = purification.osmolality(concentration=mass / 0.3423, osmotic_coefficient=coefficient, **SUCROSE)
    assert got == pytest.approx(wanted, rel=1e-12)


def test_isotonic_sucrose_is_what_pharmacopoeias_print() -> None:
    """9.25 % w/v is isotonic (recalled); 0.9 % NaCl is 286 mOsm/kg."""
    mass = excipients.tonicity_excipient(osmolality=0.293, osmotic_coefficient=1.025, **SUCROSE)
    assert mass == pytest.approx(92.5, rel=0.02)
    assert excipients.tonicity_excipient(osmolality=0.29, other_osmolality=0.35, **SUCROSE) < 0.0
