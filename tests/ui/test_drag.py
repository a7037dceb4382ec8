"""A slider dragged with the mouse: what stands there when the hand has let go is what a window would show that never saw the drag."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from formulator import assets
from formulator.evaluation import evaluate
from formulator.explore.curves import figure
from formulator.ui.app import make_window
from formulator.ui.feed import BAND_DRAWS
from formulator.ui.panels.quantity_row import QuantityRow
from formulator.ui.plots import FigurePane
from formulator.ui.plots.ranges import unchanged
from formulator.ui.window import Window
from formulator.ui.workbench import SEED
from formulator.uncertainty import propagate

pytestmark = pytest.mark.no_qt_log

EXAMPLE = "examples/crgd-polymersome-docetaxel.formulation"
CURVES = ("binding", "time", "size", "zeta", "loading")


def opened(qtbot: QtBot, path: Path) -> Window:
    window = make_window(path)
    qtbot.addWidget(window)
    at_rest(qtbot, window)
    return window


def panes_of(window: Window) -> dict[str, FigurePane]:
    return {name: pane for name, pane in window.centre.panes.items() if isinstance(pane, FigurePane) and pane.isVisible()}


def at_rest(qtbot: QtBot, window: Window) -> None:
    """All intervals and bands are there and the ranges have settled."""
    bench = window.workbench

    def rests() -> bool:
        panes = panes_of(window)
        if not bench.has_intervals or not set(CURVES) <= set(panes):
            return False
        banded = [any(line.low is not None for panel in panes[name].figure.panels for line in panel.lines) for name in ("binding", "time")]
        return all(banded) and not any(pane.is_stale or pane.ranges.holding or pane.figure.provisional for pane in panes.values())

    qtbot.waitUntil(rests, timeout=60_000)
    qtbot.wait(1500)
    qtbot.waitUntil(rests, timeout=60_000)


def drag(qtbot: QtBot, window: Window, path: str, shares: list[float]) -> None:
    """Press the slider of a field, move through shares of its width, and let go."""
    assert window.design is not None
    row = window.design.rows[path]
    assert isinstance(row, QuantityRow) and row.slider is not None
    slider = row.slider
    window.design.ensureWidgetVisible(slider)
    places = [QPoint(round(share * slider.width()), slider.height() // 3) for share in shares]
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        qtbot.mouseMove(slider, place)
        qtbot.wait(20)
    assert window.workbench.is_moving
    # Ranges hold while the hand moves.
    qtbot.waitUntil(lambda: {name for name, pane in panes_of(window).items() if pane.ranges.holding} >= set(CURVES), timeout=20_000)
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=places[-1])


def picture(pane: FigurePane) -> QImage:
    return pane.grab().toImage()


@pytest.mark.timeout(400)
def test_after_a_drag_everything_is_as_if_it_had_been_opened_so(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, assets.path(EXAMPLE))
    bench = window.workbench
    before = bench.design
    assert bench.catalogue is not None
    drag(qtbot, window, "ligand.density", [0.3, 0.35, 0.4, 0.5, 0.62, 0.7, 0.66])
    drag(qtbot, window, "carrier.core_molar_mass", [0.4, 0.45, 0.5, 0.53])
    at_rest(qtbot, window)
    assert bench.design is not before and bench.predicted is bench.design and bench.stack.count() == 2

    anew = propagate(bench.design, bench.catalogue, 4096, SEED)
    assert bench.prediction == anew, "numbers"
    for name, pane in panes_of(window).items():
        if name in CURVES:
            fresh = figure(name, bench.design, bench.catalogue, anew, draws=BAND_DRAWS, seed=SEED)
            assert unchanged(pane.figure, fresh), name

    path = tmp_path / "after.formulation"
    bench.save_as(path)
    other = opened(qtbot, path)
    other.resize(window.size())
    for name, pane in panes_of(window).items():
        pane.set_cursor(None)
        panes_of(other)[name].set_cursor(None)
        QApplication.processEvents()
        assert picture(pane) == picture(panes_of(other)[name]), name
    rows, others = window.design, other.design
    assert rows is not None and others is not None and window.results is not None and other.results is not None
    assert {path: row.row for path, row in rows.rows.items()} == {path: row.row for path, row in others.rows.items()}
    for output in anew.estimates:
        mine, its = window.results.answer(output), other.results.answer(output)
        assert mine is not None and its is not None
        assert mine.row == its.row and mine.value.text() == its.value.text() and mine.interval.text() == its.interval.text(), output
        assert mine.value.property("value") == its.value.property("value"), output
    for one in (window, other):
        one.close_now()


def test_point_values_of_a_frame_are_those_of_a_fresh_evaluation(qtbot: QtBot) -> None:
    window = opened(qtbot, assets.path(EXAMPLE))
    bench = window.workbench
    assert window.design is not None and bench.catalogue is not None
    row = window.design.rows["ligand.tether_molar_mass"]
    assert isinstance(row, QuantityRow) and row.slider is not None
    row.slider.pressed.emit()
    row.slider.setSliderDown(True)
    for step in range(150, 200, 7):
        row.slider.setValue(step)
        bench.evaluate()
        assert bench.prediction == evaluate(bench.design, bench.catalogue)
    row.slider.setSliderDown(False)
    row.slider.released.emit()
    window.close_now()
