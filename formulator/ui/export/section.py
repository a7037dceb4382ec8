"""The section through the particle: body, payload, chains and ligands at one scale."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from formulator.ui.export import strands
from formulator.ui.export.shapes import Box, Disc, Measure, Path, Points, Shape, Text
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.words import Say, english
from formulator.units import format_number

if TYPE_CHECKING:
    from formulator.ui.export.particle import Particle

DOT = 2.4
FACING = 0.75
"""Part of a turn to the top of the picture, where the cell is: the first ligand stands there."""
LEAST_GAP = 2.2
"""Pixels between chains below which fewer are drawn."""


def nice(value: float, up: bool = False) -> float:
    """1, 2 or 5 times a power of ten, at most `value`; at least `value` with `up`."""
    if value <= 0 or not math.isfinite(value):
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    steps = [step * power for step in (1, 2, 5, 10)]
    if up:
        return float(next(step for step in steps if step >= value * (1 - 1e-9)))
    return float(max(step for step in steps if step <= value * (1 + 1e-9)))


def on_circle(count: float | None, radius: float) -> float:
    """How many of `count` things on a sphere stand on one great circle: circumference over their mean spacing."""
    if not count or radius <= 0:
        return 0.0
    return 2 * math.pi * radius * math.sqrt(count / (4 * math.pi * radius * radius))


@dataclass(frozen=True, slots=True)
class Place:
    """Where the section stands and how large a nanometre is there."""

    centre: tuple[float, float]
    scale: float


def place(shown: Particle, box: Box) -> Place:
    """The largest scale at which everything fits."""
    extent = max(shown.outer, shown.core + max(shown.brush or 0.0, shown.reach or 0.0))
    room = min(box.width, box.height) / 2
    return Place(((box.left + box.right) / 2, (box.top + box.bottom) / 2), (room - 8) / extent)


def body_shapes(shown: Particle, at: Place, theme: Tokens, measure: Measure, named: bool, say: Say = english) -> list[Shape]:
    """Corona, body, payload and the name of the lumen: all that does not depend on the ligand."""
    shapes = _chains(shown, at.scale, at.centre, theme)
    shapes += _body(shown, at.scale, at.centre, theme)
    shapes += _dots(shown, at.scale, at.centre, theme)
    if named:
        shapes += _names(shown, at.scale, at.centre, theme, measure, say)
    return shapes


def ligands_on_section(shown: Particle, at: Place, theme: Tokens) -> list[Shape]:
    """Ligand chains with their tips around the body."""
    return _ligands(shown, at.scale, at.centre, theme)


def _chains(shown: Particle, scale: float, centre: tuple[float, float], theme: Tokens) -> list[Shape]:
    """The corona, and the inner brush of a polymersome, fainter."""
    if shown.brush is None:
        return []
    colour = theme.roles["corona"].line
    found: list[Shape] = []
    leaves = [(shown.outer_chains, shown.core, shown.brush, 1.0)]
    if shown.membrane is not None and shown.all_chains is not None and shown.outer_chains is not None:
        inner = max(shown.core - shown.membrane, 0.0)
        leaves.append((shown.all_chains - shown.outer_chains, inner, -min(shown.brush, 0.6 * inner), 0.55))
    for number, (count, foot, length, opacity) in enumerate(leaves):
        wanted = on_circle(count, foot)
        most = 2 * math.pi * foot * scale / LEAST_GAP
        chains = strands.radial_chains(
            round(min(wanted, most)),
            shown.seed + number,
            foot=foot * scale,
            length=length * scale,
            amplitude=min(2.6, 0.14 * abs(length) * scale),
            centre=centre,
            offset=0.31 * number,
        )
        if chains:
            found.append(Path(parts=chains, stroke=colour, width=1.0, opacity=opacity, name="corona"))
    return found


def _body(shown: Particle, scale: float, centre: tuple[float, float], theme: Tokens) -> list[Shape]:
    role = theme.roles["membrane"]
    outer = strands.circle(shown.core * scale, centre)
    if shown.membrane is not None:
        inner = strands.circle(max(shown.core - shown.membrane, 0.0) * scale, centre)
        return [Path(parts=(outer, inner), fill=role.fill, stroke=role.line, width=1.0, closed=True, name="membrane")]
    whole = Path(parts=(outer,), fill=role.fill, stroke=role.line, width=1.0, closed=True, name="core")
    inside: tuple[Points, ...] = ()
    radius = shown.core * scale
    if shown.morphology == "nanogel":
        inside = strands.network(shown.seed, radius, centre)
    elif shown.morphology == "polyplex":
        inside = strands.tangle(shown.seed, radius, centre)
    elif shown.morphology == "dendrimer":
        inside = strands.branches(radius, centre)
    if not inside:
        return [whole]
    pale = Path(parts=(outer,), fill=role.fill, opacity=0.45, stroke=role.line, width=1.0, closed=True, name="core")
    return [pale, Path(parts=inside, stroke=role.line, width=1.0, opacity=0.75, name="polymer")]


def _dots(shown: Particle, scale: float, centre: tuple[float, float], theme: Tokens) -> list[Shape]:
    if shown.dots == 0:
        return []
    inner, outer = 0.0, shown.core
    if shown.membrane is not None:
        wall = max(shown.core - shown.membrane, 0.0)
        inner, outer = (0.0, wall) if shown.in_lumen else (wall, shown.core)
    margin = min((DOT + 1) / scale, (outer - inner) / 3)
    places = strands.ring_dots(shown.dots, shown.seed, (inner + margin if inner else 0.0) * scale, (outer - margin) * scale, centre)
    role = theme.roles["payload"]
    return [Disc(x=x, y=y, r=DOT, fill=role.fill, stroke=role.line, width=0.75, name="payload") for x, y in places.tolist()]


def _ligands(shown: Particle, scale: float, centre: tuple[float, float], theme: Tokens) -> list[Shape]:
    if not shown.facing_out or shown.reach is None:
        return []
    count = min(on_circle(shown.facing_out, shown.core), 2 * math.pi * shown.core * scale / 4.0)
    # A particle with few ligands still shows one.
    chains = strands.radial_chains(
        max(1, round(count)),
        shown.seed + 3,
        foot=shown.core * scale,
        length=shown.reach * scale,
        amplitude=min(1.6, 0.08 * shown.reach * scale),
        centre=centre,
        offset=FACING,
    )
    return ligand_shapes(chains, theme, 4.0)


def ligand_shapes(chains: tuple[Points, ...], theme: Tokens, size: float) -> list[Shape]:
    """Ligand chains with their tips."""
    colour = theme.roles["ligand"].line
    return [
        Path(parts=chains, stroke=colour, width=1.5, name="ligand"),
        Path(parts=strands.tips(chains, size), fill=colour, closed=True, name="tip"),
    ]


def _names(shown: Particle, scale: float, centre: tuple[float, float], theme: Tokens, measure: Measure, say: Say) -> list[Shape]:
    """What fills an empty lumen, and its share of the volume; a filled core is named beside the magnified piece."""
    if shown.membrane is None or (shown.in_lumen and shown.dots):
        return []
    radius = shown.core - shown.membrane
    if radius <= 0 or shown.outer <= 0:
        return []
    share = format_number(100 * (radius / shown.outer) ** 3, digits=2)
    lines = [say("lumen: water"), say("{share} % of volume", share=share)]
    if max(measure(line, SMALL, False) for line in lines) > 2 * (radius - (shown.brush or 0.0)) * scale:
        return []
    style = Text(x=centre[0], y=0, text="", colour=theme.ink2, size=SMALL, anchor="middle", halo=theme.paper, name="name")
    return [replace(style, y=centre[1] + 4 + 16 * (number - 0.5), text=line) for number, line in enumerate(lines)]


def spread(left: float, right: float, count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """`count` places inside an interval, half a step from its ends."""
    return left + (right - left) * (np.arange(count) + 0.5) / max(count, 1)
