"""Plans of experiments: which designs to make so that the effects of several inputs can be told apart, in a drawn order."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formulator.errors import UsageError
from formulator.explore.factor import Factor
from formulator.explore.figure import Array
from formulator.uncertainty import hypercube

KINDS = ("factorial", "ccd", "box-behnken", "lhs", "mixture")
MOST_RUNS = 10_000


@dataclass(frozen=True, kw_only=True, eq=False)
class RunSheet:
    """One row a run in the order in which to make them. `standard` is its number in the textbook's table, `coded` −1 to 1 there
    (0 to 1 for a mixture), `magnitudes` the values in each factor's unit."""

    factors: tuple[Factor, ...]
    standard: npt.NDArray[np.int64]
    coded: Array
    magnitudes: Array


def factorial(factors: int, levels: int = 2) -> Array:
    """All combinations of evenly spaced levels from −1 to 1; the first factor changes fastest, as in textbooks."""
    from pyDOE3 import fullfact

    steps = np.linspace(-1.0, 1.0, levels)
    return np.asarray(steps[np.asarray(fullfact([levels] * factors), dtype=int)])


def composite(factors: int, centres: int = 5, rotatable: bool = True) -> Array:
    """A central composite design inside −1 to 1: corners, stars and `centres` repeats of the middle.

    A rotatable one has its stars at the ends of the range and its corners at 2^(−k/4) of it; else both stand at the ends.
    """
    from pyDOE3 import ccdesign

    shape, alpha = ("cci", "r") if rotatable else ("ccf", "o")
    found = np.asarray(ccdesign(factors, center=(0, 1), alpha=alpha, face=shape), dtype=float)
    apart = found[np.abs(found).sum(axis=1) > 0]
    return np.vstack([apart, np.zeros((centres, factors))])


def box_behnken(factors: int, centres: int = 3) -> Array:
    """Middles of the edges of the cube and `centres` repeats of its middle: no run at a corner."""
    from pyDOE3 import bbdesign

    return np.asarray(bbdesign(factors, center=centres), dtype=float)


def latin_hypercube(factors: Sequence[Factor], runs: int, seed: int) -> Array:
    """Each factor has one run in each of `runs` equal parts of its range."""
    return np.column_stack([2.0 * hypercube(factor.path, runs, seed) - 1.0 for factor in factors])


def simplex_lattice(components: int, degree: int) -> Array:
    """Mixtures whose shares are multiples of 1/degree and add up to 1."""
    rows = [row for row in itertools.product(range(degree, -1, -1), repeat=components) if sum(row) == degree]
    return np.array(rows, dtype=float) / degree


def _coded(kind: str, factors: Sequence[Factor], levels: int, centres: int, runs: int, rotatable: bool, seed: int) -> Array:
    count = len(factors)
    if kind == "factorial":
        _fits(levels**count)
        return factorial(count, levels)
    if kind == "ccd":
        _at_least(kind, count, 2)
        _fits(2**count + 2 * count + centres)
        return composite(count, centres, rotatable)
    if kind == "box-behnken":
        _at_least(kind, count, 3)
        _fits(2 * count * (count - 1) + centres)
        return box_behnken(count, centres)
    if kind == "lhs":
        _fits(runs)
        return latin_hypercube(factors, runs, seed)
    _at_least(kind, count, 2)
    _fits(math.comb(count + levels - 1, levels))
    return simplex_lattice(count, levels)


def _at_least(kind: str, count: int, least: int) -> None:
    if count < least:
        raise UsageError(f"The design {kind} needs {least} inputs or more, not {count}.")


def _fits(runs: int) -> None:
    if not 1 <= runs <= MOST_RUNS:
        raise UsageError(f"{runs} runs are not a plan to make: 1 to {MOST_RUNS} are.")


def run_sheet(
    kind: str,
    factors: Sequence[Factor],
    *,
    levels: int = 2,
    centres: int | None = None,
    runs: int = 20,
    rotatable: bool = True,
    seed: int = 0,
    in_order: bool = False,
) -> RunSheet:
    """The plan of a kind; the order is drawn with the seed unless `in_order`.

    A mixture's shares are of what the lower ends leave free: every factor is its lower end plus its share of its range.
    """
    if kind not in KINDS:
        raise UsageError(f"There is no design '{kind}'. There are: {', '.join(KINDS)}.")
    if not factors:
        raise UsageError("Say what is varied: --vary PATH=LOW:HIGH.")
    if len({factor.path for factor in factors}) < len(factors):
        raise UsageError("An input is varied twice.")
    if levels < 2:
        raise UsageError(f"{levels} levels are too few: 2 or more make a difference.")
    repeats = (5 if kind == "ccd" else 3) if centres is None else centres
    if not 0 <= repeats <= MOST_RUNS:
        raise UsageError(f"{repeats} repeats of the middle are not possible: 0 or more are.")
    coded = _coded(kind, factors, levels, repeats, runs, rotatable, seed)
    order = np.arange(len(coded)) if in_order else np.random.default_rng(seed).permutation(len(coded))
    coded = coded[order]
    shares = coded if kind == "mixture" else 0.5 * (coded + 1.0)
    magnitudes = np.column_stack([factor.at(shares[:, column]) for column, factor in enumerate(factors)])
    return RunSheet(factors=tuple(factors), standard=order + 1, coded=coded, magnitudes=magnitudes)
