"""Bars and words of several cells."""

from __future__ import annotations

import math

import pytest

from formulator.explore.cells import ANSWERS, BOUND, SELECTIVITY, Answer, panel
from formulator.explore.cells_figure import NOT_KNOWN, answer_words, cells_figure

from .cases import DRAWS, SEED, case


@pytest.mark.parametrize("path", ANSWERS)
def test_each_bar_is_the_interval_of_its_cell_around_its_value(path: str) -> None:
    example = case("transferrin-pamam-doxorubicin")
    found = panel(example.design, example.catalogue, example.prediction, None, DRAWS, SEED)
    figure = cells_figure(found, path)
    rows = {row.label: row for row in found.rows}
    bars = figure.panels[0].bars
    assert len(bars) == len(rows) - (path == SELECTIVITY) and figure.x.label == ANSWERS[path]
    for bar in bars:
        answer = rows[bar.label].answers[path]
        assert (bar.low, bar.at, bar.high) == (answer.low, answer.value, answer.high)
        assert figure.x.low <= bar.low and bar.high <= figure.x.high


def test_a_cell_with_unknown_receptors_has_a_name_and_no_bar() -> None:
    example = case("crgd-polymersome-docetaxel")
    figure = cells_figure(panel(example.design, example.catalogue, example.prediction, ("cell:hela",)), BOUND)
    bar = next(bar for bar in figure.panels[0].bars if bar.label == "HeLa")
    assert math.isnan(bar.low) and bar.at is None and bar.detail == NOT_KNOWN
    assert "Receptors not known, so nothing is said: HeLa." in figure.note


def test_nothing_to_show_is_said() -> None:
    example = case("sirna-polyplex")
    assert cells_figure(panel(example.design, example.catalogue, example.prediction), BOUND).empty == "No ligand is chosen."


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "—"),
        (Answer(value=0.23, low=0.08, high=0.46), "0.23 (0.080–0.46)"),
        (Answer(value=21.0), "21"),
        (Answer(value=math.inf), "none binds here"),
        (Answer(value=math.inf, low=150.0, high=math.inf), "above 150: none binds here"),
        (Answer(value=40.0, low=9.0, high=math.inf), "40 (above 9.0)"),
    ],
)
def test_words_of_an_answer(answer: Answer | None, words: str) -> None:
    assert answer_words(answer) == words
