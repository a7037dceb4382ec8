"""The glossary: words of the field, fields and answers, each in one or two sentences, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from formulator.ui.glossary import Term, search
from formulator.ui.pages import Page
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.widgets.buttons import LinkButton
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Equation, Name, Text
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.window import Window

WIDTH, NAME = 760, 200
AT_ONCE = 24
"""Entries that are made in one turn of the event loop."""
TITLES = {"word": "Words", "field": "Fields", "answer": "Answers"}


class GlossaryPage(Page):
    """A search line over one column."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window_of = window
        self.look = Look(window.theme.tokens, self)
        self.setObjectName("page-glossary")
        self.setAccessibleName(tr("Glossary"))
        look, px = self.look, self.look.px
        self.line = EntryBox(look)
        self.line.set_state("typed")
        self.line.setObjectName("glossary:search")
        self.line.setAccessibleName(tr("Search the glossary"))
        self.line.setPlaceholderText(tr("A word, symbol, field or answer"))
        self.line.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.line.setFixedSize(px(NAME + 160), px(24))
        self.line.textChanged.connect(self.look_up)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(tr("Terms"))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), 0)
        column.setSpacing(px(12))
        column.addWidget(self.line)
        column.addWidget(self.area, 1)
        self.found: tuple[Term, ...] = ()
        self._rest: list[Term] = []
        self._kind = ""
        self._column = QVBoxLayout()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)
        self.look_up("")

    def look_up(self, text: str) -> None:
        """List what a text finds."""
        self.found = search(text)
        inside = QWidget()
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, self.look.px(16), self.look.px(16))
        column.setSpacing(self.look.px(10))
        if not self.found:
            column.addWidget(Text(self.look, tr("Nothing here has these words. Ctrl+K searches the rest of the program."), tone="ink2"))
        column.addStretch(1)
        inside.setMaximumWidth(self.look.px(WIDTH))
        self.area.setWidget(inside)
        self._rest = list(self.found)
        self._go_on()

    def _go_on(self) -> None:
        """Some entries more: those in sight at once, the others while the window answers."""
        now, self._rest = self._rest[:AT_ONCE], self._rest[AT_ONCE:]
        kind = "" if len(now) + len(self._rest) == len(self.found) else self._kind
        for term in now:
            if term.kind != kind and not self.line.text().strip():
                self._add(Text(self.look, tr(TITLES[term.kind]), demi=True))
            kind = term.kind
            self._add(self._entry(term))
        self._kind = kind
        self._make_room()
        if self._rest:
            self._soon.start()
        else:
            self._soon.stop()

    def _make_room(self) -> None:
        """At once as high as its entries: until the next layout they would be squeezed and their texts cut."""
        inside = self.area.widget()
        if inside is not None:
            width = min(inside.maximumWidth(), self.area.viewport().width())
            inside.setMinimumHeight(max(0, self._column.heightForWidth(width)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower texts are higher."""
        super().resizeEvent(event)
        self._make_room()

    def _add(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

    def _entry(self, term: Term) -> QWidget:
        look, px = self.look, self.look.px
        entry = QWidget()
        line = QHBoxLayout(entry)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(12))
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(Name(look, term.name, demi=True, wrap="_" not in term.name))
        if aside := " ".join(filter(None, (term.symbol, term.unit))):
            left.addWidget(Name(look, aside, tone="ink2", size=SMALL, wrap="_" not in aside))
        left.addStretch(1)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(px(NAME))
        right = QVBoxLayout()
        right.setSpacing(px(2))
        right.addWidget(Text(look, term.text, wrap=True))
        if term.equation:
            right.addWidget(Equation(look, term.equation))
        if term.path:
            go = LinkButton(look, tr("Go to it"))
            go.setAccessibleName(tr("Go to {name}, {path}", name=term.name, path=term.path))
            show = self.window_of.show_field if term.kind == "field" else self.window_of.show_answer
            go.clicked.connect(lambda checked=False, show=show, path=term.path: show(path))
            right.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)  # Else the words are no wider than the button.
        right.addStretch(1)
        line.addWidget(side)
        line.addLayout(right, 1)
        return entry

    def arrive(self) -> None:
        """Ready to search."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme or text size."""
        self.look.set_tokens(tokens)
        self.line.setFixedSize(self.look.px(NAME + 160), self.look.px(24))
        self.look_up(self.line.text())
