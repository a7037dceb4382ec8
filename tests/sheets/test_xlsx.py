"""The sheet as a workbook."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import openpyxl
import pytest

from formulator.sheets import Sheet, xlsx
from formulator.sheets.content import RESEARCH_USE, Cell

from .conftest import hostile


def book(sheet: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx.document(sheet)))


def test_each_section_has_its_tab_and_the_data_a_hidden_one(sheet: Sheet) -> None:
    found = book(sheet)
    assert [page.title for page in found.worksheets[:-1]] == [f"{s.number} {s.title}"[:31] for s in sheet.sections]
    assert found.worksheets[-1].sheet_state == "hidden"
    for page in found.worksheets[:-1]:
        assert page.oddFooter.left.text == RESEARCH_USE
        assert "DRAFT" in page.oddHeader.right.text
        assert page["A1"].value.startswith(page.title.split(" ")[0])


def test_numbers_are_numbers_and_show_the_printed_digits(sheet: Sheet) -> None:
    page = book(sheet).worksheets[4]
    row = next(row for row in page.iter_rows() if str(row[0].value).startswith("DLC"))
    assert row[1].value == pytest.approx(sheet.data["outputs"]["loading.dlc"]["value"], rel=1e-14)
    assert (row[1].data_type, row[1].number_format) == ("n", xlsx.number_format(sheet.sections[4].tables[0].rows[0][1].text))


@pytest.mark.parametrize(
    ("text", "shown"), [("100", "0"), ("13.8", "0.0"), ("0.0344", "0.0000"), ("2.52·10⁴", "0.00E+00"), ("3·10⁻⁵", "0E+00")]
)
def test_the_number_format_follows_the_digits(text: str, shown: str) -> None:
    assert xlsx.number_format(text) == shown


def test_a_number_with_its_unit_behind_it_stays_text() -> None:
    assert not Cell(text="10 mg", value=10.0).is_number
    assert not Cell(text="100 nm (52–190), predicted", value=100.0).is_number
    assert Cell(text="−1.50", value=-1.5).is_number
    assert Cell(text="120\u202f000", value=120_000.0).is_number
    assert not Cell(text="12").is_number


def test_no_cell_of_a_hostile_sheet_is_a_formula(sheet: Sheet) -> None:
    for page in book(hostile()).worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                assert "\u202e" not in str(cell.value or "")
                assert "\x07" not in str(cell.value or "")


def test_lots_are_text(sheet: Sheet) -> None:
    from formulator import bench

    from .conftest import example, of, predicted

    project = example()
    variant = project.variant()
    lots = bench.replaced(variant.bench, "lot.payload.lot", "00123")
    made = of(project.with_variant(dataclasses.replace(variant, bench=lots)), predicted())
    values = [cell for row in book(made).worksheets[2].iter_rows() for cell in row if cell.value == "00123"]
    assert [cell.data_type for cell in values] == ["s"]


def test_a_text_longer_than_a_cell_is_cut_not_refused(sheet: Sheet) -> None:
    long = dataclasses.replace(sheet.sections[0], lines=("x" * 50_000,))
    found = book(dataclasses.replace(sheet, sections=(long, *sheet.sections[1:])))
    texts = [cell.value for row in found.worksheets[0].iter_rows() for cell in row if cell.value and str(cell.value).startswith("xx")]
    assert [len(text) for text in texts] == [xlsx.LONGEST]


def test_the_same_sheet_gives_the_same_bytes(sheet: Sheet) -> None:
    first = xlsx.document(sheet)
    assert first == xlsx.document(sheet)
    with zipfile.ZipFile(io.BytesIO(first)) as found:
        assert {entry.date_time for entry in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-01-01T00:00:00Z" in found.read("docProps/core.xml")
