"""Work beside the window: frozen input in, result back on the main thread, the newest request wins, a stale result is dropped."""

from __future__ import annotations

import gc
import sys
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.design import Design
    from formulator.prediction import Prediction


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
_at_work: weakref.WeakSet[threading.Thread] = weakref.WeakSet()
_loading: weakref.WeakSet[threading.Thread] = weakref.WeakSet()


def wait_for_all(seconds: float) -> bool:
    """Wait at the end of the program until no job runs, at most so long; whether none does. Jobs notice that they were cancelled."""
    end = time.monotonic() + seconds
    for thread in list(_at_work):
        thread.join(max(0.0, end - time.monotonic()))
    return not any(thread.is_alive() for thread in _at_work)


def is_loading() -> bool:
    """Whether modules are being imported on another thread."""
    return any(thread.is_alive() for thread in list(_loading))


def load_beside(modules: Sequence[str]) -> None:
    """Import modules on a thread of their own, so that the first visit of a place does not wait for it.

    What stands by then stays until the end. A collection of garbage in the middle of an import would walk through all of it, for
    a quarter of a second in which the window stands still; frozen, it is walked through no more.
    """
    waiting = [name for name in modules if name not in sys.modules]

    def load() -> None:
        gc.freeze()
        for name in waiting:
            import_module(name)
        gc.freeze()

    if waiting:
        thread = threading.Thread(target=load, daemon=True)
        _at_work.add(thread)
        _loading.add(thread)
        thread.start()


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
        self._closing = threading.Lock()
        self._closed = False
        self.finished.connect(self._arrived)

    @property
    def is_busy(self) -> bool:
        """Whether a wanted result is still to come."""
        return self._running is not None and not self._closed

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
        """Stop for good, without waiting: what the running job still finds out is heard by nobody."""
        self.cancel()
        with self._closing:
            self._closed = True

    def _start(self, job: Job) -> None:
        self._running = Ticket(self._generation)
        thread = threading.Thread(target=self._work, args=(self._running, job), daemon=True)
        _at_work.add(thread)
        try:
            thread.start()
        except RuntimeError:  # No memory for another thread: the next request tries again.
            self._running = None
            raise
        self.busy_changed.emit(True)

    def _work(self, ticket: Ticket, job: Job) -> None:
        """Runs on the other thread; the signal carries what came of it to the main thread."""
        result, problem = None, None
        try:
            result = job(ticket)
        except BaseException as error:  # noqa: BLE001 - carried to the main thread, where the crash hook sees it
            problem = error
        with self._closing:  # Closing waits for this line only, so that Qt never takes the sender down inside it.
            if not self._closed:
                self.finished.emit(ticket, result, problem)
        # A problem knows this frame by its traceback: left here, both would keep what the job worked with until the next collection.
        result = problem = None

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


def intervals(design: Design, catalogue: Catalogue, draws: int, seed: int) -> Job:
    """The job that works out the intervals of a design; it gives the design back with them."""

    def job(ticket: Ticket) -> tuple[Design, Prediction]:
        from formulator.uncertainty import propagate

        return design, propagate(design, catalogue, draws, seed, lambda: ticket.is_cancelled)

    return job
