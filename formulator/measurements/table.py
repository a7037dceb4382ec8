"""Tables as instruments write them: text in any common encoding, separated by comma, semicolon or tab, with lines above the heading.

Nothing here knows what a column means; the caller says how well a row would do as the heading.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from formulator.errors import DataFileError

LARGEST = 10_000_000
"""Bytes of the largest file that is read."""
MOST_ROWS = 20_000
MOST_COLUMNS = 1000
_HEADING_WITHIN = 60
"""Lines among which the heading is looked for."""
_CELLS_WITHIN = 5_000
"""Cells among which it is looked for."""
SEPARATORS = {"\t": "tab", ";": "semicolon", ",": "comma"}
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_BINARY = {
    b"PK\x03\x04": "a workbook or another zip file",
    b"\xd0\xcf\x11\xe0": "a workbook or a project of the instrument's program",
    b"%PDF": "a PDF",
}


@dataclass(frozen=True, kw_only=True)
class Table:
    """A heading and the rows below it; `lines` are their numbers in the file, as an editor shows them."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    separator: str
    encoding: str


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file and its encoding: by its byte order mark, else by its zeros, else UTF-8, else Windows-1252."""
    for start, what in _BINARY.items():
        if data.startswith(start):
            raise DataFileError(f"{name} is {what}. Export the results as a text table (CSV) and import that.")
    encoding = next((encoding for mark, encoding in _MARKS.items() if data.startswith(mark)), "") or _by_zeros(data)
    for attempt in (encoding,) if encoding else ("utf-8", "cp1252", "latin-1"):
        try:
            text = data.decode(attempt)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, attempt
    raise DataFileError(f"{name} is no text: a table separated by comma, semicolon or tab in UTF-8, UTF-16 or Windows-1252 is needed.")


def _by_zeros(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of plain letters is zero."""
    start = data[:2000]
    half = len(start) // 2
    if half and start[1::2].count(0) > 0.4 * half and not start[0::2].count(0):
        return "utf-16-le"
    if half and start[0::2].count(0) > 0.4 * half and not start[1::2].count(0):
        return "utf-16-be"
    return ""


def read(data: bytes, name: str, worth: Callable[[Sequence[str]], int]) -> Table:
    """The table in a file. `worth` says how many cells of a row are headings that are known.

    Raises DataFileError for what is no table, and for rows with more cells than the heading: decimal commas between
    commas would otherwise move every number one column to the right.
    """
    if len(data) > LARGEST:
        raise DataFileError(f"{name} has {len(data) / 1e6:.0f} MB. At most {LARGEST // 1_000_000} MB are read.")
    text, encoding = decoded(data, name)
    if not text.strip():
        raise DataFileError(f"{name} is empty. A table with a heading and rows below it is needed.")
    said, text, skipped = _said_separator(text)
    found = [_split(text, separator, skipped) for separator in ((said,) if said else SEPARATORS)]
    rows, lines, separator = max(found, key=lambda one: _fit(one[0], worth))
    head = _heading(rows, worth)
    heads = tuple(" ".join(cell.split()) for cell in rows[head])
    while heads and not heads[-1]:
        heads = heads[:-1]
    if len(heads) > MOST_COLUMNS:
        raise DataFileError(f"{name} has {len(heads)} columns. At most {MOST_COLUMNS} are read.")
    if len(rows) - head - 1 > MOST_ROWS:
        raise DataFileError(f"{name} has {len(rows) - head - 1} rows. At most {MOST_ROWS} are read.")
    below, numbers = [], []
    for row, line in zip(rows[head + 1 :], lines[head + 1 :], strict=True):
        if any(cell.strip() for cell in row):
            below.append(_squared(row, len(heads), line, name, separator))
            numbers.append(line)
    if not below:
        raise DataFileError(f"{name} has no rows below its heading '{'; '.join(heads)[:120]}'.")
    return Table(heads=heads, rows=tuple(below), lines=tuple(numbers), separator=SEPARATORS.get(separator, separator), encoding=encoding)


def _said_separator(text: str) -> tuple[str, str, int]:
    """Excel's first line `sep=;`, the text without it, and how many lines that were."""
    first, _, rest = text.partition("\n")
    first = first.strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], rest, 1
    return "", text, 0


def _split(text: str, separator: str, skipped: int) -> tuple[list[list[str]], list[int], str]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows, lines = [], []
    try:
        for row in reader:
            rows.append(row)
            lines.append(reader.line_num + skipped)
    except csv.Error:
        return [[""]], [1], separator
    return rows or [[""]], lines or [1], separator


def _fit(rows: list[list[str]], worth: Callable[[Sequence[str]], int]) -> tuple[int, int, int]:
    """How well a separator splits: headings that are known, then rows as long as the heading, then columns."""
    head = _heading(rows, worth)
    length = len(rows[head])
    alike = sum(len(row) == length for row in rows[head + 1 :]) if length > 1 else 0
    return worth(rows[head][:MOST_COLUMNS]), alike, length


def _heading(rows: list[list[str]], worth: Callable[[Sequence[str]], int]) -> int:
    """The row with most known headings; without any, the first that is as wide as most rows are."""
    near = rows[: _lines_near(rows)]
    scores = [worth(row[:MOST_COLUMNS]) for row in near]
    if max(scores):
        return scores.index(max(scores))
    usual = Counter(len(row) for row in near if any(cell.strip() for cell in row)).most_common(1)
    width = usual[0][0] if usual else 1
    return next((place for place, row in enumerate(near) if len(row) == width), 0)


def _lines_near(rows: list[list[str]]) -> int:
    """How many lines the heading is looked for in: fewer where they are so long that it would take seconds, but at least one."""
    cells = 0
    for place, row in enumerate(rows[:_HEADING_WITHIN]):
        cells += len(row)
        if cells > _CELLS_WITHIN:
            return max(1, place)
    return _HEADING_WITHIN


def _squared(row: list[str], width: int, line: int, name: str, separator: str) -> tuple[str, ...]:
    if any(cell.strip() for cell in row[width:]):
        filled = max(place for place, cell in enumerate(row) if cell.strip()) + 1
        why = " Decimal commas between commas cannot be told apart: export with semicolons or tabs." if separator == "," else ""
        raise DataFileError(f"{name}, line {line}: the row has {filled} cells, the heading {width}.{why}")
    return tuple(cell.strip() for cell in (*row, *[""] * width)[:width])
