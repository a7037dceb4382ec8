"""A sheet as JSON: every section as it is printed, and the inputs and outputs behind it at full precision."""

from __future__ import annotations

import json
from typing import Any

from formulator.sheets.content import Cell, Sheet


def _cell(entry: Cell) -> dict[str, Any]:
    found: dict[str, Any] = {"text": entry.text}
    if entry.path:
        found["path"] = entry.path
    if entry.value is not None:
        found["value"] = entry.value
    if entry.blank:
        found["blank"] = True
    return found


def text(sheet: Sheet) -> str:
    """The sheet as sorted JSON."""
    sections = [
        {
            "number": section.number,
            "title": section.title,
            "note": section.note,
            "lines": list(section.lines),
            "pairs": [{"name": name, **_cell(entry)} for name, entry in section.pairs],
            "tables": [
                {
                    "heads": list(table.heads),
                    "rows": [[_cell(entry) for entry in row] for row in table.rows],
                    "totals": [_cell(entry) for entry in table.totals],
                }
                for table in section.tables
            ],
        }
        for section in sheet.sections
    ]
    whole = {
        "title": sheet.title,
        "project": sheet.project,
        "variant": sheet.variant,
        "number": sheet.number,
        "revision": sheet.revision,
        "status": sheet.status,
        "printed": sheet.printed,
        "content_sha256": sheet.digest,
        "sections": sections,
        "data": sheet.data,
    }
    return json.dumps(whole, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"
