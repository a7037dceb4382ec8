"""`batch`: many designs out of a table, each row a few fields laid over the project's design."""

from __future__ import annotations

import argparse
import csv
import dataclasses
import io
import re
import sys
from pathlib import Path
from typing import Any

from formulator import design as designs
from formulator import storage
from formulator.catalogue import Catalogue
from formulator.cli.calculate import read_table
from formulator.cli.projects import opened
from formulator.design import Design
from formulator.errors import FieldError, FormulatorError, UnknownMaterialError, UsageError
from formulator.evaluation import evaluate
from formulator.prediction import OUTPUT_BY_PATH, OUTPUTS
from formulator.units import Value, canonical, units_for

_HEAD = re.compile(r"^\s*([A-Za-z][A-Za-z0-9_.]*)\s*(?:\[([^\[\]]*)\])?\s*$")


@dataclasses.dataclass(frozen=True)
class Column:
    """A column that sets a field: where it stands, which field, and the unit of its numbers; None when each cell says its own."""

    position: int
    path: str
    unit: str | None


def add_commands(commands: Any) -> None:
    """batch."""
    batch = commands.add_parser("batch", help="many designs out of a table")
    batch.add_argument("file")
    batch.add_argument("--csv", required=True, metavar="IN.csv", help="heads are paths such as `ligand.density [mol%%]`")
    batch.add_argument("-o", "--output", required=True, metavar="OUT.csv")
    batch.add_argument("--outputs", metavar="PATH,...", help="only these answers")
    batch.add_argument("--variant", metavar="V")
    batch.add_argument("--accept-changed", action="store_true")
    batch.set_defaults(run=run_batch)


def run_batch(given: argparse.Namespace) -> int:
    """The batch command: exit 1 when a row fails."""
    _, variant, catalogue = opened(given)
    wanted = _wanted(given.outputs)
    rows, heads = read_table(Path(given.csv))
    columns = columns_of(heads, given.csv)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*heads, *(f"{path} [{OUTPUT_BY_PATH[path].unit}]" for path in wanted), "error"])
    failures = 0
    for line, row in rows:
        answers, error = [""] * len(wanted), ""
        try:
            if len(row) > len(heads):
                raise UsageError(f"the row has {len(row)} cells, the head {len(heads)}.")
            design = laid_over(variant.design, columns, row, catalogue)
            prediction = evaluate(design, catalogue)
            answers = ["" if prediction[path].value is None else repr(prediction[path].value) for path in wanted]
        except FormulatorError as problem:
            error, failures = f"line {line}: {problem}", failures + 1
        writer.writerow([*[*row, *[""] * len(heads)][: len(heads)], *answers, error])
    storage.write_text(Path(given.output), out.getvalue())
    print(f"{given.output}: {len(rows) - failures} of {len(rows)} designs", file=sys.stderr)
    return 1 if failures else 0


def _wanted(text: str | None) -> tuple[str, ...]:
    if text is None:
        return tuple(output.path for output in OUTPUTS)
    from formulator.explore.many import check_outputs

    return check_outputs([path.strip() for path in text.split(",") if path.strip()])


def columns_of(heads: list[str], name: str) -> list[Column]:
    """The columns that set a field; others are carried along. A head that looks like a path must be one."""
    found: list[Column] = []
    for position, head in enumerate(heads):
        match = _HEAD.match(head)
        if match is None or match[1].partition(".")[0] not in designs.SECTIONS or "." not in match[1]:
            continue
        row = designs.field(match[1])
        if any(column.path == match[1] for column in found):
            raise UsageError(f"{name}: two columns are headed {match[1]}. Each field needs one.")
        unit = None if match[2] is None or match[2] == "text" else canonical(match[2])
        if unit is not None and row.is_quantity and not any(unit in units_for(accepted) for accepted in row.units):
            _refuse_unit(match[1], match[2], row.units)
        found.append(Column(position, match[1], unit))
    if not found:
        raise UsageError(f"{name}: no column is a field of a design. Heads such as `ligand.density [mol%]` between commas are needed.")
    return found


def _refuse_unit(path: str, unit: str, accepted: tuple[str, ...]) -> None:
    from formulator.units import kind

    if kind(unit) not in {kind(one) for one in accepted}:
        raise FieldError(
            path, f"a column in '{unit or 'no unit'}' does not fit. It takes {', '.join(one or 'a plain number' for one in accepted)}."
        )


def laid_over(design: Design, columns: list[Column], row: list[str], catalogue: Catalogue) -> Design:
    """The design with the cells of one row in it; an empty cell leaves the field as it is."""
    for column in columns:
        text = row[column.position].strip() if column.position < len(row) else ""
        if text:
            design = designs.replaced(design, column.path, _entry(column, text, catalogue))
    return design


def _entry(column: Column, text: str, catalogue: Catalogue) -> designs.Entry:
    row = designs.field(column.path)
    if row.is_quantity and column.unit is not None:
        try:
            value = Value(float(text), column.unit)
        except ValueError:
            raise FieldError(column.path, f"'{text}' is not a number; a table takes '.' and no grouping.") from None
        designs.check(column.path, value)
        return value
    entry = designs.read(column.path, text)
    if row.kind == "pick" and isinstance(entry, str):
        try:
            return catalogue.get(entry, row.material_kinds).key
        except UnknownMaterialError as problem:
            raise FieldError(column.path, str(problem)) from problem
    return entry
