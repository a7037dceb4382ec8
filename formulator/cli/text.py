"""Tables and JSON for the terminal."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any


def width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def table(rows: Iterable[Sequence[str]], heads: Sequence[str] = (), right: Sequence[int] = ()) -> str:
    """Rows as aligned columns; `right` names the columns aligned to the right."""
    lines = [tuple(heads), *(tuple(row) for row in rows)] if heads else [tuple(row) for row in rows]
    if not lines:
        return ""
    widths = [max(width(line[column]) for line in lines) for column in range(len(lines[0]))]

    def cell(text: str, column: int) -> str:
        pad = " " * (widths[column] - width(text))
        return pad + text if column in right else text + pad

    return "\n".join("  ".join(cell(text, column) for column, text in enumerate(line)).rstrip() for line in lines)


def dump(data: Any) -> None:
    """Print JSON for machines: sorted, finite, UTF-8."""
    sys.stdout.write(json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n")
