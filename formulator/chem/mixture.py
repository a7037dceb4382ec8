"""Two kinds of ligand on one particle, each with receptors of its own: the sum over bonds at every distance from the cell.

With P(h) the gain by one kind at distance h, averaged over where its lowest ligand stands,

    1 + P(h) = ⟨Π(1 + y_i e^−D)⟩,   Z = e^D [(1 + P₁)(1 + P₂) − 1],   K = (2R)² ∫ e^−A Z dh

The two kinds turn with the particle independently, so their averages multiply. The sum over the ligands of a kind takes the lowest
ones one by one and the rest as an integral (Euler–Maclaurin), which holds for one ligand as for thousands.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import erf

from formulator.chem import bonds, constants
from formulator.chem.contact import log_less, log_mean

Array = npt.NDArray[np.float64]

HEIGHTS = 320
"""Distances at which the sum is taken, denser near the cell: h = H t²."""
_ONE_BY_ONE = 24
_FURTHEST = 8.0
"""Distance, in ℓ of the chain, beyond which it no longer matters (e^−64)."""
_LEAST = 1e-290
_FEW = 1e-12
"""Ligands of a kind that count as none."""


@dataclass(frozen=True)
class Kind:
    """One kind of ligand: arrays of one length (designs); lengths in m."""

    ligands: Array
    scale: Array
    """ℓ, √(2/3) times the end-to-end distance of the tether."""
    contour: Array
    strength: Array
    """ln of σ_R e^−D/(K_D N_A) · 2/(√π ℓ): a bond at its best, without further cost."""

    def rows(self, chosen: slice) -> Kind:
        """Some of the designs."""
        return Kind(**{name: values[chosen] for name, values in vars(self).items()})


def _grid(top: Array) -> Array:
    """Heights from close to contact up to `top` for every design."""
    marks = (np.arange(1, HEIGHTS + 1) / HEIGHTS) ** 2
    return np.asarray(top[:, None] * marks)


def _terms(kind: Kind, heights: Array) -> Array:
    """ln(1 + y) of a ligand at a height; none beyond the stretched tether."""
    reach = np.minimum(heights / kind.scale[:, None], 26.0)
    chance = np.exp(-reach * reach) / erf(reach)
    inside = heights < kind.contour[:, None]
    return np.asarray(np.log1p(np.where(inside, np.exp(kind.strength)[:, None] * chance, 0.0)))


def _between(heights: Array, values: Array, slopes: Array, where: Array, top: Array) -> Array:
    """Cubic through `values` and `slopes`, read at other heights; nothing beyond the last."""
    mark = HEIGHTS * np.sqrt(np.maximum(where, 0.0) / top[:, None]) - 1.0
    cell = np.clip(np.floor(mark), 0, HEIGHTS - 2).astype(np.int64)
    low, high = (np.take_along_axis(heights, cell + side, 1) for side in (0, 1))
    width = high - low
    u = np.clip((where - low) / width, 0.0, 1.0)
    v = 1.0 - u
    ends = [np.take_along_axis(values, cell + side, 1) for side in (0, 1)]
    tilt = [np.take_along_axis(slopes, cell + side, 1) * width for side in (0, 1)]
    found = v * v * ((1.0 + 2.0 * u) * ends[0] + u * tilt[0]) + u * u * ((1.0 + 2.0 * v) * ends[1] - v * tilt[1])
    return np.where(where >= top[:, None], 0.0, found)


def _gain(kind: Kind, count: Array, spacing: Array, heights: Array, top: Array) -> Array:
    """Sum of ln(1 + y) over `count` ligands of a kind that stand `spacing` apart, the lowest at each height."""
    gain = np.zeros_like(heights)
    for number in range(_ONE_BY_ONE):
        there = number < count
        if not there.any():
            return gain
        gain += there[:, None] * _terms(kind, heights + number * spacing[:, None])
    here = _terms(kind, heights)
    cells = 0.5 * (here[:, 1:] + here[:, :-1]) * np.diff(heights, axis=1)
    area = np.concatenate([np.cumsum(cells[:, ::-1], axis=1)[:, ::-1], np.zeros_like(top)[:, None]], axis=1)
    first = heights + _ONE_BY_ONE * spacing[:, None]
    last = heights + count[:, None] * spacing[:, None]
    rest = _between(heights, area, -here, first, top) - _between(heights, area, -here, last, top)
    edge = 0.5 * (_terms(kind, first) - _terms(kind, last))
    return np.asarray(gain + np.maximum(np.where(first < last, rest / spacing[:, None] + edge, 0.0), 0.0))


def _averaged(log_held: Array, heights: Array, spacing: Array, top: Array) -> Array:
    """ln of the mean of e^log_held from each height to `spacing` above it, log_held taken as straight between heights."""
    rise = np.diff(log_held, axis=1)
    width = np.diff(heights, axis=1)
    cells = log_held[:, :-1] + log_mean(rise) + np.log(width)
    above = np.concatenate([np.logaddexp.accumulate(cells[:, ::-1], axis=1)[:, ::-1], np.full_like(top, -1e9)[:, None]], axis=1)
    end = np.minimum(heights + spacing[:, None], top[:, None])
    cell = np.clip(np.floor(HEIGHTS * np.sqrt(end / top[:, None]) - 1.0), 0, HEIGHTS - 2).astype(np.int64)
    low = np.take_along_axis(heights, cell, 1)
    own = np.arange(HEIGHTS)[None, :]
    start = np.maximum(low, heights)
    part = np.maximum(end - start, 0.0)
    slope = np.take_along_axis(rise / width, cell, 1)
    at_start = np.take_along_axis(log_held, cell, 1) + slope * (start - low)
    tail = at_start + log_mean(slope * part) + np.log(np.maximum(part, _LEAST))
    whole = np.take_along_axis(above, cell, 1)
    between = above + log_less(above, whole)
    return np.asarray(np.where(cell > own, np.logaddexp(between, tail), tail) - np.log(spacing)[:, None])


def log_gain(kind: Kind, radius: Array, heights: Array, top: Array) -> Array:
    """ln P(h) of one kind; a number between two whole ones spaces the ligands as that many would be."""
    count = np.maximum(kind.ligands, 1.0)
    spacing = 2.0 * radius / count
    whole = np.floor(count + 1e-9)
    gain = _gain(kind, whole, spacing, heights, top)
    held = gain + np.log(np.maximum(-np.expm1(-gain), _LEAST))
    share = np.clip(count - whole, 0.0, 1.0)[:, None]
    # Where all ligands of a small particle stand over one another, some particles have one more.
    is_small = 2.0 * radius < top
    if ((share[:, 0] > 1e-9) & is_small).any():
        more = _gain(kind, whole + 1.0, spacing, heights, top)
        also = more + np.log(np.maximum(-np.expm1(-more), _LEAST))
        held = np.logaddexp(held + np.log1p(-np.minimum(share, 1.0 - 1e-12)), also + np.log(np.maximum(share, _LEAST)))
    return np.asarray(_averaged(held, heights, spacing, top) + np.log(np.clip(kind.ligands, _LEAST, 1.0))[:, None])


@dataclass(frozen=True)
class Pair:
    """Particles with two kinds of ligand, and what keeps them off: arrays of one length (designs)."""

    radius: Array
    first: Kind
    second: Kind
    brush_scale: Array
    brush_density: Array
    brush_height: Array
    brush_energy: Array
    cost: Array

    def rows(self, chosen: slice) -> Pair:
        """Some of the designs."""
        own = {name: values[chosen] for name, values in vars(self).items() if isinstance(values, np.ndarray)}
        return Pair(first=self.first.rows(chosen), second=self.second.rows(chosen), **own)

    def hindrance(self, heights: Array) -> Array:
        """Steric cost A(h) in kT: tethers as ideal chains, the brush in the dearer of its two forms."""
        radius = self.radius[:, None]
        cost = np.zeros_like(heights)
        for kind in (self.first, self.second):
            scale = kind.scale[:, None]
            cost += kind.ligands[:, None] / (2.0 * radius) * scale * bonds.confinement(heights / scale)
        around, scale, height = 2.0 * math.pi * radius, self.brush_scale[:, None], self.brush_height[:, None]
        ideal = around * self.brush_density[:, None] * scale * bonds.confinement(heights / scale)
        squeezed = around * self.brush_energy[:, None] * height * bonds.compression(heights / height)
        return np.asarray(cost + np.maximum(ideal, squeezed))


@dataclass(frozen=True)
class Profile:
    """Energies in kT at distances in m from the cell, one row a design."""

    heights: Array
    steric: Array
    """A(h): what squeezing tethers and brush costs."""
    log_bonds: Array
    """ln Z(h): the sum over all ways to hold on, without the state that does not hold."""


def profile(pair: Pair) -> Profile:
    """Steric cost and sum over bonds against distance."""
    top = np.maximum(
        np.minimum(pair.first.contour, _FURTHEST * pair.first.scale) * (pair.first.ligands > _FEW),
        np.minimum(pair.second.contour, _FURTHEST * pair.second.scale) * (pair.second.ligands > _FEW),
    )
    top = np.where(top > 0.0, top, np.minimum(pair.first.contour, _FURTHEST * pair.first.scale))
    heights = _grid(top)
    one = log_gain(pair.first, pair.radius, heights, top)
    two = log_gain(pair.second, pair.radius, heights, top)
    together = np.logaddexp(np.logaddexp(one, two), one + two)
    return Profile(heights, pair.hindrance(heights), together + pair.cost[:, None])


def log_constant(pair: Pair) -> Array:
    """ln(K / 1 nm³) of the particle to a place of its own size."""
    found = np.empty_like(pair.radius)
    with np.errstate(under="ignore"):
        for start in range(0, pair.radius.size, 64):
            rows = slice(start, start + 64)
            found[rows] = _summed(pair.rows(rows))
    return found


def _summed(pair: Pair) -> Array:
    shape = profile(pair)
    exponent = shape.log_bonds - shape.steric
    cells = exponent[:, :-1] + log_mean(np.diff(exponent, axis=1)) + np.log(np.diff(shape.heights, axis=1))
    contact = exponent[:, :1] + np.log(shape.heights[:, :1])
    whole = np.logaddexp.reduce(np.concatenate([contact, cells], axis=1), axis=1)
    return np.asarray(whole + np.log(4.0 * pair.radius**2 / constants.UNIT_VOLUME))
