"""Roots and functions for the few models that have no closed form, on plain floats and on arrays alike.

A solver written once with these runs on `math` when everything is a float (a frame of a drag) and on numpy when
anything is an array (curves, maps, thousands of draws).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from formulator.chem.model import Number

_LARGEST = 690.0
"""exp of more leaves no room for a product within floating point."""

_SMALL = 1e-8
"""Below this two terms of a series are exact."""


def is_plain(*values: object) -> bool:
    """Whether all values are single numbers, so that `math` will do."""
    return all(isinstance(value, (float, int)) for value in values)


def sinh(x: Number) -> Number:
    """Hyperbolic sine."""
    return math.sinh(x) if isinstance(x, (float, int)) else np.sinh(x)


def cosh(x: Number) -> Number:
    """Hyperbolic cosine."""
    return math.cosh(x) if isinstance(x, (float, int)) else np.cosh(x)


def tanh(x: Number) -> Number:
    """Hyperbolic tangent."""
    return math.tanh(x) if isinstance(x, (float, int)) else np.tanh(x)


def asinh(x: Number) -> Number:
    """Inverse hyperbolic sine."""
    return math.asinh(x) if isinstance(x, (float, int)) else np.arcsinh(x)


def atanh(x: Number) -> Number:
    """Inverse hyperbolic tangent."""
    return math.atanh(x) if isinstance(x, (float, int)) else np.arctanh(x)


def magnitude(x: Number) -> Number:
    """Absolute value."""
    return abs(x) if isinstance(x, (float, int)) else np.abs(x)


def one_minus_exp_over(x: Number) -> Number:
    """(1 − e^−x)/x for x ≥ 0, with its limit 1 at zero."""
    if isinstance(x, (float, int)):
        return -math.expm1(-x) / x if x > _SMALL else 1.0 - 0.5 * x
    safe = np.maximum(x, _SMALL)
    return np.where(np.asarray(x) > _SMALL, -np.expm1(-np.minimum(safe, _LARGEST)) / safe, 1.0 - 0.5 * np.asarray(x))


def logistic(x: Number) -> Number:
    """1 / (1 + e^−x): the share of groups that have gone over, x in units of kT."""
    if isinstance(x, (float, int)):
        if x >= 0.0:
            return 1.0 / (1.0 + math.exp(-x))
        power = math.exp(max(x, -_LARGEST))
        return power / (1.0 + power)
    clipped = np.clip(x, -_LARGEST, _LARGEST)
    return 1.0 / (1.0 + np.exp(-clipped))


def choose(condition: Any, if_true: Number, if_false: Number) -> Number:
    """One of two numbers, element by element when anything is an array."""
    if isinstance(condition, (bool, np.bool_)):
        return if_true if condition else if_false
    return np.where(condition, if_true, if_false)


def log1p_over(x: Number) -> Number:
    """ln(1 + x) / x for x ≥ 0, with its limit 1 at zero."""
    if isinstance(x, (float, int)):
        return math.log1p(x) / x if x > _SMALL else 1.0 - 0.5 * x
    safe = np.maximum(x, _SMALL)
    return np.where(np.asarray(x) > _SMALL, np.log1p(safe) / safe, 1.0 - 0.5 * np.asarray(x))


_ROUNDING = 2e-14
"""Relative change that is rounding where the function itself is known to a few units in the last place."""


def settled(step: Number, value: Number, tolerance: float = _ROUNDING) -> bool:
    """Whether a Newton step no longer changes the value (nan counts as settled)."""
    if isinstance(step, (float, int)) and isinstance(value, (float, int)):
        return not abs(step) > tolerance * (abs(value) + 1e-280)
    return not bool(np.any(np.abs(step) > tolerance * (np.abs(value) + 1e-280)))


def newton_root(function: Callable[[Number], tuple[Number, Number]], start: Number, most: int = 60) -> Number:
    """Root by Newton's method, for functions whose curvature is known to lead there; `function` returns value and slope."""
    at = start
    for _ in range(most):
        value, slope = function(at)
        step = value / slope
        at = at - step
        if settled(step, at):
            break
    return at


def rising_root(
    function: Callable[[Number], tuple[Number, Number]],
    low: Number,
    high: Number,
    start: Number,
    most: int = 80,
    tolerance: float = _ROUNDING,
) -> Number:
    """Root of a rising function by Newton's method kept inside a bracket; `function` returns value and slope.

    Where the function is flat, a Newton step would leave the bracket, or is not clearly shorter than the step before, the bracket is halved
    instead, so it always arrives. A last Newton step of relative size `tolerance` leaves an error of about its square: a looser one
    costs no digit and spares an array the rounds in which a few of its elements dither.
    """
    at = start
    before = 2.0 * magnitude(high - low)
    for _ in range(most):
        value, slope = function(at)
        below = value < 0.0
        low = choose(below, at, low)
        high = choose(below, high, at)
        sloped = slope > 0.0
        newton = at - value / choose(sloped, slope, 1.0)
        good = sloped & (newton >= low) & (newton <= high) & (magnitude(newton - at) <= 0.5 * before + 1e-12 * magnitude(at))
        following = choose(good, newton, 0.5 * (low + high) + 0.0 * value)
        step = following - at
        before = magnitude(step)
        at = following
        if settled(step, at, tolerance):
            break
    return at
