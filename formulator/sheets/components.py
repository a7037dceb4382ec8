"""What goes into the batch: each component with its theoretical mass, before assay and water are taken into account."""

from __future__ import annotations

from dataclasses import dataclass

from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.prediction import Prediction
from formulator.units import Value


@dataclass(frozen=True, kw_only=True)
class Component:
    """One thing to weigh; mass in kg, molar mass in kg/mol."""

    role: str
    name: str
    mass: float
    molar_mass: float | None
    is_solid: bool = True
    is_chain: bool = False


def components(design: Design, prediction: Prediction, catalogue: Catalogue) -> tuple[Component, ...]:
    """Carrier, ligand-bearing carrier and payload with the masses that the design asks for; they sum to the batch."""
    ingredient, nodes = prediction.ingredients.get("process.polymer_mass"), prediction.nodes
    if ingredient is None or not isinstance(ingredient.value, float) or design.carrier.id is None or design.carrier.id not in catalogue:
        return ()
    batch = Value(ingredient.value, ingredient.unit).si
    carrier = catalogue.get(design.carrier.id, ("carrier",)).name
    plain, bearing = nodes.get("chain_molar_mass"), nodes.get("ligand_chain_molar_mass")
    share = nodes.get("ligand.mol_percent")
    parts = []
    ligand_id = design.ligands[0].id if design.ligands else None
    if share and bearing and plain and ligand_id and ligand_id in catalogue and 0 < share <= 1:
        of_mass = share * bearing / (share * bearing + (1 - share) * plain)
        ligand = catalogue.get(ligand_id, ("ligand",)).name
        parts.append(Component(role="carrier", name=carrier, mass=batch * (1 - of_mass), molar_mass=plain, is_chain=True))
        parts.append(
            Component(
                role="ligand carrier",
                name=f"{ligand}, on its tether and core block",
                mass=batch * of_mass,
                molar_mass=bearing,
                is_chain=True,
            )
        )
    else:
        parts.append(Component(role="carrier", name=carrier, mass=batch, molar_mass=plain, is_chain=True))
    payload_id = design.payloads[0].id if design.payloads else None
    if "feed_ratio" in nodes and payload_id and payload_id in catalogue:
        material = catalogue.get(payload_id, ("drug", "nucleic_acid", "protein"))
        found = material.number("molar_mass")
        molar_mass = found.value.si if found is not None and isinstance(found.value, Value) else None
        parts.append(Component(role="payload", name=material.name, mass=batch * nodes["feed_ratio"], molar_mass=molar_mass))
    return tuple(parts)
