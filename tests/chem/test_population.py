"""Populations of cells: what their receptors let any particle do, and what one particle does among them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from formulator.chem.binding import log_binding_constant_brush, occupancy
from formulator.chem.engagement import receptor_discrimination
from formulator.chem.population import population_occupancy, receptors_for_half, targeted_cell_fraction

PARTICLE: dict[str, Any] = {
    "core_radius": 35e-9, "ligands": 60.0, "tether_molar_mass": 3.4, "brush_molar_mass": 2.0, "brush_density": 1e17,
    "brush_height": 0.0, "dissociation_constant": 1e-5, "extra_bond_cost": 5.8,
}  # fmt: skip


@given(st.floats(1.0, 1e7), st.floats(0.05, 2.0))
def test_half_of_the_cells_lie_above_their_median(receptors: float, spread: float) -> None:
    assert targeted_cell_fraction(receptors=receptors, threshold=receptors, spread=spread) == pytest.approx(0.5)


def test_no_threshold_tells_cells_apart_better_than_their_receptors_do() -> None:
    """The area under the curve of hits against false hits over all thresholds is the discrimination by receptors."""
    target, healthy = {"receptors": 5e4, "spread": 0.6}, {"receptors": 1e4, "spread": 0.9}
    limits = np.logspace(0, 9, 4001)
    hits, wrong = (targeted_cell_fraction(threshold=limits, **cells) for cells in (target, healthy))
    area = float(np.sum(0.5 * (hits[1:] + hits[:-1]) * -np.diff(wrong)))
    ceiling = receptor_discrimination(receptors=5e4, healthy_receptors=1e4, spread=0.6, healthy_spread=0.9)
    assert area == pytest.approx(ceiling, abs=1e-4)


def test_the_population_average_is_the_integral_over_its_cells() -> None:
    def integrand(u: float) -> float:
        strength = log_binding_constant_brush(receptor_density=2e13 * np.exp(0.8 * u), **PARTICLE)
        return occupancy(concentration=1e-6, log_binding_constant=strength) * np.exp(-0.5 * u * u) / np.sqrt(2.0 * np.pi)

    exact = quad(integrand, -7.0, 7.0, limit=100, epsrel=1e-4)[0]
    found = population_occupancy(concentration=1e-6, receptor_density=2e13, spread=0.8, **PARTICLE)
    assert found == pytest.approx(exact, rel=0.01)


def test_like_cells_are_one_cell() -> None:
    receptors = np.array([2e12, 2e13, 2e14])
    plain = occupancy(concentration=1e-6, log_binding_constant=log_binding_constant_brush(receptor_density=receptors, **PARTICLE))
    with np.errstate(all="raise"):
        found = population_occupancy(concentration=1e-6, receptor_density=receptors, spread=0.0, **PARTICLE)
    assert found == pytest.approx(plain, rel=1e-9)


def test_at_the_density_for_half_half_is_held() -> None:
    ligands = np.array([1.0, 20.0, 60.0, 400.0])
    with np.errstate(all="raise"):
        half = receptors_for_half(concentration=1e-6, **{**PARTICLE, "ligands": ligands})
    found = log_binding_constant_brush(receptor_density=half, **{**PARTICLE, "ligands": ligands})
    assert occupancy(concentration=1e-6, log_binding_constant=found) == pytest.approx(0.5, abs=1e-6)
    assert (np.diff(half) < 0.0).all()


def test_a_particle_that_cannot_bind_never_holds_half() -> None:
    assert receptors_for_half(concentration=1e-12, **{**PARTICLE, "ligands": 0.0}) == np.inf
