"""Opening and saving as a person meets them: what went wrong is said in the bar, with what would work as its buttons."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from formulator.errors import FileChangedError, FormulatorError, ProjectFileError, UsageError
from formulator.project import FINISHED, Project
from formulator.ui.document import file_name, now, with_materials
from formulator.ui.hold import Hold
from formulator.ui.settings import Settings
from formulator.ui.words import tr, translated, trn
from formulator.ui.workbench import Workbench

if TYPE_CHECKING:
    from formulator.ui.recovery import Keeper

SUFFIX = ".formulation"
_CALM = 300
"""Milliseconds after a change on the disk before the file is looked at; another program may still be writing."""

Choice = tuple[str, Callable[[], object]]
Say = Callable[[str, Sequence[Choice]], None]


def files() -> str:
    """What a file dialog lists."""
    return tr("formulator projects (*{ending});;All files (*)", ending=SUFFIX)


class Filing(QObject):
    """The files of one window; `opened` says that a file of a person has come on show."""

    opened = Signal()

    def __init__(self, workbench: Workbench, settings: Settings, say: Say, window: QWidget) -> None:
        super().__init__(window)
        self._workbench, self._settings, self._say, self._window = workbench, settings, say, window
        self._watcher = QFileSystemWatcher(self)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self.look)
        self._watcher.fileChanged.connect(lambda _path: self._calm.start())
        self._watcher.directoryChanged.connect(lambda _path: self._calm.start())
        self._warned_of: str | None = None
        self.hold = Hold()
        self.keeper: Keeper | None = None
        workbench.file_changed.connect(self._watch)
        workbench.file_changed.connect(self._take_hold)

    # -- opening

    def new(self) -> None:
        """An empty project; the one before can be had back."""
        self._leave(lambda: self._workbench.new())

    def choose_open(self) -> None:
        """Ask which file."""
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open project"), self._settings.last_folder(), files())
        if name:
            self.open(Path(name))

    def open(self, path: Path, accept_changed: bool = False) -> bool:
        """Show a file; whether that worked."""

        def show() -> None:
            for notice in self._workbench.open(path, accept_changed):
                self._say(notice, ())
            self._settings.remember_file(path)
            self.opened.emit()

        try:
            self._leave(show)
        except ProjectFileError as problem:
            self._refused(path, problem)
            return False
        return True

    def _refused(self, path: Path, problem: ProjectFileError) -> None:
        from formulator.storage import backups

        by_hand = [where for where, _ in problem.problems] == ["digest"]
        choices: tuple[Choice, ...] = ((tr("Open it all the same"), lambda: self.open(path, accept_changed=True)),) if by_hand else ()
        kept = backups.found(path)
        if kept:
            made = time.strftime("%Y-%m-%d %H:%M", time.localtime(kept[0].made))
            choices = (*choices, (tr("Open the copy of {made}", made=made), lambda: self.open_example(kept[0].path)))
        said = str(problem)
        if path.name not in said:
            said = tr("{name} was not opened. {problem}", name=path.name, problem=translated(said))
        self._say(said, choices)

    def open_example(self, path: Path) -> None:
        """Show a worked example as a new project."""
        try:
            self._leave(lambda: self._workbench.open_copy(path))
        except ProjectFileError as problem:
            self._say(str(problem), ())

    def begin(self, project: Project) -> None:
        """Show a project that has no file yet."""
        self._leave(lambda: self._workbench.begin(project))

    # -- templates

    def open_template(self, path: Path) -> None:
        """Begin a project as a template is; the template stays as it is."""
        from formulator.storage import load
        from formulator.storage.templates import begun

        try:
            project = begun(load(path).project, now())
        except ProjectFileError as problem:
            self._say(str(problem), ())
            return
        self.begin(project)
        variant = project.variant()
        if variant.status in FINISHED:
            text = tr("{title} begins as its template is. {name} is fixed there; a new version of it can be edited.",
                      title=project.title, name=variant.name)  # fmt: skip
            self._say(text, ((tr("Make a new version"), lambda: self._workbench.duplicate()),))
        elif not self._workbench.is_edited:
            self._say(tr("{title} begins as its template is. Save it under a name of its own.", title=project.title), ())

    def keep_template(self) -> None:
        """Keep the project on show as a template for others, under a name."""
        title = tr("Save as template")
        about = tr("Designs, acceptance ranges, lots and materials go along; measured and executed batches do not. Name:")
        name, agreed = QInputDialog.getText(self._window, title, about, text=self._workbench.project.title)
        if agreed and name.strip():
            self._keep(file_name(name, SUFFIX))

    def _keep(self, name: str, replace: bool = False) -> None:
        from formulator.storage import templates

        project = with_materials(self._workbench.project, self._workbench.catalogue)
        try:
            path = templates.keep(project, name, replace=replace)
        except UsageError as problem:
            self._say(str(problem), ((tr("Replace it"), lambda: self._keep(name, replace=True)), (tr("Another name"), self.keep_template)))
        except FormulatorError as problem:
            self._say(str(problem), ())
        else:
            self._say(tr("{name} is a template now: File, New from template.", name=path.stem), ())

    def _leave(self, show: Callable[[], None]) -> None:
        """Show something else; work that was not saved is one button away, and stays for the next start."""
        bench, keeper = self._workbench, self.keeper
        edited, project, document = bench.is_edited, bench.project, bench.document
        left = keeper.part() if keeper is not None else None

        def rejoin() -> None:
            if keeper is not None and left is not None:
                keeper.rejoin(left)

        def go_back() -> None:
            bench.recover(project, document.path, document.digest)
            rejoin()

        try:
            show()
        except FormulatorError:
            rejoin()
            raise
        if edited:
            text = (
                tr("{title} has changes that were not saved.", title=project.title)
                if left is None
                else tr("{title} has changes that were not saved; the next start offers them again.", title=project.title)
            )
            self._say(text, ((tr("Go back to it"), go_back),))

    # -- saving

    def save(self) -> bool:
        """Save where it came from, or ask where; whether it is saved now."""
        if self._workbench.path is None or self._workbench.is_read_only:
            return self.save_as()
        return self._write(self._workbench.path, self._workbench.save)

    def save_as(self) -> bool:
        """Ask for a name and save there."""
        here = self._workbench.path
        usual = os.path.join(self._settings.last_folder(), file_name(self._workbench.project.title, SUFFIX))
        proposed = str(here) if here is not None else usual
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Save project as"), proposed, files())
        if not name:
            return False
        chosen = Path(name)
        path = chosen if chosen.suffix else chosen.with_name(chosen.name + SUFFIX)
        return self._write(path, lambda: self._workbench.save_as(path))

    def _write(self, path: Path, write: Callable[[], None]) -> bool:
        from formulator.storage import SavedUnconfirmedError, backups, other_names

        before, others = backups.content_before(path), other_names(path)
        try:
            write()
        except FileChangedError as problem:
            self._say(
                str(problem), ((tr("Save as…"), self.save_as), (tr("Load theirs"), self.reload), (tr("Save over it"), self._overwrite))
            )
            return False
        except SavedUnconfirmedError as problem:
            self._say(str(problem), ((tr("Save again"), self.save),))
            return False
        except FormulatorError as problem:
            self._say(str(problem), ((tr("Save as…"), self.save_as),))
            return False
        if self._workbench.path is not None:
            self._settings.remember_file(self._workbench.path)
        if others:
            text = trn(
                "{name} had another name on the disk (a hard link). It keeps the old content.",
                "{name} had {count} other names on the disk (hard links). They keep the old content.",
                others,
                name=path.name,
            )
            self._say(text, ())
        self._keep_copy(path, before)
        return True

    def _overwrite(self) -> None:
        if self._workbench.path is not None:
            self._write(self._workbench.path, self._workbench.overwrite)

    def _keep_copy(self, path: Path, before: tuple[bytes, float] | None) -> None:
        """A copy outside the folder of the project, now and then; the save stands even where no copy can be kept."""
        from formulator.storage import backups, read_bytes

        try:
            if before is not None:
                backups.keep_before(path, *before)
            backups.keep(path, read_bytes(path))
        except ProjectFileError as problem:
            self._say(tr("{name} is saved, but no copy of it is kept outside its folder. {problem}", name=path.name, problem=problem), ())

    # -- who may write

    def _take_hold(self) -> None:
        """The first window that shows a file may write it; the others show it and save under other names."""
        path = None if self._workbench.is_read_only else self._workbench.path
        if path is None and self._workbench.path == self.hold.path:
            return  # Read-only because another window has it.
        if not self.hold.take(path) and path is not None:
            self._workbench.set_read_only(True)
            text = tr(
                "{name} is open in {holder}. It is read-only here; save under another name to keep changes.",
                name=path.name,
                holder=self.hold.holder,
            )
            self._say(text, ((tr("Edit it all the same"), self._take_anyway),))

    def _take_anyway(self) -> None:
        if self.hold.take_anyway():
            self._workbench.set_read_only(False)

    def close(self) -> None:
        """The window closes: others may write now."""
        self._calm.stop()
        self.hold.release()

    # -- the file seen from outside

    def reload(self) -> None:
        """Show what is in the file now."""
        if self._workbench.path is not None:
            self.open(self._workbench.path)

    def look(self) -> None:
        """Has another program written another content?"""
        self._watch()
        document = self._workbench.document
        if document.path is None or not document.differs_on_disk():
            return
        seen = ""
        with contextlib.suppress(OSError):  # It may go again while we look.
            seen = str(document.path.stat().st_mtime_ns)
        if seen != self._warned_of:
            self._warned_of = seen
            self._say(
                tr("{name} was saved elsewhere.", name=document.path.name),
                ((tr("Load theirs"), self.reload), (tr("Keep mine"), lambda: None)),
            )

    def _watch(self) -> None:
        """Watch the file and its folder: whoever saves by renaming takes a watch on the file alone away."""
        path = self._workbench.path
        wanted = {str(path), str(path.parent)} if path is not None else set()
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := sorted(watched - wanted):
            self._watcher.removePaths(gone)
        if fresh := sorted(name for name in wanted - watched if os.path.exists(name)):
            self._watcher.addPaths(fresh)
