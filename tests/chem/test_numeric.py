"""Functions and the root finder behave alike on floats and arrays, at their limits too."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.chem import numeric
from formulator.chem.model import Number


@pytest.mark.parametrize(
    ("function", "values"),
    [
        (numeric.sinh, (-2.0, 0.0, 3.0)),
        (numeric.cosh, (-2.0, 0.0, 3.0)),
        (numeric.tanh, (-2.0, 0.0, 3.0)),
        (numeric.asinh, (-2.0, 0.0, 3.0)),
        (numeric.atanh, (-0.5, 0.0, 0.9)),
        (numeric.magnitude, (-2.0, 0.0, 3.0)),
        (numeric.logistic, (-1000.0, -40.0, -3.0, 0.0, 3.0, 40.0, 1000.0)),
        (numeric.log1p_over, (0.0, 1e-12, 1e-8, 1e-3, 5.0)),
        (numeric.one_minus_exp_over, (0.0, 1e-13, 1e-3, 5.0, 900.0)),
    ],
)
def test_arrays_give_what_floats_give(function: object, values: tuple[float, ...]) -> None:
    assert callable(function)
    with np.errstate(all="raise"):
        together = function(np.array(values))
        alone = [function(value) for value in values]
    np.testing.assert_allclose(together, alone, rtol=1e-13, atol=1e-295)
    assert all(type(value) is float for value in alone)


def test_the_share_of_groups_goes_from_none_to_all() -> None:
    assert numeric.logistic(0.0) == 0.5
    assert numeric.logistic(-40.0) == pytest.approx(math.exp(-40.0), rel=1e-13)
    assert numeric.logistic(800.0) == 1.0
    assert numeric.logistic(2.0) + numeric.logistic(-2.0) == pytest.approx(1.0, rel=1e-15)


def test_limits_at_zero_are_reached_smoothly() -> None:
    for function in (numeric.log1p_over, numeric.one_minus_exp_over):
        assert function(0.0) == 1.0
        assert function(1e-6) == pytest.approx(1.0 - 0.5e-6, rel=1e-12)


def test_choosing_takes_words_for_floats_and_masks_for_arrays() -> None:
    assert numeric.choose(True, 1.0, 2.0) == 1.0
    assert numeric.choose(np.bool_(False), 1.0, 2.0) == 2.0
    np.testing.assert_array_equal(numeric.choose(np.array([True, False]), 1.0, 2.0), [1.0, 2.0])
    assert numeric.is_plain(1.0, 2) and not numeric.is_plain(1.0, np.array([2.0]))


def _steep(at: Number) -> tuple[Number, Number]:
    """A step that is flat on both sides: plain Newton's method runs to and fro between the ends."""
    slope = 0.01 + 2e4 / numeric.cosh(1e4 * (at - 0.3)) ** 2 if isinstance(at, float) else None
    if slope is None:
        clipped = np.clip(1e4 * (np.asarray(at) - 0.3), -300.0, 300.0)
        slope = 0.01 + 2e4 / np.cosh(clipped) ** 2
    return 2.0 * numeric.tanh(1e4 * (at - 0.3)) + 0.01 * (at - 0.3), slope


def test_the_root_is_found_where_newton_alone_would_swing() -> None:
    assert numeric.rising_root(_steep, 0.29, 0.31, 0.305) == pytest.approx(0.3, rel=1e-12)
    found = numeric.rising_root(_steep, np.array([-5.0, 0.0]), np.array([4.0, 1.0]), np.array([-5.0, 1.0]))
    np.testing.assert_allclose(found, 0.3, rtol=1e-12)


def test_the_search_ends_even_without_a_root() -> None:
    """A function that is never zero on the bracket ends at the end that is nearest to one."""
    assert numeric.rising_root(lambda at: (at + 1.0, 1.0 + 0.0 * at), 0.0, 1.0, 1.0) == pytest.approx(0.0, abs=1e-9)
    few = numeric.rising_root(lambda at: (at * at * at - 0.1, 3.0 * at * at), 0.0, 1.0, 1.0, most=2)
    assert 0.0 < float(few) < 1.0


def test_newton_alone_finds_square_roots_and_stops_when_told() -> None:
    def square(at: Number) -> tuple[Number, Number]:
        return at * at - 2.0, 2.0 * at

    assert numeric.newton_root(square, 2.0) == pytest.approx(math.sqrt(2.0), rel=1e-15)
    np.testing.assert_allclose(numeric.newton_root(square, np.array([1.0, 3.0])), math.sqrt(2.0), rtol=1e-15)
    assert numeric.newton_root(square, 2.0, most=1) == 1.5


def test_nan_comes_out_as_nan() -> None:
    found = numeric.rising_root(lambda at: (at - np.array([np.nan, 0.5]), 1.0 + 0.0 * at), *np.zeros((1, 2)), np.ones(2), np.ones(2))
    assert math.isnan(found[0]) and found[1] == pytest.approx(0.5)


def test_a_flat_stretch_is_crossed_by_halving() -> None:
    """Slope zero left of the root: no division, and the root is found."""

    def ramp(at: Number) -> tuple[Number, Number]:
        up = numeric.choose(at > 0.7, 1.0, 0.0 * at)
        return up * (at - 0.7) - 1e-3 * (1.0 - up), up

    with np.errstate(all="raise"):
        assert numeric.rising_root(ramp, 0.0, 1.0, 0.1) == pytest.approx(0.7, abs=1e-9)
        found = numeric.rising_root(ramp, np.zeros(2), np.ones(2), np.array([0.1, 0.9]))
    np.testing.assert_allclose(found, 0.7, atol=1e-9)
