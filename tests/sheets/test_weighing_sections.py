"""Sections 3 and 4: lots, weights, stocks."""

from __future__ import annotations

import dataclasses

from formulator import bench
from formulator.project import Project
from formulator.sheets import Sheet

from .conftest import example, of, predicted


def with_bench(**entries: str) -> Project:
    project = example()
    made = project.variant().bench
    for name, text in entries.items():
        path = name.replace("__", ".")
        made = bench.replaced(made, path, bench.read(path, text))
    return project.with_variant(dataclasses.replace(project.variant(), bench=made))


def rows(sheet: Sheet, number: int, head: str) -> dict[str, dict[str, str]]:
    table = next(table for table in sheet.sections[number - 1].tables if head in table.heads)
    return {row[0].text: {name: cell.text for name, cell in zip(table.heads, row, strict=True)} for row in table.rows}


def test_purity_and_salt_are_taken_off_in_what_is_weighed() -> None:
    """2 mg × 1.0669 / 0.985 = 2.166 mg, on a balance that reads to 0.01 mg."""
    made = of(with_bench(lot__payload__assay="98.5 %", lot__payload__salt_factor="1.0669", lot__payload__lot="C-17"), predicted())
    weighed = rows(made, 3, "to weigh / mg")["Docetaxel (anhydrous)"]
    assert (weighed["assay"], weighed["salt factor"], weighed["to weigh / mg"]) == ("98.5 %", "1.0669", "2.17")
    assert rows(made, 3, "theoretical / mg")["Docetaxel (anhydrous)"]["theoretical / mg"] == "2.000"
    assert rows(made, 3, "lot no.")["Docetaxel (anhydrous)"]["lot no."] == "C-17"


def test_a_stock_is_pipetted_not_weighed() -> None:
    made = of(with_bench(lot__ligand__stock="10 mg/mL", lot__ligand__stock_solvent="solvent:dmf"), predicted())
    name = "c(RGDfK), on its tether and core block"
    assert rows(made, 3, "to weigh / mg")[name]["to weigh / mg"] == "from stock"
    stock = rows(made, 4, "volume / µL")[name]
    assert (stock["solvent"], stock["conc."], stock["volume / µL"]) == ("N,N-Dimethylformamide", "10 mg/mL", "109")
    assert rows(made, 4, "volume / µL")["organic phase: make-up"]["volume / µL"] == "891"


def test_a_recipe_that_cannot_be_done_shows_no_weight_and_says_why() -> None:
    made = of(with_bench(bench__balance_minimum="5 mg"), predicted())
    section = made.sections[2]
    assert not [table for table in section.tables if "to weigh / mg" in table.heads]
    refusals = [line for line in section.lines if line.startswith("No recipe.")]
    assert len(refusals) == 2
    assert any("Docetaxel" in line and "least weight, 5 mg" in line for line in refusals)
    assert made.sections[3].tables[0].rows == ()


def test_what_rounding_does_is_said() -> None:
    made = of(with_bench(bench__balance_readability="0.1 mg", bench__balance_minimum="0.5 mg"), predicted())
    assert any(line.startswith("After rounding, Ligand chains (mol%): 10.") for line in made.sections[3].lines)


def test_lots_and_ranges_make_a_sheet_more_than_a_draft() -> None:
    from formulator.project import Specification
    from formulator.units import Value

    lots = {f"lot__{name}__lot": f"L-{name}" for name in ("carrier", "ligand", "payload")}
    project = with_bench(**lots)
    spec = Specification(path="size.pdi", high=Value(0.2, ""))
    checked = dataclasses.replace(project.variant(), status="checked", specifications=(spec,))
    full = project.with_variant(checked)
    assert of(full, predicted()).status == "CHECKED"
    missing = full.with_variant(dataclasses.replace(checked, specifications=()))
    assert of(missing, predicted()).status == "DRAFT"
    assert "acceptance range" in dict(of(missing, predicted()).sections[12].pairs)["Needed before release"].text
    assert of(project.with_variant(dataclasses.replace(checked, bench=example().variant().bench)), predicted()).status == "DRAFT"
