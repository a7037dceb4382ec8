"""How many ligands there are, how many face out and work, and whether they reach beyond the brush."""

from __future__ import annotations

from typing import Any

import numpy as np

from formulator.chem import constants, corona
from formulator.chem import ligands as models
from formulator.evaluation import serum
from formulator.evaluation.chain import Chain
from formulator.evaluation.chains import has_corona, is_pendant
from formulator.evaluation.dimensions import SEGMENT
from formulator.prediction import Flag

OUTPUTS = (
    "ligand.per_particle",
    "ligand.facing_out",
    "ligand.active",
    "ligand.surface_density",
    "ligand.spacing",
    "ligand.mol_percent",
    "ligand.weight_percent",
    "ligand.accessible_fraction",
    "ligand.clearance",
)


LOSSES = {
    "ligands": "ligand.per_particle",
    "coupling_yield": "ligand.coupling_yield",
    "surface_fraction": "ligand_outer_share",
    "orientation": "ligand.orientation",
}


def shares(chain: Chain) -> None:
    """The same number said in the other ways, and how many of them work."""
    chain.derive("ligand.facing_out", lambda n, s: n * s, n="ligand.per_particle", s="ligand_outer_share")
    chain.put("ligand.active", models.active_ligands, unmasked=1.0, **LOSSES)
    chain.put("unmasked_in_serum", models.active_ligands, unmasked="ligand.serum_masking", **LOSSES)
    serum.free_ligands(chain)
    chain.derive("ligand.surface_density", lambda n, a: n / a, n="ligand.facing_out", a="core_area")
    chain.put("ligand.spacing", models.ligand_spacing, surface_density="ligand.surface_density")
    chain.derive("ligand.mol_percent", lambda n, c: n / c, n="ligand.per_particle", c="aggregation_number")
    chain.derive(
        "ligand.weight_percent",
        lambda n, c, m: n * c / constants.AVOGADRO / m,
        n="ligand.per_particle",
        c="ligand_chain_molar_mass",
        m="solids_per_particle",
    )
    is_short = chain.traced and not is_pendant(chain) and "ligand.mol_percent" in chain
    if is_short and float(chain["ligand.mol_percent"]) > 1.0:
        chain.flag(
            "ligand.per_particle",
            Flag(
                id="more-ligands-than-chains",
                severity="error",
                path="ligand.density",
                text=(
                    f"{float(chain['ligand.per_particle']):.3g} ligands need more chains than the particle has, "
                    f"{float(chain['aggregation_number']):.3g}."
                ),
            ),
        )


def _above(tether: Any, brush: Any) -> Any:
    """How far the tether reaches above the brush; a tether as long as the brush reaches exactly as far, rounding aside."""
    gap = tether - brush
    return gap * (abs(gap) > 1e-9 * abs(brush))


def reach(chain: Chain) -> None:
    """Tether reach against the brush, and the share of ligands in reach of a flat cell."""
    chain.put("tether_segments", corona.segment_number, chain_molar_mass="tether_molar_mass")
    if has_corona(chain):
        chain.put(
            "free_tether_reach",
            corona.corona_thickness,
            segments="tether_segments",
            segment_length=SEGMENT,
            grafting_density="corona_density",
            core_radius="core_radius",
        )
        chain.derive("tether_reach", lambda h, f: h * f, h="free_tether_reach", f="model.corona_prefactor")
        chain.derive("ligand.clearance", _above, tether="tether_reach", brush="corona_thickness")
    else:
        chain.put("tether_reach", corona.flory_radius, segments="tether_segments", segment_length=SEGMENT)
        chain.alias("ligand.clearance", "tether_reach")
    chain.derive(
        "ligand_reach",
        lambda t, b: np.maximum(t, b) + 0.0,
        t="tether_reach",
        b="corona_thickness" if has_corona(chain) else "tether_reach",
    )
    chain.derive("standoff", lambda t: 0.5 * t, t="ligand_reach")
    chain.put(
        "ligand.accessible_fraction",
        models.accessible_ligand_fraction,
        core_radius="core_radius",
        ligand_reach="ligand_reach",
        standoff="standoff",
    )


def build(chain: Chain) -> None:
    """All of the ligand layer; missing as a whole when no ligand is chosen."""
    shares(chain)
    reach(chain)
    if "ligand.per_particle" not in chain:
        for path in ("ligand.clearance", "ligand.accessible_fraction"):
            chain.miss(path, chain.reason("ligand.per_particle"))
