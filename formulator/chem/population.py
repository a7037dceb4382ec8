"""Cells differ: receptor numbers scatter within one population, and that sets what any particle can tell apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from formulator.chem import constants
from formulator.chem.averages import normal_points
from formulator.chem.binding import (
    BRUSH_ARG,
    BRUSH_DENSITY_ARG,
    COST_ARG,
    HEIGHT_ARG,
    K_D_ARG,
    LIGANDS_ARG,
    RADIUS_ARG,
    RECEPTORS_ARG,
    TETHER_ARG,
)
from formulator.chem.elementary import log
from formulator.chem.kernel import BindingKernel, binding_kernel
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import is_plain

_CELLS = 9
"""Kinds of cell that stand for a population."""
_FEWEST, _MOST = 1e3, 1e19
"""Receptors per m² between which the half is sought: from a handful on a large cell to a wall of receptors."""
_CONCENTRATION = Arg("mol/m**3", 1e-12, 1e-2, "free particles", show="mol/L", domain=(1e-30, 1e4))
_SPREAD = Arg("", 0.05, 2.0, "sd of the logarithm of receptors among cells", domain=(0.0, 5.0))
_ASSUMES = ("receptor numbers log-normal among cells", "cells of one area", "particles are not used up")
_PARTICLE: dict[str, Any] = {
    "core_radius": RADIUS_ARG,
    "ligands": LIGANDS_ARG,
    "tether_molar_mass": TETHER_ARG,
    "brush_molar_mass": BRUSH_ARG,
    "brush_density": BRUSH_DENSITY_ARG,
    "brush_height": HEIGHT_ARG,
    "dissociation_constant": K_D_ARG,
    "extra_bond_cost": COST_ARG,
}


@model(
    "",
    show="percent",
    grade=Grade.LAW,
    equation="f = Φ[(ln N_R − ln N*)/s]",
    tex=r"f = \Phi\!\left[\frac{\ln N_R-\ln N^*}{s}\right]",
    sources=("massaction",),
    assumes=("receptor numbers log-normal among cells",),
    valid=("Exact for its assumption; N* may come from `receptors_for_half` or from an assay's cut-off.",),
    receptors=Arg("", 1.0, 1e7, "median receptors per cell", show="1/cell", domain=(1e-12, 1e30)),
    threshold=Arg("", 1.0, 1e7, "receptors that a cell must have", show="1/cell", domain=(1e-12, 1e30)),
    spread=Arg("", 0.05, 2.0, "sd of the logarithm of receptors among cells", domain=(1e-6, 100.0)),
)
def targeted_cell_fraction(*, receptors: Number, threshold: Number, spread: Number) -> Number:
    """Share of a cell population with more receptors than a threshold.

    f = Φ[(ln N_R − ln N*)/s]

    all plain numbers or arrays.

    Example: median at twice the threshold, half a logarithm of scatter, in %.

    >>> round(100 * targeted_cell_fraction(receptors=2e4, threshold=1e4, spread=0.5), 1)
    91.7
    """
    from scipy.special import ndtr

    with np.errstate(under="ignore"):
        found = ndtr((log(receptors) - log(threshold)) / spread)
    return float(found) if is_plain(receptors, threshold, spread) else np.asarray(found)


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="θ̄ = ⟨ρK(σ e^(su))/(1 + ρK(σ e^(su)))⟩, u standard normal",
    tex=r"\bar\theta = \left\langle\frac{\rho K(\sigma e^{su})}{1+\rho K(\sigma e^{su})}\right\rangle_u",
    sources=("ordered_ligands",),
    assumes=_ASSUMES,
    valid=("As the binding constant itself. Nine kinds of cell stand for the population: to about one percent for s up to 1.",),
    concentration=_CONCENTRATION,
    receptor_density=RECEPTORS_ARG,
    spread=_SPREAD,
    **_PARTICLE,
)
def population_occupancy(
    *,
    concentration: Number,
    receptor_density: Number,
    spread: Number,
    core_radius: Number,
    ligands: Number,
    tether_molar_mass: Number,
    brush_molar_mass: Number,
    brush_density: Number,
    brush_height: Number,
    dissociation_constant: Number,
    extra_bond_cost: Number,
) -> Number:
    """Share of the places that hold a particle, averaged over cells whose receptor numbers scatter.

    θ̄ = ⟨θ(σ e^(su))⟩ over a standard normal u, σ the median density

    concentration, dissociation_constant: mol/m³; densities: 1/m²; spread, ligands, extra_bond_cost: plain numbers; core_radius,
    brush_height: m; molar masses: kg/mol; numbers or arrays.

    Example: where binding rises more steeply than receptors, scatter among cells raises the mean.

    >>> case = {"concentration": 1e-6, "receptor_density": 2e13, "core_radius": 35e-9, "ligands": 150.0, "tether_molar_mass": 3.4,
    ...         "brush_molar_mass": 2.0, "brush_density": 1e17, "brush_height": 0.0, "dissociation_constant": 1e-4,
    ...         "extra_bond_cost": 4.0}
    >>> population_occupancy(spread=0.5, **case) > population_occupancy(spread=0.0, **case)
    True
    """
    particle = (core_radius, ligands, tether_molar_mass, brush_molar_mass, brush_density, brush_height)
    asked = (dissociation_constant, receptor_density, extra_bond_cost, concentration, spread)
    columns = [np.asarray(value, dtype=float)[..., None] for value in (*particle, *asked)]
    points, weights = normal_points(_CELLS)
    with np.errstate(under="ignore"):
        kernel = _kernel(columns[:6])
        receptors = columns[7] * np.exp(columns[10] * points)
        held = kernel.at(dissociation_constant=columns[6], receptor_density=receptors, extra_bond_cost=columns[8], with_bonds=False)
        drive = np.log(columns[9] * constants.AVOGADRO * constants.UNIT_VOLUME) + held.log_constant
        found = (weights / (1.0 + np.exp(-np.clip(drive, -700.0, 700.0)))).sum(axis=-1)
    return float(found) if is_plain(*particle, *asked) else found


def _kernel(columns: Sequence[npt.NDArray[np.float64]]) -> BindingKernel:
    names = ("core_radius", "ligands", "tether_molar_mass", "brush_molar_mass", "brush_density", "brush_height")
    return binding_kernel(**dict(zip(names, columns, strict=True)))


@model(
    "1/m**2",
    show="1/nm**2",
    grade=Grade.RULE_OF_THUMB,
    equation="ρ K(σ*) = 1",
    tex=r"\rho\,K(\sigma^*) = 1",
    sources=("ordered_ligands",),
    assumes=("particles are not used up",),
    valid=("As the binding constant itself.",),
    none="inf = no receptor density within reach holds half",
    concentration=_CONCENTRATION,
    **_PARTICLE,
)
def receptors_for_half(
    *,
    concentration: Number,
    core_radius: Number,
    ligands: Number,
    tether_molar_mass: Number,
    brush_molar_mass: Number,
    brush_density: Number,
    brush_height: Number,
    dissociation_constant: Number,
    extra_bond_cost: Number,
) -> Number:
    """Receptor density at which half of the places hold a particle: cells above it are reached, cells below it are spared.

    ρ K(σ*) = 1

    concentration, dissociation_constant: mol/m³; core_radius, brush_height: m; ligands, extra_bond_cost: plain numbers; molar
    masses: kg/mol; brush_density: 1/m²; numbers or arrays. Multiply with the area of the cell for receptors per cell.

    Example: 1 nM of 30 ligands of 10 nM; one decade more receptors than for 10 nM.

    >>> case = {"core_radius": 35e-9, "ligands": 30.0, "tether_molar_mass": 3.4, "brush_molar_mass": 2.0, "brush_density": 1e17,
    ...         "brush_height": 0.0, "dissociation_constant": 1e-5, "extra_bond_cost": 60.0}
    >>> round(receptors_for_half(concentration=1e-6, **case) / receptors_for_half(concentration=1e-5, **case), 2)
    10.0
    """
    given = (core_radius, ligands, tether_molar_mass, brush_molar_mass, brush_density, brush_height)
    asked = (dissociation_constant, extra_bond_cost, concentration)
    columns = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in (*given, *asked)))
    with np.errstate(under="ignore"):
        kernel = _kernel(columns[:6])
        wanted = -np.log(columns[8] * constants.AVOGADRO * constants.UNIT_VOLUME)
        low, high = np.full(columns[0].shape, math.log(_FEWEST)), np.full(columns[0].shape, math.log(_MOST))
        at, moved, rounds = 0.5 * (low + high), math.inf, 0
        while moved > 1e-9 and rounds < 60:
            found = kernel.at(dissociation_constant=columns[6], receptor_density=np.exp(at), extra_bond_cost=columns[7])
            missing = wanted - found.log_constant
            low, high = np.where(missing > 0.0, at, low), np.where(missing > 0.0, high, at)
            step = at + missing / found.bonds
            at, before = np.where((step > low) & (step < high), step, 0.5 * (low + high)), at
            moved, rounds = float(np.abs(at - before).max(initial=0.0)), rounds + 1
        half = np.where(high < math.log(_MOST), np.exp(at), np.inf)
    return float(half) if is_plain(*given, *asked) else half
