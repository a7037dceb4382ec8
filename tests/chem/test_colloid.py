"""Energies between two spheres: limits that textbooks give, and the two forms of the double layer against each other."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import colloid, constants
from formulator.errors import ModelError

KT = constants.BOLTZMANN * 298.15
WATER = {"temperature": 298.15, "relative_permittivity": 78.4090779}
PAIR = {"radius": 25e-9, "ionic_strength": 10.0, "surface_potential": -30e-3, **WATER}
LAYER = {"radius": 25e-9, "brush_height": 3e-9, "graft_spacing": 1.5e-9}


def _attraction(separation: float | np.ndarray, radius: float = 25e-9) -> float | np.ndarray:
    return colloid.van_der_waals_energy(radius=radius, separation=separation, hamaker_constant=1e-20, temperature=298.15)


def test_close_spheres_attract_as_derjaguin_says() -> None:
    """−A a/(12 s) for gaps much smaller than the radius."""
    assert _attraction(1e-13) == pytest.approx(-1e-20 * 25e-9 / (12 * 1e-13) / KT, rel=1e-3)


def test_distant_spheres_attract_as_the_sixth_power() -> None:
    """−16 A a⁶ / (9 r⁶) between centres, where the closed form would lose its digits."""
    separation = 1e-4
    centres = separation + 50e-9
    assert _attraction(separation) == pytest.approx(-16e-20 * 25e-9**6 / (9 * centres**6) / KT, rel=1e-6)


def test_closed_form_and_series_of_the_attraction_meet() -> None:
    """They change over where (2a/r)² = 0.1."""
    at = 50e-9 * (10**0.5 - 1)
    gaps = at * (1 + np.array([-1e-9, 1e-9]))
    energies = _attraction(gaps)
    assert energies[0] == pytest.approx(energies[1], rel=1e-8)
    assert _attraction(float(gaps[0])) == pytest.approx(energies[0], rel=1e-13)
    assert _attraction(float(gaps[1])) == pytest.approx(energies[1], rel=1e-13)


@given(st.floats(1e-10, 1e-6), st.floats(5e-9, 1e-6))
def test_attraction_weakens_with_the_gap_and_knows_only_the_shape(separation: float, radius: float) -> None:
    assert _attraction(separation, radius) < _attraction(1.01 * separation, radius) < 0.0
    assert _attraction(7 * separation, 7 * radius) == pytest.approx(_attraction(separation, radius), rel=1e-9)


@given(st.floats(-0.1, 0.1), st.floats(1e-10, 3e-8))
def test_equal_charges_repel_whatever_their_sign(potential: float, separation: float) -> None:
    case = {**PAIR, "separation": separation}
    for energy in (colloid.double_layer_energy, colloid.double_layer_energy_sphere):
        one = energy(**{**case, "surface_potential": potential})
        other = energy(**{**case, "surface_potential": -potential})
        assert one == other >= 0.0


def test_both_forms_of_the_double_layer_agree_for_large_spheres_close_by() -> None:
    case = {**PAIR, "radius": 1e-5, "separation": 1e-9}
    flat, round_ = colloid.double_layer_energy(**case), colloid.double_layer_energy_sphere(**case)
    assert round_ == pytest.approx(flat, rel=2e-3)


def test_the_nearly_flat_form_overstates_by_a_fifth_at_ten_nanometres() -> None:
    """By 1 + s/2a from the geometry, the rest from the curvature of the double layer itself."""
    case = {**PAIR, "separation": 10e-9}
    ratio = colloid.double_layer_energy(**case) / colloid.double_layer_energy_sphere(**case)
    near = {**PAIR, "separation": 1e-12}
    at_contact = colloid.double_layer_energy(**near) / colloid.double_layer_energy_sphere(**near)
    assert ratio / at_contact == pytest.approx(1.2, rel=1e-3)


def test_weakly_charged_spheres_repel_as_screened_coulomb_charges() -> None:
    """Debye–Hückel: V/kT = Z² ℓ_B e^(−κs) / ((1 + κa)² (2a + s)) with Z the charge of the sphere."""
    case = {**PAIR, "surface_potential": 1e-4, "separation": 5e-9}
    bjerrum, kappa, a = 0.714789e-9, 1 / 3.0402949e-9, 25e-9
    reduced = constants.ELEMENTARY_CHARGE * 1e-4 / KT
    charges = reduced * a * (1 + kappa * a) / bjerrum
    coulomb = charges**2 * bjerrum * math.exp(-kappa * 5e-9) / ((1 + kappa * a) ** 2 * 55e-9)
    assert colloid.double_layer_energy_sphere(**case) == pytest.approx(coulomb, rel=1e-5)


def test_layers_that_do_not_touch_do_not_repel() -> None:
    energy = colloid.steric_energy(separation=np.array([5.9e-9, 6e-9, 8e-9, 1e-6]), **LAYER)
    assert energy[0] > 0.0 and (energy[1:] == 0.0).all()


def test_closed_form_and_series_of_the_brush_meet() -> None:
    gaps = 6e-9 * (1 - 1e-3 * np.array([1 + 1e-7, 1 - 1e-7]))
    below, above = colloid.steric_energy(separation=gaps, **LAYER)
    assert below == pytest.approx(above, rel=1e-5)
    slightly = colloid.steric_energy(separation=6e-9 * (1 - 1e-5), **LAYER)
    scale = math.pi * 25e-9 * 6e-9**2 / 1.5e-9**3
    assert slightly == pytest.approx(scale * 0.5e-15, rel=1e-4)


@given(st.floats(0.05, 0.999))
def test_the_brush_energy_is_the_pressure_integrated_twice(share: float) -> None:
    """π a ∫ (h − s) P dh with P = (kT/D³)[(2L/h)^(9/4) − (h/2L)^(3/4)], by Gauss quadrature."""
    nodes, weights = np.polynomial.legendre.leggauss(60)
    x = share + 0.5 * (1 - share) * (nodes + 1)
    integral = 0.5 * (1 - share) * np.sum(weights * (x - share) * (x**-2.25 - x**0.75))
    scale = math.pi * 25e-9 * 6e-9**2 / 1.5e-9**3
    energy = colloid.steric_energy(separation=share * 6e-9, **LAYER)
    assert energy == pytest.approx(scale * integral, rel=1e-8)


def test_the_barrier_vanishes_at_the_critical_salt() -> None:
    """Flat layers and A a/(12 s): the highest energy changes sign within 1 % of the closed form."""
    case = {"surface_potential": -20e-3, **WATER}
    salt = colloid.critical_coagulation_concentration(hamaker_constant=5e-21, **case)
    gaps = np.geomspace(1e-11, 1e-8, 4000)

    def highest(factor: float) -> float:
        repulsion = colloid.double_layer_energy(radius=1e-6, separation=gaps, ionic_strength=factor * salt, **case)
        return float(np.max(repulsion - 5e-21 * 1e-6 / (12.0 * gaps) / KT))

    assert highest(0.99) > 0.0 > highest(1.01)


def test_critical_salt_goes_with_the_square_of_attraction_and_the_fourth_power_of_a_small_potential() -> None:
    base = colloid.critical_coagulation_concentration(surface_potential=1e-3, hamaker_constant=5e-21, **WATER)
    sticky = colloid.critical_coagulation_concentration(surface_potential=1e-3, hamaker_constant=1e-20, **WATER)
    charged = colloid.critical_coagulation_concentration(surface_potential=-2e-3, hamaker_constant=5e-21, **WATER)
    assert base / sticky == pytest.approx(4.0, rel=1e-12)
    assert charged / base == pytest.approx(16.0, rel=1e-3)


def test_no_two_materials_attract_a_thousand_times_more_than_metals_do() -> None:
    """Metals across a vacuum attract with up to 5e-19 J (Israelachvili); beyond 1e-15 J there is a slip of the unit."""
    case = {"radius": 25e-9, "separation": 1e-9, "temperature": 298.15}
    assert colloid.van_der_waals_energy.checked(hamaker_constant=5e-19, **case) < -100.0
    with pytest.raises(ModelError, match="hamaker_constant is 1e-12 J"):
        colloid.van_der_waals_energy.checked(hamaker_constant=1e-12, **case)
