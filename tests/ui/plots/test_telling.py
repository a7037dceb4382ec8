"""Saving a plot of any place is said in the bar."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from formulator.ui.pages.calculators import CalculatorsPage
from formulator.ui.window import Window
from tests.ui.hands import turned_to


@pytest.mark.usefixtures("few_draws")
def test_what_comes_of_saving_a_curve_is_said(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    pane = turned_to(window, "calculators", CalculatorsPage).pane
    qtbot.waitUntil(lambda: pane.content() is not None)
    pane.save_as(tmp_path / "curve.svg")
    assert (tmp_path / "curve.svg").exists() and window.centre.bar.text.text() == "curve.svg is saved."
    pane.save_as(tmp_path / "missing" / "curve.svg")
    assert "curve.svg" in window.centre.bar.text.text() and "could not be written" in window.centre.bar.text.text()
