"""Closed models of multivalent binding, for comparison: superselectivity of Frenkel and co-workers, avidity of Stone and Perelson.

The pipeline does not use them. The first counts a whole number of receptors under a particle; the second lets every receptor of the
cell reach every ligand. Both are done in logarithms: (1 + x)^k overflows long before its logarithm is large.
"""

from __future__ import annotations

import numpy as np

from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import is_plain

_MF_ASSUMES = ("ligands in reach are all alike", "a receptor may be held by several ligands", "receptors elsewhere are not used up")
_MF_VALID = ("Whole numbers of receptors under the particle; wrong once there are as many bonds as receptors.",)
_IN_REACH = Arg("", 1.0, 1000.0, "ligands that reach one site", domain=(1e-6, 1e6))
_RECEPTORS_IN_REACH = Arg("", 1e-3, 1000.0, "receptors in the site", domain=(1e-30, 1e9))
_BOND = Arg("", -20.0, 20.0, "free energy of a bond with the cost of the tether, in kT", domain=(-200.0, 200.0))
_ACTIVITY = Arg("", 1e-12, 1.0, "particles per site volume", domain=(1e-60, 1e6))

KX_ASSUMES = ("all receptors of the cell within reach", "all ligands alike", "complexes not used up")
KX_VALID = ("No finite area: more complexes than fit on the cell can come out. The crosslinking constant is fitted, never predicted.",)
COMPLEX_ARG = Arg("mol/m**3", 1e-12, 1e-2, "free complexes", show="mol/L", domain=(1e-30, 1e3))
CROSSLINK_ARG = Arg("mol/m**3", 1e-11, 1e-6, "crosslinking constant, per receptor on the cell", show="mol/L", domain=(1e-30, 1e3))
VALENCY_ARG = Arg("", 1.0, 1000.0, "ligands per complex", domain=(1.0, 1e5))
CELL_ARG = Arg("", 1e3, 1e7, "receptors per cell", show="", domain=(1e-6, 1e12))
ASSOCIATION_ARG = Arg("m**3/mol", 1.0, 1e8, "association constant of one ligand", show="L/mol", domain=(1e-12, 1e15))


def _log_strength(ligands: Number, receptors: Number, energy: Number) -> tuple[Number, Number]:
    """k ln(1 + x) and x/(1 + x) for x = n e^(−f)."""
    drive = np.log(np.asarray(receptors, dtype=float)) - energy
    return ligands * np.logaddexp(0.0, drive), 1.0 / (1.0 + np.exp(-np.clip(drive, -700.0, 700.0)))


def _log_q(strength: Number) -> Number:
    """ln(e^L − 1)."""
    return strength + np.log(-np.expm1(-np.maximum(strength, 1e-300)))


@model(
    "",
    grade=Grade.LAW,
    equation="θ = zq/(1 + zq),  q = (1 + n e^(−f))^k − 1",
    tex=r"\theta = \frac{zq}{1+zq},\quad q = (1+n e^{-f})^k-1",
    sources=("martinez2011",),
    assumes=_MF_ASSUMES,
    valid=_MF_VALID,
    ligands_in_reach=_IN_REACH,
    receptors_in_reach=_RECEPTORS_IN_REACH,
    bond_free_energy=_BOND,
    activity=_ACTIVITY,
)
def superselective_occupancy(*, ligands_in_reach: Number, receptors_in_reach: Number, bond_free_energy: Number, activity: Number) -> Number:
    """Share of sites that hold a multivalent particle.

    θ = zq/(1 + zq) with q = (1 + n e^(−f))^k − 1

    all plain numbers or arrays.

    Example: k = 10, n = 10, f = 1.5 kT, z = 10⁻⁶.

    >>> round(superselective_occupancy(ligands_in_reach=10.0, receptors_in_reach=10.0, bond_free_energy=1.5, activity=1e-6), 7)
    0.1103994

    References: Martinez-Veracoechea and Frenkel, Proc. Natl. Acad. Sci. USA 2011, 108, 10963, doi:10.1073/pnas.1105351108.
    """
    plain = is_plain(ligands_in_reach, receptors_in_reach, bond_free_energy, activity)
    with np.errstate(under="ignore"):
        strength, _ = _log_strength(ligands_in_reach, receptors_in_reach, bond_free_energy)
        drive = np.log(np.asarray(activity, dtype=float)) + _log_q(strength)
        found = 1.0 / (1.0 + np.exp(-np.clip(drive, -700.0, 700.0)))
    return float(found) if plain else found


@model(
    "",
    grade=Grade.LAW,
    equation="α = ∂ ln θ/∂ ln n",
    tex=r"\alpha = \frac{\partial\ln\theta}{\partial\ln n}",
    sources=("martinez2011",),
    assumes=_MF_ASSUMES,
    valid=_MF_VALID,
    ligands_in_reach=_IN_REACH,
    receptors_in_reach=_RECEPTORS_IN_REACH,
    bond_free_energy=_BOND,
    activity=_ACTIVITY,
)
def superselectivity(*, ligands_in_reach: Number, receptors_in_reach: Number, bond_free_energy: Number, activity: Number) -> Number:
    """Exponent with which binding of a multivalent particle grows with the number of receptors.

    α = ∂ ln θ/∂ ln n = k x/(1 + x) (1 + 1/q)(1 − θ) with x = n e^(−f)

    all plain numbers or arrays. Above 1 only for several weak ligands.

    Example: k = 10, n = 10, f = 1.5 kT, z = 10⁻⁶.

    >>> round(superselectivity(ligands_in_reach=10.0, receptors_in_reach=10.0, bond_free_energy=1.5, activity=1e-6), 6)
    6.142984

    References: Martinez-Veracoechea and Frenkel, Proc. Natl. Acad. Sci. USA 2011, 108, 10963, doi:10.1073/pnas.1105351108.
    """
    plain = is_plain(ligands_in_reach, receptors_in_reach, bond_free_energy, activity)
    with np.errstate(under="ignore"):
        strength, share = _log_strength(ligands_in_reach, receptors_in_reach, bond_free_energy)
        drive = np.log(np.asarray(activity, dtype=float)) + _log_q(strength)
        free = 1.0 / (1.0 + np.exp(np.clip(drive, -700.0, 700.0)))
        found = ligands_in_reach * share / -np.expm1(-np.maximum(strength, 1e-300)) * free
    return float(found) if plain else found


def _crosslinked(complexes: Number, crosslinking: Number, valency: Number, receptors: Number, association: Number) -> Number:
    """ln Φ with Φ (1 + L f K_a (1 + Φ)^(f−1)) = K_a K_x R, by bisection."""
    most = np.log(np.asarray(association * crosslinking * receptors, dtype=float))
    crowd = np.log(np.asarray(complexes * valency * association, dtype=float))
    low, high = most - 700.0 + 0.0 * crowd, most + 0.0 * crowd
    for _ in range(90):
        middle = 0.5 * (low + high)
        balance = middle + np.logaddexp(0.0, crowd + (valency - 1.0) * np.logaddexp(0.0, middle))
        high = np.where(balance > most, middle, high)
        low = np.where(balance > most, low, middle)
    return np.asarray(0.5 * (low + high))


@model(
    "",
    show="",
    grade=Grade.LAW,
    equation="L_b = (L₀/K_x*)[(1 + Φ)^f − 1]",
    tex=r"L_b = \frac{L_0}{K_x^*}\left[(1+\Phi)^f-1\right]",
    sources=("stone2001",),
    assumes=KX_ASSUMES,
    valid=KX_VALID,
    complex_concentration=COMPLEX_ARG,
    crosslinking_constant=CROSSLINK_ARG,
    valency=VALENCY_ARG,
    receptors=CELL_ARG,
    association_constant=ASSOCIATION_ARG,
)
def avidity_bound_complexes(
    *, complex_concentration: Number, crosslinking_constant: Number, valency: Number, receptors: Number, association_constant: Number
) -> Number:
    """Multivalent complexes bound per cell at equilibrium.

    L_b = (L₀/K_x*)[(1 + Φ)^f − 1] with Φ = K_a K_x* R_free

    both concentrations: mol/m³; valency, receptors: plain numbers; association_constant: m³/mol; numbers or arrays.

    Example: 0.1284 nM, K_x* 0.2133 nM, two ligands of 7.33e6 /M, 162 600 receptors.

    >>> round(avidity_bound_complexes(complex_concentration=1.284e-7, crosslinking_constant=2.133e-7, valency=2.0,
    ...     receptors=162600.0, association_constant=7330.0), 2)
    21414.53

    References: Stone, Cochran and Stern, Biophys. J. 2001, 81, 2547; the form used in valentBind, doi:10.1101/2021.03.10.434776.
    """
    plain = is_plain(complex_concentration, crosslinking_constant, valency, receptors, association_constant)
    with np.errstate(under="ignore"):
        phi = _crosslinked(complex_concentration, crosslinking_constant, valency, receptors, association_constant)
        strength = valency * np.logaddexp(0.0, phi)
        found = np.exp(np.log(complex_concentration / crosslinking_constant) + _log_q(strength))
    return float(found) if plain else found


@model(
    "",
    show="",
    grade=Grade.LAW,
    equation="R_b = (L₀/K_x*) f Φ (1 + Φ)^(f−1)",
    tex=r"R_b = \frac{L_0}{K_x^*}f\Phi(1+\Phi)^{f-1}",
    sources=("stone2001",),
    assumes=KX_ASSUMES,
    valid=KX_VALID,
    complex_concentration=COMPLEX_ARG,
    crosslinking_constant=CROSSLINK_ARG,
    valency=VALENCY_ARG,
    receptors=CELL_ARG,
    association_constant=ASSOCIATION_ARG,
)
def avidity_bound_receptors(
    *, complex_concentration: Number, crosslinking_constant: Number, valency: Number, receptors: Number, association_constant: Number
) -> Number:
    """Receptors held per cell by multivalent complexes at equilibrium.

    R_b = (L₀/K_x*) f Φ (1 + Φ)^(f−1) with Φ = K_a K_x* R_free

    both concentrations: mol/m³; valency, receptors: plain numbers; association_constant: m³/mol; numbers or arrays.

    Example: the case of `avidity_bound_complexes`.

    >>> round(avidity_bound_receptors(complex_concentration=1.284e-7, crosslinking_constant=2.133e-7, valency=2.0,
    ...     receptors=162600.0, association_constant=7330.0), 2)
    42603.18

    References: as for `avidity_bound_complexes`.
    """
    plain = is_plain(complex_concentration, crosslinking_constant, valency, receptors, association_constant)
    with np.errstate(under="ignore"):
        phi = _crosslinked(complex_concentration, crosslinking_constant, valency, receptors, association_constant)
        power = (valency - 1.0) * np.logaddexp(0.0, phi)
        found = np.exp(np.log(complex_concentration / crosslinking_constant * valency) + phi + power)
    return float(found) if plain else found
