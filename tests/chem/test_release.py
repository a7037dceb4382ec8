"""Release laws: the table of fitted curves, limits, order, and both forms of diffusion out of a sphere."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import release

HOUR = 3600.0
TABLES = Path(__file__).parent.parent / "reference"


def _parameters(text: str) -> dict[str, float]:
    """'A=0.3 k1=1 1/h k2=0.01 1/h' -> {'A': 0.3, 'k1': 1.0, 'k2': 0.01}, in hours and percent as the table has them."""
    return {name: float(value) for name, value in re.findall(r"(\w+)=([0-9.]+)", text)}


CURVES: dict[str, Callable[[dict[str, float], float], float]] = {
    "first_order": lambda p, t: release.first_order_release(rate_constant=p["k"] / HOUR, time=t),
    "higuchi": lambda p, t: release.higuchi_release(reference_release=p["kH"] / 100, reference_time=HOUR, time=t),
    "korsmeyer_peppas": lambda p, t: release.korsmeyer_peppas_release(
        reference_release=p["k"] / 100, reference_time=HOUR, exponent=p["n"], time=t
    ),
    "weibull": lambda p, t: release.weibull_release(scale_time=p["tau"] * HOUR, shape=p["beta"], time=t),
    "biexponential": lambda p, t: release.biexponential_release(
        burst_fraction=p["A"], fast_rate=p["k1"] / HOUR, slow_rate=p["k2"] / HOUR, time=t
    ),
}


def test_the_release_curves_reproduce_their_table() -> None:
    with (TABLES / "release_models.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["model"] for row in rows} == set(CURVES)
    for row in rows:
        got = CURVES[row["model"]](_parameters(row["parameters"]), float(row["time_h"]) * HOUR)
        assert 100 * got == pytest.approx(float(row["released_percent"]), rel=1e-6), row


@given(time=st.floats(0, 1e7), factor=st.floats(1, 10))
def test_release_never_goes_back_and_never_passes_one(time: float, factor: float) -> None:
    for name, curve in CURVES.items():
        parameters = {"k": 12.0, "kH": 8.0, "n": 0.43, "tau": 20.0, "beta": 0.7, "A": 0.3, "k1": 1.0, "k2": 0.01}
        before, after = curve(parameters, time), curve(parameters, time * factor)
        assert 0.0 <= before <= after <= 1.0, name


def test_nothing_is_released_at_time_zero() -> None:
    parameters = {"k": 12.0, "kH": 8.0, "n": 0.43, "tau": 20.0, "beta": 0.7, "A": 0.3, "k1": 1.0, "k2": 0.01}
    assert all(curve(parameters, 0.0) == 0.0 for curve in CURVES.values())
    assert release.crank_released_fraction(fourier_number=0.0) == 0.0


def _fourier_series(fourier: float) -> float:
    """Crank's series summed to convergence, without the series of images."""
    terms = (math.exp(-((n * math.pi) ** 2) * fourier) / n**2 for n in range(1, 4000))
    return 1.0 - 6.0 / math.pi**2 * math.fsum(terms)


@pytest.mark.parametrize("fourier", [1e-4, 1e-3, 0.01, 0.04, 0.0499999, 0.05, 0.0500001, 0.1, 0.5, 2.0])
def test_both_series_of_the_sphere_agree(fourier: float) -> None:
    assert release.crank_released_fraction(fourier_number=fourier) == pytest.approx(_fourier_series(fourier), abs=1e-10)


def test_diffusion_out_of_a_sphere_is_smooth_from_start_to_end() -> None:
    fourier = np.concatenate([[0.0], np.geomspace(1e-12, 1e6, 4000)])
    with np.errstate(all="raise"):
        released = release.crank_released_fraction(fourier_number=fourier)
    assert released[0] == 0.0 and released[-1] == 1.0
    assert np.all(np.diff(released) >= -1e-15)
    scalars = [release.crank_released_fraction(fourier_number=float(value)) for value in fourier[::100]]
    np.testing.assert_allclose(released[::100], scalars, rtol=1e-9, atol=1e-15)


def test_the_short_time_form_holds_to_77_percent_and_turns_round_later() -> None:
    exact = release.crank_released_fraction(fourier_number=0.1)
    assert release.short_time_release(fourier_number=0.1) == pytest.approx(exact, abs=1e-5)
    assert release.short_time_release(fourier_number=1.0) < release.short_time_release(fourier_number=0.3)


@given(radius=st.floats(5e-9, 1e-6), diffusivity=st.floats(1e-22, 1e-16))
def test_half_is_out_at_the_half_time(radius: float, diffusivity: float) -> None:
    time = release.crank_half_time(radius=radius, diffusivity=diffusivity)
    fourier = release.fourier_number(diffusivity=diffusivity, time=time, radius=radius)
    assert release.crank_released_fraction(fourier_number=fourier) == pytest.approx(0.5, abs=1e-12)


def test_half_time_of_a_50_nm_core_is_2_1_hours() -> None:
    """R = 50 nm, D = 1e-20 m²/s: D t/R² = 0.0305, 2.1 h."""
    assert release.crank_half_time(radius=50e-9, diffusivity=1e-20) / HOUR == pytest.approx(2.12, abs=0.01)


@given(scale=st.floats(60, 1e6), shape=st.floats(0.3, 1.5))
def test_weibull_half_time_is_where_half_is_out(scale: float, shape: float) -> None:
    half = release.weibull_half_time(scale_time=scale, shape=shape)
    assert release.weibull_release(scale_time=scale, shape=shape, time=half) == pytest.approx(0.5, abs=1e-12)


def test_weibull_of_shape_one_and_a_biexponential_without_burst_are_first_order() -> None:
    expected = release.first_order_release(rate_constant=1e-5, time=5e4)
    assert release.weibull_release(scale_time=1e5, shape=1.0, time=5e4) == pytest.approx(expected, rel=1e-12)
    assert release.biexponential_release(burst_fraction=0.0, fast_rate=1.0, slow_rate=1e-5, time=5e4) == pytest.approx(expected, rel=1e-12)


def test_power_laws_stop_at_everything() -> None:
    assert release.higuchi_release(reference_release=0.5, reference_time=1.0, time=100.0) == 1.0
    late = release.korsmeyer_peppas_release(reference_release=0.5, reference_time=1.0, exponent=0.85, time=np.array([1.0, 100.0]))
    assert late.tolist() == [0.5, 1.0]


@pytest.mark.parametrize("rate", [1e-9, 1e-5, 1.0])
def test_after_its_half_time_half_is_released(rate: float) -> None:
    time = release.first_order_half_time(rate_constant=rate)
    assert release.first_order_release(rate_constant=rate, time=time) == pytest.approx(0.5, rel=1e-12)


def test_without_release_half_is_never_released() -> None:
    assert release.first_order_half_time(rate_constant=0.0) == math.inf
    found = release.first_order_half_time(rate_constant=np.array([0.0, math.log(2.0)]))
    assert list(found) == [math.inf, 1.0]
