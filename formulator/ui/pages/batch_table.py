"""The table of measured batches: read by arrow keys, copied with Ctrl+C as TSV and HTML."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableWidgetItem

from formulator.ui.pages.measured_rows import HEADS, NUMBERS, BatchRow, html, tsv
from formulator.ui.pages.row_table import RowTable
from formulator.ui.widgets.look import Look
from formulator.ui.words import tr

_WEIGHTY = (2, 4)


class BatchTable(RowTable):
    """As tall as its rows; the page scrolls, not the table."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("Measured against predicted"), [tr(head) for head in HEADS], NUMBERS)
        self.rows: tuple[BatchRow, ...] = ()
        self.setObjectName("measured:table")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.restyle()

    def restyle(self) -> None:
        """Take over another theme or text size."""
        super().restyle()
        self.show_rows(self.rows)

    def show_rows(self, rows: Sequence[BatchRow]) -> None:
        """Other batches, or the same ones beside another prediction."""
        self.rows = tuple(rows)
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            same_batch = at > 0 and rows[at - 1].measurement == row.measurement
            for place, text in enumerate(row.cells):
                item = QTableWidgetItem("" if place == 0 and same_batch else text)
                item.setTextAlignment(self._side(place))
                item.setFont(self.look.font(demi=place in _WEIGHTY or (place == 7 and row.is_outside)))
                if place not in (*_WEIGHTY, 0, 1):
                    item.setForeground(self.look.color("warn" if row.is_outside and place >= 7 else "ink2"))
                item.setToolTip(row.spoken)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
                self.setItem(at, place, item)
        self._fit()

    def _fit(self) -> bool:
        """The last column takes what the others leave."""
        is_cut = super()._fit()
        self.horizontalHeader().setStretchLastSection(not is_cut)
        return is_cut

    def copy(self) -> None:
        """The selected rows, or all of them, on the clipboard."""
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        rows = [self.rows[at] for at in chosen] or list(self.rows)
        data = QMimeData()
        data.setText(tsv(rows))
        data.setHtml(html(rows))
        QGuiApplication.clipboard().setMimeData(data)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+C copies; Qt alone copies nothing."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
