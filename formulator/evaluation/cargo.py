"""What one molecule or complex of a large payload is: its molar mass, net charge and size."""

from __future__ import annotations

from formulator.chem import complexes, constants, proteins
from formulator.chem.proteins import AMINO_ACIDS
from formulator.evaluation.chain import Chain, Word
from formulator.prediction import Flag

BOUND = "payload.bound_phosphates"
MASS_PER_NUCLEOTIDE = 0.330
"""Mean molar mass of a nucleotide of RNA with sodium in part replaced by H, kg/mol: 320 to 343 (ssRNA 321, with sodium 343)."""
OUTPUTS = ("loading.payload_charge", "loading.payload_diameter")


def is_complex(chain: Chain) -> bool:
    """True for a protein that is given with the nucleic acid it holds."""
    return chain.inputs.word("payload.kind") == "protein" and BOUND in chain.inputs.numbers


def molar_mass(chain: Chain) -> None:
    """Of what one payload particle is: the molecule, or the protein with its nucleic acid."""
    if not is_complex(chain):
        chain.alias("payload_molar_mass", "payload.molar_mass")
        return
    chain.derive("bound_molar_mass", lambda n: n * MASS_PER_NUCLEOTIDE, n=BOUND)
    chain.put(
        "payload_molar_mass",
        complexes.complex_molar_mass,
        protein_molar_mass="payload.molar_mass",
        nucleic_acid_molar_mass="bound_molar_mass",
    )


def sequence(chain: Chain) -> str:
    """The payload's amino acids, empty where they are not known in full."""
    material = chain.inputs.materials.get("payload")
    letters = "".join((material.text("sequence") or "").split()).upper() if material is not None else ""
    return letters if set(letters) <= set(AMINO_ACIDS) else ""


def protein_charge(chain: Chain) -> None:
    """From the sequence at the pH of the medium, else as the catalogue has it for pH 7.4."""
    letters = sequence(chain)
    if letters:
        chain.put(
            "protein_charge",
            proteins.protein_net_charge,
            sequence=Word(letters),
            ph="medium.ph",
            disulfides="payload.disulfides" if "payload.disulfides" in chain else 0.0,
        )
        return
    chain.derive("protein_charge", lambda q: q / constants.ELEMENTARY_CHARGE, q="payload.net_charge")
    chain.flag(
        "protein_charge",
        Flag(
            id="charge-at-ph-7.4",
            severity="info",
            path="payload.id",
            text="The payload's charge is that at pH 7.4: without its sequence it cannot be moved to the pH of the medium.",
        ),
    )


def charge(chain: Chain) -> None:
    """Net charge of one molecule or complex."""
    kind = chain.inputs.word("payload.kind")
    if kind == "nucleic_acid":
        chain.derive("loading.payload_charge", lambda n: -n * constants.ELEMENTARY_CHARGE, n="payload.phosphates")
        return
    protein_charge(chain)
    if is_complex(chain):
        chain.put("complex_charge", complexes.complex_net_charge, protein_charge="protein_charge", phosphates=BOUND)
    else:
        chain.alias("complex_charge", "protein_charge")
    chain.derive("loading.payload_charge", lambda z: z * constants.ELEMENTARY_CHARGE, z="complex_charge")


def diameter(chain: Chain) -> None:
    """As the catalogue has it, else of a compact globule of its mass."""
    if chain.inputs.word("payload.kind") == "nucleic_acid":
        chain.alias("loading.payload_diameter", "payload.hydrodynamic_diameter")
    elif "payload.hydrodynamic_radius" in chain and not is_complex(chain):
        chain.derive("loading.payload_diameter", lambda r: 2 * r, r="payload.hydrodynamic_radius")
    else:
        chain.put("loading.payload_diameter", complexes.globule_diameter, molar_mass="payload_molar_mass")


def build(chain: Chain) -> None:
    """All of a large payload; small molecules have none of it."""
    molar_mass(chain)
    kind = chain.inputs.word("payload.kind")
    if kind in ("protein", "nucleic_acid"):
        charge(chain)
        diameter(chain)
        return
    for path in OUTPUTS:
        chain.miss(path, "Given for proteins, their complexes and nucleic acids." if kind else chain.reason("payload.id"))
