"""How ligands sit on a particle: how far apart, how many of them can touch a flat cell, and whether they fit side by side."""

from __future__ import annotations

import math

from formulator.chem import constants
from formulator.chem.elementary import larger
from formulator.chem.model import Arg, Grade, Number, model

_RADIUS = Arg("m", 2e-9, 5e-7, "radius of the core on which the ligands are tethered", show="nm", domain=(1e-12, 1.0))
_CHAIN = Arg("kg/mol", 0.5, 200.0, "molar mass of a chain", show="g/mol", domain=(1e-3, 1e6))
_DENSITY = Arg("1/m**2", 1e13, 1e18, "ligands per area", show="1/nm**2", domain=(1e-30, 1e22))
_SHARE = Arg("", 0.0, 1.0, "chains that carry a ligand among all chains", show="percent", domain=(0.0, 1.0))
_LIGANDS = Arg("", 1.0, 1e5, "ligands per particle", domain=(0.0, 1e12))
_REACH = Arg("m", 5e-10, 5e-8, "reach of the ligand from the core", show="nm", domain=(0.0, 1.0))
_STANDOFF = Arg("m", 0.0, 5e-8, "distance between core and cell", show="nm", domain=(0.0, 1.0))


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="s = σ^(−1/2)",
    tex=r"s = \sigma^{-1/2}",
    sources=("geometry",),
    assumes=("ligands spread evenly over the surface",),
    valid=("Mean distance; coupling in patches is not seen in it.",),
    surface_density=_DENSITY,
)
def ligand_spacing(*, surface_density: Number) -> Number:
    """Mean distance between ligands from their number per area.

    s = σ^(−1/2)

    surface_density: 1/m²; number or array.

    Example: 0.014 ligands per nm² stand 8.5 nm apart.

    >>> round(1e9 * ligand_spacing(surface_density=0.014e18), 2)
    8.45
    """
    return surface_density**-0.5


@model(
    "1/m**2",
    show="1/nm**2",
    grade=Grade.LAW,
    equation="σ = N / 4πR²",
    tex=r"\sigma = \frac{N}{4\pi R^2}",
    sources=("geometry",),
    assumes=("all ligands counted face outwards",),
    valid=("Exact; say at which radius the area is taken.",),
    ligands=_LIGANDS,
    radius=_RADIUS,
)
def ligand_surface_density(*, ligands: Number, radius: Number) -> Number:
    """Ligands per area of a sphere.

    σ = N / 4πR²

    ligands: plain number; radius: m; numbers or arrays.

    Example: 1664 ligands on a sphere of 100 nm, per nm².

    >>> round(1e-18 * ligand_surface_density(ligands=1664.0, radius=50e-9), 4)
    0.053
    """
    return ligands / (4.0 * math.pi * radius**2)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="w = x M_L / [x M_L + (1 − x) M_P]",
    tex=r"w = \frac{x M_L}{x M_L + (1-x) M_P}",
    sources=("stoichiometry",),
    assumes=("two kinds of chain", "share of the polymer, payload not counted"),
    valid=("Exact.",),
    ligand_share=_SHARE,
    ligand_chain_molar_mass=_CHAIN,
    plain_chain_molar_mass=_CHAIN,
)
def ligand_mass_share(*, ligand_share: Number, ligand_chain_molar_mass: Number, plain_chain_molar_mass: Number) -> Number:
    """Mass share of the ligand-bearing chains among all chains, from their number share.

    w = x M_L / [x M_L + (1 − x) M_P]

    ligand_share: plain number; both molar masses: kg/mol; numbers or arrays.

    Example: 10 mol% of 23 kg/mol chains in 20 kg/mol chains, in %.

    >>> round(100 * ligand_mass_share(ligand_share=0.1, ligand_chain_molar_mass=23.0, plain_chain_molar_mass=20.0), 3)
    11.33
    """
    heavy = ligand_share * ligand_chain_molar_mass
    return heavy / (heavy + (1.0 - ligand_share) * plain_chain_molar_mass)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="x = (w / M_L) / [w / M_L + (1 − w) / M_P]",
    tex=r"x = \frac{w/M_L}{w/M_L + (1-w)/M_P}",
    sources=("stoichiometry",),
    assumes=("two kinds of chain", "share of the polymer, payload not counted"),
    valid=("Exact; undoes ligand_mass_share.",),
    mass_share=Arg("", 0.0, 1.0, "mass of ligand-bearing chains among all chains", show="percent", domain=(0.0, 1.0)),
    ligand_chain_molar_mass=_CHAIN,
    plain_chain_molar_mass=_CHAIN,
)
def ligand_number_share(*, mass_share: Number, ligand_chain_molar_mass: Number, plain_chain_molar_mass: Number) -> Number:
    """Number share of the ligand-bearing chains among all chains, from their mass share.

    x = (w / M_L) / [w / M_L + (1 − w) / M_P]

    mass_share: plain number; both molar masses: kg/mol; numbers or arrays.

    Example: 11.33 wt% of 23 kg/mol chains in 20 kg/mol chains, in mol%.

    >>> round(100 * ligand_number_share(mass_share=0.11330, ligand_chain_molar_mass=23.0, plain_chain_molar_mass=20.0), 2)
    10.0
    """
    heavy = mass_share / ligand_chain_molar_mass
    return heavy / (heavy + (1.0 - mass_share) / plain_chain_molar_mass)


@model(
    "",
    grade=Grade.LAW,
    equation="N = (4/3)πR³ ρ (1 − w_d) N_A / M",
    tex=r"N = \frac{4}{3}\pi R^3\rho(1-w_d)\frac{N_A}{M}",
    sources=("geometry", "codata2018"),
    assumes=("a sphere of polymer and payload throughout",),
    valid=("M is the number mean over all chains, ligand-bearing ones included.",),
    radius=_RADIUS,
    density=Arg("kg/m**3", 800.0, 2000.0, "density of the sphere", show="g/cm**3", domain=(1.0, 1e5)),
    drug_weight_fraction=Arg("", 0.0, 0.9, "payload share of the sphere", show="percent", domain=(0.0, 1.0)),
    chain_molar_mass=_CHAIN,
)
def chains_per_sphere(*, radius: Number, density: Number, drug_weight_fraction: Number, chain_molar_mass: Number) -> Number:
    """Polymer chains in a solid sphere.

    N = (4/3)πR³ ρ (1 − w_d) N_A / M

    radius: m; density: kg/m³; drug_weight_fraction: plain number; chain_molar_mass: kg/mol; numbers or arrays.

    Example: 100 nm, 1.2 g/mL, DLC 10.714 %, mean chain 20.3 kg/mol.

    >>> round(chains_per_sphere(radius=50e-9, density=1200.0, drug_weight_fraction=0.10714, chain_molar_mass=20.3))
    16642
    """
    volume = 4.0 / 3.0 * math.pi * radius**3
    return volume * density * (1.0 - drug_weight_fraction) * constants.AVOGADRO / chain_molar_mass


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="N_max = φ (4πR²)/(πd²/4), φ = 0.547",
    tex=r"N_{max} = \phi\,\frac{4\pi R^2}{\pi d^2/4},\quad \phi = 0.547",
    sources=("geometry", "feder1980"),
    assumes=("ligands as round discs that land at random and stay", "radius where the ligands sit, tether included"),
    valid=("Placed by hand in a lattice 1.66 times as many would fit; above that the number is impossible.",),
    radius=_RADIUS,
    ligand_diameter=Arg("m", 5e-10, 2e-8, "diameter of the ligand", show="nm", domain=(1e-12, 1.0)),
)
def footprint_limit(*, radius: Number, ligand_diameter: Number) -> Number:
    """Ligands that find room side by side on a sphere (jamming of discs that land at random).

    N_max = φ (4πR²)/(πd²/4) = 16 φ (R/d)², φ = 0.547

    radius, ligand_diameter: m; numbers or arrays.

    Example: antibodies of 10 nm on a sphere of 60 nm radius.

    >>> round(footprint_limit(radius=60e-9, ligand_diameter=10e-9))
    315

    References: Feder, J. Theor. Biol. 1980, 87, 237.
    """
    return 16.0 * 0.547 * (radius / ligand_diameter) ** 2


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="f = (1 − cos α)/2,  cos α = (R + h)/(R + L); 0 for h > L",
    tex=r"f = \frac{1-\cos\alpha}{2},\quad \cos\alpha = \frac{R+h}{R+L}",
    sources=("geometry",),
    assumes=("flat, stiff cell", "ligands reach straight outwards by L", "core stands off by h"),
    valid=("A quick estimate: 1-17 % of the ligands. Membranes bend and reach more.",),
    core_radius=_RADIUS,
    ligand_reach=_REACH,
    standoff=_STANDOFF,
)
def accessible_ligand_fraction(*, core_radius: Number, ligand_reach: Number, standoff: Number) -> Number:
    """Share of the ligands that can touch a flat patch of cell at once.

    f = (1 − cos α)/2 with cos α = (R + h)/(R + L)

    core_radius, ligand_reach, standoff: m; numbers or arrays.

    Example: R 35 nm, reach 11.1 nm, standoff 3.9 nm, in %.

    >>> round(100 * accessible_ligand_fraction(core_radius=35e-9, ligand_reach=11.1e-9, standoff=3.9e-9), 2)
    7.81
    """
    return 0.5 * larger(ligand_reach - standoff, 0.0) / (core_radius + ligand_reach)


@model(
    "m**2",
    show="nm**2",
    grade=Grade.RULE_OF_THUMB,
    equation="A = π[(R + L)² − (R + h)²]; 0 for h > L",
    tex=r"A = \pi\left[(R+L)^2-(R+h)^2\right]",
    sources=("geometry",),
    assumes=("flat, stiff cell", "ligands reach straight outwards by L", "core stands off by h"),
    valid=("A quick estimate. Times receptors per area: receptors within reach, 0.05-1 on most cells.",),
    core_radius=_RADIUS,
    ligand_reach=_REACH,
    standoff=_STANDOFF,
)
def contact_patch_area(*, core_radius: Number, ligand_reach: Number, standoff: Number) -> Number:
    """Area of flat cell that the ligands of a particle can touch.

    A = π[(R + L)² − (R + h)²]

    core_radius, ligand_reach, standoff: m; numbers or arrays.

    Example: R 10 nm, reach 6 nm, standoff 3 nm, in nm².

    >>> round(1e18 * contact_patch_area(core_radius=10e-9, ligand_reach=6e-9, standoff=3e-9), 2)
    273.32
    """
    over = larger(ligand_reach - standoff, 0.0)
    return math.pi * over * (2.0 * core_radius + 2.0 * standoff + over)


@model(
    "m**3",
    show="nm**3",
    grade=Grade.RULE_OF_THUMB,
    equation="V = (π/3)[(R + L)² − (R + h)²](R + h) − (2/3)πR³(1 − cos α); 0 for h > L",
    tex=r"V = \frac{\pi}{3}\left[(R+L)^2-(R+h)^2\right](R+h)-\frac{2}{3}\pi R^3(1-\cos\alpha)",
    sources=("geometry",),
    assumes=("flat, stiff cell", "ligands reach straight outwards by L", "core stands off by h"),
    valid=("The room that ligands in reach share; bonds crowd when it is small.",),
    core_radius=_RADIUS,
    ligand_reach=_REACH,
    standoff=_STANDOFF,
)
def contact_volume(*, core_radius: Number, ligand_reach: Number, standoff: Number) -> Number:
    """Room between core and flat cell in the cone of the ligands that can touch it.

    V = (π/3)[(R + L)² − (R + h)²](R + h) − (2/3)πR³(1 − cos α) with cos α = (R + h)/(R + L)

    core_radius, ligand_reach, standoff: m; numbers or arrays.

    Example: R 10 nm, reach 6 nm, standoff 3 nm, in nm³.

    >>> round(1e27 * contact_volume(core_radius=10e-9, ligand_reach=6e-9, standoff=3e-9), 2)
    791.68
    """
    over = larger(ligand_reach - standoff, 0.0)
    cone = over * (2.0 * core_radius + 2.0 * standoff + over) * (core_radius + standoff) / 3.0
    return math.pi * (cone - 2.0 / 3.0 * core_radius**3 * over / (core_radius + ligand_reach))


@model(
    "",
    grade=Grade.LAW,
    equation="N_eff = N y s o m",
    tex=r"N_\mathrm{eff} = N\,y\,s\,o\,m",
    sources=("parameter_laws",),
    assumes=("the four losses are independent",),
    valid=("Arithmetic is exact; the factors are hardly ever measured, above all orientation and masking by proteins.",),
    ligands=_LIGANDS,
    coupling_yield=Arg("", 0.15, 1.0, "share coupled", show="percent", domain=(0.0, 1.0)),
    surface_fraction=Arg("", 0.2, 1.0, "share facing out", show="percent", domain=(0.0, 1.0)),
    orientation=Arg("", 0.05, 1.0, "share rightly oriented", show="percent", domain=(0.0, 1.0)),
    unmasked=Arg("", 0.02, 1.0, "share left free by the protein corona", show="percent", domain=(0.0, 1.0)),
)
def active_ligands(*, ligands: Number, coupling_yield: Number, surface_fraction: Number, orientation: Number, unmasked: Number) -> Number:
    """Ligands that can bind: coupled, facing out, rightly oriented and not masked.

    N_eff = N y s o m

    all plain numbers or arrays.

    Example: 720 ligands, 90 % coupled, 61 % facing out, peptides in buffer.

    >>> round(active_ligands(ligands=720.0, coupling_yield=0.9, surface_fraction=0.61, orientation=1.0, unmasked=1.0), 1)
    395.3
    """
    return ligands * coupling_yield * surface_fraction * orientation * unmasked
