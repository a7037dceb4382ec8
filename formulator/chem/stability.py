"""Whether particles stay apart: the shallow minimum of brush-covered ones, barrier and stability ratio of bare ones."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from formulator.chem import constants
from formulator.chem.colloid import (
    BRUSH_HEIGHT,
    HAMAKER,
    PERMITTIVITY,
    POTENTIAL,
    RADIUS,
    SALT,
    SPACING,
    TEMPERATURE,
    double_layer_energy_sphere,
    steric_energy,
    van_der_waals_energy,
)
from formulator.chem.elementary import exp, smaller
from formulator.chem.medium import debye_length
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import is_plain

Array = npt.NDArray[np.float64]
_FINER = 33
_STEPS = 320

LARGEST_RATIO = 250.0
"""log₁₀ W beyond which W itself would leave floating point; long before, it means 'never'."""
PROTECTED_DEPTH = 3.0
"""kT: a minimum that thermal motion leaves again."""
PROTECTED_BARRIER = 20.0
"""kT: an obstacle that thermal motion does not cross."""
FAST_BELOW, SLOW_ABOVE = 4.0, 6.0
"""log₁₀ W: half of 10¹² particles per mL gone within an hour, and after more than a day."""

_CORES = ("equal spheres", "only the cores attract each other")
_CLASS_ONLY = (
    "Energies are not known to one kT, so this sorts into classes; it is not a shelf life.",
    "Months of storage fail by ripening, hydrolysis or adsorption, which are not in it.",
)


def _columns(first: float, last: float, count: int, dimensions: int) -> Array:
    """Points spaced evenly in the logarithm, along a new first axis."""
    points: Array = np.geomspace(first, last, count).reshape((count,) + (1,) * dimensions)
    return points


def _taken(values: Array, index: Any) -> Array:
    picked: Array = np.take_along_axis(values, index[None], axis=0)[0]
    return picked


def _refined(energy: Callable[[Array], Array], points: Array, values: Array, best: Any) -> Array:
    """Lowest energy near a grid point: a finer grid between its neighbours, then a parabola through three points."""
    points = points + 0.0 * values
    low = _taken(points, np.maximum(best - 1, 0))
    high = _taken(points, np.minimum(best + 1, points.shape[0] - 1))
    finer = energy(low + (high - low) * np.linspace(0.0, 1.0, _FINER).reshape((_FINER,) + (1,) * low.ndim))
    middle = np.clip(np.argmin(finer, axis=0), 1, _FINER - 2)
    left, centre, right = _taken(finer, middle - 1), _taken(finer, middle), _taken(finer, middle + 1)
    bend = left - 2.0 * centre + right
    slope = 0.5 * (right - left)
    inside = (bend > 0.0) & (np.abs(slope) < bend)
    dip = np.where(inside, 0.5 * slope * slope / np.where(inside, bend, 1.0), 0.0)
    return np.minimum(np.minimum(left, right), centre - dip)


def _result(values: Array, *arguments: Number) -> Number:
    return float(values) if is_plain(*arguments) else values


def _brush_grid(*arguments: Number) -> Array:
    """Overlaps 1 − s/2L from nearly none to nearly complete."""
    return _columns(1e-5, 0.99, 60, np.broadcast(*arguments).ndim)


def _brush_energy(
    radius: Number, brush_height: Number, graft_spacing: Number, hamaker_constant: Number, temperature: Number
) -> Callable[[Array], Array]:
    """Energy of two brush-covered spheres as a function of the overlap of their layers."""

    def energy(overlap: Array) -> Array:
        gap = 2.0 * brush_height * (1.0 - overlap)
        attraction: Array = van_der_waals_energy.si(
            radius=radius, separation=gap, hamaker_constant=hamaker_constant, temperature=temperature
        )
        repulsion: Array = steric_energy.si(radius=radius, brush_height=brush_height, graft_spacing=graft_spacing, separation=gap)
        return attraction + repulsion

    return energy


@model(
    "",
    show="",
    grade=Grade.RULE_OF_THUMB,
    equation="depth = −min V(s)/kT near s = 2L, V = V_vdW + V_steric",
    tex=r"\mathrm{depth} = -\min_{s\lesssim 2L}\frac{V_\mathrm{vdW}(s)+V_\mathrm{steric}(s)}{kT}",
    sources=("hamaker1937", "degennes1987"),
    assumes=(*_CORES, "dense brushes in good solvent"),
    valid=(
        "Below about 3 kT particles that meet part again. It needs layers that stay: adsorbed chains wash off.",
        "Known within a factor of two, as the Hamaker constant is.",
    ),
    none="infinite = the layers are too thin or too sparse to hold the cores apart",
    radius=RADIUS,
    brush_height=BRUSH_HEIGHT,
    graft_spacing=SPACING,
    hamaker_constant=HAMAKER,
    temperature=TEMPERATURE,
)
def minimum_depth(*, radius: Number, brush_height: Number, graft_spacing: Number, hamaker_constant: Number, temperature: Number) -> Number:
    """Depth of the shallow minimum in which two brush-covered particles can rest, in kT.

    depth = −min [V_vdW(s) + V_steric(s)]/kT, the outermost minimum, where the layers just touch

    radius (of the core), brush_height, graft_spacing: m; hamaker_constant: J; temperature: K; numbers or arrays.

    Notes: the height of the steric repulsion says nothing, it grows without end; the depth decides.

    Example: 50 nm cores, 3 nm brush with chains 1.5 nm apart, 5e-21 J.

    >>> depth = minimum_depth(
    ...     radius=50e-9, brush_height=3e-9, graft_spacing=1.5e-9, hamaker_constant=5e-21, temperature=298.15
    ... )
    >>> round(depth, 2)
    0.47

    References: Hamaker, Physica 1937, 4, 1058; de Gennes, Adv. Colloid Interface Sci. 1987, 27, 189.
    """
    arguments = (radius, brush_height, graft_spacing, hamaker_constant, temperature)
    energy = _brush_energy(*arguments)
    overlap = _brush_grid(*arguments)
    values = energy(overlap)
    rises = np.diff(values, axis=0) > 0.0
    outermost = np.argmax(rises, axis=0)
    depth = -_refined(energy, overlap, values, outermost)
    return _result(np.where(rises.any(axis=0), depth, np.inf), *arguments)


@model(
    "",
    grade=Grade.INDEX,
    equation="height = max V(s)/kT for 0 < s < 2L, V = V_vdW + V_steric",
    tex=r"\mathrm{height} = \max_{0<s<2L}\frac{V_\mathrm{vdW}(s)+V_\mathrm{steric}(s)}{kT}",
    sources=("hamaker1937", "degennes1987"),
    assumes=(*_CORES, "dense brushes in good solvent"),
    valid=("Tells a layer that protects (hundreds) from one that does not (few, or none). No more than that.",),
    radius=RADIUS,
    brush_height=BRUSH_HEIGHT,
    graft_spacing=SPACING,
    hamaker_constant=HAMAKER,
    temperature=TEMPERATURE,
)
def brush_barrier(*, radius: Number, brush_height: Number, graft_spacing: Number, hamaker_constant: Number, temperature: Number) -> Number:
    """Highest energy between touching layers and touching cores, in kT; 0 where attraction wins everywhere.

    height = max [V_vdW(s) + V_steric(s)]/kT for 0.02 L ≤ s < 2L

    radius (of the core), brush_height, graft_spacing: m; hamaker_constant: J; temperature: K; numbers or arrays.

    Example: 50 nm cores, 3 nm brush with chains 1.5 nm apart, 5e-21 J: thousands of kT.

    >>> height = brush_barrier(
    ...     radius=50e-9, brush_height=3e-9, graft_spacing=1.5e-9, hamaker_constant=5e-21, temperature=298.15
    ... )
    >>> height > 1000
    True
    """
    arguments = (radius, brush_height, graft_spacing, hamaker_constant, temperature)
    values = _brush_energy(*arguments)(_brush_grid(*arguments))
    return _result(np.maximum(values.max(axis=0), 0.0), *arguments)


def _bare_energy(
    radius: Number,
    ionic_strength: Number,
    surface_potential: Number,
    hamaker_constant: Number,
    temperature: Number,
    relative_permittivity: Number,
) -> Callable[[Array], tuple[Array, Array]]:
    """Attraction and repulsion of two bare spheres as a function of their gap."""

    def energies(gap: Array) -> tuple[Array, Array]:
        attraction: Array = van_der_waals_energy.si(
            radius=radius, separation=gap, hamaker_constant=hamaker_constant, temperature=temperature
        )
        repulsion: Array = double_layer_energy_sphere.si(
            radius=radius,
            separation=gap,
            ionic_strength=ionic_strength,
            surface_potential=surface_potential,
            temperature=temperature,
            relative_permittivity=relative_permittivity,
        )
        return attraction, repulsion

    return energies


@model(
    "",
    grade=Grade.INDEX,
    equation="barrier = max V(s)/kT, V = V_vdW + V_double layer",
    tex=r"\mathrm{barrier} = \max_s\frac{V_\mathrm{vdW}(s)+V_\mathrm{dl}(s)}{kT}",
    sources=("hamaker1937", "bell1970", "ohshima1982"),
    assumes=(*_CORES, "1:1 salt", "no layer on the surface"),
    valid=(
        "Bare particles with the potential behind the Stern layer, about zeta. " + _CLASS_ONLY[0],
        "15 to 20 kT as a limit of 'stable' is a convention; the stability ratio says what a barrier does.",
        "Particles under a polymer layer have no such barrier: see the depth of their minimum.",
    ),
    radius=RADIUS,
    ionic_strength=SALT,
    surface_potential=POTENTIAL,
    hamaker_constant=HAMAKER,
    temperature=TEMPERATURE,
    relative_permittivity=PERMITTIVITY,
)
def interaction_barrier(
    *,
    radius: Number,
    ionic_strength: Number,
    surface_potential: Number,
    hamaker_constant: Number,
    temperature: Number,
    relative_permittivity: Number,
) -> Number:
    """Energy barrier between two bare charged particles, in kT; 0 where attraction wins everywhere.

    barrier = max [V_vdW(s) + V_dl(s)]/kT

    radius: m; ionic_strength: mol/m³; surface_potential (behind the Stern layer, about zeta): V; hamaker_constant: J;
    temperature: K; relative_permittivity: plain number; numbers or arrays.

    Example: 75 nm radius, −30 mV, 10 mM, 5e-21 J, 25 °C.

    >>> barrier = interaction_barrier(
    ...     radius=75e-9, ionic_strength=10.0, surface_potential=-30e-3, hamaker_constant=5e-21, temperature=298.15,
    ...     relative_permittivity=78.4,
    ... )
    >>> round(barrier, 1)
    43.8
    """
    arguments = (radius, ionic_strength, surface_potential, hamaker_constant, temperature, relative_permittivity)
    energies = _bare_energy(*arguments)
    length: Number = debye_length.si(temperature=temperature, relative_permittivity=relative_permittivity, ionic_strength=ionic_strength)

    def falling(gap: Array) -> Array:
        attraction, repulsion = energies(gap)
        return -(attraction + repulsion)

    gaps = length * _columns(1e-3, 30.0, 60, np.broadcast(*arguments).ndim)
    values = falling(gaps)
    height = -_refined(falling, gaps, values, np.argmin(values, axis=0))
    return _result(np.maximum(height, 0.0), *arguments)


@model(
    "",
    grade=Grade.INDEX,
    equation="W = ∫ e^(V/kT) (2a + s)⁻² ds / ∫ e^(V_vdW/kT) (2a + s)⁻² ds",
    tex=r"W = \frac{\int_0^\infty e^{V/kT}(2a+s)^{-2}\,ds}{\int_0^\infty e^{V_\mathrm{vdW}/kT}(2a+s)^{-2}\,ds}",
    sources=("fuchs1934", "hamaker1937", "bell1970"),
    assumes=(*_CORES, "1:1 salt", "no layer on the surface", "no hydrodynamic resistance in the gap"),
    valid=_CLASS_ONLY,
    radius=RADIUS,
    ionic_strength=SALT,
    surface_potential=POTENTIAL,
    hamaker_constant=HAMAKER,
    temperature=TEMPERATURE,
    relative_permittivity=PERMITTIVITY,
)
def log10_stability_ratio(
    *,
    radius: Number,
    ionic_strength: Number,
    surface_potential: Number,
    hamaker_constant: Number,
    temperature: Number,
    relative_permittivity: Number,
) -> Number:
    """Decades by which charge slows the clumping of bare particles, log₁₀ W.

    W = ∫ e^(V/kT) (2a + s)⁻² ds / ∫ e^(V_vdW/kT) (2a + s)⁻² ds

    radius: m; ionic_strength: mol/m³; surface_potential (behind the Stern layer, about zeta): V; hamaker_constant: J;
    temperature: K; relative_permittivity: plain number; numbers or arrays.

    Notes: 0 is as fast as diffusion brings particles together. The integral is summed in logarithms, so high barriers
    do not overflow.

    Example: no charge slows nothing.

    >>> ratio = log10_stability_ratio(
    ...     radius=75e-9, ionic_strength=10.0, surface_potential=0.0, hamaker_constant=5e-21, temperature=298.15,
    ...     relative_permittivity=78.4,
    ... )
    >>> round(ratio, 6)
    0.0

    References: Fuchs, Z. Phys. 1934, 89, 736.
    """
    arguments = (radius, ionic_strength, surface_potential, hamaker_constant, temperature, relative_permittivity)
    length: Number = debye_length.si(temperature=temperature, relative_permittivity=relative_permittivity, ionic_strength=ionic_strength)
    scale = smaller(length, radius)
    gaps = scale * _columns(1e-4, 1e3, _STEPS, np.broadcast(*arguments).ndim)
    attraction, repulsion = _bare_energy(*arguments)(gaps)
    step = np.log(1e7) / (_STEPS - 1)
    weight = np.log(gaps) - 2.0 * np.log(2.0 * radius + gaps) + np.log(step)
    # Beyond the last gap both energies are nothing and the integral is known.
    tail = -np.log(2.0 * radius + gaps[-1])
    difference = _log_sum(attraction + repulsion + weight, tail) - _log_sum(attraction + weight, tail)
    return _result(np.maximum(difference / np.log(10.0), 0.0), *arguments)


def _log_sum(values: Array, last: Array) -> Array:
    """ln(Σ e^value + e^last) without overflow."""
    top = np.maximum(values.max(axis=0), last)
    parts = np.sum(np.exp(np.maximum(values - top, -700.0)), axis=0) + np.exp(np.maximum(last - top, -700.0))
    total: Array = top + np.log(parts)
    return total


@model(
    "s",
    grade=Grade.INDEX,
    equation="t = 3 η W / (4 k T n)",
    tex=r"t_{1/2} = \frac{3\eta W}{4kTn}",
    sources=("smoluchowski1917", "fuchs1934", "codata2018"),
    assumes=("every contact that passes the barrier lasts", "equal spheres, dilute"),
    valid=_CLASS_ONLY,
    viscosity=Arg("Pa*s", 1e-4, 1e-2, "viscosity of the medium", show="mPa*s", domain=(1e-9, 1e6)),
    temperature=TEMPERATURE,
    particle_concentration=Arg("1/m**3", 1e14, 1e20, "particles per volume", show="1/mL", domain=(1.0, 1e27)),
    log10_stability_ratio=Arg("", 0.0, 20.0, "log₁₀ W", domain=(0.0, 1e6)),
)
def coagulation_half_time(
    *, viscosity: Number, temperature: Number, particle_concentration: Number, log10_stability_ratio: Number
) -> Number:
    """Time in which clumping halves the number of particles.

    t = 3 η W / (4 k T n)

    viscosity: Pa·s; temperature: K; particle_concentration: 1/m³; log10_stability_ratio: plain number; numbers or
    arrays.

    Example: 1e12 particles per mL of water without any barrier.

    >>> half = coagulation_half_time(
    ...     viscosity=0.89e-3, temperature=298.15, particle_concentration=1e18, log10_stability_ratio=0.0
    ... )
    >>> round(half, 2)
    0.16

    References: Smoluchowski, Z. Phys. Chem. 1917, 92, 129.
    """
    ratio = exp(np.log(10.0) * smaller(log10_stability_ratio, LARGEST_RATIO))
    return 0.75 * viscosity / (constants.BOLTZMANN * temperature * particle_concentration) * ratio


def brush_class(depth: float, barrier: float) -> str:
    """'sterically protected', 'sticky' (rests in its minimum for a while) or 'fast', from depth and barrier in kT; nan is 'unknown'.

    >>> brush_class(0.5, 3000.0), brush_class(8.0, 3000.0), brush_class(0.5, 2.0)
    ('sterically protected', 'sticky', 'fast')
    """
    if math.isnan(depth) or math.isnan(barrier):
        return "unknown"
    if barrier < PROTECTED_BARRIER:
        return "fast"
    return "sterically protected" if depth <= PROTECTED_DEPTH else "sticky"


def charge_class(log10_ratio: float) -> str:
    """'fast', 'uncertain' or 'slow' clumping of bare particles, from log₁₀ W; nan is 'unknown'.

    >>> charge_class(1.0), charge_class(5.0), charge_class(12.0)
    ('fast', 'uncertain', 'slow')
    """
    if math.isnan(log10_ratio):
        return "unknown"
    if log10_ratio < FAST_BELOW:
        return "fast"
    return "slow" if log10_ratio > SLOW_ABOVE else "uncertain"
