"""Work beside the window: frozen input in, result back on the main thread, the newest request wins, a stale result is dropped."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot


class Ticket:
    """What a job is given to ask whether anybody still wants its result."""

    def __init__(self, generation: int) -> None:
        self.generation = generation
        self._cancelled = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """True once the result would be dropped; a job looks between two pieces of work and returns."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Nobody wants the result any more."""
        self._cancelled.set()


Job = Callable[[Ticket], Any]


class _Run(QRunnable):
    def __init__(self, lane: Lane, ticket: Ticket, job: Job) -> None:
        super().__init__()
        self.lane, self.ticket, self.job = lane, ticket, job

    def run(self) -> None:
        try:
            result, problem = self.job(self.ticket), None
        except BaseException as error:  # noqa: BLE001 - carried to the main thread, where the crash hook sees it
            result, problem = None, error
        try:
            self.lane.finished.emit(self.ticket, result, problem)
        except RuntimeError:
            return  # The window was closed while this ran.


class Lane(QObject):
    """One kind of background work. At most one job runs; of those asked for meanwhile only the newest is kept."""

    finished = Signal(object, object, object)
    busy_changed = Signal(bool)

    def __init__(self, done: Callable[[Any], None], parent: QObject | None = None, *, inline: bool = False) -> None:
        super().__init__(parent)
        self._done = done
        self._inline = inline
        self._generation = 0
        self._running: Ticket | None = None
        self._waiting: Job | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self.finished.connect(self._arrived)

    @property
    def is_busy(self) -> bool:
        """Whether a wanted result is still to come."""
        return self._running is not None

    def restart(self, job: Job) -> None:
        """Do this instead of whatever was asked for before."""
        self._generation += 1
        if self._inline:
            self._done(job(Ticket(self._generation)))
            return
        if self._running is not None:
            self._running.cancel()
            self._waiting = job
            return
        self._start(job)

    def cancel(self) -> None:
        """Drop what runs and what waits."""
        self._generation += 1
        self._waiting = None
        if self._running is not None:
            self._running.cancel()

    def close(self) -> None:
        """Stop for good: waits until the running job has noticed."""
        self.cancel()
        self._pool.waitForDone()

    def _start(self, job: Job) -> None:
        self._running = Ticket(self._generation)
        self._pool.start(_Run(self, self._running, job))
        self.busy_changed.emit(True)

    @Slot(object, object, object)
    def _arrived(self, ticket: Ticket, result: Any, problem: BaseException | None) -> None:
        if ticket is not self._running:
            return
        self._running = None
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._start(waiting)
        else:
            self.busy_changed.emit(False)
        if problem is not None and not ticket.is_cancelled:
            sys.excepthook(type(problem), problem, problem.__traceback__)
        elif problem is None and not ticket.is_cancelled:
            self._done(result)
