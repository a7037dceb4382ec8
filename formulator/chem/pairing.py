"""Multivalent binding where each receptor takes one ligand: the exact count of pairings, for comparison and as a test of others."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln

from formulator.chem import constants
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import is_plain

_IN_REACH = Arg("", 1.0, 300.0, "ligands that reach one site, whole", domain=(0.0, 2000.0))
_RECEPTORS = Arg("", 1.0, 300.0, "receptors in the site, whole", domain=(0.0, 2000.0))
_BOND = Arg("", -20.0, 20.0, "free energy of a bond with the cost of the tether, in kT", domain=(-200.0, 200.0))
_ACTIVITY = Arg("", 1e-12, 1.0, "particles per site volume", domain=(1e-60, 1e6))
_NONE = -1e9


@model(
    "",
    grade=Grade.LAW,
    equation="θ = zq/(1 + zq),  q = Σ_l C(k,l) C(n,l) l! e^(−lf),  l = 1 … min(k,n)",
    tex=r"\theta=\frac{zq}{1+zq},\quad q=\sum_{l=1}^{\min(k,n)}\binom{k}{l}\binom{n}{l}l!\,e^{-lf}",
    sources=("martinez2011", "varilly2012"),
    assumes=("every ligand in reach finds every receptor in the site", "one ligand to one receptor"),
    valid=("Exact for whole numbers; they are rounded. The superselective sum lies above it once bonds are as many as receptors.",),
    ligands_in_reach=_IN_REACH,
    receptors_in_reach=_RECEPTORS,
    bond_free_energy=_BOND,
    activity=_ACTIVITY,
)
def paired_occupancy(*, ligands_in_reach: Number, receptors_in_reach: Number, bond_free_energy: Number, activity: Number) -> Number:
    """Share of sites that hold a multivalent particle when every receptor takes one ligand only.

    θ = zq/(1 + zq) with q = Σ_l C(k,l) C(n,l) l! e^(−lf), l = 1 … min(k,n)

    all plain numbers or arrays.

    Example: five ligands, five receptors, e^(−f) = 0.1: ln(1 + q) = 1.81827.

    >>> theta = paired_occupancy(ligands_in_reach=5.0, receptors_in_reach=5.0, bond_free_energy=2.302585093, activity=1.0)
    >>> round(-float(np.log(1.0 - theta)), 5)
    1.81827

    References: Varilly et al., J. Chem. Phys. 2012, 137, 094108, doi:10.1063/1.4748100.
    """
    plain = is_plain(ligands_in_reach, receptors_in_reach, bond_free_energy, activity)
    k, n, f, z = np.broadcast_arrays(
        *(np.asarray(value, dtype=float) for value in (ligands_in_reach, receptors_in_reach, bond_free_energy, activity))
    )
    k, n = np.rint(k), np.rint(n)
    fewer = np.minimum(k, n)
    most = int(fewer.max(initial=0.0))
    bonds = np.arange(1, most + 1)
    there = bonds <= fewer[..., None]
    used = np.where(there, bonds, 0.0)
    ways = gammaln(k + 1.0)[..., None] - gammaln(k[..., None] - used + 1.0) - gammaln(used + 1.0)
    ways = ways + gammaln(n + 1.0)[..., None] - gammaln(n[..., None] - used + 1.0) - used * f[..., None]
    with np.errstate(under="ignore"):
        total = np.logaddexp.reduce(np.where(there, ways, _NONE), axis=-1, initial=_NONE)
        found = 1.0 / (1.0 + np.exp(-np.clip(np.log(z) + total, -700.0, 700.0)))
    return float(found) if plain else np.asarray(found)


@model(
    "mol/m**3",
    show="mol/L",
    grade=Grade.LAW,
    equation="K_x* = 1/(N_A A_cell h)",
    tex=r"K_x^* = \frac{1}{N_AA_{cell}h}",
    sources=("stone2001", "martinez2011"),
    assumes=("bonds beyond the first cost nothing but the room in a shell of thickness h",),
    valid=("An ideal. Fitted constants of real ligands are 10 to 10⁴ times lower: never use it as their prediction.",),
    cell_area=Arg("m**2", 3e-10, 3e-9, "area of the cell", show="um**2", domain=(1e-14, 1e-4)),
    shell_thickness=Arg("m", 1e-9, 3e-8, "thickness of the shell in which a ligand finds a receptor", show="nm", domain=(1e-11, 1e-6)),
)
def ideal_crosslinking_constant(*, cell_area: Number, shell_thickness: Number) -> Number:
    """Crosslinking constant of the avidity model if further bonds cost nothing.

    K_x* = 1/(N_A A_cell h)

    cell_area: m²; shell_thickness: m; numbers or arrays.

    Notes: with it the avidity model and the superselective sum are one, but for receptors used up.

    Example: 1000 µm² and 10 nm, in mol/L.

    >>> f"{1e-3 * ideal_crosslinking_constant(cell_area=1e-9, shell_thickness=1e-8):.2e}"
    '1.66e-10'
    """
    return 1.0 / (constants.AVOGADRO * cell_area * shell_thickness)
