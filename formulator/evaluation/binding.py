"""What the particle does at the target cell and at the spared one: binding, selectivity, wrapping and uptake."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from formulator.chem import binding as models
from formulator.chem import constants, engagement, medium, saturation, uptake
from formulator.chem.elementary import larger, log, positive, smaller
from formulator.chem.model import Grade
from formulator.chem.size import sphere_area
from formulator.evaluation import limits, populations, second_ligand, serum
from formulator.evaluation.chain import Chain
from formulator.evaluation.chains import has_corona
from formulator.prediction import Flag


def densities(chain: Chain) -> None:
    """Receptors per area, the chains that stand in the way (those whose ligand does not work among them), and the places on a cell."""
    chain.derive("receptor_density", lambda n, a: n / a, n="target.receptors", a="target.cell_area")
    chain.derive("healthy_receptor_density", lambda n, a: n / a, n="target.healthy_receptors", a="target.cell_area")
    if has_corona(chain):
        chain.derive(
            "inert_density",
            lambda g, n, a: _at_least_nothing(g - n / a),
            g="corona_density",
            n="ligand.active",
            a="core_area",
        )
        chain.alias("brush_molar_mass", "corona_molar_mass")
        chain.alias("brush_height", "corona_thickness")
    else:
        for name in ("inert_density", "brush_molar_mass", "brush_height"):
            chain.values[name] = 0.0
    chain.derive("cell_sites", lambda a, r: a / (2 * r) ** 2, a="target.cell_area", r="outer_radius")
    # The models count one place per (2 R_core)²; whole particles cannot stand closer than (2 R)².
    chain.derive("place_shift", lambda r, c: 2.0 * log(positive(r / c)), r="outer_radius", c="core_radius")


def _at_least_nothing(value: Any) -> Any:
    return max(value, 0.0) if isinstance(value, float) else np.maximum(value, 0.0)


PARTICLE = {
    "core_radius": "core_radius",
    "tether_molar_mass": "tether_molar_mass",
    "brush_molar_mass": "brush_molar_mass",
    "brush_density": "inert_density",
    "dissociation_constant": "ligand.dissociation_constant",
    "extra_bond_cost": "ligand.extra_bond_cost",
    "brush_height": "brush_height",
}
CASES = {
    "target": ("targeting.occupancy_target", "ligand.active", "receptor_density"),
    "healthy": ("targeting.occupancy_healthy", "ligand.active", "healthy_receptor_density"),
    "serum": ("targeting.occupancy_target_serum", "active_in_serum", "receptor_density_in_serum"),
}
IRREVERSIBLE = 1e-12
"""1 fM in mol/m³. A particle held more tightly stays for years: no smaller constant can be measured or means anything."""


def occupancy(chain: Chain, name: str) -> None:
    """ln K on a cell, with the stated error of the model, and the share of places where a particle sits by itself."""
    path, ligands, density = CASES[name]
    chain.put(f"ideal_log_binding_{name}", models.log_binding_constant_brush, ligands=ligands, receptor_density=density, **PARTICLE)
    chain.derive(
        f"log_binding_{name}", lambda k, a, e: k + a + e, k=f"ideal_log_binding_{name}", a="place_shift", e="model.binding_discrepancy"
    )
    chain.put(path, models.occupancy, concentration="target.concentration", log_binding_constant=f"log_binding_{name}")


def affinity(chain: Chain, name: str, output: str) -> None:
    """K_D of the whole particle."""
    chain.put(f"dissociation_{name}", models.effective_dissociation_constant, log_binding_constant=f"log_binding_{name}")
    chain.derive(output, lambda k: larger(k, IRREVERSIBLE), k=f"dissociation_{name}")
    if output in chain:
        chain.models[output] = models.effective_dissociation_constant.card.name
    if chain.traced and output in chain and float(chain[f"dissociation_{name}"]) < IRREVERSIBLE:
        text = "Below 1 fM a particle stays for years: read this as irreversible."
        chain.flag(output, Flag(id="irreversible", severity="info", path=output, text=text))


def steepness(chain: Chain) -> None:
    """Selectivity, and the exponent with which binding grows with receptors."""
    chain.derive("targeting.selectivity", _ratio, t="targeting.occupancy_target", h="targeting.occupancy_healthy")
    chain.put("bonds", models.mean_bonds, ligands="ligand.active", receptor_density="receptor_density", **PARTICLE)
    chain.put("targeting.superselectivity", engagement.receptor_exponent, bonds="bonds", occupancy="targeting.occupancy_target")


SCARCE = 1.0
"""Particles wanted over particles that the receptors can hold, above which a cell's receptors run short."""


def _left_in_the_dish(chain: Chain) -> str:
    """The share of places taken: the bound fraction, or less where the cells in a dish take most particles out of its medium."""
    if "target.cell_concentration" not in chain:
        return "targeting.occupancy_target"
    dish = {"c": "target.cell_concentration", "m": "cell_sites"}
    chain.derive("places_in_the_dish", lambda c, m: larger(c * m / constants.AVOGADRO, NO_PLACES), **dish)
    chain.put(
        "occupancy_depleted",
        engagement.occupancy_with_depletion,
        particle_concentration="target.concentration",
        place_concentration="places_in_the_dish",
        effective_dissociation_constant="dissociation_target",
    )
    return "occupancy_depleted"


NO_PLACES = 1e-30
"""mol/m³ that stand for no cells at all."""


def crowding(chain: Chain) -> None:
    """Particles on one cell: no more than its receptors can hold, each with the bonds that it makes where receptors are plenty."""
    chain.put("most_bound", engagement.most_bound_particles, places="cell_sites", receptors="target.receptors", bonds="bonds")
    chain.put("most_bound_serum", engagement.most_bound_particles, places="cell_sites", receptors="receptors_in_serum", bonds="bonds")
    chain.derive("wanted_per_cell", lambda t, m: t * m, t="targeting.occupancy_target", m="cell_sites")
    taken = _left_in_the_dish(chain)
    chain.derive("targeting.bound_per_cell", lambda t, m, y: smaller(t * m, y), t=taken, m="cell_sites", y="most_bound")
    chain.derive("targeting.occupancy_limited", lambda t, m, y: smaller(t, y / m), t=taken, m="cell_sites", y="most_bound")
    if chain.traced and "targeting.bound_per_cell" in chain and float(chain["wanted_per_cell"]) > SCARCE * float(chain["most_bound"]):
        held = float(chain["most_bound"]) / float(chain["cell_sites"])
        text = f"Receptors run short: they hold particles on at most {held:.2g} of the places at once, whatever the bound fraction."
        for path in ("targeting.occupancy_target", "targeting.bound_per_cell"):
            chain.flag(path, Flag(id="receptors-run-short", severity="warning", path="target.receptors", text=text))


def _ratio(t: Any, h: Any) -> Any:
    if isinstance(t, float) and isinstance(h, float):
        return t / h if h > 0 else math.inf
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(t) / np.asarray(h)


def _encounter(t: Any, v: Any, r: Any, a: Any, m: Any) -> Any:
    """Rate constant of diffusion to one place of a round cell, Smoluchowski's limit: 4π D R_cell N_A / M with D = kT/(6πηr)."""
    diffusivity = constants.BOLTZMANN * t / (6.0 * math.pi * v * r)
    return 4.0 * math.pi * diffusivity * (a / (4.0 * math.pi)) ** 0.5 * constants.AVOGADRO / m


SOONEST_WRAPPING = 1e-3
"""Seconds. Where receptors stand nearly as densely as ligands none has to come from afar: the model's time then goes to nothing,
while the membrane itself, which it leaves out, still has to move."""


def wrapping(chain: Chain) -> None:
    """Time until receptors have diffused in and wrapped the particle; infinite where it is never wrapped."""
    path = "targeting.wrapping_time"
    chain.derive("active_density", lambda n, a: n / a, n="ligand.active", a="sphere_area")
    chain.put(
        "wrapping_by_diffusion",
        uptake.wrapping_time,
        radius="outer_radius",
        bond_energy="target.bond_energy",
        ligand_density="active_density",
        receptor_density="receptor_density",
        bending_modulus="target.bending_modulus",
        receptor_diffusivity="target.receptor_diffusivity",
    )
    chain.derive(path, lambda t: larger(t, SOONEST_WRAPPING), t="wrapping_by_diffusion")
    if path not in chain:
        return
    chain.models[path] = uptake.wrapping_time.card.name
    if chain.traced and float(chain["wrapping_by_diffusion"]) < SOONEST_WRAPPING:
        text = "Receptors stand as densely as ligands: none has to come from afar, and diffusion sets no time."
        chain.flag(path, Flag(id="no-wait-for-receptors", severity="info", path=path, text=text))


def entry(chain: Chain) -> None:
    """Wrapping as a guide to size, and uptake in vitro."""
    chain.put("sphere_area", sphere_area, diameter="size.hydrodynamic_diameter")
    wrapping(chain)
    chain.put("viscosity_at_cells", medium.water_viscosity, temperature="body_temperature")
    chain.derive(
        "diffusion_limit", _encounter, t="body_temperature", v="viscosity_at_cells", r="outer_radius", a="target.cell_area", m="cell_sites"
    )
    chain.derive("k_on", smaller, x="target.k_on", y="diffusion_limit")
    chain.derive("release_rate", lambda k, d: k * d, k="k_on", d="dissociation_target")
    chain.put(
        "uptake_by_rates",
        uptake.internalised_particles_per_cell,
        concentration="target.concentration",
        k_on="k_on",
        k_off="release_rate",
        k_internalisation="target.k_internalisation",
        k_exocytosis=0.0,
        sites="most_bound",
        time="target.incubation_time",
    )
    carried_in(chain)
    chain.lower("targeting.uptake_per_cell", Grade.RULE_OF_THUMB)


def carried_in(chain: Chain) -> None:
    """Uptake, no more than the receptors can carry in where the person says how fast they return."""
    path = "targeting.uptake_per_cell"
    if chain.inputs.state("target.k_recycling") != "typed":
        chain.alias(path, "uptake_by_rates")
        return
    chain.put(
        "most_internalised",
        saturation.most_internalised_particles,
        receptors="target.receptors",
        bonds="bonds",
        k_internalisation="target.k_internalisation",
        k_recycling="target.k_recycling",
        time="target.incubation_time",
    )
    chain.derive(path, smaller, x="uptake_by_rates", y="most_internalised")
    if path not in chain:
        return
    chain.models[path] = uptake.internalised_particles_per_cell.card.name
    if chain.traced and float(chain["most_internalised"]) < float(chain["uptake_by_rates"]):
        text = "Uptake is held at what the receptors can carry in."
        chain.flag(path, Flag(id="receptors-carry-no-more", severity="info", path="target.k_recycling", text=text))


def build(chain: Chain) -> None:
    """All of targeting at the cell."""
    densities(chain)
    serum.free_receptors(chain)
    for name in CASES:
        occupancy(chain, name)
    affinity(chain, "target", "targeting.effective_dissociation_constant")
    affinity(chain, "serum", "effective_dissociation_serum")
    steepness(chain)
    crowding(chain)
    entry(chain)
    limits.in_vitro(chain)
    populations.build(chain, PARTICLE)
    second_ligand.build(chain)
    affinity(chain, "both_serum", "effective_dissociation_both")
    if chain.traced and "targeting.selectivity" in chain and float(chain["ligand.active"]) < 1:
        chain.flag(
            "targeting.occupancy_target",
            Flag(
                id="less-than-one-ligand",
                severity="warning",
                path="ligand.density",
                text="On average less than one ligand works: most particles carry none.",
            ),
        )
