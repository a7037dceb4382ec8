"""Painted marks: the pie that says how far to trust a number, and the triangle of a warning. Shapes, never colours alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from formulator.chem.model import Grade
from formulator.ui.widgets.look import Look

PIE = {
    Grade.MEASURED: 1.0,
    Grade.LAW: 0.75,
    Grade.FIT: 0.5,
    Grade.FIT_TRANSFERRED: 0.5,
    Grade.RULE_OF_THUMB: 0.25,
    Grade.INDEX: 0.0,
}
"""Share of the pie that is filled."""
MARK = 12


def paint_pie(painter: QPainter, box: QRectF, grade: Grade, color: QColor) -> None:
    """A ring filled clockwise from noon by the grade's share."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, max(1.0, box.width() / 11)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = box.adjusted(0.75, 0.75, -0.75, -0.75)
    painter.drawEllipse(inner)
    share = PIE[grade]
    if share:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        if share == 1.0:
            painter.drawEllipse(inner)
        else:
            painter.drawPie(inner, 90 * 16, -round(share * 360 * 16))


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


class EvidenceMark(QWidget):
    """The pie of one grade; its word is in the tooltip and the accessible name."""

    def __init__(self, look: Look, grade: Grade | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.grade = grade
        look.changed.connect(self._resize)
        self._resize()
        self.set_grade(grade)

    def _resize(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        side = self.look.px(MARK)
        return QSize(side, side)

    def set_grade(self, grade: Grade | None) -> None:
        """Show another grade, or nothing."""
        self.grade = grade
        words = f"{grade.word}: {grade.meaning}" if grade is not None else ""
        self.setToolTip(words)
        self.setAccessibleName(grade.word if grade is not None else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.grade is not None:
            paint_pie(QPainter(self), QRectF(self.rect()), self.grade, self.look.color("ink2"))


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
