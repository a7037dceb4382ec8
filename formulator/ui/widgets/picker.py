"""Choosing a material: type any of its names, a receptor or an indication; what is known of it stands beside the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from formulator.ui.tokens import SMALL
from formulator.ui.widgets.buttons import LinkButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.picker_data import Candidate, Preview
from formulator.ui.widgets.popover import Popover
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr

WIDTH, LIST_WIDTH, HEIGHT = 560, 250, 360
_KEY = int(Qt.ItemDataRole.UserRole)


class Drawing(QWidget):
    """A structure, drawn from SVG text."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.renderer = QSvgRenderer(self)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(270), self.look.px(140))

    def show_svg(self, text: str) -> None:
        """Show another drawing, or nothing."""
        self.setVisible(bool(text) and self.renderer.load(text.encode()))
        self.setFixedHeight(self.look.px(140))
        self.update()

    def paintEvent(self, event) -> None:
        size = self.renderer.defaultSize()
        if size.isEmpty():
            return
        painter = QPainter(self)
        size.scale(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height())
        self.renderer.render(painter, box)


class Favourites(Protocol):
    """Which materials a person wants at the head of the list."""

    @property
    def favourites(self) -> tuple[str, ...]:
        """Their keys."""

    def turn_favourite(self, key: str) -> bool:
        """Make one a favourite, or no longer; whether it is one now."""


class Picker(Popover):
    """A search line over a list, with a preview. `chosen` carries the key, or "" for none; `like_wanted` that of the pattern."""

    chosen = Signal(str)
    own_wanted = Signal()
    like_wanted = Signal(str)

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        title: str,
        search: Callable[[str], Sequence[Candidate]],
        preview: Callable[[str], Preview],
        current: str = "",
        favourites: Favourites | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._search, self._preview, self._favourites = search, preview, favourites
        self.setAccessibleName(title)
        self.line = QLineEdit()
        self.line.setObjectName("pick:search")
        self.line.setAccessibleName(tr("{title}: search", title=title))
        self.line.setPlaceholderText(tr("Name, synonym, receptor or indication"))
        self.line.setFont(look.font())
        self.list = QListWidget()
        self.list.setObjectName("pick:list")
        self.list.setAccessibleName(tr("{title}: found", title=title))
        self.list.setFont(look.font())
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.none = Text(look, tone="ink2", size=SMALL, wrap=True)
        self.pane = QWidget()
        self.pane_column = QVBoxLayout(self.pane)
        self.pane_column.setContentsMargins(0, 0, 0, 0)
        self.pane_column.setSpacing(look.px(2))
        self.drawing = Drawing(look)
        self.own = LinkButton(look)
        self.own.setObjectName("pick:own")
        self.own.hide()
        self.own.clicked.connect(self._leave_for_own)
        self.favourite = LinkButton(look)
        self.favourite.setObjectName("pick:favourite")
        if favourites is None:
            self.favourite.hide()
        self.favourite.clicked.connect(self._turn_favourite)
        self.like = LinkButton(look, tr("New from this…"))
        self.like.setObjectName("pick:like")
        self.like.setAccessibleName(tr("New from this"))
        self.like.hide()
        self.like.clicked.connect(self._leave_for_like)
        self._arrange()
        self.line.textChanged.connect(self.look_up)
        self.line.installEventFilter(self)
        self.list.currentItemChanged.connect(self._preview_current)
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self.fix(look.px(WIDTH), look.px(HEIGHT))
        self.look_up("")
        self.select(current)
        self.setFocusProxy(self.line)

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.line)
        left.addWidget(self.none)
        left.addWidget(self.list, 1)
        about_this = QHBoxLayout()
        about_this.setSpacing(0)
        about_this.addWidget(self.favourite)
        about_this.addWidget(self.like)
        about_this.addStretch(1)
        left.setSpacing(self.look.px(4))
        left.addLayout(about_this)
        left.addWidget(self.own)
        whole = QHBoxLayout(self)
        pad = self.look.px(8)
        whole.setContentsMargins(pad, pad, pad, pad)
        whole.setSpacing(self.look.px(12))
        whole.addLayout(left)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.pane)
        whole.addWidget(scroll, 1)
        self.line.setFixedWidth(self.look.px(LIST_WIDTH))
        self.list.setFixedWidth(self.look.px(LIST_WIDTH))

    def offer_own(self, words: str) -> None:
        """Offer to make one's own where the list does not have it; `own_wanted` asks for that."""
        self.own.setText(words)
        self.own.setAccessibleName(words)
        self.own.show()

    def offer_like(self) -> None:
        """Offer a material of one's own after the pattern of the one under the bar; `like_wanted` asks for that."""
        self.like.setVisible(bool(self.current_key()))

    def _leave_for_like(self) -> None:
        key = self.current_key()
        self.close()
        self.like_wanted.emit(key)

    def _turn_favourite(self) -> None:
        key = self.current_key()
        if key and self._favourites is not None:
            self._favourites.turn_favourite(key)
            self.look_up(self.line.text())
            self.select(key)

    def _leave_for_own(self) -> None:
        self.close()
        self.own_wanted.emit()

    def look_up(self, text: str) -> None:
        """List what a text finds."""
        found = self._search(text)
        self.list.clear()
        liked = self._favourites.favourites if self._favourites is not None else ()
        first = [candidate for candidate in found if candidate.key in liked]
        others = [candidate for candidate in found if candidate.key not in liked]
        for heading, group in ((tr("Favourites"), first), (tr("Others") if first else "", others)):
            if heading and group:
                self._add_heading(heading)
            for candidate in group:
                self._add_candidate(candidate)
        self.none.setVisible(not found)
        self.none.setText(
            "" if found else tr("Nothing is called {text}. Try a synonym, a receptor or an indication.", text=text.strip()[:60])
        )
        self.list.setCurrentRow(1 if first else 0)

    def _add_heading(self, text: str) -> None:
        head = QListWidgetItem(text)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setFont(self.look.font(demi=True))
        head.setForeground(self.look.color("ink"))
        head.setData(_KEY, "")
        self.list.addItem(head)

    def _add_candidate(self, candidate: Candidate) -> None:
        item = QListWidgetItem(candidate.name + (f"  ·  {candidate.aside}" if candidate.aside else ""))
        item.setData(_KEY, candidate.key)
        item.setToolTip(candidate.key)
        self.list.addItem(item)

    def select(self, key: str) -> None:
        """Go to one of the list."""
        for index in range(self.list.count()):
            if self.list.item(index).data(_KEY) == key:
                self.list.setCurrentRow(index)
                self.list.scrollToItem(self.list.item(index), QListWidget.ScrollHint.PositionAtCenter)

    def renderer_is_valid(self) -> bool:
        """Whether a structure is drawn."""
        return self.drawing.renderer.isValid() and not self.drawing.isHidden()

    def current_key(self) -> str:
        """The one under the bar."""
        item = self.list.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def _preview_current(self) -> None:
        while self.pane_column.count():
            item = self.pane_column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self.drawing:
                widget.hide()
                widget.deleteLater()
        key = self.current_key()
        self._name_favourite(key)
        if not key:
            self.drawing.hide()
            return
        shown = self._preview(key)
        self._add(Text(self.look, shown.title, demi=True, wrap=True))
        self.pane_column.addWidget(self.drawing)
        self.drawing.show_svg(shown.drawing)
        for label, value, word in shown.lines:
            self._add(Text(self.look, f"{label}  {value}" + (f"  ·  {word}" if word else ""), size=SMALL, wrap=True))
        for remark in shown.remarks:
            self._add(Text(self.look, remark, tone="ink2", size=SMALL, wrap=True))
        self.pane_column.addStretch(1)

    def _name_favourite(self, key: str) -> None:
        is_one = self._favourites is not None and key in self._favourites.favourites
        words = tr("Take out of favourites") if is_one else tr("Add to favourites")
        self.favourite.setText(words)
        self.favourite.setAccessibleName(words)
        self.favourite.setEnabled(bool(key))
        self.favourite.updateGeometry()

    def _add(self, text: Text) -> None:
        self.pane_column.addWidget(text)

    def _take(self, item: QListWidgetItem | None) -> None:
        key = str(item.data(_KEY)) if item is not None else ""
        if key:
            self.close()
            self.chosen.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)
