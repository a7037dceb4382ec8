"""Blocks of large pictures go back to the system, and parts of closed windows are taken down on the thread of the window."""

from __future__ import annotations

import gc
import os
import platform
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from formulator.ui.memory import LULL, SWEEPING, Sweeper, give_back_large_blocks, give_back_what_is_free, sweep_here_only
from formulator.ui.tasks import load_beside, wait_for_all


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has these settings")
def test_glibc_takes_both_settings() -> None:
    assert give_back_large_blocks()


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not give_back_large_blocks()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has it")
def test_room_between_blocks_in_use_goes_back_to_the_system() -> None:
    def resident() -> int:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")

    blocks = [b"x" * 200_000 for _ in range(400)]
    del blocks[::2]
    before = resident()
    assert give_back_what_is_free()
    assert before - resident() > 30_000_000 and len(blocks) == 200


def test_what_is_free_is_given_back_once_in_a_lull_after_work(sweeper: Sweeper, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bool] = []
    monkeypatch.setattr("formulator.ui.memory.give_back_what_is_free", lambda: given.append(True))
    kept = [[] for _ in range(50_000)]
    sweeper.sweep()
    gc.collect()
    turns = LULL // SWEEPING
    for turn in range(1, 3 * turns):
        sweeper.sweep()
        assert len(given) == (turn >= turns)
    assert len(kept) == 50_000


@pytest.fixture
def sweeper(qapp: QApplication) -> Iterator[Sweeper]:
    gc.collect()
    made = sweep_here_only(qapp)
    yield made
    gc.enable()
    made.setParent(None)  # type: ignore[call-overload]
    made.deleteLater()


def rubbish(seen: list[bool]) -> None:
    """A Qt object in a circle of references; says when it goes whether that is on the thread of the window."""
    made = QObject()
    circle = {"made": made}
    circle["circle"] = circle  # type: ignore[assignment]
    made.destroyed.connect(lambda: seen.append(threading.current_thread() is threading.main_thread()), Qt.ConnectionType.DirectConnection)


def test_a_worker_takes_down_nothing_of_a_window(sweeper: Sweeper, qtbot: QtBot) -> None:
    seen: list[bool] = []
    for _ in range(3):
        rubbish(seen)
    kept: list[list[object]] = []
    worker = threading.Thread(target=lambda: kept.extend([] for _ in range(50_000)))
    worker.start()
    worker.join()
    assert not seen
    qtbot.waitUntil(lambda: len(seen) == 3, timeout=60 * SWEEPING)
    assert all(seen)


def test_nothing_is_collected_while_modules_are_being_loaded_on_another_thread(
    sweeper: Sweeper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    seen: list[bool] = []
    monkeypatch.setattr("formulator.ui.tasks.import_module", lambda name: go_on.wait(60))
    monkeypatch.setattr(gc, "freeze", lambda: None)
    load_beside(("not.yet.loaded",))
    rubbish(seen)
    kept = [[] for _ in range(50_000)]
    sweeper.sweep()
    assert not seen and len(kept) == 50_000
    go_on.set()
    assert wait_for_all(60)
    sweeper.sweep()
    qtbot.waitUntil(lambda: seen == [True])


def test_there_is_one_sweeper_however_many_windows(sweeper: Sweeper, qapp: QApplication) -> None:
    assert sweep_here_only(qapp) is sweeper
    assert not gc.isenabled()


CLOSED = """
import gc, weakref
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from formulator.ui.app import application, make_window
from formulator.ui.pages import PAGES
from formulator.ui.tasks import wait_for_all

app = application()
before = set(map(id, app.topLevelWidgets()))
window = make_window()
for name in PAGES:
    window.go(name)
    QTest.qWait(20)
print("alone", [type(one).__name__ for one in app.topLevelWidgets()
                if id(one) not in before and one.parent() is None and one is not window])
seen = weakref.ref(window)
window.close_now()
window.deleteLater()
del window
print("worked", wait_for_all(60.0))
QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
QTest.qWait(20)
gc.unfreeze()
gc.collect()
print("held", seen() is not None)
print("left", [type(one).__name__ for one in app.topLevelWidgets() if id(one) not in before])
"""


def test_a_closed_window_leaves_nothing_behind() -> None:
    """However many of its places were visited: no widget without a window, no window that something still holds.

    In a process of its own, where no window of another test stands.
    """
    done = subprocess.run([sys.executable, "-c", CLOSED], capture_output=True, text=True, env={**os.environ}, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["alone []", "worked True", "held False", "left []"]
