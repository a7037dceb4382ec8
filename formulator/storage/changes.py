"""What an edit has changed: two projects compared, as paths with the text before and after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from formulator.bench import Bench
from formulator.project import Project, Specification, Variant
from formulator.storage import writing
from formulator.storage.reading import field_path

LONGEST = 20_000
"""Longer texts (a whole measurement with many repeats) stand in the log by their SHA-256."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One path whose text is another; None where there was or is nothing.

    A path of a variant has its id in front, as in `v1/ligand.density`; what stands behind it is what `formulator set` takes.
    """

    path: str
    old: str | None
    new: str | None


def changes(before: Project, after: Project) -> tuple[Change, ...]:
    """Everything that differs, variants first. Which variant is on show, the time stamp and other programs' notes do not count."""
    if before is after:
        return ()
    found = [*_variants(before.variants, after.variants)]
    for name in ("title", "description"):
        found += _differing("", {name: getattr(before, name)}, {name: getattr(after, name)})
    for name in ("authors", "tags"):
        found += _differing("", {name: _compact(getattr(before, name))}, {name: _compact(getattr(after, name))})
    found += _records("material/", _by(before.materials, _material_key), _by(after.materials, _material_key), lambda one: {"": one})
    for name, record in (("measurement", writing._measurement), ("batch", writing._batch), ("calibration", writing._calibration)):
        attribute = "batches" if name == "batch" else f"{name}s"
        old, new = (_by(getattr(project, attribute), lambda one: one.id) for project in (before, after))
        found += _records(f"{name}/", old, new, record)
    return tuple(found)


def _variants(before: tuple[Variant, ...], after: tuple[Variant, ...]) -> Iterator[Change]:
    old, new = (_by(variants, lambda one: one.id) for variants in (before, after))
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        if one is None or other is None:
            yield Change(path=key, old=_whole(one), new=_whole(other))
        elif one is not other and one != other:
            yield from _differing(f"{key}/", _texts(one), _texts(other))
    both = old.keys() & new.keys()
    orders = [" ".join(variant.id for variant in variants if variant.id in both) for variants in (before, after)]
    if orders[0] != orders[1]:
        yield Change(path="variants", old=orders[0], new=orders[1])


def _whole(variant: Variant | None) -> str | None:
    return None if variant is None else _bounded(_compact(writing._variant(variant)))


def _texts(variant: Variant) -> dict[str, str]:
    """Every path of a variant that holds something, with its text."""
    data = writing._variant(variant)
    found = {f"variant.{name}": data[name] for name in ("name", "note", "status", "parent") if name in data}
    for name in ("carrier", "process", "medium", "target"):
        found |= {field_path(name, 0, key): _text(entry) for key, entry in data[name].items()}
    for name in ("ligand", "payload"):
        for index, record in enumerate(data[name]):
            found |= {field_path(name, index, key): _text(entry) for key, entry in record.items()}
    for one in variant.specifications:
        found[f"spec.{one.path}"] = _range_text(one)
        if one.method:
            found[f"spec.{one.path}.method"] = one.method
    if variant.bench != Bench():
        bench = data["bench"]
        found |= {f"bench.{key}": _text(entry) for key, entry in bench.items() if key != "lots"}
        for lot in bench.get("lots", ()):
            found |= {f"lot.{lot['component']}.{key}": _text(entry) for key, entry in lot.items() if key != "component"}
    found |= {f"provenance.{path}": source for path, source in data.get("provenance", {}).items()}
    return found | {key: _bounded(_compact(value)) for key, value in variant.extras.items()}


def _range_text(one: Specification) -> str:
    low, high = (None if end is None else _quantity(end.magnitude, end.unit, None) for end in (one.low, one.high))
    if low is not None and high is not None:
        return f"{low} to {high}"
    return f">= {low}" if low is not None else f"<= {high}"


def _text(entry: Any) -> str:
    """The text of an entry, with a point as decimal sign and all its digits: the log has one way of writing a number."""
    if not isinstance(entry, dict):
        return str(entry)
    return _of_law(entry) if "law" in entry else _quantity(entry["v"], entry["u"], entry.get("sd"))


def _of_law(entry: dict[str, Any]) -> str:
    """A spread of another law than ±, in the words in which it is typed."""
    if entry["law"] == "lognormal":
        return f"{_number(entry['v'])} ×/÷ {_number(entry['factor'])} {entry['u']}".rstrip()
    ends = (entry["low"], entry["v"], entry["high"]) if entry["law"] == "triangular" else (entry["low"], entry["high"])
    return f"{entry['law']} {' to '.join(map(_number, ends))} {entry['u']}".rstrip()


def _quantity(number: float, unit: str, sd: float | None) -> str:
    spread = "" if sd is None else f" ± {_number(sd)}"
    return f"{_number(number)}{spread} {unit}".rstrip()


def _number(number: float) -> str:
    return repr(number).removesuffix(".0")


def _records(prefix: str, old: Mapping[str, Any], new: Mapping[str, Any], data: Callable[[Any], Any]) -> Iterator[Change]:
    """Records that came, went or were changed; of a changed one only the parts that differ."""
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        if one is other or one == other:
            continue
        if one is None or other is None:
            said = [None if record is None else _bounded(_compact(data(record))) for record in (one, other)]
            yield Change(path=f"{prefix}{key}", old=said[0], new=said[1])
            continue
        parts = [{f".{name}" if name else "": _bounded(_compact(part)) for name, part in data(record).items()} for record in (one, other)]
        yield from _differing(f"{prefix}{key}", *parts)


def _differing(prefix: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for path in dict.fromkeys((*old, *new)):
        if old.get(path) != new.get(path):
            yield Change(path=f"{prefix}{path}", old=old.get(path), new=new.get(path))


def _by(records: Iterable[Any], key: Callable[[Any], str]) -> dict[str, Any]:
    return {key(record): record for record in records}


def _material_key(material: Mapping[str, Any]) -> str:
    return f"{material['kind']}:{material['id']}"


def _compact(data: Any) -> str:
    """Plain data on one line; text stays as it is."""
    return data if isinstance(data, str) else json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _bounded(text: str) -> str:
    return text if len(text) <= LONGEST else f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
