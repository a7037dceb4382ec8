"""All materials together: found by id, searched by words, overridden by the person's own file and by the copies in a project."""

from __future__ import annotations

import difflib
import functools
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from formulator.catalogue.material import Material, Property, Source
from formulator.catalogue.reading import Reader
from formulator.catalogue.schema import KINDS
from formulator.catalogue.search import folded, haystack, rank
from formulator.errors import CatalogueError, UnknownMaterialError
from formulator.lab import Calibration
from formulator.units import Value


class Catalogue:
    """Immutable; `overlay` gives another one with some materials replaced. `shelves` maps a kind to its materials by id.

    `calibrations` are what the lab has learnt of its own batches and a person has accepted: they count in every prediction.
    """

    def __init__(
        self,
        shelves: Mapping[str, Mapping[str, Material]],
        sources: Callable[[], Mapping[str, Source]],
        digest: str,
        over: Mapping[str, Material] | None = None,
        calibrations: tuple[Calibration, ...] = (),
    ) -> None:
        self._shelves = {kind: shelves[kind] for kind in KINDS if kind in shelves}
        self._read_sources = sources
        self._over = dict(over or {})
        self._of_materials = digest
        self.calibrations = calibrations
        numbers = [(one.path, one.kind, one.offset.magnitude, one.offset.sd, one.within.magnitude) for one in calibrations]
        self.digest = hashlib.sha256(f"{digest}{numbers!r}".encode()).hexdigest() if calibrations else digest

    @functools.cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every source of the catalogue and of the models, by key."""
        return self._read_sources()

    @functools.cached_property
    def _haystacks(self) -> dict[str, tuple[tuple[str, ...], str]]:
        return {}

    def _found(self, kind: str, id_: str) -> Material | None:
        laid = self._over.get(f"{kind}:{id_}")
        if laid is not None or kind not in self._shelves:
            return laid
        return self._shelves[kind].get(id_)

    def __contains__(self, key: object) -> bool:
        kind, _, id_ = key.partition(":") if isinstance(key, str) else ("", "", "")
        return self._found(kind, id_) is not None

    def __len__(self) -> int:
        return len(self.all())

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of material that there are."""
        return KINDS

    def all(self, kind: str | None = None) -> tuple[Material, ...]:
        """Every material of one kind, or of all."""
        if kind is None:
            return tuple(material for each in KINDS for material in self.all(each))
        if kind not in KINDS:
            raise UnknownMaterialError(f"There is no kind '{kind}'. There are: {', '.join(KINDS)}.")
        shelf = self._shelves.get(kind, {})
        laid = {material.id: material for material in self._over.values() if material.kind == kind}
        return tuple({**shelf, **laid}.values())

    def get(self, name: str, kinds: tuple[str, ...] | None = None) -> Material:
        """One material by `kind:id` or bare id; a bare id that stands in two of the kinds is refused, naming both."""
        allowed = tuple(kinds or KINDS)
        kind, colon, id_ = name.partition(":")
        wanted = [kind] if colon and kind in allowed else () if colon else allowed
        same = [found for each in wanted if (found := self._found(each, id_ if colon else name)) is not None]
        if len(same) == 1:
            return same[0]
        if same:
            raise UnknownMaterialError(
                f"'{name}' stands for {' and '.join(material.key for material in same)}. Write the one that is meant."
            )
        raise UnknownMaterialError(self._unknown(name, id_ if colon else name, kind if colon else "", allowed))

    def _unknown(self, name: str, id_: str, kind: str, allowed: tuple[str, ...]) -> str:
        words = " or ".join(allowed).replace("_", " ") if len(allowed) < len(KINDS) else "material"
        if kind in KINDS and kind not in allowed and self._found(kind, id_) is not None:
            return f"'{name}' is a {kind.replace('_', ' ')}. A {words} is needed here."
        pool = (kind,) if kind in allowed else allowed
        known = {folded(name): material.key for each in pool for material in self.all(each) for name in (material.name, material.id)}
        near = difflib.get_close_matches(folded(id_[:100]), known, n=3, cutoff=0.6)
        found = (material.key for each in pool for material in self.search(id_, each) if folded(id_))
        keys = list(dict.fromkeys((*(known[word] for word in near), *found)))[:3]
        hint = f"Is {' or '.join(keys)} meant?" if keys else "`formulator catalogue list` shows what is known."
        shown = name if len(name) <= 80 else name[:77] + "..."
        return f"The catalogue has no {words} '{shown}'. {hint}"

    def receptors(self, cell: str) -> Mapping[str, Property]:
        """Receptor copies on a cell, by receptor id."""
        return self.get(cell, ("cell",)).receptors

    def search(self, text: str, kind: str | None = None) -> tuple[Material, ...]:
        """Materials whose id, name, synonym, receptor or use holds every word; the closest names come first."""
        wanted, scored = folded(text[:200]), []
        for material in self.all(kind):
            known = self._haystacks.get(material.key)
            if known is None:
                known = self._haystacks[material.key] = haystack(material)
            score = rank(wanted, *known)
            if score is not None:
                scored.append((score, material))
        return tuple(material for _, material in sorted(scored, key=lambda entry: entry[0]))

    def with_materials(self, materials: Iterable[Material]) -> Catalogue:
        """This catalogue with some materials added or replaced."""
        laid = {material.key: material for material in materials}
        if not laid:
            return self
        text = json.dumps([laid[key].as_data() for key in sorted(laid)], sort_keys=True)
        digest = hashlib.sha256(f"{self._of_materials}{text}".encode()).hexdigest()
        return Catalogue(self._shelves, lambda: self.sources, digest, {**self._over, **laid}, self.calibrations)

    def with_calibrations(self, calibrations: Iterable[Calibration]) -> Catalogue:
        """This catalogue with these lab calibrations in place of those that it has."""
        wanted = tuple(calibrations)
        if wanted == self.calibrations:
            return self
        return Catalogue(self._shelves, lambda: self.sources, self._of_materials, self._over, wanted)

    def overlay(self, materials: Iterable[Mapping[str, Any]], calibrations: Iterable[Calibration] = ()) -> Catalogue:
        """This catalogue with the frozen copies of a project and its lab calibrations laid over it; raises CatalogueError
        for copies that make no sense."""
        reader = Reader("materials of the project", is_own=True, is_lenient=True)
        laid = [found for data in materials if (found := material_from_data(data, reader)) is not None]
        refuse(reader.problems)
        return self.with_materials(laid).with_calibrations(calibrations)


def material_from_data(data: Mapping[str, Any], reader: Reader | None = None) -> Material | None:
    """A material from its plain data, as it stands in a project. Without a reader every problem raises CatalogueError."""
    own = reader or Reader("material", is_own=True)
    properties = data.get("properties", {})
    table = {**(properties if isinstance(properties, Mapping) else {}), "name": data.get("name"), "synonyms": data.get("synonyms", ())}
    provenance = "shipped" if data.get("provenance") == "shipped" else "user"
    id_ = str(data.get("id", ""))
    found = own.material(id_ or "a material without id", id_, str(data.get("kind", "")), table, provenance)
    if reader is None:
        refuse(own.problems)
    return found


def refuse(problems: Iterable[str]) -> None:
    """Raise all problems as one error, each on its line."""
    said = list(problems)
    if said:
        raise CatalogueError("\n".join(said))


def check(catalogue: Catalogue) -> tuple[str, ...]:
    """What is wrong with a catalogue: tables that cannot be read, sources and receptors that nobody describes, carriers of no class."""
    found: list[str] = []
    materials: list[Material] = []
    for kind in catalogue.kinds:
        try:
            materials += catalogue.all(kind)
        except CatalogueError as trouble:
            found += str(trouble).splitlines()
    receptors = {material.id for material in materials if material.kind == "receptor"}
    for material in materials:
        found += [f"{material.key}: {words}" for words in _wrong(material, receptors, catalogue.sources)]
    return tuple(found)


def _wrong(material: Material, receptors: set[str], sources: Mapping[str, Source]) -> list[str]:
    named = [material.text("receptor")] if material.kind == "ligand" else list(material.receptors)
    found = [f"its receptor '{name}' is not in the catalogue." for name in named if name and name not in receptors]
    if material.kind == "carrier" and not material.morphologies and material.text("not_modelled") is None:
        found.append("it forms no class and does not say why.")
    for name, entry in material.properties.items():
        if not isinstance(entry.value, Value):
            continue
        if not entry.status or entry.law is None:
            found.append(f"{name} has no status or no law.")
        if material.provenance == "shipped" and entry.source not in sources:
            found.append(f"{name} names the source '{entry.source}', which stands in no source file.")
    return found
