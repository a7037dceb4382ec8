"""A mistake of the program: one report, the work kept, and an exit code of its own where no window could be made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from formulator import storage
from formulator.ui import app, mistakes
from formulator.ui.dialogs.crash import MOST_SHOWN, PEACE, CrashDesk, CrashDialog

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = storage.examples()["crgd-polymersome-docetaxel"]
BROKEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from formulator.ui import app
from formulator.ui.dialogs.crash import CrashDialog
def broken(*_):
    raise LookupError("on purpose")
setattr(app, sys.argv[2], broken)
def answer():
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog) and one.isVisible()]
    if found:
        print(len(found), flush=True)
        timer.stop()
        found[0].close()
timer = QTimer(app.application(), interval=50)
timer.timeout.connect(answer)
timer.start()
sys.exit(app.run(Path(sys.argv[1])))
"""


@pytest.mark.parametrize("step", ["first_frame", "furnish_shell", "furnish_answers"])
def test_where_no_window_can_be_made_one_report_is_shown_and_the_exit_code_says_so(tmp_path: Path, step: str) -> None:
    mine = Path(shutil.copyfile(EXAMPLE, tmp_path / "mine.formulation"))
    names = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")
    places = {name: str(tmp_path / name) for name in names}
    for place in places.values():
        Path(place).mkdir(mode=0o700)
    command = [sys.executable, "-c", BROKEN, str(mine), step]
    result = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **places, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=120
    )
    assert result.returncode == mistakes.NOT_STARTED == 70, result.stderr
    assert result.stdout == "1\n" and result.stderr.count("LookupError: on purpose") == 1
    assert mine.read_bytes() == EXAMPLE.read_bytes()


def test_after_a_step_that_failed_none_is_taken(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    start, taken = mistakes.Start(), list[int]()

    def broken() -> None:
        raise OSError("gone")

    assert start.attempt(lambda: taken.append(1)) and not start.attempt(broken) and not start.attempt(lambda: taken.append(2))
    assert taken == [1] and start.failed and "OSError: gone" in capsys.readouterr().err
    dialog = start._dialog
    assert dialog is not None
    qtbot.addWidget(dialog)
    assert dialog.isVisible() and "OSError: gone" in dialog.report.toPlainText()
    assert any("No file was changed" in label.text() for label in dialog.findChildren(QLabel))


@pytest.mark.parametrize("where", ["main thread", "other thread"])
def test_a_mistake_shows_a_report_keeps_a_copy_and_the_window_goes_on(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    window = app.make_window(EXAMPLE)
    window.workbench.type_text("ligand.density", "7 mol%")
    mistakes.install_hooks(window)
    if where == "main thread":
        sys.excepthook(MemoryError, MemoryError(), None)
        assert "not enough memory for the last action" in window.centre.bar.text.text() and not window.findChildren(CrashDialog)
        assert window.keeper is not None and list(window.keeper.place.glob("*.formulation"))
        mistake = ZeroDivisionError("on purpose")
        sys.excepthook(ZeroDivisionError, mistake, None)
    else:
        worker = threading.Thread(target=lambda: 1 / 0)
        worker.start()
        worker.join()
    qtbot.waitUntil(lambda: bool(window.findChildren(CrashDialog)), timeout=60_000)
    dialog = window.findChildren(CrashDialog)[0]
    assert "ZeroDivisionError" in dialog.report.toPlainText()
    if where == "main thread":
        assert window.keeper is not None and list(window.keeper.place.glob("*.formulation"))
    dialog.close()
    window.workbench.type_text("ligand.density", "8 mol%")
    assert window.workbench.is_edited
    assert "ZeroDivisionError" in capsys.readouterr().err
    window.close_now()


def test_a_mistake_that_repeats_does_not_come_back_as_soon_as_its_report_is_closed(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, now = CrashDesk(), [100.0]
    monkeypatch.setattr("formulator.ui.dialogs.crash.time.monotonic", lambda: now[0])

    def shown(report: str) -> bool:
        desk.take(report, None)
        dialog = desk.open
        if dialog is not None:
            dialog.close()
            qtbot.waitUntil(lambda: desk.open is None)
        return dialog is not None

    assert [shown("paint") for _ in range(5)] == [True, False, False, False, False]
    assert shown("another")
    seen = 1
    for _ in range(10):
        now[0] += 2 * PEACE
        seen += shown("paint")
    assert seen == MOST_SHOWN
