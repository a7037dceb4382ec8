"""Every published or independently calculated number of the reference tables, row by row and as arrays."""

from __future__ import annotations

import csv
import math
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formulator.chem.model import Arg, Model

TABLES = Path(__file__).parent.parent / "reference"
ENTRIES: dict[str, Any] = tomllib.loads((TABLES / "models.toml").read_text(encoding="utf-8"))


def _rows(entry: dict[str, Any]) -> list[dict[str, str]]:
    with (TABLES / f"{entry['table']}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _arguments(entry: dict[str, Any], row: dict[str, str], read_unit: Callable[[str], Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, (column, unit) in entry["args"].items():
        found[name] = row[column] if unit == "text" else read_unit(unit).to_si(float(row[column]))
    for name, (value, unit) in entry.get("fixed", {}).items():
        found[name] = read_unit(unit).to_si(float(value))
    return found


def _compared(entry: dict[str, Any]) -> list[tuple[dict[str, str], float]]:
    """Rows with a result to compare: blank and nan mean that there is none."""
    column = entry["result"][0]
    kept = [(row, float(row[column])) for row in _rows(entry) if row[column].strip().lower() not in ("", "nan")]
    assert kept, "a table without any row to compare proves nothing"
    return kept


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_the_model_reproduces_its_table(name: str, models: dict[str, Model], read_unit: Callable[[str], Any]) -> None:
    assert name in models, f"no model is called {name}"
    entry, model = ENTRIES[name], models[name]
    display = read_unit(entry["result"][1])
    wrong = []
    for row, expected in _compared(entry):
        with np.errstate(all="raise"):
            got = display.from_si(float(model.checked(**_arguments(entry, row, read_unit))))
        allowed = entry["rtol"] * abs(expected) + entry.get("atol", 0.0)
        if not (got == expected if math.isinf(expected) else abs(got - expected) <= allowed):
            wrong.append(f"{row}: got {got!r}, expected {expected!r}")
    assert not wrong, f"{len(wrong)} rows of {entry['table']} fail:\n" + "\n".join(wrong[:5])


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_arrays_give_what_floats_give(name: str, models: dict[str, Model], read_unit: Callable[[str], Any]) -> None:
    assert name in models, f"no model is called {name}"
    entry, model = ENTRIES[name], models[name]
    if any(unit == "text" for _, unit in entry["args"].values()):
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row, _ in _compared(entry):
            words = tuple(row[column] for column, unit in entry["args"].values() if unit == "text")
            groups.setdefault(words, []).append(_arguments(entry, row, read_unit))
        cases = list(groups.values())
    else:
        cases = [[_arguments(entry, row, read_unit) for row, _ in _compared(entry)]]
    for rows in cases:
        numeric = [key for key in rows[0] if isinstance(model.card.arguments[key], Arg)]
        if not numeric:
            continue
        columns = {key: np.array([row[key] for row in rows]) if key in numeric else rows[0][key] for key in rows[0]}
        with np.errstate(all="raise"):
            together = model(**columns)
            apart = [model(**row) for row in rows]
        # Solvers may share one grid over an array; they must agree far better than the table demands.
        np.testing.assert_allclose(together, apart, rtol=max(1e-9, 0.1 * entry["rtol"]), atol=0.1 * entry.get("atol", 0.0))


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_the_card_speaks_of_the_same_quantities_as_the_table(name: str, models: dict[str, Model], read_unit: Callable[[str], Any]) -> None:
    assert name in models, f"no model is called {name}"
    entry, card = ENTRIES[name], models[name].card
    display = read_unit(entry["result"][1])
    assert read_unit(card.show) == display, f"{card.name} is shown in {card.show}, the table in {entry['result'][1]}"
    assert read_unit(card.unit).powers == display.powers
    named = {**entry["args"], **entry.get("fixed", {})}
    for argument, (_, unit) in named.items():
        rule = card.arguments[argument]
        if unit != "text":
            assert isinstance(rule, Arg)
            assert read_unit(rule.unit).powers == read_unit(unit).powers, argument
            assert read_unit(rule.unit).factor == 1.0, f"{argument} is not in SI"
    missing = [key for key, rule in card.arguments.items() if key not in named and getattr(rule, "default", None) is None]
    assert not missing, f"the table has no column for {missing}"


def test_every_text_column_is_a_word_or_text_argument(models: dict[str, Model]) -> None:
    for name, entry in ENTRIES.items():
        assert name in models, f"no model is called {name}"
        for argument, (_, unit) in entry["args"].items():
            assert (unit == "text") != isinstance(models[name].card.arguments[argument], Arg), (name, argument)
