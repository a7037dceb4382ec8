"""A stepped map as filled outlines, each step named in place, and the robust window as outline and hatch."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from formulator.explore.figure import Area, Field2D
from formulator.ui.export.axes import Scale
from formulator.ui.export.geometry import clipped_area, deepest, hatch, outlines, thinned
from formulator.ui.export.labels import EDGE, Labels
from formulator.ui.export.shapes import Box, Path, Points, Shape, Text
from formulator.ui.tokens import SMALL, Tokens


class Canvas(Protocol):
    """What a map needs of the panel it is drawn on."""

    x: Scale
    y: Scale
    box: Box
    theme: Tokens
    shapes: list[Shape]
    labels: Labels


def drawn_map(canvas: Canvas, field: Field2D) -> None:
    """The steps from the lowest up, each over the one before; then outlined areas and the hatched window."""
    x, y = canvas.x.px(field.x), canvas.y.px(field.y)
    known = np.isfinite(field.z)
    positive = known.any() and bool((field.z[known] > 0).all()) and min(field.steps) > 0
    z = np.where(known, np.log(np.where(known, field.z, 1.0)) if positive else field.z, np.nan)
    levels = [float(np.log(step)) if positive else step for step in field.steps]
    for number, level in enumerate(levels):
        parts = _cut(outlines(x, y, z, level), canvas.box)
        if parts:
            fill = canvas.theme.map_steps[min(number, len(canvas.theme.map_steps) - 1)]
            stroke = canvas.theme.edge if number else ""
            canvas.shapes.append(Path(parts=parts, fill=fill, stroke=stroke, width=0.75, closed=True, name="step"))
    for area in field.areas:
        edge = _cut(outlines(x, y, area.depth, 0.0), canvas.box) if area.outlined else ()
        if edge:
            canvas.shapes.append(Path(parts=edge, stroke=canvas.theme.ink, width=1.25, dash=(4.0, 3.0), closed=True, name="area"))
            for part in edge:
                canvas.labels.add_curve(part, EDGE)
    if field.share is not None and field.robust is not None and field.robust.any():
        window = _cut(outlines(x, y, field.share, field.enough), canvas.box)
        canvas.shapes.append(Path(parts=hatch(window, "/"), stroke=canvas.theme.ink, width=0.75, opacity=0.6, name="hatch"))
        canvas.shapes.append(Path(parts=window, stroke=canvas.theme.ink, width=1.5, closed=True, name="robust"))


def _cut(loops: tuple[Points, ...], box: Box) -> tuple[Points, ...]:
    return tuple(part for part in (thinned(clipped_area(loop, box)) for loop in loops) if len(part) > 2)


def map_names(canvas: Canvas, field: Field2D) -> None:
    """Names of the areas, then of the steps; asked for when the marks stand."""
    x, y = canvas.x.px(field.x), canvas.y.px(field.y)
    for area in field.areas:
        _area_name(canvas, area, x, y)
    _step_names(canvas, field, x, y)


def _area_name(canvas: Canvas, area: Area, x: Points, y: Points) -> None:
    """The name inside its area: at its corner, else at the next place towards the other side; too small an area has none."""
    inside = area.depth > 0
    if not inside.any():
        return
    half = canvas.labels.measure(area.label, SMALL, False) / 2 + 3
    frame = Box(canvas.box.left + 3, canvas.box.top + 3, canvas.box.right - 3, canvas.box.bottom - 3)
    across, down = np.meshgrid(x, y)
    if area.corner == "middle":
        cell = deepest(inside)
        goal = (x[cell[1]], y[cell[0]]) if cell is not None else (0.0, 0.0)
    else:
        goal = (
            canvas.box.left if "left" in area.corner else canvas.box.right,
            canvas.box.top if "top" in area.corner else canvas.box.bottom,
        )
    away = np.where(inside, np.hypot(across - goal[0], down - goal[1]), np.inf)
    places = []
    for flat in np.argsort(away, axis=None)[: int(inside.sum())]:
        at_x, at_y = float(across.flat[flat]), float(down.flat[flat])
        room = Box(at_x - half, at_y - 8, at_x + half, at_y + 8)
        if frame.holds(room) and _covered(inside, x, y, room):
            text = Text(
                x=at_x,
                y=at_y + 4,
                text=area.label,
                colour=canvas.theme.ink2,
                size=SMALL,
                anchor="middle",
                halo=canvas.theme.paper,
                name="area-name",
            )
            places.append((text,))
    canvas.labels.place(f"area {area.label}", places)


def _covered(inside: npt.NDArray[np.bool_], x: Points, y: Points, box: Box) -> bool:
    """True when every cell of the map under a box belongs to the area."""
    columns = (x > box.left) & (x < box.right)
    rows = (y > box.top) & (y < box.bottom)
    return bool(inside[np.ix_(rows, columns)].all())


def _step_names(canvas: Canvas, field: Field2D, x: Points, y: Points) -> None:
    edges = [-np.inf, *field.steps, np.inf]
    names = [f"under {field.steps[0]:g}", *field.step_labels]
    for number, name in enumerate(names):
        inside = (field.z >= edges[number]) & (field.z < edges[number + 1])
        places: list[tuple[Text, ...]] = []
        for part in _regions(inside):
            cell = deepest(part)
            if cell is not None:
                places.append(
                    (
                        Text(
                            x=float(x[cell[1]]),
                            y=float(y[cell[0]]) + 4,
                            text=name,
                            colour=canvas.theme.ink,
                            size=SMALL,
                            anchor="middle",
                            halo=canvas.theme.paper,
                            name="step-name",
                        ),
                    )
                )
        if places:
            pushed = [(_held(line[0], canvas),) for line in places]
            canvas.labels.place(f"step {number}", pushed)


def _held(text: Text, canvas: Canvas) -> Text:
    """A name near the edge of the map moved inside it."""
    half = canvas.labels.measure(text.text, text.size, text.bold) / 2 + 4
    x = min(max(text.x, canvas.box.left + half), canvas.box.right - half)
    y = min(max(text.y, canvas.box.top + 13), canvas.box.bottom - 6)
    return Text(x=x, y=y, text=text.text, colour=text.colour, size=text.size, anchor="middle", halo=text.halo, name=text.name)


def _regions(mask: npt.NDArray[np.bool_]) -> list[npt.NDArray[np.bool_]]:
    """Connected parts of a mask, largest first; specks of under four cells are left out."""
    left = mask.copy()
    parts = []
    while left.any():
        part = np.zeros_like(left)
        part[tuple(np.argwhere(left)[0])] = True
        while True:
            padded = np.pad(part, 1)
            grown = left & (part | padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:])
            if (grown == part).all():
                break
            part = grown
        left &= ~part
        parts.append(part)
    return sorted((part for part in parts if part.sum() >= 4), key=lambda part: -int(part.sum()))
