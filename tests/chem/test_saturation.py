"""Receptors that go in and come back, and particles that stop near the vessel."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_bvp, solve_ivp

from formulator.chem.saturation import (
    most_internalised_particles,
    penetration_depth,
    receptor_use,
    surface_receptor_share,
    thiele_modulus,
    tumour_site_use,
)

RATES = st.floats(1e-6, 1e-2)


@given(RATES, RATES, st.floats(1.0, 1e6))
def test_the_ceiling_solves_its_equations(k_int: float, k_rec: float, time: float) -> None:
    """ds/dt = −k_e s + k_rec (1 − s), I = N_R/n ∫ k_e s dt."""
    found = most_internalised_particles(receptors=1e5, bonds=4.0, k_internalisation=k_int, k_recycling=k_rec, time=time)
    solved = solve_ivp(
        lambda _, x: [-k_int * x[0] + k_rec * (1.0 - x[0]), k_int * x[0]], (0.0, time), [1.0, 0.0], method="LSODA", rtol=1e-9, atol=1e-12
    )
    assert found == pytest.approx(1e5 / 4.0 * solved.y[1, -1], rel=1e-6)


def test_without_return_each_receptor_serves_once_and_with_fast_return_always() -> None:
    case = {"receptors": 1e5, "bonds": 10.0, "k_internalisation": 1e-4}
    assert most_internalised_particles(**case, k_recycling=0.0, time=1e8) == pytest.approx(1e4)
    assert most_internalised_particles(**case, k_recycling=1e3, time=1e4) == pytest.approx(1e4 * 1e-4 * 1e4, rel=1e-6)
    assert most_internalised_particles(**{**case, "k_internalisation": 0.0}, k_recycling=0.0, time=1e4) == 0.0


def test_three_quarters_of_transferrin_receptors_are_inside() -> None:
    """HeLa: three times more receptor inside than on the surface (EMBO J. 1982, doi:10.1002/j.1460-2075.1982.tb01173.x)."""
    share = surface_receptor_share(k_internalisation=math.log(2.0) / 300.0, k_recycling=math.log(2.0) / 900.0)
    assert share == pytest.approx(0.25)


def test_the_share_in_use_counts_bonds() -> None:
    assert receptor_use(bound_particles=np.array([0.0, 100.0]), bonds=5.0, receptors=1e4) == pytest.approx([0.0, 0.05])


CASE = {
    "diffusivity": 1e-13, "effective_dissociation_constant": 1e-5, "free_concentration": 1e-9, "k_internalisation": 1e-4,
    "site_concentration": 1e-5,
}  # fmt: skip


def test_the_modulus_is_the_square_of_distance_over_depth() -> None:
    depth = penetration_depth(**CASE)
    assert thiele_modulus(distance=75e-6, **CASE) == pytest.approx((75e-6 / depth) ** 2, rel=1e-12)


def test_few_particles_fall_off_over_the_depth() -> None:
    """D C″ = k_e Ag C/(K_D + C) at C ≪ K_D between vessel and middle: cosh((R − x)/L)/cosh(R/L)."""
    depth, distance = penetration_depth(**CASE), 75e-6
    rate = 1e-4 * 1e-5

    def change(_: np.ndarray, state: np.ndarray) -> np.ndarray:
        return np.vstack([state[1], distance**2 * rate / 1e-13 * state[0] / (1e-5 + 1e-9 * state[0])])

    def ends(left: np.ndarray, right: np.ndarray) -> np.ndarray:
        return np.array([left[0] - 1.0, right[1]])

    mesh = np.linspace(0.0, 1.0, 200)
    solved = solve_bvp(change, ends, mesh, np.vstack([np.exp(-mesh * 7.0), -np.exp(-mesh * 7.0)]), tol=1e-6)
    there = solved.sol(depth / distance)[0]
    assert there == pytest.approx(math.cosh((distance - depth) / depth) / math.cosh(distance / depth), rel=1e-3)


def test_nothing_to_hold_on_to_lets_particles_through() -> None:
    free = {**CASE, "site_concentration": 0.0}
    assert penetration_depth(**free) == math.inf and thiele_modulus(distance=75e-6, **free) == 0.0
    with np.errstate(all="raise"):
        depths = penetration_depth(**{**CASE, "site_concentration": np.array([0.0, 1e-5])})
    assert depths[0] == math.inf and depths[1] == pytest.approx(penetration_depth(**CASE))


def test_more_dose_and_weaker_binding_go_deeper() -> None:
    base = penetration_depth(**CASE)
    assert penetration_depth(**{**CASE, "free_concentration": 1e-4}) > 3.0 * base
    assert penetration_depth(**{**CASE, "effective_dissociation_constant": 1e-3}) > 9.0 * base


def test_particles_in_a_tumour_fill_its_places_in_proportion() -> None:
    """One mole of places per litre of tumour and as many particles fill them all."""
    found = tumour_site_use(injected_particles=6.02214076e20, dose_fraction=0.5, site_concentration=1e-3, tumour_volume=0.5)
    assert found == pytest.approx(1.0)
