"""Bars along x: one row each, the name at the left of the axis, the words beside the bar where there is room."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from formulator.explore.figure import Bar, Panel
from formulator.ui.export.axes import Scale
from formulator.ui.export.geometry import hatch
from formulator.ui.export.labels import Labels
from formulator.ui.export.shapes import Box, Measure, Path, Shape, Text, approximate_width, wrapped
from formulator.ui.tokens import SMALL, Role, Tokens

THICK = 0.62
"""Part of a row that its bar fills."""
MOST_THICK = 22.0
GAP = 8.0
LINE = 13.0
MOST_MARGIN = 0.4
"""Part of the width that names may take."""


class Canvas(Protocol):
    """What bars need of the panel they are drawn on."""

    x: Scale
    box: Box
    theme: Tokens
    shapes: list[Shape]
    labels: Labels

    @property
    def measure(self) -> Measure:
        """Width of a text."""

    def role(self, name: str) -> Role:
        """How a role is drawn."""


def margin(panels: Sequence[Panel], width: float, least: float) -> float:
    """The left margin that the longest name needs."""
    names = [bar.label for panel in panels for bar in panel.bars]
    wanted = max((approximate_width(name, SMALL) for name in names), default=0.0) + 2 * GAP
    return min(max(least, wanted), MOST_MARGIN * width) if names else least


def drawn_bars(canvas: Canvas, bars: Sequence[Bar]) -> None:
    """Every bar with its name and words."""
    pitch = canvas.box.height / max(1, len(bars))
    half = min(THICK * pitch, MOST_THICK) / 2
    # Where rows are closer than lines of text only some are named; the words of all stand in the description and in files.
    every = max(1, math.ceil(LINE / pitch))
    for number, bar in enumerate(bars):
        middle = canvas.box.top + (number + 0.5) * pitch
        if math.isnan(bar.low) or math.isnan(bar.high):
            left = right = canvas.box.left
            if number % every == 0:
                _words(canvas, bar, left, right, middle + 4, pitch)
            continue
        left, right = (float(canvas.x.px(end)) for end in (bar.low, bar.high))
        left, right = max(canvas.box.left, min(left, right)), min(canvas.box.right, max(left, right))
        _bar(canvas, bar, Box(left, middle - half, right, middle + half))
        if bar.at is not None:
            _value(canvas, bar.at, middle, half)
        if number % every == 0:
            _words(canvas, bar, left, right, middle + 4, pitch)


def _bar(canvas: Canvas, bar: Bar, box: Box) -> None:
    role = canvas.role(bar.role)
    if box.width < 0.5:
        return
    shape = Path(parts=(box.corners,), fill=role.fill, opacity=0.35, stroke=role.line, width=1.0, closed=True, name="bar")
    canvas.shapes.append(shape)
    if role.hatch:
        canvas.shapes.append(Path(parts=hatch((box.corners,), role.hatch), stroke=role.line, width=0.75, opacity=0.5, name="hatch"))
    canvas.labels.add_curve(np.array([[box.left, box.top], [box.right, box.bottom]]))


def _value(canvas: Canvas, value: float, middle: float, half: float) -> None:
    """The value inside its interval: a stroke across the bar."""
    at = min(max(float(canvas.x.px(value)), canvas.box.left), canvas.box.right)
    ends = np.array([[at, middle - half - 1], [at, middle + half + 1]])
    canvas.shapes.append(Path(parts=(ends,), stroke=canvas.theme.ink, width=2.0, name="bar-value"))


def _words(canvas: Canvas, bar: Bar, left: float, right: float, base: float, pitch: float) -> None:
    theme, box = canvas.theme, canvas.box
    lines = wrapped(bar.label, box.left - 1.5 * GAP, SMALL, canvas.measure)
    fitting = max(1, int(pitch / LINE))
    if len(lines) > fitting:
        lines = [*lines[: fitting - 1], f"{lines[fitting - 1]} …"]
    for number, line in enumerate(lines):
        y = base + LINE * (number - 0.5 * (len(lines) - 1))
        canvas.shapes.append(Text(x=box.left - GAP, y=y, text=line, colour=theme.ink, size=SMALL, anchor="end", name="bar-name"))
    if not bar.detail:
        return
    # Where all words do not fit, the value stands without its interval.
    for text in (bar.detail, bar.detail.partition(" (")[0]):
        width = canvas.measure(text, SMALL, False)
        beside = (right + GAP, left - GAP - width, right - GAP - width, box.left + GAP)
        start = next((x for x in beside if x >= box.left and x + width <= box.right), None)
        if start is not None:
            style = Text(x=start, y=base, text=text, colour=theme.ink2, size=SMALL, halo=theme.paper, name="bar-words")
            canvas.shapes.append(style)
            return
    canvas.labels.dropped.append(bar.detail)
