"""Turns a row of a table into the design that its authors had before they measured: the answers of the row never enter it.

What the catalogue does not hold (a polymer, a coat, a drug) becomes a material of one's own, as a user would enter it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from formulator import design as designs
from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.errors import FieldError
from formulator.units import Value
from formulator.validation import words
from formulator.validation.table import Row, RowRefused, number_in


def design_of(row: Row, catalogue: Catalogue) -> tuple[Design, Catalogue]:
    """The design of a row and the catalogue with the row's own materials; raises RowRefused with the reason."""
    return _Reading(row, catalogue).done()


def with_measured_ee(design: Design, row: Row) -> Design:
    """The same design once somebody has measured its EE: for the score of what follows from it."""
    return designs.replaced(design, "payload.ee", Value(row.measured["loading.ee"], "%"))


class _Reading:
    def __init__(self, row: Row, catalogue: Catalogue) -> None:
        self.row = row
        self.catalogue = catalogue
        self.own: list[Mapping[str, Any]] = []
        self.design = Design()

    def done(self) -> tuple[Design, Catalogue]:
        self.carrier()
        self.payload()
        self.process()
        self.medium()
        return self.design, self.catalogue.overlay(self.own)

    def put(self, path: str, text: str) -> None:
        try:
            self.design = designs.replaced(self.design, path, designs.read(path, text))
        except FieldError as problem:
            raise RowRefused(str(problem)) from problem

    def put_number(self, path: str, column: str, unit: str) -> None:
        if self.row[column]:
            self.put(path, f"{number_in(column, self.row[column])!r} {unit}".strip())

    def carrier(self) -> None:
        kind = self.row.carrier_class
        morphology = None if words.NO_CLASS.search(kind.lower()) else words.first(kind, words.CLASSES)
        if morphology is None:
            raise RowRefused(f"the program has no carrier class '{self.row.carrier_class[:60]}'")
        name = words.PHYSICALLY_MIXED.sub("", self.row["carrier"] or self.row["core_polymer"])
        coat = words.first(name, words.COATS)
        known = None if coat is not None else self.known_carrier(morphology, f"{name.lower()} {self.row['core_polymer'].lower()}")
        if known is None:
            known = self.own_carrier(name, morphology, coat)
        self.put("carrier.id", known)
        self.put("carrier.morphology", morphology)
        self.put_number("carrier.core_molar_mass", "core_Mn_kDa", "kg/mol")
        self.put_number("carrier.corona_molar_mass", "peg_Mn_kDa", "kg/mol")
        stated = words.PKA.search(name.lower())
        if stated:
            self.put("carrier.site_pka", stated[1])

    def known_carrier(self, morphology: str, text: str) -> str | None:
        found = words.first(text, [(pattern, id_) for kind, pattern, id_ in words.CARRIERS if kind == morphology])
        if found == "plga":
            share = self.row["lactide_mol_pct"]
            return f"carrier:{_plga(number_in('lactide_mol_pct', share) if share else 50.0)}"
        return f"carrier:{found}" if found else None

    def own_carrier(self, name: str, morphology: str, coat: words.Groups | None) -> str:
        groups = coat or words.first(f"{name} {self.row['core_polymer']}", words.OWN_GROUPS)
        properties: dict[str, Any] = {"morphologies": [morphology], "hydrophilic_block": "none"}
        if groups is not None:
            properties |= {"ionisable_group": groups.group, "pka": {"value": groups.pka, "unit": ""}}
        return self.own_material("carrier", name or self.row.carrier_class, properties)

    def own_material(self, kind: str, name: str, properties: Mapping[str, Any]) -> str:
        printable = "".join(letter if letter.isprintable() else " " for letter in name)[:200].strip() or kind
        id_ = f"of_the_table_{kind}"
        self.own.append({"kind": kind, "id": id_, "name": printable, "properties": dict(properties)})
        return f"{kind}:{id_}"

    def payload(self) -> None:
        names = [part.strip() for part in re.split(r"\s\+\s|\s/\s", self.row["payload"])]
        name = re.sub(r"\s*\(.*?\)\s*", " ", names[0]).strip()
        kind = words.first(self.row["payload_type"], words.PAYLOAD_KINDS) or self.known_kind(name)
        if kind is None or words.NO_PAYLOAD.search(self.row["payload"].lower()):
            return
        known = _names(self.catalogue, kind).get(_plain(name))
        if known is None and kind == "nucleic_acid":
            of_its_kind = words.first(name, words.NUCLEIC_ACIDS)
            known = f"nucleic_acid:{of_its_kind}" if of_its_kind else None
        self.put("payload.id", known or self.own_material(kind, name, {}))
        self.put_number("payload.feed", "drug_polymer_feed_w_w", "mg/mg")
        if kind == "nucleic_acid":
            self.put_number("payload.np_ratio", "np_ratio", "")

    def known_kind(self, name: str) -> str | None:
        """Where the table does not say what a payload is: the kind under which the catalogue knows its name."""
        kinds = () if self.row["payload_type"] else ("drug", "nucleic_acid", "protein")
        return next((kind for kind in kinds if _plain(name) in _names(self.catalogue, kind)), None)

    def process(self) -> None:
        method = words.first(self.row["process"], words.METHODS)
        if method:
            self.put("process.method", method)
        solvent = _names(self.catalogue, "solvent").get(_plain(re.split(r"[:/,]| and ", self.row["organic_solvent"])[0]))
        if solvent:
            self.put("process.solvent", solvent)

    def medium(self) -> None:
        medium = words.first(self.row["zeta_medium"] or self.row["medium"], words.MEDIA)
        if medium:
            self.put("medium.id", f"medium:{medium}")


def _plga(lactide: float) -> str:
    """The PLGA of the catalogue whose lactide share is nearest."""
    return min(
        (("plga_5050", 50.0), ("plga_7525", 75.0), ("plga_8515", 85.0), ("pdlla", 100.0)), key=lambda entry: abs(entry[1] - lactide)
    )[0]


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name.lower())


@functools.lru_cache(maxsize=8)
def _names(catalogue: Catalogue, kind: str) -> Mapping[str, str]:
    """Every name of every material of a kind, without spaces and hyphens; a name of two materials stands for the first."""
    found: dict[str, str] = {}
    for material in catalogue.all(kind):
        for name in (material.id, material.name, *material.synonyms):
            found.setdefault(_plain(name), material.key)
    return found
