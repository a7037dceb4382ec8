"""Work in the background: it notices when nobody wants it, and nobody waits for it."""

from __future__ import annotations

import gc
import threading
import time

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from formulator import catalogue, storage
from formulator.ui.tasks import Lane, Ticket, intervals, load_beside, wait_for_all
from formulator.uncertainty import StoppedError, propagate


def test_closing_does_not_wait_and_what_comes_later_is_heard_by_nobody(qapp: QApplication) -> None:
    go_on, heard = threading.Event(), list[object]()
    lane = Lane(heard.append)
    lane.restart(lambda ticket: go_on.wait(30))
    begun = time.monotonic()
    lane.close()
    assert time.monotonic() - begun < 5
    go_on.set()
    assert wait_for_all(30)
    qapp.processEvents()
    assert heard == []


def test_a_thread_that_cannot_start_blocks_no_later_request(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = list[object]()
    lane = Lane(heard.append)

    def refused(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr(threading.Thread, "start", refused)
        lane.restart(lambda ticket: 1)
    assert not lane.is_busy
    lane.restart(lambda ticket: 2)
    qtbot.waitUntil(lambda: heard == [2], timeout=60_000)
    lane.close()


def test_the_end_of_the_program_waits_for_a_job_only_so_long(qtbot: QtBot) -> None:
    go_on = threading.Event()
    lane = Lane(lambda _: None)
    lane.restart(lambda ticket: go_on.wait(30))
    assert not wait_for_all(0.05)
    lane.close()
    go_on.set()
    assert wait_for_all(30)


def test_intervals_that_nobody_wants_end_between_two_models() -> None:
    design, known = storage.load(storage.examples()["crgd-polymersome-docetaxel"]).project.variant().design, catalogue.load()
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 20

    with pytest.raises(StoppedError):
        propagate(design, known, 64, 0, stop)
    assert asked == 21
    ticket = Ticket(1)
    ticket.cancel()
    with pytest.raises(StoppedError):
        intervals(design, known, 64, 0)(ticket)


def test_being_watched_changes_no_number() -> None:
    design, known = storage.load(storage.examples()["sirna-polyplex"]).project.variant().design, catalogue.load()
    assert propagate(design, known, 64, 0, lambda: False) == propagate(design, known, 64, 0)


def test_what_is_loaded_beside_the_window_is_walked_through_by_no_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full collection in the middle of an import stopped the window for a quarter of a second."""
    seen = []
    monkeypatch.setattr("formulator.ui.tasks.import_module", lambda name: seen.append((name, gc.get_freeze_count())))
    gc.unfreeze()
    try:
        load_beside(("not.yet.loaded",))
        assert wait_for_all(30)
        assert [name for name, _ in seen] == ["not.yet.loaded"]
        assert seen[0][1] > 0
    finally:
        gc.unfreeze()
