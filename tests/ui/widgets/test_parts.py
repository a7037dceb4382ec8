"""The small parts of the panels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFont, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from formulator.chem.model import Grade
from formulator.ui.tokens import tokens
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.evidence import PIE, EvidenceMark
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.note import Note
from formulator.ui.widgets.slider import STEPS, QuantitySlider
from formulator.ui.widgets.text import Name, Text


@pytest.fixture
def look(qapp: object) -> Look:
    del qapp
    return Look(tokens())


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(400, 200)
    qtbot.addWidget(made)
    made.show()
    return made


def test_markup_is_shown_as_it_is(look: Look, holder: QWidget) -> None:
    label = Text(look, "<img src='file:///etc/passwd'><b>x</b>", parent=holder)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_subscript_takes_no_underscore(look: Look, holder: QWidget) -> None:
    plain, lowered = Name(look, "Mn", parent=holder), Name(look, "M_n", parent=holder)
    assert lowered.sizeHint().width() < plain.sizeHint().width() + 2
    assert lowered.text() == "M_n"


def test_font_and_colour_outlive_another_parent(look: Look, holder: QWidget) -> None:
    label = Text(look, "typed", tone="warn", demi=True)
    label.setParent(holder)
    assert label.font().bold() or label.font().weight() >= 600
    assert label.palette().color(label.foregroundRole()).name().upper() == tokens().warn


def test_better_evidence_fills_more_of_the_pie() -> None:
    shares = [PIE[grade] for grade in (Grade.MEASURED, Grade.LAW, Grade.FIT, Grade.RULE_OF_THUMB, Grade.INDEX)]
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == 5
    assert set(PIE) == set(Grade)


def test_a_mark_is_said_in_words(look: Look, holder: QWidget) -> None:
    mark = EvidenceMark(look, Grade.FIT, holder)
    assert mark.accessibleName() == "fit"
    assert "published data" in mark.toolTip()


@pytest.mark.parametrize(("low", "high", "scale"), [(0.0, 30.0, "linear"), (0.5, 12.0, "log"), (3.0, 10.0, "linear")])
def test_a_slider_s_ends_are_its_bounds(look: Look, holder: QWidget, low: float, high: float, scale: str) -> None:
    slider = QuantitySlider(look, low, high, scale, holder)
    assert (slider.number_at(0), slider.number_at(STEPS)) == (low, high)
    for step in (0, 57, 200, STEPS):
        assert abs(slider.step_of(slider.number_at(step)) - step) <= 1


def test_showing_a_number_moves_the_handle_without_an_edit(look: Look, holder: QWidget, qtbot: QtBot) -> None:
    slider = QuantitySlider(look, 0, 30, "linear", holder)
    with qtbot.assertNotEmitted(slider.moved):
        slider.show_number(15.0)
    assert slider.value() == STEPS // 2


def test_the_wheel_over_a_slider_changes_nothing(look: Look, holder: QWidget) -> None:
    slider = QuantitySlider(look, 0, 30, "linear", holder)
    slider.show_number(15.0)
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPointF(0, 120).toPoint(), QPointF(0, 120).toPoint(),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    slider.wheelEvent(event)
    assert slider.value() == STEPS // 2
    assert not event.isAccepted()


def test_a_press_anywhere_on_the_track_goes_there(look: Look, holder: QWidget, qtbot: QtBot) -> None:
    slider = QuantitySlider(look, 0, 30, "linear", holder)
    slider.resize(213, 28)
    slider.show()
    place = QPointF(slider.width() / 2, 25)
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress, place, place, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignals([slider.pressed, slider.moved]):
        slider.mousePressEvent(press)
    assert slider.value() == pytest.approx(STEPS / 2, abs=2)
    with qtbot.waitSignal(slider.released):
        slider.mouseReleaseEvent(press)


def test_an_entry_box_hands_over_only_what_was_typed(look: Look, holder: QWidget, qtbot: QtBot) -> None:
    box = EntryBox(look, holder)
    box.show_value("10", "typed")
    with qtbot.assertNotEmitted(box.submitted):
        box.submit()
    qtbot.keyClicks(box, "5")
    with qtbot.waitSignal(box.submitted) as handed:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert handed.args == ["105"]


def test_a_value_from_the_model_does_not_overwrite_typing(look: Look, holder: QWidget, qtbot: QtBot) -> None:
    box = EntryBox(look, holder)
    qtbot.keyClicks(box, "7")
    box.show_value("10", "typed")
    assert box.text() == "7"


def test_a_note_acts_and_goes(look: Look, holder: QWidget) -> None:
    done: list[str] = []
    note = Note(look, holder)
    note.say("Text.", "More.", [("Use 5 nm", lambda: done.append("used"))])
    assert not note.isHidden()
    note.choices()[0].click()
    assert done == ["used"]
    note.clear()
    assert note.isHidden()
    assert note.choices() == []


def test_a_symbol_in_a_paragraph_is_lowered_and_stays_plain_when_read(look: Look, holder: QWidget) -> None:
    words = "K_D is recalled <b>not</b> verified; see my_own_file_name"
    text = Text(look, words, wrap=True, parent=holder)
    assert text.text() == text.accessibleName() == words
    assert "K<sub>D</sub>" in QLabel.text(text) and "&lt;b&gt;" in QLabel.text(text) and "my_own" in QLabel.text(text)
    text.setText("Plain.")
    assert QLabel.text(text) == text.accessibleName() == "Plain."


def test_a_hint_in_an_empty_box_has_no_weight(look: Look, holder: QWidget) -> None:
    box = EntryBox(look, holder)
    box.set_state("typed")
    box.setPlaceholderText("Search")
    assert box.font().weight() == QFont.Weight.Normal
    box.put("zeta")
    assert box.font().weight() == QFont.Weight.DemiBold
    box.put("")
    assert box.font().weight() == QFont.Weight.Normal
