"""Small multiples share their axes, and each shows its own curve before those of the others."""

from __future__ import annotations

import numpy as np

from formulator.explore.figure import Axis, Figure, Line, Mark, Panel, Span
from formulator.explore.multiples import other_role, small_multiples

NAMES = ("a", "b", "c")
X = np.array([1e3, 1e4, 1e5])


def figure(low: float, high: float, floor: float) -> Figure:
    lines = (
        Line(label="slope 1", role="reference", x=X, y=X / 1e6),
        Line(label="this design", role="design", x=X, y=X / 1e5, low=X / 1e6, high=X / 1e5),
    )
    marks = (Mark(label="spared", role="healthy", x=1e4, y=0.1), Mark(label="this design", role="design", x=1e5, y=1.0))
    spans = (Span(label="U-87 MG", role="target", low=5e4, high=2e5),)
    panel = Panel(y=Axis(label="bound fraction", unit="", low=floor, high=1, log=True), lines=lines, marks=marks, spans=spans)
    return Figure(
        id="binding", title="Targeting", x=Axis(label="receptors", unit="", low=low, high=high, log=True), panels=(panel,), readout="r"
    )


NONE = Figure(
    id="binding",
    title="Targeting",
    x=Axis(label="receptors", unit="", low=1e3, high=1e6, log=True),
    panels=(Panel(y=Axis(label="bound fraction", unit="", low=1e-4, high=1, log=True)),),
    empty="No ligand is chosen.",
)


def test_all_axes_hold_what_any_of_them_needs() -> None:
    found = small_multiples(NAMES, [figure(1e2, 1e6, 1e-4), figure(1e3, 1e7, 1e-6), NONE])
    assert {(one.figure.x.low, one.figure.x.high) for one in found} == {(1e2, 1e7)}
    assert {one.figure.panels[0].y.low for one in found} == {1e-6}


def test_the_own_curve_is_in_front_with_its_band_and_the_others_are_bare() -> None:
    found = small_multiples(NAMES, [figure(1e3, 1e6, 1e-4)] * 3)
    lines = found[1].figure.panels[0].lines
    assert [(line.label, line.role) for line in lines] == [("a", other_role(0)), ("c", other_role(2)), ("b", "design")]
    assert [line.low is None for line in lines] == [True, True, False]
    assert [mark.role for mark in found[1].figure.panels[0].marks] == ["design"]


def test_a_variant_without_a_curve_shows_the_others_and_says_why() -> None:
    found = small_multiples(NAMES, [figure(1e3, 1e6, 1e-4), NONE, None])
    assert [line.label for line in found[1].figure.panels[0].lines] == ["a"]
    assert found[1].reason == "No ligand is chosen." and found[1].figure.readout == ""
    assert "worked out" in found[2].reason and not found[2].figure.panels[0].marks
    assert found[0].reason == "" and found[0].figure.readout == "r"


def test_without_any_figure_there_is_nothing_to_draw() -> None:
    assert small_multiples(NAMES, [None, None, None]) == ()
