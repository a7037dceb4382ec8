"""A piece of the corona magnified: brush height against tether reach, and the verdict whether the ligand is buried."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from formulator.ui.export import strands
from formulator.ui.export.membrane import STRIP, faced, membrane_shapes
from formulator.ui.export.section import ligand_shapes, spread
from formulator.ui.export.shapes import Box, Disc, Measure, Path, Shape, Text, wrapped
from formulator.ui.tokens import SMALL, Role, Tokens
from formulator.ui.words import Say
from formulator.units import format_number

if TYPE_CHECKING:
    from formulator.ui.export.particle import Particle

SLAB = 22.0
LABELS = 64.0
MOST_LARGER = 5.5
LINE = 16.0


def corona_column(shown: Particle, box: Box, section_scale: float, theme: Tokens, measure: Measure, say: Say) -> list[Shape]:
    """Heading, column, labels and verdict, from top to bottom."""
    lines = wrapped(shown.verdict, box.width, SMALL, measure, True) if shown.verdict else []
    foot = [*((line, True) for line in lines), *([(shown.interval, False)] if shown.interval else [])]
    shapes: list[Shape] = []
    base_of_words = box.bottom - LINE * max(len(foot) - 1, 0) - 2
    for number, (line, bold) in enumerate(foot):
        shapes.append(
            Text(
                x=box.left,
                y=base_of_words + LINE * number,
                text=line,
                colour=theme.ink if bold else theme.ink2,
                size=SMALL,
                bold=bold,
                name="verdict",
            )
        )
    tallest = faced(shown)
    bottom = base_of_words - 18
    strip = STRIP if shown.receptor_spacing is not None else 0.0
    room = bottom - SLAB - box.top - 26 - strip
    if tallest <= 0 or room < 24:
        return shapes
    scale = min(room / tallest, MOST_LARGER * section_scale)
    ratio = scale / section_scale
    times = format_number(ratio if ratio >= 1 else 1 / ratio, digits=2)
    size = say("{times} × larger" if ratio >= 1 else "{times} × smaller", times=times)
    heading = f"{say('Corona' if shown.brush is not None else 'Surface')}, {size}"
    if measure(heading, SMALL, True) > box.width:
        heading = size
    surface = bottom - SLAB
    top = surface - tallest * scale - 22 - strip
    shapes.append(Text(x=box.left, y=top, text=heading, colour=theme.ink, size=SMALL, bold=True, name="heading"))
    right = box.right - LABELS
    shapes += _slab(shown, box.left, right, surface, bottom, theme)
    if shown.receptor_spacing is not None:
        plane = surface - tallest * scale
        shapes += membrane_shapes(shown, box.left, right, plane, _ligand_place(box.left, right), scale, theme)
        shapes.append(Text(x=right + 6, y=plane - 12, text=say("cell"), colour=theme.ink2, size=SMALL, name="name"))
    shapes += _standing(shown, box.left, right, surface, scale, theme)
    shapes += _heights(shown, box.left, right, surface, scale, theme, say)
    return shapes


def _slab(shown: Particle, left: float, right: float, top: float, bottom: float, theme: Tokens) -> list[Shape]:
    role, payload = theme.roles["membrane"], theme.roles["payload"]
    slab = Box(left, top, right, bottom)
    shapes: list[Shape] = [
        Path(parts=(slab.corners,), fill=role.fill, closed=True, name="slab"),
        Path(parts=(np.array([[left, top], [right, top]]),), stroke=role.line, width=1.0, name="surface"),
    ]
    dots = 0 if shown.in_lumen or not shown.dots else 6
    for x, y in strands.box_dots(dots, shown.seed, left + 5, top + 6, right - 5, bottom - 5).tolist():
        shapes.append(Disc(x=x, y=y, r=3.6, fill=payload.fill, stroke=payload.line, width=0.75, name="payload"))
    return shapes


def _ligand_place(left: float, right: float) -> float:
    return left + 0.28 * (right - left)


def _standing(shown: Particle, left: float, right: float, surface: float, scale: float, theme: Tokens) -> list[Shape]:
    """Brush chains at their mean distance, and one ligand."""
    shapes: list[Shape] = []
    if shown.brush is not None:
        density = (shown.outer_chains or 0.0) / (4 * math.pi * shown.core**2) if shown.core > 0 else 0.0
        count = max(1, min(round((right - left) / scale * math.sqrt(density)), 16)) if density > 0 else 1
        places = spread(left + 3, right - 3, count)
        length = shown.brush * scale
        chains = strands.upright_chains(places, shown.seed, base=surface, length=length, amplitude=min(4.0, 0.1 * length))
        shapes.append(Path(parts=chains, stroke=theme.roles["corona"].line, width=1.25, name="corona"))
    if shown.reach is not None:
        place = np.array([_ligand_place(left, right)])
        chains = strands.upright_chains(place, shown.seed + 3, base=surface, length=shown.reach * scale, amplitude=1.5)
        shapes += ligand_shapes(chains, theme, 5.0)
    return shapes


def _heights(shown: Particle, left: float, right: float, surface: float, scale: float, theme: Tokens, say: Say) -> list[Shape]:
    """Lines at brush height and tether reach with their lengths; names that would touch are moved apart."""
    from formulator.ui.export.particle import nanometres

    wanted: list[tuple[str, float, Role, tuple[float, ...]]] = []
    if shown.reach is not None:
        wanted.append(("tether", shown.reach, theme.roles["ligand"], (4.0, 2.5)))
    if shown.brush is not None:
        wanted.append(("brush", shown.brush, theme.roles["corona"], ()))
    wanted.sort(key=lambda entry: -entry[1])
    shapes: list[Shape] = []
    free = -math.inf
    for name, height, role, dash in wanted:
        y = surface - height * scale
        shapes.append(Path(parts=(np.array([[left, y], [right, y]]),), stroke=role.line, width=1.0, dash=dash, name=f"{name}-height"))
        at = max(min(y + 1, surface - 10), free)
        shapes.append(Text(x=right + 6, y=at, text=say(name), colour=theme.ink2, size=SMALL, name="name"))
        shapes.append(Text(x=right + 6, y=at + 13, text=nanometres(height), colour=theme.ink, size=SMALL, name="height"))
        free = at + 28
    base = surface + SLAB / 2 + 4
    if free <= base + 1:
        # Where two heights need the room, the surface goes without its name.
        name = say("membrane" if shown.membrane is not None else "core")
        shapes.append(Text(x=right + 6, y=base, text=name, colour=theme.ink2, size=SMALL, name="name"))
    return shapes
