"""One frame of a drag: every plot laid out and painted, against pyqtgraph repainting the same arrays. Prints ratios."""

from __future__ import annotations

import dataclasses
import importlib.util
import itertools
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget
from pytestqt.qtbot import QtBot

from formulator import assets
from formulator.explore.figure import Figure, Line
from formulator.ui.app import make_window
from formulator.ui.panels.quantity_row import QuantityRow
from formulator.ui.plots import make_panes
from formulator.ui.tokens import tokens
from formulator.ui.window import Window

pytestmark = [pytest.mark.benchmark, pytest.mark.no_qt_log]


FRAMES = 30
BUDGET = 16.7
"""Milliseconds of a frame at 60 a second."""


def _figures() -> ModuleType:
    name = "tests_figures_for_benchmarks"
    path = Path(__file__).parents[1] / "ui" / "export" / "figures.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def moved(figure: Figure, factor: float) -> Figure:
    """The figure with every curve a little higher, as during a drag."""

    def line(entry: Line) -> Line:
        return dataclasses.replace(
            entry,
            y=entry.y * factor,
            low=None if entry.low is None else entry.low * factor,
            high=None if entry.high is None else entry.high * factor,
        )

    panels = tuple(dataclasses.replace(panel, lines=tuple(map(line, panel.lines))) for panel in figure.panels)
    return dataclasses.replace(figure, panels=panels)


def timed(act: Callable[[], None]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    times = []
    for _ in range(FRAMES):
        start = time.perf_counter()
        act()
        times.append(1e3 * (time.perf_counter() - start))
    times.sort()
    return statistics.median(times), times[int(0.95 * FRAMES)]


def shown(qtbot: QtBot, widgets: list[QWidget]) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    grid = QGridLayout(window)
    for number, widget in enumerate(widgets):
        grid.addWidget(widget, number // 2, number % 2)
    window.resize(770, 800)
    window.show()
    return window


class Standing(NamedTuple):
    """A figure to be painted by pyqtgraph, and the room it has."""

    figure: Figure
    size: QSize | None = None


def bare_of(qtbot: QtBot, figures: list[Standing]) -> Callable[[], None]:
    """pyqtgraph with fixed ranges and no grid: the same curves and bands, setData on items that stand already."""
    import pyqtgraph

    items, plots = [], []
    for figure, size in figures:
        for panel in figure.panels[:1]:
            plot = pyqtgraph.PlotWidget()
            plot.setMenuEnabled(False)
            plot.hideButtons()
            plot.setLogMode(figure.x.log, panel.y.log)
            for line in panel.lines:
                items.append((plot.plot(line.x, line.y, pen=pyqtgraph.mkPen("#0072B2", width=1), antialias=True), line))
                if line.low is not None and line.high is not None:
                    ends = [plot.plot(line.x, bound, antialias=True) for bound in (line.low, line.high)]
                    plot.addItem(pyqtgraph.FillBetweenItem(*ends, brush=(0, 114, 178, 46)))
            plot.disableAutoRange()
            if size is not None:
                plot.setFixedSize(size)
            plots.append(plot)
    window = shown(qtbot, plots)

    def frame() -> None:
        for item, line in items:
            item.setData(line.x, line.y)
        QApplication.processEvents()
        assert window.isVisible()

    frame()
    return frame


def test_a_drag_frame_against_pyqtgraph_with_the_same_arrays(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    made = _figures()
    figures = [made.binding(), made.time(), made.size(), made.loading()]
    panes = make_panes(tokens())
    window = shown(qtbot, [panes[figure.id] for figure in figures])

    factors = itertools.count()

    def frame() -> None:
        factor = 1 + 0.001 * (next(factors) % 50)
        for figure in figures:
            panes[figure.id].show_figure(moved(figure, factor))
        QApplication.processEvents()

    def repaint() -> None:
        for figure in figures:
            panes[figure.id].repaint()

    for pane in panes.values():
        pane.begin_drag()
    frame()
    ours, late = timed(frame)
    kept, _ = timed(repaint)
    theirs, _ = timed(bare_of(qtbot, [Standing(figure) for figure in figures]))
    assert window.isVisible()
    with capsys.disabled():
        print(
            f"\ndrag frame of 4 plots p50 {ours:.1f} ms, p95 {late:.1f} ms; repaint of kept pictures {kept:.1f} ms; "
            f"pyqtgraph, same arrays {theirs:.1f} ms: ratio {ours / theirs:.2f}"
        )
    assert late < BUDGET


SLIDERS = ("ligand.density", "carrier.core_molar_mass", "ligand.tether_molar_mass", "medium.ph")


class Taken(NamedTuple):
    """Milliseconds from the slider to the first picture, and until every plot stands as the design is; the latter of the processor too."""

    first: list[float]
    whole: list[float]
    worked: list[float]

    def __str__(self) -> str:
        first, whole, worked = (f"p50 {statistics.median(one):.1f}, p95 {sorted(one)[int(0.95 * len(one))]:.1f}" for one in self)
        return f"first picture {first}; all plots {whole}; processor {worked} ms"


def dragged(window: Window, path: str) -> Taken:
    """A slider moved by its handle, step after step."""
    bench, feed, panel = window.workbench, window.feed, window.design
    assert feed is not None and panel is not None
    row = panel.rows[path]
    assert isinstance(row, QuantityRow) and row.slider is not None
    slider = row.slider
    panel.ensureWidgetVisible(slider)
    drawn: list[int] = []
    turns: list[int] = []
    feed.drawn.connect(lambda: drawn.append(1))
    feed._turn.timeout.connect(lambda: turns.append(1))
    steps = itertools.count()
    taken = Taken([], [], [])
    QTest.qWait(300)
    slider.pressed.emit()
    slider.setSliderDown(True)
    for number in range(WARM + FRAMES):
        drawn.clear()
        turns.clear()
        before = bench.design
        start, worked = time.perf_counter(), time.thread_time()
        while bench.design is before:
            slider.setValue(SLIDER_FROM + SLIDER_STEP * next(steps) % SLIDER_WAY)
        bench.evaluate()
        while not turns:
            QApplication.processEvents()
        for kind in (QEvent.Type.LayoutRequest, QEvent.Type.UpdateRequest):
            QApplication.sendPostedEvents(None, kind.value)
        first = time.perf_counter()
        while not drawn:
            QApplication.processEvents()
        QApplication.processEvents()
        if number >= WARM:
            taken.first.append(1e3 * (first - start))
            taken.whole.append(1e3 * (time.perf_counter() - start))
            taken.worked.append(1e3 * (time.thread_time() - worked))
    slider.setSliderDown(False)
    slider.released.emit()
    return taken


WARM = 5
SLIDER_FROM, SLIDER_STEP, SLIDER_WAY = 120, 3, 180
"""Of the 400 steps of a slider: where a drag begins, how far it goes in a frame, and after how far it begins again."""


def test_a_drag_frame_of_the_window_against_the_bare_repaint(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    """From the slider to the screen: evaluate, and everything in sight painted anew: particle, plots, answers, the row of the field."""
    window = make_window(assets.path("examples/crgd-polymersome-docetaxel.formulation"))
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.workbench.has_intervals, timeout=60_000)
    qtbot.wait(3000)
    panes: dict[str, Any] = {name: pane for name, pane in window.centre.panes.items() if name not in ("particle", "selectivity")}
    assert all(pane.isVisible() for pane in panes.values())
    found = {path: dragged(window, path) for path in SLIDERS}
    figures = [Standing(pane.figure, pane.size()) for pane in panes.values()]
    window.close_now()
    theirs, _ = timed(bare_of(qtbot, figures))
    with capsys.disabled():
        print(f"\ndrag frames of the window, {len(panes)} plots; pyqtgraph repaints the same arrays in {theirs:.1f} ms")
        for path, taken in found.items():
            print(f"  {path:26} {taken}: ratio {statistics.median(taken.whole) / theirs:.1f}")
    assert theirs > 0 and all(len(taken.whole) == FRAMES for taken in found.values())
