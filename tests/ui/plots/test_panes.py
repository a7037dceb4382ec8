"""The panes of the window: what a person sees and does."""

from __future__ import annotations

import dataclasses
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from formulator.explore.figure import Figure
from formulator.ui.export.particle import Particle
from formulator.ui.plots import MORE_TITLES, PLOT_TITLES, FigurePane, ParticlePane, make_panes
from formulator.ui.plots.ranges import axes
from formulator.ui.tokens import tokens
from formulator.units import format_number


def _figures() -> ModuleType:
    name = "tests_figures_for_panes"
    if name not in sys.modules:
        path = Path(__file__).parents[1] / "export" / "figures.py"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


figures = _figures()


@pytest.fixture
def pane(qtbot: QtBot) -> FigurePane:
    made = FigurePane("binding", "Targeting", tokens())
    qtbot.addWidget(made)
    made.resize(420, 320)
    made.show()
    made.show_figure(figures.binding())
    return made


def wider(figure: Figure, low: float, high: float) -> Figure:
    return dataclasses.replace(figure, x=dataclasses.replace(figure.x, low=low, high=high))


def limits(pane: FigurePane, key: str) -> tuple[float, float]:
    axis = axes(pane.shown())[key]
    return axis.low, axis.high


def test_every_plot_has_a_pane_named_for_readers_and_tests(qtbot: QtBot) -> None:
    panes = make_panes(tokens())
    for plot_id, made in panes.items():
        qtbot.addWidget(made)
        assert made.objectName() == f"plot:{plot_id}"
        assert made.accessibleName() == PLOT_TITLES[plot_id]
    assert len({made.accessibleName() for made in panes.values()}) == len(panes)


def test_panes_and_curves_name_the_same_plots() -> None:
    from formulator.explore.curves import PLOTS

    assert dict(PLOTS) == PLOT_TITLES | MORE_TITLES


def test_arrays_are_those_of_the_figure(pane: FigurePane) -> None:
    line = figures.binding().panels[0].lines[1]
    assert any(np.array_equal(array, line.y) for array in pane.arrays())
    assert any(np.array_equal(array, line.high) for array in pane.arrays())


def test_the_picture_changes_with_the_figure_and_the_theme(pane: FigurePane) -> None:
    before = pane.grab().toImage()
    pane.show_figure(figures.time())
    other = pane.grab().toImage()
    assert other != before
    pane.set_tokens(tokens(True))
    assert pane.grab().toImage().pixelColor(1, 1).name().upper() == tokens(True).paper


def test_ranges_widen_during_a_drag_and_settle_after_it(qtbot: QtBot, pane: FigurePane) -> None:
    figure = figures.binding()
    pane.begin_drag()
    pane.show_figure(wider(figure, 1e2, 1e7))
    assert limits(pane, "x") == (1e2, 1e7)
    pane.show_figure(wider(figure, 1e4, 1e5))
    assert limits(pane, "x") == (1e2, 1e7)
    pane.end_drag()
    assert limits(pane, "x") == (1e2, 1e7)
    qtbot.waitUntil(lambda: limits(pane, "x") == (1e4, 1e5), timeout=60_000)


def test_a_new_drag_before_settling_keeps_the_ranges(pane: FigurePane) -> None:
    pane.begin_drag()
    pane.show_figure(wider(figures.binding(), 1e2, 1e7))
    pane.end_drag()
    pane.begin_drag()
    pane.show_figure(wider(figures.binding(), 1e4, 1e5))
    assert limits(pane, "x") == (1e2, 1e7)
    pane.settle()


def test_the_cursor_reads_the_nearest_curve_with_its_band(qtbot: QtBot, pane: FigurePane) -> None:
    frame = pane.frames()[0]
    x, y = float(frame.x.px(1e5)), float(frame.y.px(0.29))
    qtbot.mouseMove(pane, QPoint(round(x), round(y)))
    pane.set_cursor((x, y))
    words = pane.cursor_words()
    assert words.startswith("1.00·10⁵: this design 0.29 (0.12–0.6")
    line = figures.binding().panels[0].lines[1]
    alpha = np.interp(np.log(1e5), np.log(line.x), np.gradient(np.log(line.y), np.log(line.x)))
    near = pane.frames()[0]
    pane.set_cursor((float(near.x.px(1e5)), float(near.y.px(np.interp(1e5, line.x, line.y)))))
    assert pane.cursor_words().endswith(f", α {format_number(float(alpha), digits=2)}")
    pane.set_cursor(None)
    assert pane.cursor_words() == ""


def test_the_map_reads_its_cell(qtbot: QtBot) -> None:
    made = FigurePane("selectivity", "Selectivity map", tokens())
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show_figure(figures.selectivity())
    frame = made.frames()[0]
    made.set_cursor((float(frame.x.px(500.0)), float(frame.y.px(100.0))))
    assert made.cursor_words().startswith("500, 100 nM: selectivity 6")
    assert made.cursor_words().endswith("robust, 100 % of draws")


def test_arrow_keys_move_the_read_out(qtbot: QtBot, pane: FigurePane) -> None:
    qtbot.keyClick(pane, Qt.Key.Key_Right)
    first = pane.cursor_words()
    qtbot.keyClick(pane, Qt.Key.Key_Right)
    assert first and pane.cursor_words() != first
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
    assert pane.cursor_words() == ""


def test_an_axis_takes_a_typed_range_and_gives_it_back(qtbot: QtBot, pane: FigurePane) -> None:
    frame = pane.frames()[0]
    assert pane.axis_at(20, 150) == "0"
    assert pane.axis_at((frame.box.left + frame.box.right) / 2, frame.box.bottom + 12) == "x"
    editor = pane.open_editor("x")
    editor.low.setText("2000")
    editor.high.setText("5e5")
    editor.use()
    assert limits(pane, "x") == (2000.0, 5e5)
    pane.open_editor("x").free()
    assert limits(pane, "x") == (1e3, 1e6)


def test_a_range_that_cannot_be_shown_is_said_and_changes_nothing(qtbot: QtBot, pane: FigurePane) -> None:
    editor = pane.open_editor("0")
    for low, high, words in (("-1", "1", "above zero"), ("1", "0.1", "smaller one"), ("many", "1", "many")):
        editor.low.setText(low)
        editor.high.setText(high)
        editor.use()
        assert words in editor.message.text()
        assert limits(pane, "0") == (1e-4, 1)
    editor.close()


def test_a_double_click_on_an_axis_opens_its_range(qtbot: QtBot, pane: FigurePane) -> None:
    qtbot.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(20, 150))
    assert pane.editor is not None and pane.editor.key == "0"
    assert pane.editor.isVisible()
    assert pane.rect().contains(pane.editor.geometry())
    qtbot.keyClick(pane.editor.low, Qt.Key.Key_Escape)
    assert not pane.findChildren(type(pane.editor), options=Qt.FindChildOption.FindDirectChildrenOnly) or not pane.editor.isVisible()


def test_an_old_picture_is_marked_after_a_moment_and_stays(qtbot: QtBot, pane: FigurePane) -> None:
    pane.mark_stale(True)
    assert pane.is_stale and not pane.is_marked
    qtbot.waitUntil(lambda: pane.is_marked, timeout=60_000)
    assert pane.arrays()
    assert pane.scene is not None
    pane.show_figure(figures.binding())
    assert not pane.is_stale


def test_the_menu_is_our_own_and_copies(qtbot: QtBot, pane: FigurePane) -> None:
    texts = [entry.text() for entry in pane.menu().actions() if entry.text()]
    assert texts == ["Copy picture", "Copy data", "Save as SVG…", "Save as PNG…", "Save as CSV…"]
    pane.copy_data()
    head = QGuiApplication.clipboard().text().split("\n")[0].split("\t")
    assert "bound fraction, this design [1]" in head
    pane.copy_picture()
    assert QGuiApplication.clipboard().image().width() == 1600
    QGuiApplication.clipboard().clear()


def test_a_pane_without_a_figure_offers_nothing_to_save(qtbot: QtBot) -> None:
    made = FigurePane("size", "Size", tokens())
    qtbot.addWidget(made)
    assert not any(entry.isEnabled() for entry in made.menu().actions() if entry.text())


def test_a_file_that_cannot_be_written_is_told(qtbot: QtBot, pane: FigurePane, tmp_path: Path) -> None:
    with qtbot.waitSignal(pane.failed) as told:
        pane.save_as(tmp_path / "none" / "a.svg")
    assert "could not be written" in told.args[0]
    with qtbot.waitSignal(pane.saved):
        pane.save_as(tmp_path / "a.svg")


@pytest.mark.parametrize("scale", [0.9, 1.4])
def test_text_size_scales_the_whole_pane(qtbot: QtBot, pane: FigurePane, scale: float) -> None:
    pane.set_tokens(tokens(), scale)
    assert pane.logical_size() == pytest.approx((pane.width() / scale, pane.height() / scale))
    box = pane.frames()[0].box
    assert box.left == 56.0
    assert not pane.grab().isNull()


def test_names_keep_their_places_from_frame_to_frame(pane: FigurePane) -> None:
    pane.grab()
    first = dict(pane.hints)
    figure = figures.binding()
    line = dataclasses.replace(figure.panels[0].lines[1], y=figure.panels[0].lines[1].y * 1.02)
    panel = dataclasses.replace(figure.panels[0], lines=(figure.panels[0].lines[0], line))
    pane.show_figure(dataclasses.replace(figure, panels=(panel,)))
    pane.grab()
    assert pane.hints == first


def test_the_particle_follows_its_facts(qtbot: QtBot) -> None:
    made = ParticlePane(tokens())
    qtbot.addWidget(made)
    made.resize(400, 320)
    assert made.content() is None
    shown = Particle(morphology="micelle", seed=1, outer=20, core=12, brush=8, reach=10, outer_chains=150, facing_out=20, molecules=90)
    made.show_particle(shown)
    first = made.grab().toImage()
    made.show_particle(dataclasses.replace(shown, facing_out=60))
    assert made.grab().toImage() != first
    assert made.objectName() == "plot:particle"
    assert "micelle" in made.accessibleDescription().lower()


def test_a_hidden_pane_keeps_no_pictures_and_shows_the_same_again(pane: FigurePane) -> None:
    before = pane.grab().toImage()
    pane.hide()
    assert pane._picture is None and pane._still is None
    pane.show()
    assert pane.grab().toImage() == before


def test_a_particle_that_cannot_be_drawn_leaves_nothing_of_the_one_before(qtbot: QtBot) -> None:
    pane = ParticlePane(tokens())
    qtbot.addWidget(pane)
    pane.resize(420, 320)
    pane.show()
    nothing = Particle(morphology="", seed=0, outer=0, core=0, reason="No carrier is chosen.")
    pane.show_particle(nothing)
    blank = pane.grab().toImage()
    pane.show_particle(Particle(morphology="micelle", seed=1, outer=15, core=8, brush=7, outer_chains=180))
    assert pane.grab().toImage() != blank
    pane.show_particle(nothing)
    assert pane.grab().toImage() == blank
