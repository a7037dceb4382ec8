"""How fast receptors can carry particles in, and how deep particles come before receptors stop them."""

from __future__ import annotations

import math

import numpy as np

from formulator.chem import constants
from formulator.chem.decays import pulse_area
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import one_minus_exp_over

_K_INT = Arg("1/s", 1e-5, 2e-2, "uptake of receptors with what they hold", domain=(0.0, 1e6))
_K_REC = Arg("1/s", 0.0, 1e-2, "return of receptors to the surface", domain=(0.0, 1e6))
_RECEPTORS = Arg("", 1.0, 1e7, "receptors per cell, all on the surface at the start", show="1/cell", domain=(0.0, 1e15))
_BONDS = Arg("", 1.0, 1e4, "mean number of bonds of a bound particle", domain=(1e-6, 1e12))
_SITES = Arg("mol/m**3", 1e-9, 1e-2, "places for particles per tumour volume", show="mol/L", domain=(0.0, 1e6))
_K_D = Arg("mol/m**3", 1e-12, 1.0, "dissociation constant of the whole particle", show="mol/L", domain=(0.0, 1e60))
_FREE = Arg("mol/m**3", 1e-12, 1e-2, "free particles near the vessel", show="mol/L", domain=(1e-30, 1e4))
_DIFFUSION = Arg("m**2/s", 1e-15, 1e-10, "diffusion of the particle in tissue, pores counted", show="um**2/s", domain=(1e-24, 1e-6))
_BARRIER = ("binding is fast against diffusion", "sites far outnumber particles, or free particles far exceed K_D", "steady state")


@model(
    "",
    show="1/cell",
    grade=Grade.LAW,
    equation="I_max = (N_R k_e/n)[s t + (1 − s) t (1 − e^(−λt))/λt],  λ = k_e + k_rec,  s = k_rec/λ",
    tex=r"I_{max} = \frac{N_Rk_e}{n}\left[st+(1-s)\frac{1-e^{-\lambda t}}{\lambda}\right],\quad \lambda=k_e+k_{rec},\ s=k_{rec}/\lambda",
    sources=("lauffenburger1993",),
    assumes=("every receptor on the surface holds a particle", "no receptor is made or destroyed", "n receptors go in with each particle"),
    valid=("An upper bound set by receptors alone. With fast return it is N_R k_e t/n; without return each receptor serves once.",),
    receptors=_RECEPTORS,
    bonds=_BONDS,
    k_internalisation=_K_INT,
    k_recycling=_K_REC,
    time=Arg("s", 1.0, 1e6, "time", show="h", domain=(0.0, 1e9)),
)
def most_internalised_particles(
    *, receptors: Number, bonds: Number, k_internalisation: Number, k_recycling: Number, time: Number
) -> Number:
    """Most particles that the receptors of one cell can carry in within a time.

    I_max = (N_R k_e/n)[s t + (1 − s)(1 − e^(−λt))/λ] with λ = k_e + k_rec, s = k_rec/λ the share on the surface in the long run

    receptors, bonds: plain numbers; k_internalisation k_e, k_recycling k_rec: 1/s; time: s; numbers or arrays.

    Example: 1e5 receptors that do not come back, ten a particle: 10 000 in the long run.

    >>> round(most_internalised_particles(receptors=1e5, bonds=10.0, k_internalisation=1e-3, k_recycling=0.0, time=1e6))
    10000

    References: Lauffenburger and Linderman, Receptors, Oxford 1993.
    """
    turn = k_internalisation + k_recycling
    # k_e ∫ s(t) dt with s = e^−λt + k_rec (1 − e^−λt)/λ: once and again, written so that both rates may vanish.
    first = k_internalisation * time * one_minus_exp_over(turn * time)
    later = k_internalisation * k_recycling * time * time * pulse_area(0.0 * turn * time, turn * time)
    return receptors / bonds * (first + later)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="s = k_rec/(k_e + k_rec)",
    tex=r"s = \frac{k_{rec}}{k_e+k_{rec}}",
    sources=("lauffenburger1993",),
    assumes=("no receptor is made or destroyed", "internalised receptors all come back at one rate"),
    valid=("Exact for its assumptions. Transferrin receptors in HeLa: about a quarter on the surface.",),
    k_internalisation=Arg("1/s", 1e-5, 2e-2, "uptake of receptors", domain=(1e-12, 1e6)),
    k_recycling=_K_REC,
)
def surface_receptor_share(*, k_internalisation: Number, k_recycling: Number) -> Number:
    """Share of a cell's receptors that is on the surface once uptake and return are in balance.

    s = k_rec/(k_e + k_rec)

    k_internalisation k_e, k_recycling k_rec: 1/s; numbers or arrays.

    Example: entry half-time 5 min, return three times slower, in %.

    >>> round(100 * surface_receptor_share(k_internalisation=3.0 / 900, k_recycling=1.0 / 900))
    25

    References: Lauffenburger and Linderman, Receptors, Oxford 1993.
    """
    return k_recycling / (k_internalisation + k_recycling)


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="u = B n/N_R",
    tex=r"u = \frac{Bn}{N_R}",
    sources=("massaction",),
    valid=("Above a tenth, results that take receptors as plenty are too high.",),
    bound_particles=Arg("", 0.0, 1e6, "particles bound to a cell", show="1/cell", domain=(0.0, 1e15)),
    bonds=_BONDS,
    receptors=Arg("", 1.0, 1e7, "receptors per cell", show="1/cell", domain=(1e-6, 1e15)),
)
def receptor_use(*, bound_particles: Number, bonds: Number, receptors: Number) -> Number:
    """Share of a cell's receptors that bound particles hold.

    u = B n/N_R

    all plain numbers or arrays.

    Example: 300 particles with 10 bonds on 20 000 receptors, in %.

    >>> round(100 * receptor_use(bound_particles=300.0, bonds=10.0, receptors=2e4))
    15
    """
    return bound_particles * bonds / receptors


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="u = N_inj x/(Ag N_A V_T)",
    tex=r"u = \frac{N_{inj}x}{Ag\,N_AV_T}",
    sources=("massaction",),
    valid=("Above a tenth, binding sites no longer far outnumber particles and the share bound in the tumour is too high.",),
    injected_particles=Arg("", 1e6, 1e15, "particles in the dose", domain=(0.0, 1e25)),
    dose_fraction=Arg("", 0.0, 1.0, "share of the dose in the tumour", show="%ID", domain=(0.0, 1.0)),
    site_concentration=Arg("mol/m**3", 1e-9, 1e-2, "places for particles per tumour volume", show="mol/L", domain=(1e-20, 1e6)),
    tumour_volume=Arg("m**3", 5e-8, 1e-3, "tumour volume", show="mL", domain=(1e-15, 1.0)),
)
def tumour_site_use(*, injected_particles: Number, dose_fraction: Number, site_concentration: Number, tumour_volume: Number) -> Number:
    """Particles in a tumour over the places for them on its cells.

    u = N_inj x/(Ag N_A V_T)

    injected_particles, dose_fraction: plain numbers; site_concentration: mol/m³; tumour_volume: m³; numbers or arrays.

    Example: 1 % of 1e11 particles, 10 nM of places, 0.4 mL; in %.

    >>> round(100 * tumour_site_use(injected_particles=1e11, dose_fraction=0.01, site_concentration=1e-5, tumour_volume=4e-7), 3)
    0.042
    """
    return injected_particles * dose_fraction / (site_concentration * constants.AVOGADRO * tumour_volume)


@model(
    "m",
    show="um",
    grade=Grade.RULE_OF_THUMB,
    equation="L = √[D (K_D + C)/(k_e Ag)]",
    tex=r"L = \sqrt{\frac{D\,(K_D+C)}{k_e\,Ag}}",
    sources=("thurber2008",),
    assumes=_BARRIER,
    valid=("Order of magnitude: diffusion of particles in tumours is hardly ever known. Convection is left out.",),
    none="inf = nothing holds the particles back",
    diffusivity=_DIFFUSION,
    effective_dissociation_constant=_K_D,
    free_concentration=_FREE,
    k_internalisation=_K_INT,
    site_concentration=_SITES,
)
def penetration_depth(
    *,
    diffusivity: Number,
    effective_dissociation_constant: Number,
    free_concentration: Number,
    k_internalisation: Number,
    site_concentration: Number,
) -> Number:
    """Depth to which particles diffuse into tissue before cells have taken them up.

    L = √[D (K_D + C)/(k_e Ag)]

    diffusivity: m²/s; effective_dissociation_constant, free_concentration, site_concentration: mol/m³; k_internalisation: 1/s;
    numbers or arrays.

    Notes: D C″ = k_e Ag C/(K_D + C) at steady state; the quotient is taken at the vessel.

    Example: 0.1 µm²/s, K_D 1 nM, 1 nM free, uptake 1e-4 /s, 10 nM of places; in µm.

    >>> round(1e6 * penetration_depth(diffusivity=1e-13, effective_dissociation_constant=1e-6, free_concentration=1e-6,
    ...     k_internalisation=1e-4, site_concentration=1e-5), 1)
    14.1

    References: Thurber, Schmidt and Wittrup, Trends Pharmacol. Sci. 2008, 29, 57, doi:10.1016/j.tips.2007.11.004.
    """
    taken = k_internalisation * site_concentration
    return (diffusivity * (effective_dissociation_constant + free_concentration)) ** 0.5 * _inverse_root(taken)


def _inverse_root(x: Number) -> Number:
    """x^(−1/2), infinite at zero."""
    if isinstance(x, (float, int)):
        return float(x) ** -0.5 if x > 0.0 else math.inf
    some = np.asarray(x) > 0.0
    return np.where(some, np.where(some, x, 1.0) ** -0.5, np.inf)


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="φ² = k_e Ag R²/[D (K_D + C)]",
    tex=r"\phi^2 = \frac{k_e\,Ag\,R^2}{D\,(K_D+C)}",
    sources=("thurber2008",),
    assumes=_BARRIER,
    valid=("Above 1 particles stop near the vessel (binding-site barrier): more dose or weaker binding carries them deeper.",),
    distance=Arg("m", 2e-5, 2e-4, "distance to the middle between vessels", show="um", domain=(0.0, 1.0)),
    diffusivity=_DIFFUSION,
    effective_dissociation_constant=_K_D,
    free_concentration=_FREE,
    k_internalisation=_K_INT,
    site_concentration=_SITES,
)
def thiele_modulus(
    *,
    distance: Number,
    diffusivity: Number,
    effective_dissociation_constant: Number,
    free_concentration: Number,
    k_internalisation: Number,
    site_concentration: Number,
) -> Number:
    """Uptake on the way against diffusion across it, φ²: above 1 cells near the vessel take it all (binding-site barrier).

    φ² = k_e Ag R²/[D (K_D + C)] = (R/L)², L the `penetration_depth`

    distance R: m; diffusivity: m²/s; effective_dissociation_constant, free_concentration, site_concentration: mol/m³;
    k_internalisation: 1/s; numbers or arrays.

    Example: the case of `penetration_depth`, 75 µm between vessel and middle.

    >>> round(thiele_modulus(distance=75e-6, diffusivity=1e-13, effective_dissociation_constant=1e-6, free_concentration=1e-6,
    ...     k_internalisation=1e-4, site_concentration=1e-5), 1)
    28.1

    References: Thurber, Schmidt and Wittrup, Trends Pharmacol. Sci. 2008, 29, 57, doi:10.1016/j.tips.2007.11.004.
    """
    supply = diffusivity * (effective_dissociation_constant + free_concentration)
    return k_internalisation * site_concentration * distance * distance / supply
