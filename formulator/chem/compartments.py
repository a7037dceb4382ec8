"""Linear compartments dx/dt = M x in closed form: by eigenvectors, and by the matrix exponential where those are no basis.

Nothing grows: amounts pass on or leave, so no eigenvalue has a positive real part. Rates that meet (a defective matrix) or nearly
do make the eigenvectors nearly parallel. How far the answer can then be trusted is checked by putting the matrix together again,
and what fails the check is done by scaling and squaring.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_WORST = 1e-11
"""Largest error, over the largest rate, with which V Λ V⁻¹ may miss M."""
_CONDITION = 1e5
"""Largest entry of V times largest of V⁻¹, so that rounding stays below 1e-11."""


def states(matrix: Array, start: Array, times: Array) -> Array:
    """x(t) = e^(Mt) x₀ for matrices (..., n, n), starts (..., n) and times (t,) common to all: (..., t, n)."""
    size = matrix.shape[-1]
    shape = np.broadcast_shapes(matrix.shape[:-2], start.shape[:-1])
    rates = np.broadcast_to(matrix, (*shape, size, size)).reshape(-1, size, size)
    first = np.broadcast_to(start, (*shape, size)).reshape(-1, size)
    with np.errstate(under="ignore"):
        values, vectors = np.linalg.eig(rates)
        inverse, sound = _inverse(vectors)
        spread = np.abs(vectors).max(axis=(1, 2)) * np.abs(inverse).max(axis=(1, 2))
        missed = np.abs((vectors * values[:, None, :]) @ inverse - rates).max(axis=(1, 2))
        sound = sound & (spread <= _CONDITION) & (missed <= _WORST * np.abs(rates).max(axis=(1, 2)))
        amounts = (inverse @ first[:, :, None])[:, :, 0] * sound[:, None]
        # A number that grows belongs to eigenvectors that failed the check.
        growth = np.exp(np.minimum(values.real, 0.0)[:, None, :] * times[:, None])
        if np.iscomplexobj(values):
            growth = growth * np.exp(1j * values.imag[:, None, :] * times[:, None])
        found = np.asarray(((growth * amounts[:, None, :]) @ vectors.swapaxes(1, 2)).real)
        if not sound.all():
            from scipy.linalg import expm  # Rarely needed, and slow to import: the first plots need not wait for it.

            for row in np.flatnonzero(~sound):
                found[row] = [expm(rates[row] * time) @ first[row] for time in times]
    return found.reshape(*shape, times.size, size)


def _inverse(vectors: Array) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Inverses, and where there is one."""
    try:
        return np.asarray(np.linalg.inv(vectors)), np.ones(vectors.shape[0], dtype=bool)
    except np.linalg.LinAlgError:
        whole = np.array([np.linalg.matrix_rank(basis) == basis.shape[0] for basis in vectors])
        return np.asarray(np.linalg.inv(np.where(whole[:, None, None], vectors, np.eye(vectors.shape[-1])))), whole
