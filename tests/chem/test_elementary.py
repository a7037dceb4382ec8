"""The functions that take floats and arrays alike."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.chem import elementary


@pytest.mark.parametrize(
    ("name", "points"),
    [
        ("exp", (-1e4, -700.5, -1.0, 0.0, 2.5)),
        ("expm1", (-1e4, -1e-12, 0.0, 1e-12, 3.0)),
        ("log", (1e-300, 0.5, 1.0, 1e300)),
        ("log1p", (-0.5, 0.0, 1e-18, 5.0)),
        ("positive", (-1.0, 0.0, 1e-300, 2.0)),
    ],
)
def test_floats_and_arrays_agree(name: str, points: tuple[float, ...]) -> None:
    function = getattr(elementary, name)
    with np.errstate(all="raise"):
        together = function(np.array(points))
        apart = [function(point) for point in points]
    assert all(type(value) is float for value in apart)
    np.testing.assert_allclose(together, apart, rtol=1e-14, atol=1e-300)


def test_exp_of_a_very_negative_number_is_nothing_beside_one() -> None:
    with np.errstate(all="raise"):
        assert 1.0 - elementary.exp(-1e6) == 1.0
        assert np.all(1.0 - elementary.exp(np.array([-1e6, -701.0])) == 1.0)


def test_smaller_and_larger_keep_what_is_unknown_unknown() -> None:
    assert elementary.smaller(1.0, 2.0) == 1.0 and elementary.larger(1.0, 2.0) == 2.0
    for function in (elementary.smaller, elementary.larger):
        assert math.isnan(function(math.nan, 1.0)) and math.isnan(function(1.0, math.nan))
        assert np.isnan(function(np.array([math.nan, 1.0]), 0.5)).tolist() == [True, False]


def test_what_has_no_size_is_not_a_number() -> None:
    assert math.isnan(elementary.positive(-1e-30)) and math.isnan(elementary.positive(0.0))
    assert elementary.positive(3.0) == 3.0


def test_exp_of_what_is_unknown_is_unknown() -> None:
    """Not nothing: an unknown exponent must never pass for a rate of zero."""
    assert math.isnan(elementary.exp(math.nan)) and math.isnan(elementary.expm1(math.nan))
    assert np.isnan(elementary.exp(np.array([math.nan]))).all()
