"""Shares of the spread as bars."""

from __future__ import annotations

import pytest

from formulator.explore.sensitivity import sensitivity
from formulator.explore.shares import shares_of

from .cases import case


def test_each_input_has_its_share_alone_and_with_the_others() -> None:
    example = case("dpgs-micelle")
    figure = shares_of(example.design, example.catalogue, example.prediction, "charge.zeta", 128, 3)
    found = sensitivity(example.design, example.catalogue, "charge.zeta", 128, 3)
    bars = figure.panels[0].bars
    assert len(bars) == figure.panels[0].y.high and bars[0].label.endswith(", alone") and bars[1].label == "with others"
    assert bars[0].high == pytest.approx(max(0.0, 100 * found.shares[0].first))
    assert bars[1].high == pytest.approx(100 * found.shares[0].total)
    assert all(0 <= bar.high <= 100 for bar in bars)


def test_an_answer_without_a_value_says_why() -> None:
    example = case("sirna-polyplex")
    figure = shares_of(example.design, example.catalogue, example.prediction, "targeting.selectivity", 128)
    assert figure.empty and not figure.panels[0].bars


def test_progress_ends_at_the_whole() -> None:
    example, told = case("dpgs-micelle"), []
    shares_of(example.design, example.catalogue, example.prediction, "charge.zeta", 128, 0, told.append)
    assert told == sorted(told) and told[-1] == 1.0
