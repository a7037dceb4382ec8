"""`log`: who changed what, when and why, out of the log of a project."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from formulator import storage
from formulator.cli.projects import printed
from formulator.cli.text import dump, table
from formulator.errors import UsageError
from formulator.sheets import changes

_SHOWN = 60
"""Longest text of an entry in the table of the terminal; CSV and JSON carry all of it."""


def add_commands(commands: Any) -> None:
    """log."""
    log = commands.add_parser("log", help="who changed what, when and why")
    log.add_argument("file")
    log.add_argument("--path", default="", metavar="TEXT", help="only entries whose path holds this text, such as ligand.density or spec.")
    log.add_argument("--since", default="", metavar="DATE", help="only entries of this day or later, such as 2027-01-31")
    log.add_argument("-o", "--output", metavar="OUT.csv|html")
    log.add_argument("--json", action="store_true")
    log.add_argument("--accept-changed", action="store_true")
    log.set_defaults(run=run_log)


def run_log(given: argparse.Namespace) -> int:
    """The log command."""
    suffix = Path(given.output).suffix.lower() if given.output else ""
    if given.output and suffix not in (".csv", ".html"):
        raise UsageError(f"'{Path(given.output).name}' does not end in .csv or .html.")
    found = storage.load(Path(given.file), accept_changed=given.accept_changed)
    entries = [one for one in changes.selected(found.project, day=given.since) if given.path in one["path"]]
    if suffix == ".html":
        asked = " ".join(filter(None, (given.path and f"Path with {given.path}.", given.since and f"Since {given.since}.")))
        storage.write_text(Path(given.output), changes.as_html(found.project, entries, asked or "All changes.", printed(given)))
    elif given.output:
        storage.write_text(Path(given.output), changes.as_csv(entries))
    elif given.json:
        dump([dict(one) for one in entries])
    elif not entries:
        print("No entry." if given.path or given.since else "Nothing has been changed since the project was made.")
    else:
        print(table([tuple(_short(one.get(key)) for key in changes.KEYS) for one in entries], changes.KEYS, right=(0,)))
    return 0


def _short(value: object) -> str:
    line = " ".join(str("" if value is None else value).split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
