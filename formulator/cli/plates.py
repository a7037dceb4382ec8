"""`plate`: a plate of many conditions, for a pipetting robot or for the wall."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from pathlib import Path
from typing import Any

from formulator import design as designs
from formulator import storage
from formulator.cli import arguments
from formulator.cli.projects import opened
from formulator.cli.text import table
from formulator.design import Design
from formulator.errors import UsageError
from formulator.prediction import OUTPUT_BY_PATH
from formulator.recipe.order import volume_words
from formulator.recipe.plate import COLUMNS, ROWS, Plate, plate
from formulator.sheets.table import guarded
from formulator.units import Value, parse

SHOWN = 0.005
"""Changes by rounding that are larger than this, as a share, are shown."""


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
        storage.write_text(Path(given.output), robot(made))
    print(plate_text(made))
    return 0


def conditions(design: Design, text: str) -> list[tuple[str, Design]]:
    """A design for every value. A number without a unit takes that of the value before it, else the field's first."""
    path, sign, values = text.partition("=")
    path = path.strip()
    typed = [value.strip() for value in values.split(",")]
    if not sign or not all(typed):
        raise UsageError(f"--vary '{text}' is not PATH=V1,V2,..., such as payload.np_ratio=1,2,4,8.")
    if not designs.field(path).is_quantity:
        raise UsageError(f"{path} is a choice, and only quantities can be varied here.")
    made = []
    unit = ""
    for value in typed:
        entry = designs.read(path, f"{value} {unit}".strip() if _is_bare(value) and unit else value)
        assert isinstance(entry, Value)
        unit = entry.unit
        made.append((f"{path} {value}", designs.replaced(design, path, entry)))
    return made


def _is_bare(text: str) -> bool:
    return not any(letter.isalpha() or letter == "%" for letter in text.replace("e", "").replace("E", ""))


def robot(made: Plate) -> str:
    """Every transfer in the order in which it is done."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["step", "source", "plate", "well", "volume [uL]", "condition"])
    for one in made.transfers:
        writer.writerow([one.step, guarded(one.source), one.plate, one.well, repr(round(one.volume * 1e9, 6)), guarded(one.condition)])
    return out.getvalue()


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
    sources = [(f"  {source}", volume_words(volume)) for source, volume in made.sources.items()]
    parts.append("Prepare\n" + table(sources, right=(1,)))
    steps = dict.fromkeys((one.step, one.source, one.plate) for one in made.transfers)
    lines = [f"  {number}. {source} into the {target}" for number, source, target in sorted(steps)]
    parts.append("Order\n" + "\n".join(lines))
    changed = [
        (
            f"  {name}",
            OUTPUT_BY_PATH[one.path].label,
            f"{one.designed:.5g}",
            f"{one.made:.5g}",
            f"{100 * (one.made / one.designed - 1):+.1f} %",
        )
        for name, one in made.deviations
        if one.designed and abs(one.made / one.designed - 1) > SHOWN
    ]
    if changed:
        parts.append("After rounding\n" + table(changed, ("condition", "", "designed", "made", "change"), right=(2, 3, 4)))
    return "\n\n".join([*parts, "\n".join(f"note: {note}" for note in made.notes)])
