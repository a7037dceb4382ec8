"""Close to the cell: the integrals that a plain sum over points would get wrong.

The steric cost A goes as a logarithm of the distance (a squeezed brush without room for its chains), a bond as one over it. So e^−A is
integrated over powers of the distance, and where many ligands pull a particle to the cell the sum over bonds is compared with what it
tends to there: Σ ln(S/(x + jΔ)) over the ligands is ln Γ(x/Δ) and something smooth.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

Array = npt.NDArray[np.float64]
Cost = Callable[[Array], Array]
"""A(h) in kT for heights, one row a particle."""

EARLY = 5
_WINDOW = 8
"""Points close to the cell between which e^−A is integrated with care, and Gauss points between two of them."""
REACH = 3
"""Points, the first of them half a step from the cell, up to which `Contact` integrates."""
_NODES = 12


@functools.cache
def gauss(points: int) -> tuple[Array, Array]:
    """Gauss points between −1 and 1 and their weights; finding them takes longer than using them."""
    marks, weights = np.polynomial.legendre.leggauss(points)
    marks.setflags(write=False)
    weights.setflags(write=False)
    return marks, weights


def log_mean(fall: Array) -> Array:
    """ln of ∫ e^(fall·v) dv over 0 < v < 1."""
    size = np.maximum(np.abs(fall), 1e-9)
    return np.maximum(fall, 0.0) + np.log(-np.expm1(-size) / size)


def log_less(larger: Array, smaller: Array) -> Array:
    """ln(1 − smaller/larger) from logarithms."""
    return np.log(-np.expm1(np.minimum(smaller - larger, -1e-15)))


def log_window(low: Array, high: Array, hindrance: Cost) -> Array:
    """ln of ∫ e^−A dh between heights that may be far apart or reach down to the cell: Gauss points, denser at the lower end."""
    marks, weights = (0.5 * (part + shift) for part, shift in zip(gauss(_WINDOW), (1.0, 0.0), strict=True))
    width = (high - low)[:, :, None]
    heights = low[:, :, None] + width * marks**2
    cost = hindrance(heights.reshape(heights.shape[0], -1)).reshape(heights.shape)
    return np.asarray(np.logaddexp.reduce(np.log(2.0 * width * marks * weights) - cost, axis=2))


def log_area(heights: Array, step: Array, hindrance: Cost) -> Array:
    """ln of ∫ e^−A dh from contact to each height, a step apart; A is taken as a parabola except close to the cell."""
    edges = heights[:, :EARLY]
    close = log_window(np.concatenate([np.zeros_like(step), edges[:, :-1]], axis=1), edges, hindrance)
    cost = hindrance(heights[:, EARLY - 2 :])
    fall = cost[:, :-1] - cost[:, 1:]
    bend = np.maximum(fall[:, :-1] - fall[:, 1:], 0.0)
    cells = -cost[:, 2:] + log_mean(-fall[:, 1:]) + bend / (12.0 + 2.0 * np.abs(fall[:, 1:])) + np.log(step)
    return np.asarray(np.logaddexp.accumulate(np.concatenate([close, cells], axis=1), axis=1))


class Contact:
    """The integral of W (e^G − 1) from the cell to the third point, from the exponents at the first four points."""

    def __init__(self, hindrance: Cost, step: Array, spacing: Array) -> None:
        marks, weights = gauss(_NODES)
        marks, weights = 0.5 * (marks + 1.0), 0.5 * weights
        places = (REACH - 0.5) * marks**2
        heights = step * places
        window = log_window(np.maximum(heights - spacing, 0.0), heights, hindrance)
        self._fixed = window - np.log(spacing) + gammaln(heights / spacing) + np.log((2.0 * REACH - 1.0) * marks * weights)
        self._own = gammaln(step * (np.arange(REACH + 1) + 0.5) / spacing)
        points = np.arange(REACH + 1) + 0.5
        self._shape = np.stack(
            [
                np.prod([(places - other) / (own - other) for other in points if other != own], axis=0)
                for own in points
            ]
        )  # fmt: skip

    def log_sum(self, rows: npt.NDArray[np.int64], held: Array) -> Array:
        """ln of the integral, in steps, where `held` is ln(e^G − 1) at the first four points of these particles."""
        smooth = (held - self._own[rows]) @ self._shape
        return np.asarray(np.logaddexp.reduce(self._fixed[rows] + smooth, axis=1))
