"""Charge and potential of a sphere in salt: Poisson–Boltzmann in closed form, and groups that regulate their charge.

All of it rests on one relation between charge and potential (Ohshima, Healy and White). Squared and written in
S = sinh²(y/4) it has no removable singularities and one rising branch:
s² = 16 [S + S² + 2 S/κR + ln(1 + S)/(κR)²].
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from formulator.chem import constants
from formulator.chem.elementary import larger, log1p
from formulator.chem.medium import debye_length
from formulator.chem.model import Arg, Choice, Grade, Number, model
from formulator.chem.numeric import asinh, choose, cosh, log1p_over, logistic, magnitude, newton_root, rising_root, sinh
from formulator.errors import ModelError

LN10 = math.log(10.0)
KINDS = ("acid", "base")
"""Acids become negative when they ionise, bases positive."""

_KAPPA_RADIUS = Arg("", 0.5, 1000.0, "radius over Debye length", domain=(1e-6, 1e9))
_RADIUS = Arg("m", 2e-9, 1e-6, "radius of the charged surface", show="nm", domain=(1e-12, 1.0))
_SALT = Arg("mol/m**3", 0.1, 500.0, "ionic strength (1:1 salt)", show="mmol/L", domain=(1e-6, 1e5))
_TEMPERATURE = Arg("K", 273.15, 373.15, "temperature", show="degC", domain=(1.0, 1e4))
_PERMITTIVITY = Arg("", 20.0, 100.0, "relative permittivity of the medium", domain=(1.0, 1e4))
_PB = ("1:1 salt", "point ions, mean field", "charge smeared evenly over a smooth sphere")
_PB_VALID = (
    "κR ≥ 0.5 and potentials up to 150 mV: within 0.5 % of the numerical Poisson–Boltzmann sphere.",
    "Salt with ions of charge 2 or more screens more strongly than its ionic strength says.",
)
_NO_STERN = "No Stern layer: above some 60 mV it is a mathematical surface potential, not one that ions feel."
_TRACE = 1e-130
"""A charge or potential so small that its square may be rounded up to this one's."""


def _terms(s_value: Number, kappa_radius: Number) -> tuple[Number, Number]:
    """G/S and dG/dS of G = s²/16 at S = sinh²(y/4)."""
    inverse = 1.0 / kappa_radius
    ratio = s_value + 1.0 + inverse * (2.0 + inverse * log1p_over(s_value))
    slope = 2.0 * s_value + 1.0 + inverse * (2.0 + inverse / (1.0 + s_value))
    return ratio, slope


def _charge_and_slope(potential: Number, kappa_radius: Number) -> tuple[Number, Number]:
    """Reduced charge s(y) and ds/dy."""
    half = sinh(0.25 * potential)
    size = larger(magnitude(half), _TRACE)
    ratio, slope = _terms(size * size, kappa_radius)
    root = ratio**0.5
    return 4.0 * half * root, slope * cosh(0.25 * potential) / root


def _potential(charge: Number, kappa_radius: Number) -> Number:
    """Reduced potential y(s), the inverse of the relation above, by Newton's method in S."""
    size = larger(magnitude(charge), _TRACE)
    target = size * size / 16.0
    inverse = 1.0 / kappa_radius
    # ln(1 + S) ≤ S makes this start a lower bound; from there the steps stay on one side of the root.
    steep = 1.0 + inverse
    linear = steep * steep
    start = 2.0 * target / (linear + (linear * linear + 4.0 * target) ** 0.5)

    def excess(s_value: Number) -> tuple[Number, Number]:
        value = s_value * (s_value + 1.0 + 2.0 * inverse) + inverse * inverse * log1p(s_value) - target
        return value, 2.0 * s_value + 1.0 + inverse * (2.0 + inverse / (1.0 + s_value))

    s_value = newton_root(excess, start)
    return 4.0 * asinh(s_value**0.5) * (charge / size)


@model(
    "",
    grade=Grade.LAW,
    equation="s = 2 sinh(y/2) √{1 + 2/[κR cosh²(y/4)] + 8 ln cosh(y/4) / [(κR)² sinh²(y/2)]}",
    tex=r"s = 2\sinh\frac{y}{2}\left[1 + \frac{2}{\kappa R\cosh^2(y/4)}"
    r" + \frac{8\ln\cosh(y/4)}{(\kappa R)^2\sinh^2(y/2)}\right]^{1/2}",
    sources=("ohshima1982",),
    assumes=_PB,
    valid=_PB_VALID,
    kappa_radius=_KAPPA_RADIUS,
    reduced_potential=Arg("", -6.0, 6.0, "e ψ₀ / kT", domain=(-400.0, 400.0)),
)
def reduced_surface_charge(*, kappa_radius: Number, reduced_potential: Number) -> Number:
    """Charge of a sphere from its potential, both without units.

    s = 2 sinh(y/2) √{1 + 2/[κR cosh²(y/4)] + 8 ln cosh(y/4) / [(κR)² sinh²(y/2)]},
    s = σ e λ_D / (ε₀ ε_r kT), y = e ψ₀ / kT

    kappa_radius: radius / Debye length; reduced_potential: e ψ₀ / kT, either sign; numbers or arrays.

    Notes: exact for small y (Debye–Hückel, s = y (1 + 1/κR)) and for large κR (Grahame, s = 2 sinh(y/2)). At κR = 0.2
    and y = 2 it is 0.7 % low.

    Example: κR = 1, y = 1; the numerical solution is 2.0297.

    >>> round(reduced_surface_charge(kappa_radius=1.0, reduced_potential=1.0), 5)
    2.02927

    References: Ohshima, Healy and White, J. Colloid Interface Sci. 1982, 90, 17, doi:10.1016/0021-9797(82)90393-9.
    """
    return _charge_and_slope(reduced_potential, kappa_radius)[0]


@model(
    "V",
    show="mV",
    grade=Grade.LAW,
    equation="s(y, κR) = σ e λ_D / (ε₀ ε_r k T), ψ₀ = y k T / e",
    tex=r"s(y,\kappa R) = \frac{\sigma e \lambda_D}{\varepsilon_0\varepsilon_r k T},\quad \psi_0 = \frac{kT}{e}\,y",
    sources=("ohshima1982", "codata2018"),
    assumes=_PB,
    valid=(*_PB_VALID, _NO_STERN),
    surface_charge_density=Arg("C/m**2", -0.2, 0.2, "charge per area", domain=(-100.0, 100.0)),
    radius=_RADIUS,
    ionic_strength=_SALT,
    temperature=_TEMPERATURE,
    relative_permittivity=_PERMITTIVITY,
)
def surface_potential(
    *,
    surface_charge_density: Number,
    radius: Number,
    ionic_strength: Number,
    temperature: Number,
    relative_permittivity: Number,
) -> Number:
    """Potential at the surface of a sphere of known charge.

    s(y, κR) = σ e λ_D / (ε₀ ε_r kT), solved for y; ψ₀ = y kT / e

    surface_charge_density: C/m², either sign; radius: m; ionic_strength: mol/m³; temperature: K; relative_permittivity:
    plain number; numbers or arrays.

    Notes: the planar (Grahame) formula is up to 89 % too high for small spheres in dilute salt. Convert to a zeta
    potential with `slip_plane_potential`, never by calling ψ₀ zeta.

    Example: −0.01 C/m² on 10 nm radius in 1 mM salt at 25 °C, in mV; the numerical solution is −63.91.

    >>> psi = surface_potential(
    ...     surface_charge_density=-0.01, radius=10e-9, ionic_strength=1.0, temperature=298.15,
    ...     relative_permittivity=78.4090779,
    ... )
    >>> round(1e3 * psi, 1)
    -63.9

    References: Ohshima, Healy and White, J. Colloid Interface Sci. 1982, 90, 17, doi:10.1016/0021-9797(82)90393-9.
    """
    length: Number = debye_length.si(temperature=temperature, relative_permittivity=relative_permittivity, ionic_strength=ionic_strength)
    thermal = constants.BOLTZMANN * temperature / constants.ELEMENTARY_CHARGE
    unit = constants.VACUUM_PERMITTIVITY * relative_permittivity * thermal / length
    return thermal * _potential(surface_charge_density / unit, radius / length)


class Site(NamedTuple):
    """Ionisable groups of one kind: 'acid' or 'base', pK_a of the free group, number per area (1/m²)."""

    kind: str
    pka: Number
    density: Number


class ChargedSurface(NamedTuple):
    """Charge per area (C/m²), potential at the groups and at the start of the diffuse layer (V)."""

    surface_charge_density: Number
    surface_potential: Number
    diffuse_potential: Number


def regulated_surface(
    *,
    sites: Sequence[Site],
    ph: Number,
    radius: Number,
    ionic_strength: Number,
    temperature: Number,
    relative_permittivity: Number,
    stern_capacitance: Number | None = None,
    fixed_charge: Number = 0.0,
) -> ChargedSurface:
    """Charge and potential of a sphere whose groups feel the potential that they make.

    acid: α = 1 / (1 + 10^(pK_a − pH) e^(−y)); base: α = 1 / (1 + 10^(pH − pK_a) e^y); σ = Σ z e Γ α = σ(y)

    sites: groups of several kinds at once; ph: of the bulk; radius: m; ionic_strength: mol/m³; temperature: K;
    relative_permittivity: plain number; stern_capacitance: F/m² (0.2 to 1), or None for no Stern layer; fixed_charge: C/m²
    of groups that no pH changes (phosphates, sulfates, quaternary amines); numbers or arrays that broadcast, so a family
    of curves is one call.

    With a Stern layer the diffuse layer starts lower than the groups, ψ_d = ψ₀ − σ/C; use ψ_d for zeta and for the
    forces between particles. More charge means more potential and less ionisation, so there is exactly one solution.

    Example: acid of pK_a 4.8, 0.5 per nm², radius 40 nm, pH 6.5, 154 mM, 37 °C: σ in C/m² and ψ₀ in mV.

    >>> surface = regulated_surface(
    ...     sites=[Site("acid", 4.8, 0.5e18)], ph=6.5, radius=40e-9, ionic_strength=154.0, temperature=310.15,
    ...     relative_permittivity=74.2152915,
    ... )
    >>> round(surface.surface_charge_density, 4), round(1e3 * surface.surface_potential, 1)
    (-0.0666, -62.0)

    References: Ninham and Parsegian, J. Theor. Biol. 1971, 31, 405; Healy and White, Adv. Colloid Interface Sci. 1978,
    9, 303.
    """
    length: Number = debye_length.si(temperature=temperature, relative_permittivity=relative_permittivity, ionic_strength=ionic_strength)
    thermal = constants.BOLTZMANN * temperature / constants.ELEMENTARY_CHARGE
    unit = constants.VACUUM_PERMITTIVITY * relative_permittivity * thermal / length
    kappa_radius = radius / length
    stern: Number = 0.0 if stern_capacitance is None else unit / (stern_capacitance * thermal)
    fixed = fixed_charge / unit

    groups = []
    for kind, pka, density in sites:
        if kind not in KINDS:
            raise ModelError(f"A group is '{kind}'. It is one of: {', '.join(KINDS)}.")
        groups.append((kind == "base", LN10 * (ph - pka), constants.ELEMENTARY_CHARGE * density / unit))

    def of_groups(potential: Number) -> tuple[Number, Number]:
        charge, slope = fixed + 0.0 * potential, 0.0 * potential
        for is_base, shift, amount in groups:
            bare, protonated = logistic(potential + shift), logistic(-potential - shift)
            charge = charge + amount * protonated if is_base else charge - amount * bare
            slope = slope - amount * bare * protonated
        return charge, slope

    def imbalance(potential: Number) -> tuple[Number, Number]:
        diffuse, steepness = _charge_and_slope(potential, kappa_radius)
        charge, slope = of_groups(potential + stern * diffuse)
        return diffuse - charge, steepness - slope * (1.0 + stern * steepness)

    # The charge that the groups would have without any potential bounds the true one; the true sign is the same.
    bare = of_groups(0.0 * (ph + kappa_radius + stern))[0]
    outer = _potential(bare, kappa_radius)
    zero = 0.0 * outer
    low, high = choose(bare < 0.0, outer, zero), choose(bare < 0.0, zero, outer)
    y = rising_root(imbalance, low, high, outer)
    reduced = _charge_and_slope(y, kappa_radius)[0]
    return ChargedSurface(reduced * unit, thermal * (y + stern * reduced), thermal * y)


@model(
    "C/m**2",
    grade=Grade.LAW,
    equation="σ = ± e Γ α(ψ₀), α = 1 / (1 + 10^(±(pK_a − pH)) e^(∓eψ₀/kT)), σ = σ(ψ₀)",
    tex=r"\sigma = \pm e\Gamma\alpha,\quad \alpha = \frac{1}{1+10^{\pm(\mathrm{p}K_a-\mathrm{pH})}"
    r"e^{\mp e\psi_0/kT}},\quad \sigma = \sigma(\psi_0)",
    sources=("ninham1971", "healy1978", "ohshima1982", "codata2018"),
    assumes=(*_PB, "one kind of group, each of which ionises alone", "no ion but H⁺ binds to the groups"),
    valid=(
        *_PB_VALID,
        _NO_STERN,
        "The number of groups per area is hardly ever measured and decides the answer.",
    ),
    kind=Choice(KINDS, "acids become negative, bases positive"),
    pka=Arg("", 2.0, 12.0, "pK_a of the free group", domain=(-20.0, 40.0)),
    ph=Arg("", 2.0, 12.0, "pH of the medium", domain=(-2.0, 16.0)),
    radius=_RADIUS,
    ionic_strength=_SALT,
    temperature=_TEMPERATURE,
    relative_permittivity=_PERMITTIVITY,
    site_density=Arg("1/m**2", 1e15, 5e18, "ionisable groups per area", show="1/nm**2", domain=(0.0, 1e21)),
)
def regulated_surface_charge(
    *,
    kind: str,
    pka: Number,
    ph: Number,
    radius: Number,
    ionic_strength: Number,
    temperature: Number,
    relative_permittivity: Number,
    site_density: Number,
) -> Number:
    """Charge per area of a sphere with one kind of ionisable group.

    σ = ± e Γ α(ψ₀) and σ = σ(ψ₀) of the Poisson–Boltzmann sphere, solved together

    kind: 'acid' or 'base'; pka, ph: plain numbers; radius: m; ionic_strength: mol/m³; temperature: K;
    relative_permittivity: plain number; site_density: 1/m²; numbers or arrays (kind is one word).

    Notes: the potential holds protons back, so fewer groups ionise than Henderson–Hasselbalch says: 83 % in the example
    where the bulk formula gives 98 %. `regulated_surface` takes several kinds of groups and a Stern layer.

    Example: acid of pK_a 4.8, 0.5 per nm², radius 40 nm, pH 6.5, 154 mM, 37 °C.

    >>> sigma = regulated_surface_charge(
    ...     kind="acid", pka=4.8, ph=6.5, radius=40e-9, ionic_strength=154.0, temperature=310.15,
    ...     relative_permittivity=74.2152915, site_density=0.5e18,
    ... )
    >>> round(sigma, 5)
    -0.0666

    References: Ninham and Parsegian, J. Theor. Biol. 1971, 31, 405; Healy and White, Adv. Colloid Interface Sci. 1978,
    9, 303.
    """
    return regulated_surface(
        sites=(Site(kind, pka, site_density),),
        ph=ph,
        radius=radius,
        ionic_strength=ionic_strength,
        temperature=temperature,
        relative_permittivity=relative_permittivity,
    ).surface_charge_density


@model(
    "V",
    show="mV",
    grade=Grade.LAW,
    equation="ψ_d = ψ₀ − σ / C",
    tex=r"\psi_d = \psi_0 - \frac{\sigma}{C}",
    sources=("hunter1981",),
    assumes=("ions keep a fixed distance from the groups (Stern layer)",),
    valid=("C from 0.2 to 1 F/m², not known within a factor of two for polymers.",),
    surface_potential=Arg("V", -0.2, 0.2, "potential at the groups", show="mV", domain=(-10.0, 10.0)),
    surface_charge_density=Arg("C/m**2", -0.2, 0.2, "charge per area", domain=(-100.0, 100.0)),
    stern_capacitance=Arg("F/m**2", 0.2, 1.0, "capacitance of the Stern layer", domain=(1e-6, 1e6)),
)
def stern_potential(*, surface_potential: Number, surface_charge_density: Number, stern_capacitance: Number) -> Number:
    """Potential where the diffuse layer starts, behind a Stern layer.

    ψ_d = ψ₀ − σ / C

    surface_potential: V; surface_charge_density: C/m²; stern_capacitance: F/m²; numbers or arrays.

    Notes: σ and ψ₀ must belong together; `regulated_surface` with a capacitance solves for both at once.

    Example: −100 mV at −0.03 C/m² behind 0.6 F/m², in mV.

    >>> psi = stern_potential(surface_potential=-0.100, surface_charge_density=-0.03, stern_capacitance=0.6)
    >>> round(1e3 * psi, 6)
    -50.0

    References: Hunter, Zeta Potential in Colloid Science, Academic Press 1981.
    """
    return surface_potential - surface_charge_density / stern_capacitance
