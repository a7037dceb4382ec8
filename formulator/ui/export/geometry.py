"""Cutting lines and areas at the edge of a plot, hatching, and outlines of maps: what renderers disagree about is done here."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from formulator.ui.export.shapes import Box, Points


def clipped_line(points: Points, box: Box) -> tuple[Points, ...]:
    """The parts of a polyline inside the box; it breaks where a value is not a number."""
    if len(points) < 2:
        return ()
    x, y = points[:, 0], points[:, 1]
    if x.min() >= box.left and x.max() <= box.right and y.min() >= box.top and y.max() <= box.bottom:
        return (points,)  # Not where anything is not a number.
    beyond = np.array([x < box.left, x > box.right, y < box.top, y > box.bottom])
    finite = np.isfinite(x) & np.isfinite(y)
    inside = finite & ~beyond.any(axis=0)
    whole = inside[:-1] & inside[1:]
    # Segments with both ends beyond the same edge, or without an end, cannot be seen.
    seen = finite[:-1] & finite[1:] & ~(beyond[:, :-1] & beyond[:, 1:]).any(axis=0)
    parts: list[list[Points]] = []
    reached: tuple[float, float] | None = None
    index = 0
    at = np.flatnonzero(seen).tolist()
    while index < len(at):
        start = at[index]
        if whole[start]:
            while index + 1 < len(at) and at[index + 1] == at[index] + 1 and whole[at[index + 1]]:
                index += 1
            piece = points[start : at[index] + 2]
        else:
            cut = _cut(points[start], points[start + 1], box)
            piece = np.array(cut) if cut is not None else points[:0]
        index += 1
        if not len(piece):
            continue
        if reached == (float(piece[0, 0]), float(piece[0, 1])):
            parts[-1].append(piece[1:])
        else:
            parts.append([piece])
        reached = float(piece[-1, 0]), float(piece[-1, 1])
    return tuple(np.concatenate(part) for part in parts)


def _cut(start: Points, end: Points, box: Box) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """One segment cut to the box (Liang and Barsky), or None when it lies outside."""
    x, y = float(start[0]), float(start[1])
    dx, dy = float(end[0]) - x, float(end[1]) - y
    first, last = 0.0, 1.0
    for step, room in ((-dx, x - box.left), (dx, box.right - x), (-dy, y - box.top), (dy, box.bottom - y)):
        if step == 0:
            if room < 0:
                return None
            continue
        share = room / step
        if step < 0:
            first = max(first, share)
        else:
            last = min(last, share)
    if first >= last:
        return None
    return (x + first * dx, y + first * dy), (x + last * dx, y + last * dy)


def clipped_area(points: Points, box: Box) -> Points:
    """A closed outline cut to the box, one edge after the other (Sutherland and Hodgman)."""
    points = points[np.isfinite(points).all(axis=1)]
    for axis, limit, sign in ((0, box.left, 1.0), (0, box.right, -1.0), (1, box.top, 1.0), (1, box.bottom, -1.0)):
        if len(points) == 0:
            return points
        room = sign * (points[:, axis] - limit)
        if (room >= 0).all():
            continue
        kept: list[Points] = []
        for index in range(len(points)):
            here, there = points[index - 1], points[index]
            before, after = room[index - 1], room[index]
            if (before >= 0) != (after >= 0):
                kept.append(here + (there - here) * (before / (before - after)))
            if after >= 0:
                kept.append(there)
        points = np.array(kept).reshape(-1, 2)
    return points


def hatch(loops: Sequence[Points], style: str, pitch: float = 8.0) -> tuple[Points, ...]:
    """Slanted lines inside closed outlines, even-odd: `/` rises to the right, `\\` falls."""
    turn = math.radians(45 if style == "/" else -45)
    along = np.array([math.cos(turn), -math.sin(turn)])
    across = np.array([math.sin(turn), math.cos(turn)])
    starts = [loop for loop in loops if len(loop) > 2]
    if not starts:
        return ()
    first = np.concatenate(starts)
    second = np.concatenate([np.roll(loop, -1, axis=0) for loop in starts])
    level_1, level_2 = first @ across, second @ across
    lines: list[Points] = []
    for number in range(math.ceil(float(level_1.min()) / pitch), math.floor(float(level_1.max()) / pitch) + 1):
        level = number * pitch
        crossing = (level_1 < level) != (level_2 < level)
        if not crossing.any():
            continue
        share = (level - level_1[crossing]) / (level_2[crossing] - level_1[crossing])
        places = np.sort((first[crossing] + (second[crossing] - first[crossing]) * share[:, None]) @ along)
        lines += [
            np.array([level * across + places[at] * along, level * across + places[at + 1] * along])
            for at in range(0, len(places) - 1, 2)
            if places[at + 1] - places[at] > 0.5
        ]
    return tuple(lines)


def outlines(x: Points, y: Points, z: Points, level: float) -> tuple[Points, ...]:
    """Closed outlines of the region where z reaches `level`, by marching squares; the edge of the map closes them."""
    low = min(float(np.nanmin(z)) if np.isfinite(z).any() else level, level) - 1.0
    padded = np.full((len(y) + 2, len(x) + 2), low)
    padded[1:-1, 1:-1] = np.where(np.isfinite(z), z, low)
    across, down = (np.concatenate([[axis[0]], axis, [axis[-1]]]) for axis in (x, y))
    above = padded >= level
    corners = above[:-1, :-1].astype(int) + 2 * above[:-1, 1:] + 4 * above[1:, 1:] + 8 * above[1:, :-1]
    following: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    for row, column in np.argwhere((corners > 0) & (corners < 15)):
        for start, end in _SEGMENTS[int(corners[row, column])]:
            following[_edge(int(row), int(column), start)] = _edge(int(row), int(column), end)
    loops: list[Points] = []
    while following:
        first, at = following.popitem()
        chain = [first]
        while at != first:
            chain.append(at)
            at = following.pop(at)
        loops.append(np.array([_place(edge, across, down, padded, level) for edge in chain]))
    return tuple(loop for loop in loops if len(loop) > 2)


_SEGMENTS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),),
    2: ((0, 1),),
    3: ((3, 1),),
    4: ((1, 2),),
    5: ((3, 0), (1, 2)),
    6: ((0, 2),),
    7: ((3, 2),),
    8: ((2, 3),),
    9: ((2, 0),),
    10: ((0, 1), (2, 3)),
    11: ((2, 1),),
    12: ((1, 3),),
    13: ((1, 0),),
    14: ((0, 3),),
}
"""Edges of a cell (0 top, 1 right, 2 bottom, 3 left) that an outline enters and leaves, by which corners are inside."""


def _edge(row: int, column: int, side: int) -> tuple[int, int, int]:
    """One name for an edge whichever of its two cells asks: (row, column, 0 along x or 1 along y)."""
    return ((row, column, 0), (row, column + 1, 1), (row + 1, column, 0), (row, column, 1))[side]


def _place(edge: tuple[int, int, int], across: Points, down: Points, z: Points, level: float) -> tuple[float, float]:
    row, column, direction = edge
    next_row, next_column = (row, column + 1) if direction == 0 else (row + 1, column)
    here, there = z[row, column], z[next_row, next_column]
    share = (level - here) / (there - here)
    return (
        float(across[column] + (across[next_column] - across[column]) * share),
        float(down[row] + (down[next_row] - down[row]) * share),
    )


def rounded(loop: Points, passes: int = 2) -> Points:
    """A closed outline with its corners cut (Chaikin): takes the stairs off a mask without moving it by a cell."""
    for _ in range(passes):
        following = np.roll(loop, -1, axis=0)
        loop = np.stack([0.75 * loop + 0.25 * following, 0.25 * loop + 0.75 * following], axis=1).reshape(-1, 2)
    return loop


def thinned(loop: Points, least: float = 0.05) -> Points:
    """Without points that coincide."""
    apart = np.abs(loop - np.roll(loop, 1, axis=0)).max(axis=1) > least
    return loop[apart] if apart.sum() > 2 else loop


def deepest(mask: npt.NDArray[np.bool_]) -> tuple[int, int] | None:
    """Row and column of the cell farthest from the edge of a region; None for an empty one."""
    if not mask.any():
        return None
    left = mask
    while True:
        padded = np.pad(left, 1)
        smaller = left & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
        if not smaller.any():
            break
        left = smaller
    cells = np.argwhere(left)
    middle = cells.mean(axis=0)
    row, column = cells[np.argmin(((cells - middle) ** 2).sum(axis=1))]
    return int(row), int(column)
