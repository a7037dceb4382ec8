"""Brings a window into one state, so that its memory before and after a thousand actions can be compared.

Every place is visited in a large window and in the usual one, in both themes, so that what is made at a first visit is there
before memory is looked at for the first time; at the end the worked example stands in the usual window.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import time

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from formulator import assets
from formulator.ui.app import FIRST_EXAMPLE
from formulator.ui.basics import DESIGN
from formulator.ui.pages import PAGES
from formulator.ui.tasks import Lane
from formulator.ui.window import USUAL_SIZE, Window

LARGE = (3840, 2160)
TURN = 150
"""Milliseconds at each place: figures, bands and tables come one after the other."""
MOST = 60.0
"""Seconds after which something is at work that does not end."""


def wait_until_idle(window: Window) -> None:
    """Nothing is worked out any more: the draws of an interval alone take some 25 MB while they last."""
    until = time.monotonic() + MOST
    while time.monotonic() < until:
        QTest.qWait(TURN)
        if window.workbench.has_intervals and not any(lane.is_busy for lane in window.findChildren(Lane)):
            return


def at_rest(window: Window) -> Window:
    """The same window, wherever it was before."""
    for other in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if other is not None:
            other.close()
    window.show()
    for size, mode in ((LARGE, "dark"), (USUAL_SIZE, "light")):
        window.resize(*size)
        window.set_theme(mode)
        window.usual_size()
        window.workbench.open_copy(assets.path(f"examples/{FIRST_EXAMPLE}.formulation"))
        for name in (*PAGES, DESIGN):
            window.go(name)
            QTest.qWait(TURN)
    window.centre.bar.clear()
    QTest.qWait(4 * TURN)
    wait_until_idle(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).malloc_trim(0)  # What is free inside the heap is no growth either.
    return window
