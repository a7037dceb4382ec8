"""Ionised groups and counted charges: Henderson–Hasselbalch, phosphates, N/P, charge ratio, buffering."""

from __future__ import annotations

import math
from collections.abc import Sequence

from formulator.chem import constants
from formulator.chem.charge import KINDS
from formulator.chem.model import Arg, Choice, Grade, Number, model
from formulator.chem.numeric import logistic
from formulator.errors import ModelError

LN10 = math.log(10.0)

_PKA = Arg("", 0.0, 14.0, "pK_a of the group", domain=(-20.0, 40.0))
_PH = Arg("", 0.0, 14.0, "pH of the medium", domain=(-2.0, 16.0))
_NP = Arg("", 0.5, 60.0, "nitrogens per phosphate", domain=(0.0, 1e6))
_PER_NITROGEN = Arg("kg/mol", 0.03, 1.0, "polymer mass per protonatable nitrogen", show="g/mol", domain=(1e-3, 1e4))
_PER_PHOSPHATE = Arg("kg/mol", 0.3, 0.36, "nucleic-acid mass per phosphate", show="g/mol", domain=(1e-2, 1e3))
_PHOSPHATE = Arg("mol", 1e-13, 1e-3, "amount of phosphate groups", show="nmol", domain=(0.0, 1e6))
_COUNT = ("Exact counting: it is as good as the masses and the convention.",)
_PHOSPHATES = ("Whether 5′ ends carry a phosphate changes short RNA by 5 %: a 21-mer duplex has 40 without and 42 with them.",)


@model(
    "",
    grade=Grade.LAW,
    equation="acid: α = 1/(1 + 10^(pK_a − pH)); base: α = 1/(1 + 10^(pH − pK_a))",
    tex=r"\alpha_\mathrm{acid} = \frac{1}{1+10^{\mathrm{p}K_a-\mathrm{pH}}},\quad"
    r"\alpha_\mathrm{base} = \frac{1}{1+10^{\mathrm{pH}-\mathrm{p}K_a}}",
    sources=("hendersonhasselbalch",),
    assumes=("groups ionise alone", "pH at the group is that of the bulk"),
    valid=(
        "Free small molecules. On a chain or surface the charges hold each other back: ionisation spreads over several "
        "pH units and is less than this, in a complex with the opposite charge more.",
    ),
    kind=Choice(KINDS, "acids become negative, bases positive"),
    pka=_PKA,
    ph=_PH,
)
def ionised_fraction(*, kind: str, pka: Number, ph: Number) -> Number:
    """Share of acid or base groups that carry charge at a pH.

    acid: α = 1/(1 + 10^(pK_a − pH)); base: α = 1/(1 + 10^(pH − pK_a))

    kind: 'acid' or 'base'; pka, ph: plain numbers or arrays (kind is one word).

    Example: a base of pK_a 6.4 at pH 7.4 is 1/11 protonated.

    >>> round(ionised_fraction(kind="base", pka=6.4, ph=7.4), 6)
    0.090909

    References: Henderson 1908; Hasselbalch 1917 (textbook relation).
    """
    if kind not in KINDS:
        raise ModelError(f"A group is '{kind}'. It is one of: {', '.join(KINDS)}.")
    shift = LN10 * (ph - pka)
    return logistic(shift if kind == "acid" else -shift)


@model(
    "kg",
    show="ug",
    grade=Grade.LAW,
    equation="m = (N/P) n_P M_N",
    tex=r"m = (N/P)\, n_P\, M_N",
    sources=("chargecounting",),
    valid=(*_COUNT, "Every protonatable nitrogen is counted, protonated or not."),
    np_ratio=_NP,
    phosphate=_PHOSPHATE,
    mass_per_nitrogen=_PER_NITROGEN,
)
def polymer_mass_for_np_ratio(*, np_ratio: Number, phosphate: Number, mass_per_nitrogen: Number) -> Number:
    """Mass of polycation to weigh for a wanted N/P.

    m = (N/P) n_P M_N

    np_ratio: plain number; phosphate: mol; mass_per_nitrogen: kg/mol (PEI 43.07 g/mol, polylysine free base 128.17,
    hydrobromide 209.1); numbers or arrays.

    Example: N/P 10 for 1 µg siRNA (21-mer duplex, 42 phosphates, 13.3 kg/mol) with PEI, in µg.

    >>> mass = polymer_mass_for_np_ratio(np_ratio=10.0, phosphate=3.1578947e-9, mass_per_nitrogen=43.07e-3)
    >>> round(1e9 * mass, 4)
    1.3601
    """
    return np_ratio * phosphate * mass_per_nitrogen


@model(
    "",
    grade=Grade.LAW,
    equation="N/P = m / (M_N n_P)",
    tex=r"N/P = \frac{m}{M_N\, n_P}",
    sources=("chargecounting",),
    valid=(*_COUNT, "A salt form (hydrobromide, trifluoroacetate) has its own mass per nitrogen."),
    polymer_mass=Arg("kg", 1e-12, 1e-2, "polycation weighed in", show="ug", domain=(0.0, 1e6)),
    phosphate=Arg("mol", 1e-13, 1e-3, "amount of phosphate groups", show="nmol", domain=(1e-20, 1e6)),
    mass_per_nitrogen=_PER_NITROGEN,
)
def np_ratio(*, polymer_mass: Number, phosphate: Number, mass_per_nitrogen: Number) -> Number:
    """Nitrogens of the polycation per phosphate of the nucleic acid.

    N/P = m / (M_N n_P)

    polymer_mass: kg; phosphate: mol; mass_per_nitrogen: kg/mol; numbers or arrays.

    Example: the inverse of `polymer_mass_for_np_ratio`.

    >>> ratio = np_ratio(polymer_mass=1.3601053e-9, phosphate=3.1578947e-9, mass_per_nitrogen=43.07e-3)
    >>> round(ratio, 5)
    10.0
    """
    return polymer_mass / (mass_per_nitrogen * phosphate)


@model(
    "",
    show="mg/mg",
    grade=Grade.LAW,
    equation="m_polymer / m_NA = (N/P) M_N / M_P",
    tex=r"\frac{m_\mathrm{polymer}}{m_\mathrm{NA}} = (N/P)\,\frac{M_N}{M_P}",
    sources=("chargecounting",),
    valid=_COUNT,
    np_ratio=_NP,
    mass_per_nitrogen=_PER_NITROGEN,
    mass_per_phosphate=_PER_PHOSPHATE,
)
def polymer_to_nucleic_acid(*, np_ratio: Number, mass_per_nitrogen: Number, mass_per_phosphate: Number) -> Number:
    """Polycation per nucleic acid by weight (w/w) at an N/P.

    m_polymer / m_NA = (N/P) M_N / M_P

    np_ratio: plain number; mass_per_nitrogen, mass_per_phosphate: kg/mol; numbers or arrays.

    Example: PEI and plasmid DNA at N/P 10.

    >>> round(polymer_to_nucleic_acid(np_ratio=10.0, mass_per_nitrogen=43.07e-3, mass_per_phosphate=0.330), 4)
    1.3052
    """
    return np_ratio * mass_per_nitrogen / mass_per_phosphate


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="+/− = α N/P",
    tex=r"\frac{+}{-} = \alpha\,\frac{N}{P}",
    sources=("chargecounting",),
    assumes=("every phosphate carries one charge", "binding does not change protonation"),
    valid=(
        "A lower limit when α is that of the free polymer: binding to phosphate raises protonation, towards N/P itself. Show both ends.",
    ),
    np_ratio=_NP,
    ionised_fraction=Arg("", 0.0, 1.0, "share of the nitrogens that are protonated", domain=(0.0, 1.0)),
)
def charge_ratio(*, np_ratio: Number, ionised_fraction: Number) -> Number:
    """Positive charges of the polycation per negative charge of the nucleic acid.

    +/− = α N/P

    np_ratio: plain number; ionised_fraction: fraction; numbers or arrays.

    Example: N/P 10 with one nitrogen in five protonated.

    >>> charge_ratio(np_ratio=10.0, ionised_fraction=0.2)
    2.0
    """
    return np_ratio * ionised_fraction


def phosphates_per_molecule(*, strand_lengths: Sequence[int], five_prime_phosphates: int = 0) -> int:
    """Phosphates of a nucleic-acid molecule: one between neighbours of each strand, and those on 5′ ends.

    strand_lengths: nucleotides of each linear strand; five_prime_phosphates: how many strands carry one.

    Example: a duplex of two 21-mers, without and with 5′ phosphates.

    >>> phosphates_per_molecule(strand_lengths=(21, 21))
    40
    >>> phosphates_per_molecule(strand_lengths=(21, 21), five_prime_phosphates=2)
    42
    """
    if any(length < 1 for length in strand_lengths):
        raise ModelError("A strand has at least one nucleotide.")
    if not 0 <= five_prime_phosphates <= len(strand_lengths):
        raise ModelError(f"{five_prime_phosphates} 5′ phosphates do not fit on {len(strand_lengths)} strands.")
    return sum(length - 1 for length in strand_lengths) + five_prime_phosphates


@model(
    "",
    grade=Grade.LAW,
    equation="n_P = s (n − 1) + p",
    tex=r"n_P = s\,(n-1) + p",
    sources=("chargecounting",),
    assumes=("linear strands of one length",),
    valid=(*_COUNT, *_PHOSPHATES, "A plasmid is a ring: as many phosphates as nucleotides in both strands."),
    nucleotides=Arg("", 2.0, 1e5, "nucleotides of one strand", domain=(1.0, 1e10)),
    strands=Arg("", 1.0, 2.0, "strands of one molecule", domain=(1.0, 100.0), default=1.0),
    five_prime_phosphates=Arg("", 0.0, 2.0, "strands whose 5′ end carries a phosphate", domain=(0.0, 100.0), default=0.0),
)
def phosphate_count(*, nucleotides: Number, strands: Number = 1.0, five_prime_phosphates: Number = 0.0) -> Number:
    """Phosphates of a nucleic-acid molecule of strands of one length.

    n_P = s (n − 1) + p

    All arguments plain numbers or arrays.

    Example: siRNA of two 21-mers with 5′ phosphates (PMC3429637, table 2).

    >>> phosphate_count(nucleotides=21.0, strands=2.0, five_prime_phosphates=2.0)
    42.0
    """
    return strands * (nucleotides - 1.0) + five_prime_phosphates


@model(
    "kg/mol",
    show="g/mol",
    grade=Grade.LAW,
    equation="M_N = M_repeat / n_N + x M_ion",
    tex=r"M_N = \frac{M_\mathrm{repeat}}{n_N} + x\,M_\mathrm{ion}",
    sources=("chargecounting",),
    assumes=("the same salt form on every nitrogen",),
    valid=(*_COUNT, "Water in a salt is extra: weigh by assay where there is one."),
    repeat_molar_mass=Arg("kg/mol", 0.03, 1.0, "molar mass of the repeat unit, free base", show="g/mol", domain=(1e-3, 1e4)),
    nitrogens=Arg("", 1.0, 5.0, "protonatable nitrogens in the repeat unit", domain=(0.01, 1e4), default=1.0),
    ion_molar_mass=Arg(
        "kg/mol", 0.0, 0.2, "acid bound to a nitrogen (HCl 36.46, HBr 80.91, CF₃COOH 114.02)", show="g/mol", domain=(0.0, 10.0), default=0.0
    ),
    ions_per_nitrogen=Arg("", 0.0, 1.0, "acid molecules for each nitrogen", domain=(0.0, 10.0), default=1.0),
)
def mass_per_nitrogen(
    *, repeat_molar_mass: Number, nitrogens: Number = 1.0, ion_molar_mass: Number = 0.0, ions_per_nitrogen: Number = 1.0
) -> Number:
    """Polycation mass per protonatable nitrogen, in the salt form that is weighed.

    M_N = M_repeat / n_N + x M_ion

    repeat_molar_mass, ion_molar_mass: kg/mol; nitrogens, ions_per_nitrogen: plain numbers; numbers or arrays.

    Example: polylysine hydrobromide, in g/mol.

    >>> round(1e3 * mass_per_nitrogen(repeat_molar_mass=0.12817, ion_molar_mass=0.08091), 2)
    209.08
    """
    return repeat_molar_mass / nitrogens + ions_per_nitrogen * ion_molar_mass


@model(
    "kg/mol",
    show="g/mol",
    grade=Grade.LAW,
    equation="M_P = M / n_P",
    tex=r"M_P = \frac{M}{n_P}",
    sources=("chargecounting",),
    valid=(*_COUNT, *_PHOSPHATES),
    molar_mass=Arg("kg/mol", 1.0, 1e4, "molar mass of the nucleic acid", show="g/mol", domain=(1e-2, 1e9)),
    phosphates=Arg("", 5.0, 5e4, "phosphates in one molecule", domain=(1.0, 1e9)),
)
def mass_per_phosphate(*, molar_mass: Number, phosphates: Number) -> Number:
    """Nucleic-acid mass per phosphate; without a sequence 330 g/mol (DNA) and 340 g/mol (RNA) are in use.

    M_P = M / n_P

    molar_mass: kg/mol; phosphates: per molecule; numbers or arrays.

    Example: siRNA of 13.3 kg/mol with 42 phosphates, in g/mol.

    >>> round(1e3 * mass_per_phosphate(molar_mass=13.3, phosphates=42.0), 2)
    316.67
    """
    return molar_mass / phosphates


@model(
    "mol",
    show="nmol",
    grade=Grade.LAW,
    equation="n_P = m / M_P",
    tex=r"n_P = \frac{m}{M_P}",
    sources=("chargecounting",),
    valid=(*_COUNT, *_PHOSPHATES),
    nucleic_acid_mass=Arg("kg", 1e-12, 1e-3, "nucleic acid", show="ug", domain=(0.0, 1e6)),
    mass_per_phosphate=_PER_PHOSPHATE,
)
def phosphate_amount(*, nucleic_acid_mass: Number, mass_per_phosphate: Number) -> Number:
    """Amount of phosphate groups in a mass of nucleic acid.

    n_P = m / M_P

    nucleic_acid_mass: kg; mass_per_phosphate: kg/mol; numbers or arrays.

    Example: 1 µg plasmid DNA at 330 g/mol, in nmol.

    >>> round(1e9 * phosphate_amount(nucleic_acid_mass=1e-9, mass_per_phosphate=0.330), 4)
    3.0303
    """
    return nucleic_acid_mass / mass_per_phosphate


@model(
    "",
    grade=Grade.LAW,
    equation="n = c_bound N_A / (M c_particles)",
    tex=r"n = \frac{c_\mathrm{bound} N_A}{M\, c_\mathrm{particles}}",
    sources=("chargecounting", "codata2018"),
    assumes=("all particles carry alike",),
    valid=(*_COUNT, "Free nucleic acid must be taken off first: gel shift or centrifugation tells how much is bound."),
    bound_concentration=Arg("kg/m**3", 1e-4, 10.0, "bound nucleic acid", show="ug/mL", domain=(0.0, 1e4)),
    molar_mass=Arg("kg/mol", 1.0, 1e4, "molar mass of the nucleic acid", show="g/mol", domain=(1e-2, 1e9)),
    particle_concentration=Arg("1/m**3", 1e14, 1e21, "particles per volume", show="1/mL", domain=(1.0, 1e27)),
)
def copies_per_particle(*, bound_concentration: Number, molar_mass: Number, particle_concentration: Number) -> Number:
    """Nucleic-acid molecules per particle.

    n = c_bound N_A / (M c_particles)

    bound_concentration: kg/m³; molar_mass: kg/mol; particle_concentration: 1/m³; numbers or arrays.

    Example: 20 µg/mL siRNA (13.3 kg/mol) on 1e12 particles per mL.

    >>> round(copies_per_particle(bound_concentration=0.020, molar_mass=13.3, particle_concentration=1e18))
    906
    """
    return bound_concentration / molar_mass * constants.AVOGADRO / particle_concentration


@model(
    "",
    grade=Grade.LAW,
    equation="n_H = N [α(pH₂) − α(pH₁)]",
    tex=r"n_\mathrm{H} = N\left[\alpha(\mathrm{pH}_2) - \alpha(\mathrm{pH}_1)\right]",
    sources=("hendersonhasselbalch", "chargecounting"),
    assumes=("bases that take up protons alone",),
    valid=("The number of protons is right; that it bursts endosomes is disputed. Never read it as a chance of escape.",),
    groups=Arg("", 1.0, 1e7, "protonatable groups, for instance per particle", domain=(0.0, 1e15)),
    pka=_PKA,
    ph_before=Arg("", 5.0, 9.0, "pH where it starts", domain=(-2.0, 16.0)),
    ph_after=Arg("", 4.0, 8.0, "pH where it ends", domain=(-2.0, 16.0)),
)
def protons_buffered(*, groups: Number, pka: Number, ph_before: Number, ph_after: Number) -> Number:
    """Protons that basic groups take up when the pH falls.

    n_H = N [α(pH₂) − α(pH₁)]

    groups: number; pka, ph_before, ph_after: plain numbers; numbers or arrays.

    Example: 10 000 groups of pK_a 6.3 from pH 7.4 to 5.0.

    >>> round(protons_buffered(groups=1e4, pka=6.3, ph_before=7.4, ph_after=5.0))
    8787
    """
    after, before = logistic(LN10 * (pka - ph_after)), logistic(LN10 * (pka - ph_before))
    return groups * (after - before)


@model(
    "mol",
    show="nmol",
    grade=Grade.LAW,
    equation="n⁺ = α n",
    tex=r"n^+ = \alpha\, n",
    sources=("chargecounting",),
    valid=(*_COUNT, "α of the free group; in a complex more of them are protonated."),
    amount=Arg("mol", 1e-15, 1.0, "amount of ionisable groups", show="nmol", domain=(0.0, 1e6)),
    ionised_fraction=Arg("", 0.0, 1.0, "share of the groups that carry charge", domain=(0.0, 1.0)),
)
def ionised_amount(*, amount: Number, ionised_fraction: Number) -> Number:
    """Amount of groups that carry charge.

    n⁺ = α n

    amount: mol; ionised_fraction: fraction; numbers or arrays.

    Example: 10 nmol, one in five, in nmol.

    >>> round(1e9 * ionised_amount(amount=10e-9, ionised_fraction=0.2), 6)
    2.0
    """
    return amount * ionised_fraction
