"""What squeezing a brush costs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import brush

SEGMENTS, DENSITY = st.floats(10, 500), st.floats(1e16, 2e18)


@given(segments=SEGMENTS, density=DENSITY)
def test_compression_costs_nothing_at_full_height_and_ever_more_below(segments: float, density: float) -> None:
    case = {"segments": segments, "segment_length": 0.35e-9, "grafting_density": density}
    left = np.array([0.1, 0.3, 0.5, 0.8, 0.99, 1.0, 1.5])
    with np.errstate(all="raise"):
        energy = brush.brush_compression_energy(compression=left, **case)
    assert np.all(np.diff(energy[:6]) < 0)
    assert energy[5] == pytest.approx(0.0, abs=1e-9 * energy[0]) and energy[6] == pytest.approx(0.0, abs=1e-9 * energy[0])
    assert brush.brush_compression_energy(compression=2.0, **case) == pytest.approx(0.0, abs=1e-9 * float(energy[0]))


def test_the_compressed_brush_has_the_sum_of_both_energies() -> None:
    """N = 45, b = 0.35 nm, 0.1 chains per nm², u = 0.4: F = 0.29776 and F₀ = 0.20164 kT/nm² (table brush_compression_mwc)."""
    case = {"segments": 45.0, "segment_length": 0.35e-9, "grafting_density": 0.1e18}
    ground = brush.brush_energy(**case) * 1e-18
    assert ground == pytest.approx(0.201643974402986, rel=1e-12)
    assert ground + brush.brush_compression_energy(compression=0.4, **case) * 1e-18 == pytest.approx(0.297755558362425, rel=1e-12)


def test_a_brush_pushes_only_when_it_is_touched() -> None:
    case = {"brush_height": 10e-9, "grafting_density": 0.2e18, "temperature": 298.15}
    assert brush.brush_pressure(separation=12e-9, **case) == 0.0
    near, far = brush.brush_pressure(separation=np.array([3e-9, 8e-9]), **case)
    assert near > far > 0.0


def test_a_receptor_pays_for_the_brush_it_is_pushed_into_and_for_no_more() -> None:
    case = {"receptor_volume": 60e-27, "grafting_density": 0.25e18, "brush_height": 10e-9}
    depths = np.linspace(0.0, 12e-9, 25)
    with np.errstate(all="raise"):
        cost = brush.receptor_insertion_energy(depth=depths, **case)
    assert (np.diff(cost[depths <= 10e-9]) < 0.0).all() and (cost[depths >= 10e-9] == 0.0).all()
    assert cost[0] == pytest.approx(60.0 * 0.25**1.5)
    assert brush.receptor_insertion_energy(depth=0.0, prefactor=0.3, **case) == pytest.approx(0.3 * cost[0])
