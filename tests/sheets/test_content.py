"""What stands on a sheet, whatever the format."""

from __future__ import annotations

import dataclasses
import re

import pytest

from formulator import catalogue, storage
from formulator.advice import lint
from formulator.evaluation import evaluate
from formulator.outputs import OUTPUTS
from formulator.prediction import Grade
from formulator.sheets import Sheet
from formulator.sheets.content import RESEARCH_USE, Cell, status
from formulator.uncertainty import propagate
from formulator.units import Value, format_answer, unit_label

from .conftest import example, made, of, predicted

TITLES = (
    "Identity",
    "Target product profile",
    "Composition",
    "Stocks and volumes",
    "Designed attributes (prediction)",
    "CQAs (critical quality attributes)",
    "Process (CPPs and steps)",
    "Residuals and exposure",
    "Safety",
    "Storage and stability",
    "Design check",
    "Deviations, comments, attachments",
    "Completeness",
    "Sign-off",
    "Sources",
    "Why these numbers",
)


def cells(sheet: Sheet) -> list[Cell]:
    found = [entry for section in sheet.sections for _, entry in section.pairs]
    for section in sheet.sections:
        for table in section.tables:
            found += [entry for row in (*table.rows, table.totals) for entry in row]
    return found


def words(sheet: Sheet) -> list[str]:
    found = [entry.text for entry in cells(sheet)]
    for section in sheet.sections:
        found += [section.title, section.note, *section.lines, *(name for name, _ in section.pairs)]
        found += [head for table in section.tables for head in table.heads]
    return found


@pytest.mark.parametrize("name", sorted(storage.examples()))
def test_every_worked_example_has_all_sections(name: str) -> None:
    sheet = made(name)
    assert [section.title for section in sheet.sections] == list(TITLES)
    assert [section.number for section in sheet.sections] == list(range(1, 17))
    for section in sheet.sections:
        for table in section.tables:
            assert all(len(row) == len(table.heads) for row in table.rows), section.title


@pytest.mark.parametrize("name", sorted(storage.examples()))
def test_every_predicted_value_stands_with_unit_interval_and_grade_in_words(name: str) -> None:
    section = made(name).sections[4]
    rows = {row[0].text: row for table in section.tables for row in table.rows}
    missing = " ".join(section.lines)
    for output in OUTPUTS:
        estimate, title = predicted(name)[output.path], output.label + (f", {output.definition}" if output.definition else "")
        if estimate.value is None:
            assert title not in rows and output.label in missing and estimate.reason in missing
            continue
        row = rows[title]
        assert estimate.low is not None
        assert estimate.high is not None
        value, interval = format_answer(estimate.value, estimate.low, estimate.high)
        assert (row[1].text, row[1].path, row[1].value) == (value, output.path, estimate.value)
        assert row[2].text == unit_label(estimate.unit)
        assert row[3].text == interval
        assert row[4].text == f"{estimate.grade.mark} {estimate.grade.word}"
    assert all(grade.word for grade in Grade)


@pytest.mark.parametrize("name", sorted(storage.examples()))
def test_loading_is_never_said_without_its_definition(name: str) -> None:
    for text in words(made(name)):
        if re.search("loading", text, re.IGNORECASE):
            assert re.search(r"\b(EE|DLC|D/P|drug/polymer|feed)\b", text), text


def test_each_percent_says_of_what() -> None:
    section = made().sections[4]
    rows = {row[1].path: row[0].text for table in section.tables for row in table.rows}
    assert rows["loading.dlc"] == "DLC, payload / (payload + polymer), w/w"
    assert rows["loading.ee"] == "EE, loaded / fed"
    assert rows["loading.feed_fraction"] == "Feed, fed payload / (fed payload + polymer), w/w"
    definitions = " ".join(section.lines)
    for part in ("DLC =", "EE =", "Drug/polymer =", "Feed =", "wt% =", "mol% ="):
        assert part in definitions
    assert "wt% = component / all solids" in made().sections[2].note


def test_a_value_of_the_catalogue_that_nobody_verified_says_so() -> None:
    assert any("not verified" in entry.text for _, entry in made().sections[1].pairs)


def test_sources_are_numbered_with_doi_and_used_in_the_rows() -> None:
    sheet = made()
    numbered = [line for line in sheet.sections[14].lines if line.startswith("[")]
    assert [int(line[1 : line.index("]")]) for line in numbered] == list(range(1, len(numbered) + 1))
    assert sum("doi:10." in line for line in numbered) > 5
    used = {int(number) for table in sheet.sections[4].tables for row in table.rows for number in re.findall(r"\[(\d+)\]", row[6].text)}
    assert used
    assert used <= set(range(1, len(numbered) + 1))
    assert sheet.sections[14].note == RESEARCH_USE


def test_every_method_is_numbered_and_what_the_models_assume_is_said_under_its_number() -> None:
    lines = made().sections[14].lines
    named = dict(found.split(" ") for found in next(line for line in lines if line.startswith("Models: "))[8:-1].split(", "))
    shown = {row[0].text: row[5].text for table in made().sections[4].tables for row in table.rows}
    assert named[shown["Debye length"]] == "debye_length"
    assert {number for number in shown.values() if number} <= set(named)
    rows = {row[0].text: row[1].text for row in made().sections[15].tables[2].rows}
    assert "particles hold drug and polymer only" in rows[f"{shown['DLC, payload / (payload + polymer), w/w']} DLC from feed"]


def test_a_flag_of_an_answer_stands_once_with_the_answers_it_is_about() -> None:
    flags = [(path, flag.text) for path, estimate in predicted().estimates.items() for flag in estimate.flags if flag.severity != "info"]
    flags = [(path, text) for path, text in flags if predicted()[path].value is not None]
    said = "\n".join(made().sections[4].lines)
    assert flags
    assert all(said.count(text) == 1 for _, text in flags)


def test_the_theoretical_yield_and_the_feed_are_those_of_the_batch_on_the_sheet() -> None:
    variant = example().variant()
    bench = dataclasses.replace(variant.bench, batch=Value(60.0, "mg"))
    design = dataclasses.replace(variant.design, process=dataclasses.replace(variant.design.process, method="ph_gradient"))
    project = example().with_variant(dataclasses.replace(variant, bench=bench, design=design))
    section = of(project, evaluate(design, catalogue.load()), draws=0).sections[6]
    assert dict(section.pairs)["Theoretical yield"].text == "60.00 mg, all solids"
    assert next(row[3].text for row in section.tables[0].rows if row[2].text == "payload : polymer") == "0.2000 mg/mg"


def test_the_design_check_stands_on_the_sheet() -> None:
    project = example()
    findings = lint(project.variant().design, predicted(), catalogue.load())
    shown = {row[1].text for table in made().sections[10].tables for row in table.rows}
    assert shown == {finding.id for finding in findings}


def test_a_sheet_is_a_draft_until_its_status_is_raised_and_no_error_is_left() -> None:
    variant = example().variant()
    design_error = next(iter(lint(variant.design, predicted(), catalogue.load())))
    error = dataclasses.replace(design_error, severity="error")
    checked = dataclasses.replace(variant, status="checked")
    assert status(variant, ()) == "DRAFT"
    assert status(checked, ()) == "CHECKED"
    assert status(checked, (error,)) == "DRAFT"


def test_the_content_hash_follows_the_content_not_the_time_of_printing() -> None:
    project = example()
    first, later = made(), of(project, predicted(), now="2027-01-01T00:00:00Z")
    assert first.digest == later.digest
    assert first.printed != later.printed
    renamed = of(dataclasses.replace(project, title="Another"), predicted())
    assert renamed.digest != first.digest


def test_completeness_falls_by_one_item_that_is_named() -> None:
    project = example()
    variant = project.variant()
    payload = dataclasses.replace(variant.design.payloads[0], feed=None)
    emptied = dataclasses.replace(variant, design=dataclasses.replace(variant.design, payloads=(payload,)))

    def meter(sheet: Sheet) -> tuple[int, str]:
        pairs = dict(sheet.sections[12].pairs)
        return int(pairs["Given by you"].text.split(" ")[0]), pairs["Not given"].text

    before, after = meter(made()), meter(of(project.with_variant(emptied), predicted()))
    assert before[0] - after[0] == 1
    assert "feed" in after[1].split(", ")
    assert "feed" not in before[1].split(", ")


@pytest.mark.parametrize("name", sorted(storage.examples()))
def test_why_tells_of_every_number_its_equation_inputs_sensitivities_and_grade(name: str) -> None:
    """AC-14 on the sheet."""
    inputs, numbers, models = made(name).sections[15].tables
    known = {row[0].text: row for row in inputs.rows}
    assert all(row[2].text and row[4].text and row[5].text for row in inputs.rows)
    assert all(row[6].text or row[4].text == "typed" for row in inputs.rows), "an input without a source"
    shown = {row[0].text: row for row in numbers.rows}
    for output in OUTPUTS:
        estimate = predicted(name)[output.path]
        if estimate.value is None:
            continue
        row = shown[output.label]
        assert row[1].text and row[4].text == f"{estimate.grade.mark} {estimate.grade.word}", output.path
        runs = [run.split("–") for run in row[2].text.split()]
        places = [str(place) for run in runs for place in range(int(run[0]), int(run[-1]) + 1)]
        assert sorted(known[place][1].text for place in places) == sorted(
            predicted(name).ingredients[path].label for path in estimate.inputs
        )
        assert row[3].text or not estimate.inputs, output.path
    assert models.rows and all(row[1].text for row in models.rows)


def test_the_references_are_embedded_as_bibtex() -> None:
    sheet = made()
    found = sheet.data["references"]
    assert set(found) == {key for key in predicted("crgd-polymersome-docetaxel").sources if key in found}
    assert all(text.startswith("@") for text in found.values()) and len(found) > 10


def test_a_trigger_stands_in_the_profile_with_its_half_times_only_where_one_is_chosen() -> None:
    """Its constants are among the numbered inputs of the numbers."""
    project = storage.load(storage.examples()["crgd-polymersome-docetaxel"]).project
    variant = project.variant()
    payload = dataclasses.replace(variant.design.payloads[0], trigger="acid", acid_rate_constant=Value(10.0, "L/mol/s"))
    design = dataclasses.replace(variant.design, payloads=(payload,))
    found = of(project.with_variant(dataclasses.replace(variant, design=design)), propagate(design, catalogue.load(), 64))
    assert dict(found.sections[1].pairs)["Release trigger"].text == "acid cleaves bonds"
    assert "Release trigger" not in dict(made().sections[1].pairs)
    answers = {row[0].text for table in found.sections[4].tables for row in table.rows}
    assert {"t½ in blood", "t½ in the cell", "Released in cells"} <= answers
    assert "k_H, acid" in {row[1].text for row in found.sections[15].tables[0].rows}
