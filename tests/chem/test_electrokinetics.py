"""Henry's function, mobility, slip plane and draining layers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import constants
from formulator.chem import electrokinetics as ek

WATER = {"temperature": 298.15, "relative_permittivity": 78.4090779}
FLOW = {"viscosity": 0.8900225e-3, "relative_permittivity": 78.4090779}
LENGTH = st.floats(1e-10, 5e-8)


def test_henry_function_rises_from_huckel_to_smoluchowski() -> None:
    kappa_radius = np.geomspace(1e-6, 1e9, 400)
    with np.errstate(all="raise"):
        exact = ek.henry_function_exact(kappa_radius=kappa_radius)
    assert exact[0] == pytest.approx(1.0, abs=1e-11) and exact[-1] == pytest.approx(1.5, abs=1e-8)
    assert (np.diff(exact) > -1e-14).all()


def test_series_and_product_meet() -> None:
    """Both forms of the exact function at κR = 50, where the one takes over from the other."""
    below = ek.henry_function_exact(kappa_radius=50.0)
    above = ek.henry_function_exact(kappa_radius=50.0 * (1 + 1e-12))
    assert below == pytest.approx(above, rel=1e-11)
    assert below == pytest.approx(1.422778268, rel=1e-9)


def test_the_short_form_stays_within_one_percent_of_the_exact_one() -> None:
    kappa_radius = np.geomspace(1e-3, 1e4, 300)
    short, exact = (f(kappa_radius=kappa_radius) for f in (ek.henry_function, ek.henry_function_exact))
    assert 0.009 < np.max(np.abs(short / exact - 1)) < 0.01


def test_the_first_terms_of_the_series_are_those_of_the_literature() -> None:
    """f = 3/2 − 9/(2κR) + 75/(2κ²R²) − 330/(κR)³ (Henry 1931, as quoted by Ohshima 1994)."""
    x = 1e4
    expected = 1.5 - 4.5 / x + 37.5 / x**2 - 330 / x**3
    assert ek.henry_function_exact(kappa_radius=x) == pytest.approx(expected, rel=1e-12)


@given(st.floats(-0.05, 0.05), st.floats(5e-9, 5e-7), st.floats(0.1, 500.0))
def test_zeta_comes_back_from_the_mobility_it_gives(zeta: float, radius: float, salt: float) -> None:
    case = {"radius": radius, "ionic_strength": salt, "viscosity": 0.89e-3, **WATER}
    mobility = ek.electrophoretic_mobility(zeta=zeta, **case)
    assert ek.zeta_from_mobility(mobility=mobility, **case) == pytest.approx(zeta, rel=1e-12, abs=1e-300)
    as_printed = ek.instrument_zeta(mobility=mobility, **{key: case[key] for key in FLOW})
    assert abs(zeta) * (2 / 3 - 1e-9) - 1e-300 <= abs(as_printed) <= abs(zeta) * (1 + 1e-9) + 1e-300


@pytest.mark.parametrize(("mobility", "printed"), [(-1.159, -14.8), (-0.885, -11.3), (-0.672, -8.58), (-0.737, -9.41)])
def test_printed_zeta_of_plga_is_reproduced(mobility: float, printed: float) -> None:
    """PMC5105989, table 1: the instrument used Smoluchowski with 0.8872 mPa·s and 78.5."""
    zeta = ek.instrument_zeta(mobility=mobility * 1e-8, viscosity=0.8872e-3, relative_permittivity=78.5)
    assert 1e3 * zeta == pytest.approx(printed, abs=0.051)


@given(st.floats(-0.15, 0.15), st.floats(5e-9, 5e-7), st.floats(0.1, 500.0))
def test_the_profile_starts_at_the_surface_potential_and_dies_out(psi: float, radius: float, salt: float) -> None:
    case = {"radius": radius, "ionic_strength": salt, "surface_potential": psi, **WATER}
    profile = ek.slip_plane_potential(slip_distance=np.array([0.0, 1e-10, 1e-9, 1e-8, 1e-4]), **case)
    assert profile[0] == pytest.approx(psi, rel=1e-10, abs=1e-300)
    assert (np.diff(np.abs(profile)) <= 0.0).all() and (profile * psi >= 0.0).all()
    assert abs(profile[-1]) < 1e-12


def test_the_profile_obeys_gauss_at_the_surface_of_a_small_potential() -> None:
    """Debye–Hückel: −dψ/dr at the surface is ψ₀ (1/λ + 1/R)."""
    case = {"radius": 20e-9, "ionic_strength": 10.0, "surface_potential": 1e-4, **WATER}
    length = 3.0402949e-9
    near = ek.slip_plane_potential(slip_distance=1e-14, **case)
    assert (1e-4 - near) / 1e-14 == pytest.approx(1e-4 * (1 / length + 1 / 20e-9), rel=1e-4)


@given(LENGTH, LENGTH, st.floats(0.0, 5e-8))
def test_a_layer_only_ever_slows_the_particle(debye: float, brinkman: float, thickness: float) -> None:
    case = {"debye_length": debye, "brinkman_length": brinkman, "surface_potential": -0.03, **FLOW}
    bare = ek.soft_layer_mobility(layer_thickness=0.0, **case)
    covered = ek.soft_layer_mobility(layer_thickness=thickness, **case)
    smoluchowski = constants.VACUUM_PERMITTIVITY * FLOW["relative_permittivity"] * -0.03 / FLOW["viscosity"]
    assert bare == pytest.approx(smoluchowski, rel=1e-12)
    assert bare * (1 + 1e-9) <= covered <= 0.0


@given(st.floats(0.2e-9, 2e-8), st.floats(0.2e-9, 2e-8), st.floats(1e-10, 3e-8))
def test_the_closed_form_solves_the_three_boundary_conditions(debye: float, brinkman: float, thickness: float) -> None:
    """No slip at the wall, velocity and shear continuous at the edge, solved as a 3 × 3 system."""
    if abs(debye / brinkman - 1) < 0.01:
        brinkman = 1.05 * debye
    k, drag, d = 1 / debye, 1 / brinkman, thickness
    particular = k * k / (k * k - drag * drag)
    inside = particular * math.exp(-k * d)
    matrix = np.array([
        [1.0, math.exp(-drag * d), 0.0],
        [math.exp(-drag * d), 1.0, -1.0],
        [-drag * math.exp(-drag * d), drag, 0.0],
    ])  # fmt: skip
    edge = math.exp(-k * d)
    right = np.array([-particular, edge - inside, k * inside - k * edge])
    expected = -np.linalg.solve(matrix, right)[2]
    mobility = ek.soft_layer_mobility(debye_length=debye, brinkman_length=brinkman, layer_thickness=d, surface_potential=-0.03, **FLOW)
    smoluchowski = constants.VACUUM_PERMITTIVITY * FLOW["relative_permittivity"] * -0.03 / FLOW["viscosity"]
    assert mobility / smoluchowski == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_equal_lengths_are_no_exception() -> None:
    around = np.array([1.0 - 1e-7, 1.0, 1.0 + 1e-7]) * 1e-9
    mobility = ek.soft_layer_mobility(debye_length=1e-9, brinkman_length=around, layer_thickness=3e-9, surface_potential=-0.03, **FLOW)
    assert mobility[1] == pytest.approx(0.5 * (mobility[0] + mobility[2]), rel=1e-9)
    alone = ek.soft_layer_mobility(debye_length=1e-9, brinkman_length=1e-9, layer_thickness=3e-9, surface_potential=-0.03, **FLOW)
    assert alone == pytest.approx(mobility[1], rel=1e-12)
