"""A page of text and tables as PDF: a foot with its name and page numbers, and heads of tables that repeat."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from formulator.errors import SheetError
from formulator.ui.export import png

MARGIN, FOOT = 12.7, 7.5
"""Millimetres, and points of the line at the foot."""


def pdf(text: str, title: str) -> bytes:
    """HTML on A4 across."""
    png.refuse_without_fonts()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter))
    writer.setTitle(title)
    made = QTextDocument()
    made.documentLayout().setPaintDevice(writer)
    foot = writer.height() // 30
    page = QRectF(0, 0, writer.width(), writer.height() - 2 * foot)
    made.setHtml(text)
    made.setPageSize(page.size())
    painter = QPainter()
    if not painter.begin(writer):
        raise SheetError("The PDF could not be begun.")
    small = QFont(made.defaultFont())
    small.setPointSizeF(FOOT)
    painter.setFont(small)
    for number in range(made.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        made.drawContents(painter, page.translated(0, number * page.height()))
        painter.restore()
        below = QRectF(0, writer.height() - foot, writer.width(), foot)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"{title} · page {number + 1} of {made.pageCount()}")
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())
