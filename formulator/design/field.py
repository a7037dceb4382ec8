"""What a design field is: label, units, where its value comes from when nobody typed one, and how sure that value is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

Law = tuple[str, *tuple[float, ...]]
"""How a number may differ from the one given: ("normal", sd), ("lognormal", ln_sd), ("logitnormal", sd),
("uniform", low, high), ("loguniform", low, high) in the field's first unit, or ("fixed",)."""

MORPHOLOGIES = ("micelle", "polymersome", "solid_particle", "nanogel", "polyplex", "dendrimer")
MORPHOLOGY_LABELS = {
    "micelle": "micelle",
    "polymersome": "polymersome",
    "solid_particle": "solid particle",
    "nanogel": "nanogel",
    "polyplex": "polyplex",
    "dendrimer": "dendrimer",
}


@dataclass(frozen=True, kw_only=True)
class Default:
    """The value of a field that nobody typed and no material knows: a parameter law with its source."""

    value: float
    unit: str
    law: Law
    source: str
    status: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing a person may give. Panels, the command line, the schema and the file format are built from these."""

    path: str
    label: str
    about: str
    kind: str = "quantity"
    units: tuple[str, ...] = ()
    material_kinds: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    catalogue: str = ""
    defaults: Mapping[str, Default] = field(default_factory=dict)
    default_by: str = ""
    hint: tuple[float, float] | None = None
    domain: tuple[float, float] = (0.0, math.inf)
    slider: tuple[float, float, str] | None = None
    morphologies: tuple[str, ...] = ()
    payload_kinds: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    is_ratio: bool = False
    advanced: bool = False
    spread: Law = ("fixed",)
    synonyms: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        """The first word of the path: carrier, ligand, payload, process, medium or target."""
        return self.path.partition(".")[0]

    @property
    def name(self) -> str:
        """The attribute of the section's record."""
        return self.path.rpartition(".")[2]

    @property
    def is_quantity(self) -> bool:
        """True for a number with a unit, false for a pick or a choice."""
        return self.kind == "quantity"

    @property
    def is_asked_for(self) -> bool:
        """True for a field that only a choice elsewhere brings up; without that choice it is not shown at all."""
        return bool(self.methods or self.triggers)

    def applies(self, morphology: str | None, payload_kind: str | None, method: str | None, trigger: str | None = None) -> bool:
        """Whether the field means anything for this class, payload kind, method and trigger; an unknown class or kind means yes."""
        carrier_fits = not self.morphologies or morphology is None or morphology in self.morphologies
        payload_fits = not self.payload_kinds or payload_kind is None or payload_kind in self.payload_kinds
        asked_for = (not self.methods or method in self.methods) and (not self.triggers or trigger in self.triggers)
        return carrier_fits and payload_fits and asked_for
