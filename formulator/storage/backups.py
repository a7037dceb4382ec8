"""Copies of the last good saves of every project, outside its folder: what was overwritten or lost there is still here.

Each project file has a folder of its own, named by its whole path. The copies are numbered, so that a clock that was set
back cannot make an old one look new.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from formulator.errors import ProjectFileError
from formulator.storage import file, saver

KEPT = 5
PAUSE = 600.0
"""Seconds between two copies of one project: five saves in a minute must not push out the work of the hour before."""
_SUFFIX = ".formulation"


@dataclass(frozen=True, kw_only=True)
class Backup:
    """One copy: where it is, and when it was made in seconds since 1970."""

    path: Path
    made: float


def folder() -> Path:
    """Where the copies lie: the place of the system for data of programs."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "formulator" / "backups"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "formulator" / "backups"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "formulator" / "backups"


def place_of(path: Path | str, root: Path | None = None) -> Path:
    """The folder of one project's copies."""
    real = os.path.realpath(path)
    readable = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in Path(real).stem)[:40]
    return (root or folder()) / f"{readable}-{hashlib.sha256(real.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"


def found(path: Path | str, root: Path | None = None) -> tuple[Backup, ...]:
    """The copies of a project, newest first."""
    numbered = {}
    with contextlib.suppress(OSError, ValueError):  # What cannot be the name of a file has no copies.
        for entry in place_of(path, root).iterdir():
            if entry.suffix == _SUFFIX and entry.stem.isdecimal():
                numbered[int(entry.stem)] = Backup(path=entry, made=entry.stat().st_mtime)
    return tuple(backup for _, backup in sorted(numbered.items(), reverse=True))


def keep(path: Path | str, data: bytes, root: Path | None = None) -> Path | None:
    """Keep the bytes of a project that was just saved there; None when the last copy is too young.

    Raises ProjectFileError when the disk refuses: the project itself is saved, and the person is told.
    """
    there = found(path, root)
    if there and 0 <= time.time() - there[0].made < PAUSE:
        return None
    place = place_of(path, root)
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise saver.refused(place, saver.reason(error)) from None
    number = int(there[0].path.stem) + 1 if there else 1
    copy = place / f"{number:06d}{_SUFFIX}"
    saver.replace_content(copy, data)
    for old in there[KEPT - 1 :]:
        with contextlib.suppress(OSError):
            old.path.unlink()
    return copy


def content_before(path: Path | str) -> tuple[bytes, float] | None:
    """What this program is about to replace for the first time, and when it was written; None later, or when nothing is there."""
    if found(path):
        return None
    try:
        return file.read_bytes(path), os.stat(path).st_mtime
    except (ProjectFileError, OSError):
        return None


def keep_before(path: Path | str, data: bytes, made: float, root: Path | None = None) -> Path | None:
    """Keep what stood in a file before this program wrote there for the first time, as of the time it was made."""
    copy = None if found(path, root) else keep(path, data, root)
    if copy is not None:
        with contextlib.suppress(OSError):
            os.utime(copy, (made, made))
    return copy
