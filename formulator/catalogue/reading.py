"""Reads catalogue tables and refuses, all at once, what lacks a unit, a source, a status or sense."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from formulator.catalogue.laws import default_law, law_of_range, limits
from formulator.catalogue.material import GRADES, Material, Property, Source
from formulator.errors import UnitError
from formulator.units import Value, kind

KINDS = {
    "carriers": "carrier",
    "ligands": "ligand",
    "receptors": "receptor",
    "cells": "cell",
    "drugs": "drug",
    "nucleic_acids": "nucleic_acid",
    "proteins": "protein",
    "solvents": "solvent",
    "media": "medium",
    "clinical": "product",
}
"""Kind of the materials in each shipped table, by file name."""

DIMENSIONS = {
    "corona_molar_mass": "kg/mol", "core_molar_mass": "kg/mol", "repeat_unit_molar_mass": "kg/mol", "repeat_unit_volume": "cm^3/mol",
    "core_density": "g/cm^3", "core_glass_transition": "K", "core_melting_point": "K", "hansen_dispersion": "MPa^0.5",
    "hansen_polar": "MPa^0.5", "hansen_hydrogen": "MPa^0.5", "pka": "", "pka_2": "", "pka_3": "", "cmc": "mg/L",
    "typical_diameter": "nm", "typical_zeta": "mV", "mass_per_nitrogen": "g/mol", "molar_mass": "g/mol", "hydrodynamic_size": "nm",
    "dissociation_constant": "nM", "k_on": "L/mol/s", "k_off": "1/s", "k_internalisation": "1/s", "log_p": "", "log_p_crippen": "",
    "tpsa": "angstrom^2", "hbd": "", "hba": "", "melting_point": "K", "fusion_enthalpy": "J/mol", "aqueous_solubility": "mg/L",
    "density": "g/cm^3", "molar_volume": "cm^3/mol", "plasma_half_life": "h", "length": "", "charge": "", "phosphates": "",
    "hydrodynamic_diameter": "nm", "contour_length": "nm", "persistence_length": "nm", "isoelectric_point": "pH", "net_charge": "",
    "hydrodynamic_radius": "nm", "viscosity": "mPa*s", "boiling_point": "K", "ich_limit": "ppm", "permittivity": "", "ph": "pH",
    "ionic_strength": "mM", "viscosity_25C": "mPa*s", "viscosity_37C": "mPa*s", "osmolality": "mOsm/kg", "size": "nm", "zeta": "mV",
}  # fmt: skip
"""What each numeric property measures, by one unit of its kind."""

WORDS = {
    "name", "synonyms", "class_text", "morphologies", "not_modelled", "hydrophilic_block", "core_block", "ionisable_group",
    "charge_sign", "trigger", "clinical_status", "confidence", "isoelectric_note", "receptor", "is_antibody", "sequence", "sequence_note",
    "conjugation", "tether_note", "dissociation_kind", "dissociation_method", "uniprot", "internalisation_note", "recycling_note",
    "healthy_tissue", "tissue", "kind", "smiles", "inchikey", "formula", "log_p_kind", "pka_text", "typical_dose",
    "solubility_qualifier", "solubility_note", "note", "strands", "cas", "miscibility", "ich_class", "serum", "targeting", "ligand",
    "payload", "vehicle", "loading", "indication", "highest_phase", "nct", "status_note", "source", "size_text", "material_kind",
}  # fmt: skip
"""Properties that are words, lists of words, or yes and no."""

_NUMBER_KEYS = {"value", "unit", "low", "high", "source", "status", "note"}


class Reader:
    """Collects materials and, beside them, every problem as (file, key, reason)."""

    def __init__(self, file: str, sources: Mapping[str, Source] | None = None) -> None:
        self.file = file
        self.sources = sources
        self.problems: list[tuple[str, str, str]] = []

    def problem(self, key: str, reason: str) -> None:
        """Note one problem and go on."""
        self.problems.append((self.file, key, reason))

    def tables(self, text: str) -> Mapping[str, Any]:
        """The tables of a TOML text; an empty mapping when it is no TOML."""
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as trouble:
            self.problem("", f"is not TOML: {trouble}.")
            return {}

    def materials(self, text: str, kind_of_all: str | None, provenance: str) -> Iterator[Material]:
        """Every material of one file. A user file names the kind in each table as `material_kind`."""
        for id_, table in self.tables(text).items():
            if not isinstance(table, dict):
                self.problem(id_, "stands outside a table; each material is a table `[id]`.")
                continue
            found = self.material(id_, table, kind_of_all, provenance)
            if found is not None:
                yield found

    def material(self, id_: str, table: Mapping[str, Any], kind_of_all: str | None, provenance: str) -> Material | None:
        """One material, or None when it cannot be told what it is."""
        what = kind_of_all or table.get("material_kind")
        if what not in KINDS.values():
            self.problem(id_, f"needs material_kind, one of: {', '.join(sorted(KINDS.values()))}.")
            return None
        name = table.get("name")
        if not isinstance(name, str) or not name.strip():
            self.problem(f"{id_}.name", "is missing; every material has a name.")
            return None
        properties: dict[str, Property] = {}
        for key, entry in self.flattened(table):
            found = self.entry(f"{id_}.{key}", key, entry, provenance)
            if found is not None:
                properties[key] = found
        synonyms = tuple(str(word) for word in table.get("synonyms", ()))
        return Material(kind=what, id=id_, name=name, properties=properties, synonyms=synonyms, provenance=provenance)

    @staticmethod
    def flattened(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Entries of a table with receptor counts as `receptors.NAME`; name and synonyms are no properties."""
        for key, entry in table.items():
            if key == "receptors" and isinstance(entry, dict):
                yield from ((f"receptors.{receptor}", count) for receptor, count in entry.items())
            elif key not in ("name", "synonyms", "material_kind"):
                yield key, entry

    def entry(self, where: str, key: str, entry: Any, provenance: str) -> Property | None:
        """One property, refused with a reason where it says too little."""
        if key in WORDS or key.endswith("_text"):
            if isinstance(entry, list):
                return Property(value=tuple(str(word) for word in entry))
            if isinstance(entry, (str, bool)):
                return Property(value=entry)
            self.problem(where, f"is {entry!r}; text is expected.")
            return None
        wanted = "1/cell" if key.startswith("receptors.") else DIMENSIONS.get(key)
        if wanted is None:
            self.problem(where, "is not a property that is known here.")
            return None
        if not isinstance(entry, dict):
            self.problem(where, f"is {entry!r}; a number needs value, unit, source and status.")
            return None
        return self.number(where, key, entry, wanted, provenance)

    def number(self, where: str, key: str, entry: Mapping[str, Any], wanted: str, provenance: str) -> Property | None:
        """A number with unit, source and status."""
        missing = [name for name in ("value", "unit", "source", "status") if name not in entry]
        if provenance == "user":
            missing = [name for name in missing if name not in ("source", "status")]
        if missing:
            self.problem(where, f"lacks {' and '.join(missing)}.")
            return None
        extra = sorted(set(entry) - _NUMBER_KEYS)
        if extra:
            self.problem(where, f"has {', '.join(extra)}, which no number has.")
        value = self.value(where, entry["value"], entry["unit"], wanted)
        if value is None:
            return None
        status, source = str(entry.get("status", "user")), str(entry.get("source", ""))
        if status not in GRADES:
            self.problem(where, f"has the status '{status}'; it is one of: {', '.join(GRADES)}.")
        if self.sources is not None and source not in self.sources:
            self.problem(where, f"names the source '{source}', which stands in no source file.")
        low, high = entry.get("low"), entry.get("high")
        verified = status not in ("recalled", "estimate")
        if low is None and high is None:
            law = default_law(key, value, verified)
            ends = limits(value, law)
            return Property(value=value, law=law, low=ends and ends[0], high=ends and ends[1], range_is_default=True, source=source,
                            status=status, note=str(entry.get("note", "")))  # fmt: skip
        if not (_is_number(low) and _is_number(high) and low <= value.magnitude <= high):
            self.problem(where, f"has the range {low} to {high}, which does not hold its value {value.magnitude:g}.")
            return None
        law = law_of_range(value, float(low), float(high))
        return Property(
            value=value, law=law, low=float(low), high=float(high), source=source, status=status, note=str(entry.get("note", ""))
        )

    def value(self, where: str, magnitude: Any, unit: Any, wanted: str) -> Value | None:
        """Magnitude and unit as a Value of the wanted kind."""
        if not _is_number(magnitude):
            self.problem(where, f"has the value {magnitude!r}; a finite number is expected.")
            return None
        try:
            value = Value(float(magnitude), str(unit))
            if kind(value.unit) != kind(wanted):
                self.problem(where, f"is in {unit or 'no unit'}; {wanted or 'a plain number'} is expected.")
                return None
        except UnitError as trouble:
            self.problem(where, str(trouble))
            return None
        return value

    def read_sources(self, text: str) -> Iterator[Source]:
        """Every source of one file."""
        for key, table in self.tables(text).items():
            if not isinstance(table, dict) or not isinstance(table.get("text"), str):
                self.problem(key, "needs a text that says what the source is.")
                continue
            year = table.get("year")
            yield Source(key=key, text=table["text"], doi=str(table.get("doi", "")), url=str(table.get("url", "")),
                         year=year if isinstance(year, int) else None, status=str(table.get("status", "recalled")), note=str(table.get("note", "")))  # fmt: skip


def _is_number(entry: Any) -> bool:
    return isinstance(entry, (int, float)) and not isinstance(entry, bool) and math.isfinite(entry)
