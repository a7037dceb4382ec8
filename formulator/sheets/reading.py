"""A sheet read back from its file: what is embedded, and what a person sees."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from formulator.errors import SheetError
from formulator.sheets.content import Cell, Section, Sheet, Table
from formulator.sheets.html import drawing_hash
from formulator.storage import read_bytes

ENDINGS = (".pdf", ".html", ".xlsx", ".json")
ATTACHMENT = "formulator-sheet.json"
MOST_BYTES = 200_000_000

Row = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a person sees. `rows` are heads, names and cells, row by row in order; or `text`, all of it without blanks.

    `values` are the numbers at full precision that a page carries unseen, each with its path; `parts` what stands around the
    tables, by name; `pages` the text of each page without blanks; `changed` the drawings that are not as they were made.
    """

    rows: tuple[Row, ...] = ()
    text: str = ""
    values: tuple[tuple[str, str], ...] = ()
    parts: dict[str, str] | None = None
    pages: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def sheet_of(data: dict[str, Any]) -> Sheet:
    """The sheet that its JSON describes; every part must be of the kind that the writer writes."""
    words = {name: _is(data, name, str) for name in ("title", "project", "variant", "number", "revision", "status", "printed")}
    inner = _is(data, "data", dict)
    for name in ("engine", "file", "inputs", "outputs"):
        _is(inner, name, dict)
    return Sheet(**words, sections=tuple(_section(entry) for entry in _is(data, "sections", list)), data=inner)


def _is(data: Any, name: str, kind: type) -> Any:
    """One key of an object; SheetError when it is missing or of another kind."""
    found = data.get(name) if isinstance(data, dict) else None
    if not isinstance(found, kind):
        raise SheetError(f"The embedded data is not that of a formulation sheet: '{name}' is missing or of another kind.")
    return found


def _section(data: Any) -> Section:
    tables = tuple(
        Table(
            heads=tuple(_texts(table, "heads")),
            rows=tuple(tuple(_cell(entry) for entry in row) for row in _is(table, "rows", list) if isinstance(row, list)),
            totals=tuple(_cell(entry) for entry in _is(table, "totals", list)),
        )
        for table in _is(data, "tables", list)
    )
    pairs = tuple((_is(entry, "name", str), _cell(entry)) for entry in _is(data, "pairs", list))
    words = {name: _is(data, name, str) for name in ("title", "note")}
    return Section(number=_is(data, "number", int), **words, pairs=pairs, tables=tables, lines=tuple(_texts(data, "lines")))


def _texts(data: Any, name: str) -> list[str]:
    found = _is(data, name, list)
    if not all(isinstance(entry, str) for entry in found):
        raise SheetError(f"The embedded data is not that of a formulation sheet: '{name}' holds something that is no text.")
    return list(found)


def _cell(data: Any) -> Cell:
    text = _is(data, "text", str)
    value = data.get("value")
    if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))):
        raise SheetError("The embedded data is not that of a formulation sheet: the value of a cell is no number.")
    path = _is(data, "path", str) if "path" in data else ""
    return Cell(text=text, path=path, value=value, blank=data.get("blank") is True)


def read(path: Path) -> tuple[dict[str, Any], Seen]:
    """The embedded JSON of a sheet, and what is seen."""
    suffix = path.suffix.lower()
    if suffix not in ENDINGS:
        raise SheetError(f"'{path.name}' cannot be checked: a project or a sheet that ends in {', '.join(ENDINGS)} is needed.")
    data = read_bytes(path, MOST_BYTES)
    text, seen = {".pdf": _pdf, ".html": _html, ".xlsx": _xlsx, ".json": _json}[suffix](data, path.name)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise SheetError(f"{path.name}: the embedded data is not JSON, so nothing can be checked.")
    return found, seen


def _missing(name: str) -> SheetError:
    return SheetError(f"{name} holds no embedded data of a formulation sheet, so nothing can be checked.")


def _json(data: bytes, name: str) -> tuple[str, Seen]:
    del name
    return data.decode("utf-8", "replace"), Seen()


class _Page(HTMLParser):
    """Collects the embedded JSON and the cells of every section."""

    def __init__(self) -> None:
        super().__init__()
        self.data: list[str] = []
        self.rows: list[Row] = []
        self.values: list[tuple[str, str]] = []
        self.inside: list[str] = []
        self.row: list[str] = []
        self.words: list[str] = []
        self.parts: dict[str, str] = {}
        self.part = ""
        self.in_data = self.in_picture = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.in_data = ("id", "formulator-sheet") in attributes
        self.in_picture = self.in_picture or tag == "figure"
        if tag in ("tr", "dt", "p"):
            self.row = []
        if tag in ("th", "td", "dt", "dd", "p"):
            self.words = []
        carried = dict(attributes)
        self.part = carried.get("data-part") or ""
        if "data-path" in carried:
            self.values.append((carried["data-path"] or "", carried.get("data-value") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self.in_data = False
        if tag == "figure":
            self.in_picture = False
        self.part = ""
        if tag in ("th", "td", "dt", "dd", "p"):
            self.row.append("".join(self.words))
        if tag in ("tr", "dd", "p"):
            self.rows.append(tuple(self.row))

    def handle_data(self, data: str) -> None:
        if self.in_data:
            self.data.append(data)
        elif self.part:
            self.parts[self.part] = self.parts.get(self.part, "") + data
        elif not self.in_picture:
            self.words.append(data)


def _html(data: bytes, name: str) -> tuple[str, Seen]:
    page = _Page()
    text = data.decode("utf-8", "replace")
    page.feed(text)
    page.close()
    if not page.data:
        raise _missing(name)
    changed = tuple(found["name"] for found in _DRAWING.finditer(text) if drawing_hash(found["svg"]) != found["hash"])
    return "".join(page.data), Seen(rows=tuple(page.rows), values=tuple(page.values), parts=page.parts, changed=changed)


_DRAWING = re.compile(r'<figure data-plot="(?P<name>[^"]*)" data-sha256="(?P<hash>[^"]*)">(?P<svg>.*?)</figure>', re.DOTALL)


def _pdf(data: bytes, name: str) -> tuple[str, Seen]:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        attached = reader.attachments.get(ATTACHMENT)
        pages = tuple("".join(page.extract_text().split()) for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as problem:
        raise SheetError(f"{name} cannot be read as a PDF: {type(problem).__name__}.") from None
    if not attached:
        raise _missing(name)
    return attached[0].decode("utf-8", "replace"), Seen(text="".join(pages), pages=pages)


def _xlsx(data: bytes, name: str) -> tuple[str, Seen]:
    from formulator.sheets import xlsx

    try:
        text, rows, parts = xlsx.read(data)
    except SheetError as problem:
        raise SheetError(f"{name}: {problem}") from None
    if text is None:
        raise _missing(name)
    return text, Seen(rows=rows, parts=parts)
