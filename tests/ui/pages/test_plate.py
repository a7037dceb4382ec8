"""The plate in the window: 96 wells walked by keys, the robot's file, and refusals in words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from formulator.cli.plates import conditions
from formulator.recipe.plate import plate
from formulator.sheets.plate import robot
from formulator.ui.pages import recipe_model
from formulator.ui.pages.plate import PlatePage
from formulator.ui.window import Window
from formulator.units import parse
from tests.ui.hands import turned_to


@pytest.fixture
def example() -> str:
    return "sirna-polyplex"


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> PlatePage:
    for path, text in (("lot.carrier.stock", "1 mg/mL"), ("lot.payload.stock", "0.1 ug/uL")):
        window.workbench.push("stock", recipe_model.fixed(window.workbench.project, (path, text)))
    found = turned_to(window, "plate", PlatePage)
    for name, text in (("values", "1; 2; 4; 8"), ("well", "100 uL"), ("payload", "0.5 ug")):
        put(found, name, text, qtbot)
    settle(found, qtbot)
    return found


def put(page: PlatePage, name: str, text: str, qtbot: QtBot) -> None:
    box = page.boxes[name]
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def settle(page: PlatePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page._lane.is_busy, timeout=60_000)


def test_wells_are_those_of_the_command_line_and_so_is_the_robots_file(
    page: PlatePage, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = window.workbench
    assert bench.catalogue is not None
    varied = conditions(bench.design, "payload.np_ratio=1,2,4,8")
    wanted = plate(varied, bench.variant.bench, bench.catalogue, parse("100 uL", "uL"), 3, parse("0.5 ug", "ug"))
    assert page.made == wanted and not wanted.problems
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "robot"), ""))
    page.save_button.click()
    text = (tmp_path / "robot.csv").read_text(encoding="utf-8")
    assert text == robot(wanted) and len(list(csv.reader(text.splitlines()))) == 1 + 4 * 3 * 5
    assert "robot.csv is saved" in window.centre.bar.text.text()


def test_a_folder_that_is_not_there_is_said_in_words(
    page: PlatePage, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "gone" / "robot.csv"), ""))
    page.save_button.click()
    assert "robot.csv" in window.centre.bar.text.text() and not (tmp_path / "gone").exists()


def test_arrow_keys_walk_over_the_wells_and_say_what_is_in_them(page: PlatePage, qtbot: QtBot) -> None:
    page.wells.setFocus()
    assert page.told.text().startswith("A1: N/P 1: ")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(page.wells, key)
    assert page.wells.well == "B2" and "N/P 2" in page.told.text()
    assert page.wells.accessibleDescription() == "Condition 2."
    qtbot.keyClick(page.wells, Qt.Key.Key_Left)
    qtbot.keyClick(page.wells, Qt.Key.Key_Left)
    assert page.wells.well == "B1", "at the edge it stays"
    page.wells.choose(7, 11)
    assert page.told.text() == "H12 stays empty."


WRONG = (
    ("values", "1; ; 2", "Type the values"),
    ("values", "1; five", "five"),
    ("well", "5 mg", "volume"),
    ("well", "0 uL", "above zero"),
    ("replicates", "x", "whole number"),
    ("replicates", "40", "not 1 to 96 wells"),
    ("well", "2 uL", "more room"),
)


def test_what_cannot_be_is_said_and_nothing_can_be_saved(page: PlatePage, qtbot: QtBot) -> None:
    for name, text, says in WRONG:
        before = page.boxes[name].text()
        put(page, name, text, qtbot)
        settle(page, qtbot)
        assert any(says in note.words.text() for note in page.refusals), [note.words.text() for note in page.refusals]
        assert not page.save_button.isEnabled() and not page.wells.isVisible()
        assert page.boxes[name].text() == text, "what was typed stays"
        put(page, name, before, qtbot)
        settle(page, qtbot)
        assert page.save_button.isEnabled() and page.wells.isVisible(), text


def test_tables_are_copied(page: PlatePage) -> None:
    page.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert "Condition" in text and "N/P 8" in text
