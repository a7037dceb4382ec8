"""The first frame: colours and hairlines where everything will stand, and a line that takes what is typed while the rest is made.

It does with what Qt has loaded for any window. Qt's own namespace of names alone takes longer to load than all this takes to be
painted, and a pen or a brush asks for it; so places are plain widgets with a ground of their own, and the theme comes later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from formulator.ui.basics import ANSWERS_WHOLE, BODY, FOOT, GROUNDS, NARROW, NARROW_ANSWERS, SIDE, TOOLBAR, USUAL_POINTS, possible
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.window import Window

_EDGE, _LINE_WIDTH, _LINE_HEIGHT = 16, 128, 24
UNSEEN = 200
"""Milliseconds after which the rest is made although nothing was painted, as in a window that starts minimised."""


class Front(QWidget):
    """Stands in the place of everything below the menus; `line` outlives it, until what was typed there has found its place."""

    begun = Signal()
    """Once, when it has been painted: now the rest can be made."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._turn = QTimer(self, singleShot=True, interval=UNSEEN)
        self._turn.timeout.connect(self.begun)
        self._turn.start()
        self._button: QWidget | None = None
        settings = window.settings
        self._scale = possible(settings.number("view/points", USUAL_POINTS)) / USUAL_POINTS
        colours = GROUNDS[_is_dark(settings.text("view/theme"))]
        _fill(self, colours["ground"])
        _fill(window.menuBar(), colours["ground"], text=colours["ink"])
        self._plots = self._place(colours["paper"])
        self._lines = tuple(self._place(colours["rule"]) for _ in range(4))
        self.line = QLineEdit(window)
        self.line.setObjectName("front-line")
        self.line.setAccessibleName(tr("Find anything"))
        self.line.setPlaceholderText(tr("Find anything"))
        font = self.line.font()
        font.setPixelSize(self._px(BODY))
        self.line.setFont(font)
        _fill(self.line, colours["ground"], base=colours["paper"], text=colours["ink"], quiet=colours["ink3"])
        self.line.setFocus()

    def _px(self, length: int) -> int:
        return round(length * self._scale)

    def _place(self, colour: str) -> QWidget:
        place = QWidget(self)
        _fill(place, colour)
        return place

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The ground is Qt's; here it is only noticed that the frame is on its way to the screen."""
        super().paintEvent(event)
        if self._turn.isActive():
            self._turn.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Toolbar, design, plots, answers and design check as empty places of their later size; the line where the find button will be."""
        super().resizeEvent(event)
        width, height = self.width(), self.height()
        unscaled = width / self._scale
        left, top, foot = self._px(SIDE), self._px(TOOLBAR), self._px(FOOT)
        right = self._px(0 if unscaled < NARROW else NARROW_ANSWERS if unscaled < ANSWERS_WHOLE else SIDE)
        inner = height - top - foot
        self._plots.setGeometry(left, top, width - left - right, inner)
        corners = ((0, top, width, 1), (0, height - foot, width, 1), (left, top, 1, inner), (width - right, top, 1, inner))
        for line, corner in zip(self._lines, corners, strict=True):
            line.setGeometry(*corner)
        wide, high = self._px(_LINE_WIDTH), self._px(_LINE_HEIGHT)
        place = QPoint(width - self._px(_EDGE) - wide, (top - high) // 2)
        self.line.setGeometry(QRect(self.mapTo(self.window(), place), self.line.size()))
        self.line.setFixedSize(wide, high)
        self.line.raise_()


    def give_way(self, button: QWidget) -> None:
        """The shell stands in this place; the line keeps the keyboard, over the button that it stands for."""
        self.hide()
        self._button = button
        button.installEventFilter(self)
        self.line.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The button gets its place after the line has, and another one when the window changes its size."""
        button, window = self._button, self.line.window()
        if button is not None and event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show) and window.isAncestorOf(button):
            self.line.move(button.mapTo(window, QPoint(0, 0)))
            self.line.setFixedSize(button.size())
        return False


def _fill(widget: QWidget, ground: str, base: str = "", text: str = "", quiet: str = "") -> None:
    roles = QPalette.ColorRole
    palette = widget.palette()
    texts = ((role, text) for role in (roles.Text, roles.ButtonText, roles.WindowText))
    for role, colour in ((roles.Window, ground), (roles.Base, base), (roles.PlaceholderText, quiet), *texts):
        if colour:
            palette.setColor(role, QColor.fromString(colour))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)


def _is_dark(mode: str) -> bool:
    """As chosen, else as the ground of the desktop's windows."""
    if mode in ("light", "dark"):
        return mode == "dark"
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def hand_over(window: Window) -> None:
    """Everything stands: what was typed meanwhile goes on in the finder, and the line goes."""
    front = window.front
    if front is None:
        return
    window.front = None
    line, text = front.line, front.line.text()
    had_focus, place = line.hasFocus(), line.cursorPosition()
    line.hide()
    line.deleteLater()
    front.deleteLater()
    if text.strip():
        from formulator.ui.finder import Finder

        finder = Finder(window)
        finder.open_below(window.toolbar.find_button)
        finder.line.setText(text)
        finder.line.setCursorPosition(place)
    elif had_focus:
        window.body.setFocus()
