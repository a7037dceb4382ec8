"""A picture of the whole window, made without a screen."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from formulator.errors import SheetError
from formulator.storage import load, write_bytes
from formulator.ui.app import application, furnish, shell
from formulator.ui.settings import Settings
from formulator.ui.words import ENGLISH

SETTLING = 3
"""Turns of the event loop until layouts that depend on one another have come to rest."""


def render(
    path: Path, out: Path, size: tuple[int, int] = (1440, 900), scale: float = 1.0, theme: str = "light", page: str = "design"
) -> None:
    """The whole window as a PNG, with the usual settings. ProjectFileError for a file that cannot be opened; nothing is written then."""
    load(path)
    with tempfile.TemporaryDirectory() as folder:
        # Neither the person's text size and language nor their list of recent files has to do with it.
        settings = Settings(Path(folder) / "settings.ini")
        settings.put("view/language", ENGLISH)
        picture = _picture(path, size, scale, theme, page, settings)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise SheetError(f"{out} was not written: the picture could not be made.")
    write_bytes(out, bytes(buffer.data().data()))


def _picture(path: Path, size: tuple[int, int], scale: float, theme: str, page: str, settings: Settings) -> QImage:
    window = shell(inline=True, mode=theme, settings=settings)
    window.resize(*size)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    furnish(window, path)
    if window.feed is not None:
        window.feed.flush()
    if page != "design":
        window.go(page)
    for _ in range(SETTLING):
        application().processEvents()
    picture = QImage(QSize(round(size[0] * scale), round(size[1] * scale)), QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(scale)
    painter = QPainter(picture)
    window.render(painter, QPoint())
    painter.end()
    window.close_now()
    window.deleteLater()
    return picture
