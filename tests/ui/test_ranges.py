"""Acceptance ranges in the window: typed at the answer, shown with their chance, saved, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from formulator import storage
from formulator.project import Specification
from formulator.ui.ranges import of, range_words, set_range
from formulator.ui.results import ResultsPanel
from formulator.ui.tokens import tokens
from formulator.ui.widgets.range_editor import RangeEditor
from formulator.ui.workbench import Workbench
from formulator.units import Value

SIZE = "size.z_average"


@pytest.fixture
def panel(bench: Workbench, qtbot: QtBot) -> Iterator[ResultsPanel]:
    made = ResultsPanel(bench, tokens(), inline=True)
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show()
    yield made
    made.close_down()


def opened(panel: ResultsPanel, path: str = SIZE) -> RangeEditor:
    found = panel.edit_range(path)
    assert found is not None
    return found


def test_a_range_is_typed_shown_with_its_chance_saved_and_taken_back(panel: ResultsPanel, bench: Workbench, tmp_path: Path) -> None:
    editor = opened(panel)
    editor.low.setText("90")
    editor.high.setText("0.12 um")
    editor.set.click()
    answer = panel.answer(SIZE)
    assert answer is not None and answer.wanted.text().startswith("wanted 90 to 120 nm: ") and "of draws" in answer.wanted.text()
    assert bench.stack.undoText() == "Z-average 90 to 120 nm"
    bench.save_as(tmp_path / "mine.formulation")
    assert of(storage.load(tmp_path / "mine.formulation").project.variant(), SIZE) == Specification(
        path=SIZE, low=Value(90.0, "nm"), high=Value(0.12, "um")
    )
    bench.undo()
    assert answer.wanted.text() == ""


def test_all_ranges_together_are_no_likelier_than_each(panel: ResultsPanel, bench: Workbench) -> None:
    set_range(bench, SIZE, Value(60.0, "nm"), Value(160.0, "nm"))
    set_range(bench, "size.pdi", None, Value(0.2, ""))
    assert "all ranges" in panel.level.text()
    shares = [panel.ranges.words(path).rpartition(": ")[2] for path in (SIZE, "size.pdi")]
    each = [float(text.split()[0]) for text in shares]
    assert float(panel.ranges.together().split()[2]) <= min(each) + 1


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [("120", "90", "90 nm to 120 nm is taken"), ("-5", "90", "never below zero"), ("5 mg", "", "mass"), ("1,234", "", "two ways")],
)
def test_ends_that_mean_nothing_are_refused_in_place(panel: ResultsPanel, bench: Workbench, low: str, high: str, words: str) -> None:
    before = bench.project
    editor = opened(panel)
    editor.low.setText(low)
    editor.high.setText(high)
    editor.take()
    assert words in editor.problem.text() and bench.project is before


def test_no_range_takes_it_away(panel: ResultsPanel, bench: Workbench) -> None:
    set_range(bench, SIZE, Value(90.0, "nm"), None)
    editor = opened(panel)
    assert editor.low.text() == "90" and editor.away.isEnabled()
    editor.away.click()
    assert of(bench.variant, SIZE) is None


@pytest.mark.parametrize(("low", "high", "words"), [
    (90.0, 120.0, "90 to 120 nm"), (None, 120.0, "at most 120 nm"), (90.5, None, "at least 90.5 nm"),
])  # fmt: skip
def test_a_range_reads_as_people_say_it(low: float | None, high: float | None, words: str) -> None:
    ends = (None if low is None else Value(low, "nm"), None if high is None else Value(high, "nm"))
    assert range_words(Specification(path=SIZE, low=ends[0], high=ends[1])) == words
