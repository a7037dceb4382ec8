"""Predicted against measured, and where measured values fall in their forecasts, as SVG that is readable in grey and on paper."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

from formulator.prediction import OUTPUT_BY_PATH
from formulator.units import format_number, unit_label
from formulator.validation.compare import Comparison
from formulator.validation.scoring import output_of
from formulator.validation.statistics import by_class, places

SIDE, MARGIN = 300.0, 52.0
INK, QUIET, FAINT = "#1a1c1e", "#686c70", "#d5d7d9"
SHAPES = ("circle", "square", "triangle", "diamond", "cross", "ring", "plus")
"""Carrier classes differ in shape, not in colour."""


def _marker(shape: str, x: float, y: float, missed: bool) -> str:
    """A mark around a point; filled where the interval missed the measured value."""
    fill = INK if missed else "#ffffff"
    look = f'fill="{fill}" stroke="{INK}" stroke-width="0.8"'
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" {look}/>'
    if shape == "ring":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.2" {look}/><circle cx="{x:.1f}" cy="{y:.1f}" r="1.2" fill="{QUIET}"/>'
    if shape in ("cross", "plus"):
        strokes = "m-3 -3l6 6m0 -6l-6 6" if shape == "cross" else "m-4 0h8m-4 -4v8"
        return f'<path d="M{x:.1f} {y:.1f}{strokes}" fill="none" stroke="{INK}" stroke-width="{2.2 if missed else 0.9}"/>'
    corners = {"square": "m-2.7 -2.7h5.4v5.4h-5.4z", "triangle": "m0 -3.6l3.4 5.9h-6.8z", "diamond": "m0 -3.8l3.8 3.8l-3.8 3.8l-3.8 -3.8z"}
    return f'<path d="M{x:.1f} {y:.1f}{corners[shape]}" {look}/>'


class _Axis:
    """From the unit of an output to a place between 0 and `SIDE`, linear, logarithmic or logit."""

    def __init__(self, scale: str, values: Sequence[float]) -> None:
        self.scale = scale
        inside = [self.along(value) for value in values]
        low, high = min(inside), max(inside)
        pad = 0.06 * (high - low or 1.0)
        self.low, self.high = low - pad, high + pad

    def along(self, value: float) -> float:
        if self.scale == "linear":
            return value
        if self.scale == "ln":
            return math.log(max(value, 1e-6))
        share = min(max(value / 100.0, 1e-3), 1.0 - 1e-3)
        return math.log(share / (1.0 - share))

    def place(self, value: float) -> float:
        """Where a value stands, held inside the frame."""
        along = min(max(self.along(value), self.low), self.high)
        return SIDE * (along - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Round values inside the frame."""
        if self.scale == "logit":
            found = [0.3, 1.0, 3.0, 10.0, 30.0, 60.0, 90.0, 97.0, 99.0, 99.7]
        elif self.scale == "ln":
            found = [step * 10.0**power for power in range(-4, 6) for step in (1.0, 2.0, 5.0)]
        else:
            rough = (self.high - self.low) / 8.0
            power = 10.0 ** math.floor(math.log10(rough))
            step = next(power * size for size in (1.0, 2.0, 5.0, 10.0) if power * size >= rough)
            found = [step * number for number in range(math.ceil(self.low / step), math.floor(self.high / step) + 1)]
        inside = [value for value in found if self.low <= self.along(value) <= self.high]
        return inside if len(inside) <= 9 else inside[:: math.ceil(len(inside) / 8)]


def _frame(axis: _Axis, label: str) -> list[str]:
    """Frame, ticks, names of the axes and the line on which a forecast would be right."""
    parts = [f'<rect x="{MARGIN}" y="8" width="{SIDE}" height="{SIDE}" fill="none" stroke="{QUIET}"/>']
    for value in axis.ticks():
        at, words = axis.place(value), f"{value:g}".replace("-", "−")
        parts.append(f'<path d="M{MARGIN + at:.1f} {8 + SIDE}v4M{MARGIN} {8 + SIDE - at:.1f}h-4" stroke="{QUIET}"/>')
        parts.append(f'<text x="{MARGIN + at:.1f}" y="{SIDE + 24:.0f}" text-anchor="middle">{words}</text>')
        parts.append(f'<text x="{MARGIN - 7}" y="{8 + SIDE - at + 4:.1f}" text-anchor="end">{words}</text>')
    parts.append(f'<path d="M{MARGIN} {8 + SIDE}L{MARGIN + SIDE} 8" stroke="{QUIET}" stroke-dasharray="4 3"/>')
    parts.append(f'<text x="{MARGIN + SIDE / 2}" y="{SIDE + 40:.0f}" text-anchor="middle">measured {label}</text>')
    middle = 8 + SIDE / 2
    parts.append(f'<text transform="translate(12 {middle}) rotate(-90)" text-anchor="middle">predicted {label}</text>')
    return parts


def _back(scale: str, along: float) -> float:
    """From the scale of scores to the unit of the output."""
    if scale == "linear":
        return along
    return math.exp(min(along, 690.0)) if scale == "ln" else 100.0 / (1.0 + math.exp(-min(max(along, -690.0), 690.0)))


def against(path: str, comparisons: Sequence[Comparison]) -> str:
    """Predicted against measured with 90 % intervals; a filled mark is a measured value outside its interval."""
    output = OUTPUT_BY_PATH[output_of(path)]
    axis = _Axis(output.scale, [value for entry in comparisons for value in (entry.measured, entry.point)])
    label = html.escape(f"{output.label} / {unit_label(output.unit)}" if output.unit else output.label)
    parts = _frame(axis, label)
    marks = []
    classes = by_class(comparisons)
    for number, entries in enumerate(classes.values()):
        for entry in entries:
            x = MARGIN + axis.place(entry.measured)
            low, high = (8 + SIDE - axis.place(_back(output.scale, end)) for end in (entry.score.low, entry.score.high))
            parts.append(f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="{FAINT}" stroke-width="1.2"/>')
            mark = _marker(SHAPES[number % len(SHAPES)], x, 8 + SIDE - axis.place(entry.point), not entry.score.covered)
            marks.append(f"<g>{mark}<title>{html.escape(_told(entry, output.unit))}</title></g>")
    parts += marks
    for number, (name, entries) in enumerate(classes.items()):
        y = 20.0 + 16.0 * number
        parts.append(_marker(SHAPES[number % len(SHAPES)], MARGIN + SIDE + 16, y - 4, missed=False))
        parts.append(f'<text x="{MARGIN + SIDE + 26}" y="{y:.0f}">{html.escape(name)} ({len(entries)})</text>')
    height = max(SIDE + 48, 30 + 16 * len(classes))
    return _svg(MARGIN + SIDE + 170, height, parts, f"Predicted against measured {output.label}")


def _told(entry: Comparison, unit: str) -> str:
    def words(value: float) -> str:
        return f"{format_number(value, digits=3)} {unit_label(unit)}".rstrip()

    return f"{entry.row.name}: measured {words(entry.measured)}, predicted {words(entry.point)}"


def histogram(path: str, comparisons: Sequence[Comparison]) -> str:
    """The PIT histogram: ten bars of equal height where forecasts are calibrated."""
    shares = places(comparisons)
    across, down = 160.0, 90.0
    tallest = max(*shares, 0.2)
    bars = [
        f'<rect x="{30 + across * number / 10 + 0.5:.1f}" y="{8 + down * (1 - share / tallest):.1f}" width="{across / 10 - 1:.1f}" '
        f'height="{down * share / tallest:.1f}" fill="{FAINT}" stroke="{QUIET}" stroke-width="0.5"/>'
        for number, share in enumerate(shares)
    ]
    level = 8 + down * (1 - 0.1 / tallest)
    parts = [
        *bars,
        f'<path d="M30 {level:.1f}h{across}" stroke="{INK}" stroke-dasharray="4 3"/><path d="M30 {8 + down}h{across}" stroke="{QUIET}"/>',
        f'<text x="{30 + across / 2}" y="{down + 26:.0f}" text-anchor="middle">place in the forecast, 0 to 1</text>',
    ]
    return _svg(across + 40, down + 36, parts, f"Where measured values of {OUTPUT_BY_PATH[output_of(path)].label} fall in their forecasts")


def _svg(width: float, height: float, parts: Sequence[str], title: str) -> str:
    inside = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" '
        f'role="img" font-family="system-ui, DejaVu Sans, sans-serif" font-size="11" fill="{INK}">'
        f"<title>{html.escape(title)}</title>\n{inside}</svg>"
    )
