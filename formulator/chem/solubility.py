"""How much drug a polymer core takes up at equilibrium: coexistence of two liquid phases, crystals, per weight."""

from __future__ import annotations

from formulator.chem import constants
from formulator.chem.elementary import exp, larger, log, log1p, smaller
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import choose, rising_root, settled

_CHI = Arg("", -1.0, 8.0, "Flory–Huggins parameter of drug and polymer", domain=(-20.0, 60.0))
_VOLUME_RATIO = Arg("", 2.0, 1e4, "molar volume of the polymer / of the drug", domain=(1.0, 1e9))
_BULK = ("bulk phases at equilibrium", "Flory–Huggins mixture of one polymer length")
_INDEX = (
    "χ is not known well enough for more than a class: two to three decades for taxanes.",
    "Fast precipitation traps more than this for as long as the core stays glassy; drug at the surface is not in it.",
)
_CLOSE = 1e-9
"""Relative size of the last Newton step: the error it leaves is below rounding."""
_TRACE = -300.0
"""Logarithm of a fraction so small that it changes nothing; stopping here keeps products free of underflow."""


def critical_chi(volume_ratio: Number) -> Number:
    """χ above which a mixture can split into two phases, ½ (1 + m^−½)²."""
    root = 1.0 + volume_ratio**-0.5
    return 0.5 * root * root


def _drug_potential(power: Number, chi: Number, volume_ratio: Number) -> tuple[Number, Number]:
    """Chemical potential of the drug in kT against pure liquid drug, and its slope, by the logarithm of its fraction."""
    drug = exp(larger(power, _TRACE))
    rest = 1.0 - drug
    potential = power + rest * (1.0 - 1.0 / volume_ratio + chi * rest)
    return potential, 1.0 - drug * (1.0 - 1.0 / volume_ratio + 2.0 * chi * rest)


def _spinodal(chi: Number, volume_ratio: Number) -> tuple[Number, Number]:
    """Drug fraction (polymer-rich side) and polymer fraction (drug-rich side) where a mixture becomes unstable.

    1/φ + 1/(m (1 − φ)) = 2χ, for χ above the critical value.
    """
    chi_m = 2.0 * chi * volume_ratio
    middle = chi_m + 1.0 - volume_ratio
    root = larger(middle * middle - 4.0 * chi_m, 0.0) ** 0.5
    polymer = 2.0 / (middle + root)
    # Product of the two roots of the quadratic for the polymer fraction is 1/(2χm).
    return 1.0 - 1.0 / (chi_m * polymer), polymer


def _polymer_in_drug_phase(drug: Number, edge: Number, chi: Number, volume_ratio: Number) -> Number:
    """Polymer fraction, `edge` at most, of the drug-rich phase whose polymer is in balance with a polymer-rich phase."""
    m = volume_ratio
    wanted = log1p(-drug) + (1.0 - m) * drug + m * chi * drug * drug
    highest = log(edge)
    # Concave and rising up to the edge of stability: Newton's steps from below stay below.
    power = smaller(wanted - (1.0 - m) - m * chi, highest)
    for _ in range(60):
        polymer = exp(larger(power, _TRACE))
        rest = 1.0 - polymer
        value = power + rest * ((1.0 - m) + m * chi * rest) - wanted
        slope = 1.0 + polymer * ((m - 1.0) - 2.0 * m * chi * rest)
        following = smaller(power - value / larger(slope, 1e-12), highest)
        step = following - power
        power = following
        if settled(step, power, _CLOSE):
            break
    return exp(larger(power, _TRACE))


def _coexistence(chi: Number, volume_ratio: Number) -> Number:
    """Drug fraction of the polymer-rich phase that coexists with a drug-rich one; χ above the critical value."""
    drug_edge, polymer_edge = _spinodal(chi, volume_ratio)

    def imbalance(power: Number) -> tuple[Number, Number]:
        drug = exp(power)
        polymer = _polymer_in_drug_phase(drug, polymer_edge, chi, volume_ratio)
        rest = 1.0 - drug
        other = log1p(-polymer) + polymer * (1.0 - 1.0 / volume_ratio + chi * polymer)
        potential, slope = _drug_potential(power, chi, volume_ratio)
        # Gibbs and Duhem: what the drug gains on one side, the polymer loses on the other.
        bound = 1.0 - polymer / (1.0 - polymer) * drug / rest
        return potential - other, larger(slope * bound, 1e-12)

    high = log(drug_edge)
    low = smaller(-(2.0 + chi), high)
    # The inner search is known to some 1e-14; asking for more would keep arrays turning on rounding.
    return exp(rising_root(imbalance, low, high, smaller(-(1.0 + chi), high), tolerance=1e-12))


@model(
    "",
    grade=Grade.INDEX,
    equation="Δμ(φ′) = Δμ(φ″) of drug and polymer; 1 where χ ≤ ½ (1 + m^(−1/2))²",
    tex=r"\mu_d(\varphi')=\mu_d(\varphi''),\ \mu_p(\varphi')=\mu_p(\varphi'');\quad"
    r" 1\ \text{where}\ \chi\le\frac{1}{2}(1+m^{-1/2})^2",
    sources=("flory1953",),
    assumes=(*_BULK, "amorphous drug"),
    valid=(*_INDEX, "1 means miscible in all proportions."),
    chi=_CHI,
    volume_ratio=_VOLUME_RATIO,
)
def drug_miscibility_limit(*, chi: Number, volume_ratio: Number) -> Number:
    """Volume fraction of amorphous drug that a core takes up before it splits into two phases.

    ln φ + (1 − 1/m)(1 − φ) + χ (1 − φ)² equal in both phases, and so for the polymer (common tangent)

    chi: plain number; volume_ratio: polymer / drug molar volume, m; numbers or arrays.

    Notes: just above the critical χ the equation against the pure drug has no root although the mixture splits, and a
    program that takes this for miscible is wrong: at χ 0.76 and m 20 the limit is 0.73. Above χ = 1 both agree. With
    long chains the drug-rich phase holds so little polymer (e^−m) that a search on its fraction underflows; here its
    logarithm is solved for.

    Example: χ = 0.8, m = 20.

    >>> round(drug_miscibility_limit(chi=0.8, volume_ratio=20.0), 6)
    0.614306

    References: Flory, Principles of Polymer Chemistry, Cornell 1953, chapter 13.
    """
    critical = critical_chi(volume_ratio)
    mixed = chi <= critical * (1.0 + 1e-12)
    if isinstance(mixed, bool):
        return 1.0 if mixed else _coexistence(chi, volume_ratio)
    split = larger(chi, critical * (1.0 + 1e-9))
    return choose(mixed, 1.0, _coexistence(split, volume_ratio))


@model(
    "",
    grade=Grade.INDEX,
    equation="ln φ + (1 − 1/m)(1 − φ) + χ (1 − φ)² = −(ΔH/R)(1/T − 1/T_m) + (ΔC_p/R)(T_m/T − 1 − ln T_m/T)",
    tex=r"\ln\varphi + \left(1-\frac{1}{m}\right)(1-\varphi) + \chi(1-\varphi)^2 = -\frac{\Delta H}{R}"
    r"\left(\frac{1}{T}-\frac{1}{T_m}\right) + \frac{\Delta C_p}{R}\left(\frac{T_m}{T}-1-\ln\frac{T_m}{T}\right)",
    sources=("flory1953", "prausnitz1999", "codata2018"),
    assumes=(*_BULK, "pure crystals of the drug"),
    valid=(
        *_INDEX,
        "The smaller of the crystal's solubility and the coexistence of two liquid phases; at and above the melting "
        "temperature the latter alone.",
    ),
    temperature=Arg("K", 273.15, 373.15, "temperature", show="degC", domain=(1.0, 1e4)),
    melting_temperature=Arg("K", 300.0, 600.0, "melting temperature of the drug", show="degC", domain=(1.0, 1e4)),
    fusion_enthalpy=Arg("J/mol", 5e3, 1e5, "enthalpy of fusion", show="kJ/mol", domain=(0.0, 1e7)),
    fusion_heat_capacity=Arg("J/mol/K", 0.0, 300.0, "heat capacity of the liquid less the crystal", domain=(0.0, 1e5)),
    chi=_CHI,
    volume_ratio=_VOLUME_RATIO,
)
def drug_solubility_in_core(
    *,
    temperature: Number,
    melting_temperature: Number,
    fusion_enthalpy: Number,
    fusion_heat_capacity: Number,
    chi: Number,
    volume_ratio: Number,
) -> Number:
    """Volume fraction of a crystalline drug that dissolves in a core.

    ln φ + (1 − 1/m)(1 − φ) + χ (1 − φ)² = −(ΔH/R)(1/T − 1/T_m) + (ΔC_p/R)(T_m/T − 1 − ln(T_m/T)), smallest root; at
    most the coexistence limit

    temperature, melting_temperature: K; fusion_enthalpy: J/mol; fusion_heat_capacity: J/(mol K); chi: plain number;
    volume_ratio: polymer / drug molar volume, m; numbers or arrays.

    Example: a drug that melts at 76 °C (ibuprofen-like) at 37 °C, χ = 0.6, m = 20.

    >>> phi = drug_solubility_in_core(
    ...     temperature=310.15, melting_temperature=349.0, fusion_enthalpy=25500.0, fusion_heat_capacity=0.0, chi=0.6,
    ...     volume_ratio=20.0,
    ... )
    >>> round(phi, 6)
    0.084257

    References: Prausnitz, Lichtenthaler and Gomes de Azevedo, Molecular Thermodynamics of Fluid-Phase Equilibria, 3rd
    ed., 1999, chapter 11.
    """
    ratio = melting_temperature / temperature
    melting = -fusion_enthalpy / (constants.GAS_CONSTANT * temperature) * (1.0 - 1.0 / ratio)
    heating = fusion_heat_capacity / constants.GAS_CONSTANT * (ratio - 1.0 - log(ratio))
    activity = choose(ratio <= 1.0, 0.0 * ratio, smaller(melting + heating, 0.0))

    liquid = drug_miscibility_limit.si(chi=chi, volume_ratio=volume_ratio)
    # Up to the coexistence the mixture is stable and the potential of the drug rises.
    highest = log(liquid)
    lowest = smaller(activity - 1.0 - larger(chi, 0.0), highest)

    def imbalance(power: Number) -> tuple[Number, Number]:
        potential, slope = _drug_potential(power, chi, volume_ratio)
        return potential - activity, larger(slope, 1e-12)

    return exp(rising_root(imbalance, lowest, highest + 0.0 * lowest, lowest))


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="w = φ ρ_d / (φ ρ_d + (1 − φ) ρ_p)",
    tex=r"w = \frac{\varphi\rho_d}{\varphi\rho_d + (1-\varphi)\rho_p}",
    sources=("loadingmassbalance",),
    assumes=("volumes add",),
    valid=("Exact bookkeeping, of the core: the corona is not in it.",),
    drug_volume_fraction=Arg("", 0.0, 0.6, "drug / core by volume", show="percent", domain=(0.0, 1.0)),
    drug_density=Arg("kg/m**3", 800.0, 2000.0, "density of the drug", show="g/cm**3", domain=(1.0, 1e5)),
    polymer_density=Arg("kg/m**3", 900.0, 1500.0, "density of the polymer", show="g/cm**3", domain=(1.0, 1e5)),
)
def core_weight_fraction(*, drug_volume_fraction: Number, drug_density: Number, polymer_density: Number) -> Number:
    """Drug per core by weight from drug per core by volume.

    w = φ ρ_d / (φ ρ_d + (1 − φ) ρ_p)

    drug_volume_fraction: fraction; drug_density, polymer_density: kg/m³; numbers or arrays.

    Example: 10 vol% of a drug of 1.3 in a polymer of 1.2 g/cm³.

    >>> round(core_weight_fraction(drug_volume_fraction=0.1, drug_density=1300.0, polymer_density=1200.0), 4)
    0.1074
    """
    drug = drug_volume_fraction * drug_density
    return drug / (drug + (1.0 - drug_volume_fraction) * polymer_density)


@model(
    "",
    show="mg/mg",
    grade=Grade.LAW,
    equation="r = (1 − w_corona) w / (1 − w)",
    tex=r"r = (1-w_\mathrm{corona})\,\frac{w}{1-w}",
    sources=("loadingmassbalance",),
    assumes=("all drug is in the core",),
    valid=("Exact bookkeeping.",),
    core_weight_fraction=Arg("", 0.0, 0.6, "drug / core by weight", show="percent", domain=(0.0, 0.9999)),
    corona_weight_fraction=Arg("", 0.0, 0.6, "corona blocks / polymer", show="percent", domain=(0.0, 1.0)),
)
def drug_to_polymer_of_core(*, core_weight_fraction: Number, corona_weight_fraction: Number) -> Number:
    """Drug per polymer of particles whose core holds a known weight fraction of drug.

    r = (1 − w_corona) w / (1 − w)

    core_weight_fraction, corona_weight_fraction: fractions; numbers or arrays.

    Example: 20 wt% in the core of a polymer that is one third corona.

    >>> round(drug_to_polymer_of_core(core_weight_fraction=0.2, corona_weight_fraction=1 / 3), 4)
    0.1667
    """
    return (1.0 - corona_weight_fraction) * core_weight_fraction / (1.0 - core_weight_fraction)
