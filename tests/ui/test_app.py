"""Starting, first run, pictures of the window, and what happens when the program makes a mistake."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from formulator import storage
from formulator.errors import ProjectFileError
from formulator.ui import app
from formulator.ui.render import render
from formulator.ui.settings import Settings

EXAMPLES = storage.examples()
EXAMPLE = EXAMPLES["crgd-polymersome-docetaxel"]

SHELL = """
import json, sys
from PySide6.QtWidgets import QApplication
from formulator.ui.app import application, shell
application()
window = shell()
window.show()
QApplication.processEvents()
print(json.dumps(sorted(name for name in sys.modules if "." not in name)))
window.close_now()
"""


def test_the_first_picture_needs_none_of_the_heavy_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", SHELL], capture_output=True, text=True, env={**os.environ}, timeout=60, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded & {"numpy", "pint", "scipy", "rdkit", "openpyxl", "pydantic", "pydantic_core", "dask", "pyqtgraph", "Bio"}


def test_first_run_shows_a_worked_example(qtbot: QtBot) -> None:
    Settings().store.clear()
    window = app.make_window()
    assert window.workbench.project.title == storage.load(EXAMPLES[app.FIRST_EXAMPLE]).project.title
    assert window.workbench.path is None and not window.workbench.is_edited
    window.close_now()


def test_the_next_run_shows_the_last_project(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.formulation"
    storage.save(storage.load(EXAMPLES["dpgs-micelle"]).project, path)
    app.make_window(path).close_now()
    window = app.make_window()
    assert window.workbench.path == path
    window.close_now()
    Settings().store.clear()


def test_a_file_that_is_not_there_is_said_and_the_window_opens(qtbot: QtBot, tmp_path: Path) -> None:
    window = app.make_window(tmp_path / "missing.formulation")
    assert "missing.formulation" in window.centre.bar.text.text()
    window.close_now()


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_example_opens(qtbot: QtBot, name: str) -> None:
    window = app.make_window(EXAMPLES[name])
    assert window.workbench.prediction is not None
    window.close_now()


@pytest.mark.parametrize(("theme", "scale"), [("light", 1.0), ("dark", 2.0)])
def test_render_writes_a_picture_of_the_size_asked_for(qtbot: QtBot, tmp_path: Path, theme: str, scale: float) -> None:
    out = tmp_path / "window.png"
    render(EXAMPLE, out, size=(1180, 800), scale=scale, theme=theme)
    picture = QImage(str(out))
    assert (picture.width(), picture.height()) == (round(1180 * scale), round(800 * scale))
    ground = picture.pixelColor(round(4 * scale), round(795 * scale))
    assert (ground.lightness() < 64) == (theme == "dark")


def test_render_refuses_what_is_no_project(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(ProjectFileError):
        render(tmp_path / "missing.formulation", tmp_path / "window.png")
    assert not (tmp_path / "window.png").exists()


@pytest.mark.parametrize("where", ["main thread", "another thread"])
def test_a_mistake_shows_a_report_keeps_a_copy_and_the_window_goes_on(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    from formulator.ui.dialogs.crash import CrashDialog

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    window = app.make_window(EXAMPLE)
    window.workbench.type_text("ligand.density", "7 mol%")
    app.install_hooks(window)
    if where == "main thread":
        mistake = ZeroDivisionError("on purpose")
        sys.excepthook(ZeroDivisionError, mistake, None)
    else:
        worker = threading.Thread(target=lambda: 1 / 0)
        worker.start()
        worker.join()
    qtbot.waitUntil(lambda: bool(window.findChildren(CrashDialog)), timeout=5000)
    dialog = window.findChildren(CrashDialog)[0]
    assert "ZeroDivisionError" in dialog.report.toPlainText()
    if where == "main thread":
        assert window.keeper is not None and list(window.keeper.place.glob("*.formulation"))
    dialog.close()
    window.workbench.type_text("ligand.density", "8 mol%")
    assert window.workbench.is_edited
    assert "ZeroDivisionError" in capsys.readouterr().err
    window.close_now()


def test_a_picture_neither_follows_nor_changes_what_the_window_remembers(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    Settings().put("view/points", 14)
    before = (list(Settings().recent), Settings().number("view/points", 10))
    large, usual = tmp_path / "large.png", tmp_path / "usual.png"
    render(storage.examples()["folate-micelle-doxorubicin"], large, (900, 600))
    assert (list(Settings().recent), Settings().number("view/points", 10)) == before
    Settings().put("view/points", 10)
    render(storage.examples()["folate-micelle-doxorubicin"], usual, (900, 600))
    assert large.read_bytes() == usual.read_bytes()


def test_plots_are_painted_before_the_answers_are_made(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "LULL", 60_000)
    window = app.shell()
    qtbot.addWidget(window)
    window.show()
    greeted: list[bool] = []
    app.furnish_in_turns(window, EXAMPLE, lambda: greeted.append(True))
    assert window.results is None and window.check is None
    assert window.feed is not None
    with qtbot.waitSignal(window.feed.drawn, timeout=10_000):
        pass
    assert window.centre.panes["binding"].content() is not None
    assert window.results is None
    qtbot.waitUntil(lambda: bool(greeted), timeout=5_000)
    assert window.results is not None and "size" in window.results.groups
    assert window.design is not None and window.design.is_whole
    window.feed.drawn.emit()
    qtbot.wait(50)
    assert greeted == [True]
    window.close_now()


def test_without_a_prediction_the_answers_come_all_the_same(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "LULL", 60_000)
    monkeypatch.setattr(app, "_load_catalogue", lambda window: None)
    window = app.shell()
    qtbot.addWidget(window)
    app.furnish_in_turns(window, EXAMPLE, lambda: None)
    qtbot.waitUntil(lambda: window.results is not None, timeout=5_000)
    window.close_now()
