"""Favourites of the picker, and a material of one's own after the pattern of another."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from formulator import storage
from formulator.ui.panels import DesignPanel
from formulator.ui.panels.like_material import LikeMaterialPopover
from formulator.ui.panels.word_row import WordRow
from formulator.ui.settings import Settings
from formulator.ui.widgets.picker import Picker
from formulator.ui.workbench import Workbench
from formulator.units import Value


def opened(panel: DesignPanel) -> Picker:
    row = panel.rows["ligand.id"]
    assert isinstance(row, WordRow)
    picker = row.open_picker("")
    assert picker is not None
    return picker


@pytest.fixture
def popover(panel: DesignPanel) -> LikeMaterialPopover:
    picker = opened(panel)
    picker.select("ligand:cilengitide")
    picker.like.click()
    found = panel.window().findChild(QWidget, "like-material")
    assert isinstance(found, LikeMaterialPopover)
    return found


def test_favourites_stand_first_in_every_list_and_can_be_taken_out(panel: DesignPanel, qtbot: QtBot, tmp_path: Path) -> None:
    row = panel.rows["ligand.id"]
    assert isinstance(row, WordRow)
    row.favourites = Settings(tmp_path / "settings.ini")
    picker = opened(panel)
    plain = picker.list.count()
    picker.select("ligand:transferrin")
    qtbot.mouseClick(picker.favourite, Qt.MouseButton.LeftButton)
    assert picker.current_key() == "ligand:transferrin" and picker.favourite.text() == "Take out of favourites"
    assert [picker.list.item(place).text() for place in (0, 2)] == ["Favourites", "Others"]
    assert picker.list.count() == plain + 2
    picker.close()
    again = opened(panel)
    again.select("")
    assert again.list.item(1).data(int(Qt.ItemDataRole.UserRole)) == "ligand:transferrin"
    again.look_up("transferrin")
    assert again.current_key() == "ligand:transferrin"
    again.favourite.click()
    assert again.list.item(0).text() != "Favourites"
    again.close()


def test_without_a_place_to_keep_them_there_are_no_favourites(panel: DesignPanel) -> None:
    picker = opened(panel)
    assert picker.favourite.isHidden()
    picker.close()


def test_a_copy_with_another_number_is_used_saved_and_undone(popover: LikeMaterialPopover, bench: Workbench, tmp_path: Path) -> None:
    popover.boxes["dissociation_constant"].setText("5 nM")
    assert popover.words["dissociation_constant"].text() == "your own" and popover.words["molar_mass"].text() == "worked out"
    popover.use.click()
    key = bench.design.ligands[0].id
    assert key == "ligand:cilengitide-ours" and bench.stack.undoText() == "add Cilengitide, ours"
    assert bench.catalogue is not None
    strength = bench.catalogue.get(key).number("dissociation_constant")
    assert strength is not None and strength.value == Value(5.0, "nM")
    bench.save_as(tmp_path / "mine.formulation")
    assert any(one["id"] == "cilengitide-ours" for one in storage.load(tmp_path / "mine.formulation").project.materials)
    bench.undo()
    assert bench.design.ligands[0].id != key


def test_what_cannot_be_read_is_said_and_cannot_be_used(popover: LikeMaterialPopover) -> None:
    popover.boxes["dissociation_constant"].setText("5 nm")
    assert "is a length" in popover.problem.text() and not popover.use.isEnabled()
    popover.boxes["dissociation_constant"].setText("1,234 nM")
    assert "two ways" in popover.problem.text() and not popover.use.isEnabled()
    popover.boxes["dissociation_constant"].setText("1.2 nM")
    assert popover.use.isEnabled()
    popover.name.setText("Cilengitide")
    assert "a name of its own" in popover.problem.text() and not popover.use.isEnabled()
    popover.close()
