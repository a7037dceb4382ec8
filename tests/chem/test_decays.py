"""Divided differences of e^−x: symmetric, exact where rates meet, and areas of one another."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem.decays import pulse, pulse_area, pulse_area_twice, pulse_of_three

RATES = st.floats(0.0, 200.0)


@given(RATES, RATES)
def test_the_order_of_the_rates_does_not_matter(first: float, second: float) -> None:
    for form in (pulse, pulse_area, pulse_area_twice):
        assert form(first, second) == form(second, first)


@given(RATES, RATES, RATES)
def test_three_rates_in_any_order(first: float, second: float, third: float) -> None:
    assert pulse_of_three(first, second, third) == pytest.approx(pulse_of_three(third, first, second), rel=1e-12, abs=1e-290)


@given(st.floats(1e-3, 100.0), st.floats(1e-3, 100.0))
def test_the_quotients_as_printed(first: float, second: float) -> None:
    """Where the rates lie apart the textbook form is accurate enough to compare with."""
    if abs(first - second) < 0.3 * max(first, second):
        return
    assert pulse(first, second) == pytest.approx((math.exp(-first) - math.exp(-second)) / (second - first), rel=1e-9, abs=1e-18)
    area = ((1.0 - math.exp(-first)) / first - (1.0 - math.exp(-second)) / second) / (second - first)
    assert pulse_area(first, second) == pytest.approx(area, rel=1e-6)


def test_equal_and_vanishing_rates_have_their_limits() -> None:
    assert pulse(0.0, 0.0) == 1.0
    assert pulse(2.0, 2.0) == pytest.approx(math.exp(-2.0), rel=1e-15)
    assert pulse_area(0.0, 0.0) == pytest.approx(1.0 / 2.0, rel=1e-15)
    assert pulse_area_twice(0.0, 0.0) == pytest.approx(1.0 / 6.0, rel=1e-15)
    assert pulse_of_three(0.0, 0.0, 0.0) == pytest.approx(1.0 / 2.0, rel=1e-15)
    assert pulse_area(3.0, 3.0) == pytest.approx((1.0 - 4.0 * math.exp(-3.0)) / 9.0, rel=1e-14)


@pytest.mark.parametrize("second", [0.49999, 0.5, 0.50001])
def test_series_and_direct_form_meet(second: float) -> None:
    near = [form(0.3, second) for form in (pulse_area, pulse_area_twice)]
    exact = [
        ((1 - math.exp(-0.3)) / 0.3 - (1 - math.exp(-second)) / second) / (second - 0.3),
        near[1],
    ]
    assert near[0] == pytest.approx(exact[0], rel=1e-13)
    times = np.linspace(0.0, 1.0, 4001)
    area = np.array([t * t * pulse_area(0.3 * t, second * t) for t in times])
    assert near[1] == pytest.approx(float(np.sum(0.5 * (area[1:] + area[:-1]) * np.diff(times))), rel=1e-6)


def test_arrays_neither_overflow_nor_warn() -> None:
    rates = np.array([0.0, 1e-300, 1e-30, 1e-8, 0.3, 0.5, 1.0, 700.0, 800.0, 1e9])
    first, second = rates[:, None], rates[None, :]
    with np.errstate(all="raise"):
        for form in (pulse, pulse_area, pulse_area_twice):
            found = form(first, second)
            assert np.isfinite(found).all() and (found >= 0.0).all()
            for row, one in enumerate(rates):
                for column, other in enumerate(rates):
                    assert found[row, column] == pytest.approx(form(float(one), float(other)), rel=1e-12, abs=1e-300)
