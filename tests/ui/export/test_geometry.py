"""Cutting, hatching and outlines."""

from __future__ import annotations

import numpy as np
import pytest

from formulator.ui.export import geometry
from formulator.ui.export.shapes import Box

BOX = Box(0, 0, 10, 10)


def area(loop: np.ndarray) -> float:
    x, y = loop.T
    return float(abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2)


def test_a_line_that_leaves_and_returns_becomes_two() -> None:
    parts = geometry.clipped_line(np.array([[1.0, 5.0], [5.0, 15.0], [9.0, 5.0]]), BOX)
    assert len(parts) == 2
    assert parts[0][-1] == pytest.approx([3.0, 10.0])
    assert parts[1][0] == pytest.approx([7.0, 10.0])


def test_a_line_outside_is_not_drawn() -> None:
    assert geometry.clipped_line(np.array([[-5.0, -5.0], [-1.0, 20.0]]), BOX) == ()


def test_an_area_is_cut_to_the_box() -> None:
    cut = geometry.clipped_area(np.array([[-5.0, -5.0], [20.0, -5.0], [20.0, 20.0], [-5.0, 20.0]]), BOX)
    assert area(cut) == pytest.approx(100.0)


@pytest.mark.parametrize("style", ["/", "\\"])
def test_hatching_stays_inside_and_keeps_its_distance(style: str) -> None:
    lines = geometry.hatch((BOX.corners,), style, pitch=2.0)
    assert len(lines) >= 6
    for line in lines:
        assert line.min() >= -1e-9
        assert line.max() <= 10 + 1e-9
        slope = (line[1, 1] - line[0, 1]) / (line[1, 0] - line[0, 0])
        assert slope == pytest.approx(-1.0 if style == "/" else 1.0)


def test_hatching_leaves_a_hole_open() -> None:
    hole = Box(3, 3, 7, 7).corners
    middles = [line.mean(axis=0) for line in geometry.hatch((BOX.corners, hole), "/", pitch=1.0)]
    assert not any(3 < x < 7 and 3 < y < 7 for x, y in middles)


def test_the_outline_of_a_cone_is_its_circle() -> None:
    """{r <= 3} of a cone has the area 9 pi; linear interpolation on a grid of 0.25 loses less than 1 %."""
    x = np.arange(-5, 5.01, 0.25)
    across, down = np.meshgrid(x, x)
    loops = geometry.outlines(x, x, -np.hypot(across, down), -3.0)
    assert len(loops) == 1
    assert area(loops[0]) == pytest.approx(9 * np.pi, rel=0.01)


def test_a_region_at_the_edge_of_the_map_closes_along_the_edge() -> None:
    x = np.linspace(0, 10, 11)
    across, _ = np.meshgrid(x, x)
    loops = geometry.outlines(x, x, across, 4.5)
    assert len(loops) == 1
    assert area(loops[0]) == pytest.approx(5.5 * 10)


def test_a_ring_has_an_outer_and_an_inner_outline() -> None:
    x = np.linspace(-5, 5, 41)
    across, down = np.meshgrid(x, x)
    radius = np.hypot(across, down)
    assert len(geometry.outlines(x, x, -np.abs(radius - 3), -1.0)) == 2


def test_missing_values_are_outside_every_step() -> None:
    x = np.linspace(0, 1, 5)
    z = np.full((5, 5), 2.0)
    z[:, 3:] = np.nan
    loops = geometry.outlines(x, x, z, 1.0)
    assert len(loops) == 1
    assert loops[0][:, 0].max() < 0.75


def test_rounding_keeps_a_window_within_its_stairs() -> None:
    loop = BOX.corners
    smooth = geometry.rounded(loop)
    assert smooth.min() >= 0
    assert smooth.max() <= 10
    assert area(smooth) > 80


def test_the_deepest_cell_is_far_from_the_edge() -> None:
    mask = np.zeros((9, 9), dtype=bool)
    mask[1:8, 1:8] = True
    assert geometry.deepest(mask) == (4, 4)
    assert geometry.deepest(np.zeros((3, 3), dtype=bool)) is None


def test_a_line_along_the_inside_and_out_again_stays_one_part() -> None:
    box = Box(0, 0, 10, 10)
    points = np.array([[-5.0, 5.0], [2.0, 5.0], [4.0, 6.0], [6.0, 5.0], [15.0, 5.0], [15.0, 20.0], [5.0, 20.0],
                       [5.0, 8.0], [np.nan, 1.0], [1.0, 1.0], [2.0, 2.0]])  # fmt: skip
    one, two, three = geometry.clipped_line(points, box)
    assert one.tolist() == [[0.0, 5.0], [2.0, 5.0], [4.0, 6.0], [6.0, 5.0], [10.0, 5.0]]
    assert two.tolist() == [[5.0, 10.0], [5.0, 8.0]]
    assert three.tolist() == [[1.0, 1.0], [2.0, 2.0]]
