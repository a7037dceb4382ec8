"""A company's template for its sheets: heading, number, logo, order of sections, and what fills the lines that would stay empty."""

from __future__ import annotations

import dataclasses
import re
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from formulator.errors import SheetError
from formulator.sheets.content import Cell, Section
from formulator.sheets.html import plain
from formulator.storage import read_bytes

LAST = 16
LONGEST = 300
MOST_BYTES = 1_000_000
_WORDS = {"title": 60, "company": 60, "number": 24, "revision": 12}
"""Keys of one line and how long it may be."""
_DRAWN = frozenset(
    {
        *("svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop", "clipPath"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Template:
    """What a template says; empty where it says nothing. `logo` is SVG text."""

    title: str = ""
    company: str = ""
    number: str = ""
    revision: str = ""
    order: tuple[int, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    logo: str = ""

    def applied(self, sections: Sequence[Section]) -> tuple[Section, ...]:
        """The sections with empty lines filled in, in the order asked for; none is left out."""
        filled = [dataclasses.replace(section, pairs=tuple(self._pair(*pair) for pair in section.pairs)) for section in sections]
        place = {number: position for position, number in enumerate(self.order)}
        return tuple(sorted(filled, key=lambda section: (place.get(section.number, LAST), section.number)))

    def _pair(self, name: str, entry: Cell) -> tuple[str, Cell]:
        text = self.fields.get(name)
        return (name, Cell(text=text)) if entry.blank and text else (name, entry)


def of_data(data: Any, name: str) -> Template:
    """The template that plain data describes; every key is checked."""
    if not isinstance(data, dict):
        raise SheetError(f"{name}: a template is a table of keys.")
    known = {entry.name for entry in dataclasses.fields(Template)}
    for key in data:
        if key not in known:
            raise SheetError(f"{name}: '{key}' is not a key of a template. There are: {', '.join(sorted(known))}.")
    words = {key: _word(data[key], key, name, longest) for key, longest in _WORDS.items() if key in data}
    order = data.get("order", ())
    numbers = tuple(order) if isinstance(order, (list, tuple)) else (None,)
    if any(isinstance(one, bool) or not isinstance(one, int) or not 1 <= one <= LAST for one in numbers) or len(set(numbers)) != len(
        numbers
    ):
        raise SheetError(f"{name}: order takes numbers of sections from 1 to {LAST}, each once.")
    fields = data.get("fields", {})
    if not isinstance(fields, dict):
        raise SheetError(f'{name}: fields is a table such as "Site" = "Building 3".')
    filled = {_word(key, "fields", name): _word(value, f"fields.{key}", name) for key, value in fields.items()}
    return Template(**words, order=tuple(int(one) for one in numbers), fields=filled, logo=_logo(str(data.get("logo", "")), name))


def _word(value: Any, key: str, name: str, longest: int = LONGEST) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > longest or plain(value) != value or "\n" in value:
        raise SheetError(f"{name}: {key} takes text on one line, at most {longest} characters.")
    return value


def _logo(text: str, name: str) -> str:
    """The drawing, when it is one that draws and does nothing else."""
    if not text:
        return ""
    refusal = SheetError(f"{name}: the logo is not a plain SVG drawing with a viewBox, without scripts, pictures and links.")
    if "<!" in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL) or "url(http" in text or "@import" in text:
        raise refusal
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        raise refusal from None
    if root.tag.rpartition("}")[2] != "svg" or "viewBox" not in root.attrib:
        raise refusal
    for element in root.iter():
        names = [key.rpartition("}")[2].lower() for key in element.attrib]
        if element.tag.rpartition("}")[2] not in _DRAWN or any(key.startswith("on") or key in ("href", "src") for key in names):
            raise refusal
    return text[text.index("<svg") :]


def read(path: Path) -> Template:
    """The template in a file; its logo is the SVG file it names, beside it."""
    try:
        data = tomllib.loads(read_bytes(path, MOST_BYTES).decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SheetError(f"{path.name} is not a template in TOML: {problem}.") from None
    logo = data.get("logo")
    if logo is not None:
        if not isinstance(logo, str) or Path(logo).name != logo:
            raise SheetError(f"{path.name}: logo names an SVG file in the folder of the template.")
        data = {**data, "logo": read_bytes(path.parent / logo, MOST_BYTES).decode("utf-8-sig", "replace")}
    return of_data(data, path.name)
