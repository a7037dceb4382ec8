"""A sheet as a workbook: one tab a section, numbers as numbers, everything typed as inert text, the data in a hidden tab."""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from formulator.errors import SheetError
from formulator.sheets import data
from formulator.sheets.content import RESEARCH_USE, Cell, Section, Sheet, cell
from formulator.sheets.html import plain
from formulator.sheets.table import UNSEEN

DATA = "formulator-sheet"
LONGEST = 32_767
"""Characters that one cell of a workbook holds."""
_CHUNK = 30_000
_WIDTHS = (12, 46)
NUMBER = "\x00"
"""Begins the text of a cell that is a number when a workbook is read back; no text can hold it."""
_FACE: dict[str, Any] = {"name": "Calibri", "size": 11}
_LINE = 15.0
"""Height of a line of text in points."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def fitted(text: str) -> str:
    """Text that a cell can hold: without control characters, and cut where it is too long."""
    kept = "".join(letter for letter in plain(text) if letter.isprintable() or letter in ("\n", *UNSEEN))
    return kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 1]}…"


def lines_of(section: Section) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """What kind of row, and its cells, in the order of the page."""
    for name, entry in section.pairs:
        yield "pair", (cell(name, quiet=True), entry)
    for table in section.tables:
        yield "head", tuple(cell(head, bold=True) for head in table.heads)
        for row in table.rows:
            yield "row", row
        if table.totals:
            yield "total", table.totals
    for line in section.lines:
        yield "line", (cell(line),)


def number_format(text: str) -> str:
    """The digits of the printed text as a workbook's number format."""
    if "·10" in text:
        digits = len(text.partition("·")[0].partition(".")[2])
        return f"0.{'0' * digits}E+00" if digits else "0E+00"
    digits = len(text.partition(".")[2])
    return f"0.{'0' * digits}" if digits else "0"


def document(sheet: Sheet) -> bytes:
    """The workbook."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    book = Workbook()
    book.remove(book.active)
    usual, bold, quiet = Font(**_FACE), Font(bold=True, **_FACE), Font(color="4D5155", **_FACE)
    line, wrap = Border(bottom=Side(style="thin")), Alignment(wrap_text=True, vertical="top")
    for section in sheet.sections:
        page = book.create_sheet(_FORBIDDEN.sub(" ", f"{section.number} {section.title}")[:31])
        _set_up(page, sheet)
        _put(page, 1, 1, cell(f"{section.number} {section.title}"), Font(name="Calibri", bold=True, size=13), None)
        _put(page, 1, 4, cell(section.note), quiet, None)
        for position, (kind, cells) in enumerate(lines_of(section), 3):
            for column, entry in enumerate(cells, 1):
                font = bold if entry.bold or kind in ("head", "total") else quiet if entry.quiet else usual
                _put(page, position, column, entry, font, None if kind == "line" else wrap)
                if kind == "head" or entry.blank:
                    page.cell(position, column).border = line
        _widths(page, section)
        _heights(page, section)
    _data(book.create_sheet(DATA), sheet)
    book.properties.title = fitted(f"{sheet.title}: {sheet.project}, {sheet.variant}")[:200]
    book.properties.creator = sheet.engine
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue(), sheet.printed)


def _put(page: Any, row: int, column: int, entry: Cell, font: Any, alignment: Any) -> None:
    target = page.cell(row, column)
    if entry.is_number:
        target.value = entry.value
        target.number_format = number_format(entry.text)
    elif entry.text:
        target.value = fitted(entry.text)
        # A text that begins with = would be taken for a formula.
        target.data_type = "s"
        target.quotePrefix = True
    if font is not None:
        target.font = font
    if alignment is not None:
        target.alignment = alignment


def _set_up(page: Any, sheet: Sheet) -> None:
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    # An ampersand begins a code in the heads and feet of a workbook.
    title = fitted(f"{sheet.title}: {sheet.project} · {sheet.variant}").replace("&", "&&").replace("\n", " ")[:120]
    page.oddHeader.left.text = title
    page.oddHeader.right.text = _state(sheet).replace("&", "&&")
    page.oddFooter.left.text = RESEARCH_USE
    page.oddFooter.right.text = "page &P of &N"


def _state(sheet: Sheet) -> str:
    return f"{sheet.status} · {sheet.number}, revision {sheet.revision} · content {sheet.digest[:12]}"


def parts(sheet: Sheet) -> dict[str, str]:
    """What stands around the tables, by name: head and note of every tab, status and revision of every printed page."""
    found = {}
    for section in sheet.sections:
        found[f"heading of section {section.number}"] = fitted(f"{section.number} {section.title}")
        found[f"note of section {section.number}"] = fitted(section.note)
        found[f"page head of section {section.number}"] = _state(sheet)
    return found


def _widths(page: Any, section: Section) -> None:
    from openpyxl.utils import get_column_letter

    longest: dict[int, int] = {}
    for kind, cells in lines_of(section):
        for column, entry in enumerate(cells, 1):
            if kind != "line":
                longest[column] = max(longest.get(column, 0), len(entry.text))
    for column, width in longest.items():
        page.column_dimensions[get_column_letter(column)].width = min(max(width + 2, _WIDTHS[0]), _WIDTHS[1])


def _heights(page: Any, section: Section) -> None:
    """Rows as high as their folded texts: not every program works that out by itself."""
    from openpyxl.utils import get_column_letter

    for position, (kind, cells) in enumerate(lines_of(section), 3):
        if kind == "line":
            continue
        widths = [page.column_dimensions[get_column_letter(column)].width for column in range(1, len(cells) + 1)]
        deepest = max((math.ceil(1.1 * len(entry.text) / width) for entry, width in zip(cells, widths, strict=True)), default=1)
        page.row_dimensions[position].height = _LINE * min(max(deepest, 1), 25)


def _data(page: Any, sheet: Sheet) -> None:
    page.sheet_state = "hidden"
    # In plain letters and on one line: some programs change line ends and hidden characters when they save a workbook again.
    text = json.dumps(json.loads(data.text(sheet)), sort_keys=True)
    for position, start in enumerate(range(0, len(text), _CHUNK), 1):
        target = page.cell(position, 1)
        target.value = text[start : start + _CHUNK]
        target.data_type = "s"


def _timeless(book: bytes, printed: str) -> bytes:
    """The same workbook without the time of writing, so that the same sheet gives the same bytes."""
    out = io.BytesIO()
    found = re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", printed)
    stamp = found[0] if found else "1980-01-01T00:00:00Z"
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp.encode(), content)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def read(book: bytes) -> tuple[str | None, tuple[tuple[str, ...], ...], dict[str, str]]:
    """The embedded JSON, None when there is none, the rows of all sections as they are seen, and what stands around them."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        found = load_workbook(io.BytesIO(book))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError) as problem:
        raise SheetError(f"this is no workbook that can be read ({type(problem).__name__}).") from None
    if DATA not in found.sheetnames:
        return None, (), {}
    text = "".join(str(row[0]) for row in found[DATA].iter_rows(values_only=True) if row[0] is not None)
    rows: list[tuple[str, ...]] = []
    around: dict[str, str] = {}
    for page in found.worksheets:
        if page.title != DATA:
            rows += [_seen(row) for row in page.iter_rows(min_row=3, values_only=True)]
            number = page.title.partition(" ")[0]
            around[f"heading of section {number}"] = str(page.cell(1, 1).value or "")
            around[f"note of section {number}"] = str(page.cell(1, 4).value or "")
            around[f"page head of section {number}"] = str(page.oddHeader.right.text or "").replace("&&", "&")
    return text, tuple(rows), around


def _seen(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(
        ""
        if value is None
        else f"{NUMBER}{float(value)!r}"
        if isinstance(value, (int, float)) and not isinstance(value, bool)
        else str(value)
        for value in row
    )
