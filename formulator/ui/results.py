"""The answers: groups of values with interval, evidence mark and remarks. Enter, F1 or a click asks why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from formulator.outputs import OUTPUT_BY_PATH
from formulator.ui.ranges import Ranges, of, set_range
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.viewmodels import AnswerGroup, answer_groups, answer_row, answers_html, answers_read, answers_tsv
from formulator.ui.why import WIDTH, WhyPopover
from formulator.ui.widgets.answer import Answer
from formulator.ui.widgets.buttons import BoxButton, LinkButton
from formulator.ui.widgets.evidence import Legend
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Name, Text
from formulator.ui.words import tr, translated, trn
from formulator.ui.workbench import PAUSE, Workbench

if TYPE_CHECKING:
    from formulator.prediction import Estimate
    from formulator.ui.settings import Settings
    from formulator.ui.widgets.range_editor import RangeEditor

NARROW = 280
"""Below this width the interval stands on a line of its own; it is never left out."""
PADDING, BAR = 16, 8
UPDATING_AFTER = 100
"""Milliseconds after which an interval that is still being worked out says so."""
SEEN = 2
"""How many of the answers last looked at are remembered."""
OF_ONE_METHOD = ("mixing",)
"""Groups that are out of sight with other methods than theirs; Ctrl+K still finds their answers."""


class Group(QWidget):
    """A heading with a few words beside it, the answers in sight and those behind "more"."""

    asked = Signal(str)
    range_wanted = Signal(str)
    unit_wanted = Signal(str, str)
    unfolded = Signal()

    def __init__(self, look: Look, group: AnswerGroup) -> None:
        super().__init__()
        self.look, self.id = look, group.id
        self.is_open = False
        self.answers: dict[str, Answer] = {}
        self.front: tuple[str, ...] = ()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, look.px(7), 0, look.px(4))
        self.column.setSpacing(0)
        head = QHBoxLayout()
        self.title = Text(look, tr(group.title), demi=True)
        self.aside = Text(look, group.aside, tone="ink2", size=SMALL)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.aside)
        self.column.addLayout(head)
        self.reason = Text(look, tone="ink2", size=SMALL, wrap=True)
        self.reason.setContentsMargins(0, look.px(4), 0, look.px(4))
        self.column.addWidget(self.reason)
        self.more = LinkButton(look)
        self.more.setObjectName(f"more-out:{group.id}")
        self.more.clicked.connect(self._toggle)
        self.show_group(group)

    def show_group(self, group: AnswerGroup, *, is_waiting: bool = False) -> None:
        """Show the group as it is now. Which answers are in sight depends on the carrier and the payload."""
        if self.aside.text() != group.aside:
            self.aside.setText(group.aside)
        front = tuple(row.path for row in group.rows)
        if front != self.front or len(self.answers) != len(group.rows) + len(group.more):
            self._arrange(group, front)
        for row in (*group.rows, *group.more):
            self.answers[row.path].show_row(row, is_waiting=is_waiting)
        reason = translated(group.reason)
        if self.reason.text() != reason:
            self.reason.setText(reason)
            self._show_more()

    def _arrange(self, group: AnswerGroup, front: tuple[str, ...]) -> None:
        for answer in self.answers.values():
            self.column.removeWidget(answer)
        self.column.removeWidget(self.more)
        for row in (*group.rows, *group.more):
            if row.path not in self.answers:
                self.answers[row.path] = Answer(self.look, row)
                self.answers[row.path].asked.connect(self.asked)
                self.answers[row.path].range_wanted.connect(self.range_wanted)
                self.answers[row.path].unit_wanted.connect(self.unit_wanted)
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
        """What one reason keeps from having a value is said once; the rows stand behind "more" then."""
        self.reason.setVisible(bool(self.reason.text()))
        front = () if self.reason.text() else self.front
        behind = [path for path in self.answers if path not in front]
        for path, answer in self.answers.items():
            answer.setVisible(path in front or self.is_open)
        self.more.setVisible(bool(behind))
        count = len(behind)
        self.more.setText(tr("less") if self.is_open else trn("{count} more answer", "{count} more answers", count))
        self.more.setAccessibleName(f"{self.title.text()}: {self.more.text()}")
        self.more.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, self.width(), 1, self.look.color("rule"))


class ResultsPanel(QWidget):
    """Everything the program answers about the design on show."""

    def __init__(self, workbench: Workbench, tokens: Tokens, *, inline: bool = False, settings: Settings | None = None) -> None:
        super().__init__()
        self.workbench, self.settings = workbench, settings
        self.units: dict[str, str] = settings.answer_units if settings is not None else {}
        self.look = Look(tokens, self)
        self.groups: dict[str, Group] = {}
        self.seen: list[str] = []
        self._moving: dict[str, tuple[Estimate, str, str]] = {}
        """What the answers in sight were last made from while a hand moved."""
        self.setAccessibleName(tr("Answers"))
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._show_everything)
        self._late = QTimer(self, singleShot=True, interval=UPDATING_AFTER)
        self._late.timeout.connect(self._show_late)
        workbench.prediction_changed.connect(self.show_answers)
        workbench.busy_changed.connect(self._busy)
        self.ranges = Ranges(workbench, self, inline=inline)
        self.ranges.changed.connect(self.show_ranges)
        self.show_answers()

    def _build(self) -> None:
        look = self.look
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.head = QHBoxLayout()
        self.level = Name(look, "5–95 %", tone="ink2", size=SMALL)
        self.level.setMinimumWidth(1)  # The first to give way where words are long.
        self.level.setToolTip(tr("Every interval holds the middle 90 % of the draws."))
        self.copy_button = BoxButton(look, tr("Copy…"))
        self.copy_button.setObjectName("copy-answers")
        self.copy_button.setAccessibleName(tr("Copy all answers"))
        self.copy_button.clicked.connect(self.offer_copies)
        self.head.addWidget(Text(look, tr("Answers"), demi=True))
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
        self.empty = Text(look, tr("The answers appear when a carrier is chosen."), tone="ink2", wrap=True)
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
        """Show the prediction as it is now; while a hand moves, those in sight, and all of them when it pauses."""
        bench = self.workbench
        if not bench.is_moving or bench.prediction is None or not self.groups:
            self._show_everything()
            return
        for answer in self._all():
            path = answer.row.path
            now = (bench.prediction.estimates[path], bench.decimal, self.units.get(path, ""))
            if now != self._moving.get(path) and not answer.visibleRegion().isEmpty():
                self._moving[path] = now
                answer.show_row(answer_row(*now), is_waiting=True)
        self._pause.start()

    def _show_everything(self) -> None:
        self._pause.stop()
        self._moving.clear()
        bench = self.workbench
        self.empty.setVisible(bench.prediction is None)
        if bench.prediction is None:
            return
        is_waiting = not any(estimate.low is not None for estimate in bench.prediction.estimates.values())
        for group in answer_groups(bench.prediction, bench.design, bench.catalogue, bench.decimal, self.units):
            if group.id in self.groups:
                self.groups[group.id].show_group(group, is_waiting=is_waiting)
            else:
                made = self.groups[group.id] = Group(self.look, group)
                made.asked.connect(self.ask)
                made.range_wanted.connect(self.edit_range)
                made.unit_wanted.connect(self.choose_unit)
                self.column.insertWidget(self.column.count() - 1, made)
                self._fit()
            self.groups[group.id].setHidden(group.id in OF_ONE_METHOD and not group.rows)

    def show_ranges(self) -> None:
        """The acceptance ranges with their chances."""
        together = self.ranges.together()
        self.level.setText(f"{together} · 5–95 %" if together else "5–95 %")
        for answer in self._all():
            answer.show_wanted(self.ranges.words(answer.row.path))

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

    def offer_copies(self) -> QMenu:
        """The forms in which all answers can be copied."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, text, call in (
            ("table", tr("Table for a spreadsheet"), self.copy),
            ("markdown", "Markdown", lambda: self.copy_read("markdown")),
            ("latex", "LaTeX", lambda: self.copy_read("latex")),
        ):
            action = menu.addAction(text)
            action.setObjectName(f"copy-answers:{name}")
            action.setEnabled(self.workbench.prediction is not None)
            action.triggered.connect(lambda checked=False, call=call: call())
        menu.popup(self.copy_button.mapToGlobal(QPoint(0, self.copy_button.height())))
        return menu

    def copy_read(self, form: str) -> None:
        """All answers on the clipboard as they are read here, as `markdown` or `latex`."""
        from formulator.sheets import comparison

        bench = self.workbench
        if bench.prediction is not None:
            lines = answers_read(bench.prediction, bench.decimal, self.units)
            QGuiApplication.clipboard().setText(comparison.markdown(lines) if form == "markdown" else comparison.latex(lines))

    def choose_unit(self, path: str, unit: str) -> None:
        """Read an answer in another unit, now and in later sessions; the number behind it stays what it is."""
        own = OUTPUT_BY_PATH[path].unit
        self.units = {name: entry for name, entry in self.units.items() if name != path} | ({} if unit == own else {path: unit})
        if self.settings is not None:
            self.settings.choose_answer_unit(path, "" if unit == own else unit)
        self.show_answers()

    def focus_output(self, path: str) -> None:
        """Scroll to an answer and enter it."""
        for group in self.groups.values():
            answer = group.answers.get(path)
            if answer is None:
                continue
            group.show()
            if answer.isHidden():
                group.reveal()
            answer.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.area.ensureWidgetVisible(answer)

    def edit_range(self, path: str) -> RangeEditor | None:
        """Open the acceptance range of an answer beside it."""
        from formulator.ui.widgets.range_editor import RangeEditor

        answer, spec = self.answer(path), of(self.workbench.variant, path)
        if answer is None:
            return None
        ends = (spec.low, spec.high) if spec is not None else (None, None)
        editor = RangeEditor(self.look, self, path, ends, self.workbench.decimal)
        editor.taken.connect(lambda low, high: set_range(self.workbench, path, low, high))
        editor.open_at(answer.mapToGlobal(QPoint(-self.look.px(120), answer.height())))
        return editor

    def close_down(self) -> None:
        """Stop working in the background."""
        self.ranges.close()

    def ask(self, path: str) -> WhyPopover | None:
        """Open "Why this number" beside an answer."""
        answer = self.answer(path)
        told = self.workbench.explain(path)
        if answer is None or not told or self.workbench.prediction is None:
            return None
        self.seen = [path, *(other for other in self.seen if other != path)][:SEEN]
        popover = WhyPopover(self.look, self, told, self.workbench.decimal)
        corner = answer.mapToGlobal(QPoint(0, 0))
        left = corner.x() - self.look.px(WIDTH + PADDING)
        if left < self.window().mapToGlobal(QPoint(0, 0)).x():
            # No room beside the panel: over its right end, where no names and numbers stand.
            left = corner.x() + answer.width() - popover.width()
        popover.open_at(QPoint(left, corner.y()))
        return popover
