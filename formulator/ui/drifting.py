"""Says when answers differ from those in the saved file, although nothing in it has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from formulator.ui.tasks import Job, Lane, Ticket
from formulator.ui.words import tr, translated, trn

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.project import Project
    from formulator.sheets.drift import Drift
    from formulator.ui.window import Window

NAMED = 3
"""Answers that are named in the bar."""
PATIENCE = 500
"""Milliseconds between two looks whether the bar is free: what stands there waits for an answer."""

Found = tuple["Project", str, tuple["Drift", ...]]


def job(project: Project, catalogue: Catalogue) -> Job:
    """The job that works all variants out again and compares."""

    def work(ticket: Ticket) -> Found:
        del ticket
        from formulator.sheets.drift import drifts

        engine, found = drifts(project, catalogue)
        return project, engine, found

    return work


class Drifting(QObject):
    """Compares once for every file that is opened, beside the window, when the first prediction stands."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._is_due, self._before = False, ""
        self._found: Found | None = None
        self._lane = Lane(self._arrived, self, inline=window.inline)
        self._wait = QTimer(self, interval=PATIENCE)
        self._wait.timeout.connect(self._say)
        window.filing.opened.connect(self._opened)
        window.workbench.prediction_changed.connect(self._look)

    def _opened(self) -> None:
        self._is_due, self._found, self._before = True, None, self._window.centre.bar.text.text()
        self._wait.stop()
        if self._window.workbench.predicted is self._window.workbench.design:
            self._look()

    def _look(self) -> None:
        bench = self._window.workbench
        if self._is_due and bench.catalogue is not None:
            self._is_due = False
            if bench.project.extras.get("view"):
                self._lane.restart(job(bench.project, bench.catalogue))

    def _arrived(self, found: Found) -> None:
        if found[2]:
            self._found = found
            self._wait.start()
            self._say()

    def _say(self) -> None:
        """Once nothing that was asked since waits in the bar, and as long as the same project is on show."""
        window, found = self._window, self._found
        if found is None or found[0].id != window.workbench.project.id:
            self._wait.stop()
        elif not window.centre.bar.is_asking or window.centre.bar.text.text() == self._before:
            self._wait.stop()
            project, engine, changed = found
            self._found = None
            text = trn(
                "{count} answer differs from what formulator {engine} saved, though the design is the same: {names}.",
                "{count} answers differ from what formulator {engine} saved, though the design is the same: {names}.",
                len(changed),
                engine=engine,
                names=_names(changed),
            )
            window.say(text, ((tr("Show what changed"), lambda: self.show_report(project, engine, changed)),))

    def show_report(self, project: Project, engine: str, changed: tuple[Drift, ...]) -> None:
        """Every answer that is another, then and now, with the reason."""
        from formulator.sheets.drift import rows
        from formulator.ui.dialogs.differences import DifferencesDialog

        window = self._window
        told = [(row[0], translated(row[1]), tr(row[2]), *row[3:]) for row in rows(changed, project, window.workbench.decimal)]
        about = tr("What formulator {engine} saved in {title}, and what the same inputs give now.", engine=engine, title=project.title)
        sides = (tr("When saved"), tr("Now"))
        DifferencesDialog(window, window.theme.tokens, tr("Changed answers"), about, sides, told, second="Why").open()

    def close(self) -> None:
        """The window closes."""
        self._wait.stop()
        self._lane.close()


def _names(changed: tuple[Drift, ...]) -> str:
    from formulator.prediction import OUTPUT_BY_PATH

    named = list(dict.fromkeys(tr(OUTPUT_BY_PATH[one.path].label) for one in changed))
    return ", ".join(named[:NAMED]) + (" …" if len(named) > NAMED else "")
