"""What every part of a panel asks when it paints: colours, fonts and lengths that grow with the text, never with the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from formulator.ui.tokens import BODY, SMALL, Tokens

USUAL_POINTS = 10.0
DRESSING = (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.ParentChange)
"""Events after which a widget may have lost its font or colour."""


class Look(QObject):
    """Tokens and text size of one panel; `changed` asks its parts to take them over."""

    changed = Signal()

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.scale = text_scale()
        self._fonts: dict[tuple[int, bool, bool], QFont] = {}
        self._palettes: dict[tuple[str, str], QPalette] = {}

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another theme, and the text size as it is now."""
        self.tokens = tokens
        self.scale = text_scale()
        self._fonts.clear()
        self._palettes.clear()
        self.changed.emit()

    def px(self, length: float) -> int:
        """A length of the layout at this text size."""
        return max(1, round(length * self.scale))

    def color(self, name: str) -> QColor:
        """A colour by its name among the tokens."""
        return QColor(getattr(self.tokens, name))

    def font(self, size: int = BODY, demi: bool = False, italic: bool = False) -> QFont:
        """The system face with figures of equal width."""
        key = (size, demi, italic)
        if key not in self._fonts:
            self._fonts[key] = self._make_font(*key)
        return QFont(self._fonts[key])

    def _make_font(self, size: int, demi: bool, italic: bool) -> QFont:
        font = QFont(QApplication.font())
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.DemiBold if demi else QFont.Weight.Normal)
        font.setItalic(italic)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def dress(self, widget: QWidget, font: QFont, text: str) -> None:
        """Give a widget its font and colour. An application's style sheet puts back older ones when a widget gets another
        parent, so this is asked for again then; what is right already is left alone."""
        now = widget.font()
        if (now.weight(), now.pixelSize(), now.italic()) != (font.weight(), font.pixelSize(), font.italic()):
            widget.setFont(font)
        palette = self.palette(text)
        if widget.palette().color(QPalette.ColorRole.WindowText) != palette.color(QPalette.ColorRole.WindowText):
            widget.setPalette(palette)

    def small(self, demi: bool = False, italic: bool = False) -> QFont:
        """The second of the two sizes."""
        return self.font(SMALL, demi, italic)

    def palette(self, text: str = "ink", base: str = "") -> QPalette:
        """Text in one colour on nothing, or on `base`."""
        key = (text, base)
        if key not in self._palettes:
            self._palettes[key] = self._make_palette(*key)
        return QPalette(self._palettes[key])

    def _make_palette(self, text: str, base: str) -> QPalette:
        palette = QPalette()
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(role, self.color(text))
        ground = self.color(base) if base else QColor(0, 0, 0, 0)
        palette.setColor(QPalette.ColorRole.Base, ground)
        palette.setColor(QPalette.ColorRole.Window, ground)
        palette.setColor(QPalette.ColorRole.PlaceholderText, self.color("ink3"))
        palette.setColor(QPalette.ColorRole.Highlight, self.color("sel"))
        palette.setColor(QPalette.ColorRole.HighlightedText, self.color("ink"))
        return palette


def text_scale() -> float:
    """How much larger than usual the text of the window is now."""
    font = QApplication.font()
    points = font.pointSizeF()
    return points / USUAL_POINTS if points > 0 else font.pixelSize() / BODY


class Dressed(QWidget if TYPE_CHECKING else object):  # type: ignore[misc]
    """Stands before a class of Qt and says when the widget takes its font and colours.

    Thousands of labels and hundreds of boxes stand on pages nobody looks at: they are dressed when they are next shown.
    """

    _is_dressed = False
    _is_behind = False

    def redress(self) -> None:
        """Font and colours as they are now."""
        self._is_dressed, self._is_behind = True, False
        self._dress()

    def follow_look(self) -> None:
        """The look has changed, or Qt has: taken over now by a widget in sight, by another when it comes into it."""
        if self.isVisible():
            self.redress()
        else:
            self._is_behind = True

    def _dress(self) -> None:
        """What a kind of widget takes; nothing by itself."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in DRESSING and self._is_dressed:
            self.follow_look()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self._is_behind:
            self.redress()
