"""The range of an axis, typed: two numbers in the axis' unit, or as the plot likes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from formulator.explore.figure import Axis
from formulator.ui.export.axes import label
from formulator.ui.words import tr
from formulator.units import UnitError, format_number, parse

if TYPE_CHECKING:
    from formulator.ui.plots.figure_pane import FigurePane


class AxisEditor(QFrame):
    """A small form on the pane that closes with Esc or when it is left; a range that cannot be shown is said in it."""

    def __init__(self, pane: FigurePane, key: str, axis: Axis) -> None:
        super().__init__(pane)
        self.pane, self.key, self.axis = pane, key, axis
        self.setObjectName(f"axis:{pane.plot_id}:{key}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.Box)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._left)
        self.decimal = QLocale().decimalPoint()
        head = self._label(label(axis))
        self.low, self.high = self._entry(axis.low, "from"), self._entry(axis.high, "to")
        self.message = self._label("")
        self.message.setWordWrap(True)
        self.message.hide()
        use, free = QPushButton(tr("Use range")), QPushButton(tr("Automatic"))
        use.clicked.connect(self.use)
        free.clicked.connect(self.free)
        use.setDefault(True)
        grid = QGridLayout()
        for column, widget in enumerate((self._label("from"), self.low, self._label("to"), self.high)):
            grid.addWidget(widget, 0, column)
        grid.addWidget(free, 1, 0, 1, 2)
        grid.addWidget(use, 1, 2, 1, 2)
        rows = QVBoxLayout(self)
        rows.addWidget(head)
        rows.addLayout(grid)
        rows.addWidget(self.message)

    @staticmethod
    def _label(text: str) -> QLabel:
        made = QLabel()
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setText(text)
        return made

    def _entry(self, value: float, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setText(format_number(value, decimal=self.decimal))
        made.setAccessibleName(f"{label(self.axis)} {name}")
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        made.setMaximumWidth(90)
        made.returnPressed.connect(self.use)
        return made

    def open_beside(self) -> None:
        """Show it at the axis."""
        box = self.pane.frames()[0 if self.key == "x" else int(self.key)].box
        scale = self.pane.text_scale
        self.adjustSize()
        left, top = round((box.left + 8) * scale), round((box.top + 8) * scale)
        self.move(max(0, min(left, self.pane.width() - self.width())), max(0, min(top, self.pane.height() - self.height())))
        self.show()
        self.raise_()
        self.low.setFocus()
        self.low.selectAll()

    def _left(self, old: QWidget | None, new: QWidget | None) -> None:
        """Close when the focus goes to another part of the window."""
        if new is not None and new is not self and not self.isAncestorOf(new):
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the range as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def use(self) -> None:
        """Take both numbers, or say why not."""
        try:
            low, high = (parse(entry.text(), "", self.decimal).magnitude for entry in (self.low, self.high))
        except UnitError as problem:
            self._say(str(problem))
            return
        reason = self.pane.set_range(self.key, (low, high))
        if reason:
            self._say(reason)
        else:
            self.close()

    def free(self) -> None:
        """Back to the range the plot chooses."""
        self.pane.set_range(self.key, None)
        self.close()

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.show()
        self.adjustSize()
