"""Note, order and history of variants: each edit is one named step, and the list of steps goes anywhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QPlainTextEdit
from pytestqt.qtbot import QtBot

from formulator import storage
from formulator.ui.history import HistoryPopover, step_to
from formulator.ui.note import NotePopover
from formulator.ui.variants import LONGEST_NOTE, annotate, clean, move
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.window import Window
from formulator.ui.workbench import Workbench

from .hands import trigger


def ids(bench: Workbench) -> list[str]:
    return [variant.id for variant in bench.project.variants]


def test_a_note_is_one_named_step_that_can_be_taken_back(bench: Workbench) -> None:
    before = bench.variant.note
    annotate(bench, bench.variant.id, "Twice the ligand.\nMade on Tuesday.")
    assert bench.variant.note == "Twice the ligand.\nMade on Tuesday."
    assert bench.stack.undoText() == f"note of {bench.variant.name}" and bench.is_edited
    bench.undo()
    assert bench.variant.note == before


def test_the_same_note_again_is_no_step(bench: Workbench) -> None:
    annotate(bench, bench.variant.id, "one")
    annotate(bench, bench.variant.id, " one \n")
    assert bench.stack.count() == 1


def test_a_note_keeps_its_lines_and_loses_what_cannot_be_seen() -> None:
    assert clean("a\u202eb\r\nc\x00d  \n\n") == "a b\nc d"
    assert len(clean("x" * 9000)) == LONGEST_NOTE


def test_order_changes_by_one_place_and_stops_at_the_ends(bench: Workbench) -> None:
    first, second, third = ids(bench)
    assert bench.variant.id == first
    move(bench, first, -1)
    assert bench.stack.count() == 0
    move(bench, first, 1)
    assert ids(bench) == [second, first, third] and bench.variant.id == first
    assert bench.stack.undoText() == f"move {bench.variant.name} down"
    move(bench, first, 1)
    move(bench, first, 1)
    assert ids(bench) == [second, third, first] and bench.stack.count() == 2
    move(bench, first, -1)
    assert bench.stack.undoText().endswith("up")
    for _ in range(3):
        bench.undo()
    assert ids(bench) == [first, second, third]


def test_a_changed_order_is_shown_in_the_list_of_variants(window: Window) -> None:
    trigger(window, "move-variant-down")
    pick = window.toolbar.pick
    assert [pick.itemData(place) for place in range(pick.count())] == ids(window.workbench)
    assert pick.currentData() == "v1" and pick.currentIndex() == 1


def open_note(window: Window) -> tuple[NotePopover, QPlainTextEdit]:
    trigger(window, "note")
    popover = window.findChild(NotePopover)
    assert popover is not None
    found = popover.findChild(QPlainTextEdit, "note:text")
    assert isinstance(found, QPlainTextEdit)
    return popover, found


def test_a_note_is_written_under_the_name_and_counts_when_it_closes(window: Window, qtbot: QtBot) -> None:
    bench, before = window.workbench, window.workbench.variant.note
    popover, text = open_note(window)
    assert text.toPlainText() == before and before
    text.setPlainText("seen by a colleague")
    qtbot.mouseClick(popover.done, Qt.MouseButton.LeftButton)
    assert bench.variant.note == "seen by a colleague" and bench.stack.count() == 1


def test_esc_leaves_the_note_as_it_was(window: Window, qtbot: QtBot) -> None:
    before = window.workbench.variant.note
    popover, text = open_note(window)
    text.setPlainText("a slip")
    qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert window.workbench.variant.note == before and window.workbench.stack.count() == 0


def test_a_note_that_is_half_written_is_saved_with_the_project(window: Window, tmp_path: Path) -> None:
    popover, text = open_note(window)
    text.setPlainText("half written")
    window.workbench.save_as(tmp_path / "kept.formulation")
    assert storage.load(tmp_path / "kept.formulation").project.variant("v1").note == "half written"
    popover.close()


def test_a_note_goes_to_its_own_variant_and_to_no_other_project(window: Window) -> None:
    popover, text = open_note(window)
    text.setPlainText("of the first")
    window.workbench.switch("v2")
    assert window.workbench.project.variant("v1").note == "of the first" and window.workbench.variant.note == ""
    window.workbench.open_copy(storage.examples()["dpgs-micelle"])
    before = window.workbench.variant.note
    text.setPlainText("of the first, again")
    popover.close()
    assert window.workbench.variant.note == before


def open_history(window: Window) -> tuple[HistoryPopover, QListWidget]:
    popover = window.desk.history()
    found = popover.findChild(QListWidget, "history:list")
    assert isinstance(found, QListWidget)
    return popover, found


def test_the_history_names_every_edit_and_a_click_goes_there(window: Window, qtbot: QtBot) -> None:
    bench = window.workbench
    begun = bench.project.variants
    for text in ("5 mol%", "12 mol%", "20 mol%"):
        bench.type_text("ligand.density", text)
    popover, found = open_history(window)
    names = [found.item(row).text() for row in range(found.count())]
    assert names[1:] == ["density 10 → 5 mol%", "density 5 → 12 mol%", "density 12 → 20 mol%"] and found.currentRow() == 3
    place = found.visualItemRect(found.item(1)).center()
    qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert bench.stack.index() == 1 and found.currentRow() == 1
    assert found.count() == 4, "what was taken back can still be done again"
    found.setCurrentRow(0)
    found.itemActivated.emit(found.item(0))
    assert bench.project.variants == begun
    found.itemActivated.emit(found.item(3))
    assert bench.stack.index() == 3
    popover.close()


def test_what_is_half_typed_counts_before_the_history_moves(window: Window) -> None:
    bench = window.workbench
    bench.type_text("ligand.density", "12 mol%")
    box = window.findChild(EntryBox, "fld:payload.feed")
    assert box is not None
    box.setText("3 mg")
    step_to(bench, 0)
    assert bench.stack.count() == 2 and bench.stack.text(1).startswith("feed")


def test_esc_closes_the_history(window: Window, qtbot: QtBot) -> None:
    popover, _ = open_history(window)
    with qtbot.waitSignal(popover.closed):
        qtbot.keyClick(popover, Qt.Key.Key_Escape)
