"""What the particle does at the target cell and at the spared one: binding, selectivity, wrapping and uptake."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from formulator.chem import binding as models
from formulator.chem import constants, uptake
from formulator.chem.elementary import exp, smaller
from formulator.chem.model import Grade
from formulator.chem.size import sphere_area
from formulator.evaluation.chain import Chain
from formulator.evaluation.dimensions import has_corona
from formulator.prediction import Flag


def densities(chain: Chain) -> None:
    """Receptors per area, the chains that stand in the way, and the places on a cell."""
    chain.derive("receptor_density", lambda n, a: n / a, n="target.receptors", a="target.cell_area")
    chain.derive("healthy_receptor_density", lambda n, a: n / a, n="target.healthy_receptors", a="target.cell_area")
    if has_corona(chain):
        chain.derive(
            "inert_density",
            lambda g, n, a: _positive(g - n / a),
            g="corona_density",
            n="ligand.facing_out",
            a="core_area",
        )
        chain.alias("brush_molar_mass", "corona_molar_mass")
        chain.alias("brush_height", "corona_thickness")
    else:
        for name in ("inert_density", "brush_molar_mass", "brush_height"):
            chain.values[name] = 0.0
    chain.derive("cell_sites", lambda a, r: a / (2 * r) ** 2, a="target.cell_area", r="outer_radius")


def _positive(value: Any) -> Any:
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
    "target": ("ligand.active", "receptor_density"),
    "healthy": ("ligand.active", "healthy_receptor_density"),
    "serum": ("active_in_serum", "receptor_density"),
}


def constants_of_binding(chain: Chain) -> None:
    """ln K on both cells and in serum, with the stated error of the model."""
    for name, (ligands, receptors) in CASES.items():
        chain.put(
            f"ideal_log_binding_{name}",
            models.log_binding_constant_brush,
            ligands=ligands,
            receptor_density=receptors,
            **PARTICLE,
        )
        chain.derive(f"log_binding_{name}", lambda k, e: k + e, k=f"ideal_log_binding_{name}", e="model.binding_discrepancy")
        path = {
            "target": "targeting.occupancy_target",
            "healthy": "targeting.occupancy_healthy",
            "serum": "targeting.occupancy_target_serum",
        }[name]
        chain.put(path, models.occupancy, concentration="target.concentration", log_binding_constant=f"log_binding_{name}")


def steepness(chain: Chain) -> None:
    """Selectivity, K_D of the particle, and the exponent with which binding grows with receptors."""
    chain.derive("targeting.selectivity", _ratio, t="targeting.occupancy_target", h="targeting.occupancy_healthy")
    chain.put(
        "targeting.effective_dissociation_constant", models.effective_dissociation_constant, log_binding_constant="log_binding_target"
    )
    chain.put("effective_dissociation_serum", models.effective_dissociation_constant, log_binding_constant="log_binding_serum")
    chain.put("bonds", models.mean_bonds, ligands="ligand.active", receptor_density="receptor_density", **PARTICLE)
    chain.derive("targeting.superselectivity", lambda n, t: n * (1 - t), n="bonds", t="targeting.occupancy_target")


def _ratio(t: Any, h: Any) -> Any:
    if isinstance(t, float) and isinstance(h, float):
        return t / h if h > 0 else math.inf
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(t) / np.asarray(h)


def entry(chain: Chain) -> None:
    """Wrapping as a guide to size, and uptake in vitro."""
    chain.put("sphere_area", sphere_area, diameter="size.hydrodynamic_diameter")
    chain.derive("active_density", lambda n, a: n / a, n="ligand.active", a="sphere_area")
    chain.put(
        "targeting.wrapping_time",
        uptake.wrapping_time,
        radius="outer_radius",
        bond_energy="target.bond_energy",
        ligand_density="active_density",
        receptor_density="receptor_density",
        bending_modulus="target.bending_modulus",
        receptor_diffusivity="target.receptor_diffusivity",
    )
    chain.derive(
        "release_rate",
        lambda k, lnk: k * exp(-lnk) / (constants.AVOGADRO * constants.UNIT_VOLUME),
        k="target.k_on",
        lnk="log_binding_target",
    )
    chain.derive("used_sites", lambda s, r: smaller(s, r), s="cell_sites", r="target.receptors")
    chain.put(
        "targeting.uptake_per_cell",
        uptake.internalised_particles_per_cell,
        concentration="target.concentration",
        k_on="target.k_on",
        k_off="release_rate",
        k_internalisation="target.k_internalisation",
        k_exocytosis=0.0,
        sites="used_sites",
        time="target.incubation_time",
    )
    chain.lower("targeting.uptake_per_cell", Grade.RULE_OF_THUMB)


def build(chain: Chain) -> None:
    """All of targeting at the cell."""
    densities(chain)
    constants_of_binding(chain)
    steepness(chain)
    entry(chain)
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
