"""What the window does about its memory: large blocks go back to the system, and cycles are looked for on its own thread."""

from __future__ import annotations

import contextlib
import gc
import sys

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from formulator.ui.tasks import is_loading

LARGE = 4 << 20
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
"""The names that glibc's malloc.h gives these two settings."""
SWEEPING = 250
"""Milliseconds between two looks at whether there is enough to collect."""
LULL = 4000
"""Milliseconds in which nothing was due."""


def give_back_large_blocks() -> bool:
    """On Linux with glibc: blocks from `LARGE` bytes are always separate, and threads share two heaps.

    Left alone, glibc raises that limit to the largest block it ever freed, so that pictures of a large window end up between
    small objects and the room they leave is never given back. Elsewhere nothing is done, and the answer is no.
    """
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    with contextlib.suppress(OSError, AttributeError):  # Another C library.
        libc = ctypes.CDLL(None)
        return bool(libc.mallopt(_MMAP_THRESHOLD, LARGE)) and bool(libc.mallopt(_ARENA_MAX, 2))
    return False


def give_back_what_is_free() -> bool:
    """On Linux with glibc: whole pages between blocks in use go back to the system; whether there were any.

    Left alone, glibc gives back only what is free at the very end of the heap, and one small block there keeps all of it.
    """
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    with contextlib.suppress(OSError, AttributeError):  # Another C library.
        return bool(ctypes.CDLL(None).malloc_trim(0))
    return False


class Sweeper(QObject):
    """Collects reference cycles in turns of the event loop, and nowhere else.

    Left alone, Python collects on whichever thread happens to make an object. Parts of a closed window that a worker takes down
    that way corrupt the heap, because Qt's objects may only be taken down on their own thread; the process dies of it later,
    somewhere inside Qt.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._turn = QTimer(self, interval=SWEEPING)
        self._turn.timeout.connect(self.sweep)
        self._turn.start()
        self._busy, self._quiet = False, 0

    def sweep(self) -> None:
        """The oldest generation that is due, by Python's own limits; and once in a lull after work, what is free is given back.

        Not while another thread imports modules: a class of Qt's that is half made there must not be walked through here.
        """
        if is_loading():
            return
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                self._busy, self._quiet = True, 0
                return
        self._quiet += 1
        if self._busy and self._quiet * SWEEPING >= LULL:
            self._busy = False
            give_back_what_is_free()


def sweep_here_only(application: QCoreApplication) -> Sweeper:
    """From now on cycles are collected by the application's event loop alone."""
    gc.disable()
    return application.findChild(Sweeper) or Sweeper(application)
