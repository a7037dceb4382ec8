"""`log`: who changed what, when and why, out of the log of a project."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from formulator import storage
from formulator.cli.text import dump, table
from formulator.errors import UsageError

HEADS = ("seq", "utc", "user", "path", "old", "new", "reason")
_SHOWN = 60
"""Longest text of an entry in the table of the terminal; CSV and JSON carry all of it."""
_FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet would take for a formula."""


def add_commands(commands: Any) -> None:
    """log."""
    log = commands.add_parser("log", help="who changed what, when and why")
    log.add_argument("file")
    log.add_argument("--path", default="", metavar="TEXT", help="only entries whose path holds this text, such as ligand.density or spec.")
    log.add_argument("--since", default="", metavar="DATE", help="only entries of this day or later, such as 2027-01-31")
    log.add_argument("-o", "--output", metavar="OUT.csv")
    log.add_argument("--json", action="store_true")
    log.add_argument("--accept-changed", action="store_true")
    log.set_defaults(run=run_log)


def run_log(given: argparse.Namespace) -> int:
    """The log command."""
    if given.output and Path(given.output).suffix.lower() != ".csv":
        raise UsageError(f"'{Path(given.output).name}' does not end in .csv.")
    found = storage.load(Path(given.file), accept_changed=given.accept_changed)
    entries = [one for one in found.project.extras.get("log", ()) if given.path in one["path"] and one["utc"] >= given.since]
    if given.output:
        storage.write_text(Path(given.output), as_csv(entries))
    elif given.json:
        dump([dict(one) for one in entries])
    elif not entries:
        print("No entry." if given.path or given.since else "Nothing has been changed since the project was made.")
    else:
        print(table([tuple(_short(text) for text in _texts(one)) for one in entries], HEADS, right=(0,)))
    return 0


def _texts(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple("" if entry.get(name) is None else str(entry[name]) for name in HEADS)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def as_csv(entries: list[Mapping[str, Any]]) -> str:
    """A table for a spreadsheet; a text that would be taken for a formula has an apostrophe in front."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(HEADS)
    for entry in entries:
        writer.writerow([f"'{text}" if text.startswith(_FORMULA) else text for text in _texts(entry)])
    return made.getvalue()
