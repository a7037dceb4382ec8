"""The bar of the compare page: which variants, what of them, and the copies."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Text
from formulator.ui.widgets.tick import TickBox
from formulator.ui.words import tr

HEIGHT, ONE_LINE, MOST_BOXES = 40, 1000, 8
"""Height of a line; the width from which one line is enough; boxes at most, further variants stand in a list."""


class CompareBar(QWidget):
    """`ticked` carries the id of a variant and whether it is wanted; `changed` says that the filters are others."""

    ticked = Signal(str, bool)
    changed = Signal()
    asked = Signal(str)
    """A copy or a file: table, other-sign, markdown, latex, svg."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.boxes: dict[str, TickBox] = {}
        self.variants: tuple[tuple[str, str], ...] = ()
        self.wanted: tuple[str, ...] = ()
        self.decimal = "."
        self._is_one_line: bool | None = None
        self.setAutoFillBackground(True)
        self.word = Text(look, tr("Variants"), demi=True)
        self.more = self._button(tr("More…"), "compare:more", tr("More variants"))
        self.more.clicked.connect(self._open_more)
        self.differing = self._box(tr("Differences only"), "compare:differences", True)
        self.intervals = self._box(tr("Intervals"), "compare:intervals", True)
        self.copy = self._button(tr("Copy table"), "compare:copy", tr("Copy the table for a spreadsheet"))
        self.copy.clicked.connect(lambda: self.asked.emit("table"))
        self.copy_as = self._button(tr("Copy as…"), "compare:copy-as", tr("Copy in another form"))
        self.copy_as.clicked.connect(self._open_copies)
        self.export = self._button(tr("Export SVG"), "compare:export", tr("Export the plots as SVG"))
        self.export.clicked.connect(lambda: self.asked.emit("svg"))
        self.first, self.second = QWidget(), QWidget()
        self.first_row, self.second_row = QHBoxLayout(self.first), QHBoxLayout(self.second)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.first)
        self.column.addWidget(self.second)
        self.first_row.addWidget(self.word)
        self.first_row.addWidget(self.more)
        self.first_row.addStretch(1)
        look.changed.connect(self._restyle)
        self._restyle()

    def _button(self, text: str, name: str, spoken: str) -> BoxButton:
        made = BoxButton(self.look, text, parent=self)
        made.setObjectName(name)
        made.setAccessibleName(spoken)
        return made

    def _box(self, text: str, name: str, ticked: bool) -> TickBox:
        made = TickBox(self.look, text, self)
        made.setObjectName(name)
        made.setChecked(ticked)
        made.toggled.connect(lambda _checked: self.changed.emit())
        return made

    def _restyle(self) -> None:
        px = self.look.px
        for row in (self.first_row, self.second_row):
            row.setContentsMargins(px(16), 0, px(16), 0)
            row.setSpacing(px(12))
        self.first.setFixedHeight(px(HEIGHT))
        self.second.setFixedHeight(px(HEIGHT - 4))
        self.setPalette(self.look.palette(base="ground"))
        self._is_one_line = None
        self.fit()

    # -- variants

    def show_variants(self, variants: Sequence[tuple[str, str]], wanted: Sequence[str], decimal: str) -> None:
        """The variants as (id, name), and those that are compared."""
        self.decimal = decimal
        if tuple(variants) != self.variants:
            self.variants = tuple(variants)
            for box in self.boxes.values():
                self.first_row.removeWidget(box)
                box.hide()
                box.deleteLater()
            self.boxes = {}
            for place, (variant_id, name) in enumerate(self.variants[:MOST_BOXES]):
                box = self.boxes[variant_id] = TickBox(self.look, name, self)
                box.setObjectName(f"compare:variant-{variant_id}")
                box.toggled.connect(lambda checked, chosen=variant_id: self.ticked.emit(chosen, checked))
                self.first_row.insertWidget(1 + place, box)
        self.wanted = tuple(wanted)
        for variant_id, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(variant_id in self.wanted)
            box.blockSignals(False)
        self.fit()

    def _open_more(self) -> None:
        menu = _menu(self)
        for variant_id, name in self.variants:
            entry = menu.addAction(name.replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(variant_id in self.wanted)
            entry.toggled.connect(lambda checked, chosen=variant_id: self.ticked.emit(chosen, checked))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _open_copies(self) -> None:
        other, sign = ("point", ".") if self.decimal == "," else ("comma", ",")
        menu = _menu(self)
        for key, text in (
            ("markdown", "Markdown"),
            ("latex", "LaTeX"),
            (f"table{sign}", tr("Table with decimal {other}", other=other)),
        ):
            entry = menu.addAction(text)
            entry.setObjectName(f"compare:copy-{key.rstrip('.,')}")
            entry.triggered.connect(lambda _checked=False, chosen=key: self.asked.emit(chosen))
        menu.popup(self.copy_as.mapToGlobal(QPoint(0, self.copy_as.height())))

    # -- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """In a narrow window the filters take a line of their own; boxes that do not fit stand behind "More"."""
        right = (self.differing, self.intervals, self.copy, self.copy_as, self.export)
        one_line = self.width() >= self.look.px(ONE_LINE)
        if one_line != self._is_one_line:
            self._is_one_line = one_line
            row = self.first_row if one_line else self.second_row
            while self.second_row.count():
                self.second_row.takeAt(0)
            for part in right:
                row.addWidget(part)
            if not one_line:
                self.second_row.addStretch(1)
            self.second.setVisible(not one_line)
        px = self.look.px
        room = self.width() - px(32 + 12) - self.word.sizeHint().width()
        if one_line:
            room -= sum(part.sizeHint().width() + px(12) for part in right)
        widths = [box.sizeHint().width() + px(12) for box in self.boxes.values()]
        is_cut = sum(widths) > room or len(self.variants) > len(self.boxes)
        room -= self.more.sizeHint().width() + px(12) if is_cut else 0
        for box, width in zip(self.boxes.values(), widths, strict=True):
            room -= width
            box.setVisible(room >= 0)
        self.more.setVisible(is_cut)


def _menu(parent: QWidget) -> QMenu:
    """A menu that goes away for good when it closes."""
    made = QMenu(parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return made
