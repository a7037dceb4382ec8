"""What happens when the program itself makes a mistake: it ends one action, not the program. While the window is made it ends the start."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.dialogs.crash import CrashDialog
    from formulator.ui.window import Window

NOT_STARTED = 70
"""The exit code of a program whose window could not be made."""


class Start:
    """The making of the window. Where one step fails none follows: one report, and the end."""

    def __init__(self) -> None:
        self.failed = False
        self._dialog: CrashDialog | None = None

    def attempt(self, step: Callable[[], object]) -> bool:
        """Take a step; whether the next may follow."""
        if self.failed:
            return False
        try:
            step()
        except Exception as mistake:  # noqa: BLE001 - whatever it is, a window that is half made helps nobody
            self.failed = True
            self._report(mistake)
        return not self.failed

    def _report(self, mistake: Exception) -> None:
        from formulator.ui.dialogs.crash import CrashDialog, report_text

        report = report_text(type(mistake), mistake, mistake.__traceback__)
        print(report, file=sys.stderr)
        said = tr("The window could not be made, so formulator ends. No file was changed. The report says what is wrong.")
        self._dialog = CrashDialog(report, None, said=said, leave=tr("Close"))
        self._dialog.finished.connect(QApplication.quit)
        self._dialog.show()


def install_hooks(window: Window) -> None:
    """Whatever nobody caught: a copy of the work is written and a report is shown."""
    from formulator.ui.dialogs.crash import CrashDesk, report_text

    desk = CrashDesk(window)

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        report = report_text(kind, error, trace)
        print(report, file=sys.stderr)
        on_main_thread = threading.current_thread() is threading.main_thread()
        copy = window.keeper.write() if window.keeper is not None and on_main_thread else None
        if on_main_thread and issubclass(kind, MemoryError):
            window.say(tr("There is not enough memory for the last action. Nothing you typed is lost. Close something, then do it again."))
        else:
            desk.take(report, copy)

    def caught_in_thread(found: threading.ExceptHookArgs) -> None:
        caught(found.exc_type, found.exc_value or found.exc_type(), found.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = caught_in_thread
