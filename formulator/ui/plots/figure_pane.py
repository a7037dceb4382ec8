"""A pane with axes: cursor read-out, ranges that stay still during a drag, and a range to type on a double click."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable

import numpy as np
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent

from formulator.explore.figure import Array, Axis, Figure, Panel
from formulator.ui.export.axes import Frame
from formulator.ui.export.scene import figure_scene, frames, heading
from formulator.ui.export.shapes import Measure, Path, Scene, Shape
from formulator.ui.plots import readout
from formulator.ui.plots.axis_editor import AxisEditor
from formulator.ui.plots.pane import Pane
from formulator.ui.plots.ranges import Ranges, axes, refusal, unchanged
from formulator.ui.plots.spoken import spoken
from formulator.ui.tokens import Tokens
from formulator.ui.words import tr

SETTLING = 400
"""Milliseconds after the end of a drag until the ranges settle, in one step."""
CURSOR_STEPS = 40


def is_final(figure: Figure) -> bool:
    """Whether nothing more is to come: its bands, or the chances of its map, are there."""
    banded = any(line.low is not None for panel in figure.panels for line in panel.lines)
    judged = any(panel.map is not None and panel.map.share is not None for panel in figure.panels)
    return not figure.provisional and (banded or judged)


class FigurePane(Pane):
    """Shows a Figure."""

    def __init__(self, plot_id: str, title: str, tokens: Tokens) -> None:
        super().__init__(plot_id, title, tokens)
        nothing = Axis(label="", unit="", low=0, high=1)
        self.figure = Figure(id=plot_id, title=title, x=nothing, panels=(Panel(y=nothing),), empty=tr("Not computed yet."))
        self._said = (self.figure, self.figure)
        self._computed = False
        self.ranges = Ranges()
        self._cursor: tuple[float, float] | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLING)
        self._settling.timeout.connect(self.settle)
        self.setMouseTracking(True)
        self.editor: AxisEditor | None = None

    def show_figure(self, figure: Figure) -> None:
        """Draw another figure at the next repaint; ranges only widen while a drag lasts."""
        same = self._computed and unchanged(self.figure, figure)
        if is_final(figure) and not is_final(self.figure):
            self._hints = {}  # At rest names stand where they would in a picture of its own, whatever came before.
        self.figure, self._computed = figure, True
        self.mark_stale(False)
        if not same:
            self.refresh()

    def arrays(self) -> list[Array]:
        """Every array that is drawn: x and y of each line with its band, then the map."""
        found: list[Array] = []
        for panel in self.figure.panels:
            for line in panel.lines:
                found += [array for array in (line.x, line.y, line.low, line.high) if array is not None]
            if panel.map is not None:
                found += [panel.map.x, panel.map.y, panel.map.z]
        return found

    # Ranges.

    def begin_drag(self) -> None:
        """A slider is held: ranges widen and never shrink."""
        self._settling.stop()
        self.ranges.hold(self.shown() if self._computed else None)

    def end_drag(self) -> None:
        """The slider was let go: ranges settle a moment later."""
        if self.ranges.holding:
            self._settling.start()

    def settle(self) -> None:
        """Ranges as the figure asks for them."""
        self._settling.stop()
        self.ranges.settle()
        self._hints = {}
        self.refresh()

    def set_range(self, key: str, limits: tuple[float, float] | None) -> str:
        """Fix an axis (`x`, `0`, `1`) to a range, or free it with None; a reason in words when it cannot be shown."""
        if limits is None:
            self.ranges.fixed.pop(key, None)
        else:
            reason = refusal(*limits, axes(self.figure)[key].log)
            if reason:
                return reason
            self.ranges.fixed[key] = limits
        self._hints = {}
        self.refresh()
        return ""

    def shown(self) -> Figure:
        """The figure with the ranges on the screen."""
        return self.ranges.shown(self.figure)

    # Drawing.

    @property
    def said(self) -> Figure:
        """The figure in the language of the window."""
        if self._said[0] is not self.figure:
            self._said = self.figure, spoken(self.figure)
        return self._said[1]

    def content(self) -> Figure | None:
        """The figure as it is shown, in English: for its data."""
        return self.shown() if self._computed else None

    def seen(self) -> Figure | None:
        """The figure as it is shown and said: for its picture."""
        return self.ranges.shown(self.said) if self._computed else None

    def make_scene(self, measure: Measure, width: float, height: float, known: Hashable) -> Scene:
        """Axes, curves and names."""
        return figure_scene(
            self.ranges.shown(self.said),
            self.tokens,
            width=width,
            height=height,
            measure=measure,
            names_design=False,
            titled=False,
            hints=self.hints,
            sticky=self.ranges.holding,
            known=known,
            say=tr,
        )

    def heading(self, measure: Measure, width: float) -> list[Shape]:
        """Title, and at the right the cursor's read-out or the design's."""
        dropped = list(self.scene.dropped) if self.scene is not None else []
        words = self.cursor_words()
        figure = self.said
        if words:
            figure, dropped = dataclasses.replace(figure, readout=words, subtitle=""), []
        elif self.is_marked:
            figure = dataclasses.replace(figure, readout=tr("updating"))
        elif figure.provisional:
            figure = dataclasses.replace(figure, readout=f"{figure.readout} · {tr('bands follow')}".lstrip(" ·"))
        return heading(figure, self.tokens, width, measure, dropped)

    def frames(self) -> tuple[Frame, ...]:
        """Boxes and scales of the panels on the screen."""
        return frames(self.shown(), *self.logical_size())

    def overlay(self) -> list[Shape]:
        """A hairline at the cursor."""
        if self._cursor is None or self.figure.empty or self._panel_at(*self._cursor) is None:
            return []
        x = self._cursor[0]
        lines = tuple(np.array([[x, frame.box.top], [x, frame.box.bottom]]) for frame in self.frames())
        return [Path(parts=lines, stroke=self.tokens.ink3, width=1.0, name="cursor")]

    # Cursor.

    def _panel_at(self, x: float, y: float) -> int | None:
        for number, frame in enumerate(self.frames()):
            box = frame.box
            if box.left <= x <= box.right and box.top <= y <= box.bottom:
                return number
        return None

    def cursor_words(self) -> str:
        """The read-out at the cursor; empty without one."""
        if self._cursor is None or self.figure.empty:
            return ""
        number = self._panel_at(*self._cursor)
        if number is None:
            return ""
        frame = self.frames()[number]
        x, y = frame.x.value(self._cursor[0]), frame.y.value(self._cursor[1])
        return readout.words(self.said, number, x, y, frame.y, self._cursor[1])

    def set_cursor(self, place: tuple[float, float] | None) -> None:
        """Put the read-out at a place in logical pixels, or take it away."""
        if place != self._cursor:
            self._cursor = place
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The read-out follows the pointer."""
        at = event.position()
        self.set_cursor((at.x() / self.text_scale, at.y() / self.text_scale))

    def leaveEvent(self, event: QEvent) -> None:
        """Without a cursor the read-out is the design's."""
        self.set_cursor(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the read-out, Esc takes it away."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        box = self.frames()[0].box
        if step is not None:
            x, y = self._cursor or ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
            self.set_cursor((min(max(x + step * box.width / CURSOR_STEPS, box.left), box.right), y))
        elif event.key() == Qt.Key.Key_Escape and self._cursor is not None:
            self.set_cursor(None)
        else:
            super().keyPressEvent(event)

    # An axis to type.

    def axis_at(self, x: float, y: float) -> str | None:
        """The axis whose ticks stand at a place: below the last panel x, left of a panel its y."""
        placed = self.frames()
        for number, frame in enumerate(placed):
            if x < frame.box.left and frame.box.top <= y <= frame.box.bottom:
                return str(number)
        last = placed[-1].box
        return "x" if y > last.bottom and last.left <= x <= last.right else None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the range of the axis under the pointer."""
        at = event.position()
        key = self.axis_at(at.x() / self.text_scale, at.y() / self.text_scale)
        if key is not None and self._computed:
            self.open_editor(key)

    def open_editor(self, key: str) -> AxisEditor:
        """The small form for one axis, beside it."""
        self.editor = AxisEditor(self, key, axes(self.shown())[key])
        self.editor.open_beside()
        return self.editor
