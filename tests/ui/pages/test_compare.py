"""The compare page as a person uses it: tick variants, read what differs, copy, export, come back at once."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from formulator import storage
from formulator.explore.comparison import ABOVE, BELOW, Row
from formulator.ui.pages.compare import ComparePage
from formulator.ui.pages.compare_model import NUMBER, ROW
from formulator.ui.pages.compare_particles import one_scale
from formulator.ui.widgets.tick import TickBox
from formulator.ui.window import Window
from tests.ui.hands import turned_to


def go(window: Window, qtbot: QtBot) -> ComparePage:
    found = turned_to(window, "compare", ComparePage)
    ready(found, qtbot)
    return found


def ready(page: ComparePage, qtbot: QtBot) -> None:
    def done() -> bool:
        known = page.comparison is None or all(cell.is_known for row in page.comparison.rows for cell in row.cells)
        return known and not page.feed.is_busy and not page.causes.lane.is_busy and not page._soon.isActive()

    qtbot.waitUntil(done, timeout=60_000)


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> ComparePage:
    bench = window.workbench
    bench.duplicate("cRGD 5")
    bench.type_text("ligand.density", "5 mol%")
    bench.type_text("payload.feed", "2000 ug")
    bench.switch("v1")
    return go(window, qtbot)


def button(page: ComparePage, name: str) -> None:
    found = page.findChild(QWidget, f"compare:{name}")
    assert found is not None and hasattr(found, "click")
    found.click()


def box(page: ComparePage, name: str) -> TickBox:
    found = page.findChild(TickBox, f"compare:{name}")
    assert found is not None
    return found


def line_of(page: ComparePage, path: str) -> int:
    lines = page.table.model_.lines
    return next(place for place, line in enumerate(lines) if isinstance(line, Row) and line.path == path)


def test_ctrl_2_goes_there_and_shows_the_first_four_variants(window: Window, page: ComparePage) -> None:
    assert window.actions_by_id["page-compare"].shortcut() == QKeySequence("Ctrl+2")
    assert window.body.page == "compare"
    assert [variant.id for variant in page.chosen()] == ["v1", "v4", "v2", "v3"]
    model = page.table.model_
    assert model.columnCount() == 4 and model.rowCount() > 10


def test_only_rows_that_differ_are_shown_until_the_others_are_asked_for(page: ComparePage) -> None:
    assert page.comparison is not None
    assert page.rows() == list(page.comparison.differing)
    paths = [row.path for row in page.rows()]
    assert "ligand.density" in paths and "payload.feed" not in paths, "2 mg and 2000 ug are the same"
    hidden = len(page.comparison.equal)
    assert page.hidden_rows.text() == f"{hidden} equal rows hidden. Show them"
    page.hidden_rows.click()
    assert len(page.rows()) == len(page.comparison.rows) and not page.bar.differing.isChecked()
    assert line_of(page, "payload.feed")
    page.hidden_rows.click()
    assert page.bar.differing.isChecked()


def test_a_cell_holds_the_exact_number_of_the_prediction(page: ComparePage, window: Window) -> None:
    path = "targeting.delivered"
    index = page.table.model_.index(line_of(page, path), 0)
    prediction = window.workbench.prediction
    assert prediction is not None and prediction[path].value is not None
    assert index.data(NUMBER) == prediction[path].value and index.data(ROW).unit == "%ID"
    assert "90 % interval" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_marks_are_against_the_first_ticked_variant(page: ComparePage, qtbot: QtBot) -> None:
    before = page.table.model_.cell(page.table.model_.index(line_of(page, "ligand.spacing"), 1))
    assert before is not None and before[1].mark == ABOVE, "half the ligand stands further apart"
    box(page, "variant-v1").click()
    ready(page, qtbot)
    assert [variant.id for variant in page.chosen()] == ["v4", "v2", "v3"]
    after = page.table.model_.cell(page.table.model_.index(line_of(page, "ligand.spacing"), 2))
    assert after is not None and after[1].mark == BELOW


def test_without_a_ticked_variant_there_is_no_table(page: ComparePage, qtbot: QtBot) -> None:
    for variant in ("v1", "v2", "v3", "v4"):
        box(page, f"variant-{variant}").click()
    ready(page, qtbot)
    assert "Tick" in page.words.text()
    assert page.comparison is None and page.table.model_.rowCount() == 0 and not page.hidden_rows.isVisible()
    box(page, "variant-v2").click()
    ready(page, qtbot)
    assert page.table.model_.columnCount() == 1


def test_a_single_variant_is_told_how_to_get_a_second(window: Window, qtbot: QtBot) -> None:
    window.workbench.open_copy(storage.examples()["dpgs-micelle"])
    page = go(window, qtbot)
    assert "one variant" in page.words.text() and page.duplicate.isVisible() and not page.causes.isVisible()
    qtbot.mouseClick(page.duplicate, Qt.MouseButton.LeftButton)
    ready(page, qtbot)
    assert len(page.chosen()) == 2 and page.words.text() == "Nothing differs between the variants that are ticked."
    window.workbench.type_text("payload.feed", "3 mg")
    ready(page, qtbot)
    assert not page.above.isVisible() and "payload.feed" in [row.path for row in page.rows()]


def test_what_is_known_is_there_at_once_when_one_comes_back(
    page: ComparePage, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(page.feed._lane, "restart", asked.append)
    window.go("design")
    window.go("compare")
    qtbot.waitUntil(lambda: not page._soon.isActive())
    assert not asked and page.comparison is not None
    assert all(cell.is_known for row in page.comparison.rows for cell in row.cells)
    box(page, "variant-v3").click()
    box(page, "variant-v3").click()
    assert not asked


def test_an_edit_is_worked_out_again_and_only_that_variant(page: ComparePage, window: Window, qtbot: QtBot) -> None:
    before = {variant.id: page.feed.known(variant.design).prediction for variant in page.chosen()}
    window.go("design")
    window.workbench.type_text("ligand.density", "15 mol%")
    window.go("compare")
    ready(page, qtbot)
    after = {variant.id: page.feed.known(variant.design).prediction for variant in page.chosen()}
    assert [name for name in before if after[name] is not before[name]] == ["v1"]
    assert page.table.model_.index(line_of(page, "ligand.density"), 0).data() == "15"


def test_undo_on_the_page_changes_the_table(page: ComparePage, window: Window, qtbot: QtBot) -> None:
    window.workbench.type_text("ligand.density", "15 mol%")
    ready(page, qtbot)
    assert page.table.model_.index(line_of(page, "ligand.density"), 0).data() == "15"
    window.workbench.undo()
    ready(page, qtbot)
    assert page.table.model_.index(line_of(page, "ligand.density"), 0).data() == "10"


def test_a_renamed_and_a_moved_variant_are_followed(page: ComparePage, window: Window, qtbot: QtBot) -> None:
    window.workbench.rename("v2", "Blank")
    window.desk.move_variant_down()
    ready(page, qtbot)
    assert [variant.id for variant in page.chosen()] == ["v4", "v1", "v2", "v3"]
    assert page.comparison is not None and page.comparison.variants[2].name == "Blank"
    assert page.bar.boxes["v2"].words == "Blank"


def test_another_project_begins_with_its_own_variants(page: ComparePage, window: Window, qtbot: QtBot) -> None:
    window.workbench.open_copy(storage.examples()["sirna-polyplex"])
    ready(page, qtbot)
    assert [variant.id for variant in page.chosen()] == [variant.id for variant in window.workbench.project.variants]
    assert page.comparison is not None and page.comparison.variants[0].name == "N/P 8"


def test_a_further_variant_stands_behind_more(page: ComparePage, window: Window, qtbot: QtBot) -> None:
    window.workbench.duplicate("Fifth")
    ready(page, qtbot)
    assert len(page.chosen()) == 4 and not page.bar.boxes["v5"].isChecked()
    page.tick("v5", True)
    ready(page, qtbot)
    assert len(page.plots.panes) == 5 and page.table.model_.columnCount() == 5


def test_the_copied_table_is_the_same_as_text_and_as_html(page: ComparePage) -> None:
    button(page, "copy")
    data = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in data.text().splitlines()]
    assert len(lines) == len(page.rows()) + 1 and {len(line) for line in lines} == {2 + 3 * 4}
    assert lines[0][:3] == ["quantity", "unit", page.chosen()[0].name]
    table = ElementTree.fromstring(data.html().partition('<meta charset="utf-8">')[2].partition("<!--EndFragment-->")[0])
    assert [[cell.text or "" for cell in row] for row in table] == lines
    density = next(line for line in lines if line[0] == "Ligand: Density")
    assert density[1] == "mol%" and float(density[2]) == 10.0


def test_without_intervals_the_copy_has_one_column_a_variant(page: ComparePage) -> None:
    box(page, "intervals").click()
    button(page, "copy")
    assert {len(line.split("\t")) for line in QGuiApplication.clipboard().text().splitlines()} == {6}


def test_a_single_cell_is_copied_without_heads_and_all_with_them(page: ComparePage) -> None:
    page.table.choose("ligand.density", 1)
    page.copies.copy_chosen()
    assert QGuiApplication.clipboard().text() == "5"
    page.table.selectAll()
    page.copies.copy_chosen()
    chosen = QGuiApplication.clipboard().text()
    page.copies.copy("table")
    assert QGuiApplication.clipboard().text() == chosen


def test_all_is_chosen_and_copied_by_the_keyboard(page: ComparePage, qtbot: QtBot) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == len(page.rows()) + 1 and lines[0].startswith("quantity\tunit\t")


def test_decimal_sign_markdown_and_latex_can_be_chosen(page: ComparePage) -> None:
    page.copies.copy("table.")
    points = QGuiApplication.clipboard().text().splitlines()
    page.copies.copy("table,")
    commas = QGuiApplication.clipboard().text().splitlines()
    spacing = next(number for number, line in enumerate(points) if line.startswith("Spacing"))
    assert "." in points[spacing] and commas[spacing] == points[spacing].replace(".", ",")
    page.copies.copy("markdown")
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("| --- | --- | ---:")
    page.copies.copy("latex")
    assert QGuiApplication.clipboard().text().startswith(r"\begin{tabular}{llrrrr}")


def test_the_plots_share_their_axes_and_show_the_others_behind(page: ComparePage) -> None:
    figures = [pane.figure for pane in page.plots.panes]
    assert len({(figure.x.low, figure.x.high, figure.panels[0].y.low) for figure in figures}) == 1
    own = [[line.label for line in figure.panels[0].lines if line.role == "design"] for figure in figures]
    names = [variant.name for variant in page.chosen()]
    assert own == [[names[0]], [names[1]], [], [names[3]]]
    assert [len(figure.panels[0].lines) for figure in figures] == [3, 3, 3, 3]
    assert page.plots.panes[2].shown_multiple.reason
    band = [line for line in figures[0].panels[0].lines if line.role == "design"][0]
    assert band.low is not None and all(line.low is None for line in figures[0].panels[0].lines if line.role != "design")


def test_the_drawing_holds_every_variant(page: ComparePage, tmp_path: Path) -> None:
    page.copies.export(tmp_path / "compared.svg")
    root = ElementTree.parse(tmp_path / "compared.svg").getroot()
    texts = ["".join(found.itertext()) for found in root.iter("{http://www.w3.org/2000/svg}text")]
    assert all(variant.name in texts for variant in page.chosen())
    samples = [found for found in root.iter("{http://www.w3.org/2000/svg}path") if found.get("class") == "sample"]
    assert len({found.get("stroke-dasharray") for found in samples}) == 4
    assert page.status.text() == "compared.svg is saved."


def test_a_drawing_that_cannot_be_written_says_why(page: ComparePage, tmp_path: Path) -> None:
    page.copies.export(tmp_path / "missing" / "compared.svg")
    assert "could not be written" in page.status.text()


def test_all_particles_are_drawn_at_one_scale(page: ComparePage) -> None:
    found = [one for one in page.particles.particles if one is not None]
    assert len(found) == 4
    alone = [one_scale([one], 140.0) for one in found]
    assert one_scale(found, 140.0) == min(alone)


def test_in_a_low_window_the_particles_give_way_to_the_table(page: ComparePage, window: Window, qtbot: QtBot) -> None:
    assert page.particles.isVisible()
    tall = page.particles.height()
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: page.particles.height() < tall)
    assert page.particles.isVisible()
    window.resize(1280, 520)
    qtbot.waitUntil(lambda: not page.particles.isVisible())
    assert page.table.height() > 150


def test_the_causes_add_up_to_the_change(page: ComparePage) -> None:
    causes = page.causes.picture.causes
    assert causes is not None and page.causes.other == "v4"
    total = sum(part for _, part in causes.steps)
    assert total == pytest.approx(causes.after[1] - causes.before[1], rel=1e-9)
    assert [words for words, _ in causes.steps] == ["Density 10 → 5 mol%"]
    assert causes.before[0] == page.chosen()[0].name


def test_only_answers_of_both_variants_are_offered(page: ComparePage, qtbot: QtBot) -> None:
    pick = page.causes.variants
    pick.setCurrentIndex(pick.findData("v2"))
    pick.activated.emit(pick.currentIndex())
    ready(page, qtbot)
    offered = {page.causes.outputs.itemData(place) for place in range(page.causes.outputs.count())}
    assert "targeting.delivered" in offered and "targeting.occupancy_target" not in offered
    assert page.causes.output == "targeting.delivered" and page.causes.picture.causes is not None


def test_another_answer_can_be_explained(page: ComparePage, qtbot: QtBot) -> None:
    pick = page.causes.outputs
    pick.setCurrentIndex(pick.findData("ligand.spacing"))
    pick.activated.emit(pick.currentIndex())
    ready(page, qtbot)
    causes = page.causes.picture.causes
    assert causes is not None and causes.unit == "nm" and causes.after[1] > causes.before[1]


def test_the_page_shows_what_it_knows_and_never_waits_for_the_rest(page: ComparePage, window: Window, qtbot: QtBot) -> None:
    took = []
    for number in range(4):
        window.workbench.duplicate(f"More {number}")
        window.workbench.type_text("ligand.density", f"{3 + number} mol%")
        begun = time.thread_time()
        page.tick(window.workbench.variant.id, True)
        took.append(time.thread_time() - begun)
        assert page.comparison is not None
        place = [variant.id for variant in page.comparison.variants].index(window.workbench.variant.id)
        cells = [row.cells[place] for row in page.comparison.of_kind("answer")]
        assert any(not cell.is_known for cell in cells) or any(cell.low is None for cell in cells if cell.value is not None)
        qtbot.wait(1)
    # Time of this thread alone, whatever else the machine does; the least of four, because some pay for what is loaded once.
    assert min(took) < 0.05
    ready(page, qtbot)
    assert page.table.model_.columnCount() == 8


def test_every_part_has_a_name_to_be_read_aloud(page: ComparePage) -> None:
    parts = [found for found in page.findChildren(QObject) if isinstance(found, QWidget) and found.objectName().startswith("compare:")]
    spoken = [found.accessibleName() for found in parts if not found.objectName().startswith("compare:plots") and found.isVisible()]
    named = [name for name in spoken if name]
    assert len(named) >= 10 and len(set(named)) == len(named)


def test_causes_that_come_in_for_a_variant_that_has_gone_are_let_go(page: ComparePage) -> None:
    asked = page.causes.asked
    for variant in page.chosen()[1:]:
        page.tick(variant.id, False)
    page.causes._take((asked, "worked out too late"))
    assert page.causes.found[asked] == "worked out too late" and page.causes.words.text() != "worked out too late"
