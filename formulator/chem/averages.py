"""Averages over a batch: sizes, tether lengths and ligand numbers differ from particle to particle, cells differ in receptors.

Every law is replaced by a few points with weights (Gauss quadrature of that very law), exact for polynomials up to degree 2n − 1.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

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
    bound,
)
from formulator.chem.model import Arg, Choice, Grade, Number, model
from formulator.chem.numeric import is_plain

Array = npt.NDArray[np.float64]

SIZES = 5
TETHERS = 3
COUNTS = 5
_AT_ONCE = 64
"""Designs whose particles are worked on together: 75 kinds each."""
_MOST = 700.0
_EVEN = 1e-6
"""Width below which a law is a single value."""


@functools.cache
def normal_points(count: int) -> tuple[Array, Array]:
    """Points and weights of the standard normal law (Gauss–Hermite)."""
    points, weights = np.polynomial.hermite_e.hermegauss(count)
    return points, weights / weights.sum()


def _gauss(diagonal: Array, beside: Array) -> tuple[Array, Array]:
    """Points and weights from the recurrence of the law's polynomials (Golub and Welsch), along the last axis."""
    count = diagonal.shape[-1]
    matrix = np.zeros((*diagonal.shape, count))
    every = np.arange(count)
    matrix[..., every, every] = diagonal
    matrix[..., every[:-1], every[1:]] = matrix[..., every[1:], every[:-1]] = beside
    points, vectors = np.linalg.eigh(matrix)
    return np.maximum(points, 0.0), vectors[..., 0, :] ** 2


def poisson_points(mean: Array, count: int = COUNTS) -> tuple[Array, Array]:
    """Points and weights of a Poisson law, along a new last axis (Charlier polynomials); of few, nearly the whole numbers."""
    order = np.arange(count)
    mean = np.asarray(mean, dtype=float)[..., None]
    return _gauss(mean + order, np.sqrt(mean * order[1:]))


def schulz_zimm_points(dispersity: Array, count: int = TETHERS) -> tuple[Array, Array]:
    """Points and weights of chain lengths over their number mean, by number, along a new last axis (Laguerre polynomials).

    A gamma law of shape 1/(Đ − 1); Đ = 1 gives chains of one length.
    """
    order = np.arange(count)
    spread = np.maximum(np.asarray(dispersity, dtype=float)[..., None] - 1.0, _EVEN**2)
    shape = 1.0 / spread
    return _gauss(spread * (2.0 * order + shape), spread * np.sqrt(order[1:] * (order[1:] + shape - 1.0)))


def _kinds(given: Mapping[str, Array]) -> tuple[dict[str, Array], Array]:
    """The particles of a batch along three last axes, sizes, tethers and ligand numbers, with their weights."""
    normal, by_size = normal_points(SIZES)
    factor = np.exp(given["size_spread"][..., None] * normal)
    tethers, by_tether = schulz_zimm_points(given["tether_dispersity"])
    # The given number belongs to the median particle; coupling is by area.
    counts, by_count = poisson_points(given["ligands"][..., None] * factor**2)
    wide = {name: values[..., None, None, None] for name, values in given.items()}
    wide["core_radius"] = wide["core_radius"] * factor[..., :, None, None]
    wide["tether_molar_mass"] = wide["tether_molar_mass"] * tethers[..., None, :, None]
    wide["ligands"] = counts[..., :, None, :]
    return wide, by_size[:, None, None] * by_tether[..., None, :, None] * by_count[..., :, None, :]


@model(
    "",
    grade=Grade.RULE_OF_THUMB,
    equation="apart: ⟨ρK/(1 + ρK)⟩; together: ρ⟨K⟩/(1 + ρ⟨K⟩)",
    tex=r"\left\langle\frac{\rho K}{1+\rho K}\right\rangle\ \text{or}\ \frac{\rho\langle K\rangle}{1+\rho\langle K\rangle}",
    sources=("ordered_ligands", "hatch1929", "schulz1939"),
    assumes=(
        "core radii log-normal by number, tethers Schulz–Zimm by number, ligand numbers Poisson with a mean that goes with area",
        "all tethers of one particle of one length",
    ),
    valid=(
        "Particles kept apart are what a mean particle does; together they compete for the same places and the best binders win, "
        "as long as they last. The truth lies between.",
        "A quadrature of 5 sizes, 3 tethers and 5 ligand numbers: to a few percent.",
    ),
    concentration=Arg("mol/m**3", 1e-12, 1e-2, "free particles of all sizes", show="mol/L", domain=(1e-30, 1e4)),
    core_radius=RADIUS_ARG,
    size_spread=Arg("", 0.0, 0.5, "standard deviation of ln(core radius)", domain=(0.0, 1.0)),
    ligands=LIGANDS_ARG,
    tether_molar_mass=TETHER_ARG,
    tether_dispersity=Arg("", 1.0, 1.5, "M_w/M_n of the tethers", domain=(1.0, 3.0)),
    brush_molar_mass=BRUSH_ARG,
    brush_density=BRUSH_DENSITY_ARG,
    brush_height=HEIGHT_ARG,
    dissociation_constant=K_D_ARG,
    receptor_density=RECEPTORS_ARG,
    extra_bond_cost=COST_ARG,
    particles=Choice(("apart", "together"), "whether the kinds of particle compete for places", default="apart"),
)
def batch_occupancy(
    *,
    concentration: Number,
    core_radius: Number,
    size_spread: Number,
    ligands: Number,
    tether_molar_mass: Number,
    tether_dispersity: Number,
    brush_molar_mass: Number,
    brush_density: Number,
    brush_height: Number,
    dissociation_constant: Number,
    receptor_density: Number,
    extra_bond_cost: Number,
    particles: str = "apart",
) -> Number:
    """Share of the places on a cell held by particles of a batch whose sizes, tethers and ligand numbers scatter.

    apart: ⟨ρK/(1 + ρK)⟩; together: ρ⟨K⟩/(1 + ρ⟨K⟩)

    concentration, dissociation_constant: mol/m³; core_radius (median), brush_height: m; ligands (mean of the median particle),
    size_spread, tether_dispersity, extra_bond_cost: plain numbers; molar masses: kg/mol; densities: 1/m²; numbers or arrays.

    Example: five ligands on average: particles that happen to carry more win the places.

    >>> case = {"concentration": 1e-6, "core_radius": 35e-9, "size_spread": 0.1, "ligands": 5.0, "tether_molar_mass": 3.4,
    ...         "tether_dispersity": 1.05, "brush_molar_mass": 2.0, "brush_density": 1e17, "brush_height": 0.0,
    ...         "dissociation_constant": 1e-5, "receptor_density": 5e14, "extra_bond_cost": 4.0}
    >>> batch_occupancy(particles="together", **case) > batch_occupancy(particles="apart", **case)
    True

    References: Schulz, Z. Phys. Chem. B 1939, 43, 25; Golub and Welsch, Math. Comput. 1969, 23, 221 (points and weights).
    """
    given = {
        "core_radius": core_radius, "size_spread": size_spread, "ligands": ligands, "tether_molar_mass": tether_molar_mass,
        "tether_dispersity": tether_dispersity, "brush_molar_mass": brush_molar_mass, "brush_density": brush_density,
        "brush_height": brush_height, "dissociation_constant": dissociation_constant, "receptor_density": receptor_density,
        "extra_bond_cost": extra_bond_cost, "concentration": concentration,
    }  # fmt: skip
    wide = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in given.values()))
    flat = [values.reshape(-1) for values in wide]
    found = np.empty(flat[0].size)
    with np.errstate(under="ignore"):
        for start in range(0, found.size, _AT_ONCE):
            rows = slice(start, start + _AT_ONCE)
            found[rows] = _averaged(dict(zip(given, (values[rows] for values in flat), strict=True)), particles == "together")
    return float(found[0]) if is_plain(*given.values()) else found.reshape(wide[0].shape)


def _averaged(given: Mapping[str, Array], together: bool) -> Array:
    wide, weight = _kinds(given)
    dense = wide.pop("concentration") * constants.AVOGADRO * constants.UNIT_VOLUME
    particle = {name: values for name, values in wide.items() if name not in ("size_spread", "tether_dispersity")}
    drive = np.clip(np.log(dense) + bound(with_bonds=False, **particle).log_constant, -_MOST, _MOST)
    if not together:
        return np.asarray((weight / (1.0 + np.exp(-drive))).sum(axis=(-3, -2, -1)))
    top = drive.max(axis=(-3, -2, -1))
    mean = top + np.log((weight * np.exp(drive - top[:, None, None, None])).sum(axis=(-3, -2, -1)))
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(mean, -_MOST, _MOST))))
