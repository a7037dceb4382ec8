"""A workbench with a worked example whose numbers are worked out at once and the panels over it; the window over a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from formulator import assets, catalogue, storage
from formulator.ui import recovery
from formulator.ui.exporting import HOUSE
from formulator.ui.panels import DesignPanel
from formulator.ui.settings import Settings
from formulator.ui.tokens import tokens
from formulator.ui.window import Window
from formulator.ui.workbench import Workbench

from .hands import Hands, opened_window

FEW = {
    "workbench.DRAWS": 64,
    "exporting.DRAWS": 64,
    "exporting.BAND_DRAWS": 8,
    "pages.compare_feed.BAND_DRAWS": 16,
    "pages.exploration.DRAWS": 64,
    "pages.gallery.DRAWS": 128,
}
"""Draws behind each interval that the window shows: enough for one, and soon there."""


@pytest.fixture(autouse=True)
def nothing_from_before() -> None:
    """What a session leaves to the next one, the house's template and work that was not saved, is of no other test."""
    Settings().put(HOUSE, "")
    shutil.rmtree(recovery.folder(), ignore_errors=True)


@pytest.fixture
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    for place, number in FEW.items():
        monkeypatch.setattr(f"formulator.ui.{place}", number)


@pytest.fixture
def bench(qapp: object, few_draws: None) -> Iterator[Workbench]:
    del qapp, few_draws
    made = Workbench(inline=True)
    made.decimal = "."
    made.open_copy(assets.path("examples/crgd-polymersome-docetaxel.formulation"))
    made.set_catalogue(catalogue.load())
    yield made
    made.close()


@pytest.fixture
def unanswered(qapp: object, example: str) -> Iterator[Workbench]:
    """A workbench with the example and without a catalogue, in which nothing is worked out."""
    del qapp
    made = Workbench(inline=True)
    made.open_copy(storage.examples()[example])
    yield made
    made.close()


@pytest.fixture
def panel(bench: Workbench, qtbot: QtBot) -> DesignPanel:
    made = DesignPanel(bench, tokens())
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show()
    return made


@pytest.fixture
def example() -> str:
    """The worked example that the window opens; a module with another one has a fixture of this name too."""
    return "crgd-polymersome-docetaxel"


@pytest.fixture
def mine(example: str, tmp_path: Path) -> Path:
    """A copy of the example, which a person may write: a shipped one is read-only wherever it stands."""
    return Path(shutil.copyfile(storage.examples()[example], tmp_path / "mine.formulation"))


@pytest.fixture
def window(qtbot: QtBot, few_draws: None, mine: Path) -> Iterator[Window]:
    del qtbot, few_draws
    with opened_window(mine) as made:
        yield made


@pytest.fixture
def hands(window: Window, qtbot: QtBot) -> Hands:
    return Hands(window, qtbot)
