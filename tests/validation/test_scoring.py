"""Scores against closed forms, and coverage of forecasts that are right by construction."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.uncertainty import hypercube, scores
from formulator.validation.scoring import crps, ends, fold, interval_score, on_scale, score, weighted_mean, weighted_median, weights

Z = 1.6448536269514722


@pytest.mark.parametrize("measured", [-1.5, 0.0, 0.3, 2.5])
def test_crps_of_a_normal_law_is_its_closed_form(measured: float) -> None:
    """sd·(z(2Φ(z) − 1) + 2φ(z) − 1/√π), Gneiting & Raftery 2007, equation 21, doi 10.1198/016214506000001437."""
    z = measured / 0.5
    density, below = math.exp(-z * z / 2) / math.sqrt(2 * math.pi), 0.5 * (1 + math.erf(z / math.sqrt(2)))
    expected = 0.5 * (z * (2 * below - 1) + 2 * density - 1 / math.sqrt(math.pi))
    assert crps(0.5 * scores("crps", 4096, 0), measured) == pytest.approx(expected, rel=2e-3)


def test_crps_of_a_forecast_without_spread_is_its_distance() -> None:
    assert crps(np.full(64, 3.0), 5.0) == pytest.approx(2.0)


@pytest.mark.parametrize(("measured", "expected"), [(0.5, 1.0), (0.0, 1.0), (1.2, 1.0 + 20 * 0.2), (-0.1, 1.0 + 20 * 0.1)])
def test_a_missed_value_costs_twenty_times_its_distance(measured: float, expected: float) -> None:
    """2/alpha with alpha = 0.10, Gneiting & Raftery 2007, equation 43."""
    assert interval_score(0.0, 1.0, measured) == pytest.approx(expected)


def test_a_wider_interval_buys_coverage_and_pays_in_score() -> None:
    narrow, wide = scores("a", 2048, 0), 3.0 * scores("a", 2048, 0)
    assert score(wide, 1.0).interval_score > score(narrow, 1.0).interval_score
    assert score(wide, 3.0).covered and not score(narrow, 3.0).covered


def test_intervals_of_a_right_forecast_cover_ninety_percent() -> None:
    """Simulated truths from the laws that were drawn: 90 ± 1 % of 8,192 truths, for three shapes of law."""
    truth = scores("truth", 8192, 7)
    for shape in (lambda z: z, np.exp, lambda z: 1 / (1 + np.exp(-z))):
        low, high = ends(shape(scores("forecast", 4096, 1)))
        assert np.mean((shape(truth) >= low) & (shape(truth) <= high)) == pytest.approx(0.90, abs=0.01)


def test_places_of_a_right_forecast_are_flat() -> None:
    draws = scores("forecast", 4096, 1)
    found = [score(draws, float(value)).place for value in scores("truth", 512, 7)]
    counts, _ = np.histogram(found, bins=8, range=(0, 1))
    assert counts.min() >= 60 and counts.max() <= 68


@pytest.mark.parametrize(
    ("path", "shown", "expected"),
    [
        ("size.hydrodynamic_diameter", 100.0, math.log(100.0)),
        ("size.pdi", 0.2, math.log(0.2)),
        ("loading.dlc@measured_ee", 8.0, math.log(8.0)),
        ("loading.ee", 75.0, math.log(3.0)),
        ("charge.zeta", -17.0, -17.0),
    ],
)
def test_each_output_is_scored_on_its_own_scale(path: str, shown: float, expected: float) -> None:
    assert float(on_scale(path, shown)) == pytest.approx(expected)


def test_a_paper_counts_once_however_many_rows_it_has() -> None:
    votes = weights(["a", "a", "a", "b"])
    assert votes == pytest.approx([1 / 6, 1 / 6, 1 / 6, 1 / 2])
    values = np.array([1.0, 1.0, 1.0, 9.0])
    assert weighted_mean(values, votes) == pytest.approx(5.0)
    assert weighted_median(values, votes) > np.median(values)


def test_the_median_of_a_law_is_found_from_its_draws() -> None:
    draws = np.exp(hypercube("m", 999, 0))
    assert weighted_median(draws, np.full(999, 1 / 999)) == pytest.approx(math.exp(0.5), rel=1e-3)


def test_a_fold_error_is_a_factor_and_zeta_has_none() -> None:
    assert fold("size.hydrodynamic_diameter", 50.0, 100.0) == pytest.approx(2.0)
    assert fold("size.hydrodynamic_diameter", 200.0, 100.0) == pytest.approx(2.0)
    assert fold("charge.zeta", -20.0, -10.0) is None
