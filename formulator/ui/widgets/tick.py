"""A box to tick, with its words: painted from the tokens, the whole row is live."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from formulator.ui.widgets.look import Look

SIDE, GAP, HEIGHT, WIDEST = 14, 6, 24, 180


class TickBox(QCheckBox):
    """Long words are cut; the whole stands in the tooltip."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setText(text.replace("&", "&&"))
        self.words = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self.look.font())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self.look.px
        words = min(QFontMetrics(self.font()).horizontalAdvance(self.words), px(WIDEST))
        return QSize(px(SIDE + GAP + 6) + words, px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.px(SIDE)
        box = QRectF(look.px(2) + 0.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
        painter.setPen(QPen(look.color("accent" if self.hasFocus() else "edge"), 2 if self.hasFocus() else 1))
        painter.setBrush(look.color("sel" if self.underMouse() else "paper"))
        painter.drawRoundedRect(box, 2, 2)
        painter.setPen(QPen(look.color("ink"), max(1.5, side / 8), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if self.isChecked():
            corner, unit = box.topLeft(), box.width()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(
                QPolygonF(
                    [
                        corner + QPointF(0.2 * unit, 0.52 * unit),
                        corner + QPointF(0.42 * unit, 0.75 * unit),
                        corner + QPointF(0.8 * unit, 0.25 * unit),
                    ]
                )
            )
        painter.setFont(self.font())
        painter.setPen(look.color("ink" if self.isEnabled() else "ink3"))
        words = self.rect().adjusted(look.px(SIDE + GAP + 2), 0, 0, 0)
        cut = QFontMetrics(self.font()).elidedText(self.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
