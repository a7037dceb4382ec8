"""What block copolymers build: how many chains, how thick a membrane, which shape."""

from __future__ import annotations

import math

import numpy as np

from formulator.chem import constants
from formulator.chem.elementary import larger, positive
from formulator.chem.model import Arg, Choice, Grade, Number, model

_CORE_RADIUS = Arg("m", 2e-9, 2e-7, "radius of the core", show="nm", domain=(1e-12, 1.0))
_DENSITY = Arg("kg/m**3", 900.0, 1500.0, "density of the core", show="g/cm**3", domain=(1.0, 1e5))
_BLOCK = Arg("kg/mol", 0.5, 200.0, "molar mass of the core-forming block", show="g/mol", domain=(1e-3, 1e6))
_DRUG = Arg("", 0.0, 0.6, "weight fraction of drug in the core", show="percent", domain=(0.0, 1.0))
_COUNT = ("Exact bookkeeping: its error is that of the core radius, three times over.",)
_CORE = ("dry core without solvent", "drug and polymer of the same density", "one chain for each core block")


@model(
    "",
    grade=Grade.LAW,
    equation="N_agg = (4/3) π R_c³ ρ (1 − w_d) N_A / M_B",
    tex=r"N_\mathrm{agg} = \frac{4}{3}\pi R_c^3\,\rho\,(1-w_d)\,\frac{N_A}{M_B}",
    sources=("geometry", "codata2018"),
    assumes=_CORE,
    valid=_COUNT,
    core_radius=_CORE_RADIUS,
    core_density=_DENSITY,
    core_block_molar_mass=_BLOCK,
    drug_weight_fraction=_DRUG,
)
def aggregation_number(*, core_radius: Number, core_density: Number, core_block_molar_mass: Number, drug_weight_fraction: Number) -> Number:
    """Number of chains in one particle with a solid core.

    N_agg = (4/3) π R_c³ ρ (1 − w_d) N_A / M_B

    core_radius: m; core_density: kg/m³; core_block_molar_mass: kg/mol; drug_weight_fraction: drug / core; numbers
    or arrays.

    Example: 10 nm core of 1.15 g/cm³ and 2 kg/mol blocks.

    >>> count = aggregation_number(
    ...     core_radius=10e-9, core_density=1150.0, core_block_molar_mass=2.0, drug_weight_fraction=0.0
    ... )
    >>> round(count, 2)
    1450.47
    """
    polymer = 4.0 / 3.0 * math.pi * core_radius**3 * core_density * (1.0 - drug_weight_fraction)
    return polymer * constants.AVOGADRO / core_block_molar_mass


@model(
    "1/m**2",
    show="1/nm**2",
    grade=Grade.LAW,
    equation="Γ = ρ (1 − w_d) N_A R_c / (3 M_B)",
    tex=r"\Gamma = \frac{\rho\,(1-w_d)\,N_A R_c}{3 M_B}",
    sources=("geometry", "codata2018"),
    assumes=(*_CORE, "every corona chain starts at the core's surface"),
    valid=(
        "Micelles. In a solid particle of 100 nm most chains would have to stand at an impossible density: "
        "multiply by the share of chains that end at the surface.",
    ),
    core_radius=_CORE_RADIUS,
    core_density=_DENSITY,
    core_block_molar_mass=_BLOCK,
    drug_weight_fraction=_DRUG,
)
def grafting_density(*, core_radius: Number, core_density: Number, core_block_molar_mass: Number, drug_weight_fraction: Number) -> Number:
    """Corona chains per area of core surface when every chain ends there.

    Γ = N_agg / (4π R_c²) = ρ (1 − w_d) N_A R_c / (3 M_B)

    core_radius: m; core_density: kg/m³; core_block_molar_mass: kg/mol; drug_weight_fraction: drug / core; numbers
    or arrays.

    Example: 10 nm core of 1.15 g/cm³ and 2 kg/mol blocks, per nm².

    >>> density = grafting_density(
    ...     core_radius=10e-9, core_density=1150.0, core_block_molar_mass=2.0, drug_weight_fraction=0.0
    ... )
    >>> round(1e-18 * density, 4)
    1.1542
    """
    polymer = core_density * (1.0 - drug_weight_fraction) * core_radius / 3.0
    return polymer * constants.AVOGADRO / core_block_molar_mass


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="R_c = [ 3 N_agg M_B / (4π ρ (1 − w_d) N_A) ]^(1/3)",
    tex=r"R_c = \left[\frac{3 N_\mathrm{agg} M_B}{4\pi\rho\,(1-w_d)\,N_A}\right]^{1/3}",
    sources=("geometry", "codata2018"),
    assumes=_CORE,
    valid=("Exact bookkeeping: a factor of two in the number is 26 % in the radius.",),
    aggregation_number=Arg("", 10.0, 1e6, "chains in one particle", domain=(1e-3, 1e15)),
    core_density=_DENSITY,
    core_block_molar_mass=_BLOCK,
    drug_weight_fraction=Arg("", 0.0, 0.6, "weight fraction of drug in the core", show="percent", domain=(0.0, 0.999)),
)
def core_radius(*, aggregation_number: Number, core_density: Number, core_block_molar_mass: Number, drug_weight_fraction: Number) -> Number:
    """Radius of a core made of a given number of chains; the inverse of `aggregation_number`.

    R_c = [ 3 N_agg M_B / (4π ρ (1 − w_d) N_A) ]^(1/3)

    aggregation_number: plain number; core_density: kg/m³; core_block_molar_mass: kg/mol; drug_weight_fraction:
    drug / core.

    Example: the inverse of the example of `aggregation_number`, in nm.

    >>> radius = core_radius(
    ...     aggregation_number=1450.4653, core_density=1150.0, core_block_molar_mass=2.0, drug_weight_fraction=0.0
    ... )
    >>> round(1e9 * radius, 5)
    10.0
    """
    mass = aggregation_number * core_block_molar_mass / constants.AVOGADRO
    return (0.75 / math.pi * mass / (core_density * (1.0 - drug_weight_fraction))) ** (1.0 / 3.0)


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="Z = Z_ref (N_B/N_B,ref)² (N_A/N_A,ref)^(−0.8)",
    tex=r"Z = Z_\mathrm{ref}\left(\frac{N_B}{N_{B,\mathrm{ref}}}\right)^{2}"
    r"\left(\frac{N_A}{N_{A,\mathrm{ref}}}\right)^{-0.8}",
    sources=("forster1996",),
    assumes=("same chemistry, solvent and temperature as the measured reference", "micelle at equilibrium"),
    valid=(
        "A factor of two in Z (25 % in the core radius) near the reference point, worse far from it.",
        "Glassy cores (PLA, PLGA) are set by the process, not by equilibrium: do not use it there.",
    ),
    core_segments=Arg("", 5.0, 1000.0, "repeat units of the core block", domain=(1e-3, 1e7)),
    corona_segments=Arg("", 5.0, 1000.0, "repeat units of the corona block", domain=(1e-3, 1e7)),
    reference_aggregation_number=Arg("", 10.0, 1e5, "measured chains per micelle", domain=(1e-3, 1e15)),
    reference_core_segments=Arg("", 5.0, 1000.0, "core repeat units of the measured polymer", domain=(1e-3, 1e7)),
    reference_corona_segments=Arg("", 5.0, 1000.0, "corona repeat units of the measured polymer", domain=(1e-3, 1e7)),
)
def scaled_aggregation_number(
    *,
    core_segments: Number,
    corona_segments: Number,
    reference_aggregation_number: Number,
    reference_core_segments: Number,
    reference_corona_segments: Number,
) -> Number:
    """Aggregation number of a micelle scaled from one measured micelle of the same chemistry.

    Z = Z_ref (N_B/N_B,ref)² (N_A/N_A,ref)^(−0.8)

    All arguments plain numbers or arrays: repeat units of core (B) and corona (A), measured chains per micelle.

    Notes: the prefactor depends on the chemistry, so there is no default: without one measured point there is no
    answer.

    Example: a core block half as long again.

    >>> reference = {"reference_aggregation_number": 100.0, "reference_core_segments": 40.0,
    ...              "reference_corona_segments": 113.0}
    >>> round(scaled_aggregation_number(core_segments=60.0, corona_segments=113.0, **reference), 1)
    225.0

    References: Förster, Zisenis, Wenz and Antonietti, J. Chem. Phys. 1996, 104, 9956, doi:10.1063/1.471723.
    """
    core = (core_segments / reference_core_segments) ** 2.0
    corona = (corona_segments / reference_corona_segments) ** -0.8
    return reference_aggregation_number * core * corona


_OUTER = Arg("m", 2e-8, 1e-6, "outer radius of the membrane", show="nm", domain=(1e-12, 1.0))
_MEMBRANE = Arg("m", 2e-9, 5e-8, "membrane thickness", show="nm", domain=(0.0, 1.0))


@model(
    "",
    grade=Grade.LAW,
    equation="N = (4/3) π [R³ − (R − t)³] ρ N_A / M_h",
    tex=r"N = \frac{4}{3}\pi\left[R^3 - (R-t)^3\right]\frac{\rho N_A}{M_h}",
    sources=("geometry", "codata2018"),
    assumes=("one closed membrane", "dry membrane of hydrophobic blocks alone"),
    valid=("Exact bookkeeping; no value when the membrane is thicker than the radius.",),
    none="no value = the membrane is thicker than the radius",
    outer_radius=_OUTER,
    membrane_thickness=_MEMBRANE,
    membrane_density=_DENSITY,
    hydrophobic_molar_mass=Arg("kg/mol", 0.5, 50.0, "molar mass of the membrane block", show="g/mol", domain=(1e-3, 1e6)),
)
def polymersome_aggregation_number(
    *, outer_radius: Number, membrane_thickness: Number, membrane_density: Number, hydrophobic_molar_mass: Number
) -> Number:
    """Number of chains in one polymer vesicle.

    N = (4/3) π [R³ − (R − t)³] ρ N_A / M_h

    outer_radius, membrane_thickness: m; membrane_density: kg/m³; hydrophobic_molar_mass: kg/mol; numbers or arrays.

    Example: R 50 nm, t 10 nm, 1.1 g/cm³, blocks of 5 kg/mol.

    >>> count = polymersome_aggregation_number(
    ...     outer_radius=50e-9, membrane_thickness=10e-9, membrane_density=1100.0, hydrophobic_molar_mass=5.0
    ... )
    >>> round(count)
    33853
    """
    inner = positive(outer_radius - membrane_thickness)
    volume = 4.0 / 3.0 * math.pi * (outer_radius**3 - inner**3)
    return volume * membrane_density * constants.AVOGADRO / hydrophobic_molar_mass


@model(
    "",
    show="percent",
    grade=Grade.RULE_OF_THUMB,
    equation="f_out = R² / (R² + (R − t)²)",
    tex=r"f_\mathrm{out} = \frac{R^2}{R^2 + (R-t)^2}",
    sources=("geometry",),
    assumes=("chains are spread evenly over both surfaces of the membrane", "mixed before assembly"),
    valid=("Chains added after assembly all sit outside; corona blocks of unequal length prefer one side.",),
    none="no value = the membrane is thicker than the radius",
    outer_radius=_OUTER,
    membrane_thickness=_MEMBRANE,
)
def outer_leaflet_fraction(*, outer_radius: Number, membrane_thickness: Number) -> Number:
    """Share of a vesicle's chains that point outwards, from the two areas.

    f_out = R² / (R² + (R − t)²)

    outer_radius, membrane_thickness: m; numbers or arrays.

    Example: R 50 nm, t 10 nm.

    >>> round(outer_leaflet_fraction(outer_radius=50e-9, membrane_thickness=10e-9), 4)
    0.6098
    """
    inner = positive(outer_radius - membrane_thickness)
    return 1.0 / (1.0 + (inner / outer_radius) ** 2)


@model(
    "m",
    show="nm",
    grade=Grade.RULE_OF_THUMB,
    equation="t = t_ref (M_h / M_ref)^b",
    tex=r"t = t_\mathrm{ref}\left(\frac{M_h}{M_\mathrm{ref}}\right)^{b}",
    sources=("bermudez2002", "battaglia2005", "discher1999"),
    assumes=("same chemistry as the measured reference", "membrane at equilibrium"),
    valid=(
        "Membranes of 8–21 nm. Exponent 0.5–0.55 for PEO–polybutadiene, 0.66 at strong segregation.",
        "Commonly cited points, to be checked against the papers: EO40–EE37 8 nm, EO26–BD46 9.6 nm.",
    ),
    hydrophobic_molar_mass=Arg("kg/mol", 1.0, 20.0, "molar mass of the membrane block", show="g/mol", domain=(1e-3, 1e6)),
    reference_thickness=Arg("m", 3e-9, 3e-8, "measured thickness of the reference", show="nm", domain=(1e-12, 1.0)),
    reference_molar_mass=Arg("kg/mol", 1.0, 20.0, "membrane block of the measured reference", show="g/mol", domain=(1e-3, 1e6)),
    exponent=Arg("", 0.5, 0.66, "scaling exponent", domain=(0.0, 1.0), default=0.55),
)
def membrane_thickness(
    *,
    hydrophobic_molar_mass: Number,
    reference_thickness: Number,
    reference_molar_mass: Number,
    exponent: Number = 0.55,
) -> Number:
    """Thickness of a polymersome membrane scaled from a measured one of the same chemistry.

    t = t_ref (M_h / M_ref)^b

    hydrophobic_molar_mass, reference_molar_mass: kg/mol; reference_thickness: m; exponent: plain number; numbers
    or arrays.

    Example: a block four times as long with the exponent 0.5 doubles the thickness, in nm.

    >>> thickness = membrane_thickness(
    ...     hydrophobic_molar_mass=10.0, reference_thickness=9.6e-9, reference_molar_mass=2.5, exponent=0.5
    ... )
    >>> round(1e9 * thickness, 2)
    19.2

    References: Bermudez et al., Macromolecules 2002, 35, 8203, doi:10.1021/ma020669l; Battaglia and Ryan, J. Am. Chem.
    Soc. 2005, 127, 8757, doi:10.1021/ja050742y.
    """
    return reference_thickness * (hydrophobic_molar_mass / reference_molar_mass) ** exponent


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="p = v / (a l)",
    tex=r"p = \frac{v}{a\,l}",
    sources=("israelachvili1976",),
    assumes=("area at the interface set by the head group",),
    valid=("Spheres below 1/3, worms to 1/2, bilayers to 1, inverted above. Derived for surfactants; a guide for polymers.",),
    chain_volume=Arg("m**3", 1e-28, 1e-25, "volume of the insoluble block", show="nm**3", domain=(1e-36, 1.0)),
    contact_area=Arg("m**2", 1e-19, 1e-17, "interface area per chain", show="nm**2", domain=(1e-24, 1.0)),
    chain_length=Arg("m", 1e-9, 1e-7, "length of the insoluble block", show="nm", domain=(1e-12, 1.0)),
)
def packing_parameter(*, chain_volume: Number, contact_area: Number, chain_length: Number) -> Number:
    """Packing parameter, which tells the shape into which amphiphiles pack.

    p = v / (a l)

    chain_volume: m³; contact_area: m²; chain_length: m; numbers or arrays.

    Example: a cylinder packs flat.

    >>> round(packing_parameter(chain_volume=2e-27, contact_area=1e-18, chain_length=2e-9), 6)
    1.0

    References: Israelachvili, Mitchell and Ninham, J. Chem. Soc. Faraday Trans. 2 1976, 72, 1525,
    doi:10.1039/F29767201525.
    """
    return chain_volume / (contact_area * chain_length)


SHAPES = ("solid", "vesicle", "worm", "sphere")
"""Shapes in the order in which they follow as the hydrophilic share grows."""
_BOUNDARIES = (0.25, 0.425, 0.50)
_OVERLAP = 0.03


def _reaches(weight_fraction: Number, boundary: int) -> Number:
    """Probability (logistic) that a polymer lies beyond a boundary between two shapes."""
    distance = (weight_fraction - _BOUNDARIES[boundary]) / _OVERLAP
    return 1.0 / (1.0 + (math.exp(-distance) if isinstance(distance, float) else np.exp(-distance)))


@model(
    "",
    show="percent",
    grade=Grade.RULE_OF_THUMB,
    equation="P = L(f − f_low) − L(f − f_high), L logistic of width 0.03; borders 0.25, 0.425, 0.50",
    tex=r"P = L(f - f_\mathrm{low}) - L(f - f_\mathrm{high}),\quad L(x) = \frac{1}{1 + e^{-x/0.03}}",
    sources=("discher2006",),
    assumes=("PEG–polyester or PEG–polydiene diblock in water", "borders blurred by ±0.03, our judgement"),
    valid=(
        "Published windows: solid below about 0.25, vesicles 0.25–0.45, worms 0.40–0.50, spheres above 0.50.",
        "Process decides within the overlaps: solvent and temperature take one PEG–PLA through sphere, worm "
        "and vesicle. "
        "Below a few kg/mol of hydrophobic block the windows shift.",
    ),
    hydrophilic_weight_fraction=Arg("", 0.05, 0.9, "weight share of the PEG block", show="percent", domain=(0.0, 1.0)),
    shape=Choice(SHAPES, "shape whose probability is wanted", default="vesicle"),
)
def morphology_probability(*, hydrophilic_weight_fraction: Number, shape: str = "vesicle") -> Number:
    """How likely a diblock of a given PEG share forms solid particles, vesicles, worms or spherical micelles.

    P = L(f − f_low) − L(f − f_high) with a logistic L; the four shapes add up to one.

    hydrophilic_weight_fraction: PEG mass / chain mass, number or array; shape: a word.

    Example: 35 % PEG.

    >>> [round(morphology_probability(hydrophilic_weight_fraction=0.35, shape=s), 2) for s in SHAPES]
    [0.03, 0.89, 0.07, 0.01]

    References: Discher and Ahmed, Annu. Rev. Biomed. Eng. 2006, 8, 323, doi:10.1146/annurev.bioeng.8.061505.095838.
    """
    place = SHAPES.index(shape)
    beyond = _reaches(hydrophilic_weight_fraction, place - 1) if place > 0 else 1.0
    further = _reaches(hydrophilic_weight_fraction, place) if place < len(_BOUNDARIES) else 0.0
    return beyond - further


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="f = max(0, 1 − CMC / c)",
    tex=r"f = \max\!\left(0,\ 1 - \mathrm{CMC}/c\right)",
    sources=("israelachvili2011",),
    assumes=("equilibrium", "free chains stay at the critical concentration"),
    valid=(
        "After dilution by blood, once chains had time to leave. Glassy or crosslinked cores stay whole far "
        "below the CMC; "
        "serum dissolves some micelles far above it.",
    ),
    concentration=Arg("kg/m**3", 1e-6, 100.0, "polymer per volume after dilution", show="mg/mL", domain=(1e-15, 1e6)),
    critical_concentration=Arg("kg/m**3", 1e-6, 10.0, "critical micelle concentration", show="mg/mL", domain=(0.0, 1e6)),
)
def assembled_fraction(*, concentration: Number, critical_concentration: Number) -> Number:
    """Share of the polymer that remains in micelles at a concentration.

    f = max(0, 1 − CMC / c)

    concentration, critical_concentration: kg/m³ (the same figure in mg/mL); numbers or arrays.

    Example: four times above the critical concentration.

    >>> assembled_fraction(concentration=0.02, critical_concentration=0.005)
    0.75
    """
    return larger(1.0 - critical_concentration / concentration, 0.0)
