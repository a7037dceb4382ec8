"""Energies of two equal spheres in kT: van der Waals, overlapping double layers, overlapping brushes."""

from __future__ import annotations

import math

from formulator.chem import constants
from formulator.chem.electrokinetics import far_field
from formulator.chem.elementary import exp, log, smaller
from formulator.chem.medium import bjerrum_length, debye_length
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import choose, tanh

_DEEP = 300.0
"""Decay lengths after which nothing is left; stopping here keeps products free of underflow."""

RADIUS = Arg("m", 5e-9, 1e-6, "radius of the particles without their layer", show="nm", domain=(1e-12, 1.0))
SEPARATION = Arg("m", 2e-10, 1e-7, "gap between the two surfaces", show="nm", domain=(1e-15, 1.0))
TEMPERATURE = Arg("K", 273.15, 373.15, "temperature", show="degC", domain=(200.0, 1e4))
SALT = Arg("mol/m**3", 0.1, 500.0, "ionic strength (1:1 salt)", show="mmol/L", domain=(1e-6, 1e5))
PERMITTIVITY = Arg("", 20.0, 100.0, "relative permittivity of the medium", domain=(1.0, 1e4))
HAMAKER = Arg("J", 1e-21, 2e-20, "Hamaker constant across the medium (polyesters in water 3e-21 to 1e-20)", domain=(0.0, 1e-15))
POTENTIAL = Arg("V", -0.06, 0.06, "potential where the diffuse layer starts, about zeta", show="mV", domain=(-1.0, 1.0))
BRUSH_HEIGHT = Arg("m", 1e-9, 3e-8, "thickness of one layer", show="nm", domain=(1e-12, 1.0))
SPACING = Arg("m", 5e-10, 1e-8, "distance between grafted chains", show="nm", domain=(1e-12, 1.0))

_SERIES_BELOW = 0.1
_SERIES = tuple(0.5 - 1.0 / k for k in range(17, 2, -1))
"""Coefficients of x^k, highest first, of the three terms of the sphere's attraction taken together."""
_DIFFUSE = "Use the potential behind the Stern layer, about zeta; the mathematical surface potential of charged groups is far too high."


@model(
    "",
    grade=Grade.LAW,
    equation="V/kT = −(A/6kT) {2a²/[s(s + 4a)] + 2a²/(s + 2a)² + ln[s(s + 4a)/(s + 2a)²]}",
    tex=r"\frac{V}{kT} = -\frac{A}{6kT}\left[\frac{2a^2}{s(s+4a)} + \frac{2a^2}{(s+2a)^2}"
    r" + \ln\frac{s(s+4a)}{(s+2a)^2}\right]",
    sources=("hamaker1937", "codata2018"),
    assumes=("pairwise additive forces", "smooth hard spheres", "no retardation"),
    valid=(
        "Gaps from 0.2 nm to about 10 nm; farther off retardation makes it weaker.",
        "The Hamaker constant of swollen or loaded particles is known within a factor of two at best.",
    ),
    radius=RADIUS,
    separation=SEPARATION,
    hamaker_constant=HAMAKER,
    temperature=TEMPERATURE,
)
def van_der_waals_energy(*, radius: Number, separation: Number, hamaker_constant: Number, temperature: Number) -> Number:
    """Van der Waals energy of two equal spheres, in kT; negative means attraction.

    V/kT = −(A/6kT) {2a²/[s(s + 4a)] + 2a²/(s + 2a)² + ln[s(s + 4a)/(s + 2a)²]}

    radius, separation (of the surfaces): m; hamaker_constant: J; temperature: K; numbers or arrays.

    Notes: far apart the three terms cancel to −16 A a⁶/(9 r⁶); the series in 4a²/r² is used there.

    Example: 25 nm radius, 1 nm apart, 1e-20 J, 25 °C.

    >>> energy = van_der_waals_energy(
    ...     radius=25e-9, separation=1e-9, hamaker_constant=1e-20, temperature=298.15
    ... )
    >>> round(energy, 4)
    -3.8902

    References: Hamaker, Physica 1937, 4, 1058, doi:10.1016/S0031-8914(37)80203-7.
    """
    centres = separation + 2.0 * radius
    x = (2.0 * radius / centres) ** 2
    gap = separation * (separation + 4.0 * radius) / (centres * centres)
    is_near = x > _SERIES_BELOW
    share, rest = choose(is_near, x, _SERIES_BELOW), choose(is_near, gap, 1.0 - _SERIES_BELOW)
    closed = 0.5 * share / rest + 0.5 * share + log(rest)
    far = smaller(x, _SERIES_BELOW)
    series: Number = 0.0
    for coefficient in _SERIES:
        series = (series + coefficient) * far
    shape = choose(is_near, closed, series * far * far)
    return -hamaker_constant / (6.0 * constants.BOLTZMANN * temperature) * shape


@model(
    "",
    grade=Grade.LAW,
    equation="V/kT = 64 π a n tanh²(y/4) e^(−κs) / κ², y = eψ/kT, n = N_A I",
    tex=r"\frac{V}{kT} = \frac{64\pi a n}{\kappa^2}\tanh^2\!\left(\frac{y}{4}\right)e^{-\kappa s}",
    sources=("israelachvili2011", "codata2018"),
    assumes=("1:1 salt", "double layers overlap weakly", "gap and Debye length much smaller than the radius"),
    valid=(
        "κa > 5 and gaps much smaller than the radius: it overstates by 1 + s/2a (a fifth at 10 nm between particles of "
        "25 nm radius). `double_layer_energy_sphere` has not that error.",
        _DIFFUSE,
    ),
    radius=RADIUS,
    separation=SEPARATION,
    ionic_strength=SALT,
    surface_potential=POTENTIAL,
    temperature=TEMPERATURE,
    relative_permittivity=PERMITTIVITY,
)
def double_layer_energy(
    *,
    radius: Number,
    separation: Number,
    ionic_strength: Number,
    surface_potential: Number,
    temperature: Number,
    relative_permittivity: Number,
) -> Number:
    """Energy of two overlapping double layers in kT, nearly flat surfaces (Derjaguin, linear superposition).

    V/kT = 64 π a n tanh²(y/4) e^(−κs) / κ², y = eψ/kT, n = N_A I

    radius, separation: m; ionic_strength: mol/m³; surface_potential: V; temperature: K; relative_permittivity: plain
    number; numbers or arrays.

    Example: 25 nm radius, 1 nm apart, −30 mV, 10 mM, 25 °C.

    >>> energy = double_layer_energy(
    ...     radius=25e-9, separation=1e-9, ionic_strength=10.0, surface_potential=-30e-3, temperature=298.15,
    ...     relative_permittivity=78.4090779,
    ... )
    >>> round(energy, 3)
    16.23

    References: Israelachvili, Intermolecular and Surface Forces, 3rd ed., 2011, chapter 14.
    """
    length: Number = debye_length.si(temperature=temperature, relative_permittivity=relative_permittivity, ionic_strength=ionic_strength)
    thermal = constants.BOLTZMANN * temperature / constants.ELEMENTARY_CHARGE
    steepness = tanh(0.25 * surface_potential / thermal)
    ions = constants.AVOGADRO * ionic_strength
    decay = exp(-smaller(separation / length, _DEEP))
    return 64.0 * math.pi * radius * ions * length * length * steepness * steepness * decay


@model(
    "",
    grade=Grade.LAW,
    equation="V/kT = Y² a² e^(−κs) / [ℓ_B (2a + s)], Y = 8 tanh(y/4) / {1 + √[1 − (2κa + 1) tanh²(y/4)/(κa + 1)²]}",
    tex=r"\frac{V}{kT} = \frac{Y^2 a^2 e^{-\kappa s}}{\ell_B(2a+s)},\quad"
    r" Y = \frac{8\tanh(y/4)}{1+\sqrt{1-\frac{2\kappa a+1}{(\kappa a+1)^2}\tanh^2(y/4)}}",
    sources=("bell1970", "ohshima1982", "codata2018"),
    assumes=("1:1 salt", "double layers overlap weakly"),
    valid=("Every radius; gaps of a Debye length or more. Closer by, surfaces that regulate repel less.", _DIFFUSE),
    radius=RADIUS,
    separation=SEPARATION,
    ionic_strength=SALT,
    surface_potential=POTENTIAL,
    temperature=TEMPERATURE,
    relative_permittivity=PERMITTIVITY,
)
def double_layer_energy_sphere(
    *,
    radius: Number,
    separation: Number,
    ionic_strength: Number,
    surface_potential: Number,
    temperature: Number,
    relative_permittivity: Number,
) -> Number:
    """Energy of two overlapping double layers in kT, for spheres of any size.

    V/kT = Y² a² e^(−κs) / [ℓ_B (2a + s)], Y the potential that the far field seems to come from

    radius, separation: m; ionic_strength: mol/m³; surface_potential: V; temperature: K; relative_permittivity: plain
    number; numbers or arrays.

    Example: 25 nm radius, 10 nm apart, −30 mV, 10 mM, 25 °C; the nearly flat form gives 0.84.

    >>> energy = double_layer_energy_sphere(
    ...     radius=25e-9, separation=10e-9, ionic_strength=10.0, surface_potential=-30e-3, temperature=298.15,
    ...     relative_permittivity=78.4090779,
    ... )
    >>> round(energy, 2)
    0.71

    References: Bell, Levine and McCartney, J. Colloid Interface Sci. 1970, 33, 335; Ohshima, Healy and White, J.
    Colloid Interface Sci. 1982, 90, 17, doi:10.1016/0021-9797(82)90393-9.
    """
    length: Number = debye_length.si(temperature=temperature, relative_permittivity=relative_permittivity, ionic_strength=ionic_strength)
    bjerrum: Number = bjerrum_length.si(temperature=temperature, relative_permittivity=relative_permittivity)
    kappa_radius = radius / length
    reduced = constants.ELEMENTARY_CHARGE * surface_potential / (constants.BOLTZMANN * temperature)
    seen = 8.0 * far_field(kappa_radius, reduced) * (kappa_radius + 1.0) / (2.0 * kappa_radius + 1.0)
    decay = exp(-smaller(separation / length, _DEEP))
    return seen * seen * radius * radius / (bjerrum * (2.0 * radius + separation)) * decay


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="V/kT = [π a (2L)²/D³] [−48/11 + (48/35) u + (16/5) u^(−1/4) − (16/77) u^(11/4)], u = s/2L < 1",
    tex=r"\frac{V}{kT} = \frac{\pi a(2L)^2}{D^3}\left[-\frac{48}{11}+\frac{48}{35}u+\frac{16}{5}u^{-1/4}"
    r"-\frac{16}{77}u^{11/4}\right],\quad u=\frac{s}{2L}<1",
    sources=("degennes1987", "derjaguin1934"),
    assumes=("dense brushes in good solvent", "layers thin against the radius", "gap measured between the cores"),
    valid=(
        "Zero where the layers do not touch. The scaling is sure, the prefactor is not known within a factor of a few: "
        "use it to tell that layers hold particles apart, not how strongly.",
    ),
    radius=RADIUS,
    brush_height=BRUSH_HEIGHT,
    graft_spacing=SPACING,
    separation=SEPARATION,
)
def steric_energy(*, radius: Number, brush_height: Number, graft_spacing: Number, separation: Number) -> Number:
    """Energy of two overlapping polymer brushes on spheres, in kT.

    V/kT = [π a (2L)²/D³] [−48/11 + (48/35) u + (16/5) u^(−1/4) − (16/77) u^(11/4)], u = s/2L < 1, else 0

    radius (of the core), brush_height L, graft_spacing D, separation s (of the cores): m; numbers or arrays.

    Notes: the pressure (kT/D³)[(2L/h)^(9/4) − (h/2L)^(3/4)] between plates, integrated twice by hand.

    Example: 25 nm cores with 3 nm brushes, chains 1.5 nm apart, cores 4 nm apart.

    >>> energy = steric_energy(radius=25e-9, brush_height=3e-9, graft_spacing=1.5e-9, separation=4e-9)
    >>> round(energy, 3)
    20.018

    References: de Gennes, Adv. Colloid Interface Sci. 1987, 27, 189, doi:10.1016/0001-8686(87)85003-0.
    """
    reach = 2.0 * brush_height
    u = smaller(separation / reach, 1.0)
    return math.pi * radius * reach * reach / (graft_spacing * graft_spacing * graft_spacing) * _brush_shape(u)


def _brush_shape(u: Number) -> Number:
    """∫ (x − u)(x^(−9/4) − x^(3/4)) dx from u to 1; by its series near u = 1, where the closed form cancels."""
    overlap = 1.0 - u
    closed = -48.0 / 11.0 + 48.0 / 35.0 * u + 3.2 * u**-0.25 - 16.0 / 77.0 * u**2.75
    series = overlap * overlap * overlap
    series = series * (0.5 + overlap * (0.3125 + overlap * (0.2609375 + overlap * 0.22734375)))
    return choose(overlap < 1e-3, series, closed)


@model(
    "mol/m**3",
    show="mmol/L",
    grade=Grade.INDEX,
    equation="I = κ² ε kT / (2 N_A e²), κ = 384 π ε (kT)² tanh²(y/4) / (exp(1) e² A)",
    tex=r"I = \frac{\kappa^2\varepsilon kT}{2N_A e^2},\quad \kappa = \frac{384\pi\varepsilon (kT)^2\tanh^2(y/4)}{\exp(1)\,e^2 A}",
    sources=("verwey1948", "israelachvili2011", "codata2018"),
    assumes=("1:1 salt", "nearly flat surfaces", "the potential stays as salt is added (it falls)"),
    valid=(
        "The salt at which the barrier between bare particles is gone: a ranking, since it goes with the fourth power of the potential "
        "over the square of the Hamaker constant.",
        "Particles under a polymer layer have no such limit. Serum has 150 mM: well above the limit means fast clumping there.",
        _DIFFUSE,
    ),
    surface_potential=POTENTIAL,
    hamaker_constant=Arg("J", 1e-21, 2e-20, HAMAKER.about, domain=(1e-24, 1e-12)),
    temperature=TEMPERATURE,
    relative_permittivity=PERMITTIVITY,
)
def critical_coagulation_concentration(
    *, surface_potential: Number, hamaker_constant: Number, temperature: Number, relative_permittivity: Number
) -> Number:
    """Salt that takes away the barrier between bare charged particles.

    I = κ² ε kT / (2 N_A e²), κ = 384 π ε (kT)² tanh²(y/4) / (exp(1) e² A)

    surface_potential (behind the Stern layer, about zeta): V; hamaker_constant: J; temperature: K; relative_permittivity:
    plain number; numbers or arrays.

    Notes: energy and force vanish together where the gap is one Debye length.

    Example: −20 mV with 5e-21 J at 25 °C, in mM.

    >>> limit = critical_coagulation_concentration(
    ...     surface_potential=-20e-3, hamaker_constant=5e-21, temperature=298.15, relative_permittivity=78.4
    ... )
    >>> round(limit)
    209

    References: Verwey and Overbeek, Theory of the Stability of Lyophobic Colloids, 1948.
    """
    thermal = constants.BOLTZMANN * temperature
    permittivity = constants.VACUUM_PERMITTIVITY * relative_permittivity
    steepness = tanh(0.25 * constants.ELEMENTARY_CHARGE * surface_potential / thermal)
    charge = constants.ELEMENTARY_CHARGE * constants.ELEMENTARY_CHARGE
    screening = 384.0 * math.pi / math.e * permittivity * thermal * thermal * steepness * steepness / (charge * hamaker_constant)
    return screening * screening * permittivity * thermal / (2.0 * constants.AVOGADRO * charge)
