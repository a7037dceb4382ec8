"""What the Help menu does: the first steps, what this program is, and how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from formulator.ui.window import Window


class Guide(QObject):
    """The help of one window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def tour(self) -> None:
        """The three first steps, again."""
        from formulator.ui import tour

        tour.begin(self._window)

    def about(self) -> None:
        """Version, licence and citation."""
        from formulator.ui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()

    def cite(self) -> None:
        """The citation on the clipboard."""
        from formulator import assets

        QGuiApplication.clipboard().setText(assets.text("CITATION.cff"))
        self._window.say("The citation is on the clipboard.")
