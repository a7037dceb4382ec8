"""Which edits are one step of undo: those of a drag under way, or a run of edits with one word."""

from __future__ import annotations

import time

from formulator.project import Project

SLOWEST = 500.0
"""Milliseconds between two frames beyond which the hand has rather paused."""


class Gestures:
    """Counts the gestures and keeps what the project was when the present one began. `moved` is the field that was edited last."""

    def __init__(self, project: Project) -> None:
        self.name = self.moved = ""
        self.begun = project
        self._count = 0
        self._now: int | None = None
        self._key: str | None = None
        self._seen = self._began = 0.0
        self.pace = 0.0
        """Milliseconds between the last two frames of the gesture under way."""

    @property
    def is_under_way(self) -> bool:
        """Whether a hand moves something."""
        return self._now is not None

    def begin(self, name: str, project: Project) -> None:
        """From here to `end` all edits are one step, called `name` or after the field that moved."""
        self._count += 1
        self._now, self.name, self.begun = self._count, name, project

    def begin_frame(self) -> None:
        """A frame begins now."""
        self._began = time.monotonic()

    def due(self, apart: int) -> int:
        """Milliseconds until the next frame: the work of the last one is part of the time between them."""
        return max(0, round(apart - 1e3 * (time.monotonic() - self._began)))

    def tick(self) -> None:
        """A frame has been worked out."""
        now = time.monotonic()
        gap = 1e3 * (now - self._seen)
        self.pace, self._seen = gap if self.is_under_way and gap < SLOWEST else 0.0, now

    def patience(self, usual: int) -> int:
        """How long to wait for a pause: work begun between two frames of a slow drag would make them slower still."""
        return max(usual, round(2.0 * self.pace))

    def end(self) -> None:
        """The hand lets go; a run of edits ends as well."""
        self._now, self._key, self.name = None, None, ""

    def number(self, key: str | None, project: Project) -> int | None:
        """The number by which steps melt together, or None for an edit by itself."""
        if self._now is not None:
            return self._now
        if key is None:
            self._key = None
            return None
        if key != self._key:
            self._count += 1
            self._key, self.begun = key, project
        return self._count
