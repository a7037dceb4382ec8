"""Tables for spreadsheets with a decimal point and with a decimal comma."""

from __future__ import annotations

import csv
import io
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.sheets import separated


@pytest.mark.parametrize("decimal", [".", ","])
@given(st.lists(st.lists(st.floats(allow_nan=False), min_size=2, max_size=4), min_size=1, max_size=5))
def test_every_number_comes_back_to_the_last_bit(decimal: str, rows: list[list[float]]) -> None:
    text = separated.text(rows, decimal)
    read = csv.reader(io.StringIO(text, newline=""), delimiter=separated.SEPARATORS[decimal])
    assert [[float(cell.replace(decimal, ".")) for cell in row] for row in read] == rows


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("lot 12.5", "lot 12.5", "lot 12.5"),
        ("12.5", "12.5", "'12.5"),
        ("1,234", "'1,234", "1,234"),
        ("1.234,5", "'1.234,5", "'1.234,5"),
        ("5", "5", "5"),
        ("a; b, c", "a; b, c", "a; b, c"),
    ],
)
def test_a_text_that_would_be_read_as_another_number_is_held_by_an_apostrophe(text: str, point: str, comma: str) -> None:
    """A lot called 12.5 is the twelfth of May to a spreadsheet with decimal commas."""
    assert separated.written(text, ".") == point
    assert separated.written(text, ",") == comma


def test_what_has_no_value_is_an_empty_cell() -> None:
    assert separated.text([["a", None, math.nan, 1.5]], ",") == "a;;;1,5\r\n"
    assert separated.text([["a\tb", 1.5]], ",", tabs=True) == '"a\tb"\t1,5\n'
