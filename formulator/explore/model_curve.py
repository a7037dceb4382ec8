"""One model against one of its arguments, for the calculators page: the curve, the point, and where the model was not checked."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from formulator import calculators
from formulator.chem.model import Arg, Card, Model
from formulator.chem.naming import title
from formulator.errors import ModelError
from formulator.explore.figure import Array, Axis, Figure, Line, Mark, Panel, Span
from formulator.units import format_number, from_si, unit_label

POINTS = 121
_WIDE = 30.0
"""A range that spans more than this factor is drawn on a logarithmic axis."""


def variables(card: Card) -> tuple[str, ...]:
    """The arguments that a curve can run over: the numbers with a range."""
    return tuple(name for name, rule in card.arguments.items() if isinstance(rule, Arg) and rule.low < rule.high)


def widest(card: Card) -> str:
    """The number whose range spans the largest factor: against it the curve tells most. "" where there is none."""

    def span(name: str) -> float:
        rule = card.arguments[name]
        return rule.high / rule.low if isinstance(rule, Arg) and rule.low > 0 else 0.0

    return max(variables(card), key=span, default="")


def curve(name: str, arguments: Mapping[str, float | str], against: str) -> Figure:
    """The model over the range of one argument, the others as given in SI."""
    model = calculators.model(name)
    card = model.card
    rule = card.arguments[against]
    assert isinstance(rule, Arg), "only numbers are offered as the axis"
    here = arguments.get(against)
    at = float(here) if isinstance(here, (int, float)) else None
    low, high, log = _range(rule, at)
    x = np.geomspace(low, high, POINTS) if log else np.linspace(low, high, POINTS)
    y = _values(model, {**arguments, against: x}, against)
    unit = rule.show or rule.unit
    shown_x, shown_y = _array(from_si(x, unit)), _array(from_si(y, card.show))
    x_axis = Axis(label=against.replace("_", " "), unit=unit_label(unit), low=float(shown_x[0]), high=float(shown_x[-1]), log=log)
    good = np.isfinite(shown_y)
    if not good.any():
        flat = Axis(label=title(name), unit=unit_label(card.show), low=0, high=1)
        return Figure(
            id=f"calc-{name}", title=title(name), x=x_axis, panels=(Panel(y=flat),), empty="The model gives no finite number here."
        )
    y_axis = _y_axis(card, shown_y[good])
    marks: tuple[Mark, ...] = ()
    if at is not None and low <= at <= high:
        result = float(from_si(float(model.checked(**arguments)), card.show))
        if math.isfinite(result):
            marks = (Mark(label=_point(result, card, at, unit), role="design", x=float(from_si(at, unit)), y=result),)
    line = Line(label="", role="design", x=shown_x[good], y=shown_y[good])
    panel = Panel(y=y_axis, lines=(line,), marks=marks, spans=_outside(rule, shown_x, unit))
    return Figure(id=f"calc-{name}", title=title(name), x=x_axis, panels=(panel,), readout=marks[0].label if marks else "")


def _point(result: float, card: Card, at: float, unit: str) -> str:
    value = f"{format_number(result, digits=3)} {unit_label(card.show)}".rstrip()
    return f"{value} at {format_number(float(from_si(at, unit)), digits=3)} {unit_label(unit)}".rstrip()


def _range(rule: Arg, at: float | None) -> tuple[float, float, bool]:
    """The range in which the model was checked, wider where the value at hand lies outside it, never outside the domain."""
    low, high = rule.low, rule.high
    if at is not None:
        low, high = min(low, at), max(high, at)
    low, high = max(low, rule.domain[0]), min(high, rule.domain[1])
    log = low > 0 and high / low > _WIDE
    if not log and rule.low == 0 and rule.high > 0 and at is not None and 0 < at < rule.high / 300:
        high = 10 * at  # A point near zero would be lost at the left end.
    return low, high, log


def _values(model: Model, arguments: Mapping[str, float | str | Array], against: str) -> Array:
    """The model over an array; one that takes single numbers only is asked point by point."""
    x = np.asarray(arguments[against], dtype=float)
    with np.errstate(all="ignore"):
        try:
            found = np.asarray(model.checked(**arguments), dtype=float)
            if found.shape == x.shape:
                return found
        except (TypeError, ValueError):
            pass
        return np.array([_one(model, {**arguments, against: float(value)}) for value in x])


def _one(model: Model, arguments: Mapping[str, float | str | Array]) -> float:
    try:
        return float(model.checked(**arguments))
    except ModelError:
        return math.nan


def _y_axis(card: Card, values: Array) -> Axis:
    label = title(card.name)
    low, high = float(values.min()), float(values.max())
    if low > 0 and high / low > _WIDE:
        return Axis(label=label, unit=unit_label(card.show), low=low, high=high, log=True)
    if low == high:
        low, high = min(0.0, 1.2 * low), max(0.0, 1.2 * high) or 1.0
    elif 0 <= low < 0.5 * high:
        low = 0.0
    return Axis(label=label, unit=unit_label(card.show), low=low, high=high)


def _outside(rule: Arg, x: Array, unit: str) -> tuple[Span, ...]:
    """Where the model was not checked."""
    low, high = float(from_si(rule.low, unit)), float(from_si(rule.high, unit))
    slack = 1e-9 * max(abs(low), abs(high))
    spans = []
    if x[0] < low - slack:
        spans.append(Span(label="outside", role="limit", low=float(x[0]), high=low))
    if x[-1] > high + slack:
        spans.append(Span(label="outside", role="limit", low=high, high=float(x[-1])))
    return tuple(spans)


def _array(values: object) -> Array:
    return np.asarray(values, dtype=float)
