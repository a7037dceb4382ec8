"""What the words of papers mean in a design: carrier classes, polymers, coats, methods, media and payloads, first match wins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

NO_CLASS = re.compile(r"lipid|liposome|conjugate np|inorganic|metal|silica")
"""Carriers that the program has no class for, whatever else their name holds."""
CLASSES: Sequence[tuple[str, str]] = (
    (r"solid|nanosphere|nanoparticle|\bnp\b", "solid_particle"),
    (r"polymersome|vesicle", "polymersome"),
    (r"micelle", "micelle"),
    (r"nanogel", "nanogel"),
    (r"polyplex", "polyplex"),
    (r"dendrimer", "dendrimer"),
)
METHODS: Sequence[tuple[str, str]] = (
    (r"flash", "flash_nanoprecipitation"),
    (r"nanoprecipitation", "nanoprecipitation"),
    (r"double emulsion|w/o/w", "double_emulsion"),
    (r"ph.gradient", "ph_gradient"),
    (r"thin.film|film hydration", "thin_film"),
    (r"emulsi", "emulsion"),
    (r"dialysis|solvent (switch|exchange|evaporation|displacement)", "solvent_switch"),
)
MEDIA: Sequence[tuple[str, str]] = (
    (r"pbs|phosphate.buffered saline", "pbs"),
    (r"\b1 ?mm (nacl|kcl)", "nacl_1mM"),
    (r"\b10 ?mm (nacl|kcl)", "nacl_10mM"),
    (r"\b10 ?mm (sodium )?phosphate", "pb10"),
    (r"\b10 ?mm hepes", "hepes10"),
    (r"(deioni[sz]ed|distilled|milli-?q|ultrapure|pure) ?water|^water$", "water"),
)
CARRIERS: Sequence[tuple[str, str, str]] = (
    ("solid_particle", r"plga.*(sarcosine|psar)", "psar_plga"),
    ("solid_particle", r"plga.*peg|peg.*plga", "peg_plga_np"),
    ("solid_particle", r"plga", "plga"),
    ("solid_particle", r"pcl.*peg|peg.*pcl", "peg_pcl_micelle"),
    ("solid_particle", r"(pd?ll?a\b|lactide).*peg|peg.*(\bpd?ll?a\b|lactide)", "peg_pla_np"),
    ("solid_particle", r"\bpd?ll?a\b|polylactide|polylactic", "pdlla"),
    ("solid_particle", r"albumin|\b[hb]sa\b", "hsa"),
    ("micelle", r"pcl.*peg|peg.*pcl", "peg_pcl_micelle"),
    ("micelle", r"(\bpd?ll?a\b).*peg|peg.*(\bpd?ll?a\b)", "peg_pdlla_micelle"),
    ("micelle", r"f127|poloxamer 407", "f127"),
    ("micelle", r"p123", "p123"),
    ("micelle", r"dspe", "dspe_peg"),
    ("micelle", r"^(peg-?)?tpgs|tocopher.*succinate", "tpgs"),
    ("micelle", r"peg.*p\(?asp", "peg_pasp"),
    ("micelle", r"peg.*p(l-?)?glu", "peg_plglu"),
    ("micelle", r"peg.*p?his", "peg_phis"),
    ("polymersome", r"peg.*pcl|pcl.*peg", "peg_pcl_psome"),
    ("polymersome", r"tmc-dtc", "peg_ptmcdtc"),
    ("polymersome", r"ptmc", "peg_ptmc"),
    ("polymersome", r"pmpc.*pdpa", "pmpc_pdpa"),
    ("polymersome", r"pdpa", "peg_pdpa"),
    ("polymersome", r"pps|propylene sulfide", "peg_pps"),
    ("nanogel", r"hyaluron", "ha_nanogel"),
    ("nanogel", r"chitosan", "chitosan"),
    ("polyplex", r"chitosan", "chitosan"),
    ("polyplex", r"\bpei\b|polyethylenimine", "pei25k"),
    ("polyplex", r"pbae|beta-amino ester", "pbae"),
    ("polyplex", r"peg.*(pll|lysine)", "pll_peg"),
    ("dendrimer", r"pamam.*g5|g5.*pamam", "pamam_g5"),
    ("dendrimer", r"pamam", "pamam_g4"),
)
"""Class, words in the carrier's name, and the carrier of the catalogue; `plga` is told apart by its lactide share."""


@dataclass(frozen=True)
class Groups:
    """The ionisable groups that face the medium: as a catalogue entry names them, with their pK_a."""

    group: str
    pka: float


COATS: Sequence[tuple[str, Groups]] = (
    (r"chitosan.coat|coated with chitosan|chitosan.shell", Groups("primary amine of the chitosan coat", 6.3)),
    (r"(/|\+ ?)pei\b(?!/(si|p?d|m)?[rd]na)|pei.coat", Groups("amines of the poly(ethylenimine) coat", 8.4)),
    (r"dotap|ddab|cationic lipid", Groups("quaternary ammonium of the lipid coat", 12.0)),
    (r"\bha coat|hyaluron\w*( acid)?.coat|coated with hyaluron", Groups("carboxyl of the hyaluronan coat", 3.0)),
)
"""Coats turn the sign of a particle: the carrier is then a material of the table's own."""
OWN_GROUPS: Sequence[tuple[str, Groups]] = (
    (r"pcl|caprolactone|polyester|glutamic|\bpga\b", Groups("carboxyl end group", 4.8)),
    (r"arginin|guanid|peptide", Groups("guanidine", 12.5)),
    (r"polycation|amine|lysine|pamam|\bpam\b|deta", Groups("amine", 8.4)),
)
"""Groups of polymers that the catalogue does not hold; a pK_a in the carrier's name goes before these."""
NUCLEIC_ACIDS: Sequence[tuple[str, str]] = (
    (r"sirna", "sirna_21"),
    (r"mirna", "mirna_mimic"),
    (r"mrna", "mrna_1k"),
    (r"pdna|plasmid", "pdna_5k"),
    (r"oligonucleotide|antisense|\baso\b", "aso_20"),
)
PAYLOAD_KINDS: Sequence[tuple[str, str]] = (
    (r"^small molecule", "drug"),
    (r"^(sirna|nucleic acid|dna|rna|mrna|pdna)", "nucleic_acid"),
    (r"^(protein|peptide|enzyme|antibody)", "protein"),
)
NO_PAYLOAD = re.compile(r"^(none|not stated|empty|blank|unloaded)\b|^$")
PHYSICALLY_MIXED = re.compile(r"\s*\+?\s*physically mixed.*")
PKA = re.compile(r"\bpka (\d+(?:\.\d+)?)")

Meaning = TypeVar("Meaning")


def first(text: str, meanings: Sequence[tuple[str, Meaning]]) -> Meaning | None:
    """What the first pattern that is found in the text stands for."""
    return next((meaning for pattern, meaning in meanings if re.search(pattern, text.lower())), None)
