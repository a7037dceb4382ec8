"""The recipe page as a person uses it: type lots and limits, be refused in place, take a proposal, copy, go back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from formulator.recipe import plan
from formulator.ui.find import find
from formulator.ui.pages.recipe import RecipePage
from formulator.ui.variants import set_status
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.window import Window
from formulator.units import Value
from tests.ui.hands import turned_to


@pytest.fixture
def page(window: Window) -> RecipePage:
    return turned_to(window, "recipe", RecipePage)


def enter(qtbot: QtBot, page: RecipePage, path: str, text: str) -> None:
    box = page.side.rows[path].box
    box.setFocus()
    box.setText(text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def test_it_shows_what_the_command_line_prints(page: RecipePage, window: Window) -> None:
    bench = window.workbench
    assert bench.catalogue is not None
    made = plan(bench.design, bench.variant.bench, bench.catalogue)
    assert [row[0] for row in page.table.rows] == [one.component.name for one in made.portions]
    assert page.table.rows[0][4] == f"{made.portions[0].taken * 1e6:.2f} mg"
    assert page.order.text().startswith("1. ") and page.rounded.rows and "12 mg solids" in page.extent.text()


def test_a_lot_changes_what_is_weighed_and_undo_takes_it_back(page: RecipePage, window: Window, qtbot: QtBot) -> None:
    before = page.table.rows
    enter(qtbot, page, "lot.payload.assay", "98.5")
    enter(qtbot, page, "lot.payload.lot", "C-17")
    assert page.table.rows[-1][1] == "C-17" and page.table.rows[-1][3] == "× 1.01523" and page.table.rows[-1][4] == "2.03 mg"
    assert window.workbench.stack.undoText() == "Lot no. of the payload C-17"
    assert page.side.rows["lot.payload.assay"].box.state == "typed"
    window.workbench.undo()
    window.workbench.undo()
    assert page.table.rows == before
    assert page.side.rows["lot.payload.assay"].box.text() == ""
    assert window.workbench.project.extras["log"][0]["path"].endswith("lot.payload.assay")


def test_a_unit_that_was_typed_is_the_unit_of_the_next_bare_number(page: RecipePage, window: Window, qtbot: QtBot) -> None:
    enter(qtbot, page, "bench.balance_minimum", "50 ug")
    assert page.side.rows["bench.balance_minimum"].unit.text() == "µg"
    enter(qtbot, page, "bench.balance_minimum", "60")
    assert window.workbench.variant.bench.balance_minimum == Value(60.0, "ug")


def test_what_cannot_be_is_refused_in_place_and_the_value_before_counts(page: RecipePage, window: Window, qtbot: QtBot) -> None:
    enter(qtbot, page, "lot.payload.expiry", "soon")
    row = page.side.rows["lot.payload.expiry"]
    assert row.box.state == "refused" and "2027-06-30" in row.note.words.text()
    assert window.workbench.variant.bench.lot("payload").expiry is None
    row.note.choices()[-1].click()
    assert row.note.isHidden() and row.box.text() == ""
    enter(qtbot, page, "lot.payload.stock", "1,234 mg/mL")
    texts = [button.text() for button in page.side.rows["lot.payload.stock"].note.choices()]
    assert len(texts) == 3
    page.side.rows["lot.payload.stock"].note.choices()[0].click()
    assert window.workbench.variant.bench.lot("payload").stock is not None


def test_a_batch_below_the_balance_is_refused_by_component_and_the_proposal_can_be_taken(
    page: RecipePage, window: Window, qtbot: QtBot
) -> None:
    enter(qtbot, page, "batch.solids", "0.5")
    assert window.workbench.variant.bench.batch == Value(0.5, "mg")
    assert not page.steps and page.order.isHidden() and not page.table.rows and page.table.isHidden() and not page.copy_button.isEnabled()
    assert len(page.refusals) == 2 and any("Docetaxel" in note.words.text() for note in page.refusals)
    while page.refusals:
        before = len(page.refusals)
        page.refusals[0].choices()[0].click()
        assert len(page.refusals) == before - 1
    assert "of 10 mg/mL" in page.table.rows[-1][5] or "mg/mL" in page.table.rows[-1][5]
    assert "Stock of the" in window.workbench.stack.undoText()
    window.workbench.undo()
    assert len(page.refusals) == 1


def test_volume_and_dose_size_the_batch_as_well(page: RecipePage, window: Window, qtbot: QtBot) -> None:
    enter(qtbot, page, "batch.volume", "20")
    assert page.side.rows["batch.solids"].box.text() == "24" and page.side.rows["batch.volume"].box.state == "typed"
    enter(qtbot, page, "batch.drug", "1.8 mg")
    assert page.side.rows["batch.solids"].box.text() == "12" and page.side.rows["batch.volume"].box.state == "predicted"
    enter(qtbot, page, "batch.solids", "")
    assert window.workbench.variant.bench.batch is None


def test_another_variant_has_its_own_bench(page: RecipePage, window: Window, qtbot: QtBot) -> None:
    first = window.workbench.variant.id
    window.workbench.duplicate()
    copy = window.workbench.variant.id
    enter(qtbot, page, "lot.payload.lot", "C-17")
    window.workbench.switch(first)
    assert page.side.rows["lot.payload.lot"].box.text() == "" and page.table.rows[-1][1] == ""
    window.workbench.switch(copy)
    assert page.side.rows["lot.payload.lot"].box.text() == "C-17" and page.table.rows[-1][1] == "C-17"


def test_the_tables_leave_as_text_and_html(page: RecipePage) -> None:
    button = page.findChild(BoxButton, "recipe:copy")
    assert button is not None
    button.click()
    clipboard = QGuiApplication.clipboard()
    text = clipboard.text()
    assert text.startswith("Component\tLot\t") and "After rounding\tDesigned" in text and "Step\tWhat" in text
    assert "<table>" in clipboard.mimeData().html()
    clipboard.clear()


def test_a_record_is_read_not_typed_into(page: RecipePage, window: Window) -> None:
    set_status(window.workbench, "approved")
    assert not any(row.box.isEnabled() for row in page.side.rows.values())
    window.workbench.duplicate()
    assert all(row.box.isEnabled() for row in page.side.rows.values())


def test_every_field_has_a_name_of_its_own(page: RecipePage) -> None:
    names = [row.box.accessibleName() for row in page.side.rows.values()]
    assert all(names) and len(set(names)) == len(names)


def test_it_follows_theme_and_narrow_windows(page: RecipePage, window: Window) -> None:
    window.set_theme("dark")
    window.resize(660, 600)
    page.arrive()
    assert page.beside.direction() == page.beside.Direction.TopToBottom
    assert page.table.rows and page.side.rows
    window.set_theme("light")


def test_a_field_of_the_bench_is_found_by_name_and_entered(window: Window, qtbot: QtBot) -> None:
    bench = window.workbench
    hits = find("assay payload", bench.design, bench.prediction, bench.catalogue, (), ".", bench.variant.bench)
    assert hits[0].key == "lot.payload.assay" and hits[0].title == "Assay of the payload"
    assert find("density", bench.design, bench.prediction, bench.catalogue, (), ".", bench.variant.bench)[0].key == "ligand.density"
    window.show_field("lot.payload.solubility")
    page = window.body.page_on_show()
    assert isinstance(page, RecipePage)
    row = page.side.rows["lot.payload.solubility"]
    assert not row.isHidden() and row.box.isVisibleTo(page)
    window.show_field("bench.batch")


def test_another_size_says_what_it_keeps_and_what_is_not_modelled(page: RecipePage, window: Window, qtbot: QtBot) -> None:
    assert page.scale.isHidden()
    enter(qtbot, page, "batch.solids", "24")
    assert page.scale.text().startswith("Scaled 2.000 times.") and "Not modelled" in page.scale.text()
