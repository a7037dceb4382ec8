"""Particles that hold on to a cell by two kinds of ligand, or by one kind of ligand to two kinds of receptor."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from formulator.chem import constants
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
from formulator.chem.kernel import brush_ground_energy
from formulator.chem.mixture import Kind, Pair, Profile, log_constant, profile
from formulator.chem.model import Arg, Choice, Grade, Number, model
from formulator.chem.numeric import is_plain

_NUDGE = 1e-3
"""Change of ln σ over which ln K is differenced."""


def _kind(given: Mapping[str, np.ndarray], prefix: str) -> Kind:
    units = np.maximum((given[f"{prefix}tether_molar_mass"] - constants.PEG_ENDS) / constants.PEG_REPEAT, 1.0)
    scale = np.sqrt(2.0 / 3.0 * units * constants.PEG_SEGMENT * constants.PEG_KUHN)
    places = given[f"{prefix}receptor_density"] / (given[f"{prefix}dissociation_constant"] * constants.AVOGADRO)
    strength = np.log(places) - given["extra_bond_cost"] - np.log(0.5 * math.sqrt(math.pi) * scale)
    return Kind(given[f"{prefix}ligands"], scale, units * constants.PEG_SEGMENT, strength)


def _pair(given: Mapping[str, Number]) -> Pair:
    """The designs as flat arrays."""
    wide = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in given.values()))
    flat = {name: np.ascontiguousarray(values).ravel() for name, values in zip(given, wide, strict=True)}
    units = np.maximum((flat["brush_molar_mass"] - constants.PEG_ENDS) / constants.PEG_REPEAT, 0.0)
    there = (units >= 1.0) & (flat["brush_density"] > 0.0)
    squeezed = there & (flat["brush_height"] > 0.0)
    first = _kind(flat, "")
    return Pair(
        radius=flat["core_radius"],
        first=first,
        second=_kind(flat, "other_"),
        brush_scale=np.sqrt(2.0 / 3.0 * np.maximum(units, 1.0) * constants.PEG_SEGMENT * constants.PEG_KUHN),
        brush_density=np.where(there, flat["brush_density"], 0.0),
        brush_height=np.where(squeezed, flat["brush_height"], first.scale),
        brush_energy=np.where(squeezed, brush_ground_energy(units, flat["brush_density"]), 0.0),
        cost=flat["extra_bond_cost"],
    )


def _log_constant(given: Mapping[str, Number]) -> np.ndarray:
    """ln K of each design; nan where there is no such particle."""
    wide = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in given.values()))
    possible = np.logical_and.reduce([np.isfinite(values) for values in wide])
    found = np.full(wide[0].shape, np.nan)
    if possible.any():
        found[possible] = log_constant(_pair({name: values[possible] for name, values in zip(given, wide, strict=True)}))
    return found


_ARGUMENTS: dict[str, Any] = {
    "core_radius": RADIUS_ARG,
    "brush_molar_mass": BRUSH_ARG,
    "brush_density": BRUSH_DENSITY_ARG,
    "brush_height": HEIGHT_ARG,
    "extra_bond_cost": COST_ARG,
    "ligands": LIGANDS_ARG,
    "tether_molar_mass": TETHER_ARG,
    "dissociation_constant": K_D_ARG,
    "receptor_density": RECEPTORS_ARG,
    "other_ligands": LIGANDS_ARG,
    "other_tether_molar_mass": TETHER_ARG,
    "other_dissociation_constant": K_D_ARG,
    "other_receptor_density": RECEPTORS_ARG,
}


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="K = (2R)² ∫ e^(−A) e^D [(1 + P₁)(1 + P₂) − 1] dh,  1 + P = ⟨Π(1 + y_i e^(−D))⟩",
    tex=r"K = (2R)^2\int e^{-A}e^{D}\left[(1+P_1)(1+P_2)-1\right]dh,\quad 1+P=\left\langle\prod_i(1+y_ie^{-D})\right\rangle",
    sources=("ordered_ligands", "tian2020"),
    assumes=(
        "each kind of ligand has receptors of its own, and both kinds of receptor move freely",
        "each kind evenly spread, where one kind sits tells nothing about the other",
        "one ligand to one receptor; every bond beyond the first, of either kind, costs D",
    ),
    valid=(
        "As for one kind of ligand. Both kinds on one receptor: give its density twice. Two kinds make a particle ask for both "
        "receptors only where either bond alone is weak.",
        "With none of the other kind it is the sum of one kind, to 0.01 in ln K below 40.",
    ),
    **_ARGUMENTS,
)
def log_binding_constant_two_ligands(
    *,
    core_radius: Number,
    brush_molar_mass: Number,
    brush_density: Number,
    brush_height: Number,
    extra_bond_cost: Number,
    ligands: Number,
    tether_molar_mass: Number,
    dissociation_constant: Number,
    receptor_density: Number,
    other_ligands: Number,
    other_tether_molar_mass: Number,
    other_dissociation_constant: Number,
    other_receptor_density: Number,
) -> Number:
    """Logarithm of the binding constant of a particle with two kinds of ligand, over 1 nm³.

    K = (2R)² ∫ e^(−A) e^D [(1 + P₁)(1 + P₂) − 1] dh with 1 + P = ⟨Π(1 + y_i e^(−D))⟩ of each kind

    core_radius, brush_height: m; numbers of ligands, extra_bond_cost: plain numbers; molar masses: kg/mol; densities: 1/m²;
    dissociation constants: mol/m³; numbers or arrays.

    Example: 60 ligands for each of two receptors hold better than either 60 alone.

    >>> case = {"core_radius": 35e-9, "brush_molar_mass": 2.0, "brush_density": 1e17, "brush_height": 0.0, "extra_bond_cost": 4.0,
    ...         "tether_molar_mass": 3.4, "dissociation_constant": 1e-4, "receptor_density": 2e14, "other_tether_molar_mass": 3.4,
    ...         "other_dissociation_constant": 1e-4, "other_receptor_density": 2e14}
    >>> both, one = (log_binding_constant_two_ligands(ligands=60.0, other_ligands=other, **case) for other in (60.0, 0.0))
    >>> round(both - one, 1)
    4.8

    References: derived for this program; Tian, Angioletti-Uberti and Battaglia, Sci. Adv. 2020, 6, eaat0919.
    """
    given = {
        "core_radius": core_radius, "brush_molar_mass": brush_molar_mass, "brush_density": brush_density, "brush_height": brush_height,
        "extra_bond_cost": extra_bond_cost, "ligands": ligands, "tether_molar_mass": tether_molar_mass,
        "dissociation_constant": dissociation_constant, "receptor_density": receptor_density, "other_ligands": other_ligands,
        "other_tether_molar_mass": other_tether_molar_mass, "other_dissociation_constant": other_dissociation_constant,
        "other_receptor_density": other_receptor_density,
    }  # fmt: skip
    found = _log_constant(given)
    return float(found) if is_plain(*given.values()) else found


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="n_j = ∂ ln K/∂ ln σ_j",
    tex=r"\bar n_j = \frac{\partial\ln K}{\partial\ln\sigma_j}",
    sources=("ordered_ligands",),
    assumes=("as for the binding constant of two kinds of ligand",),
    valid=("As the binding constant itself. Times the share of free places it is the selectivity exponent of either receptor.",),
    **_ARGUMENTS,
    kind=Choice(("first", "other"), "which kind of bond", default="first"),
)
def mean_bonds_two_ligands(
    *,
    core_radius: Number,
    brush_molar_mass: Number,
    brush_density: Number,
    brush_height: Number,
    extra_bond_cost: Number,
    ligands: Number,
    tether_molar_mass: Number,
    dissociation_constant: Number,
    receptor_density: Number,
    other_ligands: Number,
    other_tether_molar_mass: Number,
    other_dissociation_constant: Number,
    other_receptor_density: Number,
    kind: str = "first",
) -> Number:
    """Mean number of bonds of one kind that a bound particle with two kinds of ligand holds.

    n_j = ∂ ln K/∂ ln σ_j

    Arguments as `log_binding_constant_two_ligands`; kind: "first" or "other".

    Example: ligands of both kinds alike: each kind holds half of the bonds.

    >>> case = {"core_radius": 35e-9, "brush_molar_mass": 2.0, "brush_density": 1e17, "brush_height": 0.0, "extra_bond_cost": 4.0,
    ...         "ligands": 60.0, "tether_molar_mass": 3.4, "dissociation_constant": 1e-4, "receptor_density": 2e14,
    ...         "other_ligands": 60.0, "other_tether_molar_mass": 3.4, "other_dissociation_constant": 1e-4,
    ...         "other_receptor_density": 2e14}
    >>> first, other = (mean_bonds_two_ligands(kind=kind, **case) for kind in ("first", "other"))
    >>> round(first / other, 6)
    1.0
    """
    given = {
        "core_radius": core_radius, "brush_molar_mass": brush_molar_mass, "brush_density": brush_density, "brush_height": brush_height,
        "extra_bond_cost": extra_bond_cost, "ligands": ligands, "tether_molar_mass": tether_molar_mass,
        "dissociation_constant": dissociation_constant, "receptor_density": receptor_density, "other_ligands": other_ligands,
        "other_tether_molar_mass": other_tether_molar_mass, "other_dissociation_constant": other_dissociation_constant,
        "other_receptor_density": other_receptor_density,
    }  # fmt: skip
    name = "receptor_density" if kind == "first" else "other_receptor_density"
    sides = [_log_constant({**given, name: given[name] * math.exp(way * _NUDGE)}) for way in (1.0, -1.0)]
    found = (sides[0] - sides[1]) / (2.0 * _NUDGE)
    return float(found) if is_plain(*given.values()) else np.asarray(found)


def energies(**given: Number) -> Profile:
    """Steric cost and sum over bonds in kT against distance in m, one row a design; arguments as `log_binding_constant_two_ligands`."""
    with np.errstate(under="ignore"):
        return profile(_pair({name: given[name] for name in _ARGUMENTS}))


@model(
    "1/m**2",
    show="1/nm**2",
    grade=Grade.LAW,
    equation="σ = σ₁ + σ₂ K_D1/K_D2",
    tex=r"\sigma = \sigma_1+\sigma_2\frac{K_{D1}}{K_{D2}}",
    sources=("massaction", "ordered_ligands"),
    assumes=("a ligand holds one receptor of either kind", "both kinds of receptor move freely and have their binding place at one height"),
    valid=("Exact for its assumptions: use it as the receptor density together with the first dissociation constant.",),
    receptor_density=RECEPTORS_ARG,
    dissociation_constant=K_D_ARG,
    other_receptor_density=Arg("1/m**2", 0.0, 4e16, "receptors of the other kind per area", show="1/nm**2", domain=(0.0, 1e18)),
    other_dissociation_constant=K_D_ARG,
)
def combined_receptor_density(
    *, receptor_density: Number, dissociation_constant: Number, other_receptor_density: Number, other_dissociation_constant: Number
) -> Number:
    """Receptors of one kind that hold a ligand as well as two kinds do together.

    σ = σ₁ + σ₂ K_D1/K_D2

    densities: 1/m²; dissociation constants: mol/m³; numbers or arrays.

    Example: a second receptor, ten times as frequent and bound ten times more weakly, counts as much as the first.

    >>> round(1e-12 * combined_receptor_density(receptor_density=1e14, dissociation_constant=1e-6,
    ...     other_receptor_density=1e15, other_dissociation_constant=1e-5), 6)
    200.0
    """
    return receptor_density + other_receptor_density * (dissociation_constant / other_dissociation_constant)
