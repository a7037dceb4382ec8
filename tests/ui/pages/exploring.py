"""The explore page as the tests of it need it: worked out, and asked again."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from formulator.ui.pages.explore import ExplorePage
from formulator.ui.window import Window
from tests.ui.hands import turned_to


def explored(window: Window, qtbot: QtBot) -> ExplorePage:
    """The page with its first answer."""
    found = turned_to(window, "explore", ExplorePage)
    qtbot.waitUntil(lambda: found.outcome is not None, timeout=60_000)
    return found


def ask(page: ExplorePage, qtbot: QtBot) -> None:
    """Press the button and wait for another answer."""
    before = page.outcome
    page.side.go.click()
    qtbot.waitUntil(lambda: page.outcome is not before, timeout=60_000)


def of_cells(window: Window, qtbot: QtBot) -> ExplorePage:
    """Cells side by side."""
    found = explored(window, qtbot)
    found.side.choose_mode("cells")
    ask(found, qtbot)
    return found
