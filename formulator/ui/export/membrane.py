"""The target cell before the particle: a piece of its membrane, taken as flat, with its receptors at their mean spacing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from formulator.ui.export.shapes import Box, Measure, Path, Points, Shape, Text
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.words import Say
from formulator.units import format_number

if TYPE_CHECKING:
    from formulator.ui.export.particle import Particle
    from formulator.ui.export.section import Place

STRIP = 8.0
"""Thickness of the membrane in pixels: it and the receptors are signs, their places are to scale."""
ROOM = 26.0
"""What membrane and label take away from the height of the section."""
_HALF, _DEEP = 3.5, 6.0
_MOST = 200


def faced(shown: Particle) -> float:
    """Distance of the membrane from the core in nm: where the longer of brush and tether ends."""
    return max(shown.brush or 0.0, shown.reach or 0.0)


def membrane_shapes(shown: Particle, left: float, right: float, plane: float, first: float, scale: float, theme: Tokens) -> list[Shape]:
    """The membrane above `plane` and its receptors, one of them at `first` and the others at their spacing to both sides."""
    role, receptor = theme.roles["membrane"], theme.roles["target"]
    strip = Box(left, plane - STRIP, right, plane)
    return [
        Path(parts=(strip.corners,), fill=role.fill, closed=True, name="cell-membrane"),
        Path(parts=(np.array([[left, plane], [right, plane]]),), stroke=role.line, width=1.0, name="cell-surface"),
        Path(
            parts=tuple(_cup(x, plane) for x in _places(shown, left, right, first, scale)),
            fill=theme.paper,
            stroke=receptor.line,
            width=1.75,
            name="receptor",
        ),
    ]


def _places(shown: Particle, left: float, right: float, first: float, scale: float) -> list[float]:
    """Where receptors stand between both ends; where they are crowded, no more than can be told apart."""
    step = max((shown.receptor_spacing or math.inf) * scale, 2.0 * _HALF + 1.0)
    room = (first - left - _HALF - 1.0, right - first - _HALF - 1.0)
    before, after = (min(int(max(side, 0.0) / step), _MOST) if math.isfinite(step) else 0 for side in room)
    return [first + number * step for number in range(-before, after + 1)]


def _cup(x: float, plane: float) -> Points:
    """A receptor in the membrane, open towards the particle."""
    turn = np.linspace(math.pi, 2.0 * math.pi, 9)
    rim, depth = plane - (_DEEP - _HALF), _HALF
    arch = np.column_stack([x + _HALF * np.cos(turn), rim + depth * np.sin(turn)])
    return np.concatenate([[[x - _HALF, plane]], arch, [[x + _HALF, plane]]])


def cell_over_section(shown: Particle, at: Place, left: float, right: float, theme: Tokens, measure: Measure, say: Say) -> list[Shape]:
    """Membrane over the whole particle at the scale of the section, with how far apart receptors are."""
    if shown.receptor_spacing is None:
        return []
    plane = at.centre[1] - (shown.core + faced(shown)) * at.scale
    shapes = membrane_shapes(shown, left, right, plane, at.centre[0], at.scale, theme)
    spacing = receptor_words(shown, say)
    words = [f"{shown.cell}: {spacing}", spacing]
    fitting = next((text for text in words if measure(text, SMALL, False) <= right - left), "")
    if fitting:
        shapes.append(Text(x=left, y=plane - STRIP - 5, text=fitting, colour=theme.ink2, size=SMALL, name="receptors"))
    return shapes


def receptor_words(shown: Particle, say: Say) -> str:
    """How far apart receptors are; micrometres where they are rare."""
    spacing = shown.receptor_spacing or 0.0
    told = f"{format_number(spacing, digits=2)} nm" if spacing < 1000 else f"{format_number(spacing / 1000, digits=2)} µm"
    return say("receptors {told} apart", told=told)
