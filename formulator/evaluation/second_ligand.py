"""A second kind of ligand: its numbers, and binding by both kinds at once beside that by the first alone.

Every other answer stays that of the first ligand. The sum over two kinds takes a millisecond a design, too long for curves and for all
draws: binding by both is given for point values, and its interval comes from fewer draws.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from formulator.catalogue import Catalogue
from formulator.chem import binding as models
from formulator.chem import ligands, mixed_binding
from formulator.chem.elementary import larger
from formulator.chem.model import Grade
from formulator.design import BY_PATH, Design
from formulator.evaluation.chain import Chain
from formulator.evaluation.chains import has_corona
from formulator.evaluation.inputs import Inputs, to_inputs
from formulator.evaluation.populations import POINTS_ONLY
from formulator.prediction import Flag
from formulator.units import kind

SECOND = "ligand.2"
OUTPUTS = ("targeting.occupancy_both", "targeting.selectivity_both")
COUNTS = {"target.receptors": "target.other_receptors", "target.healthy_receptors": "target.other_healthy_receptors"}
FEW_DRAWS = 256
"""Draws behind the interval of two ligands: half a second of work, and ends good to a tenth of the interval."""
SIDES = {"target": ("receptor_density", "other_receptors"), "healthy": ("healthy_receptor_density", "other_healthy_receptors")}


def add(inputs: Inputs, design: Design, catalogue: Catalogue) -> None:
    """Put the numbers of a second ligand among the inputs, as `ligand.2.…`, and the receptors that it finds."""
    if len(design.ligands) < 2 or design.ligands[1].id is None:
        return
    second = design.ligands[1]
    target = design.target
    other = dataclasses.replace(target, receptors=target.other_receptors, healthy_receptors=target.other_healthy_receptors)
    found = to_inputs(dataclasses.replace(design, ligands=(second,), target=other), catalogue)
    names = {name: SECOND + name.removeprefix("ligand") for name in (*found.numbers, *found.reasons) if name.startswith("ligand.")}
    if found.word("target.receptor") != inputs.word("target.receptor"):
        names.update(COUNTS)
    for name, own in names.items():
        if name in found.numbers:
            ingredient = found.ingredients[name]
            inputs.numbers[own], inputs.laws[own] = found.numbers[name], found.laws[name]
            inputs.ingredients[own] = dataclasses.replace(ingredient, path=own, label=f"{ingredient.label}, 2nd ligand")
        elif name in found.reasons:
            reason = found.reasons[name]
            if name in COUNTS:
                reason = reason.replace(f"in {BY_PATH[name].label}.", f"in {BY_PATH[own].label}.")
            inputs.reasons[own] = f"2nd ligand: {reason}"
    if COUNTS.keys().isdisjoint(names):
        # Both ligands look for one receptor: the model takes its density twice, and the same one in every draw.
        inputs.words[f"{SECOND}.shares_receptor"] = "yes"
        for name, own in COUNTS.items():
            if name in inputs.numbers:
                inputs.numbers[own], inputs.laws[own] = inputs.numbers[name], inputs.laws[name]
                inputs.ingredients[own] = inputs.ingredients[name]
    if "ligand.id" in found.words:
        inputs.words[f"{SECOND}.id"] = found.words["ligand.id"]


def _count(chain: Chain) -> None:
    """Second ligands per particle, from the way in which their density was given."""
    density = chain.inputs.ingredients.get(f"{SECOND}.density")
    said = kind(density.unit) if density is not None else ""
    name = "other_ligands"
    if not said:
        chain.miss(name, chain.reason(f"{SECOND}.density"))
    elif said == kind("mol%"):
        chain.derive(name, lambda x, n: x * n, x=f"{SECOND}.density", n="aggregation_number")
    elif said == kind("wt%"):
        chain.miss(name, "The density of the second ligand is counted in mol%, per particle or per area, not in wt%.")
    elif said == kind("1/particle"):
        chain.alias(name, f"{SECOND}.density")
    else:
        chain.derive(name, lambda g, a, s: g * a / s, g=f"{SECOND}.density", a="core_area", s="other_outer_share")


def _working(chain: Chain) -> None:
    """Second ligands that work, and the layer without the chains of either kind that do."""
    typed = chain.inputs.state(f"{SECOND}.surface_fraction") == "typed" or "outer_share" not in chain
    chain.alias("other_outer_share", f"{SECOND}.surface_fraction" if typed else "outer_share")
    _count(chain)
    chain.put(
        "other_active",
        ligands.active_ligands,
        ligands="other_ligands",
        coupling_yield=f"{SECOND}.coupling_yield",
        surface_fraction="other_outer_share",
        orientation=f"{SECOND}.orientation",
        unmasked=1.0,
    )
    chain.alias("other_tether_molar_mass", f"{SECOND}.tether_molar_mass", "tether_molar_mass")
    if has_corona(chain):
        chain.derive("inert_beside_both", lambda g, n, a: larger(g - n / a, 0.0), g="inert_density", n="other_active", a="core_area")
    else:
        chain.alias("inert_beside_both", "inert_density")


def _bound(chain: Chain, side: str) -> None:
    """Share of the places of one cell that hold a particle by either kind of ligand or both."""
    density, other = SIDES[side]
    if f"{SECOND}.shares_receptor" in chain.inputs.words:
        chain.alias(f"{other}_density", density)
    else:
        chain.derive(f"{other}_density", lambda n, a: n / a, n=f"target.{other}", a="target.cell_area")
    chain.put(
        f"ideal_log_binding_both_{side}",
        mixed_binding.log_binding_constant_two_ligands,
        core_radius="core_radius",
        brush_molar_mass="brush_molar_mass",
        brush_density="inert_beside_both",
        brush_height="brush_height",
        extra_bond_cost="ligand.extra_bond_cost",
        ligands="ligand.active",
        tether_molar_mass="tether_molar_mass",
        dissociation_constant="ligand.dissociation_constant",
        receptor_density=density,
        other_ligands="other_active",
        other_tether_molar_mass="other_tether_molar_mass",
        other_dissociation_constant=f"{SECOND}.dissociation_constant",
        other_receptor_density=f"{other}_density",
    )
    parts = {"k": f"ideal_log_binding_both_{side}", "a": "place_shift", "e": "model.binding_discrepancy"}
    chain.derive(f"log_binding_both_{side}", lambda k, a, e: k + a + e, **parts)
    name = OUTPUTS[0] if side == "target" else "occupancy_both_healthy"
    chain.put(name, models.occupancy, concentration="target.concentration", log_binding_constant=f"log_binding_both_{side}")


def _ratio(t: Any, h: Any) -> Any:
    if isinstance(h, float):
        return t / h if h > 0 else float("inf")
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(t / h)


def build(chain: Chain) -> None:
    """Binding by both kinds of ligand, where a second one is chosen."""
    if f"{SECOND}.id" not in chain.inputs.words or not chain.thorough:
        reason = "No second ligand is chosen." if f"{SECOND}.id" not in chain.inputs.words else POINTS_ONLY
        for path in OUTPUTS:
            chain.miss(path, reason)
        return
    _working(chain)
    for side in SIDES:
        _bound(chain, side)
    chain.derive(OUTPUTS[1], _ratio, t=OUTPUTS[0], h="occupancy_both_healthy")
    text = f"Slow: its interval comes from {FEW_DRAWS} draws at most. In buffer; the mass of the second ligand is not counted."
    for path in OUTPUTS:
        chain.lower(path, Grade.RULE_OF_THUMB)
        chain.flag(path, Flag(id="both-ligands", severity="info", path=f"{SECOND}.id", text=text))
