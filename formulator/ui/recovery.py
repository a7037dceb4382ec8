"""A copy of unsaved work beside the file, never in it: a crash costs the edits of the last seconds at most.

Each running window has a folder of its own with a lock. A folder whose lock nobody holds belongs to a window that did not
get to close; its copy is offered at the next start. What is declined is put aside, not deleted.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import shutil
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, QTimer, SignalInstance

from formulator.errors import ProjectFileError
from formulator.project import Project
from formulator.ui.hold import lock_on
from formulator.ui.words import tr, trn

PAUSE = 2000
"""Milliseconds after the last edit before the copy is renewed."""
LONGEST_WAIT = 4000
"""A copy is renewed at least this often while edits keep coming."""
MOST_KEPT = 20
"""Copies that were declined and are still kept."""
_COPY, _ABOUT, _LOCK, _ASIDE = "copy.formulation", "about.json", "lock", "declined"
_SHARE_OF_TIME = 20
"""A project that takes long to write is written less often: at most one part in this many of the time."""


def folder() -> Path:
    """Where recovery copies lie."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(place) / "formulator" / "recovery"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Recovered:
    """Work that a window left behind: the project, the file it came from with the digest it had, and how many changes."""

    place: Path
    project: Project
    path: Path | None
    digest: str | None
    changes: int

    @property
    def text(self) -> str:
        """What the bar says."""
        changes = trn("{count} change", "{count} changes", self.changes) if self.changes else tr("changes")
        return tr("Recovered {changes} made to {title} after the last save.", changes=changes, title=self.project.title)


class Edited(Protocol):
    """The part of the workbench that is watched."""

    design_changed: SignalInstance
    project_changed: SignalInstance
    file_changed: SignalInstance

    @property
    def project(self) -> Project: ...
    @property
    def is_edited(self) -> bool: ...
    @property
    def path(self) -> Path | None: ...
    def changes(self) -> tuple[int, str | None]:
        """How many steps lie between the file and what is on show, and the digest of the file."""


class Keeper(QObject):
    """Keeps the copy of one window up to date, and takes it away when everything is saved."""

    def __init__(self, workbench: Edited, parent: QObject | None = None, place: Path | None = None) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self.place = (place or folder()) / uuid.uuid4().hex
        self._lock: QLockFile | None = None
        self._since: float | None = None
        self._not_before = 0.0
        self.problem = ""
        self._is_left = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._write_beside)
        self._writing: threading.Thread | None = None
        self._written = threading.Lock()
        self._generation = 0
        self._kept: tuple[Project, str] | None = None
        """What the copy holds."""
        for signal in (workbench.design_changed, workbench.project_changed, workbench.file_changed):
            signal.connect(self._touched)

    def _touched(self) -> None:
        if self._is_left:
            return
        if not self.workbench.is_edited:
            self._timer.stop()
            self._since = None
            self._remove_copy()
            return
        now = time.monotonic()
        self._since = self._since or now
        waited = 1000 * (now - self._since)
        pause = max(0.0, min(PAUSE, LONGEST_WAIT - waited), 1000 * (self._not_before - now))
        self._timer.start(round(pause))

    def write(self) -> Path | None:
        """Write the copy now; None when nothing is unsaved or the disk refuses (`problem` then says why)."""
        self._wait()
        job = self._job()
        if job is not None:
            job()
        return None if job is None or self.problem else self.place / _COPY

    def _write_beside(self) -> None:
        """Write the copy while the window goes on: a large project takes a second."""
        if self._writing is not None and self._writing.is_alive():
            self._timer.start(PAUSE)
            return
        job = self._job()
        if job is not None:
            self._writing = threading.Thread(target=job, daemon=True)
            self._writing.start()

    def _wait(self) -> None:
        if self._writing is not None:
            self._writing.join()
            self._writing = None

    def _job(self) -> Callable[[], None] | None:
        """What there is to write, as it is now; None when nothing is unsaved or the folder cannot be made."""
        self._timer.stop()
        self._since = None
        if not self.workbench.is_edited:
            return None
        count, digest = self.workbench.changes()
        about = json.dumps({"path": str(self.workbench.path) if self.workbench.path else None, "digest": digest, "changes": count})
        project, generation = self.workbench.project, self._generation
        if self._kept is not None and self._kept[0] is project and self._kept[1] == about and (self.place / _COPY).exists():
            return lambda: None  # A disk may take a second for what is there already.
        try:
            self._take_place()
        except OSError as error:
            self.problem = str(error)
            return None
        return lambda: self._put(project, about, generation)

    def _put(self, project: Project, about: str, generation: int) -> None:
        """Runs on either thread, never on both."""
        from formulator.storage import save, write_text

        begun, self._kept = time.monotonic(), None
        try:
            save(project, self.place / _COPY)
            write_text(self.place / _ABOUT, about)
            self.problem, self._kept = "", (project, about)
        except (ProjectFileError, OSError) as error:
            self.problem = str(error)
        self._not_before = time.monotonic() + _SHARE_OF_TIME * (time.monotonic() - begun)
        with self._written:
            if generation != self._generation:  # Saved meanwhile: the file holds it all.
                self._unlink()

    def _take_place(self) -> None:
        self.place.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._lock is None:
            self._lock = lock_on(self.place / _LOCK)
            if self._lock is not None:
                self._lock.tryLock(0)

    def _remove_copy(self) -> None:
        with self._written:
            self._generation += 1
            self._unlink()

    def _unlink(self) -> None:
        self._kept = None
        for name in (_COPY, _ABOUT):
            (self.place / name).unlink(missing_ok=True)

    def leave(self) -> None:
        """The system ends the program: what is unsaved stays behind as it is now, for the next start to offer."""
        if self.write() is None:
            return
        self._is_left = True
        self._unlock()

    def part(self) -> Path | None:
        """The window goes on with something else: what is unsaved stays behind for the next start to offer. Where, or None."""
        if self.write() is None:
            return None
        left, self._kept = self.place, None
        self._unlock()
        self.place = left.parent / uuid.uuid4().hex
        return left

    def rejoin(self, left: Path) -> None:
        """The work that stayed behind is on show again; its copy goes when the window has one of its own."""
        if self.write() is not None:
            taken_over(left)

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def close(self) -> None:
        """The window closes in good order, its work saved or given up: nothing remains."""
        if self._is_left:
            return
        self._timer.stop()
        self._wait()
        self._unlock()
        shutil.rmtree(self.place, ignore_errors=True)


def left_behind(root: Path | None = None) -> tuple[Recovered, ...]:
    """The work of windows that did not get to close, newest first. A copy that cannot be read is put aside."""
    root = root or folder()
    places = []
    with contextlib.suppress(OSError):  # None yet, or a folder of somebody else.
        places = [place for place in root.iterdir() if os.path.isdir(place) and place.name != _ASIDE]
    found = [(copy.stat().st_mtime, recovered) for place in places if (copy := place / _COPY) and (recovered := _read(place))]
    return tuple(recovered for _, recovered in sorted(found, key=lambda entry: -entry[0]))


def _read(place: Path) -> Recovered | None:
    from formulator.storage import load

    lock = lock_on(place / _LOCK)
    if lock is not None:
        if not lock.tryLock(0):
            return None  # Its window is still open.
        lock.unlock()
    if not (place / _COPY).is_file():
        shutil.rmtree(place, ignore_errors=True)
        return None
    try:
        project = load(place / _COPY, accept_changed=True).project
    except ProjectFileError:
        put_aside(place)
        return None
    about = _about(place)
    path, digest, changes = about.get("path"), about.get("digest"), about.get("changes")
    return Recovered(
        place=place,
        project=project,
        path=Path(path) if isinstance(path, str) else None,
        digest=digest if isinstance(digest, str) else None,
        changes=changes if isinstance(changes, int) and not isinstance(changes, bool) else 0,
    )


def _about(place: Path) -> dict[str, object]:
    from formulator.storage import read_bytes

    try:
        found = json.loads(read_bytes(place / _ABOUT))
    except (ProjectFileError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def put_aside(place: Path) -> None:
    """Declined work goes into a folder of its own, where the last ones are kept."""
    aside = place.parent / _ASIDE
    aside.mkdir(parents=True, exist_ok=True, mode=0o700)
    (place / _LOCK).unlink(missing_ok=True)
    os.replace(place, aside / f"{time.time_ns():020d}-{place.name[:8]}")
    for old in sorted(aside.iterdir())[:-MOST_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def taken_over(place: Path) -> None:
    """Kept work lives in the new window, which keeps its own copy from the next edit on."""
    shutil.rmtree(place, ignore_errors=True)
