"""Sections 6 and 7: acceptance ranges and process steps."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from formulator import catalogue, storage
from formulator import design as designs
from formulator.project import Project, Specification
from formulator.recipe.steps import STEPS, steps_of
from formulator.sheets import Sheet, build, data
from formulator.sheets.verify import verify
from formulator.uncertainty import propagate
from formulator.units import Value

from .conftest import example, made, of, predicted

KNOWN = catalogue.load()


def with_specs(*specs: Specification) -> Project:
    project = example()
    return project.with_variant(dataclasses.replace(project.variant(), specifications=specs))


def rows(sheet: Sheet) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in sheet.sections[5].tables[0].rows]


def test_a_range_of_everything_is_met_by_all_draws_and_two_ranges_by_fewer_than_each() -> None:
    wide = Specification(path="size.z_average", low=Value(1.0, "nm"), high=Value(10_000.0, "nm"))
    size = Specification(path="size.z_average", high=Value(100.0, "nm"))
    pdi = Specification(path="size.pdi", high=Value(0.15, ""))
    assert rows(of(with_specs(wide), predicted()))[0][4] == "100 %"
    both = of(with_specs(size, pdi), predicted())
    each = [float(row[4].removesuffix(" %")) for row in rows(both)]
    joint = float(re.findall(r"All ranges at once: ([0-9]+) %", both.sections[5].lines[0])[0])
    assert all(10 < share < 90 for share in each)
    assert joint <= min(each)


def test_without_ranges_or_draws_there_is_no_probability() -> None:
    assert {row[4] for row in rows(made())} == {""}
    spec = Specification(path="size.pdi", high=Value(0.2, ""))
    assert rows(of(with_specs(spec), predicted(), draws=0))[0][4] == ""


def test_an_acceptance_range_stands_with_its_probability() -> None:
    project = example()
    spec = Specification(path="size.z_average", low=Value(90.0, "nm"), high=Value(120.0, "nm"), method="DLS")
    changed = project.with_variant(dataclasses.replace(project.variant(), specifications=(spec,)))
    row = rows(of(changed, predicted()))[0]
    assert (row[0], row[2], row[5]) == ("Z-average", "90 nm to 120 nm", "DLS")
    assert row[3].endswith("predicted")
    assert 0 < float(row[4].removesuffix(" %")) < 100


@pytest.mark.parametrize("name", sorted(storage.examples()))
def test_the_steps_of_the_method_stand_in_the_process(name: str) -> None:
    steps = steps_of(example(name).variant().design)
    section = made(name).sections[6]
    if not steps:
        assert "process.method" in section.lines[0]
        return
    assert [row[1].text for row in section.tables[0].rows] == [step.text for step in steps]
    assert len(section.tables[1].rows) == len(steps)


def test_set_points_come_from_the_design_where_it_has_them() -> None:
    points = {row[2].text: row[3] for row in made().sections[6].tables[0].rows}
    assert points["polymer concentration"].text == "10 mg/mL"
    assert points["organic share of the volume"].path == "process.organic_fraction"


def test_every_method_has_steps_with_fields_that_exist() -> None:
    from formulator.design import BY_PATH, METHODS
    from formulator.prediction import OUTPUT_BY_PATH

    assert set(STEPS) == set(METHODS)
    for steps in STEPS.values():
        assert all(not step.path or step.path in BY_PATH for step in steps)
        assert all(not step.answer or step.answer in OUTPUT_BY_PATH for step in steps)
        assert all(step.path or step.answer or step.set_point for step in steps), "each step says what is set"


def test_ac_17_streams_stand_on_the_sheet_with_three_decimals(tmp_path: Path) -> None:
    project = storage.load(storage.examples()["acupa-pla-peg-docetaxel"]).project
    design = project.variant().design
    for path, text in (
        ("process.method", "flash_nanoprecipitation"),
        ("process.solvent", "solvent:acetone"),
        ("process.organic_fraction", ""),
        ("process.mixer", "cij"),
        ("process.total_flow_rate", "12 mL/min"),
        ("process.flow_rate_ratio", "3:1"),
        ("process.inlet_diameter", "0.5 mm"),
        ("process.chamber_volume", "15 uL"),
    ):
        design = designs.replaced(design, path, designs.read(path, text))
    project = project.with_variant(dataclasses.replace(project.variant(), design=design))
    prediction = propagate(design, KNOWN, draws=64, seed=0)
    sheet = build(project, project.variant(), KNOWN, prediction, now="2026-01-01T00:00:00Z", seed=0, draws=64)
    points = [row[3].text for row in sheet.sections[6].tables[0].rows]
    assert {"12 mL/min", "3.000 mL/min", "9.000 mL/min"} <= set(points)
    assert any(text.startswith("25.00 ") for text in points)
    assert "range.engulfment_time.reynolds_number" in {row[1].text for row in sheet.sections[10].tables[0].rows}
    (tmp_path / "a.json").write_text(data.text(sheet), encoding="utf-8")
    assert verify(tmp_path / "a.json", KNOWN).findings == ()
