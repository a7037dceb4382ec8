"""The picture of a series over N/P."""

from __future__ import annotations

import numpy as np
import pytest

from formulator.explore.series_figure import series_figure
from formulator.measurements.series import Crossing, Point, by_binding, by_zeta

POINTS = tuple(
    Point(ratio=ratio, bound=bound, zeta=zeta)
    for ratio, bound, zeta in ((0.5, 0.30, -31.0), (1.0, 0.55, -22.0), (2.0, 0.92, -3.0), (4.0, 1.0, 12.0), (8.0, None, 21.0))
)


def test_what_was_measured_stands_with_the_curve_that_fits_and_the_prediction() -> None:
    binding, zeta = by_binding(POINTS), by_zeta(POINTS)
    assert binding is not None and zeta is not None
    figure = series_figure(POINTS, binding, zeta, 1.5, {0.5: -25.0, 8.0: 18.0, 1.0: None})
    bound, charge = figure.panels
    assert figure.x.log and figure.x.low < 0.5 and figure.x.high > 8.0
    assert [(mark.x, mark.y) for mark in bound.marks] == [(0.5, 30.0), (1.0, 55.00000000000001), (2.0, 92.0), (4.0, 100.0)]
    fitted = next(line for line in bound.lines if line.label == "fitted")
    # Binding follows the charges: half of the neutral ratio binds half, and beyond it all is bound.
    assert np.interp(binding.value / 2, fitted.x, fitted.y) == pytest.approx(50.0, abs=1.0)
    assert fitted.y[-1] == 100.0
    assert [(span.low, span.high) for span in bound.spans] == [(binding.low, binding.high)]
    assert {guide.at for guide in (*bound.guides, *charge.guides)} == {1.5, 0.0}
    assert [list(line.x) for line in charge.lines] == [[0.5, 8.0]]
    assert charge.y.low <= -31.0 - 1.645 * 3.0 and charge.y.high >= 21.0 + 1.645 * 3.0


def test_a_panel_stands_only_for_what_was_measured() -> None:
    only_zeta = tuple(Point(ratio=point.ratio, zeta=point.zeta) for point in POINTS)
    figure = series_figure(only_zeta, None, Crossing(value=2.0, low=None, high=3.0), None, {})
    assert [panel.y.label for panel in figure.panels] == ["zeta"]
    assert figure.panels[0].spans == () and figure.panels[0].lines == ()
    assert series_figure((), None, None, None, {}).empty == "Nothing was measured yet."
