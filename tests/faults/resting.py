"""Brings a window into one state, so that its memory before and after a thousand actions can be compared.

Every place is visited in a large window and in the usual one, in both themes, so that what is made at a first visit is there
before memory is looked at for the first time; at the end the worked example stands in the usual window.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QMenuBar, QPlainTextEdit, QWidget
from shiboken6 import isValid

from formulator import assets, structures
from formulator.ui.actions import ACTIONS
from formulator.ui.app import FIRST_EXAMPLE
from formulator.ui.basics import DESIGN, POINT_SIZES
from formulator.ui.dialogs.selftest import cases
from formulator.ui.export import sheet
from formulator.ui.memory import give_back_what_is_free
from formulator.ui.pages import PAGES
from formulator.ui.tasks import Lane, Ticket
from formulator.ui.widgets.popover import Popover
from formulator.ui.window import USUAL_SIZE, Window

OTHER_EXAMPLE = "transferrin-pamam-doxorubicin"
LARGE = (3840, 2160)
SIZES = ((1, 1), (320, 240), (1024, 768), (80, 2000), LARGE, USUAL_SIZE)
"""The sizes that the monkey gives a window, and the usual one."""
TYPED = "\u22125 \u0661 e\u0301 \U0001f600 \u202eabc é 10⁻³ µΩ ≤ → 漢"
"""Signs for which other typefaces are asked than the window's."""
TURN = 150
"""Milliseconds at each place: figures, bands and tables come one after the other."""
MOST = 60.0
"""Seconds after which something is at work that does not end."""


def pause(milliseconds: int) -> None:
    """Let the window live for so long. QTest.qWait would hold Python's lock meanwhile, and the work beside the window stand still."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until_idle(window: Window) -> None:
    """Nothing is worked out any more: the draws of an interval alone take some 25 MB while they last."""
    until = time.monotonic() + MOST
    while time.monotonic() < until:
        pause(TURN)
        if window.workbench.has_intervals and not any(lane.is_busy for lane in window.findChildren(Lane)):
            return


def warm_up(window: Window, make: Callable[[], Window]) -> Window:
    """Everything is used for the first time: what is read, made or remembered then stays, and is no growth.

    In both languages: every place in every size and theme, every size of text, every entry of the menus, and one widget of each kind
    at each place clicked, clicked with the other button, and typed into. A window of the last language is left, another than the first.
    """
    closing = QTimer(interval=0)
    closing.timeout.connect(close_others)
    for code in ("de", "en"):
        window.languages.set_language(code)
        window.close_now()
        window.deleteLater()
        del window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        window = make()
        window.show()
        for size, mode in [(size, mode) for size in SIZES for mode in ("dark", "light")]:
            window.resize(*size)
            window.set_theme(mode)
            visit(window)
        closing.start()
        for points in POINT_SIZES:
            window._set_points(points)
            visit(window)
        for row in ACTIONS:
            if row.id != "quit":
                window.actions_by_id[row.id].trigger()
                pause(TURN // 10)
        window.workbench.open_copy(assets.path(f"examples/{FIRST_EXAMPLE}.formulation"))
        for name in (*PAGES, DESIGN):
            window.go(name)
            pause(TURN)
            touch_one_of_each(window)
        closing.stop()
        close_others()
    cases()  # The dialog of the self-test is closed above before it is through.
    for use in (structures.from_smiles, structures.hansen_by_increments, structures.draw_svg):
        use("CC(C)O")
    write_every_form(window)
    return window


def write_every_form(window: Window) -> None:
    """The sheet in all forms, and packed for a notebook."""
    assert window.workbench.catalogue is not None
    made = window.exporting.job(window.workbench.catalogue, is_archive=True)(Ticket(0))
    with TemporaryDirectory() as name:
        for ending in sheet.ENDINGS:
            sheet.write(made.sheet, Path(name) / f"sheet{ending}", pictures=made.pictures)


def visit(window: Window) -> None:
    """Every place, for as long as it takes to paint it."""
    for name in (*PAGES, DESIGN):
        window.go(name)
        pause(TURN // 5)


def close_others() -> None:
    """What stands before the window goes away."""
    for other in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if isinstance(other, QDialog):
            other.done(0)
        elif other is not None:
            other.close()


def touch_one_of_each(window: Window) -> None:
    """One widget of each kind that is in sight is clicked with either button, and typed into."""
    kinds = {type(widget): widget for widget in window.findChildren(QWidget) if widget.isVisible() and widget.isEnabled()}
    for kind, widget in kinds.items():
        if not isValid(widget) or kind is QWidget or isinstance(widget, (QMenuBar, QMenu)):
            continue
        middle = widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
        pause(TURN // 10)
        if isValid(widget):
            QApplication.sendEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, widget.mapToGlobal(middle)))
            pause(TURN // 10)
        if isValid(widget) and isinstance(widget, (QLineEdit, QPlainTextEdit)):
            for sign in TYPED:
                QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign))
            pause(TURN // 10)
        for popover in window.findChildren(Popover):
            popover.close()
        if not window.isVisible():
            window.show()


def at_rest(window: Window) -> Window:
    """The same window, wherever it was before."""
    close_others()
    for popover in window.findChildren(Popover):
        popover.close()
    for line in window.findChildren(QLineEdit):
        if not line.objectName().startswith("fld:") and not line.isReadOnly():
            line.clear()  # What is searched for decides how much a place shows.
    window.show()
    for size, mode in ((LARGE, "dark"), (USUAL_SIZE, "light")):
        window.resize(*size)
        window.set_theme(mode)
        window.usual_size()
        # The kernels of the last two designs are kept: both are another one before memory is looked at.
        for example in (OTHER_EXAMPLE, FIRST_EXAMPLE):
            window.workbench.open_copy(assets.path(f"examples/{example}.formulation"))
            wait_until_idle(window)
        for name in (*PAGES, DESIGN):
            window.go(name)
            pause(TURN)
    window.centre.bar.clear()
    pause(4 * TURN)
    wait_until_idle(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    give_back_what_is_free()  # As the window does in a lull.
    return window
