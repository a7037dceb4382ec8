"""Remarks at the field that is the cause: what stands there, and how it goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from formulator import design as designs
from formulator.errors import FormulatorError
from formulator.ui.fieldnotes import FieldNote, field_notes
from formulator.ui.panels import DesignPanel
from formulator.ui.panels.quantity_row import QuantityRow
from formulator.ui.widgets.note import Note
from formulator.ui.workbench import Workbench
from formulator.units import Value


def told(panel: DesignPanel, path: str) -> Note | None:
    """The remark that is on show under a field."""
    row = panel.rows[path]
    panel.sections[path.partition(".")[0]].reveal(row)
    found = [note for note in row.findChildren(Note, f"remark:{path}") if not note.isHidden()]
    assert len(found) <= 1
    return found[0] if found else None


def box(panel: DesignPanel, path: str) -> QuantityRow:
    row = panel.rows[path]
    assert isinstance(row, QuantityRow)
    return row


OUTSIDE = [
    ("medium.ionic_strength", "800 mM", "800 mM is outside the Debye length model, 0.001–500 mM.", "Use 500 mM"),
    ("medium.temperature", "90 °C", "90 °C is outside the water viscosity model, 0–60 °C.", "Use 60 °C"),
    (
        "carrier.core_molar_mass", "500 kg/mol", "500 kg/mol is outside the polymersome aggregation number model, 0.5–50 kg/mol.",
        "Use 50 kg/mol",
    ),
    ("target.time", "5000 h", "5000 h is outside the unbound fraction of dose model, 0.01667–166.7 h.", "Use 166 h"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "typed", "words", "button"), OUTSIDE)
def test_a_value_outside_a_model_is_taken_and_says_so_where_it_stands(
    panel: DesignPanel, path: str, typed: str, words: str, button: str
) -> None:
    assert told(panel, path) is None
    box(panel, path).take(typed)
    note = told(panel, path)
    assert note is not None and note.words.text() == words
    assert note.second.text().startswith("Shown as ")
    assert [one.text() for one in note.choices()] == [button]
    assert designs.get(panel.workbench.design, path) is not None, "the value counts all the same"
    note.choices()[0].click()
    left = told(panel, path)
    assert left is None or "outside" not in left.words.text()
    assert not any(flag.field == path for flag in panel.workbench.prediction.flags)  # type: ignore[union-attr]
    panel.workbench.undo()
    assert told(panel, path) is not None


@pytest.mark.parametrize(
    ("path", "typed", "words", "button"),
    [
        ("ligand.tether_molar_mass", "1 kg/mol", "the ligand may be buried", "Use 6.5 kg/mol"),
        ("medium.ionic_strength", "150 mM", "hides the charge", "Use 10 mM"),
        ("payload.feed", "20 mg", "published cores hold 3 to 24 %", "Use 3.51 mg"),
        ("carrier.diameter", "5 nm", "No such particle", ""),
    ],
)
def test_other_remarks_stand_there_when_a_button_mends_them_or_nothing_can_be_given(
    panel: DesignPanel, path: str, typed: str, words: str, button: str
) -> None:
    box(panel, path).take(typed)
    note = told(panel, path)
    assert note is not None and words in note.words.text()
    assert [one.text() for one in note.choices()] == ([button] if button else [])
    if button:
        note.choices()[0].click()
        assert told(panel, path) is None


def test_the_numbers_of_a_remark_follow_the_decimal_sign(panel: DesignPanel) -> None:
    panel.workbench.decimal = ","
    box(panel, "ligand.tether_molar_mass").take("1 kg/mol")
    note = told(panel, "ligand.tether_molar_mass")
    assert note is not None and note.choices()[0].text() == "Use 6,5 kg/mol"


def test_a_question_about_typed_text_comes_before_the_remark(panel: DesignPanel) -> None:
    path = "medium.ionic_strength"
    row = box(panel, path)
    row.take("800 mM")
    row.take("5 mg")
    assert row.has_question and told(panel, path) is None
    assert "mass" in row.box.accessibleDescription()
    row.cancel()
    assert not row.has_question and told(panel, path) is not None
    assert row.box.accessibleDescription().startswith("800 mM is outside")


def test_the_remark_does_not_get_in_the_way_of_typing_and_the_keyboard_reaches_its_button(panel: DesignPanel, qtbot: QtBot) -> None:
    path = "medium.ionic_strength"
    row = box(panel, path)
    panel.focus_field(path)
    qtbot.keyClicks(row.box, "800")
    qtbot.keyClick(row.box, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is row.box
    note = told(panel, path)
    assert note is not None
    button = note.choices()[0]
    assert button.accessibleName() == "Medium: Ionic strength: Use 500 mM"
    for _ in row.stops():
        qtbot.keyClick(QApplication.focusWidget() or panel, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is row.box
    assert row.box.accessibleDescription().startswith("500 mM salt hides the charge")
    assert row.box.text() == "500"


def test_a_value_of_the_catalogue_is_remarked_on_but_not_mended(bench: Workbench, panel: DesignPanel) -> None:
    bench.edit("carrier.site_pka", designs.read("carrier.site_pka", "1"))
    assert bench.prediction is not None
    typed = field_notes(bench.findings, bench.prediction).get("carrier.site_pka")
    assert typed is None or typed.fix is not None
    assert all(flag.nearest == "" or bench.prediction.ingredients[flag.field].state == "typed" for flag in bench.prediction.flags)


def test_a_slider_that_is_held_rewords_the_remark_and_keeps_its_button(panel: DesignPanel) -> None:
    path = "medium.ionic_strength"
    row = box(panel, path)
    row.take("800 mM")
    note = told(panel, path)
    assert note is not None
    button = note.choices()[0]
    row.take("900 mM")
    assert note.choices() == [button] and note.words.text().startswith("900 mM")


def test_every_button_at_a_field_does_what_it_says(panel: DesignPanel) -> None:
    """Whatever is typed: what the button puts in is taken by its field and is the value that the button names."""
    pressed = 0
    for path, row in panel.rows.items():
        if not isinstance(row, QuantityRow) or row.field.slider is None or (row.row is not None and not row.row.applies):
            continue
        for factor in (1e-3, 1e3):
            low, high, _ = row.field.slider
            value = low * factor if factor < 1 and low else high * 1e3
            try:
                row.take(f"{value:g} {row.field.units[0]}")
            except FormulatorError:
                continue
            if row.has_question:
                row.cancel()
            elif row.remark is not None and row.remark.fix is not None and row.remark.fix[0] == path:
                wanted = row.remark.button.replace("\u2009", "")
                row.mend()
                assert row.row is not None and wanted.startswith(f"Use {row.row.shown_text}"), path
                pressed += 1
            panel.workbench.edit(path, None)
    assert pressed > 5


def test_a_row_of_words_says_what_it_is_told_and_fills_another_field(panel: DesignPanel) -> None:
    row = panel.rows["medium.id"]
    panel.sections["medium"].reveal(row)
    row.show_remark(FieldNote("warning", "PBS hides the charge.", "", "Ionic strength 10 mM", ("medium.ionic_strength", "10 mM")))
    note = told(panel, "medium.id")
    assert note is not None and note.accessibleName() == "PBS hides the charge."
    note.choices()[0].click()
    assert panel.workbench.design.medium.ionic_strength == Value(10.0, "mM", "10 mM")
