"""Compares the project on show with another: a file that somebody chooses, or work that a window left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from formulator.design import Design
from formulator.errors import FormulatorError, ProjectFileError
from formulator.project import Project
from formulator.ui.filing import FILTER
from formulator.ui.tasks import Job, Lane, Ticket

if TYPE_CHECKING:
    from formulator.ui.dialogs.differences import Choice, DifferencesDialog
    from formulator.ui.recovery import Recovered
    from formulator.ui.window import Window


@dataclass(frozen=True, kw_only=True)
class Question:
    """Two projects with the words over their columns, what is said above the table, and what can be done about it."""

    old: Project
    new: Project
    sides: tuple[str, str]
    title: str
    about: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Found:
    """A question with its rows, or with the reason why the two cannot be compared."""

    question: Question
    rows: tuple[tuple[str, ...], ...] = ()
    problem: str = ""


def job(question: Question, decimal: str) -> Job:
    """The job that compares; what follows from the inputs is worked out on both sides."""

    def work(ticket: Ticket) -> Found:
        del ticket
        from formulator.catalogue import load
        from formulator.sheets.differences import differences, rows

        try:
            found = list(differences(question.old, question.new, load()))
        except FormulatorError as problem:
            return Found(question=question, problem=str(problem))
        return Found(question=question, rows=tuple(rows(found, question.old, question.new, decimal)))

    return work


class Differing(QObject):
    """Asks which file, compares beside the window, and shows what differs."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._lane = Lane(self._show, self, inline=window.inline)
        self.dialog: DifferencesDialog | None = None

    def compare_with_file(self) -> None:
        """The project on show against a file."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Compare with", self._window.settings.last_folder(), FILTER)
        if name:
            self.compare(Path(name))

    def compare(self, path: Path, accept_changed: bool = False) -> None:
        """The project on show against one file, which is only read."""
        from formulator.storage import load

        try:
            other = load(path, accept_changed=accept_changed).project
        except ProjectFileError as problem:
            by_hand = [where for where, _ in problem.problems] == ["digest"]
            choices = (("Compare all the same", lambda: self.compare(path, accept_changed=True)),) if by_hand else ()
            self._window.say(str(problem), choices)
            return
        project = self._window.workbench.project
        self._ask(
            Question(
                old=other,
                new=project,
                sides=(path.name, "Open project"),
                title=f"Compare with {path.name}",
                about=f"What differs between {path.name} and {project.title} as it is open here, unsaved edits included.",
            )
        )

    def review(self, left: Recovered, choices: Sequence[Choice]) -> None:
        """What a window left behind against the file it came from; nothing is taken over by looking."""
        from formulator.storage import load, new_project

        title = left.project.title
        if left.path is None:
            old, name = new_project("", Design(), left.project.created, id=left.project.id), "Empty project"
            about = f"{title} was never saved. This is all that the recovered copy holds."
        else:
            try:
                opened = load(left.path, accept_changed=True)
            except ProjectFileError as problem:
                self._window.say(f"{problem} So there is nothing to compare the recovered copy with.", choices)
                return
            old, name = opened.project, left.path.name
            about = f"What differs between {left.path.name} and the copy that was recovered. Nothing changes until you choose."
            if left.digest is not None and opened.digest != left.digest:
                about += " The file has been saved since by somebody else."
        sides = (name, "Recovered copy")
        self._ask(Question(old=old, new=left.project, sides=sides, title="Recovered work", about=about, choices=tuple(choices)))

    def _ask(self, question: Question) -> None:
        self._lane.restart(job(question, self._window.workbench.decimal))

    def _show(self, found: Found) -> None:
        from formulator.ui.dialogs.differences import DifferencesDialog

        question = found.question
        if found.problem:
            self._window.say(found.problem, question.choices)
            return
        count = len(found.rows)
        said = "Nothing differs." if not count else "1 difference." if count == 1 else f"{count} differences."
        self.dialog = DifferencesDialog(
            self._window,
            self._window.theme.tokens,
            question.title,
            f"{question.about} {said}",
            question.sides,
            found.rows,
            question.choices,
        )
        self.dialog.destroyed.connect(self._forget)
        self.dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def close(self) -> None:
        """The window closes."""
        self._lane.close()
