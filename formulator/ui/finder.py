"""Find anything: one line to type into, and what it may mean below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from formulator import bench as benches
from formulator.errors import FormulatorError
from formulator.ui.actions import ACTIONS
from formulator.ui.find import Command, Hit, find
from formulator.ui.menus import files_to_open
from formulator.ui.theme import Theme
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.text import without_index_mark
from formulator.ui.words import tr, translated

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    from formulator.ui.window import Window

WIDTH, ROW, MOST_SHOWN = 560, 28, 8
_HIT = Qt.ItemDataRole.UserRole


class _Line(QStyledItemDelegate):
    """Name, value and what it is, in three columns."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        hit: Hit = index.data(_HIT)
        theme = self._theme
        box: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("sel"))
            painter.fillRect(QRect(box.left(), box.top(), theme.px(3), box.height()), theme.color("accent"))
        inner = box.adjusted(theme.px(12), 0, -theme.px(12), 0)
        last = theme.px(84)
        has_more = bool(hit.value or hit.problem)
        middle = inner.left() + inner.width() * 52 // 100 if has_more else inner.right() - last
        columns = (
            (QRect(inner.left(), inner.top(), middle - inner.left() - theme.px(8), inner.height()), hit.title, "ink", True),
            (
                QRect(middle, inner.top(), inner.right() - last - middle, inner.height()),
                translated(hit.problem) or hit.value,
                "ink2",
                False,
            ),
            (QRect(inner.right() - last, inner.top(), last, inner.height()), hit.word, "ink2", False),
        )
        for place, (column, text, colour, bold) in enumerate(columns):
            painter.setFont(theme.font(bold=bold, small=place == 2))
            painter.setPen(theme.color("warn" if place == 1 and hit.problem else colour))
            shown = painter.fontMetrics().elidedText(without_index_mark(text), Qt.TextElideMode.ElideRight, column.width())
            side = Qt.AlignmentFlag.AlignRight if place == 2 else Qt.AlignmentFlag.AlignLeft
            painter.drawText(column, side | Qt.AlignmentFlag.AlignVCenter, shown)


class Finder(QFrame):
    """Opens below the toolbar; Enter goes there or does it, Esc closes."""

    def __init__(self, window: Window) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._window = window
        theme = window.theme
        self.setObjectName("finder")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.Box)
        palette = window.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.color("edge"))
        palette.setColor(palette.ColorRole.Window, theme.color("paper"))
        self.setPalette(palette)
        self.line = QLineEdit()
        self.line.setObjectName("find")
        self.line.setAccessibleName(tr("Find anything"))
        self.line.setPlaceholderText(tr("A field, answer, material or command; “density 5 mol%” sets a value"))
        self.line.setMinimumHeight(theme.px(28))
        self.hits = QListWidget()
        self.hits.setObjectName("hits")
        self.hits.setAccessibleName(tr("Found"))
        self.hits.setItemDelegate(_Line(theme, self.hits))
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(8),) * 4)
        column.setSpacing(theme.px(4))
        column.addWidget(self.line)
        column.addWidget(self.hits)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self.look_for)
        self.hits.itemClicked.connect(self._go_to)
        self.files = files_to_open(window)
        self.setFixedWidth(theme.px(WIDTH))
        self.look_for("")

    def open_below(self, button: QWidget) -> None:
        """Show under the find button, inside the window."""
        corner = button.mapToGlobal(QPoint(button.width() - self.width(), button.height() + 4))
        left = self._window.mapToGlobal(QPoint(8, 0)).x()
        self.move(max(corner.x(), left), corner.y())
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def look_for(self, text: str) -> None:
        """What the text may mean."""
        bench = self._window.workbench
        commands = [
            Command(id=row.id, text=tr(row.text).replace("&", ""), shortcut=row.shortcut, synonyms=(row.plain, *row.synonyms))
            for row in ACTIONS
            if row.id != "find"
        ]
        commands += [Command(id=key, text=words, synonyms=(kind,)) for key, (words, kind, _) in self.files.items()]
        self.hits.clear()
        known = (bench.design, bench.prediction, bench.catalogue, commands, bench.decimal, bench.variant.bench, bench.findings)
        for hit in find(text, *known):
            item = QListWidgetItem(hit.title)
            item.setData(_HIT, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (hit.title, hit.problem or hit.value, hit.word))))
            self.hits.addItem(item)
        rows = self.hits.count()
        pitch = self._window.theme.px(ROW)
        for row in range(rows):
            self.hits.item(row).setSizeHint(QSize(0, pitch))
        self.hits.setFixedHeight(pitch * min(rows, MOST_SHOWN) + 4)
        self.hits.setVisible(rows > 0)
        self.hits.setCurrentRow(0)
        self.adjustSize()

    def go(self) -> None:
        """Do what is selected."""
        item = self.hits.currentItem()
        if item is not None:
            self._go_to(item)

    def _go_to(self, item: QListWidgetItem) -> None:
        hit: Hit = item.data(_HIT)
        window = self._window
        self.close()
        if hit.key in self.files:
            self.files[hit.key][2]()
        elif hit.kind == "action":
            window.actions_by_id[hit.key].trigger()
        elif hit.kind == "product":
            window.show_product(hit.key)
        elif hit.kind == "answer":
            window.show_answer(hit.key)
        elif hit.kind in ("field", "check"):
            window.show_field(hit.key)
        elif hit.kind == "set" and benches.owns(hit.key):
            self._type_on_the_bench(hit)
        else:
            path, text = (hit.text, hit.key) if hit.kind == "material" else (hit.key, hit.text)
            try:
                window.workbench.type_text(path, text)
            except FormulatorError as problem:
                window.say(str(problem))
            window.show_field(path)

    def _type_on_the_bench(self, hit: Hit) -> None:
        """As if typed into its row on the recipe page, which refuses in place; the row of a record takes nothing."""
        window, bench = self._window, self._window.workbench
        window.show_field(hit.key)
        box = window.findChild(EntryBox, f"fld:{hit.key}")
        if box is not None and box.isEnabled():
            box.setText(hit.text)
            box.submit()
        else:
            window.say(
                tr(
                    "{title} is not changed: {name} is {status}.", title=hit.title, name=bench.variant.name, status=tr(bench.variant.status)
                ),
                ((tr("Duplicate"), bench.duplicate),),
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows walk through the list while the line keeps the focus."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.go()
                return True
            if key == Qt.Key.Key_Escape:
                self.close()
                return True
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: MOST_SHOWN, Qt.Key.Key_PageUp: -MOST_SHOWN}.get(Qt.Key(key))
            if step is not None:
                self.hits.setCurrentRow(min(max(self.hits.currentRow() + step, 0), self.hits.count() - 1))
                return True
        return super().eventFilter(watched, event)
