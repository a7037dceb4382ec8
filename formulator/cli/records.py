"""`schema`, `self-test`, `migrate` and `--cite`: what the program says about itself."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from formulator import __version__, assets, storage
from formulator.catalogue import load
from formulator.cli.projects import saved
from formulator.cli.text import dump, table
from formulator.sheets import drift


def add_commands(commands: Any) -> None:
    """schema, self-test, migrate."""
    schema = commands.add_parser("schema", help="every input and output with its unit, and the JSON Schema of a project file")
    schema.add_argument("--json", action="store_true", help="the JSON is printed either way")
    schema.set_defaults(run=run_schema)
    test = commands.add_parser("self-test", help="published and golden cases, offline")
    test.add_argument("--json", action="store_true")
    test.set_defaults(run=run_self_test)
    migrate = commands.add_parser("migrate", help="write a project file in today's schema")
    migrate.add_argument("file")
    migrate.set_defaults(run=run_migrate)


def run_schema(given: argparse.Namespace) -> int:
    """The schema command."""
    del given
    dump(storage.schema())
    return 0


def run_self_test(given: argparse.Namespace) -> int:
    """The self-test command: exit 1 when a case fails."""
    from formulator.selftest import cases

    found = cases()
    if given.json:
        dump(
            [
                {
                    "case": case.name,
                    "source": case.source,
                    "expected": case.expected,
                    "got": case.got,
                    "tolerance": case.tolerance,
                    "passed": case.passed,
                }
                for case in found
            ]
        )
    else:
        print(
            table(
                [
                    (
                        "ok" if case.passed else "FAILED",
                        case.name,
                        f"{case.expected:.6g}",
                        f"{case.got:.6g}",
                        f"{case.tolerance:g}",
                        case.source,
                    )
                    for case in found
                ],
                ("", "case", "expected", "got", "tolerance", "source"),
                right=(2, 3),
            )
        )
        print(f"\n{sum(case.passed for case in found)} of {len(found)} cases hold.")
    return 0 if all(case.passed for case in found) else 1


def run_migrate(given: argparse.Namespace) -> int:
    """The migrate command."""
    path = Path(given.file)
    found = storage.load(path)
    digest = saved(found.project, path, found.digest)
    print(f"{path}: {'already in the newest schema' if digest == found.digest else 'written in the newest schema'}")
    engine, changed = drift.drifts(found.project, load().overlay(found.project.materials, found.project.calibrations))
    if changed:
        print(f"Answers that are others now than formulator {engine} saved, with the same inputs:")
        print(table([(row[0], row[2], *row[4:], row[1]) for row in drift.rows(changed, found.project)], ("", "", "then", "now", "", "why")))
    return 0


def cite() -> int:
    """How to cite the program."""
    print(assets.text("CITATION.cff").strip() if assets.path("CITATION.cff").is_file() else f"formulator {__version__}")
    return 0
