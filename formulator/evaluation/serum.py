"""What blood holds against binding beside the protein corona: soluble antigen on the ligands, a natural ligand on the receptors.

Both are asked for only where a person gave them; nothing is taken from the catalogue by itself.
"""

from __future__ import annotations

from formulator.chem import competition
from formulator.evaluation.chain import Chain


def free_ligands(chain: Chain) -> None:
    """Working ligands in serum: those that proteins leave free and soluble antigen does not hold."""
    if chain.inputs.state("target.antigen_concentration") != "typed":
        chain.alias("active_in_serum", "unmasked_in_serum")
        return
    chain.alias("antigen_affinity", "target.antigen_dissociation_constant", "ligand.dissociation_constant")
    chain.put(
        "free_of_antigen",
        competition.free_ligand_fraction,
        ligand_concentration=0.0,
        antigen_concentration="target.antigen_concentration",
        dissociation_constant="antigen_affinity",
    )
    chain.derive("active_in_serum", lambda n, f: n * f, n="unmasked_in_serum", f="free_of_antigen")


def free_receptors(chain: Chain) -> None:
    """Receptors per target cell, and per its area, that the natural ligand leaves free."""
    if chain.inputs.state("target.competitor_concentration") != "typed":
        chain.alias("receptors_in_serum", "target.receptors")
        chain.alias("receptor_density_in_serum", "receptor_density")
        return
    chain.put(
        "receptors_in_serum",
        competition.open_receptors,
        receptors="target.receptors",
        competitor_concentration="target.competitor_concentration",
        competitor_dissociation_constant="target.competitor_dissociation_constant",
    )
    chain.derive("receptor_density_in_serum", lambda n, a: n / a, n="receptors_in_serum", a="target.cell_area")
