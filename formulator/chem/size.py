"""Sizes of one sphere: volumes, masses, how many there are, how drug and corona add to it."""

from __future__ import annotations

import math

from formulator.chem.elementary import positive
from formulator.chem.model import Arg, Grade, Number, model

_DIAMETER = Arg("m", 1e-9, 1e-5, "diameter", show="nm", domain=(1e-12, 1.0))
_DENSITY = Arg("kg/m**3", 800.0, 2000.0, "density of the dry core material", show="g/cm**3", domain=(1.0, 1e5))
_EXACT = ("Exact for a sphere.",)


@model(
    "m**3",
    show="nm**3",
    grade=Grade.LAW,
    equation="V = π d³ / 6",
    tex=r"V = \frac{\pi d^3}{6}",
    sources=("geometry",),
    assumes=("sphere",),
    valid=_EXACT,
    diameter=_DIAMETER,
)
def sphere_volume(*, diameter: Number) -> Number:
    """Volume of a sphere.

    V = π d³ / 6

    diameter: m, number or array.

    Example: 100 nm, in nm³.

    >>> round(1e27 * sphere_volume(diameter=100e-9), 1)
    523598.8
    """
    return math.pi / 6.0 * diameter**3


@model(
    "m**2",
    show="nm**2",
    grade=Grade.LAW,
    equation="A = π d²",
    tex=r"A = \pi d^2",
    sources=("geometry",),
    assumes=("sphere",),
    valid=_EXACT,
    diameter=_DIAMETER,
)
def sphere_area(*, diameter: Number) -> Number:
    """Surface of a sphere.

    A = π d²

    diameter: m, number or array.

    Example: 100 nm, in nm².

    >>> round(1e18 * sphere_area(diameter=100e-9), 1)
    31415.9
    """
    return math.pi * diameter**2


@model(
    "kg",
    show="ag",
    grade=Grade.LAW,
    equation="m_c = (π/6) ρ (d_h − 2 L)³",
    tex=r"m_c = \frac{\pi}{6}\,\rho\,(d_h - 2L)^3",
    sources=("geometry",),
    assumes=("sphere", "uniform dry core", "the swollen shell is not counted"),
    valid=("Exact for a sphere; no value when the shell is as thick as the particle's radius.",),
    none="no value = the shell leaves no room for a core",
    hydrodynamic_diameter=_DIAMETER,
    shell_thickness=Arg("m", 0.0, 1e-7, "thickness of the swollen shell", show="nm", domain=(0.0, 1.0)),
    core_density=_DENSITY,
)
def core_mass(*, hydrodynamic_diameter: Number, shell_thickness: Number, core_density: Number) -> Number:
    """Mass of one particle's core, from its hydrodynamic diameter without the shell.

    m_c = (π/6) ρ (d_h − 2 L)³

    hydrodynamic_diameter, shell_thickness: m; core_density: kg/m³; numbers or arrays.

    Example: 30 nm with a 5 nm shell at 1.2 g/cm³, in ag.

    >>> round(1e21 * core_mass(hydrodynamic_diameter=30e-9, shell_thickness=5e-9, core_density=1200.0), 4)
    5.0265
    """
    diameter = positive(hydrodynamic_diameter - 2.0 * shell_thickness)
    return math.pi / 6.0 * core_density * diameter**3


@model(
    "1/m**3",
    show="1/mL",
    grade=Grade.LAW,
    equation="N = c / m_c",
    tex=r"N = \frac{c}{m_c}",
    sources=("geometry",),
    assumes=("every particle has the mean mass", "all solids counted are in particles"),
    valid=("Use the mass of the mean particle *volume*: the mean diameter of a broad sample counts too many particles.",),
    core_mass=Arg("kg", 1e-23, 1e-12, "mass of one particle's core", show="ag", domain=(1e-30, 1.0)),
    core_solids=Arg("kg/m**3", 1e-3, 200.0, "mass of core material per volume", show="mg/mL", domain=(0.0, 1e5)),
)
def particle_number_concentration(*, core_mass: Number, core_solids: Number) -> Number:
    """Number of particles per volume of dispersion.

    N = c / m_c

    core_mass: kg; core_solids: kg/m³ (the same figure in mg/mL); numbers or arrays.

    Example: spheres of 100 nm and 1.2 g/cm³ at 1 mg/mL, per mL.

    >>> mass = core_mass(hydrodynamic_diameter=100e-9, shell_thickness=0.0, core_density=1200.0)
    >>> f"{1e-6 * particle_number_concentration(core_mass=mass, core_solids=1.0):.4e}"
    '1.5915e+12'
    """
    return core_solids / core_mass


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="φ_m = 1 − (1 − t/R)³",
    tex=r"\varphi_m = 1 - (1 - t/R)^3",
    sources=("geometry",),
    assumes=("one spherical shell",),
    valid=("Exact for a unilamellar sphere; no value when the membrane is thicker than the radius.",),
    none="no value = the membrane fills the vesicle",
    outer_radius=Arg("m", 1e-8, 1e-5, "outer radius of the membrane", show="nm", domain=(1e-12, 1.0)),
    membrane_thickness=Arg("m", 2e-9, 5e-8, "membrane thickness", show="nm", domain=(0.0, 1.0)),
)
def membrane_volume_fraction(*, outer_radius: Number, membrane_thickness: Number) -> Number:
    """Share of a vesicle's volume that is membrane; the rest is lumen.

    φ_m = 1 − (1 − t/R)³

    outer_radius, membrane_thickness: m; numbers or arrays.

    Example: R 50 nm, t 10 nm.

    >>> round(membrane_volume_fraction(outer_radius=50e-9, membrane_thickness=10e-9), 4)
    0.488
    """
    return 1.0 - positive(1.0 - membrane_thickness / outer_radius) ** 3


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="d_h = d_c + 2 L",
    tex=r"d_h = d_c + 2L",
    sources=("geometry",),
    assumes=("the corona moves with the particle", "the slip plane lies at the corona's edge"),
    valid=("A drained or sparse corona drags less: its hydrodynamic thickness is below its height.",),
    core_diameter=_DIAMETER,
    corona_thickness=Arg("m", 0.0, 1e-7, "thickness of the hydrated corona", show="nm", domain=(0.0, 1.0)),
)
def hydrodynamic_diameter(*, core_diameter: Number, corona_thickness: Number) -> Number:
    """Hydrodynamic diameter of a core with a corona on both sides.

    d_h = d_c + 2 L

    core_diameter, corona_thickness: m; numbers or arrays.

    Example: 80 nm core with 6 nm corona, in nm.

    >>> round(1e9 * hydrodynamic_diameter(core_diameter=80e-9, corona_thickness=6e-9), 3)
    92.0
    """
    return core_diameter + 2.0 * corona_thickness


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="R = R₀ (1 − φ_d)^(−1/3)",
    tex=r"R = R_0\,(1 - \varphi_d)^{-1/3}",
    sources=("geometry",),
    assumes=("aggregation number unchanged by the drug", "volumes add", "all drug in the core"),
    valid=("Exact bookkeeping at fixed aggregation number; many micelles take up more chains as well when loaded.",),
    core_radius=Arg("m", 1e-9, 1e-6, "radius of the empty core", show="nm", domain=(1e-12, 1.0)),
    drug_volume_fraction=Arg("", 0.0, 0.6, "volume fraction of drug in the loaded core", show="percent", domain=(0.0, 0.999)),
)
def loaded_core_radius(*, core_radius: Number, drug_volume_fraction: Number) -> Number:
    """Radius of a core swollen by its drug.

    R = R₀ (1 − φ_d)^(−1/3)

    core_radius: m, of the empty core; drug_volume_fraction: drug volume / loaded core volume; numbers or arrays.

    Example: 10 vol% of drug adds 3.6 % to the radius.

    >>> round(loaded_core_radius(core_radius=10e-9, drug_volume_fraction=0.10) / 10e-9, 4)
    1.0357
    """
    return core_radius * (1.0 - drug_volume_fraction) ** (-1.0 / 3.0)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="φ_d = (w/ρ_d) / (w/ρ_d + (1 − w)/ρ_p)",
    tex=r"\varphi_d = \frac{w/\rho_d}{w/\rho_d + (1-w)/\rho_p}",
    sources=("geometry",),
    assumes=("volumes add",),
    valid=("Exact when mixing does not change volume (a few percent at most).",),
    drug_weight_fraction=Arg("", 0.0, 0.6, "weight fraction of drug in the loaded core", show="percent", domain=(0.0, 1.0)),
    drug_density=Arg("kg/m**3", 800.0, 2500.0, "density of the drug", show="g/cm**3", domain=(1.0, 1e5)),
    core_density=_DENSITY,
)
def drug_volume_fraction(*, drug_weight_fraction: Number, drug_density: Number, core_density: Number) -> Number:
    """Volume fraction of drug in a core, from its weight fraction.

    φ_d = (w/ρ_d) / (w/ρ_d + (1 − w)/ρ_p)

    drug_weight_fraction: drug / loaded core; drug_density, core_density: kg/m³; numbers or arrays.

    Example: equal densities leave the fraction as it is; a denser drug takes less room.

    >>> round(drug_volume_fraction(drug_weight_fraction=0.1, drug_density=1300.0, core_density=1150.0), 5)
    0.08949
    """
    drug = drug_weight_fraction / drug_density
    return drug / (drug + (1.0 - drug_weight_fraction) / core_density)
