"""The 96 wells, numbered by condition. Arrow keys go from well to well; the words below say what goes into the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from formulator.recipe.plate import COLUMNS, ROWS
from formulator.ui.tokens import SMALL
from formulator.ui.widgets.look import Look
from formulator.ui.words import tr

CELL, EDGE = 34, 22
_MOVES = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class PlateView(QWidget):
    """`chosen` carries the name of a well, such as B7."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.numbers: dict[str, int] = {}
        self.place = (0, 0)
        self.setObjectName("plate:wells")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self._restyle)
        self._restyle()
        self._say()

    def _restyle(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Twelve columns and eight rows with their names."""
        px = self.look.px
        return QSize(px(EDGE) + COLUMNS * px(CELL) + 2, px(EDGE) + len(ROWS) * px(CELL) + 2)

    @property
    def well(self) -> str:
        """The chosen well."""
        return f"{ROWS[self.place[0]]}{self.place[1] + 1}"

    def show_wells(self, numbers: dict[str, int]) -> None:
        """Well -> number of its condition."""
        self.numbers = numbers
        self._say()
        self.update()

    def choose(self, row: int, column: int) -> None:
        """Go to a well; at the edge it stays."""
        self.place = (max(0, min(len(ROWS) - 1, row)), max(0, min(COLUMNS - 1, column)))
        self._say()
        self.update()
        self.chosen.emit(self.well)

    def _say(self) -> None:
        number = self.numbers.get(self.well)
        self.setAccessibleName(tr("Plate of 96 wells, well {well}", well=self.well))
        self.setAccessibleDescription(tr("Condition {number}.", number=number) if number else tr("Empty."))

    def _cell(self, row: int, column: int) -> QRectF:
        side, edge = self.look.px(CELL), self.look.px(EDGE)
        return QRectF(edge + column * side, edge + row * side, side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrow keys walk over the plate."""
        move = _MOVES.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
            return
        self.choose(self.place[0] + move[0], self.place[1] + move[1])

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click chooses a well."""
        side, edge = self.look.px(CELL), self.look.px(EDGE)
        self.choose(int((event.position().y() - edge) // side), int((event.position().x() - edge) // side))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The frame of the chosen well shows where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The frame goes thin again."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Rings for empty wells, filled ones with the number of their condition."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(SMALL))
        painter.setPen(look.color("ink2"))
        middle, side, edge = Qt.AlignmentFlag.AlignCenter, look.px(CELL), look.px(EDGE)
        for column in range(COLUMNS):
            painter.drawText(QRectF(edge + column * side, 0, side, edge), middle, str(column + 1))
        for row, letter in enumerate(ROWS):
            painter.drawText(QRectF(0, edge + row * side, edge, side), middle, letter)
        for row, letter in enumerate(ROWS):
            for column in range(COLUMNS):
                number = self.numbers.get(f"{letter}{column + 1}")
                ring = self._cell(row, column).adjusted(2.5, 2.5, -2.5, -2.5)
                painter.setPen(QPen(look.color("edge" if number else "rule"), 1))
                painter.setBrush(look.color("sel") if number else Qt.BrushStyle.NoBrush)
                painter.drawEllipse(ring)
                if number:
                    painter.setPen(look.color("ink"))
                    painter.drawText(ring, middle, str(number))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("accent" if self.hasFocus() else "ink2"), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(self._cell(*self.place).adjusted(1, 1, -1, -1), 3, 3)
