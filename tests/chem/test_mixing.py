"""Rapid mixing: solvent behind mixer and quench, the power of jets and the time to mix."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import mixing


@given(ratio=st.floats(0.01, 100), quench=st.floats(0, 50))
def test_share_and_ratio_go_there_and_back(ratio: float, quench: float) -> None:
    share = mixing.organic_share_of_streams(flow_rate_ratio=ratio, quench_ratio=quench)
    assert mixing.flow_ratio_of_share(organic_share=share, quench_ratio=quench) == pytest.approx(ratio, rel=1e-9)


@given(organic=st.floats(0.1, 10), aqueous=st.floats(0.1, 100), quench=st.floats(0, 500))
def test_the_solvent_is_what_is_poured_over_all_that_is_poured(organic: float, aqueous: float, quench: float) -> None:
    together = organic + aqueous
    share = mixing.organic_share_of_streams(flow_rate_ratio=aqueous / organic, quench_ratio=quench / together)
    assert share == pytest.approx(organic / (together + quench), rel=1e-12)


def test_power_is_half_the_mass_flow_times_the_square_of_the_velocity() -> None:
    flow, bore, density = 1e-6, 0.5e-3, 997.0
    velocity = flow / (math.pi * bore**2 / 4)
    power = mixing.jet_power(flow_rate=flow, inlets=1.0, jet_diameter=bore, density=density)
    assert power == pytest.approx(0.5 * density * flow * velocity**2, rel=1e-12)
    shared = mixing.jet_power(flow_rate=2 * flow, inlets=2.0, jet_diameter=bore, density=density)
    assert shared == pytest.approx(2 * power, rel=1e-12)


def test_time_falls_with_the_flow_to_the_power_of_minus_three_halves() -> None:
    """Johnson and Prud'homme 2003 found this for confined impinging jets."""
    slow, fast = (
        mixing.engulfment_time(
            viscosity=1e-3,
            chamber_volume=15e-9,
            power=mixing.jet_power(flow_rate=flow, inlets=1.0, jet_diameter=5e-4, density=1000.0),
        )
        for flow in (1e-6, 4e-6)
    )
    assert slow / fast == pytest.approx(4**1.5, rel=1e-12)
