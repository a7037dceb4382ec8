"""A series over N/P as a picture: bound share and zeta as measured, the curve that fits, the prediction, and the neutral point."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from formulator.chem.complexes import stoichiometric_binding
from formulator.explore.figure import Axis, Figure, Guide, Line, Mark, Panel, Span
from formulator.measurements.series import OF_NORMAL, ONE_GEL, ONE_ZETA, Crossing, Point

POINTS = 121
_ROOM = 1.5
"""Of the smallest and the largest ratio: what the axis shows beyond them."""
NOTE = "Error bars are 90 % of one gel (7 % bound) and of one zeta (3 mV), a judgement. Predictions are point values without an interval."


def series_figure(
    points: Sequence[Point], binding: Crossing | None, zeta: Crossing | None, neutral: float | None, predicted: Mapping[float, float | None]
) -> Figure:
    """One panel for what a gel or a dye shows, one for zeta; each only where it was measured. `neutral` is the predicted N/P."""
    ends = [point.ratio for point in points] + ([neutral] if neutral is not None else [])
    low, high = (min(ends) / _ROOM, max(ends) * _ROOM) if ends else (0.1, 10.0)
    panels = [
        *([_bound(points, binding, neutral, low, high)] if any(point.bound is not None for point in points) else []),
        *([_zeta(points, zeta, neutral, predicted)] if any(point.zeta is not None for point in points) else []),
    ]
    return Figure(
        id="series",
        title="Series over N/P",
        x=Axis(label="N/P", unit="", low=low, high=high, log=True),
        panels=tuple(panels) or (Panel(y=Axis(label="bound", unit="%", low=0.0, high=100.0)),),
        empty="" if panels else "Nothing was measured yet.",
        note=NOTE if panels else "",
    )


def _bound(points: Sequence[Point], binding: Crossing | None, neutral: float | None, low: float, high: float) -> Panel:
    grid = np.geomspace(low, high, POINTS)

    def curve(at: float, label: str, role: str) -> Line:
        return Line(label=label, role=role, x=grid, y=100.0 * np.asarray(stoichiometric_binding(np_ratio=grid, neutral_np_ratio=at)))

    lines = [] if neutral is None else [curve(neutral, label="predicted", role="design")]
    marks = [(point.ratio, 100.0 * point.bound) for point in points if point.bound is not None]
    return Panel(
        y=Axis(label="bound", unit="%", low=0.0, high=110.0),
        lines=(*lines, *(() if binding is None else (curve(binding.value, label="fitted", role="pinned"),))),
        marks=_measured(marks, 100.0 * OF_NORMAL * ONE_GEL, most=100.0),
        spans=_neutral(binding),
        guides=_guides(neutral),
    )


def _zeta(points: Sequence[Point], zeta: Crossing | None, neutral: float | None, predicted: Mapping[float, float | None]) -> Panel:
    known = sorted((ratio, value) for ratio, value in predicted.items() if value is not None)
    marks = [(point.ratio, point.zeta) for point in points if point.zeta is not None]
    half = OF_NORMAL * ONE_ZETA
    reach = [0.0, *(value + side for _, value in marks for side in (-half, half)), *(value for _, value in known)]
    lines = (Line(label="predicted", role="design", x=np.array(known)[:, 0], y=np.array(known)[:, 1]),) if len(known) > 1 else ()
    return Panel(
        y=Axis(label="zeta", unit="mV", low=10.0 * np.floor(min(reach) / 10.0), high=10.0 * np.ceil(max(reach) / 10.0)),
        lines=lines,
        marks=_measured(marks, half),
        spans=_neutral(zeta),
        guides=(*_guides(neutral), Guide(label="", role="limit", at=0.0, axis="y")),
    )


def _measured(found: Sequence[tuple[float, float]], half: float, most: float = math.inf) -> tuple[Mark, ...]:
    """Squares with error bars, which end where there can be no more."""
    return tuple(Mark(label="", role="measured", x=x, y=y, y_low=y - half, y_high=min(y + half, most)) for x, y in found)


def _neutral(found: Crossing | None) -> tuple[Span, ...]:
    """The interval of the measured neutral point, where the series reaches both of its ends."""
    if found is None or found.low is None or found.high is None:
        return ()
    return (Span(label="neutral", role="measured", low=found.low, high=found.high),)


def _guides(neutral: float | None) -> tuple[Guide, ...]:
    return () if neutral is None else (Guide(label="predicted neutral", role="design", at=neutral),)
