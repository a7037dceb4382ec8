"""One answer: name, value, unit, interval, evidence mark, remarks. The interval is never left out, however narrow it gets."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from formulator.ui.tokens import BODY, SMALL
from formulator.ui.viewmodels import BLANK, AnswerRow, answer_units
from formulator.ui.widgets.evidence import EvidenceMark
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.marks import MARK, SeverityMark
from formulator.ui.widgets.text import Name, Text
from formulator.ui.words import tr, translated
from formulator.units import convert, format_number, unit_label

LINE, SECOND = 23, 14
NAME, VALUE, NEAR, UNIT = 98, 54, 4, 38
"""Heights of a line and of the interval's own line; widths of name, value, the gap to the unit, and the unit."""


class UnitText(Text):
    """The unit of an answer: pressed, it offers the others. The keyboard has them in the menu of the row."""

    pressed = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._underline(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._underline(False)
        super().leaveEvent(event)

    def _underline(self, on: bool) -> None:
        font = self.font()
        font.setUnderline(on)
        self.setFont(font)


class Answer(QWidget):
    """One answer: a tab stop of its own. `unit_wanted` carries the output and the unit to read it in."""

    asked = Signal(str)
    range_wanted = Signal(str)
    unit_wanted = Signal(str, str)

    def __init__(self, look: Look, row: AnswerRow) -> None:
        super().__init__()
        self.look, self.row = look, row
        self.is_narrow = False
        self._wide: tuple[tuple[float, str], int] = ((0.0, ""), 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.name = Name(look, tr(row.label))
        self.value = Text(look, demi=True)
        self.value.setObjectName(f"out:{row.path}")
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.units = answer_units(row.path)
        self.unit = UnitText(look, tone="ink2") if self.units else Text(look, tone="ink2")
        if isinstance(self.unit, UnitText):
            self.unit.setObjectName(f"unit:{row.path}")
            self.unit.setAccessibleName(tr("{label}, unit", label=tr(row.label)))
            self.unit.setToolTip(tr("Read it in another unit"))
            self.unit.pressed.connect(self.open_units)
        self.interval = Text(look, tone="ink2", size=SMALL)
        self.mark = EvidenceMark(look)
        self.flag_mark = SeverityMark(look, "warning", 10)
        self.flag = Text(look, tone="warn", size=SMALL, wrap=True)
        self.reason = Text(look, tone="ink2", size=SMALL, wrap=True)
        self.wanted = Text(look, tone="ink2", size=SMALL)
        self.wanted.setObjectName(f"range:{row.path}")
        for part in (self.name, self.value, self.unit, self.interval, self.mark, self.flag_mark, self.flag, self.reason, self.wanted):
            part.setParent(self)
        look.changed.connect(self._lay_out)
        self.shown: AnswerRow | None = None
        self.latest = self.kept = ""
        self.show_row(row)

    def show_row(self, row: AnswerRow, *, is_waiting: bool = False) -> None:
        """Show another state of the same answer; the exact number is the property `value`.

        While intervals are waited for, the one before stands faded in the place of the new one.
        """
        old = self.latest if is_waiting and row.value is not None and not row.interval_text else ""
        if row == self.shown and old == self.kept:
            return
        if self.shown is not None and old == self.kept and dataclasses.replace(row, value=self.shown.value) == self.shown:
            # Every word stays as it is: only the number behind them has moved.
            self.row = self.shown = row
            self.value.setProperty("value", row.value)
            return
        layout_changed = self.shown is None or (_shape(row), bool(old)) != (_shape(self.shown), bool(self.kept))
        self.row = self.shown = row
        self.latest, self.kept = row.interval_text or old, old
        self.value.setText(row.value_text if row.value is not None else BLANK)
        self.value.setProperty("value", row.value)
        self.value.setProperty("unit", row.unit)
        self.value.setAccessibleName(tr(row.label))
        self.value.setAccessibleDescription(row.spoken)
        self.unit.setText(row.unit_text)
        self.interval.setText(row.interval_text or old)
        self.interval.restyle(tone="ink3" if old else "ink2")
        self.mark.set_grade(row.grade if row.value is not None else None)
        self.flag.setText("\n".join(map(translated, row.flags)))
        self.reason.setText(translated(row.reason))
        self.value.restyle(tone="ink" if row.value is not None else "ink2")
        self.setAccessibleName(row.spoken)
        words = f"{tr(row.grade_word)}: {tr(row.grade.meaning)}" if row.value is not None else ""
        told = "\n".join(filter(None, (translated(row.about), words, *map(translated, row.notes))))
        if self.toolTip() != told:
            self.setToolTip(told)
        if layout_changed:
            self._lay_out()
        else:
            self._place()

    def show_wanted(self, words: str) -> None:
        """The acceptance range and the chance to lie in it; empty words take the line away."""
        if words != self.wanted.text():
            self.wanted.setText(words)
            self._lay_out()

    def set_stale(self, is_stale: bool) -> None:
        """While the interval is worked out the old one must not look like the new one."""
        self.value.restyle(tone="ink3" if is_stale else "ink" if self.row.value is not None else "ink2")
        self.interval.setText(tr("updating") if is_stale and self.row.value is not None else self.row.interval_text or self.kept)
        self.interval.restyle(tone="ink3" if is_stale or self.kept else "ink2")
        self._place()

    # -- geometry

    def set_narrow(self, is_narrow: bool) -> None:
        """Give the interval a line of its own, or take it back."""
        if is_narrow != self.is_narrow:
            self.is_narrow = is_narrow
            self._lay_out()

    def _lay_out(self) -> None:
        self.updateGeometry()
        self._place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(width)

    def _height(self, width: int) -> int:
        px, row = self.look.px, self.row
        height = px(LINE)
        if self.is_narrow and row.value is not None and self.interval.text():
            height += px(SECOND)
        if self.wanted.text():
            height += px(SECOND) + px(2)
        if row.flags:
            height += self.flag.heightForWidth(width - px(16)) + px(2)
        if row.value is None:
            height = max(height, self.reason.heightForWidth(self._reason_width(width)) + px(6))
        return height

    def _reason_width(self, width: int) -> int:
        return max(self.look.px(60), width - self._value_right() - self.look.px(8))

    def _value_right(self) -> int:
        return self.look.px(NAME + (24 if self.row.value is None else VALUE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out()  # The height that was asked for was that of another width.
        else:
            self._place()

    def _place(self) -> None:
        px, row, width = self.look.px, self.row, self.width()
        line, side = px(LINE), px(MARK)
        right = self._value_right()
        name_width = min(self._name_width(), right)
        value_width = self.value.sizeHint().width() + 1
        # A long number takes room from the left, never from its digits.
        room = max(px(40), right - value_width - 2)
        # A name that is too long beside its number is set smaller before it is cut.
        self.name.restyle(size=SMALL if name_width > room else BODY)
        self.name.setGeometry(0, 0, min(self.name.sizeHint().width(), room), line)
        cut = self.name.text() if self.name.is_cut else ""
        if self.name.toolTip() != cut:
            self.name.setToolTip(cut)
        self.value.setGeometry(right - value_width, 0, value_width, line)
        unit_left = right + px(NEAR)
        self.unit.setGeometry(unit_left, 0, self.unit.sizeHint().width() + 2, line)
        self.mark.move(width - side, (line - side) // 2)
        has_value = row.value is not None
        self.mark.setVisible(has_value)
        self.unit.setVisible(has_value)
        self.reason.setVisible(not has_value)
        self.reason.setGeometry(right + px(8), px(3), self._reason_width(width), self.height() - px(6))
        bottom = self._place_interval(unit_left, line, width - side - px(4))
        self.wanted.setVisible(bool(self.wanted.text()))
        if self.wanted.text():
            self.wanted.setGeometry(0, bottom, width, px(SECOND))
            bottom += px(SECOND) + px(2)
        for part in (self.flag, self.flag_mark):
            part.setVisible(bool(row.flags))
        if row.flags:
            self.flag_mark.move(0, bottom + px(2))
            self.flag.setGeometry(px(16), bottom, width - px(16), self.flag.heightForWidth(width - px(16)))

    def _name_width(self) -> int:
        """How wide the name is in its usual size; measured once for every size of the text."""
        if self._wide[0] != (self.look.scale, self.name.text()):
            self.name.restyle(size=BODY)
            self._wide = (self.look.scale, self.name.text()), self.name.sizeHint().width()
        return self._wide[1]

    def _place_interval(self, unit_left: int, line: int, right: int) -> int:
        """The interval beside the unit, or under it; the y below what was placed."""
        px, row = self.look.px, self.row
        has = row.value is not None and bool(self.interval.text())
        self.interval.setVisible(has)
        wide = self.interval.sizeHint().width() + 2
        if self.is_narrow:
            self.interval.setGeometry(unit_left - px(40), line - px(2), wide, px(SECOND))
            return line + (px(SECOND) if has else 0)
        left = unit_left + max(px(UNIT), self.unit.width()) + px(NEAR)
        if left + wide > right:
            left = max(unit_left + self.unit.width(), right - wide)
        self.interval.setGeometry(left, 0, wide, line)
        return line

    def sizeHint(self) -> QSize:
        return QSize(
            self.look.px(288), self._height(self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else self.look.px(288))
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(120), self.look.px(LINE))

    # -- being asked

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F1):
            self.asked.emit(self.row.path)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, text, signal in (("why", tr("Why this number"), self.asked), ("range", tr("Acceptance range…"), self.range_wanted)):
            action = menu.addAction(text)
            action.setObjectName(f"answer:{name}")
            action.triggered.connect(lambda checked=False, signal=signal: signal.emit(self.row.path))
        if self.units and self.row.value is not None:
            self._add_units(menu.addMenu(tr("Read in")))
        copy = menu.addAction(tr("Copy the number"))
        copy.setObjectName("answer:copy")
        copy.setEnabled(self.row.value is not None)
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(f"{self.row.value!r} {self.row.unit}".rstrip()))
        menu.popup(event.globalPos())

    def open_units(self) -> QMenu:
        """The units in which this can be read, with the value in each."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName(f"units-out:{self.row.path}")
        self._add_units(menu)
        menu.popup(self.unit.mapToGlobal(QPoint(0, self.unit.height())))
        return menu

    def _add_units(self, menu: QMenu) -> None:
        row = self.row
        if row.value is None:
            return
        for unit in self.units:
            value = format_number(convert(row.value, row.unit, unit), digits=3)
            action = menu.addAction(f"{unit_label(unit)}\t{value}")
            action.setObjectName(f"read:{unit}")
            action.setCheckable(True)
            action.setChecked(unit == row.shown_unit)
            action.triggered.connect(lambda checked=False, unit=unit: self.unit_wanted.emit(row.path, unit))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.asked.emit(self.row.path)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.look.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)


def _shape(row: AnswerRow) -> tuple[object, ...]:
    return row.value is None, bool(row.interval_text), row.flags, row.reason
