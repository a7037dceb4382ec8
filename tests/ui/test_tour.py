"""The three first steps: shown once, one after the other, and away with one click."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from formulator.ui import tour
from formulator.ui.settings import Settings
from formulator.ui.window import Window

from .hands import button, opened_window


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    Settings().store.clear()
    with opened_window() as made:
        yield made
    Settings().store.clear()


def test_the_steps_follow_one_another_and_end(window: Window) -> None:
    assert tour.is_due(window)
    tour.begin(window)
    for step in range(len(tour.STEPS)):
        assert window.centre.bar.text.text().startswith(f"{step + 1} of 3")
        button(window.centre.bar, "Next" if step + 1 < len(tour.STEPS) else "Dismiss").click()
    assert window.centre.bar.isHidden()


def test_it_is_not_shown_twice_unless_asked_for(window: Window) -> None:
    tour.begin(window)
    button(window.centre.bar, "Dismiss").click()
    assert not tour.is_due(window)
    window.actions_by_id["tour"].trigger()
    assert window.centre.bar.text.text().startswith("1 of 3")


def test_the_first_step_leads_to_the_slider(window: Window) -> None:
    tour.begin(window)
    focused = window.focusWidget()
    assert focused is not None and focused.objectName() == "fld:ligand.density"


def test_a_step_goes_with_the_project_it_speaks_of_and_other_messages_stay(window: Window) -> None:
    tour.begin(window, with_example=True)
    assert tour.EXAMPLE in window.centre.bar.text.text()
    window.actions_by_id["new"].trigger()
    assert window.centre.bar.isHidden()
    focused = window.focusWidget()
    assert focused is not None and focused.objectName() == "fld:carrier.id"
    window.say("Something else.")
    tour.end(window)
    assert window.centre.bar.text.text() == "Something else."
