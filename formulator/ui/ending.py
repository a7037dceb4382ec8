"""The system asks the program to end: a signal, or the end of the desktop session. Unsaved work is left behind for the next start."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
PATIENCE = 1.0
"""Seconds that the end of the program waits for work in the background to notice."""


class Ending(QObject):
    """Hears signals while Qt waits for events: Python's own handlers would run only at the next event."""

    def __init__(self, end: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._hears, self._told = socket.socketpair()
        for one in (self._hears, self._told):
            one.setblocking(False)
        self._notifier = QSocketNotifier(self._hears.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)
        signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:  # pragma: no branch - Windows has no hang-up
                signal.signal(number, lambda *_: None)

    def _heard(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._hears.recv(64)
        self._end()


def install(application: QApplication, end: Callable[[], None], save: Callable[[], object], parent: QObject) -> Ending:
    """`end` is called at a signal; `save` when the session is about to end and may yet be kept."""
    application.commitDataRequest.connect(lambda _manager: save())
    return Ending(end, parent)
