"""What the cursor reads off a figure, in words with units."""

from __future__ import annotations

import math

import numpy as np

from formulator.explore.figure import Array, Axis, Field2D, Figure, Line
from formulator.ui.export.axes import Scale
from formulator.ui.words import tr
from formulator.units import format_interval, format_number

DIGITS = 3


def with_unit(value: float, axis: Axis) -> str:
    """A number with the unit of its axis."""
    text = format_number(value, digits=DIGITS)
    return f"{text} {axis.unit}" if axis.unit else text


def at(line: Line, values: Array, x: float, log: bool) -> float | None:
    """A curve's value at x, between its points; None outside them."""
    known = np.isfinite(values)
    if not known.any() or not line.x[known].min() <= x <= line.x[known].max():
        return None
    places, level = line.x[known], values[known]
    order = np.argsort(places)
    if log and (level > 0).all():
        return float(np.exp(np.interp(x, places[order], np.log(level[order]))))
    return float(np.interp(x, places[order], level[order]))


def line_words(line: Line, x: float, axis: Axis) -> str:
    """`tumour 0.7 (0.2–2.8) %ID`."""
    value = at(line, line.y, x, axis.log)
    if value is None:
        return ""
    text = format_number(value, digits=2)
    low = None if line.low is None else at(line, line.low, x, axis.log)
    high = None if line.high is None else at(line, line.high, x, axis.log)
    if low is not None and high is not None:
        text += f" ({format_interval(low, high)})"
    return f"{line.label} {text} {axis.unit}".strip()


def slope(line: Line, x: float) -> float | None:
    """The exponent with which a curve of logarithmic axes rises at x."""
    known = np.isfinite(line.y) & (line.y > 0) & (line.x > 0)
    if known.sum() < 2 or not line.x[known].min() <= x <= line.x[known].max():
        return None
    logs = np.log(line.x[known])
    return float(np.interp(np.log(x), logs, np.gradient(np.log(line.y[known]), logs)))


def map_words(field: Field2D, x: float, y: float) -> str:
    """The value of the nearest computed cell of a map."""
    column = int(np.argmin(np.abs(np.log(field.x / x)))) if (field.x > 0).all() and x > 0 else int(np.argmin(np.abs(field.x - x)))
    row = int(np.argmin(np.abs(np.log(field.y / y)))) if (field.y > 0).all() and y > 0 else int(np.argmin(np.abs(field.y - y)))
    value = float(field.z[row, column])
    if not math.isfinite(value):
        return ""
    parts = [f"{field.z_label or 'value'} {format_number(value, digits=2)}"]
    parts += [area.label for area in field.areas if area.depth[row, column] > 0]
    if field.share is not None:
        share = float(field.share[row, column])
        parts.append(tr("robust, {percent:.0f} % of draws" if share >= field.enough else "{percent:.0f} % of draws", percent=100 * share))
    return ", ".join(parts)


def words(figure: Figure, number: int, x: float, y: float, scale: Scale, pixel: float) -> str:
    """The read-out at a place in panel `number`: x, then the curve nearest to the cursor, or the map's value."""
    panel = figure.panels[number]
    place = with_unit(x, figure.x)
    if panel.bars:
        bar = panel.bars[min(len(panel.bars) - 1, max(0, int(len(panel.bars) - y)))]
        return f"{bar.label}: {bar.detail}"
    if panel.map is not None:
        return f"{place}, {with_unit(y, panel.y)}: {map_words(panel.map, x, y)}"
    best, distance = "", math.inf
    for line in panel.lines:
        value = at(line, line.y, x, panel.y.log)
        if value is None:
            continue
        apart = abs(float(scale.px(value)) - pixel)
        if apart < distance:
            best, distance = line_words(line, x, panel.y), apart
            if figure.id == "binding" and line.role == "design" and (alpha := slope(line, x)) is not None:
                best += f", α {format_number(alpha, digits=2)}"
    return f"{place}: {best}" if best else f"{place}, {with_unit(y, panel.y)}"
