"""From an instrument's table to measured batches: which column is which quantity, in which unit, with which decimal sign.

What the file does not say is asked, never guessed: a column without a unit, a decimal sign that may group thousands.
Repeats of one batch stay single values; they are averaged where they are compared, so nothing of the file is lost.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from formulator.errors import DataFileError, UnitError, UsageError
from formulator.measurements import table as tables
from formulator.measurements.columns import BY_PATH, ROLES, Column, column, headings_of, is_text_role, recognised, worth
from formulator.outputs import OUTPUT_BY_PATH
from formulator.units import Value, parse

NOTHING = ("", "-", "--", "—", "n/a", "na", "nan", "#n/a", "none", "null")
_NUMBER = re.compile(r"[+\-−]?(?:[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)(?:[eE][+\-]?[0-9]+)?")
_AVERAGE = re.compile(r"[\s:,(\[-]*\b(?:average|averaged|mean)\b[\s:,)\]-]*", re.IGNORECASE)
_STATISTIC = re.compile(r"\b(?:std\.? ?dev\.?|standard deviation|%? ?rsd|minimum|maximum)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<stem>.*\S)[ _]+(?P<number>[0-9]{1,3})")
_BATCH_WORD = re.compile(r"(?:batch|lot|charge|ansatz|prep|preparation|nr\.?|no\.?|#)$", re.IGNORECASE)
_LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One batch in a file: every value of every repeat, in the order of the rows."""

    name: str
    values: tuple[tuple[str, Value], ...]
    date: str = ""
    operator: str = ""

    def of(self, path: str) -> tuple[Value, ...]:
        """The repeats of one quantity."""
        return tuple(value for name, value in self.values if name == path)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a file says, how it was read, and sentences about what was left out or taken together.

    `columns` holds what each quantity or role was read from, as `Heading` or `Heading [unit]`; an empty text leaves one out.
    """

    name: str
    sha256: str
    heads: tuple[str, ...]
    columns: Mapping[str, str]
    samples: tuple[Sample, ...]
    decimal: str
    separator: str
    encoding: str
    notices: tuple[str, ...] = ()


def read(
    data: bytes,
    name: str,
    columns: Mapping[str, str] | None = None,
    *,
    remembered: Mapping[str, str] | None = None,
    decimal: str = "",
    repeats: str = "auto",
) -> Reading:
    """The measured batches in a file's bytes.

    `columns` says where a quantity stands when its heading does not; it must hold. `remembered` is what was said of
    earlier files; of it counts what this file has. `repeats` is "auto", "names" (each name is a batch of its own) or
    "numbers" (names that differ in a last number are repeats of one batch).
    """
    base = PurePath(name).name or "The file"
    table = tables.read(data, base, worth)
    found = _columns(table.heads, columns or {}, remembered or {}, base)
    if not any(path in BY_PATH for path in found):
        accepted = ", ".join(f"'{row.example}'" for row in BY_PATH.values())
        raise DataFileError(f"{base} has no column that is known: its heading is '{'; '.join(table.heads)[:200]}'. Known are {accepted}.")
    sign = decimal or _decimal(table, found, base)
    rows, notices = _kept(table, found)
    named = {at: _cell(rows[at][1], found, "name") or PurePath(base).stem for at in range(len(rows))}
    batches, said = _batches(named, repeats)
    samples = _samples(rows, batches, found, sign, base)
    if not samples:
        raise DataFileError(f"{base} has no value in the columns {', '.join(repr(one.head) for one in found.values())}.")
    used = {path: one.spec for path, one in found.items()} | {path: "" for path, spec in (columns or {}).items() if not spec}
    return Reading(
        name=base, sha256=hashlib.sha256(data).hexdigest(), heads=table.heads, columns=used, samples=samples, decimal=sign,
        separator=table.separator, encoding=table.encoding, notices=(*notices, *said),
    )  # fmt: skip


def _columns(heads: Sequence[str], given: Mapping[str, str], remembered: Mapping[str, str], name: str) -> dict[str, Column]:
    """Which column is which: what is said now, then what was said of earlier files, then what the headings say."""
    found = recognised(heads)
    sure = set(given)
    for path, spec in remembered.items():
        if not spec:
            found.pop(path, None)
            continue
        try:
            found[path] = column(path, spec, heads)
            sure.add(path)
        except UsageError:
            continue  # This file has no such heading: it was another kind of file.
    for path, spec in given.items():
        if path not in BY_PATH and not is_text_role(path):
            raise UsageError(f"'{path}' cannot be read from a file. There are: {', '.join((*BY_PATH, *ROLES))}.")
        found.pop(path, None)
        if spec:
            found[path] = column(path, spec, heads)
    for path, one in found.items():
        several = headings_of(path, heads)
        if len(several) > 1 and path not in sure:
            words = f"{len(several)} headings could be {OUTPUT_BY_PATH[path].label}: {', '.join(repr(head) for head in several)}"
            raise DataFileError(f'{name}: {words}. Say which: {path}="{one.head}".', "column", path, candidates=several)
        if path in BY_PATH and one.unit is None:
            unit = OUTPUT_BY_PATH[path].unit
            raise DataFileError(
                f"{name}: the heading '{one.head}' names no unit. Say it: {path}=\"{one.head} [{unit}]\".",
                "unit", path, one.head, BY_PATH[path].units,
            )  # fmt: skip
    return found


# -- the decimal sign


def _decimal(table: tables.Table, found: Mapping[str, Column], name: str) -> str:
    """The decimal sign of the file: what its own numbers prove. A sign that may group thousands everywhere is asked about."""
    places = {one.place for path, one in found.items() if path in BY_PATH}
    own = _signs(cell for row in table.rows for place, cell in enumerate(row) if place in places)
    signs = own if own[0] else _signs(cell for row in table.rows for cell in row)
    proven, open_cells = signs[0], own[1]
    if len(proven) == 2:
        both = f"a decimal comma ('{proven[',']}') and with a decimal point ('{proven['.']}')"
        raise DataFileError(f"{name} has numbers with {both}. One of the two is needed.")
    if proven:
        return next(iter(proven))
    commas = [cell for cell in open_cells if "," in cell]
    if not commas:
        return "."
    said = commas[0]
    ways = f"{said.replace(',', '.')} or {said.replace(',', '')}"
    raise DataFileError(
        f"{name}: '{said}' can be {ways}. Say which decimal sign the file has: comma or point.",
        "decimal", candidates=(",", "."),
    )  # fmt: skip


def _signs(cells: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Decimal signs that are proven, each with a number that proves it, and numbers that prove nothing."""
    proven: dict[str, str] = {}
    unclear: list[str] = []
    for cell in cells:
        text = cell.strip()
        if not _NUMBER.fullmatch(text):
            continue
        body = re.split("[eE]", text.lstrip("+-−"))[0]
        marks = re.findall("[.,]", body)
        if not marks:
            continue
        whole, _, part = body.rpartition(marks[-1])
        if len(set(marks)) == 2:
            proven.setdefault(marks[-1], text)
        elif len(marks) > 1:
            if len(part) == 3:
                proven.setdefault("." if marks[0] == "," else ",", text)
        elif len(part) != 3 or whole.startswith("0") or not whole or len(whole) > 3:
            proven.setdefault(marks[0], text)
        else:
            unclear.append(text)
    return proven, unclear


# -- rows and batches


def _cell(row: Sequence[str], found: Mapping[str, Column], role: str) -> str:
    one = found.get(role)
    text = row[one.place] if one is not None else ""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:_LONGEST]


def _kept(table: tables.Table, found: Mapping[str, Column]) -> tuple[list[tuple[int, tuple[str, ...]]], list[str]]:
    """Rows that are measurements: spreads are left out, and averages of rows that are there themselves."""
    rows, averages, left_out = [], [], 0
    for line, row in zip(table.lines, table.rows, strict=True):
        words = f"{_cell(row, found, 'name')} {_cell(row, found, 'type')}"
        if _STATISTIC.search(words):
            left_out += 1
        elif _AVERAGE.search(words):
            averages.append((line, row))
        else:
            rows.append((line, row))
    names = {stem(_cell(row, found, "name")) for _, row in rows}
    for line, row in averages:
        if stem(_AVERAGE.sub(" ", _cell(row, found, "name"))) in names or ("name" not in found and rows):
            left_out += 1
        else:
            rows.append((line, row))
    rows.sort(key=lambda one: one[0])
    notices = [f"{left_out} row{'s' if left_out > 1 else ''} of averages or spreads left out; the single values count."] if left_out else []
    return rows, notices


def stem(name: str) -> str:
    """A name without its last number, for comparing."""
    numbered = _NUMBERED.fullmatch(name.strip())
    return (numbered["stem"] if numbered else name).strip().casefold()


def _batches(named: Mapping[int, str], repeats: str) -> tuple[dict[int, str], list[str]]:
    """The batch of each row. The Zetasizer writes repeats as `name 1`, `name 2`, `name 3`: taken as one batch, and said."""
    if repeats == "names":
        return dict(named), []
    groups: dict[str, dict[int, list[int]]] = {}
    for at, name in named.items():
        numbered = _NUMBERED.fullmatch(name)
        if numbered is not None:
            groups.setdefault(numbered["stem"], {}).setdefault(int(numbered["number"]), []).append(at)
    found, notices = dict(named), []
    for stem, rows in groups.items():
        once = max(len(at) for at in rows.values()) <= 2
        in_order = sorted(rows) == list(range(1, len(rows) + 1)) and len(rows) > 1
        if repeats != "numbers" and not (once and in_order and not _BATCH_WORD.search(stem)):
            continue
        found.update({at: stem for places in rows.values() for at in places})
        first, last = (named[rows[number][0]] for number in (min(rows), max(rows)))
        if len(rows) > 1:
            notices.append(f"'{first}' to '{last}' are taken as {len(rows)} repeats of one batch, '{stem}'.")
    return found, notices


def _samples(
    rows: Sequence[tuple[int, Sequence[str]]], batches: Mapping[int, str], found: Mapping[str, Column], sign: str, name: str
) -> tuple[Sample, ...]:
    values: dict[str, list[tuple[str, Value]]] = {}
    texts: dict[str, dict[str, str]] = {}
    for at, (line, row) in enumerate(rows):
        batch = batches[at]
        kind = _cell(row, found, "type").casefold()
        for path in BY_PATH:
            one = found.get(path)
            if one is None or not _belongs(path, kind):
                continue
            value = _value(row[one.place], one, path, sign, f"{name}, line {line}, '{one.head}'")
            if value is not None:
                values.setdefault(batch, []).append((path, value))
        known = texts.setdefault(batch, {})
        for role in ("date", "operator"):
            known[role] = known.get(role) or _cell(row, found, role)
    return tuple(Sample(name=batch, values=tuple(given), **texts[batch]) for batch, given in values.items())


def _belongs(path: str, kind: str) -> bool:
    """Rows of a zeta measurement carry no size, whatever stands in the column, and the other way round."""
    if "zeta" in kind:
        return not path.startswith("size.")
    return not (path.startswith("charge.") and "size" in kind)


def _value(text: str, one: Column, path: str, sign: str, where: str) -> Value | None:
    if text.strip().casefold() in NOTHING:
        return None
    try:
        value = parse(text, one.unit or "", sign)
    except UnitError as problem:
        raise DataFileError(f"{where}: {problem}") from None
    output = OUTPUT_BY_PATH[path]
    if output.scale != "linear" and value.magnitude == 0:
        return None  # The instrument writes 0 where it found nothing.
    if output.scale != "linear" and value.magnitude < 0:
        raise DataFileError(f"{where}: '{text}' is below zero. {output.label} is always above.")
    if output.scale == "logit" and value.si >= 1:
        raise DataFileError(f"{where}: '{text}' is not below 100 %. {output.label} is a share; its unit may be another.")
    return Value(value.magnitude * one.times, value.unit)
