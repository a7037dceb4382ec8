"""A sheet as CSV for Excel: sections 3, 4, 6 and 7 with numbers as numbers and text that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io

from formulator.sheets.content import Cell, Sheet

SECTIONS = (3, 4, 5, 6, 7)
UNSEEN = "\u00a0\u202f\u200c\u200d"
"""Blanks that do not break and joiners: not printable to Python, and yet a part of the text."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\u2212")


def guarded(text: str) -> str:
    """Text with an apostrophe before anything that a spreadsheet would read as a formula, and without control characters."""
    kept = "".join(letter for letter in text if letter.isprintable() or letter in UNSEEN)
    return f"'{kept}" if kept.lstrip().startswith(_FORMULA_STARTS) else kept


def _entry(cell: Cell) -> str | float:
    if cell.is_number and cell.value is not None:
        return cell.value
    return guarded(cell.text)


def text(sheet: Sheet) -> str:
    """The tables one below the other, each under its section's title; UTF-8 with CRLF lines."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(f"{sheet.title}: {sheet.project}, {sheet.variant}"), sheet.status, f"content {sheet.digest[:12]}"])
    for section in sheet.sections:
        if section.number not in SECTIONS:
            continue
        writer.writerow([])
        writer.writerow([f"{section.number} {section.title}", guarded(section.note)])
        for table in section.tables:
            writer.writerow([guarded(head) for head in table.heads])
            writer.writerows([_entry(cell) for cell in row] for row in table.rows)
            if table.totals:
                writer.writerow([_entry(cell) for cell in table.totals])
    return out.getvalue()
