"""Integrals close to the cell against numerical integration of what they stand for."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import erf

from formulator.chem.contact import EARLY, REACH, Contact, log_area, log_less, log_mean, log_window


def cost(heights: np.ndarray) -> np.ndarray:
    """A squeezed brush and many tethers, with and without: 0.8 ln(1/h) + 3 (1 − h) for one particle, none for the other."""
    one = -0.8 * np.log(np.maximum(heights[:1], 1e-300)) + 3.0 * (1.0 - heights[:1])
    return np.concatenate([one, np.zeros_like(heights[1:])])


def exact(low: float, high: float) -> float:
    return math.log(quad(lambda h: h**0.8 * math.exp(-3.0 * (1.0 - h)), low, high, epsabs=1e-14)[0])


def test_windows_down_to_the_cell_and_far_from_it() -> None:
    low, high = np.array([[0.0, 0.1, 0.5]] * 2), np.array([[0.4, 1.0, 0.6]] * 2)
    found = log_window(low, high, cost)
    assert found[0] == pytest.approx([exact(0.0, 0.4), exact(0.1, 1.0), exact(0.5, 0.6)], abs=1e-4)
    assert found[1] == pytest.approx(np.log(high - low)[1], abs=1e-12)


def test_the_area_grows_point_by_point() -> None:
    step = np.array([[0.05], [0.02]])
    heights = step * (np.arange(40) + 0.5)
    found = log_area(heights, step, cost)
    for point in (0, 1, EARLY - 1, EARLY, EARLY + 1, 39):
        assert found[0, point] == pytest.approx(exact(0.0, float(heights[0, point])), abs=5e-4)
        assert found[1, point] == pytest.approx(math.log(heights[1, point]), abs=1e-9)


@pytest.mark.parametrize(
    ("stride", "strength", "error"), [(1.0, 40.0, 2e-3), (4.0, 40.0, 1e-5), (0.37, 5.0, 1e-3), (24.0, 1e4, 1e-5), (24.0, 1.0, 1e-4)]
)
def test_many_ligands_at_the_cell_are_summed_as_they_stand(stride: float, strength: float, error: float) -> None:
    """W (e^G − 1) with W = min(x, Δ)/Δ and G = Σ ln(1 + S/(x + jΔ)) over 30 ligands, from the cell to the third point."""
    step, spacing = 0.02, 0.02 * stride
    ladder = spacing * np.arange(30)

    def held(x: float) -> float:
        return math.expm1(float(np.log1p(strength * step / (x + ladder)).sum()))

    points = step * (np.arange(REACH + 1) + 0.5)
    ends = sorted({0.0, min(spacing, points[REACH - 1]), float(points[REACH - 1])})
    parts = [quad(lambda x: min(x, spacing) / spacing * held(x), a, b, limit=200)[0] for a, b in zip(ends, ends[1:], strict=False)]
    contact = Contact(np.zeros_like, np.array([[step]]), np.array([[spacing]]))
    found = contact.log_sum(np.array([0]), np.log([[held(float(x)) for x in points]]))
    assert found[0] == pytest.approx(math.log(sum(parts) / step), abs=error)


def test_logarithms_of_means_and_differences() -> None:
    falls = np.array([-700.0, -2.0, 0.0, 1e-12, 3.0, 700.0])
    with np.errstate(all="raise", under="ignore"):
        found = log_mean(falls)
    assert found[1] == pytest.approx(math.log((1.0 - math.exp(-2.0)) / 2.0)) and found[2] == pytest.approx(0.0, abs=1e-8)
    assert found[4] == pytest.approx(math.log((math.exp(3.0) - 1.0) / 3.0)) and found[5] == pytest.approx(700.0 - math.log(700.0))
    assert log_less(np.array(3.0), np.array(1.0)) == pytest.approx(math.log(1.0 - math.exp(-2.0)))


@pytest.mark.parametrize(("stiffness", "error"), [(0.5, 5e-8), (2.0, 4e-7), (8.0, 3e-6)])
def test_the_area_under_a_gauss_curve_is_that_of_the_error_function(stiffness: float, error: float) -> None:
    """A = ½ a h²: ∫ e^−A dh = √(π/2a) erf(h √(a/2)); cells taken as parabolas leave no more than this of the logarithm."""
    step = np.array([[0.02]])
    heights = step * (np.arange(256) + 0.5)
    found = log_area(heights, step, lambda at: 0.5 * stiffness * at * at)
    expected = np.log(math.sqrt(math.pi / (2.0 * stiffness)) * erf(heights * math.sqrt(stiffness / 2.0)))
    assert np.abs(found - expected).max() < error
