"""The engine's answers as draws: reasons instead of guesses, and what published DLC adds."""

from __future__ import annotations

import numpy as np
import pytest

from formulator.evaluation import prepared
from formulator.validation.designs import design_of
from formulator.validation.forecast import Forecast, forecasts, other_definitions

from .cases import known, row


def asked(*paths: str, **changes: str) -> dict[str, Forecast]:
    design, materials = design_of(row(**changes), known())
    return forecasts(prepared(design, materials), paths, 1024, 0)


def test_an_answer_that_cannot_be_given_has_a_reason_and_no_draws() -> None:
    found = asked("loading.dlc", "loading.ee", payload="none", payload_type="")
    assert (found["loading.dlc"].draws, found["loading.dlc"].reason) == (None, "No payload is chosen.")
    assert found["loading.ee"].reason == "No payload is chosen."


def test_points_lie_among_their_draws_and_units_are_those_of_the_output() -> None:
    found = asked("size.hydrodynamic_diameter", "charge.zeta", "loading.dlc", drug_polymer_feed_w_w="0.1")
    for path, (low, high) in {"size.hydrodynamic_diameter": (100, 300), "charge.zeta": (-40, 0), "loading.dlc": (3, 10)}.items():
        draws = found[path].draws
        assert draws is not None and low < found[path].point < high
        assert np.quantile(draws, 0.25) < found[path].point < np.quantile(draws, 0.75)


def test_seven_papers_in_ten_agree_with_their_own_feed_and_ee() -> None:
    """Within 10 %: 71 % of 35 papers of PLGA nanoprecipitation; the rest scatter by 0.9 in ln (most likely values, a paper one vote)."""
    drawn = other_definitions(8192, 0)
    assert np.mean(np.abs(drawn) < np.log(1.1)) == pytest.approx(0.71, abs=0.05)
    assert np.median(drawn) == pytest.approx(0.0, abs=0.005)
    assert np.quantile(drawn, 0.95) == pytest.approx(0.87, abs=0.05)


def test_dlc_of_papers_is_wider_than_ee_alone_makes_it() -> None:
    design, materials = design_of(row(drug_polymer_feed_w_w="0.1", ee_pct="60", dlc_wt_pct="5"), known())
    inputs = prepared(design, materials)
    draws = forecasts(inputs, ["loading.dlc", "loading.ee"], 2048, 0)
    dlc, ee = draws["loading.dlc"].draws, draws["loading.ee"].draws
    assert dlc is not None and ee is not None
    alone = 0.1 * ee / (100 + 0.1 * ee)
    assert np.std(np.log(dlc)) == pytest.approx(np.hypot(np.std(np.log(alone)), np.std(other_definitions(2048, 0))), rel=0.02)
