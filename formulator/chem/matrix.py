"""The polymer as a material: glass transition with drug in it, mesh of a gel, chains that water cleaves, drug bound to chains."""

from __future__ import annotations

from formulator.chem.elementary import exp, smaller
from formulator.chem.model import Arg, Grade, Number, model

_GLASS = Arg("K", 200.0, 500.0, "glass transition", show="degC", domain=(1.0, 2000.0))


@model(
    "K",
    show="degC",
    grade=Grade.RULE_OF_THUMB,
    equation="1/T_g = w/T_g,drug + (1 − w)/T_g,polymer",
    tex=r"\frac{1}{T_g} = \frac{w}{T_{g,d}} + \frac{1-w}{T_{g,p}}",
    sources=("fox1956",),
    assumes=("drug and polymer mix evenly", "dry"),
    valid=(
        "Miscible mixtures without specific bonds: within 10 K. Where the drug separates the core keeps the polymer's own.",
        "Water softens polyesters by some 10–15 K more. A drug's glass transition is about 0.7 of its melting temperature in kelvin.",
    ),
    drug_weight_fraction=Arg("", 0.0, 0.6, "drug / core by weight", show="percent", domain=(0.0, 1.0)),
    drug_glass_transition=_GLASS,
    polymer_glass_transition=_GLASS,
)
def loaded_glass_transition(*, drug_weight_fraction: Number, drug_glass_transition: Number, polymer_glass_transition: Number) -> Number:
    """Glass transition of a core with drug dissolved in it.

    1/T_g = w/T_g,drug + (1 − w)/T_g,polymer

    drug_weight_fraction: fraction; glass transitions: K; numbers or arrays.

    Example: 20 wt% of a drug of 283 K softens PLGA of 318 K to 37 °C, in K.

    >>> glass = loaded_glass_transition(
    ...     drug_weight_fraction=0.2, drug_glass_transition=283.0, polymer_glass_transition=318.0
    ... )
    >>> round(glass, 1)
    310.3

    References: Fox, Bull. Am. Phys. Soc. 1956, 1, 123.
    """
    return 1.0 / (drug_weight_fraction / drug_glass_transition + (1.0 - drug_weight_fraction) / polymer_glass_transition)


@model(
    "m",
    show="nm",
    grade=Grade.RULE_OF_THUMB,
    equation="ξ = φ^(−1/3) l √(C n)",
    tex=r"\xi = \varphi^{-1/3}\, l\,\sqrt{C_n n}",
    sources=("canal1989",),
    assumes=("even network", "Gaussian strands stretched by swelling alike in all directions"),
    valid=(
        "Order of magnitude. Cargo with a hydrodynamic diameter below the mesh leaks, above it is held while the network lasts.",
        "Chains of a real network differ: the large meshes decide.",
    ),
    polymer_volume_fraction=Arg("", 0.01, 0.9, "polymer / swollen gel by volume", show="percent", domain=(1e-9, 1.0)),
    bonds_between_links=Arg("", 10.0, 2000.0, "backbone bonds between two crosslinks", domain=(1e-3, 1e9)),
    bond_length=Arg("m", 1.4e-10, 1.6e-10, "length of a backbone bond", show="nm", domain=(1e-12, 1e-6), default=1.54e-10),
    characteristic_ratio=Arg(
        "", 4.0, 15.0, "characteristic ratio of the chain (PEG 4, polyacrylates 7–9)", domain=(0.1, 100.0), default=6.0
    ),
)
def mesh_size(
    *, polymer_volume_fraction: Number, bonds_between_links: Number, bond_length: Number = 1.54e-10, characteristic_ratio: Number = 6.0
) -> Number:
    """Distance between crosslinks in a swollen network, to be compared with the cargo.

    ξ = φ^(−1/3) l √(C n)

    polymer_volume_fraction: fraction; bonds_between_links, characteristic_ratio: plain numbers; bond_length: m; numbers or arrays.

    Example: 10 vol% polymer, 100 bonds between links, in nm.

    >>> round(1e9 * mesh_size(polymer_volume_fraction=0.1, bonds_between_links=100.0), 2)
    8.13

    References: Canal and Peppas, J. Biomed. Mater. Res. 1989, 23, 1183, doi:10.1002/jbm.820231007.
    """
    coil: Number = (characteristic_ratio * bonds_between_links) ** 0.5
    swelling: Number = polymer_volume_fraction ** (-1.0 / 3.0)
    return swelling * bond_length * coil


@model(
    "kg/mol",
    show="g/mol",
    grade=Grade.FIT,
    equation="M_n = M_n0 e^(−k t)",
    tex=r"M_n = M_{n,0}\,e^{-kt}",
    sources=("anderson1997",),
    assumes=("chains are cut at random", "the rate does not change (no acid builds up inside)"),
    valid=(
        "PLGA 50:50 at 37 °C: 0.02–0.08 per day, commonly cited, not verified here; PLA and PCL far slower.",
        "Without weight in the hours of circulation, of weight for storage in water and for depots.",
    ),
    initial_molar_mass=Arg("kg/mol", 1.0, 200.0, "number-average molar mass at the start", show="g/mol", domain=(1e-3, 1e6)),
    rate_constant=Arg("1/s", 1e-9, 1e-5, "rate constant", show="1/day", domain=(0.0, 1e12)),
    time=Arg("s", 0.0, 3e7, "time in water", show="day", domain=(0.0, 1e12)),
)
def hydrolysed_molar_mass(*, initial_molar_mass: Number, rate_constant: Number, time: Number) -> Number:
    """Molar mass of a polyester after a time in water.

    M_n = M_n0 e^(−k t)

    initial_molar_mass: kg/mol; rate_constant: 1/s; time: s; numbers or arrays.

    Example: 20 kg/mol at 0.05 per day after four weeks, in kg/mol.

    >>> round(hydrolysed_molar_mass(initial_molar_mass=20.0, rate_constant=0.05 / 86400, time=28 * 86400.0), 2)
    4.93

    References: Anderson and Shive, Adv. Drug Deliv. Rev. 1997, 28, 5, doi:10.1016/S0169-409X(97)00048-3.
    """
    return initial_molar_mass * exp(-smaller(rate_constant * time, 700.0))


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="DLC = n M_d / (n M_d + M_chain + n M_linker)",
    tex=r"\mathrm{DLC} = \frac{nM_d}{nM_d + M_\mathrm{chain} + nM_\mathrm{linker}}",
    sources=("stoichiometry",),
    assumes=("a known number of drugs bound to each chain",),
    valid=("Exact: in a conjugate stoichiometry fixes the loading. Count the drug as it is set free.",),
    drugs_per_chain=Arg("", 0.0, 50.0, "drug molecules bound to one chain", domain=(0.0, 1e6)),
    drug_molar_mass=Arg("kg/mol", 0.1, 2.0, "molar mass of the drug", show="g/mol", domain=(1e-3, 1e6)),
    chain_molar_mass=Arg("kg/mol", 1.0, 200.0, "molar mass of the chain without drug and linker", show="g/mol", domain=(1e-3, 1e9)),
    linker_molar_mass=Arg("kg/mol", 0.0, 1.0, "what a linker adds for each drug", show="g/mol", domain=(0.0, 1e3), default=0.0),
)
def conjugate_dlc(*, drugs_per_chain: Number, drug_molar_mass: Number, chain_molar_mass: Number, linker_molar_mass: Number = 0.0) -> Number:
    """Drug loading content of a polymer–drug conjugate.

    DLC = n M_d / (n M_d + M_chain + n M_linker)

    drugs_per_chain: plain number; molar masses: kg/mol; numbers or arrays.

    Example: one docetaxel (807.9 g/mol) on a chain of 10 kg/mol, in percent.

    >>> round(100 * conjugate_dlc(drugs_per_chain=1.0, drug_molar_mass=0.8079, chain_molar_mass=10.0), 3)
    7.475
    """
    drug = drugs_per_chain * drug_molar_mass
    return drug / (drug + chain_molar_mass + drugs_per_chain * linker_molar_mass)


_FEED = Arg("", 0.0, 2.0, "drug fed / polymer fed", show="mg/mg", domain=(0.0, 1e4))
_EE = Arg("", 0.0, 1.0, "drug in the particles / drug fed", show="percent", domain=(0.0, 1.0))


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="DLC₁ = EE₁ f₁ / (EE₁ f₁ + EE₂ f₂ + 1 − l)",
    tex=r"\mathrm{DLC}_1 = \frac{\mathrm{EE}_1 f_1}{\mathrm{EE}_1 f_1 + \mathrm{EE}_2 f_2 + 1 - l}",
    sources=("loadingmassbalance",),
    assumes=("particles hold both drugs and polymer only",),
    valid=("Exact bookkeeping. One drug's EE changes with the other aboard: use values measured together.",),
    feed_ratio=_FEED,
    ee=_EE,
    other_feed_ratio=_FEED,
    other_ee=_EE,
    polymer_loss=Arg(
        "", 0.0, 0.5, "polymer that never reached the particles, of that fed", show="percent", domain=(0.0, 0.999), default=0.0
    ),
)
def coloaded_dlc(*, feed_ratio: Number, ee: Number, other_feed_ratio: Number, other_ee: Number, polymer_loss: Number = 0.0) -> Number:
    """Drug loading content of one drug beside a second one.

    DLC₁ = EE₁ f₁ / (EE₁ f₁ + EE₂ f₂ + 1 − l)

    feed ratios: drug / polymer as fed; ee, other_ee, polymer_loss: fractions; numbers or arrays.

    Example: 0.2 mg/mg at 50 % beside 0.1 mg/mg at 80 %, in percent.

    >>> round(100 * coloaded_dlc(feed_ratio=0.2, ee=0.5, other_feed_ratio=0.1, other_ee=0.8), 3)
    8.475
    """
    stayed = ee * feed_ratio
    return stayed / (stayed + other_ee * other_feed_ratio + 1.0 - polymer_loss)
