"""A foldable section of the design panel: heading, one line that says what is inside, rows, and more rows behind "more"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from formulator.ui.panels.row import Row
from formulator.ui.widgets.buttons import LinkButton, Painted
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.marks import paint_triangle
from formulator.ui.words import tr, trn

HEADING = 28


class Heading(Painted):
    """Opens and folds a section. A warning inside shows here as long as the section is folded."""

    def __init__(self, look: Look, title: str, parent: QWidget | None = None) -> None:
        super().__init__(look, title, parent)
        self.summary, self.warning = "", ""
        self.setCheckable(True)
        self.setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(200), self.look.px(HEADING))

    def show_summary(self, summary: str, warning: str) -> None:
        """The line beside the title, and the words of the worst warning inside."""
        if (summary, warning) != (self.summary, self.warning):
            self.summary, self.warning = summary, warning
            self.setToolTip(warning or summary)
            self.setAccessibleDescription(" ".join(filter(None, (summary, warning))))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, color, middle = self.look.px, self.look.color, self.height() / 2
        if self.hasFocus():
            painter.setPen(QPen(color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("ink2"))
        half = px(4)
        x = float(px(7))
        if self.isChecked():
            corners = [QPointF(x - half, middle - half / 2), QPointF(x + half, middle - half / 2), QPointF(x, middle + half * 0.7)]
        else:
            corners = [QPointF(x - half / 2, middle - half), QPointF(x + half * 0.7, middle), QPointF(x - half / 2, middle + half)]
        painter.drawPolygon(QPolygonF(corners))
        left = px(16)
        title = self.look.font(demi=True)
        painter.setFont(title)
        painter.setPen(color("ink"))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), align, self.text())
        left += QFontMetrics(title).horizontalAdvance(self.text()) + px(8)
        if self.warning and not self.isChecked():
            paint_triangle(painter, QRectF(left, middle - px(6), px(12), px(12)), color("warn"))
            left += px(16)
        small = self.look.small()
        painter.setFont(small)
        painter.setPen(color("ink2"))
        room = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(room, align, QFontMetrics(small).elidedText(self.summary, Qt.TextElideMode.ElideRight, room.width()))


class Rule(QWidget):
    """A hairline with half a step of room above and below."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setFixedHeight(9)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() // 2, self.width(), 1, self.look.color("rule"))


class Section(QWidget):
    """The rows of one part of the design. A folded row keeps its value; only what is rarely touched is behind "more"."""

    def __init__(self, look: Look, name: str, title: str, rows: Sequence[Row], more: Sequence[Row]) -> None:
        super().__init__()
        self.rows, self.more = tuple(rows), tuple(more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.heading = Heading(look, title)
        self.heading.setObjectName(f"sec:{name}")
        self.heading.setAccessibleName(tr("{title}, section", title=title))
        self.heading.toggled.connect(self._fold)
        column.addWidget(self.heading)
        self.body = QWidget()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        for row in self.rows:
            inside.addWidget(row)
        self.more_button = LinkButton(look)
        self.more_button.setObjectName(f"more:{name}")
        self.more_button.setCheckable(True)
        self.more_button.toggled.connect(self.show_more)
        inside.addWidget(self.more_button)
        self.rest = QWidget()
        rest = QVBoxLayout(self.rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(0)
        for row in self.more:
            rest.addWidget(row)
        inside.addWidget(self.rest)
        column.addWidget(self.body)
        column.addWidget(Rule(look))
        self.show_more(False)

    def _fold(self, is_open: bool) -> None:
        self.body.setVisible(is_open)

    def show_more(self, is_open: bool) -> None:
        """Show or fold what is rarely touched."""
        self.rest.setVisible(is_open)
        self.more_button.setChecked(is_open)
        self.count()

    def count(self) -> None:
        """Say how many fields are folded away; those of another method are not offered."""
        is_open = self.more_button.isChecked()
        count = sum(not row.isHidden() for row in self.more)
        self.more_button.setVisible(count > 0)
        self.more_button.setText(tr("less") if is_open else trn("{count} more field", "{count} more fields", count))
        self.more_button.setAccessibleName(f"{self.heading.text()}: {self.more_button.text()}")
        self.more_button.updateGeometry()

    def reveal(self, row: Row) -> None:
        """Unfold until a row can be seen."""
        self.heading.setChecked(True)
        if row in self.more:
            self.show_more(True)
