"""Coils and brushes: limits, order, and the scaling laws of the theory."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import corona

SEGMENTS, LENGTH = st.floats(10, 500), st.floats(0.28e-9, 0.4e-9)
DENSITY, RADIUS = st.floats(1e16, 2e18), st.floats(2e-9, 5e-7)


def test_segments_of_peg_and_of_another_polymer() -> None:
    """PEG 5000: (5000 − 18) / 44.05 = 113.10."""
    assert corona.segment_number(chain_molar_mass=5.0) == pytest.approx(113.0988, abs=1e-4)
    assert corona.segment_number(chain_molar_mass=5.0, repeat_molar_mass=0.1, end_molar_mass=0.0) == pytest.approx(50.0)
    assert corona.segment_number(chain_molar_mass=0.01) == 0.0


def test_published_flory_radii_of_peg() -> None:
    """PEG 2000 3.4 nm and PEG 5000 6.0 nm, the figures in common use for b = 0.35 nm."""
    for mass, radius in ((2.0, 3.44e-9), (5.0, 5.97e-9)):
        segments = corona.segment_number(chain_molar_mass=mass)
        assert corona.flory_radius(segments=segments, segment_length=0.35e-9) == pytest.approx(radius, rel=2e-3)


@given(segments=SEGMENTS, length=LENGTH, density=DENSITY)
def test_a_curved_brush_becomes_the_flat_one_on_a_huge_core(segments: float, length: float, density: float) -> None:
    case = {"segments": segments, "segment_length": length, "grafting_density": density}
    flat = corona.brush_height_planar(**case)
    assert corona.brush_height_curved(core_radius=1e-3, **case) == pytest.approx(flat, rel=1e-4)


@given(segments=SEGMENTS, length=LENGTH, density=DENSITY, radius=RADIUS, factor=st.floats(1.01, 10))
def test_a_curved_brush_is_lower_than_a_flat_one_and_grows_with_the_core(
    segments: float, length: float, density: float, radius: float, factor: float
) -> None:
    case = {"segments": segments, "segment_length": length, "grafting_density": density}
    small = corona.brush_height_curved(core_radius=radius, **case)
    large = corona.brush_height_curved(core_radius=radius * factor, **case)
    assert small < large < corona.brush_height_planar(**case)


@given(segments=SEGMENTS, length=LENGTH, density=DENSITY)
def test_the_parabolic_brush_stands_in_a_fixed_ratio_to_the_flat_one(segments: float, length: float, density: float) -> None:
    """(12/π²)^(1/3) = 1.0674 (Milner, Witten and Cates 1988)."""
    case = {"segments": segments, "segment_length": length, "grafting_density": density}
    assert corona.brush_height_mwc(**case) / corona.brush_height_planar(**case) == pytest.approx(1.06735, rel=1e-4)


@given(segments=SEGMENTS, density=DENSITY, radius=RADIUS, factor=st.floats(1.01, 5))
def test_the_corona_never_thins_as_chains_are_added_or_grow(segments: float, density: float, radius: float, factor: float) -> None:
    case = {"segment_length": 0.35e-9, "core_radius": radius}
    plain = corona.corona_thickness(segments=segments, grafting_density=density, **case)
    assert corona.corona_thickness(segments=segments, grafting_density=density * factor, **case) >= plain
    assert corona.corona_thickness(segments=segments * factor, grafting_density=density, **case) > plain


@given(segments=SEGMENTS, length=LENGTH, density=st.floats(1e14, 1e21), radius=RADIUS)
def test_the_corona_lies_between_the_coil_and_the_stretched_chain(segments: float, length: float, density: float, radius: float) -> None:
    thickness = corona.corona_thickness(segments=segments, segment_length=length, grafting_density=density, core_radius=radius)
    assert thickness >= corona.flory_radius(segments=segments, segment_length=length) * (1 - 1e-12)
    assert thickness <= corona.contour_length(segments=segments, segment_length=length) * (1 + 1e-12)


def test_a_short_dense_chain_is_capped_by_its_length() -> None:
    case = {"segments": 100.0, "segment_length": 0.35e-9, "core_radius": 1e-6}
    assert corona.corona_thickness(grafting_density=1e20, **case) == pytest.approx(35e-9)


def test_overlap_one_means_one_coil_each() -> None:
    radius = 3e-9
    assert corona.brush_overlap(flory_radius=radius, grafting_density=1.0 / (math.pi * radius**2)) == pytest.approx(1.0)


def test_regimes_bear_their_usual_names() -> None:
    assert [corona.regime(overlap) for overlap in (0.5, 1.0, 4.9, 5.0)] == ["mushroom", "transition", "transition", "brush"]
