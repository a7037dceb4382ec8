"""What may be said of each kind of material: which properties are numbers, in which unit, how uncertain, and which are words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formulator.catalogue.laws import EXACT, Spread, factor, shift


@dataclass(frozen=True)
class Rule:
    """A numeric property: units of the kinds that it accepts, and its spread without a range."""

    units: tuple[str, ...]
    spread: Spread


def number(units: str, spread: Spread) -> Rule:
    """A rule; several units of different kinds are separated by a bar."""
    return Rule(tuple(units.split("|")), spread)


FILES: Mapping[str, str] = {
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
KINDS = tuple(FILES.values())

STATUSES = ("read", "read-range", "computed", "recalled", "estimate", "user")
VERIFIED = ("read", "read-range", "computed", "user")

_MASS = factor(0.01, 0.03)
_PKA = number("", shift(0.3))
_RATE = factor(0.7, 1.2, is_floor=True)
RECEPTORS = number("1/cell", factor(0.5, 0.8, is_floor=True))
"""Copies of a receptor on a cell, `receptors.ID`."""


def _hansen(dispersion: float, polar: float, hydrogen: float) -> dict[str, Rule]:
    spreads = {"hansen_dispersion": dispersion, "hansen_polar": polar, "hansen_hydrogen": hydrogen}
    return {name: number("MPa^0.5", shift(sd)) for name, sd in spreads.items()}


NUMBERS: Mapping[str, Mapping[str, Rule]] = {
    "carrier": {
        "corona_molar_mass": number("kg/mol", factor(0.05, 0.1)),
        "core_molar_mass": number("kg/mol", factor(0.05, 0.1)),
        "repeat_unit_molar_mass": number("g/mol", EXACT),
        "repeat_unit_volume": number("cm^3/mol", factor(0.03, 0.05)),
        "mass_per_nitrogen": number("g/mol", Spread(("fixed",), ("lognormal", 0.1))),
        "core_density": number("g/cm^3", factor(0.02, 0.05)),
        "core_glass_transition": number("degC", shift(3.0, 8.0)),
        "core_melting_point": number("degC", shift(3.0, 8.0)),
        "cmc": number("mg/L", factor(0.7, 1.2)),
        "cmc_temperature": number("degC", shift(0.5)),
        "typical_diameter": number("nm", factor(0.35, 0.5)),
        "typical_zeta": number("mV", shift(10.0)),
        "toxic_concentration": number("mg/L", factor(0.7, 1.0)),
        "pka": _PKA,
        "pka_2": _PKA,
        "isoelectric_point": number("pH", shift(0.3, 0.5)),
        **_hansen(0.7, 1.5, 1.5),
    },
    "ligand": {
        "molar_mass": number("g/mol", _MASS),
        "hydrodynamic_size": number("nm", factor(0.1, 0.2)),
        "dissociation_constant": number("mol/L", factor(0.7, 1.2, is_floor=True)),
        "k_on": number("L/mol/s", _RATE),
        "k_off": number("1/s", _RATE),
    },
    "receptor": {
        "molar_mass": number("kg/mol", factor(0.05, 0.1)),
        "k_internalisation": number("1/s", _RATE),
        "soluble_concentration": number("mol/L", factor(0.5, 0.8)),
        "competitor_concentration": number("mol/L", factor(0.5, 0.8)),
        "competitor_dissociation_constant": number("mol/L", factor(0.7, 1.2, is_floor=True)),
    },
    "cell": {},
    "drug": {
        "molar_mass": number("g/mol", EXACT),
        "log_p": number("", shift(0.3, 0.6)),
        "log_p_crippen": number("", shift(0.7)),
        "tpsa": number("angstrom^2", EXACT),
        "hbd": number("", EXACT),
        "hba": number("", EXACT),
        **dict.fromkeys(("pka", "pka_2", "pka_3", "pka_4"), _PKA),
        "melting_point": number("degC", shift(3.0, 8.0)),
        "melting_point_open": number("degC", shift(3.0, 8.0)),
        "salt_melting_point": number("degC", shift(3.0, 8.0)),
        "fusion_enthalpy": number("kJ/mol", factor(0.1, 0.2)),
        "aqueous_solubility": number("mg/L", factor(0.7, 1.4)),
        "density": number("g/cm^3", factor(0.02, 0.05)),
        "molar_volume": number("cm^3/mol", factor(0.03, 0.1)),
        "plasma_half_life": number("h", factor(0.3, 0.5)),
        **_hansen(1.0, 3.2, 2.4),
    },
    "nucleic_acid": {
        "length": number("nt|bp", EXACT),
        "molar_mass": number("g/mol", factor(0.005, 0.03)),
        "charge": number("e", EXACT),
        "phosphates": number("", EXACT),
        "hydrodynamic_diameter": number("nm", factor(0.1, 0.25)),
        "contour_length": number("nm", factor(0.03, 0.1)),
        "persistence_length": number("nm", factor(0.1, 0.3)),
    },
    "protein": {
        "molar_mass": number("g/mol", _MASS),
        "isoelectric_point": number("pH", shift(0.3, 0.5)),
        "net_charge": number("e", shift(1.5, 3.0)),
        "hydrodynamic_radius": number("nm", factor(0.05, 0.15)),
    },
    "solvent": {
        "density": number("g/cm^3", factor(0.003, 0.01)),
        "viscosity": number("mPa*s", factor(0.02, 0.1)),
        "boiling_point": number("degC", shift(1.0, 2.0)),
        "water_solubility": number("g/L", factor(0.1, 0.3)),
        "ich_limit": number("ppm", EXACT),
        "permittivity": number("", factor(0.02, 0.05)),
        **_hansen(0.3, 0.5, 0.5),
    },
    "medium": {
        "ph": number("pH", shift(0.05, 0.1)),
        "ionic_strength": number("mM", factor(0.05, 0.2)),
        "debye_length": number("nm", factor(0.025, 0.1)),
        "viscosity_25C": number("mPa*s", factor(0.01, 0.05)),
        "viscosity_37C": number("mPa*s", factor(0.01, 0.05)),
        "osmolality": number("mOsm/kg", factor(0.03, 0.1)),
    },
    "product": {
        "size": number("nm", factor(0.1, 0.25)),
        "zeta": number("mV", shift(5.0, 10.0)),
    },
}

_EVERYWHERE = ("note", "confidence")
_WORDS = {
    "carrier": """class_text morphologies not_modelled model_note hydrophilic_block core_block ionisable_group charge_sign trigger
        clinical_status mass_per_nitrogen_note""",
    "ligand": """receptor class_text is_antibody sequence sequence_note dissociation_kind dissociation_method conjugation tether_note""",
    "receptor": "uniprot internalisation_note recycling_note healthy_tissue competitor competitor_note",
    "cell": "tissue kind",
    "drug": """class_text smiles inchikey formula identity_note log_p_kind pka_note solubility_note typical_dose is_salt""",
    "nucleic_acid": "strands backbone sequence",
    "protein": "uniprot sequence",
    "solvent": "cas miscible ich_class",
    "medium": "",
    "product": """targeting ligand receptor payload vehicle loading_text indication highest_phase nct status_note""",
}
WORDS: Mapping[str, frozenset[str]] = {kind: frozenset((*_EVERYWHERE, *names.split())) for kind, names in _WORDS.items()}
"""Properties that are words, lists of words, or yes and no."""
FLAGS = frozenset(("is_antibody", "is_salt", "miscible"))
LISTS = frozenset(("morphologies",))
MORPHOLOGIES = ("micelle", "polymersome", "solid_particle", "nanogel", "polyplex", "dendrimer")
"""Carrier classes that the models know."""


def rule(kind: str, name: str) -> Rule | None:
    """The rule of a numeric property, or None when this kind of material has no such number."""
    if name.startswith("receptors."):
        return RECEPTORS if kind == "cell" else None
    return NUMBERS[kind].get(name)


def known(kind: str) -> tuple[str, ...]:
    """Every property of a kind, for suggestions."""
    return (*NUMBERS[kind], *sorted(WORDS[kind]))
