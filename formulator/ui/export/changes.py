"""The report of changes as a file: PDF on A4 across, a web page, or a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from formulator.project import Project
from formulator.sheets import changes
from formulator.ui.export import png

MARGIN = 12.7
"""Millimetres."""


def document(project: Project, chosen: Sequence[changes.Entry], about: str, printed: str, suffix: str) -> bytes:
    """The chosen entries in the form that an ending names."""
    if suffix == ".csv":
        return ("\ufeff" + changes.as_csv(chosen)).encode()
    page = changes.as_html(project, chosen, about, printed)
    return page.encode() if suffix == ".html" else _pdf(page, f"Changes of {project.title}")


def _pdf(page: str, title: str) -> bytes:
    png.refuse_without_fonts()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN),
        QPageLayout.Unit.Millimeter,
    )  # fmt: skip
    writer.setPageLayout(layout)
    writer.setTitle(title)
    made = QTextDocument()
    made.setHtml(page)
    made.print_(writer)
    buffer.close()
    return bytes(buffer.data().data())
