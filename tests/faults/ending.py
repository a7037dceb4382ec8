"""A window that is told to end in the middle of something.

    python ending.py PROJECT HOW WHEN
HOW is close (without saving), keep (save and close), term (SIGTERM) or twice (two of them); WHEN is save, autosave or calculation.
On the way out it prints "now" with the processor time used so far.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QTimer

from formulator.storage import saver
from formulator.ui import app
from formulator.ui.window import Window

SLOW = 0.3
"""Seconds that the disk takes to confirm."""
_made: list[Window] = []
_fsync, _begin = os.fsync, Window.__init__


def _remembered(self: Window, *arguments: object, **named: object) -> None:
    _begin(self, *arguments, **named)  # type: ignore[arg-type]
    _made.append(self)


class _Disk:
    """A disk that takes its time, and tells when something is under way there."""

    def __init__(self) -> None:
        self.is_writing = threading.Event()
        self.meanwhile = lambda: None

    def fsync(self, descriptor: int) -> None:
        self.is_writing.set()
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        time.sleep(SLOW)
        _fsync(descriptor)


def _now() -> None:
    print("now", time.process_time(), flush=True)


def _end(window: Window, how: str) -> None:
    if how == "close":
        window.close_now()
    elif how == "keep":
        window._save_and_close()
    else:
        for _ in range(2 if how == "twice" else 1):
            os.kill(os.getpid(), signal.SIGTERM)


def main() -> int:
    """The session."""
    project, how, when = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    disk = _Disk()
    saver.os.fsync = disk.fsync
    Window.__init__ = _remembered  # type: ignore[method-assign]
    is_edited = False

    def work() -> None:
        nonlocal is_edited
        window = _made[0] if _made else None
        if window is None or window.keeper is None or window.results is None or window.workbench.prediction is None:
            return
        bench = window.workbench
        if not is_edited:
            is_edited = True
            bench.type_text("ligand.density", "7 mol%")
            if when == "autosave":
                window.keeper._write_beside()
        if (when == "calculation" and not bench.is_busy) or (when == "autosave" and not disk.is_writing.is_set()):
            return
        timer.stop()
        if when != "save":
            _now()
            _end(window, how)
            return
        if how in ("close", "keep"):
            QTimer.singleShot(0, lambda: _end(window, how))  # Pressed while the disk is at work, heard after it.
            disk.meanwhile = _now
        else:
            disk.meanwhile = lambda: (_now(), _end(window, how))  # type: ignore[assignment,return-value,func-returns-value]
        window.filing.save()

    timer = QTimer(app.application(), interval=5)
    timer.timeout.connect(work)
    timer.start()
    return app.run(project)


if __name__ == "__main__":
    sys.exit(main())
