"""The dose on its way, the tornado, and the chance of every specification."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.errors import UsageError
from formulator.explore.curves import figure
from formulator.explore.sensitivity import FIRST_ASKED, tornado
from formulator.explore.specifications import chances
from formulator.project import Specification
from formulator.units import Value

from .cases import Case, case, weighed

LOADED = Specification(path="loading.dlc", low=Value(10, "%"), high=Value(15, "%"))
SMALL = Specification(path="size.hydrodynamic_diameter", high=Value(120, "nm"))


def test_stations_of_the_dose_are_the_answers(example: Case) -> None:
    shown = example.figure("dose")
    delivered = example.prediction["targeting.delivered"]
    if shown.empty:
        assert shown.empty == delivered.reason
        return
    bars = {bar.label: bar.high for bar in shown.panels[0].bars}
    assert bars["injected"] == 100.0
    assert bars["in tumour"] == pytest.approx(delivered.value, rel=1e-12)
    assert bars["twin in tumour"] == pytest.approx(100 * example.prediction.nodes["delivered_untargeted"], rel=1e-12)
    inside = example.prediction["targeting.efficiency"].value
    assert bars.get("in target cells") == (None if inside is None else pytest.approx(inside, rel=1e-12))
    if inside is not None:
        assert inside <= bars["in tumour"] * (1 + 1e-9)
        assert bars.get("with payload", 0.0) <= inside
    assert all(shown.x.low <= bar.high <= 100.0 for bar in shown.panels[0].bars)


def test_the_tornado_shows_the_largest_swings_first(example: Case) -> None:
    shown = example.figure("tornado")
    path = next(entry for entry in FIRST_ASKED if example.prediction[entry].value is not None)
    swings = [swing for swing in tornado(example.design, example.catalogue, path) if math.isfinite(swing.size)]
    bars = shown.panels[0].bars
    assert bars and not shown.empty
    for bar, swing in zip(bars, swings, strict=False):
        assert (bar.low, bar.high) == (min(swing.at_low, swing.at_high), max(swing.at_low, swing.at_high))
        assert swing.label.startswith(bar.label)
        assert shown.x.low <= bar.low and bar.high <= shown.x.high
    assert shown.panels[0].guides[0].at == example.prediction[path].value


def test_a_normal_case_has_the_closed_form_chance() -> None:
    """AC-11: DLC of 1.20 ± 0.05 mg in 10.0 ± 0.2 mg is 10.714 ± 0.442 % in first order."""
    design, example = weighed()
    found = chances(design, example.catalogue, [Specification(path="loading.dlc", low=Value(10.4, "%"), high=Value(11.4, "%"))], 20_000, 0)

    def below(limit: float) -> float:
        return 0.5 * math.erfc((10.714 - limit) / 0.442 / math.sqrt(2))

    assert found.each[0] == pytest.approx(below(11.4) - below(10.4), abs=0.01)
    assert found.together == found.each[0]


def test_all_together_is_no_likelier_than_each() -> None:
    example = case("crgd-polymersome-docetaxel")
    found = chances(example.design, example.catalogue, (LOADED, SMALL), 2000, 1)
    assert 0 < found.together <= min(found.each) and max(found.each) < 1
    assert found.together >= sum(found.each) - 1
    again = chances(example.design, example.catalogue, (LOADED, SMALL), 2000, 1)
    assert found == again


def test_an_open_side_takes_everything_on_it() -> None:
    example = case("crgd-polymersome-docetaxel")
    wide = chances(example.design, example.catalogue, [Specification(path="loading.dlc", low=Value(0, "%"))], 200, 0)
    none = chances(example.design, example.catalogue, [Specification(path="loading.dlc", high=Value(0, "%"))], 200, 0)
    assert (wide.each, none.each) == ((1.0,), (0.0,))


def test_an_empty_range_is_refused() -> None:
    example = case("crgd-polymersome-docetaxel")
    with pytest.raises(UsageError, match=r"loading\.dlc.*15 % to 10 %"):
        chances(example.design, example.catalogue, [Specification(path="loading.dlc", low=Value(15, "%"), high=Value(10, "%"))], 100, 0)


def test_specification_bars_are_the_chances() -> None:
    example = case("dpgs-micelle")
    specs = (
        Specification(path="size.hydrodynamic_diameter", low=Value(60, "nm"), high=Value(100, "nm")),
        Specification(path="charge.zeta", high=Value(-10, "mV")),
        Specification(path="targeting.selectivity", low=Value(5)),
    )
    shown = figure("specifications", example.design, example.catalogue, example.prediction, 500, 0, specs)
    found = chances(example.design, example.catalogue, specs, 500, 0)
    bars = shown.panels[0].bars
    assert [bar.high for bar in bars[:2]] == pytest.approx([100 * chance for chance in found.each[:2]])
    assert np.isnan(found.each[2]) and bars[2].detail == "No ligand is chosen."
    assert bars[3].label == "all together" and bars[3].high == pytest.approx(100 * found.together)
    assert "accepted 60 to 100 nm" in bars[0].detail.replace("60 nm to", "60 to") and "≤ −10 mV" in bars[1].detail


def test_without_ranges_or_draws_the_plot_says_so() -> None:
    example = case("dpgs-micelle")
    assert "No acceptance range" in example.figure("specifications").empty
    spec = (Specification(path="charge.zeta", high=Value(-10, "mV")),)
    assert "draws" in figure("specifications", example.design, example.catalogue, example.prediction, 0, 0, spec).empty
