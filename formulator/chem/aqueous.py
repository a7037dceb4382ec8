"""How much drug a watery medium dissolves, and what stays in the cores when drug divides between the two."""

from __future__ import annotations

from formulator.chem import constants
from formulator.chem.charge import KINDS
from formulator.chem.elementary import larger, smaller
from formulator.chem.model import Arg, Choice, Grade, Number, model
from formulator.errors import ModelError

_FED = Arg("", 1e-3, 2.0, "drug fed / polymer fed", show="mg/mg", domain=(1e-12, 1e4))


@model(
    "mol/m**3",
    show="umol/L",
    grade=Grade.FIT,
    equation="log₁₀ S (mol/L) = 0.5 − 0.01 (T_m − 25 °C) − log P, T_m ≥ 25 °C",
    tex=r"\log_{10}\frac{S}{\mathrm{mol/L}} = 0.5 - 0.01\,(T_m/^\circ\mathrm{C}-25) - \log P",
    sources=("ran2001",),
    assumes=("uncharged form", "crystals of that form", "25 °C"),
    valid=(
        "Mean error 0.4 decades over 150 non-electrolytes; 0.6 to 1 for drugs; 0.7 more with a calculated log P.",
        "Never with the melting point of a salt: doxorubicin hydrochloride's says nothing about the base.",
    ),
    empirical=True,
    melting_point=Arg("K", 200.0, 650.0, "melting point of the neutral form", show="degC", domain=(1.0, 2000.0)),
    log_p=Arg("", -3.0, 9.0, "log₁₀ of the octanol–water partition coefficient", domain=(-30.0, 30.0)),
)
def intrinsic_solubility(*, melting_point: Number, log_p: Number) -> Number:
    """Solubility of the neutral drug in water by the general solubility equation.

    log₁₀ S (mol/L) = 0.5 − 0.01 (T_m − 25 °C) − log P, T_m at least 25 °C

    melting_point: K; log_p: plain number; numbers or arrays.

    Example: melting point 216 °C, log P 3.96 (paclitaxel-like), in µmol/L.

    >>> round(1e3 * intrinsic_solubility(melting_point=489.15, log_p=3.96), 3)
    4.266

    References: Ran and Yalkowsky, J. Chem. Inf. Comput. Sci. 2001, 41, 354, doi:10.1021/ci000338c.
    """
    solid = larger(melting_point - 298.15, 0.0)
    exponent = 0.5 - 0.01 * solid - log_p
    return constants.STANDARD_CONCENTRATION * 10.0**exponent


@model(
    "mol/m**3",
    show="umol/L",
    grade=Grade.LAW,
    equation="S = min[S₀ (1 + 10^(±(pH − pK_a))), S_salt]",
    tex=r"S = \min\left[S_0\left(1+10^{\pm(\mathrm{pH}-\mathrm{p}K_a)}\right),\ S_\mathrm{salt}\right]",
    sources=("hendersonhasselbalch",),
    assumes=("one ionisable group", "the charged form dissolves until its salt precipitates"),
    valid=(
        "Without the solubility of the salt it grows without bound: doxorubicin at pH 4 would come out 16 000 times its "
        "neutral solubility.",
        "Charged drugs that assemble (micelles, dimers) dissolve better than this.",
    ),
    kind=Choice(KINDS, "acids become negative, bases positive"),
    intrinsic_solubility=Arg("mol/m**3", 1e-7, 1e3, "of the neutral form", show="umol/L", domain=(0.0, 1e6)),
    pka=Arg("", 0.0, 14.0, "pK_a", domain=(-20.0, 40.0)),
    ph=Arg("", 1.0, 12.0, "pH of the medium", domain=(-2.0, 16.0)),
    salt_solubility=Arg("mol/m**3", 1e-3, 5e3, "of the charged form as its salt", show="umol/L", domain=(0.0, 1e6)),
)
def solubility_at_ph(*, kind: str, intrinsic_solubility: Number, pka: Number, ph: Number, salt_solubility: Number) -> Number:
    """Solubility of a weak acid or base at a pH.

    acid: S = S₀ (1 + 10^(pH − pK_a)); base: S = S₀ (1 + 10^(pK_a − pH)); at most the solubility of the salt

    kind: 'acid' or 'base'; intrinsic_solubility, salt_solubility: mol/m³; pka, ph: plain numbers; numbers or arrays.

    Example: an acid of pK_a 4.4 and 100 µmol/L at pH 6.4, whose sodium salt dissolves to 0.5 mol/L, in µmol/L.

    >>> solubility = solubility_at_ph(kind="acid", intrinsic_solubility=0.1, pka=4.4, ph=6.4, salt_solubility=500.0)
    >>> round(1e3 * solubility)
    10100
    """
    if kind not in KINDS:
        raise ModelError(f"A group is '{kind}'. It is one of: {', '.join(KINDS)}.")
    shift = ph - pka if kind == "acid" else pka - ph
    return smaller(intrinsic_solubility * (1.0 + 10.0**shift), salt_solubility)


@model(
    "",
    show="percent",
    grade=Grade.RULE_OF_THUMB,
    equation="EE(f) = min(EE_plateau, r_max / f)",
    tex=r"\mathrm{EE}(f) = \min\left(\mathrm{EE}_\mathrm{plateau},\ \frac{r_\mathrm{max}}{f}\right)",
    sources=("loadingmassbalance",),
    assumes=("below the limit EE does not depend on feed", "above it the excess stays outside or is washed off"),
    valid=(
        "For carrying one measured point to other feeds. Within papers EE hardly moves with feed until the limit.",
        "Fast precipitation can trap far more than the equilibrium limit.",
    ),
    feed_ratio=_FED,
    largest_drug_to_polymer=Arg("", 1e-4, 1.0, "most drug / polymer the core takes up", show="mg/mg", domain=(0.0, 1e6)),
    plateau_ee=Arg("", 0.0, 1.0, "EE at low feed", show="percent", domain=(0.0, 1.0), default=1.0),
)
def solubility_limited_ee(*, feed_ratio: Number, largest_drug_to_polymer: Number, plateau_ee: Number = 1.0) -> Number:
    """Encapsulation efficiency when the core is full at a given drug per polymer.

    EE(f) = min(EE_plateau, r_max / f)

    feed_ratio, largest_drug_to_polymer: drug / polymer; plateau_ee: fraction; numbers or arrays.

    Example: a core that takes 0.1 mg/mg, fed 0.4 mg/mg.

    >>> solubility_limited_ee(feed_ratio=0.4, largest_drug_to_polymer=0.1)
    0.25
    """
    return smaller(plateau_ee, largest_drug_to_polymer / feed_ratio)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="EE = K φ / (1 − φ + K φ)",
    tex=r"\mathrm{EE} = \frac{K\varphi}{1-\varphi+K\varphi}",
    sources=("loadingmassbalance",),
    assumes=("equilibrium between cores and medium", "the same K at every concentration"),
    valid=("An upper bound in dilute dispersions: washing shifts the equilibrium and takes more out.",),
    partition_coefficient=Arg("", 1.0, 1e7, "concentration in the core / in the medium", domain=(1e-12, 1e15)),
    core_volume_fraction=Arg("", 1e-5, 0.1, "volume of cores / volume of dispersion", domain=(0.0, 1.0)),
)
def partition_limited_ee(*, partition_coefficient: Number, core_volume_fraction: Number) -> Number:
    """Encapsulation efficiency when the drug divides freely between cores and medium.

    EE = K φ / (1 − φ + K φ)

    partition_coefficient: plain number; core_volume_fraction: fraction; numbers or arrays.

    Example: K = 1000 at 1 vol% cores.

    >>> round(partition_limited_ee(partition_coefficient=1000.0, core_volume_fraction=0.01), 4)
    0.9099
    """
    inside = partition_coefficient * core_volume_fraction
    return inside / (1.0 - core_volume_fraction + inside)
