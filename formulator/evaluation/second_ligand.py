"""A second kind of ligand: its numbers, binding by both kinds at once beside that by the first alone, and what both bring to a tumour.

Every other answer stays that of the first ligand. The sum over two kinds takes a millisecond a design, too long for all draws: answers
of both come with an interval from fewer draws, and along curves only where somebody asks for them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np

from formulator.catalogue import Catalogue
from formulator.chem import binding as models
from formulator.chem import competition, constants, delivery, ligands, mixed_binding
from formulator.chem.elementary import larger, smaller
from formulator.chem.model import Grade
from formulator.chem.numeric import is_plain
from formulator.design import BY_PATH, Design
from formulator.evaluation import filling
from formulator.evaluation.chain import Chain, Word
from formulator.evaluation.chains import has_corona
from formulator.evaluation.inputs import Inputs, to_inputs
from formulator.prediction import Flag
from formulator.units import kind

SECOND = "ligand.2"
SHARED = f"{SECOND}.shares_receptor"
"""The word that stands where both ligands look for one receptor."""
BOUND = ("targeting.occupancy_both", "targeting.selectivity_both", "targeting.occupancy_both_serum")
DELIVERED = {
    "targeting.delivered_both": delivery.tumour_dose_fraction,
    "targeting.delivered_average_both": delivery.tumour_dose_fraction_average,
    "targeting.efficiency_both": delivery.internalised_dose_fraction,
}
GAIN = "targeting.gain_both"
OUTPUTS = (*BOUND, *DELIVERED, GAIN)
COUNTS = {"target.receptors": "target.other_receptors", "target.healthy_receptors": "target.other_healthy_receptors"}
NOT_ON_DRAWS = "Too slow for all draws."
FEW_DRAWS = 256
"""Draws behind the interval of two ligands: half a second of work, and ends good to a tenth of the interval."""
SIDES = {
    "target": (BOUND[0], "receptor_density", "target.other_receptors", "ligand.active", "other_active"),
    "healthy": ("occupancy_both_healthy", "healthy_receptor_density", "target.other_healthy_receptors", "ligand.active", "other_active"),
    "serum": (BOUND[2], "receptor_density_in_serum", "target.other_receptors", "active_in_serum", "other_active_in_serum"),
}
"""Cell and surroundings: what is answered, receptors of the first kind per area and of the second per cell, ligands of both kinds."""


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
        inputs.words[SHARED] = "yes"
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


def _losses() -> dict[str, str]:
    """What becomes of the second ligands on the way to working ones."""
    return {
        "ligands": "other_ligands",
        "coupling_yield": f"{SECOND}.coupling_yield",
        "surface_fraction": "other_outer_share",
        "orientation": f"{SECOND}.orientation",
    }


def _working(chain: Chain) -> None:
    """Second ligands that work, and the layer without the chains of either kind that do."""
    typed = chain.inputs.state(f"{SECOND}.surface_fraction") == "typed" or "outer_share" not in chain
    chain.alias("other_outer_share", f"{SECOND}.surface_fraction" if typed else "outer_share")
    _count(chain)
    chain.put("other_active", ligands.active_ligands, unmasked=1.0, **_losses())
    _in_serum(chain)
    chain.alias("other_tether_molar_mass", f"{SECOND}.tether_molar_mass", "tether_molar_mass")
    if has_corona(chain):
        chain.derive("inert_beside_both", lambda g, n, a: larger(g - n / a, 0.0), g="inert_density", n="other_active", a="core_area")
    else:
        chain.alias("inert_beside_both", "inert_density")


def _in_serum(chain: Chain) -> None:
    """Second ligands that proteins leave free; where both look for one receptor, also those that its soluble form does not hold."""
    chain.put("other_unmasked", ligands.active_ligands, unmasked=f"{SECOND}.serum_masking", **_losses())
    if SHARED not in chain.inputs.words or chain.inputs.state("target.antigen_concentration") != "typed":
        chain.alias("other_active_in_serum", "other_unmasked")
        return
    chain.alias("other_antigen_affinity", "target.antigen_dissociation_constant", f"{SECOND}.dissociation_constant")
    chain.put(
        "other_free_of_antigen",
        competition.free_ligand_fraction,
        ligand_concentration=0.0,
        antigen_concentration="target.antigen_concentration",
        dissociation_constant="other_antigen_affinity",
    )
    chain.derive("other_active_in_serum", lambda n, f: n * f, n="other_unmasked", f="other_free_of_antigen")


def _pair(side: str) -> dict[str, str]:
    """What the sums over two kinds of ligand are asked with on one cell."""
    _, density, _, first, second = SIDES[side]
    return {
        "core_radius": "core_radius",
        "brush_molar_mass": "brush_molar_mass",
        "brush_density": "inert_beside_both",
        "brush_height": "brush_height",
        "extra_bond_cost": "ligand.extra_bond_cost",
        "ligands": first,
        "tether_molar_mass": "tether_molar_mass",
        "dissociation_constant": "ligand.dissociation_constant",
        "receptor_density": density,
        "other_ligands": second,
        "other_tether_molar_mass": "other_tether_molar_mass",
        "other_dissociation_constant": f"{SECOND}.dissociation_constant",
        "other_receptor_density": f"other_density_{side}",
    }


def _bound(chain: Chain, side: str) -> None:
    """Share of the places of one cell that hold a particle by either kind of ligand or both."""
    path, density, others, _, _ = SIDES[side]
    if SHARED in chain.inputs.words:
        chain.alias(f"other_density_{side}", density)
    else:
        chain.derive(f"other_density_{side}", lambda n, a: n / a, n=others, a="target.cell_area")
    chain.put(f"ideal_log_binding_both_{side}", mixed_binding.log_binding_constant_two_ligands, **_pair(side))
    parts = {"k": f"ideal_log_binding_both_{side}", "a": "place_shift", "e": "model.binding_discrepancy"}
    chain.derive(f"log_binding_both_{side}", lambda k, a, e: k + a + e, **parts)
    chain.put(path, models.occupancy, concentration="target.concentration", log_binding_constant=f"log_binding_both_{side}")


def _ratio(t: Any, h: Any) -> Any:
    if isinstance(h, float):
        return t / h if h > 0 else float("inf")
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(t / h)


def _is_asked(chain: Chain) -> bool:
    """Whether there is a second ligand and time for it; else every answer of both says which is wanting."""
    if f"{SECOND}.id" in chain.inputs.words and chain.thorough:
        return True
    reason = "No second ligand is chosen." if f"{SECOND}.id" not in chain.inputs.words else NOT_ON_DRAWS
    for path in OUTPUTS:
        chain.miss(path, reason)
    return False


def _said(chain: Chain, *paths: str) -> None:
    """How far to trust answers of both."""
    text = f"Slow: its interval comes from {FEW_DRAWS} draws at most. The mass of the second ligand is not counted."
    for path in paths:
        chain.lower(path, Grade.RULE_OF_THUMB)
        chain.flag(path, Flag(id="both-ligands", severity="info", path=f"{SECOND}.id", text=text))


def build(chain: Chain) -> None:
    """Binding by both kinds of ligand, where a second one is chosen."""
    if not _is_asked(chain):
        return
    _working(chain)
    for side in SIDES:
        _bound(chain, side)
    chain.derive(BOUND[1], _ratio, t=BOUND[0], h="occupancy_both_healthy")
    _said(chain, *BOUND)


def _most(places: Any, by_first: Any, first: Any, other: Any, n: Any, m: Any) -> Any:
    """Particles that the receptors of a cell hold: each kind gives no more than there are, and the first alone holds what it held."""
    counts, bonds = (first, other), (n, m)
    held = [np.where(b > 0.0, r / np.where(b > 0.0, b, 1.0), np.inf) for r, b in zip(counts, bonds, strict=True)]
    found = larger(by_first, smaller(places, np.minimum(*held)))
    return float(found) if is_plain(places, by_first, first, other, n, m) else found


def _most_of_one_receptor(places: Any, by_first: Any, first: Any, n: Any, m: Any) -> Any:
    """The same where both kinds of bond draw on one receptor."""
    return _most(places, by_first, first, 0.0, n + m, 0.0)


def _places(chain: Chain) -> None:
    """Places for particles with both kinds of ligand, per volume of tumour."""
    held = {"places": "cell_sites", "by_first": "most_bound_serum", "first": "receptors_in_serum"}
    for letter, which in (("n", "first"), ("m", "other")):
        held[letter] = f"bonds_both_{which}"
        chain.put(held[letter], mixed_binding.mean_bonds_two_ligands, kind=Word(which), **_pair("target"))
    if SHARED in chain.inputs.words:
        chain.derive("most_bound_both", _most_of_one_receptor, **held)
    else:
        chain.derive("most_bound_both", _most, other="target.other_receptors", **held)
    chain.derive("site_concentration_both", lambda c, s: c * s / constants.AVOGADRO, c="target.cell_density", s="most_bound_both")


def in_body(chain: Chain, body: Mapping[str, str], closed: str) -> None:
    """What both kinds of ligand bring to the tumour and into its target cells; `closed` says why nothing arrives, where that is so."""
    if not _is_asked(chain):
        return
    if closed:
        for path in (*DELIVERED, GAIN):
            chain.miss(path, closed)
        return
    _places(chain)
    filling.unbound(chain, "unbound_share_both", "effective_dissociation_both", "site_concentration_both")
    for path, model in DELIVERED.items():
        chain.put(path, model, unbound_fraction="unbound_share_both", **body)
    chain.derive(GAIN, lambda a, b: a - b, a="targeting.delivered_both", b="delivered_untargeted")
    _said(chain, *DELIVERED, GAIN)
    text = "Taken up as fast as by the first ligand's receptor."
    chain.flag("targeting.efficiency_both", Flag(id="uptake-of-first", severity="info", path="target.k_internalisation", text=text))
