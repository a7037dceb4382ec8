"""A day of a PhD student: cRGD polymersomes with docetaxel for glioma, step by step with keyboard and mouse."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QFileDialog, QInputDialog, QPushButton
from pytestqt.qtbot import QtBot

from formulator import design, storage
from formulator.ui.app import _offer_recovered, make_window
from formulator.ui.pages.compare import ComparePage
from formulator.ui.pages.measured import MeasuredPage
from formulator.ui.pages.recipe import RecipePage
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.tick import TickBox
from formulator.ui.window import Window
from formulator.units import Value

from .hands import Hands, held

EXAMPLE = storage.examples()["crgd-polymersome-docetaxel"]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(EXAMPLE, tmp_path / "glioma.formulation"))


def test_0845_work_that_a_crash_left_behind_is_offered_and_kept(window: Window, hands: Hands, mine: Path, qtbot: QtBot) -> None:
    before = mine.read_bytes()
    for density in range(3, 17):
        hands.type("ligand.density", f"{density} mol%")
    assert window.keeper is not None
    window.keeper.write()
    window.keeper.leave()  # As a program that is ended from outside: the copy stays, its lock is free.
    window.close_now()
    monday = make_window(mine)
    try:
        _offer_recovered(monday)
        assert "Recovered 14 changes" in monday.centre.bar.text.text()
        keep = next(one for one in monday.findChildren(QPushButton) if one.text() == "Keep" and one.isVisible())
        qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
        assert held(monday.workbench, "ligand.density") == Value(16.0, "mol%")
        assert monday.workbench.is_edited and mine.read_bytes() == before
    finally:
        monday.close_now()
        monday.deleteLater()


def test_0900_a_new_variant_from_the_blank_and_a_library_value_says_what_it_is(
    window: Window, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.toolbar.pick.setCurrentIndex(1)
    window.toolbar.pick.activated.emit(1)
    assert window.workbench.variant.name == "P1 · blank"
    hands.shortcut(Qt.Key.Key_D)
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *a, **k: ("P3-cRGD-10", True)))
    hands.menu("rename")
    assert window.toolbar.pick.currentText() == "P3-cRGD-10"
    assert window.workbench.variant.parent == "v2"
    hands.choose("carrier.morphology", "polymersome")
    hands.type("carrier.corona_molar_mass", "5 kg/mol")
    hands.type("carrier.core_molar_mass", "23 kDa")
    hands.type("carrier.dispersity", "1.1")
    hands.type("carrier.membrane_thickness", "10 nm")
    hands.type("carrier.pdi", "0.12")
    assert held(window.workbench, "carrier.core_molar_mass").to("kg/mol") == 23.0 and hands.value("size.pdi") == 0.12
    hands.pick("ligand.id", "cRGDfK")
    assert design.get(window.workbench.design, "ligand.id") == "ligand:crgdfk"
    hands.field("ligand.dissociation_constant")
    hands.answered()
    assert hands.row("ligand.dissociation_constant").word.text() == "not verified"
    assert hands.row("ligand.dissociation_constant").box.state == "catalogue"


def test_0910_ten_mol_percent_is_said_in_every_other_way_as_well(window: Window, hands: Hands) -> None:
    hands.type("carrier.core_molar_mass", "23 kg/mol")
    hands.type("ligand.density", "10 mol%")
    facing, whole = hands.value("ligand.facing_out"), hands.value("ligand.per_particle")
    row = hands.row("ligand.density").row
    assert row is not None
    assert facing is not None and whole is not None and 0.55 < facing / whole < 0.68, "the outer leaflet of a 100 nm, 10 nm sphere"
    for words in ("wt%", "per particle", "facing out", "nm⁻²", "nm apart"):
        assert words in row.second_line
    assert "L-LIG-03" not in hands.remarks()
    hands.type("ligand.tether_molar_mass", "3.4 kg/mol")
    assert "may be buried" in hands.remarks()["L-LIG-03"].text
    note = hands.note("ligand.tether_molar_mass")
    assert "may be buried" in note.words.text() and note.choices()[0].text() == "Use 6.5 kg/mol"
    hands.qtbot.mouseClick(note.choices()[0], Qt.MouseButton.LeftButton)
    assert "L-LIG-03" not in hands.remarks() and not note.isVisible()


def test_0920_a_decimal_comma_stays_a_decimal_comma_and_the_file_has_a_point(window: Window, hands: Hands, mine: Path) -> None:
    window.workbench.decimal = ","
    box = hands.type("payload.feed", "2,0 mg")
    assert box.text() == "2,0" and held(window.workbench, "payload.feed").to("mg") == 2.0
    hands.type("payload.feed", "2,5 mg")
    hands.shortcut(Qt.Key.Key_S)
    assert '"v": 2.5' in mine.read_text(encoding="utf-8")
    hands.settled()
    assert window.results is not None
    dlc = window.results.answer("loading.dlc")
    assert dlc is not None and "," in dlc.interval.text() and "." not in dlc.interval.text() + dlc.value.text()


def test_0940_the_target_with_its_map_and_the_barrier_that_is_off(window: Window, hands: Hands) -> None:
    hands.type("target.receptors", "1e5")
    hands.type("target.healthy_receptors", "1e4")
    hands.type("ligand.dissociation_constant", "40 nM")
    assert hands.row("ligand.dissociation_constant").word.text() == "typed"
    assert any("Brain barrier is off" in one.text for one in hands.remarks().values())
    assert window.feed is not None
    window.feed.flush()
    for name in ("binding", "selectivity"):
        assert window.centre.panes[name].content() is not None
    low = hands.value("targeting.occupancy_healthy")
    high = hands.value("targeting.occupancy_target")
    assert low is not None and high is not None and 0 < low < high < 1


def test_1015_why_this_number_and_its_sources_as_bibtex(hands: Hands) -> None:
    hands.settled()
    why = hands.why("targeting.occupancy_target")
    assert why.told["models"] and why.told["inputs"] and why.told["drivers"] and all(model["equation"] for model in why.told["models"])
    button = why.findChild(BoxButton, "why:bibtex")
    assert button is not None
    hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert hands.clipboard().startswith("@") and why.told["sources"]
    hands.key(Qt.Key.Key_Escape)
    assert not why.isVisible()


def test_1030_salt_hides_the_charge_and_the_check_says_so(window: Window, hands: Hands) -> None:
    assert "L-CHG-01" not in hands.remarks()
    hands.type("medium.ionic_strength", "150 mM")
    found = hands.remarks()["L-CHG-01"]
    assert "150 mM salt hides the charge" in found.text and found.remedy


def test_1030_from_hepes_to_pbs_and_back_by_the_button_at_the_field(window: Window, hands: Hands) -> None:
    in_hepes = hands.value("charge.zeta")
    hands.pick("medium.id", "PBS")
    assert "L-CHG-01" in hands.remarks()
    in_pbs = hands.value("charge.zeta")
    assert in_hepes is not None and in_pbs is not None and abs(in_pbs) <= abs(in_hepes)
    note = hands.note("medium.ionic_strength")
    assert "hides the charge" in note.words.text() and note.second.text() == "Measure zeta in 10 mM or less."
    hands.qtbot.mouseClick(note.choices()[0], Qt.MouseButton.LeftButton)
    assert held(window.workbench, "medium.ionic_strength").to("mM") == 10.0 and "L-CHG-01" not in hands.remarks()


def test_1045_what_the_pipette_cannot_take_is_refused_by_name_with_a_way_out(window: Window, hands: Hands) -> None:
    hands.shortcut(Qt.Key.Key_7)
    page = window.body.page_on_show()
    assert isinstance(page, RecipePage)
    hands.type("batch.solids", "5 mg", Qt.Key.Key_Return)
    hands.type("lot.payload.stock", "5 mg/mL", Qt.Key.Key_Return)
    hands.type("bench.pipette_minimum", "500 uL", Qt.Key.Key_Return)
    assert page.refusals and not page.table.rows, "no number is printed beside a refusal"
    words = " ".join(note.words.text() for note in page.refusals)
    assert "Docetaxel" in words or "cRGD" in words or "RGD" in words
    before = window.workbench.stack.count()
    hands.qtbot.mouseClick(page.refusals[0].choices()[0], Qt.MouseButton.LeftButton)
    assert window.workbench.stack.count() == before + 1


def test_1100_the_sheet_is_printed_and_1730_the_notebook_gets_its_archive(
    window: Window, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formulator.ui.exporting.BAND_DRAWS", 8)
    wanted = iter((("sheet.pdf", "export-sheet", b"%PDF"), ("glioma.eln", "export-eln", b"PK")))
    for name, action, begins in wanted:
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a, path=path: (str(path), "")))
        hands.menu(action)
        hands.until(path.exists)
        hands.until(lambda: "Laying out" not in window.centre.bar.text.text())
        assert path.read_bytes().startswith(begins) and f"{name} is saved" in window.centre.bar.text.text()


def test_1500_a_table_of_the_zetasizer_is_dropped_and_calibrates_only_when_accepted(window: Window, hands: Hands, tmp_path: Path) -> None:
    table = tmp_path / "dls.csv"
    heads = "Sample Name;Type;Z-Average (d.nm);PdI;Zeta potential (mV)\n"
    table.write_bytes((heads + "P3;Size;112,0;0,14;\nP3;Zeta;;;-4,1\n").encode("utf-16"))
    hands.settled()
    before = hands.value("size.z_average")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    page = window.body.page_on_show()
    assert isinstance(page, MeasuredPage)
    hands.until(lambda: len(page.table.rows) == 3 and page.table.rows[0].cells[7] not in ("", "—"))
    size, zeta = page.table.rows[0].cells, page.table.rows[2].cells
    assert size[2].startswith("112") and size[7].startswith("+") and zeta[2].startswith("−4.1") and zeta[7].startswith("−")
    assert hands.value("size.z_average") == before
    hands.press("measured:use-all")
    hands.until(lambda: hands.value("size.z_average") != before)
    hands.shortcut(Qt.Key.Key_Z)
    hands.until(lambda: hands.value("size.z_average") == before)


def compare_page(window: Window, hands: Hands) -> ComparePage:
    hands.shortcut(Qt.Key.Key_2)
    page = window.body.page_on_show()
    assert isinstance(page, ComparePage)

    def is_done() -> bool:
        known = page.comparison is not None and all(cell.is_known for row in page.comparison.rows for cell in row.cells)
        return known and not page.feed.is_busy and not page.causes.lane.is_busy and not page._soon.isActive()

    hands.until(is_done)
    return page


def test_1630_four_variants_side_by_side_go_to_the_spreadsheet_and_the_slide(
    window: Window, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.shortcut(Qt.Key.Key_D)
    hands.type("ligand.density", "5 mol%")
    page = compare_page(window, hands)
    assert len(page.chosen()) == 4
    assert page.rows() == list(page.comparison.differing) if page.comparison else False
    hands.press("compare:copy")
    table = [line.split("\t") for line in hands.clipboard().splitlines()]
    assert len({len(line) for line in table}) == 1 and len(table) == len(page.rows()) + 1
    names = {variant.name for variant in page.chosen()}
    assert names <= set(table[0])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a: (str(tmp_path / "meeting.svg"), "")))
    hands.press("compare:export")
    root = ElementTree.parse(tmp_path / "meeting.svg").getroot()
    assert (
        root.get("viewBox")
        and list(root.iter("{http://www.w3.org/2000/svg}text"))
        and not list(root.iter("{http://www.w3.org/2000/svg}image"))
    )


def test_1715_what_changed_and_how_much_each_input_did(window: Window, hands: Hands) -> None:
    hands.shortcut(Qt.Key.Key_D)
    hands.type("ligand.density", "5 mol%")
    hands.type("payload.feed", "3 mg")
    hands.type("ligand.dissociation_constant", "40 nM")
    page = compare_page(window, hands)
    boxes = {box.objectName(): box for box in page.findChildren(TickBox)}
    wanted = {window.workbench.variant.id, "v1"}
    for variant in list(page.chosen()):
        if variant.id not in wanted:
            hands.qtbot.mouseClick(boxes[f"compare:variant-{variant.id}"], Qt.MouseButton.LeftButton)
    page = compare_page(window, hands)
    paths = {row.path for row in page.rows()}
    assert {"ligand.density", "payload.feed", "ligand.dissociation_constant", "loading.dlc", "ligand.spacing"} <= paths
    causes = page.causes.picture.causes
    assert causes is not None and len(causes.steps) >= 2
    total = sum(part for _, part in causes.steps)
    assert total == pytest.approx(causes.after[1] - causes.before[1], rel=1e-9)


def test_1730_saved_as_text_that_git_can_show(window: Window, hands: Hands, mine: Path) -> None:
    before = mine.read_text(encoding="utf-8").splitlines()
    hands.type("ligand.density", "12 mol%")
    hands.shortcut(Qt.Key.Key_S)
    assert window.toolbar.edited.text() == ""
    after = mine.read_text(encoding="utf-8").splitlines()
    designs = [line.strip() for line in set(after) - set(before) if '"v"' in line or '"typed"' in line]
    assert '"typed": "12 mol%",' in designs and '"v": 12.0' in designs and len(designs) == 2
    undo = window.findChild(QAction, "act:undo")
    assert undo is not None and undo.isEnabled(), "saving does not forget what can be taken back"
