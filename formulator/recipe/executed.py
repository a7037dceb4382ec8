"""What was really made: an executed batch beside its design, typed in piece by piece and then locked."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from formulator.bench import COMPONENTS
from formulator.errors import FieldError, UnitError, UsageError
from formulator.prediction import OUTPUT_BY_PATH
from formulator.project import Batch, Project
from formulator.units import Value, parse

T = TypeVar("T", str, Value)
YIELD = "yield"
LONGEST = 300
_NAME = re.compile(r"^[a-z][a-z0-9_-]{0,40}$")
_KINDS = "weight.COMPONENT, lot.COMPONENT, time.NAME, result.OUTPUT, result.yield or deviation"


def batch(project: Project, number: str) -> Batch | None:
    """The executed batch of this number, None when there is none."""
    return next((one for one in project.batches if one.number == number), None)


def begun(project: Project, variant: str, number: str) -> Batch:
    """A new record under a free id."""
    taken = {one.id for one in project.batches}
    free = next(f"b{count}" for count in range(1, len(taken) + 2) if f"b{count}" not in taken)
    return Batch(id=free, variant=variant, number=_line("number", number))


def edited(record: Batch, edits: Iterable[str]) -> Batch:
    """The record with every edit in it; a locked one takes none."""
    edits = tuple(edits)
    if record.locked and edits:
        raise UsageError(
            f"Batch {record.number} is locked. Write what is to be corrected as a new record, or as a deviation of the next revision."
        )
    for text in edits:
        path, sign, typed = text.partition("=")
        if not sign:
            raise UsageError(f"'{text}' is not PATH=VALUE. It takes {_KINDS}.")
        record = _edited(record, path.strip(), typed.strip())
    return record


def _edited(record: Batch, path: str, typed: str) -> Batch:
    kind, _, name = path.partition(".")
    if kind == "deviation" and not name:
        return dataclasses.replace(record, deviations=(*record.deviations, _line(path, typed)))
    if kind in ("operator", "date") and not name:
        return dataclasses.replace(record, **{kind: _line(path, typed)})  # type: ignore[arg-type]
    if kind in ("weight", "lot"):
        if name not in COMPONENTS:
            raise UsageError(f"There is no component '{name}'. There are: {', '.join(COMPONENTS)}.")
        if kind == "lot":
            return dataclasses.replace(record, lots=_put(record.lots, name, _line(path, typed)))
        return dataclasses.replace(record, weights=_put(record.weights, name, _quantity(path, typed, ("mg", "uL"))))
    if kind == "time" and _NAME.match(name):
        return dataclasses.replace(record, times=_put(record.times, name, _line(path, typed)))
    if kind == "result" and name == YIELD:
        return dataclasses.replace(record, results=_put(record.results, name, _quantity(path, typed, ("%", "mg"))))
    if kind == "result" and name in OUTPUT_BY_PATH:
        return dataclasses.replace(record, results=_put(record.results, name, _quantity(path, typed, (OUTPUT_BY_PATH[name].unit,))))
    raise UsageError(f"A batch has no '{path}'. It takes {_KINDS}.")


def _put(entries: tuple[tuple[str, T], ...], name: str, entry: T | None) -> tuple[tuple[str, T], ...]:
    """The entries with one set, or taken out when it is empty."""
    kept = {key: value for key, value in entries if key != name}
    if entry is not None and entry != "":
        kept[name] = entry
    return tuple(kept.items())


def _quantity(path: str, typed: str, units: tuple[str, ...]) -> Value | None:
    if not typed:
        return None
    try:
        return parse(typed, units if len(units) > 1 else units[0])
    except UnitError as problem:
        raise FieldError(path, str(problem)) from problem


def _line(path: str, typed: str) -> str:
    text = " ".join(typed.split())
    if len(text) > LONGEST:
        raise FieldError(path, f"the text has {len(text)} characters. At most {LONGEST} are kept.")
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in text):
        raise FieldError(path, f"{text!r} holds a hidden character. Plain text on one line is kept.")
    return text


def with_batch(project: Project, record: Batch) -> Project:
    """The project with this record in it, in the place of the one with its id."""
    others = tuple(record if one.id == record.id else one for one in project.batches)
    return dataclasses.replace(project, batches=others if record in others else (*others, record))
