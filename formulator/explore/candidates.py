"""The best of many candidates as a picture: one goal along a field, or two goals against each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formulator import design as designs
from formulator.explore.asking import empty
from formulator.explore.factor import Factor
from formulator.explore.figure import Axis, Figure, Line, Mark, Panel
from formulator.explore.screening import Found, Objective
from formulator.outputs import OUTPUT_BY_PATH
from formulator.prediction import Prediction
from formulator.units import format_number, unit_label


def candidates(found: Found, factors: Sequence[Factor], objectives: Sequence[Objective], prediction: Prediction) -> Figure:
    """The best candidates: the first objective against the second where there is one, else against the first input."""
    first = objectives[0]
    goal = OUTPUT_BY_PATH[first.path]
    if len(objectives) > 1:
        other = OUTPUT_BY_PATH[objectives[1].path]
        label, unit, own = other.label, other.unit, prediction[objectives[1].path].value
        chosen, across, name = found.pareto, [found.outputs[int(index)][1] for index in found.pareto], "no candidate beats these in both"
    else:
        label, unit, own = designs.field(factors[0].path).label, factors[0].unit, None
        chosen, across, name = found.best, [found.magnitudes[int(index)][0] for index in found.best], "best candidates"
    along = [found.outputs[int(index)][0] for index in chosen]
    value = prediction[first.path].value
    x_ends = [*across, *([] if own is None else [own])]
    y_ends = [*along, *([] if value is None else [value])]
    x = _axis(label, unit, x_ends)
    if len(objectives) == 1:
        x = Axis(label=label, unit=unit_label(unit), low=factors[0].low, high=factors[0].high, log=factors[0].log)
    y = _axis(goal.label, goal.unit, y_ends)
    if not len(chosen):
        reason = "No candidate keeps the acceptance ranges. Widen the ranges of the fields, or the acceptance ranges."
        return empty("screening", x, y, reason, f"{goal.label} of {found.count:,} candidates")
    order = np.argsort(across, kind="stable")
    lines = (Line(label=name, role="reference", x=np.array(across)[order], y=np.array(along)[order]),) if len(objectives) > 1 else ()
    pairs = zip(across, along, strict=True)
    marks = [Mark(label="" if place else name, role="payload", x=one, y=two) for place, (one, two) in enumerate(pairs)]
    if own is not None and value is not None:
        marks.append(Mark(label="this design", role="design", x=own, y=value))
    return Figure(
        id="screening",
        title=f"{goal.label} of {found.count:,} candidates",
        x=x,
        readout=f"{found.feasible:,} keep every limit; best {format_number(along[0] if len(objectives) == 1 else max(along), digits=3)}",
        panels=(Panel(y=y, lines=lines, marks=tuple(marks)),),
    )


def _axis(label: str, unit: str, values: Sequence[float]) -> Axis:
    """A range around values: logarithmic where they are more than ten times apart."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if low > 0 and high / low > 10:
        return Axis(label=label, unit=unit_label(unit), low=low / 1.5, high=high * 1.5, log=True)
    room = 0.08 * (high - low) or 0.1 * abs(high) or 1.0
    return Axis(label=label, unit=unit_label(unit), low=low - room, high=high + room)
