"""The middle of the window: the message bar, and below it the panes in three rows, parted by hairlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from formulator.ui.bars import Hairline, MessageBar, fill, plain_label
from formulator.ui.theme import Theme
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.plots.pane import Pane
    from formulator.ui.plots.turns import Turns

ROWS: tuple[tuple[str, ...], ...] = (("particle", "binding"), ("selectivity", "time"), ("size", "zeta", "loading"))
HEIGHTS = (320, 260, 228)
LEAST_HEIGHT = 200
LEAST_WIDTH = 240
NAMES = {
    "particle": "Particle",
    "binding": "Targeting",
    "selectivity": "Selectivity",
    "time": "Time course",
    "size": "Size",
    "zeta": "Zeta",
    "loading": "Loading",
}


class Centre(QWidget):
    """Holds the panes; the bottom row shows as many as fit, and `shown_changed` says when that has changed."""

    shown_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("centre")
        fill(self, theme, "paper")
        self.bar = MessageBar(theme)
        self.panes: dict[str, Pane] = {}
        self._theme = theme
        self._wanted = ""
        self._lines: list[Hairline] = []
        self._rows: list[QWidget] = []
        self.rows = QWidget()
        self.rows.setObjectName("centre-rows")
        self._stack = QVBoxLayout(self.rows)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(0)
        self.waiting = plain_label("centre-waiting", "")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self.waiting)
        self.area = QScrollArea()
        self.area.setObjectName("centre-scroll")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.rows)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.area, 1)

    def take_bar(self) -> None:
        """The message bar comes back from another page."""
        self._column.insertWidget(0, self.bar)

    def set_panes(self, panes: Mapping[str, Pane], turns: Turns | None = None) -> None:
        """Put the plots in; a name that has no pane leaves no hole. With `turns` they paint one after the other."""
        self.panes = dict(panes)
        for pane in self.panes.values():
            pane.turns = turns
        self.waiting.hide()
        for names, height in zip(ROWS, HEIGHTS, strict=True):
            there = [name for name in names if name in self.panes]
            if there:
                self._add_row(there, height)
        self.fit()

    def _add_row(self, names: Sequence[str], height: int) -> None:
        row = QWidget()
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        for position, name in enumerate(names):
            if position:
                beside.addWidget(self._line(upright=True))
            beside.addWidget(self.panes[name], 1)
        if self._rows:
            self._stack.addWidget(self._line(upright=False))
        self._stack.addWidget(row, height)
        self._rows.append(row)

    def _line(self, *, upright: bool) -> Hairline:
        line = Hairline(self._theme, upright=upright)
        self._lines.append(line)
        return line

    def show_pane(self, name: str) -> None:
        """Bring a pane into view, in place of another of the bottom row when it does not fit beside it."""
        if name in self.panes:
            self._wanted = name
            self.fit()
            self.area.ensureWidgetVisible(self.panes[name], 0, 0)
            self.panes[name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def shown(self) -> tuple[str, ...]:
        """The panes that have a place now."""
        return tuple(name for name, pane in self.panes.items() if not pane.isHidden())

    def left_out(self) -> tuple[str, ...]:
        """The panes that do not fit, by the names people know."""
        return tuple(tr(NAMES[name]) for name, pane in self.panes.items() if pane.isHidden())

    def fit(self) -> None:
        """As many panes in the bottom row as are at least 240 wide; rows no lower than 200, after which they scroll.

        Where not even two have that width, panes stand below each other: half of it would leave the particle a few pixels.
        """
        bottom = [name for name in ROWS[-1] if name in self.panes]
        room = max(1, int(self.width() // self._theme.px(LEAST_WIDTH)))
        chosen = bottom[:room]
        if self._wanted in bottom and self._wanted not in chosen:
            chosen = [*chosen[:-1], self._wanted]
        before = self.shown()
        for name in bottom:
            self.panes[name].setVisible(name in chosen)
        self._arrange(stacked=room < 2)
        self._place_lines()
        if self.shown() != before:
            self.shown_changed.emit()

    def _arrange(self, *, stacked: bool) -> None:
        """The panes of each row beside each other, or below each other."""
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        least = self._theme.px(LEAST_HEIGHT)
        for row, names in zip(self._rows, ROWS, strict=False):
            beside = row.layout()
            if isinstance(beside, QBoxLayout) and beside.direction() != way:
                beside.setDirection(way)
                for line in row.findChildren(Hairline):
                    line.set_upright(not stacked)
            there = sum(not self.panes[name].isHidden() for name in names if name in self.panes)
            row.setMinimumHeight(least * max(1, there) if stacked else least)

    def _place_lines(self) -> None:
        for row in self._rows:
            beside = row.layout()
            if beside is None:
                continue
            parts = [item.widget() for position in range(beside.count()) if (item := beside.itemAt(position)) is not None]
            seen = False
            for position, part in enumerate(parts):
                if isinstance(part, Hairline):
                    after = parts[position + 1]
                    part.setVisible(seen and after is not None and not after.isHidden())
                elif part is not None and not part.isHidden():
                    seen = True

    def follow(self) -> None:
        """Follow the theme and the text size."""
        fill(self, self._theme, "paper")
        self.bar.follow()
        for line in self._lines:
            line.follow()
        for pane in self.panes.values():
            pane.set_tokens(self._theme.tokens, self._theme.scale)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Panes come and go with the width."""
        super().resizeEvent(event)
        self.fit()
