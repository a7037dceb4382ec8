"""Chains, networks, branches and dots of the particle picture: shapes that stay where they are while counts and lengths change."""

from __future__ import annotations

import functools
import math

import numpy as np
import numpy.typing as npt

from formulator.ui.export.shapes import Points

GOLDEN = (math.sqrt(5) - 1) / 2
BANK, KNOTS = 64, 9
MOST_DOTS = 400


@functools.lru_cache(maxsize=32)
def _bank(seed: int) -> npt.NDArray[np.float64]:
    """Sideways wander of a set of chains, in units of their amplitude; every chain starts at its foot."""
    steps = np.random.default_rng(seed).normal(size=(BANK, KNOTS))
    wander = np.cumsum(steps, axis=1) - steps[:, :1]
    straightened: npt.NDArray[np.float64] = wander - np.linspace(0, 1, KNOTS) * wander[:, -1:] * 0.6
    return np.asarray(straightened / 1.4)


PLASTIC = 1.324717957244746


@functools.lru_cache(maxsize=32)
def _places(seed: int) -> npt.NDArray[np.float64]:
    """Points spread evenly over a square (additive recurrence of the plastic number), shifted by the seed and a little loosened."""
    generator = np.random.default_rng(seed + 1)
    steps = np.array([1 / PLASTIC, 1 / PLASTIC**2])
    even = generator.random(2) + np.arange(MOST_DOTS)[:, None] * steps
    loosened: npt.NDArray[np.float64] = even + generator.normal(scale=0.006, size=even.shape)
    return np.asarray(loosened - np.floor(loosened))


def angles(count: int, offset: float) -> npt.NDArray[np.float64]:
    """Directions spread evenly by the golden ratio: one more chain leaves all others where they were."""
    places: npt.NDArray[np.float64] = np.arange(count, dtype=np.float64) * GOLDEN + offset
    return np.asarray(2 * math.pi * (places - np.floor(places)))


def radial_chains(
    count: int, seed: int, *, foot: float, length: float, amplitude: float, centre: tuple[float, float], offset: float = 0.0
) -> tuple[Points, ...]:
    """Chains from a circle outwards, or inwards with a negative length; pixels."""
    if count <= 0:
        return ()
    bank = _bank(seed)
    turn = angles(count, offset)[:, None]
    radii = foot + length * np.linspace(0, 1, KNOTS)[None, :]
    sideways = amplitude * bank[np.arange(count) % BANK]
    turned = turn + sideways / np.maximum(np.abs(radii), 1.0)
    found = np.stack([centre[0] + radii * np.cos(turned), centre[1] + radii * np.sin(turned)], axis=2)
    return tuple(found)


def upright_chains(places: npt.NDArray[np.float64], seed: int, *, base: float, length: float, amplitude: float) -> tuple[Points, ...]:
    """Chains standing on a flat surface at the given x."""
    bank = _bank(seed)
    heights = base - length * np.linspace(0, 1, KNOTS)
    return tuple(np.column_stack([x + amplitude * bank[(7 * number + 3) % BANK], heights]) for number, x in enumerate(places))


def tips(chains: tuple[Points, ...], size: float) -> tuple[Points, ...]:
    """A triangle on the end of each chain, pointing along it."""
    if not chains:
        return ()
    ends = np.array([chain[-1] for chain in chains])
    along = ends - np.array([chain[0] for chain in chains])
    along = along / np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    side = np.column_stack([-along[:, 1], along[:, 0]])
    foot = ends - along * 0.5 * size
    return tuple(np.stack([ends + along * size, foot + side * 0.75 * size, foot - side * 0.75 * size], axis=1))


def ring_dots(count: int, seed: int, inner: float, outer: float, centre: tuple[float, float]) -> Points:
    """Dots between two radii, evenly by area."""
    places = _places(seed)[: min(count, MOST_DOTS)]
    radii = np.sqrt(inner**2 + (outer**2 - inner**2) * places[:, 0])
    turn = 2 * math.pi * places[:, 1]
    return np.column_stack([centre[0] + radii * np.cos(turn), centre[1] + radii * np.sin(turn)])


def box_dots(count: int, seed: int, left: float, top: float, right: float, bottom: float) -> Points:
    """Dots in a rectangle."""
    places = _places(seed + 2)[: min(count, MOST_DOTS)]
    return np.column_stack([left + places[:, 0] * (right - left), top + places[:, 1] * (bottom - top)])


def circle(radius: float, centre: tuple[float, float]) -> Points:
    """A circle as a closed outline."""
    turn = np.linspace(0, 2 * math.pi, 144, endpoint=False)
    return np.column_stack([centre[0] + radius * np.cos(turn), centre[1] + radius * np.sin(turn)])


def network(seed: int, radius: float, centre: tuple[float, float], knots: int = 110) -> tuple[Points, ...]:
    """A cross-linked mesh inside a circle: each knot joined to its nearest neighbours."""
    points = ring_dots(knots, seed + 5, 0.0, radius * 0.97, (0.0, 0.0))
    apart = np.hypot(*(points[:, None, :] - points[None, :, :]).T)
    joined: set[tuple[int, int]] = set()
    for number in range(len(points)):
        for other in np.argsort(apart[number])[1:4]:
            joined.add((min(number, int(other)), max(number, int(other))))
    middle = np.array(centre)
    return tuple(np.array([points[a] + middle, points[b] + middle]) for a, b in sorted(joined))


def tangle(seed: int, radius: float, centre: tuple[float, float], strands: int = 14) -> tuple[Points, ...]:
    """Loose strands curled up inside a circle."""
    generator = np.random.default_rng(seed + 9)
    t = np.linspace(0, 1, 40)
    found = []
    for _ in range(strands):
        waves = generator.normal(size=(2, 4)) / np.arange(1, 5)
        phases = generator.random((2, 4)) * 2 * math.pi
        turns = 2 * math.pi * np.arange(1, 5)[:, None] * t
        xy = np.stack([(waves[axis][:, None] * np.sin(turns + phases[axis][:, None])).sum(axis=0) for axis in (0, 1)])
        length = np.hypot(*xy)
        xy = xy / np.maximum(length, 1e-9) * (0.96 * np.tanh(length))
        found.append(np.column_stack([centre[0] + radius * xy[0], centre[1] + radius * xy[1]]))
    return tuple(found)


def branches(radius: float, centre: tuple[float, float], generations: int = 5) -> tuple[Points, ...]:
    """A tree from the middle, each branch forking at the next generation."""
    found: list[Points] = []
    middle = np.array(centre)
    level: list[tuple[float, float, Points]] = [(0.4 + quarter * math.pi / 2, math.pi / 3.2, np.zeros(2)) for quarter in range(4)]
    for generation in range(generations):
        following: list[tuple[float, float, Points]] = []
        reach = radius * (generation + 1) / generations
        for turn, spread, start in level:
            end = reach * np.array([math.cos(turn), math.sin(turn)])
            found.append(np.array([start + middle, end + middle]))
            following += [(turn - spread / 2, spread / 2, end), (turn + spread / 2, spread / 2, end)]
        level = following
    return tuple(found)
