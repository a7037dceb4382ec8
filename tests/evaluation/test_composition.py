"""Feed, EE, DLC and drug/polymer are four ways of saying one state; N/P counts nitrogens and phosphates."""

from __future__ import annotations

import pytest

from formulator.design import Design
from formulator.evaluation import evaluate
from formulator.prediction import Prediction

from .cases import POLYPLEX, SPHERE, example, known, typed


def ask(design: Design, **changes: str) -> Prediction:
    return evaluate(typed(design, {path.replace("__", "."): text for path, text in changes.items()}), known())


def test_two_milligrams_on_ten_at_sixty_percent() -> None:
    """AC-03."""
    found = ask(typed(Design(), SPHERE))
    expected = {"loading.ee": 60.0, "loading.dlc": 10.714, "loading.drug_to_polymer": 12.0, "loading.feed_fraction": 16.667}
    for path, number in expected.items():
        assert found[path].value == pytest.approx(number, abs=1e-3), path


def test_feed_as_mass_and_as_ratio_are_the_same_state() -> None:
    by_mass, by_ratio = ask(typed(Design(), SPHERE)), ask(typed(Design(), SPHERE), payload__feed="0.2 mg/mg")
    for path in ("loading.dlc", "loading.drug_to_polymer", "loading.feed_fraction", "loading.molecules_per_particle"):
        assert by_ratio[path].value == pytest.approx(by_mass[path].value, rel=1e-9), path


def test_dlc_and_drug_to_polymer_and_feed_give_ee_back() -> None:
    found = ask(typed(Design(), SPHERE), payload__ee="37.3 %")
    dlc, ratio = (found["loading.dlc"].value or 0) / 100, (found["loading.drug_to_polymer"].value or 0) / 100
    assert dlc / (1 - dlc) == pytest.approx(ratio, rel=1e-9)
    assert 100 * ratio / 0.2 == pytest.approx(37.3, rel=1e-9)


def test_without_feed_loading_is_missing_with_the_reason() -> None:
    assert ask(typed(Design(), SPHERE), payload__feed="")["loading.dlc"].reason == "Feed is not given."


def test_np_ratio_counts_nitrogens_over_phosphates() -> None:
    """AC-08: 10 µg of siRNA with 40 phosphates in 13 300 g/mol are 30.075 nmol P; LPEI (43.07 g/mol per N) at N/P 10 is 12.953 µg."""
    found = ask(example(POLYPLEX), payload__np_ratio="", payload__feed="10 ug", process__polymer_mass="12.953 ug")
    nodes, grams = found.nodes, found.ingredients
    per_nitrogen = float(grams["carrier.mass_per_nitrogen"].value or 0)
    phosphates = 10e-6 / (nodes["mass_per_phosphate"] * 1000)
    assert found["loading.np_ratio"].value == pytest.approx(12.953e-6 / per_nitrogen / phosphates, rel=1e-9)


def test_typed_np_ratio_comes_back() -> None:
    assert ask(example(POLYPLEX), payload__feed="", payload__np_ratio="7")["loading.np_ratio"].value == pytest.approx(7.0, rel=1e-9)


def test_np_ratio_against_a_feed_that_says_otherwise_is_an_error() -> None:
    found = ask(example(POLYPLEX), payload__np_ratio="7", payload__feed="0.9 mg/mg")
    assert [flag.severity for flag in found.flags if flag.id == "np-ratio-against-feed"] == ["error"]


def test_ee_without_a_measurement_is_the_class_median_and_says_so() -> None:
    """74 % for small molecules in solid particles, 66 % by nanoprecipitation: medians of published formulations."""
    assert ask(typed(Design(), SPHERE), payload__ee="", process__method="emulsion")["loading.ee"].value == pytest.approx(74.0)
    found = ask(typed(Design(), SPHERE), payload__ee="", process__method="nanoprecipitation")["loading.ee"]
    assert found.value == pytest.approx(66.0)
    assert "ee-class-prior" in {flag.id for flag in found.flags}
