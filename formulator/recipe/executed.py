"""What was really made: an executed batch beside its design, typed in piece by piece and then locked."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from formulator.bench import COMPONENTS
from formulator.errors import FieldError, UnitError, UsageError
from formulator.prediction import OUTPUT_BY_PATH
from formulator.project import Batch, Project, Specification
from formulator.recipe.plan import Plan
from formulator.units import Value, parse

T = TypeVar("T", str, Value)
YIELD = "yield"
DEVIATION = "deviation"
USUAL = ("size.z_average", "size.pdi", "charge.zeta", "loading.dlc", "loading.ee")
"""What is measured of a batch where no ranges say what."""
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


def edited(record: Batch, edits: Iterable[str], decimal: str = ".", unit: str = "") -> Batch:
    """The record with every edit in it; a locked one takes none. A bare number is in `unit` where one stands beside it."""
    edits = tuple(edits)
    if record.locked and edits:
        raise UsageError(
            f"Batch {record.number} is locked. Write what is to be corrected as a new record, or as a deviation of the next revision."
        )
    for text in edits:
        path, sign, typed = text.partition("=")
        if not sign:
            raise UsageError(f"'{text}' is not PATH=VALUE. It takes {_KINDS}.")
        record = _edited(record, path.strip(), typed.strip(), decimal, unit)
    return record


def _edited(record: Batch, path: str, typed: str, decimal: str, unit: str) -> Batch:
    kind, _, name = path.partition(".")

    def quantity(*units: str) -> Value | None:
        return _quantity(path, typed, tuple(dict.fromkeys((unit, *units) if unit else units)), decimal)

    if kind == DEVIATION and not name:
        return dataclasses.replace(record, deviations=(*record.deviations, _line(path, typed)))
    if kind in ("operator", "date") and not name:
        return dataclasses.replace(record, **{kind: _line(path, typed)})  # type: ignore[arg-type]
    if kind in ("weight", "lot"):
        if name not in COMPONENTS:
            raise UsageError(f"There is no component '{name}'. There are: {', '.join(COMPONENTS)}.")
        if kind == "lot":
            return dataclasses.replace(record, lots=_put(record.lots, name, _line(path, typed)))
        return dataclasses.replace(record, weights=_put(record.weights, name, quantity("mg", "uL")))
    if kind == "time" and _NAME.match(name):
        return dataclasses.replace(record, times=_put(record.times, name, _line(path, typed)))
    if kind == "result" and name == YIELD:
        return dataclasses.replace(record, results=_put(record.results, name, quantity("%", "mg")))
    if kind == "result" and name in OUTPUT_BY_PATH:
        return dataclasses.replace(record, results=_put(record.results, name, quantity(OUTPUT_BY_PATH[name].unit)))
    raise UsageError(f"A batch has no '{path}'. It takes {_KINDS}.")


@dataclass(frozen=True, kw_only=True)
class Group:
    """Fields that belong together: path, label, and the unit of a bare number, None for text."""

    title: str
    fields: tuple[tuple[str, str, str | None], ...]


def entries(made: Plan, names: Mapping[str, str], specs: Sequence[Specification], record: Batch) -> tuple[Group, ...]:
    """What can be written down of a batch: who and when, what was taken of each component, and what came of it."""
    piped = {one.component.key for one in made.portions if one.stock is not None} | {"solvent", "buffer"}
    groups = [Group(title="", fields=(("date", "Date", None), ("operator", "Made by", None)))]
    for key, name in names.items():
        taken = (f"weight.{key}", "Taken", "uL" if key in piped else "mg")
        groups.append(Group(title=name, fields=(taken, (f"lot.{key}", "Lot", None))))
    times = dict.fromkeys(("start", "end", *(name for name, _ in record.times)))
    groups.append(Group(title="Times", fields=tuple((f"time.{name}", name.replace("_", " ").capitalize(), None) for name in times)))
    asked = dict.fromkeys((*(tuple(spec.path for spec in specs) or USUAL), *(name for name, _ in record.results if name != YIELD)))
    found = tuple((f"result.{path}", OUTPUT_BY_PATH[path].label, OUTPUT_BY_PATH[path].unit) for path in asked if path in OUTPUT_BY_PATH)
    groups.append(Group(title="Results", fields=((f"result.{YIELD}", "Yield", "mg"), *found)))
    groups.append(Group(title="Deviations, one at a time", fields=((DEVIATION, "Deviation", None),)))
    return tuple(groups)


def entry(record: Batch, path: str) -> Value | str | None:
    """What stands in a field of the record."""
    kind, _, name = path.partition(".")
    if kind in ("date", "operator"):
        return getattr(record, kind) or None
    kept: dict[str, dict[str, Value] | dict[str, str]] = {
        "weight": dict(record.weights),
        "lot": dict(record.lots),
        "time": dict(record.times),
        "result": dict(record.results),
    }
    return kept.get(kind, {}).get(name)


def _put(entries: tuple[tuple[str, T], ...], name: str, entry: T | None) -> tuple[tuple[str, T], ...]:
    """The entries with one set, or taken out when it is empty."""
    kept = {key: value for key, value in entries if key != name}
    if entry is not None and entry != "":
        kept[name] = entry
    return tuple(kept.items())


def _quantity(path: str, typed: str, units: tuple[str, ...], decimal: str) -> Value | None:
    if not typed:
        return None
    try:
        return parse(typed, units if len(units) > 1 else units[0], decimal)
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


def with_locked(old: Project, wanted: Project) -> Project:
    """The project that is to be shown with every locked record as it is: no undo opens one again or takes it out."""
    locked = {one.id: one for one in old.batches if one.locked}
    if all(one in wanted.batches for one in locked.values()):
        return wanted
    there = {one.id for one in wanted.batches}
    kept = tuple(locked.get(one.id, one) for one in wanted.batches)
    return dataclasses.replace(wanted, batches=(*kept, *(one for key, one in locked.items() if key not in there)))
