"""Recording what was really made, as a person does it on the recipe page; and printing it on the sheet page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QRadioButton
from pytestqt.qtbot import QtBot

from formulator.ui.pages.executed import ExecutedPart
from formulator.ui.pages.recipe import RecipePage
from formulator.ui.pages.sheet import SheetPage
from formulator.ui.widgets.buttons import BoxButton, LinkButton
from formulator.ui.window import Window
from tests.ui.hands import turned_to


@pytest.fixture
def window(window: Window) -> Window:
    """With decimal commas."""
    window.workbench.decimal = ","
    return window


@pytest.fixture
def part(window: Window) -> ExecutedPart:
    return turned_to(window, "recipe", RecipePage).executed


def enter(qtbot: QtBot, part: ExecutedPart, path: str, text: str) -> None:
    box = part.head.box if path == "record.number" else part.rows[path].box
    box.setFocus()
    box.setText(text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def test_a_batch_is_begun_filled_in_and_every_step_can_be_undone(qtbot: QtBot, part: ExecutedPart, window: Window) -> None:
    bench, design = window.workbench, window.workbench.design
    enter(qtbot, part, "record.number", "B-007")
    for path, text in (
        ("weight.payload", "2,02"),
        ("weight.carrier", "8930 ug"),
        ("lot.payload", "=1+1"),
        ("time.start", "09:30"),
        ("result.size.z_average", "112"),
        ("result.yield", "10,5"),
        ("deviation", "quench at 6.5 °C"),
    ):
        enter(qtbot, part, path, text)
    record = bench.project.batches[0]
    assert {name: value.to("mg") for name, value in record.weights} == pytest.approx({"payload": 2.02, "carrier": 8.93})
    assert record.lots == (("payload", "=1+1"),) and record.times == (("start", "09:30"),)
    assert dict(record.results)["yield"].to("mg") == 10.5 and dict(record.results)["size.z_average"].to("nm") == 112
    assert "quench at 6.5" in part.said.text() and part.rows["deviation"].box.text() == ""
    assert "result.loading.dlc" in part.rows, "other results can still be written down"
    assert bench.design is design, "the design is as it was"
    bench.undo()
    assert bench.project.batches[0].deviations == () and "quench" not in part.said.text()


def test_what_cannot_be_is_refused_in_place_and_not_cut(qtbot: QtBot, part: ExecutedPart, window: Window) -> None:
    enter(qtbot, part, "record.number", "B-007")
    for path, text, said in (
        ("weight.payload", "5 nm", "mass"),
        ("operator", "n" * 10_000, "10000 characters"),
        ("lot.payload", "a\u202eb", "hidden character"),
    ):
        enter(qtbot, part, path, text)
        assert part.rows[path].box.is_refused and said in part.rows[path].note.words.text()
    assert window.workbench.project.batches[0].weights == ()
    lock = part.findChild(BoxButton, "record:lock")
    assert lock is not None
    lock.click()
    assert not window.workbench.project.batches[0].locked, "what was refused is settled first"


def test_a_locked_batch_stays_locked_through_undo_and_redo(qtbot: QtBot, part: ExecutedPart, window: Window) -> None:
    bench = window.workbench
    enter(qtbot, part, "record.number", "B-007")
    enter(qtbot, part, "operator", "A. B.")
    part.lock_for_good()
    locked = bench.project.batches[0]
    assert locked.locked and not part.rows["operator"].isEnabled() and not part.lock.isVisible()
    while bench.stack.canUndo():
        bench.undo()
        assert bench.project.batches == (locked,)
    while bench.stack.canRedo():
        bench.redo()
        assert bench.project.batches == (locked,)
    enter(qtbot, part, "record.number", "B-008")
    assert [one.number for one in bench.project.batches] == ["B-007", "B-008"]
    button = part.findChild(LinkButton, f"record:open.{locked.id}")
    assert button is not None and "locked" in button.text()
    button.click()
    assert part.record == locked


def test_the_sheet_is_of_the_batch_and_in_the_house_s_template(
    qtbot: QtBot, part: ExecutedPart, window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    enter(qtbot, part, "record.number", "B-007")
    enter(qtbot, part, "weight.payload", "2,02")
    part.lock_for_good()
    window.go("sheet")
    page = window.body.page_on_show()
    assert isinstance(page, SheetPage)
    qtbot.waitUntil(lambda: bool(page.views), timeout=60_000)
    before = page.views[0]
    page.findChild(QRadioButton, "sheet:record.b1").click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: page.views[0] is not before, timeout=60_000)
    assert page.status.text().startswith("Executed")
    house = tmp_path / "house.toml"
    house.write_text('company = "House & Co"\nnumber = "FS-0031"\nrevision = "04"\n', encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *a: (str(house), "")))
    page.findChild(BoxButton, "sheet:template").click()  # type: ignore[union-attr]
    assert "House & Co" in page.house.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a: (str(tmp_path / "a.md"), "")))
    page.findChild(BoxButton, "sheet:save.md").click()  # type: ignore[union-attr]
    qtbot.waitUntil((tmp_path / "a.md").exists, timeout=60_000)
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "**EXECUTED** · FS-0031, revision 04" in text and "B-007" in text
    house.write_text("order = [99]", encoding="utf-8")
    page.findChild(BoxButton, "sheet:template").click()  # type: ignore[union-attr]
    assert "order takes numbers" in window.centre.bar.text.text() and "House & Co" in page.house.text()
