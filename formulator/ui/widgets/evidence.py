"""The pie that says how far to trust a number: a shape and a word, never a colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from formulator.chem.model import Grade
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.marks import MARK

PIE = {
    Grade.MEASURED: 1.0,
    Grade.LAW: 0.75,
    Grade.FIT: 0.5,
    Grade.FIT_TRANSFERRED: 0.5,
    Grade.RULE_OF_THUMB: 0.25,
    Grade.INDEX: 0.0,
}
"""Share of the pie that is filled."""


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
