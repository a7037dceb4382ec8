"""A drug, protein or nucleic acid of one's own, from the picker to a saved project."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from formulator import catalogue, design, storage
from formulator.ui.panels import DesignPanel
from formulator.ui.panels.own_material import OwnMaterialPopover
from formulator.ui.panels.word_row import WordRow
from formulator.ui.widgets.picker import Picker
from formulator.ui.workbench import Workbench

ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"


@pytest.fixture
def popover(panel: DesignPanel, qtbot: QtBot) -> OwnMaterialPopover:
    row = panel.rows["payload.id"]
    assert isinstance(row, WordRow)
    picker = row.open_picker("")
    assert isinstance(picker, Picker) and picker.own.isVisible()
    picker.own.click()
    found = panel.window().findChild(QWidget, "own-material")
    assert isinstance(found, OwnMaterialPopover)
    return found


def test_a_drug_by_its_structure_is_drawn_weighed_and_used(popover: OwnMaterialPopover, bench: Workbench, tmp_path: Path) -> None:
    popover.name.setText("Aspirin of ours")
    popover.text.setText(ASPIRIN)
    popover.look_at()
    assert "180.1" in popover.found.text() and popover.drawing.renderer.isValid() and popover.use.isEnabled()
    popover.use.click()
    assert design.get(bench.design, "payload.id") == "drug:aspirin-of-ours"
    assert bench.prediction is not None and bench.prediction["loading.molecules_per_particle"].value is not None
    assert bench.stack.undoText() == "add Aspirin of ours"
    bench.save_as(tmp_path / "mine.formulation")
    again = storage.load(tmp_path / "mine.formulation").project
    assert catalogue.load().overlay(again.materials).get("drug:aspirin-of-ours").text("smiles") == ASPIRIN
    bench.undo()
    assert design.get(bench.design, "payload.id") != "drug:aspirin-of-ours"
    assert bench.catalogue is not None and "drug:aspirin-of-ours" not in bench.catalogue
    bench.redo()
    assert bench.catalogue is not None and "drug:aspirin-of-ours" in bench.catalogue


def test_a_structure_that_cannot_be_read_is_said_and_cannot_be_used(popover: OwnMaterialPopover) -> None:
    popover.name.setText("Broken")
    popover.text.setText("CC(=O")
    popover.look_at()
    assert "SMILES" in popover.problem.text() and not popover.use.isEnabled()


def test_a_nucleic_acid_counts_its_phosphates(popover: OwnMaterialPopover, bench: Workbench) -> None:
    popover.choose_kind("nucleic_acid")
    popover.name.setText("siRNA ours")
    popover.text.setText("GGAUCAUCUCAAGUCUUACdTdT")
    popover.second.setText("GUAAGACUUGAGAUGAUCCdTdT")
    popover.look_at()
    assert "Phosphates  40" in popover.found.text()
    popover.has_phosphates.setChecked(True)
    assert "Phosphates  42" in popover.found.text()
    popover.take()
    assert design.get(bench.design, "payload.id") == "nucleic_acid:sirna-ours"


def test_a_letter_that_is_no_amino_acid_is_named(popover: OwnMaterialPopover) -> None:
    popover.choose_kind("protein")
    popover.name.setText("P")
    popover.text.setText("CRGXK")
    popover.look_at()
    assert "Letter 4" in popover.problem.text()


def test_it_can_be_kept_for_other_projects(
    popover: OwnMaterialPopover, bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMULATOR_MATERIALS", str(tmp_path / "own" / "materials.toml"))
    said: list[str] = []
    bench.message.connect(lambda text, choices: said.append(text))
    popover.name.setText("Aspirin of ours")
    popover.text.setText(ASPIRIN)
    popover.keep.setChecked(True)
    popover.take()
    assert catalogue.load().get("drug:aspirin-of-ours").provenance == "user"
    assert "is kept in" in said[0]


def test_esc_leaves_everything_as_it_was(popover: OwnMaterialPopover, bench: Workbench) -> None:
    before = bench.project
    popover.name.setText("X")
    popover.close()
    assert bench.project is before
