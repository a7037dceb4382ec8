"""Screening on a Dask cluster: the same pieces of work, done elsewhere."""

from __future__ import annotations

from formulator.errors import UsageError
from formulator.explore.many import BLOCK
from formulator.explore.screening import Found, Question, Screen
from formulator.explore.sweep import Progress, silent

PIECE = 16 * BLOCK
TIMEOUT = 10
"""Seconds to wait for a scheduler."""


def _piece(question: Question, start: int, count: int) -> Found:
    return Screen(question).part(start, count)


def screen(question: Question, count: int, scheduler: str | None = None, progress: Progress = silent) -> Found:
    """Candidates 0 to `count` with the workers of a scheduler's address, or with processes of this machine when none is given."""
    try:
        from dask.distributed import Client, as_completed
    except ImportError:
        raise UsageError("The engine dask is not installed: pip install 'formulator[cluster]'. The engine local needs nothing.") from None
    own = Screen(question)
    try:
        client = Client(scheduler, timeout=TIMEOUT) if scheduler else Client(processes=True, threads_per_worker=1, dashboard_address=None)
    except (OSError, ValueError) as problem:
        raise UsageError(f"No Dask scheduler answers at {scheduler}: {problem}.") from problem
    with client:
        shared = client.scatter(question, broadcast=True)
        pieces = [client.submit(_piece, shared, start, min(PIECE, count - start), pure=False) for start in range(0, count, PIECE)]
        found = own.nothing()
        for done, piece in enumerate(as_completed(pieces)):
            found = own.together((found, piece.result()))
            progress((done + 1) / len(pieces))
            piece.release()
    return found
