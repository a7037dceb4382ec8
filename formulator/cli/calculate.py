"""`calc`: any one model as a calculator, for one set of values or a whole CSV. `units`: every unit that is understood."""

from __future__ import annotations

import argparse
import csv
import io
import math
import re
import sys
from pathlib import Path
from typing import Any

from formulator import calculators, units
from formulator.chem.model import Card
from formulator.cli.text import dump, table
from formulator.errors import FormulatorError, ModelError, ProjectFileError, UsageError
from formulator.units import format_number, unit_label

_HEAD = re.compile(r"^\s*([A-Za-z_][A-Za-z0-9_]*)\s*(?:\[([^\[\]]*)\])?\s*$")


def add_commands(commands: Any) -> None:
    """calc, units."""
    calc = commands.add_parser("calc", help="any one model as a unit-aware calculator")
    calc.add_argument("model", nargs="?", help="name of the model")
    calc.add_argument("more", nargs="*", metavar="ARG=VALUE", help='such as ionic_strength="150 mM"')
    calc.add_argument("--list", action="store_true", dest="list_models", help="list the models, or the arguments of one")
    calc.add_argument("--csv", metavar="IN.csv", help="a table with heads such as `temperature [K]`")
    calc.add_argument("-o", "--output", metavar="OUT.csv")
    calc.add_argument("--unit", help="unit of the result")
    calc.add_argument("--json", action="store_true")
    calc.add_argument("--strict", action="store_true", help="exit 4 when a value is outside the model's range")
    calc.set_defaults(run=run)
    listing = commands.add_parser("units", help="every unit that is understood")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=run_units)


def run(given: argparse.Namespace) -> int:
    """The calc command."""
    if given.model is None and (given.csv or given.output or given.json and not given.list_models):
        raise UsageError("Name the model: calc MODEL. `formulator calc --list` shows them all.")
    if given.list_models or given.model is None:
        return _list(given)
    if given.csv:
        if given.more:
            raise UsageError(f"'{given.more[0]}' and --csv do not go together: the table holds the arguments.")
        return _table(given)
    if given.output:
        raise UsageError("-o goes with --csv; a single answer is printed.")
    arguments = {}
    for text in given.more:
        name, sign, value = text.partition("=")
        if not sign:
            raise UsageError(f"'{text}' is not ARGUMENT=VALUE, such as temperature=\"25 degC\".")
        arguments[name.strip()] = value
    said = calculators.answer(given.model, arguments, given.unit)
    if given.json:
        dump(_as_json(said))
    else:
        value = "no finite value" if said.value is None else format_number(said.value, digits=6)
        print(f"{said.model} = {value} {unit_label(said.unit)}".rstrip() + f"   {said.grade.mark} {said.grade.word}")
        for flag in said.flags:
            print(f"  note: {flag.text}")
    return 4 if given.strict and said.flags else 0


def _as_json(said: calculators.Answer) -> dict[str, Any]:
    return {
        "model": said.model,
        "value": said.value,
        "unit": said.unit,
        "low": None,
        "high": None,
        "grade": said.grade.name,
        "flags": [{"id": flag.id, "severity": flag.severity, "text": flag.text} for flag in said.flags],
        "sources": list(said.sources),
    }


def _list(given: argparse.Namespace) -> int:
    if given.model is None:
        cards = calculators.models()
        if given.json:
            dump(
                [
                    {
                        "model": card.name,
                        "topic": card.topic,
                        "unit": card.show,
                        "grade": card.grade.name,
                        "about": card.summary,
                        "arguments": list(card.arguments),
                    }
                    for card in cards.values()
                ]
            )
        else:
            print(
                table(
                    [(card.name, card.show or "-", card.grade.word, card.summary) for card in cards.values()],
                    ("model", "unit", "grade", "what it gives"),
                )
            )
        return 0
    card = calculators.model(given.model).card
    rows = calculators.describe(card)
    if given.json:
        dump(
            {
                "model": card.name,
                "unit": card.show,
                "equation": card.equation,
                "grade": card.grade.name,
                "sources": list(card.sources),
                "arguments": [{"name": name, "unit": unit, "range": limits} for name, unit, limits in rows],
            }
        )
    else:
        print(f"{card.name} [{card.show}]: {card.summary}\n{card.equation}\n")
        print(table(rows, ("argument", "unit", "range")))
    return 0


def _table(given: argparse.Namespace) -> int:
    card = calculators.model(given.model).card
    unit = calculators.result_unit(card, given.unit)
    rows, heads = read_table(Path(given.csv))
    columns = _columns(card, heads, given.csv)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*heads, f"{card.name} [{unit}]", "error"])
    failures = 0
    for _, row in rows:
        result = error = ""
        try:
            if len(row) > len(heads):
                raise UsageError(f"The row has {len(row)} cells, the head {len(heads)}.")
            result = _row(card, columns, row, unit)
        except FormulatorError as problem:
            error, failures = str(problem), failures + 1
        whole = [*row, *[""] * len(heads)][: max(len(heads), 1)]
        writer.writerow([*whole, result, error])
    if given.output:
        from formulator.storage import write_text

        write_text(Path(given.output), out.getvalue())
    else:
        sys.stdout.write(out.getvalue())
    return 1 if failures else 0


def _columns(card: Card, heads: list[str], name: str) -> dict[str, tuple[int, str | None]]:
    """Where each argument stands and in which unit; other columns are carried along."""
    columns: dict[str, tuple[int, str | None]] = {}
    for position, head in enumerate(heads):
        match = _HEAD.match(head)
        if match and match[1] in card.arguments:
            if match[1] in columns:
                raise UsageError(f"{name}: two columns are headed {match[1]}. Each argument needs one.")
            columns[match[1]] = (position, match[2])
    if not columns:
        argument, unit, _ = calculators.describe(card)[0]
        raise UsageError(f"{name}: no column is an argument of {card.name}. Heads such as `{argument} [{unit}]` between commas are needed.")
    return columns


def _row(card: Card, columns: dict[str, tuple[int, str | None]], row: list[str], unit: str) -> str:
    arguments: dict[str, Any] = {}
    for name, (position, head_unit) in columns.items():
        text = row[position].strip() if position < len(row) else ""
        if not text:
            continue
        arguments[name] = _cell(card, name, text, head_unit)
    said = calculators.answer(card.name, arguments, unit)
    if math.isnan(said.number):
        raise ModelError(f"{card.name}: {' '.join(flag.text for flag in said.flags)}.")
    return repr(said.number)


def _cell(card: Card, name: str, text: str, head_unit: str | None) -> Any:
    if head_unit == "text" or not hasattr(card.arguments[name], "unit"):
        return text
    try:
        plain = float(text)
    except ValueError:
        raise UsageError(f"{name}: '{text}' is not a number; a table takes '.' and no grouping.") from None
    if not math.isfinite(plain):
        raise UsageError(f"{name}: '{text}' is not a finite number.")
    return units.Value(plain, units.canonical(head_unit) if head_unit else "")


def read_table(path: Path) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """Rows that are not empty, each with the number of its line, and the heads."""
    from formulator.storage import read_bytes

    try:
        reader = csv.reader(io.StringIO(read_bytes(path).decode("utf-8-sig"), newline=""))
        rows = [(reader.line_num, row) for row in reader]
    except UnicodeDecodeError:
        raise ProjectFileError(f"{path} cannot be read: it is not UTF-8 text.") from None
    except csv.Error as problem:
        raise ProjectFileError(f"{path} cannot be read as a table with commas: {problem}.") from None
    if not rows:
        raise ProjectFileError(f"{path} is empty. A first line with heads such as `temperature [K]` is needed.")
    return [(line, row) for line, row in rows[1:] if any(cell.strip() for cell in row)], rows[0][1]


def run_units(given: argparse.Namespace) -> int:
    """The units command."""
    known = units.table()
    if given.json:
        dump(known)
    else:
        print(
            table(
                [(entry["name"], entry["kind"], " ".join(entry["aliases"])) for entry in known],
                ("unit", "kind", "also read"),
            )
        )
    return 0
