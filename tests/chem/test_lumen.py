"""Lumens: geometry, chance filling and pH gradients."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.chem import lumen


def test_lumen_and_membrane_make_up_the_vesicle() -> None:
    """At membrane density = polymer concentration the EE is lumen volume / membrane volume."""
    inside = lumen.lumen_volume(outer_diameter=100e-9, membrane_thickness=10e-9)
    ratio = lumen.passive_encapsulation_efficiency(
        outer_diameter=100e-9, membrane_thickness=10e-9, membrane_density=1100.0, polymer_concentration=1100.0
    )
    assert inside / ratio + inside == pytest.approx(math.pi / 6 * 100e-9**3, rel=1e-12)


def test_a_membrane_as_thick_as_the_radius_leaves_no_lumen() -> None:
    thickness = np.array([10e-9, 49e-9, 50e-9, 80e-9])
    volume = lumen.lumen_volume(outer_diameter=100e-9, membrane_thickness=thickness)
    assert (volume[:2] > 0.0).all() and (volume[2:] == 0.0).all()
    nothing = lumen.passive_encapsulation_efficiency(
        outer_diameter=100e-9, membrane_thickness=80e-9, membrane_density=1100.0, polymer_concentration=5.0
    )
    assert nothing == 0.0


def test_occupancy_follows_poisson() -> None:
    mean = np.array([0.0, 1e-9, 1.0, 50.0, 1e6])
    share = lumen.occupied_fraction(mean_number=mean)
    np.testing.assert_allclose(share, [0.0, 1e-9, 1 - math.exp(-1), 1.0, 1.0], rtol=1e-8)


def test_equal_ph_on_both_sides_loads_only_the_volume_share() -> None:
    assert lumen.ph_gradient_ratio(pka=8.25, ph_inside=7.4, ph_outside=7.4) == pytest.approx(1.0, rel=1e-14)
    share = lumen.ph_gradient_loading(pka=8.25, ph_inside=7.4, ph_outside=7.4, lumen_volume_fraction=0.05)
    assert share == pytest.approx(0.05, rel=1e-14)


def test_a_strong_base_is_drawn_in_tenfold_per_ph_unit_and_a_weak_one_is_not() -> None:
    strong = lumen.ph_gradient_ratio(pka=12.0, ph_inside=np.array([6.4, 5.4, 4.4]), ph_outside=7.4)
    np.testing.assert_allclose(strong, [10.0, 100.0, 1000.0], rtol=1e-4)
    assert lumen.ph_gradient_ratio(pka=1.0, ph_inside=6.4, ph_outside=7.4) == pytest.approx(1.0, abs=1e-5)


def test_loading_rises_with_the_gradient() -> None:
    inside = np.linspace(7.4, 3.0, 30)
    loaded = lumen.ph_gradient_loading(pka=8.25, ph_inside=inside, ph_outside=7.4, lumen_volume_fraction=0.01)
    assert (np.diff(loaded) > 0.0).all() and loaded[-1] < 1.0


def test_the_buffer_holds_its_capacity_times_the_rise_it_may_make() -> None:
    held = lumen.buffer_limited_concentration(buffer_capacity=80.0, ph_inside=4.0, ph_limit=np.array([4.0, 6.0]))
    np.testing.assert_allclose(held, [0.0, 160.0])


def test_copies_enclosed_by_chance_follow_poisson() -> None:
    """Term by term: 1 − e^−n Σ n^j/j!."""
    mean = 3.7
    for copies in range(1, 9):
        fewer = sum(mean**j / math.factorial(j) for j in range(copies))
        got = lumen.copies_probability(mean_number=mean, copies=float(copies))
        assert got == pytest.approx(1.0 - math.exp(-mean) * fewer, rel=1e-12)
    assert lumen.copies_probability(mean_number=0.4, copies=1.0) == pytest.approx(lumen.occupied_fraction(mean_number=0.4), rel=1e-12)


def test_more_copies_are_rarer_and_a_larger_mean_makes_them_likelier() -> None:
    rarer = lumen.copies_probability(mean_number=5.0, copies=np.arange(1.0, 30.0))
    likelier = lumen.copies_probability(mean_number=np.geomspace(1e-3, 1e3, 40), copies=3.0)
    assert (np.diff(rarer) < 0.0).all() and (np.diff(likelier) >= 0.0).all()
    assert lumen.copies_probability(mean_number=0.0, copies=1.0) == 0.0
