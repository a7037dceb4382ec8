"""What dialogs with a table share: its room, which scrolls, and buttons that a test and a screen reader find by name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.look import Look


def scrolled(part: QWidget, alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> QScrollArea:
    """One part at the top of a room that scrolls; the keyboard stays with the part."""
    inside = QWidget()
    stack = QVBoxLayout(inside)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.addWidget(part, 0, alignment)
    stack.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def named_button(look: Look, words: str, name: str, call: Callable[[], object]) -> BoxButton:
    """A button that does one thing."""
    made = BoxButton(look, words)
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.clicked.connect(lambda _checked=False: call())
    return made


def cut(text: str, most: int) -> str:
    """A text on one line of a table, with an ellipsis where it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
