"""How good an interval is: coverage, width, interval score and CRPS, on the scale on which an output's error is symmetric.

Coverage alone can be bought with width; the interval score and the CRPS charge for it
(Gneiting & Raftery 2007, doi 10.1198/016214506000001437).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formulator.prediction import LEVEL, OUTPUT_BY_PATH

Array = npt.NDArray[np.float64]


def _logit_of_percent(percent: Array) -> Array:
    share = np.clip(np.asarray(percent, dtype=float) / 100.0, 1e-12, 1.0 - 1e-12)
    return np.asarray(np.log(share) - np.log1p(-share))


_SCALES: Mapping[str, Callable[[Array], Array]] = {
    "linear": lambda shown: np.asarray(shown, dtype=float),
    "ln": lambda shown: np.log(np.maximum(np.asarray(shown, dtype=float), 1e-300)),
    "logit": _logit_of_percent,
}


def output_of(path: str) -> str:
    """The output behind a scored path: `loading.dlc@measured_ee` is `loading.dlc`."""
    return path.partition("@")[0]


def on_scale(path: str, shown: Array | float) -> Array:
    """Values in the unit of an output, moved to the scale of its errors: ln for size, PDI and DLC, logit for EE, mV for zeta."""
    return _SCALES[OUTPUT_BY_PATH[output_of(path)].scale](np.asarray(shown, dtype=float))


def crps(draws: Array, measured: float) -> float:
    """Continuous ranked probability score of draws against one measured value; lower is better, in the unit of the scale.

    E|X - y| - E|X - X'| / 2, the second term from the sorted draws.
    """
    ordered = np.sort(draws)
    count = ordered.size
    ranks = 2.0 * np.arange(1, count + 1) - count - 1.0
    return float(np.mean(np.abs(ordered - measured)) - np.dot(ranks, ordered) / count**2)


def interval_score(low: float, high: float, measured: float) -> float:
    """Width of a central interval, plus 2/(1 - level) times the distance by which the measured value misses it."""
    missed = max(low - measured, measured - high, 0.0)
    return high - low + 2.0 / (1.0 - LEVEL) * missed


def ends(draws: Array) -> tuple[float, float]:
    """The central 90 % of draws."""
    low, high = np.quantile(draws, ((1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0))
    return float(low), float(high)


@dataclass(frozen=True, kw_only=True)
class Score:
    """One forecast against one measured value, on the scale of the output. `place` is the share of draws below the measured value."""

    low: float
    high: float
    covered: bool
    interval_score: float
    crps: float
    place: float


def score(draws: Array, measured: float) -> Score:
    """Scores of draws against a measured value, both on the scale of the output."""
    low, high = ends(draws)
    return Score(
        low=low,
        high=high,
        covered=low <= measured <= high,
        interval_score=interval_score(low, high, measured),
        crps=crps(draws, measured),
        place=float(np.mean(draws < measured)),
    )


def weights(papers: Sequence[Hashable]) -> Array:
    """One vote a paper, shared by its rows; the votes add up to one."""
    counts: dict[Hashable, int] = {}
    for paper in papers:
        counts[paper] = counts.get(paper, 0) + 1
    return np.array([1.0 / (counts[paper] * len(counts)) for paper in papers])


def weighted_mean(values: Iterable[float], votes: Array) -> float:
    """Mean of values with their votes."""
    return float(np.dot(np.fromiter(values, dtype=float), votes))


def weighted_median(values: Array, votes: Array) -> float:
    """The value with half of the votes on either side, between rows where it falls between two."""
    order = np.argsort(values)
    middle = np.cumsum(votes[order]) - votes[order] / 2.0
    return float(np.interp(0.5, middle / votes.sum(), values[order]))


def fold(path: str, predicted: float, measured: float) -> float | None:
    """How many times too large or too small, at least 1; None where a ratio has no meaning."""
    if OUTPUT_BY_PATH[output_of(path)].scale == "linear" or predicted <= 0.0 or measured <= 0.0:
        return None
    return math.exp(abs(math.log(predicted / measured)))
