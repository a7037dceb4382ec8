"""The note of a variant: written in a pane under its name; what was typed counts when the pane closes, unless Esc closed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from formulator.ui.tokens import SMALL
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.popover import Popover
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from formulator.project import Variant
    from formulator.ui.workbench import Workbench

WIDTH, HEIGHT = 380, 240


class NotePopover(Popover):
    """`keep` is called with the text when it is finished."""

    def __init__(self, look: Look, anchor: QWidget, bench: Workbench, variant: Variant, keep: Callable[[str], None]) -> None:
        super().__init__(look, anchor)
        self._keep: Callable[[str], None] | None = keep
        px = look.px
        self.setObjectName("note")
        self.setAccessibleName(tr("Note of {name}", name=variant.name))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(Text(look, tr("Note of {name}", name=variant.name), demi=True))
        self.box = QPlainTextEdit(variant.note)
        self.box.setObjectName("note:text")
        self.box.setAccessibleName(tr("Note"))
        self.box.setFont(look.font())
        self.box.setTabChangesFocus(True)
        column.addWidget(self.box, 1)
        foot = QHBoxLayout()
        foot.addWidget(Text(look, tr("It is printed on the sheet. Esc leaves it as it was."), tone="ink2", size=SMALL), 1)
        self.done = BoxButton(look, tr("Keep note"))
        self.done.setObjectName("note:keep")
        self.done.setAccessibleName(tr("Keep note"))
        self.done.clicked.connect(self.close)
        foot.addWidget(self.done)
        column.addLayout(foot)
        self.setFocusProxy(self.box)
        bench.leaving.connect(self.submit)
        self.fix(px(WIDTH), px(HEIGHT))

    def submit(self) -> None:
        """What is typed counts now."""
        if self._keep is not None:
            self._keep(self.box.toPlainText())

    def open_below(self, widget: QWidget) -> None:
        """Under a widget, left edge to left edge."""
        self.open_at(widget.mapToGlobal(QPoint(0, widget.height() + self.look.px(4))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._keep = None
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.submit()
        self._keep = None
        super().closeEvent(event)
