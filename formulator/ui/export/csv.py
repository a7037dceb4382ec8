"""A figure as CSV: every array that is drawn, with units in the heads and every digit of every number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import numpy as np

from formulator.explore.figure import Array, Axis, Field2D, Figure, Panel
from formulator.sheets import separated
from formulator.sheets.separated import Entry

Column = tuple[str, Sequence[Entry]]
_FORMULA_STARTS = ("=", "+", "-", "@")


def head(label: str, unit: str) -> str:
    """`diameter [nm]`; a pure number has the unit 1."""
    return f"{label} [{unit or '1'}]"


def _numbers(values: Array) -> list[float]:
    return list(np.asarray(values, dtype=float).ravel().tolist())


def _optional(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None or not np.isfinite(value) else float(value) for value in values]


def _words(values: Sequence[str]) -> list[str]:
    """Text that no spreadsheet takes for a formula."""
    return [f"'{value}" if value.lstrip().startswith(_FORMULA_STARTS) else value for value in values]


def columns(figure: Figure) -> list[Column]:
    """Heads and entries; columns of one figure may differ in length."""
    found: list[Column] = []
    for number, panel in enumerate(figure.panels):
        found += _line_columns(figure.x, panel, number)
        if panel.map is not None:
            found += _map_columns(figure.x, panel.y, panel.map)
        found += _bar_columns(figure.x, panel)
        found += _mark_columns(figure.x, panel)
        found += _range_columns(figure.x, panel)
    notes = [words for words in (figure.empty, figure.note) if words]
    if notes:
        found.append(("note", _words(notes)))
    return found


def _line_columns(x: Axis, panel: Panel, number: int) -> list[Column]:
    found: list[Column] = []
    before: Array | None = None
    for line in panel.lines:
        if before is None or not np.array_equal(before, line.x):
            suffix = "" if before is None and number == 0 else f", {line.label}"
            found.append((head(f"{x.label}{suffix}", x.unit), _numbers(line.x)))
            before = line.x
        name = f"{panel.y.label}, {line.label}" if line.label and line.label != panel.y.label else panel.y.label
        found.append((head(name, panel.y.unit), _numbers(line.y)))
        for bound, words in ((line.low, "5 %"), (line.high, "95 %")):
            if bound is not None:
                found.append((head(f"{name}, {words}", panel.y.unit), _numbers(bound)))
    if not panel.lines and panel.map is None and not panel.bars:
        found.append((head(x.label, x.unit), []))
        if panel.y.label:
            found.append((head(panel.y.label, panel.y.unit), []))
    return found


def _map_columns(x: Axis, y: Axis, field: Field2D) -> list[Column]:
    across, down = np.meshgrid(field.x, field.y)
    found: list[Column] = [
        (head(x.label, x.unit), _numbers(across)),
        (head(y.label, y.unit), _numbers(down)),
        (head(field.z_label or "value", ""), _numbers(field.z)),
    ]
    if field.share is not None:
        found.append((head(field.share_label, ""), _numbers(field.share)))
    return found


def _bar_columns(x: Axis, panel: Panel) -> list[Column]:
    if not panel.bars:
        return []
    return [
        ("bar", _words([bar.label for bar in panel.bars])),
        *([(head(x.label, x.unit), _optional([bar.at for bar in panel.bars]))] if any(bar.at is not None for bar in panel.bars) else []),
        (head(f"{x.label}, from", x.unit), _optional([bar.low for bar in panel.bars])),
        (head(f"{x.label}, to", x.unit), _optional([bar.high for bar in panel.bars])),
        ("words", _words([bar.detail for bar in panel.bars])),
    ]


def _mark_columns(x: Axis, panel: Panel) -> list[Column]:
    if not panel.marks:
        return []
    name = panel.y.label
    found: list[Column] = [
        ("point", _words([f"{mark.label} ({mark.role})" for mark in panel.marks])),
        (head(f"{x.label}, point", x.unit), _optional([mark.x for mark in panel.marks])),
        (head(f"{name}, point", panel.y.unit), _optional([mark.y for mark in panel.marks])),
    ]
    if any(mark.y_low is not None or mark.y_high is not None for mark in panel.marks):
        found.append((head(f"{name}, point, low", panel.y.unit), _optional([mark.y_low for mark in panel.marks])))
        found.append((head(f"{name}, point, high", panel.y.unit), _optional([mark.y_high for mark in panel.marks])))
    return found


def _range_columns(x: Axis, panel: Panel) -> list[Column]:
    found: list[Column] = []
    for name in ("x", "y"):
        axis = x if name == "x" else panel.y
        ranges = [(span.label, span.low, span.high) for span in panel.spans if span.axis == name]
        ranges += [(guide.label, guide.at, guide.at) for guide in panel.guides if guide.axis == name and guide.label]
        if ranges:
            found.append((f"range of {axis.label}", _words([label for label, _, _ in ranges])))
            found.append((head(f"{axis.label}, from", axis.unit), _optional([low for _, low, _ in ranges])))
            found.append((head(f"{axis.label}, to", axis.unit), _optional([high for _, _, high in ranges])))
    return found


def table(found: Sequence[Column], decimal: str = separated.POINT, *, tabs: bool = False) -> str:
    """Columns as the text of a file, or with tabs between them for the clipboard."""
    heads = [name for name, _ in found]
    return separated.text([heads, *zip_longest(*(entries for _, entries in found), fillvalue="")], decimal, tabs=tabs)


def text(figure: Figure, decimal: str = separated.POINT, *, tabs: bool = False) -> str:
    """The whole file."""
    return table(columns(figure), decimal, tabs=tabs)
