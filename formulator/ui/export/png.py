"""A scene as PNG at the asked width, and the Qt application that fonts need; no window is opened."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QImage, QPainter

from formulator.errors import SheetError
from formulator.ui.display import do_without_display
from formulator.ui.export.paint import Brush
from formulator.ui.export.shapes import Measure, Scene

DPI = 300
_kept: list[QCoreApplication] = []


def application() -> QGuiApplication:
    """The running application, or one without a screen; kept until the process ends."""
    running = QCoreApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    if running is not None:
        raise SheetError("Pictures need fonts, and this process was started without them.")
    do_without_display()
    if "PySide6.QtWidgets" in sys.modules:
        # A plain QGuiApplication would bar every later window of this process.
        from PySide6.QtWidgets import QApplication

        made: QGuiApplication = QApplication([])
    else:
        made = QGuiApplication([])
    _kept.append(made)
    return made


def refuse_without_fonts() -> None:
    """Qt draws boxes in place of letters where no font is installed, and says nothing."""
    application()
    if not QFontMetrics(QFont()).inFont("A"):
        raise SheetError("No font is installed, so every letter would be an empty box. Install one, such as DejaVu Sans.")


def image(make: Callable[[Measure], Scene], width: int, dpi: int = DPI) -> QImage:
    """A scene painted `width` pixels wide; `make` lays it out with the widths of the real font."""
    if not 1 <= width <= 20_000:
        raise SheetError(f"A picture {width} pixels wide cannot be written: choose 1 to 20 000.")
    refuse_without_fonts()
    brush = Brush()
    scene = make(brush.measure)
    factor = width / scene.width
    picture = QImage(width, max(1, round(scene.height * factor)), QImage.Format.Format_RGB32)
    picture.setDotsPerMeterX(round(dpi / 0.0254))
    picture.setDotsPerMeterY(round(dpi / 0.0254))
    picture.fill(scene.ground)
    painter = QPainter(picture)
    painter.scale(factor, factor)
    brush.scene(painter, scene)
    painter.end()
    return picture


def data(make: Callable[[Measure], Scene], width: int, dpi: int = DPI) -> bytes:
    """The bytes of the PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image(make, width, dpi).save(buffer, "PNG"):  # type: ignore[call-overload]
        raise SheetError("The picture could not be made.")
    return bytes(buffer.data().data())
