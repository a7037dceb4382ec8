"""The answers: groups of values with interval, evidence mark and remarks. Enter, F1 or a click asks why."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from formulator.chem.model import Grade
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.viewmodels import BLANK, AnswerGroup, AnswerRow, answer_groups, answers_html, answers_tsv
from formulator.ui.why import WIDTH, WhyPopover
from formulator.ui.widgets.buttons import BoxButton, LinkButton
from formulator.ui.widgets.evidence import EvidenceMark, paint_pie
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.marks import MARK, SeverityMark
from formulator.ui.widgets.text import Name, Text
from formulator.ui.workbench import Workbench

NARROW = 280
"""Below this width the interval stands on a line of its own; it is never left out."""
LINE, SECOND = 23, 14
NAME, VALUE, NEAR, UNIT, INTERVAL = 98, 54, 4, 38, 74
PADDING, BAR = 16, 8
UPDATING_AFTER = 100
"""Milliseconds after which an interval that is still being worked out says so."""
SEEN = 2
"""How many of the answers last looked at are remembered."""


class Answer(QWidget):
    """One answer: a tab stop of its own."""

    asked = Signal(str)

    def __init__(self, look: Look, row: AnswerRow) -> None:
        super().__init__()
        self.look, self.row = look, row
        self.is_narrow = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.name = Name(look, row.label)
        self.value = Text(look, demi=True)
        self.value.setObjectName(f"out:{row.path}")
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.unit = Text(look, tone="ink2")
        self.interval = Text(look, tone="ink2", size=SMALL)
        self.mark = EvidenceMark(look)
        self.flag_mark = SeverityMark(look, "warning", 10)
        self.flag = Text(look, tone="warn", size=SMALL, wrap=True)
        self.reason = Text(look, tone="ink2", size=SMALL, wrap=True)
        for part in (self.name, self.value, self.unit, self.interval, self.mark, self.flag_mark, self.flag, self.reason):
            part.setParent(self)
        look.changed.connect(self._lay_out)
        self.shown: AnswerRow | None = None
        self.show_row(row)

    def show_row(self, row: AnswerRow) -> None:
        """Show another state of the same answer; the exact number is the property `value`."""
        if row == self.shown:
            return
        layout_changed = self.shown is None or _shape(row) != _shape(self.shown)
        self.row = self.shown = row
        self.value.setText(row.value_text if row.value is not None else BLANK)
        self.value.setProperty("value", row.value)
        self.value.setProperty("unit", row.unit)
        self.value.setAccessibleName(row.label)
        self.value.setAccessibleDescription(row.spoken)
        self.unit.setText(row.unit_text)
        self.interval.setText(row.interval_text)
        self.mark.set_grade(row.grade if row.value is not None else None)
        self.flag.setText("\n".join(row.flags))
        self.reason.setText(row.reason)
        self.value.restyle(tone="ink" if row.value is not None else "ink2")
        self.setAccessibleName(row.spoken)
        self.setToolTip("\n".join(filter(None, (row.about, row.grade_words if row.value is not None else "", *row.notes))))
        if layout_changed:
            self._lay_out()
        else:
            self._place()

    def set_stale(self, is_stale: bool) -> None:
        """While the interval is worked out the old one must not look like the new one."""
        self.value.restyle(tone="ink3" if is_stale else "ink" if self.row.value is not None else "ink2")
        self.interval.setText("updating" if is_stale and self.row.value is not None else self.row.interval_text)
        self.interval.restyle(tone="ink3" if is_stale else "ink2")
        self._place()

    # -- geometry

    def set_narrow(self, is_narrow: bool) -> None:
        """Give the interval a line of its own, or take it back."""
        if is_narrow != self.is_narrow:
            self.is_narrow = is_narrow
            self._lay_out()

    def _lay_out(self) -> None:
        self.setFixedHeight(self._height(max(self.width(), self.look.px(120))))
        self._place()

    def _height(self, width: int) -> int:
        px, row = self.look.px, self.row
        height = px(LINE)
        if self.is_narrow and row.value is not None and row.interval_text:
            height += px(SECOND)
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
        wanted = self._height(self.width())
        if wanted != self.height():
            # A resize inside a resize would be answered with the old width.
            QTimer.singleShot(0, self, self._lay_out)
        self._place()

    def _place(self) -> None:
        px, row, width = self.look.px, self.row, self.width()
        line, side = px(LINE), px(MARK)
        right = self._value_right()
        name_width = min(self.name.sizeHint().width(), right)
        value_width = self.value.sizeHint().width() + 1
        # A long number takes room from the left, never from its digits.
        self.name.setGeometry(0, 0, min(name_width, max(px(40), right - value_width - 2)), line)
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
        for part in (self.flag, self.flag_mark):
            part.setVisible(bool(row.flags))
        if row.flags:
            self.flag_mark.move(0, bottom + px(2))
            self.flag.setGeometry(px(16), bottom, width - px(16), self.flag.heightForWidth(width - px(16)))

    def _place_interval(self, unit_left: int, line: int, right: int) -> int:
        """The interval beside the unit, or under it; the y below what was placed."""
        px, row = self.look.px, self.row
        has = row.value is not None and bool(self.interval.text())
        self.interval.setVisible(has)
        wide = self.interval.sizeHint().width() + 2
        if self.is_narrow:
            self.interval.setGeometry(unit_left - px(40), line - px(3), wide, px(SECOND))
            return line + (px(SECOND) if has else 0)
        left = unit_left + px(UNIT + NEAR)
        if left + wide > right:
            left = max(unit_left + self.unit.width(), right - wide)
        self.interval.setGeometry(left, 0, wide, line)
        return line

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(288), self.height())

    # -- being asked

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F1):
            self.asked.emit(self.row.path)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

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


class Group(QWidget):
    """A heading with a few words beside it, the answers in sight and those behind "more"."""

    asked = Signal(str)
    unfolded = Signal()

    def __init__(self, look: Look, group: AnswerGroup) -> None:
        super().__init__()
        self.look, self.id = look, group.id
        self.is_open = False
        self.answers: dict[str, Answer] = {}
        self.front: tuple[str, ...] = ()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, look.px(4), 0, look.px(4))
        self.column.setSpacing(0)
        head = QHBoxLayout()
        self.title = Text(look, group.title, demi=True)
        self.aside = Text(look, group.aside, tone="ink2", size=SMALL)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.aside)
        self.column.addLayout(head)
        self.more = LinkButton(look)
        self.more.setObjectName(f"more-out:{group.id}")
        self.more.clicked.connect(self._toggle)
        self.show_group(group)

    def show_group(self, group: AnswerGroup) -> None:
        """Show the group as it is now. Which answers are in sight depends on the carrier and the payload."""
        if self.aside.text() != group.aside:
            self.aside.setText(group.aside)
        front = tuple(row.path for row in group.rows)
        if front != self.front or len(self.answers) != len(group.rows) + len(group.more):
            self._arrange(group, front)
        for row in (*group.rows, *group.more):
            self.answers[row.path].show_row(row)

    def _arrange(self, group: AnswerGroup, front: tuple[str, ...]) -> None:
        for answer in self.answers.values():
            self.column.removeWidget(answer)
        self.column.removeWidget(self.more)
        for row in (*group.rows, *group.more):
            if row.path not in self.answers:
                self.answers[row.path] = Answer(self.look, row)
                self.answers[row.path].asked.connect(self.asked)
        self.front = front
        for row in group.rows:
            self.column.addWidget(self.answers[row.path])
        self.column.addWidget(self.more)
        for row in group.more:
            self.column.addWidget(self.answers[row.path])
        order = [*(self.answers[row.path] for row in group.rows), self.more, *(self.answers[row.path] for row in group.more)]
        for before, after in zip(order, order[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self._show_more()

    def _toggle(self) -> None:
        self.is_open = not self.is_open
        self._show_more()
        self.unfolded.emit()

    def reveal(self) -> None:
        """Show all of the group."""
        self.is_open = True
        self._show_more()

    def _show_more(self) -> None:
        behind = [path for path in self.answers if path not in self.front]
        for path, answer in self.answers.items():
            answer.setVisible(path in self.front or self.is_open)
        self.more.setVisible(bool(behind))
        count = len(behind)
        self.more.setText("less" if self.is_open else f"{count} more {'answer' if count == 1 else 'answers'}")
        self.more.setAccessibleName(f"{self.title.text()}: {self.more.text()}")
        self.more.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, self.width(), 1, self.look.color("rule"))


class ResultsPanel(QWidget):
    """Everything the program answers about the design on show."""

    def __init__(self, workbench: Workbench, tokens: Tokens) -> None:
        super().__init__()
        self.workbench = workbench
        self.look = Look(tokens, self)
        self.groups: dict[str, Group] = {}
        self.seen: list[str] = []
        self.setAccessibleName("Answers")
        self._build()
        self._late = QTimer(self, singleShot=True, interval=UPDATING_AFTER)
        self._late.timeout.connect(self._show_late)
        workbench.prediction_changed.connect(self.show_answers)
        workbench.busy_changed.connect(self._busy)
        self.show_answers()

    def _build(self) -> None:
        look = self.look
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.head = QHBoxLayout()
        self.level = Text(look, "5–95 %", tone="ink2", size=SMALL)
        self.level.setToolTip("Every interval holds the middle 90 % of the draws.")
        self.copy_button = BoxButton(look, "Copy")
        self.copy_button.setObjectName("copy-answers")
        self.copy_button.setAccessibleName("Copy all answers")
        self.copy_button.clicked.connect(self.copy)
        self.head.addWidget(Text(look, "Answers", demi=True))
        self.head.addStretch(1)
        self.head.addWidget(self.level)
        self.head.addWidget(self.copy_button)
        whole.addLayout(self.head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setSpacing(0)
        self.empty = Text(look, "The answers appear when a carrier is chosen.", tone="ink2", wrap=True)
        self.column.addWidget(self.empty)
        self.column.addStretch(1)
        self.area.setWidget(inside)
        whole.addWidget(self.area, 1)
        self.legend = Legend(look)
        whole.addWidget(self.legend)
        self._pad()

    def _pad(self) -> None:
        px = self.look.px
        self.head.setContentsMargins(px(PADDING), px(8), px(PADDING), px(6))
        self.head.setSpacing(px(8))
        self.column.setContentsMargins(px(PADDING), 0, px(PADDING - BAR), px(8))
        self.legend.pad(px(PADDING))

    # -- showing

    def show_answers(self) -> None:
        """Show the prediction as it is now."""
        bench = self.workbench
        self.empty.setVisible(bench.prediction is None)
        if bench.prediction is None:
            return
        for group in answer_groups(bench.prediction, bench.design, bench.catalogue, bench.decimal):
            if group.id in self.groups:
                self.groups[group.id].show_group(group)
            else:
                made = self.groups[group.id] = Group(self.look, group)
                made.asked.connect(self.ask)
                self.column.insertWidget(self.column.count() - 1, made)
                self._fit()

    def answer(self, path: str) -> Answer | None:
        """The row of an output."""
        return next((group.answers[path] for group in self.groups.values() if path in group.answers), None)

    def _busy(self, is_busy: bool) -> None:
        if is_busy:
            self._late.start()
            return
        self._late.stop()
        for answer in self._all():
            answer.set_stale(False)

    def _show_late(self) -> None:
        """The intervals take longer than a moment: the old ones are not shown as if they were new."""
        for answer in self._all():
            answer.set_stale(not answer.row.interval_text)

    def _all(self) -> list[Answer]:
        return [answer for group in self.groups.values() for answer in group.answers.values()]

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme or text size."""
        self.look.set_tokens(tokens)
        self._pad()
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < self.look.px(NARROW)
        for answer in self._all():
            answer.set_narrow(narrow)
        self.legend.set_narrow(narrow)

    # -- acting

    def copy(self) -> None:
        """All answers on the clipboard, as text for a spreadsheet and as a table."""
        bench = self.workbench
        if bench.prediction is None:
            return
        data = QMimeData()
        data.setText(answers_tsv(bench.prediction, bench.decimal))
        data.setHtml(answers_html(bench.prediction, bench.decimal))
        QGuiApplication.clipboard().setMimeData(data)

    def focus_output(self, path: str) -> None:
        """Scroll to an answer and enter it."""
        for group in self.groups.values():
            answer = group.answers.get(path)
            if answer is None:
                continue
            if path not in group.front:
                group.reveal()
            answer.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.area.ensureWidgetVisible(answer)

    def ask(self, path: str) -> WhyPopover | None:
        """Open "Why this number" beside an answer."""
        answer = self.answer(path)
        told = self.workbench.explain(path)
        if answer is None or not told:
            return None
        self.seen = [path, *(other for other in self.seen if other != path)][:SEEN]
        popover = WhyPopover(self.look, self, told, self.workbench.decimal)
        corner = answer.mapToGlobal(QPoint(0, 0))
        popover.open_at(QPoint(corner.x() - self.look.px(WIDTH + PADDING), corner.y()))
        return popover


class Legend(QWidget):
    """The five marks with their words."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.grades = (Grade.MEASURED, Grade.LAW, Grade.FIT, Grade.RULE_OF_THUMB, Grade.INDEX)
        self.is_narrow, self.side = False, 16
        self.setAccessibleName("Marks: " + "; ".join(f"{grade.word}, {grade.meaning}" for grade in self.grades))
        self.setToolTip("\n".join(f"{grade.word}: {grade.meaning}" for grade in self.grades))

    def pad(self, side: int) -> None:
        """Room at both sides."""
        self.side = side
        self._resize()

    def set_narrow(self, is_narrow: bool) -> None:
        """Two lines where one is too short."""
        self.is_narrow = is_narrow
        self._resize()

    def _resize(self) -> None:
        self.setFixedHeight(self.look.px(44 if self.is_narrow else 28))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.look.small()
        painter.setFont(font)
        px = self.look.px
        side, line = px(10), px(16)
        x, y = self.side, px(6)
        for grade in self.grades:
            word = "ranking" if grade is Grade.INDEX else grade.word
            wide = side + px(4) + painter.fontMetrics().horizontalAdvance(word) + px(6)
            if x + wide - px(6) > self.width() - px(4) and self.is_narrow:
                x, y = self.side, y + line
            paint_pie(painter, QRectF(x, y + (line - side) / 2, side, side), grade, self.look.color("ink2"))
            painter.setPen(self.look.color("ink2"))
            painter.drawText(QRectF(x + side + px(4), y, wide, line), Qt.AlignmentFlag.AlignVCenter, word)
            x += wide
