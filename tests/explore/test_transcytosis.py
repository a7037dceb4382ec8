"""The bell across the brain barrier: relative, 1 at its top, and drawn only behind the barrier."""

from __future__ import annotations

import numpy as np
import pytest

from formulator import design as designs
from formulator.explore.curves import figure
from formulator.explore.figure import Figure
from formulator.uncertainty import propagate
from formulator.units import parse

from .cases import Case, case

PATH = "targeting.brain_transcytosis"


def behind(text: str) -> Figure:
    """The bell of the angiopep example with another K_D."""
    found = case("angiopep-2-polymersome-doxorubicin")
    design = designs.replaced(found.design, "ligand.dissociation_constant", parse(text, "nM"))
    return figure("transcytosis", design, found.catalogue, propagate(design, found.catalogue, 32, 0), 32, 0)


def test_it_is_drawn_only_behind_the_barrier(example: Case) -> None:
    found, answer = example.figure("transcytosis"), example.prediction[PATH]
    assert bool(found.empty) == (answer.value is None)
    if found.empty:
        assert found.empty.startswith(answer.reason)
        assert example.design.target.barrier == "bbb" or "Turn it on" in found.empty


def test_the_design_stands_on_the_bell_and_its_top_is_1() -> None:
    example = case("angiopep-2-polymersome-doxorubicin")
    found, panel = example.figure("transcytosis"), example.figure("transcytosis").panels[0]
    (line,), (mark,), (best,) = panel.lines, panel.marks, panel.guides
    assert mark.y == example.prediction[PATH].value
    assert line.y[np.argmin(np.abs(line.x - mark.x))] == pytest.approx(mark.y, rel=1e-9)
    assert line.y.max() == pytest.approx(1.0, abs=1e-12) and line.x[np.argmax(line.y)] == pytest.approx(best.at)
    rising = line.x < best.at
    assert (np.diff(line.y[rising]) > 0).all() and (np.diff(line.y[line.x >= best.at]) < 0).all()
    assert line.low is not None and line.high is not None
    assert (line.low <= line.high).all() and line.high.max() <= 1 + 1e-9
    assert "relative" in panel.y.label and panel.y.unit == "" and found.x.low < mark.x < found.x.high
    assert "nothing here is a share of the dose" in found.note


def test_words_say_on_which_side_of_the_top_it_stands() -> None:
    weak, strong = behind("100 uM"), behind("1 pM")
    assert "more weakly than the best: few particles are caught" in weak.note
    assert "more strongly than the best: it stays on the vessel" in strong.note
