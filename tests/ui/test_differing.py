"""Compare with a file, and review of recovered work: what differs is shown, and looking changes nothing."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from formulator.design import read
from formulator.ui import recovery
from formulator.ui.app import _offer_recovered
from formulator.ui.dialogs.differences import DifferencesDialog
from formulator.ui.recovery import Keeper, left_behind
from formulator.ui.window import Window

from .hands import Hands, button

EXAMPLE = "acupa-pla-peg-docetaxel"


@pytest.fixture
def example() -> str:
    return "acupa-pla-peg-docetaxel"


@pytest.fixture(autouse=True)
def own_recovery(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(recovery, "folder", lambda: tmp_path / "recovery")


def _dialog(hands: Hands) -> DifferencesDialog:
    hands.until(lambda: hands.window.differing.dialog is not None)
    found = hands.window.differing.dialog
    assert found is not None
    return found


def test_compare_with_a_file_shows_path_old_new_unit_and_kind(
    window: Window, hands: Hands, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.workbench.edit("ligand.density", read("ligand.density", "3 mol%"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(mine), ""))
    before = mine.read_bytes()
    hands.menu("compare-file")
    dialog = _dialog(hands)
    rows = {row[3]: row for row in dialog.rows}
    assert rows["ligand.density"][1:] == ("design", "Ligand: Density", "ligand.density", "2", "3", "mol%")
    assert rows["ligand.mol_percent"][1] == "answer"
    assert dialog.rows[0][1] == "design", "what was chosen stands before what follows from it"
    hands.press("differences:copy")
    copied = hands.clipboard()
    assert copied.startswith("Variant\tKind\tWhat\tmine.formulation\tOpen project\tUnit\tPath\n")
    assert len(copied.splitlines()) == len(dialog.rows) + 1
    hands.press("differences:close")
    assert mine.read_bytes() == before


def test_2_mg_and_2000_ug_are_no_difference(window: Window, hands: Hands, mine: Path) -> None:
    """AC-13."""
    bench = window.workbench
    bench.edit("process.polymer_mass", read("process.polymer_mass", "2 mg"))
    bench.save_as(mine)
    bench.edit("process.polymer_mass", read("process.polymer_mass", "2000 ug"))
    window.differing.compare(mine)
    dialog = _dialog(hands)
    assert dialog.rows == () and "Nothing differs" in dialog.about.text()
    assert not dialog.copy_button.isEnabled()
    hands.press("differences:close")


def test_a_file_that_cannot_be_read_is_refused_in_words_and_one_edited_by_hand_is_asked_about(
    window: Window, hands: Hands, mine: Path
) -> None:
    broken = mine.with_name("broken.formulation")
    broken.write_text("{", encoding="utf-8")
    window.differing.compare(broken)
    assert "broken.formulation" in window.centre.bar.text.text() and window.differing.dialog is None
    broken.write_text(mine.read_text(encoding="utf-8").replace("ACUPA", "acupa", 1), encoding="utf-8")
    window.differing.compare(broken)
    button(window.centre.bar, "Compare all the same").click()
    assert _dialog(hands).rows
    hands.press("differences:close")


def _leave_work_behind(window: Window, tmp_path: Path) -> None:
    window.workbench.edit("ligand.density", read("ligand.density", "5 mol%"))
    keeper = Keeper(window.workbench, place=tmp_path / "recovery")
    keeper.leave()
    window.workbench.undo()


def test_recovered_work_can_be_reviewed_and_looking_loses_nothing(window: Window, hands: Hands, tmp_path: Path, mine: Path) -> None:
    _leave_work_behind(window, tmp_path)
    on_disk = mine.read_bytes()
    _offer_recovered(window)
    review = button(window.centre.bar, "Review")
    assert review.focusPolicy() & Qt.FocusPolicy.TabFocus
    review.setFocus()
    hands.qtbot.keyClick(review, Qt.Key.Key_Space)
    dialog = _dialog(hands)
    rows = {row[3]: row for row in dialog.rows}
    assert rows["ligand.density"][4:] == ("2", "5", "mol%")
    hands.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    hands.until(lambda: window.differing.dialog is None)
    assert len(left_behind()) == 1 and mine.read_bytes() == on_disk
    assert window.workbench.design.ligands[0].density == read("ligand.density", "2 mol%")
    button(window.centre.bar, "Review").click()
    _dialog(hands)
    hands.press("differences:choice0")
    density = window.workbench.design.ligands[0].density
    assert density is not None and density.magnitude == 5.0
    assert left_behind() == () and not window.centre.bar.isVisible()


def test_work_that_was_never_saved_is_shown_whole(window: Window, hands: Hands, tmp_path: Path) -> None:
    _leave_work_behind(window, tmp_path)
    found = dataclasses.replace(left_behind()[0], path=None, digest=None)
    window.differing.review(found, ())
    dialog = _dialog(hands)
    assert "was never saved" in dialog.about.text()
    assert any(row[3] == "carrier.id" for row in dialog.rows)
    hands.press("differences:close")


def test_a_file_that_is_gone_is_said_and_the_choice_stays(window: Window, hands: Hands, tmp_path: Path) -> None:
    _leave_work_behind(window, tmp_path)
    found = dataclasses.replace(left_behind()[0], path=tmp_path / "gone.formulation")
    window.differing.review(found, (("Keep", lambda: None),))
    assert "gone.formulation" in window.centre.bar.text.text() and button(window.centre.bar, "Keep")
