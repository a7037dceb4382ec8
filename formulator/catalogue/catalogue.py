"""All materials together: found by id, searched by words, overridden by the user's own file."""

from __future__ import annotations

import difflib
import functools
import hashlib
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from formulator import assets
from formulator.catalogue.material import Material, Property, Source
from formulator.catalogue.reading import KINDS, Reader
from formulator.errors import CatalogueError, UnknownMaterialError
from formulator.units import Value

_GREEK = {"α": "a", "β": "b", "γ": "g", "δ": "d", "κ": "k", "μ": "u", "ν": "v", "λ": "l", "alpha": "a", "beta": "b", "gamma": "g"}
_SEARCHED = ("receptor", "class_text", "indication", "core_block", "hydrophilic_block", "tissue", "vehicle", "payload", "ligand", "formula")


class Catalogue:
    """Immutable; `overlay` gives another one with some materials replaced."""

    def __init__(self, materials: Iterable[Material], sources: Mapping[str, Source], digest: str) -> None:
        self._materials = {material.key: material for material in materials}
        self.sources = sources
        self.digest = digest

    def __contains__(self, key: object) -> bool:
        return key in self._materials

    def __len__(self) -> int:
        return len(self._materials)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of material that there are."""
        return tuple(dict.fromkeys(material.kind for material in self._materials.values()))

    def all(self, kind: str | None = None) -> tuple[Material, ...]:
        """Every material of one kind, or of all."""
        if kind is not None and kind not in self.kinds:
            raise UnknownMaterialError(f"There is no kind '{kind}'. There are: {', '.join(self.kinds)}.")
        return tuple(material for material in self._materials.values() if kind is None or material.kind == kind)

    def get(self, name: str, kinds: tuple[str, ...] | None = None) -> Material:
        """One material by `kind:id` or bare id; a bare id that stands in two of the kinds is refused, naming both."""
        allowed = kinds or self.kinds
        found = self._materials.get(name)
        if found is not None and found.kind in allowed:
            return found
        same = [material for kind in allowed if (material := self._materials.get(f"{kind}:{name}")) is not None]
        if len(same) == 1:
            return same[0]
        if same:
            raise UnknownMaterialError(
                f"'{name}' stands for {' and '.join(material.key for material in same)}. Write the one that is meant."
            )
        ids = [material.id for material in self._materials.values() if material.kind in allowed]
        near = difflib.get_close_matches(name.rpartition(":")[2], ids, n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else " `formulator catalogue list` shows what is known."
        raise UnknownMaterialError(f"The catalogue has no {' or '.join(allowed).replace('_', ' ')} '{name}'.{hint}")

    def receptors(self, cell: str) -> Mapping[str, Property]:
        """Receptor copies on a cell, by receptor id."""
        material = self.get(cell, ("cell",))
        return {key.partition(".")[2]: entry for key, entry in material.properties.items() if key.startswith("receptors.")}

    def search(self, text: str, kind: str | None = None) -> tuple[Material, ...]:
        """Materials whose id, name, synonym, receptor or use holds every word; names that begin with the text come first."""
        words = folded(text).split()
        scored = []
        for material in self.all(kind):
            names = [material.id, material.name, *material.synonyms]
            known = [*names, *(value for key in _SEARCHED if (value := material.text(key)))]
            whole = folded(" ".join(known))
            if all(word in whole for word in words):
                first = any(folded(name).startswith(folded(text)) for name in names)
                in_name = all(word in folded(" ".join(names)) for word in words)
                scored.append((0 if first else 1 if in_name else 2, material))
        return tuple(material for _, material in sorted(scored, key=lambda entry: entry[0]))

    def overlay(self, materials: Iterable[Mapping[str, Any]]) -> Catalogue:
        """This catalogue with the frozen copies of a project laid over it."""
        reader = Reader("materials of the project")
        laid = [found for data in materials if (found := material_from_data(reader, data)) is not None]
        _raise(reader.problems)
        if not laid:
            return self
        merged = {**self._materials, **{material.key: material for material in laid}}
        text = self.digest + "".join(sorted(repr(material.as_data()) for material in laid))
        return Catalogue(merged.values(), self.sources, hashlib.sha256(text.encode()).hexdigest())


def folded(text: str) -> str:
    """Text for searching: lower case, Greek letters and their names as Latin ones, no accents, hyphens or spaces in names."""
    lowered = text.lower()
    for greek, latin in _GREEK.items():
        lowered = lowered.replace(greek, latin)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(letter))
    return " ".join(word for word in "".join(letter if letter.isalnum() or letter.isspace() else "" for letter in plain).split())


def material_from_data(reader: Reader, data: Mapping[str, Any]) -> Material | None:
    """A material from its plain data, as it stands in a project."""
    table = {**data.get("properties", {}), "name": data.get("name"), "synonyms": data.get("synonyms", ())}
    return reader.material(str(data.get("id", "")), table, data.get("kind"), str(data.get("provenance", "user")))


def user_file() -> Path:
    """Where the person's own materials stand; the file need not exist."""
    named = os.environ.get("FORMULATOR_MATERIALS")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "formulator" / "materials.toml"


@functools.cache
def _shipped() -> Catalogue:
    digest, sources, problems = hashlib.sha256(), {}, []
    for name in assets.names("sources", ".toml"):
        text = assets.text(f"sources/{name}.toml")
        digest.update(text.encode())
        reader = Reader(f"sources/{name}.toml")
        for source in reader.read_sources(text):
            sources.setdefault(source.key, source)
        problems += reader.problems
    materials = []
    for name, kind in KINDS.items():
        text = assets.text(f"catalogue/{name}.toml")
        digest.update(text.encode())
        reader = Reader(f"catalogue/{name}.toml", sources)
        materials += reader.materials(text, kind, "shipped")
        problems += reader.problems
    _raise(problems)
    return Catalogue(materials, sources, digest.hexdigest())


@functools.lru_cache(maxsize=4)
def _with_user(path: Path, stamp: tuple[int, int]) -> Catalogue:
    del stamp
    shipped = _shipped()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        raise CatalogueError(f"{path} cannot be read: {getattr(trouble, 'strerror', None) or 'it is not UTF-8 text'}.") from trouble
    reader = Reader(str(path))
    own = list(reader.materials(text, None, "user"))
    _raise(reader.problems)
    merged = {material.key: material for material in (*shipped.all(), *own)}
    return Catalogue(merged.values(), shipped.sources, hashlib.sha256((shipped.digest + text).encode()).hexdigest())


def load(own_file: Path | None = None) -> Catalogue:
    """The shipped catalogue with the user's materials laid over it; read again only when the user's file changed."""
    path = own_file if own_file is not None else user_file()
    try:
        stat = path.stat()
    except OSError:
        return _shipped()
    return _with_user(path, (stat.st_mtime_ns, stat.st_size))


def _raise(problems: list[tuple[str, str, str]]) -> None:
    if problems:
        lines = [f"{file}: {key + ' ' if key else ''}{reason}" for file, key, reason in problems]
        raise CatalogueError("\n".join(lines))


def check(catalogue: Catalogue) -> tuple[str, ...]:
    """What is wrong with a catalogue that loaded: receptors that nobody describes, carriers of no class, sources without text."""
    found = []
    receptors = {material.id for material in catalogue.all("receptor")}
    for material in catalogue.all():
        named = material.text("receptor") if material.kind == "ligand" else None
        if named and named not in receptors:
            found.append(f"{material.key}: its receptor '{named}' is not in the catalogue.")
        if material.kind == "carrier" and not material.morphologies and material.text("not_modelled") is None:
            found.append(f"{material.key}: it forms no class and does not say why.")
        for name, entry in material.properties.items():
            if isinstance(entry.value, Value) and (not entry.status or not entry.source and material.provenance == "shipped"):
                found.append(f"{material.key}: {name} has no source or status.")
    return tuple(found)
