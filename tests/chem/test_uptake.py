"""Binding and internalisation in time, arrival by diffusion, and wrapping: limits, conservation and the way things move."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import exp1

from formulator.chem import constants, uptake
from formulator.chem.uptake import (
    bound_particles_per_cell,
    diffusion_limited_k_on,
    internalised_particles_per_cell,
    minimum_wrapping_ligand_density,
    minimum_wrapping_radius,
    wrapping_time,
)

CASE = {"concentration": 1e-6, "k_on": 100.0, "k_off": 1e-3, "k_internalisation": 1e-4, "sites": 1000.0}
PAPER = {"bond_energy": 15.0, "ligand_density": 5e15, "bending_modulus": 20.0}
"""Gao, Shi and Freund 2005: e = 15 kT, 5000 ligands/µm², B = 20 kT, D = 10⁴ nm²/s."""


@given(st.floats(1e-10, 1e-2), st.floats(0.0, 1e4), st.floats(0.0, 1.0), st.floats(0.0, 1e-2), st.floats(0.0, 1e7))
def test_no_more_than_the_places_are_taken(concentration: float, k_on: float, k_off: float, k_int: float, time: float) -> None:
    found = bound_particles_per_cell(concentration=concentration, k_on=k_on, k_off=k_off, k_internalisation=k_int, sites=100.0, time=time)
    assert 0.0 <= found <= 100.0 * (1.0 + 1e-12)


def test_what_is_inside_was_bound_before() -> None:
    """Without exocytosis, dI/dt = k_int B: the numerical integral of what is bound."""
    inside = internalised_particles_per_cell(**CASE, k_exocytosis=0.0, time=5e4)
    area = quad(lambda t: bound_particles_per_cell(**CASE, time=t), 0.0, 5e4, limit=200)[0]
    assert inside == pytest.approx(1e-4 * area, rel=1e-8)


def test_exocytosis_as_fast_as_binding_is_no_special_case() -> None:
    rate = CASE["concentration"] * CASE["k_on"] + CASE["k_off"] + CASE["k_internalisation"]
    around = [internalised_particles_per_cell(**CASE, k_exocytosis=rate * (1.0 + shift), time=2e3) for shift in (-1e-9, 0.0, 1e-9)]
    assert around[0] > around[1] > around[2]
    assert around[0] == pytest.approx(around[2], rel=1e-8)
    exact = CASE["k_internalisation"] * CASE["sites"] * CASE["k_on"] * CASE["concentration"]
    assert around[1] == pytest.approx(exact * (1.0 - math.exp(-rate * 2e3) * (1.0 + rate * 2e3)) / rate**2, rel=1e-9)


def test_the_first_moments_grow_with_the_square_of_time() -> None:
    """k_int N k_on C t²/2 without loss of digits, where a difference of large terms would have none left."""
    tiny = internalised_particles_per_cell(**CASE, k_exocytosis=1e-5, time=1e-6)
    assert tiny == pytest.approx(1e-4 * 1000.0 * 1e-4 * 1e-12 / 2.0, rel=1e-8)


@pytest.mark.parametrize(
    ("name", "sign"), [("concentration", 1), ("k_on", 1), ("k_off", -1), ("sites", 1), ("k_exocytosis", -1), ("time", 1)]
)
def test_uptake_moves_the_right_way(name: str, sign: int) -> None:
    case = {**CASE, "k_exocytosis": 1e-5, "time": 3e3}
    found = internalised_particles_per_cell(**{**case, name: case[name] * np.logspace(-1, 1, 30)})
    assert (sign * np.diff(found) > 0.0).all()


def test_particles_cannot_arrive_faster_than_by_diffusion() -> None:
    """A 100 nm particle in water at 37 °C meets a cell of 10 µm radius at 5e11 L/mol/s in all (Smoluchowski)."""
    whole = diffusion_limited_k_on(temperature=310.15, viscosity=0.6913e-3, hydrodynamic_radius=50e-9, cell_radius=10e-6, sites=1.0)
    diffusion = constants.BOLTZMANN * 310.15 / (6.0 * math.pi * 0.6913e-3 * 50e-9)
    assert diffusion == pytest.approx(6.57e-12, rel=2e-3)
    assert 1e3 * whole == pytest.approx(4.0 * math.pi * 6.572e-12 * 1e-5 * 6.02214e26, rel=1e-3)


def test_the_best_size_is_that_of_the_paper() -> None:
    """Gao, Shi and Freund 2005 report an optimum between 27 and 30 nm radius."""
    radii = np.linspace(20e-9, 80e-9, 601)
    for receptors, best, time in ((5e14, 27.0, 2.34), (5e13, 30.0, 57.8)):
        found = wrapping_time(radius=radii, receptor_density=receptors, receptor_diffusivity=1e-14, **PAPER)
        assert 1e9 * radii[int(np.argmin(found))] == pytest.approx(best, abs=0.25)
        assert float(np.min(found)) == pytest.approx(time, rel=5e-3)


def test_below_the_smallest_radius_nothing_is_wrapped() -> None:
    smallest = minimum_wrapping_radius(receptor_density=5e13, **PAPER)
    case = {"receptor_density": 5e13, "receptor_diffusivity": 1e-14, **PAPER}
    assert wrapping_time(radius=0.999 * smallest, **case) == math.inf
    assert math.isfinite(wrapping_time(radius=1.001 * smallest, **case))


def test_bonds_that_cannot_pay_for_bending_never_wrap_however_many_receptors() -> None:
    """More receptors than ligands do not help where a bond gives less than bending costs."""
    weak = {"bond_energy": 1.0, "ligand_density": 1e14, "bending_modulus": 20.0, "receptor_diffusivity": 1e-14}
    for receptors in (1e13, 1e14, 5e14, 1e16):
        assert wrapping_time(radius=27e-9, receptor_density=receptors, **weak) == math.inf
    assert minimum_wrapping_radius(bond_energy=1.0, ligand_density=1e14, receptor_density=1e13, bending_modulus=20.0) > 27e-9
    assert minimum_wrapping_radius(bond_energy=0.1, ligand_density=1e14, receptor_density=1e10, bending_modulus=20.0) == math.inf


def test_plenty_of_receptors_make_wrapping_instant() -> None:
    found = wrapping_time(radius=40e-9, receptor_density=2e16, receptor_diffusivity=1e-14, **PAPER)
    assert 0.0 <= found < 1e-6


def test_the_speed_solves_its_equation_across_its_range() -> None:
    """s e^s E₁(s) as scipy has it, and beyond 600 its asymptotic series, against the solver."""
    for speed in np.logspace(-10, 4, 57):
        if speed < 600.0:
            share = float(speed * np.exp(speed) * exp1(speed))
        else:
            share = 1.0 - sum((-1.0) ** (order + 1) * math.factorial(order) / speed**order for order in range(1, 9))
        # Near one the share itself carries fewer digits of the speed.
        assert float(uptake._speed_squared(np.array(share))) == pytest.approx(speed, rel=1e-10 + 1e-14 * speed)


def test_more_receptors_than_ligands_leave_only_bending_to_pay_for() -> None:
    """With ξ₀ ≥ ξ_L no receptor has to be drawn in: R_min = √(2B/ξ_L e), and wrapping agrees with it."""
    for receptors in (5e15, 2e16, 1e18):
        smallest = minimum_wrapping_radius(receptor_density=receptors, **PAPER)
        assert smallest == pytest.approx(math.sqrt(2.0 * 20.0 / (5e15 * 15.0)), rel=1e-12)
        case = {"receptor_density": receptors, "receptor_diffusivity": 1e-14, **PAPER}
        assert wrapping_time(radius=0.999 * smallest, **case) == math.inf
        assert math.isfinite(wrapping_time(radius=1.001 * smallest, **case))


@given(st.floats(1e-8, 1e-7), st.floats(5.0, 25.0), st.floats(1e12, 1e17), st.floats(10.0, 40.0))
def test_the_fewest_ligands_and_the_smallest_radius_are_one_condition(radius: float, bond: float, receptors: float, bending: float) -> None:
    case = {"bond_energy": bond, "receptor_density": receptors, "bending_modulus": bending}
    fewest = minimum_wrapping_ligand_density(radius=radius, **case)
    if math.isfinite(fewest):
        assert minimum_wrapping_radius(ligand_density=fewest, **case) == pytest.approx(radius, rel=1e-6)
        assert minimum_wrapping_radius(ligand_density=0.99 * fewest, **case) > radius
    else:
        tried = np.logspace(10, 20, 400)
        assert (minimum_wrapping_radius(ligand_density=tried, **case) > radius).all()


def test_too_few_receptors_wrap_nothing_whatever_the_ligands() -> None:
    found = minimum_wrapping_ligand_density(
        radius=20e-9, bond_energy=np.array([0.0, 1.0, 15.0]), receptor_density=np.array([1e10, 1e10, 5e14]), bending_modulus=20.0
    )
    assert found[0] == found[1] == math.inf and math.isfinite(found[2])
