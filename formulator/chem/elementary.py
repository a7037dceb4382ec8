"""Elementary functions that take a plain float or an array alike.

A frame calls some sixty models on plain floats, where numpy costs ten times what `math` does; Monte Carlo calls the
same models
on thousands of draws. Powers and products need no help (`**` works on both); these few functions do.
"""

from __future__ import annotations

import math

import numpy as np

from formulator.chem.model import Number

_TINY = -700.0
"""exp of anything below rounds to nothing beside 1; stopping here keeps arrays free of underflow."""


def exp(x: Number) -> Number:
    """e to the x; very negative arguments give a number too small to matter instead of an underflow."""
    if isinstance(x, (float, int)):
        return 0.0 if x <= _TINY else math.exp(x)
    return np.exp(np.maximum(x, _TINY))


def expm1(x: Number) -> Number:
    """e to the x, less one, without cancellation near zero."""
    if isinstance(x, (float, int)):
        return math.expm1(x)
    return np.expm1(np.maximum(x, _TINY))


def log(x: Number) -> Number:
    """Natural logarithm."""
    return math.log(x) if isinstance(x, (float, int)) else np.log(x)


def log1p(x: Number) -> Number:
    """Natural logarithm of 1 + x, without cancellation near zero."""
    return math.log1p(x) if isinstance(x, (float, int)) else np.log1p(x)


def smaller(x: Number, y: Number) -> Number:
    """The smaller of two, element by element; nan where either is nan."""
    if isinstance(x, (float, int)) and isinstance(y, (float, int)):
        return math.nan if math.isnan(x) or math.isnan(y) else min(x, y)
    return np.minimum(x, y)


def larger(x: Number, y: Number) -> Number:
    """The larger of two, element by element; nan where either is nan."""
    if isinstance(x, (float, int)) and isinstance(y, (float, int)):
        return math.nan if math.isnan(x) or math.isnan(y) else max(x, y)
    return np.maximum(x, y)


def positive(x: Number) -> Number:
    """The value where it is above zero, nan where it is not: what has no size must not pass for a small one."""
    if isinstance(x, (float, int)):
        return x if x > 0.0 else math.nan
    return np.where(np.asarray(x) > 0.0, x, math.nan)
