"""A sweep as a picture: one answer along one input, or over two."""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from formulator import design as designs
from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.explore.factor import Factor
from formulator.explore.figure import Array, Axis, Field2D, Figure, Line, Mark, Panel
from formulator.explore.sweep import Progress, silent, sweep
from formulator.outputs import OUTPUT_BY_PATH
from formulator.prediction import Prediction
from formulator.units import Value, format_number, unit_label

LINE, MAP = 121, 41
_WIDE = 20.0
_STEPS = 4


def along(design: Design, catalogue: Catalogue, prediction: Prediction, factor: Factor, output: str, progress: Progress = silent) -> Figure:
    """One answer at the steps of one input; the design itself is marked where the input has its value."""
    found = sweep(design, catalogue, [dataclasses.replace(factor, count=factor.count or LINE)], [output], progress)
    x, y = found.steps[0], found.outputs[output]
    good = np.isfinite(y)
    title = f"{OUTPUT_BY_PATH[output].label} along {designs.field(factor.path).label}"
    x_axis = _axis_of(factor)
    if not good.any():
        return _empty("sweep", title, x_axis, output, found.reasons.get(output, ""))
    line = Line(label="", role="design", x=x[good], y=y[good])
    panel = Panel(y=_axis(output, y[good]), lines=(line,), marks=_mark(prediction, (factor,), output))
    return Figure(id="sweep", title=title, x=x_axis, subtitle="central values", readout=_span(output, y[good]), panels=(panel,))


def over(
    design: Design,
    catalogue: Catalogue,
    prediction: Prediction,
    factors: tuple[Factor, Factor],
    output: str,
    progress: Progress = silent,
) -> Figure:
    """One answer over the grid of two inputs, in named steps."""
    across, up = (dataclasses.replace(factor, count=factor.count or MAP) for factor in factors)
    found = sweep(design, catalogue, [across, up], [output], progress)
    z = found.outputs[output].reshape(across.count, up.count).T
    title = OUTPUT_BY_PATH[output].label
    x_axis, y_axis = _axis_of(across), _axis_of(up)
    if not np.isfinite(z).any():
        return dataclasses.replace(_empty("sweep", title, x_axis, output, found.reasons.get(output, "")), panels=(Panel(y=y_axis),))
    limits = _limits(z[np.isfinite(z)])
    field = Field2D(x=across.steps(), y=up.steps(), z=z, steps=limits, step_labels=_labels(limits), z_label=_head(output))
    panel = Panel(y=y_axis, map=field, marks=_mark(prediction, (across, up), output))
    return Figure(id="sweep", title=title, x=x_axis, subtitle="central values", readout=_span(output, z[np.isfinite(z)]), panels=(panel,))


def _axis_of(factor: Factor) -> Axis:
    row = designs.field(factor.path)
    return Axis(label=row.label, unit=unit_label(factor.unit), low=factor.low, high=factor.high, log=factor.log)


def _axis(output: str, values: Array) -> Axis:
    low, high = float(values.min()), float(values.max())
    found = OUTPUT_BY_PATH[output]
    label, unit = found.label, unit_label(found.unit)
    if low > 0 and high / low > _WIDE:
        return Axis(label=label, unit=unit, low=10.0 ** math.floor(math.log10(low)), high=10.0 ** math.ceil(math.log10(high)), log=True)
    if low == high:
        low, high = min(0.0, 1.2 * low), max(0.0, 1.2 * high) or 1.0
    room = 0.05 * (high - low)
    return Axis(label=label, unit=unit, low=0.0 if 0 <= low < 0.5 * high else low - room, high=high + room)


def _mark(prediction: Prediction, factors: tuple[Factor, ...], output: str) -> tuple[Mark, ...]:
    """The design itself, where it lies in the range that is shown."""
    at = []
    for factor in factors:
        entry = prediction.ingredients.get(factor.path)
        if entry is None or not isinstance(entry.value, (int, float)):
            return ()
        try:
            at.append(Value(float(entry.value), entry.unit).to(factor.unit))
        except ValueError:
            return ()
    if not all(factor.low <= where <= factor.high for factor, where in zip(factors, at, strict=True)):
        return ()
    if len(at) == 2:
        return (Mark(label="this design", role="design", x=at[0], y=at[1]),)
    value = prediction[output].value
    return () if value is None else (Mark(label="this design", role="design", x=at[0], y=value),)


def _limits(values: Array) -> tuple[float, ...]:
    """Limits of the steps at round numbers, evenly in the logarithm where the values span more than a factor."""
    low, high = float(values.min()), float(values.max())
    if high <= low:
        return (low, math.nextafter(high, math.inf))
    spaced = np.geomspace if low > 0 and high / low > _WIDE else np.linspace
    rounded = sorted({float(f"{value:.2g}") for value in spaced(low, high, _STEPS + 2)[1:-1]})
    kept = [value for value in rounded if low < value < high]
    return (low, *kept, math.nextafter(high, math.inf))


def _labels(limits: tuple[float, ...]) -> tuple[str, ...]:
    words = [format_number(limit, digits=2) for limit in limits]
    return tuple(f"{low}–{high}" for low, high in zip(words, words[1:], strict=False))


def _head(output: str) -> str:
    found = OUTPUT_BY_PATH[output]
    return f"{found.label} / {unit_label(found.unit)}" if unit_label(found.unit) else found.label


def _span(output: str, values: Array) -> str:
    low, high = (format_number(float(end), digits=2) for end in (values.min(), values.max()))
    return f"{low} to {high} {unit_label(OUTPUT_BY_PATH[output].unit)}".rstrip()


def _empty(plot_id: str, title: str, x: Axis, output: str, reason: str) -> Figure:
    y = Axis(label=OUTPUT_BY_PATH[output].label, unit=unit_label(OUTPUT_BY_PATH[output].unit), low=0, high=1)
    return Figure(id=plot_id, title=title, x=x, panels=(Panel(y=y),), empty=reason or "This answer has no value anywhere in the range.")
