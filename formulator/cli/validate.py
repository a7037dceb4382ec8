"""`validate`: predicted against measured over a table of published formulations."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from formulator import __version__
from formulator import catalogue as catalogues
from formulator.cli import arguments
from formulator.cli.text import dump, table
from formulator.errors import ProjectFileError, UsageError

RIGHT = tuple(range(2, 12))


def add_commands(commands: Any) -> None:
    """validate."""
    command = commands.add_parser("validate", help="predicted against measured over a table of published formulations")
    command.add_argument("data", metavar="DATA.csv", help="columns as in the shipped compilation of published formulations")
    command.add_argument("--json", action="store_true")
    command.add_argument("-o", "--output", metavar="REPORT.html", help="the report with its pictures")
    command.add_argument("--draws", type=arguments.whole(64, arguments.MOST_DRAWS), default=4096, metavar="N", help="draws (default 4096)")
    command.set_defaults(run=run_validate)


def run_validate(given: argparse.Namespace) -> int:
    """The validate command: exit 1 when not one row could be compared."""
    from formulator import validation
    from formulator.storage import read_bytes, write_text

    output = Path(given.output) if given.output else None
    if output is not None and output.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"'{output.name}' does not end in .html.")
    path = Path(given.data)
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProjectFileError(f"{path} cannot be read: it is not UTF-8 text.") from None
    report = validation.validate(
        validation.read(text, path.name), validation.shipped(), catalogues.load(), draws=given.draws, seed=given.seed, progress=_progress
    )
    if output is not None:
        write_text(output, validation.page(report, f"Predicted against measured: {path.name}", f"formulator {__version__}"))
    if given.json:
        dump(validation.as_data(report))
    else:
        _print(report)
    return 0 if report.comparisons else 1


def _progress(done: int, total: int) -> None:
    """Rows done, on a terminal only."""
    if sys.stderr.isatty():
        end = "\n" if done + 1 == total else ""
        print(f"\r{done + 1} of {total} rows", end=end, file=sys.stderr, flush=True)


def _print(report: Any) -> None:
    from formulator.validation.page import EXPLAINED, HEADS, table_rows

    if report.comparisons:
        print(table(table_rows(report), HEADS, right=RIGHT))
        print(f"\n{EXPLAINED}")
    compared = len({entry.row.number for entry in report.comparisons})
    print(f"\n{compared} of {report.rows} rows compared.")
    for reason, count in sorted(report.skipped.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {count:4d}  {reason}")
    for path, reasons in report.unscored.items():
        for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
            print(f"  {count:4d}  {path}: {reason}")
