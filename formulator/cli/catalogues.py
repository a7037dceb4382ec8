"""`catalogue list/show/check/add`: what is known, each number with unit, range, source and grade."""

from __future__ import annotations

import argparse
from typing import Any

from formulator import catalogue as catalogues
from formulator.cli import own
from formulator.cli.text import dump, table
from formulator.units import Value, format_interval, format_number, unit_label


def add_commands(commands: Any) -> None:
    """catalogue list, show, check, add."""
    top = commands.add_parser("catalogue", help="materials, each number with unit, range, source and grade")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="list|show|check|add")
    listing = verbs.add_parser("list", help="materials, of one kind or all")
    listing.add_argument("kind", nargs="?")
    listing.add_argument("--search", metavar="TEXT", help="only what matches in name, synonym, receptor or indication")
    show = verbs.add_parser("show", help="one material")
    show.add_argument("id")
    check = verbs.add_parser("check", help="whether every number has a unit, a source and a grade")
    for verb in (listing, show, check):
        verb.add_argument("--json", action="store_true")
    own.add_verb(verbs)
    top.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """The catalogue command."""
    if given.verb == "add":
        return own.run(given)
    known = catalogues.load()
    return {"list": _list, "show": _show, "check": _check}[given.verb](given, known)


def _list(given: argparse.Namespace, known: catalogues.Catalogue) -> int:
    found = known.search(given.search, given.kind) if given.search else known.all(given.kind)
    if given.json:
        dump([{"id": material.key, "name": material.name, "kind": material.kind, "provenance": material.provenance} for material in found])
    else:
        print(table([(material.key, material.name, material.provenance) for material in found], ("id", "name", "from")))
    return 0


def _show(given: argparse.Namespace, known: catalogues.Catalogue) -> int:
    material = known.get(given.id)
    if given.json:
        dump(material.as_data())
        return 0
    print(f"{material.name}  ({material.key}, {material.provenance})\n")
    print(
        table(
            [_row(name, entry, known) for name, entry in material.properties.items()],
            ("property", "value", "5-95 %", "status", "source"),
        )
    )
    return 0


def _row(name: str, entry: catalogues.Property, known: catalogues.Catalogue) -> tuple[str, str, str, str, str]:
    value = entry.value
    source = known.sources.get(entry.source)
    words = source.text if source is not None else entry.source
    if not isinstance(value, Value):
        return (name, ", ".join(map(str, value)) if isinstance(value, tuple) else str(value), "", entry.words, words)
    shown = f"{format_number(value.magnitude, digits=6)} {unit_label(value.unit)}".rstrip()
    limits = format_interval(entry.low, entry.high) if entry.low is not None and entry.high is not None else ""
    return (name, shown, limits, entry.words or entry.status, words)


def _check(given: argparse.Namespace, known: catalogues.Catalogue) -> int:
    problems = catalogues.check(known)
    numbers = sum(isinstance(entry.value, Value) for material in known.all(None) for entry in material.properties.values())
    if given.json:
        dump({"numbers": numbers, "problems": list(problems)})
    else:
        print("\n".join(problems) if problems else f"{numbers} numbers, each with unit, source and grade.")
    return 1 if problems else 0
