"""What the explore page asks for, without Qt: which fields and answers can be chosen, the ranges, and the job itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from formulator import design as designs
from formulator.design import Design
from formulator.errors import FieldError, UsageError
from formulator.outputs import GROUPS, OUTPUT_BY_PATH, OUTPUTS
from formulator.ui.fieldmodel import morphology_of, payload_kind_of, trigger_of
from formulator.ui.words import tr, translated
from formulator.units import Value, format_number, unit_label

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.explore.factor import Factor
    from formulator.explore.figure import Figure
    from formulator.explore.screening import Constraint, Objective
    from formulator.explore.solve import OutOfReach, Solved
    from formulator.prediction import Prediction
    from formulator.project import Specification

MODES = {
    "along": "Along one field",
    "over": "Over two fields",
    "matters": "What matters most",
    "shares": "Shares of the spread (Sobol)",
    "reach": "Reach a value",
    "screen": "Screen candidates",
}
CELLS, CELLS_TITLE = "cells", "Cells side by side"
PICTURES = {
    "energies": "Energies of two particles",
    "approach": "Energies at the cell",
    "wrapping": "Wrapping",
    "transcytosis": "Across the brain barrier",
    "cells": CELLS_TITLE,
    "dose": "Dose on its way",
    "specifications": "Chance to be in specification",
}
"""Plots of the design itself that have no pane beside it."""
DRAWS = 1024
SHARE_DRAWS = 1024
"""Draws of each input for the Sobol indices: a few seconds for two dozen inputs."""
USUAL_COUNT, MOST_CANDIDATES, KEPT = 20_000, 1_000_000, 20
"""Candidates of a screening, and how many of the best are shown."""
SCREEN_PIECE = 4096
USUAL_FIELDS = ("ligand.density", "ligand.tether_molar_mass")
USUAL_OUTPUT = "targeting.selectivity"
USUAL_CELL_OUTPUT = "targeting.occupancy_target"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is to be shown. `target` is in the unit of the answer."""

    mode: str
    factors: tuple[Factor, ...]
    output: str
    target: float = 0.0
    specifications: tuple[Specification, ...] = ()
    cells: tuple[str, ...] = ()
    objectives: tuple[Objective, ...] = ()
    count: int = USUAL_COUNT


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of it: a figure, and where inputs were looked for the words and the edits that put them into the design."""

    design: Design
    figure: Figure
    words: str = ""
    solved: Solved | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    edits: tuple[tuple[str, Value], ...] = ()


def fields(design: Design, catalogue: Catalogue | None) -> dict[str, list[tuple[str, str]]]:
    """The quantities that can be varied, as (path, name) under the titles of their sections."""
    morphology, payload = morphology_of(design, catalogue), payload_kind_of(design)
    found: dict[str, list[tuple[str, str]]] = {}
    for path in designs.paths(design):
        row = designs.field(path)
        if row.is_quantity and row.applies(morphology, payload, design.process.method, trigger_of(design)):
            found.setdefault(tr(designs.SECTIONS[row.section]), []).append((path, tr(row.label)))
    return found


def outputs(prediction: Prediction | None) -> dict[str, list[tuple[str, str]]]:
    """The answers that have a value, as (path, name) under the titles of their groups."""
    found: dict[str, list[tuple[str, str]]] = {}
    for output in OUTPUTS:
        if prediction is None or prediction[output.path].value is not None:
            found.setdefault(tr(GROUPS[output.group]), []).append((output.path, tr(output.label)))
    return found


def cell_answers() -> list[tuple[str, str]]:
    """What can be shown of several cells, as (path, name)."""
    from formulator.explore.cells import ANSWERS

    return list(ANSWERS.items())


def factor_of(design: Design, path: str, low: str, high: str, decimal: str, log: bool) -> Factor:
    """A field between two typed ends; FieldError or UsageError in words."""
    from formulator.explore.factor import Factor
    from formulator.explore.solve import whole_range

    usual = whole_range(design, path)
    ends = []
    for text, given in ((low, usual.low), (high, usual.high)):
        if not text.strip():
            ends.append(given)
            continue
        value = designs.read(path, text if any(letter.isalpha() or letter in "%/" for letter in text) else f"{text} {usual.unit}", decimal)
        if not hasattr(value, "to"):
            raise FieldError(path, "takes a number here.")
        ends.append(value.to(usual.unit))  # type: ignore[union-attr]
    return Factor(path=path, low=ends[0], high=ends[1], unit=usual.unit, log=log and ends[0] > 0)


def usual_range(design: Design, path: str, decimal: str) -> tuple[str, str, str, bool]:
    """Both ends as text, their unit, and whether steps are even in the logarithm."""
    from formulator.explore.solve import whole_range

    try:
        found = whole_range(design, path)
    except UsageError:
        return "", "", designs.field(path).units[0], False
    ends = (format_number(end, digits=4, decimal=decimal) for end in (found.low, found.high))
    low, high = (end.rstrip("0").rstrip(decimal) if decimal in end and "·" not in end else end for end in ends)
    return low, high, found.unit, found.log


def answer(question: Question, design: Design, catalogue: Catalogue, prediction: Prediction, progress: Callable[[float], None]) -> Outcome:
    """Do the work."""
    from formulator.explore.bars import tornado_of
    from formulator.explore.curves import figure as figure_of
    from formulator.explore.sweep_figure import along, over
    from formulator.uncertainty import propagate

    if question.mode in PICTURES and not any(estimate.low is not None for estimate in prediction.estimates.values()):
        # Asked before the window's own draws have come.
        prediction = propagate(design, catalogue, DRAWS)
    if question.mode == CELLS:
        return _cells(question, design, catalogue, prediction)
    if question.mode in PICTURES:
        drawn = figure_of(question.mode, design, catalogue, prediction, DRAWS, 0, question.specifications)
        return Outcome(design=design, figure=drawn, words=drawn.note)
    if question.mode == "matters":
        return Outcome(design=design, figure=tornado_of(design, catalogue, prediction, question.output))
    if question.mode == "shares":
        from formulator.explore.shares import shares_of

        return Outcome(design=design, figure=shares_of(design, catalogue, prediction, question.output, SHARE_DRAWS, 0, progress))
    if question.mode == "screen":
        return _screened(question, design, catalogue, prediction, progress)
    if question.mode == "over":
        first, second = question.factors
        return Outcome(design=design, figure=over(design, catalogue, prediction, (first, second), question.output, progress))
    figure = along(design, catalogue, prediction, question.factors[0], question.output, progress)
    if question.mode == "along":
        return Outcome(design=design, figure=figure)
    return _reached(question, design, catalogue, figure)


def _cells(question: Question, design: Design, catalogue: Catalogue, prediction: Prediction) -> Outcome:
    from formulator.explore.cells import panel
    from formulator.explore.cells_figure import cells_figure
    from formulator.explore.cells_table import rows

    found = panel(design, catalogue, prediction, question.cells, DRAWS, 0)
    figure = cells_figure(found, question.output)
    return Outcome(design=design, figure=figure, words=figure.note, rows=tuple(rows(found, catalogue)))


def _reached(question: Question, design: Design, catalogue: Catalogue, figure: Figure) -> Outcome:
    from formulator.explore.figure import Guide
    from formulator.explore.solve import Solved, solve

    output, factor = OUTPUT_BY_PATH[question.output], question.factors[0]
    unit, name = unit_label(output.unit), tr(designs.field(factor.path).label)
    target = f"{format_number(question.target, digits=3)} {unit}".rstrip()
    found = solve(design, catalogue, factor, question.output, question.target)
    panel = dataclasses.replace(figure.panels[0], guides=(Guide(label=target, role="limit", at=question.target, axis="y"),))
    marked = dataclasses.replace(figure, panels=(panel,))
    if isinstance(found, Solved):
        value = f"{format_number(found.value.magnitude, digits=4)} {unit_label(found.value.unit)}".rstrip()
        words, edits = (
            tr("{name} {value} gives {label} {target}.", name=name, value=value, label=tr(output.label), target=target),
            ((factor.path, found.value),),
        )
        return Outcome(design=design, figure=marked, words=words, solved=found, edits=edits)
    return Outcome(design=design, figure=marked, words=_out_of_reach(found, tr(output.label), target, name, unit))


def _out_of_reach(found: OutOfReach, label: str, target: str, name: str, unit: str) -> str:
    if found.low is None or found.high is None:
        return tr("{label} has no value in this range. {reason}", label=label, reason=translated(found.reason)).strip()
    low, high = (format_number(end, digits=3) for end in (found.low, found.high))
    return tr(
        "{label} {target} cannot be reached with {name} alone: {low} to {high} {unit} can.",
        label=label,
        target=target,
        name=name,
        low=low,
        high=high,
        unit=unit,
    ).replace("  ", " ")


def _screened(
    question: Question, design: Design, catalogue: Catalogue, prediction: Prediction, progress: Callable[[float], None]
) -> Outcome:  # fmt: skip
    """The candidates that keep the acceptance ranges of the variant, the best of them as an edit of all fields at once."""
    from formulator.explore.candidates import candidates
    from formulator.explore.screening import screen

    found = screen(
        design, catalogue, question.factors, question.count, objectives=question.objectives,
        constraints=limits(question.specifications), top=KEPT, chunk=SCREEN_PIECE, progress=progress,
    )  # fmt: skip
    figure = candidates(found, question.factors, question.objectives, prediction)
    if not found.best.size:
        return Outcome(design=design, figure=figure, words=figure.empty)
    best = int(found.best[0])
    edits = tuple(
        (factor.path, Value(magnitude, factor.unit)) for factor, magnitude in zip(question.factors, found.magnitudes[best], strict=True)
    )
    inputs = ", ".join(
        f"{tr(designs.field(path).label)} {format_number(value.magnitude, digits=3)} {unit_label(value.unit)}".rstrip()
        for path, value in edits
    )
    results = ", ".join(
        f"{tr(OUTPUT_BY_PATH[goal.path].label)} {format_number(value, digits=3)} {unit_label(OUTPUT_BY_PATH[goal.path].unit)}".rstrip()
        for goal, value in zip(question.objectives, found.outputs[best], strict=False)
    )
    without = tr(" {without_value:,} have no value.", without_value=found.without_value) if found.without_value else ""
    return Outcome(
        design=design,
        figure=figure,
        words=tr("Best: {inputs} gives {results}.{without}", inputs=inputs, results=results, without=without),
        edits=edits,
    )


def limits(specifications: Sequence[Specification]) -> tuple[Constraint, ...]:
    """The acceptance ranges of a variant as limits of a screening."""
    from formulator.explore.screening import Constraint

    return tuple(
        Constraint(path=one.path, sign=sign, limit=end.to(OUTPUT_BY_PATH[one.path].unit))
        for one in specifications
        for sign, end in ((">=", one.low), ("<=", one.high))
        if end is not None
    )
