"""What the small tables of texts share: one look, as tall as their rows, wider than their place only behind a scroll bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget

from formulator.ui.tokens import SMALL
from formulator.ui.widgets.look import Look

ROW, HEAD = 27, 24


class RowTable(QTableWidget):
    """`numbers` are the columns that stand to the right. Each table fills in its rows itself, again after `restyle`."""

    def __init__(self, look: Look, name: str, heads: Sequence[str], numbers: Sequence[int]) -> None:
        super().__init__(0, len(heads))
        self.look, self.heads, self.numbers = look, tuple(heads), tuple(numbers)
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
            item.setTextAlignment(self._side(place))
        look.changed.connect(self.restyle)

    def _side(self, place: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if place in self.numbers else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

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

    def _needed(self) -> int:
        """The width at which no column is cut."""
        header = self.horizontalHeader()
        return sum(max(self.sizeHintForColumn(place), header.sectionSizeHint(place)) for place in range(len(self.heads))) + 2

    def _fit(self) -> bool:
        """As tall as the rows, with a scroll bar below them only where the columns need more width than there is: then true."""
        is_cut = self._needed() > self.width()
        bar = self.look.px(10) if is_cut else 0
        self.setFixedHeight(self.look.px(HEAD) + max(1, self.rowCount()) * self.look.px(ROW) + self.look.px(3) + bar)
        return is_cut

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width."""
        super().resizeEvent(event)
        self._fit()
