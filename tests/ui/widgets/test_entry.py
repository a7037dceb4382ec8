"""The box into which quantities are typed, and which keys are its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from formulator.ui.actions import ACTIONS
from formulator.ui.tokens import tokens
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SHORTCUTS = sorted(row.shortcut for row in ACTIONS if row.shortcut.startswith("Ctrl+") and len(row.shortcut.rpartition("+")[2]) == 1)
LETTERS = [shortcut for shortcut in SHORTCUTS if shortcut[-1].isalpha()]


def claimed(box: EntryBox, shortcut: str) -> bool:
    """Whether the box keeps a key. Which keys edit differs between systems, so each is handed over as one that does."""
    modifiers = CONTROL | SHIFT if "Shift" in shortcut else CONTROL
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key[f"Key_{shortcut[-1]}"], modifiers)
    event.accept()
    box.event(event)
    return event.isAccepted()


@pytest.fixture
def box(qtbot: QtBot) -> EntryBox:
    made = EntryBox(Look(tokens()))
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("shortcut", LETTERS)
def test_a_letter_of_the_menus_is_theirs(box: EntryBox, shortcut: str) -> None:
    """On Linux Ctrl+K deletes to the end of a line, Ctrl+D a letter, and Ctrl+E goes to the end: the menus would never hear of them."""
    assert not claimed(box, shortcut)


@pytest.mark.parametrize("letter", "ACVX")
def test_what_edits_everywhere_stays_with_the_box(box: EntryBox, letter: str) -> None:
    assert claimed(box, f"Ctrl+{letter}")


def test_undo_is_for_the_text_while_it_is_being_typed_and_then_for_the_design(box: EntryBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box, "7")
    assert claimed(box, "Ctrl+Z") and claimed(box, "Ctrl+Shift+Z")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert not claimed(box, "Ctrl+Z") and not claimed(box, "Ctrl+Shift+Z")
