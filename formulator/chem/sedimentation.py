"""Particles that settle onto cells in a dish: the dose that cells see is then not the dose that was pipetted."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import erf

from formulator.chem import constants
from formulator.chem.elementary import smaller
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import is_plain

_DIAMETER = Arg("m", 1e-8, 2e-6, "hydrodynamic diameter", show="nm", domain=(1e-10, 1e-3))
_VISCOSITY = Arg("Pa*s", 5e-4, 5e-3, "viscosity of the medium", show="mPa*s", domain=(1e-6, 1e3))


@model(
    "m/s",
    show="mm/day",
    grade=Grade.LAW,
    equation="v = (ρ_p − ρ_m) g d²/18η",
    tex=r"v = \frac{(\rho_p-\rho_m)\,g\,d^2}{18\eta}",
    sources=("stokes1851",),
    assumes=("single spheres, no clumps", "creeping flow"),
    valid=("Use the density of the particle with the water in it; a corona or a lumen makes it lighter. Negative: it floats up.",),
    diameter=_DIAMETER,
    particle_density=Arg("kg/m**3", 900.0, 2500.0, "density of the swollen particle", show="g/cm**3", domain=(1.0, 1e5)),
    medium_density=Arg("kg/m**3", 990.0, 1100.0, "density of the medium", show="g/cm**3", domain=(1.0, 1e5)),
    viscosity=_VISCOSITY,
)
def settling_velocity(*, diameter: Number, particle_density: Number, medium_density: Number, viscosity: Number) -> Number:
    """Speed at which single particles settle (Stokes).

    v = (ρ_p − ρ_m) g d²/18η

    diameter: m; densities: kg/m³; viscosity: Pa s; numbers or arrays.

    Example: PLGA of 200 nm and 1.3 g/mL in medium at 37 °C, in mm a day.

    >>> round(1e3 * 86400 * settling_velocity(diameter=200e-9, particle_density=1300.0, medium_density=1000.0,
    ...     viscosity=0.7e-3), 2)
    0.81
    """
    return (particle_density - medium_density) * constants.GRAVITY * diameter**2 / (18.0 * viscosity)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="f = min{1, [vt/2 + (vt/2 + D/v) erf z + √(Dt/π) e^(−z²)]/H},  z = √(v² t/4D)",
    tex=r"f = \min\left\{1,\frac{1}{H}\left[\frac{vt}{2}+\left(\frac{vt}{2}+\frac{D}{v}\right)\mathrm{erf}\,z"
    r"+\sqrt{\frac{Dt}{\pi}}e^{-z^2}\right]\right\},\quad z=\sqrt{v^2t/4D}",
    sources=("teeguarden2007", "stokes1851", "einstein1905"),
    assumes=("medium at rest, evenly mixed at the start", "what reaches the bottom stays there", "a column without a top"),
    valid=(
        "Exact until the top of the column is felt, then up to a fifth of the dose too high. Convection in the incubator mixes more.",
        "Particles that float up reach cells by diffusion alone, less than this says for none.",
    ),
    settling_velocity=Arg("m/s", 0.0, 1e-6, "speed of settling", show="mm/day", domain=(0.0, 1.0)),
    diffusivity=Arg("m**2/s", 1e-13, 1e-10, "diffusion coefficient", show="um**2/s", domain=(1e-20, 1e-6)),
    height=Arg("m", 5e-4, 1e-2, "height of the medium over the cells", show="mm", domain=(1e-6, 1.0)),
    time=Arg("s", 60.0, 3e5, "time on the cells", show="h", domain=(0.0, 1e9)),
)
def settled_fraction(*, settling_velocity: Number, diffusivity: Number, height: Number, time: Number) -> Number:
    """Share of the particles in a dish that has reached the bottom, by settling and diffusion.

    f = min{1, [vt/2 + (vt/2 + D/v) erf z + √(Dt/π) e^(−z²)]/H} with z = √(v² t/4D)

    settling_velocity v: m/s; diffusivity D: m²/s; height H: m; time: s; numbers or arrays.

    Notes: without diffusion vt/H, without settling 2√(Dt/π)/H.

    Example: PLGA of 200 nm (0.81 mm a day, 3.2 µm²/s) under 3 mm for a day, in %.

    >>> round(100 * settled_fraction(settling_velocity=9.34e-9, diffusivity=3.2e-12, height=3e-3, time=86400.0), 1)
    36.9

    References: Teeguarden et al., Toxicol. Sci. 2007, 95, 300.
    """
    plain = is_plain(settling_velocity, diffusivity, height, time)
    v, spread = np.asarray(settling_velocity, dtype=float), np.sqrt(np.asarray(diffusivity, dtype=float) * time)
    with np.errstate(under="ignore"):
        z = np.minimum(0.5 * v * time / np.maximum(spread, 1e-150), 1e3)
        # √(Dt) is the better scale: D/v = √(Dt)/2z, and erf z/2z has a limit where nothing settles.
        some = np.maximum(z, 1e-4)
        slow = np.where(z > 1e-4, erf(some) / (2.0 * some), (1.0 - z * z / 3.0) / math.sqrt(math.pi))
        reached = 0.5 * v * time * (1.0 + erf(z)) + spread * (slow + np.exp(-z * z) / math.sqrt(math.pi))
        found = smaller(reached / height, 1.0)
    return float(found) if plain else np.asarray(found)
