"""What stands behind --vary, --target, --objective and --constraint, and how long work tells how far it is."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from formulator import design as designs
from formulator.design import Design
from formulator.errors import FieldError, UnitError, UsageError
from formulator.explore.factor import Factor, unit_of
from formulator.explore.many import check_outputs
from formulator.explore.screening import Constraint, Objective
from formulator.outputs import OUTPUT_BY_PATH
from formulator.units import Value, parse

_BARE = re.compile(r"\s*[-+−]?[0-9.]+(?:[eE][-+]?[0-9]+)?\s*")
_LIMIT = re.compile(r"\s*([a-z_.]+)\s*(<=|>=|<|>)\s*(.+)")
SELDOM = 0.2
"""Seconds between two words on a terminal; into a file every tenth is said."""


def factor(design: Design, text: str, counted: bool) -> Factor:
    """`PATH=LOW:HIGH[:log]`, or `PATH=START:STOP:N[:log]` where steps are counted."""
    path, _, rest = text.partition("=")
    path = path.strip()
    parts = [part.strip() for part in rest.split(":")]
    log = parts[-1] == "log"
    if log:
        parts.pop()
    wanted = 3 if counted else 2
    if len(parts) != wanted or not all(parts):
        form = "PATH=START:STOP:N[:log], such as medium.ionic_strength=1:150:20:log" if counted else "PATH=LOW:HIGH[:log]"
        raise UsageError(f"--vary '{text}' is not {form}.")
    count = 0
    if counted:
        if not re.fullmatch(r"[0-9]{1,9}", parts[2]):
            raise UsageError(f"--vary {path}: '{parts[2]}' is not a number of steps.")
        count = int(parts[2])
    if not designs.field(path).is_quantity:
        raise UsageError(f"{path} is a choice, and only quantities can be varied here.")
    low, high = ends(design, path, parts[0], parts[1])
    return Factor(path=path, low=low.magnitude, high=high.magnitude, unit=low.unit, log=log, count=count)


def ends(design: Design, path: str, first: str, last: str) -> tuple[Value, Value]:
    """Both ends in one unit: the one that is written at either, else the one in which the design says the field."""
    row = designs.field(path)
    accepted = (unit_of(design, path), *row.units)
    try:
        if _BARE.fullmatch(first) and not _BARE.fullmatch(last):
            high = parse(last, accepted)
            return parse(first, high.unit), high
        low = parse(first, accepted)
        high = parse(last, (low.unit, *accepted) if _BARE.fullmatch(last) else accepted)
        return low, Value(high.to(low.unit), low.unit)
    except UnitError as problem:
        raise FieldError(path, str(problem)) from problem


def output_value(path: str, text: str) -> float:
    """A number of an output in its shown unit; another unit may be typed."""
    check_outputs((path,))
    unit = OUTPUT_BY_PATH[path].unit
    try:
        return parse(text, unit).to(unit)
    except UnitError as problem:
        raise FieldError(path, str(problem)) from problem


def target(text: str) -> tuple[str, float]:
    """`OUTPUT=VALUE`."""
    path, sign, typed = text.partition("=")
    if not sign or not typed.strip():
        raise UsageError(f"--target '{text}' is not OUTPUT=VALUE, such as loading.dlc=10.")
    return path.strip(), output_value(path.strip(), typed)


def objective(text: str) -> Objective:
    """`OUTPUT=max` or `OUTPUT=min`."""
    path, _, towards = text.partition("=")
    check_outputs((path.strip(),))
    return Objective(path=path.strip(), towards=towards.strip())


def constraint(text: str) -> Constraint:
    """`OUTPUT<=VALUE` and the other three signs."""
    match = _LIMIT.fullmatch(text)
    if match is None:
        raise UsageError(f"--constraint '{text}' is not OUTPUT<=VALUE, such as \"size.pdi<=0.2\".")
    return Constraint(path=match[1], sign=match[2], limit=output_value(match[1], match[3]))


def outputs(text: str | None, otherwise: Iterable[str]) -> tuple[str, ...]:
    """The paths of --outputs, separated by commas."""
    return check_outputs([path.strip() for path in text.split(",") if path.strip()] if text else tuple(otherwise))


def write_rows(target_file: str | None, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table as CSV into a file, or to the terminal without one: numbers by repr, what has no value left empty."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([_cell(entry) for entry in row] for row in rows)
    if target_file is None:
        sys.stdout.write(out.getvalue())
        return
    from formulator.storage import write_text

    write_text(Path(target_file), out.getvalue())


def _cell(entry: object) -> str:
    if isinstance(entry, float | np.floating):
        return "" if np.isnan(entry) else repr(float(entry))
    return str(entry)


class Progress:
    """Says on stderr how much is done, once the work has taken a second."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.began = self.said = time.monotonic()
        self.tenth = 0
        self.live = sys.stderr.isatty()
        self.open = False

    def __call__(self, share: float) -> None:
        now = time.monotonic()
        if now - self.began < 1.0:
            return
        if self.live:
            if now - self.said >= SELDOM or share >= 1.0:
                self.said, self.open = now, share < 1.0
                print(f"\r{self.what}: {100 * share:3.0f} %", end="" if share < 1.0 else "\n", file=sys.stderr, flush=True)
        elif int(10 * share) > self.tenth:
            self.tenth = int(10 * share)
            print(f"{self.what}: {10 * self.tenth} %", file=sys.stderr, flush=True)

    def close(self) -> None:
        """End an open line, so that the next words begin on their own."""
        if self.open:
            print(file=sys.stderr)
