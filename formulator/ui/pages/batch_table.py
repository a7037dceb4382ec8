"""The table of measured batches: read by arrow keys, copied with Ctrl+C as TSV and HTML."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem

from formulator.ui.pages.measured_rows import HEADS, NUMBERS, BatchRow, html, tsv
from formulator.ui.tokens import SMALL
from formulator.ui.widgets.look import Look
from formulator.ui.words import tr

ROW, HEAD = 27, 24
_WEIGHTY = (2, 4)


class BatchTable(QTableWidget):
    """As tall as its rows; the page scrolls, not the table."""

    def __init__(self, look: Look) -> None:
        super().__init__(0, len(HEADS))
        self.look = look
        self.rows: tuple[BatchRow, ...] = ()
        self.setObjectName("measured:table")
        self.setAccessibleName(tr("Measured against predicted"))
        self.setHorizontalHeaderLabels([tr(head) for head in HEADS])
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        for place in range(len(HEADS)):
            item = self.horizontalHeaderItem(place)
            assert item is not None
            side = Qt.AlignmentFlag.AlignRight if place in NUMBERS else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        look.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take over another theme or text size."""
        look = self.look
        tokens, pad = look.tokens, look.px(8)
        self.setStyleSheet(
            f"QTableWidget {{ background: {tokens.paper}; color: {tokens.ink}; border: 1px solid {tokens.rule}; outline: none; }}"
            f"QTableWidget:focus {{ border: 2px solid {tokens.accent}; }}"
            f"QTableWidget::item {{ padding: 0 {pad}px; border-bottom: 1px solid {tokens.rule}; }}"
            f"QTableWidget::item:selected {{ background: {tokens.sel}; color: {tokens.ink}; }}"
            f"QHeaderView::section {{ background: {tokens.paper}; color: {tokens.ink2}; border: none;"
            f" border-bottom: 1px solid {tokens.edge}; padding: 0 {pad + 3}px; }}"
        )
        self.setFont(look.font())
        self.horizontalHeader().setFont(look.font(SMALL))
        self.horizontalHeader().setFixedHeight(look.px(HEAD))
        self.verticalHeader().setDefaultSectionSize(look.px(ROW))
        self.show_rows(self.rows)

    def show_rows(self, rows: Sequence[BatchRow]) -> None:
        """Other batches, or the same ones beside another prediction."""
        self.rows = tuple(rows)
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            same_batch = at > 0 and rows[at - 1].measurement == row.measurement
            for place, text in enumerate(row.cells):
                item = QTableWidgetItem("" if place == 0 and same_batch else text)
                side = Qt.AlignmentFlag.AlignRight if place in NUMBERS else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                item.setFont(self.look.font(demi=place in _WEIGHTY or (place == 7 and row.is_outside)))
                if place not in (*_WEIGHTY, 0, 1):
                    item.setForeground(self.look.color("warn" if row.is_outside and place >= 7 else "ink2"))
                item.setToolTip(row.spoken)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
                self.setItem(at, place, item)
        self._fit()

    def _fit(self) -> None:
        """As tall as the rows; a scroll bar below them only where the columns need more width than there is."""
        header = self.horizontalHeader()
        is_cut = sum(max(self.sizeHintForColumn(place), header.sectionSizeHint(place)) for place in range(len(HEADS))) > self.width()
        header.setStretchLastSection(not is_cut)
        bar = self.look.px(10) if is_cut else 0
        self.setFixedHeight(self.look.px(HEAD) + max(1, len(self.rows)) * self.look.px(ROW) + self.look.px(3) + bar)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width."""
        super().resizeEvent(event)
        self._fit()

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
