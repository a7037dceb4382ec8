"""The table of several cells: every count with where it comes from."""

from __future__ import annotations

from formulator.explore.cells import panel
from formulator.explore.cells_figure import NOT_KNOWN
from formulator.explore.cells_table import HEADS, NUMBERS, rows

from .cases import DRAWS, SEED, case


def test_each_count_has_its_source_and_grade_and_the_unknown_says_so() -> None:
    example = case("crgd-polymersome-docetaxel")
    found = panel(example.design, example.catalogue, example.prediction, ("cell:huvec", "cell:hela"), DRAWS, SEED)
    table = {row[0]: row for row in rows(found, example.catalogue)}
    assert all(len(row) == len(HEADS) for row in table.values()) and max(NUMBERS) < len(HEADS)
    assert table["U-87 MG (target)"][-1].endswith("125I-echistatin, not verified") and table["U-87 MG (target)"][-3] == "—"
    assert table["spared cell"][-1] == "typed by you"
    assert table["HUVEC"][-1] == "recalled, antibody, not verified" and table["HUVEC"][-2] == "◔ estimate"
    assert table["HeLa"][1] == NOT_KNOWN and table["HeLa"][3:7] == ("—",) * 4 and "no count of AVB3" in table["HeLa"][-1]
