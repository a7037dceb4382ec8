"""What a prediction has to beat: median and spread of the carrier class in the shipped compilation, without the paper being scored."""

from __future__ import annotations

from collections.abc import Sequence

from formulator.uncertainty import hypercube
from formulator.validation import words
from formulator.validation.fitting import Summary, summary
from formulator.validation.scoring import Array, on_scale
from formulator.validation.table import Row

FEWEST = 3
"""Papers that a class needs for a spread of its own; with fewer, all classes together lend theirs."""


def group(path: str, row: Row) -> str:
    """The class whose median is the baseline: the carrier class; for zeta also its coat, for loading the kind of payload."""
    if path == "charge.zeta":
        coat = words.first(row["carrier"], words.COATS)
        return f"{row.carrier_class}, coated" if coat is not None else row.carrier_class
    if path.startswith("loading."):
        kind = words.first(row["payload_type"], words.PAYLOAD_KINDS)
        return row.carrier_class if kind == "drug" else "large molecules" if kind else "other payloads"
    return row.carrier_class


def without(rows: Sequence[Row], papers: frozenset[str]) -> list[Row]:
    """Rows of other papers."""
    return [row for row in rows if not row.papers & papers]


class Baseline:
    """Class medians of a compilation, made anew for each paper left out."""

    def __init__(self, rows: Sequence[Row], draws: int, seed: int) -> None:
        self.rows = rows
        self.uniform = hypercube("baseline", draws, seed)
        self._known: dict[tuple[str, str, frozenset[str]], Array | None] = {}

    def draws(self, path: str, row: Row) -> Array | None:
        """What the class says of a row, on the output's scale; None when no other paper has measured it."""
        key = (path, group(path, row), row.papers)
        if key not in self._known:
            found = self.summary(path, row)
            self._known[key] = None if found is None else found.draws(self.uniform)
        return self._known[key]

    def summary(self, path: str, row: Row) -> Summary | None:
        """Median and spread of the row's class without its paper."""
        others = [other for other in without(self.rows, row.papers) if path in other.measured]
        same = [other for other in others if group(path, other) == group(path, row)]
        if len({other.paper for other in others}) < FEWEST:
            return None
        everything = _summary(path, others)
        if len({other.paper for other in same}) >= FEWEST:
            return _summary(path, same)
        if not same:
            return everything
        return Summary(_summary(path, same).median, everything.sd, everything.papers, len(same))


def _summary(path: str, rows: Sequence[Row]) -> Summary:
    return summary([float(on_scale(path, row.measured[path])) for row in rows], [row.paper for row in rows])
