"""A report in numbers: what machines read, in the shape that is promised."""

from __future__ import annotations

import json

import pytest

from formulator.validation import AFTER_EE, PATHS, as_data
from formulator.validation.statistics import by_class, numbers, places

from .cases import report

PROMISED = {
    "n",
    "coverage",
    "median_fold_error",
    "mean_abs_error",
    "interval_width",
    "interval_score",
    "crps",
    "baseline_interval_score",
    "baseline_crps",
    "baseline_coverage",
}


def test_every_output_carries_what_was_promised() -> None:
    data = as_data(report())
    assert {"rows", "skipped", "outputs"} <= set(data)
    assert set(data["outputs"]) == set(PATHS)
    for path, found in data["outputs"].items():
        assert set(found) >= PROMISED, path
        assert 0.0 <= found["coverage"] <= 1.0 and found["n"] >= found["papers"] >= 1, path
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_classes_add_up_to_the_whole() -> None:
    data = as_data(report())
    for path, whole in data["outputs"].items():
        assert sum(found["n"] for found in data["by_class"][path].values()) == whole["n"], path


def test_zeta_has_an_error_in_millivolts_and_no_fold_error() -> None:
    found = as_data(report())["outputs"]["charge.zeta"]
    assert found["median_fold_error"] is None and 5 < found["mean_abs_error"] < 25


def test_size_errors_are_factors() -> None:
    found = as_data(report())["outputs"]["size.hydrodynamic_diameter"]
    assert 1.0 < found["median_fold_error"] < 1.6


def test_what_follows_from_a_measured_ee_is_the_closest_of_all_dlc() -> None:
    outputs = as_data(report())["outputs"]
    assert outputs[AFTER_EE]["crps"] < outputs["loading.dlc"]["crps"]


def test_a_paper_of_many_rows_does_not_decide_the_coverage() -> None:
    found = [entry for entry in report().comparisons if entry.path == "size.pdi"]
    many = [*found, *[entry for entry in found if entry.row["paper_id"] == "Ashour2019"] * 20]
    assert numbers(many)["coverage"] == pytest.approx(numbers(found)["coverage"])
    assert numbers(many)["crps"] == pytest.approx(numbers(found)["crps"])


@pytest.mark.parametrize("path", ["size.hydrodynamic_diameter", "size.pdi", "charge.zeta", "loading.ee"])
def test_measured_values_fall_evenly_into_their_forecasts(path: str) -> None:
    """The PIT histogram in halves and tails: neither half holds over 70 % of the votes, neither outer tenth over 22 %."""
    shares = places([entry for entry in report().comparisons if entry.path == path])
    assert sum(shares) == pytest.approx(1.0)
    assert 0.3 <= sum(shares[:5]) <= 0.7
    assert max(shares[0], shares[-1]) <= 0.22


def test_the_largest_class_comes_first() -> None:
    classes = list(by_class(report().comparisons))
    assert classes[0] == "solid NP"
