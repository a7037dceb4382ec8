"""Log-normal moments against numerical integration, which knows nothing of the closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formulator.chem import distribution

Z, PDI = st.floats(1e-8, 1e-6), st.floats(1e-4, 0.5)


def _integrated(z_average: float, pdi: float) -> dict[str, float]:
    """Moments of the distribution by the trapezoid rule on ln d, normalised so that the cumulants give Z and PDI."""
    sigma = math.sqrt(math.log1p(pdi))
    grid = np.linspace(-12 * sigma, (12 + 7 * sigma) * sigma, 6001)
    number = np.exp(-0.5 * (grid / sigma) ** 2)
    diameter = np.exp(grid)

    def mean(power: float) -> float:
        return float(np.sum(number * diameter**power) / np.sum(number))

    scale = z_average / (mean(6) / mean(5))
    return {
        "number_mean": scale * mean(1),
        "volume_mean": scale * mean(4) / mean(3),
        "intensity_mean": scale * mean(7) / mean(6),
        "mean_volume": scale * mean(3) ** (1 / 3),
        "number_median": scale,
        "pdi": mean(4) * mean(6) / mean(5) ** 2 - 1.0,
    }


@settings(max_examples=30)
@given(z_average=Z, pdi=PDI)
def test_every_mean_equals_its_integral(z_average: float, pdi: float) -> None:
    expected = _integrated(z_average, pdi)
    case = {"z_average": z_average, "pdi": pdi}
    assert distribution.number_median_diameter(**case) == pytest.approx(expected["number_median"], rel=1e-6)
    assert distribution.number_mean_diameter(**case) == pytest.approx(expected["number_mean"], rel=1e-6)
    assert distribution.volume_mean_diameter(**case) == pytest.approx(expected["volume_mean"], rel=1e-6)
    assert distribution.mean_volume_diameter(**case) == pytest.approx(expected["mean_volume"], rel=1e-6)
    assert distribution.intensity_mean_diameter(**case) == pytest.approx(expected["intensity_mean"], rel=1e-6)
    assert pdi == pytest.approx(expected["pdi"], rel=1e-5)


@given(pdi=st.floats(1e-6, 2))
def test_sigma_and_pdi_go_there_and_back(pdi: float) -> None:
    sigma = distribution.lognormal_sigma(pdi=pdi)
    assert distribution.lognormal_pdi(sigma=sigma) == pytest.approx(pdi, rel=1e-9)


@given(z_average=Z, pdi=PDI)
def test_z_average_and_number_median_go_there_and_back(z_average: float, pdi: float) -> None:
    median = distribution.number_median_diameter(z_average=z_average, pdi=pdi)
    sigma = distribution.lognormal_sigma(pdi=pdi)
    assert distribution.rayleigh_z_average(number_median=median, sigma=sigma) == pytest.approx(z_average, rel=1e-12)


@given(z_average=Z, pdi=PDI)
def test_sizes_stand_in_the_order_of_their_weights(z_average: float, pdi: float) -> None:
    case = {"z_average": z_average, "pdi": pdi}
    sizes = [
        distribution.number_median_diameter(**case),
        distribution.number_mean_diameter(**case),
        distribution.mean_volume_diameter(**case),
        distribution.volume_median_diameter(**case),
        distribution.volume_mean_diameter(**case),
        z_average,
        distribution.intensity_median_diameter(**case),
        distribution.intensity_mean_diameter(**case),
    ]
    assert sizes == sorted(sizes)


def test_a_sample_of_one_size_has_one_size() -> None:
    case = {"z_average": 1e-7, "pdi": 0.0}
    assert distribution.number_median_diameter(**case) == 1e-7
    assert distribution.intensity_mean_diameter(**case) == 1e-7
    assert distribution.volume_quantile_diameter(fraction=0.9, **case) == 1e-7


def test_the_number_median_is_0_59_of_z_at_pdi_0_1_and_0_37_at_0_2() -> None:
    assert distribution.number_median_diameter(z_average=1.0, pdi=0.1) == pytest.approx(0.592, abs=5e-4)
    assert distribution.number_median_diameter(z_average=1.0, pdi=0.2) == pytest.approx(0.367, abs=5e-4)


def test_half_of_the_volume_lies_below_the_volume_median() -> None:
    case = {"z_average": 1.2e-7, "pdi": 0.15}
    median = distribution.volume_median_diameter(**case)
    assert distribution.volume_quantile_diameter(fraction=0.5, **case) == pytest.approx(median, rel=1e-12)
    tenth, ninetieth = distribution.volume_quantile_diameter(fraction=np.array([0.1, 0.9]), **case)
    assert median**2 == pytest.approx(tenth * ninetieth, rel=1e-12)


@pytest.mark.parametrize(("weighting", "power"), [("number", 0), ("volume", 3), ("intensity", 6)])
def test_densities_hold_the_whole_sample_and_have_their_own_median(weighting: str, power: int) -> None:
    median, sigma = 8e-8, 0.3
    grid = np.linspace(math.log(median) - 4.0, math.log(median) + 6.0, 4001)
    with np.errstate(all="raise"):
        density = distribution.size_density(diameter=np.exp(grid), number_median=median, sigma=sigma, weighting=weighting)
    assert np.trapezoid(density, grid) == pytest.approx(1.0, rel=1e-6)
    below = np.trapezoid(density[grid <= math.log(median) + power * sigma**2 + 1e-9], dx=grid[1] - grid[0])
    assert below == pytest.approx(0.5, abs=3e-3)
