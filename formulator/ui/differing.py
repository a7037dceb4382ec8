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
from formulator.ui.filing import files
from formulator.ui.tasks import Job, Lane, Ticket
from formulator.ui.words import tr, trn

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
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Compare with"), self._window.settings.last_folder(), files())
        if name:
            self.compare(Path(name))

    def report_changes(self) -> None:
        """The log of the project in words."""
        from formulator.ui.dialogs.changes import ChangesDialog

        window = self._window
        ChangesDialog(window, window.theme.tokens, window.workbench.project, window.settings.last_folder()).open()

    def compare(self, path: Path, accept_changed: bool = False) -> None:
        """The project on show against one file, which is only read."""
        from formulator.storage import load

        try:
            other = load(path, accept_changed=accept_changed).project
        except ProjectFileError as problem:
            by_hand = [where for where, _ in problem.problems] == ["digest"]
            choices = ((tr("Compare all the same"), lambda: self.compare(path, accept_changed=True)),) if by_hand else ()
            self._window.say(str(problem), choices)
            return
        project = self._window.workbench.project
        self._ask(
            Question(
                old=other,
                new=project,
                sides=(path.name, tr("Open project")),
                title=tr("Compare with {name}", name=path.name),
                about=tr(
                    "What differs between {name} and {title} as it is open here, unsaved edits included.",
                    name=path.name,
                    title=project.title,
                ),
            )
        )

    def review(self, left: Recovered, choices: Sequence[Choice]) -> None:
        """What a window left behind against the file it came from; nothing is taken over by looking."""
        from formulator.storage import load, new_project

        title = left.project.title
        if left.path is None:
            old, name = new_project("", Design(), left.project.created, id=left.project.id), tr("Empty project")
            about = tr("{title} was never saved. This is all that the recovered copy holds.", title=title)
        else:
            try:
                opened = load(left.path, accept_changed=True)
            except ProjectFileError as problem:
                self._window.say(tr("{problem} So there is nothing to compare the recovered copy with.", problem=problem), choices)
                return
            old, name = opened.project, left.path.name
            about = tr(
                "What differs between {name} and the copy that was recovered. Nothing changes until you choose.", name=left.path.name
            )
            if left.digest is not None and opened.digest != left.digest:
                about += tr(" The file has been saved since by somebody else.")
        sides = (name, tr("Recovered copy"))
        self._ask(Question(old=old, new=left.project, sides=sides, title=tr("Recovered work"), about=about, choices=tuple(choices)))

    def _ask(self, question: Question) -> None:
        self._lane.restart(job(question, self._window.workbench.decimal))

    def _show(self, found: Found) -> None:
        from formulator.ui.dialogs.differences import DifferencesDialog

        question = found.question
        if found.problem:
            self._window.say(found.problem, question.choices)
            return
        count = len(found.rows)
        said = trn("{count} difference.", "{count} differences.", count) if count else tr("Nothing differs.")
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
