"""The history: every edit by its name, and a click that goes there. Undo and redo move along the same list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout

from formulator.ui.tokens import SMALL
from formulator.ui.widgets.buttons import LinkButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.popover import Popover
from formulator.ui.widgets.text import Text, without_index_mark
from formulator.ui.words import tr, translated

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from formulator.ui.workbench import Workbench

WIDTH, HEIGHT = 340, 380


def step_to(bench: Workbench, index: int) -> None:
    """Take back or do again as many steps as lie between; what is half typed is taken over first."""
    if index == bench.stack.index():
        return
    bench.leaving.emit()
    bench.end_gesture()
    bench.stack.setIndex(index)


class HistoryPopover(Popover):
    """The steps from the oldest to the newest, the present one chosen, those taken back in grey."""

    report_wanted = Signal()

    def __init__(self, look: Look, anchor: QWidget, bench: Workbench) -> None:
        super().__init__(look, anchor)
        self.bench = bench
        self.setObjectName("history")
        self.setAccessibleName(tr("History"))
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(8), look.px(10), look.px(8), look.px(8))
        head = Text(look, tr("History"), demi=True)
        head.setContentsMargins(look.px(8), 0, 0, 0)
        column.addWidget(head)
        self.list = QListWidget()
        self.list.setObjectName("history:list")
        self.list.setAccessibleName(tr("Edits, the newest last"))
        self.list.setFont(look.font())
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        column.addWidget(self.list)
        column.addWidget(
            Text(look, tr("A click goes there. Nothing is lost until another edit is made."), tone="ink2", size=SMALL, wrap=True)
        )
        whole = LinkButton(look, tr("All changes since the project was made…"))
        whole.setObjectName("history:report")
        whole.setAccessibleName(tr("Report of all changes since the project was made"))
        whole.clicked.connect(self._report)
        column.addWidget(whole, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.list)
        bench.stack.indexChanged.connect(self._fill)
        bench.stack.cleanChanged.connect(self._fill)
        self._fill()
        self.fix(look.px(WIDTH), look.px(HEIGHT))

    def _fill(self, *_: object) -> None:
        stack, now = self.bench.stack, self.bench.stack.index()
        self.list.clear()
        for index in range(stack.count() + 1):
            words = translated(stack.text(index - 1)) if index else tr("Before the first edit")
            saved = tr("  (saved)") if index == stack.cleanIndex() and self.bench.path is not None else ""
            item = QListWidgetItem(without_index_mark(words) + saved)
            item.setToolTip(words)
            if index > now:
                item.setForeground(self.look.color("ink3"))
            self.list.addItem(item)
        self.list.setCurrentRow(now)

    def _go(self, item: QListWidgetItem) -> None:
        step_to(self.bench, self.list.row(item))

    def _report(self) -> None:
        self.close()
        self.report_wanted.emit()

    def open_below(self, button: QWidget) -> None:
        """Under a button, right edge to right edge."""
        self.open_at(button.mapToGlobal(QPoint(button.width() - self.width(), button.height() + self.look.px(4))))
