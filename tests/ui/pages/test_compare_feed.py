"""Predictions of other variants: worked out once, in order, and never for another catalogue than theirs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from formulator import design as designs
from formulator.design import Design
from formulator.ui.pages.compare_feed import KEPT, STAGES, CompareFeed
from formulator.ui.workbench import Workbench
from formulator.uncertainty import propagate
from formulator.units import Value


@pytest.fixture
def feed(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> Iterator[CompareFeed]:
    monkeypatch.setattr("formulator.ui.pages.compare_feed.BAND_DRAWS", 8)
    parent = QObject()
    made = CompareFeed(bench, parent, inline=True)
    yield made
    made.close()


def with_density(bench: Workbench, percent: float) -> Design:
    return designs.replaced(bench.design, "ligand.density", Value(percent, "mol%"))


def test_a_design_gets_values_intervals_and_a_banded_curve(feed: CompareFeed, bench: Workbench) -> None:
    design = with_density(bench, 3.0)
    feed.want([design])
    known = feed.known(design)
    assert known.done == set(STAGES) and not feed.is_busy
    assert bench.catalogue is not None and known.prediction is not None and known.figure is not None
    expected = propagate(design, bench.catalogue, 64, 0)
    assert known.prediction["size.hydrodynamic_diameter"] == expected["size.hydrodynamic_diameter"]
    assert any(line.low is not None for line in known.figure.panels[0].lines)


def test_values_of_all_come_before_the_intervals_of_any(feed: CompareFeed, bench: Workbench) -> None:
    wanted = [with_density(bench, percent) for percent in (3.0, 4.0, 5.0)]
    seen: list[list[set[str]]] = []
    feed.arrived.connect(lambda: seen.append([set(feed.known(design).done) for design in wanted]))
    feed.want(wanted)
    first = next(number for number, stages in enumerate(seen) if any("draws" in one for one in stages))
    assert all("point" in one for one in seen[first - 1]) and len(seen) == 3 * len(STAGES)


def test_nothing_is_worked_out_twice(feed: CompareFeed, bench: Workbench) -> None:
    arrived: list[int] = []
    feed.arrived.connect(lambda: arrived.append(1))
    feed.want([with_density(bench, 3.0), with_density(bench, 3.0)])
    count = len(arrived)
    feed.want([with_density(bench, 3.0)])
    assert count == len(arrived) == len(STAGES)


def test_another_catalogue_is_another_prediction(feed: CompareFeed, bench: Workbench) -> None:
    design = bench.design
    feed.want([design])
    before = feed.known(design).prediction
    assert bench.catalogue is not None
    material = bench.catalogue.get("ligand:crgd") if "ligand:crgd" in bench.catalogue else bench.catalogue.get(design.ligands[0].id or "")
    bench.catalogue = bench.catalogue.with_materials([material])
    assert feed.known(design).prediction is None
    feed.want([design])
    assert feed.known(design).prediction is not None and feed.known(design).prediction is not before


def test_what_the_window_works_out_itself_is_not_worked_out_again(feed: CompareFeed, bench: Workbench) -> None:
    feed._waiting.clear()
    known = None
    feed.want([bench.design])
    known = feed.known(bench.design)
    bench.evaluate()
    assert known.prediction is bench.prediction


def test_the_oldest_predictions_are_forgotten(feed: CompareFeed, bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "_next", lambda *_: None)
    made = [with_density(bench, 1.0 + number) for number in range(KEPT + 5)]
    for design in made:
        feed.want([design])
    assert len(feed._kept) == KEPT and (made[-1], bench.catalogue.digest) in feed._kept  # type: ignore[union-attr]


def test_when_nobody_looks_nothing_more_is_begun(bench: Workbench, qtbot: QtBot) -> None:
    parent = QObject()
    feed = CompareFeed(bench, parent)
    designs_wanted = [with_density(bench, percent) for percent in (3.0, 4.0, 5.0)]
    feed.want(designs_wanted)
    feed.pause()
    qtbot.waitUntil(lambda: not feed.is_busy, timeout=60_000)
    assert sum(len(feed.known(design).done) for design in designs_wanted) == 1
    feed.close()
