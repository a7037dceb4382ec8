"""Starting, first run, pictures of the window, and what happens when the program makes a mistake."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from formulator import design as designs
from formulator import storage
from formulator.errors import ProjectFileError
from formulator.ui import app
from formulator.ui.finder import Finder
from formulator.ui.render import render
from formulator.ui.settings import Settings
from formulator.ui.window import Window

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
    done = subprocess.run([sys.executable, "-c", SHELL], capture_output=True, text=True, env={**os.environ}, timeout=300, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded & {"numpy", "pint", "scipy", "rdkit", "openpyxl", "pydantic", "pydantic_core", "dask", "pyqtgraph", "Bio"}


FRAME = """
import json, sys
from PySide6.QtWidgets import QApplication
from formulator.ui.app import first_frame
window = first_frame()
window.stand_in()
window.show()
QApplication.processEvents()
print(json.dumps(sorted(name for name in sys.modules if name.startswith("formulator."))))
window.close()
"""


def test_the_first_frame_needs_next_to_nothing_of_our_own() -> None:
    done = subprocess.run([sys.executable, "-c", FRAME], capture_output=True, text=True, env={**os.environ}, timeout=300, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert loaded == {f"formulator.{name}" for name in ("ui", *(f"ui.{part}" for part in FIRST_PARTS))}


FIRST_PARTS = ("app", "basics", "display", "front", "language", "places", "settings", "window", "words")


@pytest.fixture
def begun(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Window:
    monkeypatch.setattr(app, "LULL", 60_000)
    made = app.first_frame(Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(made)
    made.stand_in()
    made.show()
    return made


def test_the_first_frame_says_when_it_was_painted(begun: Window, qtbot: QtBot) -> None:
    assert begun.front is not None
    with qtbot.waitSignal(begun.front.begun, timeout=60_000):
        pass
    assert not begun.is_furnished


def test_what_is_typed_into_the_first_frame_goes_on_in_the_finder(begun: Window, qtbot: QtBot) -> None:
    line = begun.findChild(QLineEdit, "front-line")
    assert line is not None
    qtbot.keyClicks(line, "densi")
    app.furnish_shell(begun)
    qtbot.keyClicks(line, "ty 5")
    assert line.text() == "density 5" and line.isVisible()
    button = begun.toolbar.find_button
    qtbot.waitUntil(lambda: line.geometry() == QRect(button.mapTo(begun, QPoint(0, 0)), button.size()))
    app.furnish(begun, EXAMPLE)
    finder = begun.findChild(Finder)
    assert finder is not None and finder.line.text() == "density 5"
    assert finder.hits.count() > 0 and begun.front is None
    qtbot.keyClicks(finder.line, " mol%")
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert designs.get(begun.workbench.design, "ligand.density") == designs.read("ligand.density", "5 mol%", ".")
    begun.close_now()


def test_without_a_word_typed_the_first_frame_leaves_nothing_behind(begun: Window, qtbot: QtBot) -> None:
    app.furnish_shell(begun)
    app.furnish(begun, EXAMPLE)
    qtbot.waitUntil(lambda: begun.findChild(QLineEdit, "front-line") is None, timeout=60_000)
    assert begun.findChild(Finder) is None and begun.centralWidget() is begun.body
    begun.close_now()


def test_a_window_closed_as_soon_as_it_was_seen_is_not_made_after_all(begun: Window, qtbot: QtBot) -> None:
    begun.close()
    app.furnish_program(begun, None)
    assert not begun.is_furnished


@pytest.mark.parametrize(("theme", "dark"), [("light", False), ("dark", True)])
@pytest.mark.parametrize("width", [900, 1180, 1440])
def test_the_first_frame_has_the_places_of_the_window(qtbot: QtBot, tmp_path: Path, theme: str, dark: bool, width: int) -> None:
    settings = Settings(tmp_path / "settings.ini")
    settings.put("view/theme", theme)
    window = app.first_frame(settings)
    qtbot.addWidget(window)
    window.stand_in()
    window.resize(width, 700)
    window.show()
    qtbot.waitExposed(window)
    first = window.grab().toImage()
    app.furnish_shell(window)
    qtbot.waitUntil(lambda: window.body.isVisible() and window.body.width() == width)
    QApplication.processEvents()
    left = window.left.mapTo(window, QPoint(0, 0)).x()
    centre = window.centre.mapTo(window, window.centre.rect().center())
    second = window.grab().toImage()
    for x, y in ((left + 4, 640), (centre.x(), centre.y() + 40)):
        assert first.pixelColor(x, y) == second.pixelColor(x, y)
    assert (first.pixelColor(left + 4, 640).lightness() < 64) == dark
    window.close_now()


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
    with qtbot.waitSignal(window.feed.drawn, timeout=60_000):
        pass
    assert window.centre.panes["binding"].content() is not None
    assert window.results is None
    qtbot.waitUntil(lambda: bool(greeted), timeout=60_000)
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
    qtbot.waitUntil(lambda: window.results is not None, timeout=60_000)
    window.close_now()
