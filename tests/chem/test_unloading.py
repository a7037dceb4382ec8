"""Payload let go inside target cells: against the coupled steps, its limits, and its order."""

from __future__ import annotations

import numpy as np
import pytest

from formulator.chem import waterfall
from formulator.chem.delivery import internalised_payload_fraction
from formulator.chem.unloading import released_payload_fraction

CASE = {
    "transfer": 1e-6, "washout": 1e-5, "unbound_fraction": 0.3, "k_internalisation": 1e-4, "elimination_rate": 2e-5, "plasma_volume": 1e-6,
    "tumour_volume": 4e-7, "time": 86400.0, "release_rate_blood": 5e-6, "release_rate_tumour": 2e-5,
}  # fmt: skip


def test_it_is_what_the_coupled_steps_release_there() -> None:
    """Over wide rates, 40 cases."""
    random = np.random.default_rng(7)
    for _ in range(40):
        case = {
            "transfer": 10 ** random.uniform(-7, -4), "washout": 10 ** random.uniform(-6, -4), "unbound_fraction": random.uniform(0.01, 1),
            "k_internalisation": 10 ** random.uniform(-5, -2), "elimination_rate": 10 ** random.uniform(-5, -3), "plasma_volume": 1e-6,
            "tumour_volume": 1e-7, "release_rate_blood": 10 ** random.uniform(-7, -3), "release_rate_tumour": 10 ** random.uniform(-7, -3),
            "release_rate_cell": 10 ** random.uniform(-7, -3),
        }  # fmt: skip
        time = 10 ** random.uniform(2, 6)
        expected = float(waterfall.payload_shares(np.array([time]), **case)["released_in_cells"][0])
        assert released_payload_fraction.si(time=time, **case) == pytest.approx(expected, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("rate", [1e-12, 1e-9])
def test_slow_release_is_its_rate_times_the_area_of_what_is_inside(rate: float) -> None:
    """The first order in the rate: two areas that nearly cancel still leave digits enough."""
    steps = np.linspace(1.0, CASE["time"], 20001)
    inside = internalised_payload_fraction(**{**CASE, "time": steps})
    area = float(np.sum((inside[1:] + inside[:-1]) / 2 * np.diff(steps)))
    assert released_payload_fraction(**CASE, release_rate_cell=rate) == pytest.approx(rate * area, rel=1e-3)


def test_faster_release_in_the_cell_lets_go_of_more_and_never_of_more_than_came_in() -> None:
    rates = np.concatenate([[0.0], np.geomspace(1e-12, 1e2, 200)])
    found = released_payload_fraction(**CASE, release_rate_cell=rates)
    assert found[0] == 0.0 and np.all(np.diff(found) >= 0.0)
    assert found[-1] <= internalised_payload_fraction(**CASE) * (1 + 1e-12)
