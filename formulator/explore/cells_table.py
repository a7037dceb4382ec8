"""Cells side by side as a table of texts: for the window, the terminal and a file."""

from __future__ import annotations

from formulator.catalogue import Catalogue
from formulator.explore.cells import ANSWERS, SELECTIVITY, TARGET, CellRow, Panel
from formulator.explore.cells_figure import NOT_KNOWN, answer_words
from formulator.units import format_interval, format_number

HEADS = ("cell", "receptors", "90 %", *ANSWERS.values(), "grade", "where the count comes from")
NUMBERS = (1, 2, 3, 4, 5, 6)
"""Columns that stand to the right."""
_STATES = {"typed": "typed by you", "default": "usual value"}


def rows(found: Panel, catalogue: Catalogue) -> list[tuple[str, ...]]:
    """A row of texts for each cell."""
    return [_row(row, catalogue) for row in found.rows]


def _row(row: CellRow, catalogue: Catalogue) -> tuple[str, ...]:
    if row.receptors is None:
        return (row.label, NOT_KNOWN, "", *("—" for _ in ANSWERS), "", row.reason)
    interval = "" if row.low is None or row.high is None else format_interval(row.low, row.high)
    answers = [
        "—" if path == SELECTIVITY and row.part == TARGET else answer_words(row.answers.get(path)).replace(": none binds here", "")
        for path in ANSWERS
    ]
    return (
        row.label,
        format_number(row.receptors, digits=2),
        interval,
        *answers,
        f"{row.grade.mark} {row.grade.word}",
        origin(row, catalogue),
    )


def origin(row: CellRow, catalogue: Catalogue) -> str:
    """Where a count comes from, and whether anybody checked it."""
    if row.state in _STATES:
        return _STATES[row.state]
    source = catalogue.sources.get(row.source)
    # A source that is only a word for having none says that in words of its own.
    words = source.text if source is not None and row.source not in ("recalled", "estimate") else row.source
    return ", ".join(filter(None, (words, row.method if row.method != words else "", "" if row.is_verified else "not verified")))
