"""From a Project to the text of its file: sorted keys, two blanks of indent, shortest numbers; equal projects, equal bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from formulator import __version__
from formulator.bench import BENCH_FIELDS, LOT_FIELDS, Bench
from formulator.design import BY_PATH, Field
from formulator.lab import Calibration
from formulator.project import Batch, Measurement, Project, Specification, Variant
from formulator.storage import migrations, quantity, shape
from formulator.storage.reading import field_path
from formulator.units import Value

NOT_CONTENT = ("digest", "view")
_FIELDS = {name: tuple(row.name for row in BY_PATH.values() if row.section == name) for name in shape.RECORDS}


def document(project: Project, library: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The plain data of a project, without the digest."""
    found: dict[str, Any] = {
        **project.extras, "format": shape.FORMAT, "schema": migrations.SCHEMA, "app": __version__, "engine": __version__,
        "id": project.id, "title": project.title, "created": project.created, "modified": project.modified,
        "authors": project.authors, "description": project.description, "tags": project.tags, "materials": project.materials,
        "active": project.active, "variants": [_variant(variant) for variant in project.variants],
        "measurements": [_measurement(one) for one in project.measurements], "batches": [_batch(one) for one in project.batches],
        **({"calibrations": [_calibration(one) for one in project.calibrations]} if project.calibrations else {}),
    }  # fmt: skip
    if library:
        found["library"] = dict(library)
    return found


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of the content, however the file is laid out: of the text without the digest and without the look of the window."""
    return _hash(text_of({key: value for key, value in data.items() if key not in NOT_CONTENT}))


def digest_as_laid_out(text: str, data: Mapping[str, Any]) -> str:
    """The same for a text that is laid out as this program does it, several times as fast; some other hash for one that is not."""
    content = text.replace(_digest_line(data.get("digest")), "", 1)
    if "view" in data:
        content = content.replace(_view_block(data["view"]), "", 1)
    return _hash(content)


def signed_text(data: Mapping[str, Any]) -> tuple[str, str]:
    """The text of the file with its digest in it, and the digest."""
    content = text_of({key: value for key, value in data.items() if key not in NOT_CONTENT})
    found = _hash(content)
    head, mark, rest = content.partition('\n  "engine"')
    text = head + _digest_line(found) + mark + rest
    if "view" in data:
        place = text.index('\n  "variants": [')
        end = text.index("\n  ]", place) + len("\n  ]")
        text = text[:end] + _view_block(data["view"]) + text[end:]
    return text, found


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _digest_line(said: Any) -> str:
    return f'\n  "digest": {json.dumps(said, default=str)},'


def _view_block(view: Any) -> str:
    return f',\n  "view": {_text(view, PAD)}'


def _variant(variant: Variant) -> dict[str, Any]:
    sources = dict(variant.provenance)
    design = variant.design
    found: dict[str, Any] = {**variant.extras, "id": variant.id, "name": variant.name, "status": variant.status}
    if variant.parent is not None:
        found["parent"] = variant.parent
    if variant.note:
        found["note"] = variant.note
    for name in ("carrier", "process", "medium", "target"):
        found[name] = _section(name, getattr(design, name), 0, sources)
    found["ligand"] = [_section("ligand", record, index, sources) for index, record in enumerate(design.ligands)]
    found["payload"] = [_section("payload", record, index, sources) for index, record in enumerate(design.payloads)]
    if variant.specifications:
        found["specs"] = [_specification(one) for one in variant.specifications]
    if variant.bench != Bench():
        found["bench"] = _bench(variant.bench)
    words = {path: source for path, source in sources.items() if not _is_quantity(path)}
    if words:
        found["provenance"] = words
    return found


def _bench(bench: Bench) -> dict[str, Any]:
    found = _entries(bench, BENCH_FIELDS)
    if bench.lots:
        found["lots"] = [{"component": lot.component, **_entries(lot, LOT_FIELDS)} for lot in bench.lots]
    return found


def _entries(record: Any, rows: tuple[Field, ...]) -> dict[str, Any]:
    entries = {row.name: getattr(record, row.name) for row in rows}
    return {name: quantity.data(entry) if isinstance(entry, Value) else entry for name, entry in entries.items() if entry is not None}


def _is_quantity(path: str) -> bool:
    section, _, rest = path.partition(".")
    row = BY_PATH.get(f"{section}.{rest.rpartition('.')[2]}")
    return row is not None and row.is_quantity


def _section(name: str, record: Any, index: int, sources: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for attribute in _FIELDS[name]:
        entry = getattr(record, attribute)
        if entry is None:
            continue
        if isinstance(entry, Value):
            source = sources.get(field_path(name, index, attribute), "user") if sources else "user"
            found[attribute] = quantity.data(entry, source)
        else:
            found[attribute] = entry
    return found


def _specification(one: Specification) -> dict[str, Any]:
    sides = {side: quantity.data(value) for side, value in (("low", one.low), ("high", one.high)) if value is not None}
    return {"path": one.path, **sides, **({"method": one.method} if one.method else {})}


def _given(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text}


def _named(values: tuple[tuple[str, Value], ...]) -> list[dict[str, Any]]:
    return [{"name": name, **quantity.data(value)} for name, value in values]


def _measurement(one: Measurement) -> dict[str, Any]:
    file = {"file_name": one.file_name, "file_sha256": one.file_sha256, "design_sha256": one.design_sha256}
    texts = _given({"batch": one.batch, "instrument": one.instrument, "date": one.date, "operator": one.operator, **file})
    columns = {"columns": dict(one.columns)} if one.columns else {}
    return {**one.extras, "id": one.id, "variant": one.variant, **texts, **columns, "values": _named(one.values)}


def _calibration(one: Calibration) -> dict[str, Any]:
    numbers = {"offset": quantity.data(one.offset), "within": quantity.data(one.within)}
    return {
        **one.extras, "id": one.id, "path": one.path, "kind": one.kind, **numbers, "measurements": one.measurements,
        **_given({"name": one.name, "date": one.date}),
    }  # fmt: skip


def _batch(one: Batch) -> dict[str, Any]:
    return {
        **one.extras, "id": one.id, "variant": one.variant, **_given({"number": one.number, "date": one.date, "operator": one.operator}),
        "locked": one.locked, "weights": _named(one.weights), "results": _named(one.results), "deviations": one.deviations,
        "lots": [{"name": name, "lot": lot} for name, lot in one.lots],
        **({"times": [{"name": name, "time": time} for name, time in one.times]} if one.times else {}),
    }  # fmt: skip


PAD = "\n  "


def text_of(data: Mapping[str, Any]) -> str:
    """The data as the text of a file."""
    return _text(dict(data), "\n") + "\n"


def _text(data: Any, pad: str) -> str:
    """As `json.dumps(indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False)`, several times as fast."""
    if isinstance(data, dict):
        if not data:
            return "{}"
        inner = pad + "  "
        parts = []
        for key in sorted(data):
            value = data[key]
            kind = type(value)
            said = encode_basestring(value) if kind is str else repr(value) if kind is float and isfinite(value) else _text(value, inner)
            parts.append(f"{inner}{encode_basestring(key)}: {said}")
        return f"{{{','.join(parts)}{pad}}}"
    if isinstance(data, (list, tuple)):
        if not data:
            return "[]"
        inner = pad + "  "
        return f"[{','.join([inner + _text(item, inner) for item in data])}{pad}]"
    kind = type(data)
    if kind is str:
        return encode_basestring(data)
    if kind is int or (kind is float and isfinite(data)):
        return repr(data)
    return json.dumps(data, ensure_ascii=False, allow_nan=False)
