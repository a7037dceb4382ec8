"""The box into which quantities are typed, and which keys are its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from pytestqt.qtbot import QtBot

from formulator.ui.tokens import tokens
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look


def claimed(box: EntryBox, standard: QKeySequence.StandardKey) -> bool:
    """Whether the box keeps a key that may be one of the menus."""
    key = QKeySequence.keyBindings(standard)[0][0]
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key.key(), key.keyboardModifiers())
    event.ignore()
    box.event(event)
    return event.isAccepted()


@pytest.fixture
def box(qtbot: QtBot) -> EntryBox:
    made = EntryBox(Look(tokens()))
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("key", [QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo])
def test_undo_is_for_the_text_while_it_is_being_typed_and_then_for_the_design(
    box: EntryBox, qtbot: QtBot, key: QKeySequence.StandardKey
) -> None:
    qtbot.keyClicks(box, "7")
    assert claimed(box, key)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert not claimed(box, key)


@pytest.mark.parametrize("key", [QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.SelectAll])
def test_other_keys_that_edit_stay_with_the_box(box: EntryBox, key: QKeySequence.StandardKey) -> None:
    assert claimed(box, key)
