"""The input that brings an output to a target, or the range of the output that can be reached."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from formulator import design as designs
from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.errors import UnitError, UsageError
from formulator.evaluation import evaluate
from formulator.explore.factor import Factor, columns, unit_of, with_values
from formulator.explore.figure import Array
from formulator.explore.many import Many
from formulator.units import Value, from_si

CLOSE = 1e-6
"""Relative distance from the target at which an input counts as found."""
SCAN = 257
"""Steps that look for a crossing before it is closed in on; a narrower detour of the curve may be missed."""
_WIDE = 20.0


@dataclass(frozen=True, kw_only=True)
class Solved:
    """Where the target is met: the input, the design with it, and the output that a fresh evaluation gives."""

    value: Value
    design: Design
    got: float


@dataclass(frozen=True, kw_only=True)
class OutOfReach:
    """The smallest and largest output over the range, and the inputs where they stand; None when there is no output at all."""

    low: float | None
    high: float | None
    at_low: float = math.nan
    at_high: float = math.nan
    reason: str = ""


def whole_range(design: Design, path: str) -> Factor:
    """The usual range of a field, opened for the value that stands there."""
    row = designs.field(path)
    if not row.is_quantity:
        raise UsageError(f"{path} is a choice, and only quantities can be varied here.")
    unit = unit_of(design, path)
    entry = designs.get(design, path)
    own = entry.magnitude if isinstance(entry, Value) else None
    ends = _usual(row)
    try:
        if ends is None:
            raise UnitError("no usual range")
        low, high = (Value(end, row.units[0]).to(unit) for end in ends)
    except UnitError:
        # Said in another way than the usual range is, such as a mass instead of a ratio.
        if own is None or own <= 0:
            words = f"{path}: say between which values to look, {path}=LOW:HIGH, because {row.label} has no usual range in {unit}."
            raise UsageError(words) from None
        limits = [float(from_si(end, unit)) for end in row.domain]
        low, high = max(own / _WIDE, limits[0]), min(own * _WIDE, limits[1])
    if own is not None:
        low, high = min(low, own), max(high, own)
    return Factor(path=path, low=low, high=high, unit=unit, log=low > 0 and high / low > _WIDE)


def _usual(row: designs.Field) -> tuple[float, float] | None:
    """The range in which values are usual, in the field's first unit; from where its slider begins when that is above zero."""
    if row.hint is None or row.slider is None:
        return row.hint or (row.slider[:2] if row.slider is not None else None)
    return max(row.hint[0], row.slider[0]) if row.hint[0] == 0 else row.hint[0], max(row.hint[1], row.slider[1])


class _Search:
    """One output as a function of one input, by the very evaluation that the window uses."""

    def __init__(self, design: Design, catalogue: Catalogue, factor: Factor, output: str) -> None:
        self.design, self.catalogue, self.factor, self.output = design, catalogue, factor, output

    def with_value(self, magnitude: float) -> Design:
        return with_values(self.design, (self.factor,), (magnitude,))

    def __call__(self, magnitude: float) -> float:
        value = evaluate(self.with_value(magnitude), self.catalogue)[self.output].value
        return math.nan if value is None else value

    def magnitude(self, share: float) -> float:
        return float(self.factor.at(np.array(share)))


def solve(design: Design, catalogue: Catalogue, factor: Factor, output: str, target: float) -> Solved | OutOfReach:
    """The input nearest to the one that stands in the design at which `output`, in its shown unit, is `target`."""
    many = Many.of(design, catalogue, (factor,), (output,))
    if output in many.reasons:
        return OutOfReach(low=None, high=None, reason=many.reasons[output])
    shares = np.linspace(0.0, 1.0, SCAN)
    values = many.ask(columns((factor,), [factor.at(shares)]))[output]
    search = _Search(design, catalogue, factor, output)
    for low, high in _crossings(shares, values - target, _own_share(design, factor)):
        found = _closed_in(search, low, high, target)
        if found is not None:
            return found
    return _reach(search, shares, values, target)


def _own_share(design: Design, factor: Factor) -> float:
    entry = designs.get(design, factor.path)
    if not isinstance(entry, Value):
        return 0.5
    own = float(from_si(entry.si, factor.unit))
    if factor.log:
        return math.log(max(own, 1e-300) / factor.low) / math.log(factor.high / factor.low)
    return (own - factor.low) / (factor.high - factor.low)


def _crossings(shares: Array, over: Array, own: float) -> list[tuple[float, float]]:
    """Pairs of neighbouring steps between which the target lies, those nearest to the design first."""
    with np.errstate(invalid="ignore"):
        near = np.flatnonzero(np.sign(over[:-1]) * np.sign(over[1:]) <= 0).tolist()
    pairs = [(float(shares[at]), float(shares[at + 1])) for at in near]
    return sorted(pairs, key=lambda pair: max(pair[0] - own, own - pair[1], 0.0))


def _closed_in(search: _Search, low: float, high: float, target: float) -> Solved | None:
    from scipy.optimize import brentq

    def over(share: float) -> float:
        return search(search.magnitude(share)) - target

    ends = over(low), over(high)
    if not all(map(math.isfinite, ends)) or ends[0] * ends[1] > 0:
        return None
    share = low if ends[0] == 0 else high if ends[1] == 0 else _root(brentq, over, low, high)
    magnitude = search.magnitude(share)
    got = search(magnitude)
    # A curve that jumps over the target is not a solution.
    if not math.isfinite(got) or abs(got - target) > CLOSE * max(abs(target), 1e-12):
        return None
    return Solved(value=search.factor.value(magnitude), design=search.with_value(magnitude), got=got)


def _root(brentq: Callable[..., float], over: Callable[[float], float], low: float, high: float) -> float:
    return float(brentq(over, low, high, xtol=1e-15, rtol=1e-14, maxiter=200, disp=False))


def _reach(search: _Search, shares: Array, values: Array, target: float) -> Solved | OutOfReach:
    """The smallest and largest output, each closed in on between its neighbours; a target met on the way is a solution."""
    from scipy.optimize import minimize_scalar

    known = np.flatnonzero(np.isfinite(values))
    if not known.size:
        return OutOfReach(low=None, high=None, reason=f"{search.output} cannot be given anywhere in this range.")
    ends: list[tuple[float, float]] = []
    extremes = (1.0, int(known[np.argmin(values[known])])), (-1.0, int(known[np.argmax(values[known])]))
    for sign, at in extremes:
        places = [float(shares[at])]
        if 0 < at < len(shares) - 1:

            def signed(share: float, sign: float = sign) -> float:
                value = search(search.magnitude(share))
                return sign * value if math.isfinite(value) else math.inf

            bounds = (float(shares[at - 1]), float(shares[at + 1]))
            places.append(float(minimize_scalar(signed, bounds=bounds, method="bounded", options={"xatol": 1e-9}).x))
        tried = [(search(search.magnitude(place)), search.magnitude(place)) for place in places]
        tried = [entry for entry in tried if math.isfinite(entry[0])] or [(float(values[at]), search.magnitude(places[0]))]
        ends.append(min(tried, key=lambda entry: sign * entry[0]))
    (low, at_low), (high, at_high) = ends
    for got, magnitude in ends:
        if abs(got - target) <= CLOSE * max(abs(target), 1e-12):
            return Solved(value=search.factor.value(magnitude), design=search.with_value(magnitude), got=got)
    return OutOfReach(low=low, high=high, at_low=at_low, at_high=at_high)
