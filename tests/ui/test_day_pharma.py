"""A day of a pharmaceutical scientist: PLA-PEG particles with ACUPA and docetaxel, handed over to the pilot plant."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel, QPushButton

from formulator import storage
from formulator.storage import log_problems
from formulator.ui.pages.explore import ExplorePage
from formulator.ui.pages.recipe import RecipePage
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.window import Window

from .hands import Hands

EXAMPLE = storage.examples()["acupa-pla-peg-docetaxel"]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(EXAMPLE, tmp_path / "targeted-v3.formulation"))


def wanted(hands: Hands, path: str) -> str:
    label = hands.window.findChild(QLabel, f"range:{path}")
    assert isinstance(label, QLabel)
    return label.text()


def recipe(window: Window, hands: Hands) -> RecipePage:
    hands.shortcut(Qt.Key.Key_7)
    page = window.body.page_on_show()
    assert isinstance(page, RecipePage)
    return page


def test_0730_what_is_approved_is_read_only_until_there_is_a_new_version(
    window: Window, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *a, **k: ("Issued for the pilot plant", True)))
    hands.menu("status-approved")
    before = window.workbench.design
    assert not hands.field("ligand.density").isEnabled()
    hands.find("density 3 mol%")
    assert window.workbench.design is before and "takes no edit any more" in window.centre.bar.text.text()
    duplicate = next(one for one in window.centre.bar.findChildren(QPushButton) if one.text() == "Duplicate" and one.isVisible())
    hands.qtbot.mouseClick(duplicate, Qt.MouseButton.LeftButton)
    hands.type("ligand.density", "3 mol%")
    assert window.workbench.design is not before and window.workbench.variant.status == "draft"


def test_0745_purity_and_hydrate_of_a_lot_go_into_what_is_weighed(window: Window, hands: Hands) -> None:
    page = recipe(window, hands)
    hands.type("batch.drug", "1000 mg", Qt.Key.Key_Return)

    def weighed() -> float:
        drug = next(row for row in page.table.rows if row[0].startswith("Docetaxel"))
        number, unit = drug[4].split()
        assert unit == "mg"
        return float(number)

    pure = weighed()
    assert pure == pytest.approx(1000 / 0.74, abs=0.01), "1 g inside the particles, at the EE that is shown"
    hands.find("salt factor of the payload 1.0669")
    assert weighed() == pytest.approx(pure * 1.0669, abs=0.02)
    hands.find("assay of the payload 98.5")
    hands.find("lot no. of the payload")
    hands.type("lot.payload.lot", "C-17", Qt.Key.Key_Return)
    assert weighed() == pytest.approx(pure * 1.0669 / 0.985, abs=0.02)
    assert next(row for row in page.table.rows if row[0].startswith("Docetaxel"))[1] == "C-17"


def test_0815_acceptance_ranges_show_the_chance_to_meet_each_and_all(window: Window, hands: Hands) -> None:
    hands.settled()
    hands.set_range("size.z_average", "90", "120")
    hands.set_range("size.pdi", "", "0.20")
    hands.set_range("loading.dlc", "9", "11")
    assert window.results is not None and window.results.ranges is not None
    hands.until(lambda: all("of draws" in wanted(hands, path) for path in ("size.z_average", "size.pdi", "loading.dlc")))
    assert wanted(hands, "size.z_average").startswith("wanted 90 to 120 nm")
    assert "all ranges" in window.results.level.text()
    assert [one.path for one in window.workbench.variant.specifications] == ["size.z_average", "size.pdi", "loading.dlc"]


def test_0900_where_in_the_map_the_ranges_are_met(window: Window, hands: Hands) -> None:
    hands.settled()
    hands.set_range("size.z_average", "80", "130")
    hands.shortcut(Qt.Key.Key_3)
    page = window.body.page_on_show()
    assert isinstance(page, ExplorePage)
    hands.until(lambda: page.outcome is not None)
    before = page.outcome
    hands.press("explore:specifications")
    hands.until(lambda: page.outcome is not before)
    assert page.outcome is not None and not page.outcome.figure.empty


def test_1000_a_larger_batch_says_what_it_keeps_and_what_nothing_is_known_of(window: Window, hands: Hands) -> None:
    page = recipe(window, hands)
    hands.type("batch.volume", "50 L", Qt.Key.Key_Return)
    assert page.scale.text().startswith("Scaled ") and "Not modelled" in page.scale.text()


def test_1030_a_checked_range_changes_with_a_reason_and_the_log_keeps_it(
    window: Window, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.settled()
    hands.set_range("loading.dlc", "9.5", "11")
    hands.menu("status-checked")
    answers = iter([("", False), ("CC-031: lower feed", True)])
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *a, **k: next(answers)))
    before = window.workbench.variant.specifications
    hands.set_range("loading.dlc", "9", "11")
    if window.workbench.variant.specifications == before:
        assert "only with a reason" in window.centre.bar.text.text()
        hands.set_range("loading.dlc", "9", "11")
    assert window.workbench.variant.specifications != before
    entry = window.workbench.project.extras["log"][-1]
    assert entry["reason"] == "CC-031: lower feed" and entry["user"] and entry["utc"] and entry["hash"]
    assert log_problems(window.workbench.project) == ()


def test_1300_the_sheet_of_the_window_is_intact_for_whoever_verifies_it(
    window: Window, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from formulator.cli import main

    hands.shortcut(Qt.Key.Key_S)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a: (str(tmp_path / "rev04.html"), "Web page (*.html)")))
    hands.shortcut(Qt.Key.Key_E)
    hands.until((tmp_path / "rev04.html").exists)
    hands.until(lambda: "Laying out" not in window.centre.bar.text.text())
    assert main(["verify", str(tmp_path / "rev04.html")]) == 0
    text = (tmp_path / "rev04.html").read_text(encoding="utf-8")
    assert "DRAFT" in text and "for research use" in text
    capsys.readouterr()


def test_1500_the_executed_batch_is_typed_in_beside_the_design(window: Window, hands: Hands) -> None:
    page, design = recipe(window, hands), window.workbench.design
    hands.type("record.number", "B-012", Qt.Key.Key_Return)
    for path, text in (
        ("record.weight.payload", "12.9 mg"),
        ("record.time.start", "09:10"),
        ("record.result.yield", "87.4 mg"),
        ("record.deviation", "DEV-012: quench 6.5 degC instead of 0-5"),
    ):
        # The fields of a batch come when its number is known.
        hands.until(lambda name=f"fld:{path}": any(one.isVisible() for one in window.findChildren(EntryBox, name)))
        hands.type(path, text, Qt.Key.Key_Return)
    record = window.workbench.project.batches[-1]
    assert record.number == "B-012" and record.deviations == ("DEV-012: quench 6.5 degC instead of 0-5",)
    assert dict(record.results)["yield"].to("mg") == 87.4 and window.workbench.design is design
    hands.press("record:lock")
    assert window.workbench.project.batches[-1].locked
    assert not page.executed.rows["deviation"].isEnabled()


def test_1630_every_edit_of_the_day_is_in_the_history_and_in_the_file(window: Window, hands: Hands, mine: Path) -> None:
    hands.type("ligand.density", "2.5 mol%")
    hands.type("payload.feed", "0.12 mg/mg")
    hands.shortcut(Qt.Key.Key_Z)
    hands.shortcut(Qt.Key.Key_S)
    log = json.loads(mine.read_text(encoding="utf-8"))["log"]
    said = [(one["path"].partition("/")[2], one["new"]) for one in log[-3:]]
    assert said == [("ligand.density", "2.5 mol%"), ("payload.feed", "0.12 mg/mg"), ("payload.feed", "0.125 mg/mg")]
    hands.shortcut(Qt.Key.Key_H)
    from formulator.ui.history import HistoryPopover

    history = hands.part(HistoryPopover, "history")
    words = [history.list.item(place).text() for place in range(history.list.count())]
    assert len(words) == 3 and "2.5 mol%" in words[1] and "(saved)" in words[1] and "0.12" in words[2]
    history.close()
