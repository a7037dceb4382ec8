"""`compare`: variants side by side. `diff`: what differs between two projects, whatever units they are written in."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from formulator import bench as benches
from formulator import design as designs
from formulator import storage
from formulator.catalogue import load
from formulator.cli import arguments
from formulator.cli.projects import prediction_of
from formulator.cli.text import dump, table
from formulator.evaluation import evaluate
from formulator.explore.comparison import compare, numbers_differ, values_differ
from formulator.prediction import OUTPUTS
from formulator.project import Project, Specification, Variant
from formulator.units import Value, format_number, format_value, kind, unit_label


def add_commands(commands: Any) -> None:
    """compare, diff."""
    beside = commands.add_parser("compare", help="variants side by side")
    beside.add_argument("file")
    beside.add_argument("more", nargs="*", metavar="VARIANT", help="ids or names; none: all of them")
    beside.add_argument("--all", action="store_true", dest="show_all", help="also the rows in which they agree")
    beside.add_argument(
        "--draws", type=arguments.draws, default=1024, metavar="N", help="draws for the intervals (default 1024, 0 for none)"
    )
    beside.add_argument("--json", action="store_true")
    beside.add_argument("--accept-changed", action="store_true")
    beside.set_defaults(run=run_compare)
    differences = commands.add_parser("diff", help="what differs between two projects; exit 1 when anything does")
    differences.add_argument("first", metavar="A")
    differences.add_argument("second", metavar="B")
    differences.add_argument("--variant", metavar="V", help="only this variant of both")
    differences.add_argument("--json", action="store_true")
    differences.add_argument("--accept-changed", action="store_true")
    differences.set_defaults(run=run_diff)


def run_compare(given: argparse.Namespace) -> int:
    """The compare command."""
    from formulator.sheets.comparison import reading

    found = storage.load(Path(given.file), accept_changed=given.accept_changed)
    project, catalogue = found.project, load().overlay(found.project.materials, found.project.calibrations)
    chosen = [project.variant(name) for name in given.more] or list(project.variants)
    predictions = {variant.id: prediction_of(given, variant, catalogue) for variant in chosen}
    made = compare(project, [variant.id for variant in chosen], catalogue, predictions)
    rows = made.rows if given.show_all else made.differing
    if given.json:
        variants = [{"id": variant.id, "name": variant.name} for variant in made.variants]
        dump({"variants": variants, "rows": [asdict_row(row) for row in rows]})
    else:
        head, *body = reading(rows, [variant.name for variant in made.variants], intervals=given.draws > 0)
        print(table(body, head) if body else "Nothing differs.")
    return 0


def asdict_row(row: Any) -> dict[str, Any]:
    """One row of the comparison as data."""
    cells = [{"value": cell.value, "low": cell.low, "high": cell.high, "state": cell.state, "reason": cell.reason} for cell in row.cells]
    return {"path": row.path, "label": row.label, "kind": row.kind, "unit": row.unit, "differs": row.differs, "values": cells}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that differs: in which variant, where, and what it was and is. A quantity is in the unit of the first that has one."""

    variant: str
    path: str
    old: float | str | None
    new: float | str | None
    unit: str
    kind: str


def run_diff(given: argparse.Namespace) -> int:
    """The diff command."""
    sides = [storage.load(Path(name), accept_changed=given.accept_changed).project for name in (given.first, given.second)]
    found = list(differences(sides[0], sides[1], given.variant))
    if given.json:
        dump([asdict(one) for one in found])
    elif not found:
        print("Nothing differs.")
    else:
        rows = [(one.variant, one.kind, one.path, _words(one.old), _words(one.new), unit_label(one.unit)) for one in found]
        print(table(rows, ("variant", "kind", "path", given.first, given.second, ""), right=(3, 4)))
    return 1 if found else 0


def _words(value: float | str | None) -> str:
    return "—" if value is None else value if isinstance(value, str) else format_number(value, digits=4)


def differences(old: Project, new: Project, wanted: str | None = None) -> Iterator[Difference]:
    """What differs, project by project: words of the project, then variant by variant inputs, bench, ranges and answers."""
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
        yield from _in_variant(before, after, old, new)


def _pairs(old: Project, new: Project, wanted: str | None) -> list[tuple[Variant | None, Variant | None]]:
    if wanted is not None:
        return [(old.variant(wanted), new.variant(wanted))]
    first, second = ({variant.id: variant for variant in side.variants} for side in (old, new))
    return [(first.get(key), second.get(key)) for key in dict.fromkeys((*first, *second))]


def _in_variant(before: Variant, after: Variant, old: Project, new: Project) -> Iterator[Difference]:
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
    yield from _answers(key, before, after, old, new)


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
        if any(isinstance(entry, Value) and entry.sd is not None for entry in (one, other)) and numbers[0] == numbers[1]:
            texts = [format_value(entry) if isinstance(entry, Value) else None for entry in (one, other)]
            yield Difference(variant=key, path=path, old=texts[0], new=texts[1], unit="", kind=of_kind)
            return
        yield Difference(variant=key, path=path, old=numbers[0], new=numbers[1], unit=unit, kind=of_kind)
        return
    said = [format_value(entry) if isinstance(entry, Value) else entry for entry in (one, other)]
    yield Difference(variant=key, path=path, old=said[0], new=said[1], unit="", kind=of_kind)


def _answers(key: str, before: Variant, after: Variant, old: Project, new: Project) -> Iterator[Difference]:
    known = load()
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
