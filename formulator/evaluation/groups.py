"""Groups that charge the surface beside the carrier's own: a second kind, and the ligands facing out.

A second acid is written as a base of the same pK_a that starts negative: −Γ + Γ(1 − α) is −Γα, so one model serves every pair.
"""

from __future__ import annotations

import math

from formulator.chem import constants
from formulator.chem.model import Number
from formulator.evaluation.chain import Chain

OTHER = "carrier.other_sites"
DENSITY, PKA = "carrier.other_site_density", "carrier.other_site_pka"
_UNUSED: dict[str, str | float] = {"acid_pka": 4.5, "acid_density": 0.0, "base_pka": 9.5, "base_density": 0.0}
"""pK_a of groups of which there are none: without weight."""


def has_other(chain: Chain) -> bool:
    """True when the design gives a second kind of groups and how many."""
    return OTHER in chain.inputs.words and DENSITY in chain


def has_charged_ligands(chain: Chain) -> bool:
    """True when the charge of a ligand is given and ligands face out."""
    return "ligand.charge" in chain and "ligands_out" in chain


def is_mixed(chain: Chain) -> bool:
    """True when more than the carrier's own groups stand on the core."""
    return has_other(chain) or "ligand_charges" in chain


def count(chain: Chain, behind_layer: bool) -> None:
    """Charges that no pH changes: elementary charges per area of core, or per volume of the layer whose tips carry them."""
    if "ligand.charge" in chain:
        shares = {"s": "ligand_outer_share", "y": "ligand.coupling_yield"}
        chain.derive("ligands_out", lambda n, s, y: n * s * y, n="ligand.per_particle", **shares)
    if has_charged_ligands(chain):
        charges = {"q": "ligand.charge", "n": "ligands_out"}
        if behind_layer:
            chain.derive("layer_charge", _per_layer, r="core_radius", t="outer_radius", **charges)
        else:
            chain.derive("ligand_charges", lambda q, n, a: q / constants.ELEMENTARY_CHARGE * n / a, a="core_area", **charges)
    sign = {"positive": 1.0, "negative": -1.0}.get(chain.inputs.word(OTHER))
    if sign is None and chain.inputs.word(OTHER) == "acid" and chain.inputs.word("carrier.site_kind") == "acid":
        sign = -1.0
    if has_other(chain) and sign is not None:
        more: str | float = "ligand_charges" if "ligand_charges" in chain else 0.0
        chain.derive("fixed_charges", lambda g, m, s: s * g + m, g=DENSITY, m=more, s=sign)
    elif "ligand_charges" in chain:
        chain.alias("fixed_charges", "ligand_charges")


def _per_layer(q: Number, n: Number, r: Number, t: Number) -> Number:
    """Elementary charges per volume of the shell from radius r to t."""
    return q / constants.ELEMENTARY_CHARGE * n / (4 / 3 * math.pi * (t**3 - r**3))


def arguments(chain: Chain, alone: bool = False) -> dict[str, str | float]:
    """What the model of mixed surfaces is asked with: the carrier's own groups, and unless `alone` the second kind and fixed charges."""
    found = dict(_UNUSED)
    own = chain.inputs.word("carrier.site_kind")
    if own != "none":
        found |= {f"{own}_pka": "carrier.site_pka", f"{own}_density": "carrier.site_density"}
    if alone:
        return found
    other = chain.inputs.word(OTHER) if has_other(chain) else ""
    place = {
        ("acid", "acid"): "base",
        ("base", "base"): "second_base",
    }.get((own, other), other)
    if other in ("acid", "base"):
        found |= {f"{place}_pka": PKA, f"{place}_density": DENSITY}
    if "fixed_charges" in chain:
        found["fixed_charges"] = "fixed_charges"
    return found
