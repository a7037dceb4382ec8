"""A slider over a quantity, even or logarithmic, whose whole height is live and whose ends are named."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from formulator.ui.widgets.look import Look

STEPS = 400
_HANDLE = 6.0
_DIGITS = 3


class QuantitySlider(QSlider):
    """`moved` carries the number in the unit of its ends; `pressed` and `released` bracket one drag."""

    moved = Signal(float)
    pressed = Signal()
    released = Signal()

    def __init__(self, look: Look, low: float, high: float, scale: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.look, self.low, self.high, self.is_log = look, low, high, scale == "log"
        self.end_texts = ("", "")
        self.is_given = True
        self.setRange(0, STEPS)
        self.setSingleStep(STEPS // 100)
        self.setPageStep(STEPS // 10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self._say)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(120), self.look.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(60), self.look.px(28))

    def number_at(self, step: int) -> float:
        """The number at a position, with three digits: a slider cannot mean more."""
        share = step / STEPS
        number = self.low * (self.high / self.low) ** share if self.is_log else self.low + share * (self.high - self.low)
        return float(f"{number:.{_DIGITS}g}")

    def step_of(self, number: float) -> int:
        """The position nearest to a number; the ends for numbers beyond them."""
        if self.is_log:
            share = math.log(number / self.low) / math.log(self.high / self.low) if number > 0 else 0.0
        else:
            share = (number - self.low) / (self.high - self.low)
        return round(STEPS * min(1.0, max(0.0, share)))

    def show_number(self, number: float | None) -> None:
        """Put the handle where the model is; without a number there is no handle."""
        self.is_given = number is not None
        if number is not None and not self.isSliderDown():
            self.blockSignals(True)
            self.setValue(self.step_of(number))
            self.blockSignals(False)
        self.update()

    def name_ends(self, low: str, high: str) -> None:
        """The words under the two ends."""
        self.end_texts = (low, high)
        self.update()

    def _say(self, step: int) -> None:
        self.moved.emit(self.number_at(step))

    def _track(self) -> QRectF:
        side = _HANDLE * self.look.scale + 1
        return QRectF(side, self.look.px(9), self.width() - 2 * side, 2)

    def _step_under(self, x: float) -> int:
        track = self._track()
        return round(STEPS * min(1.0, max(0.0, (x - track.left()) / max(1.0, track.width()))))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pressed.emit()
        self.setSliderDown(True)
        self.is_given = True
        self.setValue(self._step_under(event.position().x()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setValue(self._step_under(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)
            self.released.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the panel must not change a design that happens to lie under the mouse.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color, track = self.look.color, self._track()
        painter.setPen(QPen(color("edge"), 2))
        painter.drawLine(QPointF(track.left(), track.center().y()), QPointF(track.right(), track.center().y()))
        painter.setFont(self.look.small())
        painter.setPen(color("ink3"))
        under = QRectF(0, track.bottom() + self.look.px(4), self.width(), self.height())
        painter.drawText(under, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.end_texts[0])
        painter.drawText(under, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self.end_texts[1])
        if self.is_given:
            x = track.left() + track.width() * self.value() / STEPS
            painter.setPen(QPen(color("accent" if self.isEnabled() else "edge"), 2.5 if self.hasFocus() else 1.5))
            painter.setBrush(color("paper"))
            radius = _HANDLE * self.look.scale
            painter.drawEllipse(QPointF(x, track.center().y()), radius, radius)
