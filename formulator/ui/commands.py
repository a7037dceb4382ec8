"""One undo step: the project before and after. Both are frozen, so there is no inverse operation to get wrong."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from formulator.project import Project

_MERGING = 1


class SetProject(QUndoCommand):
    """Replaces the project. Steps of one gesture (a drag, a typed edit) melt into one; one that ends where it began vanishes."""

    def __init__(self, name: str, before: Project, after: Project, show: Callable[[Project], None], gesture: int | None = None) -> None:
        super().__init__(name)
        self.before, self.after, self.gesture = _without_extras(before), _without_extras(after), gesture
        self._show = show

    def undo(self) -> None:
        """Show what was before."""
        self._show(self.before)

    def redo(self) -> None:
        """Show what came after; Qt calls this once when the step is pushed."""
        self._show(self.after)

    def id(self) -> int:
        """Qt asks only steps with the same id whether they melt."""
        return -1 if self.gesture is None else _MERGING

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take in a later step of the same gesture."""
        if not isinstance(other, SetProject) or other.gesture != self.gesture:
            return False
        self.after = other.after
        self.setText(other.text())
        # Qt takes the later step down, PySide keeps its Python part for ever (6.10): it must hold neither projects nor the window.
        vars(other).clear()
        self.setObsolete(self.after.variants == self.before.variants and self.after.title == self.before.title)
        return True


def _without_extras(project: Project) -> Project:
    """Log and notes of other programs are no part of a step. Kept with each of a thousand steps, the log would fill the memory."""
    return dataclasses.replace(project, extras=type(project.extras)())
