"""Panes that share a turn: who comes too late shows what it showed before, and is painted in the next."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from formulator.ui.export.particle import Particle
from formulator.ui.plots import ParticlePane, Turns
from formulator.ui.tokens import tokens


@pytest.fixture
def pane(qtbot: QtBot) -> ParticlePane:
    made = ParticlePane(tokens())
    qtbot.addWidget(made)
    made.resize(420, 320)
    made.show()
    made.show_particle(Particle(morphology="micelle", seed=1, outer=15, core=8, brush=7, outer_chains=180))
    return made


def test_a_pane_that_comes_too_late_keeps_its_picture_and_is_painted_in_the_next_turn(
    pane: ParticlePane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = pane.grab().toImage()
    pane.turns = Turns(pane)
    monkeypatch.setattr("formulator.ui.plots.turns.SHARE", 0.0)
    pane.set_tokens(tokens(dark=True))
    late = pane.grab().toImage()
    assert late.pixelColor(210, 200) == wanted.pixelColor(210, 200) != tokens(dark=True).paper
    monkeypatch.setattr("formulator.ui.plots.turns.SHARE", 10.0)
    assert pane.grab().toImage().pixelColor(1, 300).name().upper() == tokens(dark=True).paper


def test_a_turn_that_is_spent_asks_who_waits_to_paint_again(pane: ParticlePane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    turns, asked = Turns(pane), []
    monkeypatch.setattr(pane, "update", lambda: asked.append(True))
    monkeypatch.setattr("formulator.ui.plots.turns.SHARE", 1e-9)
    assert turns.admits(pane)
    with turns.spending():
        sum(range(1000))
    assert not turns.admits(pane) and not turns.admits(pane)
    qtbot.waitUntil(lambda: asked == [True])
    assert turns.admits(pane)
