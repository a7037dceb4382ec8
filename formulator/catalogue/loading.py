"""Loads the shipped tables and the person's own file."""

from __future__ import annotations

import functools
import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from formulator import assets
from formulator.catalogue.catalogue import Catalogue, refuse
from formulator.catalogue.material import Material, Source
from formulator.catalogue.reading import Reader
from formulator.catalogue.schema import FILES
from formulator.errors import CatalogueError

LARGEST = 5_000_000
"""Bytes of a person's own file; far more than anybody writes by hand."""


def user_file() -> Path:
    """Where the person's own materials stand; the file need not exist."""
    named = os.environ.get("FORMULATOR_MATERIALS")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "formulator" / "materials.toml"


def load(own_file: Path | None = None) -> Catalogue:
    """The shipped catalogue with the person's own materials laid over it; read again only when that file has changed."""
    path = own_file if own_file is not None else user_file()
    try:
        found = path.stat()
    except OSError:
        return shipped()
    return _with_own(path, (found.st_mtime_ns, found.st_size, found.st_ino))


def own_text(path: Path) -> str:
    """What a person's file of materials holds, nothing when it is not there; never waits for a pipe or a device."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            reason = "it is a folder" if path.is_dir() else "it is not a regular file"
            raise CatalogueError(f"{path} cannot be read: {reason}.")
        if (size := found.st_size) > LARGEST:
            raise CatalogueError(f"{path} has {size:,} bytes. A file of materials has at most {LARGEST:,}.")
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with open(descriptor, encoding="utf-8-sig") as file:
            return file.read()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as trouble:
        reason = (trouble.strerror or str(trouble)) if isinstance(trouble, OSError) else "it is not UTF-8 text"
        raise CatalogueError(f"{path} cannot be read: {reason}.") from trouble


@functools.cache
def shipped() -> Catalogue:
    """What comes with the program."""
    digest, shelves = hashlib.sha256(), {}
    for name, kind in FILES.items():
        text = assets.text(f"catalogue/{name}.toml")
        digest.update(text.encode())
        shelves[kind] = Shelf(f"catalogue/{name}.toml", text, kind)
    return Catalogue(shelves, _sources, digest.hexdigest())


class Shelf(Mapping[str, Material]):
    """The materials of one shipped table, each read when it is first asked for: a design needs a handful of some 350."""

    _HEAD = re.compile(r"^\[([\w-]+)\][ \t]*$", re.MULTILINE)

    def __init__(self, file: str, text: str, kind: str) -> None:
        self._reader_of = functools.partial(Reader, file)
        self._kind = kind
        heads = list(self._HEAD.finditer(text))
        ends = [head.start() for head in heads[1:]] + [len(text)]
        self._tables = {head[1]: text[head.start() : end] for head, end in zip(heads, ends, strict=True)}
        self._read: dict[str, Material] = {}
        if len(self._tables) < len(heads):
            twice = sorted({head[1] for head in heads if sum(other[1] == head[1] for other in heads) > 1})
            refuse(f"{file}: {id_} is given twice." for id_ in twice)

    def __getitem__(self, id_: str) -> Material:
        if id_ not in self._read:
            reader = self._reader_of()
            for material in reader.materials(self._tables[id_], self._kind, "shipped"):
                self._read[material.id] = material
            refuse(reader.problems)
        return self._read[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._tables


@functools.cache
def _sources() -> Mapping[str, Source]:
    found: dict[str, Source] = {}
    problems: list[str] = []
    for name in assets.names("sources", ".toml"):
        reader = Reader(f"sources/{name}.toml")
        for source in reader.sources(assets.text(f"sources/{name}.toml")):
            found.setdefault(source.key, source)
        problems += reader.problems
    refuse(problems)
    return found


@functools.lru_cache(maxsize=4)
def _with_own(path: Path, _stamp: tuple[int, int, int]) -> Catalogue:
    """`_stamp` changes with the file, so that it is read again."""
    base, reader = shipped(), Reader(str(path), is_own=True)
    own = [_over(base, material) for material in reader.materials(own_text(path), None, "user")]
    keys = [material.key for material in own]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        reader.problem(key, "is given twice.")
    refuse(reader.problems)
    return base.with_materials(own)


def _over(base: Catalogue, own: Material) -> Material:
    """A person's own entry keeps what the shipped one of the same id knows beyond it."""
    return base.get(own.key).under(own) if own.key in base else own
