"""A pane over the window that goes away with Esc or a click beside it: border of 4 radius, no shadow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from formulator.ui.widgets.look import Look

_EDGE = 8


class Popover(QFrame):
    """Shown beside an anchor, inside the screen. Removes itself when it closes."""

    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.look = look
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setPalette(look.palette(base="paper"))
        self.setAutoFillBackground(True)

    def open_at(self, corner: QPoint) -> None:
        """Show with the upper left corner here, or as near as the screen allows."""
        self.adjustSize()
        box = QRect(corner, self.size())
        screen = self.screen().availableGeometry().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        box.moveLeft(max(screen.left(), min(box.left(), screen.right() - box.width())))
        box.moveTop(max(screen.top(), min(box.top(), screen.bottom() - box.height())))
        self.move(box.topLeft())
        self.show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.color("edge"), 1))
        painter.setBrush(self.look.color("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
