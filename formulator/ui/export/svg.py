"""A scene as SVG: the same bytes for the same scene, text as text, no bitmap inside."""

from __future__ import annotations

import html
import re

from formulator.ui.export.shapes import FAMILY, HALO, SUBSCRIPT, Disc, Path, Points, Scene, Shape, Text, runs

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    """Text for an XML file; characters that XML cannot hold become U+FFFD."""
    return html.escape(_FORBIDDEN.sub("\ufffd", text), quote=True)


def number(value: float) -> str:
    """A coordinate with two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _outline(points: Points, closed: bool) -> str:
    steps = " ".join(f"{number(x)} {number(y)}" for x, y in points.tolist())
    return f"M{steps}{'Z' if closed else ''}"


def _path(path: Path) -> str:
    data = "".join(_outline(part, path.closed) for part in path.parts)
    if not data:
        return ""
    paint = f'fill="{path.fill}"' if path.fill else 'fill="none"'
    if path.fill and path.opacity < 1:
        paint += f' fill-opacity="{number(path.opacity)}"'
    if path.fill and len(path.parts) > 1:
        paint += ' fill-rule="evenodd"'
    if path.stroke:
        paint += f' stroke="{path.stroke}" stroke-width="{number(path.width)}" stroke-linejoin="round"'
        if path.opacity < 1 and not path.fill:
            paint += f' stroke-opacity="{number(path.opacity)}"'
        if path.dash:
            paint += f' stroke-dasharray="{" ".join(map(number, path.dash))}"'
    return f'<path class="{path.name}" d="{data}" {paint}/>'


def _disc(disc: Disc) -> str:
    paint = f'fill="{disc.fill or "none"}"'
    if disc.stroke:
        paint += f' stroke="{disc.stroke}" stroke-width="{number(disc.width)}"'
    return f'<circle class="{disc.name}" cx="{number(disc.x)}" cy="{number(disc.y)}" r="{number(disc.r)}" {paint}/>'


def _text(text: Text) -> str:
    place = f'x="{number(text.x)}" y="{number(text.y)}"'
    if text.turned:
        place += f' transform="rotate(-90 {number(text.x)} {number(text.y)})"'
    style = f'font-size="{number(text.size)}" fill="{text.colour}"'
    if text.anchor != "start":
        style += f' text-anchor="{text.anchor}"'
    if text.bold:
        style += ' font-weight="600"'
    if text.italic:
        style += ' font-style="italic"'
    if text.halo:
        style += f' stroke="{text.halo}" stroke-width="{number(HALO)}" stroke-linejoin="round" paint-order="stroke"'
    value = "" if text.value is None else f' data-value="{text.value!r}"'
    parts = runs(text.text)
    if len(parts) == 1:
        content = escaped(text.text)
    else:
        drop = 0.22 * text.size
        content, lowered = "", False
        for part, low in parts:
            shift = f' dy="{number(drop if low else -drop)}"' if low != lowered else ""
            size = f' font-size="{number(text.size * SUBSCRIPT)}"' if low else ""
            content += f"<tspan{shift}{size}>{escaped(part)}</tspan>"
            lowered = low
    return f'<text class="{text.name}"{value} {place} {style}>{content}</text>'


def _shape(shape: Shape) -> str:
    if isinstance(shape, Path):
        return _path(shape)
    return _disc(shape) if isinstance(shape, Disc) else _text(shape)


def text(scene: Scene) -> str:
    """The whole file."""
    width, height = number(scene.width), number(scene.height)
    body = "\n".join(line for line in map(_shape, scene.shapes) if line)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="{escaped(FAMILY)}" style="font-variant-numeric:tabular-nums">\n'
        f"<title>{escaped(scene.title)}</title>\n<desc>{escaped(scene.about)}</desc>\n"
        f'<rect class="ground" width="{width}" height="{height}" fill="{scene.ground}"/>\n{body}\n</svg>\n'
    )
