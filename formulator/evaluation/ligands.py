"""How many ligands there are, how many face out and work, and whether they reach beyond the brush."""

from __future__ import annotations

import numpy as np

from formulator.chem import constants, corona
from formulator.chem import ligands as models
from formulator.evaluation.chain import Chain
from formulator.evaluation.dimensions import SEGMENT, has_corona
from formulator.prediction import Flag
from formulator.units import kind

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
SHORT_LINKER = 1.0
"""Molar mass in kg/mol of a small linker, for carriers without a corona when no tether is given."""


def tether(chain: Chain) -> None:
    """The tether as given, else as long as the corona, else a short linker."""
    if "ligand.tether_molar_mass" in chain:
        chain.alias("tether_molar_mass", "ligand.tether_molar_mass")
    elif has_corona(chain):
        chain.alias("tether_molar_mass", "carrier.corona_molar_mass")
    else:
        chain.values["tether_molar_mass"] = SHORT_LINKER
    chain.derive(
        "ligand_chain_molar_mass",
        lambda c, t, m: c + t + m,
        c="carrier.core_molar_mass",
        t="tether_molar_mass",
        m="ligand.molar_mass",
    )
    if "ligand_chain_molar_mass" not in chain:
        chain.missing.pop("ligand_chain_molar_mass")
        chain.derive("ligand_chain_molar_mass", lambda c, t: c + t, c="carrier.core_molar_mass", t="tether_molar_mass")


def outward_share(chain: Chain) -> None:
    """Share of the ligand chains at the outer surface: as given, else from the geometry."""
    if chain.inputs.state("ligand.surface_fraction") == "typed" or "outer_share" not in chain:
        chain.alias("ligand_outer_share", "ligand.surface_fraction")
    else:
        chain.alias("ligand_outer_share", "outer_share")


def numbers(chain: Chain) -> None:
    """Ligands per particle from whichever way the density was given."""
    ingredient = chain.inputs.ingredients.get("ligand.density")
    if ingredient is None:
        chain.miss(
            "ligand.per_particle",
            chain.reason("ligand.density") if "ligand.id" in chain.inputs.words else chain.reason("ligand.id"),
        )
        return
    said = kind(ingredient.unit)
    if said == kind("mol%"):
        chain.derive("ligand.per_particle", lambda x, n: x * n, x="ligand.density", n="aggregation_number")
    elif said == kind("wt%"):
        chain.derive("solids_per_particle", lambda m, p: m * (1 + p), m="polymer_mass_per_particle", p="loading.drug_to_polymer")
        if "solids_per_particle" not in chain:
            chain.missing.pop("solids_per_particle")
            chain.alias("solids_per_particle", "polymer_mass_per_particle")
        chain.derive(
            "ligand.per_particle",
            lambda w, m, c: w * m * constants.AVOGADRO / c,
            w="ligand.density",
            m="solids_per_particle",
            c="ligand_chain_molar_mass",
        )
    elif said == kind("1/particle"):
        chain.alias("ligand.per_particle", "ligand.density")
    else:
        chain.derive("ligand.per_particle", lambda g, a, s: g * a / s, g="ligand.density", a="core_area", s="ligand_outer_share")


def shares(chain: Chain) -> None:
    """The same number said in the other ways, and how many of them work."""
    chain.derive("ligand.facing_out", lambda n, s: n * s, n="ligand.per_particle", s="ligand_outer_share")
    chain.derive(
        "ligand.active",
        lambda n, y, o: n * y * o,
        n="ligand.facing_out",
        y="ligand.coupling_yield",
        o="ligand.orientation",
    )
    chain.derive("active_in_serum", lambda n, m: n * m, n="ligand.active", m="ligand.serum_masking")
    chain.derive("ligand.surface_density", lambda n, a: n / a, n="ligand.facing_out", a="core_area")
    chain.put("ligand.spacing", models.ligand_spacing, surface_density="ligand.surface_density")
    chain.derive("ligand.mol_percent", lambda n, c: n / c, n="ligand.per_particle", c="aggregation_number")
    if "loading.drug_to_polymer" in chain:
        chain.derive(
            "ligand.weight_percent",
            lambda n, c, m, p: n * c / constants.AVOGADRO / (m * (1 + p)),
            n="ligand.per_particle",
            c="ligand_chain_molar_mass",
            m="polymer_mass_per_particle",
            p="loading.drug_to_polymer",
        )
    else:
        chain.derive(
            "ligand.weight_percent",
            lambda n, c, m: n * c / constants.AVOGADRO / m,
            n="ligand.per_particle",
            c="ligand_chain_molar_mass",
            m="polymer_mass_per_particle",
        )
    if chain.traced and "ligand.mol_percent" in chain and float(chain["ligand.mol_percent"]) > 1.0:
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
        chain.derive("ligand.clearance", lambda t, b: t - b, t="tether_reach", b="corona_thickness")
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
    tether(chain)
    outward_share(chain)
    numbers(chain)
    shares(chain)
    reach(chain)
    if "ligand.per_particle" not in chain:
        for path in ("ligand.clearance", "ligand.accessible_fraction"):
            chain.miss(path, chain.reason("ligand.per_particle"))
