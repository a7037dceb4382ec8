"""Cells side by side as bars: for each the interval of one answer with its value, and words where nothing is known."""

from __future__ import annotations

import math
from collections.abc import Sequence

from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.explore.asking import PLOTS, empty
from formulator.explore.cells import ANSWERS, BOUND, SELECTIVITY, SPARED, TARGET, Answer, CellRow, Panel, panel
from formulator.explore.figure import Axis, Bar, Figure, Guide
from formulator.explore.figure import Panel as Axes
from formulator.prediction import Prediction
from formulator.units import format_interval, format_number

NOT_KNOWN = "receptors not known"
ROLES = {TARGET: "target", SPARED: "healthy", "tumour": "target", "healthy": "healthy"}
WORDS = 0.4
"""Room for the words beside a bar, as part of the decades that the bars take."""
MOST_DECADES = 8
"""What binds less than this many decades below the strongest is drawn at the left edge; its words say how much."""


def cells_side_by_side(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """The bound fraction on every cell whose receptors are known."""
    return cells_figure(panel(design, catalogue, prediction, None, draws, seed), BOUND)


def cells_figure(found: Panel, path: str) -> Figure:
    """One answer for every cell of a panel."""
    x = Axis(label=ANSWERS[path], unit="", low=1e-4, high=1.0, log=True)
    rows = [row for row in found.rows if not (path == SELECTIVITY and row.part == TARGET)]
    answers = [row.answers.get(path) for row in rows]
    if found.reason or not any(answers):
        return empty("cells", x, Axis(label="", unit="", low=0.0, high=1.0), found.reason or "No cell with known receptors is chosen.")
    x = _range(x, path, [answer for answer in answers if answer is not None])
    bars = tuple(_bar(row, answer) for row, answer in zip(rows, answers, strict=True))
    guides = (Guide(label="as on target", role="reference", at=1.0),) if path == SELECTIVITY else ()
    y = Axis(label="", unit="", low=0.0, high=float(len(bars)))
    return Figure(
        id="cells",
        title=PLOTS["cells"],
        x=x,
        readout=(
            f"{found.receptor}, bars are 90 %, first ligand alone" if found.is_first_alone else f"{found.receptor}, bars are 90 %"
        ),
        note=note(found),
        panels=(Axes(y=y, bars=bars, guides=guides),),
    )


def _range(x: Axis, path: str, answers: Sequence[Answer]) -> Axis:
    ends = [end for answer in answers for end in (answer.value, answer.low, answer.high) if end is not None and 0 < end < math.inf]
    if not ends:
        return x
    high = 10.0 ** math.ceil(math.log10(max(ends)) - 1e-9)
    low = max(10.0 ** math.floor(math.log10(min(ends))), high / 10.0**MOST_DECADES)
    low = min(low, high / 10.0)
    room = (high / low) ** WORDS
    if path == BOUND:
        return Axis(label=x.label, unit=x.unit, low=low / room, high=high, log=True)
    return Axis(label=x.label, unit=x.unit, low=low, high=high * room, log=True)


def _bar(row: CellRow, answer: Answer | None) -> Bar:
    name, role = row.label, ROLES.get(row.part) or ROLES.get(row.kind, "design")
    if answer is None:
        return Bar(label=name, role=role, low=math.nan, high=math.nan, detail=NOT_KNOWN if row.receptors is None else "no value")
    ends = [end for end in (answer.value, answer.low, answer.high) if end is not None]
    words = answer_words(answer) + ("" if len(ends) > 1 or math.isinf(answer.value) else ", no interval")
    return Bar(label=name, role=role, low=min(ends), high=max(ends), detail=words, at=answer.value)


def answer_words(answer: Answer | None) -> str:
    """`0.23 (0.08–0.46)`."""
    if answer is None or math.isnan(answer.value):
        return "—"
    if math.isinf(answer.value):
        known = answer.low is not None and math.isfinite(answer.low)
        return f"above {format_number(answer.low or 0.0, digits=2)}: none binds here" if known else "none binds here"
    value = format_number(answer.value, digits=2)
    if answer.low is None or answer.high is None:
        return value
    if math.isinf(answer.high):
        return f"{value} (above {format_number(answer.low, digits=2)})"
    return f"{value} ({format_interval(answer.low, answer.high)})"


def note(found: Panel) -> str:
    """What was taken alike for all cells, and of which nothing is known."""
    unknown = [row.name for row in found.rows if row.receptors is None]
    words = "Cells differ by their receptors alone: area and rate of uptake are those of the design. In buffer."
    if found.is_first_alone:
        words += " By the first ligand alone: the second and its receptor are not counted here."
    if unknown:
        words += f" Receptors not known, so nothing is said: {', '.join(unknown)}."
    return words
