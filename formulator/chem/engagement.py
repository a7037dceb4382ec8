"""What follows from the binding constant when particles or receptors are few: depletion, caps, and selectivity."""

from __future__ import annotations

import math

import numpy as np

from formulator.chem.elementary import smaller
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import is_plain

_K_D = Arg("mol/m**3", 1e-200, 10.0, "dissociation constant of the whole particle", show="nmol/L", domain=(0.0, 1e280))
_PARTICLES = Arg("mol/m**3", 1e-12, 1e-2, "particles in all, free and bound", show="mol/L", domain=(0.0, 1e4))
_PLACES = Arg("mol/m**3", 1e-14, 1e-2, "places for particles on all cells", show="mol/L", domain=(1e-30, 1e4))


@model(
    "",
    grade=Grade.LAW,
    equation="θ = 2ρ/[T + √(T² − 4ρM)], T = ρ + M + K_D",
    tex=r"\theta = \frac{2\rho}{T+\sqrt{T^2-4\rho M}},\quad T = \rho + M + K_D",
    sources=("massaction",),
    assumes=("places of the particle's own size, each for one particle", "cells and particles well mixed in one volume"),
    valid=("Exact given K_D; with few cells it is the plain Langmuir share.",),
    particle_concentration=_PARTICLES,
    place_concentration=_PLACES,
    effective_dissociation_constant=_K_D,
)
def occupancy_with_depletion(
    *, particle_concentration: Number, place_concentration: Number, effective_dissociation_constant: Number
) -> Number:
    """Share of the places on cells that hold a particle when binding uses the particles up.

    θ = 2ρ/[T + √(T² − 4ρM)] with T = ρ + M + K_D

    particle_concentration ρ (all particles), place_concentration M, effective_dissociation_constant: mol/m³; numbers or arrays.

    Notes: the places are cells per volume times cell area over (2R)². The form has no cancellation at any K_D.

    Example: as many particles as places, both a hundred times above K_D: nine in ten are bound.

    >>> round(occupancy_with_depletion(
    ...     particle_concentration=1e-4, place_concentration=1e-4, effective_dissociation_constant=1e-6), 4)
    0.9049
    """
    plain = is_plain(particle_concentration, place_concentration, effective_dissociation_constant)
    with np.errstate(under="ignore"):
        rho, places = np.asarray(particle_concentration, dtype=float), np.asarray(place_concentration, dtype=float)
        whole = rho + places + effective_dissociation_constant
        some, room, loose = rho / whole, places / whole, effective_dissociation_constant / whole
        root = np.sqrt((some - room) ** 2 + loose * (2.0 * (some + room) + loose))
        found = 2.0 * some / (1.0 + root)
    return float(found) if plain else found


@model(
    "",
    show="1/cell",
    grade=Grade.LAW,
    equation="B ≤ min(N_places, N_R/n̄)",
    tex=r"B \le \min\left(N_\mathrm{places},\,N_R/\bar n\right)",
    sources=("massaction",),
    assumes=("no two particles share a receptor or a place",),
    valid=("An upper bound that binding constants for single particles do not know of.",),
    places=Arg("", 1.0, 1e9, "places for particles on a cell", domain=(0.0, 1e15)),
    receptors=Arg("", 0.0, 1e8, "receptors per cell", domain=(0.0, 1e15)),
    bonds=Arg("", 1.0, 1e4, "mean number of bonds of a bound particle", domain=(1e-6, 1e12)),
)
def most_bound_particles(*, places: Number, receptors: Number, bonds: Number) -> Number:
    """Most particles that one cell can hold: no more than fit, and no more than its receptors can bind.

    B ≤ min(N_places, N_R/n̄)

    all plain numbers or arrays.

    Example: 20 000 receptors, 10 bonds a particle, room for 31 000.

    >>> most_bound_particles(places=31000.0, receptors=20000.0, bonds=10.0)
    2000.0
    """
    return smaller(places, receptors / bonds)


@model(
    "",
    grade=Grade.LAW,
    equation="α = ∂ ln θ/∂ ln N_R = n̄ (1 − θ)",
    tex=r"\alpha = \frac{\partial\ln\theta}{\partial\ln N_R} = \bar n\,(1-\theta)",
    sources=("massaction", "ordered_ligands"),
    assumes=("particles are not used up",),
    valid=("Exact given the mean number of bonds; 1 for one ligand on few receptors.",),
    bonds=Arg("", 1.0, 1e4, "mean number of bonds of a bound particle", domain=(0.0, 1e12)),
    occupancy=Arg("", 0.0, 1.0, "share of the places that hold a particle", domain=(0.0, 1.0)),
)
def receptor_exponent(*, bonds: Number, occupancy: Number) -> Number:
    """Exponent with which binding grows with receptors; above 1 a particle tells cells apart better than by their receptor ratio.

    α = ∂ ln θ/∂ ln N_R = n̄ (1 − θ)

    both plain numbers or arrays.

    Example: five bonds, a tenth of the places taken.

    >>> receptor_exponent(bonds=5.0, occupancy=0.1)
    4.5
    """
    return bonds * (1.0 - occupancy)


@model(
    "",
    grade=Grade.LAW,
    equation="AUC = Φ[(μ_T − μ_H)/√(s_T² + s_H²)]",
    tex=r"\mathrm{AUC} = \Phi\!\left[\frac{\mu_T-\mu_H}{\sqrt{s_T^2+s_H^2}}\right]",
    sources=("massaction",),
    assumes=("receptor numbers log-normal among cells of either kind",),
    valid=("A ceiling set by biology: no particle that answers to this receptor alone does better.",),
    receptors=Arg("", 1.0, 1e7, "median receptors per target cell", domain=(1e-12, 1e15)),
    healthy_receptors=Arg("", 1.0, 1e7, "median receptors per spared cell", domain=(1e-12, 1e15)),
    spread=Arg("", 0.05, 2.0, "sd of the logarithm among target cells", domain=(1e-6, 100.0)),
    healthy_spread=Arg("", 0.05, 2.0, "sd of the logarithm among spared cells", domain=(1e-6, 100.0)),
)
def receptor_discrimination(*, receptors: Number, healthy_receptors: Number, spread: Number, healthy_spread: Number) -> Number:
    """Chance that a random target cell carries more receptors than a random spared cell.

    AUC = Φ[(μ_T − μ_H)/√(s_T² + s_H²)] with μ = ln of the medians

    all plain numbers or arrays.

    Example: tenfold more receptors, half a logarithm of scatter in both.

    >>> round(receptor_discrimination(receptors=1e5, healthy_receptors=1e4, spread=0.5, healthy_spread=0.5), 4)
    0.9994
    """
    from scipy.special import ndtr

    plain = is_plain(receptors, healthy_receptors, spread, healthy_spread)
    if plain:
        return float(ndtr((math.log(receptors) - math.log(healthy_receptors)) / math.hypot(spread, healthy_spread)))
    with np.errstate(under="ignore"):
        return np.asarray(ndtr((np.log(receptors) - np.log(healthy_receptors)) / np.hypot(spread, healthy_spread)))
