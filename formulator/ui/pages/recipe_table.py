"""A small table of texts: read by arrow keys, copied cell by cell with Ctrl+C, as tall as its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem

from formulator.ui.tokens import SMALL
from formulator.ui.widgets.look import Look
from formulator.ui.words import tr

ROW, HEAD = 27, 24


class PlainTable(QTableWidget):
    """`numbers` are the columns that stand to the right, `weighty` those in semi-bold."""

    def __init__(self, look: Look, name: str, heads: Sequence[str], numbers: Sequence[int], weighty: Sequence[int]) -> None:
        super().__init__(0, len(heads))
        self.look, self.heads, self.numbers, self.weighty = look, tuple(heads), tuple(numbers), tuple(weighty)
        self.rows: tuple[tuple[str, ...], ...] = ()
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        for place in range(len(heads)):
            item = self.horizontalHeaderItem(place)
            assert item is not None
            item.setTextAlignment(self._side(place) | Qt.AlignmentFlag.AlignVCenter)
        look.changed.connect(self.restyle)
        self.restyle()

    def _side(self, place: int) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignRight if place in self.numbers else Qt.AlignmentFlag.AlignLeft

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
            f" border-bottom: 1px solid {tokens.edge}; padding: 0 {pad + 3}px; font-size: {look.px(SMALL)}px; }}"
        )
        self.setFont(look.font())
        self.horizontalHeader().setFont(look.font(SMALL))
        self.horizontalHeader().setFixedHeight(look.px(HEAD))
        self.verticalHeader().setDefaultSectionSize(look.px(ROW))
        self.show_rows(self.rows)

    def show_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Other rows."""
        self.rows = tuple(rows)
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for place, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setTextAlignment(self._side(place) | Qt.AlignmentFlag.AlignVCenter)
                item.setFont(self.look.font(demi=place in self.weighty))
                item.setToolTip(text)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row[0]}, {self.heads[place]}: {text or tr('nothing')}")
                self.setItem(at, place, item)
        self._fit()

    def _needed(self) -> int:
        """The width at which no column is cut."""
        header = self.horizontalHeader()
        return sum(max(self.sizeHintForColumn(place), header.sectionSizeHint(place)) for place in range(len(self.heads))) + 2

    def sizeHint(self) -> QSize:
        """As wide as its columns: no empty field at the right."""
        return QSize(self._needed(), self.height())

    def minimumSizeHint(self) -> QSize:
        """May be narrower; then it scrolls."""
        return QSize(self.look.px(160), self.height())

    def _fit(self) -> None:
        """As tall as the rows; a scroll bar below them only where the columns need more width than there is."""
        bar = self.look.px(10) if self._needed() > self.width() else 0
        self.setFixedHeight(self.look.px(HEAD) + max(1, len(self.rows)) * self.look.px(ROW) + self.look.px(3) + bar)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width."""
        super().resizeEvent(event)
        self._fit()

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
