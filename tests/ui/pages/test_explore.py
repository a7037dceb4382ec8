"""The explore page as a person uses it: along a field, over two, what matters, and the input that reaches a value."""

from __future__ import annotations

import dataclasses
import time

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from formulator import design
from formulator.project import Specification
from formulator.ui.pages.explore import ExplorePage
from formulator.ui.window import Window
from formulator.units import Value

from .exploring import ask, explored


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> ExplorePage:
    return explored(window, qtbot)


def test_it_begins_with_selectivity_along_the_density_and_marks_the_design(page: ExplorePage, window: Window) -> None:
    assert page.outcome is not None and window.workbench.prediction is not None
    panel = page.outcome.figure.panels[0]
    (mark,) = panel.marks
    assert mark.x == pytest.approx(10.0)
    assert mark.y == pytest.approx(window.workbench.prediction["targeting.selectivity"].value)
    assert np.interp(mark.x, panel.lines[0].x, panel.lines[0].y) == pytest.approx(mark.y, rel=1e-3)


def test_typed_ends_count_with_their_units(page: ExplorePage, qtbot: QtBot) -> None:
    page.side.choices[0].low.setText("2 mol%")
    page.side.choices[0].high.setText("4")
    ask(page, qtbot)
    assert page.outcome is not None
    assert (page.outcome.figure.x.low, page.outcome.figure.x.high) == (2.0, 4.0)


@pytest.mark.parametrize(("low", "words"), [("5 mg", "mass"), ("40", "range"), ("1,234", "two ways")])
def test_ends_that_mean_nothing_are_refused_in_words(page: ExplorePage, low: str, words: str) -> None:
    before = page.outcome
    page.side.choices[0].low.setText(low)
    page.side.choices[0].high.setText("30")
    page.side.go.click()
    assert words in page.side.problem.text() and page.outcome is before


def test_two_fields_make_a_map_in_named_steps(page: ExplorePage, qtbot: QtBot) -> None:
    before = page.outcome
    button = page.findChild(QRadioButton, "explore:over")
    assert isinstance(button, QRadioButton)
    button.click()
    qtbot.waitUntil(lambda: page.outcome is not before, timeout=60_000)
    assert page.outcome is not None
    field = page.outcome.figure.panels[0].map
    assert field is not None and len(field.step_labels) == len(field.steps) - 1 >= 3
    assert field.z.shape == (field.y.size, field.x.size)


def test_what_matters_most_is_a_tornado(page: ExplorePage, qtbot: QtBot) -> None:
    page.side.choose_mode("matters")
    ask(page, qtbot)
    assert page.outcome is not None and len(page.outcome.figure.panels[0].bars) >= 3


def test_the_input_that_reaches_a_value_is_found_used_and_taken_back(page: ExplorePage, window: Window, qtbot: QtBot) -> None:
    page.side.choose_mode("reach")
    page.side.target.setText("30")
    ask(page, qtbot)
    assert page.outcome is not None and page.outcome.solved is not None and "gives Selectivity 30" in page.side.words.text()
    page.side.use.click()
    window.workbench.evaluate()
    assert window.workbench.prediction is not None
    assert window.workbench.prediction["targeting.selectivity"].value == pytest.approx(30, rel=1e-6)
    window.workbench.undo()
    assert design.get(window.workbench.design, "ligand.density") == Value(10.0, "mol%")


def test_a_value_out_of_reach_is_said_with_what_can_be_reached(page: ExplorePage, qtbot: QtBot) -> None:
    page.side.choose_mode("reach")
    page.side.target.setText("1e9")
    ask(page, qtbot)
    assert page.outcome is not None and page.outcome.solved is None
    assert "cannot be reached" in page.side.words.text() and page.side.use.isHidden()


def test_escape_leaves_the_work_and_what_is_shown_stays(page: ExplorePage, qtbot: QtBot) -> None:
    before = page.pane.figure
    page.side.choose_mode("over")
    page.side.go.click()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.line.isHidden()
    qtbot.wait(200)
    assert page.pane.figure is before


@pytest.mark.parametrize("mode", ["energies", "approach", "wrapping", "dose"])
def test_pictures_of_the_design_itself_have_something_to_show(page: ExplorePage, qtbot: QtBot, mode: str) -> None:
    page.side.choose_mode(mode)
    ask(page, qtbot)
    assert page.outcome is not None and not page.outcome.figure.empty
    assert page.side.answer_pick.isHidden() and page.side.choices[0].isHidden()


def test_without_acceptance_ranges_the_place_says_what_is_missing(page: ExplorePage, qtbot: QtBot) -> None:
    page.side.choose_mode("specifications")
    ask(page, qtbot)
    assert page.outcome is not None and "acceptance range" in page.outcome.figure.empty


def test_a_picture_says_in_words_what_it_means(page: ExplorePage, qtbot: QtBot) -> None:
    page.side.choose_mode("wrapping")
    ask(page, qtbot)
    assert page.outcome is not None and page.side.words.text() == page.outcome.figure.note != ""
    assert any(span.role == "design" for span in page.outcome.figure.panels[0].spans), "asked early, it has intervals all the same"


def test_the_bell_is_for_what_lies_behind_the_barrier(page: ExplorePage, qtbot: QtBot, window: Window) -> None:
    page.side.choose_mode("transcytosis")
    ask(page, qtbot)
    assert page.outcome is not None and "Turn it on in Target" in page.outcome.figure.empty
    window.workbench.edit("target.barrier", "bbb")
    window.workbench.evaluate()
    ask(page, qtbot)
    assert page.outcome is not None and not page.outcome.figure.empty


def test_the_side_scrolls_where_the_window_is_low(page: ExplorePage, window: Window) -> None:
    page.side.choose_mode("cells")
    window.resize(1024, 680)
    for button in (page.side.go, page.side.cells):
        assert not button.geometry().intersects(page.side.answer_pick.geometry())
    assert page.side.go.geometry().top() >= page.side.cells.geometry().bottom()


def test_shares_of_the_spread_come_with_progress_and_the_window_does_not_wait(page: ExplorePage, qtbot: QtBot) -> None:
    seen: list[float] = []
    gaps, last = [], time.process_time()
    timer = QTimer(page, interval=5)

    def tick() -> None:
        nonlocal last
        gaps.append(time.process_time() - last)
        last = time.process_time()

    timer.timeout.connect(tick)
    page.told.connect(seen.append)
    page.side.choose_mode("shares")
    timer.start()
    last = time.process_time()
    ask(page, qtbot)
    timer.stop()
    assert page.outcome is not None
    bars = page.outcome.figure.panels[0].bars
    assert page.outcome.figure.id == "shares" and len(bars) >= 4 and seen == sorted(seen) and len(seen) > 10
    assert page.left.isHidden() and page.line.isHidden()
    assert sorted(gaps)[-3] < 0.2, "the event loop turns while draws are made"


def test_escape_stops_the_draws_at_once(page: ExplorePage, qtbot: QtBot) -> None:
    before = page.outcome
    page.side.choose_mode("shares")
    page.side.go.click()
    qtbot.waitUntil(lambda: not page.left.isHidden(), timeout=60_000)
    assert "s left. Esc stops." in page.left.text()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    begun = time.process_time()
    qtbot.waitUntil(lambda: not page._lane.is_busy, timeout=60_000)
    assert time.process_time() - begun < 1.0
    assert page.outcome is before and page.left.isHidden() and page.line.isHidden()


def test_the_best_candidate_goes_into_the_design_in_one_step(page: ExplorePage, window: Window, qtbot: QtBot) -> None:
    page.side.choose_mode("screen")
    page.side.choose_second("targeting.delivered")
    page.side.count.setText("2000")
    page.side.choices[0].low.setText("1")
    steps = window.workbench.stack.count()
    ask(page, qtbot)
    assert page.outcome is not None and page.outcome.figure.id == "screening"
    (first, one), (second, two) = page.outcome.edits
    assert (first, second) == ("ligand.density", "ligand.tether_molar_mass") and page.side.words.text().startswith("Best: ")
    page.side.use.click()
    found = window.workbench
    assert (design.get(found.design, first), design.get(found.design, second)) == (one, two)
    assert found.stack.count() == steps + 1
    found.undo()
    assert design.get(found.design, first) == Value(10.0, "mol%")


def test_a_screening_keeps_the_acceptance_ranges(page: ExplorePage, window: Window, qtbot: QtBot) -> None:
    variant = window.workbench.variant
    never = Specification(path="targeting.selectivity", low=Value(1e12))
    window.workbench.push("range", window.workbench.project.with_variant(dataclasses.replace(variant, specifications=(never,))))
    page.side.choose_mode("screen")
    page.side.count.setText("200")
    ask(page, qtbot)
    assert page.outcome is not None and "acceptance ranges" in page.side.words.text() and page.side.use.isHidden()


@pytest.mark.parametrize(
    ("count", "second", "words"), [("0", "", "from 1 to"), ("2.5", "", "whole"), ("10", "targeting.selectivity", "same")]
)
def test_a_screening_that_makes_no_sense_is_refused_in_words(page: ExplorePage, count: str, second: str, words: str) -> None:
    page.side.choose_mode("screen")
    page.side.choose_second(second)
    page.side.count.setText(count)
    page.side.go.click()
    assert words in page.side.problem.text()
