"""What a person sees when the program has made a mistake: what is safe, and a report to copy. The program goes on."""

from __future__ import annotations

import platform
import time
import traceback
from collections import Counter
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from formulator import __version__
from formulator.ui.words import tr

_LONGEST_REPORT = 20_000
PEACE = 5.0
"""Seconds after a report was closed in which the same is not shown again."""
MOST_SHOWN = 3
"""Times that one report is shown; the terminal has it each time."""


def report_text(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Versions and the place of the mistake. Typed values and names of files of the person are not in it."""
    lines = "".join(traceback.format_exception(kind, error, trace))
    head = f"formulator {__version__}, Python {platform.python_version()}, Qt {qt_version}, {platform.system()} {platform.machine()}"
    return f"{head}\n\n{lines[-_LONGEST_REPORT:]}"


class CrashDialog(QDialog):
    """Says that something went wrong, where the work is, and lets the report be copied."""

    def __init__(self, report: str, copy: Path | None, parent: QWidget | None = None, *, said: str = "", leave: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("dialog:crash")
        self.setWindowTitle(tr("formulator made a mistake"))
        em = self.fontInfo().pixelSize()
        self.setMinimumSize(43 * em, 29 * em)
        where = tr(" A copy of your work is in {copy}.", copy=copy) if copy is not None else ""
        label = QLabel(
            said
            or tr(
                "The last action stopped half-way. Nothing you typed before it is lost.{where} You can go on, or save and restart.",
                where=where,
            )
        )
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(tr("Report"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(leave or tr("Go on"))
        close.setAccessibleName(leave or tr("Go on"))
        self.copy_button = QPushButton(tr("Copy report"))
        self.copy_button.setAccessibleName(tr("Copy report"))
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(self.copy_report)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(label)
        layout.addWidget(self.report, 1)
        layout.addWidget(buttons)

    def copy_report(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())


class CrashDesk(QObject):
    """Takes reports from any thread and shows one dialog at a time.

    A mistake that repeats neither piles up windows nor comes back for ever: painting that fails fails again when the report is closed.
    """

    arrived = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.open: CrashDialog | None = None
        self._shown = Counter[str]()
        self._since = 0.0
        self.arrived.connect(self._show)

    def take(self, report: str, copy: Path | None) -> None:
        """Show a report, on the main thread, from wherever it comes."""
        if QThread.currentThread() is self.thread():
            self._show(report, copy)
        else:
            self.arrived.emit(report, copy)

    def _show(self, report: str, copy: Path | None) -> None:
        if self.open is not None:
            if report not in self.open.report.toPlainText() and len(self.open.report.toPlainText()) < _LONGEST_REPORT:
                self.open.report.appendPlainText("\n" + report)
            return
        if self._shown[report] >= MOST_SHOWN or (report in self._shown and time.monotonic() - self._since < PEACE):
            return
        self._shown[report] += 1
        parent = self.parent()
        dialog = CrashDialog(report, copy, parent if isinstance(parent, QWidget) else None)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.destroyed.connect(self._closed)
        self.open = dialog
        dialog.show()

    def _closed(self) -> None:
        self.open, self._since = None, time.monotonic()
