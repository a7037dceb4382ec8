"""Averages over a batch: the points are those of their laws, and the average is what many drawn particles give."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from formulator.chem.averages import batch_occupancy, normal_points, poisson_points, schulz_zimm_points
from formulator.chem.binding import bound, occupancy

CASE: dict[str, Any] = {
    "concentration": 1e-6, "core_radius": 35e-9, "size_spread": 0.1, "ligands": 20.0, "tether_molar_mass": 3.4,
    "tether_dispersity": 1.05, "brush_molar_mass": 2.0, "brush_density": 1e17, "brush_height": 0.0, "dissociation_constant": 1e-4,
    "receptor_density": 2e14, "extra_bond_cost": 4.0,
}  # fmt: skip


def test_the_points_of_a_normal_law_have_its_moments() -> None:
    points, weights = normal_points(5)
    moments = [float((weights * points**power).sum()) for power in range(10)]
    assert moments == pytest.approx([1, 0, 1, 0, 3, 0, 15, 0, 105, 0], abs=1e-10)


@given(st.floats(1e-3, 1e3))
def test_the_points_of_a_poisson_law_have_its_factorial_moments(mean: float) -> None:
    """⟨N(N−1)…(N−m+1)⟩ = λ^m up to the ninth for five points."""
    points, weights = poisson_points(np.array(mean))
    assert weights.sum() == pytest.approx(1.0)
    for order in range(1, 7):
        falling = np.prod([points - step for step in range(order)], axis=0)
        assert float((weights * falling).sum()) == pytest.approx(mean**order, rel=1e-6, abs=1e-9 * (1.0 + mean**order))


def test_the_points_of_few_ligands_are_nearly_the_whole_numbers() -> None:
    points, weights = poisson_points(np.array(0.02))
    assert points == pytest.approx([0, 1, 2, 3, 4], abs=0.12)
    assert weights[:2] == pytest.approx(poisson.pmf([0, 1], 0.02), rel=0.02)


@given(st.floats(1.001, 2.0))
def test_the_points_of_a_schulz_zimm_law_have_its_moments(dispersity: float) -> None:
    """Number mean 1, weight mean Đ, and ⟨x³⟩ = Đ (2Đ − 1)."""
    points, weights = schulz_zimm_points(np.array(dispersity))
    assert (points >= 0.0).all()
    found = [float((weights * points**power).sum()) for power in range(4)]
    assert found == pytest.approx([1.0, 1.0, dispersity, dispersity * (2.0 * dispersity - 1.0)], rel=1e-6)


def test_chains_of_one_length_are_one_point() -> None:
    points, weights = schulz_zimm_points(np.array([1.0, 1.05]))
    assert points[0] == pytest.approx(1.0, abs=1e-5)
    assert points.shape == weights.shape == (2, 3)


def drawn(case: dict[str, Any], count: int) -> tuple[float, float]:
    """Means over drawn particles: apart and together."""
    random = np.random.default_rng(3)
    factor = np.exp(case["size_spread"] * random.standard_normal(count))
    shape = 1.0 / (case["tether_dispersity"] - 1.0)
    particle = {name: case[name] for name in ("brush_molar_mass", "brush_density", "brush_height", "dissociation_constant",
                                             "receptor_density", "extra_bond_cost")}  # fmt: skip
    number = random.poisson(case["ligands"] * factor**2)
    some = number > 0
    tethers = case["tether_molar_mass"] * random.gamma(shape, 1.0 / shape, count)
    held = bound(core_radius=case["core_radius"] * factor[some], ligands=number[some].astype(float),
                 tether_molar_mass=tethers[some], **particle).log_constant  # fmt: skip
    apart = occupancy(concentration=case["concentration"], log_binding_constant=held).sum() / count
    drive = case["concentration"] * 6.02214076e-4 * np.exp(held).sum() / count
    return float(apart), float(drive / (1.0 + drive))


@pytest.mark.parametrize("changed", [{}, {"ligands": 3.0, "dissociation_constant": 1e-5}, {"size_spread": 0.25, "tether_dispersity": 1.02}])
def test_the_average_is_that_of_many_drawn_particles(changed: dict[str, Any]) -> None:
    case = {**CASE, **changed}
    with np.errstate(all="raise"):
        apart, together = (batch_occupancy(particles=word, **case) for word in ("apart", "together"))
    expected = drawn(case, 10_000)
    assert apart == pytest.approx(expected[0], rel=0.05)
    assert together == pytest.approx(expected[1], rel=0.1)


def test_a_batch_of_like_particles_differs_in_ligand_number_only() -> None:
    """Sizes and tethers alike, very many ligands: the single design."""
    case = {**CASE, "size_spread": 0.0, "tether_dispersity": 1.0, "ligands": 2000.0, "dissociation_constant": 1e-1}
    names = ("core_radius", "ligands", "tether_molar_mass", "brush_molar_mass", "brush_density", "brush_height",
             "dissociation_constant", "receptor_density", "extra_bond_cost")  # fmt: skip
    one = occupancy(concentration=1e-6, log_binding_constant=float(bound(**{name: case[name] for name in names}).log_constant))
    assert batch_occupancy(particles="apart", **case) == pytest.approx(one, rel=0.02)


def test_competing_particles_take_no_fewer_places_and_scatter_matters_most_where_binding_is_steep() -> None:
    """⟨x/(1+x)⟩ ≤ ⟨x⟩/(1+⟨x⟩) for any spread (Jensen)."""
    receptors = np.logspace(12.5, 16, 12)
    apart, together = (batch_occupancy(particles=word, **{**CASE, "receptor_density": receptors}) for word in ("apart", "together"))
    assert (apart <= together + 1e-12).all() and (apart > 0.0).all() and (together <= 1.0).all()
    assert (np.diff(apart) > 0.0).all() and (np.diff(together) >= 0.0).all()
    assert math.isclose(apart[3], batch_occupancy(particles="apart", **{**CASE, "receptor_density": float(receptors[3])}), rel_tol=1e-9)


def test_many_designs_at_once_are_each_alone() -> None:
    """More than are worked on together."""
    receptors = np.logspace(12, 16, 130).reshape(2, 65)
    found = batch_occupancy(particles="apart", **{**CASE, "receptor_density": receptors})
    assert found.shape == (2, 65)
    for index in ((0, 0), (0, 64), (1, 0), (1, 64)):
        alone = batch_occupancy(particles="apart", **{**CASE, "receptor_density": float(receptors[index])})
        assert found[index] == pytest.approx(alone, rel=1e-9)
