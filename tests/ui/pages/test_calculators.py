"""The calculators page as a person uses it: search, type, read, convert, be refused, come back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from formulator import calculators
from formulator.ui.pages.calculators import CalculatorsPage
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.window import Window
from tests.ui.hands import turned_to


@pytest.fixture
def page(window: Window) -> CalculatorsPage:
    return turned_to(window, "calculators", CalculatorsPage)


def box(page: CalculatorsPage, name: str) -> EntryBox:
    assert page.card is not None
    found = page.card.findChild(EntryBox, f"fld:calc.{name}")
    assert found is not None
    return found


def enter(qtbot: QtBot, where: EntryBox, text: str) -> None:
    where.setFocus()
    where.setText(text)
    qtbot.keyClick(where, Qt.Key.Key_Return)


def result(page: CalculatorsPage) -> QLabel:
    found = page.findChild(QLabel, "out:calc.value")
    assert isinstance(found, QLabel)
    return found


def test_it_begins_with_the_numbers_of_the_design_on_show(page: CalculatorsPage, window: Window) -> None:
    assert window.workbench.prediction is not None
    assert result(page).property("value") == pytest.approx(window.workbench.prediction["charge.debye_length"].value, rel=1e-9)
    assert page.card is not None and "this design" in page.card.rows["ionic_strength"].word.text()


def test_typing_a_quantity_gives_what_the_command_line_gives(page: CalculatorsPage, qtbot: QtBot) -> None:
    for name, text in (("ionic_strength", "150 mM"), ("temperature", "25 °C"), ("relative_permittivity", "78.3")):
        enter(qtbot, box(page, name), text)
    said = calculators.ask("debye_length", ionic_strength="150 mM", temperature="25 degC", relative_permittivity="78.3")
    assert result(page).property("value") == said.magnitude
    assert result(page).text().startswith("0.78") and "typed" in page.card.rows["ionic_strength"].word.text()  # type: ignore[union-attr]
    page.card.copy_command()  # type: ignore[union-attr]
    assert (
        QGuiApplication.clipboard().text().startswith("formulator calc debye_length ") and '"150 mM"' in QGuiApplication.clipboard().text()
    )


def test_a_wrong_unit_is_refused_in_words_and_the_number_before_counts(page: CalculatorsPage, qtbot: QtBot) -> None:
    before = result(page).property("value")
    enter(qtbot, box(page, "temperature"), "5 mg")
    row = page.card.rows["temperature"]  # type: ignore[union-attr]
    assert box(page, "temperature").state == "refused" and "mass" in row.note.words.text()
    assert result(page).property("value") == before
    keep = next(button for button in row.note.choices() if button.text().startswith("Keep"))
    keep.click()
    assert box(page, "temperature").text() == "25" and row.note.isHidden()


def test_two_readings_are_asked_about(page: CalculatorsPage, qtbot: QtBot) -> None:
    enter(qtbot, box(page, "ionic_strength"), "1,234 mM")
    row = page.card.rows["ionic_strength"]  # type: ignore[union-attr]
    texts = [button.text() for button in row.note.choices()]
    assert len(texts) == 3 and any("1.234" in text for text in texts) and any("1234" in text or "1 234" in text for text in texts)
    row.note.choices()[0].click()
    assert row.calculation.entries["ionic_strength"].state == "typed"


def test_another_unit_says_the_same_quantity(page: CalculatorsPage) -> None:
    row = page.card.rows["ionic_strength"]  # type: ignore[union-attr]
    before = result(page).property("value")
    row.unit.click()
    (menu,) = [one for one in row.findChildren(QMenu) if one.isVisible()]
    entry = next(action for action in menu.actions() if action.text().startswith("mol/L"))
    entry.trigger()
    menu.close()
    assert float(box(page, "ionic_strength").text()) == pytest.approx(0.005)
    assert result(page).property("value") == pytest.approx(before, rel=1e-12)


def test_a_unit_in_which_the_number_is_too_large_is_not_offered(page: CalculatorsPage, qtbot: QtBot) -> None:
    enter(qtbot, box(page, "ionic_strength"), "1e308 mM")
    row = page.card.rows["ionic_strength"]  # type: ignore[union-attr]
    row.unit.click()
    (menu,) = [one for one in row.findChildren(QMenu) if one.isVisible()]
    offered = [action.text().partition("\t")[0] for action in menu.actions()]
    menu.close()
    assert "mmol/L" in offered and "mol/L" in offered and not [unit for unit in offered if unit.startswith("µ")]


def test_search_lists_models_by_any_word_and_says_when_there_is_none(page: CalculatorsPage) -> None:
    page.line.setText("aggregation")
    names = [page.list.item(place).text() for place in range(page.list.count())]
    assert "Aggregation number" in names and "Debye length" not in names
    page.line.setText("no such thing")
    assert page.list.count() == 0 and "No model" in page.count.text()


def test_what_was_typed_is_there_when_one_comes_back(page: CalculatorsPage, qtbot: QtBot) -> None:
    enter(qtbot, box(page, "temperature"), "37 °C")
    page.show_model("henry_function")
    page.show_model("debye_length")
    assert box(page, "temperature").text() == "37"


def test_half_typed_text_counts_when_another_model_is_shown(page: CalculatorsPage) -> None:
    box(page, "temperature").setText("37 °C")
    page.show_model("henry_function")
    assert page.calculations["debye_length"].entries["temperature"].state == "typed"


def test_an_answer_that_needs_more_says_what(page: CalculatorsPage) -> None:
    name = next(name for name, calculation in ((n, c) for n, c in calculators.models().items()) if name == "hansen_distance")
    page.show_model(name)
    assert result(page).text() == "—" and page.card is not None and page.card.ways.text().startswith("Needs ")


def test_outside_the_checked_range_is_said_beside_the_number(page: CalculatorsPage, qtbot: QtBot) -> None:
    enter(qtbot, box(page, "ionic_strength"), "2 M")
    assert page.card is not None and page.card.remarks.text() and result(page).property("value") is not None


def test_every_model_can_be_shown(page: CalculatorsPage) -> None:
    for name, card in calculators.models().items():
        page.show_model(name)
        assert page.card is not None and len(page.card.rows) == len(card.arguments), name
        assert [button.text() for button in page.card.findChildren(BoxButton) if button.text().startswith("Copy")], name


def test_the_curve_follows_in_the_background(page: CalculatorsPage, qtbot: QtBot) -> None:
    page.show_model("water_viscosity")
    qtbot.waitUntil(lambda: page.pane.title == "Water viscosity" and not page.pane.is_marked, timeout=60_000)
    page.show_model("debye_length")
    qtbot.waitUntil(lambda: page.pane.title == "Debye length" and not page.pane.is_marked, timeout=60_000)
    assert page.pane.content() is not None


def test_going_to_a_field_comes_back_to_the_design(page: CalculatorsPage, window: Window) -> None:
    window.show_field("ligand.density")
    assert window.body.page == "design"
    assert window.actions_by_id["page-design"].isChecked() and not window.actions_by_id["page-calculators"].isChecked()
