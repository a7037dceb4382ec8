"""The day of a gene-delivery chemist in one window: siRNA polyplexes. What `test_day_gene.py` asks step by step is not asked again."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from formulator import design, storage
from formulator.measurements import series
from formulator.ui.pages.measured import MeasuredPage
from formulator.ui.pages.plate import PlatePage
from formulator.ui.panels.own_material import OwnMaterialPopover
from formulator.ui.widgets.buttons import LinkButton
from formulator.ui.widgets.entry import EntryBox

from .hands import Hands

SENSE, ANTISENSE = "GGAUCAUCUCAAGUCUUACdTdT", "GUAAGACUUGAGAUGAUCCdTdT"


@pytest.fixture
def example() -> str:
    return "sirna-polyplex"


@pytest.fixture
def day(hands: Hands) -> Hands:
    return hands


def test_the_day_of_a_gene_delivery_chemist(day: Hands, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strands_as_acid_and_as_sodium_salt(day)
    bare_pei_is_warned_of(day)
    nitrogens_protonated_at_two_ph(day)
    a_plate_for_the_robot_and_for_the_wall(day, tmp_path, monkeypatch)
    gel_shift_ribogreen_and_zeta(day)
    a_ribogreen_efficiency_typed(day)
    it_is_all_in_the_file(day, mine)
    folate_on_two_cells(day)
    forty_polymers_on_the_command_line(day, mine, tmp_path)


def strands_as_acid_and_as_sodium_salt(day: Hands) -> None:
    """09:00: phosphates counted, exact mass of the acid, and what a vial of the sodium salt is weighed with."""
    day.qtbot.keyClick(day.field("payload.id"), Qt.Key.Key_Down)
    day.qtbot.mouseClick(day.part(LinkButton, "pick:own"), Qt.MouseButton.LeftButton)
    own = day.part(OwnMaterialPopover, "own-material")
    day.press("own:kind:nucleic_acid")
    for name, text in (("own:name", "siRNA GL3"), ("own:text", SENSE), ("own:second", ANTISENSE)):
        QGuiApplication.clipboard().setText(text)
        day.part(EntryBox, name).setFocus()
        day.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    day.until(lambda: "Phosphates  40" in own.found.text())
    said = own.found.text()
    assert "Sodium salt" in said and "salt factor of the lot is 1.06" in said
    assert "42 phosphates, and the same N/P takes 5 % more polymer" in said
    day.press("own:use")
    assert design.get(day.window.workbench.design, "payload.id") == "nucleic_acid:sirna-gl3"


def bare_pei_is_warned_of(day: Hands) -> None:
    """09:15: the dose of bPEI against what cells stand, with a source; a twentieth of it is not warned of."""
    found = day.remarks()["L-CHG-07"]
    assert "bPEI 25k" in found.text and "5-fold" in found.remedy and found.source == "fischer2003"
    day.press("all-findings")
    listed = day.part(QWidget, "findings")
    assert any("kills cells" in one.text() for one in listed.findChildren(QLabel)), "the design check lists it"
    listed.close()
    day.type("process.polymer_concentration", "5 ug/mL")
    assert "L-CHG-07" not in day.remarks()
    day.shortcut(Qt.Key.Key_Z)


def nitrogens_protonated_at_two_ph(day: Hands) -> None:
    """Charge follows the pH, N/P does not; w/w stands beside both."""
    day.type("payload.np_ratio", "10")
    day.type("medium.ph", "7.4")
    neutral = day.value("loading.charge_ratio")
    day.type("medium.ph", "5.0")
    acid = day.value("loading.charge_ratio")
    assert neutral is not None and acid is not None and 5 < neutral < acid <= 10
    assert day.value("loading.np_ratio") == 10.0 and day.value("loading.feed_fraction") is not None
    day.type("medium.ph", "7.4")


def a_plate_for_the_robot_and_for_the_wall(day: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """10:00: twelve ratios, three times; CSV and PDF."""
    day.shortcut(Qt.Key.Key_7)
    day.fill("lot.carrier.stock", "1 mg/mL")
    day.fill("lot.payload.stock", "0.1 mg/mL")
    day.menu("page-plate")
    page = day.window.body.page_on_show()
    assert isinstance(page, PlatePage)
    for name, text in (("values", "1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 12; 15"), ("replicates", "3"), ("well", "100 uL"), ("payload", "0.5 ug")):
        box = day.part(EntryBox, f"plate:{name}")
        box.setFocus()
        box.selectAll()
        day.qtbot.keyClicks(box, text)
        day.key(Qt.Key.Key_Return)
    day.until(lambda: page.wall_button.isEnabled() and len(page.made.wells) == 12)
    for button, name, begins in (("plate:save", "robot.csv", b"step,source"), ("plate:wall", "wall.pdf", b"%PDF")):
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a, path=path: (str(path), "")))
        day.press(button)
        assert path.read_bytes().startswith(begins) and f"{name} is saved" in day.bar
    from pypdf import PdfReader

    text = " ".join(" ".join(page.extract_text() for page in PdfReader(tmp_path / "wall.pdf").pages).split())
    assert "What to prepare" in text and "Conditions" in text and "H" in text and "page 1 of" in text


def gel_shift_ribogreen_and_zeta(day: Hands) -> None:
    """13:00: a series over N/P is typed as it stands in the notebook; what does not fit together is said, what fits is fitted."""
    day.find("gel shift")
    page = day.window.body.page_on_show()
    assert isinstance(page, MeasuredPage) and page.series.isVisible()
    before = day.window.workbench.stack.count()
    day.fill("series.ratios", "0.5; 1; 2; 4; 8")
    day.fill("series.bound", "30; 55; 92; 100")
    assert "5 ratios and 4 shares" in page.series.note.words.text() and day.window.workbench.stack.count() == before
    day.fill("series.bound", "30; 55; 92; 100; 130")
    assert "between 0 and 100" in page.series.note.words.text()
    day.fill("series.bound", "30; 55; 92; 100; 100")
    day.fill("series.zeta", "-31; -22; -3; 12; 21")
    assert not page.series.note.isVisible() and day.window.workbench.stack.count() == before + 2
    said = page.series.said.text()
    assert "By binding: all is bound from N/P 1.8" in said and "By zeta: zero at N/P 2.3" in said and "Predicted: N/P 1.1" in said
    assert [row[0] for row in page.series.table.rows] == ["0.5", "1", "2", "4", "8"]
    day.until(lambda: page.series.table.rows[0][5] not in ("", "—"))
    shown = page.series.pane.figure
    assert page.series.pane.isVisible() and [panel.y.label for panel in shown.panels] == ["bound", "zeta"]
    assert [len(panel.marks) for panel in shown.panels] == [5, 5] and [line.label for line in shown.panels[1].lines] == ["predicted"]
    assert not page.table.isVisible(), "a ratio of the series is no batch of the design"
    day.shortcut(Qt.Key.Key_Z)
    assert "By zeta" not in page.series.said.text() and "By binding" in page.series.said.text()
    day.shortcut(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert "By zeta" in page.series.said.text()


def a_ribogreen_efficiency_typed(day: Hands) -> None:
    """The efficiency of the design's own batch, which RiboGreen gives for a nucleic acid."""
    page = day.window.body.page_on_show()
    assert isinstance(page, MeasuredPage)
    day.press("measured:type")
    assert page.typed.rows["loading.ee"].name.text() == "EE, by RiboGreen"
    for path, text in (("loading.ee", "93"), ("size.z_average", "0.11 um"), ("size.pdi", "0.18"), ("charge.zeta", "22")):
        day.fill(f"typed.{path}", text)
    day.press("typed:add")
    day.settled()
    day.until(lambda: len(page.table.rows) == 4 and all(row.cells[7] not in ("", "—") for row in page.table.rows))
    assert {row.path for row in page.table.rows} == {"size.z_average", "size.pdi", "charge.zeta", "loading.ee"}
    assert page.table.rows[0].cells[0] == "Batch 1"


def it_is_all_in_the_file(day: Hands, mine: Path) -> None:
    """Saved and read again, the series is the series and the batch a batch."""
    day.shortcut(Qt.Key.Key_S)
    project = storage.load(mine).project
    assert len(series.of_variant(project, project.active)) == 5 and len(series.batches(project)) == 1
    assert day.window.filing.open(mine)
    page = day.window.body.page_on_show()
    assert isinstance(page, MeasuredPage) and page.series.rows["bound"].box.text() == "30; 55; 92; 100; 100"


def folate_on_two_cells(day: Hands) -> None:
    """11:00: folate on PEG-polylysine, KB against A549; more ligands bind more, and a selectivity stands beside them."""
    day.shortcut(Qt.Key.Key_1)
    day.pick("carrier.id", "PEG-PLL")
    day.pick("ligand.id", "folate")
    day.pick("target.cell", "KB")
    day.pick("target.healthy_cell", "A549")
    found = []
    for density in ("5 mol%", "10 mol%", "20 mol%"):
        day.type("ligand.density", density)
        found.append(day.value("targeting.occupancy_target"))
    assert None not in found and found == sorted(found, key=float)  # type: ignore[arg-type]
    assert day.value("targeting.selectivity") is not None


def forty_polymers_on_the_command_line(day: Hands, mine: Path, tmp_path: Path) -> None:
    """16:00: what the command line gives for forty N/P is what the window shows for one of them."""
    from formulator.cli import main

    day.shortcut(Qt.Key.Key_S)
    day.type("payload.np_ratio", "7")
    shown = [day.value(path) for path in ("loading.np_ratio", "loading.charge_ratio", "charge.zeta", "loading.feed_fraction")]
    table, out = tmp_path / "polymers.csv", tmp_path / "out.csv"
    table.write_text("payload.np_ratio []\n" + "\n".join(str(n) for n in range(1, 41)) + "\n", encoding="utf-8")
    assert main(["batch", str(mine), "--csv", str(table), "-o", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    heads = [next(head for head in rows[0] if head.split(" ")[0] == path) for path in
             ("loading.np_ratio", "loading.charge_ratio", "charge.zeta", "loading.feed_fraction")]  # fmt: skip
    assert len(rows) == 40 and [float(rows[6][head]) for head in heads] == shown
