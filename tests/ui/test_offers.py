"""What a button of a message does, when it is pressed late."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from formulator import storage
from formulator.errors import UsageError
from formulator.ui.bars import MessageBar
from formulator.ui.offers import showing
from formulator.ui.theme import Theme
from formulator.ui.workbench import Workbench

EXAMPLE = storage.examples()["crgd-polymersome-docetaxel"]


@pytest.fixture
def bench(unanswered: Workbench) -> Workbench:
    return unanswered


@pytest.fixture
def said(bench: Workbench) -> list[tuple[str, dict[str, Callable[[], None]]]]:
    heard: list[tuple[str, dict[str, Callable[[], None]]]] = []
    bench.message.connect(lambda words, choices: heard.append((words, dict(choices))))
    return heard


def test_undo_of_a_message_takes_back_its_own_step(bench: Workbench, said: list[tuple[str, dict[str, Callable[[], None]]]]) -> None:
    before, gone = bench.project.variants, bench.variant
    bench.delete_variant(gone.id)
    assert said[-1][0] == f"{gone.name} deleted."
    said[-1][1]["Undo"]()
    assert bench.project.variants == before


@pytest.mark.parametrize("later", [
    lambda bench: bench.type_text("ligand.density", "7 mol%"),
    lambda bench: (bench.undo(), bench.type_text("ligand.density", "7 mol%")),
    lambda bench: bench.open_copy(EXAMPLE),
])  # fmt: skip
def test_undo_of_a_message_takes_back_nothing_else(
    bench: Workbench, said: list[tuple[str, dict[str, Callable[[], None]]]], later: Callable[[Workbench], None]
) -> None:
    bench.delete_variant(bench.variant.id)
    back = said[-1][1]["Undo"]
    later(bench)
    project = bench.project
    back()
    assert bench.project == project and "no longer the last step" in said[-1][0]


def test_a_variant_is_shown_before_something_is_done_with_it(bench: Workbench) -> None:
    other = bench.project.variants[1]
    assert bench.variant.id != other.id
    showing(bench, other, bench.duplicate)()
    assert bench.variant.name == f"{other.name} copy"


def test_what_is_not_possible_any_more_is_said_in_the_bar(qtbot: QtBot) -> None:
    bar = MessageBar(Theme())
    qtbot.addWidget(bar)

    def refuse() -> None:
        raise UsageError("There is nothing to go back to.")

    bar.show_message("Something was done.", (("Go back", refuse),))
    bar.findChildren(QPushButton)[0].click()
    assert bar.text.text() == "There is nothing to go back to." and not bar.isHidden()
