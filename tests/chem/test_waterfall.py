"""Where the payload of a dose is: all places together hold the dose, and the parts are those of the closed forms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem.circulation import encapsulated_on_arrival
from formulator.chem.delivery import encapsulated_dose_fraction, internalised_dose_fraction, tumour_dose_fraction
from formulator.chem.waterfall import PLACES, payload_share, payload_shares

HOUR = 3600.0
CASE: dict[str, float] = {
    "transfer": 3.6e-3 / HOUR, "washout": 0.035 / HOUR, "unbound_fraction": 0.3, "k_internalisation": 1e-4,
    "elimination_rate": 2.2e-5, "plasma_volume": 1.062e-6, "tumour_volume": 0.366e-6,
}  # fmt: skip
NONE = {"release_rate_blood": 0.0, "release_rate_tumour": 0.0, "release_rate_cell": 0.0}
SOME = {"release_rate_blood": 2e-5, "release_rate_tumour": 5e-6, "release_rate_cell": 4e-5}
RATE = st.floats(0.0, 1e-2)


@given(RATE, RATE, st.floats(0.0, 1.0), RATE, st.floats(1e-6, 1e-3), RATE, RATE, RATE, st.floats(60.0, 6e5))
def test_the_shares_add_up_to_the_whole_dose(
    transfer: float, washout: float, free: float, k_int: float, elimination: float, blood: float, tumour: float, cell: float, time: float
) -> None:
    shares = payload_shares(
        np.array([time]), transfer=transfer, washout=washout, unbound_fraction=free, k_internalisation=k_int,
        elimination_rate=elimination, plasma_volume=1e-6, tumour_volume=4e-7, release_rate_blood=blood, release_rate_tumour=tumour,
        release_rate_cell=cell,
    )  # fmt: skip
    assert set(shares) == set(PLACES)
    assert all(0.0 <= share[0] <= 1.0 for share in shares.values())
    assert sum(float(share[0]) for share in shares.values()) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("time", [60.0, HOUR, 24.0 * HOUR, 168.0 * HOUR])
def test_the_parts_are_those_of_the_closed_forms(time: float) -> None:
    def share(place: str, rates: dict[str, float]) -> float:
        return float(payload_share(place=place, time=time, **CASE, **rates))

    assert share("cells", NONE) == pytest.approx(internalised_dose_fraction(**CASE, time=time), rel=1e-9)
    assert share("cells", NONE) + share("tumour", NONE) == pytest.approx(tumour_dose_fraction(**CASE, time=time), rel=1e-9)
    assert share("cells", SOME) + share("tumour", SOME) == pytest.approx(encapsulated_dose_fraction(**CASE, time=time, **SOME), rel=1e-9)


def test_long_after_injection_release_and_elimination_have_shared_the_dose() -> None:
    late = {place: float(payload_share(place=place, time=1e7, **CASE, **SOME)) for place in PLACES}
    assert late["blood"] == pytest.approx(0.0, abs=1e-12)
    kept = encapsulated_on_arrival(elimination_rate=CASE["elimination_rate"], release_rate=SOME["release_rate_blood"])
    assert 1.0 - late["released_in_blood"] == pytest.approx(kept, rel=1e-9)
    assert late["released_in_cells"] > 10.0 * late["cells"]


def test_a_tumour_that_takes_more_than_is_eliminated_leaves_nothing_for_elsewhere() -> None:
    greedy = {**CASE, "transfer": 1e-3}
    assert payload_share(place="elsewhere", time=24 * HOUR, **greedy, **NONE) == 0.0
    total = sum(float(payload_share(place=place, time=24 * HOUR, **greedy, **SOME)) for place in PLACES)
    assert total == pytest.approx(1.0, abs=1e-9)


def test_times_and_rates_may_be_arrays_together() -> None:
    times, rates = np.array([1.0, 24.0, 72.0]) * HOUR, np.array([1e-6, 1e-5, 1e-4])
    with np.errstate(all="raise"):
        paired: Any = payload_share(place="released_in_blood", time=times, **CASE, **{**SOME, "release_rate_blood": rates})
        grid = payload_shares(times, **CASE, **{**SOME, "release_rate_blood": rates})["released_in_blood"]
    assert grid.shape == (3, 3)
    np.testing.assert_allclose(paired, np.diagonal(grid), rtol=1e-9)


def test_faster_release_in_blood_leaves_less_to_arrive() -> None:
    rates = np.logspace(-7, -3, 30)
    found = payload_share(place="cells", time=24 * HOUR, **CASE, **{**NONE, "release_rate_blood": rates})
    assert (np.diff(found) < 0.0).all()
