"""The day of a pharmaceutical scientist in one window: from the house's template to the report that QA asks for.

What `test_day_pharma.py` asks step by step is not asked again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu

from formulator.storage import templates
from formulator.ui.dialogs.changes import ChangesDialog
from formulator.ui.dialogs.differences import DifferencesDialog
from formulator.ui.history import HistoryPopover
from formulator.ui.pages.recipe import RecipePage
from formulator.ui.pages.sheet import SheetPage
from formulator.ui.widgets.entry import EntryBox

from .hands import Hands

NAME = "Targeted PNP v3"


@pytest.fixture
def example() -> str:
    return "acupa-pla-peg-docetaxel"


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, hands: Hands) -> Iterator[Hands]:
    monkeypatch.setenv(templates.VARIABLE, str(tmp_path / "house"))
    yield hands
    hands.window.exporting.template = None


def answering(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """What is typed into the next small dialog."""
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *a, **k: (text, True)))


def saving_as(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a, **k: (str(path), "")))


def test_the_day_of_a_pharmaceutical_scientist(day: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_template_is_kept_once(day, monkeypatch)
    a_project_from_the_template(day, tmp_path, monkeypatch)
    lots_with_their_certificates(day)
    acceptance_ranges(day)
    change_control(day, monkeypatch)
    issued_until_it_is_approved(day, monkeypatch)
    handed_over_and_verified(day, tmp_path, monkeypatch)
    the_executed_batch(day)
    the_report_for_qa(day, tmp_path, monkeypatch)
    a_file_of_an_older_program(day, tmp_path, monkeypatch)


def a_template_is_kept_once(day: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before 07:30: the house approves a design and keeps it; a second one of the same name is not written over it unseen."""
    answering(monkeypatch, NAME)
    day.menu("retitle")
    day.menu("status-approved")
    day.menu("keep-template")
    assert f"{NAME} is a template now" in day.bar
    before = templates.templates()[NAME].read_bytes()
    day.menu("keep-template")
    assert "already" in day.bar and templates.templates()[NAME].read_bytes() == before
    day.answer_bar("Replace it")
    assert f"{NAME} is a template now" in day.bar


def a_project_from_the_template(day: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """07:30: read-only until there is a new version, and a file of its own when it is saved."""
    house = day.window.workbench.project
    day.shortcut(Qt.Key.Key_S)
    day.find("template targeted")
    assert day.window.workbench.path is None, "found by its name with Ctrl+K"
    day.entry("New from template", f"template-{NAME}")
    bench = day.window.workbench
    assert bench.path is None and bench.project.title == NAME and bench.project.id != house.id
    assert "is fixed there" in day.bar and not day.field("ligand.density").isEnabled()
    day.answer_bar("Make a new version")
    assert bench.variant.status == "draft" and day.field("ligand.density").isEnabled()
    answering(monkeypatch, "PNP-031")
    day.menu("rename")
    saving_as(monkeypatch, tmp_path / "pnp-031.formulation")
    day.shortcut(Qt.Key.Key_S)
    assert bench.path == tmp_path / "pnp-031.formulation" and not bench.is_edited


def lots_with_their_certificates(day: Hands) -> None:
    """07:45: salt factor, assay and water of the lot count; one that is past its date is named."""
    day.shortcut(Qt.Key.Key_7)
    page = day.window.body.page_on_show()
    assert isinstance(page, RecipePage)
    day.fill("batch.drug", "1 g")

    def weighed() -> float:
        return float(next(row for row in page.table.rows if row[0].startswith("Docetaxel"))[4].split()[0])

    pure = weighed()
    for path, text in (("salt_factor", "1.0669"), ("assay", "98.5"), ("lot", "C-17"), ("expiry", "2020-01-31")):
        day.fill(f"lot.payload.{path}", text)
    assert weighed() == pytest.approx(pure * 1.0669 / 0.985, abs=0.02)
    assert "expired on 2020-01-31" in page.notes.text()
    day.fill("lot.payload.expiry", "2099-01-31")
    assert "expired" not in page.notes.text()


def acceptance_ranges(day: Hands) -> None:
    """08:15: each with its chance, and the chance of all."""
    day.settled()
    wanted = {"size.z_average": ("90", "120"), "size.pdi": ("", "0.20"), "loading.dlc": ("9", "11"), "ligand.mol_percent": ("1", "3")}
    for path, (low, high) in wanted.items():
        day.set_range(path, low, high)
    assert {one.path for one in day.window.workbench.variant.specifications} == set(wanted)
    assert day.window.results is not None
    level = day.window.results.level
    day.until(lambda: "all ranges" in level.text())


def change_control(day: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """10:30: checked, a range changes with a reason only."""
    day.menu("status-checked")
    answering(monkeypatch, "")
    before = day.window.workbench.variant.specifications
    day.set_range("loading.dlc", "8.5", "10.5")
    assert day.window.workbench.variant.specifications == before and "only with a reason" in day.bar
    answering(monkeypatch, "CC-031: DLC target 9.5")
    day.set_range("loading.dlc", "8.5", "10.5")
    assert day.window.workbench.variant.specifications != before


def issued_until_it_is_approved(day: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """11:00: a draft that says why, until every lot has its number; then checked, then approved."""
    day.shortcut(Qt.Key.Key_6)
    page = day.window.body.page_on_show()
    assert isinstance(page, SheetPage)
    day.until(lambda: "Draft" in page.status.text())
    assert "mandatory field" in page.why.text()
    day.shortcut(Qt.Key.Key_7)
    for part in ("carrier", "ligand", "solvent", "buffer"):
        if day.window.findChildren(EntryBox, f"fld:lot.{part}.lot"):
            day.fill(f"lot.{part}.lot", f"{part[0].upper()}-1")
    day.settled()
    day.shortcut(Qt.Key.Key_6)
    day.until(lambda: "Checked" in page.status.text())
    answering(monkeypatch, "Approved by QA")
    day.menu("status-approved")
    day.until(lambda: "Approved" in page.status.text())
    assert page.why.text() == ""


def handed_over_and_verified(day: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """13:00: PDF and JSON; whoever has no window verifies both."""
    from formulator.cli import main

    for suffix in (".pdf", ".json"):
        path = tmp_path / f"rev04{suffix}"
        saving_as(monkeypatch, path)
        day.press(f"sheet:save{suffix}")
        day.until(lambda path=path: path.exists() and "Laying out" not in day.bar)
        assert main(["verify", str(path)]) == 0


def the_executed_batch(day: Hands) -> None:
    """15:00: what was really made stands beside the design, with yield and deviation."""
    day.shortcut(Qt.Key.Key_7)
    page, before = day.window.body.page_on_show(), day.window.workbench.design
    assert isinstance(page, RecipePage)
    day.fill("record.number", "B-012")
    for path, text in (("weight.payload", "12.9 mg"), ("result.yield", "87.4 %"), ("deviation", "DEV-012: quench 6.5 degC instead of 0-5")):
        day.until(lambda name=f"fld:record.{path}": any(one.isVisible() for one in day.window.findChildren(EntryBox, name)))
        day.fill(f"record.{path}", text)
    record = day.window.workbench.project.batches[-1]
    assert record.deviations == ("DEV-012: quench 6.5 degC instead of 0-5",) and dict(record.results)["yield"].to("%") == 87.4
    day.press("record:lock")
    assert day.window.workbench.project.batches[-1].locked and day.window.workbench.design is before


def the_report_for_qa(day: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """16:30: from the history to the report; since it was checked, only the ranges; as PDF and as a table."""
    day.shortcut(Qt.Key.Key_H)
    history = day.part(HistoryPopover, "history")
    assert history.isVisible()
    day.press("history:report")
    report = day.dialog("changes")
    assert isinstance(report, ChangesDialog)
    every = len(report.table.rows)
    assert every > 10 and "holds" in report.chain.text()
    day.press("changes:since")
    menu = day.part(QMenu, "changes:points")
    checked = next(one for one in menu.actions() if "PNP-031 was checked" in one.text())
    checked.trigger()
    menu.close()
    assert 0 < len(report.table.rows) < every
    line = day.part(EntryBox, "changes:search")
    line.setFocus()
    day.qtbot.keyClicks(line, "acceptance range")
    assert [(row[4], row[7]) for row in report.table.rows] == [("Loading: DLC, acceptance range", "CC-031: DLC target 9.5")]
    for suffix, begins in ((".pdf", b"%PDF"), (".csv", b"\xef\xbb\xbfseq,utc"), (".html", b"<!doctype html>")):
        path = tmp_path / f"since-checked{suffix}"
        saving_as(monkeypatch, path)
        day.press("changes:save")
        assert path.read_bytes().startswith(begins) and "Saved" in report.said.text()
    from pypdf import PdfReader

    text = " ".join(" ".join(page.extract_text() for page in PdfReader(tmp_path / "since-checked.pdf").pages).split())
    assert "CC-031: DLC target 9.5" in text and "Changes since PNP-031 was checked" in text
    day.press("changes:copy")
    assert day.clipboard().count("\n") == 2
    day.press("changes:close")


def a_file_of_an_older_program(day: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the program answered is said beside what this one answers, with the reason; the design is as it was."""
    day.shortcut(Qt.Key.Key_S)
    path = day.window.workbench.path
    assert path is not None
    data = json.loads(path.read_text(encoding="utf-8"))
    kept = data["view"]["answers"]
    kept["engine"] = "1.1"
    active = data["active"]
    kept["variants"][active]["values"]["charge.zeta"] += 2.0
    kept["variants"][active]["values"]["loading.dlc"] += 1.0
    old = tmp_path / "rev02.formulation"
    old.write_text(json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *a, **k: (str(old), "")))
    day.shortcut(Qt.Key.Key_O)
    day.until(lambda: "2 answers differ from what formulator 1.1 saved" in day.bar)
    assert "DLC, Zeta" in day.bar
    day.answer_bar("Show what changed")
    dialog = day.dialog("differences")
    assert isinstance(dialog, DifferencesDialog)
    assert [row[2] for row in dialog.rows] == ["DLC", "Zeta"] and all(row[1] for row in dialog.rows)
    assert all(row[4] != row[5] for row in dialog.rows)
    dialog.close()
    assert not day.window.workbench.is_edited
