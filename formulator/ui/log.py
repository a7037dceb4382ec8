"""The log that the window keeps: every step, undo and redo with it, becomes entries of the project; a drag becomes one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from formulator.project import Project, needs_reason, record_touched
from formulator.ui.document import now
from formulator.ui.offers import showing
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.workbench import Workbench


def permit(bench: Workbench, step: str, after: Project) -> str | None:
    """The reason that goes with an edit, mostly an empty one; None when the edit is not made, and the bar says why."""
    touched = record_touched(bench.project, after)
    if touched is not None:
        text = tr(
            "{name} is {status} and takes no edit any more. Duplicate it and edit the copy.", name=touched.name, status=tr(touched.status)
        )
        bench.message.emit(text, ((tr("Duplicate"), showing(bench, touched, bench.duplicate)),))
        return None
    if not needs_reason(bench.project, after):
        return ""
    reason = " ".join(bench.log.ask_reason(step).split())
    if not reason:
        bench.message.emit(tr("Acceptance ranges and status of a checked variant change only with a reason. Nothing was changed."), ())
    return reason or None


class LogKeeper:
    """Knows which steps belong to one gesture, so that the entries of a drag say where it began and where it ended."""

    def __init__(self) -> None:
        self.ask_reason: Callable[[str], str] = lambda _step: ""
        """Asks a person why; the window puts its question here."""
        self._pushed: tuple[int | None, str] = (None, "")
        self._gesture: int | None = None
        self._begun: Project | None = None
        self._user = ""

    @contextmanager
    def step(self, gesture: int | None, reason: str) -> Iterator[None]:
        """What is shown in here is a new step, or goes on with the gesture under way."""
        self._pushed = (gesture, reason)
        try:
            yield
        finally:
            self._pushed = (None, "")

    def seal(self) -> None:
        """What is written so far stays as it is: it was saved, or another project has come."""
        self._gesture, self._begun = None, None

    def logged(self, old: Project, wanted: Project) -> Project:
        """The project to be shown, with the log of the one on show and what this step adds to it."""
        from formulator.recipe.executed import with_locked
        from formulator.storage import logged, person

        gesture, reason = self._pushed
        if gesture is None or gesture != self._gesture or self._begun is None:
            self._gesture, self._begun = gesture, old
        self._user = self._user or person()
        after = dataclasses.replace(with_locked(old, wanted), modified=old.modified, extras=old.extras)
        return logged(self._begun, after, utc=now(), user=self._user, reason=reason)
