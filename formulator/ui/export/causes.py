"""Cause of change as a picture: it begins and ends at the totals, and each changed field makes one step between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formulator.ui.export.shapes import Box, Measure, Path, Scene, Shape, Text, approximate_width
from formulator.ui.tokens import SMALL, Tokens
from formulator.units import format_number

ROW, BAR, PAD, FOOT = 23.0, 13.0, 16.0, 8.0
MOST_STEPS = 6
"""Steps that are drawn one by one; the smaller ones are drawn together."""


@dataclass(frozen=True, kw_only=True)
class Causes:
    """The totals of both variants, the steps between them as (words, part), and what there is to say about them."""

    before: tuple[str, float]
    after: tuple[str, float]
    steps: tuple[tuple[str, float], ...]
    unit: str = ""
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[tuple[str, float], ...]:
        """The steps that are drawn: the largest, then all others together."""
        if len(self.steps) <= MOST_STEPS:
            return self.steps
        rest = self.steps[MOST_STEPS - 1 :]
        return (*self.steps[: MOST_STEPS - 1], (f"{len(rest)} further changes", math.fsum(part for _, part in rest)))


def height_of(causes: Causes, lines: int = 0) -> float:
    """Height of the picture with this many lines of notes."""
    return ROW * (len(causes.shown) + 2) + 16.0 * lines + FOOT + 4


def signed(part: float, decimal: str = ".") -> str:
    """`+0.061`, `−0.002`, `0`."""
    return f"{'+' if part > 0 else ''}{format_number(part, digits=2, decimal=decimal)}"


def cut(text: str, room: float, measure: Measure, bold: bool = False) -> str:
    """A text that fits, with three dots where it was cut."""
    if measure(text, SMALL, bold) <= room:
        return text
    while text and measure(f"{text}…", SMALL, bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def causes_scene(
    causes: Causes, theme: Tokens, *, width: float, notes: Sequence[str] = (), decimal: str = ".", measure: Measure = approximate_width
) -> Scene:
    """Bars from top to bottom: before, each step from where the one above ended, after. `notes` are broken into lines already."""
    rows = [(*causes.before, True), *((*step, False) for step in causes.shown), (*causes.after, True)]
    names = min(0.46 * width, max(measure(text, SMALL, whole) for text, _, whole in rows) + 8)
    values = [_number(part, whole, decimal) + (f" {causes.unit}".rstrip() if whole else "") for _, part, whole in rows]
    numbers = max(measure(value, SMALL, True) for value in values) + 8
    at, ends = causes.before[1], [0.0, causes.before[1], causes.after[1]]
    for _, part in causes.shown:
        at += part
        ends.append(at)
    low, high = min(ends), max(ends)
    left, right = PAD + names, max(width - PAD - numbers, PAD + names + 24)
    scale = (right - left) / (high - low) if high > low else 0.0

    def x(value: float) -> float:
        return left + (value - low) * scale

    shapes: list[Shape] = [Path(parts=(np.array([[x(0.0), 2.0], [x(0.0), ROW * len(rows)]]),), stroke=theme.edge, width=1.0, name="zero")]
    at = 0.0
    for number, (text, part, whole) in enumerate(rows):
        start = 0.0 if whole else at
        end = part if whole else at + part
        shapes += _row(number, cut(text, names - 8, measure, whole), values[number], (x(start), x(end)), whole, part < 0, theme)
        if number < len(rows) - 1:
            below = ROW * (number + 1)
            joint = np.array([[x(end), below - (ROW - BAR) / 2], [x(end), below + (ROW - BAR) / 2]])
            shapes.append(Path(parts=(joint,), stroke=theme.edge, width=1.0, name="joint"))
        at = end
    top = ROW * len(rows) + 14
    style = {"colour": theme.ink2, "size": SMALL, "name": "note"}
    shapes += [Text(x=PAD, y=top + 16 * number, text=line, **style) for number, line in enumerate(notes)]  # type: ignore[arg-type]
    about = f"{causes.before[0]} {values[0]}, {causes.after[0]} {values[-1]}: " + "; ".join(
        f"{text} {signed(part, decimal)}" for text, part in causes.shown
    )
    height = height_of(causes, len(notes))
    return Scene(width=width, height=height, ground=theme.paper, shapes=tuple(shapes), title="Cause of change", about=about)


def _number(part: float, whole: bool, decimal: str) -> str:
    return format_number(part, digits=2, decimal=decimal) if whole else signed(part, decimal)


def _row(number: int, text: str, value: str, span: tuple[float, float], whole: bool, falls: bool, theme: Tokens) -> list[Shape]:
    middle = ROW * (number + 0.5)
    low, high = min(span), max(max(span), min(span) + 1.0)
    box = Box(low, middle - BAR / 2, high, middle + BAR / 2)
    role = theme.roles["target" if falls else "design"]
    if whole:
        bar = Path(parts=(box.corners,), fill=theme.ink2, closed=True, name="total")
    else:
        # Up is filled, down is hollow: the sign is never told by the colour alone.
        bar = Path(
            parts=(box.corners,), fill=theme.paper if falls else role.fill, opacity=1.0 if falls else theme.band, closed=True, name="fill"
        )
    shapes: list[Shape] = [Text(x=PAD, y=middle + 4, text=text, colour=theme.ink, size=SMALL, bold=whole, name="cause"), bar]
    if not whole:
        shapes.append(Path(parts=(box.corners,), stroke=role.line, width=1.5, closed=True, name="step"))
    shapes.append(Text(x=high + 6, y=middle + 4, text=value, colour=theme.ink, size=SMALL, bold=True, name="part"))
    return shapes
