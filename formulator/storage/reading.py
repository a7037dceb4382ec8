"""From the plain data of a file to a Project: every problem is collected before anything is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from formulator.bench import Bench
from formulator.design import BY_PATH, Design
from formulator.lab import Calibration
from formulator.outputs import OUTPUT_BY_PATH
from formulator.project import Batch, Measurement, Project, Specification, Variant
from formulator.storage import shape
from formulator.storage.frozen import frozen
from formulator.storage.problems import BadLiteral, Problems, at, shown
from formulator.storage.quantity import QuantityProblem, of_output
from formulator.units import Value

KEPT = ("library", "log", "view")
"""Keys of the project that no record has; they live in its extras and are written back."""
LISTS = {"variants": "variant", "measurements": "measurement", "batches": "batch", "calibrations": "calibration"}
_DEEPEST = 20
_HARMLESS = (int, float, bool, type(None))
"""What the reader of JSON lets through of these is finite."""
_CONTROLS = (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))
_HIDDEN_MARKS = frozenset((*_CONTROLS, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)))


def project_of(document: dict[str, Any], problems: Problems, sound: Sequence[Variant | None] = ()) -> Project | None:
    """The project that the data describes, None when there are problems.

    `sound` holds, by position, the records of variants whose data need no check.
    """
    header, extras = set_aside(document, "", problems)
    known = shape.checked("header", header, "", problems)
    for key in ("view", "library"):
        if key in header:
            check_free(header[key], key, problems)
    lists = {key: header[key] for key in (*LISTS, "materials") if isinstance(header.get(key), list)}
    records = {key: _records(lists.get(key, []), key, problems, sound if key == "variants" else ()) for key in LISTS}
    materials = _materials(lists.get("materials", []), problems)
    _refuse_missing_active(header, records["variants"], problems)
    if problems or known is None:
        return None
    kept = {key: header[key] for key in KEPT if key in header}
    return Project(
        id=known["id"], title=known["title"], created=known["created"], modified=known["modified"], active=known["active"],
        authors=tuple(known.get("authors", ())), description=known.get("description", ""), tags=tuple(known.get("tags", ())),
        variants=tuple(records["variants"]), measurements=tuple(records["measurements"]), batches=tuple(records["batches"]),
        calibrations=tuple(records["calibrations"]),
        materials=materials, extras=frozen({**extras, **kept}),  # type: ignore[arg-type]
    )  # fmt: skip


def set_aside(data: dict[str, Any], path: str, problems: Problems) -> tuple[dict[str, Any], dict[str, Any]]:
    """The object without the keys of other programs, and these."""
    if not any(key.startswith("x-") for key in data):
        return data, {}
    extras = {key: value for key, value in data.items() if key.startswith("x-")}
    for key, value in extras.items():
        check_text(key, at(path, key), problems)
        check_free(value, at(path, key), problems)
    return {key: value for key, value in data.items() if not key.startswith("x-")}, extras


def check_free(data: Any, path: str, problems: Problems, depth: int = 0) -> None:
    """Data of which only the form is known: finite numbers, text without hidden marks, and not too deep."""
    if problems.full:
        return
    if depth > _DEEPEST:
        problems.add(path, f"is nested more than {_DEEPEST} levels deep.")
    elif isinstance(data, BadLiteral):
        problems.add(path, f"got {shown(data)}: {data.why}.")
    elif isinstance(data, str):
        check_text(data, path, problems)
    elif isinstance(data, dict):
        for key, value in data.items():
            where = at(path, key)
            check_text(key, where, problems)
            if type(value) not in _HARMLESS:
                check_free(value, where, problems, depth + 1)
    elif isinstance(data, (list, tuple)):
        for position, value in enumerate(data):
            if type(value) not in _HARMLESS:
                check_free(value, at(path, position), problems, depth + 1)


def check_text(text: str, path: str, problems: Problems) -> None:
    """Refuse control characters, marks that turn the line around, half characters and texts beyond measure."""
    if len(text) > shape.LONGEST_NOTE:
        problems.add(path, f"got text of {len(text)} characters; at most {shape.LONGEST_NOTE} are accepted.")
    elif not text.isascii() or not text.isprintable():
        bad = next((mark for mark in text if ord(mark) in _HIDDEN_MARKS), None)
        if bad is not None:
            problems.add(path, f"got {shown(text)} with the hidden character U+{ord(bad):04X}; text without control characters is needed.")


def _records(items: list[Any], key: str, problems: Problems, sound: Sequence[Any]) -> list[Any]:
    made: list[Any] = []
    first: dict[str, str] = {}
    for position, item in enumerate(items):
        if problems.full:
            break
        path = at(key, position)
        record = sound[position] if position < len(sound) else None
        if record is None:
            record = _record(item, key, path, problems)
        if record is None:
            continue
        if record.id in first:
            problems.add(at(path, "id"), f"got {shown(record.id)}, which {first[record.id]} has already; an id of its own is needed.")
        first.setdefault(record.id, path)
        made.append(record)
    return made


def _record(item: Any, key: str, path: str, problems: Problems) -> Any:
    if not isinstance(item, dict):
        problems.add(path, f"got {shown(item)}{f': {item.why}' if isinstance(item, BadLiteral) else '; an object is needed'}.")
        return None
    data, extras = set_aside(item, path, problems)
    known = shape.checked(LISTS[key], data, path, problems)
    return None if known is None else _MAKERS[key](known, data, extras, path, problems)


def _variant(known: dict[str, Any], data: dict[str, Any], extras: dict[str, Any], path: str, problems: Problems) -> Variant:
    sections: dict[str, Any] = {}
    for name in shape.RECORDS:
        if name in known:
            sections[f"{name}s" if name in shape.REPEATED else name] = tuple(known[name]) if name in shape.REPEATED else known[name]
    return Variant(
        id=known["id"], name=known["name"], parent=known.get("parent"), note=known.get("note", ""), status=known.get("status", "draft"),
        design=Design(**sections), specifications=_specifications(known.get("specs", []), at(path, "specs"), problems),
        provenance=_provenance(known, data, path, problems), bench=known.get("bench", Bench()), extras=frozen(extras),  # type: ignore[arg-type]
    )  # fmt: skip


def _specifications(rows: list[dict[str, Any]], path: str, problems: Problems) -> tuple[Specification, ...]:
    for position, row in enumerate(rows):
        check = of_output(row["path"])
        for side in ("low", "high"):
            value = row.get(side)
            if value is not None:
                try:
                    check(value.magnitude, value.unit, value.sd, None, value.law)
                except QuantityProblem as problem:
                    problems.add(f"{path}[{position}].{side}.{problem.part}", str(problem))
    return tuple(Specification(**row) for row in rows)


def _provenance(known: dict[str, Any], data: dict[str, Any], path: str, problems: Problems) -> tuple[tuple[str, str], ...]:
    """Where each number comes from: its own `src`; for words, which have none, the object `provenance`."""
    found: dict[str, str] = {}
    for name in shape.RECORDS:
        if name in data:
            groups = data[name] if name in shape.REPEATED else [data[name]]
            for index, fields in enumerate(groups):
                for attribute, entry in fields.items():
                    if type(entry) is dict and entry.get("src", "user") != "user":
                        found[field_path(name, index, attribute)] = entry["src"]
    for where, source in known.get("provenance", {}).items():
        section, _, rest = where.partition(".")
        row = BY_PATH.get(f"{section}.{rest.rpartition('.')[2]}")
        if row is None or row.is_quantity:
            problems.add(at(at(path, "provenance"), where), "is not the path of a material or a choice; a quantity carries its own src.")
        found[where] = source
    return tuple(sorted(found.items()))


def field_path(section: str, index: int, attribute: str) -> str:
    """`ligand.density` of the first, `ligand.2.density` of the second."""
    return f"{section}.{attribute}" if index == 0 else f"{section}.{index + 1}.{attribute}"


def _measurement(known: dict[str, Any], data: dict[str, Any], extras: dict[str, Any], path: str, problems: Problems) -> Measurement:
    del data, path, problems
    values: tuple[tuple[str, Value], ...] = tuple(known.pop("values", ()))
    columns = tuple(sorted(known.pop("columns", {}).items()))
    return Measurement(**known, values=values, columns=columns, extras=frozen(extras))  # type: ignore[arg-type]


_FARTHEST = (1000.0, 20.0)
"""Offsets that no lab has: in mV, and in ln or logit. Beyond them a prediction would only overflow."""


def _calibration(known: dict[str, Any], data: dict[str, Any], extras: dict[str, Any], path: str, problems: Problems) -> Calibration:
    del data
    output = OUTPUT_BY_PATH.get(known["path"])
    if output is None:
        problems.add(at(path, "path"), f"got {shown(known['path'])}; the path of an output is needed.")
    unit = output.unit if output is not None and output.scale == "linear" else ""
    most = _FARTHEST[0] if unit else _FARTHEST[1]
    for name in ("offset", "within"):
        value: Value = known[name]
        if output is not None and value.unit != unit:
            problems.add(at(at(path, name), "u"), f"got {shown(value.unit)}; '{unit}' is needed.")
        if abs(value.magnitude) > most or (value.sd or 0.0) > most:
            problems.add(at(at(path, name), "v"), f"got {shown(value.magnitude)}; a lab is at most {most:g} away on this scale.")
    if known["offset"].sd is None:
        problems.add(at(path, "offset"), "has no sd; an offset without its sd cannot be used.")
    if known["within"].magnitude <= 0:
        problems.add(at(at(path, "within"), "v"), f"got {shown(known['within'].magnitude)}; a number above zero is needed.")
    return Calibration(**{**known, "measurements": tuple(known.get("measurements", ()))}, extras=frozen(extras))  # type: ignore[arg-type]


def _batch(known: dict[str, Any], data: dict[str, Any], extras: dict[str, Any], path: str, problems: Problems) -> Batch:
    del data, path, problems
    lists = {key: tuple(known.pop(key, ())) for key in ("weights", "results", "deviations")}
    lots = tuple((row["name"], row["lot"]) for row in known.pop("lots", ()))
    times = tuple((row["name"], row["time"]) for row in known.pop("times", ()))
    return Batch(**known, **lists, lots=lots, times=times, extras=frozen(extras))  # type: ignore[arg-type]


_MAKERS: Mapping[str, Callable[..., Any]] = {
    "variants": _variant, "measurements": _measurement, "batches": _batch, "calibrations": _calibration,
}  # fmt: skip


def _materials(items: list[Any], problems: Problems) -> tuple[Any, ...]:
    first: dict[str, str] = {}
    for position, item in enumerate(items):
        if problems.full:
            break
        path = at("materials", position)
        check_free(item, path, problems)
        if not isinstance(item, dict):
            problems.add(path, f"got {shown(item)}; an object is needed.")
            continue
        known = shape.checked("material", {key: item[key] for key in ("kind", "id", "name") if key in item}, path, problems)
        if known is not None:
            key = f"{known['kind']}:{known['id']}"
            if key in first:
                problems.add(at(path, "id"), f"got {shown(known['id'])}, but {first[key]} is {key} already.")
            first.setdefault(key, path)
    return tuple(frozen(item) for item in items)


def _refuse_missing_active(header: dict[str, Any], variants: list[Any], problems: Problems) -> None:
    active = header.get("active")
    if variants and not problems and active not in {variant.id for variant in variants}:
        problems.add("active", f"got {shown(active)}, but no variant has this id.")
