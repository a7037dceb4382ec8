"""`record`: executed batches beside their design: actual weights, lots, times, results, deviations; locked when they are done."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any

from formulator.cli.projects import opened, save_edit
from formulator.cli.text import dump, table
from formulator.errors import UsageError
from formulator.outputs import OUTPUT_BY_PATH
from formulator.project import Batch
from formulator.recipe import executed as executions
from formulator.recipe import plan
from formulator.units import Value, format_number, format_value, kind


def add_commands(commands: Any) -> None:
    """record."""
    record = commands.add_parser("record", help="executed batches: actual weights, lots, times, results, deviations")
    record.add_argument("file")
    record.add_argument("more", nargs="*", metavar="PATH=VALUE", help='such as weight.payload="2.01 mg", lot.payload=C-17, deviation=TEXT')
    record.add_argument("--number", metavar="NO", help="the batch; a new one is begun under a new number. None: all are listed")
    record.add_argument("--variant", metavar="V")
    record.add_argument("--lock", action="store_true", help="no change is taken any more")
    record.add_argument("--reason", default="", metavar="TEXT", help="why; it stands in the log")
    record.add_argument("--json", action="store_true")
    record.add_argument("--accept-changed", action="store_true")
    record.set_defaults(run=run_record)


def run_record(given: argparse.Namespace) -> int:
    """The record command."""
    found, variant, catalogue = opened(given)
    if given.number is None:
        if given.more or given.lock:
            raise UsageError("Say which batch: --number NO.")
        _show(found.project.batches, given.json)
        return 0
    old = executions.batch(found.project, given.number)
    if old is not None and given.variant is not None and old.variant != variant.id:
        raise UsageError(f"Batch {given.number} is of variant {old.variant}, not of {variant.id}.")
    record = old or executions.begun(found.project, variant.id, given.number)
    if old is None and not given.more and not given.lock:
        known = ", ".join(one.number for one in found.project.batches) or "none"
        raise UsageError(f"There is no batch '{given.number}'. The project holds: {known}.")
    changed = executions.edited(record, given.more)
    if given.lock:
        changed = dataclasses.replace(changed, locked=True)
    if changed != old:
        save_edit(given, found, executions.with_batch(found.project, changed))
    if given.json:
        dump(batch_data(changed))
        return 0
    design = found.project.variant(changed.variant)
    print(_text(changed, plan(design.design, design.bench, catalogue)))
    return 0


def _show(batches: tuple[Batch, ...], as_json: bool) -> None:
    if as_json:
        dump([batch_data(one) for one in batches])
    elif not batches:
        print("No batch has been made yet.")
    else:
        rows = [(one.number, one.variant, one.date, one.operator, "locked" if one.locked else "open") for one in batches]
        print(table(rows, ("number", "variant", "date", "operator", "")))


def batch_data(one: Batch) -> dict[str, Any]:
    """A record as data."""
    return {
        "number": one.number,
        "variant": one.variant,
        "date": one.date,
        "operator": one.operator,
        "locked": one.locked,
        "weights": {name: _data(value) for name, value in one.weights},
        "lots": dict(one.lots),
        "times": dict(one.times),
        "results": {name: _data(value) for name, value in one.results},
        "deviations": list(one.deviations),
    }


def _data(value: Value) -> dict[str, Any]:
    return {"value": value.magnitude, "unit": value.unit}


def _text(one: Batch, planned: Any) -> str:
    """The record beside what was planned."""
    lots, wanted = dict(one.lots), {portion.component.key: portion for portion in planned.portions}
    rows = []
    for name in dict.fromkeys((*wanted, *(key for key, _ in one.weights), *lots)):
        actual, portion = dict(one.weights).get(name), wanted.get(name)
        plan_value = None
        if portion is not None:
            exact = portion.exact * (1e6 if portion.is_weighed else 1e9)
            plan_value = Value(float(f"{exact:.5g}"), "mg" if portion.is_weighed else "uL")
        change = ""
        if actual is not None and plan_value is not None and kind(actual.unit) == kind(plan_value.unit) and plan_value.magnitude:
            change = f"{100 * (actual.to(plan_value.unit) / plan_value.magnitude - 1):+.2f} %"
        rows.append((f"  {name}", _words(plan_value), _words(actual), change, lots.get(name, "")))
    head = f"Batch {one.number} of {one.variant}{', ' + one.date if one.date else ''}{', ' + one.operator if one.operator else ''}"
    parts = [f"{head}{' (locked)' if one.locked else ''}"]
    if rows:
        parts.append(table(rows, ("taken", "planned", "actual", "", "lot"), right=(1, 2, 3)))
    if one.times:
        parts.append(table([(f"  {name}", time) for name, time in one.times], ("time", "")))
    if one.results:
        named = [(f"  {OUTPUT_BY_PATH[name].label if name in OUTPUT_BY_PATH else name}", _words(value)) for name, value in one.results]
        parts.append(table([*named, *_yield(one, planned)], ("result", "")))
    parts += [f"deviation {position}: {text}" for position, text in enumerate(one.deviations, 1)]
    return "\n\n".join(parts)


def _words(value: Value | None) -> str:
    return "" if value is None else format_value(value)


def _yield(one: Batch, planned: Any) -> list[tuple[str, str]]:
    """A yield in mg as a share of all solids of the recipe."""
    made = dict(one.results).get(executions.YIELD)
    if made is None or kind(made.unit) != kind("mg") or not planned.solids:
        return []
    return [("  yield of the solids", f"{format_number(100 * made.si / planned.solids, digits=3)} %")]
