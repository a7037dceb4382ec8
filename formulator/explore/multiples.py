"""Small multiples: the targeting plot of every variant on the same axes, the others' curves thin behind its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from formulator.explore.figure import Axis, Figure, Line, Panel


@dataclass(frozen=True, kw_only=True)
class Multiple:
    """One variant: `figure` with the curves of all, `reason` why it has none of its own, and its place among the variants."""

    name: str
    place: int
    figure: Figure
    reason: str = ""


def other_role(place: int) -> str:
    """The role of a variant's curve behind those of others."""
    return f"other {place}"


def small_multiples(names: Sequence[str], figures: Sequence[Figure | None]) -> tuple[Multiple, ...]:
    """A picture for each variant; a figure that is still to come is None and counts as nothing to draw."""
    known = [figure for figure in figures if figure is not None]
    if not known:
        return ()
    x, y = _shared([figure.x for figure in known]), _shared([figure.panels[0].y for figure in known])
    return tuple(_multiple(place, names, figures, x, y) for place in range(len(names)))


def _shared(axes: Sequence[Axis]) -> Axis:
    return dataclasses.replace(axes[0], low=min(axis.low for axis in axes), high=max(axis.high for axis in axes))


def _multiple(place: int, names: Sequence[str], figures: Sequence[Figure | None], x: Axis, y: Axis) -> Multiple:
    own = figures[place]
    behind = [
        dataclasses.replace(line, label=names[other], role=other_role(other), low=None, high=None)
        for other, figure in enumerate(figures)
        if other != place and (line := _curve(figure)) is not None
    ]
    line = _curve(own)
    front = [] if line is None else [dataclasses.replace(line, label=names[place])]
    panel = Panel(y=y, lines=(*behind, *front))
    if own is not None:
        marks = tuple(mark for mark in own.panels[0].marks if mark.role == "design")
        panel = dataclasses.replace(panel, marks=marks, spans=own.panels[0].spans)
    readout = "" if own is None or line is None else own.readout
    figure = Figure(id="binding", title=names[place], x=x, panels=(panel,), readout=readout)
    reason = "Still being worked out." if own is None else own.empty
    return Multiple(name=names[place], place=place, figure=figure, reason=reason)


def _curve(figure: Figure | None) -> Line | None:
    """The curve of the design in a targeting plot."""
    if figure is None:
        return None
    return next((line for line in figure.panels[0].lines if line.role == "design"), None)
