"""Who may write a project: the first window that opens it. A lock beside the file names host and process.

A lock whose process has died counts for nothing and is taken over at once. Without a lock, on a share that knows none or
after somebody has removed it, the digest of the file as it was read still keeps one from writing over the other.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QLockFile

from formulator.ui.document import is_shipped
from formulator.ui.places import is_in_the_way
from formulator.ui.words import tr


def lock_name(path: Path) -> Path:
    """A hidden name beside the real file, short enough for every file system."""
    real = os.path.realpath(path)
    return Path(real).with_name(f".formulator-{hashlib.sha256(os.fsencode(os.path.basename(real))).hexdigest()[:16]}.lock")


def lock_on(path: Path) -> QLockFile | None:
    """A lock of this name that counts as dead with its process; None where none can be made."""
    if is_in_the_way(path):
        return None
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)
    return lock


class Hold:
    """The lock on one file at a time."""

    def __init__(self) -> None:
        self._lock: QLockFile | None = None
        self.path: Path | None = None
        self.holder = ""
        """Who has the file, in words, when it is not ours."""

    @property
    def is_ours(self) -> bool:
        """Whether this window may write; true as well where no lock can be made."""
        return not self.holder

    def take(self, path: Path | None) -> bool:
        """Let the file before go and take this one; whether it is ours now."""
        if path == self.path and self.is_ours:
            return True
        self.release()
        self.path = path
        if path is None or is_shipped(path):  # Nobody writes over a worked example.
            return True
        lock = lock_on(lock_name(path))
        if lock is None:
            return True
        if lock.tryLock(0):
            self._lock = lock
        elif lock.error() == QLockFile.LockError.LockFailedError:
            self.holder = _words(lock)
        return self.is_ours

    def take_anyway(self) -> bool:
        """The person says that the other window is gone: a lock of a machine that crashed is not seen as dead from here."""
        path = self.path
        if path is not None:
            with contextlib.suppress(OSError):
                lock_name(path).unlink()
        self.path, self.holder = None, ""
        return self.take(path)

    def release(self) -> None:
        """Nothing is held any more."""
        if self._lock is not None:
            self._lock.unlock()
        self._lock, self.path, self.holder = None, None, ""


def _words(lock: QLockFile) -> str:
    """PySide gives the entries of a lock as (process, host, program), or nothing for a lock that cannot be read."""
    entries = lock.getLockInfo()
    host = next((entry for entry in entries if isinstance(entry, str) and entry), "") if isinstance(entries, tuple) else ""
    shown = "".join(letter for letter in host if letter.isprintable())[:60]
    return tr("another window on {machine}", machine=shown) if shown else tr("another window")
