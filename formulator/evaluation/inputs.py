"""Turns a design into plain SI numbers once, and remembers of each where it came from and how sure it is.

Order: what the person typed, else what the catalogue says of the chosen material, else the parameter law of the field,
else it is missing, with the reason in words.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from formulator import design as designs
from formulator.catalogue import Catalogue, Material, Property
from formulator.chem.model import Grade, Number
from formulator.design import Default, Design, Field, Law
from formulator.errors import UnknownMaterialError
from formulator.evaluation.structure import from_structure, why_not
from formulator.lab import Calibration
from formulator.prediction import Ingredient
from formulator.units import Value, format_value, unit_label

GRADE_OF_STATUS = {
    "read": Grade.FIT,
    "read-range": Grade.FIT,
    "abstract": Grade.FIT,
    "computed": Grade.LAW,
    "recalled": Grade.RULE_OF_THUMB,
    "estimate": Grade.RULE_OF_THUMB,
    "user": Grade.MEASURED,
}

MATERIAL_NUMBERS: Mapping[str, tuple[str, str]] = {
    "carrier.repeat_unit_molar_mass": ("carrier", "repeat_unit_molar_mass"),
    "carrier.mass_per_nitrogen": ("carrier", "mass_per_nitrogen"),
    "carrier.hansen_dispersion": ("carrier", "hansen_dispersion"),
    "carrier.hansen_polar": ("carrier", "hansen_polar"),
    "carrier.hansen_hydrogen": ("carrier", "hansen_hydrogen"),
    "carrier.typical_diameter": ("carrier", "typical_diameter"),
    "carrier.typical_zeta": ("carrier", "typical_zeta"),
    "ligand.molar_mass": ("ligand", "molar_mass"),
    "ligand.size": ("ligand", "hydrodynamic_size"),
    "payload.molar_mass": ("payload", "molar_mass"),
    "payload.phosphates": ("payload", "phosphates"),
    "payload.net_charge": ("payload", "net_charge"),
    "payload.hydrodynamic_radius": ("payload", "hydrodynamic_radius"),
    "payload.hydrodynamic_diameter": ("payload", "hydrodynamic_diameter"),
    "payload.log_p": ("payload", "log_p"),
    "payload.log_p_crippen": ("payload", "log_p_crippen"),
    "payload.molar_volume": ("payload", "molar_volume"),
    "payload.hansen_dispersion": ("payload", "hansen_dispersion"),
    "payload.hansen_polar": ("payload", "hansen_polar"),
    "payload.hansen_hydrogen": ("payload", "hansen_hydrogen"),
    "medium.viscosity_25C": ("medium", "viscosity_25C"),
    "process.solvent_density": ("process.solvent", "density"),
    "process.solvent_viscosity": ("process.solvent", "viscosity"),
}
"""Numbers that only a material can give: name of the input -> (section that picked it, property)."""

_SITE_WORDS = {"acid": ("carboxyl", "sulfate", "phosph", "acid"), "base": ("amine", "imidazole", "guanid", "ammonium")}
_CHAIN_BLOCKS = ("PEG", "PEO", "PMPC", "MeOx", "EtOz", "HPMA", "Sar")
_SECTION_KINDS = {
    "carrier": ("carrier",),
    "ligand": ("ligand",),
    "payload": ("drug", "nucleic_acid", "protein"),
    "medium": ("medium",),
    "process.solvent": ("solvent",),
}


@dataclass(frozen=True)
class Inputs:
    """SI numbers, words, and for each its ingredient and law. `reasons` says why a name is missing."""

    numbers: dict[str, Number]
    words: dict[str, str]
    ingredients: dict[str, Ingredient]
    laws: dict[str, Law]
    reasons: dict[str, str]
    materials: dict[str, Material] = field(default_factory=dict)
    calibrations: dict[str, Calibration] = field(default_factory=dict)
    """Lab calibrations that count for this design, by the output that they move."""

    def word(self, name: str, otherwise: str = "") -> str:
        """A choice or pick, or `otherwise` when none was made."""
        return self.words.get(name, otherwise)

    def state(self, name: str) -> str:
        """typed, catalogue, default or missing."""
        found = self.ingredients.get(name)
        return found.state if found is not None else "missing"

    def reason(self, name: str) -> str:
        """Why a number is missing, in words."""
        return self.reasons.get(name, f"{label(name)} is not given.")


def label(name: str) -> str:
    """The words people know an input by."""
    row = designs.BY_PATH.get(name)
    if row is not None:
        return row.label
    section, _, rest = name.partition(".")
    return f"{section} {rest.replace('_', ' ')}" if rest else name.replace("_", " ")


class _Builder:
    def __init__(self, design: Design, catalogue: Catalogue) -> None:
        self.design = design
        self.catalogue = catalogue
        self.inputs = Inputs({}, {}, {}, {}, {})

    def build(self) -> Inputs:
        self.pick_materials()
        self.choose_morphology()
        self.kind_of_sites()
        self.kind_of_amines()
        for row in designs.FIELDS:
            if row.is_quantity:
                self.resolve(row)
            elif row.kind == "choice" and row.path != "carrier.morphology":
                entry = designs.get(self.design, row.path)
                if isinstance(entry, str):
                    self.inputs.words[row.path] = entry
        for name, (section, key) in MATERIAL_NUMBERS.items():
            self.from_material(name, section, key)
        if "payload" in self.inputs.materials:
            for name, (number, ingredient, law) in from_structure(self.inputs.materials["payload"]).items():
                self.put(name, number, ingredient, law)
            self.inputs.reasons.update(why_not(self.inputs.materials["payload"]))
        return self.inputs

    def pick_materials(self) -> None:
        for row in designs.FIELDS:
            if row.kind != "pick":
                continue
            entry = designs.get(self.design, row.path)
            slot = row.section if row.name == "id" else row.path
            if not isinstance(entry, str):
                self.inputs.reasons[row.path] = f"No {row.label.lower()} is chosen."
                continue
            try:
                material = self.catalogue.get(entry, row.material_kinds)
            except UnknownMaterialError as problem:
                self.inputs.reasons[row.path] = str(problem)
                continue
            self.inputs.materials[slot] = material
            self.inputs.words[row.path] = material.key
            if slot == "payload":
                self.inputs.words["payload.kind"] = material.kind
            if slot == "ligand":
                self.pick_receptor(material)

    def pick_receptor(self, ligand: Material) -> None:
        receptor = ligand.text("receptor")
        if receptor:
            self.inputs.words["target.receptor"] = receptor
            if f"receptor:{receptor}" in self.catalogue:
                self.inputs.materials["receptor"] = self.catalogue.get(receptor, ("receptor",))

    def kind_of_amines(self) -> None:
        """Whether the carrier has amines or the like at all, those on the inside among them: they count in buffering."""
        carrier = self.inputs.materials.get("carrier")
        words = (carrier.text("ionisable_group") or "").lower() if carrier is not None else ""
        if any(name in words for name in _SITE_WORDS["base"]):
            self.inputs.words["carrier.amines"] = "yes"

    def kind_of_sites(self) -> None:
        """acid, base or none: what faces the medium. Groups on the inside do not count."""
        carrier = self.inputs.materials.get("carrier")
        words = (carrier.text("ionisable_group") or "").lower() if carrier is not None else ""
        found = "none"
        if "inner" not in words:
            found = next((kind for kind, names in _SITE_WORDS.items() if any(name in words for name in names)), "none")
        self.inputs.words["carrier.site_kind"] = found
        block = (carrier.text("hydrophilic_block") or "none") if carrier is not None else "none"
        is_chain = any(name in block for name in _CHAIN_BLOCKS)
        self.inputs.words["carrier.corona_kind"] = "chains" if is_chain or carrier is None else "other"

    def choose_morphology(self) -> None:
        typed = designs.get(self.design, "carrier.morphology")
        carrier = self.inputs.materials.get("carrier")
        if isinstance(typed, str):
            self.inputs.words["carrier.morphology"] = typed
        elif carrier is not None and carrier.morphologies:
            self.inputs.words["carrier.morphology"] = carrier.morphologies[0]

    def resolve(self, row: Field) -> None:
        entry = designs.get(self.design, row.path)
        if isinstance(entry, Value):
            if entry.has_spread:
                self.inputs.words[f"{row.path}.spread"] = "typed"
            self.put(row.path, *_of_typed(row, entry))
            return
        found = self.from_catalogue(row)
        if found is not None:
            self.put_property(row.path, row.label, *found)
            return
        default = row.defaults.get(self.default_key(row), row.defaults.get(""))
        if default is not None:
            self.put_default(row, default)
        else:
            self.inputs.reasons[row.path] = self.why_missing(row)

    def default_key(self, row: Field) -> str:
        if row.default_by == "ligand.large":
            ligand = self.inputs.materials.get("ligand")
            return "large" if ligand is not None and ligand.flag("is_antibody") else ""
        if row.default_by == "process.solvent_used":
            return "yes" if designs.get(self.design, "process.solvent") else ""
        if row.default_by == "target.species":
            return str(designs.get(self.design, "target.species") or "mouse")
        return self.inputs.words.get(row.default_by, "")

    def from_catalogue(self, row: Field) -> tuple[Material, Property] | None:
        if row.catalogue == "receptors":
            return self.receptor_count("target.cell" if row.name == "receptors" else "target.healthy_cell")
        material = self.inputs.materials.get("receptor" if row.section == "target" else row.section)
        if material is None or not row.catalogue:
            return None
        found = material.number(row.catalogue)
        return (material, found) if found is not None else None

    def receptor_count(self, slot: str) -> tuple[Material, Property] | None:
        cell = self.inputs.materials.get(slot)
        receptor = self.inputs.words.get("target.receptor")
        if cell is None or receptor is None:
            return None
        found = self.catalogue.receptors(cell.key).get(receptor)
        return (cell, found) if found is not None else None

    def why_missing(self, row: Field) -> str:
        if row.catalogue == "receptors":
            slot = "target.cell" if row.name == "receptors" else "target.healthy_cell"
            cell, receptor = self.inputs.materials.get(slot), self.inputs.words.get("target.receptor")
            if cell is not None and receptor is not None:
                return f"The catalogue has no count of {receptor} on {cell.name}. Type one in {row.label}."
            if cell is None:
                whose = "target" if row.name == "receptors" else "spared"
                return f"No {whose} cell is chosen, and no receptors are typed for one."
        material = self.inputs.materials.get(row.section)
        if row.catalogue and material is not None:
            return f"{row.label} is not given, and the catalogue has none for {material.name}."
        return f"{row.label} is not given."

    def from_material(self, name: str, section: str, key: str) -> None:
        material = self.inputs.materials.get(section)
        if material is None:
            kinds = " or ".join(_SECTION_KINDS[section]).replace("_", " ")
            self.inputs.reasons[name] = self.inputs.reasons.get(f"{section}.id", f"No {kinds} is chosen.")
            return
        found = material.number(key)
        if found is None:
            self.inputs.reasons[name] = f"The catalogue has no {key.replace('_', ' ')} for {material.name}."
        else:
            self.put_property(name, label(name), material, found)

    def put(self, name: str, number: float, ingredient: Ingredient, law: Law) -> None:
        self.inputs.numbers[name] = number
        self.inputs.ingredients[name] = ingredient
        self.inputs.laws[name] = law

    def put_property(self, name: str, words: str, material: Material, found: Property) -> None:
        if not isinstance(found.value, Value):
            self.inputs.reasons[name] = f"The catalogue has no number for {words} of {material.name}."
            return
        self.put(name, *_of_property(name, words, found))

    def put_default(self, row: Field, default: Default) -> None:
        self.put(row.path, *_of_default(row.path, row.label, default))


Known = tuple[float, Ingredient, Law]


def _of_typed(row: Field, entry: Value) -> Known:
    """Number, ingredient and law of what a person typed; made once as long as it stands there."""
    known = _typed.get(row.path)
    if known is None or known[0] is not entry:
        law = _typed_law(entry)
        if not entry.has_spread:
            # The whole of something, typed as such, has no room to scatter.
            law = ("fixed",) if entry.si == row.domain[1] else law_si(row.spread, row.units[0])
        ingredient = Ingredient(
            path=row.path,
            label=row.label,
            value=entry.magnitude,
            unit=entry.unit,
            state="typed",
            source="",
            status="user",
            grade=Grade.MEASURED,
            spread=format_value(Value(entry.magnitude, "", None, entry.sd, entry.law)) if entry.has_spread else "",
        )
        known = _typed[row.path] = entry, (entry.si, ingredient, law)
    return known[1]


_typed: dict[str, tuple[Value, Known]] = {}
"""The last value met in each field."""


def _of_property(name: str, words: str, found: Property) -> Known:
    """The same of what the catalogue says."""
    known = _said.get((name, words))
    if known is None or known[0] is not found:
        value = cast(Value, found.value)
        ingredient = Ingredient(
            path=name,
            label=words,
            value=value.magnitude,
            unit=value.unit,
            state="catalogue",
            source=found.source,
            status=found.status,
            grade=found.grade,
        )
        known = _said[name, words] = found, (value.si, ingredient, law_si(found.law, value.unit) if found.law else ("fixed",))
    return known[1]


_said: dict[tuple[str, str], tuple[Property, Known]] = {}
"""The last property met in each place."""


@functools.cache
def _of_default(path: str, label: str, default: Default) -> Known:
    """Number, ingredient and law of what counts where nobody says anything."""
    value = Value(default.value, default.unit)
    grade = Grade.MEASURED if default.law == ("fixed",) and default.status == "computed" else GRADE_OF_STATUS[default.status]
    ingredient = Ingredient(
        path=path,
        label=label,
        value=default.value,
        unit=default.unit,
        state="default",
        source=default.source,
        status=default.status,
        grade=grade,
    )
    return value.si, ingredient, law_si(default.law, default.unit)


def _slope(unit: str) -> float:
    """SI size of a difference of one unit."""
    return Value(2.0, unit).si - Value(1.0, unit).si


def _typed_law(value: Value) -> Law:
    """The law of a typed spread, in SI."""
    if value.law is None:
        return ("normal", (value.sd or 0.0) * _slope(value.unit))
    name, *numbers = value.law
    return (name, math.log(numbers[0])) if name == "lognormal" else law_si(value.law, value.unit)


def law_si(law: Law, unit: str) -> Law:
    """A law of numbers in a unit as one of numbers in SI."""
    name, *spread = law
    if name == "normal":
        return (name, spread[0] * _slope(unit))
    if name in ("uniform", "loguniform", "triangular"):
        return (name, *(Value(end, unit).si for end in spread))
    return law


def to_inputs(design: Design, catalogue: Catalogue) -> Inputs:
    """Every number the pipeline may ask for, in SI, with its origin and law."""
    return _Builder(design, catalogue).build()


def shown(ingredient: Ingredient) -> str:
    """An ingredient's value with its unit, for messages."""
    return f"{ingredient.value:g} {unit_label(ingredient.unit)}".strip() if isinstance(ingredient.value, float) else str(ingredient.value)
