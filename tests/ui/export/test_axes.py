"""Ticks and scales."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.explore.figure import Axis
from formulator.ui.export import axes


def test_decades_are_powers_of_ten() -> None:
    labelled, _ = axes.ticks(1e-4, 1.0, True)
    assert [text for _, text in labelled] == ["10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰"]


def test_a_short_logarithmic_axis_has_ticks_at_1_2_5() -> None:
    labelled, minors = axes.ticks(20.0, 500.0, True)
    assert [text for _, text in labelled] == ["20", "50", "100", "200", "500"]
    assert 30.0 in minors


def test_hours_fall_on_half_days() -> None:
    labelled, _ = axes.ticks(0.0, 48.0, False, "h")
    assert [value for value, _ in labelled] == [0, 12, 24, 36, 48]


@given(low=st.floats(-1e9, 1e9), span=st.floats(1e-6, 1e9))
def test_linear_ticks_are_few_and_inside(low: float, span: float) -> None:
    high = low + span
    if not high > low or span < abs(low) * 1e-9:
        return
    labelled, _ = axes.ticks(low, high, False)
    assert 1 <= len(labelled) <= 5
    assert all(low - span * 1e-6 <= value <= high + span * 1e-6 for value, _ in labelled)


@given(low=st.floats(-12, 8), decades=st.floats(0.3, 14))
def test_logarithmic_ticks_are_few_and_inside(low: float, decades: float) -> None:
    labelled, minors = axes.ticks(10**low, 10 ** (low + decades), True)
    assert len(labelled) <= 5
    for value in (*(value for value, _ in labelled), *minors):
        assert low - 1e-6 <= math.log10(value) <= low + decades + 1e-6


@given(value=st.floats(1e-3, 1e7), log=st.booleans())
def test_pixels_lead_back_to_the_value(value: float, log: bool) -> None:
    scale = axes.scale(Axis(label="a", unit="", low=1e-3, high=1e7, log=log), 56.0, 544.0)
    assert scale.value(float(scale.px(value))) == pytest.approx(value, rel=1e-6, abs=1e-6)


def test_zero_on_a_logarithmic_axis_is_far_outside_and_not_an_error() -> None:
    scale = axes.scale(Axis(label="a", unit="", low=1.0, high=100.0, log=True), 300.0, 10.0)
    with np.errstate(all="raise"):
        places = scale.px(np.array([0.0, -1.0, 1.0, np.nan]))
    assert places[0] > 1e4
    assert places[1] > 1e4
    assert places[2] == 300.0
    assert math.isnan(places[3])


def test_an_axis_without_extent_is_opened() -> None:
    assert math.isfinite(float(axes.scale(Axis(label="a", unit="", low=3, high=3), 0, 100).px(3.0)))
