"""Charge of peptides and proteins from their sequence, with the pK set of Bjellqvist."""

from __future__ import annotations

import functools
import math

from formulator.chem.elementary import smaller
from formulator.chem.model import Arg, Grade, Number, Text, model
from formulator.chem.numeric import logistic
from formulator.errors import ModelError

LN10 = math.log(10.0)
AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"

BASIC = {"K": 10.0, "R": 12.0, "H": 5.98}
ACIDIC = {"D": 4.05, "E": 4.45, "C": 9.0, "Y": 10.0}
N_TERMINUS = {"A": 7.59, "M": 7.0, "S": 6.93, "P": 8.36, "T": 6.82, "V": 7.44, "E": 7.7}
C_TERMINUS = {"D": 4.55, "E": 4.75}
OTHER_N_TERMINUS = 7.5
OTHER_C_TERMINUS = 3.55

_SEQUENCE = Text("one-letter sequence from the N to the C terminus; blanks and line ends do not count")
_FREE = (
    "every group ionises alone, as in an unfolded chain",
    "cysteines free but for the disulfides named",
    "both ends free",
)
_SETS = (
    "Published pK sets differ by 1 to 3 charges at pH 7.4 for a protein.",
    "Folding shifts groups: lysozyme focuses near 11, not at 9.3. A disulfide takes two cysteines out.",
)
_BRIDGES = Arg("", 0.0, 40.0, "disulfides, each of which takes two cysteines out", domain=(0.0, 1e4), default=0.0)


@functools.lru_cache(maxsize=256)
def _groups(sequence: str) -> tuple[tuple[tuple[float, int], ...], tuple[tuple[float, int], ...], int]:
    """(pK, count) of all bases and of all acids of a sequence, and how many of the acids are cysteines."""
    letters = "".join(sequence.split()).upper()
    for position, letter in enumerate(letters, 1):
        if letter not in AMINO_ACIDS:
            raise ModelError(f"The sequence has '{letter}' at position {position}. It takes the 20 amino acids: {AMINO_ACIDS}.")
    if not letters:
        raise ModelError("The sequence has no amino acid.")
    bases = [(pk, letters.count(letter)) for letter, pk in BASIC.items()]
    acids = [(pk, letters.count(letter)) for letter, pk in ACIDIC.items()]
    bases.append((N_TERMINUS.get(letters[0], OTHER_N_TERMINUS), 1))
    acids.append((C_TERMINUS.get(letters[-1], OTHER_C_TERMINUS), 1))
    return tuple(group for group in bases if group[1]), tuple(group for group in acids if group[1]), letters.count("C")


@model(
    "",
    grade=Grade.FIT_TRANSFERRED,
    equation="z = Σ n_B/(1 + 10^(pH − pK_B)) − Σ n_A/(1 + 10^(pK_A − pH))",
    tex=r"z = \sum_B\frac{n_B}{1+10^{\mathrm{pH}-\mathrm{p}K_B}} - \sum_A\frac{n_A}{1+10^{\mathrm{p}K_A-\mathrm{pH}}}",
    sources=("bjellqvist1993", "bjellqvist1994"),
    assumes=_FREE,
    valid=(*_SETS, "The pK set was fitted to proteins that focus between pH 4 and 7.3."),
    sequence=_SEQUENCE,
    ph=Arg("", 4.0, 12.0, "pH of the medium", domain=(-20.0, 40.0)),
    disulfides=_BRIDGES,
)
def protein_net_charge(*, sequence: str, ph: Number, disulfides: Number = 0.0) -> Number:
    """Net charge of a peptide or protein at a pH, in elementary charges.

    z = Σ n_B/(1 + 10^(pH − pK_B)) − Σ n_A/(1 + 10^(pK_A − pH))

    sequence: one-letter text; ph: number or array; disulfides: how many, at most half of the cysteines count.

    Example: octa-arginine with both ends free, at pH 7.4.

    >>> round(protein_net_charge(sequence="RRRRRRRR", ph=7.4), 5)
    7.55725

    References: Bjellqvist et al., Electrophoresis 1993, 14, 1023, doi:10.1002/elps.11501401163; 1994, 15, 529,
    doi:10.1002/elps.1150150171.
    """
    bases, acids, cysteines = _groups(sequence)
    bridged = smaller(2.0 * disulfides, float(cysteines))
    charge: Number = bridged * logistic(LN10 * (ph - ACIDIC["C"]))
    for pk, count in bases:
        charge = charge + count * logistic(LN10 * (pk - ph))
    for pk, count in acids:
        charge = charge - count * logistic(LN10 * (ph - pk))
    return charge


@model(
    "",
    grade=Grade.FIT_TRANSFERRED,
    equation="z(pI) = 0",
    tex=r"z(\mathrm{pI}) = 0",
    sources=("bjellqvist1993", "bjellqvist1994"),
    assumes=_FREE,
    valid=(
        *_SETS,
        "0.5 to 1 pH unit from measured values. Below 4 and above 12 say '< 4' and '> 12': the pK set was fitted to "
        "proteins that focus between pH 4 and 7.3.",
    ),
    sequence=_SEQUENCE,
    disulfides=_BRIDGES,
)
def protein_isoelectric_point(*, sequence: str, disulfides: float = 0.0) -> float:
    """pH at which a peptide or protein carries no net charge.

    z(pI) = 0

    sequence: one-letter text; disulfides: how many.

    Notes: charge falls steadily as pH rises, so there is one such pH. Programs that search between 4.05 and 12 return
    those bounds for very acidic and very basic peptides; this search has no bounds.

    Example: R8, which such programs put at 12.

    >>> round(protein_isoelectric_point(sequence="RRRRRRRR"), 2)
    12.85

    References: Bjellqvist et al., Electrophoresis 1993, 14, 1023, doi:10.1002/elps.11501401163; 1994, 15, 529,
    doi:10.1002/elps.1150150171.
    """
    low, high = -20.0, 40.0
    while high - low > 1e-9:
        middle = 0.5 * (low + high)
        if protein_net_charge.si(sequence=sequence, ph=middle, disulfides=disulfides) > 0.0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
