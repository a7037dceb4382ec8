"""Buttons of the panels: boxed ones whose text is the result, unit buttons, and boxes that open a list."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from formulator.ui.widgets.look import Look
from formulator.ui.widgets.marks import paint_chevron

LEAST_LINK = 48
"""To which the words of a link may be cut where there is no room."""


class Painted(QAbstractButton):
    """A button that paints itself from the tokens; Enter presses it like the space bar does."""

    def __init__(self, look: Look, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self.look.font())
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _frame(self, painter: QPainter, edge: str, fill: str = "") -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        width = 2.0 if focused else 1.0
        painter.setPen(QPen(self.look.color("accent" if focused else edge), width))
        painter.setBrush(self.look.color(fill) if fill else Qt.BrushStyle.NoBrush)
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 3, 3)


class BoxButton(Painted):
    """A bordered button: 24 high, or 20 when it stands inside a note."""

    def __init__(self, look: Look, text: str = "", *, small: bool = False, parent: QWidget | None = None) -> None:
        self.is_small = small
        super().__init__(look, text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _restyle(self) -> None:
        super()._restyle()
        self.setFont(self.look.small() if self.is_small else self.look.font())

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self.text()) + self.look.px(16)
        return QSize(width, self.look.px(20 if self.is_small else 24))

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._frame(painter, "edge", "sel" if self.isDown() or (self.underMouse() and self.isEnabled()) else "paper")
        painter.setPen(self.look.color("ink" if self.isEnabled() else "ink3"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class LinkButton(Painted):
    """A button without a box: words that are underlined under the mouse. Long ones give way with an ellipsis."""

    def __init__(self, look: Look, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.look.px(LEAST_LINK)), self.look.px(24))

    def _restyle(self) -> None:
        super()._restyle()
        self.setFont(self.look.small())

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + self.look.px(8), self.look.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.hasFocus():
            self._frame(painter, "accent")
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(self.look.color("ink2"))
        box = self.rect().adjusted(self.look.px(4), 0, 0, 0)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class UnitButton(Painted):
    """A unit and a small arrow: opens the list of ways to say the quantity."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.hasFocus() or self.underMouse():
            self._frame(painter, "rule")
        arrow = self.look.px(7)
        painter.setPen(self.look.color("ink2"))
        box = self.rect().adjusted(self.look.px(4), 0, -arrow - self.look.px(4), 0)
        shown = self.text()
        if QFontMetrics(self.font()).horizontalAdvance(shown) > box.width():
            painter.setFont(self.look.small())
            if painter.fontMetrics().horizontalAdvance(shown) > box.width() and shown.startswith("per "):
                shown = f"/{shown.removeprefix('per ')}"
            shown = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if self.isEnabled():
            center = QPointF(self.width() - arrow / 2 - self.look.px(3), self.height() / 2)
            paint_chevron(painter, center, arrow / 2, self.look.color("ink2"))


class PickButton(Painted):
    """A box with the chosen word that opens a list. Text that is too long for the box stands whole in the tooltip."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self.given = False
        self.placeholder = ""

    def show_choice(self, text: str, given: bool, placeholder: str) -> None:
        """The word that stands there; one that nobody chose is grey and slanted."""
        self.given, self.placeholder = given, placeholder
        self.setText(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._frame(painter, "edge" if self.isEnabled() else "rule", "paper" if self.isEnabled() else "")
        shown = self.text() or self.placeholder
        muted = not self.text() or not self.given or not self.isEnabled()
        font = self.look.font(italic=not self.text())
        painter.setFont(font)
        painter.setPen(self.look.color("ink2" if muted else "ink"))
        box = self.rect().adjusted(self.look.px(8), 0, -self.look.px(20), 0)
        cut = QFontMetrics(font).elidedText(shown, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        if self.isEnabled():
            center = QPointF(self.width() - self.look.px(11), self.height() / 2)
            paint_chevron(painter, center, self.look.px(7) / 2, self.look.color("ink2"))
