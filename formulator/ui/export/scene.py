"""A figure as a picture: title and read-out, panels above each other on one x axis, and why nothing is drawn when nothing is."""

from __future__ import annotations

from collections.abc import Hashable

from formulator.explore.figure import Figure
from formulator.ui.export import axes, bars
from formulator.ui.export.axes import Frame
from formulator.ui.export.geometry import hatch
from formulator.ui.export.panel import PanelPicture, span_shapes
from formulator.ui.export.shapes import Box, Measure, Path, Scene, Shape, Text, approximate_width, wrapped
from formulator.ui.tokens import BODY, SMALL, Tokens
from formulator.ui.words import Say, english

WIDTH, HEIGHT = 560.0, 400.0
"""Logical size of a figure on its own."""
PADDING = 16.0
LEFT, LEFT_SMALL = 56.0, 48.0
TOP, BOTTOM, GAP = 36.0, 42.0, 16.0
NARROW = 360.0


def frames(figure: Figure, width: float, height: float) -> tuple[Frame, ...]:
    """The boxes and scales of the panels of a figure in a picture of this size."""
    left = bars.margin(figure.panels, width, LEFT if width >= NARROW - 60 else LEFT_SMALL)
    right = width - PADDING
    count = max(1, len(figure.panels))
    room = max(20.0, height - TOP - BOTTOM - GAP * (count - 1)) / count
    found = []
    for number, panel in enumerate(figure.panels):
        top = TOP + number * (room + GAP)
        box = Box(left, top, right, top + room)
        found.append(Frame(box, axes.scale(figure.x, left, right), axes.scale(panel.y, box.bottom, box.top)))
    return tuple(found)


def figure_scene(
    figure: Figure,
    theme: Tokens,
    *,
    width: float = WIDTH,
    height: float = HEIGHT,
    measure: Measure = approximate_width,
    names_design: bool = True,
    titled: bool = True,
    hints: dict[str, int] | None = None,
    sticky: bool = False,
    known: Hashable = None,
    say: Say = english,
) -> Scene:
    """The whole picture. `hints` are the label places of the picture before, so that names do not jump during a drag.

    Axes and ranges are left out when `known` is the `still_key` of a picture that shows the same ones.
    """
    moving: list[Shape] = []
    dropped: list[str] = []
    chosen: dict[str, int] = {}
    placed = frames(figure, width, height)
    for number, (panel, frame) in enumerate(zip(figure.panels, placed, strict=True)):
        mine = {key.partition("|")[2]: place for key, place in (hints or {}).items() if key.startswith(f"{number}|")}
        if not figure.empty:
            picture = PanelPicture(panel, frame.x, frame.y, frame.box, theme, measure, names_design, mine, sticky)
            picture.draw()
            moving += picture.shapes
            dropped += picture.labels.dropped
            chosen |= {f"{number}|{key}": place for key, place in picture.labels.chosen.items()}
    if figure.empty:
        whole = Box(LEFT, TOP, width - PADDING, height - BOTTOM)
        moving += _reason(figure.empty, placed[0].box if len(placed) > 1 else whole, theme, measure)
    if titled:
        moving += heading(figure, theme, width, measure, dropped)
    key = (width, height, theme.dark, bool(figure.empty), figure.x, *((panel.y, panel.spans) for panel in figure.panels))
    still = [] if key == known else _still(figure, placed, height, theme, measure)
    return Scene(
        width=width,
        height=height,
        ground=theme.paper,
        shapes=(*still, *moving),
        title=figure.title,
        about=about(figure, dropped, say),
        dropped=tuple(dropped),
        hints=chosen,
        back=len(still),
        still_key=key,
    )


def _still(figure: Figure, placed: tuple[Frame, ...], height: float, theme: Tokens, measure: Measure) -> list[Shape]:
    """Ranges with their hatch, axes, ticks and axis names."""
    shapes: list[Shape] = []
    for number, (panel, frame) in enumerate(zip(figure.panels, placed, strict=True)):
        if not figure.empty:
            for span in panel.spans:
                shapes += span_shapes(span, frame, theme)
        last = number == len(figure.panels) - 1
        shapes += axes.drawn(figure.x, frame.x, frame.box.bottom, False, theme, measure, named=last)
        if panel.bars or not panel.y.label:
            shapes.append(Path(parts=(frame.box.corners[[0, 3]],), stroke=theme.edge, width=1.0, name="axis"))
            continue
        shapes += axes.drawn(panel.y, frame.y, frame.box.left, True, theme, measure)
        shapes.append(_turned(axes.label(panel.y), frame.box, theme))
    if placed:
        middle = (placed[-1].box.left + placed[-1].box.right) / 2
        title = axes.label(figure.x)
        shapes.append(Text(x=middle, y=height - 8, text=title, colour=theme.ink2, size=SMALL, anchor="middle", name="x-title"))
    return shapes


def about(figure: Figure, dropped: list[str], say: Say = english) -> str:
    """The picture in one sentence or two, for readers who cannot see it."""
    x = axes.label(figure.x)
    parts = [say("{y} against {x}.", y=axes.label(panel.y), x=x) for panel in figure.panels if panel.y.label]
    parts += [f"{bar.label}: {bar.detail}." for panel in figure.panels for bar in panel.bars]
    if figure.readout:
        parts.append(f"{figure.readout}.")
    if figure.subtitle:
        parts.append(f"{figure.subtitle}.")
    if figure.empty:
        parts.append(figure.empty)
    if figure.note:
        parts.append(figure.note)
    if figure.provisional:
        parts.append(say("Provisional: still being computed."))
    if dropped:
        parts.append(say("Also shown: {names}.", names=", ".join(dropped)))
    return " ".join(parts)


def heading(figure: Figure, theme: Tokens, width: float, measure: Measure, dropped: list[str]) -> list[Shape]:
    """Title at the left, read-out at the right, the rule of a hatched window between them; what does not fit is left out."""
    title_end = PADDING + measure(figure.title, BODY, True)
    shapes: list[Shape] = [Text(x=PADDING, y=22, text=figure.title, colour=theme.ink, size=BODY, bold=True, name="title")]
    room = width - PADDING - title_end - 16
    has_hatch = any(panel.map is not None and panel.map.share is not None for panel in figure.panels)
    if figure.subtitle and width >= NARROW and measure(figure.subtitle, SMALL, False) + 24 <= room:
        # The rule of a window comes first: without it the hatch says nothing, while the read-out stands among the answers.
        shapes += _rule(figure.subtitle, title_end, theme, has_hatch)
        room -= measure(figure.subtitle, SMALL, False) + 40
    readout = figure.readout
    with_dropped = " · ".join([readout, *dropped]) if dropped and readout else readout
    for text in (with_dropped, readout):
        if text and measure(text, SMALL, False) <= room:
            shapes.append(Text(x=width - PADDING, y=22, text=text, colour=theme.ink2, size=SMALL, anchor="end", name="readout"))
            break
    return shapes


def _rule(text: str, title_end: float, theme: Tokens, has_hatch: bool) -> list[Shape]:
    """A hatched swatch and what it stands for; words alone where nothing is hatched."""
    if not has_hatch:
        return [Text(x=title_end + 12, y=22, text=text, colour=theme.ink2, size=SMALL, name="subtitle")]
    swatch = Box(title_end + 14, 12, title_end + 30, 23)
    return [
        Path(parts=hatch((swatch.corners,), "/", 4.0), stroke=theme.ink, width=0.75, opacity=0.6, name="swatch"),
        Path(parts=(swatch.corners,), stroke=theme.ink, width=1.0, closed=True, name="swatch"),
        Text(x=swatch.right + 6, y=22, text=text, colour=theme.ink2, size=SMALL, name="subtitle"),
    ]


def _turned(text: str, box: Box, theme: Tokens) -> Text:
    left = 14.0 if box.left >= LEFT else 11.0
    middle = (box.top + box.bottom) / 2
    return Text(x=left, y=middle, text=text, colour=theme.ink2, size=SMALL, anchor="middle", turned=True, name="y-title")


def _reason(text: str, box: Box, theme: Tokens, measure: Measure) -> list[Shape]:
    lines = wrapped(text, box.width - 32, SMALL, measure)
    top = (box.top + box.bottom) / 2 - 8 * (len(lines) - 1)
    return [
        Text(
            x=(box.left + box.right) / 2,
            y=top + 16 * number,
            text=line,
            colour=theme.ink2,
            size=SMALL,
            anchor="middle",
            halo=theme.paper,
            name="reason",
        )
        for number, line in enumerate(lines)
    ]
