"""What goes into the batch: each component with the mass of pure, dry substance that the design asks for."""

from __future__ import annotations

from dataclasses import dataclass

from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.prediction import Prediction
from formulator.units import Value

PAYLOADS = ("drug", "nucleic_acid", "protein")


@dataclass(frozen=True, kw_only=True)
class Component:
    """One thing to weigh; `key` is its word on the bench. Mass in kg, molar mass in kg/mol; `kind` is the material's."""

    key: str
    role: str
    name: str
    mass: float
    molar_mass: float | None
    kind: str = "carrier"
    is_solid: bool = True
    is_chain: bool = False


def components(design: Design, prediction: Prediction, catalogue: Catalogue) -> tuple[Component, ...]:
    """Carrier, ligand-bearing carrier and payload with the masses that the design asks for; they sum to the batch."""
    ingredient, nodes = prediction.ingredients.get("process.polymer_mass"), prediction.nodes
    if ingredient is None or not isinstance(ingredient.value, (int, float)) or design.carrier.id not in catalogue:
        return ()
    polymer = Value(float(ingredient.value), ingredient.unit).si
    carrier = catalogue.get(str(design.carrier.id), ("carrier",)).name
    plain, bearing = nodes.get("chain_molar_mass"), nodes.get("ligand_chain_molar_mass")
    share = nodes.get("ligand.mol_percent")
    parts = []
    ligand_id = design.ligands[0].id if design.ligands else None
    of_mass = 0.0
    if share and bearing and plain and ligand_id and ligand_id in catalogue and 0 < share <= 1:
        of_mass = share * bearing / (share * bearing + (1 - share) * plain)
    if of_mass < 1:
        mass = polymer * (1 - of_mass)
        parts.append(Component(key="carrier", role="carrier", name=carrier, mass=mass, molar_mass=plain, is_chain=True))
    if of_mass > 0:
        ligand = catalogue.get(str(ligand_id), ("ligand",)).name
        name = f"{ligand}, on its tether and core block"
        parts.append(
            Component(
                key="ligand", role="ligand carrier", name=name, mass=polymer * of_mass, molar_mass=bearing, kind="ligand", is_chain=True
            )
        )
    payload_id = design.payloads[0].id if design.payloads else None
    if "feed_ratio" in nodes and payload_id and payload_id in catalogue:
        material = catalogue.get(payload_id, PAYLOADS)
        found = material.number("molar_mass")
        molar_mass = found.value.si if found is not None and isinstance(found.value, Value) else None
        mass = polymer * nodes["feed_ratio"]
        parts.append(Component(key="payload", role="payload", name=material.name, mass=mass, molar_mass=molar_mass, kind=material.kind))
    return tuple(parts)
