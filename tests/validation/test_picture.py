"""Pictures of a report: axes that fit the scale, and a filled mark for what an interval missed."""

from __future__ import annotations

import re

import pytest

from formulator.validation.picture import _Axis, against, histogram

from .cases import report


@pytest.mark.parametrize(("scale", "values"), [("ln", [20.0, 600.0]), ("linear", [-40.0, 60.0]), ("logit", [3.0, 99.0])])
def test_ticks_are_few_and_lie_inside(scale: str, values: list[float]) -> None:
    axis = _Axis(scale, values)
    ticks = axis.ticks()
    assert 3 <= len(ticks) <= 9 and ticks == sorted(ticks)
    places = [axis.place(value) for value in ticks]
    assert places == sorted(places) and places[0] >= 0 and places[-1] <= 300


def test_a_missed_value_is_drawn_filled() -> None:
    found = [entry for entry in report().comparisons if entry.path == "size.pdi"]
    inside = [entry for entry in found if entry.score.covered][:4]
    missed = [entry for entry in found if not entry.score.covered][:4]
    assert len(missed) == 4
    filled = re.compile(r'<g><(?:circle|path)[^>]*fill="#1a1c1e"')
    assert len(filled.findall(against("size.pdi", inside))) == 0
    assert len(filled.findall(against("size.pdi", missed))) == 4


def test_the_histogram_has_ten_bars() -> None:
    found = [entry for entry in report().comparisons if entry.path == "size.pdi"]
    assert histogram("size.pdi", found).count("<rect") == 10
