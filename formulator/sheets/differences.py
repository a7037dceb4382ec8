"""What differs between two projects, whatever units they are written in, as rows for people and for machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from formulator import bench as benches
from formulator import design as designs
from formulator.catalogue import Catalogue
from formulator.evaluation import evaluate
from formulator.explore.comparison import numbers_differ, values_differ
from formulator.prediction import GROUPS, OUTPUT_BY_PATH, OUTPUTS
from formulator.project import Project, Specification, Variant
from formulator.storage.changes import changes
from formulator.units import Value, format_number, format_value, kind, unit_label

_RECORDS = ("measurement", "batch", "calibration")
KINDS = {
    "input": "design",
    "bench": "bench",
    "specification": "acceptance range",
    "output": "answer",
    "variant": "variant",
    "project": "project",
    "material": "material",
    "measurement": "measured batch",
    "batch": "executed batch",
    "calibration": "lab calibration",
}
"""Kind of a difference -> what people call it."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that differs: in which variant, where, and what it was and is. A quantity is in the unit of the first that has one."""

    variant: str
    path: str
    old: float | str | None
    new: float | str | None
    unit: str
    kind: str


def shown(value: float | str | None, decimal: str = ".") -> str:
    """A value as it is read; numbers with as many digits as tell them apart in most cases."""
    return "—" if value is None else value if isinstance(value, str) else format_number(value, digits=4, decimal=decimal)


def named(one: Difference) -> str:
    """A path in words, such as `Ligand: Density`."""
    path = one.path
    if one.kind == "input":
        section, index, _ = designs.split(path)
        number = f" {index + 1}" if index else ""
        return f"{designs.SECTIONS[section]}{number}: {designs.field(path).label}"
    if one.kind == "bench":
        return benches.title(path)
    if path in OUTPUT_BY_PATH:
        group = GROUPS[OUTPUT_BY_PATH[path].group].partition(" (")[0]
        return f"{group}: {OUTPUT_BY_PATH[path].label}"
    plain = path.partition("/")[2] or path
    return {"variants": "Order of the variants", "name": "Name", "variant.parent": "Made from"}.get(plain, plain.replace("_", " "))


def apart(one: Difference, decimal: str = ".") -> tuple[str, str]:
    """Old and new as they are read, with more digits where four would look the same."""
    if one.kind in ("input", "bench"):
        plain = [_as_typed(value, decimal) for value in (one.old, one.new)]
        if plain[0] != plain[1]:
            return plain[0], plain[1]
    if isinstance(one.old, float) and isinstance(one.new, float):
        for digits in (4, 7, 12, 17):
            said = [format_number(value, digits=digits, decimal=decimal) for value in (one.old, one.new)]
            if said[0] != said[1]:
                return said[0], said[1]
    return shown(one.old, decimal), shown(one.new, decimal)


def _as_typed(value: float | str | None, decimal: str) -> str:
    """A number as a person would type it, without the dust of conversion."""
    return format_value(Value(float(f"{value:.12g}"), ""), decimal) if isinstance(value, float) else shown(value, decimal)


def row(one: Difference, names: dict[str, str], decimal: str = ".") -> tuple[str, ...]:
    """One difference: variant, kind, path in words, path, old, new, unit."""
    old, new = apart(one, decimal)
    return (names.get(one.variant, one.variant), KINDS[one.kind], named(one), one.path, old, new, unit_label(one.unit))


def rows(found: list[Difference], old: Project, new: Project, decimal: str = ".") -> list[tuple[str, ...]]:
    """All differences with the names of the variants, inputs before what follows from them."""
    names = {variant.id: variant.name for side in (old, new) for variant in side.variants}
    ordered = sorted(found, key=lambda one: one.kind == "output")
    return [row(one, names, decimal) for one in ordered]


def differences(old: Project, new: Project, known: Catalogue, wanted: str | None = None) -> Iterator[Difference]:
    """What differs: words of the project, then variant by variant inputs, bench, ranges and answers, then all that else is recorded."""
    if wanted is None:
        for name in ("title", "description", "authors", "tags"):
            one, other = (getattr(side, name) for side in (old, new))
            if one != other:
                said = [entry if isinstance(entry, str) else ", ".join(entry) for entry in (one, other)]
                yield Difference(variant="", path=name, old=said[0], new=said[1], unit="", kind="project")
    pairs = _pairs(old, new, wanted)
    for before, after in pairs:
        if before is None or after is None:
            there = before or after
            assert there is not None
            names = [None if one is None else one.name for one in (before, after)]
            yield Difference(variant=there.id, path="name", old=names[0], new=names[1], unit="", kind="variant")
            continue
        yield from _in_variant(before, after, old, new, known)
    if wanted is None:
        yield from _materials(old, new)
        yield from _recorded(old, new)


def _recorded(old: Project, new: Project) -> Iterator[Difference]:
    """Measurements, executed batches, calibrations, the order of variants, and what else only the log sees."""
    for one in changes(old, new):
        variant, slash, path = one.path.partition("/")
        if not slash:
            if variant == "variants":
                yield Difference(variant="", path=variant, old=one.old, new=one.new, unit="", kind="project")
        elif variant in _RECORDS:
            yield Difference(variant="", path=one.path, old=one.old, new=one.new, unit="", kind=variant)
        elif variant != "material" and not _is_compared(path):
            yield Difference(variant=variant, path=path, old=one.old, new=one.new, unit="", kind="variant")


def _materials(old: Project, new: Project) -> Iterator[Difference]:
    """Materials property by property. One that ships with the program is copied on saving: a copy on one side alone is no difference."""
    sides = [{f"{one['kind']}:{one['id']}": one for one in project.materials} for project in (old, new)]
    for key in dict.fromkeys((*sides[0], *sides[1])):
        one, other = (side.get(key) for side in sides)
        if (one is None or other is None) and "shipped" in [side["provenance"] for side in (one, other) if side is not None]:
            continue
        texts = [_properties(side) for side in (one, other)]
        for name in dict.fromkeys((*texts[0], *texts[1])):
            if texts[0].get(name) != texts[1].get(name):
                path = f"material/{key}.{name}"
                yield Difference(variant="", path=path, old=texts[0].get(name), new=texts[1].get(name), unit="", kind="material")


def _properties(material: Mapping[str, Any] | None) -> dict[str, str]:
    """Name and properties of a material as text: a number with its unit first, then where it comes from."""
    if material is None:
        return {}
    found = {"name": str(material["name"])}
    for name, entry in material.get("properties", {}).items():
        if isinstance(entry, Mapping):
            about = {key: value for key, value in entry.items() if key not in ("value", "unit")}
            rest = ", ".join(f"{key} {value}" for key, value in sorted(about.items()))
            found[name] = f"{entry.get('value')} {entry.get('unit') or ''}".strip() + (f" ({rest})" if rest else "")
        else:
            found[name] = str(entry)
    return found


def _is_compared(path: str) -> bool:
    """Whether a path of the log was compared with its unit already."""
    if path.startswith("spec."):
        return not path.endswith(".method")
    if path.startswith("variant."):
        return path != "variant.parent"
    section = path.partition(".")[0]
    return section in designs.SECTIONS or benches.owns(path)


def _pairs(old: Project, new: Project, wanted: str | None) -> list[tuple[Variant | None, Variant | None]]:
    if wanted is not None:
        return [(old.variant(wanted), new.variant(wanted))]
    first, second = ({variant.id: variant for variant in side.variants} for side in (old, new))
    return [(first.get(key), second.get(key)) for key in dict.fromkeys((*first, *second))]


def _in_variant(before: Variant, after: Variant, old: Project, new: Project, known: Catalogue) -> Iterator[Difference]:
    key = after.id
    for name in ("name", "note", "status"):
        one, other = getattr(before, name), getattr(after, name)
        if one != other:
            yield Difference(variant=key, path=name, old=one, new=other, unit="", kind="variant")
    for path in dict.fromkeys((*designs.paths(before.design), *designs.paths(after.design))):
        yield from _entry(key, path, designs.get(before.design, path), designs.get(after.design, path), "input")
    for path in benches.paths():
        yield from _entry(key, path, benches.get(before.bench, path), benches.get(after.bench, path), "bench")
    ranges = [{spec.path: spec for spec in variant.specifications} for variant in (before, after)]
    for path in dict.fromkeys((*ranges[0], *ranges[1])):
        said = [_range(side.get(path)) for side in ranges]
        if said[0] != said[1]:
            yield Difference(variant=key, path=path, old=said[0], new=said[1], unit="", kind="specification")
    if before.design != after.design or old.materials != new.materials or old.calibrations != new.calibrations:
        yield from _answers(key, before, after, old, new, known)


def _range(spec: Specification | None) -> str | None:
    if spec is None:
        return None
    return " to ".join("open" if end is None else format_value(end) for end in (spec.low, spec.high))


def _entry(key: str, path: str, one: Value | str | None, other: Value | str | None, of_kind: str) -> Iterator[Difference]:
    if not values_differ(one, other):
        return
    units = {kind(entry.unit) for entry in (one, other) if isinstance(entry, Value)}
    if len(units) == 1 and not any(isinstance(entry, str) for entry in (one, other)):
        unit = next(entry.unit for entry in (one, other) if isinstance(entry, Value))
        numbers = [entry.to(unit) if isinstance(entry, Value) else None for entry in (one, other)]
        if any(isinstance(entry, Value) and entry.has_spread for entry in (one, other)) and numbers[0] == numbers[1]:
            texts = [format_value(entry) if isinstance(entry, Value) else None for entry in (one, other)]
            yield Difference(variant=key, path=path, old=texts[0], new=texts[1], unit="", kind=of_kind)
            return
        yield Difference(variant=key, path=path, old=numbers[0], new=numbers[1], unit=unit, kind=of_kind)
        return
    said = [format_value(entry) if isinstance(entry, Value) else entry for entry in (one, other)]
    yield Difference(variant=key, path=path, old=said[0], new=said[1], unit="", kind=of_kind)


def _answers(key: str, before: Variant, after: Variant, old: Project, new: Project, known: Catalogue) -> Iterator[Difference]:
    sides = [
        evaluate(variant.design, known.overlay(project.materials, project.calibrations))
        for variant, project in ((before, old), (after, new))
    ]
    for output in OUTPUTS:
        one, other = (side[output.path].value for side in sides)
        if one is None and other is None:
            continue
        if one is None or other is None or numbers_differ(one, other):
            yield Difference(variant=key, path=output.path, old=one, new=other, unit=output.unit, kind="output")
