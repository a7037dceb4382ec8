"""Bands of the plots: while new ones are worked out those before stay, and say so."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from formulator.explore.curves import figure as drawn_anew
from formulator.explore.figure import Axis, Figure, Line, Panel
from formulator.ui.feed import Feed, with_bands_of
from formulator.ui.workbench import Workbench
from formulator.units import Value


def figure(*, band: bool, last: float = 3.0, height: float = 1.0, empty: str = "") -> Figure:
    x = np.array([1.0, 2.0, last])
    y = height * x
    line = Line(label="this design", role="design", x=x, y=y, low=y / 2 if band else None, high=y * 2 if band else None)
    axis = Axis(label="a", unit="nm", low=0, high=10)
    return Figure(id="size", title="Size", x=axis, panels=(Panel(y=axis, lines=(line,)),), empty=empty)


def test_a_curve_without_a_band_keeps_the_one_before_and_says_that_another_follows() -> None:
    found = with_bands_of(figure(band=True), figure(band=False, height=1.1))
    line = found.panels[0].lines[0]
    assert found.provisional
    np.testing.assert_array_equal(line.y, 1.1 * line.x)
    np.testing.assert_array_equal(line.low, line.x / 2)


def test_a_band_of_its_own_is_never_replaced() -> None:
    own = figure(band=True, height=2.0)
    assert with_bands_of(figure(band=True), own) is own


def test_a_band_over_another_range_is_not_kept() -> None:
    bare = figure(band=False, last=4.0)
    assert with_bands_of(figure(band=True), bare) is bare
    gone = figure(band=False, empty="no ligand")
    assert with_bands_of(figure(band=True), gone) is gone
    assert with_bands_of(None, bare) is bare
    two = dataclasses.replace(bare, panels=bare.panels * 2)
    assert with_bands_of(figure(band=True), two) is two


def test_a_kept_band_keeps_its_room_too() -> None:
    wide, narrow = (Axis(label="a", unit="nm", low=low, high=high) for low, high in ((-20, 20), (-10, 30)))
    before, after = figure(band=True), figure(band=False)
    before = dataclasses.replace(before, panels=(dataclasses.replace(before.panels[0], y=wide),))
    after = dataclasses.replace(after, panels=(dataclasses.replace(after.panels[0], y=narrow),))
    found = with_bands_of(before, after).panels[0].y
    assert (found.low, found.high) == (-20, 30)


class Pane:
    """What the feed asks of a pane."""

    def __init__(self) -> None:
        self.shown: Figure | None = None

    def show_figure(self, found: Figure) -> None:
        self.shown = found

    def set_decimal(self, decimal: str) -> None:
        assert decimal == "."

    def mark_stale(self, stale: bool) -> None:
        del stale

    def begin_drag(self) -> None:
        return

    def end_drag(self) -> None:
        return


NAMES = ("binding", "time", "size", "zeta", "loading")


def test_what_a_frame_had_no_time_for_comes_first_in_the_next(bench: Workbench) -> None:
    feed = Feed(bench, {name: Pane() for name in (*NAMES, "selectivity")}, lambda: ("binding", "selectivity", "time", "size"))
    feed.refresh()
    assert feed._waiting == ["size", "binding", "time"], "closed forms are part of every frame"
    feed._waiting = ["time"]
    bench.edit("ligand.density", Value(7.0, "mol%"))
    assert feed._waiting == ["size", "time", "binding"]
    feed.close()


def test_a_frame_that_has_no_time_left_shows_one_curve_of_binding_and_goes_on_in_the_next_turn(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workbench, "is_moving", property(lambda _bench: True))
    monkeypatch.setattr("formulator.ui.feed._SHARE", -1)
    panes = {name: Pane() for name in NAMES}
    feed = Feed(bench, panes, lambda: NAMES)
    turns: list[int] = []
    feed._turn.timeout.connect(lambda: turns.append(len(feed._waiting)))
    with qtbot.waitSignal(feed.drawn, timeout=10_000):
        feed.refresh()
    assert turns == [4, 3, 2, 1, 0] and all(pane.shown is not None for pane in panes.values())
    feed.close()


def test_figures_of_one_turn_are_those_that_a_fresh_start_would_draw(bench: Workbench, qtbot: QtBot) -> None:
    panes = {name: Pane() for name in NAMES}
    feed = Feed(bench, panes, lambda: NAMES)
    for density in (6.0, 7.0):
        with qtbot.waitSignal(feed.drawn, timeout=10_000):
            bench.edit("ligand.density", Value(density, "mol%"))
            feed.refresh()
        assert bench.predicted is not None and bench.prediction is not None and bench.catalogue is not None
        for name, pane in panes.items():
            anew = drawn_anew(name, bench.predicted, bench.catalogue, bench.prediction)
            assert pane.shown is not None
            lines = zip(anew.panels[0].lines, pane.shown.panels[0].lines, strict=True)
            assert all(mine.y.tobytes() == its.y.tobytes() for mine, its in lines), name
    feed.close()
