"""A workbench with a worked example, its numbers worked out at once, and the panel on show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from formulator import assets, catalogue
from formulator.ui.panels import DesignPanel
from formulator.ui.tokens import tokens
from formulator.ui.workbench import Workbench


@pytest.fixture
def bench(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    del qapp
    monkeypatch.setattr("formulator.ui.workbench.DRAWS", 64)
    made = Workbench(inline=True)
    made.decimal = "."
    with assets.path("examples", "crgd-polymersome-docetaxel.formulation") as file:
        made.open_copy(file)
    made.set_catalogue(catalogue.load())
    yield made
    made.close()


@pytest.fixture
def panel(bench: Workbench, qtbot: QtBot) -> DesignPanel:
    made = DesignPanel(bench, tokens())
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show()
    return made
