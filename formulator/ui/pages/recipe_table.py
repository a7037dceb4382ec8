"""A small table of texts: read by arrow keys, copied cell by cell with Ctrl+C, as tall as its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableWidgetItem

from formulator.ui.pages.row_table import RowTable
from formulator.ui.widgets.look import Look
from formulator.ui.words import tr


class PlainTable(RowTable):
    """`numbers` are the columns that stand to the right, `weighty` those in semi-bold."""

    def __init__(self, look: Look, name: str, heads: Sequence[str], numbers: Sequence[int], weighty: Sequence[int]) -> None:
        super().__init__(look, name, heads, numbers)
        self.weighty = tuple(weighty)
        self.rows: tuple[tuple[str, ...], ...] = ()
        self.restyle()

    def restyle(self) -> None:
        """Take over another theme or text size."""
        super().restyle()
        self.show_rows(self.rows)

    def show_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Other rows."""
        self.rows = tuple(rows)
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for place, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setTextAlignment(self._side(place))
                item.setFont(self.look.font(demi=place in self.weighty))
                item.setToolTip(text)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row[0]}, {self.heads[place]}: {text or tr('nothing')}")
                self.setItem(at, place, item)
        self._fit()

    def sizeHint(self) -> QSize:
        """As wide as its columns: no empty field at the right."""
        return QSize(self._needed(), self.height())

    def minimumSizeHint(self) -> QSize:
        """May be narrower; then it scrolls."""
        return QSize(self.look.px(160), self.height())

    def _fit(self) -> bool:
        is_cut = super()._fit()
        self.updateGeometry()
        return is_cut

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+C copies what is selected, row by row; Qt alone copies nothing."""
        if not event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
            return
        chosen: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column())):
            chosen.setdefault(index.row(), []).append(self.rows[index.row()][index.column()])
        if chosen:
            QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in chosen.values()))
