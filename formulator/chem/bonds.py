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

from formulator.chem.contact import EARLY, REACH, Contact, log_area, log_less, log_mean, log_window

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
_PART = 0.02
_LEAST = 1e-250
_NOTHING = -1e9


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
        self.more: Array = np.zeros((1, 1, 1))
        spacing = (2.0 * particle.radius / (particle.ligands * particle.tether_scale))[:, None]
        self.spacing, self._hindrance = spacing, particle.hindrance
        self._contact: Contact | None = None
        ladder = 0 < stride < POINTS
        self.step = spacing / stride if ladder else (end / POINTS)[:, None]
        heights = self.step * (np.arange(POINTS) + 0.5)
        limit = (particle.tether_contour + particle.ligand_size) / particle.tether_scale / self.step[:, 0]
        self.last = np.clip(np.floor(limit - 0.5), 0, POINTS - 1).astype(np.int64)[:, None]
        self.rest = np.minimum(limit - 0.5 - self.last[:, 0], 1.0)[:, None]
        """Last point below the end of the stretched tether, and the steps from there to its end."""
        # A step that the stretched tether reaches in part counts with that part, for the lowest ligand as for those above it.
        self.reach = _reach(heights, self.step, particle) * np.clip(limit[:, None] - np.arange(POINTS), 0.0, 1.0)
        if stride:
            area = log_area(heights, self.step, particle.hindrance)
            self.weight = area.copy()
            if ladder:
                self.weight[:, stride:] += log_less(area[:, stride:], area[:, :-stride])
            self.weight -= np.log(spacing)
            if small:
                self._count(particle, spacing, heights, area)
        else:
            below = heights[:, EARLY:] - spacing
            here, there = particle.hindrance(heights[:, EARLY:]), particle.hindrance(below)
            close = log_window(np.maximum(heights[:, :EARLY] - spacing, 0.0), heights[:, :EARLY], particle.hindrance)
            self.weight = np.concatenate([close - np.log(spacing), -here + log_mean(here - there)], axis=1)
            self.density = (self.step / spacing)[:, None, :]
            slope = -2.0 * (heights + np.exp(-(np.minimum(heights, 26.0) ** 2)) / (math.sqrt(math.pi) * erf(heights)))
            # Euler and Maclaurin: what a sum over the spacing has beyond one over the step, per slope of a term.
            self.bend = ((self.step**2 / spacing - spacing) / 12.0 * slope)[:, None, :]
            self.width = (2.0 * particle.radius / particle.tether_scale)[:, None] / self.step
        self.weight[self.reach == 0.0] = _NOTHING
        used = min(int(self.last.max()) + 2, POINTS)
        self.reach, self.weight = (np.ascontiguousarray(values[:, :used]) for values in (self.reach, self.weight))
        if not stride:
            self.bend = self.bend[:, :, :used]
        elif small:
            self.more = self.more[:, :, :used]

    def _count(self, particle: Particle, spacing: Array, heights: Array, area: Array) -> None:
        """How many ligands stand over one another, and where a fractional number makes it one more."""
        self.whole = np.floor(particle.ligands + 1e-9).astype(np.int64)
        part = np.maximum(particle.ligands - self.whole, 0.0)[:, None]
        lower = heights - part * spacing
        under = np.stack([np.interp(at, own, known) for at, own, known in zip(lower, heights, area, strict=True)])
        within = area + np.where(lower > heights[:, :1], log_less(area, under), 0.0) - np.log(spacing)
        self.more = np.where(part > 1e-9, np.exp(np.minimum(within - self.weight, 0.0)), 0.0)[:, None, :]

    def ask(self, strength: Array, with_bonds: bool) -> tuple[Array, Array]:
        """ln of the integral, in ℓ, and the mean number of bonds (or nothing) at values of ln strength (particles, columns)."""
        y = np.exp(strength)[:, :, None] * self.reach[:, None, :]
        terms = np.log1p(y)
        bound = y / (1.0 + y) if with_bonds or not self.stride else y
        gain = self._sum(terms, bound)
        bonds = self._sum(bound, bound * (1.0 - bound)) if with_bonds else gain
        exponent, some, bonds = self._fractional(gain, bonds) if self.stride and self.small else self._whole(gain, bonds)
        top = exponent.max(axis=2, keepdims=True)
        weight = exponent - top
        np.exp(weight, out=weight)
        parts = weight * some
        total = parts.sum(axis=2)
        value = np.log(total)
        steep = _is_steep(parts)
        if steep.any():
            row = np.nonzero(steep)[0]
            held = exponent[steep] + np.log(some[steep])
            close = self._close_sum(row, held) - top[steep]
            value[steep] = _steep_sum(held - top[steep], self.last[row, 0], self.rest[row, 0], close)
        mean = (weight * bonds).sum(axis=2) / total if with_bonds else np.full_like(total, np.nan)
        return value + top[:, :, 0] + np.log(self.step), mean

    def _close_sum(self, row: Rows, held: Array) -> Array:
        """ln of the parts up to the third point where the largest is at the cell, else nan."""
        near = (held[:, : REACH + 1].max(axis=1) >= held.max(axis=1)) & (self.last[row, 0] > REACH) & (not self.small)
        found = np.full((row.size, 1), np.nan)
        if near.any():
            if self._contact is None:
                self._contact = Contact(self._hindrance, self.step, self.spacing)
            chosen = row[near]
            found[near, 0] = self._contact.log_sum(chosen, (held[near] - self.weight[chosen])[:, : REACH + 1])
        return found

    def _sum(self, terms: Array, slope: Array) -> Array:
        """Terms of the ligands that stand at and above each height; `slope` is what a term changes with ln y."""
        if self.stride:
            total = _ladder_sum(terms, self.stride)
            return np.maximum(total, _LEAST, out=total)
        return np.asarray(np.maximum(self._continuum(terms) + self.bend * slope, np.maximum(terms, _LEAST)))

    def _whole(self, gain: Array, bonds: Array) -> tuple[Array, Array, Array]:
        """Exponent E and factors f and b such that e^E f is W (e^G − 1) and e^E b the bonds in it, at each height."""
        some = np.negative(gain)
        np.negative(np.expm1(some, out=some), out=some)
        return self.weight[:, None, :] + gain, some, bonds

    def _fractional(self, gain: Array, bonds: Array) -> tuple[Array, Array, Array]:
        """As `_whole` where all ligands of a small particle stand over one another and some particles carry one more."""
        fewer, more = (
            [np.maximum(_windowed(sums, (self.whole + extra) * self.stride), _LEAST) for sums in (gain, bonds)] for extra in (0, 1)
        )
        share = np.exp(np.minimum(fewer[0] - more[0], 0.0)) * (1.0 - self.more)
        some = share * -np.expm1(-fewer[0]) + self.more * -np.expm1(-more[0])
        return self.weight[:, None, :] + more[0], np.maximum(some, _LEAST), share * fewer[1] + self.more * more[1]

    def _continuum(self, terms: Array) -> Array:
        total = terms[:, :, ::-1].cumsum(axis=2)[:, :, ::-1]
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


def _ladder_sum(terms: Array, stride: int) -> Array:
    """Sum of every `stride`-th term from each one upwards."""
    count = terms.shape[2]
    if stride == 1:
        return np.ascontiguousarray(terms[:, :, ::-1].cumsum(axis=2)[:, :, ::-1])
    total = terms.copy()
    for stop in range(count - stride, 0, -stride):
        start = max(stop - stride, 0)
        total[:, :, start:stop] += total[:, :, start + stride : stop + stride]
    return total


def _windowed(sums: Array, shift: Rows) -> Array:
    """Sums from each term upwards, less what lies `shift` terms higher."""
    padded = np.concatenate([sums, np.zeros_like(sums[:, :, :1])], axis=2)
    count = sums.shape[2]
    where = np.minimum(np.arange(count) + np.minimum(shift, count)[:, None], count)
    where = np.broadcast_to(where[:, None, :], sums.shape)
    return np.asarray(np.maximum(sums - np.take_along_axis(padded, where, 2), 0.0))


def _is_steep(parts: Array) -> npt.NDArray[np.bool_]:
    """Where the largest part towers over a neighbour, so that the points are too few for a plain sum; past the last one is nothing."""
    at = parts.argmax(axis=2)[:, :, None]
    peak = np.take_along_axis(parts, at, 2)[:, :, 0]
    lower = np.take_along_axis(parts, np.maximum(at - 1, 0), 2)[:, :, 0]
    upper = np.take_along_axis(parts, np.minimum(at + 1, parts.shape[2] - 1), 2)[:, :, 0] * (at[:, :, 0] + 1 < parts.shape[2])
    return np.asarray(np.minimum(lower, upper) < math.exp(-_STEEP) * peak)


def _steep_sum(exponent: Array, last: Rows, rest: Array, close: Array) -> Array:
    """ln of the sum of parts that are less smooth than their exponents, as piecewise exponentials; `close` up to the third point."""
    every = np.arange(exponent.shape[0])
    exponent[every, last] -= np.log(np.minimum(rest + 0.5, 1.0))
    rise = np.diff(exponent, axis=1)
    bend = np.zeros_like(rise)
    bend[:, 1:] = rise[:, 1:] - rise[:, :-1]
    bend[:, 0] = bend[:, 1]
    cells = exponent[:, :-1] + log_mean(rise) - bend / (12.0 + 2.0 * np.abs(rise))
    cells[np.arange(rise.shape[1]) >= last[:, None]] = _NOTHING
    slope = rise[every, np.maximum(last - 1, 0)] * (last > 0)
    # A step beyond that is reached in part says more of how the parts go on than the step before does.
    beyond = (rest > 0.5 + _PART) & (last < rise.shape[1])
    part = np.log(np.maximum(rest - 0.5, _PART))
    slope = np.where(beyond, rise[every, np.minimum(last, rise.shape[1] - 1)] - part, slope)
    ends = np.stack(
        [
            exponent[:, 0] - math.log(2.0) + log_mean(-0.5 * rise[:, 0] * (last > 0)),
            exponent[every, last] + np.log(np.maximum(rest, 1e-9)) + log_mean(rest * slope),
        ],
        axis=1,
    )
    known = ~np.isnan(close[:, 0])
    cells[known, : REACH - 1] = ends[known, :1] = _NOTHING
    return np.asarray(np.logaddexp.reduce(np.concatenate([cells, ends, np.where(known[:, None], close, _NOTHING)], axis=1), axis=1))


@dataclass(frozen=True)
class Binding:
    """Answer of the kernel: ln of the integral over the distance, and the bonds a bound particle holds on average."""

    log_integral: Array
    """ln of K / (4R² ℓ e^D)."""
    bonds: Array


_CELLS = 1 << 16
"""Numbers in one block of work: enough to hide the cost of a call, few enough for the processor's cache."""


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

    def ask(self, strength: Array, with_bonds: bool = True) -> Binding:
        """The integral at ln of σ_R e^−D / (K_D N_A) · 2/(√π ℓ), an array (particles, columns); bonds cost a third of the time."""
        value, bonds = np.empty_like(strength), np.empty_like(strength)
        with np.errstate(under="ignore"):
            for rows, block in self.blocks:
                width = max(1, _CELLS // block.reach.size)
                for start in range(0, strength.shape[1], width):
                    columns = slice(start, start + width)
                    value[rows, columns], bonds[rows, columns] = block.ask(strength[rows, columns], with_bonds)
        return Binding(value, bonds)


def _pieces(rows: Rows) -> list[Rows]:
    size = max(1, _CELLS // POINTS)
    return [rows[start : start + size] for start in range(0, rows.size, size)]
