"""Replaces a file by another content so that at every moment, power cuts included, it is the old one or the new one.

The new content goes into a temporary file beside the target, is forced to the disk, and takes the target's name in one
step; then the folder is forced to the disk as well. Qt's own saver does less: on a full disk it can leave a shortened
file and report success.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

from formulator.errors import ProjectFileError
from formulator.storage.problems import plain

if sys.platform != "win32":  # pragma: no branch
    import fcntl

_WORDS = {
    errno.ENOSPC: "no space is left on the disk", errno.EDQUOT: "the disk quota is used up", errno.EROFS: "the disk can only be read",
    errno.EACCES: "permission is denied", errno.EPERM: "permission is denied", errno.EIO: "the disk reports an error",
    errno.ENOENT: "the folder does not exist", errno.ENOTDIR: "a part of the path is not a folder", errno.EISDIR: "it is a folder",
    errno.ELOOP: "its link leads in a circle", errno.ENAMETOOLONG: "the name is too long", errno.EFBIG: "the file may not grow so large",
}  # fmt: skip
_OF_THE_FOLDER = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF}
"""What a file system says that cannot force a folder to the disk: then nothing more can be done."""
_WINDOWS = os.name == "nt"
_REPLACE_ATTEMPTS = 5
_REPLACE_PAUSE = 0.4


class SavedUnconfirmedError(ProjectFileError):
    """The new content stands under its name, but the disk has not confirmed it: a power cut now may bring back the old.

    `digest` is that of the content written; the document should still count as unsaved.
    """

    digest = ""


def reason(error: OSError) -> str:
    """Why the system refused, in words."""
    return _WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()


def named(path: Path | str) -> str:
    """A path as a message shows it: on one line, the end rather than the beginning when it is long."""
    text = os.fspath(path)
    return plain(text if len(text) <= 200 else "…" + text[-199:], 200)


def refused(path: Path | str, why: str) -> ProjectFileError:
    """The error of a file that was not saved."""
    return ProjectFileError(f"{named(path)} was not saved: {why}.")


def target_of(path: Path | str) -> str:
    """The real file behind a path, links followed; refuses what cannot be replaced by a file."""
    try:
        target = os.path.realpath(path)
        found = _status(target)
        os.stat(os.path.dirname(target))
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "the name cannot be a file's"
        raise refused(path, why) from None
    if found is not None and stat.S_ISDIR(found.st_mode):
        raise refused(path, "it is a folder")
    if found is not None and not stat.S_ISREG(found.st_mode):
        raise refused(path, "it is not a regular file")
    if found is not None and (not found.st_mode & 0o222 or not os.access(target, os.W_OK)):
        raise refused(path, "the file is read-only")
    return target


def _status(target: str) -> os.stat_result | None:
    try:
        return os.stat(target)
    except FileNotFoundError:
        return None


def other_names(path: Path | str) -> int:
    """How many other names (hard links) a file has: saving under this one leaves the old content under them."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return 0
    return found.st_nlink - 1 if stat.S_ISREG(found.st_mode) else 0


def temporary_name(target: str) -> str:
    """The one name that the temporary file of this target has: short, so that the longest file names can be saved too."""
    folder, name = os.path.split(target)
    mark = hashlib.sha256(os.fsencode(name)).hexdigest()[:12]
    return os.path.join(folder, f".formulator-{mark}{f'-{os.getpid()}' if _WINDOWS else ''}.tmp")


def replace_content(path: Path | str, data: bytes, before: Callable[[str], None] | None = None) -> None:
    """Write `data` under this name. `before` is called with the real path just before the step, and may refuse by raising.

    Raises ProjectFileError when the old content stands, SavedUnconfirmedError when the new one stands unconfirmed.
    """
    target = target_of(path)
    try:
        with _Temporary(target, path) as temporary:
            temporary.fill(data)
            if before is not None:
                before(target)
            temporary.take_the_name()
    except OSError as error:
        raise refused(path, _where(error, target)) from None
    _confirm_folder(path, target)


def _where(error: OSError, target: str) -> str:
    why = reason(error)
    return f"{why} ({named(os.path.dirname(target))})" if error.errno in _OF_THE_FOLDER else why


class _Temporary:
    """The new content beside the target: new, ours alone, and gone afterwards, renamed or removed.

    Its lock is held until it has its new name, so that nobody takes it for the leftover of a save that died. Windows
    does not rename an open file; there each process has its own name instead.
    """

    def __init__(self, target: str, path: Path | str) -> None:
        self.target = target
        self.name = temporary_name(target)
        self._mode = _status(target)
        self._descriptor: int | None = _create(self.name, path, 0o666 if self._mode is None else 0o600)
        self._id = os.fstat(self._descriptor)

    def __enter__(self) -> _Temporary:
        return self

    def __exit__(self, *_: object) -> None:
        ours = _is_the_one(self._id, self.name)
        if _WINDOWS:
            self._close()
        if ours:
            with contextlib.suppress(OSError):
                os.unlink(self.name)
        self._close()

    def _close(self) -> None:
        """Everything is on the disk by then, or given up: an error of closing says nothing more."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None

    def fill(self, data: bytes) -> None:
        """Write all of it, however the system cuts it into pieces, and wait until it is on the disk."""
        assert self._descriptor is not None
        if self._mode is not None and hasattr(os, "fchmod"):
            os.fchmod(self._descriptor, stat.S_IMODE(self._mode.st_mode))
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]
        os.fsync(self._descriptor)

    def take_the_name(self) -> None:
        """The step itself. On Windows a virus scanner or a cloud folder may hold the file for a moment."""
        if not _is_the_one(self._id, self.name):
            raise refused(self.target, "another program is saving it at this moment")
        if _WINDOWS:
            self._close()
        for _ in range(_REPLACE_ATTEMPTS - 1):
            try:
                os.replace(self.name, self.target)
                return
            except PermissionError:
                if not _WINDOWS:
                    raise
                time.sleep(_REPLACE_PAUSE)
        os.replace(self.name, self.target)


def _link_status(name: str) -> os.stat_result | None:
    try:
        return os.lstat(name)
    except OSError:
        return None


def _create(temporary: str, path: Path | str, mode: int) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    if _WINDOWS:
        _sweep_other_processes(temporary)
    for _ in range(3):
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(temporary, flags, mode)
            if _lock(descriptor, temporary):
                return descriptor
            os.close(descriptor)
        _sweep(temporary, path)
    raise refused(path, "another program is saving it at this moment")


def _sweep_other_processes(temporary: str) -> None:
    """Windows keeps the files of living writers from being removed; what can be removed is a leftover."""
    folder, own = os.path.split(temporary)
    stem = own.rpartition("-")[0]
    for name in os.listdir(folder):
        if name != own and name.startswith(f"{stem}-") and name.endswith(".tmp"):
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(folder, name))


def _sweep(temporary: str, path: Path | str) -> None:
    """Remove the temporary file of a save that died; one whose writer lives is locked and stays."""
    left = _link_status(temporary)
    if left is None:
        return
    if stat.S_ISLNK(left.st_mode):
        os.unlink(temporary)
        return
    if not stat.S_ISREG(left.st_mode):
        raise refused(path, f"{named(temporary)} is in the way; remove it")
    try:
        descriptor = os.open(temporary, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:  # its writer has just finished
        return
    try:
        if not _lock(descriptor, temporary):
            raise refused(path, "another program is saving it at this moment")
        os.unlink(temporary)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, name: str) -> bool:
    """Whether the file is now ours, and still the one of that name. Windows does not remove an open file: lock enough."""
    if _WINDOWS:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks: the exclusive creation has to do
        return True
    return _is_the_one(os.fstat(descriptor), name)


def _is_the_one(known: os.stat_result, name: str) -> bool:
    """Whether this very file stands under the name."""
    there = _link_status(name)
    return there is not None and (known.st_dev, known.st_ino) == (there.st_dev, there.st_ino)


def _confirm_folder(path: Path | str, target: str) -> None:
    if _WINDOWS:
        return
    try:
        descriptor = os.open(os.path.dirname(target), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise SavedUnconfirmedError(f"{named(path)} is saved, but not yet confirmed on disk: {reason(error)}. Save again.") from None
