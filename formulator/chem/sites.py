"""Surfaces with several kinds of groups at once: carboxyl ends, amines, histidine, tertiary amines and fixed charges.

Everything broadcasts: a map of zeta against pH and ionic strength is one call with two arrays.
"""

from __future__ import annotations

import math

from formulator.chem import constants
from formulator.chem.charge import LN10, ChargedSurface, Site, regulated_surface
from formulator.chem.electrokinetics import slip_plane_potential
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import choose, logistic, magnitude, rising_root

_PKA = (-20.0, 40.0)
_DENSITY = (0.0, 1e21)
_GROUPS = {
    "acid_pka": Arg("", 2.0, 12.0, "pK_a of the acid (carboxyl ends 3.8–4.8)", domain=_PKA),
    "acid_density": Arg("1/m**2", 0.0, 2e18, "acid groups per area", show="1/nm**2", domain=_DENSITY),
    "base_pka": Arg("", 2.0, 12.0, "pK_a of the base (PDPA 6.3, PDEA 7.3, amines 9–10)", domain=_PKA),
    "base_density": Arg("1/m**2", 0.0, 2e18, "basic groups per area", show="1/nm**2", domain=_DENSITY),
    "second_base_pka": Arg("", 2.0, 12.0, "pK_a of a second base (histidine 6–6.5)", domain=_PKA, default=6.3),
    "second_base_density": Arg("1/m**2", 0.0, 2e18, "groups of the second base per area", show="1/nm**2", domain=_DENSITY, default=0.0),
    "fixed_charges": Arg(
        "1/m**2",
        -1e18,
        1e18,
        "elementary charges per area that no pH changes (phosphates −, quaternary amines +)",
        show="1/nm**2",
        domain=(-1e21, 1e21),
        default=0.0,
    ),
}
_MEDIUM = {
    "ph": Arg("", 2.0, 12.0, "pH of the medium", domain=(-2.0, 16.0)),
    "radius": Arg("m", 2e-9, 1e-6, "radius of the charged surface", show="nm", domain=(1e-12, 1.0)),
    "ionic_strength": Arg("mol/m**3", 0.1, 500.0, "ionic strength (1:1 salt)", show="mmol/L", domain=(1e-6, 1e5)),
    "temperature": Arg("K", 273.15, 373.15, "temperature", show="degC", domain=(200.0, 1e4)),
    "relative_permittivity": Arg("", 20.0, 100.0, "relative permittivity of the medium", domain=(1.0, 1e4)),
}
_ARGUMENTS = {name: rule for part in (_GROUPS, _MEDIUM) for name, rule in part.items() if rule.default is None} | {
    name: rule for name, rule in _GROUPS.items() if rule.default is not None
}
_SOURCES = ("ninham1971", "healy1978", "ohshima1982", "codata2018")
_ASSUMES = (
    "1:1 salt, mean field",
    "charge smeared evenly over a smooth sphere",
    "each group ionises alone in the potential of all",
    "no ion but H⁺ binds",
)
_VALID = (
    "κR ≥ 0.5 and potentials up to 150 mV: within 0.5 % of the numerical Poisson–Boltzmann sphere.",
    "Groups per area are hardly ever measured and decide the answer; salt of charge 2 or more screens more strongly.",
)


def _surface(values: dict[str, Number], stern_capacitance: Number | None = None) -> ChargedSurface:
    sites = (
        Site("acid", values["acid_pka"], values["acid_density"]),
        Site("base", values["base_pka"], values["base_density"]),
        Site("base", values["second_base_pka"], values["second_base_density"]),
    )
    return regulated_surface(
        sites=sites,
        fixed_charge=constants.ELEMENTARY_CHARGE * values["fixed_charges"],
        stern_capacitance=stern_capacitance,
        **{name: values[name] for name in _MEDIUM},
    )


@model(
    "C/m**2",
    show="mC/m**2",
    grade=Grade.LAW,
    equation="σ = Σ ± e Γ α(ψ₀) + e Γ_fixed, σ = σ(ψ₀) of the Poisson–Boltzmann sphere",
    tex=r"\sigma = \sum \pm e\Gamma_i\alpha_i(\psi_0) + e\Gamma_\mathrm{fixed} = \sigma(\psi_0)",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_VALID,
    empirical=False,
    none="",
    **_ARGUMENTS,
)
def mixed_surface_charge(
    *,
    acid_pka: Number,
    acid_density: Number,
    base_pka: Number,
    base_density: Number,
    ph: Number,
    radius: Number,
    ionic_strength: Number,
    temperature: Number,
    relative_permittivity: Number,
    second_base_pka: Number = 6.3,
    second_base_density: Number = 0.0,
    fixed_charges: Number = 0.0,
) -> Number:
    """Charge per area of a sphere with acids, bases and fixed charges side by side.

    σ = Σ ± e Γ α(ψ₀) + e Γ_fixed and σ = σ(ψ₀) of the Poisson–Boltzmann sphere, solved together

    *_pka, ph: plain numbers; *_density, fixed_charges: 1/m²; radius: m; ionic_strength: mol/m³; temperature: K;
    relative_permittivity: plain number; numbers or arrays.

    Example: 0.3 carboxyl ends and 0.1 amines per nm² at pH 7.4 in 150 mM, in mC/m².

    >>> medium = {"ph": 7.4, "radius": 40e-9, "ionic_strength": 150.0, "temperature": 298.15, "relative_permittivity": 78.4}
    >>> groups = {"acid_pka": 4.5, "acid_density": 0.3e18, "base_pka": 9.5, "base_density": 0.1e18}
    >>> round(1e3 * mixed_surface_charge(**groups, **medium), 2)
    -31.86

    References: Ninham and Parsegian, J. Theor. Biol. 1971, 31, 405; Healy and White, Adv. Colloid Interface Sci. 1978, 9, 303.
    """
    return _surface(locals()).surface_charge_density


@model(
    "V",
    show="mV",
    grade=Grade.LAW,
    equation="Σ ± e Γ α(ψ₀) + e Γ_fixed = σ(ψ₀)",
    tex=r"\sum \pm e\Gamma_i\alpha_i(\psi_0) + e\Gamma_\mathrm{fixed} = \sigma(\psi_0)",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=(*_VALID, "No Stern layer: above some 60 mV it is a mathematical potential, not one that ions feel."),
    empirical=False,
    none="",
    **_ARGUMENTS,
)
def mixed_surface_potential(
    *,
    acid_pka: Number,
    acid_density: Number,
    base_pka: Number,
    base_density: Number,
    ph: Number,
    radius: Number,
    ionic_strength: Number,
    temperature: Number,
    relative_permittivity: Number,
    second_base_pka: Number = 6.3,
    second_base_density: Number = 0.0,
    fixed_charges: Number = 0.0,
) -> Number:
    """Potential at the surface of a sphere with acids, bases and fixed charges side by side.

    Σ ± e Γ α(ψ₀) + e Γ_fixed = σ(ψ₀) of the Poisson–Boltzmann sphere

    *_pka, ph: plain numbers; *_density, fixed_charges: 1/m²; radius: m; ionic_strength: mol/m³; temperature: K;
    relative_permittivity: plain number; numbers or arrays.

    Example: a membrane of PDPA (pK_a 6.3) with carboxyl ends turns positive in the endosome, in mV.

    >>> medium = {"radius": 40e-9, "ionic_strength": 150.0, "temperature": 310.15, "relative_permittivity": 74.2}
    >>> groups = {"acid_pka": 4.5, "acid_density": 0.1e18, "base_pka": 6.3, "base_density": 0.5e18}
    >>> [round(1e3 * mixed_surface_potential(ph=ph, **groups, **medium), 1) for ph in (7.4, 5.5)]
    [-9.2, 36.5]

    References: Ninham and Parsegian, J. Theor. Biol. 1971, 31, 405; Healy and White, Adv. Colloid Interface Sci. 1978, 9, 303.
    """
    return _surface(locals()).surface_potential


@model(
    "V",
    show="mV",
    grade=Grade.RULE_OF_THUMB,
    equation="ζ = ψ(d) of the diffuse layer that starts at ψ_d = ψ₀ − σ/C",
    tex=r"\zeta = \psi(d),\quad \psi(0) = \psi_0 - \sigma/C",
    sources=(*_SOURCES, "hunter1981"),
    assumes=(*_ASSUMES, "bare surface with a Stern layer", "a plane of slip at a known distance"),
    valid=(
        *_VALID,
        "The sign is sure above some 5 mV, the size within 10 mV or a factor of two: capacitance and plane of slip are not known.",
        "Under a polymer layer use `soft_layer_mobility` with the diffuse potential.",
    ),
    empirical=False,
    none="",
    **_ARGUMENTS,
    stern_capacitance=Arg("F/m**2", 0.2, 1.0, "capacitance of the Stern layer", domain=(1e-6, 1e6), default=0.6),
    slip_distance=Arg(
        "m", 0.0, 2e-9, "from the start of the diffuse layer to the plane of slip", show="nm", domain=(0.0, 1.0), default=3e-10
    ),
)
def mixed_surface_zeta(
    *,
    acid_pka: Number,
    acid_density: Number,
    base_pka: Number,
    base_density: Number,
    ph: Number,
    radius: Number,
    ionic_strength: Number,
    temperature: Number,
    relative_permittivity: Number,
    second_base_pka: Number = 6.3,
    second_base_density: Number = 0.0,
    fixed_charges: Number = 0.0,
    stern_capacitance: Number = 0.6,
    slip_distance: Number = 3e-10,
) -> Number:
    """Zeta potential of a bare sphere with acids, bases and fixed charges behind a Stern layer.

    ζ = ψ(d) of the diffuse layer that starts at ψ_d = ψ₀ − σ/C

    *_pka, ph: plain numbers; *_density, fixed_charges: 1/m²; radius, slip_distance: m; ionic_strength: mol/m³; temperature:
    K; relative_permittivity: plain number; stern_capacitance: F/m²; numbers or arrays.

    Example: carboxyl ends at pH 7.4 in 10 and 150 mM, in mV.

    >>> medium = {"ph": 7.4, "radius": 40e-9, "temperature": 298.15, "relative_permittivity": 78.4}
    >>> groups = {"acid_pka": 4.5, "acid_density": 0.1e18, "base_pka": 9.5, "base_density": 0.0}
    >>> [round(1e3 * mixed_surface_zeta(ionic_strength=salt, **groups, **medium), 1) for salt in (10.0, 150.0)]
    [-47.7, -11.7]

    References: Healy and White, Adv. Colloid Interface Sci. 1978, 9, 303; Hunter, Zeta Potential in Colloid Science, 1981.
    """
    found = _surface(locals(), stern_capacitance)
    zeta: Number = slip_plane_potential.si(
        radius=radius,
        ionic_strength=ionic_strength,
        temperature=temperature,
        relative_permittivity=relative_permittivity,
        surface_potential=found.diffuse_potential,
        slip_distance=slip_distance,
    )
    return zeta


@model(
    "",
    grade=Grade.LAW,
    equation="Γ_B α_B(pH) + Γ_fixed = Γ_A α_A(pH)",
    tex=r"\Gamma_B\alpha_B(\mathrm{pH}) + \Gamma_\mathrm{fixed} = \Gamma_A\alpha_A(\mathrm{pH})",
    sources=("hendersonhasselbalch",),
    assumes=("no ion but H⁺ binds",),
    valid=(
        "Exact at the point itself: without charge there is no potential, so salt does not move it.",
        "Looked for between pH 0 and 14.",
    ),
    show="",
    empirical=False,
    none="no value = one sign at every pH",
    **_GROUPS,
)
def surface_isoelectric_ph(
    *,
    acid_pka: Number,
    acid_density: Number,
    base_pka: Number,
    base_density: Number,
    second_base_pka: Number = 6.3,
    second_base_density: Number = 0.0,
    fixed_charges: Number = 0.0,
) -> Number:
    """pH at which the charges of a surface with acids, bases and fixed charges balance.

    Γ_B α_B(pH) + Γ_fixed = Γ_A α_A(pH)

    *_pka: plain numbers; *_density, fixed_charges: 1/m²; numbers or arrays.

    Example: as many carboxyl ends (4.5) as amines (9.5).

    >>> round(surface_isoelectric_ph(acid_pka=4.5, acid_density=1e17, base_pka=9.5, base_density=1e17), 6)
    7.0
    """
    scale = acid_density + base_density + second_base_density + magnitude(fixed_charges)
    scale = scale + choose(scale <= 0.0, 1.0, 0.0 * scale)

    def charge(ph: Number) -> tuple[Number, Number]:
        acid, base, second = (logistic(LN10 * (ph - pka)) for pka in (acid_pka, base_pka, second_base_pka))
        value = fixed_charges + base_density * (1.0 - base) + second_base_density * (1.0 - second) - acid_density * acid
        slope = base_density * base * (1.0 - base) + second_base_density * second * (1.0 - second) + acid_density * acid * (1.0 - acid)
        # Rising in pH, as the solver wants it, and never quite flat.
        return -value / scale, LN10 * slope / scale + 1e-30

    zero = 0.0 * (scale + acid_pka + base_pka + second_base_pka)
    low, high = zero, 14.0 + zero
    crosses = (charge(low)[0] < 0.0) & (charge(high)[0] > 0.0)
    found = rising_root(charge, low, high, 7.0 + zero)
    return choose(crosses, found, math.nan + zero)
