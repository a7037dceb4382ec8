"""`verify`: whether a project or a sheet still says what was computed."""

from __future__ import annotations

import argparse
import dataclasses
import json
import re
from pathlib import Path
from typing import Any

from formulator import storage
from formulator.catalogue import load
from formulator.cli.text import dump

_ENTRY = re.compile(r"^log\[(\d+)\]")


def add_commands(commands: Any) -> None:
    """verify."""
    check = commands.add_parser("verify", help="whether a project or a sheet still says what was computed")
    check.add_argument("file", help="a project, or a sheet as PDF, HTML, XLSX or JSON")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=run_verify)


def run_verify(given: argparse.Namespace) -> int:
    """The verify command: exit 1 when a field does not hold."""
    path = Path(given.file)
    if path.suffix.lower() == storage.SUFFIX or path.is_dir():
        return _project(path, given.json)
    from formulator.sheets.verify import verify

    report = verify(path, load())
    if given.json:
        dump(
            {
                "file": path.name,
                "engine": report.engine,
                "same_engine": report.same_engine,
                "numbers": report.numbers,
                "findings": [{**dataclasses.asdict(finding), "text": finding.text} for finding in report.findings],
            }
        )
    elif report.findings:
        print(f"{path.name}: made by {report.engine}{'' if report.same_engine else ', not by this one'}.")
        print("\n".join(f"  {finding.text}" for finding in report.findings))
    else:
        print(f"{path.name}: inputs intact; {report.numbers} numbers reproduce with {report.engine}; 0 differences.")
    return 1 if report.findings else 0


def _project(path: Path, as_json: bool) -> int:
    """A project file: its digest, its log, and that every variant evaluates. Its numbers are computed, never stored."""
    from formulator.evaluation import evaluate

    try:
        found = _with_log(path)
    except storage.ProjectFileError as refused:
        problems = _unreadable_entries(path, refused)
        if not problems:
            raise
        dump({"file": path.name, "findings": problems}) if as_json else print(f"{path.name}: " + " ".join(problems))
        return 1
    problems = list(storage.log_problems(found.project))
    known = load().overlay(found.project.materials, found.project.calibrations)
    variants = [(variant, evaluate(variant.design, known)) for variant in found.project.variants]
    numbers = sum(estimate.value is not None for _, prediction in variants for estimate in prediction.estimates.values())
    if as_json:
        dump({"file": path.name, "digest": found.digest, "variants": len(variants), "numbers": numbers, "findings": problems})
    elif problems:
        print(f"{path.name}: " + " ".join(problems))
    else:
        print(f"{path.name}: digest {found.digest[:12]} holds; {len(variants)} variants, {numbers} numbers computed from the inputs.")
    return 1 if problems else 0


def _with_log(path: Path) -> storage.Opened:
    """The project. A file whose content does not fit its digest is looked into once more: a broken log names the entry."""
    try:
        return storage.load(path)
    except storage.ProjectFileError as refused:
        if [where for where, _ in refused.problems] != ["digest"]:
            raise
        found = storage.load(path, accept_changed=True)
        if not storage.log_problems(found.project):
            raise refused from None
        return found


def _unreadable_entries(path: Path, refused: storage.ProjectFileError) -> list[str]:
    """What is wrong with entries of the log that do not even have the form of one; nothing when something else is wrong too."""
    found = [(_ENTRY.match(where), reason) for where, reason in refused.problems]
    if not found or any(match is None for match, _ in found):
        return []
    entries = json.loads(storage.read_bytes(path))["log"]
    numbers = {int(match[1]): reason for match, reason in found if match is not None}
    return [f"log entry {_seq(entries, at)}: it was changed after it was written: {reason}" for at, reason in numbers.items()]


def _seq(entries: list[Any], position: int) -> int:
    """The number of an entry by its place, for its own may be what was changed."""
    first = entries[0].get("seq") if position and isinstance(entries[0], dict) else None
    return position + (first if isinstance(first, int) else 1)
