"""A workbench with a worked example whose numbers are worked out at once, and the panels over it."""

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
    made.open_copy(assets.path("examples/crgd-polymersome-docetaxel.formulation"))
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
