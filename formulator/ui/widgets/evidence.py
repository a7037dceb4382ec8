"""The pie that says how far to trust a number: a shape and a word, never a colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from formulator.chem.model import Grade
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.marks import MARK
from formulator.ui.words import tr

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
        self.grade: Grade | None = None
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
        if grade == self.grade:
            return
        self.grade = grade
        words = f"{tr(grade.word)}: {tr(grade.meaning)}" if grade is not None else ""
        self.setToolTip(words)
        self.setAccessibleName(tr(grade.word) if grade is not None else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.grade is not None:
            paint_pie(QPainter(self), QRectF(self.rect()), self.grade, self.look.color("ink2"))


class Legend(QWidget):
    """The five marks with their words."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.grades = (Grade.MEASURED, Grade.LAW, Grade.FIT, Grade.RULE_OF_THUMB, Grade.INDEX)
        self.is_narrow, self.side = False, 16
        self.setAccessibleName(tr("Marks: ") + "; ".join(f"{tr(grade.word)}, {tr(grade.meaning)}" for grade in self.grades))
        self.setToolTip("\n".join(f"{tr(grade.word)}: {tr(grade.meaning)}" for grade in self.grades))

    def pad(self, side: int) -> None:
        """Room at both sides."""
        self.side = side
        self._resize()

    def set_narrow(self, is_narrow: bool) -> None:
        """Two lines where one is too short."""
        self.is_narrow = is_narrow
        self._resize()

    def _resize(self) -> None:
        self.setFixedHeight(self.look.px(44 if self._has_two_lines() else 28))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize()

    def _has_two_lines(self) -> bool:
        return self.is_narrow or self.side + sum(wide for _, wide in self._words()) > self.width() - self.look.px(4)

    def _words(self) -> list[tuple[str, int]]:
        """The word of each mark, and how wide it is with the mark and the gap behind it."""
        px, metrics = self.look.px, QFontMetrics(self.look.small())
        words = [tr("ranking") if grade is Grade.INDEX else tr(grade.word) for grade in self.grades]
        return [(word, px(10) + px(4) + metrics.horizontalAdvance(word) + px(6)) for word in words]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.look.small()
        painter.setFont(font)
        px = self.look.px
        side, line = px(10), px(16)
        x, y = self.side, px(6)
        for grade, (word, wide) in zip(self.grades, self._words(), strict=True):
            if x + wide - px(6) > self.width() - px(4) and self._has_two_lines():
                x, y = self.side, y + line
            paint_pie(painter, QRectF(x, y + (line - side) / 2, side, side), grade, self.look.color("ink2"))
            painter.setPen(self.look.color("ink2"))
            painter.drawText(QRectF(x + side + px(4), y, wide, line), Qt.AlignmentFlag.AlignVCenter, word)
            x += wide
