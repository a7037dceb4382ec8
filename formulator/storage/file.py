"""Opening and saving projects. Opening never writes; saving leaves the old file or the new one, never anything between."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import mmap
import os
import stat
import threading
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formulator import __version__
from formulator.errors import FileChangedError, ProjectFileError
from formulator.project import Project, Variant
from formulator.storage import migrations, reading, saver, shape, strict_json, writing
from formulator.storage.problems import Problems, file_error, shown

_CONTENTS_REMEMBERED = 16
_ROOM, _ROOM_PER_BYTE = 32_000_000, 14
"""Bytes of memory that reading and checking a project takes at most, and for each byte of its file (ten thousand variants: 12)."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A project with the digest of its content, by which a later save knows that the file is still the same.

    `notices` are sentences to be shown; `app`, `engine` and `library` say which versions wrote the file.
    """

    project: Project
    digest: str
    notices: tuple[str, ...] = ()
    app: str = ""
    engine: str = ""
    library: Mapping[str, str] | None = None


def load(path: Path | str, accept_changed: bool = False) -> Opened:
    """The project in a file. A file that was changed by hand is refused, unless `accept_changed`.

    Raises ProjectFileError with every problem at once: its path in the file, the value, and what is accepted.
    """
    try:
        data = read_bytes(path)
        _make_sure_of_room(len(data))
        with strict_json.no_garbage():
            return _opened(data, os.path.basename(os.fspath(path)), accept_changed)
    except MemoryError:
        raise ProjectFileError(f"{saver.named(path)} cannot be opened: there is not enough memory for it.") from None


def _make_sure_of_room(size: int) -> None:
    """Ask for all the memory at once and give it back: the checker of fields ends the whole program where it finds too little."""
    try:
        mmap.mmap(-1, _ROOM + _ROOM_PER_BYTE * size).close()
    except OSError:
        raise MemoryError from None


def loads(data: bytes, accept_changed: bool = False) -> Opened:
    """The project in the bytes of a file."""
    with strict_json.no_garbage():
        return _opened(data, "", accept_changed)


def read_bytes(path: Path | str, most: int = strict_json.LARGEST) -> bytes:
    """The bytes of a regular file of at most this size; never waits for a pipe or a device."""
    try:
        _refuse_irregular(os.stat(path), path)
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            _refuse_irregular(found, path)
            if found.st_size > most:
                size = f"{found.st_size / 1e6:.1f} MB. A project file holds at most {most // 1_000_000} MB"
                raise ProjectFileError(f"{saver.named(path)} has {size}.")
            return file.read(most + 1)
    except OSError as error:
        why = "there is no such file" if error.errno == errno.ENOENT else saver.reason(error)
        raise ProjectFileError(f"{saver.named(path)} cannot be opened: {why}.") from None
    except ValueError:
        raise ProjectFileError(f"{saver.named(path)} cannot be opened: this cannot be the name of a file.") from None


def _refuse_irregular(found: os.stat_result, path: Path | str) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "not a regular file"
        raise ProjectFileError(f"{saver.named(path)} cannot be opened: it is {kind}.")


def _opened(data: bytes, name: str, accept_changed: bool) -> Opened:
    problems = Problems()
    try:
        document, text = strict_json.parse(data)
    except ProjectFileError as error:
        raise file_error(name, [("", str(error))]) from None
    _refuse_other_formats(document, problems)
    problems.raise_if_any(name)
    current, notices = migrations.migrated(document, migrations.STEPS, migrations.SCHEMA)
    project = reading.project_of(current, problems)
    problems.raise_if_any(name)
    assert project is not None
    digest = _digest(document, text)
    changed = _why_changed(document, digest, data)
    if changed and not accept_changed:
        raise file_error(name, [("digest", f"{changed} It is opened only when the change is accepted.")])
    if changed:
        notices = (f"{changed} The change was accepted.", *notices)
    for variant in project.variants:
        _fit_to_save[id(variant)] = variant
    _remember(data, digest, document["schema"])
    versions = {"app": current["app"], "engine": current["engine"], "library": current.get("library")}
    return Opened(project=project, digest=digest, notices=notices, **versions)


def _refuse_other_formats(document: Any, problems: Problems) -> None:
    """What must be right before anything else can be said about the file."""
    if not isinstance(document, dict):
        problems.add("", f"The file holds {shown(document)}; a project file is one JSON object.")
        return
    if document.get("format") != shape.FORMAT:
        got = shown(document["format"]) if "format" in document else "nothing"
        problems.add("format", f"got {got}; accepted: '{shape.FORMAT}'.")
    schema, oldest = document.get("schema"), migrations.oldest(migrations.STEPS, migrations.SCHEMA)
    newest = migrations.SCHEMA
    if isinstance(schema, bool) or not isinstance(schema, int) or schema < oldest:
        got = shown(schema) if "schema" in document else "nothing"
        problems.add("schema", f"got {got}; accepted: {newest if oldest == newest else f'{oldest} to {newest}'}.")
    elif schema > newest:
        writer = document.get("app")
        by = f" (written by formulator {shown(writer)})" if isinstance(writer, str) else ""
        here = f"this is formulator {__version__}, which reads schema {newest}"
        problems.add("schema", f"the file has schema {shown(schema)}{by}; {here}. Open it with a newer version.")


def _digest(document: Mapping[str, Any], text: str) -> str:
    quick = writing.digest_as_laid_out(text, document)
    return quick if quick == document.get("digest") else writing.digest(document)


def _why_changed(document: Mapping[str, Any], digest: str, data: bytes) -> str:
    """In words that the content is not the one that was saved; empty when it is."""
    said = document.get("digest", "")
    if said == digest:
        return ""
    if not said:
        return "The file carries no digest of its content, so it was not saved by this program (line 1)."
    line = data.count(b"\n", 0, max(data.find(b'"digest"'), 0)) + 1
    return f"The file was changed by another program: the digest in line {line} is {said[:12]}…, the content's is {digest[:12]}…."


_fit_to_save: weakref.WeakValueDictionary[int, Variant] = weakref.WeakValueDictionary()
"""Variants that came out of a file or went into one; checking ten thousand of them again would take most of a save."""


def dumps(project: Project, library: Mapping[str, str] | None = None) -> bytes:
    """The bytes of the project's file. `library` is {"version", "sha256"} of the catalogue in use.

    Raises ProjectFileError for a project that `loads` would refuse, so that nothing is saved that cannot be opened.
    """
    return _bytes_and_digest(project, library, "The project")[0]


def _bytes_and_digest(project: Project, library: Mapping[str, str] | None, name: str) -> tuple[bytes, str]:
    problems = Problems()
    with strict_json.no_garbage():
        document = writing.document(project, library)
        _refuse_unreadable(project, document, problems)
        problems.raise_if_any(name)
        try:
            text, digest = writing.signed_text(document)
        except (TypeError, ValueError) as error:
            raise file_error(name, [("", f"holds something that a file cannot: {shown(str(error))}.")]) from None
        data = text.encode("utf-8")
    strict_json.refuse_size(data)
    for variant in project.variants:
        _fit_to_save[id(variant)] = variant
    _remember(data, digest, migrations.SCHEMA)
    return data, digest


def _refuse_unreadable(project: Project, document: Mapping[str, Any], problems: Problems) -> None:
    """Read back what is to be written, except variants of which that is known."""
    sound = [variant if _fit_to_save.get(id(variant)) is variant else None for variant in project.variants]
    reading.project_of(dict(document), problems, sound)


def save(project: Project, path: Path | str, expected_digest: str | None = None, library: Mapping[str, str] | None = None) -> str:
    """Write the project and return the digest of its content.

    `expected_digest` is that of the file as it was read: another content there raises FileChangedError and stays.
    Raises ProjectFileError when the old file stands, saver.SavedUnconfirmedError (with the digest) when the new file
    stands but the disk has not confirmed its name.
    """
    try:
        _make_sure_of_room(0)
        data, digest = _bytes_and_digest(project, library, saver.named(path))
    except MemoryError:
        raise saver.refused(path, "there is not enough memory for it") from None

    def still_the_same(target: str) -> None:
        if expected_digest is not None and os.path.lexists(target):
            _refuse_other_content(target, path, expected_digest)

    try:
        saver.replace_content(path, data, still_the_same)
    except saver.SavedUnconfirmedError as error:
        error.digest = digest
        raise
    return digest


def write_text(path: Path | str, text: str) -> None:
    """Write any text file as a project is written: wholly or not at all."""
    saver.replace_content(path, text.encode("utf-8"))


def write_bytes(path: Path | str, data: bytes) -> None:
    """Write any file as a project is written: wholly or not at all."""
    saver.replace_content(path, data)


def _refuse_other_content(target: str, path: Path | str, expected: str) -> None:
    """Refuse to replace what somebody else wrote; keep a file of an older schema beside the new one."""
    there, schema = None, migrations.SCHEMA
    with contextlib.suppress(ProjectFileError):
        old = read_bytes(target)
        there, schema = content_of(old)
    if there != expected:
        why = "another program has changed the file since it was opened. Save under another name, or open it again"
        raise FileChangedError(f"{saver.named(path)} was not saved: {why}.")
    if schema < migrations.SCHEMA:
        saver.replace_content(f"{target}.bak", old)


def content_of(data: bytes) -> tuple[str, int]:
    """Digest and schema of the content of a file's bytes; raises ProjectFileError for what is no project."""
    known = _contents.get(hashlib.sha256(data).digest())
    if known is not None:
        return known
    document, text = strict_json.parse(data)
    problems = Problems()
    _refuse_other_formats(document, problems)
    problems.raise_if_any("")
    try:
        return _digest(document, text), document["schema"]
    except (TypeError, ValueError):
        raise ProjectFileError("The content is not that of a project.") from None


_contents: dict[bytes, tuple[str, int]] = {}
"""Digest and schema by the hash of the bytes, for the files that were read or written last."""


_remembering = threading.Lock()
"""The copy of unsaved work is written on a thread of its own, perhaps while the file is saved."""


def _remember(data: bytes, digest: str, schema: int) -> None:
    key = hashlib.sha256(data).digest()
    with _remembering:
        while len(_contents) >= _CONTENTS_REMEMBERED:
            _contents.pop(next(iter(_contents)))
        _contents[key] = (digest, schema)
