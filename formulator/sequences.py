"""Proteins, peptides and nucleic acids from their sequences: molar mass, counts and charge.

Residue masses are Biopython's; a water is lost for each bond. Molar masses are in g/mol and of the acid form, without counter-ions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formulator.chem.proteins import protein_isoelectric_point, protein_net_charge
from formulator.errors import UsageError

LONGEST = 20_000
WATER = 18.0153
SODIUM_FOR_PROTON = 22.98977 - 1.00794
HPO3 = 79.9799
"""What a 5'-phosphate adds to a 5'-hydroxyl."""
HYDROGEN = 1.00794
AMIDE = -0.98476
"""C-terminal amide instead of acid: NH2 for OH."""
ACETYL = 42.0367
"""N-terminal acetyl: C2H2O."""
THIO = 16.0656
"""Phosphorothioate instead of phosphate: S for O."""
AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"

_DOUBTFUL = {
    "B": "D or N",
    "Z": "E or Q",
    "J": "I or L",
    "X": "any amino acid",
    "U": "selenocysteine, for which there is no charge model",
    "O": "pyrrolysine, for which there is no charge model",
    "*": "a stop codon",
}


@dataclass(frozen=True, kw_only=True)
class Protein:
    """What a chain of amino acids says by itself. pI and charge are None for a closed ring or blocked ends."""

    sequence: str
    length: int
    molar_mass: float
    isoelectric_point: float | None
    net_charge: float | None
    extinction_280: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NucleicAcid:
    """What one or two strands say by themselves. `phosphates` are per molecule; each carries one charge."""

    strands: tuple[str, ...]
    length: int
    nucleotides: int
    molar_mass: float
    phosphates: int
    notes: tuple[str, ...] = ()

    @property
    def charge(self) -> int:
        """Elementary charges with every phosphate ionised once."""
        return -self.phosphates

    @property
    def sodium_salt_molar_mass(self) -> float:
        """With a sodium ion in place of the proton of every phosphate, in g/mol: what a vial of siRNA mostly holds."""
        return self.molar_mass + self.phosphates * SODIUM_FOR_PROTON


def amino_acids(text: str) -> str:
    """One-letter sequence in capitals; blanks, line ends and a FASTA heading do not count. Refuses any other letter by position."""
    lines = [line for line in str(text).splitlines() if not line.lstrip().startswith((">", ";"))]
    letters = "".join("".join(lines).split()).upper()
    _check_length(letters, "amino acid")
    for position, letter in enumerate(letters, 1):
        if letter not in AMINO_ACIDS:
            meaning = f" ({_DOUBTFUL[letter]})" if letter in _DOUBTFUL else ""
            raise UsageError(
                f"Letter {position} of the sequence is '{_shown(letter)}'{meaning}. It takes the 20 amino acids: {AMINO_ACIDS}."
            )
    return letters


def protein(
    text: str,
    *,
    ph: float = 7.4,
    disulfides: int = 0,
    is_cyclic: bool = False,
    is_amidated: bool = False,
    is_acetylated: bool = False,
) -> Protein:
    """A protein or peptide from its one-letter sequence; small letters (D-residues) weigh the same as capitals.

    A closed ring loses one more water; each disulfide two hydrogens. Other changes (PEG, dyes, sugars) are not in the sequence.
    """
    letters = amino_acids(text)
    cysteines = letters.count("C")
    if not 0 <= disulfides <= cysteines // 2:
        raise UsageError(f"{disulfides} disulfides need {2 * max(disulfides, 0)} cysteines; the sequence has {cysteines}.")
    if is_cyclic and (is_amidated or is_acetylated):
        raise UsageError("A chain closed head to tail has no ends to amidate or acetylate.")
    from Bio.Data import IUPACData

    weights: Mapping[str, float] = IUPACData.protein_weights
    mass = sum(weights[letter] for letter in letters) - (len(letters) - 1) * WATER - disulfides * 2 * HYDROGEN
    mass += (ACETYL if is_acetylated else 0.0) + (AMIDE if is_amidated else 0.0) - (WATER if is_cyclic else 0.0)
    free = not (is_cyclic or is_amidated or is_acetylated)
    notes = [] if free else ["pI and charge are left out: the model counts two free ends."]
    if disulfides and free:
        notes.append("pI and charge count every cysteine as free.")
    return Protein(
        sequence=letters,
        length=len(letters),
        molar_mass=mass,
        isoelectric_point=float(protein_isoelectric_point(sequence=letters)) if free else None,
        net_charge=float(protein_net_charge(sequence=letters, ph=ph)) if free else None,
        extinction_280=5500.0 * letters.count("W") + 1490.0 * letters.count("Y") + 125.0 * disulfides,
        notes=tuple(notes),
    )


def bases(text: str, kind: str = "RNA") -> tuple[str, ...]:
    """Nucleotides of one strand, 5' to 3': `dA dC dG dT` and `rA rC rG rU` (or `A` ... of the strand's own kind)."""
    own, letters = ("r", "ACGU") if kind == "RNA" else ("d", "ACGT")
    if kind not in ("RNA", "DNA"):
        raise UsageError(f"'{_shown(kind)}' is no nucleic acid; it is RNA or DNA.")
    lines = [line for line in str(text).splitlines() if not line.lstrip().startswith((">", ";"))]
    plain = re.sub(r"^5['′]-?|-?3['′]$", "", "".join("".join(lines).split()))
    _check_length(plain, "nucleotide")
    found: list[str] = []
    position = 0
    while position < len(plain):
        sugar = plain[position] if plain[position] in "dr" and position + 1 < len(plain) else ""
        at = position + len(sugar)
        letter = plain[at].upper()
        allowed = {"d": "ACGT", "r": "ACGU", "": letters}[sugar]
        if letter not in allowed:
            wrong = "; T belongs to DNA (write dT)" if letter == "T" else "; U belongs to RNA (write rU)" if letter == "U" else ""
            raise UsageError(f"Letter {at + 1} of the strand is '{_shown(plain[at])}'. {kind} takes {', '.join(letters)}{wrong}.")
        found.append((sugar or own) + letter)
        position = at + 1
    return tuple(found)


def nucleic_acid(
    strands: Sequence[str], *, kind: str = "RNA", five_prime_phosphates: int = 0, is_circular: bool = False, is_thio: bool = False
) -> NucleicAcid:
    """A nucleic acid from one or two strands, each 5' to 3'.

    Each open strand of n nucleotides has n - 1 phosphates, and one more with a 5'-phosphate; a closed circle has n.
    """
    if isinstance(strands, str) or not 1 <= len(strands) <= 2:
        raise UsageError("A nucleic acid has one strand or two, each written 5' to 3'.")
    read = [bases(strand, kind) for strand in strands]
    if not 0 <= five_prime_phosphates <= (0 if is_circular else len(read)):
        raise UsageError(f"{five_prime_phosphates} 5'-phosphates do not fit: there are {0 if is_circular else len(read)} 5' ends.")
    from Bio.Data import IUPACData

    monophosphates = {f"r{letter}": mass for letter, mass in IUPACData.unambiguous_rna_weights.items()}
    monophosphates |= {f"d{letter}": mass for letter, mass in IUPACData.unambiguous_dna_weights.items()}
    phosphates, mass = five_prime_phosphates, 0.0
    for strand in read:
        linkages = len(strand) if is_circular else len(strand) - 1
        phosphates += linkages
        mass += sum(monophosphates[base] for base in strand) - linkages * WATER - (0.0 if is_circular else HPO3)
        mass += THIO * linkages if is_thio else 0.0
    mass += five_prime_phosphates * HPO3
    notes = ["every linkage counted as phosphorothioate"] if is_thio else []
    return NucleicAcid(
        strands=tuple(strand.strip() for strand in strands),
        length=max(len(strand) for strand in read),
        nucleotides=sum(len(strand) for strand in read),
        molar_mass=mass,
        phosphates=phosphates,
        notes=tuple(notes),
    )


def _check_length(letters: str, what: str) -> None:
    if not letters:
        raise UsageError(f"The sequence has no {what}.")
    if len(letters) > LONGEST:
        raise UsageError(f"The sequence has {len(letters):,} letters; up to {LONGEST:,} are read.")


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in str(text))[:40]
