"""A stepped map as filled outlines, each step named in place, and the robust window as outline and hatch."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from formulator.explore.figure import Field2D
from formulator.ui.export.axes import Scale
from formulator.ui.export.geometry import clipped_area, deepest, hatch, outlines, rounded, thinned
from formulator.ui.export.labels import Labels
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
    """The steps from the lowest up, each over the one before; then the window; names go to the labels."""
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
    if field.robust is not None and field.robust.any():
        window = tuple(rounded(loop) for loop in _cut(outlines(x, y, field.robust.astype(float), 0.5), canvas.box))
        canvas.shapes.append(Path(parts=hatch(window, "/"), stroke=canvas.theme.ink, width=0.75, opacity=0.6, name="hatch"))
        canvas.shapes.append(Path(parts=window, stroke=canvas.theme.ink, width=1.5, closed=True, name="robust"))
    _names(canvas, field, x, y)


def _cut(loops: tuple[Points, ...], box: Box) -> tuple[Points, ...]:
    return tuple(part for part in (thinned(clipped_area(loop, box)) for loop in loops) if len(part) > 2)


def _names(canvas: Canvas, field: Field2D, x: Points, y: Points) -> None:
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


def _regions(mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> list[np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
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
