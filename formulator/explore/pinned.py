"""A pinned variant over a plot: the curves that are the design's own, of another variant, grey and dashed behind them."""

from __future__ import annotations

import dataclasses

from formulator.explore.figure import Axis, Figure, Line, Mark, Panel

ROLE = "pinned"
OWN = ("design", "target")
"""Whose lines are those of the design; the others are what every design is measured by."""


def with_pinned(figure: Figure, pinned: Figure, name: str) -> Figure:
    """The figure with the curves of the same plot of another variant behind its own, or without them where the axes differ."""
    if figure.empty or pinned.empty or len(figure.panels) != len(pinned.panels) or not _alike(figure.x, pinned.x):
        return figure
    panels = tuple(_panel(own, other, name) for own, other in zip(figure.panels, pinned.panels, strict=True))
    return dataclasses.replace(figure, x=_both(figure.x, pinned.x), panels=panels)


def _panel(own: Panel, other: Panel, name: str) -> Panel:
    if not _alike(own.y, other.y):
        return own
    if own.map is not None:
        marks = tuple(Mark(label=name, role=ROLE, x=mark.x, y=mark.y) for mark in other.marks if mark.role == "design")
        return dataclasses.replace(own, marks=(*marks, *own.marks))
    lines = [line for line in other.lines if line.role in OWN]
    grey = tuple(
        Line(label=name if len(lines) == 1 else f"{name}, {line.label}", role=ROLE, x=line.x, y=line.y) for line in lines
    )  # fmt: skip
    return dataclasses.replace(own, y=_both(own.y, other.y), lines=(*grey, *own.lines))


def _alike(one: Axis, other: Axis) -> bool:
    return (one.label, one.unit, one.log) == (other.label, other.unit, other.log)


def _both(one: Axis, other: Axis) -> Axis:
    """The range that holds both."""
    return dataclasses.replace(one, low=min(one.low, other.low), high=max(one.high, other.high))
