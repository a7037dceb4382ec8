"""A note under a field or an answer: a mark, words that wrap, and buttons whose text is the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayoutItem, QVBoxLayout, QWidget

from formulator.ui.tokens import SMALL
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.marks import SeverityMark
from formulator.ui.widgets.text import Text
from formulator.ui.words import translated

Choice = tuple[str, Callable[[], None]]


class Note(QWidget):
    """Hidden until it has something to say."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.mark = SeverityMark(look)
        self.words = Text(look, tone="warn", size=SMALL, wrap=True)
        self.second = Text(look, tone="ink2", size=SMALL, wrap=True)
        text = QVBoxLayout()
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(0)
        text.addWidget(self.words)
        text.addWidget(self.second)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(look.px(8))
        self.buttons.setContentsMargins(0, look.px(3), 0, look.px(2))
        text.addLayout(self.buttons)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, look.px(2), 0, look.px(4))
        whole.setSpacing(look.px(6))
        whole.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(text, 1)
        self.hide()

    def say(self, words: str, second: str = "", choices: Sequence[Choice] = ()) -> None:
        """Show words, a quieter second line, and buttons that act."""
        self._clear()
        self.reword(words, second)
        for text, act in choices:
            button = BoxButton(self.look, text, small=True)
            button.setAccessibleName(text)
            button.clicked.connect(lambda checked=False, act=act: act())
            self.buttons.addWidget(button)
        self.buttons.addStretch(1)
        self.show()

    def reword(self, words: str, second: str = "") -> None:
        """Other words over the same buttons."""
        self.words.setText(translated(words))
        self.second.setText(translated(second))
        self.second.setVisible(bool(second))

    def clear(self) -> None:
        """Nothing to say any more."""
        if not self.isHidden():
            self._clear()
            self.hide()

    def choices(self) -> list[BoxButton]:
        """The buttons, in order."""
        items = [self.buttons.itemAt(index) for index in range(self.buttons.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, BoxButton)]

    def _clear(self) -> None:
        while self.buttons.count():
            item: QLayoutItem | None = self.buttons.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
