"""Tables as text for a spreadsheet: with a decimal point and commas between columns, or with a decimal comma and semicolons."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

POINT, COMMA = ".", ","
SEPARATORS = {POINT: ",", COMMA: ";"}
"""What stands between two columns, by decimal sign: a spreadsheet set to a decimal comma reads 1.5 as a day in May, 1.234 as a thousand."""
MARK = "\ufeff"
"""Excel takes a file for UTF-8 only by its mark."""

Entry = str | float | None
_NUMBER = re.compile(r"\s*\d+([.,]\d+)+\s*")


def written(entry: Entry, decimal: str = POINT) -> str:
    """A number with every digit, nothing for no value; a text as it is, behind an apostrophe if it would be read as another number."""
    if isinstance(entry, str):
        is_misread = _NUMBER.fullmatch(entry) and (COMMA if decimal == POINT else POINT) in entry
        return f"'{entry}" if is_misread else entry
    return "" if entry is None or entry != entry else repr(float(entry)).replace(POINT, decimal)


def text(rows: Iterable[Sequence[Entry]], decimal: str = POINT, *, tabs: bool = False) -> str:
    """The rows, one a line; with `tabs` for the clipboard."""
    out = io.StringIO()
    how = {"delimiter": "\t", "lineterminator": "\n"} if tabs else {"delimiter": SEPARATORS[decimal], "lineterminator": "\r\n"}
    csv.writer(out, **how).writerows([written(entry, decimal) for entry in row] for row in rows)  # type: ignore[arg-type]
    return out.getvalue()
