"""Small multiples as pictures: one variant in a pane, or all of them side by side in one file."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from formulator.explore.figure import Figure
from formulator.explore.multiples import Multiple, other_role
from formulator.ui.export.scene import LEFT, PADDING, TOP, figure_scene, heading
from formulator.ui.export.shapes import Box, Measure, Path, Scene, Shape, Text, approximate_width, text_box, wrapped
from formulator.ui.tokens import BODY, SMALL, Role, Tokens

WIDTH, HEIGHT = 360.0, 300.0
"""Size of one picture in a file."""
DASHES: tuple[tuple[float, ...], ...] = ((5.0, 3.0), (9.0, 4.0), (1.5, 2.5), (9.0, 3.0, 2.0, 3.0), (14.0, 3.0), (4.0, 2.0, 1.5, 2.0))
"""Dashes of the first, second, ... variant wherever its curve stands behind another's; after the sixth they repeat."""
SAMPLE = 30.0
BEHIND = 1.0


def dash_of(place: int) -> tuple[float, ...]:
    """The dash of a variant."""
    return DASHES[place % len(DASHES)]


def themed(theme: Tokens, count: int) -> Tokens:
    """The theme with a role for the curve of every variant behind the others."""
    grey = theme.roles["twin"]
    roles = {
        other_role(place): Role(line=grey.line, text=grey.text, fill=grey.fill, dash=dash_of(place), width=BEHIND) for place in range(count)
    }
    return dataclasses.replace(theme, roles={**theme.roles, **roles})


def sample(place: int, x: float, y: float, theme: Tokens) -> Path:
    """A piece of a variant's dash: the key to the grey curves in the other pictures."""
    return Path(parts=(np.array([[x, y], [x + SAMPLE, y]]),), stroke=theme.ink2, width=1.5, dash=dash_of(place), name="sample")


def unnamed(figure: Figure) -> Figure:
    """Without names beside the curves: the dash behind each title says whose they are."""
    panels = tuple(
        dataclasses.replace(panel, lines=tuple(dataclasses.replace(line, label="") for line in panel.lines)) for panel in figure.panels
    )
    return dataclasses.replace(figure, panels=panels)


def fitting(shown: Multiple, readouts: Sequence[str], width: float, measure: Measure) -> str:
    """The first of these read-outs that has room beside name and dash."""
    room = width - 2 * PADDING - measure(shown.name, BODY, True) - 8 - SAMPLE - 16
    return next((words for words in readouts if measure(words, SMALL, False) <= room), "")


def top(shown: Multiple, theme: Tokens, width: float, measure: Measure, readouts: Sequence[str]) -> list[Shape]:
    """Name, the dash behind it, and a read-out if there is room for one."""
    figure = dataclasses.replace(shown.figure, readout=fitting(shown, readouts, width, measure), subtitle="")
    return [*heading(figure, theme, width, measure, []), sample(shown.place, PADDING + measure(shown.name, BODY, True) + 8, 18.0, theme)]


def reason_shapes(shown: Multiple, theme: Tokens, width: float, height: float, measure: Measure) -> list[Shape]:
    """Why there is no curve of its own, over those of the others."""
    if not shown.reason:
        return []
    lines = wrapped(shown.reason, width - LEFT - PADDING - 24, SMALL, measure)
    middle, first = (LEFT + width - PADDING) / 2, TOP + 0.3 * (height - TOP)
    style = Text(x=middle, y=0, text="", colour=theme.ink2, size=SMALL, anchor="middle", halo=theme.paper, name="reason")
    words = [dataclasses.replace(style, y=first + 16 * number, text=line) for number, line in enumerate(lines)]
    boxes = [text_box(line, measure) for line in words]
    ground = Box(min(box.left for box in boxes) - 6, boxes[0].top - 4, max(box.right for box in boxes) + 6, boxes[-1].bottom + 4)
    # The curves of the others run behind the words, never through them.
    return [Path(parts=(ground.corners,), fill=theme.paper, closed=True, name="ground"), *words]


def all_scene(
    found: Sequence[Multiple],
    readouts: Sequence[Sequence[str]],
    theme: Tokens,
    *,
    columns: int = 2,
    measure: Measure = approximate_width,
) -> Scene:
    """Every variant in one picture, row by row; of the read-outs of each the first that fits is shown."""
    theme = themed(theme, len(found))
    across = min(columns, max(1, len(found)))
    shapes: list[Shape] = []
    words = []
    for number, (shown, said) in enumerate(zip(found, readouts, strict=True)):
        row, column = divmod(number, across)
        figure = unnamed(shown.figure)
        picture = figure_scene(figure, theme, width=WIDTH, height=HEIGHT, measure=measure, names_design=False, titled=False)
        inside = [*picture.shapes, *top(shown, theme, WIDTH, measure, said), *reason_shapes(shown, theme, WIDTH, HEIGHT, measure)]
        shapes += [moved(shape, column * WIDTH, row * HEIGHT) for shape in inside]
        words.append(f"{shown.name}: {shown.reason or next(iter(said), '')}")
    rows = -(-len(found) // across)
    title = "Targeting of each variant"
    return Scene(width=across * WIDTH, height=rows * HEIGHT, ground=theme.paper, shapes=tuple(shapes), title=title, about=". ".join(words))


def moved(shape: Shape, right: float, down: float) -> Shape:
    """A shape at another place."""
    if isinstance(shape, Path):
        return dataclasses.replace(shape, parts=tuple(part + np.array([right, down]) for part in shape.parts))
    return dataclasses.replace(shape, x=shape.x + right, y=shape.y + down)
