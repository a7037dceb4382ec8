"""The input that meets a target, checked by evaluating again."""

from __future__ import annotations

import math

import pytest

from formulator import design as designs
from formulator.errors import UsageError
from formulator.evaluation import evaluate
from formulator.explore.factor import Factor, with_values
from formulator.explore.solve import OutOfReach, Solved, solve, whole_range
from formulator.units import Value

from .cases import Case, case

CASES = [
    ("crgd-polymersome-docetaxel", "payload.feed", "loading.dlc"),
    ("crgd-polymersome-docetaxel", "ligand.density", "targeting.selectivity"),
    ("crgd-polymersome-docetaxel", "ligand.tether_molar_mass", "ligand.clearance"),
    ("folate-micelle-doxorubicin", "carrier.diameter", "size.number_median"),
    ("dpgs-micelle", "medium.ionic_strength", "charge.zeta"),
    ("dpgs-micelle", "medium.ionic_strength", "charge.debye_length"),
    ("transferrin-pamam-doxorubicin", "ligand.dissociation_constant", "targeting.occupancy_target"),
    ("acupa-pla-peg-docetaxel", "target.half_life", "targeting.delivered"),
]


def answer(example: Case, factor: Factor, output: str, magnitude: float) -> float:
    value = evaluate(with_values(example.design, (factor,), (magnitude,)), example.catalogue)[output].value
    assert value is not None
    return value


@pytest.mark.parametrize(("name", "path", "output"), CASES)
def test_evaluating_again_meets_the_target(name: str, path: str, output: str) -> None:
    example = case(name)
    factor = whole_range(example.design, path)
    low, high = (answer(example, factor, output, float(factor.steps(11)[step])) for step in (3, 5))
    target = 0.4 * low + 0.6 * high
    found = solve(example.design, example.catalogue, factor, output, target)
    assert isinstance(found, Solved)
    again = evaluate(found.design, example.catalogue)[output].value
    assert again == pytest.approx(target, rel=1e-6) and again == found.got
    assert designs.get(found.design, path) == found.value
    assert factor.low <= found.value.magnitude <= factor.high


def test_a_monotone_case_equals_bisection() -> None:
    example = case("dpgs-micelle")
    factor = Factor(path="medium.ionic_strength", low=1, high=150, unit="mM", log=True)
    found = solve(example.design, example.catalogue, factor, "charge.zeta", -20.0)
    low, high = 1.0, 150.0
    for _ in range(60):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if answer(example, factor, "charge.zeta", middle) < -20.0 else (low, middle)
    assert isinstance(found, Solved)
    assert found.value.magnitude == pytest.approx(low, rel=1e-6)


def test_out_of_reach_says_what_can_be_reached() -> None:
    example = case("dpgs-micelle")
    factor = Factor(path="medium.ionic_strength", low=10, high=150, unit="mM", log=True)
    found = solve(example.design, example.catalogue, factor, "charge.zeta", -500.0)
    assert isinstance(found, OutOfReach)
    assert found.low == pytest.approx(answer(example, factor, "charge.zeta", 10.0), rel=1e-9)
    assert found.high == pytest.approx(answer(example, factor, "charge.zeta", 150.0), rel=1e-9)
    assert (found.at_low, found.at_high) == (10.0, 150.0)


def test_a_peak_inside_the_range_is_found_within_its_neighbours() -> None:
    example = case("crgd-polymersome-docetaxel")
    factor = Factor(path="ligand.density", low=0.1, high=50, unit="mol%", log=True)
    found = solve(example.design, example.catalogue, factor, "targeting.selectivity", 1e12)
    assert isinstance(found, OutOfReach) and found.high is not None
    assert factor.low < found.at_high < factor.high
    for aside in (0.97, 1.03):
        assert answer(example, factor, "targeting.selectivity", found.at_high * aside) <= found.high


def test_the_crossing_nearest_to_the_design_is_taken() -> None:
    example = case("crgd-polymersome-docetaxel")
    factor = Factor(path="ligand.density", low=0.1, high=50, unit="mol%", log=True)
    top = solve(example.design, example.catalogue, factor, "targeting.selectivity", 1e12)
    assert isinstance(top, OutOfReach) and top.high is not None
    target = 0.9 * top.high
    sides = []
    for start in (0.2, 49.0):
        moved = designs.replaced(example.design, "ligand.density", Value(start, "mol%"))
        found = solve(moved, example.catalogue, factor, "targeting.selectivity", target)
        assert isinstance(found, Solved)
        sides.append(found.value.magnitude)
    assert sides[0] < top.at_high < sides[1]


def test_an_output_without_value_gives_its_reason() -> None:
    example = case("dpgs-micelle")
    found = solve(example.design, example.catalogue, whole_range(example.design, "medium.ph"), "targeting.selectivity", 5.0)
    assert found == OutOfReach(low=None, high=None, reason="No ligand is chosen.") or (
        isinstance(found, OutOfReach) and found.reason == "No ligand is chosen."
    )


def test_a_field_without_a_usual_range_asks_for_one() -> None:
    example = case("dpgs-micelle")
    fields = [row for row in designs.FIELDS if row.is_quantity and designs.get(example.design, row.path) is None]
    for row in fields:
        if row.slider is None and row.hint is None:
            with pytest.raises(UsageError, match="LOW:HIGH"):
                whole_range(example.design, row.path)
        else:
            found = whole_range(example.design, row.path)
            assert found.high == max(ends[1] for ends in (row.hint, row.slider) if ends is not None)
    with pytest.raises(UsageError, match="choice"):
        whole_range(example.design, "carrier.id")


def test_a_feed_as_a_mass_is_searched_from_the_slider_to_the_most_that_is_usual() -> None:
    found = whole_range(case("crgd-polymersome-docetaxel").design, "payload.feed")
    assert (found.unit, found.low, found.high, found.log) == ("mg", 0.01, 1000.0, True)


def test_a_feed_as_a_ratio_is_searched_around_it() -> None:
    found = whole_range(case("acupa-pla-peg-docetaxel").design, "payload.feed")
    assert (found.unit, found.low, found.high, found.log) == ("mg/mg", 0.125 / 20, 0.125 * 20, True)


def test_the_range_holds_the_value_that_stands_there() -> None:
    example = case("crgd-polymersome-docetaxel")
    moved = designs.replaced(example.design, "ligand.density", Value(70, "mol%"))
    assert whole_range(moved, "ligand.density").high == 70
