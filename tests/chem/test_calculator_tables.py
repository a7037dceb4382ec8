"""`formulator calc MODEL --csv` reproduces every reference table, with units in the heads, as a person would use it.

Tables that models.toml maps are taken from there; the rest (mixed cases, text in a column) are described below.
"""

from __future__ import annotations

import csv
import math
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from formulator import structures
from formulator.cli import main

TABLES = Path(__file__).parent.parent / "reference"
ENTRIES: dict[str, Any] = tomllib.loads((TABLES / "models.toml").read_text(encoding="utf-8"))
Row = dict[str, str]


def _rows(table: str) -> list[Row]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _calculated(folder: Path, model: str, unit: str, rows: list[dict[str, str]]) -> list[str]:
    """What `calc MODEL --csv` writes for rows of heads and cells; a row without a number must say that there is no value."""
    heads = list(rows[0])
    source, target = folder / "in.csv", folder / "out.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads)
        writer.writeheader()
        writer.writerows(rows)
    code = main(["calc", model, "--csv", str(source), "--unit", unit, "-o", str(target)])
    with target.open(encoding="utf-8", newline="") as file:
        written = list(csv.reader(file))
    assert written[0][:-2] == heads and written[0][-2].startswith(f"{model} [") and written[0][-1] == "error"
    for *_, result, reason in written[1:]:
        assert bool(result) != bool(reason) or result in ("inf", "-inf"), (result, reason)
        assert result or "no value" in reason, reason
    assert code == 0 or not all(line[-2] for line in written[1:])
    return [line[-2] for line in written[1:]]


def _wrong(got: list[str], expected: list[float], rtol: float, atol: float = 0.0) -> list[str]:
    found = []
    for said, wanted in zip(got, expected, strict=True):
        if math.isnan(wanted):
            right = said == ""
        elif math.isinf(wanted):
            right = said == repr(wanted)
        else:
            right = said != "" and abs(float(said) - wanted) <= rtol * abs(wanted) + atol
        if not right:
            found.append(f"got {said or 'nothing'}, expected {wanted}")
    return found


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_the_command_line_reproduces_the_mapped_table(name: str, tmp_path: Path) -> None:
    entry = ENTRIES[name]
    column, unit = entry["result"]
    kept = [row for row in _rows(entry["table"]) if row[column].strip().lower() not in ("", "nan")]
    rows = []
    for row in kept:
        cells = {f"{argument} [{head}]": row[source] for argument, (source, head) in entry["args"].items()}
        cells |= {f"{argument} [{head}]": str(value) for argument, (value, head) in entry.get("fixed", {}).items()}
        rows.append(cells)
    got = _calculated(tmp_path, name, unit, rows)
    assert not _wrong(got, [float(row[column]) for row in kept], entry["rtol"], entry.get("atol", 0.0))


@dataclass(frozen=True)
class Extra:
    """A table that no line of models.toml maps: which rows, which cells, which result. A blank result means: no value."""

    table: str
    model: str
    unit: str
    cells: Callable[[Row], dict[str, str]]
    expected: Callable[[Row], str]
    rtol: float = 1e-4
    only: Callable[[Row], bool] = lambda row: True


def _number(text: str, name: str) -> str:
    """A number of a text such as "A=0.3 k1=1 1/h" by its name."""
    found = re.search(rf"\b{name}=([-+.\deE]+)", text)
    assert found is not None, text
    return found[1]


_PBS = {"Na": 157.0, "K": 4.5, "Cl": 139.7}


def _ions(row: Row) -> tuple[float, float, float]:
    """Monovalent and divalent ions and uncharged solutes of a row of ionic_strength, in mM."""
    name = row["buffer"]
    if name.startswith("PBS"):
        return sum(_PBS.values()) + float(row["H2PO4_mM"]), float(row["HPO4_mM"]), 0.0
    if name.startswith("sucrose"):
        return 0.0, 0.0, 292.1
    salt, amount, _ = name.split()
    return (2.0 * float(amount), 0.0, 0.0) if salt in ("NaCl", "KCl") else (2.0 * float(amount), float(amount), 0.0)


def _strength_cells(row: Row) -> dict[str, str]:
    single, double, _ = _ions(row)
    return {"monovalent_ions [mmol/L]": repr(single), "divalent_ions [mmol/L]": repr(double)}


def _osmolarity_cells(row: Row) -> dict[str, str]:
    single, double, neutral = _ions(row)
    return {"ions [mmol/L]": repr(single + double), "neutral_solutes [mmol/L]": repr(neutral)}


def _release(model: str, cells: Callable[[Row], dict[str, str]]) -> Extra:
    return Extra(
        table="release_models",
        model=f"{model}_release",
        unit="percent",
        cells=lambda row: cells(row) | {"time [h]": row["time_h"]},
        expected=lambda row: row["released_percent"],
        rtol=1e-6,
        only=lambda row: row["model"] == model,
    )


def _power(constant: str) -> Callable[[Row], dict[str, str]]:
    return lambda row: {"reference_release [percent]": _number(row["parameters"], constant), "reference_time [h]": "1"}


_HVK = {
    "group_dispersion_parameter": ("hvk_dD", "MPa^0.5"),
    "group_polar_parameter": ("hvk_dP", "MPa^0.5"),
    "group_hydrogen_parameter": ("hvk_dH", "MPa^0.5"),
    "group_total_parameter": ("fedors_dTotal", "MPa^0.5"),
    "group_molar_volume": ("fedors_V_cm3_per_mol", "cm^3/mol"),
}
_POLYMER_COLUMNS = {"hvk_dD": "hvk_dD_MPa_half"}


def _text(counts: Any) -> str:
    return "; ".join(f"{group}:{count:g}" for group, count in counts.items()) or "none"


def _counted(row: Row) -> dict[str, str]:
    return {"groups": _text(structures.hansen_groups(row["smiles"])[0])}


def _atoms(row: Row) -> dict[str, str]:
    return {"atoms": _text(structures.increments(row["smiles"])[0])}


def _polar(row: Row) -> dict[str, str]:
    return _atoms(row) | {"polar_groups": _text(structures.increments(row["smiles"])[1])}


def _hydrogen(row: Row) -> dict[str, str]:
    return _atoms(row) | {"hydrogen_bonds": _text(structures.increments(row["smiles"])[2])}


_MATHIEU: tuple[tuple[str, str, str, Callable[[Row], dict[str, str]]], ...] = (
    ("increment_dispersion_parameter", "mathieu_dD", "MPa^0.5", _atoms),
    ("increment_polar_parameter", "mathieu_dP", "MPa^0.5", _polar),
    ("increment_hydrogen_parameter", "mathieu_dH", "MPa^0.5", _hydrogen),
    ("increment_molar_volume", "mathieu_Vm_cm3_per_mol", "cm^3/mol", _atoms),
)


def _column(name: str) -> Callable[[Row], str]:
    """A column that one table heads with its unit and the other without."""
    return lambda row: row.get(name, row.get(f"{name}_MPa_half", ""))


def _present(name: str) -> Callable[[Row], bool]:
    return lambda row: bool(_column(name)(row))


EXTRAS = [
    Extra("ionic_strength", "ionic_strength_of_ions", "mmol/L", _strength_cells, lambda row: row["ionic_strength_mM"], 1e-6),
    Extra("ionic_strength", "osmolarity", "mOsm/L", _osmolarity_cells, lambda row: row["ideal_osmolarity_mOsm_per_L"], 1e-6),
    _release("first_order", lambda row: {"rate_constant [1/h]": _number(row["parameters"], "k")}),
    _release("higuchi", _power("kH")),
    _release("korsmeyer_peppas", lambda row: _power("k")(row) | {"exponent []": _number(row["parameters"], "n")}),
    _release(
        "weibull",
        lambda row: {"scale_time [h]": _number(row["parameters"], "tau"), "shape []": _number(row["parameters"], "beta")},
    ),
    _release(
        "biexponential",
        lambda row: {
            "burst_fraction []": _number(row["parameters"], "A"),
            "fast_rate [1/h]": _number(row["parameters"], "k1"),
            "slow_rate [1/h]": _number(row["parameters"], "k2"),
        },
    ),
    *(
        Extra("hansen_polymers_hvk", model, unit, lambda row: {"groups": row["group_counts"]}, _column(column))
        for model, (column, unit) in _HVK.items()
    ),
    *(
        Extra("hansen_drugs", model, unit, lambda row: {"groups": row["hvk_group_counts"]}, _column(column), 2e-4, _present(column))
        for model, (column, unit) in _HVK.items()
    ),
    *(Extra("hansen_solvents", model, unit, _counted, _column(column), 2e-4, _present(column)) for model, (column, unit) in _HVK.items()),
    *(Extra("hansen_drugs", model, unit, cells, _column(column)) for model, column, unit, cells in _MATHIEU),
    *(
        Extra("hansen_solvents", model, unit, cells, _column(column), only=lambda row: row["name"] != "water")
        for model, column, unit, cells in _MATHIEU
    ),
]


@pytest.mark.parametrize("extra", EXTRAS, ids=lambda extra: f"{extra.table}-{extra.model}")
def test_the_command_line_reproduces_the_unmapped_table(extra: Extra, tmp_path: Path) -> None:
    kept = [row for row in _rows(extra.table) if extra.only(row)]
    assert kept, "a table without any row to compare proves nothing"
    got = _calculated(tmp_path, extra.model, extra.unit, [extra.cells(row) for row in kept])
    expected = [float(extra.expected(row) or "nan") for row in kept]
    assert any(not math.isnan(value) for value in expected)
    assert not _wrong(got, expected, extra.rtol)


def test_every_release_model_of_the_table_is_compared() -> None:
    compared = {extra.model.removesuffix("_release") for extra in EXTRAS if extra.table == "release_models"}
    assert compared == {row["model"] for row in _rows("release_models")}


_VISCOSITY, _PERMITTIVITY = "0.8872", "78.5"
"""mPa·s and plain: what the instrument of PMC5105989 used."""
PUBLISHED = [
    ("zeta from mobility, Smoluchowski 25C water", "instrument_zeta", "mV", {"mobility [um*cm/V/s]": "-1.159"}, -14.8, 1e-3),
    ("-0.885", "instrument_zeta", "mV", {"mobility [um*cm/V/s]": "-0.885"}, -11.3, 1e-3),
    ("-0.672", "instrument_zeta", "mV", {"mobility [um*cm/V/s]": "-0.672"}, -8.58, 1e-3),
    ("-0.737", "instrument_zeta", "mV", {"mobility [um*cm/V/s]": "-0.737"}, -9.41, 1e-3),
    ("ka=10", "henry_function", "", {"kappa_radius []": "10"}, 1.256, 5e-4),
    ("ka=1", "henry_function", "", {"kappa_radius []": "1"}, 1.034, 5e-4),
    ("ka=100", "henry_function", "", {"kappa_radius []": "100"}, 1.464, 5e-4),
    (
        "mouse 3.0",
        "human_equivalent_dose",
        "mg/kg",
        {"dose [mg/kg]": "50", "km_species [kg/m^2]": "3", "km_human [kg/m^2]": "12"},
        13,
        0.05,
    ),
    (
        "rat 50 mg/kg",
        "human_equivalent_dose",
        "mg/kg",
        {"dose [mg/kg]": "50", "km_species [kg/m^2]": "6", "km_human [kg/m^2]": "37"},
        8.1,
        2e-3,
    ),
    ("21 bp ds", "phosphate_count", "", {"nucleotides []": "21", "strands []": "2", "five_prime_phosphates []": "2"}, 42, 1e-12),
    ("PLGA-DOX EE", "dlc_from_feed", "percent", {"feed_ratio [mg/mg]": "0.05", "ee [percent]": "57.9"}, 2.81, 2e-3),
]


@pytest.mark.parametrize(
    ("place", "model", "unit", "cells", "expected", "rtol"), PUBLISHED, ids=[f"{case[1]}-{case[0]}" for case in PUBLISHED]
)
def test_the_command_line_reproduces_published_numbers(
    place: str, model: str, unit: str, cells: dict[str, str], expected: float, rtol: float, tmp_path: Path
) -> None:
    """Rows of published_numbers that a model answers; each is found there by what it was given."""
    assert any(place in cell for row in _rows("published_numbers") for cell in row.values()), f"no row of the table speaks of {place}"
    if model == "instrument_zeta":
        cells = cells | {"viscosity [mPa*s]": _VISCOSITY, "relative_permittivity []": _PERMITTIVITY}
    assert not _wrong(_calculated(tmp_path, model, unit, [cells]), [expected], rtol)
