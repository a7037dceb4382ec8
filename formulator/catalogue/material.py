"""What is known of one material: numbers with unit, range, source and grade, and words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from formulator.catalogue.laws import Law
from formulator.catalogue.schema import VERIFIED
from formulator.chem.model import Grade
from formulator.units import Value

GRADES = {
    "read": Grade.FIT,
    "read-range": Grade.FIT,
    "computed": Grade.LAW,
    "recalled": Grade.RULE_OF_THUMB,
    "estimate": Grade.RULE_OF_THUMB,
    "user": Grade.MEASURED,
}
"""Grade that a status allows at best. A recalled value is not verified until its source was read."""


@dataclass(frozen=True, kw_only=True)
class Property:
    """One entry of a material.

    For a number, `low` and `high` are its 5-95 % range in its own unit and `law` how it is drawn; `range_is_default` when the
    source gives no range. `qualifier` is `<` or `>` where the number is only a bound, `group` and `role` name the chemical group
    of a pK_a and whether it is an acid or a base, `method` how it was measured.
    """

    value: Value | str | bool | tuple[str, ...]
    low: float | None = None
    high: float | None = None
    law: Law | None = None
    range_is_default: bool = False
    source: str = ""
    status: str = ""
    note: str = ""
    qualifier: str = ""
    group: str = ""
    role: str = ""
    method: str = ""

    @property
    def grade(self) -> Grade:
        """How far to trust it at best."""
        return GRADES.get(self.status, Grade.RULE_OF_THUMB)

    @property
    def verified(self) -> bool:
        """Whether somebody read the source or computed the value."""
        return self.status in VERIFIED

    @property
    def words(self) -> str:
        """What must be shown beside the value: `not verified`, or nothing."""
        return "not verified" if isinstance(self.value, Value) and not self.verified else ""

    def as_data(self) -> Any:
        """The entry as it stands in a TOML or project file."""
        value = self.value
        if not isinstance(value, Value):
            return list(value) if isinstance(value, tuple) else value
        found: dict[str, Any] = {"value": value.magnitude, "unit": value.unit}
        if self.low is not None and not self.range_is_default:
            found |= {"low": self.low, "high": self.high}
        for name in ("qualifier", "group", "role", "method"):
            if getattr(self, name):
                found[name] = getattr(self, name)
        found |= {"source": self.source, "status": self.status}
        if self.note:
            found["note"] = self.note
        return found


@dataclass(frozen=True, kw_only=True)
class Material:
    """A carrier, ligand, receptor, cell, drug, nucleic acid, protein, solvent, medium or product."""

    kind: str
    id: str
    name: str
    properties: Mapping[str, Property]
    synonyms: tuple[str, ...] = ()
    provenance: str = "shipped"

    def __post_init__(self) -> None:
        object.__setattr__(self, "properties", MappingProxyType(dict(self.properties)))

    @property
    def key(self) -> str:
        """`kind:id`, the name that stands in a design."""
        return f"{self.kind}:{self.id}"

    @property
    def morphologies(self) -> tuple[str, ...]:
        """Carrier classes that a polymer forms, the usual one first."""
        found = self.properties.get("morphologies")
        return found.value if found is not None and isinstance(found.value, tuple) else ()

    @property
    def receptors(self) -> Mapping[str, Property]:
        """Receptor copies on a cell, by receptor id."""
        return {name.partition(".")[2]: entry for name, entry in self.properties.items() if name.startswith("receptors.")}

    @property
    def pkas(self) -> tuple[Property, ...]:
        """Every pK_a, the first one first."""
        return tuple(entry for name, entry in self.properties.items() if re.fullmatch(r"pka(_\d)?", name))

    def number(self, name: str) -> Property | None:
        """A property that is a number."""
        found = self.properties.get(name)
        return found if found is not None and isinstance(found.value, Value) else None

    def text(self, name: str) -> str | None:
        """A property that is text."""
        found = self.properties.get(name)
        return found.value if found is not None and isinstance(found.value, str) else None

    def flag(self, name: str) -> bool:
        """A property that is yes or no; absent is no."""
        found = self.properties.get(name)
        return found is not None and found.value is True

    def under(self, other: Material) -> Material:
        """This material with what another one says laid over it."""
        return replace(
            other, properties={**self.properties, **other.properties}, synonyms=tuple(dict.fromkeys((*other.synonyms, *self.synonyms)))
        )

    def as_data(self) -> dict[str, Any]:
        """The material as plain data, for JSON and for the copy inside a project."""
        return {
            "kind": self.kind,
            "id": self.id,
            "name": self.name,
            "synonyms": list(self.synonyms),
            "provenance": self.provenance,
            "properties": {name: entry.as_data() for name, entry in self.properties.items()},
        }


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a number or formula comes from; `status` says whether it was read."""

    key: str
    text: str
    doi: str = ""
    url: str = ""
    year: int | None = None
    status: str = "recalled"
    note: str = ""

    def bibtex(self) -> str:
        """The source as a BibTeX entry; the text goes into `note`, since authors and journal are not kept apart."""
        said = {"note": self.text, "doi": self.doi, "url": self.url, "year": self.year}
        fields = ",\n".join(f"  {name} = {{{_tex(str(entry))}}}" for name, entry in said.items() if entry)
        return f"@misc{{{self.key},\n{fields}\n}}"


def _tex(text: str) -> str:
    """Text that BibTeX reads back as it is: braces would end the entry, the others are commands."""
    return re.sub(r"([%&#_$])", r"\\\1", re.sub(r"[{}\\]", "", text)) if "://" not in text else re.sub(r"[{}\\]", "", text)
