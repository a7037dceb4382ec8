"""A pane over the window that goes away with Esc, a click beside it or when the keyboard goes elsewhere. No shadow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QWidget
from shiboken6 import isValid

from formulator.ui.widgets.look import Look

_EDGE = 4


class Popover(QFrame):
    """Part of the window of its anchor, above everything in it. Removes itself when it closes."""

    closed = Signal()

    def __init__(self, look: Look, anchor: QWidget) -> None:
        super().__init__(anchor.window())
        self.host = anchor.window()
        self.look = look
        self.before = QApplication.focusWidget()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPalette(look.palette(base="paper"))
        self.hide()

    def fix(self, width: int, height: int) -> None:
        """Take this size, or what the window has; what is inside scrolls."""
        layout = self.layout()
        if layout is not None:
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        room = self.host.size()
        self.resize(min(width, room.width() - 2 * _EDGE), min(height, room.height() - 2 * _EDGE))

    def open_at(self, corner: QPoint) -> None:
        """Show with the upper left corner at this place of the screen, or as near as the window allows."""
        window = self.host
        box = QRect(window.mapFromGlobal(corner), self.size())
        box.moveLeft(max(_EDGE, min(box.left(), window.width() - box.width() - _EDGE)))
        box.moveTop(max(_EDGE, min(box.top(), window.height() - box.height() - _EDGE)))
        self.move(box.topLeft())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.installEventFilter(self)
            application.focusChanged.connect(self._focus_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
            if not inside:
                self.close()
        return super().eventFilter(watched, event)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        if new is not None and new is not self and not self.isAncestorOf(new):
            self.before = None
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication) and self.isVisible():
            application.removeEventFilter(self)
            application.focusChanged.disconnect(self._focus_moved)
            focus = QApplication.focusWidget()
            is_here = focus is self or (focus is not None and self.isAncestorOf(focus))
            if is_here and self.before is not None and isValid(self.before):
                self.before.setFocus(Qt.FocusReason.PopupFocusReason)
        super().closeEvent(event)
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.color("edge"), 1))
        painter.setBrush(self.look.color("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
