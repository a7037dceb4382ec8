"""Text that is never taken for markup: plain labels, and names with a subscript such as M_n."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from formulator.ui.tokens import BODY
from formulator.ui.widgets.look import Dressed, Look

_SUBSCRIPT = re.compile(r"_([A-Za-z0-9½]+)")
_SYMBOL = re.compile(r"(?<![A-Za-z0-9])([A-Za-zα-ω]{1,2})_([A-Za-z0-9½]{1,3})(?![A-Za-z0-9_])")
"""A quantity in running text, such as K_D or M_n/M_w; file names and paths have longer parts."""
_SMALLER = 0.78
_LOWERED = 0.22
"""Of the ascent: how far a subscript hangs below the line."""


def without_index_mark(text: str) -> str:
    """A name for a list that cannot lower an index: `M_n` as Mn."""
    return _SYMBOL.sub(r"\1\2", text)


class Text(Dressed, QLabel):
    """A line or a paragraph in one colour, size and weight."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        *,
        tone: str = "ink",
        size: int = BODY,
        demi: bool = False,
        italic: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._said, self._is_spoken = "", False
        self._set: tuple[str, bool] | None = None
        self.setWordWrap(wrap)
        self.look = look
        self.style_key = (tone, size, demi, italic)
        self.redress()
        self.setText(text)
        look.changed.connect(self.follow_look)

    def setText(self, text: str) -> None:
        """A paragraph with a symbol such as K_D is set with the index lowered; asked for, copied and read aloud it stays plain."""
        if self._set == (text, self.wordWrap()):
            return  # Even the same words would have everything around them laid out again.
        self._said, self._set = text, (text, self.wordWrap())
        has_symbol = self.wordWrap() and _SYMBOL.search(text) is not None
        self.setTextFormat(Qt.TextFormat.RichText if has_symbol else Qt.TextFormat.PlainText)
        super().setText(_SYMBOL.sub(r"\1<sub>\2</sub>", escape(text)).replace("\n", "<br>") if has_symbol else text)
        if has_symbol or self._is_spoken:
            self.setAccessibleName(text)
            self._is_spoken = True

    def text(self) -> str:
        """What was set, without any markup."""
        return self._said

    def restyle(self, *, tone: str | None = None, size: int | None = None, demi: bool | None = None, italic: bool | None = None) -> None:
        """Change colour, weight or slant; nothing is done when it is so already."""
        old_tone, old_size, old_demi, old_italic = self.style_key
        wanted = (
            tone if tone is not None else old_tone,
            size if size is not None else old_size,
            demi if demi is not None else old_demi,
            italic if italic is not None else old_italic,
        )
        if wanted != self.style_key:
            self.style_key = wanted
            self.redress()

    def _dress(self) -> None:
        tone, size, demi, italic = self.style_key
        self.look.dress(self, self.look.font(size, demi, italic), tone)


class Name(Text):
    """A name in which `_n` is lowered; read aloud and copied it stays plain text."""

    def _pieces(self) -> list[tuple[str, bool]]:
        parts = _SUBSCRIPT.split(self.text())
        return [(part, index % 2 == 1) for index, part in enumerate(parts) if part]

    def _smaller(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(1, round(font.pixelSize() * _SMALLER)))
        return font

    def sizeHint(self) -> QSize:
        if self.wordWrap():
            return super().sizeHint()
        normal, small = QFontMetricsF(self.font()), QFontMetricsF(self._smaller())
        width = sum((small if lowered else normal).horizontalAdvance(piece) for piece, lowered in self._pieces())
        return QSize(int(width) + 2, int(normal.height()) + 1)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() if self.wordWrap() else self.sizeHint()

    @property
    def is_cut(self) -> bool:
        """Whether the room is too small for it: the end is an ellipsis then, never half a letter."""
        return not self.wordWrap() and self.sizeHint().width() - 2 > self.contentsRect().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        if "_" not in self.text() and not self.is_cut:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        if self.is_cut:
            painter.setPen(self.palette().color(self.foregroundRole()))
            cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
            painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignVCenter, cut)
            return
        painter.setPen(self.palette().color(self.foregroundRole()))
        metrics = QFontMetricsF(self.font())
        baseline = (self.height() - metrics.height()) / 2 + metrics.ascent()
        x = float(self.contentsRect().left())
        for piece, lowered in self._pieces():
            font = self._smaller() if lowered else self.font()
            painter.setFont(font)
            painter.drawText(QPointF(x, baseline + (_LOWERED * metrics.ascent() if lowered else 0.0)), piece)
            x += QFontMetricsF(font).horizontalAdvance(piece)


def elided(text: str, metrics: QFontMetrics, width: int) -> str:
    """The words of a text, those that are wider than the room with an ellipsis at their end."""
    return " ".join(metrics.elidedText(word, Qt.TextElideMode.ElideRight, width) for word in text.split(" "))


class Equation(Text):
    """A formula of ours with lowered and raised letters. Read aloud and copied it stays plain; nothing typed by a person comes here."""

    def __init__(self, look: Look, equation: str) -> None:
        super().__init__(look, wrap=True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said = equation_html(equation)
        QLabel.setText(self, self._said)
        self.setAccessibleName(equation)


def equation_html(equation: str) -> str:
    """`λ_D = e^(−x)` as HTML: what follows _ or ^ up to the end of a word or of its brackets is lowered or raised."""
    text = escape(equation, quote=False)
    text = re.sub(r"_(?:\{([^{}]*)\}|([A-Za-zα-ωΑ-Ω0-9,½]+))", lambda found: f"<sub>{found[1] or found[2]}</sub>", text)
    return re.sub(r"\^(?:\{([^{}]*)\}|(\([^()]*\)|[−-]?[\w./]+))", lambda found: f"<sup>{found[1] or found[2]}</sup>", text)
