"""The design panel as a whole: every field is there, named, reachable, and honest about where its value comes from."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from formulator import design
from formulator.ui.panels import DesignPanel
from formulator.ui.panels.quantity_row import QuantityRow
from formulator.ui.panels.word_row import WordRow
from formulator.ui.tokens import tokens
from formulator.ui.widgets.text import Text
from formulator.ui.workbench import Workbench


def unfold(panel: DesignPanel) -> None:
    for section in panel.sections.values():
        section.heading.setChecked(True)
        section.show_more(True)
    for _ in range(3):  # Rows are laid out in the turns of the event loop that follow.
        QApplication.processEvents()


def word(panel: DesignPanel, path: str) -> str:
    return panel.rows[path].word.text()


def test_every_field_has_an_input(panel: DesignPanel) -> None:
    for row in design.FIELDS:
        assert panel.findChild(QWidget, f"fld:{row.path}") is not None, row.path


def test_accessible_names_are_there_and_unique(panel: DesignPanel) -> None:
    inputs = [*panel.findChildren(QAbstractButton), *panel.findChildren(QLineEdit)]
    names = [widget.accessibleName() for widget in inputs if not widget.objectName().startswith("qt_")]
    assert all(names)
    assert len(names) == len(set(names))


def test_tab_goes_down_the_panel_as_the_eye_does(panel: DesignPanel, qtbot: QtBot) -> None:
    unfold(panel)
    wanted = [row.path for section in panel.sections.values() for row in (*section.rows, *section.more) if row.control().isEnabled()]
    panel.rows[wanted[0]].control().setFocus()
    visited = [wanted[0]]
    for _ in range(400):
        focus = panel.focusWidget()
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
        name = panel.focusWidget().objectName()
        if name.startswith("fld:"):
            if name[4:] == wanted[0]:
                break
            visited.append(name[4:])
    assert visited == wanted


def test_a_value_says_where_it_comes_from(panel: DesignPanel) -> None:
    assert word(panel, "payload.feed") == "typed"
    assert word(panel, "ligand.dissociation_constant") == "not verified"
    assert word(panel, "carrier.dispersity") == "estimate"
    assert word(panel, "carrier.pdi") in ("published", "predicted")
    assert word(panel, "payload.release_half_time") == "not given"


def test_a_field_that_does_not_apply_says_why_and_takes_nothing(panel: DesignPanel) -> None:
    row = panel.rows["payload.np_ratio"]
    assert isinstance(row, QuantityRow)
    assert row.word.text() == "only with nucleic acid"
    assert not row.box.isEnabled()
    assert row.unit.isHidden()


def test_a_folded_section_keeps_a_line_and_its_warning(panel: DesignPanel, bench: Workbench) -> None:
    bench.type_text("carrier.diameter", "12 nm")
    heading = panel.sections["carrier"].heading
    assert heading.summary == "polymersome"
    assert any(finding.path.startswith("carrier") and finding.severity != "info" for finding in bench.findings)
    assert heading.warning


def test_going_to_a_field_unfolds_it(panel: DesignPanel) -> None:
    panel.focus_field("process.mixing_time")
    row = panel.rows["process.mixing_time"]
    assert row.isVisible()
    assert panel.focusWidget() is row.control()


def test_going_to_a_section_enters_its_heading(panel: DesignPanel) -> None:
    panel.focus_field("process")
    assert panel.focusWidget() is panel.sections["process"].heading


def test_choosing_a_class_is_one_undo_and_keeps_the_other_fields(panel: DesignPanel, bench: Workbench) -> None:
    row = panel.rows["carrier.morphology"]
    assert isinstance(row, WordRow)
    before = bench.design
    menu = row.choices_menu()
    action = menu.findChild(QAction, "choose:micelle")
    assert action is not None
    action.trigger()
    menu.deleteLater()
    assert bench.design.carrier.morphology == "micelle"
    assert (bench.design.ligands, bench.design.payloads, bench.design.target) == (before.ligands, before.payloads, before.target)
    assert row.box.text() == "micelle"
    bench.undo()
    assert bench.design == before


def test_a_second_ligand_has_a_section_of_its_own(panel: DesignPanel, bench: Workbench) -> None:
    bench.edit("ligand.2.id", "ligand:transferrin")
    assert panel.sections["ligand.2"].heading.text() == "Ligand 2"
    assert panel.findChild(QLineEdit, "fld:ligand.2.density") is not None
    bench.undo()
    assert "ligand.2" not in panel.sections


def test_material_is_found_by_receptor_and_chosen_with_enter(panel: DesignPanel, bench: Workbench, qtbot: QtBot) -> None:
    row = panel.rows["ligand.id"]
    assert isinstance(row, WordRow)
    picker = row.open_picker("transferrin")
    assert picker is not None
    assert "ligand:transferrin" in [picker.list.item(index).data(int(Qt.ItemDataRole.UserRole)) for index in range(picker.list.count())]
    picker.select("ligand:transferrin")
    shown = " ".join(label.text() for label in picker.pane.findChildren(QLabel) if not label.isHidden())
    assert "[1] " in shown
    with qtbot.waitSignal(picker.chosen):
        qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert bench.design.ligands[0].id == "ligand:transferrin"


def test_picker_says_when_nothing_is_called_so(panel: DesignPanel) -> None:
    row = panel.rows["ligand.id"]
    assert isinstance(row, WordRow)
    picker = row.open_picker("zzzz")
    assert picker is not None
    assert picker.list.count() == 0
    assert "Nothing is called zzzz" in picker.none.text()
    picker.close()


def test_a_drug_is_previewed_with_its_structure(panel: DesignPanel) -> None:
    row = panel.rows["payload.id"]
    assert isinstance(row, WordRow)
    picker = row.open_picker("docetaxel")
    assert picker is not None
    assert picker.renderer_is_valid()
    picker.close()


@pytest.mark.parametrize("dark", [False, True])
def test_text_takes_the_colour_of_the_theme(panel: DesignPanel, dark: bool) -> None:
    panel.set_tokens(tokens(dark))
    label = panel.rows["payload.feed"].name
    assert label.palette().color(label.foregroundRole()).name().upper() == tokens(dark).ink


def test_no_name_and_no_word_is_cut(panel: DesignPanel) -> None:
    unfold(panel)
    for row in panel.rows.values():
        for label in (row.name, row.word):
            if label.isHidden() or not label.text():
                continue
            metrics = QFontMetrics(label.font())
            flags = int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0
            needed = metrics.boundingRect(0, 0, label.width(), 1000, flags, label.text())
            assert needed.width() <= label.width() + 1, (row.path, label.text())
            assert needed.height() <= row.line.height() + 4, (row.path, label.text())


def test_what_people_typed_is_never_markup(panel: DesignPanel) -> None:
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in panel.findChildren(Text))
