"""The box to tick: the whole row is live, and long words are cut but never lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from formulator.ui.tokens import DARK, tokens
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.tick import WIDEST, TickBox


@pytest.fixture
def look(qapp: object) -> Look:
    del qapp
    return Look(tokens())


def shown(look: Look, text: str, qtbot: QtBot) -> TickBox:
    made = TickBox(look, text)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def test_a_click_on_the_words_ticks_it_and_so_does_the_space_bar(look: Look, qtbot: QtBot) -> None:
    box = shown(look, "cRGD 10", qtbot)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 4, box.height() // 2))
    assert box.isChecked()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()


def test_long_words_are_cut_and_stand_whole_in_the_tooltip(look: Look, qtbot: QtBot) -> None:
    words = "PLA-PEG & docetaxel with a very long name that no bar has room for"
    box = shown(look, words, qtbot)
    assert box.sizeHint().width() < look.px(WIDEST + 40)
    assert box.toolTip() == box.accessibleName() == box.words == words


def test_a_tick_is_a_mark_and_not_a_colour_alone(look: Look, qtbot: QtBot) -> None:
    for theme in (tokens(), DARK):
        look.set_tokens(theme)
        box = shown(look, "Intervals", qtbot)
        empty = box.grab().toImage()
        box.setChecked(True)
        ticked = box.grab().toImage()
        ink = look.color("ink").rgb()
        side = range(look.px(20))
        marked = [sum(image.pixel(x, y) == ink for x in side for y in range(image.height())) for image in (empty, ticked)]
        assert marked[1] > marked[0]
