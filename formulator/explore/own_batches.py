"""Own batches over a plot: squares with error bars beside the design's mark, and the measured Z-average on the size axis."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

from formulator.calibration import OF_NORMAL, Comparison
from formulator.explore.figure import Axis, Figure, Guide, Mark, Panel
from formulator.units import format_number

PANELS: Mapping[str, tuple[str, ...]] = {"zeta": ("charge.zeta",), "loading": ("loading.ee", "loading.dlc")}
"""What the panels of a plot show, from above, where a batch can stand beside the design."""
MOST_NAMED = 3
"""Batches that carry their names; more would hide the curve."""


def with_batches(figure: Figure, rows: Sequence[Comparison]) -> Figure:
    """The figure with the batches of this design in it. A batch of an earlier design has a place in the table only."""
    if figure.empty or not rows:
        return figure
    if figure.id == "size":
        sizes = [row for row in rows if row.path in ("size.z_average", "size.hydrodynamic_diameter")]
        guides = tuple(Guide(label=_words(row, len(sizes)), role="measured", at=row.measured) for row in sizes)
        return dataclasses.replace(figure, panels=(_with_guides(figure.panels[0], guides), *figure.panels[1:]))
    paths = PANELS.get(figure.id, ())
    panels = [_with_marks(panel, [row for row in rows if row.path == path]) for panel, path in zip(figure.panels, paths, strict=False)]
    return dataclasses.replace(figure, panels=(*panels, *figure.panels[len(panels) :]))


def _words(row: Comparison, count: int) -> str:
    return f"{row.batch} {format_number(row.measured, digits=3)}" if count <= MOST_NAMED else ""


def _with_guides(panel: Panel, guides: tuple[Guide, ...]) -> Panel:
    return dataclasses.replace(panel, guides=(*panel.guides, *guides))


def _with_marks(panel: Panel, rows: Sequence[Comparison]) -> Panel:
    own = next((mark for mark in panel.marks if mark.role == "design"), None)
    if own is None or not rows:
        return panel
    marks = tuple(
        Mark(
            label=row.batch if len(rows) <= MOST_NAMED else "",
            role="measured",
            x=own.x,
            y=row.measured,
            y_low=row.measured - OF_NORMAL * row.sd,
            y_high=row.measured + OF_NORMAL * row.sd,
        )
        for row in rows
    )
    ends = [end for mark in marks for end in (mark.y_low, mark.y_high) if end is not None]
    return dataclasses.replace(panel, y=_reaching(panel.y, min(ends), max(ends)), marks=(*panel.marks, *marks))


def _reaching(axis: Axis, low: float, high: float) -> Axis:
    """The axis, longer by whole steps of ten or five where a batch would lie outside."""
    step = 10.0 if axis.high - axis.low > 40 else 5.0
    bottom = axis.low if axis.low >= 0 else min(axis.low, step * math.floor(low / step))
    return dataclasses.replace(axis, low=bottom, high=max(axis.high, step * math.ceil(high / step)))
