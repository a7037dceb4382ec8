"""Painted marks: the triangle of a warning, the ring of a note, the arrow of a list. Shapes, never colours alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from formulator.ui.widgets.look import Look

MARK = 12


def paint_triangle(painter: QPainter, box: QRectF, color: QColor) -> None:
    """An outlined triangle with a stroke and a dot in it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, max(1.2, box.width() / 9), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle, top, bottom = box.center().x(), box.top() + 1, box.bottom() - 1
    painter.drawPolygon(QPolygonF([QPointF(middle, top), QPointF(box.right() - 1, bottom), QPointF(box.left() + 1, bottom)]))
    height = bottom - top
    painter.drawLine(QPointF(middle, top + 0.38 * height), QPointF(middle, top + 0.62 * height))
    painter.drawPoint(QPointF(middle, top + 0.82 * height))


def paint_note(painter: QPainter, box: QRectF, color: QColor) -> None:
    """A ring with an i: worth knowing, nothing is wrong."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, max(1.2, box.width() / 10), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    middle = box.center()
    painter.drawLine(QPointF(middle.x(), middle.y() - 0.02 * box.height()), QPointF(middle.x(), middle.y() + 0.24 * box.height()))
    painter.drawPoint(QPointF(middle.x(), middle.y() - 0.22 * box.height()))


def paint_chevron(painter: QPainter, center: QPointF, half: float, color: QColor) -> None:
    """The small arrow of something that opens a list."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.2))
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(center.x() - half, center.y() - half / 2),
                QPointF(center.x(), center.y() + half / 2),
                QPointF(center.x() + half, center.y() - half / 2),
            ]
        )
    )


class SeverityMark(QWidget):
    """Triangle for an error or a warning, ring for a note."""

    def __init__(self, look: Look, severity: str = "warning", size: int = MARK, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.severity, self.side = look, severity, size
        look.changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        self.setFixedSize(self.look.px(self.side), self.look.px(self.side))
        self.update()

    def set_severity(self, severity: str) -> None:
        """Another mark."""
        self.severity = severity
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.severity == "info":
            paint_note(painter, QRectF(self.rect()), self.look.color("ink2"))
        else:
            paint_triangle(painter, QRectF(self.rect()), self.look.color("warn"))
