"""The sum over bonds of a ligand-bearing sphere at a cell: a kernel that is set up once and asked at many receptor densities.

Ligands spread evenly on a sphere stand at equally spaced heights over the cell, Δ = 2R/N apart. With x the height of the
lowest one, the average over its place and the integral over the distance of the particle can be swapped, which leaves a
single integral over x:

    K = (2R)² e^D ∫ W(x) [ e^G(x) − 1 ] dx,   G(x) = Σ_j ln(1 + y(x + jΔ)),   W(x) = (1/Δ) ∫ e^−A(h) dh, x−Δ < h < x

W holds all that does not depend on receptors; receptor density, K_D and the cost D of further bonds enter through one
number, σ_R e^−D / (K_D N_A). Heights are counted in ℓ = √(2/3) R_ee of the tether, so nothing here depends on base units.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import erf

Array = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

POINTS = 256
"""Heights at which the integrand is taken."""
_STRIDES = np.array(sorted({2**p for p in range(9)} | {3 * 2**p for p in range(7)}), dtype=np.int64)
_TABLE_END = 6.0
_TABLE_POINTS = 4000
_ROOM = 4.04
"""Chains are felt up to 3.3 times their end-to-end distance (4.04 ℓ): beyond, they hinder by less than 1e-5 kT."""
_TAIL = 5.0
"""How far beyond the hindrance, in ℓ, bonds still count (e^−25)."""
_STEEP = 1.0
"""Change of the exponent between points above which a plain sum gives way to one of exponentials."""
_LEAST = 1e-250
_NOTHING = -1e9
_SHARP = 6.0
"""Second difference of the exponent above which the peak is narrower than the points and is taken as a Gaussian."""


@functools.cache
def _confinement_table() -> tuple[Array, Array]:
    edges = _TABLE_END * np.linspace(0.0, 1.0, _TABLE_POINTS + 1) ** 2
    nodes, weights = np.polynomial.legendre.leggauss(6)
    half = 0.5 * np.diff(edges)[:, None]
    middle = 0.5 * (edges[1:] + edges[:-1])[:, None]
    cells = (half * weights * -np.log(erf(middle + half * nodes))).sum(axis=1)
    return edges, np.append(np.cumsum(cells[::-1])[::-1], 0.0)


def confinement(height: Array) -> Array:
    """∫ −ln erf(τ) dτ from `height` to infinity: a Gaussian chain squeezed between planes, summed along the approach."""
    edges, values = _confinement_table()
    return np.asarray(np.interp(height, edges, values))


def compression(share: Array) -> Array:
    """∫ [(5/9)(1/v + v² − v⁵/5) − 1] dv from `share` to 1: a compressed brush, summed along the approach."""
    u = np.clip(share, 1e-9, 1.0)
    cube = u * u * u
    return np.maximum(5.0 / 9.0 * ((1.0 - cube) / 3.0 - (1.0 - cube * cube) / 30.0 - np.log(u)) - (1.0 - u), 0.0)


@dataclass(frozen=True)
class Particle:
    """What the sum needs to know of particles: lengths in m, areal densities in 1/m², all arrays of one length."""

    radius: Array
    ligands: Array
    tether_scale: Array
    """ℓ, √(2/3) times the end-to-end distance of the tether."""
    tether_contour: Array
    ligand_size: Array
    brush_scale: Array
    brush_density: Array
    brush_height: Array
    brush_energy: Array
    """kT per area of the free brush in the compressed form; 0 leaves ideal chains alone."""

    def rows(self, chosen: Rows) -> Particle:
        """Some of the particles."""
        return Particle(**{name: values[chosen] for name, values in vars(self).items()})

    def hindrance(self, heights: Array) -> Array:
        """Steric cost A(h) in kT at heights in ℓ: tethers as ideal chains, the brush in the dearer of its two forms."""
        scale, radius = self.tether_scale[:, None], self.radius[:, None]
        cost = (self.ligands[:, None] / (2.0 * radius) * scale) * confinement(heights)
        around, brush_scale = 2.0 * math.pi * radius, self.brush_scale[:, None]
        if not self.brush_density.any():
            return cost
        brush = (around * self.brush_density[:, None] * brush_scale) * confinement(heights * (scale / brush_scale))
        if self.brush_energy.any():
            height = self.brush_height[:, None]
            squeezed = (around * self.brush_energy[:, None] * height) * compression(heights * (scale / height))
            brush = np.maximum(brush, squeezed)
        return np.asarray(cost + brush)

    def end(self) -> Array:
        """Height, in ℓ, above which no bond counts: the stretched tether, or well above all that hinders."""
        stretched = (self.tether_contour + self.ligand_size) / self.tether_scale
        brush = np.where(self.brush_density > 0.0, _ROOM * self.brush_scale / self.tether_scale, 0.0)
        squeezed = np.where(self.brush_energy > 0.0, self.brush_height / self.tether_scale, 0.0)
        felt = np.maximum(np.maximum(_ROOM, brush), squeezed)
        return np.minimum(stretched, felt + _TAIL + self.ligand_size / self.tether_scale)


class Block:
    """Particles whose ligand spacing is the same whole number of steps (`stride`; 0 when it is finer than a step).

    `small` particles are less wide than their tethers reach, so that all N ligands, and no more, stand over one another.
    """

    def __init__(self, particle: Particle, end: Array, stride: int, small: bool) -> None:
        self.stride, self.small = stride, small
        spacing = (2.0 * particle.radius / (particle.ligands * particle.tether_scale))[:, None]
        ladder = 0 < stride < POINTS
        self.step = spacing / stride if ladder else (end / POINTS)[:, None]
        heights = self.step * (np.arange(POINTS) + 0.5)
        self.reach = _reach(heights, self.step, particle)
        limit = (particle.tether_contour + particle.ligand_size) / particle.tether_scale / self.step[:, 0]
        self.last = np.clip(np.floor(limit - 0.5), 0, POINTS - 1).astype(np.int64)[:, None]
        self.rest = np.minimum(limit - 0.5 - self.last[:, 0], 1.0)[:, None]
        """Last point below the end of the stretched tether, and the steps from there to its end."""
        if stride:
            area = _area(heights, self.step, particle)
            self.weight = area.copy()
            if ladder:
                self.weight[:, stride:] += _log_less(area[:, stride:], area[:, :-stride])
            self.weight -= np.log(spacing)
            if small:
                self._count(particle, spacing, heights, area)
        else:
            below = np.maximum(heights - spacing, 0.0)
            here, there = particle.hindrance(heights), particle.hindrance(below)
            self.weight = -here + _log_mean(here - there) + np.log((heights - below) / spacing)
            self.density = (self.step / spacing)[:, None, :]
            self.cover = np.where(np.arange(POINTS) == self.last, self.rest + 0.5, 1.0)[:, None, :]
            slope = -2.0 * (heights + np.exp(-(np.minimum(heights, 26.0) ** 2)) / (math.sqrt(math.pi) * erf(heights)))
            # Euler and Maclaurin: what a sum over the spacing has beyond one over the step, per slope of a term.
            self.bend = ((self.step**2 / spacing - spacing) / 12.0 * slope)[:, None, :]
            self.width = (2.0 * particle.radius / particle.tether_scale)[:, None] / self.step
        self.weight[np.arange(POINTS) > self.last] = _NOTHING
        edge = np.take_along_axis(self.weight, self.last, 1) + np.log(self.rest + 0.5)
        np.put_along_axis(self.weight, self.last, edge, 1)

    def _count(self, particle: Particle, spacing: Array, heights: Array, area: Array) -> None:
        """How many ligands stand over one another, and where a fractional number makes it one more."""
        self.whole = np.floor(particle.ligands + 1e-9).astype(np.int64)
        part = np.maximum(particle.ligands - self.whole, 0.0)[:, None]
        lower = heights - part * spacing
        under = np.stack([np.interp(at, own, known) for at, own, known in zip(lower, heights, area, strict=True)])
        within = area + np.where(lower > heights[:, :1], _log_less(area, under), 0.0) - np.log(spacing)
        self.more = np.where(part > 1e-9, np.exp(np.minimum(within - self.weight, 0.0)), 0.0)[:, None, :]

    def ask(self, strength: Array) -> tuple[Array, Array]:
        """ln of the integral, in ℓ, and the mean number of bonds at values of ln strength (particles, columns)."""
        y = np.exp(strength)[:, :, None] * self.reach[:, None, :]
        bound = y / (1.0 + y)
        counts = self._counts(np.log1p(y), bound)
        held, ratio = self._held(*counts[0])
        if len(counts) > 1:
            other, other_ratio = self._held(*counts[1])
            together = np.logaddexp(held, other)
            ratio = np.exp(held - together) * ratio + np.exp(other - together) * other_ratio
            held = together
        highest = held.max(axis=2, keepdims=True)
        parts = np.exp(held - highest)
        total = parts.sum(axis=2)
        value = np.log(total)
        steep = _is_steep(parts)
        if steep.any():
            row = np.nonzero(steep)[0]
            value[steep] = _steep_sum((held - highest)[steep], self.last[row, 0], self.rest[row, 0])
        return value + highest[:, :, 0] + np.log(self.step), (parts * ratio).sum(axis=2) / total

    def _held(self, share: Array | float, gain: Array, bonds: Array) -> tuple[Array, Array]:
        """ln of W (e^G − 1), and bonds for each particle held, at each height."""
        some = -np.expm1(-np.maximum(gain, _LEAST))
        return self.weight[:, None, :] + gain + np.log(some * share + _LEAST), bonds / some

    def _counts(self, terms: Array, bound: Array) -> list[tuple[Array | float, Array, Array]]:
        """Share of the positions, sum of ln(1 + y) and sum of y/(1 + y) over the ligands that stand at and above each height."""
        if not self.stride:
            bend = self.bend
            gain = self._continuum(terms) + bend * bound
            bonds = self._continuum(bound) + bend * bound * (1.0 - bound)
            return [(1.0, np.maximum(gain, terms), np.maximum(bonds, bound))]
        gain, bonds = _ladder_sum(terms, self.stride), _ladder_sum(bound, self.stride)
        if not self.small:
            return [(1.0, gain, bonds)]
        return [
            (self.more, _windowed(gain, (self.whole + 1) * self.stride), _windowed(bonds, (self.whole + 1) * self.stride)),
            (1.0 - self.more, _windowed(gain, self.whole * self.stride), _windowed(bonds, self.whole * self.stride)),
        ]

    def _continuum(self, terms: Array) -> Array:
        total = (terms * self.cover)[:, :, ::-1].cumsum(axis=2)[:, :, ::-1]
        if self.small:
            steps = np.floor(self.width[:, 0])
            part = (self.width - steps[:, None])[:, :, None]
            above = steps.astype(np.int64)
            total = (1.0 - part) * _windowed(total, above) + part * _windowed(total, above + 1)
        return np.asarray(self.density * (total - 0.5 * terms) + 0.5 * terms)


def _reach(heights: Array, step: Array, particle: Particle) -> Array:
    """Chance of the ligand to be at the cell, in 2/(√π ℓ); none beyond the stretched tether or where the ligand has no room."""
    scale = particle.tether_scale[:, None]
    size = particle.ligand_size[:, None] / scale
    found: Array = np.exp(-(np.clip(heights - size, 0.0, 26.0) ** 2)) / erf(heights)
    if size.any():
        found *= np.clip((heights - size) / step + 0.5, 0.0, 1.0)
    return found


def _area(heights: Array, step: Array, particle: Particle) -> Array:
    """ln of ∫ e^−A dh from contact to each height, A taken as a parabola between heights."""
    cost = particle.hindrance(np.concatenate([np.zeros_like(step), heights], axis=1))
    fall = cost[:, :-1] - cost[:, 1:]
    bend = np.empty_like(fall)
    bend[:, 1:] = fall[:, :-1] - fall[:, 1:]
    bend[:, 1] = bend[:, 2]
    bend[:, 0] = 0.25 * bend[:, 2]
    cells = -cost[:, 1:] + _log_mean(-fall) + bend / (12.0 + 2.0 * np.abs(fall)) + np.log(step)
    cells[:, 0] -= math.log(2.0)
    return np.asarray(np.logaddexp.accumulate(cells, axis=1))


def _log_mean(fall: Array) -> Array:
    """ln of ∫ e^(fall·v) dv over 0 < v < 1."""
    size = np.maximum(np.abs(fall), 1e-9)
    return np.maximum(fall, 0.0) + np.log(-np.expm1(-size) / size)


def _log_less(larger: Array, smaller: Array) -> Array:
    """ln(1 − smaller/larger) from logarithms."""
    return np.log(-np.expm1(np.minimum(smaller - larger, -1e-15)))


def _ladder_sum(terms: Array, stride: int) -> Array:
    """Sum of every `stride`-th term from each one upwards, by doubling."""
    if stride == 1:
        return np.ascontiguousarray(terms[:, :, ::-1].cumsum(axis=2)[:, :, ::-1])
    if stride >= POINTS:
        return terms
    total = terms.copy()
    while stride < POINTS:
        total[:, :, :-stride] += total[:, :, stride:]
        stride *= 2
    return total


def _windowed(sums: Array, shift: Rows) -> Array:
    """Sums from each term upwards, less what lies `shift` terms higher."""
    padded = np.concatenate([sums, np.zeros_like(sums[:, :, :1])], axis=2)
    where = np.minimum(np.arange(POINTS) + np.minimum(shift, POINTS)[:, None], POINTS)
    where = np.broadcast_to(where[:, None, :], sums.shape)
    return np.asarray(np.maximum(sums - np.take_along_axis(padded, where, 2), 0.0))


def _is_steep(parts: Array) -> npt.NDArray[np.bool_]:
    """Where the largest part towers over a neighbour, so that the points are too few for a plain sum."""
    at = parts.argmax(axis=2)[:, :, None]
    peak = np.take_along_axis(parts, at, 2)[:, :, 0]
    lower = np.take_along_axis(parts, np.maximum(at - 1, 0), 2)[:, :, 0]
    upper = np.take_along_axis(parts, np.minimum(at + 1, POINTS - 1), 2)[:, :, 0]
    return np.asarray(np.minimum(lower, upper) < math.exp(-_STEEP) * peak)


def _steep_sum(exponent: Array, last: Rows, rest: Array) -> Array:
    """ln of the sum of parts that are less smooth than their exponents: piecewise exponentials, or one Gaussian peak."""
    every = np.arange(exponent.shape[0])
    exponent[every, last] -= np.log(rest + 0.5)
    rise = np.diff(exponent, axis=1)
    bend = np.zeros_like(rise)
    bend[:, 1:] = rise[:, 1:] - rise[:, :-1]
    bend[:, 0] = bend[:, 1]
    cells = exponent[:, :-1] + _log_mean(rise) - bend / (12.0 + 2.0 * np.abs(rise))
    cells[np.arange(POINTS - 1) >= last[:, None]] = _NOTHING
    slope = rise[every, np.maximum(last - 1, 0)] * (last > 0)
    ends = np.stack(
        [
            exponent[:, 0] - math.log(2.0) + _log_mean(-0.5 * rise[:, 0] * (last > 0)),
            exponent[every, last] + np.log(np.maximum(rest, 1e-9)) + _log_mean(rest * slope),
        ],
        axis=1,
    )
    found = np.logaddexp.reduce(np.concatenate([cells, ends], axis=1), axis=1)
    at = np.clip(exponent.argmax(axis=1), 1, POINTS - 2)
    middle, lower, upper = (exponent[every, at + side] for side in (0, -1, 1))
    curve = np.maximum(2.0 * middle - lower - upper, 1e-9)
    peak = middle + (upper - lower) ** 2 / (8.0 * curve) + 0.5 * np.log(2.0 * math.pi / curve)
    inside = (middle >= lower) & (middle >= upper) & (curve > _SHARP) & (at < last)
    return np.asarray(np.where(inside, peak, found))


@dataclass(frozen=True)
class Binding:
    """Answer of the kernel: ln of the integral over the distance, and the bonds a bound particle holds on average."""

    log_integral: Array
    """ln of K / (4R² ℓ e^D)."""
    bonds: Array


_CELLS = 1 << 15
"""Numbers in one block of work, to stay within the processor's cache."""


class Ladder:
    """All particles of a call, sorted into blocks once; `ask` may follow many times."""

    def __init__(self, particle: Particle) -> None:
        self.count = particle.radius.size
        with np.errstate(under="ignore"):
            end = particle.end()
            spacing = 2.0 * particle.radius / (particle.ligands * particle.tether_scale)
            room = np.minimum(POINTS * spacing / end, POINTS)
            place = np.searchsorted(_STRIDES, room * (1.0 + 1e-12), side="right")
            stride = np.where(place > 0, _STRIDES[np.maximum(place - 1, 0)], 0)
            small = 2.0 * particle.radius < end * particle.tether_scale
            self.blocks = [
                (rows, Block(particle.rows(rows), end[rows], int(key) // 2, bool(key % 2)))
                for key in np.unique(2 * stride + small)
                for rows in _pieces(np.flatnonzero(2 * stride + small == key))
            ]

    def ask(self, strength: Array) -> Binding:
        """The integral at ln of σ_R e^−D / (K_D N_A) · 2/(√π ℓ), an array (particles, columns)."""
        value, bonds = np.empty_like(strength), np.empty_like(strength)
        with np.errstate(under="ignore"):
            for rows, block in self.blocks:
                width = max(1, _CELLS // (POINTS * rows.size))
                for start in range(0, strength.shape[1], width):
                    columns = slice(start, start + width)
                    value[rows, columns], bonds[rows, columns] = block.ask(strength[rows, columns])
        return Binding(value, bonds)


def _pieces(rows: Rows) -> list[Rows]:
    size = max(1, _CELLS // POINTS)
    return [rows[start : start + size] for start in range(0, rows.size, size)]
