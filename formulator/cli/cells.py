"""`cells`: one design on several kinds of cells, as a table, as JSON, or as a file."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any

from formulator.catalogue import Catalogue
from formulator.cli import arguments, varying
from formulator.cli.projects import opened, prediction_of
from formulator.cli.text import dump, table
from formulator.errors import UsageError
from formulator.explore.cells import ANSWERS, Answer, CellRow, Panel, panel, usual
from formulator.explore.cells_figure import cells_figure, note
from formulator.explore.cells_table import HEADS, NUMBERS, origin, rows
from formulator.outputs import OUTPUT_BY_PATH

SHOWN = {"bound": "targeting.occupancy_target", "per-cell": "targeting.bound_per_cell", "uptake": "targeting.uptake_per_cell"}
LEAST_HEIGHT, ROW_HEIGHT, ROWS_THAT_FIT = 400.0, 24.0, 13
SHOWN |= {"selectivity": "targeting.selectivity"}


def add_commands(commands: Any) -> None:
    """cells."""
    made = commands.add_parser("cells", help="one design on several kinds of cells: bound, taken up, selectivity")
    made.add_argument("file")
    made.add_argument("more", nargs="*", metavar="CELL", help="ids of cells; none: all whose receptors are known")
    made.add_argument("--all", action="store_true", dest="show_all", help="also cells whose receptors nobody knows")
    made.add_argument("--variant", metavar="V")
    made.add_argument("--show", choices=tuple(SHOWN), default="bound", help="what a picture shows (default bound)")
    made.add_argument("--draws", type=arguments.draws, default=1024, metavar="N", help="draws for the intervals (default 1024, 0 for none)")
    made.add_argument("--json", action="store_true")
    made.add_argument("-o", "--output", metavar="OUT", help="OUT.csv the table; OUT.svg or OUT.png the picture")
    made.add_argument("--accept-changed", action="store_true")
    made.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """The cells command."""
    _, variant, catalogue = opened(given)
    prediction = prediction_of(given, variant, catalogue)
    found = panel(variant.design, catalogue, prediction, _chosen(given, variant.design, catalogue), given.draws, given.seed)
    if given.output:
        _write(given, found, catalogue)
    elif given.json:
        dump(_data(found, catalogue))
    else:
        print(table(rows(found, catalogue), HEADS, right=NUMBERS))
        print(f"\n{found.reason or note(found)}")
    return 0


def _chosen(given: argparse.Namespace, design: Any, catalogue: Catalogue) -> list[str]:
    named = [catalogue.get(name, ("cell",)).key for name in given.more]
    if named and not given.show_all:
        return named
    known = [*named, *usual(design, catalogue)]
    return [*known, *(cell.key for cell in catalogue.all("cell"))] if given.show_all else known


def _write(given: argparse.Namespace, found: Panel, catalogue: Catalogue) -> None:
    suffix = Path(given.output).suffix.lower()
    if suffix == ".csv":
        varying.write_rows(given.output, *_columns(found, catalogue))
    elif suffix in (".svg", ".png"):
        from formulator.ui.export.plot import write_content
        from formulator.ui.tokens import tokens

        height = LEAST_HEIGHT + ROW_HEIGHT * max(0, len(found.rows) - ROWS_THAT_FIT)
        write_content(cells_figure(found, SHOWN[given.show]), Path(given.output), tokens(False), height=height)
    else:
        raise UsageError(f"'{Path(given.output).name}' does not end in .csv, .svg or .png.")


def _columns(found: Panel, catalogue: Catalogue) -> tuple[list[str], list[list[object]]]:
    """Heads and rows with every digit; what is not known is an empty cell."""
    heads = ["cell", "id", "part", "receptors [1/cell]", "receptors, 5 % [1/cell]", "receptors, 95 % [1/cell]"]
    for path, name in ANSWERS.items():
        unit = OUTPUT_BY_PATH[path].unit or "1"
        heads += [f"{name} [{unit}]", f"{name}, 5 % [{unit}]", f"{name}, 95 % [{unit}]"]
    body: list[list[object]] = []
    for row in found.rows:
        line: list[object] = [row.name, row.key, row.part, *map(_number, (row.receptors, row.low, row.high))]
        for path in ANSWERS:
            answer = row.answers.get(path)
            line += [_number(end) for end in ((answer.value, answer.low, answer.high) if answer else (None, None, None))]
        body.append([*line, row.grade.name if row.receptors is not None else "", origin(row, catalogue) if row.state else "", row.reason])
    return [*heads, "grade", "source", "note"], body


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _data(found: Panel, catalogue: Catalogue) -> dict[str, Any]:
    return {"receptor": found.receptor, "reason": found.reason, "note": note(found), "cells": [_cell(row, catalogue) for row in found.rows]}


def _cell(row: CellRow, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "id": row.key,
        "name": row.name,
        "part": row.part,
        "kind": row.kind,
        "receptors": row.receptors,
        "receptors_low": row.low,
        "receptors_high": row.high,
        "state": row.state or "missing",
        "source": row.source,
        "source_text": origin(row, catalogue) if row.state else "",
        "grade": row.grade.name if row.receptors is not None else None,
        "note": row.note,
        "reason": row.reason,
        "outputs": {path: _answer(answer) for path, answer in row.answers.items()},
    }


def _answer(answer: Answer) -> dict[str, float | None]:
    """None for a ratio over a cell that binds nothing."""
    return {"value": _finite(answer.value), "low": _finite(answer.low), "high": _finite(answer.high)}
