"""Where core ends and corona begins, given the hydrodynamic radius that DLS reports.

The height of the hydrophilic layer depends on how many chains stand on an area of core, and that depends on the core radius.
So core radius and layer height are found together from R_core + L(R_core, density) = R_h.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from formulator.chem import constants, corona
from formulator.chem.model import Arg, Grade, Number, model

_STEPS = 48
"""Bisections: the interval shrinks by 2⁴⁸, below the rounding of a float."""
_SMALLEST = 1e-6
"""Core radii below this share of the particle count as no core."""

_OUTER = Arg("m", 3e-9, 500e-9, "hydrodynamic radius", show="nm", domain=(1e-10, 1e-2))
_DENSITY = Arg("kg/m**3", 500, 2000, "polymer per volume of core", show="g/cm**3", domain=(1.0, 1e5))
_BLOCK = Arg("kg/mol", 0.3, 300, "molar mass of the core block", show="g/mol", domain=(1e-3, 1e6))
_SEGMENTS = Arg("", 5, 700, "segments of a corona chain", domain=(1.0, 1e6))
_LENGTH = Arg("m", 0.25e-9, 0.45e-9, "length of one segment", show="nm", domain=(1e-11, 1e-8))
_PREFACTOR = Arg("", 0.5, 1.5, "correction of the layer height, 1 unless calibrated", domain=(0.01, 100.0), default=1.0)
_SOURCES = ("daoud1982", "flory1953", "geometry")


def _root(outer_radius: Number, smallest: Number, height: Callable[[Number], Number]) -> Number:
    """Solve R + height(R) = outer_radius between `smallest` and the outer radius; nan where the layer alone is thicker."""
    if all(isinstance(entry, (float, int)) for entry in (outer_radius, smallest, height(outer_radius))):
        return _root_of_one(float(outer_radius), float(smallest), height)
    low = np.maximum(smallest, _SMALLEST * np.asarray(outer_radius)) + 0.0 * np.asarray(height(outer_radius))
    high = np.asarray(outer_radius) + 0.0 * low
    impossible = (low >= high) | (low + height(low) >= high)
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        too_large = middle + height(middle) > outer_radius
        high = np.where(too_large, middle, high)
        low = np.where(too_large, low, middle)
    return np.where(impossible, np.nan, 0.5 * (low + high))


def _root_of_one(outer: float, smallest: float, height: Callable[[Number], Number]) -> float:
    low, high = max(smallest, _SMALLEST * outer), outer
    if low >= high or low + height(low) >= high:
        return math.nan
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        if middle + height(middle) > outer:
            high = middle
        else:
            low = middle
    return 0.5 * (low + high)


def _layer(segments: Number, segment_length: Number, density: Number, radius: Number) -> Number:
    height: Number = corona.corona_thickness.function(
        segments=segments, segment_length=segment_length, grafting_density=density, core_radius=radius
    )
    return height


@model(
    "m",
    show="nm",
    grade=Grade.RULE_OF_THUMB,
    equation="R_c + c L(R_c, Γ) = R_h,  Γ = s ρ N_A R_c / 3M_B",
    tex=r"R_c + c\,L(R_c,\Gamma) = R_h,\quad \Gamma = \frac{s\rho N_A R_c}{3M_B}",
    sources=_SOURCES,
    assumes=("a known share of the chains has its hydrophilic end at the core surface", "dry core of uniform density"),
    valid=("Micelles and particles of diblock chains; the layer height is uncertain by 25 %.",),
    none="no value = the layer alone is thicker than the particle",
    outer_radius=_OUTER,
    polymer_density=_DENSITY,
    core_block_molar_mass=_BLOCK,
    segments=_SEGMENTS,
    segment_length=_LENGTH,
    surface_fraction=Arg("", 0.05, 1, "share of the chains that end at the core surface", domain=(0.0, 1.0), default=1.0),
    height_prefactor=_PREFACTOR,
)
def micelle_core_radius(
    *,
    outer_radius: Number,
    polymer_density: Number,
    core_block_molar_mass: Number,
    segments: Number,
    segment_length: Number,
    surface_fraction: Number = 1.0,
    height_prefactor: Number = 1.0,
) -> Number:
    """Core radius of a micelle or solid diblock particle from its hydrodynamic radius.

    R_c + c L(R_c, Γ) = R_h with Γ = s ρ N_A R_c/(3 M_B)

    outer_radius, segment_length: m; polymer_density: kg of core polymer per m³ of core, the payload taken off;
    core_block_molar_mass: kg/mol; segments, surface_fraction, height_prefactor: plain numbers; numbers or arrays.

    The layer is the larger of the coil and the curved brush (`corona_thickness`). No value when it alone is thicker than the particle.

    Example: PEG 5000 on a core of 5 kg/mol blocks, 20 nm in all, in nm; core and layer add up.

    >>> case = {"segments": 113.1, "segment_length": 0.35e-9}
    >>> core = micelle_core_radius(outer_radius=20e-9, polymer_density=1250.0, core_block_molar_mass=5.0, **case)
    >>> density = 1250.0 * 6.02214076e23 * core / 15.0
    >>> round(1e9 * (core + corona.corona_thickness(grafting_density=density, core_radius=core, **case)), 6)
    20.0

    References: Daoud and Cotton, J. Phys. France 1982, 43, 531, doi:10.1051/jphys:01982004303053100.
    """
    per_radius = surface_fraction * polymer_density * constants.AVOGADRO / (3.0 * core_block_molar_mass)
    return _root(
        outer_radius, 0.0 * outer_radius, lambda radius: height_prefactor * _layer(segments, segment_length, per_radius * radius, radius)
    )


@model(
    "m",
    show="nm",
    grade=Grade.RULE_OF_THUMB,
    equation="R + c L(R, Γ_out) = R_h,  Γ_out = ρ N_A [R³ − (R−t)³] / 3M_B [R² + (R−t)²]",
    tex=r"R + c\,L(R,\Gamma_{out}) = R_h,\quad \Gamma_{out} = \frac{\rho N_A[R^3-(R-t)^3]}{3M_B[R^2+(R-t)^2]}",
    sources=_SOURCES,
    assumes=("one bilayer", "chains shared between the leaflets in proportion to the two areas"),
    valid=("Unilamellar polymersomes with a membrane thinner than the radius.",),
    none="no value = membrane and layer are thicker than the particle",
    outer_radius=_OUTER,
    membrane_thickness=Arg("m", 4e-9, 40e-9, "thickness of the membrane", show="nm", domain=(1e-10, 1e-2)),
    polymer_density=_DENSITY,
    core_block_molar_mass=_BLOCK,
    segments=_SEGMENTS,
    segment_length=_LENGTH,
    height_prefactor=_PREFACTOR,
)
def vesicle_outer_radius(
    *,
    outer_radius: Number,
    membrane_thickness: Number,
    polymer_density: Number,
    core_block_molar_mass: Number,
    segments: Number,
    segment_length: Number,
    height_prefactor: Number = 1.0,
) -> Number:
    """Outer radius of a polymersome membrane under its corona.

    R + c L(R, Γ_out) = R_h with Γ_out = ρ N_A [R³ − (R−t)³]/(3 M_B [R² + (R−t)²])

    outer_radius, membrane_thickness, segment_length: m; polymer_density: kg of polymer per m³ of membrane;
    core_block_molar_mass: kg/mol; segments, height_prefactor: plain numbers; numbers or arrays.

    No value when membrane and layer do not fit into the particle.

    Example: 100 nm in all, membrane 10 nm of 17 kg/mol blocks, PEG 5000; in nm.

    >>> radius = vesicle_outer_radius(
    ...     outer_radius=50e-9, membrane_thickness=10e-9, polymer_density=1300.0, core_block_molar_mass=17.0,
    ...     segments=113.1, segment_length=0.35e-9,
    ... )
    >>> round(1e9 * radius, 1)
    39.0

    References: Daoud and Cotton, J. Phys. France 1982, 43, 531, doi:10.1051/jphys:01982004303053100.
    """
    per_shell = polymer_density * constants.AVOGADRO / (3.0 * core_block_molar_mass)

    def height(radius: Number) -> Number:
        inner = radius - membrane_thickness
        shell = membrane_thickness * (radius**2 + radius * inner + inner**2)
        return height_prefactor * _layer(segments, segment_length, per_shell * shell / (radius**2 + inner**2), radius)

    return _root(outer_radius, membrane_thickness, height)


@model(
    "m",
    show="nm",
    grade=Grade.RULE_OF_THUMB,
    equation="R_c + c L(R_c, Γ) = R_h",
    tex=r"R_c + c\,L(R_c,\Gamma) = R_h",
    sources=_SOURCES,
    assumes=("chains end-grafted at a known density on a sphere",),
    valid=("Solid particles and complexes with a hydrophilic layer.",),
    none="no value = the layer alone is thicker than the particle",
    outer_radius=_OUTER,
    grafting_density=Arg("1/m**2", 1e15, 1e18, "chains per area of core surface", show="1/nm**2", domain=(0.0, 1e20)),
    segments=_SEGMENTS,
    segment_length=_LENGTH,
    height_prefactor=_PREFACTOR,
)
def coated_core_radius(
    *, outer_radius: Number, grafting_density: Number, segments: Number, segment_length: Number, height_prefactor: Number = 1.0
) -> Number:
    """Core radius of a particle with a layer of known chain density.

    R_c + c L(R_c, Γ) = R_h

    outer_radius, segment_length: m; grafting_density: 1/m²; segments, height_prefactor: plain numbers; numbers or arrays.

    No value when the layer alone is thicker than the particle.

    Example: 100 nm in all with 0.15 chains of PEG 5000 per nm², in nm.

    >>> radius = coated_core_radius(
    ...     outer_radius=50e-9, grafting_density=0.15e18, segments=113.1, segment_length=0.35e-9
    ... )
    >>> round(1e9 * radius, 1)
    40.3

    References: Daoud and Cotton, J. Phys. France 1982, 43, 531, doi:10.1051/jphys:01982004303053100.
    """
    return _root(
        outer_radius, 0.0 * outer_radius, lambda radius: height_prefactor * _layer(segments, segment_length, grafting_density, radius)
    )
