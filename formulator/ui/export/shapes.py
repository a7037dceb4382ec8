"""What a picture is made of: paths, discs and text in logical pixels. One list of shapes is written as SVG and painted on screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Measure = Callable[[str, float, bool], float]
"""Width in pixels of a text at a size, demi-bold or not."""

FAMILY = "system-ui, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', sans-serif"
SUBSCRIPT = 0.78
HALO = 3.0


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Path:
    """Polylines or closed outlines with one pen and one brush; several closed parts are filled by the even-odd rule."""

    parts: tuple[Points, ...]
    stroke: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()
    fill: str = ""
    opacity: float = 1.0
    closed: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """A circle."""

    x: float
    y: float
    r: float
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text. `x`, `y` are the anchor on the base line; `turned` reads upwards; `value` is what a tick stands at."""

    x: float
    y: float
    text: str
    colour: str
    size: float = 11.0
    anchor: str = "start"
    bold: bool = False
    italic: bool = False
    halo: str = ""
    turned: bool = False
    name: str = ""
    value: float | None = None


Shape = Path | Disc | Text


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Horizontal extent."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Vertical extent."""
        return self.bottom - self.top

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """True when the two come closer than `gap`."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def holds(self, other: Box) -> bool:
        """True when `other` lies inside."""
        return self.left <= other.left and self.right >= other.right and self.top <= other.top and self.bottom >= other.bottom

    @property
    def corners(self) -> Points:
        """The outline as four points."""
        return np.array([[self.left, self.top], [self.right, self.top], [self.right, self.bottom], [self.left, self.bottom]])


@dataclass(frozen=True, kw_only=True, eq=False)
class Scene:
    """A finished picture: what it shows in words, and its shapes from back to front.

    The first `back` shapes stay as they are while `still_key` does: whoever paints frame after frame may keep them as a picture.
    """

    width: float
    height: float
    ground: str
    shapes: tuple[Shape, ...]
    title: str
    about: str = ""
    dropped: tuple[str, ...] = ()
    hints: dict[str, int] = field(default_factory=dict)
    back: int = 0
    still_key: Hashable = None


_SYMBOL = re.compile(r"(?<![A-Za-z])([A-Za-zΑ-ω])_(1/2|[A-Za-z0-9½]{1,3})(?![A-Za-z0-9])")


def runs(text: str) -> tuple[tuple[str, bool], ...]:
    """Parts of a label and whether each is a subscript: `K_D / nM` reads K, D lowered, then the unit."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for match in _SYMBOL.finditer(text):
        parts.append((text[at : match.end(1)], False))
        parts.append((match[2], True))
        at = match.end()
    if at < len(text) or not parts:
        parts.append((text[at:], False))
    return tuple(parts)


_WIDTHS: dict[str, float] = {}
for _letters, _width in (
    ("ijl'’|", 0.28),
    (" .,:;!/·()[]IJftr-°", 0.39),
    ('sckvxyzJ"*^⁰¹²³⁴⁵⁶⁷⁸⁹⁻', 0.53),
    ("mwMWQ%@∞−→", 0.93),
    ("+=<>~≥≤±≈×", 0.84),
    ("ABCDEGHKNORUVXY&", 0.72),
    ("\u2009", 0.2),
):
    _WIDTHS.update(dict.fromkeys(_letters, _width))


def approximate_width(text: str, size: float, bold: bool = False) -> float:
    """Width of a text in a wide sans serif face: an upper estimate where no font can be asked."""
    total = sum(sum(_WIDTHS.get(letter, 0.63) for letter in part) * (SUBSCRIPT if low else 1.0) for part, low in runs(text))
    return total * size * (1.1 if bold else 1.0)


def wrapped(text: str, room: float, size: float, measure: Measure, bold: bool = False) -> list[str]:
    """Lines no wider than `room`; a single word may be."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and measure(longer, size, bold) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def text_box(text: Text, measure: Measure) -> Box:
    """The rectangle that a text covers."""
    width, height = measure(text.text, text.size, text.bold), text.size
    shift = {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
    if text.turned:
        return Box(text.x - 0.8 * height, text.y - width + shift, text.x + 0.25 * height, text.y + shift)
    return Box(text.x - shift, text.y - 0.8 * height, text.x + width - shift, text.y + 0.25 * height)
