"""Own batches in the plots: beside the design's mark, with the 90 % of the measurement, and never outside the axes."""

from __future__ import annotations

import pytest

from formulator.calibration import Comparison
from formulator.explore.figure import Figure
from formulator.explore.own_batches import with_batches

from .cases import figure


def row(path: str, measured: float, sd: float, batch: str = "B1", unit: str = "mV") -> Comparison:
    return Comparison(measurement="m1", batch=batch, path=path, measured=measured, sd=sd, repeats=1, unit=unit, predicted=None)


def drawn(name: str) -> Figure:
    return figure("crgd-polymersome-docetaxel", name)


def test_a_measured_zeta_stands_at_the_ph_of_the_design_with_its_error_bar() -> None:
    before = drawn("zeta")
    panel = with_batches(before, [row("charge.zeta", -4.1, 3.0)]).panels[0]
    own = next(mark for mark in panel.marks if mark.role == "design")
    (mark,) = [mark for mark in panel.marks if mark.role == "measured"]
    assert (mark.x, mark.y, mark.label) == (own.x, -4.1, "B1")
    assert mark.y_low == pytest.approx(-4.1 - 1.645 * 3.0, abs=1e-3) and mark.y_high == pytest.approx(-4.1 + 1.645 * 3.0, abs=1e-3)
    assert panel.lines == before.panels[0].lines


def test_an_axis_grows_to_show_a_batch_that_lies_outside() -> None:
    before = drawn("zeta").panels[0].y
    after = with_batches(drawn("zeta"), [row("charge.zeta", -74.0, 3.0)]).panels[0].y
    assert after.low == -80.0 < before.low and after.high == before.high
    loading = with_batches(drawn("loading"), [row("loading.dlc", 38.0, 1.0, unit="%")])
    assert loading.panels[1].y.high == 40.0 and loading.panels[1].y.low == 0.0
    assert [mark.role for mark in loading.panels[0].marks] == ["design"]


def test_a_measured_size_is_named_on_the_diameter_axis() -> None:
    guides = with_batches(drawn("size"), [row("size.z_average", 112.0, 5.0, unit="nm")]).panels[0].guides
    assert [(guide.label, guide.at) for guide in guides if guide.role == "measured"] == [("B1 112", 112.0)]


def test_many_batches_are_drawn_without_names() -> None:
    rows = [row("charge.zeta", -4.0 - n, 3.0, f"B{n}") for n in range(5)]
    assert {mark.label for mark in with_batches(drawn("zeta"), rows).panels[0].marks if mark.role == "measured"} == {""}


def test_other_plots_and_plots_without_batches_stay_as_they_are() -> None:
    zeta, binding = drawn("zeta"), drawn("binding")
    assert with_batches(zeta, []) is zeta
    assert with_batches(zeta, [row("size.pdi", 0.1, 0.01)]).panels[0] is zeta.panels[0]
    assert with_batches(binding, [row("charge.zeta", -4.0, 3.0)]).panels == binding.panels
