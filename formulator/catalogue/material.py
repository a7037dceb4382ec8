"""What is known of one material: numbers with unit, range, source and grade, and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
UNVERIFIED = ("recalled", "estimate")


@dataclass(frozen=True, kw_only=True)
class Property:
    """One entry of a material. For a number, `low` and `high` are its 5-95 % range in its own unit and `law` how it is drawn."""

    value: Value | str | bool | tuple[str, ...]
    low: float | None = None
    high: float | None = None
    law: tuple[str, *tuple[float, ...]] | None = None
    range_is_default: bool = False
    source: str = ""
    status: str = ""
    note: str = ""

    @property
    def grade(self) -> Grade:
        """How far to trust it at best."""
        return GRADES.get(self.status, Grade.RULE_OF_THUMB)

    @property
    def verified(self) -> bool:
        """Whether somebody read the source or computed the value."""
        return self.status not in UNVERIFIED

    @property
    def words(self) -> str:
        """What must be shown beside the value: `not verified`, or nothing."""
        return "not verified" if isinstance(self.value, Value) and not self.verified else ""

    def as_data(self) -> Any:
        """The entry as it stands in a TOML or project file."""
        value = self.value
        if not isinstance(value, Value):
            return list(value) if isinstance(value, tuple) else value
        found: dict[str, Any] = {"value": value.magnitude, "unit": value.unit, "source": self.source, "status": self.status}
        if self.low is not None and not self.range_is_default:
            found |= {"low": self.low, "high": self.high}
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

    @property
    def key(self) -> str:
        """`kind:id`, the name that stands in a design."""
        return f"{self.kind}:{self.id}"

    @property
    def morphologies(self) -> tuple[str, ...]:
        """Carrier classes that a polymer forms, the usual one first."""
        found = self.properties.get("morphologies")
        return found.value if found is not None and isinstance(found.value, tuple) else ()

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
        fields = [f"  note = {{{self.text}}}"]
        if self.doi:
            fields.append(f"  doi = {{{self.doi}}}")
        if self.url:
            fields.append(f"  url = {{{self.url}}}")
        if self.year is not None:
            fields.append(f"  year = {{{self.year}}}")
        return f"@misc{{{self.key},\n" + ",\n".join(fields) + "\n}"
