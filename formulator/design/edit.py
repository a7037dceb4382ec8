"""Reads and replaces one field of a design by its path; turns typed text into what the field holds."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import math
import re
from typing import Any

from formulator.design.field import Field
from formulator.design.records import Carrier, Design, Ligand, Medium, Payload, Process, Target
from formulator.design.table import BY_PATH
from formulator.errors import FieldError, UnitError, UsageError
from formulator.units import Value, format_value, parse

Entry = Value | str | None
HALF_RANGE = 1.6448536269514722
"""Standard deviations from the middle of a normal law to the end of its 90 % range."""
_REPEATED = {"ligand": ("ligands", Ligand), "payload": ("payloads", Payload)}
_SINGLE = {"carrier": Carrier, "process": Process, "medium": Medium, "target": Target}
_RATIO = re.compile(r"^\s*([0-9.,]+)\s*:\s*([0-9.,]+)\s*$")
"""3:1, the way in which a ratio of streams is written; it is kept as the sum that it is."""
_NUMBERED = re.compile(r"^(ligand|payload)\.([1-9][0-9]?)\.([a-z_]+)$")


@functools.lru_cache(maxsize=1024)
def split(path: str) -> tuple[str, int, str]:
    """Section, index and attribute of a path; `ligand.density` is the first ligand, `ligand.2.density` the second."""
    numbered = _NUMBERED.match(path)
    if numbered:
        return numbered[1], int(numbered[2]) - 1, numbered[3]
    section, _, name = path.partition(".")
    return section, 0, name


def field(path: str) -> Field:
    """The table row of a path; raises UsageError with the nearest names for a path that does not exist."""
    section, _, name = split(path)
    row = BY_PATH.get(f"{section}.{name}")
    if row is None:
        near = difflib.get_close_matches(path, BY_PATH, n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else " `formulator schema` lists all paths."
        raise UsageError(f"There is no field '{path}'.{hint}")
    return row


def get(design: Design, path: str) -> Entry:
    """What stands in a field; None when nothing was given."""
    section, index, name = split(path)
    if section in _REPEATED:
        records = getattr(design, _REPEATED[section][0])
        return getattr(records[index], name) if index < len(records) else None
    return getattr(getattr(design, section), name)  # type: ignore[no-any-return]


def replaced(design: Design, path: str, entry: Entry) -> Design:
    """A design with one field changed; the same object when nothing changes."""
    field(path)
    if get(design, path) == entry and _typed(get(design, path)) == _typed(entry):
        return design
    section, index, name = split(path)
    if section not in _REPEATED:
        record = dataclasses.replace(getattr(design, section), **{name: entry})
        return dataclasses.replace(design, **{section: record})
    attribute, kind = _REPEATED[section]
    records = list(getattr(design, attribute))
    if index > len(records):
        raise UsageError(
            f"{path}: there {'is' if len(records) == 1 else 'are'} {len(records)} so far; add number {len(records) + 1} first."
        )
    if index == len(records):
        records.append(kind())
    records[index] = dataclasses.replace(records[index], **{name: entry})
    changed: dict[str, Any] = {attribute: tuple(records)}
    return dataclasses.replace(design, **changed)


def _typed(entry: Entry) -> str | None:
    return entry.typed if isinstance(entry, Value) else None


def read(path: str, text: str, decimal: str = ".") -> Entry:
    """What typed text means in a field: a Value, a word, or None for empty text. Raises FieldError in words.

    Materials are checked against the catalogue by whoever holds one; here any word passes for a pick.
    """
    row = field(path)
    if not text.strip():
        return None
    if row.kind == "quantity":
        return read_quantity(row, text, decimal, path)
    word = text.strip()
    if row.kind == "choice" and word not in row.options:
        by_label = {label.lower(): option for option, label in row.options.items()}
        if word.lower() not in by_label:
            raise FieldError(path, f"'{word}' is not one of the choices. It takes: {', '.join(row.options)}.")
        return by_label[word.lower()]
    return word


def read_quantity(row: Field, text: str, decimal: str = ".", path: str = "") -> Value:
    """What typed text means for one row of a table of fields; `path` is how the person named it."""
    where = path or row.path
    if row.is_ratio and (parts := _RATIO.match(text)):
        text = f"={parts[1]}/{parts[2]}"
    try:
        value = parse(text, row.units if len(row.units) > 1 else row.units[0], decimal=decimal, laws=True)
    except UnitError as problem:
        error = FieldError(where, str(problem))
        error.__cause__ = problem
        raise error from problem
    check_row(row, value, where)
    _check_spread(row, value, where)
    return value


def _check_spread(row: Field, value: Value, path: str) -> None:
    """Refuse a typed spread that says nothing, or one whose 90 % range holds values that cannot be."""
    check_ends(row, value, path)
    if value.sd is None:
        return
    typed = value.typed or f"{value.magnitude:g} ± {value.sd:g} {value.unit}"
    if value.sd == 0:
        raise FieldError(path, f"{typed} has no spread. Leave ± 0 out for an exact value, or give a spread above zero.")
    reach = value.magnitude - HALF_RANGE * value.sd
    if row.domain[0] == 0 and reach < 0:
        words = f"{typed} reaches below zero: its 5 % lies at {reach:.2g} {value.unit}".rstrip()
        taken = f"A spread of up to {_floored(value.magnitude / HALF_RANGE)} {value.unit}".rstrip()
        raise FieldError(path, f"{words}. {row.label} never lies there. {taken} is taken.")


def check_ends(row: Field, value: Value, path: str = "") -> None:
    """Refuse a range that holds values that cannot be, such as one that crosses zero."""
    for end in () if value.law is None or value.law[0] == "lognormal" else value.law[1:]:
        low, high = row.domain
        if not low <= Value(end, value.unit).si <= high:
            said = f"{value.typed or format_value(value)} reaches {'below zero' if low == 0 > end else 'too far'}: its end {end:g}"
            words = f"{said} {value.unit}".rstrip() + f" cannot be. {row.label} lies {_bounds(low, high, row.units[0])}."
            raise FieldError(path or row.path, words)


def _floored(value: float) -> str:
    """Two digits of a number, never more than it."""
    place = 10.0 ** (math.floor(math.log10(value)) - 1) if value > 0 else 1.0
    return f"{math.floor(value / place) * place:.2g}"


def check(path: str, value: Value) -> None:
    """Refuse a value that the field cannot hold at all: wrong dimension, or outside where the quantity exists."""
    check_row(field(path), value, path)


def check_row(row: Field, value: Value, path: str = "") -> None:
    """The same for one row of a table of fields."""
    path = path or row.path
    si = None
    for unit in row.units:
        try:
            value.to(unit)
        except UnitError:
            continue
        si = value.si
        break
    if si is None:
        raise FieldError(
            path,
            f"{value.typed or value.magnitude} is in {value.unit or 'no unit'}. "
            f"{row.label} takes {', '.join(unit or 'a plain number' for unit in row.units)}.",
        )
    low, high = row.domain
    if math.isinf(si):
        raise FieldError(path, f"{value.typed or f'{value.magnitude:g} {value.unit}'} is too large to be reckoned with.")
    if not low <= si <= high:
        first = row.units[0]
        raise FieldError(
            path,
            f"{value.typed or f'{value.magnitude:g} {value.unit}'} cannot be. {row.label} lies {_bounds(low, high, first)}.",
        )


def _bounds(low: float, high: float, unit: str) -> str:
    def words(si: float) -> str:
        return (
            f"{si / Value(1.0, unit).si:.4g} {unit}".strip()
            if unit not in ("degC", "pH")
            else f"{Value(si, 'K').to('degC'):.4g} degC"
            if unit == "degC"
            else f"{si:g}"
        )

    if high == float("inf"):
        return f"at or above {words(low)}"
    return f"between {words(low)} and {words(high)}"


def paths(design: Design) -> tuple[str, ...]:
    """Every path of this design in table order, repeated sections numbered from the second on."""
    return _paths(**{section: len(getattr(design, attribute)) for section, (attribute, _) in _REPEATED.items()})


@functools.lru_cache(maxsize=64)
def _paths(**counts: int) -> tuple[str, ...]:
    found = []
    for row in BY_PATH.values():
        found.append(row.path)
        if row.section in counts:
            found.extend(f"{row.section}.{number}.{row.name}" for number in range(2, counts[row.section] + 1))
    return tuple(found)
