"""Which chains a particle is built of: plain ones, ligand-bearing ones, how many there are and what they weigh together.

Ligand-bearing chains count in the polymer mass with their own molar mass. Where flexible chains form a layer, tether and ligand
stand outside the core; where there is no layer, whole chains fill the sphere. In nanogels, complexes and dendrimers ligands
hang on the polymer instead of ending a chain of their own, so one chain may carry several.
"""

from __future__ import annotations

from formulator.chem import constants, corona
from formulator.chem.elementary import positive
from formulator.evaluation.chain import Chain
from formulator.units import kind

PENDANT = ("nanogel", "polyplex", "dendrimer")
"""Carriers whose ligands hang on the polymer."""


def has_corona(chain: Chain) -> bool:
    """True when the carrier has a block of flexible, uncharged, hydrophilic chains that stand up as a layer."""
    return (
        "carrier.corona_molar_mass" in chain.inputs.numbers
        and chain.inputs.word("carrier.corona_kind") == "chains"
        and chain.inputs.word("carrier.morphology") not in ("nanogel", "dendrimer")
    )


def is_pendant(chain: Chain) -> bool:
    """True when ligands hang on the polymer instead of ending a chain of their own."""
    return chain.inputs.word("carrier.morphology") in PENDANT


def plain(chain: Chain) -> None:
    """Molar masses and shares of the plain chain; a dendrimer is one molecule without blocks."""
    if chain.inputs.word("carrier.morphology") == "dendrimer" and "carrier.core_molar_mass" not in chain:
        chain.alias("core_molar_mass", "carrier.corona_molar_mass")
        chain.values["corona_molar_mass"] = 0.0
    else:
        chain.alias("core_molar_mass", "carrier.core_molar_mass")
        if "carrier.corona_molar_mass" in chain:
            chain.alias("corona_molar_mass", "carrier.corona_molar_mass")
        else:
            chain.values["corona_molar_mass"] = 0.0
    chain.derive("chain_molar_mass", lambda a, b: a + b, a="core_molar_mass", b="corona_molar_mass")
    chain.derive("core_mass_share", lambda a, b: a / b, a="core_molar_mass", b="chain_molar_mass")
    if has_corona(chain):
        chain.put("corona_segments", corona.segment_number, chain_molar_mass="corona_molar_mass")
    if chain.inputs.word("payload.place") == "lumen" or "loading.drug_to_polymer" not in chain:
        chain.values["payload_in_core"] = 0.0
    else:
        chain.derive("payload_in_core", lambda p, x: p / (p + x), p="loading.drug_to_polymer", x="core_mass_share")


def ligand_bearing(chain: Chain) -> None:
    """Molar mass of what one ligand brings along (its chain, or linker and ligand), and how much that exceeds a plain chain."""
    if "ligand.tether_molar_mass" in chain:
        chain.alias("tether_molar_mass", "ligand.tether_molar_mass")
    elif has_corona(chain):
        chain.alias("tether_molar_mass", "carrier.corona_molar_mass")
    else:
        chain.alias("tether_molar_mass", "model.linker_molar_mass")
    if "ligand.molar_mass" in chain:
        chain.derive("linker_and_ligand", lambda t, m: t + m, t="tether_molar_mass", m="ligand.molar_mass")
    else:
        chain.alias("linker_and_ligand", "tether_molar_mass")
    if is_pendant(chain):
        chain.alias("ligand_chain_molar_mass", "linker_and_ligand")
        chain.alias("ligand_surplus", "linker_and_ligand")
    else:
        chain.derive("ligand_chain_molar_mass", lambda c, a: c + a, c="core_molar_mass", a="linker_and_ligand")
        chain.derive("ligand_surplus", lambda a, b: a - b, a="ligand_chain_molar_mass", b="chain_molar_mass")


def outward_share(chain: Chain) -> None:
    """Share of the ligand chains at the outer surface: as given, else from the geometry."""
    if chain.inputs.state("ligand.surface_fraction") == "typed" or "outer_share" not in chain:
        chain.alias("ligand_outer_share", "ligand.surface_fraction")
    else:
        chain.alias("ligand_outer_share", "outer_share")


def _density(chain: Chain) -> str:
    """The kind of unit in which the ligand density was given; empty when there is none."""
    ingredient = chain.inputs.ingredients.get("ligand.density")
    return kind(ingredient.unit) if ingredient is not None and "ligand.id" in chain.inputs.words else ""


def _payload(chain: Chain) -> str | float:
    return "loading.drug_to_polymer" if "loading.drug_to_polymer" in chain else 0.0


def ligands_on_chains(chain: Chain) -> None:
    """Ligands per particle when the number of chains is known, from whichever way the density was given."""
    outward_share(chain)
    said = _density(chain)
    if not said:
        missing = "ligand.density" if "ligand.id" in chain.inputs.words else "ligand.id"
        chain.miss("ligand.per_particle", chain.reason(missing))
    elif said == kind("mol%"):
        chain.derive("ligand.per_particle", lambda x, n: x * n, x="ligand.density", n="aggregation_number")
    elif said == kind("wt%"):
        chain.derive(
            "ligand.per_particle",
            lambda w, p, n, c, a, s: positive(w * (1 + p) * n * c / positive(a - w * (1 + p) * s)),
            w="ligand.density",
            p=0.0 if chain.inputs.word("carrier.morphology") == "dendrimer" else _payload(chain),
            n="aggregation_number",
            c="chain_molar_mass",
            a="ligand_chain_molar_mass",
            s="ligand_surplus",
        )
    else:
        counted(chain)


def counted(chain: Chain) -> None:
    """Ligands per particle given as a number, or per area of those facing out."""
    if _density(chain) == kind("1/particle"):
        chain.alias("ligand.per_particle", "ligand.density")
    else:
        chain.derive("ligand.per_particle", lambda g, a, s: g * a / s, g="ligand.density", a="core_area", s="ligand_outer_share")


def chains_in_mass(chain: Chain) -> None:
    """Chains and ligands of a sphere filled with whole chains, from its `polymer_mass_per_particle`."""
    said = _density(chain)
    outward_share(chain)
    whole = {"m": "polymer_mass_per_particle", "c": "chain_molar_mass"}
    if said == kind("mol%"):
        chain.derive(
            "aggregation_number",
            lambda m, c, x, s: m * constants.AVOGADRO / (c + x * s),
            x="ligand.density",
            s="ligand_surplus",
            **whole,
        )
        chain.derive("ligand.per_particle", lambda x, n: x * n, x="ligand.density", n="aggregation_number")
        return
    if not said:
        chain.derive("aggregation_number", lambda m, c: m * constants.AVOGADRO / c, **whole)
        ligands_on_chains(chain)
        return
    if said == kind("wt%"):
        chain.derive(
            "ligand.per_particle",
            lambda w, p, m, a: w * (1 + p) * m * constants.AVOGADRO / a,
            w="ligand.density",
            p=_payload(chain),
            m="polymer_mass_per_particle",
            a="ligand_chain_molar_mass",
        )
    else:
        counted(chain)
    chain.derive(
        "aggregation_number",
        lambda m, c, n, s: positive(m * constants.AVOGADRO - n * s) / c,
        n="ligand.per_particle",
        s="ligand_surplus",
        **whole,
    )


def mass_of_chains(chain: Chain) -> None:
    """Mass of polymer in one particle, ligand-bearing chains included; the ligands on a dendrimer are not its polymer."""
    whole = {"n": "aggregation_number", "c": "chain_molar_mass"}
    if "ligand.per_particle" in chain and chain.inputs.word("carrier.morphology") != "dendrimer":
        chain.derive(
            "polymer_mass_per_particle",
            lambda n, c, k, s: positive(n * c + k * s) / constants.AVOGADRO,
            k="ligand.per_particle",
            s="ligand_surplus",
            **whole,
        )
    else:
        chain.derive("polymer_mass_per_particle", lambda n, c: n * c / constants.AVOGADRO, **whole)


def solids(chain: Chain) -> None:
    """Everything solid in one particle: polymer, payload, and what hangs on a dendrimer."""
    chain.derive("solids_per_particle", lambda m, p: m * (1 + p), m="polymer_mass_per_particle", p=_payload(chain))
    if chain.inputs.word("carrier.morphology") == "dendrimer" and "ligand.per_particle" in chain:
        chain.derive(
            "solids_per_particle",
            lambda t, k, s: t + k * s / constants.AVOGADRO,
            t="solids_per_particle",
            k="ligand.per_particle",
            s="ligand_surplus",
        )
