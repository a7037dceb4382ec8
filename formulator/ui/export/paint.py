"""A scene painted with QPainter: on the screen, into a PNG, onto paper."""

from __future__ import annotations

import functools
import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from formulator.ui.export.shapes import HALO, SUBSCRIPT, Disc, Path, Points, Scene, Shape, Text, runs

STAMPS = 256
"""Texts kept as pictures, at some 50 kB each: a window shows about a hundred, and what it showed before is soon not wanted."""
AT_ONCE = 8
"""Lines drawn as one: half the time of one after the other where a pen is a pixel wide, and no more where it is wider; hundreds are."""
_MOVE, _LINE = 0, 1
_COUNT, _ELEMENT = struct.Struct(">i"), np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
_END = struct.pack(">ii", 0, Qt.FillRule.OddEvenFill.value)
"""A path in a stream of Qt's: the number of its elements, the elements, where the last part begins, and how it is filled."""


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface and how wide it is set; an empty family is the system's."""

    family: str = ""
    stretch: int = 100


@functools.lru_cache(maxsize=64)
def font(face: Face, size: float, bold: bool, italic: bool = False) -> QFont:
    """A font at a size in logical pixels, with figures of one width."""
    made = QFont(face.family) if face.family else QFont()
    made.setStretch(face.stretch)
    made.setPixelSize(max(1, round(size)))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    made.setItalic(italic)
    made.setFeature(QFont.Tag("tnum"), 1)
    # A joined fi is one sign in a PDF: who searches it for "profile" would not find it.
    made.setFeature(QFont.Tag("liga"), 0)
    return made


@functools.lru_cache(maxsize=64)
def _metrics(face: Face, size: float, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(font(face, size, bold))


class Brush:
    """Draws shapes; one typeface for all text. `measure` is what the layout of a scene asks.

    With `screen`, the device pixels of a scene pixel, text with a halo is kept as a picture.
    """

    def __init__(self, face: Face | None = None, screen: float = 0.0) -> None:
        self.face = face or Face()
        self.screen = screen

    def measure(self, text: str, size: float, bold: bool) -> float:
        """Width of a text as it will be painted."""
        return _width(self.face, text, size, bold)

    def scene(self, painter: QPainter, scene: Scene, ground: bool = True) -> None:
        """The whole scene, its top left at the origin."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, True)
        if ground:
            painter.fillRect(QRectF(0, 0, scene.width, scene.height), QColor(scene.ground))
        self.shapes(painter, scene.shapes)

    def shapes(self, painter: QPainter, shapes: tuple[Shape, ...]) -> None:
        """Shapes from back to front."""
        for shape in shapes:
            if isinstance(shape, Path):
                _path(painter, shape)
            elif isinstance(shape, Disc):
                painter.setBrush(QColor(shape.fill) if shape.fill else Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(shape.stroke), shape.width) if shape.stroke else Qt.PenStyle.NoPen)
                painter.drawEllipse(QPointF(shape.x, shape.y), shape.r, shape.r)
            else:
                self._text(painter, shape)

    def _text(self, painter: QPainter, text: Text) -> None:
        if self.screen and text.halo and not text.turned:
            self._stamp(painter, text)
        else:
            self._write(painter, text)

    def _stamp(self, painter: QPainter, text: Text) -> None:
        """Outlining letters takes longer than all curves together: the picture of the name is kept from frame to frame."""
        stamp = _stamp(self.face, self.screen, replace(text, x=0.0, y=0.0, anchor="start", value=None, name=""))
        width = self.measure(text.text, text.size, text.bold)
        left = text.x - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor] - HALO
        top = text.y - text.size - HALO
        # On whole device pixels, or the letters would be smeared.
        at = QPointF(round(left * self.screen) / self.screen, round(top * self.screen) / self.screen)
        size = QSizeF(stamp.width() / self.screen, stamp.height() / self.screen)
        painter.drawPixmap(QRectF(at, size), stamp, QRectF(stamp.rect()))

    def _write(self, painter: QPainter, text: Text) -> None:
        painter.save()
        painter.translate(text.x, text.y)
        if text.turned:
            painter.rotate(-90)
        width = self.measure(text.text, text.size, text.bold)
        at = {"start": 0.0, "middle": -width / 2, "end": -width}[text.anchor]
        for part, low in runs(text.text):
            size = text.size * SUBSCRIPT if low else text.size
            base = 0.22 * text.size if low else 0.0
            if text.halo:
                pen = QPen(QColor(text.halo), HALO)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPath(_glyphs(self.face, part, size, text.bold, text.italic).translated(at, base))
            painter.setFont(font(self.face, size, text.bold, text.italic))
            painter.setPen(QColor(text.colour))
            painter.drawText(QPointF(at, base), part)
            at += _metrics(self.face, size, text.bold).horizontalAdvance(part)
        painter.restore()


@functools.lru_cache(maxsize=STAMPS)
def _stamp(face: Face, screen: float, text: Text) -> QPixmap:
    """A text with its halo on nothing, its base line `size` below the top."""
    brush = Brush(face)
    width = brush.measure(text.text, text.size, text.bold) + 2 * HALO
    made = QPixmap(math.ceil(width * screen), math.ceil((1.5 * text.size + 2 * HALO) * screen))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(screen, screen)
    brush.shapes(painter, (replace(text, x=HALO, y=text.size + HALO),))
    painter.end()
    return made


@functools.lru_cache(maxsize=4096)
def _width(face: Face, text: str, size: float, bold: bool) -> float:
    return sum(_metrics(face, size * SUBSCRIPT if low else size, bold).horizontalAdvance(part) for part, low in runs(text))


@functools.lru_cache(maxsize=64)
def _glyphs(face: Face, text: str, size: float, bold: bool, italic: bool) -> QPainterPath:
    outline = QPainterPath()
    outline.addText(0, 0, font(face, size, bold, italic), text)
    return outline


def _pen(path: Path) -> QPen:
    colour = QColor(path.stroke)
    if path.opacity < 1 and not path.fill:
        colour.setAlphaF(path.opacity)
    pen = QPen(colour, path.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if path.dash:
        pen.setDashPattern([step / path.width for step in path.dash])
    return pen


def _outline(parts: Sequence[Points]) -> QPainterPath:
    """Lines through the points of each part, read by Qt from a stream: to hand it every point takes five times as long."""
    parts = [part for part in parts if len(part)]
    points = np.concatenate(parts) if parts else np.empty((0, 2))
    elements = np.empty(len(points), _ELEMENT)
    elements["x"], elements["y"] = points[:, 0], points[:, 1]
    elements["kind"] = _LINE
    elements["kind"][np.cumsum([0, *map(len, parts[:-1])])[: len(parts)]] = _MOVE
    made = QPainterPath()
    stream = QDataStream(QByteArray(_COUNT.pack(len(points)) + elements.tobytes() + _END))
    stream >> made
    return made


def _path(painter: QPainter, path: Path) -> None:
    painter.setPen(_pen(path) if path.stroke else Qt.PenStyle.NoPen)
    if not path.closed:
        straight = [part.ravel().tolist() for part in path.parts if len(part) == 2]
        if straight:
            painter.drawLines([QLineF(*ends) for ends in straight])
        bent = [part for part in path.parts if len(part) > 2]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for first in range(0, len(bent), AT_ONCE):
            painter.drawPath(_outline(bent[first : first + AT_ONCE]))
        return
    if path.fill:
        colour = QColor(path.fill)
        colour.setAlphaF(path.opacity)
        painter.setBrush(QBrush(colour))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_outline([np.concatenate((part, part[:1])) for part in path.parts]))
