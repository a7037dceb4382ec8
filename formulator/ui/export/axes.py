"""Scales and ticks: one transform for data, ticks and cursor, so that a tick can never stand beside its number."""

from __future__ import annotations

import dataclasses
import functools
import math
from dataclasses import dataclass

import numpy as np

from formulator.explore.figure import Axis
from formulator.ui.export.shapes import Box, Measure, Path, Points, Shape, Text
from formulator.ui.tokens import SMALL, Tokens
from formulator.units import format_number

MOST_LABELS = 5
TICK, MINOR = 4.0, 2.0
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
FAR = 1e5
"""Pixels beyond any picture: where a logarithmic axis puts zero and less."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Data to pixels and back along one axis; `start` is the pixel of `low`."""

    low: float
    high: float
    log: bool
    start: float
    end: float

    def px(self, values: Points | float) -> Points:
        """Pixels of values; below and at zero a logarithmic axis goes far out of the picture."""
        if isinstance(values, float):
            return self._px_of_one(values)
        given = np.asarray(values, dtype=float)
        if self.log:
            decades = np.log10(np.where(given > 0, given, 1.0)) - math.log10(self.low)
            share = np.where(given > 0, decades / self._decades, np.where(np.isnan(given), np.nan, -FAR))
        else:
            share = (given - self.low) / (self.high - self.low)
        return np.clip(self.start + share * (self.end - self.start), -FAR, FAR)

    def _px_of_one(self, value: float) -> Points:
        """The same for one number, in a fifth of the time."""
        if math.isnan(value):
            return np.float64(math.nan)  # type: ignore[return-value]
        if not self.log:
            share = (value - self.low) / (self.high - self.low)
        elif value > 0:
            share = float((np.log10(value) - math.log10(self.low)) / self._decades)
        else:
            share = -FAR
        return np.float64(min(max(self.start + share * (self.end - self.start), -FAR), FAR))  # type: ignore[return-value]

    @property
    def _decades(self) -> float:
        return math.log10(self.high) - math.log10(self.low)

    def value(self, pixel: float) -> float:
        """The value at a pixel."""
        share = (pixel - self.start) / (self.end - self.start)
        if self.log:
            return math.pow(10.0, math.log10(self.low) + share * self._decades)
        return float(self.low + share * (self.high - self.low))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where one panel stands, for data, cursors and double clicks."""

    box: Box
    x: Scale
    y: Scale


def scale(axis: Axis, start: float, end: float) -> Scale:
    """The scale of an axis between two pixels; a range without extent is opened around its value."""
    low, high = axis.low, axis.high
    if axis.log:
        low = low if low > 0 else high / 1e3 if high > 0 else 1e-3
        high = high if high > low else 10 * low
    elif not high > low:
        low, high = low - 0.5, low + 0.5
    return Scale(low, high, axis.log, start, end)


def decade(exponent: int) -> str:
    """10ⁿ."""
    return f"10{str(exponent).translate(_SUPERSCRIPTS)}"


@functools.lru_cache(maxsize=256)
def ticks(low: float, high: float, log: bool, unit: str = "") -> tuple[tuple[tuple[float, str], ...], tuple[float, ...]]:
    """Labelled ticks (value, text) and unlabelled ones; at most five labels."""
    return _log_ticks(low, high) if log else _linear_ticks(low, high, unit)


def _log_ticks(low: float, high: float) -> tuple[tuple[tuple[float, str], ...], tuple[float, ...]]:
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    around = range(first - 1, last + 2)
    minors = [digit * 10.0**power for power in around for digit in range(2, 10)]
    if last - first >= 2:
        step = math.ceil((last - first + 1) / MOST_LABELS)
        powers = [power for power in range(first, last + 1) if power % step == 0]
        plain = powers[0] >= -2 and powers[-1] <= 2
        labelled = tuple((10.0**power, format_number(10.0**power) if plain else decade(power)) for power in powers)
        minors += [10.0**power for power in range(first, last + 1) if power not in powers]
        if last - first > 6:
            minors = [10.0**power for power in range(first, last + 1) if power not in powers]
    else:
        values = [digit * 10.0**power for power in around for digit in (1, 2, 5)]
        if last - first < 1 and math.log10(high / low) < 0.7:
            values = [digit * 10.0**power for power in around for digit in range(1, 10)]
        chosen = [value for value in values if low * (1 - 1e-9) <= value <= high * (1 + 1e-9)]
        labelled = tuple((value, format_number(value)) for value in chosen[:: math.ceil(len(chosen) / MOST_LABELS) or 1])
    shown = {value for value, _ in labelled}
    return labelled, tuple(value for value in minors if low < value < high and value not in shown)


def _linear_ticks(low: float, high: float, unit: str) -> tuple[tuple[tuple[float, str], ...], tuple[float, ...]]:
    span = high - low
    power = 10.0 ** math.floor(math.log10(span / MOST_LABELS))
    steps = [power * digit for digit in (1, 2, 5, 10, 20)]
    if unit == "h" and span >= 24:
        steps = [6.0, 12.0, 24.0, 48.0, 72.0, 168.0, 336.0, 720.0]
    for step in steps:
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < MOST_LABELS:
            break
    values = [0.0 if number == 0 else float(f"{number * step:.12g}") for number in range(first, last + 1)]
    return tuple((value, format_number(value)) for value in values), ()


def label(axis: Axis) -> str:
    """`diameter / nm`; the bare name when there is no unit."""
    return f"{axis.label} / {axis.unit}" if axis.unit else axis.label


def drawn(axis: Axis, across: Scale, line: float, upright: bool, theme: Tokens, measure: Measure, named: bool = True) -> list[Shape]:
    """Axis line, ticks and labels. `line` is where the axis stands; `upright` for y. Without `named` the labels are left out."""
    labelled, minors = ticks(across.low, across.high, across.log, axis.unit)
    shapes: list[Shape] = []
    ends = np.array([[line, across.start], [line, across.end]]) if upright else np.array([[across.start, line], [across.end, line]])
    shapes.append(Path(parts=(ends,), stroke=theme.edge, width=1.0, name="axis"))
    axis_name = "y" if upright else "x"
    for values, length, width, name in (
        (minors, MINOR, 0.75, f"{axis_name}-minor"),
        ([value for value, _ in labelled], TICK, 1.0, f"{axis_name}-tick"),
    ):
        places = across.px(np.array(values, dtype=float))
        marks = tuple(np.array([[line, at], [line - length, at]] if upright else [[at, line], [at, line + length]]) for at in places)
        if marks:
            shapes.append(Path(parts=marks, stroke=theme.edge, width=width, name=name))
    if named:
        shapes += _tick_labels(labelled, across, line, upright, theme, measure)
    return shapes


def _tick_labels(
    labelled: tuple[tuple[float, str], ...], across: Scale, line: float, upright: bool, theme: Tokens, measure: Measure
) -> list[Shape]:
    found: list[Shape] = []
    free = -math.inf
    for value, text in labelled:
        at = float(across.px(value))
        if upright:
            found.append(Text(x=line - 7, y=at + 4, text=text, colour=theme.ink2, size=SMALL, anchor="end", name="y-label", value=value))
            continue
        half = measure(text, SMALL, False) / 2
        if at - half < free:
            continue
        free = at + half + 4
        found.append(Text(x=at, y=line + 17, text=text, colour=theme.ink2, size=SMALL, anchor="middle", name="x-label", value=value))
    return found


def opened(axis: Axis, low: float, high: float) -> Axis:
    """The axis with another range."""
    return dataclasses.replace(axis, low=low, high=high)
