"""Trouble at the desk of a person: a disk that is full, a clock that was set, a screen that is gone."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from formulator import storage
from formulator.storage import saver
from formulator.ui import app
from formulator.ui.settings import Settings
from formulator.ui.window import Window

EXAMPLE = storage.examples()["dpgs-micelle"]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.formulation"
    shutil.copyfile(EXAMPLE, path)
    return path


@pytest.fixture
def window(qtbot: QtBot, mine: Path) -> Iterator[Window]:
    made = app.make_window(mine)
    yield made
    made.close_now()
    made.deleteLater()


def test_after_a_full_disk_the_work_is_there_and_is_saved_elsewhere(
    window: Window, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = mine.read_bytes()
    window.workbench.type_text("carrier.diameter", "77 nm")
    with monkeypatch.context() as full:

        def write(descriptor: int, data: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        full.setattr(saver.os, "write", write)
        assert not window.filing.save()
    assert mine.read_bytes() == before
    assert "no space is left" in window.centre.bar.text.text()
    assert window.workbench.is_edited and window.isWindowModified()
    elsewhere = tmp_path / "elsewhere.formulation"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(elsewhere), ""))
    assert window.filing.save_as()
    assert not window.workbench.is_edited and window.workbench.path == elsewhere
    saved = storage.load(elsewhere).project.variant().design.carrier.diameter
    assert saved is not None and (saved.magnitude, saved.unit) == (77.0, "nm")
    assert mine.read_bytes() == before


@pytest.mark.parametrize("years", [-1, 1, -30])
def test_a_clock_that_was_set_neither_hides_nor_invents_a_change_of_the_file(window: Window, mine: Path, years: int) -> None:
    other = time.time() + years * 365.25 * 86_400
    os.utime(mine, (other, other))
    window.workbench.type_text("carrier.diameter", "78 nm")
    assert window.filing.save()  # Only the time differs: nobody has written there.
    theirs = mine.read_bytes().replace(b"78 nm", b"79 nm")
    stamp = mine.stat().st_mtime
    mine.write_bytes(theirs)
    os.utime(mine, (stamp, stamp))
    window.workbench.type_text("carrier.diameter", "80 nm")
    assert not window.filing.save()  # The time is the same, the content is not.
    assert mine.read_bytes() == theirs
    assert window.workbench.is_edited


def test_a_window_whose_screen_is_gone_comes_back_into_sight(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    first = app.first_frame(settings)
    qtbot.addWidget(first)
    first.stand_in()
    first.setGeometry(QRect(9000, 7000, 900, 600))
    first.show()
    qtbot.waitExposed(first)
    settings.put("window/geometry", first.saveGeometry())
    first.close()
    second = app.first_frame(settings)
    qtbot.addWidget(second)
    second.stand_in()
    kept = settings.geometry()
    assert kept is not None and second.restoreGeometry(kept)
    second.show()
    qtbot.waitExposed(second)
    assert second.screen().availableGeometry().intersects(second.frameGeometry())
    second.close()
