"""Sheets and plots from the menu, as a person asks for them."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from formulator import storage
from formulator.ui.window import Window
from formulator.uncertainty import propagate

from . import hands

EXAMPLE = storage.examples()["folate-micelle-doxorubicin"]


@pytest.fixture
def example() -> str:
    return "folate-micelle-doxorubicin"


def choose(monkeypatch: pytest.MonkeyPatch, path: Path, kind: str = "") -> list[str]:
    proposed: list[str] = []

    def answer(_parent: object, _title: str, here: str, _filters: str) -> tuple[str, str]:
        proposed.append(here)
        return str(path), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(answer))
    return proposed


def trigger(window: Window, name: str, qtbot: QtBot) -> None:
    """Choose a menu entry and wait for what it says when it is done."""
    hands.trigger(window, name)
    qtbot.waitUntil(lambda: "Laying out" not in window.centre.bar.text.text(), timeout=60_000)


def test_the_archive_for_a_notebook_is_the_one_of_the_command_line(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """AC-32: one root folder, metadata that lists every file with its hash."""
    choose(monkeypatch, tmp_path / "mine")
    trigger(window, "export-eln", qtbot)
    with zipfile.ZipFile(tmp_path / "mine.eln") as packed:
        names = packed.namelist()
        (root,) = {name.partition("/")[0] for name in names}
        graph = json.loads(packed.read(f"{root}/ro-crate-metadata.json"))["@graph"]
        files = [entry for entry in graph if entry["@type"] == "File"]
        assert {f"{root}/{entry['@id'].removeprefix('./')}" for entry in files} == {name for name in names if "metadata" not in name}
        for entry in files:
            content = packed.read(f"{root}/{entry['@id'].removeprefix('./')}")
            assert entry["sha256"] == hashlib.sha256(content).hexdigest() and entry["contentSize"] == str(len(content))
    assert "mine.eln is saved" in window.centre.bar.text.text()


def test_an_archive_that_cannot_be_written_is_said_and_nothing_is_left(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    choose(monkeypatch, tmp_path / "not there" / "mine.eln")
    trigger(window, "export-eln", qtbot)
    assert "mine.eln was not saved: the folder does not exist" in window.centre.bar.text.text()
    assert not (tmp_path / "not there").exists()


@pytest.mark.parametrize(("name", "kind", "written", "begins"), [
    ("mine.pdf", "PDF (*.pdf)", "mine.pdf", b"%PDF"),
    ("mine", "Web page (*.html)", "mine.html", b"<!doctype html>"),
    ("mine", "", "mine.pdf", b"%PDF"),
    ("mine.json", "PDF (*.pdf)", "mine.json", b"{"),
])  # fmt: skip
def test_the_sheet_is_written_in_the_form_that_was_chosen(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str, written: str, begins: bytes
) -> None:
    proposed = choose(monkeypatch, tmp_path / name, kind)
    trigger(window, "export-sheet", qtbot)
    assert (tmp_path / written).read_bytes()[:20].lower().startswith(begins.lower())
    assert f"{written} is saved." in window.centre.bar.text.text()
    assert Path(proposed[0]).name.endswith(".pdf") and window.workbench.variant.name.split()[0] in proposed[0]


def test_a_sheet_of_the_design_on_show_has_intervals_whether_they_were_drawn_yet_or_not(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.workbench.type_text("ligand.density", "7 mol%")
    window.workbench.evaluate()
    assert not window.workbench.has_intervals
    choose(monkeypatch, tmp_path / "mine.json")
    trigger(window, "export-sheet", qtbot)
    written = json.loads((tmp_path / "mine.json").read_text(encoding="utf-8"))["data"]
    assert written["inputs"]["ligand.density"]["v"] == 7
    diameter = propagate(window.workbench.design, window.workbench.catalogue, 64, 0)["size.hydrodynamic_diameter"]  # type: ignore[arg-type]
    assert written["outputs"]["size.hydrodynamic_diameter"]["low"] == diameter.low


def test_a_place_that_cannot_be_written_is_said(window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, tmp_path / "missing" / "mine.html")
    trigger(window, "export-sheet", qtbot)
    assert "mine.html" in window.centre.bar.text.text() and "is saved" not in window.centre.bar.text.text()


def plots_menu(window: Window) -> QMenu:
    found = [menu for menu in window.findChildren(QMenu) if menu.title() == "Export &plot"]
    found[0].aboutToShow.emit()
    return found[0]


@pytest.mark.parametrize(("suffix", "begins"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".csv", b"receptors")])
def test_a_plot_is_written_from_the_menu(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, begins: bytes
) -> None:
    assert window.feed is not None
    window.feed.flush()
    choose(monkeypatch, tmp_path / f"plot{suffix}")
    entry = next(action for action in plots_menu(window).actions() if action.objectName() == "act:export-plot-binding")
    entry.trigger()
    content = (tmp_path / f"plot{suffix}").read_bytes()
    assert begins in content[:400] and f"plot{suffix} is saved." in window.centre.bar.text.text()


def test_a_table_for_a_decimal_comma_is_chosen_in_the_dialog(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the menu and from the plot itself; the list of kinds in the dialog says which."""
    assert window.feed is not None
    window.feed.flush()
    place, offered = tmp_path / "plot.csv", list[str]()

    def chosen(parent: object, title: str, proposed: str, kinds: str) -> tuple[str, str]:
        offered.extend(kinds.split(";;"))
        return str(place), next(kind for kind in kinds.split(";;") if "decimal comma" in kind)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(chosen))
    next(action for action in plots_menu(window).actions() if action.objectName() == "act:export-plot-binding").trigger()
    from_menu = place.read_bytes()
    window.centre.panes["binding"]._ask_and_save(".csv")
    assert place.read_bytes() == from_menu
    head, first, *_ = from_menu.decode("utf-8-sig").splitlines()
    assert head.count(";") == first.count(";") > 3 and "," in first and "." not in first
    assert "CSV (*.csv)" in offered and "Data (CSV) (*.csv)" in offered


def test_data_for_the_clipboard_have_the_decimal_sign_of_the_window(window: Window, qtbot: QtBot) -> None:
    """1.234 put into a spreadsheet with decimal commas is a thousand."""
    assert window.feed is not None
    window.feed.flush()
    pane, clipboard = window.centre.panes["binding"], QGuiApplication.clipboard()
    pane.copy_data()
    point = clipboard.text().splitlines()
    pane.set_decimal(",")
    pane.copy_data()
    comma = clipboard.text().splitlines()
    pane.set_decimal(".")
    assert point[0] == comma[0] and point[1] == comma[1].replace(",", ".") != comma[1]


def test_leaving_the_dialog_writes_nothing(window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a: ("", "")))
    before = set(tmp_path.iterdir())
    trigger(window, "export-sheet", qtbot)
    assert set(tmp_path.iterdir()) == before
