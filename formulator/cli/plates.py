"""`plate`: a plate of many conditions, for a pipetting robot or for the wall."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from formulator import storage
from formulator.cli import arguments
from formulator.cli.projects import opened
from formulator.cli.text import table
from formulator.design import Design
from formulator.errors import UsageError
from formulator.recipe.plate import COLUMNS, ROWS, Plate, plate, varied
from formulator.sheets import plate as plate_sheet
from formulator.units import parse


def add_commands(commands: Any) -> None:
    """plate."""
    plan = commands.add_parser("plate", help="a 96-well plate of many conditions, as CSV for a robot")
    plan.add_argument("file")
    plan.add_argument("--vary", required=True, metavar="PATH=V1,V2,...", help="one condition a value, such as payload.np_ratio=1,2,4,8")
    plan.add_argument("--well", default="50 uL", metavar="VOLUME", help='volume of a well (default "50 uL")')
    plan.add_argument("--payload", metavar="MASS", help="the same payload in every well, such as 0.5 ug; else the same polymer")
    plan.add_argument("--replicates", type=arguments.whole(1, 96), default=3, metavar="N", help="wells a condition (default 3)")
    plan.add_argument("--variant", metavar="V")
    plan.add_argument("-o", "--output", metavar="OUT.csv", help="the transfers for a robot")
    plan.add_argument("--accept-changed", action="store_true")
    plan.set_defaults(run=run_plate)


def run_plate(given: argparse.Namespace) -> int:
    """The plate command: exit 1 when a condition cannot be pipetted."""
    _, variant, catalogue = opened(given)
    well = parse(given.well, "uL")
    if well.magnitude <= 0:
        raise UsageError(f"--well '{given.well}' cannot be. A volume such as 50 uL is needed.")
    payload = None if given.payload is None else parse(given.payload, "ug")
    if payload is not None and payload.magnitude <= 0:
        raise UsageError(f"--payload '{given.payload}' cannot be. A mass such as 0.5 ug is needed.")
    made = plate(conditions(variant.design, given.vary), variant.bench, catalogue, well, given.replicates, payload)
    if made.problems:
        for problem in made.problems:
            print(f"formulator: {problem.text}", file=sys.stderr)
        return 1
    if given.output:
        storage.write_text(Path(given.output), plate_sheet.robot(made))
    print(plate_text(made))
    return 0


def conditions(design: Design, text: str) -> list[tuple[str, Design]]:
    """A design for every value of PATH=V1,V2,...."""
    path, sign, values = text.partition("=")
    typed = [value.strip() for value in values.split(",")]
    if not sign or not all(typed):
        raise UsageError(f"--vary '{text}' is not PATH=V1,V2,..., such as payload.np_ratio=1,2,4,8.")
    return varied(design, path.strip(), typed)


def plate_text(made: Plate) -> str:
    """The map of the plate, what to prepare, and the steps."""
    numbers = {well: str(position) for position, (_, wells) in enumerate(made.wells, 1) for well in wells}
    grid = [(row, *(numbers.get(f"{row}{column}", "·") for column in range(1, COLUMNS + 1))) for row in ROWS]
    parts = [table(grid, ("", *map(str, range(1, COLUMNS + 1))), right=tuple(range(1, COLUMNS + 1)))]
    parts.append(
        table(
            [(f"  {position}", name, " ".join(wells)) for position, (name, wells) in enumerate(made.wells, 1)], ("", "condition", "wells")
        )
    )
    sources = [(f"  {source}", volume) for source, volume in plate_sheet.sources(made)]
    parts.append("Prepare\n" + table(sources, right=(1,)))
    lines = [f"  {number}. {words}" for number, words in enumerate(plate_sheet.steps(made), 1)]
    parts.append("Order\n" + "\n".join(lines))
    changed = [(f"  {name}", *rest) for name, *rest in plate_sheet.rounded(made)]
    if changed:
        parts.append("After rounding\n" + table(changed, ("condition", "", "designed", "made", "change"), right=(2, 3, 4)))
    return "\n\n".join([*parts, "\n".join(f"note: {note}" for note in made.notes)])
