"""What leaves the program must do nothing to whoever opens it: R17."""

from __future__ import annotations

import csv
import dataclasses
import functools
import html.parser
import io
import re

import hostile
import openpyxl
from figures.measure import VALID, Measured

from formulator import catalogue, storage
from formulator.errors import ProjectFileError
from formulator.project import Project
from formulator.sheets import build, markdown, separated, table, xlsx
from formulator.sheets import html as page
from formulator.sheets.content import Sheet
from formulator.ui.document import file_name
from formulator.uncertainty import propagate

NOW = "2026-01-01T00:00:00Z"
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
TEXTS = (*hostile.FORMULA, *hostile.HTML, *hostile.UNICODE, *hostile.NAMES)
_STARTS = ("=", "+", "-", "@", "\t", "\r")


@functools.cache
def _known() -> catalogue.Catalogue:
    return catalogue.load()


def _sheet(text: str) -> Sheet:
    """A sheet of a project in which every free text is this one."""
    base = storage.load(VALID).project
    variant = dataclasses.replace(base.variant(), name=text, note=text)
    project: Project = dataclasses.replace(base.with_variant(variant), title=text, description=text, authors=(text,), tags=(text,))
    prediction = propagate(variant.design, _known(), draws=64, seed=0)
    return build(project, variant, _known(), prediction, now=NOW, seed=0, draws=64)


class _Reader(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attributes:
            leads_away = name in ("src", "href", "action") and not re.match(r"#|data:image/|https://doi\.org/", value or "")
            if name.startswith("on") or leads_away:
                self.active.append(f"{tag} {name}={value}")


def _read(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(text)
    return reader


def inert(count: int) -> Measured:
    """R17: a project whose every text is hostile, as CSV of both kinds, XLSX, HTML and Markdown, and as the name of a file."""
    texts, wrong, formulas, names = TEXTS[:: max(1, len(TEXTS) // count)], [], 0, 0
    ours = _read(page.page(_sheet("plain"), {})).tags
    refused = 0
    for text in texts:
        names += not _is_safe(file_name(text, ".formulation"))
        try:
            sheet = _sheet(text)
        except ProjectFileError:  # No project can hold such a text.
            refused += 1
            continue
        loose = []
        for decimal, between in separated.SEPARATORS.items():
            cells = [cell for row in csv.reader(io.StringIO(table.text(sheet, decimal)), delimiter=between) for cell in row]
            loose += [cell for cell in cells if cell.startswith(_STARTS) and not _is_number(cell.replace(decimal, "."))]
        book = openpyxl.load_workbook(io.BytesIO(xlsx.document(sheet)))
        made = [cell.coordinate for tab in book for row in tab.iter_rows() for cell in row if cell.data_type == "f"]
        formulas += len(loose) + len(made)
        reader = _read(page.page(sheet, {}))
        if reader.tags - ours or reader.active:
            wrong.append(f"{text[:20]!r}: {sorted(reader.tags - ours)} {reader.active[:1]}")
        if re.search(r"(?<![\\`])<(script|img|style|a)\b", markdown.text(sheet)):
            wrong.append(f"markup in Markdown: {text[:20]!r}")
    words = (
        f"{len(texts)} hostile texts in every field ({refused} refused by the project): {formulas} formula cells, "
        f"{len(wrong)} with markup or links of their own, {names} unsafe file names"
    )
    return Measured(words + (f"; {'; '.join(wrong[:3])}" if wrong else ""), formulas == len(wrong) == names == 0)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _is_safe(name: str) -> bool:
    stem = name.partition(".")[0].rstrip().upper()
    return (
        not re.search(r'[<>:"/\\|?*\x00-\x1f]', name) and not name.endswith((".", " ")) and not name.startswith("-")
        and stem not in RESERVED and len(name.encode()) <= 120
    )  # fmt: skip
