"""Tables on paper: where words fold, and how wide columns become."""

from __future__ import annotations

from formulator.sheets.content import Table, cell
from formulator.ui.export.shapes import approximate_width, runs
from formulator.ui.export.tables import column_widths, folded

ID = "range.flory_huggins_chi.delta_dispersion"


def test_the_long_id_of_a_check_folds_at_its_joints_and_leaves_the_room_to_the_words() -> None:
    words = "Difference of the dispersion parameters: 7.2 MPa½ is outside the Flory–Huggins χ model, −5 to 5 MPa½. " * 2
    table = Table(heads=("", "id", "what is the case"), rows=((cell("warning"), cell(ID), cell(words)),))
    widths = column_widths([table], 400.0, approximate_width)
    lines = folded(ID, widths[1], approximate_width)
    assert widths[1] < widths[2]
    assert "".join(lines) == ID
    assert all(line[-1] in "._" for line in lines[:-1])


def test_a_word_without_joints_that_is_too_wide_is_broken_where_the_room_ends() -> None:
    lines = folded("x" * 60, 50.0, approximate_width)
    assert "".join(lines) == "x" * 60
    assert all(approximate_width(line, 11.0) <= 50.0 for line in lines)


def test_only_the_index_of_a_symbol_is_lowered() -> None:
    assert runs("L = D_h/2 − r") == (("L = D", False), ("h", True), ("/2 − r", False))
    assert runs("t_1/2 / h") == (("t", False), ("1/2", True), (" / h", False))
    assert runs("M_n/M_w") == (("M", False), ("n", True), ("/M", False), ("w", True))
