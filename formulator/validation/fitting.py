"""Median and spread of a class of published values, one vote a paper: the one way in which class priors and baselines are made."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from formulator.validation.scoring import Array, weighted_mean, weighted_median, weights


@dataclass(frozen=True)
class Summary:
    """Median and total sd (between and within papers) of a class on its scale, and the number of papers behind them."""

    median: float
    sd: float
    papers: int
    rows: int

    def draws(self, uniform: Array) -> Array:
        """What a new paper reports: Student's t with one degree of freedom less than papers, the mean's own error included."""
        from scipy.special import stdtrit

        spread = self.sd * (1.0 + 1.0 / self.papers) ** 0.5
        return np.asarray(self.median + spread * stdtrit(self.papers - 1.0, uniform))


def summary(values: Sequence[float], papers: Sequence[Hashable]) -> Summary:
    """One vote a paper; the sd is that of a new paper: the votes' variance with one degree of freedom taken by the mean."""
    numbers, votes, count = np.asarray(values, dtype=float), weights(papers), len(set(papers))
    mean = weighted_mean(numbers, votes)
    variance = weighted_mean((numbers - mean) ** 2, votes) * count / max(count - 1, 1)
    return Summary(weighted_median(numbers, votes), float(variance**0.5), count, len(numbers))
