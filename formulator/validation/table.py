"""Reads a table of published formulations: what was made, what was measured on it, and which paper says so."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from formulator import assets
from formulator.errors import FormulatorError, UsageError

COMPILATION = "validation/formulations.csv"
"""The published formulations that ship with the program."""
ANSWERS: Mapping[str, tuple[str, float, float]] = {
    "size.hydrodynamic_diameter": ("size_nm", 0.0, math.inf),
    "size.pdi": ("pdi", 0.0, 1.0),
    "charge.zeta": ("zeta_mV", -math.inf, math.inf),
    "loading.ee": ("ee_pct", 0.0, 100.0),
    "loading.dlc": ("dlc_wt_pct", 0.0, 100.0),
}
"""Measured answers: output -> column and the open range in which the value can be scored, in the unit of the output."""
NOT_SCORED = frozenset(
    ("secondary", "range_only", "bound_only", "upper_value", "published_as_radius_not_converted", "ratio_computed_by_us")
)
"""Value qualities that say that the number is not a measurement as published."""
NEEDED = ("carrier_class",)
IDENTITY = ("doi_or_url", "paper_id")


class RowRefused(FormulatorError):
    """A row that cannot become a design, or holds nothing to compare with; the text is its reason."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One published formulation. `papers` are the names its paper goes by; `measured` maps outputs to values in their units."""

    number: int
    cells: Mapping[str, str]
    papers: frozenset[str]
    measured: Mapping[str, float] = field(default_factory=dict)
    unscored: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def carrier_class(self) -> str:
        """The class as the table says it."""
        return self["carrier_class"]

    @property
    def name(self) -> str:
        """What the row is called in reports."""
        return self["row_id"] or f"line {self.number}"

    @property
    def paper(self) -> str:
        """One name for the paper: its DOI or address, else the table's own key."""
        return self["doi_or_url"] or self["paper_id"] or f"line {self.number}"


@dataclass(frozen=True)
class Table:
    """Rows that can be compared, how many there were, and how many were left out for which reason."""

    rows: tuple[Row, ...]
    total: int
    skipped: Mapping[str, int]


def shipped() -> Table:
    """The compilation that comes with the program."""
    return read(assets.text(COMPILATION), COMPILATION)


def read(text: str, name: str) -> Table:
    """A table from its text; raises UsageError when columns that are needed are not there."""
    try:
        lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as problem:
        raise UsageError(
            f"{name} is no table with commas: {problem}. A first line of heads and one formulation a line are needed."
        ) from None
    heads = [head.strip() for head in lines[0]] if lines else []
    _check(heads, name)
    rows: list[Row] = []
    skipped: Counter[str] = Counter()
    total = 0
    for number, line in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in line):
            continue
        total += 1
        try:
            rows.append(_row(number, heads, line))
        except RowRefused as problem:
            skipped[str(problem)] += 1
    return Table(tuple(rows), total, dict(skipped))


def _check(heads: list[str], name: str) -> None:
    twice = sorted({head for head in heads if head and heads.count(head) > 1})
    if twice:
        raise UsageError(f"{name}: two columns are headed {twice[0]}. Each column needs its own head.")
    columns = [column for column, _, _ in ANSWERS.values()]
    missing = [column for column in NEEDED if column not in heads]
    if not any(column in heads for column in IDENTITY):
        missing.append(" or ".join(IDENTITY))
    if not any(column in heads for column in columns):
        missing.append(f"one of {', '.join(columns)}")
    if missing:
        raise UsageError(f"{name} has no column {' and none '.join(missing)}. The heads are those of the shipped {COMPILATION}.")


def _row(number: int, heads: list[str], line: list[str]) -> Row:
    if len(line) > len(heads):
        raise RowRefused("more cells than heads")
    cells = {head: cell.strip() for head, cell in zip(heads, line, strict=False) if head}
    quality = cells.get("value_quality", "")
    if quality in NOT_SCORED:
        raise RowRefused(f"value_quality {quality}: not scored")
    measured, unscored = {}, {}
    for path, (column, low, high) in ANSWERS.items():
        text = cells.get(column, "")
        if not text:
            continue
        value = number_in(column, text)
        if value < low or value > high:
            raise RowRefused(f"{column} outside {low:g} to {high:g}")
        if column == "size_nm" and cells.get("size_qualifier"):
            unscored[path] = "a published bound, not a size"
        elif low < value < high:
            measured[path] = value
        else:
            unscored[path] = f"a published {column} of {value:g} has no place on the scale of scores"
    if not measured:
        raise RowRefused("nothing published that is scored")
    papers = frozenset(entry.lower() for column in IDENTITY if (entry := cells.get(column, "")))
    return Row(number=number, cells=cells, papers=papers or frozenset((f"line {number}",)), measured=measured, unscored=unscored)


def number_in(column: str, text: str) -> float:
    """A number of a table: '.' and no grouping."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise RowRefused(f"{column} is not a number")
    return value
