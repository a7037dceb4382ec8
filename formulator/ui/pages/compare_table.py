"""The table of the compare page: names and units stay at the left, variants at the top, whatever is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from formulator.explore.comparison import ABOVE, ALIKE, BELOW, Comparison, Row
from formulator.sheets.comparison import MARKS, unit_text
from formulator.ui.export.multiples import dash_of
from formulator.ui.export.shapes import SUBSCRIPT, runs
from formulator.ui.pages.compare_model import CompareModel, Index
from formulator.ui.widgets.look import Look
from formulator.ui.words import named, tr

LINE, HEAD = 27, 44
PAD, MARK, VALUE, GAP = 16, 18, 56, 8
NARROWEST, WIDEST = 112, 240
NAMES_LEAST, NAMES_MOST, UNIT = 96, 190, 68


def drawn_name(painter: QPainter, box: QRect, text: str, font: QFont) -> None:
    """A name with its lowered letters, such as M_n; cut where the room ends."""
    if "_" not in text:
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        return
    small = QFont(font)
    small.setPixelSize(max(1, round(font.pixelSize() * SUBSCRIPT)))
    metrics = QFontMetricsF(font)
    x, base = float(box.left()), box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent()
    painter.save()
    painter.setClipRect(box)
    for part, low in runs(text):
        face = small if low else font
        painter.setFont(face)
        painter.drawText(QPointF(x, base + (0.22 * metrics.ascent() if low else 0.0)), part)
        x += QFontMetricsF(face).horizontalAdvance(part)
    painter.restore()


class _Cells(QStyledItemDelegate):
    """Mark, value and interval; bold only where the mark says that it is outside the interval of the first."""

    def __init__(self, look: Look, table: CompareTable) -> None:
        super().__init__(table)
        self.look, self.table = look, table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, px, box = self.look, self.look.px, option.rect
        found = self.table.model_.cell(index)
        if found is None:
            if index.row():
                painter.fillRect(QRect(box.left(), box.top(), box.width(), 1), look.color("rule"))
            return
        _, cell = found
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.color("sel"))
        value, interval = self.table.model_.texts(index.row(), index.column())
        inner = box.adjusted(px(4), 0, -px(6), 0)
        painter.setPen(look.color("ink2" if cell.mark == ALIKE else "ink"))
        painter.setFont(look.small())
        painter.drawText(
            QRect(inner.left(), inner.top(), px(MARK - 4), inner.height()), Qt.AlignmentFlag.AlignCenter, MARKS.get(cell.mark, "")
        )
        inner.setLeft(inner.left() + px(MARK))
        font = look.font(demi=cell.mark in (ABOVE, BELOW))
        painter.setFont(font)
        painter.setPen(look.color("ink" if cell.value is not None else "ink2"))
        if isinstance(cell.value, str):
            cut = QFontMetrics(font).elidedText(value, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        else:
            number = QRect(inner.left(), inner.top(), self.table.value_width, inner.height())
            painter.drawText(number, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, value)
            if interval and self.table.intervals:
                painter.setFont(look.small())
                painter.setPen(look.color("ink2"))
                rest = inner.adjusted(self.table.value_width + px(GAP), 0, px(6), 0)
                painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, interval)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1))


class _Names(QHeaderView):
    """Quantity and unit of a line; a heading stands over the whole width."""

    def __init__(self, look: Look, table: CompareTable) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self.look, self.table = look, table
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        return QSize(self.table.names_width, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper below the last line as well, where the style would paint a button."""
        super().paintEvent(event)
        view = self.viewport()
        end = max(0, self.length() - self.offset())
        QPainter(view).fillRect(QRect(0, end, view.width(), view.height() - end), self.look.color("paper"))

    def paintSection(self, painter: QPainter, box: QRect, line: int) -> None:  # noqa: N802 - Qt's name
        look, px = self.look, self.look.px
        painter.fillRect(box, look.color("paper"))
        found = self.table.model_.lines[line]
        inner = box.adjusted(px(PAD), 0, 0, 0)
        painter.setPen(look.color("ink"))
        if isinstance(found, str):
            if line:
                painter.fillRect(QRect(inner.left(), box.top(), inner.width(), 1), look.color("rule"))
            drawn_name(painter, inner, found, look.font(demi=True))
            return
        unit = px(UNIT)
        drawn_name(painter, inner.adjusted(0, 0, -unit - px(GAP), 0), named(found.label), look.font())
        painter.setPen(look.color("ink2"))
        drawn_name(painter, QRect(box.right() - unit, box.top(), unit, box.height()), tr(unit_text(found)), look.small())


class _Variants(QHeaderView):
    """Name of a variant, the dash of its curve, and whether it is the baseline or open in the window."""

    def __init__(self, look: Look, table: CompareTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.look, self.table = look, table
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.look.px(HEAD))

    def paintSection(self, painter: QPainter, box: QRect, column: int) -> None:  # noqa: N802 - Qt's name
        look, px, comparison = self.look, self.look.px, self.table.model_.comparison
        painter.fillRect(box, look.color("paper"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), look.color("rule"))
        if comparison is None:
            return
        variant = comparison.variants[column]
        inner = box.adjusted(px(4 + MARK), px(4), -px(6), -px(4))
        painter.setPen(look.color("ink"))
        font = look.font(demi=True)
        painter.setFont(font)
        upper = QRect(inner.left(), inner.top(), inner.width(), px(20))
        cut = QFontMetrics(font).elidedText(variant.name, Qt.TextElideMode.ElideMiddle, upper.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        pen = QPen(look.color("ink2"), 1.5 * look.scale)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([step / 1.5 for step in dash_of(column)])
        painter.setPen(pen)
        y = upper.bottom() + px(8)
        painter.drawLine(inner.left(), y, inner.left() + px(36), y)
        words = ", ".join(filter(None, (tr("baseline") if column == 0 else "", tr("open") if variant.id == self.table.open_id else "")))
        painter.setPen(look.color("ink2"))
        painter.setFont(look.small())
        lower = QRect(inner.left() + px(42), y - px(8), inner.width() - px(42), px(16))
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


class _Corner(QWidget):
    """The heads of names and units."""

    def __init__(self, look: Look, table: CompareTable) -> None:
        super().__init__(table)
        self.look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        look, px, painter = self.look, self.look.px, QPainter(self)
        painter.fillRect(self.rect(), look.color("paper"))
        painter.fillRect(QRect(px(PAD), self.height() - 1, self.width(), 1), look.color("rule"))
        painter.setFont(look.small())
        painter.setPen(look.color("ink2"))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect().adjusted(px(PAD), 0, 0, 0), side, tr("Quantity"))
        painter.drawText(QRect(self.width() - px(UNIT), 0, px(UNIT), self.height()), side, tr("unit"))


class CompareTable(QTableView):
    """Cells can be chosen with mouse and keyboard; `copied` asks for the chosen ones as text."""

    copied = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.intervals = True
        self.open_id = ""
        self.value_width = look.px(VALUE)
        self.names_width = look.px(PAD + NAMES_LEAST + UNIT)
        self.wanted_width = 0
        self.model_ = CompareModel(self)
        self.setModel(self.model_)
        self.setItemDelegate(_Cells(look, self))
        self.setVerticalHeader(_Names(look, self))
        self.setHorizontalHeader(_Variants(look, self))
        self.corner = _Corner(look, self)
        self.setObjectName("compare:table")
        self.setAccessibleName(tr("Variants side by side"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())  # Between the scroll bars, where the style would draw a frame.
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        for mode in (self.setVerticalScrollMode, self.setHorizontalScrollMode):
            mode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        look.changed.connect(self.fit)

    def show_comparison(self, comparison: Comparison | None, *, differing: bool, intervals: bool, open_id: str, decimal: str) -> None:
        """Show the rows; what is chosen stays chosen while the rows are the same."""
        self.intervals, self.open_id = intervals, open_id
        self.model_.show(comparison, differing=differing, decimal=decimal)
        self.fit()

    def fit(self) -> None:
        """Columns as wide as their longest value and interval; more where there is room."""
        px, model = self.look.px, self.model_
        if model.comparison is None:
            return
        numbers, plain, small = QFontMetrics(self.look.font(demi=True)), QFontMetrics(self.look.font()), QFontMetrics(self.look.small())
        rows = [line for line in model.lines if isinstance(line, Row)]
        texts = [
            model.texts(line, column)
            for line, row in enumerate(model.lines)
            if isinstance(row, Row)
            for column, cell in enumerate(row.cells)
            if not isinstance(cell.value, str)
        ]
        self.value_width = max([px(VALUE), *(numbers.horizontalAdvance(value) for value, _ in texts)])
        interval = max([0, *(small.horizontalAdvance(text) for _, text in texts)]) + px(GAP) if self.intervals else 0
        wanted = max(px(MARK + 10) + self.value_width + interval, px(NARROWEST))
        names = max([px(NAMES_LEAST), *(plain.horizontalAdvance(named(row.label).replace("_", "")) for row in rows)])
        self.names_width = px(PAD + UNIT + GAP) + min(names, px(NAMES_MOST))
        self.verticalHeader().setFixedWidth(self.names_width)
        self.verticalHeader().setDefaultSectionSize(px(LINE))
        self.horizontalHeader().setFixedHeight(px(HEAD))
        columns = max(1, model.columnCount())
        self.wanted_width = self.names_width + columns * wanted + px(12)
        spare = (self.width() - self.names_width - px(12)) // columns
        self.horizontalHeader().setMinimumSectionSize(px(40))
        self.horizontalHeader().setDefaultSectionSize(max(wanted, min(spare, px(WIDEST))))
        self.setPalette(self.look.palette(base="paper"))
        self._place_corner()
        self.viewport().update()
        self.verticalHeader().viewport().update()
        self.horizontalHeader().viewport().update()

    def _place_corner(self) -> None:
        self.corner.setGeometry(0, 0, self.names_width, self.horizontalHeader().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)

    def chosen(self) -> tuple[list[Row], list[int]]:
        """Rows and columns with a chosen cell."""
        indexes = [index for index in self.selectedIndexes() if self.model_.row(index.row()) is not None]
        rows = [found for line in sorted({index.row() for index in indexes}) if (found := self.model_.row(line)) is not None]
        return rows, sorted({index.column() for index in indexes})

    def begin(self) -> None:
        """Put the keyboard on the first quantity, unless it is somewhere already."""
        rows = [line for line in self.model_.lines if isinstance(line, Row)]
        if rows and not self.currentIndex().isValid():
            self.choose(rows[0].path, 0)

    def choose(self, path: str, column: int) -> None:
        """Put the keyboard on one cell."""
        for line, found in enumerate(self.model_.lines):
            if isinstance(found, Row) and found.path == path:
                self.selectionModel().setCurrentIndex(self.model_.index(line, column), QItemSelectionModel.SelectionFlag.ClearAndSelect)
                return
