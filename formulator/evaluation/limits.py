"""Where targeting leaves what its models assume: receptors and places used up, cells near vessels that take all, particles that settle.

These numbers only raise flags; they are computed for point values alone.
"""

from __future__ import annotations

from typing import Any

from formulator.chem import constants, saturation, sedimentation
from formulator.evaluation.chain import Chain
from formulator.evaluation.cytosol import BODY_MASS
from formulator.prediction import Flag
from formulator.units import format_number

MOSTLY_FREE = 0.1
"""Share of receptors or of places above which they are no longer plenty."""
SHALLOW = 1.0
"""Thiele modulus above which particles stop near the vessels."""
SETTLED = 0.2
"""Part of the medium's height above which settling feeds the cells."""
BOTH = ("targeting.delivered_both", "targeting.efficiency_both", "targeting.gain_both")
"""Two kinds of ligand fill the same places."""
WATER_DENSITY = 993.0
"""kg/m³ at 37 °C."""


def _warn(chain: Chain, name: str, limit: float, path: str, text: str, *outputs: str) -> None:
    """A flag on outputs when a number is above its limit; `{}` in the text takes the number."""
    if name not in chain or not float(chain[name]) > limit:
        return
    value = float(chain[name]) * (100.0 if limit == MOSTLY_FREE else 1.0)
    flag = Flag(id=name.replace("_", "-"), severity="warning", path=path, text=text.format(format_number(value, digits=2)))
    for output in outputs:
        chain.flag(output, flag)


def receptors_used(chain: Chain) -> None:
    """Receptors that bound particles hold."""
    bound = {"bound_particles": "targeting.bound_per_cell", "bonds": "bonds", "receptors": "target.receptors"}
    chain.put("receptor_use", saturation.receptor_use, **bound)
    text = "Bound particles hold {} % of the target's receptors: the bound fraction takes them as plenty and is too high."
    _warn(chain, "receptor_use", MOSTLY_FREE, "target.concentration", text, "targeting.occupancy_target", "targeting.bound_per_cell")


def _swollen(m: Any, d: Any, v: Any) -> Any:
    """Density of a particle that is solids and water throughout."""
    return WATER_DENSITY + m * (1.0 - WATER_DENSITY / d) / v


def settling(chain: Chain) -> None:
    """How far particles settle on the cells during the incubation, over the height of the medium."""
    chain.derive("hydrodynamic_volume", lambda a, r: a * r / 3.0, a="sphere_area", r="outer_radius")
    chain.derive("particle_density", _swollen, m="solids_per_particle", d="carrier.core_density", v="hydrodynamic_volume")
    chain.put(
        "settling_velocity",
        sedimentation.settling_velocity,
        diameter="size.hydrodynamic_diameter",
        particle_density="particle_density",
        medium_density=WATER_DENSITY,
        viscosity="viscosity_at_cells",
    )
    run = {"v": "settling_velocity", "t": "target.incubation_time", "h": "target.medium_height"}
    chain.derive("settled_share", lambda v, t, h: v * t / h, **run)
    text = "Particles settle through {} of the medium's height during the incubation: cells at the bottom meet more than the dose says."
    _warn(chain, "settled_share", SETTLED, "target.incubation_time", text, "targeting.uptake_per_cell")


def _taken(c: Any, b: Any, i: Any, r: Any) -> Any:
    return c * (b + i) / (constants.AVOGADRO * r)


def medium_emptied(chain: Chain) -> None:
    """Particles on and in the cells of a dish, over all that were put there; asked where the number of cells is given."""
    if "target.cell_concentration" not in chain or not float(chain["target.concentration"]) > 0.0:
        return
    held = {"b": "targeting.bound_per_cell", "i": "targeting.uptake_per_cell"}
    chain.derive("dish_use", _taken, c="target.cell_concentration", r="target.concentration", **held)
    text = "On and in the cells of the dish are {} % of its particles: uptake takes the medium as never emptied and is too high."
    _warn(chain, "dish_use", MOSTLY_FREE, "target.cell_concentration", text, "targeting.uptake_per_cell")


def _injected(d: Any, b: float, n: Any, m: Any) -> Any:
    return d * b * constants.AVOGADRO / (n * m)


def in_vitro(chain: Chain) -> None:
    """Limits of what is said of cells in a dish."""
    if chain.traced:
        receptors_used(chain)
        medium_emptied(chain)
        settling(chain)


def in_body(chain: Chain) -> None:
    """Limits of what is said of a tumour: places used up, and cells that are never reached."""
    if not chain.traced:
        return
    body = BODY_MASS[chain.inputs.word("target.species", "mouse")]
    drug = {"n": "loading.molecules_per_particle", "m": "payload.molar_mass"}
    chain.derive("injected_particles", _injected, d="target.dose", b=body, **drug)
    chain.put(
        "tumour_site_use",
        saturation.tumour_site_use,
        injected_particles="injected_particles",
        dose_fraction="targeting.delivered",
        site_concentration="site_concentration",
        tumour_volume="tumour_volume",
    )
    text = "The dose fills {} % of the places on the tumour's cells: the share bound there is too high."
    reached = ("targeting.delivered", "targeting.efficiency", "targeting.gain_over_untargeted", *BOTH)
    _warn(chain, "tumour_site_use", MOSTLY_FREE, "target.dose", text, *reached)
    chain.derive("plasma_concentration", lambda n, v: n / (v * constants.AVOGADRO), n="injected_particles", v="plasma_volume")
    chain.put(
        "thiele_modulus",
        saturation.thiele_modulus,
        distance="target.vessel_distance",
        diffusivity="target.tissue_diffusivity",
        effective_dissociation_constant="effective_dissociation_serum",
        free_concentration="plasma_concentration",
        k_internalisation="target.k_internalisation",
        site_concentration="site_concentration",
    )
    text = "Cells near the vessels take the particles up before they reach the middle (Thiele modulus {}): cells further off see few."
    _warn(chain, "thiele_modulus", SHALLOW, "target.vessel_distance", text, "targeting.efficiency", "targeting.efficiency_both")
