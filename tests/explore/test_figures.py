"""Every plot of every worked example: finite, through the design's mark, bands around curves, and a reason where nothing is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from formulator import design as designs
from formulator.evaluation import evaluate, prepared
from formulator.evaluation.priors import scatter
from formulator.explore import curves
from formulator.explore.asking import PLOTS
from formulator.explore.figure import Axis, Figure, Line, Panel
from formulator.uncertainty import draw_chain, propagate, with_discrepancy
from formulator.units import Value, format_number, from_si

from .cases import DRAWS, SEED, Case, case

MARKED = {
    "binding": ("targeting.occupancy_target",),
    "time": ("targeting.delivered",),
    "zeta": ("charge.zeta",),
    "loading": ("loading.ee", "loading.dlc"),
}
"""The outputs that stand at the design's mark, panel by panel."""
NEEDS = {
    "binding": "targeting.occupancy_target",
    "selectivity": "targeting.selectivity",
    "time": "targeting.delivered",
    "size": "size.z_average",
    "zeta": "charge.zeta",
    "loading": "loading.dlc",
}
"""The output without which a plot has nothing to show."""


ALONG = {"binding": "target.receptors", "time": "target.time", "zeta": "medium.ph", "loading": "payload.feed"}
"""The input along x. A band holds it fixed, while the answers' interval lets it vary too."""


def interval_at(example: Case, path: str, along: str) -> tuple[float, float]:
    """The answers' interval with one input held at its value, computed without the arrays of a plot."""
    inputs = prepared(example.design, example.catalogue)
    held = {along, "payload.np_ratio"}
    used = tuple(name for name in example.prediction[path].inputs if name not in held)
    chain, _ = draw_chain(inputs, used, DRAWS, SEED)
    values = np.broadcast_to(np.asarray(chain[path], dtype=float), (DRAWS,))
    measured = example.prediction[path].state == "measured"
    widened = values if measured else with_discrepancy(path, values, scatter(path, inputs), DRAWS, SEED)
    low, high = np.nanquantile(widened, (0.05, 0.95))
    unit = example.prediction[path].unit
    return float(from_si(low, unit)), float(from_si(high, unit))


def lines(figure: Figure) -> list[tuple[Panel, Line]]:
    return [(panel, line) for panel in figure.panels for line in panel.lines]


def rising(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], least: float = 0.0) -> bool:
    return bool((np.diff(values) >= -1e-12 * np.abs(values[:-1]) + least).all())


def inside(axis: Axis, value: float) -> bool:
    return axis.low <= value <= axis.high


@pytest.mark.parametrize("plot", NEEDS)
def test_a_plot_is_finite_or_says_why_it_is_empty(example: Case, plot: str) -> None:
    figure = example.figure(plot)
    estimate = example.prediction[NEEDS[plot]]
    assert bool(figure.empty) == (estimate.value is None)
    if figure.empty:
        assert figure.empty == estimate.reason
        assert not lines(figure) and all(not panel.marks for panel in figure.panels)
        return
    assert figure.readout
    for axis in (figure.x, *(panel.y for panel in figure.panels)):
        assert axis.high > axis.low and (axis.low > 0 or not axis.log)
    for _, line in lines(figure):
        assert len(line.x) >= 41 and (np.diff(line.x) > 0).all()
        for values in (line.x, line.y, line.low, line.high):
            assert values is None or np.isfinite(values).all()
    for panel in figure.panels:
        assert panel.lines or panel.map is not None
        for mark in panel.marks:
            assert np.isfinite([mark.x, mark.y]).all()
            assert inside(figure.x, mark.x) and inside(panel.y, mark.y), mark


@pytest.mark.parametrize("plot", MARKED)
def test_the_curve_and_its_band_run_through_the_prediction(example: Case, plot: str) -> None:
    figure = example.figure(plot)
    if figure.empty:
        pytest.skip(figure.empty)
    for panel, path in zip(figure.panels, MARKED[plot], strict=True):
        estimate, (low, high) = example.prediction[path], interval_at(example, path, ALONG[plot])
        mark = next(mark for mark in panel.marks if mark.role == "design")
        line = next(line for line in panel.lines if line.low is not None)
        at = int(np.argmin(np.abs(line.x - mark.x)))
        assert line.low is not None and line.high is not None
        assert line.x[at] == pytest.approx(mark.x, rel=1e-12)
        assert mark.y == pytest.approx(estimate.value, rel=1e-9, abs=1e-12)
        assert line.y[at] == pytest.approx(estimate.value, rel=1e-9, abs=1e-12)
        assert (line.low[at], line.high[at]) == pytest.approx((low, high), rel=1e-9, abs=1e-9)


def test_a_band_is_ordered_and_holds_most_of_its_curve(example: Case) -> None:
    banded = [line for plot in MARKED for _, line in lines(example.figure(plot)) if line.low is not None]
    assert banded
    for line in banded:
        assert line.low is not None and line.high is not None
        assert (line.low <= line.high).all()
        held = (line.low <= line.y * (1 + 1e-9) + 1e-12) & (line.y <= line.high * (1 + 1e-9) + 1e-12)
        assert held.mean() > 0.9, line.label


def test_bound_fraction_rises_with_receptors_from_0_to_1(example: Case) -> None:
    figure = example.figure("binding")
    if figure.empty:
        pytest.skip(figure.empty)
    curve = next(line for line in figure.panels[0].lines if line.role == "design")
    assert rising(curve.y) and curve.y[0] > 0 and curve.y[-1] <= 1
    assert curve.low is not None and curve.high is not None
    assert rising(curve.low) and rising(curve.high) and curve.high[-1] <= 1 + 1e-12
    slope = next(line for line in figure.panels[0].lines if line.role == "reference")
    free = slope.y < 1
    assert np.allclose(np.diff(np.log(slope.y[free])), np.diff(np.log(slope.x[free])), rtol=1e-9)
    healthy = [mark for mark in figure.panels[0].marks if mark.role == "healthy"]
    for mark in healthy:
        assert mark.y == pytest.approx(example.prediction["targeting.occupancy_healthy"].value, rel=1e-9)


def test_dlc_rises_with_the_feed_and_ee_does_not(example: Case) -> None:
    figure = example.figure("loading")
    ee, dlc = (panel.lines[0] for panel in figure.panels)
    assert rising(dlc.y) and dlc.y[-1] > dlc.y[0]
    assert rising(-ee.y)
    for line in (ee, dlc):
        assert line.low is not None and line.high is not None
        assert line.low.min() >= 0 and line.high.max() <= 100 + 1e-9


def test_plasma_falls_and_the_dose_is_never_more_than_given(example: Case) -> None:
    figure = example.figure("time")
    if figure.empty:
        pytest.skip(figure.empty)
    plasma = next(line for line in figure.panels[0].lines if line.role == "plasma")
    assert (np.diff(plasma.y) < 0).all() and plasma.y[0] <= 100
    for line in figure.panels[0].lines:
        assert (line.y >= 0).all() and (line.y <= 100).all(), line.label
    named = {line.role: line for line in figure.panels[0].lines}
    if "design" in named:
        assert (named["design"].y <= named["target"].y * (1 + 1e-9)).all()


def test_zeta_shrinks_as_salt_rises(example: Case) -> None:
    figure = example.figure("zeta")
    drawn = {line.label.removesuffix(" mM"): line for line in figure.panels[0].lines}
    sizes = [np.abs(drawn[key].y) for key in sorted(drawn, key=float)]
    assert all((more <= less + 1e-9).all() for less, more in zip(sizes, sizes[1:], strict=False))
    named = [guide for guide in figure.panels[0].guides if guide.label]
    assert len(named) == (1 if len(drawn) == 1 else 0)
    for guide in named:
        assert np.ptp(sizes[0]) == 0 and guide.at == example.prediction["charge.zeta"].value
        assert guide.label.startswith("usual for this material" if sizes[0].any() else "no charged groups known")


def test_distributions_are_ordered_by_their_weighting(example: Case) -> None:
    figure = example.figure("size")
    peaks = {line.label: float(line.x[np.argmax(line.y)]) for line in figure.panels[0].lines}
    assert peaks["number"] < peaks["volume"] < peaks["intensity"]
    for line in figure.panels[0].lines:
        assert line.y.max() == pytest.approx(1.0) and line.y.min() >= 0
        # The peak is inside what is drawn, and both tails are seen to end.
        assert line.y[0] < 0.05 and line.y[-1] < 0.05
    guides = {guide.role: guide.at for guide in figure.panels[0].guides}
    assert guides["design"] == pytest.approx(example.prediction["size.z_average"].value, rel=1e-12)
    assert guides["limit"] == 200.0 and inside(figure.x, 200.0) and inside(figure.x, guides["design"])


def test_published_averages_stand_beside_the_averaged_curve_and_man_has_his_own() -> None:
    mouse = case("crgd-polymersome-docetaxel")
    panel = mouse.figure("time").panels[0]
    (span,) = panel.spans
    assert (span.low, span.high) == (0.05, 10.1) and "averages" in span.label
    averaged = next(line for line in panel.lines if line.label == "tumour, averaged")
    at = int(np.argmin(np.abs(averaged.x - 24)))
    assert averaged.y[at] == pytest.approx(mouse.prediction["targeting.delivered_average"].value, rel=1e-9)
    design = designs.replaced(mouse.design, "target.species", "human")
    drawn = curves.figure("time", design, mouse.catalogue, propagate(design, mouse.catalogue, 16, 0), 0, 0).panels[0]
    (span,) = drawn.spans
    # Harrington 2001: 5.3 to 33 % of the dose per kg, here of the usual 50 g.
    assert (span.low, span.high) == pytest.approx((5.3 * 0.05, 33 * 0.05)) and "in man" in span.label
    assert "tumour, averaged" not in [line.label for line in drawn.lines]


def test_the_dose_says_what_targeting_does_beside_what_was_published() -> None:
    example = case("crgd-polymersome-docetaxel")
    note, nodes = example.figure("dose").note, example.prediction.nodes
    ratio = 0.01 * (example.prediction["targeting.delivered"].value or 0.0) / nodes["delivered_untargeted"]
    assert note.startswith(f"{format_number(ratio, digits=2)} times what its twin") and "1.03 times (90 % 0.66–1.62" in note


@pytest.mark.parametrize("plot", sorted(PLOTS))
def test_a_control_without_ligands_is_drawn_or_a_reason_is_given(plot: str, example: Case) -> None:
    design = designs.replaced(example.design, "ligand.density", Value(0.0, "mol%"))
    prediction = evaluate(design, example.catalogue)
    found = curves.figure(plot, design, example.catalogue, prediction, DRAWS, SEED)
    drawn = [line.y for _, line in lines(found)] + [panel.map.z for panel in found.panels if panel.map is not None]
    assert all(np.isfinite(values).all() for values in drawn), plot
    assert drawn or found.empty or any(panel.marks or panel.bars for panel in found.panels)


ENDS = (
    ("carrier.pdi", 0.0, ""), ("carrier.diameter", 0.0, "nm"), ("carrier.core_molar_mass", 0.5, "kg/mol"), ("payload.feed", 0.0, "mg"),
    ("payload.ee", 0.0, "%"), ("target.half_life", 0.0, "h"), ("ligand.density", 50.0, "mol%"), ("carrier.stern_capacitance", 0.0, "F/m^2"),
)  # fmt: skip
"""Ends of fields at which a plot once raised or overflowed."""


@pytest.mark.parametrize(("path", "number", "unit"), ENDS)
@pytest.mark.parametrize("name", ["crgd-polymersome-docetaxel", "sirna-polyplex", "folate-micelle-doxorubicin"])
def test_the_end_of_a_field_is_drawn_or_a_reason_is_given(name: str, path: str, number: float, unit: str) -> None:
    example = case(name)
    design = designs.replaced(example.design, path, Value(number, unit))
    prediction = propagate(design, example.catalogue, 32, SEED)
    for plot in PLOTS:
        found = curves.figure(plot, design, example.catalogue, prediction, 32, SEED)
        assert found.empty or any(panel.lines or panel.marks or panel.bars or panel.map is not None for panel in found.panels), plot
