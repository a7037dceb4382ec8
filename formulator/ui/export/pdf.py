"""Pages on paper: QPdfWriter with the fonts and scale of the layout, pictures as vectors, the data as an attachment."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgRenderer

from formulator.errors import SheetError
from formulator.sheets import data
from formulator.sheets.content import Sheet
from formulator.ui.export import paper, png
from formulator.ui.export.paint import Brush
from formulator.ui.export.shapes import Box, Shape, Text

RESOLUTION = 1200
ATTACHMENT = "formulator-sheet.json"
_HALO = re.compile(
    r'(<text\b[^>]*?) stroke="(#[0-9A-Fa-f]{6})"'
    r'( stroke-width="[\d.]+" stroke-linejoin="round") paint-order="stroke"([^>]*>.*?</text>)'
)
_FILL = re.compile(r' fill="[^"]*"')


def plain_halos(svg: str) -> str:
    """Halos as a second text below: Qt paints the outline of a letter over its body and would swallow it."""

    def two(match: re.Match[str]) -> str:
        start, colour, pen, rest = match.groups()
        below = _FILL.sub(f' fill="{colour}"', start, count=1)
        return f'{below} stroke="{colour}"{pen}{rest}{start}{rest}'

    return _HALO.sub(two, svg)


def document(sheet: Sheet, page: str, pictures: Mapping[str, str]) -> bytes:
    """The sheet as PDF."""
    if page not in paper.PAGES:
        raise SheetError(f"Paper '{page}' is not known: A4 or Letter.")
    png.refuse_without_fonts()
    drawn = {name: plain_halos(text) for name, text in pictures.items()}
    if sheet.logo:
        drawn[paper.LOGO] = sheet.logo
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4 if page == "A4" else QPageSize.PageSizeId.Letter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(RESOLUTION)
    writer.setTitle(f"{sheet.title}: {sheet.project}, {sheet.variant}")
    writer.setCreator(sheet.engine)
    writer.addFileAttachment(ATTACHMENT, QByteArray(data.text(sheet).encode()), "application/json")
    brush = Brush()
    painter = QPainter()
    if not painter.begin(writer):
        raise SheetError("The PDF could not be begun.")
    for number, made in enumerate(paper.pages(sheet, page, drawn, brush.measure)):
        if number:
            writer.newPage()
        painter.resetTransform()
        painter.scale(RESOLUTION / 96, RESOLUTION / 96)
        paint(painter, brush, made, drawn, page)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def paint(painter: QPainter, brush: Brush, made: paper.Page, drawn: Mapping[str, str], page: str) -> None:
    """One page in pixels of 1/96 inch; `drawn` are pictures with plain halos."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in made.shapes:
        _draw(painter, brush, shape, page)
    for name, box in made.pictures:
        _picture(painter, drawn[name], box)


def _draw(painter: QPainter, brush: Brush, shape: Shape, page: str) -> None:
    if isinstance(shape, Text) and shape.name == "draft":
        width, height = paper.PAGES[page]
        painter.save()
        painter.translate(width / 2, height / 2)
        painter.rotate(35)
        painter.translate(-width / 2, -height / 2)
        brush.shapes(painter, (shape,))
        painter.restore()
    else:
        brush.shapes(painter, (shape,))


def _picture(painter: QPainter, svg: str, box: Box) -> None:
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    if not renderer.isValid():
        raise SheetError("A picture of the sheet is not valid SVG.")
    renderer.render(painter, QRectF(box.left, box.top, box.width, box.height))
