"""Chains of first-order steps in closed form that stays exact where rates meet or vanish.

What stands in the second of two compartments, and the areas under it, are divided differences of e^x: the textbook quotient
(e^−at − e^−bt)/(b − a) loses all its digits at a = b, these forms lose none. With u = at, v = bt, all at least zero:

    pulse        e[−u, −v]         = (e^−u − e^−v)/(v − u)
    pulse_area   e[0, −u, −v]      = ∫ pulse
    pulse_area_twice e[0, 0, −u, −v] = ∫∫ pulse
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from formulator.chem.elementary import larger, smaller
from formulator.chem.model import Number
from formulator.chem.numeric import choose, one_minus_exp_over

_SMALL = 0.5
"""Largest exponent that is done by its power series; above, the differences no longer cancel."""
_TERMS = 16
_FACTORIAL = tuple(float(math.factorial(order)) for order in range(_TERMS + 3))


def _series(first: Number, second: Number, nodes_at_zero: int) -> Number:
    """Divided difference of e^x at `nodes_at_zero` zeros, −u and −v, by powers of u and v."""
    total: Any = 0.0 * (first + second)
    symmetric: Any = 1.0 + total
    power: Any = 1.0 + total
    u, v = -first, -second
    # In place: on arrays the powers of a curve take half of the time then, and on numbers nothing changes.
    for order in range(nodes_at_zero + 1, nodes_at_zero + 1 + _TERMS):
        total += symmetric / _FACTORIAL[order]
        power *= v
        symmetric *= u
        symmetric += power
    return total  # type: ignore[no-any-return]


def _everywhere(condition: Any) -> bool:
    return condition if isinstance(condition, bool) else bool(condition.all())


def _anywhere(condition: Any) -> bool:
    return condition if isinstance(condition, bool) else bool(condition.any())


def _decay(exponent: Number) -> Number:
    """e^−x for x ≥ 0 down to nothing; called where underflow is allowed."""
    return math.exp(-exponent) if isinstance(exponent, (float, int)) else np.exp(-exponent)


def pulse(first: Number, second: Number) -> Number:
    """(e^−u − e^−v)/(v − u), e^−u where both are equal."""
    with np.errstate(under="ignore"):
        near, far = smaller(first, second), larger(first, second)
        return _decay(near) * one_minus_exp_over(far - near)


def pulse_area(first: Number, second: Number) -> Number:
    """[(1 − e^−u)/u − (1 − e^−v)/v]/(v − u): half where both vanish."""
    with np.errstate(under="ignore"):
        near, far = smaller(first, second), larger(first, second)
        small = far < _SMALL
        if _everywhere(small):
            return _series(near, far, 1)
        safe = choose(small, 1.0 + 0.0 * far, far)
        direct = (one_minus_exp_over(near) - _decay(near) * one_minus_exp_over(far - near)) / safe
        return choose(small, _series(smaller(near, _SMALL), smaller(far, _SMALL), 1), direct) if _anywhere(small) else direct


def pulse_area_twice(first: Number, second: Number) -> Number:
    """The area under `pulse_area` as its time runs from zero: a sixth where both vanish."""
    with np.errstate(under="ignore"):
        near, far = smaller(first, second), larger(first, second)
        small = far < _SMALL
        if _everywhere(small):
            return _series(near, far, 2)
        safe = choose(small, 1.0 + 0.0 * far, far)
        ramp = pulse_area(0.0 * near, near)
        direct = (ramp - pulse_area(near, far)) / safe
        return choose(small, _series(smaller(near, _SMALL), smaller(far, _SMALL), 2), direct) if _anywhere(small) else direct


def pulse_of_three(first: Number, second: Number, third: Number) -> Number:
    """e[−u, −v, −w]: what stands in the third of three compartments."""
    with np.errstate(under="ignore"):
        near = smaller(smaller(first, second), third)
        far = larger(larger(first, second), third)
        middle = larger(smaller(first, second), smaller(larger(first, second), third))
        return _decay(near) * pulse_area(middle - near, far - near)
