"""One pair of axes: spans, bands, guides, curves, measured points and the design's mark, from back to front, then names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from formulator.explore.figure import Guide, Line, Mark, Panel, Span
from formulator.ui.export.axes import Frame, Scale
from formulator.ui.export.bars import drawn_bars
from formulator.ui.export.geometry import clipped_area, clipped_line, hatch
from formulator.ui.export.labels import EDGE, BesideLine, Labels
from formulator.ui.export.map import drawn_map, map_names
from formulator.ui.export.shapes import HALO, Box, Disc, Measure, Path, Points, Shape, Text
from formulator.ui.tokens import SMALL, Role, Tokens

CROSS, RING, SQUARE = 6.0, 4.5, 4.0
ORDER = {"healthy": 0, "measured": 1, "design": 2}
"""Marks from back to front: the design last."""
NAMED_BOLD = ("design", "target", "healthy")
REPEATS: tuple[tuple[float, ...], ...] = ((2.0, 3.0), (9.0, 4.0), (1.0, 2.0), (9.0, 3.0, 2.0, 3.0))
"""Dashes of the first, second, ... line when several lines of one panel share a dashed role."""


@dataclass(slots=True)
class PanelPicture:
    """Draws one panel into `shapes`; `labels` remembers where names stand."""

    panel: Panel
    x: Scale
    y: Scale
    box: Box
    theme: Tokens
    measure: Measure
    names_design: bool = True
    hints: dict[str, int] = field(default_factory=dict)
    sticky: bool = False
    shapes: list[Shape] = field(default_factory=list)
    labels: Labels = field(init=False)
    _across: tuple[Points, Points] | None = None

    def __post_init__(self) -> None:
        box = Box(self.box.left, self.box.top - 2, self.box.right, self.box.bottom)
        self.labels = Labels(box=box, measure=self.measure, hints=self.hints, sticky=self.sticky)

    def draw(self) -> None:
        """Everything between the axes."""
        drawn = {id(line): clipped_line(self._points(line.x, line.y), self.box) for line in self.panel.lines}
        if self.panel.map is not None:
            drawn_map(self, self.panel.map)
        drawn_bars(self, self.panel.bars)
        for line in self.panel.lines:
            self._band(line)
        for guide in self.panel.guides:
            self._guide(guide)
        for number, (line, dash) in enumerate(self._dashes()):
            self._line(f"line {number}", line, drawn[id(line)], dash)
        for mark in sorted(self.panel.marks, key=lambda mark: ORDER.get(mark.role, 0)):
            self._mark(mark)
        self._names(drawn)
        self.shapes += self.labels.placed

    def role(self, name: str) -> Role:
        """How a role is drawn; an unknown one as a reference."""
        return self.theme.roles.get(name, self.theme.roles["reference"])

    def _points(self, x: Points, y: Points) -> Points:
        """Places of a curve; the curves of a panel mostly share their x."""
        if self._across is None or self._across[0] is not x:
            self._across = x, self.x.px(x)
        points = np.empty((len(x), 2))
        points[:, 0], points[:, 1] = self._across[1], self.y.px(y)
        return points

    def _dashes(self) -> Iterator[tuple[Line, tuple[float, ...]]]:
        seen: dict[str, int] = {}
        for line in self.panel.lines:
            dash, number = self.role(line.role).dash, seen.get(line.role, 0)
            seen[line.role] = number + 1
            yield line, dash if not dash or number == 0 else REPEATS[number % len(REPEATS)]

    def _band(self, line: Line) -> None:
        if line.low is None or line.high is None:
            return
        lower, upper = self._points(line.x, line.low), self._points(line.x, line.high)
        known = np.isfinite(lower).all(axis=1) & np.isfinite(upper).all(axis=1)
        corners = clipped_area(np.concatenate([lower[known], upper[known][::-1]]), self.box) if known.any() else lower[:0]
        if len(corners) > 2:
            self.shapes.append(Path(parts=(corners,), fill=self.role(line.role).fill, opacity=self.theme.band, closed=True, name="band"))
            for edge in (lower, upper):
                for part in clipped_line(edge, self.box):
                    self.labels.add_curve(part, EDGE)

    def _guide(self, guide: Guide) -> None:
        role = self.role(guide.role)
        at = float((self.x if guide.axis == "x" else self.y).px(guide.at))
        ends = (
            np.array([[at, self.box.top], [at, self.box.bottom]])
            if guide.axis == "x"
            else np.array([[self.box.left, at], [self.box.right, at]])
        )
        parts = clipped_line(ends, self.box)
        if parts:
            colour = self.theme.ink if guide.role == "design" else self.theme.rule if guide.axis == "y" and not guide.label else role.line
            self.shapes.append(Path(parts=parts, stroke=colour, width=1.0, dash=() if guide.axis == "y" else role.dash, name="guide"))
            self.labels.add_curve(ends)

    def _line(self, key: str, line: Line, parts: tuple[Points, ...], dash: tuple[float, ...]) -> None:
        if not parts:
            return
        role = self.role(line.role)
        self.shapes.append(Path(parts=parts, stroke=role.line, width=role.width, dash=dash, name="line"))
        for part in parts:
            self.labels.add_curve(part, key)

    def _mark(self, mark: Mark) -> None:
        x, y = float(self.x.px(mark.x)), float(self.y.px(mark.y))
        if not (math.isfinite(x) and math.isfinite(y)):
            return
        if mark.y_low is not None and mark.y_high is not None:
            ends = self.y.px(np.array([mark.y_low, mark.y_high]))
            bar = clipped_line(np.array([[x, ends[0]], [x, ends[1]]]), self.box)
            self.shapes.append(Path(parts=bar, stroke=self.role(mark.role).line, width=1.5, name="error-bar"))
        if not (self.box.left - 1 <= x <= self.box.right + 1 and self.box.top - 1 <= y <= self.box.bottom + 1):
            return
        self.shapes += mark_shapes(mark.role, x, y, self.theme)
        self.labels.add_mark(x, y, CROSS + 2)

    def _names(self, drawn: dict[int, tuple[Points, ...]]) -> None:
        if self.panel.map is not None:
            map_names(self, self.panel.map)
        for number, guide in enumerate(self.panel.guides):
            if guide.label:
                self._guide_name(f"guide {number}", guide)
        for number, span in enumerate(self.panel.spans):
            self._span_name(f"span {number}", span)
        for number, line in reversed(list(enumerate(self.panel.lines))):
            parts = drawn[id(line)]
            if line.label and parts and (len(self.panel.lines) > 1 or line.role != "design"):
                longest = max(parts, key=len)
                style = self._style(line.role, bold=line.role in NAMED_BOLD and not line.secondary)
                self.labels.place(f"line {number}", BesideLine(longest, line.label, style, self.box, self.measure))
        self._band_name()
        self._mark_names()

    def _style(self, role: str, bold: bool = False, name: str = "name") -> dict[str, Any]:
        colour = self.theme.ink if role == "measured" else self.role(role).text
        return {"colour": colour, "bold": bold, "halo": self.theme.paper, "name": name}

    def _guide_name(self, key: str, guide: Guide) -> None:
        style = self._style(guide.role)
        if guide.role == "design":
            style["colour"] = self.theme.ink
        places: list[tuple[Text, ...]] = []
        if guide.axis == "x":
            at = float(self.x.px(guide.at))
            for base in (self.box.top + 8, self.box.top + 22, self.box.bottom - 8):
                places += [
                    (Text(x=at + 4, y=base, text=guide.label, **style),),
                    (Text(x=at - 4, y=base, text=guide.label, anchor="end", **style),),
                ]
        else:
            at = float(self.y.px(guide.at))
            for base in (at - 4, at + 12):
                places += [
                    (Text(x=self.box.right - 4, y=base, text=guide.label, anchor="end", **style),),
                    (Text(x=self.box.left + 6, y=base, text=guide.label, **style),),
                ]
        self.labels.place(key, places)

    def _span_name(self, key: str, span: Span) -> None:
        low, high = sorted(float((self.x if span.axis == "x" else self.y).px(end)) for end in (span.low, span.high))
        places: list[tuple[Text, ...]] = []
        style = self._style(span.role, bold=span.axis == "x")
        if span.axis == "y":
            top, bottom = max(low, self.box.top), min(high, self.box.bottom)
            for base in (top + 13, bottom - 5):
                places += [
                    (Text(x=self.box.right - 5, y=base, text=span.label, anchor="end", **style),),
                    (Text(x=self.box.left + 8, y=base, text=span.label, **style),),
                ]
            self.labels.place(key, places)
            return
        half = max(self.measure(span.label, SMALL, True), self.measure(span.detail, SMALL, False)) / 2 + 3
        middle = min(max((low + high) / 2, self.box.left + half), self.box.right - half)
        detail = {**style, "bold": False, "colour": self.theme.ink2}
        for base in (self.box.top + 11, self.box.bottom - 18, self.box.top + 40, self.box.bottom - 48):
            name = Text(x=middle, y=base, text=span.label, anchor="middle", **style)
            places.append((name, Text(x=middle, y=base + 13, text=span.detail, anchor="middle", **detail)) if span.detail else (name,))
        self.labels.place(key, places)

    def _band_name(self) -> None:
        for line in self.panel.lines:
            if line.low is not None and line.role == "design" and self.box.height > 150:
                parts = clipped_line(self._points(line.x, line.low), self.box)
                if parts:
                    places: Sequence[tuple[Text, ...]] = BesideLine(
                        max(parts, key=len), "5–95 %", self._style(line.role), self.box, self.measure
                    )
                    self.labels.place("band", places)
                    if self.labels.dropped and self.labels.dropped[-1] == "5–95 %":
                        self.labels.dropped.pop()

    def _mark_names(self) -> None:
        seen = {line.label for line in self.panel.lines if len(self.panel.lines) > 1}
        for mark in self.panel.marks:
            if mark.label and mark.label not in seen and mark.role != "healthy" and (mark.role != "design" or self.names_design):
                seen.add(mark.label)
                x, y = float(self.x.px(mark.x)), float(self.y.px(mark.y))
                style = self._style("measured", bold=mark.role == "design")
                places = [
                    (Text(x=x + dx, y=y + dy, text=mark.label, anchor=anchor, **style),)
                    for dx, dy, anchor in (
                        (11, 4, "start"),
                        (-11, 4, "end"),
                        (9, 16, "start"),
                        (-9, 16, "end"),
                        (9, -9, "start"),
                        (-9, -9, "end"),
                        (0, -13, "middle"),
                        (0, 22, "middle"),
                    )
                ]
                self.labels.place(f"mark {mark.label}", places)
                if mark.role == "design" and self.labels.dropped and self.labels.dropped[-1] == mark.label:
                    self.labels.dropped.pop()


def span_shapes(span: Span, frame: Frame, theme: Tokens) -> list[Shape]:
    """A range as a pale area with the hatch of its role."""
    role = theme.roles.get(span.role, theme.roles["reference"])
    box = frame.box
    low, high = sorted(float((frame.x if span.axis == "x" else frame.y).px(end)) for end in (span.low, span.high))
    area = Box(low, box.top, high, box.bottom) if span.axis == "x" else Box(box.left, low, box.right, high)
    corners = clipped_area(area.corners, box)
    if len(corners) < 3:
        return []
    opacity = theme.haze if span.role == "evidence" else 0.08
    shapes: list[Shape] = [Path(parts=(corners,), fill=role.fill, opacity=opacity, closed=True, name="span")]
    if role.hatch:
        lines = hatch((corners,), role.hatch)
        shapes.append(Path(parts=lines, stroke=role.line, width=0.75, opacity=theme.hatch + 0.13, name="hatch"))
    return shapes


def mark_shapes(role: str, x: float, y: float, theme: Tokens) -> list[Shape]:
    """A cross with a halo for the design, a hollow ring for a cell, a square for a measured value."""
    style = theme.roles.get(role, theme.roles["reference"])
    if role == "measured":
        square = Box(x - SQUARE, y - SQUARE, x + SQUARE, y + SQUARE).corners
        return [Path(parts=(square,), fill=style.line, stroke=theme.paper, width=1.0, closed=True, name="measured")]
    if role != "design":
        return [Disc(x=x, y=y, r=RING, fill=theme.paper, stroke=style.line, width=1.75, name="ring")]
    arms = (
        np.array([[x - CROSS, y - CROSS], [x + CROSS, y + CROSS]]),
        np.array([[x - CROSS, y + CROSS], [x + CROSS, y - CROSS]]),
    )
    return [
        Path(parts=arms, stroke=theme.paper, width=2.25 + 2 * (HALO - 0.5), name="halo"),
        Path(parts=arms, stroke=theme.ink, width=2.25, name="cross"),
    ]
