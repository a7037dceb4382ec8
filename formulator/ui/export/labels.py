"""Names beside what they name: every candidate place is tested against other names, curves and marks; the loser is dropped."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import overload

import numpy as np

from formulator.ui.export.shapes import Box, Measure, Points, Text, text_box

FAR_END = 0.2
"""What each further place along a curve costs: names belong to the end that is read first."""
LOYALTY = 10.0
"""How many crossed curve points a name accepts before it leaves the place it had a frame ago."""
SHARES = (0.98, 0.86, 0.74, 0.62, 0.5, 0.38, 0.26, 0.14)
"""Where along a curve its name is tried, as shares of its length from the start."""
SPACING = 4.0
"""Distance in pixels between the points that stand for a curve."""


GAP = 6.0
"""Pixels that stay free between two names side by side."""
EDGE = "edge"
"""The owner of band edges: a name should not cover one, but may stand beside it."""


def densified(points: Points) -> Points:
    """Points about `SPACING` apart along a polyline."""
    if len(points) < 2:
        return points
    steps = points[1:] - points[:-1]
    distance = np.zeros(len(points))
    np.cumsum(np.hypot(steps[:, 0], steps[:, 1]), out=distance[1:])
    if distance[-1] == 0:
        return points[:1]
    at = np.linspace(0.0, distance[-1], max(2, int(distance[-1] / SPACING) + 1))
    found = np.empty((len(at), 2))
    found[:, 0], found[:, 1] = np.interp(at, distance, points[:, 0]), np.interp(at, distance, points[:, 1])
    return found


@dataclass(slots=True)
class Labels:
    """The names of one panel, placed in the order in which they are asked for.

    A `sticky` name stays at the place of its hint as long as nothing else stands there: it costs little and never jumps.
    """

    box: Box
    measure: Measure
    hints: dict[str, int] = field(default_factory=dict)
    sticky: bool = False
    taken: list[Box] = field(default_factory=list)
    placed: list[Text] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    chosen: dict[str, int] = field(default_factory=dict)
    _curves: list[Points] = field(default_factory=list)
    _dense: list[Points] = field(default_factory=list)
    _owners: list[str] = field(default_factory=list)

    def add_curve(self, points: Points, owner: str = "") -> None:
        """Something that names should not cover; the name of `owner` should stand nearer to it than to any other."""
        self._curves.append(points)
        self._owners.append(owner)

    def add_mark(self, x: float, y: float, half: float) -> None:
        """Something that names may not cover."""
        self.taken.append(Box(x - half, y - half, x + half, y + half))

    def _cost(self, boxes: Sequence[Box], owner: str) -> float:
        """Curve points under a name, and those of other curves close around it."""
        total = 0.0
        for number in range(len(self._dense), len(self._curves)):
            self._dense.append(densified(self._curves[number]))
        for curve, whose in zip(self._dense, self._owners, strict=True):
            x, y = curve[:, 0], curve[:, 1]
            for box in boxes:
                wide = (x > box.left - 9) & (x < box.right + 9) & (y > box.top - 9) & (y < box.bottom + 9)
                if not wide.any():
                    continue
                x_near, y_near = x[wide], y[wide]
                total += np.count_nonzero(
                    (x_near > box.left - 2) & (x_near < box.right + 2) & (y_near > box.top - 1) & (y_near < box.bottom + 1)
                )
                if whose not in (owner, EDGE) and owner:
                    total += len(x_near)
        return total

    def place(self, key: str, candidates: Sequence[tuple[Text, ...]], needed: bool = False) -> bool:
        """Put one name (of one or more lines) at its best candidate; drop it when every place is taken."""
        best, best_cost, best_boxes = -1, float("inf"), [Box(0, 0, 0, 0)]
        owner = key if key.startswith("line") else ""
        hinted = self.hints.get(key, -1)
        order = sorted(range(len(candidates)), key=lambda index: index != hinted)
        for index in order:
            boxes = [text_box(line, self.measure) for line in candidates[index]]
            if any(not self.box.holds(box) or any(box.overlaps(other, 1.0) for other in self.taken) for box in boxes):
                continue
            if self.sticky and hinted == index:
                best, best_boxes = index, boxes
                break
            cost = self._cost(boxes, owner) + FAR_END * index - (LOYALTY if hinted == index else 0.0)
            if cost < best_cost:
                best, best_cost, best_boxes = index, cost, boxes
            if cost <= 0:
                # The place of the frame before still serves, or no other can be better by much.
                break
        if best < 0 and not needed:
            if candidates and candidates[0]:
                self.dropped.append(candidates[0][0].text)
            return False
        best = max(best, 0)
        self.taken += [Box(box.left - GAP, box.top, box.right + GAP, box.bottom) for box in best_boxes]
        self.placed += candidates[best]
        self.chosen[key] = best
        return True


class BesideLine(Sequence[tuple[Text, ...]]):
    """Places along a polyline: above and below it, right and left of it, from its far end backwards; made when asked for."""

    def __init__(self, points: Points, text: str, style: dict[str, object], box: Box, measure: Measure, size: float = 11.0) -> None:
        self.points = points
        self.text, self.style, self.box, self.size = text, style, box, size
        self.width = measure(text, size, bool(style.get("bold", False)))

    def __len__(self) -> int:
        return 4 * len(SHARES) if len(self.points) else 0

    @functools.cached_property
    def cloud(self) -> Points:
        """The polyline with even steps."""
        return densified(self.points)

    @overload
    def __getitem__(self, index: int) -> tuple[Text, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[Text, ...]]: ...
    def __getitem__(self, index: int | slice) -> tuple[Text, ...] | Sequence[tuple[Text, ...]]:
        if isinstance(index, slice):
            return [self[number] for number in range(len(self))[index]]
        place, side = divmod(range(len(self))[index], 4)
        x, y = (float(part) for part in self.cloud[int(SHARES[place] * (len(self.cloud) - 1))])
        if side >= 2:
            return self._at(x + 7 if side == 2 else x - 7 - self.width, y + 0.3 * self.size)
        half = self.width / 2
        middle = min(max(x, self.box.left + half), self.box.right - half)
        near = self.cloud[np.abs(self.cloud[:, 0] - middle) <= half + 2, 1]
        base = (near.min() if len(near) else y) - 6 if side == 0 else (near.max() if len(near) else y) + 5 + 0.8 * self.size
        return self._at(x - half, float(base))

    def _at(self, x: float, base: float) -> tuple[Text, ...]:
        x = min(max(x, self.box.left + 3), self.box.right - 3 - self.width)
        return (Text(x=x, y=base, text=self.text, size=self.size, **self.style),)  # type: ignore[arg-type]
