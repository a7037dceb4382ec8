"""Complexes: a protein with its nucleic acid (Cas9 with its guide), how large, how charged, how much is formed; and polyplexes at the
neutral point."""

from __future__ import annotations

import math

from formulator.chem import constants
from formulator.chem.elementary import smaller
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import magnitude

_MASS = Arg("kg/mol", 1.0, 1e4, "molar mass", show="kg/mol", domain=(1e-3, 1e9))
_COPIES = Arg("", 1.0, 100.0, "proteins in one complex", domain=(0.0, 1e6), default=1.0)
_EACH = Arg("mol/m**3", 1e-6, 1.0, "total concentration", show="umol/L", domain=(0.0, 1e5))


@model(
    "kg/mol",
    show="kg/mol",
    grade=Grade.LAW,
    equation="M = n M_protein + M_NA",
    tex=r"M = n M_\mathrm{protein} + M_\mathrm{NA}",
    sources=("stoichiometry",),
    assumes=("a known stoichiometry",),
    valid=("Exact. Cas9 of S. pyogenes (about 160 kg/mol) with a guide of 100 nucleotides (about 32) is one to one.",),
    protein_molar_mass=_MASS,
    nucleic_acid_molar_mass=_MASS,
    proteins=_COPIES,
)
def complex_molar_mass(*, protein_molar_mass: Number, nucleic_acid_molar_mass: Number, proteins: Number = 1.0) -> Number:
    """Molar mass of a protein–nucleic acid complex.

    M = n M_protein + M_NA

    protein_molar_mass, nucleic_acid_molar_mass: kg/mol; proteins: plain number; numbers or arrays.

    Example: Cas9 with a guide.

    >>> complex_molar_mass(protein_molar_mass=160.0, nucleic_acid_molar_mass=32.0)
    192.0
    """
    return proteins * protein_molar_mass + nucleic_acid_molar_mass


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="z = n z_protein − α n_P",
    tex=r"z = n z_\mathrm{protein} - \alpha\, n_P",
    sources=("chargecounting",),
    assumes=("charges add", "no counter-ion condenses"),
    valid=(
        "Counting, before regulation and condensation: free RNA shows about half of its charges to the salt around it.",
        "The sign is what decides whether a cationic or an anionic carrier holds the complex.",
    ),
    protein_charge=Arg("", -200.0, 200.0, "net charge of the protein at the pH", domain=(-1e6, 1e6)),
    phosphates=Arg("", 1.0, 1e5, "phosphates of the nucleic acid", domain=(0.0, 1e9)),
    proteins=_COPIES,
    effective_share=Arg("", 0.3, 1.0, "share of the phosphate charges that counts", domain=(0.0, 1.0), default=1.0),
)
def complex_net_charge(*, protein_charge: Number, phosphates: Number, proteins: Number = 1.0, effective_share: Number = 1.0) -> Number:
    """Net charge of a protein–nucleic acid complex, in elementary charges.

    z = n z_protein − α n_P

    All arguments plain numbers or arrays.

    Example: Cas9 (+22) with a guide of 99 phosphates.

    >>> complex_net_charge(protein_charge=22.0, phosphates=99.0)
    -77.0
    """
    return proteins * protein_charge - effective_share * phosphates


@model(
    "m",
    show="nm",
    grade=Grade.RULE_OF_THUMB,
    equation="d_h = [6 M (v̄ + δ v_w) / (π N_A)]^(1/3)",
    tex=r"d_h = \left[\frac{6M(\bar v + \delta v_w)}{\pi N_A}\right]^{1/3}",
    sources=("erickson2009", "codata2018"),
    assumes=("compact sphere", "bound water moves with it"),
    valid=(
        "Globular proteins within some 12 %, mostly low. Elongated or unfolded ones, antibodies and nucleic acids are larger.",
        "Density of water taken as 1 g/mL.",
    ),
    empirical=True,
    molar_mass=_MASS,
    specific_volume=Arg(
        "m**3/kg", 5.5e-4, 7.6e-4, "specific volume (protein 0.73, RNA 0.55 mL/g)", show="mL/g", domain=(1e-5, 1e-2), default=0.73e-3
    ),
    hydration=Arg("", 0.2, 0.7, "bound water per protein by mass", show="mg/mg", domain=(0.0, 10.0), default=0.4),
)
def globule_diameter(*, molar_mass: Number, specific_volume: Number = 0.73e-3, hydration: Number = 0.4) -> Number:
    """Hydrodynamic diameter of a compact protein or complex from its molar mass.

    d_h = [6 M (v̄ + δ v_w) / (π N_A)]^(1/3)

    molar_mass: kg/mol; specific_volume: m³/kg; hydration: kg/kg; numbers or arrays.

    Example: albumin, in nm; measured 7.0.

    >>> round(1e9 * globule_diameter(molar_mass=66.4), 2)
    6.2

    References: Erickson, Biol. Proced. Online 2009, 11, 32, doi:10.1007/s12575-009-9008-x.
    """
    volume = molar_mass * (specific_volume + 1e-3 * hydration) / constants.AVOGADRO
    diameter: Number = (6.0 / math.pi * volume) ** (1.0 / 3.0)
    return diameter


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="f = 2b / {a + b + K + √[(a + b + K)² − 4ab]}",
    tex=r"f = \frac{2b}{a+b+K+\sqrt{(a+b+K)^2-4ab}}",
    sources=("massaction",),
    assumes=("one to one", "equilibrium"),
    valid=("Exact. At the nM of an injection a complex of K_D 10 nM falls apart unless it dissociates slowly.",),
    concentration=_EACH,
    partner_concentration=_EACH,
    dissociation_constant=Arg("mol/m**3", 1e-9, 1e-1, "dissociation constant of the pair", show="nmol/L", domain=(1e-15, 1e5)),
)
def complexed_fraction(*, concentration: Number, partner_concentration: Number, dissociation_constant: Number) -> Number:
    """Share of a molecule that is bound to its partner, one to one, at equilibrium.

    f = 2b / {a + b + K + √[(a + b + K)² − 4ab]}

    concentration (a), partner_concentration (b), dissociation_constant (K): mol/m³; numbers or arrays.

    Notes: the root written this way loses no digit when binding is strong or weak.

    Example: 1 µM of each with K_D 10 nM, in percent.

    >>> share = complexed_fraction(concentration=1e-3, partner_concentration=1e-3, dissociation_constant=1e-5)
    >>> round(100 * share, 2)
    90.49
    """
    total = concentration + partner_concentration + dissociation_constant
    # (a + b + K)² − 4ab = (a − b)² + K (2a + 2b + K), without cancellation.
    gap = magnitude(concentration - partner_concentration)
    root = (gap * gap + dissociation_constant * (2.0 * (concentration + partner_concentration) + dissociation_constant)) ** 0.5
    return 2.0 * partner_concentration / (total + root)


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="(N/P)_0 = 1/α",
    tex=r"(N/P)_0 = \frac{1}{\alpha}",
    sources=("chargecounting",),
    assumes=("every phosphate carries one charge", "binding does not change protonation"),
    valid=("An upper limit when α is that of the free polymer: binding to phosphate raises protonation, and with it N/P 1 would do.",),
    ionised_fraction=Arg("", 0.01, 1.0, "share of the nitrogens that are protonated", domain=(1e-9, 1.0)),
)
def neutral_np_ratio(*, ionised_fraction: Number) -> Number:
    """N/P at which polycation and nucleic acid carry as many charges as one another.

    (N/P)_0 = 1/α

    ionised_fraction: fraction or array.

    Example: one nitrogen in five protonated.

    >>> neutral_np_ratio(ionised_fraction=0.2)
    5.0
    """
    return 1.0 / ionised_fraction


@model(
    "",
    show="%",
    grade=Grade.RULE_OF_THUMB,
    equation="θ = min(1, (N/P)/(N/P)_0)",
    tex=r"\theta = \min\left(1, \frac{N/P}{(N/P)_0}\right)",
    sources=("chargecounting",),
    assumes=("polycation binds as long as there is charge for it", "none stays free before the neutral point"),
    valid=("Strong binding in little salt. Short or weakly charged polycations bind less: all is bound only beyond the neutral point.",),
    np_ratio=Arg("", 0.5, 60.0, "nitrogens per phosphate", domain=(0.0, 1e6)),
    neutral_np_ratio=Arg("", 0.3, 60.0, "N/P at the neutral point", domain=(1e-9, 1e6)),
)
def stoichiometric_binding(*, np_ratio: Number, neutral_np_ratio: Number) -> Number:
    """Share of nucleic acid that is bound, as a gel or an intercalating dye shows it, when binding follows the charges.

    θ = min(1, (N/P)/(N/P)_0)

    np_ratio, neutral_np_ratio: plain numbers or arrays.

    Example: half of the charges of the neutral point bind half of the nucleic acid.

    >>> stoichiometric_binding(np_ratio=1.0, neutral_np_ratio=2.0)
    0.5
    """
    return smaller(1.0, np_ratio / neutral_np_ratio)
