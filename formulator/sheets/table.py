"""A sheet as CSV for Excel: sections 3, 4, 6 and 7 with numbers as numbers and text that no spreadsheet takes for a formula."""

from __future__ import annotations

from formulator.sheets import separated
from formulator.sheets.content import Cell, Sheet
from formulator.sheets.separated import Entry

SECTIONS = (3, 4, 5, 6, 7)
UNSEEN = "\u00a0\u202f\u200c\u200d"
"""Blanks that do not break and joiners: not printable to Python, and yet a part of the text."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\u2212")


def guarded(text: str) -> str:
    """Text with an apostrophe before anything that a spreadsheet would read as a formula, and without control characters."""
    kept = "".join(letter for letter in text if letter.isprintable() or letter in UNSEEN)
    return f"'{kept}" if kept.lstrip().startswith(_FORMULA_STARTS) else kept


def _entry(cell: Cell) -> Entry:
    return cell.value if cell.is_number and cell.value is not None else guarded(cell.text)


def text(sheet: Sheet, decimal: str = separated.POINT) -> str:
    """The tables one below the other, each under its section's title; UTF-8 with CRLF lines."""
    rows: list[list[Entry]] = [[guarded(f"{sheet.title}: {sheet.project}, {sheet.variant}"), sheet.status, f"content {sheet.digest[:12]}"]]
    for section in sheet.sections:
        if section.number not in SECTIONS:
            continue
        rows += [[], [f"{section.number} {section.title}", guarded(section.note)]]
        for table in section.tables:
            rows.append([guarded(head) for head in table.heads])
            rows += [[_entry(cell) for cell in row] for row in table.rows]
            if table.totals:
                rows.append([_entry(cell) for cell in table.totals])
    return separated.text(rows, decimal)
