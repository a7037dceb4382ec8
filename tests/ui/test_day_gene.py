"""A day of a gene-delivery chemist: siRNA polyplexes, mostly by keyboard."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QListWidget

from formulator import design, storage
from formulator.ui.pages.plate import PlatePage
from formulator.ui.panels.own_material import OwnMaterialPopover
from formulator.ui.widgets.buttons import LinkButton
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.window import Window
from formulator.units import Value

from .hands import Hands

EXAMPLE = storage.examples()["sirna-polyplex"]
SENSE, ANTISENSE = "GGAUCAUCUCAAGUCUUACdTdT", "GUAAGACUUGAGAUGAUCCdTdT"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(EXAMPLE, tmp_path / "polyplex.formulation"))


def calculate(hands: Hands, model: str, **arguments: str) -> float:
    """Look a model up on the calculators page, type its arguments and read the result."""
    hands.shortcut(Qt.Key.Key_5)
    search = hands.part(EntryBox, "calc:search")
    search.setText(model.replace("_", " "))
    listed = hands.part(QListWidget, "calc:list")
    named = ["".join(filter(str.isalpha, listed.item(row).text().lower())) for row in range(listed.count())]
    place = named.index(model.replace("_", ""))
    listed.setCurrentRow(place)
    for name, text in arguments.items():
        hands.type(f"calc.{name}", text, Qt.Key.Key_Return)
    return float(hands.part(QLabel, "out:calc.value").property("value"))


def test_0900_both_strands_pasted_count_their_phosphates(window: Window, hands: Hands) -> None:
    hands.qtbot.keyClick(hands.field("payload.id"), Qt.Key.Key_Down)
    hands.qtbot.mouseClick(hands.part(LinkButton, "pick:own"), Qt.MouseButton.LeftButton)
    own = hands.part(OwnMaterialPopover, "own-material")
    hands.press("own:kind:nucleic_acid")
    for name, text in (("own:name", "siRNA GL3"), ("own:text", SENSE), ("own:second", ANTISENSE)):
        box = hands.part(EntryBox, name)
        QGuiApplication.clipboard().setText(text)
        box.setFocus()
        hands.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert box.text() == text
    hands.until(lambda: "Phosphates  40" in own.found.text())
    assert "Molar mass" in own.found.text()
    hands.part(QCheckBox, "own:phosphates").click()
    assert "Phosphates  42" in own.found.text()
    hands.part(QCheckBox, "own:phosphates").click()
    hands.press("own:use")
    assert design.get(window.workbench.design, "payload.id") == "nucleic_acid:sirna-gl3"
    assert hands.value("loading.np_ratio") == 8.0


def test_0915_acid_protonates_the_polymer(hands: Hands) -> None:
    hands.type("medium.ph", "7.4")
    neutral = hands.value("loading.charge_ratio")
    hands.type("medium.ph", "5.0")
    acid = hands.value("loading.charge_ratio")
    assert neutral is not None and acid is not None and acid > neutral
    assert hands.value("loading.np_ratio") == 8.0, "N/P counts every nitrogen, whatever the pH"


def test_0915_more_polymer_charge_reverses_the_zeta_and_bare_particles_are_warned_of(hands: Hands) -> None:
    hands.type("payload.np_ratio", "0.3")
    few = hands.value("charge.zeta")
    hands.type("payload.np_ratio", "10")
    many = hands.value("charge.zeta")
    assert few is not None and many is not None and few < 0 < many
    remarks = " ".join(one.text for one in hands.remarks().values())
    assert "bare particles" in remarks and "PBS" in remarks


def test_0940_ten_micrograms_at_np_10_need_12_953_ug_of_lpei(hands: Hands) -> None:
    """13,300 g/mol with 40 phosphates is 332.5 g/mol each; 43.07 g/mol of LPEI a nitrogen."""
    phosphate = calculate(hands, "phosphate_amount", nucleic_acid_mass="10 ug", mass_per_phosphate="332.5 g/mol")
    assert phosphate == pytest.approx(30.075, abs=5e-4)
    amount = f"{phosphate!r} nmol"
    polymer = calculate(hands, "polymer_mass_for_np_ratio", np_ratio="10", phosphate=amount, mass_per_nitrogen="43.07 g/mol")
    assert polymer == pytest.approx(12.953, abs=5e-4)
    assert polymer / 10 == pytest.approx(1.295, abs=5e-4), "per weight of siRNA"


def test_0940_np_and_mass_ratio_stand_beside_one_another_and_are_not_the_same(window: Window, hands: Hands) -> None:
    hands.type("payload.np_ratio", "10")
    assert hands.value("loading.np_ratio") == 10.0
    by_weight = hands.value("loading.feed_fraction")
    assert by_weight is not None
    polymer_per_rna = (100 - by_weight) / by_weight
    assert 1.0 < polymer_per_rna < 1.6, "PEI has 43 g/mol a nitrogen, RNA about 330 g/mol a phosphate"
    assert window.results is not None
    spoken = {path: window.results.answer(path) for path in ("loading.np_ratio", "loading.charge_ratio")}
    assert all(row is not None and row.row.label for row in spoken.values())
    assert spoken["loading.np_ratio"].row.label != spoken["loading.charge_ratio"].row.label  # type: ignore[union-attr]


def test_1000_twelve_ratios_three_times_on_a_plate_for_the_robot(
    window: Window, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.shortcut(Qt.Key.Key_7)
    hands.type("lot.carrier.stock", "1 mg/mL", Qt.Key.Key_Return)
    hands.type("lot.payload.stock", "0.1 mg/mL", Qt.Key.Key_Return)
    hands.menu("page-plate")
    page = window.body.page_on_show()
    assert isinstance(page, PlatePage)
    ratios = "1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 12; 15"
    for name, text in (("values", ratios), ("replicates", "3"), ("well", "100 uL"), ("payload", "0.5 ug")):
        box = hands.part(EntryBox, f"plate:{name}")
        box.setFocus()
        box.selectAll()
        hands.qtbot.keyClicks(box, text)
        hands.key(Qt.Key.Key_Return)
    hands.until(lambda: not page._lane.is_busy)
    assert page.made is not None and not page.refusals, [note.words.text() for note in page.refusals]
    assert sum(len(wells) for _, wells in page.made.wells) == 36
    assert any("into" in one.text() for one in page.findChildren(QLabel, "plate:order")), "which goes into which is said"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a: (str(tmp_path / "robot.csv"), "")))
    hands.qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    wells = {row["well"] for row in csv.DictReader(io.StringIO((tmp_path / "robot.csv").read_text(encoding="utf-8")))}
    assert len(wells) == 36


def test_1100_folate_blended_in_at_three_densities(window: Window, hands: Hands) -> None:
    hands.pick("carrier.id", "polylysine")
    hands.pick("ligand.id", "folate")
    hands.pick("target.cell", "KB")
    assert design.get(window.workbench.design, "ligand.id") == "ligand:folate"
    assert design.get(window.workbench.design, "target.cell") == "cell:kb"
    bound = []
    for density in ("5 mol%", "10 mol%", "20 mol%"):
        hands.type("ligand.density", density)
        found = hands.value("targeting.occupancy_target")
        assert found is not None
        bound.append(found)
    assert bound == sorted(bound) and bound[0] < bound[-1] <= 1


def test_1500_keyboard_only_from_find_to_five_times_undo(window: Window, hands: Hands) -> None:
    start = window.workbench.project.variants
    hands.find("N/P 6")
    assert design.get(window.workbench.design, "payload.np_ratio") == Value(6.0, "")
    hands.find("N/P")
    focused = window.focusWidget()
    assert focused is not None and focused.objectName() == "fld:payload.np_ratio"
    hands.qtbot.keyClicks(focused, "9")
    hands.key(Qt.Key.Key_Return)
    assert design.get(window.workbench.design, "payload.np_ratio") == Value(9.0, "")
    hands.shortcut(Qt.Key.Key_D)
    assert len(window.workbench.project.variants) == len(start) + 1
    hands.find("pH 5.5")
    hands.find("ionic strength 20 mM")
    assert window.workbench.stack.count() == 5
    for _ in range(5):
        hands.shortcut(Qt.Key.Key_Z)
    assert window.workbench.project.variants == start
    assert not window.actions_by_id["undo"].isEnabled()


def test_1600_the_command_line_gives_what_the_window_shows(
    window: Window, hands: Hands, mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from formulator.cli import main

    shown = []
    for ratio in ("4", "10"):
        hands.type("payload.np_ratio", ratio)
        shown.append([hands.value(path) for path in ("loading.np_ratio", "loading.charge_ratio", "charge.zeta", "loading.feed_fraction")])
    table, out = tmp_path / "polymers.csv", tmp_path / "out.csv"
    table.write_text("payload.np_ratio []\n4\n10\n", encoding="utf-8")
    assert main(["batch", str(mine), "--csv", str(table), "-o", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    heads = {path: next(head for head in rows[0] if head.split(" ")[0] == path) for path in
             ("loading.np_ratio", "loading.charge_ratio", "charge.zeta", "loading.feed_fraction")}  # fmt: skip
    assert [[float(row[head]) for head in heads.values()] for row in rows] == shown
    capsys.readouterr()
