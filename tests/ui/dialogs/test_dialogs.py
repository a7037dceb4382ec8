"""The crash report and the About box."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit

from formulator import __version__
from formulator.ui.dialogs.about import AboutDialog
from formulator.ui.dialogs.crash import CrashDesk, report_text


def a_report() -> str:
    try:
        {}["missing"]
    except KeyError:
        kind, error, trace = sys.exc_info()
        assert kind is not None and error is not None
        return report_text(kind, error, trace)
    raise AssertionError


def test_a_report_names_the_mistake_and_the_versions() -> None:
    report = a_report()
    assert f"formulator {__version__}" in report
    assert "KeyError: 'missing'" in report


def test_a_mistake_opens_one_window_that_says_where_the_work_is(qtbot) -> None:
    desk = CrashDesk()
    desk.take(a_report(), Path("/data/copy.formulation"))
    desk.take("another", None)
    dialog = desk.open
    assert dialog is not None and dialog.isVisible() and not dialog.isModal()
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "/data/copy.formulation" in words and "go on" in words
    assert "another" in dialog.report.toPlainText()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("formulator")
    dialog.close()
    qtbot.waitUntil(lambda: desk.open is None)


def test_a_report_from_another_thread_is_shown_on_the_main_one(qtbot) -> None:
    desk = CrashDesk()
    worker = threading.Thread(target=lambda: desk.take("from a thread", None))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: desk.open is not None)
    assert desk.open is not None and "from a thread" in desk.open.report.toPlainText()
    desk.open.close()
    qtbot.waitUntil(lambda: desk.open is None)


def test_about_shows_licence_and_citation_as_plain_text(qtbot) -> None:
    dialog = AboutDialog()
    dialog.show()
    pages = " ".join(page.toPlainText() for page in dialog.findChildren(QPlainTextEdit))
    assert "MIT License" in pages and "cff-version" in pages
    names = [button.accessibleName() for button in dialog.findChildren(QAbstractButton) if button.isVisible()]
    assert all(names) and len(set(names)) == len(names)
    dialog.copy_button.click()
    assert "cff-version" in QGuiApplication.clipboard().text()
    dialog.close()
