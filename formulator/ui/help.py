"""What the Help menu does: first steps, whether this installation computes what its sources say, version and citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.window import Window


class HelpDesk:
    """The entries of the Help menu."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def tour(self) -> None:
        """The three first steps, again."""
        from formulator.ui import tour

        tour.begin(self._window)

    def self_test(self) -> None:
        """Published and golden cases, run here and now."""
        from formulator.ui.dialogs.selftest import SelfTestDialog

        SelfTestDialog(self._window, inline=self._window.inline).open()

    def about(self) -> None:
        """Version, licence and citation."""
        from formulator.ui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()

    def cite(self) -> None:
        """The citation on the clipboard."""
        from formulator import assets

        QGuiApplication.clipboard().setText(assets.text("CITATION.cff"))
        self._window.say(tr("The citation is on the clipboard."))
