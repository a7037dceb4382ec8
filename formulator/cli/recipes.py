"""`recipe`: what to weigh and pipette, or why it cannot be done."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from typing import Any

from formulator.cli.projects import now, opened
from formulator.cli.text import dump, table
from formulator.design import Design
from formulator.errors import UsageError
from formulator.prediction import OUTPUT_BY_PATH
from formulator.recipe import Plan, Portion, plan
from formulator.recipe.order import mass_words, order, volume_words
from formulator.recipe.portions import Tools, tools
from formulator.recipe.scale import scale_words, scaling
from formulator.units import Value, format_number, format_value, parse, unit_label


def add_commands(commands: Any) -> None:
    """recipe."""
    recipe = commands.add_parser("recipe", help="what to weigh and pipette, or why it cannot be done")
    recipe.add_argument("file")
    recipe.add_argument("--variant", metavar="V")
    recipe.add_argument(
        "--batch", metavar="AMOUNT", help='mass of all solids ("5 mg") or final volume ("2 mL"); default: bench.batch, else as designed'
    )
    recipe.add_argument("--json", action="store_true")
    recipe.add_argument("--accept-changed", action="store_true")
    recipe.set_defaults(run=run_recipe)


def batch_size(text: str | None) -> Value | None:
    """The batch that was asked for."""
    if text is None:
        return None
    value = parse(text, ("mg", "mL"))
    if value.magnitude <= 0:
        raise UsageError(f"--batch '{text}' cannot be. A mass such as 5 mg or a volume such as 2 mL is needed.")
    return value


def run_recipe(given: argparse.Namespace) -> int:
    """The recipe command: exit 1 when it cannot be done."""
    asked = batch_size(given.batch)
    found, variant, catalogue = opened(given)
    size = asked or variant.bench.batch
    made = plan(variant.design, variant.bench, catalogue, asked, today=now(given))
    scale = scaling(variant.design, catalogue, size) if size is not None and not made.problems else None
    if given.json:
        dump({**plan_data(made, variant.design, tools(variant.bench)), **({"scale": dataclasses.asdict(scale)} if scale else {})})
    elif made.problems:
        for problem in made.problems:
            fix = f' `formulator set FILE {problem.fix[0]}="{problem.fix[1]}"` does it.' if problem.fix else ""
            print(f"formulator: {problem.text}{fix}", file=sys.stderr)
    else:
        print(f"{found.project.title}: {variant.name}, batch of {mass_words(made.solids)} solids\n")
        print(plan_text(made, variant.design, tools(variant.bench)))
        if scale is not None and (said := scale_words(scale)):
            print(f"\n{said}")
    return 1 if made.problems else 0


def plan_text(made: Plan, design: Design, with_tools: Tools) -> str:
    """The recipe for the terminal."""
    rows = [
        (
            one.component.role,
            one.component.name,
            format_number(one.component.mass * 1e6, digits=5),
            mass_words(one.taken, with_tools.readability) if one.is_weighed else "",
            "" if one.stock is None else f"{volume_words(one.taken)} of {format_value(one.stock)}",
            "" if one.factor == 1 else f"× {one.factor:.5f}",
            one.lot.lot or "",
        )
        for one in made.portions
    ]
    heads = ("role", "component", "pure / mg", "weigh", "or pipette", "purity, salt", "lot")
    parts = [table(rows, heads, right=(2, 3))]
    steps = order(design.process.method, made.portions, made.phases, with_tools.readability)
    parts.append("Order\n" + "\n".join(f"  {number}. {step}" for number, step in enumerate(steps, 1)))
    if made.deviations:
        changes = [
            (
                f"  {OUTPUT_BY_PATH[one.path].label}",
                format_number(one.designed, digits=5),
                format_number(one.made, digits=5),
                unit_label(one.unit),
                f"{100 * (one.made / one.designed - 1):+.2f} %" if one.designed else "",
            )
            for one in made.deviations
        ]
        parts.append("After rounding\n" + table(changes, ("", "designed", "made", "", "change"), right=(1, 2, 4)))
    if made.notes:
        parts.append("\n".join(f"note: {note}" for note in made.notes))
    return "\n\n".join(parts)


def plan_data(made: Plan, design: Design, with_tools: Tools) -> dict[str, Any]:
    """The recipe as data."""
    problems = [
        {
            "component": problem.component,
            "reason": problem.reason,
            "remedy": problem.remedy,
            "fix": None if problem.fix is None else {"path": problem.fix[0], "value": problem.fix[1]},
        }
        for problem in made.problems
    ]
    if problems:
        return {"ok": False, "problems": problems}
    return {
        "ok": True,
        "problems": [],
        "batch": {"value": made.solids * 1e6, "unit": "mg", "of": "all solids"},
        "components": [_portion_data(one) for one in made.portions],
        "phases": [
            {
                "name": phase.name,
                "solvent": phase.solvent,
                "volume": phase.volume * 1e9,
                "make_up": round(phase.make_up * 1e9, 6),
                "unit": "uL",
                "components": list(phase.members),
            }
            for phase in made.phases
        ],
        "order": list(order(design.process.method, made.portions, made.phases, with_tools.readability)),
        "deviations": [
            {
                "path": one.path,
                "unit": one.unit,
                "designed": one.designed,
                "made": one.made,
                "change": one.made / one.designed - 1 if one.designed else None,
            }
            for one in made.deviations
        ],
        "notes": list(made.notes),
    }


def _portion_data(one: Portion) -> dict[str, Any]:
    component = one.component
    weigh = {"value": round(one.taken * 1e6, 9), "exact": one.exact * 1e6, "unit": "mg"}
    return {
        "component": component.key,
        "role": component.role,
        "name": component.name,
        "mass": component.mass * 1e6,
        "unit": "mg",
        "molar_mass": None if component.molar_mass is None else component.molar_mass * 1e3,
        "factor": one.factor,
        "lot": one.lot.lot,
        "weigh": weigh if one.is_weighed else None,
        "pipette": None
        if one.stock is None
        else {
            "value": round(one.taken * 1e9, 6),
            "exact": one.exact * 1e9,
            "unit": "uL",
            "stock": one.stock.magnitude,
            "stock_unit": one.stock.unit,
            "solvent": one.lot.stock_solvent,
            "portions": one.portions,
        },
    }
