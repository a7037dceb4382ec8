"""Which edits are one step of undo: those of a drag under way, or a run of edits with one word."""

from __future__ import annotations

from formulator.project import Project


class Gestures:
    """Counts the gestures and keeps what the project was when the present one began. `moved` is the field that was edited last."""

    def __init__(self, project: Project) -> None:
        self.name = self.moved = ""
        self.begun = project
        self._count = 0
        self._now: int | None = None
        self._key: str | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether a hand moves something."""
        return self._now is not None

    def begin(self, name: str, project: Project) -> None:
        """From here to `end` all edits are one step, called `name` or after the field that moved."""
        self._count += 1
        self._now, self.name, self.begun = self._count, name, project

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
