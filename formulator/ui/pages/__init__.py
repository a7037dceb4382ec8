"""The places of the window beside the design: each is a widget of its own, made when somebody first goes there."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

if TYPE_CHECKING:
    from formulator.ui.tokens import Tokens
    from formulator.ui.window import Window

PAGES = {
    "measured": ("formulator.ui.pages.measured", "MeasuredPage"),
    "compare": ("formulator.ui.pages.compare", "ComparePage"),
    "sheet": ("formulator.ui.pages.sheet", "SheetPage"),
    "explore": ("formulator.ui.pages.explore", "ExplorePage"),
    "recipe": ("formulator.ui.pages.recipe", "RecipePage"),
    "plate": ("formulator.ui.pages.plate", "PlatePage"),
    "gallery": ("formulator.ui.pages.gallery", "GalleryPage"),
    "glossary": ("formulator.ui.pages.glossary", "GlossaryPage"),
    "calculators": ("formulator.ui.pages.calculators", "CalculatorsPage"),
}
"""Page -> module and class; loaded when first needed."""
UNLIMITED = 16_777_215
"""The largest width that Qt knows."""


class Page(QWidget):
    """What the window asks of a page."""

    def fit(self) -> None:
        """Share the room there is now."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another size."""
        super().resizeEvent(event)
        self.fit()

    def submit(self) -> None:
        """Take over what is half typed."""

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme or text size."""

    def arrive(self) -> None:
        """The page comes on show."""

    def take_files(self, paths: Sequence[Path]) -> None:
        """Tables were dropped on the window."""

    def close_down(self) -> None:
        """The window closes: stop what runs in the background."""


def stand_beside(layout: QBoxLayout, side: QWidget, width: int, is_wide: bool) -> None:
    """A side stands beside the rest with a width of its own, or above it with all of the page's."""
    layout.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
    side.setMaximumWidth(width if is_wide else UNLIMITED)


def make_page(name: str, window: Window) -> Page:
    """One page, over the window's workbench."""
    module, kind = PAGES[name]
    return cast(Page, getattr(import_module(module), kind)(window))
