"""A sheet of what was really made."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from formulator import catalogue
from formulator.project import Batch, Project, Specification
from formulator.sheets import Sheet
from formulator.sheets.verify import verify
from formulator.ui.export.sheet import write
from formulator.units import Value

from .conftest import example, of, predicted

BATCH = Batch(
    id="b1",
    variant="v1",
    number="B-007",
    date="2026-01-02",
    operator="A. B.",
    locked=True,
    weights=(("carrier", Value(8.93, "mg")), ("payload", Value(2020.0, "ug"))),
    lots=(("payload", "C-18"),),
    results=(("size.z_average", Value(112.0, "nm")), ("size.pdi", Value(0.25, "")), ("yield", Value(10.5, "mg"))),
    deviations=("quench at 6.5 °C",),
)


def project() -> Project:
    specs = (
        Specification(path="size.z_average", low=Value(90.0, "nm"), high=Value(120.0, "nm")),
        Specification(path="size.pdi", high=Value(0.2, "")),
    )
    found = example()
    return dataclasses.replace(found.with_variant(dataclasses.replace(found.variant(), specifications=specs)), batches=(BATCH,))


def made(**changes: object) -> Sheet:
    record = dataclasses.replace(BATCH, **changes)  # type: ignore[arg-type]
    return of(dataclasses.replace(project(), batches=(record,)), predicted(), record=record)


def column(sheet: Sheet, section: int, head: str) -> list[str]:
    table = next(table for table in sheet.sections[section - 1].tables if head in table.heads)
    return [row[table.heads.index(head)].text for row in table.rows]


def test_actual_weights_lots_results_and_deviations_stand_where_lines_were() -> None:
    sheet = made()
    assert dict(sheet.sections[0].pairs)["Batch or lot no."].text == "B-007"
    assert column(sheet, 3, "actual / mg") == ["8.93", "", "2.02"]
    assert column(sheet, 3, "lot no.")[2] == "C-18"
    assert column(sheet, 3, "by / checked") == ["A. B."] * 3
    assert column(sheet, 6, "result") == ["112 nm", "0.25"]
    assert column(sheet, 12, "what")[0] == "quench at 6.5 °C"
    yields = dict(sheet.sections[6].pairs)
    assert (yields["Actual yield / mg"].text, yields["Actual yield / %"].text) == ("10.5", "87.5")


def test_a_result_is_judged_by_its_range() -> None:
    assert column(made(), 6, "pass / fail") == ["pass", "FAIL"]


def test_only_a_locked_record_makes_the_sheet_executed() -> None:
    assert made().status == "EXECUTED"
    assert made(locked=False).status == "DRAFT"


@pytest.mark.parametrize("ending", ["html", "xlsx", "json"])
def test_the_executed_sheet_can_be_checked(tmp_path: Path, ending: str) -> None:
    write(made(), tmp_path / f"a.{ending}")
    assert verify(tmp_path / f"a.{ending}", catalogue.load()).findings == ()


def test_nothing_that_was_recorded_is_left_out() -> None:
    weights = (*BATCH.weights, ("solvent", Value(1.02, "mL")), ("ligand", Value(30.0, "uL")))
    sheet = made(
        times=(("start", "09:30"), ("quench", "10:45")), weights=weights, results=(*BATCH.results, ("loading.ee", Value(71.0, "%")))
    )
    assert column(sheet, 6, "result") == ["112 nm", "0.25", "71 %"]
    assert column(sheet, 6, "P(in spec)")[2] == ""
    assert any("start 09:30; quench 10:45" in line for line in sheet.sections[6].lines)
    assert any("organic solvent 1.02 mL; ligand-bearing polymer 30 µL" in line for line in sheet.sections[3].lines)
    pairs = dict(sheet.sections[0].pairs)
    assert (pairs["Made on"].text, pairs["Made by"].text) == ("2026-01-02", "A. B.")


def test_a_sheet_of_the_design_carries_no_batch() -> None:
    plain = of(project(), predicted())
    assert plain.data["record"] is None
    assert plain.data["file"]["batches"] == []
