"""Typing into a field, by what a person sees: what counts, what is asked, and that nothing is changed in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from formulator import design
from formulator.ui.panels import DesignPanel
from formulator.ui.panels.quantity_row import QuantityRow
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.workbench import Workbench
from formulator.units import Value
from tests.ui.hands import held


def row_of(panel: DesignPanel, path: str) -> QuantityRow:
    row = panel.rows[path]
    assert isinstance(row, QuantityRow)
    return row


def box_of(panel: DesignPanel, path: str) -> EntryBox:
    found = panel.findChild(EntryBox, f"fld:{path}")
    assert found is not None, path
    return found


def type_into(panel: DesignPanel, path: str, text: str) -> QuantityRow:
    """As typing does, for any character; the key strokes of qtbot stop at Latin-1."""
    row = row_of(panel, path)
    row.box.setFocus()
    row.box.setText(text)
    row.box.textEdited.emit(text)
    row.box.submit()
    return row


def test_tab_takes_what_was_typed(panel: DesignPanel, bench: Workbench, qtbot: QtBot) -> None:
    box = box_of(panel, "payload.feed")
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "2000 ug")
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert held(bench, "payload.feed").to("mg") == 2.0
    assert box.text() == "2000"
    assert row_of(panel, "payload.feed").unit.text() == "µg"


def test_a_bare_number_is_in_the_unit_that_stands_beside_it(panel: DesignPanel, bench: Workbench) -> None:
    type_into(panel, "payload.feed", "2000 ug")
    type_into(panel, "payload.feed", "1500")
    assert held(bench, "payload.feed") == Value(1500.0, "ug")


def test_a_bare_number_beside_wt_percent_is_not_taken_for_mol_percent(panel: DesignPanel, bench: Workbench) -> None:
    type_into(panel, "ligand.density", "9 wt%")
    type_into(panel, "ligand.density", "12")
    assert held(bench, "ligand.density") == Value(12.0, "wt%")


def test_a_sum_keeps_its_text(panel: DesignPanel, bench: Workbench) -> None:
    type_into(panel, "payload.feed", "=2*3.5 mg")
    assert held(bench, "payload.feed").to("mg") == 7.0
    assert held(bench, "payload.feed").typed == "=2*3.5 mg"


def test_a_wrong_dimension_is_said_in_words_and_changes_nothing(panel: DesignPanel, bench: Workbench) -> None:
    before = bench.design
    row = type_into(panel, "payload.feed", "5 nm")
    assert bench.design is before
    assert "length" in row.box.accessibleDescription()
    assert row.word.text() == "not used yet"
    assert row.note.isVisible()
    assert row.box.text() == "5 nm"
    assert [button.text() for button in row.note.choices()][-1] == "Keep 2.0 mg"


def test_text_that_can_be_read_two_ways_is_asked_about_in_place(panel: DesignPanel, bench: Workbench) -> None:
    before = bench.design
    row = type_into(panel, "payload.feed", "1,234")
    assert bench.design is before
    assert row.word.text() == "which one?"
    assert [button.text() for button in row.note.choices()] == ["1.234 mg", "1234 mg", "Keep 2.0 mg"]
    row.note.choices()[1].click()
    assert held(bench, "payload.feed").to("mg") == 1234.0
    assert not row.note.isVisible()


def test_keep_goes_back_to_what_the_design_uses(panel: DesignPanel, bench: Workbench) -> None:
    before = bench.design
    row = type_into(panel, "payload.feed", "5 nm")
    row.note.choices()[-1].click()
    assert bench.design is before
    assert row.box.text() == "2.0"
    assert row.word.text() == "typed"


@pytest.mark.parametrize(
    ("decimal", "text", "magnitude"), [(",", "2,1", 2.1), (".", "2.1", 2.1), (",", "1.234,5", 1234.5), (".", "−3", None)]
)
def test_the_sign_of_the_locale_counts(panel: DesignPanel, bench: Workbench, decimal: str, text: str, magnitude: float | None) -> None:
    bench.decimal = decimal
    before = bench.design
    type_into(panel, "payload.feed", text)
    if magnitude is None:
        assert bench.design is before
    else:
        assert held(bench, "payload.feed").magnitude == magnitude


def test_escape_drops_what_is_half_typed(panel: DesignPanel, bench: Workbench, qtbot: QtBot) -> None:
    before = bench.design
    box = box_of(panel, "payload.feed")
    box.setFocus()
    qtbot.keyClicks(box, "99")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert bench.design is before
    assert box.text() == "2.0"


def test_a_new_prediction_does_not_take_away_what_is_half_typed(panel: DesignPanel, bench: Workbench, qtbot: QtBot) -> None:
    box = box_of(panel, "payload.feed")
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "3.")
    bench.prediction_changed.emit()
    assert box.text() == "3."
    panel.commit()
    assert held(bench, "payload.feed").magnitude == 3.0


def test_leaving_the_design_takes_over_what_is_half_typed(panel: DesignPanel, bench: Workbench, qtbot: QtBot) -> None:
    box = box_of(panel, "payload.feed")
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "4")
    bench.duplicate()
    original = bench.project.variants[0].design
    entry = design.get(original, "payload.feed")
    assert isinstance(entry, Value)
    assert entry.magnitude == 4.0


def test_emptying_a_field_goes_back_to_the_catalogue(panel: DesignPanel, bench: Workbench) -> None:
    type_into(panel, "ligand.dissociation_constant", "40 nM")
    row = type_into(panel, "ligand.dissociation_constant", "")
    assert design.get(bench.design, "ligand.dissociation_constant") is None
    assert row.word.text() == "not verified"
    assert row.box.text() == "10"


def test_arrow_keys_step_the_second_digit_as_one_undo(panel: DesignPanel, bench: Workbench, qtbot: QtBot) -> None:
    box = box_of(panel, "ligand.density")
    count = bench.stack.count()
    box.setFocus()
    for _ in range(3):
        qtbot.keyClick(box, Qt.Key.Key_Up)
    assert held(bench, "ligand.density") == Value(13.0, "mol%")
    assert bench.stack.count() == count + 1
    bench.undo()
    assert held(bench, "ligand.density") == Value(10.0, "mol%")


def test_a_step_down_from_ten_goes_to_nine_point_nine(panel: DesignPanel, bench: Workbench, qtbot: QtBot) -> None:
    box = box_of(panel, "ligand.density")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert held(bench, "ligand.density") == Value(9.9, "mol%")


def test_no_step_leads_beyond_the_largest_number(panel: DesignPanel, bench: Workbench, qtbot: QtBot) -> None:
    box = box_of(panel, "payload.feed")
    bench.type_text("payload.feed", "1.79e308 mg")
    panel.show_design()
    before = held(bench, "payload.feed")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_PageUp)
    assert held(bench, "payload.feed") == before
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert held(bench, "payload.feed") == Value(1.7e308, "mg")


def test_a_drag_is_one_undo(panel: DesignPanel, bench: Workbench) -> None:
    slider = row_of(panel, "ligand.density").slider
    assert slider is not None
    count = bench.stack.count()
    slider.pressed.emit()
    slider.setSliderDown(True)
    for step in (150, 200, 250):
        slider.setValue(step)
    slider.setSliderDown(False)
    slider.released.emit()
    assert held(bench, "ligand.density") == Value(18.8, "mol%")
    assert bench.stack.count() == count + 1
    assert box_of(panel, "ligand.density").text() == "18.8"


def test_a_question_at_the_foot_of_the_panel_is_scrolled_into_sight(panel: DesignPanel, qtbot: QtBot) -> None:
    panel.resize(320, 520)
    panel.focus_field("payload.feed")
    qtbot.wait(20)
    row = row_of(panel, "payload.feed")
    foot_of_row = row.mapTo(panel.viewport(), row.rect().bottomLeft()).y()
    panel.verticalScrollBar().setValue(panel.verticalScrollBar().value() + foot_of_row - panel.viewport().height() + 2)
    type_into(panel, "payload.feed", "1,234")

    def is_in_sight() -> bool:
        box = row.note.rect()
        top, foot = (row.note.mapTo(panel.viewport(), corner).y() for corner in (box.topLeft(), box.bottomLeft()))
        return top >= 0 and foot < panel.viewport().height()

    qtbot.waitUntil(is_in_sight)


def test_a_question_stays_when_an_answer_comes_late_and_says_what_counts_now(panel: DesignPanel, bench: Workbench) -> None:
    row = type_into(panel, "payload.feed", "1,234 mg")
    assert row.has_question and row.word.text() == "which one?"
    bench.type_text("payload.feed", "5 mg")
    panel.show_design()
    assert row.box.text() == "1,234 mg" and row.has_question and row.word.text() == "which one?"
    assert [one.text() for one in row.note.choices()] == ["1.234 mg", "1234 mg", "Keep 5 mg"] and "uses 5 mg" in row.note.second.text()
    row.note.choices()[0].click()
    assert held(bench, "payload.feed").to("mg") == 1.234 and not row.has_question


def test_a_question_is_not_carried_into_another_variant_and_what_was_typed_is_said(panel: DesignPanel, bench: Workbench) -> None:
    heard: list[tuple[str, dict[str, Callable[[], None]]]] = []
    bench.message.connect(lambda words, choices: heard.append((words, dict(choices))))
    row = row_of(panel, "payload.feed")
    row.box.setFocus()
    row.box.setText("1,234 mg")
    before, other = bench.variant, bench.project.variants[1].id
    bench.switch(other)
    panel.show_design()
    assert not row.box.is_refused and not row.has_question and row.box.text() != "1,234 mg"
    assert "“1,234 mg”" in heard[-1][0] and before.name in heard[-1][0] and list(heard[-1][1]) == ["Go back"]
    back = heard[-1][1]["Go back"]
    back()
    assert bench.variant.id == before.id
    bench.switch(other)
    bench.delete_variant(before.id)
    back()
    assert bench.variant.id == other and heard[-1] == (f"{before.name} is not in this project any more.", {})


def test_a_question_outlives_the_rows_of_a_second_ligand(panel: DesignPanel, bench: Workbench) -> None:
    type_into(panel, "payload.feed", "5 nm")
    before = row_of(panel, "payload.feed")
    assert before.box.is_refused
    bench.edit("ligand.2.id", "folate")
    after = row_of(panel, "payload.feed")
    assert after is not before and "ligand.2.density" in panel.rows
    assert after.box.is_refused and after.box.text() == "5 nm" and after.has_question
    assert held(bench, "payload.feed").to("mg") == 2.0


def test_words_under_a_slider_that_moves_leave_the_rest_of_the_panel_where_it_is(panel: DesignPanel, bench: Workbench) -> None:
    row = row_of(panel, "ligand.density")
    assert row.slider is not None and row.second.isVisible()
    row.slider.pressed.emit()
    width, height = row.second.width(), row.second.height()
    assert row.second.minimumSize() == row.second.maximumSize() == row.second.size()
    bench.edit("ligand.density", Value(7.0, "mol%"))
    assert "facing out" in row.second.text() and (row.second.width(), row.second.height()) == (width, height)
    row.second.setText("a word " * 60)
    row._fix_second()
    assert row.second.height() > height, "what is longer has the room it needs"
    row.slider.released.emit()
    assert row.second.minimumSize() != row.second.maximumSize()
