"""`compare`: variants side by side. `diff`: what differs between two projects, whatever units they are written in."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from formulator import storage
from formulator.catalogue import load
from formulator.cli import arguments
from formulator.cli.projects import prediction_of
from formulator.cli.text import dump, table
from formulator.explore.comparison import compare
from formulator.sheets.differences import apart, differences
from formulator.units import unit_label


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


def run_diff(given: argparse.Namespace) -> int:
    """The diff command."""
    sides = [storage.load(Path(name), accept_changed=given.accept_changed).project for name in (given.first, given.second)]
    found = list(differences(sides[0], sides[1], load(), given.variant))
    if given.json:
        dump([asdict(one) for one in found])
    elif not found:
        print("Nothing differs.")
    else:
        rows = [(one.variant, one.kind, one.path, *apart(one), unit_label(one.unit)) for one in found]
        print(table(rows, ("variant", "kind", "path", given.first, given.second, ""), right=(3, 4)))
    return 1 if found else 0
