"""The sheet as CSV."""

from __future__ import annotations

import csv
import io

import pytest

from formulator.sheets import Sheet, table

from .conftest import hostile


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_sections_follow_each_other_with_numbers_at_full_precision(sheet: Sheet) -> None:
    text = table.text(sheet)
    found = rows(text)
    titles = [row[0] for row in found if len(row) == 2]
    assert [title.split(" ")[0] for title in titles] == [str(number) for number in table.SECTIONS]
    shown = next(row for row in found if row and row[0].startswith("Z-average"))
    assert float(shown[1]) == sheet.data["outputs"]["size.z_average"]["value"]
    assert text.count("\r\n") == text.count("\n")


def test_with_a_decimal_comma_every_number_is_the_same(sheet: Sheet) -> None:
    """Semicolons between columns; a spreadsheet set to a decimal comma takes 1.5 for a day in May."""
    point, comma = rows(table.text(sheet)), list(csv.reader(io.StringIO(table.text(sheet, ","), newline=""), delimiter=";"))
    assert [len(row) for row in point] == [len(row) for row in comma]
    pairs = [pair for row in zip(point, comma, strict=True) for pair in zip(*row, strict=True) if pair[0] != pair[1]]
    assert len(pairs) > 50
    for one, other in pairs:
        assert float(one) == float(other.replace(",", ".")) and "." not in other


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "\r@", "\u2212"])
def test_text_that_a_spreadsheet_would_run_is_held_by_an_apostrophe(start: str) -> None:
    assert table.guarded(f"{start}1+1").startswith("'")


def test_plain_text_stays_as_it_is() -> None:
    for text in ("2.0 mg of α-tocopherol", "10\u202f000\u00a0nm", "👩\u200d🔬 می\u200cخواهم"):
        assert table.guarded(text) == text


def test_no_cell_of_a_hostile_sheet_is_a_formula_or_hides_a_character() -> None:
    for row in rows(table.text(hostile())):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "@")), cell
            assert not cell.startswith("-") or float(cell) < 0
            assert "\x07" not in cell
            assert "\u202e" not in cell
