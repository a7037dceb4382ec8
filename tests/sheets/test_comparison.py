"""The copies of a comparison: numbers that a spreadsheet reads, tables that parse, nothing taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import pytest

from formulator.explore.comparison import ABOVE, ALIKE, BELOW, Cell, Row
from formulator.sheets.comparison import grid, html, latex, markdown, plain, reading, shown, spoken, tsv, unit_text

NAMES = ["P3 blank", "cRGD 10 | a"]


def answer(*cells: Cell, path: str = "loading.dlc", unit: str = "%") -> Row:
    return Row(path=path, label="DLC", kind="answer", unit=unit, cells=cells, differs=True)


ROWS = (
    Row(
        path="payload.feed", label="Payload: Feed", kind="input", unit="mg",
        cells=(Cell(value=2.0, state="typed"), Cell(value=1.6)), differs=True,
    ),
    answer(Cell(value=8.46, low=6.3, high=11.0), Cell(value=17.04, low=15.1, high=19.2, grade="fit", mark=ABOVE)),
    answer(
        Cell(value=371114.5, low=55100.5, high=1871359.9), Cell(value=0.0000123, low=0.0000101, high=0.0000152, mark=BELOW),
        path="ligand.facing_out", unit="1/particle",
    ),
    answer(Cell(value=-4.2, low=-10.0, high=2.0), Cell(value=-5.1, low=-11.0, high=1.0, mark=ALIKE), path="charge.zeta", unit="mV"),
    answer(Cell(reason="No ligand is chosen."), Cell(value=26.0, low=8.0, high=210.0), path="targeting.selectivity", unit=""),
    Row(
        path="ligand.id", label="=Ligand", kind="input", unit="",
        cells=(Cell(), Cell(value="ligand:x", text="c(RGDfK)_50%")), differs=True,
    ),
)  # fmt: skip


class Cells(HTMLParser):
    """Rows of cells of the one table in a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


@pytest.mark.parametrize("intervals", [True, False])
def test_text_and_html_hold_the_same_cells(intervals: bool) -> None:
    lines = grid(ROWS, NAMES, (0, 1), intervals=intervals)
    pasted = list(csv.reader(io.StringIO(tsv(lines)), delimiter="\t"))
    assert pasted == lines == Cells(html(lines)).rows
    assert {len(line) for line in lines} == {8 if intervals else 4}
    assert lines[0][:3] == ["quantity", "unit", "P3 blank"]


def test_every_number_reads_back_with_the_digits_that_are_shown() -> None:
    lines = grid(ROWS, NAMES, (0, 1), intervals=True)
    for row, line in zip(ROWS, lines[1:], strict=True):
        for place, cell in zip((2, 5), row.cells, strict=True):
            if isinstance(cell.value, float):
                assert float(line[place]) == pytest.approx(cell.value, rel=0.05), row.path
                assert cell.low is None or float(line[place + 1]) == pytest.approx(cell.low, rel=0.05)
    assert lines[2][2] == "8.5" and lines[4][2] == "-4.2" and lines[3][5] == "1.23e-5"


def test_the_decimal_sign_is_the_one_asked_for() -> None:
    line = grid(ROWS, NAMES, (1,), intervals=True, decimal=",")[2]
    assert line[2:] == ["17,0", "15,1", "19,2"]


def test_one_column_can_be_taken_alone() -> None:
    assert grid(ROWS, NAMES, (1,), intervals=False)[0] == ["quantity", "unit", "cRGD 10 | a"]


def test_no_cell_is_taken_for_a_formula() -> None:
    assert grid(ROWS, NAMES, (0,), intervals=False)[-1][0] == "'=Ligand"


def test_markdown_has_as_many_cells_in_every_line() -> None:
    lines = markdown(reading(ROWS, NAMES, intervals=True)).splitlines()
    assert {len(re.split(r"(?<!\\)\|", line)) - 2 for line in lines} == {4}
    assert re.fullmatch(r"\| --- \| --- \| ---: \| ---: \|", lines[1])
    assert "▲ 17.0 (15.1–19.2)" in lines[3] and "\\|" in lines[0]


def test_latex_is_balanced_and_has_as_many_cells_in_every_line() -> None:
    text = latex(reading(ROWS, NAMES, intervals=True))
    body = [line for line in text.splitlines() if line.endswith(r"\\")]
    assert len(body) == len(ROWS) + 1 and {len(re.split(r"(?<!\\)&", line)) for line in body} == {4}
    bare = re.sub(r"\\[{}$%&_#]", "", text)
    assert bare.count("{") == bare.count("}") and bare.count("$") % 2 == 0
    assert text.isascii() and r"$\uparrow$ 17.0 (15.1--19.2)" in text and r"c(RGDfK)\_50\%" in text


def test_a_missing_value_is_a_dash_to_read_and_nothing_to_calculate_with() -> None:
    row = ROWS[4]
    assert shown(row, row.cells[0]) == ("—", "") and plain(row, row.cells[0]) == ""
    assert spoken(row, row.cells[0]) == "No ligand is chosen." and unit_text(row) == "×"


def test_a_value_to_come_is_not_shown_as_missing() -> None:
    row = answer(Cell(state="pending"))
    assert shown(row, row.cells[0]) == ("…", "") and "worked out" in spoken(row, row.cells[0])


def test_a_cell_is_read_aloud_with_unit_interval_and_mark() -> None:
    assert spoken(ROWS[1], ROWS[1].cells[1]) == "17.0 %, 90 % interval 15.1–19.2, fit, above the interval of the first"
    assert spoken(ROWS[0], ROWS[0].cells[0]) == "2 mg, typed"
