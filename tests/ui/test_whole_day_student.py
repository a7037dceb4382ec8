"""The whole day of a PhD student in one window: cRGD polymersomes with docetaxel for glioma, sentence by sentence.

What a step asks for alone is in `test_day_student.py`; here the steps follow one another, and what the one left is there for the next.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from formulator import design, storage
from formulator.ui.pages.compare import ComparePage
from formulator.ui.pages.measured import MeasuredPage
from formulator.ui.pages.recipe import RecipePage
from formulator.ui.pages.recipe_table import PlainTable
from formulator.ui.settings import Settings
from formulator.ui.widgets.picker import Picker
from formulator.units import Value

from .hands import Hands, opened_window

EXAMPLES = storage.examples()


@pytest.fixture
def day(qtbot: QtBot, few_draws: None, mine: Path, tmp_path: Path) -> Iterator[Hands]:
    del few_draws
    settings = Settings()
    settings.store.remove("measured")
    settings.remember_file(tmp_path / "moved away.formulation")
    settings.remember_file(mine)
    other = tmp_path / "other.formulation"
    shutil.copyfile(EXAMPLES["folate-micelle-doxorubicin"], other)
    with opened_window(other) as window:
        yield Hands(window, qtbot)
    settings.store.remove("files")
    settings.store.remove("measured")


def number(day: Hands, path: str) -> Value:
    entry = design.get(day.window.workbench.design, path)
    assert isinstance(entry, Value), path
    return entry


def test_the_day_of_a_student(day: Hands, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    yesterdays_project_from_recent(day, mine)
    a_variant_of_the_blank(day, monkeypatch)
    a_library_card_with_a_source_for_each_value(day)
    ten_mol_percent_and_the_buried_ligand(day)
    two_milligrams_with_a_comma(day)
    the_target_and_its_window(day)
    thirty_mol_percent_is_warned_of(day)
    why_and_citations(day)
    zeta_in_hepes_and_pbs(day)
    a_weighing_plan_that_refuses(day)
    a_table_of_the_zetasizer(day, tmp_path)
    a_dlc_typed_and_the_calibration_of_the_lab(day)
    four_variants_compared(day)
    what_changed_since_tuesday(day, mine, tmp_path, monkeypatch)
    saved(day, mine)


def yesterdays_project_from_recent(day: Hands, mine: Path) -> None:
    """08:45, and a file that was moved away is grey."""
    day.entry("Open recent", "recent-2")
    assert day.window.workbench.path == mine
    from PySide6.QtGui import QAction

    gone = [one for one in day.window.findChildren(QAction) if one.objectName().startswith("act:recent-") and not one.isEnabled()]
    assert [one.text().partition(" ")[2] for one in gone] == ["moved away.formulation"]


def a_variant_of_the_blank(day: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """09:00: chosen by keyboard, duplicated, named, and its carrier typed."""
    day.shortcut(Qt.Key.Key_PageDown)
    assert day.window.workbench.variant.name == "P1 · blank"
    day.shortcut(Qt.Key.Key_D)
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *a, **k: ("P3-cRGD-10", True)))
    day.menu("rename")
    assert day.window.toolbar.pick.currentText() == "P3-cRGD-10"
    day.choose("carrier.morphology", "polymersome")
    day.answered()
    for path, text in (
        ("carrier.corona_molar_mass", "5 kDa"), ("carrier.core_molar_mass", "23 kDa"), ("carrier.dispersity", "1.1"),
        ("carrier.membrane_thickness", "10 nm"), ("carrier.diameter", "100 nm"), ("carrier.pdi", "0.12"),
    ):  # fmt: skip
        day.type(path, text)
    assert day.value("size.z_average") == 100.0 and day.value("size.pdi") == 0.12
    assert day.row("carrier.diameter").word.text() == "typed"


def a_library_card_with_a_source_for_each_value(day: Hands) -> None:
    """The card in the list of ligands; and an answer says *estimate* in words beside its hollow mark."""
    day.qtbot.keyClick(day.field("ligand.id"), Qt.Key.Key_Down)
    line = day.part(QLineEdit, "pick:search")
    line.setText("cRGDfK")
    listed = day.part(QListWidget, "pick:list")
    assert "RGDfK" in listed.currentItem().text()
    picker = next(one for one in day.window.findChildren(Picker) if one.isVisible())

    def card(begins: str) -> str:
        shown = (one.text() for one in picker.findChildren(QLabel) if one.isVisible())
        return next((text for text in shown if text.startswith(begins)), "")

    day.until(lambda: bool(card("K_D")))
    assert "10 nM" in card("K_D") and "not verified" in card("K_D")
    assert "Kapp" in card(card("K_D")[card("K_D").rindex("[") :]), "the number leads to its source"
    day.qtbot.keyClick(line, Qt.Key.Key_Return)
    assert design.get(day.window.workbench.design, "ligand.id") == "ligand:crgdfk"
    day.answered()
    assert day.row("ligand.dissociation_constant").word.text() == "not verified"
    assert day.window.results is not None
    shown = day.window.results.answer("size.hydrodynamic_diameter")
    assert shown is not None and "estimate" in shown.accessibleName().lower()


def ten_mol_percent_and_the_buried_ligand(day: Hands) -> None:
    """09:10: said in every other way; a tether as long as the corona is warned of, a longer one is not."""
    day.type("ligand.density", "10 mol%")
    day.type("ligand.tether_molar_mass", "6.5 kg/mol")
    facing, whole = day.value("ligand.facing_out"), day.value("ligand.per_particle")
    assert facing is not None and whole is not None and 0.55 < facing / whole < 0.68
    row = day.row("ligand.density").row
    assert row is not None and all(words in row.second_line for words in ("wt%", "per particle", "facing out", "nm⁻²", "nm apart"))
    assert "L-LIG-03" not in day.remarks()
    day.type("ligand.tether_molar_mass", "3 kg/mol")
    note = day.note("ligand.tether_molar_mass")
    assert "may be buried" in note.words.text()
    day.qtbot.mouseClick(note.choices()[0], Qt.MouseButton.LeftButton)
    assert "L-LIG-03" not in day.remarks() and number(day, "ligand.tether_molar_mass").to("kg/mol") == 6.5


def two_milligrams_with_a_comma(day: Hands) -> None:
    """09:20: shown as typed, stored as a number; DLC with the interval of its class, and why it is wide."""
    day.pick("payload.id", "docetaxel")
    day.type("process.polymer_mass", "10 mg")
    day.window.workbench.decimal = ","
    box = day.type("payload.feed", "2,0 mg")
    assert box.text() == "2,0" and number(day, "payload.feed").to("mg") == 2.0
    day.window.workbench.decimal = "."
    day.settled()
    made = day.window.workbench.prediction
    assert made is not None
    dlc = made["loading.dlc"]
    assert dlc.low is not None and dlc.high is not None and 3 < dlc.low < 10 < dlc.high < 20
    assert "median of published values" in day.remarks()["L-LOAD-03"].text


def the_target_and_its_window(day: Hands) -> None:
    """09:40: receptors of both cells, a K_D with a source; curve and map stand, the barrier says that it is off."""
    day.pick("target.cell", "U-87")
    day.type("target.receptors", "1e5")
    day.type("target.healthy_receptors", "1e4")
    day.type("ligand.dissociation_constant", "40 nM")
    assert day.row("ligand.dissociation_constant").word.text() == "typed"
    assert "Brain barrier is off" in day.remarks()["L-TGT-05"].text
    assert day.window.feed is not None
    day.window.feed.flush()
    panes = day.window.centre.panes
    assert panes["binding"].content() is not None and panes["selectivity"].content() is not None
    low, high = day.value("targeting.occupancy_healthy"), day.value("targeting.occupancy_target")
    assert low is not None and high is not None and 0 < low < high < 1
    assert "L-LIG-12" not in day.remarks()


def thirty_mol_percent_is_warned_of(day: Hands) -> None:
    """Non-specific uptake and charge; the button at the field takes it back to what is usual."""
    day.type("ligand.density", "30 mol%")
    note = day.note("ligand.density")
    assert "non-specific uptake" in note.words.text() and "charge of the ligands" in note.words.text()
    day.type("ligand.charge", "1 e")
    assert "charge of the ligands" not in day.remarks()["L-LIG-12"].text, "given, it counts in zeta"
    day.shortcut(Qt.Key.Key_Z)
    note = day.note("ligand.density")
    day.qtbot.mouseClick(note.choices()[0], Qt.MouseButton.LeftButton)
    assert number(day, "ligand.density").to("mol%") == 20.0 and "L-LIG-12" not in day.remarks()
    day.type("ligand.density", "10 mol%")


def why_and_citations(day: Hands) -> None:
    """10:15: F1 on an answer; its sources as BibTeX."""
    day.settled()
    why = day.why("targeting.occupancy_target")
    assert len(why.told["sensitivities"]) == 3 and all(model["equation"] and model["ranges"] for model in why.told["models"])
    assert all(one["source"] or one["state"] for one in why.told["inputs"])
    day.press("why:bibtex")
    assert day.clipboard().startswith("@")
    day.key(Qt.Key.Key_Escape)


def zeta_in_hepes_and_pbs(day: Hands) -> None:
    """10:30: near zero in both, and PBS is said to hide the charge."""
    day.pick("medium.id", "HEPES 10")
    day.settled()
    made = day.window.workbench.prediction
    assert made is not None
    zeta = made["charge.zeta"]
    assert zeta.value is not None and zeta.low is not None and zeta.high is not None and zeta.low < -6 < zeta.high
    day.pick("medium.id", "PBS")
    note = day.note("medium.ionic_strength")
    assert "hides the charge" in note.words.text() and note.second.text() == "Measure zeta in 10 mM or less."
    day.qtbot.mouseClick(note.choices()[0], Qt.MouseButton.LeftButton)
    assert "L-CHG-01" not in day.remarks()


def a_weighing_plan_that_refuses(day: Hands) -> None:
    """10:45: a 5 mg batch from stocks; what is below the pipette is refused by name, and one click dilutes the stock."""
    day.type("process.polymer_concentration", "1 mg/mL")
    day.shortcut(Qt.Key.Key_7)
    page = day.window.body.page_on_show()
    assert isinstance(page, RecipePage)
    for path, text in (
        ("batch.solids", "5 mg"), ("lot.carrier.stock", "10 mg/mL"), ("lot.payload.stock", "5 mg/mL"),
        ("lot.ligand.stock", "2000 mg/mL"), ("bench.pipette_minimum", "0.5 uL"),
    ):  # fmt: skip
        day.fill(path, text)
    assert page.refusals and not page.table.rows, "no number is printed beside a refusal"
    said = page.refusals[0]
    assert "c(RGDfK)" in said.words.text() and "below your pipette's minimum, 0.5 µL" in said.words.text()
    day.qtbot.mouseClick(said.choices()[0], Qt.MouseButton.LeftButton)
    assert not page.refusals and page.table.rows, [one.words.text() for one in page.refusals]
    assert any("mL" in cell or "µL" in cell for row in page.table.rows for cell in row), page.table.rows


def a_table_of_the_zetasizer(day: Hands, tmp_path: Path) -> None:
    """15:00: semicolons, decimal commas, UTF-16; dropped on the window."""
    table = tmp_path / "dls.csv"
    heads = "Sample Name;Type;Z-Average (d.nm);PdI;Zeta potential (mV)\n"
    table.write_bytes((heads + "P3-cRGD-10;Size;112,0;0,14;\nP3-cRGD-10;Zeta;;;-4,1\n").encode("utf-16"))
    day.settled()
    day.drop(table)
    page = day.window.body.page_on_show()
    assert isinstance(page, MeasuredPage)
    day.until(lambda: len(page.table.rows) == 3 and page.table.rows[0].cells[7] not in ("", "—"))
    assert page.table.rows[0].cells[2].startswith("112") and page.table.rows[0].cells[7].startswith("+")
    assert page.columns.picks["size.z_average"].isVisible()


def a_dlc_typed_and_the_calibration_of_the_lab(day: Hands) -> None:
    """DLC comes from HPLC, so it is typed beside; calibrated only when asked to, and undo takes it back."""
    page = day.window.body.page_on_show()
    assert isinstance(page, MeasuredPage)
    day.press("measured:type")
    day.fill("typed.name", "P3-cRGD-10")
    day.fill("typed.loading.dlc", "130")
    assert "between 0 and 100" in page.typed.rows["loading.dlc"].note.words.text()
    day.fill("typed.loading.dlc", "7.8")
    before = day.window.workbench.stack.count()
    day.press("typed:add")
    assert day.window.workbench.stack.count() == before + 1 and not page.typed.isVisible()
    assert [row.cells[2] for row in page.table.rows if row.path == "loading.dlc"][0].startswith("7.8")
    day.settled()
    size = day.value("size.z_average")
    day.press("measured:use-all")
    assert {one.name for one in day.window.workbench.project.calibrations} == {"our lab, 1 batch"}
    day.shortcut(Qt.Key.Key_Z)
    assert not day.window.workbench.project.calibrations and day.value("size.z_average") == size


def four_variants_compared(day: Hands) -> None:
    """16:30: side by side, only what differs, to be pasted into a spreadsheet."""
    day.shortcut(Qt.Key.Key_2)
    page = day.window.body.page_on_show()
    assert isinstance(page, ComparePage)
    day.until(lambda: page.comparison is not None and all(cell.is_known for row in page.comparison.rows for cell in row.cells))
    assert len(page.chosen()) == 4 and page.comparison is not None and page.rows() == list(page.comparison.differing)
    day.press("compare:copy")
    table = [line.split("\t") for line in day.clipboard().splitlines()]
    assert {variant.name for variant in page.chosen()} <= set(table[0]) and len(table) == len(page.rows()) + 1


def what_changed_since_tuesday(day: Hands, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """17:15: against the copy of Tuesday, three inputs and what follows from them."""
    tuesday = tmp_path / "tuesday.formulation"
    day.shortcut(Qt.Key.Key_1)
    day.shortcut(Qt.Key.Key_S)
    shutil.copyfile(mine, tuesday)
    for path, text in (("ligand.density", "12 mol%"), ("payload.feed", "3 mg"), ("medium.ph", "6.8")):
        day.type(path, text)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *a, **k: (str(tuesday), "")))
    day.menu("compare-file")
    dialog = day.dialog("differences")
    table = dialog.findChild(PlainTable, "differences:table")
    assert table is not None
    inputs = {row[2] for row in table.rows if row[1] == "design"}
    assert inputs == {"Ligand: Density", "Payload: Feed", "Medium: pH"}
    assert {"DLC", "Spacing"} <= {row[2].partition(": ")[2] for row in table.rows if row[1] == "answer"}
    dialog.close()


def saved(day: Hands, mine: Path) -> None:
    """17:30: the file is the text that was typed, and its log says who did what."""
    day.shortcut(Qt.Key.Key_S)
    text = mine.read_text(encoding="utf-8")
    assert '"typed": "2,0 mg"' in text or '"typed": "3 mg"' in text
    assert day.window.toolbar.edited.text() == "" and day.window.actions_by_id["undo"].isEnabled()
