"""The sheet as a place of the window: pages as they will be printed, saved in any form."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from formulator.ui.pages.sheet import SheetPage
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.window import Window
from tests.ui.hands import turned_to


@pytest.fixture
def example() -> str:
    return "folate-micelle-doxorubicin"


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> SheetPage:
    found = turned_to(window, "sheet", SheetPage)
    qtbot.waitUntil(lambda: bool(found.views), timeout=60_000)
    return found


def test_every_page_is_shown_and_the_state_is_said(page: SheetPage) -> None:
    assert page.status.text() == f"Draft, {len(page.views)} pages" and len(page.views) >= 3
    assert "draft until" in page.why.text()
    picture = page.views[0].grab().toImage()
    dark = sum(picture.pixelColor(x, y).lightness() < 100 for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3))
    assert dark > 200, "text stands on the page"


def test_letter_is_lower_than_a4(page: SheetPage, qtbot: QtBot) -> None:
    before = page.views[0]
    ratio = before.height() / before.width()
    page.findChild(QRadioButton, "sheet:Letter").click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: page.views[0] is not before, timeout=60_000)
    assert page.views[0].height() / page.views[0].width() == pytest.approx(1056 / 816, rel=0.01) and ratio > 1.4


def test_the_paper_chosen_is_the_paper_saved(page: SheetPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pypdf import PdfReader

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a: (str(tmp_path / "mine"), "")))
    page.choose_paper("Letter")
    page.findChild(BoxButton, "sheet:save.pdf").click()  # type: ignore[union-attr]
    qtbot.waitUntil((tmp_path / "mine.pdf").exists, timeout=60_000)
    box = PdfReader(tmp_path / "mine.pdf").pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (612, 792)


def test_a_message_is_in_sight_on_every_page(page: SheetPage, window: Window) -> None:
    window.say("Something to read.")
    bar = window.centre.bar
    assert bar.isVisible() and bar.mapTo(window, bar.rect().topLeft()).y() < page.mapTo(window, page.rect().topLeft()).y()
    window.go("design")
    assert bar.isVisible() and bar.parentWidget() is window.centre


def test_the_sheet_follows_an_edit_when_one_comes_back(page: SheetPage, window: Window, qtbot: QtBot) -> None:
    before = page.views[0]
    window.go("design")
    window.workbench.type_text("ligand.density", "7 mol%")
    window.go("sheet")
    qtbot.waitUntil(lambda: page.views[0] is not before, timeout=60_000)
    assert isinstance(page.views[0], QWidget)
