"""Whether a sheet still says what was computed: what is seen equals what is embedded, and that equals what is computed anew."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from formulator import __version__, storage
from formulator.catalogue import Catalogue
from formulator.errors import SheetError
from formulator.sheets import content, html, template, xlsx
from formulator.sheets.content import Cell, Section, Sheet
from formulator.sheets.html import plain
from formulator.sheets.reading import Seen, read, sheet_of
from formulator.sheets.xlsx import NUMBER, fitted, lines_of

SAME = 1e-9
"""Recomputed numbers agree when they differ relatively by no more than this."""
MOST_DRAWS = 200_000
_LISTED = 40


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One field that does not hold: where, what the sheet says, what it should say."""

    field: str
    said: str
    expected: str
    kind: str

    @property
    def text(self) -> str:
        """In a sentence."""
        words = {
            "seen": f"shows {self.said}, but {self.expected} is embedded.",
            "embedded": f"{self.said} is embedded, but {self.expected} is computed from the inputs.",
            "digest": f"{self.said}, but the content hashes to {self.expected}.",
            "engine": f"{self.said} is embedded; this program computes {self.expected}.",
        }
        return f"{self.field}: {words[self.kind]}"


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was checked and what does not hold."""

    engine: str
    same_engine: bool
    numbers: int
    findings: tuple[Finding, ...] = field(default=())


def verify(path: Path, catalogue: Catalogue) -> Report:
    """Check a sheet. Raises SheetError or ProjectFileError for a file that is no sheet."""
    data, seen = read(path)
    embedded = sheet_of(data)
    engine = embedded.data.get("engine", {})
    broken = _hash(embedded, str(data.get("content_sha256", "")))
    found = [*_unseen(embedded, seen), *broken]
    anew = recomputed(embedded, catalogue)
    same = (engine.get("version"), engine.get("catalogue")) == (__version__, anew.data["engine"]["catalogue"])
    # Somebody has changed a digit: then even the last one counts, so that the field is named.
    within = 0.0 if broken else SAME
    found += _outputs(embedded, anew, same, within)
    if same:
        found += _cells(embedded, anew, within)
    numbers = sum(entry.get("value") is not None for entry in anew.data["outputs"].values())
    said = f"formulator {engine.get('version', '?')}, catalogue {str(engine.get('catalogue', '?'))[:8]}"
    return Report(engine=said, same_engine=same, numbers=numbers, findings=tuple(_first_by_field(found)[:_LISTED]))


def recomputed(embedded: Sheet, catalogue: Catalogue) -> Sheet:
    """The same sheet made anew from the inputs that it carries."""
    from formulator.evaluation import evaluate
    from formulator.uncertainty import propagate

    try:
        engine = embedded.data["engine"]
        draws, seed = int(engine["draws"]), int(engine["seed"])
        document = json.dumps(embedded.data["file"]).encode()
        key = str(embedded.data["variant"])
    except (KeyError, TypeError, ValueError, OverflowError):
        raise SheetError("The embedded data lacks the inputs of the sheet, so nothing can be computed anew.") from None
    if not (0 <= draws <= MOST_DRAWS and 0 <= seed < 2**63):
        raise SheetError(f"The embedded data asks for {draws} draws with seed {seed}: no such sheet was ever made.")
    project = storage.loads(document, accept_changed=True).project
    variant = project.variant(key)
    known = catalogue.overlay(project.materials, project.calibrations)
    prediction = propagate(variant.design, known, draws=draws, seed=seed) if draws > 0 else evaluate(variant.design, known)
    record = next((one for one in project.batches if one.id == embedded.data.get("record")), None)
    said = embedded.data.get("template")
    house = template.of_data(said, "the embedded template") if said else None
    return content.build(project, variant, known, prediction, now=embedded.printed, seed=seed, draws=draws, record=record, template=house)


def _hash(embedded: Sheet, said: str) -> list[Finding]:
    if embedded.digest == said:
        return []
    return [Finding(field="content hash", said=f"the sheet says {said[:12] or 'nothing'}", expected=embedded.digest[:12], kind="digest")]


def _rows(section: Section) -> Iterator[tuple[str, str, tuple[Cell, ...]]]:
    """Where, what kind of row, and its cells."""
    where = f"section {section.number} {section.title}"
    for kind, cells in lines_of(section):
        first = cells[0].text if cells else ""
        yield (f"{where}, {'heads' if kind == 'head' else first}" if kind != "line" else where), kind, cells


def _unseen(embedded: Sheet, seen: Seen) -> list[Finding]:
    """What is seen against what is embedded."""
    if seen.text:
        return [*_on_pages(embedded, seen.pages), *_in_text(embedded, seen.text)]
    if not seen.rows:
        return []
    expected = [entry for section in embedded.sections for entry in _rows(section)]
    found = [
        Finding(field=f"drawing '{name}'", said="another drawing", expected="the one it was made with", kind="seen")
        for name in seen.changed
    ]
    found += _around(embedded, seen.parts or {})
    for position, (where, _, cells) in enumerate(expected):
        row = seen.rows[position] if position < len(seen.rows) else ()
        for column, entry in enumerate(cells):
            said = row[column].replace("\u00a0", "") if column < len(row) else ""
            if not _shows(entry, said):
                found.append(Finding(field=entry.path or where, said=f"'{said.lstrip(NUMBER)}'", expected=f"'{entry.text}'", kind="seen"))
    carried = [(entry.path, entry.value) for _, _, cells in expected for entry in cells if entry.path and entry.value is not None]
    for (path, value), (said_path, said_value) in zip(carried, seen.values, strict=False):
        if (path, repr(value)) != (said_path, said_value):
            found.append(Finding(field=path, said=f"{said_path} {said_value} unseen", expected=repr(value), kind="seen"))
    if len(seen.rows) != len(expected):
        found.append(Finding(field="number of rows", said=str(len(seen.rows)), expected=str(len(expected)), kind="seen"))
    return found


def _around(embedded: Sheet, said: dict[str, str]) -> list[Finding]:
    """Status, revision, headings and notes, as far as the file is of the kind that has them."""
    wanted = xlsx.parts(embedded) if any(name.startswith("page head") for name in said) else html.parts(embedded)
    return [
        Finding(field=name, said=f"'{said.get(name, '')}'", expected=f"'{plain(text)}'", kind="seen")
        for name, text in wanted.items()
        if "".join(said.get(name, "").split()) != "".join(plain(text).split())
    ]


def _on_pages(embedded: Sheet, pages: tuple[str, ...]) -> list[Finding]:
    """What stands on every page of paper. The status stands there twice while it lies behind the page as well."""
    named = f"{embedded.number}, revision {embedded.revision}"
    # The status comes before number and revision in the text of a page.
    wanted = {
        "status, number and revision": f"{embedded.status}{named}",
        "content hash on the page": f"content {embedded.digest[:12]}",
        "engine": embedded.engine,
        "time of printing": f"printed {embedded.printed}",
        "research use": content.RESEARCH_USE,
    }
    found = []
    for position, page in enumerate(pages, 1):
        for name, text in {**wanted, "page number": f"page {position} of {len(pages)} · content"}.items():
            if _legible(plain(text)) not in _legible(page):
                said = f"something else on page {position}"
                found.append(Finding(field=name, said=said, expected=f"'{text}'", kind="seen"))
    return found


def _shows(entry: Cell, said: str) -> bool:
    """Whether what is seen is the cell's number, or its text as far as a page shows it."""
    if said.startswith(NUMBER):
        # A workbook keeps 15 digits.
        return entry.is_number and entry.value is not None and math.isclose(float(said[1:]), entry.value, rel_tol=1e-13)
    wanted = "" if entry.blank else entry.text
    return said in (plain(wanted).replace("\u00a0", ""), fitted(wanted).replace("\u00a0", ""))


def _in_text(embedded: Sheet, text: str) -> list[Finding]:
    """Every row must stand in the text, one behind the other. Heads repeat on every page and are left out."""
    found, at = [], 0
    expected: list[tuple[str, str, tuple[Cell, ...]]] = []
    for section in embedded.sections:
        heading = f"{section.number} {section.title} {section.note}"
        expected += [(f"heading and note of section {section.number}", "title", (Cell(text=heading),)), *_rows(section)]
    text = _legible(text)
    for where, kind, cells in expected:
        wanted = _legible("".join(plain(entry.text) for entry in cells if not entry.blank))
        if kind == "head" or not wanted:
            continue
        place = text.find(wanted, at)
        if place < 0 and kind == "line" and (end := _in_order(cells[0].text, text, at)):
            at = end
        elif place < 0:
            field = next((entry.path for entry in cells if entry.path), where)
            said = " ".join(entry.text for entry in cells if entry.text)
            found.append(Finding(field=field, said="something else", expected=f"'{said}'", kind="seen"))
        elif len(wanted) > 2:
            at = place + len(wanted)
    return found


def _legible(text: str) -> str:
    """What comes back from paper as it was put there: no blanks, no lowered letters (D_h), no letters that a font may lack or join."""
    return "".join(filter(_comes_back, text))


def _comes_back(letter: str) -> bool:
    is_common = letter < _SCRIPTS or "\u1d00" <= letter < _PICTURES
    return is_common and letter != "_" and letter.isprintable() and not letter.isspace()


_SCRIPTS, _PICTURES = "\u0590", "\u2c00"
"""Latin, Greek and Cyrillic letters lie below the first, signs and arrows below the second."""


def _in_order(line: str, text: str, at: int) -> int:
    """Where a line ends whose words stand in order, with the foot and head of a page between them; 0 when one is missing."""
    for word in map(_legible, plain(line).split()):
        place = text.find(word, at)
        if place < 0:
            return 0
        at = place + len(word)
    return at


def _outputs(embedded: Sheet, anew: Sheet, same: bool, within: float) -> list[Finding]:
    """Embedded outputs against those computed now."""
    found = []
    kind = "embedded" if same else "engine"
    for path, entry in anew.data["outputs"].items():
        old = embedded.data.get("outputs", {}).get(path)
        if not isinstance(old, dict):
            found.append(Finding(field=path, said="nothing", expected=_number(entry["value"]), kind=kind))
            continue
        for name in ("value", "low", "high"):
            if not _equal(old.get(name), entry[name], within):
                place = path if name == "value" else f"{path} ({name})"
                found.append(Finding(field=place, said=_number(old.get(name)), expected=_number(entry[name]), kind=kind))
    if same and embedded.data.get("inputs") != anew.data["inputs"]:
        changed = [path for path, entry in anew.data["inputs"].items() if embedded.data.get("inputs", {}).get(path) != entry]
        found += [Finding(field=path, said="another input", expected=str(anew.data["inputs"][path]), kind="embedded") for path in changed]
    return found


def _equal(one: Any, other: Any, within: float) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=within, abs_tol=1e-300)
    return bool(one == other)


def _number(value: Any) -> str:
    if not isinstance(value, (int, float)):
        return "nothing" if value is None else str(value)
    short = f"{value:.10g}"
    return short if float(short) == value else repr(value)


def _cells(embedded: Sheet, anew: Sheet, within: float) -> list[Finding]:
    """Every text of the embedded sheet against the one made anew."""
    found = []
    for old, new in zip(embedded.sections, anew.sections, strict=False):
        for (_, _, texts), (where, _, expected) in zip(_rows(old), _rows(new), strict=False):
            for column, entry in enumerate(expected):
                old_cell = texts[column] if column < len(texts) else Cell(text="nothing")
                if (old_cell.text, old_cell.path, old_cell.blank) != (entry.text, entry.path, entry.blank):
                    field = entry.path or where
                    found.append(Finding(field=field, said=f"'{old_cell.text}'", expected=f"'{entry.text}'", kind="embedded"))
                elif not _equal(old_cell.value, entry.value, within):
                    said, expected_number = _number(old_cell.value), _number(entry.value)
                    found.append(Finding(field=entry.path or where, said=said, expected=expected_number, kind="embedded"))
    for name in ("title", "project", "variant", "number", "revision", "status"):
        if getattr(embedded, name) != getattr(anew, name):
            found.append(Finding(field=name, said=f"'{getattr(embedded, name)}'", expected=f"'{getattr(anew, name)}'", kind="embedded"))
    if not found and embedded.digest != anew.digest:
        found.append(Finding(field="content", said=embedded.digest[:12], expected=anew.digest[:12], kind="embedded"))
    return found


def _first_by_field(findings: list[Finding]) -> list[Finding]:
    seen: dict[str, Finding] = {}
    for finding in findings:
        seen.setdefault(finding.field, finding)
    return list(seen.values())
