"""What a project file looks like: which keys each object has, what each may hold, and the same in words.

The objects of a design are built from the FIELDS table, so that a new field needs no change here. pydantic's core does
the checking, because it finds every problem at once; it is loaded when the first file is opened.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from formulator import bench as benches
from formulator import design as designs
from formulator.design import BY_PATH, Field
from formulator.storage import quantity
from formulator.storage.problems import BadLiteral, Problems, at, shown

if TYPE_CHECKING:
    from pydantic_core import CoreSchema, ErrorDetails, SchemaValidator

FORMAT = "formulator-project"
MOST_VARIANTS = 50_000
LONGEST_NOTE = 50_000
_HIDDEN = "\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069"
LINE = f"^[^{_HIDDEN}]*$"
NOTE = "^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]*$"
ID = "^[A-Za-z0-9][A-Za-z0-9._-]*$"
TIME = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?Z$"
SOURCE = "^(user|calc|[a-z]{2,10}:[A-Za-z0-9][A-Za-z0-9:._-]*)$"
DIGEST = "^([0-9a-f]{64})?$"
_TYPED = "^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]*$"
_PICK_ID = ":[A-Za-z0-9][A-Za-z0-9._+-]*$"

RECORDS: Mapping[str, Callable[..., Any]] = {
    "carrier": designs.Carrier, "ligand": designs.Ligand, "payload": designs.Payload,
    "process": designs.Process, "medium": designs.Medium, "target": designs.Target,
}  # fmt: skip
REPEATED = ("ligand", "payload")
MOST_REPEATED = 99
"""Paths number ligands and payloads with two digits."""

_IN_WORDS = {
    LINE: "text on one line without control characters is needed",
    NOTE: "text without control characters is needed",
    _TYPED: "text without control characters is needed",
    ID: "an id of letters, digits, '.', '_' and '-' is needed",
    TIME: "a time in UTC such as 2026-01-31T09:30:00Z is needed",
    SOURCE: "the source of a number is user, calc, lib:<id> or meas:<id>",
    DIGEST: "64 hexadecimal digits are needed",
}


def line(longest: int = 300, pattern: str = LINE) -> CoreSchema:
    """Text on one line."""
    from pydantic_core import core_schema

    return core_schema.str_schema(strict=True, max_length=longest, pattern=pattern)


def note() -> CoreSchema:
    """Text of several lines."""
    from pydantic_core import core_schema

    return core_schema.str_schema(strict=True, max_length=LONGEST_NOTE, pattern=NOTE)


def group(required: Mapping[str, CoreSchema], optional: Mapping[str, CoreSchema] | None = None, about: str = "") -> CoreSchema:
    """An object with these keys and no others."""
    from pydantic_core import core_schema

    fields = {name: core_schema.typed_dict_field(schema, required=True) for name, schema in required.items()}
    fields |= {name: core_schema.typed_dict_field(schema, required=False) for name, schema in (optional or {}).items()}
    metadata = {"pydantic_js_updates": {"description": about}} if about else None
    return core_schema.typed_dict_schema(fields, extra_behavior="forbid", strict=True, metadata=metadata)


def many(item: CoreSchema, most: int, least: int = 0) -> CoreSchema:
    """A list; a tuple will do, because a project that is about to be saved is checked by the same rules."""
    from pydantic_core import core_schema

    return core_schema.list_schema(item, strict=False, min_length=least, max_length=most)


def number() -> CoreSchema:
    """A finite number; true is none."""
    from pydantic_core import core_schema

    return core_schema.float_schema(strict=True, allow_inf_nan=False)


def quantity_shape(check: quantity.Check | None, named: bool = False, about: str = "") -> CoreSchema:
    """A quantity; with a check it becomes a Value (with its name before it where it has one)."""
    from pydantic_core import PydanticCustomError, core_schema

    required = {"v": number(), "u": line(60)} | ({"name": line()} if named else {})
    laws = {"law": core_schema.literal_schema(list(quantity.LAW_NUMBERS)), "low": number(), "high": number(), "factor": number()}
    parts = group(required, {"sd": number(), **laws, "typed": line(1000, _TYPED), "src": line(200, SOURCE)}, about)

    def made(found: dict[str, Any]) -> Any:
        use = check or quantity.of_output(found.get("name", ""))
        try:
            value = use(found["v"], found["u"], found.get("sd"), found.get("typed"), quantity.law_in(found))
        except quantity.QuantityProblem as problem:
            raise PydanticCustomError("quantity", "{why}", {"why": str(problem), "part": problem.part}) from None
        return (found["name"], value) if named else value

    return core_schema.no_info_after_validator_function(made, parts)


def _entry(row: Field) -> CoreSchema:
    from pydantic_core import core_schema

    if row.kind == "choice":
        return core_schema.literal_schema(list(row.options))
    if row.kind == "text":
        return line(benches.LONGEST)
    if row.kind == "pick":
        return line(100, f"^({'|'.join(row.material_kinds)}){_PICK_ID}")
    units = ", ".join(unit or "a plain number" for unit in row.units)
    about = f"{row.label}: {row.about} Units: {units}, or any other of the same kind."
    return quantity_shape(quantity.of_field(row), about=about)


def _section(name: str) -> CoreSchema:
    from pydantic_core import core_schema

    record = RECORDS[name]
    rows = {row.name: _entry(row) for row in BY_PATH.values() if row.section == name}
    return core_schema.no_info_after_validator_function(lambda found: record(**found), group({}, rows))


def _bench() -> CoreSchema:
    from pydantic_core import core_schema

    texts = {row.name: _entry(row) for row in benches.LOT_FIELDS}
    lot = group({"component": core_schema.literal_schema(list(benches.COMPONENTS))}, texts)
    lots = many(core_schema.no_info_after_validator_function(lambda found: benches.Lot(**found), lot), len(benches.COMPONENTS))
    whole = group({}, {**{row.name: _entry(row) for row in benches.BENCH_FIELDS}, "lots": lots}, "Lots, balance and pipettes.")
    return core_schema.no_info_after_validator_function(_bench_of, whole)


def _bench_of(found: dict[str, Any]) -> benches.Bench:
    from pydantic_core import PydanticCustomError

    lots = tuple(found.pop("lots", ()))
    twice = [lot.component for number, lot in enumerate(lots) if lot.component in {other.component for other in lots[:number]}]
    if twice:
        raise PydanticCustomError("quantity", "{why}", {"why": f"two lots are of the {twice[0]}; one is accepted", "part": "lots"})
    return benches.Bench(**found, lots=lots)


def variant_shape() -> CoreSchema:
    """One variant."""
    from pydantic_core import core_schema

    sections = {name: many(_section(name), MOST_REPEATED) if name in REPEATED else _section(name) for name in RECORDS}
    plain_value = quantity_shape(quantity.of_output(""))
    range_of_output = group({"path": line()}, {"low": plain_value, "high": plain_value, "method": line()})
    optional = {
        "parent": line(64, ID), "note": note(), "status": line(40), "specs": many(range_of_output, 500),
        "provenance": core_schema.dict_schema(line(100), line(200, SOURCE), strict=True, max_length=500), "bench": _bench(),
    }  # fmt: skip
    return group({"id": line(64, ID), "name": line()}, {**optional, **sections})


def measurement_shape() -> CoreSchema:
    """One measurement."""
    from pydantic_core import core_schema

    texts = {name: line() for name in ("batch", "instrument", "file_name", "date", "operator")}
    digests = {name: line(64, DIGEST) for name in ("file_sha256", "design_sha256")}
    columns = core_schema.dict_schema(line(), line(), strict=True, max_length=500)
    optional = {**texts, **digests, "columns": columns, "values": many(quantity_shape(None, named=True), 10_000)}
    return group({"id": line(64, ID), "variant": line(64, ID)}, optional)


def calibration_shape() -> CoreSchema:
    """One lab calibration."""
    number_of_scale = quantity_shape(quantity.of_output(""))
    required = {"id": line(64, ID), "path": line(), "kind": line(), "offset": number_of_scale, "within": number_of_scale}
    return group(required, {"name": line(), "date": line(40, TIME), "measurements": many(line(64, ID), 10_000)})


def batch_shape() -> CoreSchema:
    """One executed batch."""
    from pydantic_core import core_schema

    texts = {name: line() for name in ("number", "date", "operator")}
    values = many(quantity_shape(None, named=True), 10_000)
    lots = many(group({"name": line(), "lot": line()}), 1000)
    times = many(group({"name": line(), "time": line()}), 1000)
    lists = {"weights": values, "results": values, "lots": lots, "times": times, "deviations": many(note(), 1000)}
    return group({"id": line(64, ID), "variant": line(64, ID)}, {**texts, **lists, "locked": core_schema.bool_schema(strict=True)})


def material_shape() -> CoreSchema:
    """What every frozen copy of a material says; the rest of it is the catalogue's own affair."""
    return group({"kind": line(64, ID), "id": line(64, ID), "name": line()})


def header_shape() -> CoreSchema:
    """The project itself, with its lists still unread."""
    from pydantic_core import core_schema

    anything = core_schema.any_schema()
    required = {
        "format": core_schema.literal_schema([FORMAT]), "schema": core_schema.int_schema(strict=True), "app": line(64), "engine": line(64),
        "id": line(64, ID), "title": line(), "created": line(40, TIME), "modified": line(40, TIME), "active": line(64, ID),
        "variants": many(anything, MOST_VARIANTS, least=1),
    }  # fmt: skip
    said = {name: core_schema.nullable_schema(note()) for name in ("user", "old", "new", "reason", "prev_hash", "hash")}
    log_entry = group({"seq": core_schema.int_schema(strict=True, ge=0), "utc": line(40, TIME), "path": line()}, said)
    optional = {
        "digest": line(64, DIGEST), "authors": many(line(), 500), "description": note(), "tags": many(line(), 500),
        "library": group({}, {"version": line(64), "sha256": line(64, DIGEST)}), "log": many(log_entry, 2_000_000),
        "view": core_schema.dict_schema(line(), anything, strict=True), "materials": many(anything, MOST_VARIANTS),
        "measurements": many(anything, MOST_VARIANTS), "batches": many(anything, MOST_VARIANTS),
        "calibrations": many(anything, MOST_VARIANTS),
    }  # fmt: skip
    return group(required, optional)


SHAPES: Mapping[str, Callable[[], CoreSchema]] = {
    "header": header_shape, "variant": variant_shape, "measurement": measurement_shape, "batch": batch_shape, "material": material_shape,
    "calibration": calibration_shape,
}  # fmt: skip


@functools.cache
def validator(name: str) -> SchemaValidator:
    """The checker of one sort of object, built once."""
    from pydantic_core import SchemaValidator

    return SchemaValidator(SHAPES[name]())


def checked(name: str, data: Any, path: str, problems: Problems) -> Any:
    """What the object holds, with Values in it; None when it has problems, which are then all collected."""
    from pydantic_core import ValidationError

    try:
        return validator(name).validate_python(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            problems.add(*_in_words(detail, path))
    return None


def _in_words(detail: ErrorDetails, path: str) -> tuple[str, str]:
    for key in detail["loc"]:
        path = at(path, key)
    value, context = detail["input"], detail.get("ctx", {})
    if isinstance(value, BadLiteral) and detail["type"] != "extra_forbidden":
        return path, f"got {shown(value)}: {value.why}."
    match detail["type"]:
        case "quantity":
            return at(path, str(context["part"])), str(context["why"]).rstrip(".") + "."
        case "missing":
            return path, "is missing; this key is needed."
        case "extra_forbidden":
            return path, "is not a key that is known here. " + _FOREIGN_KEYS
        case "literal_error":
            return path, f"got {shown(value)}; accepted: {context['expected']}."
        case "string_pattern_mismatch":
            return path, f"got {shown(value)}; {_pattern_words(str(context['pattern']))}."
        case "string_too_long":
            return path, f"got text of {len(value)} characters; at most {context['max_length']} are accepted."
        case "too_long" | "too_short":
            bound = f"at most {context['max_length']}" if detail["type"] == "too_long" else f"at least {context['min_length']}"
            return path, f"got {shown(value)}; {bound} are accepted."
        case _:
            return path, f"got {shown(value)}; {_EXPECTED.get(detail['type'], detail['msg'])}."


_FOREIGN_KEYS = "Keys of other programs begin with x- and stand in the project, a variant, a measurement or a batch."
_EXPECTED = {
    "string_type": "text is needed", "string_unicode": "text with a half character (a lone surrogate) cannot be kept",
    "float_type": "a number is needed", "finite_number": "a finite number is needed", "int_type": "a whole number is needed",
    "bool_type": "true or false is needed",
    "list_type": "a list is needed", "dict_type": "an object is needed",
}  # fmt: skip


def _pattern_words(pattern: str) -> str:
    if pattern in _IN_WORDS:
        return _IN_WORDS[pattern]
    kinds = pattern[2:].partition(")")[0].split("|")
    return f"a key such as {kinds[0]}:<id> is needed" + (f" (kinds: {', '.join(kinds)})" if len(kinds) > 1 else "")
