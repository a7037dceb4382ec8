"""The small multiples of the compare page: as many beside each other as fit, the rest below."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from formulator.explore.multiples import Multiple
from formulator.ui.export.multiples import reason_shapes, themed, top, unnamed
from formulator.ui.export.shapes import Measure, Scene, Shape
from formulator.ui.plots import FigurePane
from formulator.ui.tokens import Tokens
from formulator.ui.widgets.look import Look
from formulator.ui.words import tr

LEAST_WIDTH, HEIGHT, LEAST_HEIGHT = 236, 266, 190


class VariantPane(FigurePane):
    """The targeting plot of one variant before those of the others."""

    def __init__(self, shown: Multiple, count: int, tokens: Tokens) -> None:
        super().__init__(f"compare-{shown.place}", shown.name, themed(tokens, count))
        self.shown_multiple = shown
        self.readouts: tuple[str, ...] = ()

    def show_multiple(self, shown: Multiple, readouts: Sequence[str]) -> None:
        """Draw another state; of the read-outs the first that fits is shown."""
        changed = (shown.name, shown.reason, tuple(readouts)) != (self.shown_multiple.name, self.shown_multiple.reason, self.readouts)
        self.shown_multiple, self.readouts = shown, tuple(readouts)
        self.title = shown.name
        self.setAccessibleName(tr("Targeting of {name}", name=shown.name))
        self.show_figure(shown.figure)
        if changed:
            self.refresh()

    def make_scene(self, measure: Measure, width: float, height: float, known: Hashable) -> Scene:
        """Curves without names, and why there is none of its own."""
        named, self.figure = self.figure, unnamed(self.figure)
        try:
            scene = super().make_scene(measure, width, height, known)
        finally:
            self.figure = named
        reason = reason_shapes(self.shown_multiple, self.tokens, width, height, measure)
        about = " ".join(filter(None, (scene.about, self.shown_multiple.reason)))
        return _with(scene, reason, about)

    def heading(self, measure: Measure, width: float) -> list[Shape]:
        """Name, read-out at the cursor or of the design, and the dash behind the name."""
        words = self.cursor_words()
        return top(self.shown_multiple, self.tokens, width, measure, (words,) if words else self.readouts)


def _with(scene: Scene, more: Sequence[Shape], about: str) -> Scene:
    from dataclasses import replace

    return replace(scene, shapes=(*scene.shapes, *more), about=about)


class Multiples(QScrollArea):
    """One pane a variant."""

    failed = Signal(str)
    saved = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.panes: list[VariantPane] = []
        self._columns = 0
        self.setObjectName("compare:plots")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inside = QWidget()
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.grid = QGridLayout()
        self.column.addLayout(self.grid)
        self.column.addStretch(1)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(0)
        self.setWidget(self.inside)

    def put_below(self, widget: QWidget) -> None:
        """Something under the plots, which scrolls with them."""
        self.column.insertWidget(1, widget)

    def show_multiples(self, found: Sequence[Multiple], readouts: Sequence[Sequence[str]]) -> None:
        """Draw these."""
        if len(found) != len(self.panes):
            self._rebuild(found)
        for pane, shown, words in zip(self.panes, found, readouts, strict=True):
            pane.show_multiple(shown, words)

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme or text size."""
        for pane in self.panes:
            pane.set_tokens(themed(tokens, len(self.panes)), self.look.scale)
        self.setPalette(self.look.palette(base="paper"))
        self._place(force=True)

    def _rebuild(self, found: Sequence[Multiple]) -> None:
        for pane in self.panes:
            self.grid.removeWidget(pane)
            pane.hide()
            pane.deleteLater()
        self.panes = []
        for shown in found:
            pane = VariantPane(shown, len(found), self.look.tokens)
            pane.set_tokens(themed(self.look.tokens, len(found)), self.look.scale)
            pane.failed.connect(self.failed)
            pane.saved.connect(self.saved)
            self.panes.append(pane)
        self._place(force=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer beside each other."""
        super().resizeEvent(event)
        self._place()

    def _place(self, *, force: bool = False) -> None:
        px, count = self.look.px, max(1, len(self.panes))
        columns = min(count, max(1, self.viewport().width() // px(LEAST_WIDTH)), 3)
        if columns == 3 and count == 4:
            columns = 2
        if columns == self._columns and not force:
            return
        for row in range(self.grid.rowCount()):
            self.grid.setRowMinimumHeight(row, 0)
            self.grid.setRowStretch(row, 0)
        self._columns = columns
        for number, pane in enumerate(self.panes):
            row, column = divmod(number, columns)
            self.grid.addWidget(pane, row, column)
            self.grid.setRowMinimumHeight(row, px(LEAST_HEIGHT))
            pane.setMaximumHeight(px(HEIGHT))
            pane.show()
        for column in range(3):
            self.grid.setColumnStretch(column, 1 if column < columns else 0)
