"""Cause of change: bars that begin and end at the totals and join on the way."""

from __future__ import annotations

import numpy as np
import pytest

from formulator.ui.export.causes import MOST_STEPS, Causes, causes_scene, cut, height_of, signed
from formulator.ui.export.shapes import Path, Text, approximate_width
from formulator.ui.tokens import LIGHT

STEPS = (("Density 0 → 10 mol%", 0.061), ("Tether 5 → 6.5 kg/mol", 0.009), ("Feed 2 → 1.6 mg", -0.002))
CAUSES = Causes(before=("P3 blank", 0.022), after=("cRGD 10", 0.090), steps=STEPS, unit="%ID")


def bars(causes: Causes, width: float = 460.0) -> list[tuple[float, float]]:
    scene = causes_scene(causes, LIGHT, width=width)
    found = [shape for shape in scene.shapes if isinstance(shape, Path) and shape.name in ("total", "fill")]
    return [(float(shape.parts[0][:, 0].min()), float(shape.parts[0][:, 0].max())) for shape in found]


def test_each_bar_begins_where_the_one_above_ended() -> None:
    before, density, tether, feed, after = bars(CAUSES)
    assert density[0] == pytest.approx(before[1]) and tether[0] == pytest.approx(density[1])
    assert feed[1] == pytest.approx(tether[1]), "a fall goes back to the left"
    assert after == pytest.approx((before[0], feed[0]))


def test_lengths_are_to_one_scale() -> None:
    before, density, *_ = bars(CAUSES)
    assert (density[1] - density[0]) / (before[1] - before[0]) == pytest.approx(0.061 / 0.022)


def test_negative_totals_go_to_the_left_of_zero() -> None:
    causes = Causes(before=("a", -4.0), after=("b", 2.0), steps=(("x", 6.0),), unit="mV")
    scene = causes_scene(causes, LIGHT, width=460.0)
    zero = next(shape for shape in scene.shapes if isinstance(shape, Path) and shape.name == "zero").parts[0][0][0]
    before, step, after = bars(causes)
    assert before[1] == pytest.approx(zero) == pytest.approx(after[0]) and step == pytest.approx((before[0], after[1]))


def test_no_change_at_all_can_be_drawn() -> None:
    assert np.isfinite(bars(Causes(before=("a", 0.0), after=("b", 0.0), steps=(("x", 0.0),)))).all()


def test_many_small_steps_are_drawn_together_and_still_add_up() -> None:
    steps = tuple((f"field {number}", 1.0 / 2**number) for number in range(12))
    total = sum(part for _, part in steps)
    shown = Causes(before=("a", 1.0), after=("b", 1.0 + total), steps=steps).shown
    assert len(shown) == MOST_STEPS and shown[-1][0] == "7 further changes"
    assert sum(part for _, part in shown) == pytest.approx(total, rel=1e-12)


def test_a_fall_is_hollow_and_has_its_sign() -> None:
    scene = causes_scene(CAUSES, LIGHT, width=460.0)
    fills = [shape.fill for shape in scene.shapes if isinstance(shape, Path) and shape.name == "fill"]
    assert fills[2] == LIGHT.paper and fills[0] == fills[1] == LIGHT.roles["design"].fill
    parts = [shape.text for shape in scene.shapes if isinstance(shape, Text) and shape.name == "part"]
    assert parts == ["0.022 %ID", "+0.061", "+0.0090", "−0.0020", "0.090 %ID"]
    assert "Density 0 → 10 mol% +0.061" in scene.about and signed(0.0) == "0"


@pytest.mark.parametrize("width", [232.0, 460.0, 900.0])
def test_nothing_stands_outside_at_any_width(width: float) -> None:
    scene = causes_scene(CAUSES, LIGHT, width=width, notes=("One line.",))
    assert scene.height == height_of(CAUSES, 1)
    for shape in scene.shapes:
        if isinstance(shape, Text):
            assert shape.x >= 0 and shape.x + approximate_width(shape.text, shape.size, shape.bold) <= width + 1, shape.text
            assert shape.y <= scene.height


def test_a_long_name_is_cut_with_dots() -> None:
    short = cut("a very long name of a field indeed", 60.0, approximate_width)
    assert short.endswith("…") and approximate_width(short, 11.0) <= 60.0 and cut("ab", 60.0, approximate_width) == "ab"
