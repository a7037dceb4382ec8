"""What every pane shares: a painted scene that is laid out once per change, one repaint a turn, a menu of its own, and files."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import nullcontext
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QHideEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from formulator.errors import FormulatorError
from formulator.explore.figure import Figure
from formulator.ui.document import file_kinds
from formulator.ui.export import plot
from formulator.ui.export.paint import Brush, Face
from formulator.ui.export.particle import Particle
from formulator.ui.export.shapes import Measure, Scene, Shape
from formulator.ui.plots.spoken import written_scene, written_shapes
from formulator.ui.plots.turns import Turns
from formulator.ui.tokens import Tokens
from formulator.ui.words import tr

PATIENCE = 100
"""Milliseconds before an old picture is marked: what is replaced sooner never flickers."""
FADED = 0.55
COPY_WIDTH = 1600


class Pane(QWidget):
    """A picture in the window. `failed` carries a sentence when a file could not be written."""

    failed = Signal(str)
    saved = Signal(str)

    def __init__(self, plot_id: str, title: str, tokens: Tokens) -> None:
        super().__init__()
        self.plot_id = plot_id
        self.title = title
        self.tokens = tokens
        self.text_scale = 1.0
        self.decimal = "."
        self.scene: Scene | None = None
        self.turns: Turns | None = None
        """Shared with the other panes of a window; without it a pane paints at once."""
        self._picture: QPixmap | None = None
        self._before: QPixmap | None = None
        self._still: QPixmap | None = None
        self._still_key: Hashable = None
        self._hints: dict[str, int] = {}
        self._stale = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self.update)
        self.setObjectName(f"plot:{plot_id}")
        self.setAccessibleName(title)
        self.setMinimumSize(120, 100)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._brush = Brush(self._face())

    # What a pane of its own kind says.

    def content(self) -> Figure | Particle | None:
        """What is drawn, copied and exported; None before anything was computed."""
        raise NotImplementedError

    def seen(self) -> Figure | Particle | None:
        """The same in the language of the window: a picture is copied and saved as it was seen, its data stay English."""
        return self.content()

    def make_scene(self, measure: Measure, width: float, height: float, known: Hashable) -> Scene:
        """The picture without its heading, and without what stands still when that is `known`."""
        raise NotImplementedError

    def heading(self, measure: Measure, width: float) -> list[Shape]:
        """Title and read-out: repainted with every move of the cursor."""
        raise NotImplementedError

    def overlay(self) -> list[Shape]:
        """What follows the cursor."""
        return []

    # Looks.

    def set_tokens(self, tokens: Tokens, text_scale: float = 1.0) -> None:
        """Another theme or text size."""
        self._still = None
        self.tokens, self.text_scale = tokens, text_scale
        self._brush = Brush(self._face())
        self._hints = {}
        self.refresh()

    def _face(self) -> Face:
        return Face(self.font().family(), self.font().stretch() or 100)

    def mark_stale(self, stale: bool) -> None:
        """Say that the picture is older than the design, once it has been so for a moment."""
        if stale == self._stale:
            return
        was_marked, self._stale = self.is_marked, stale
        if stale:
            self._patience.start()
            return
        self._patience.stop()
        if was_marked:
            self.update()

    @property
    def is_marked(self) -> bool:
        """True while the picture is shown as old."""
        return self._stale and not self._patience.isActive()

    @property
    def is_stale(self) -> bool:
        """True while a newer picture is on its way."""
        return self._stale

    def set_decimal(self, decimal: str) -> None:
        """The sign in the numbers of the picture; data keep the point."""
        if decimal != self.decimal:
            self.decimal, self._still = decimal, None
            self.refresh()

    def refresh(self) -> None:
        """Lay the picture out again at the next repaint."""
        self._before, self._picture = self._picture or self._before, None
        self.update()

    def logical_size(self) -> tuple[float, float]:
        """Width and height in the pixels of the design, which grow with the text."""
        return self.width() / self.text_scale, self.height() / self.text_scale

    def sizeHint(self) -> QSize:
        """Room for a comfortable plot."""
        return QSize(round(385 * self.text_scale), round(300 * self.text_scale))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names keep their places only while the plot keeps its size."""
        self._hints, self._still = {}, None
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """A pane on a page that nobody looks at keeps no pictures: on a large screen each takes tens of megabytes."""
        super().hideEvent(event)
        self._picture = self._still = self._before = None

    def changeEvent(self, event: QEvent) -> None:
        """Follow the window's typeface; its size comes with the theme."""
        if event.type() == QEvent.Type.FontChange and self._face() != self._brush.face:
            self.set_tokens(self.tokens, self.text_scale)
        super().changeEvent(event)

    def layout_scene(self) -> Scene:
        """The scene at the present size, without what the kept picture of axes or body already shows."""
        width, height = self.logical_size()
        known = self._still_key if self._still is not None else None
        self.scene = written_scene(self.make_scene(self._brush.measure, width, height, known), self.decimal)
        self._hints = self.scene.hints
        if self.scene.about != self.accessibleDescription():
            self.setAccessibleDescription(self.scene.about)
        return self.scene

    @property
    def still_key(self) -> Hashable:
        """What the kept picture of axes or body shows."""
        return self._still_key

    @property
    def hints(self) -> dict[str, int]:
        """Where the names stood in the picture before."""
        return self._hints

    def paintEvent(self, event: QPaintEvent) -> None:
        """The kept picture, then heading and cursor."""
        ratio = self.devicePixelRatioF()
        if self._brush.screen != ratio * self.text_scale:
            self._brush = Brush(self._face(), ratio * self.text_scale)
            self._still = self._picture = None
        if self._picture is None:
            if self.turns is not None and not self.turns.admits(self):
                self._paint_before()
                return
            with self.turns.spending() if self.turns is not None else nullcontext():
                self._picture = self._painted(ratio)
            self._before = None
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), QColor(self.tokens.paper))
        painter.setOpacity(FADED if self.is_marked else 1.0)
        painter.drawPixmap(0, 0, self._picture)
        painter.setOpacity(1.0)
        painter.scale(self.text_scale, self.text_scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._brush.shapes(painter, tuple(self.overlay()))
        self._brush.shapes(painter, written_shapes(self.heading(self._brush.measure, self.logical_size()[0]), self.decimal))
        painter.end()

    def _paint_before(self) -> None:
        """What was there until now, in the room that there is now, for the turn or two until the picture is painted."""
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), QColor(self.tokens.paper))
        if self._before is not None:
            painter.drawPixmap(self.rect(), self._before)
        if self.scene is not None:
            painter.scale(self.text_scale, self.text_scale)
            self._brush.shapes(painter, tuple(self.heading(self._brush.measure, self.logical_size()[0])))
        painter.end()

    def _painted(self, ratio: float) -> QPixmap:
        """The picture: what stands still is painted once and kept, what moves is painted over a copy of it."""
        scene = self.layout_scene()
        if self._still is None or scene.still_key != self._still_key:
            self._still = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            self._still.setDevicePixelRatio(ratio)
            self._still.fill(scene.ground)
            self._paint(self._still, scene.shapes[: scene.back])
            self._still_key = scene.still_key
        picture = QPixmap(self._still)
        self._paint(picture, scene.shapes[scene.back :])
        return picture

    def _paint(self, picture: QPixmap, shapes: tuple[Shape, ...]) -> None:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.text_scale, self.text_scale)
        self._brush.shapes(painter, shapes)
        painter.end()

    # Menu, clipboard, files.

    def menu(self) -> QMenu:
        """Copy and save; nothing of this can be done by accident."""
        made = QMenu(self)
        ready = self.content() is not None
        for text, act in (
            (tr("Copy picture"), self.copy_picture),
            (tr("Copy data"), self.copy_data),
            (None, None),
            (tr("Save as SVG…"), lambda: self._ask_and_save(".svg")),
            (tr("Save as PNG…"), lambda: self._ask_and_save(".png")),
            (tr("Save as CSV…"), lambda: self._ask_and_save(".csv")),
        ):
            if text is None or act is None:
                made.addSeparator()
                continue
            entry = made.addAction(text)
            entry.setEnabled(ready)
            entry.triggered.connect(act)
        return made

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Right click, or the menu key."""
        made = self.menu()
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.popup(event.globalPos() or self.mapToGlobal(QPoint(20, 30)))

    def copy_picture(self) -> None:
        """The picture on its own, as pixels."""
        content = self.seen()
        if content is not None:
            from formulator.ui.export import png

            width, height = self.logical_size()
            QGuiApplication.clipboard().setImage(png.image(self._maker(content, width, height), COPY_WIDTH))

    def _maker(self, content: Figure | Particle, width: float | None = None, height: float | None = None) -> plot.Maker:
        made = plot.maker(content, self.tokens, width, height, tr)
        return lambda measure: written_scene(made(measure), self.decimal)

    def copy_data(self) -> None:
        """What is drawn, as a table to paste into a spreadsheet: with the window's decimal sign, as that of the answers."""
        content = self.content()
        if content is not None:
            QGuiApplication.clipboard().setText(plot.content_csv(content, self.decimal, tabs=True))

    def _ask_and_save(self, suffix: str) -> None:
        filters = file_kinds({suffix: suffix[1:].upper()})
        title = tr("Save {title}", title=self.title)
        name, chosen = QFileDialog.getSaveFileName(self, title, f"{self.plot_id}{suffix}", ";;".join(filters))
        if name:
            self.save_as(Path(name if name.endswith(suffix) else name + suffix), filters.get(chosen, (suffix, "."))[1])

    def save_as(self, path: Path, decimal: str = ".") -> None:
        """Write the picture or its data; the ending says which. A failure is told by `failed`."""
        content, said = self.content(), self.seen()
        if content is None or said is None:
            return
        try:
            plot.write_made(content, self._maker(said), path, decimal=decimal)
        except FormulatorError as problem:
            self.failed.emit(str(problem))
        else:
            self.saved.emit(str(path))
