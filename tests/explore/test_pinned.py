"""Another variant's curves, grey behind those of the design."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from formulator import design as designs
from formulator.evaluation import evaluate
from formulator.explore.curves import figure
from formulator.explore.pinned import ROLE, with_pinned
from formulator.units import Value

from .cases import case


@pytest.mark.parametrize("plot", ["binding", "time", "size", "zeta", "loading"])
def test_the_curves_of_the_pinned_design_stand_behind_under_its_name(plot: str) -> None:
    example = case("crgd-polymersome-docetaxel")
    other = designs.replaced(designs.replaced(example.design, "carrier.diameter", Value(70, "nm")), "ligand.density", Value(3, "mol%"))
    own = figure(plot, example.design, example.catalogue, example.prediction)
    pinned = figure(plot, other, example.catalogue, evaluate(other, example.catalogue))
    shown = with_pinned(own, pinned, "P1")
    for panel, mine, theirs in zip(shown.panels, own.panels, pinned.panels, strict=True):
        grey = [line for line in panel.lines if line.role == ROLE]
        wanted = [line for line in theirs.lines if line.role in ("design", "target")]
        assert wanted and [line.y.tolist() for line in grey] == [line.y.tolist() for line in wanted]
        assert all(line.label.startswith("P1") and line.low is None for line in grey)
        assert panel.lines[len(grey) :] == mine.lines, "behind, and nothing of the design is lost"
        assert panel.y.low == min(mine.y.low, theirs.y.low) and panel.y.high == max(mine.y.high, theirs.y.high)


def test_in_the_map_it_is_a_point() -> None:
    example = case("crgd-polymersome-docetaxel")
    other = designs.replaced(example.design, "ligand.density", Value(3, "mol%"))
    own = figure("selectivity", example.design, example.catalogue, example.prediction)
    pinned = figure("selectivity", other, example.catalogue, evaluate(other, example.catalogue))
    (grey,) = [mark for mark in with_pinned(own, pinned, "P1").panels[0].marks if mark.role == ROLE]
    mine = next(mark for mark in own.panels[0].marks if mark.role == "design")
    assert grey.label == "P1" and grey.x == pytest.approx(0.3 * mine.x, rel=0.02)
    assert np.isclose(grey.y, mine.y)


def test_axes_of_another_kind_and_empty_plots_stay_alone() -> None:
    example = case("crgd-polymersome-docetaxel")
    own = figure("size", example.design, example.catalogue, example.prediction)
    assert with_pinned(own, dataclasses.replace(own, empty="nothing"), "P1") is own
    assert with_pinned(own, dataclasses.replace(own, x=dataclasses.replace(own.x, unit="um")), "P1") is own
    taller = dataclasses.replace(own.panels[0], y=dataclasses.replace(own.panels[0].y, log=True))
    assert with_pinned(own, dataclasses.replace(own, panels=(taller,)), "P1").panels == own.panels
