"""CSV of figures: units in the heads, every digit of every number."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from formulator.ui.export import csv as writer

from . import figures


def columns(text: str) -> dict[str, list[str]]:
    head, *rows = list(csv.reader(io.StringIO(text)))
    return {name: [row[number] for row in rows] for number, name in enumerate(head)}


def numbers(entries: list[str]) -> np.ndarray:
    return np.array([float(entry) for entry in entries if entry])


def test_the_arrays_come_back_exactly_with_their_bands() -> None:
    figure = figures.binding()
    found = columns(writer.text(figure))
    line = figure.panels[0].lines[1]
    assert line.low is not None and line.high is not None
    for name, values in (
        ("receptors per cell [1]", line.x),
        ("bound fraction, this design [1]", line.y),
        ("bound fraction, this design, 5 % [1]", line.low),
        ("bound fraction, this design, 95 % [1]", line.high),
    ):
        assert np.array_equal(numbers(found[name])[: len(values)], values)


def test_units_stand_in_brackets_and_errors_in_columns() -> None:
    found = columns(writer.text(figures.loading()))
    assert {"payload in feed [wt%]", "EE [%]", "DLC [%]", "DLC, point [%]", "DLC, point, low [%]"} <= set(found)
    assert numbers(found["DLC, point, high [%]"]).tolist() == [9.0]


def test_a_map_is_one_row_a_cell() -> None:
    figure = figures.selectivity()
    field = figure.panels[0].map
    assert field is not None and field.share is not None
    found = columns(writer.text(figure))
    assert np.array_equal(numbers(found["selectivity [1]"]), field.z.ravel())
    assert np.array_equal(numbers(found["share of draws [1]"]), field.share.ravel())
    assert np.array_equal(numbers(found["K_D [nM]"])[: len(field.x)], np.full(len(field.x), field.y[0]))


def test_a_gap_is_an_empty_cell_and_large_numbers_keep_their_digits() -> None:
    found = columns(writer.text(figures.far()))
    assert found["particles [1/mL]"][1] == "11000000.0"
    assert found["share, a [%]"][1] == ""


def test_an_empty_figure_says_why() -> None:
    found = columns(writer.text(figures.empty()))
    assert found["note"] == ["No target cell is chosen."]
    assert "dose [%ID]" in found


def test_text_is_no_formula() -> None:
    assert "'=cmd (measured)" in columns(writer.text(figures.loading()))["point"]


@pytest.mark.parametrize("name", sorted(figures.ALL))
def test_every_row_is_as_long_as_the_head(name: str) -> None:
    rows = list(csv.reader(io.StringIO(writer.text(figures.ALL[name]()))))
    assert len({len(row) for row in rows}) == 1


def test_the_clipboard_gets_tabs() -> None:
    assert writer.table([("a, b", [1.0]), ("c", ["d"])], tabs=True) == "a, b\tc\n1.0\td\n"
