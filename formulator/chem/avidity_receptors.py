"""The avidity model of Stone and Perelson for a cell with two kinds of receptor, for comparison; the pipeline does not use it."""

from __future__ import annotations

from typing import Any

import numpy as np

from formulator.chem.avidity import ASSOCIATION_ARG, CELL_ARG, COMPLEX_ARG, CROSSLINK_ARG, KX_ASSUMES, KX_VALID, VALENCY_ARG
from formulator.chem.model import Grade, Number, model
from formulator.chem.numeric import is_plain

_ARGUMENTS: dict[str, Any] = {
    "complex_concentration": COMPLEX_ARG,
    "crosslinking_constant": CROSSLINK_ARG,
    "valency": VALENCY_ARG,
    "receptors": CELL_ARG,
    "other_receptors": CELL_ARG,
    "association_constant": ASSOCIATION_ARG,
    "other_association_constant": ASSOCIATION_ARG,
}


def _log_phi(complexes: Number, crosslinking: Number, valency: Number, kinds: tuple[tuple[Number, Number], ...]) -> np.ndarray:
    """ln Φ with Φ = Σ_j K_j K_x R_j/[1 + L f K_j (1 + Φ)^(f−1)], by bisection; `kinds` are (receptors, association)."""
    most = [np.log(np.asarray(association * crosslinking * receptors, dtype=float)) for receptors, association in kinds]
    crowd = [np.log(np.asarray(complexes * valency * association, dtype=float)) for _, association in kinds]
    high = np.logaddexp(*most) + 0.0 * sum(crowd)
    low = high - 700.0
    for _ in range(90):
        middle = 0.5 * (low + high)
        crowding = (valency - 1.0) * np.logaddexp(0.0, middle)
        left = np.logaddexp(*(top - np.logaddexp(0.0, near + crowding) for top, near in zip(most, crowd, strict=True)))
        high = np.where(middle > left, middle, high)
        low = np.where(middle > left, low, middle)
    return np.asarray(0.5 * (low + high))


@model(
    "",
    grade=Grade.LAW,
    equation="L_b = (L₀/K_x*)[(1 + Φ)^f − 1],  Φ = K_x* Σ_j K_j R_j,free",
    tex=r"L_b = \frac{L_0}{K_x^*}\left[(1+\Phi)^f-1\right],\quad \Phi=K_x^*\sum_jK_jR_{j,free}",
    sources=("stone2001",),
    assumes=(*KX_ASSUMES, "a ligand binds either kind of receptor"),
    valid=KX_VALID,
    **_ARGUMENTS,
)
def avidity_bound_complexes_two_receptors(
    *,
    complex_concentration: Number,
    crosslinking_constant: Number,
    valency: Number,
    receptors: Number,
    other_receptors: Number,
    association_constant: Number,
    other_association_constant: Number,
) -> Number:
    """Multivalent complexes bound per cell at equilibrium, with two kinds of receptor.

    L_b = (L₀/K_x*)[(1 + Φ)^f − 1] with Φ = K_x* Σ_j K_j R_j,free

    both concentrations: mol/m³; valency, numbers of receptors: plain numbers; association constants: m³/mol; numbers or arrays.

    Example: 0.4426 nM, K_x* 0.2471 pM, two ligands; 250 100 receptors of 72 390 /M and 151 000 of 1.328e7 /M.

    >>> round(avidity_bound_complexes_two_receptors(complex_concentration=4.426e-7, crosslinking_constant=2.471e-10, valency=2.0,
    ...     receptors=250100.0, other_receptors=151000.0, association_constant=72.39, other_association_constant=13280.0), 2)
    2193.11

    References: Stone, Cochran and Stern, Biophys. J. 2001, 81, 2547; the form used in valentBind, doi:10.1101/2021.03.10.434776.
    """
    kinds = ((receptors, association_constant), (other_receptors, other_association_constant))
    plain = is_plain(complex_concentration, crosslinking_constant, valency, *kinds[0], *kinds[1])
    with np.errstate(under="ignore"):
        strength = valency * np.logaddexp(0.0, _log_phi(complex_concentration, crosslinking_constant, valency, kinds))
        rise = strength + np.log(-np.expm1(-np.maximum(strength, 1e-300)))
        found = np.exp(np.log(complex_concentration / crosslinking_constant) + rise)
    return float(found) if plain else found


@model(
    "",
    grade=Grade.LAW,
    equation="R_b = (L₀/K_x*) f Φ (1 + Φ)^(f−1)",
    tex=r"R_b = \frac{L_0}{K_x^*}f\Phi(1+\Phi)^{f-1}",
    sources=("stone2001",),
    assumes=(*KX_ASSUMES, "a ligand binds either kind of receptor"),
    valid=KX_VALID,
    **_ARGUMENTS,
)
def avidity_bound_receptors_two_receptors(
    *,
    complex_concentration: Number,
    crosslinking_constant: Number,
    valency: Number,
    receptors: Number,
    other_receptors: Number,
    association_constant: Number,
    other_association_constant: Number,
) -> Number:
    """Receptors of both kinds held per cell by multivalent complexes at equilibrium.

    R_b = (L₀/K_x*) f Φ (1 + Φ)^(f−1) with Φ = K_x* Σ_j K_j R_j,free

    both concentrations: mol/m³; valency, numbers of receptors: plain numbers; association constants: m³/mol; numbers or arrays.

    Example: the case of `avidity_bound_complexes_two_receptors`.

    >>> round(avidity_bound_receptors_two_receptors(complex_concentration=4.426e-7, crosslinking_constant=2.471e-10, valency=2.0,
    ...     receptors=250100.0, other_receptors=151000.0, association_constant=72.39, other_association_constant=13280.0), 2)
    2625.7

    References: as for `avidity_bound_complexes_two_receptors`.
    """
    kinds = ((receptors, association_constant), (other_receptors, other_association_constant))
    plain = is_plain(complex_concentration, crosslinking_constant, valency, *kinds[0], *kinds[1])
    with np.errstate(under="ignore"):
        phi = _log_phi(complex_concentration, crosslinking_constant, valency, kinds)
        power = (valency - 1.0) * np.logaddexp(0.0, phi)
        found = np.exp(np.log(complex_concentration / crosslinking_constant * valency) + phi + power)
    return float(found) if plain else found
