"""Cells side by side in the window: ticked, drawn and listed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from formulator import storage
from formulator.ui.pages.explore import ExplorePage
from formulator.ui.window import Window

from .exploring import ask, of_cells


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> ExplorePage:
    return of_cells(window, qtbot)


def shown(page: ExplorePage) -> list[str]:
    return [row[0] for row in page.table.rows]


def test_cells_with_known_receptors_stand_beside_those_of_the_design(page: ExplorePage) -> None:
    assert shown(page) == ["U-87 MG (target)", "spared cell", "HUVEC"]
    assert page.side.cells.chosen() == ("cell:huvec",) and not page.table_area.isHidden()
    assert page.pane.figure.x.label == "bound fraction"


def test_a_ticked_cell_joins_and_an_unknown_one_says_so(page: ExplorePage, qtbot: QtBot) -> None:
    cells = page.side.cells
    item = next(item for place in range(cells.count()) if (item := cells.item(place)).data(Qt.ItemDataRole.UserRole) == "cell:hela")
    assert item.text() == "HeLa, receptors not known"
    before = page.outcome
    item.setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: page.outcome is not before, timeout=60_000)
    assert shown(page)[-1] == "HeLa" and page.table.rows[-1][1] == "receptors not known"
    assert "HeLa" in page.side.words.text()


def test_another_answer_is_drawn_and_the_other_modes_keep_theirs(page: ExplorePage, qtbot: QtBot) -> None:
    page.side.choose_output("targeting.selectivity")
    ask(page, qtbot)
    assert page.pane.figure.x.label == "target over this cell"
    page.side.choose_mode("along")
    assert page.side.output == "targeting.selectivity" and page.side.cells.isHidden()
    ask(page, qtbot)
    assert page.table_area.isHidden()
    page.side.choose_mode("cells")
    assert page.side.cell_output == "targeting.selectivity"


def test_a_tick_stays_when_the_target_changes(page: ExplorePage, window: Window, qtbot: QtBot) -> None:
    page.side.cells.item(0).setCheckState(Qt.CheckState.Unchecked)
    window.workbench.edit("target.cell", "cell:sk-br-3")
    window.workbench.evaluate()
    ask(page, qtbot)
    assert "cell:huvec" not in page.side.cells.chosen() and "cell:u-87-mg" in page.side.cells.chosen()


def test_ticks_are_kept_with_the_file(page: ExplorePage, window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    bench = window.workbench
    cells = page.side.cells
    for place in range(cells.count()):
        if cells.item(place).data(Qt.ItemDataRole.UserRole) in ("cell:hela", "cell:huvec"):
            wanted = cells.item(place).data(Qt.ItemDataRole.UserRole) == "cell:hela"
            cells.item(place).setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
    bench.save_as(tmp_path / "ticked.formulation")
    assert storage.load(tmp_path / "ticked.formulation").project.extras["view"]["cells"] == {"cell:hela": True, "cell:huvec": False}
    bench.open(storage.examples()["crgd-polymersome-docetaxel"])
    bench.evaluate()
    ask(page, qtbot)
    assert cells.chosen() == ("cell:huvec",)
    bench.open(tmp_path / "ticked.formulation")
    bench.evaluate()
    ask(page, qtbot)
    assert cells.chosen() == ("cell:hela",)


@pytest.mark.parametrize("kept", ["cell:hela", ["cell:hela"], {"cell:hela": "yes", "cell:huvec": False}])
def test_a_file_that_remembers_something_else_is_read_as_far_as_it_makes_sense(window: Window, qtbot: QtBot, kept: object) -> None:
    project = window.workbench.project
    window.workbench._project = dataclasses.replace(project, extras=storage.frozen({"view": {"cells": kept}}))  # type: ignore[arg-type]
    found = of_cells(window, qtbot)
    assert found.side.cells.chosen() == (() if isinstance(kept, dict) else ("cell:huvec",))
