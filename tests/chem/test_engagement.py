"""Depletion, caps and selectivity that follow from a binding constant."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import constants
from formulator.chem.binding import bound, effective_dissociation_constant, occupancy, tether_2d_association
from formulator.chem.engagement import most_bound_particles, occupancy_with_depletion, receptor_discrimination, receptor_exponent

AMOUNTS = st.floats(1e-12, 1e-2)


@given(AMOUNTS, AMOUNTS, st.floats(1e-14, 10.0))
def test_no_more_is_bound_than_there_is(particles: float, places: float, k_d: float) -> None:
    share = occupancy_with_depletion(particle_concentration=particles, place_concentration=places, effective_dissociation_constant=k_d)
    assert 0.0 <= share <= 1.0 + 1e-12
    assert share * places <= particles * (1.0 + 1e-9)
    free = particles - share * places
    if free > 1e-4 * particles and share < 0.999:
        assert free * (1.0 - share) == pytest.approx(k_d * share, rel=1e-8)


def test_few_cells_leave_the_plain_share() -> None:
    strength = 20.0
    k_d = effective_dissociation_constant(log_binding_constant=strength)
    plain = occupancy(concentration=1e-6, log_binding_constant=strength)
    assert occupancy_with_depletion(
        particle_concentration=1e-6, place_concentration=1e-15, effective_dissociation_constant=k_d
    ) == pytest.approx(plain, rel=1e-8)


def test_many_cells_share_what_particles_there_are() -> None:
    share = occupancy_with_depletion(particle_concentration=1e-9, place_concentration=1e-6, effective_dissociation_constant=1e-14)
    assert share == pytest.approx(1e-3, rel=1e-6)


@given(st.floats(-30.0, 120.0), st.floats(1e-12, 1e-2))
def test_half_of_the_places_are_taken_at_the_dissociation_constant(strength: float, factor: float) -> None:
    k_d = effective_dissociation_constant(log_binding_constant=strength)
    assert k_d * constants.AVOGADRO * constants.UNIT_VOLUME * math.exp(strength) == pytest.approx(1.0, rel=1e-9)
    if 1e-200 < k_d < 1e4:
        assert occupancy(concentration=k_d, log_binding_constant=strength) == pytest.approx(0.5, rel=1e-9)
        below = occupancy(concentration=k_d * factor, log_binding_constant=strength)
        assert below == pytest.approx(factor / (1.0 + factor), rel=1e-9)


def test_absurdly_strong_and_weak_binding_stay_numbers() -> None:
    strengths = np.array([-1e5, -800.0, 800.0, 3e4])
    with np.errstate(all="raise"):
        share = occupancy(concentration=1e-6, log_binding_constant=strengths)
        k_d = effective_dissociation_constant(log_binding_constant=strengths)
    assert share == pytest.approx([0.0, 0.0, 1.0, 1.0], abs=1e-12)
    assert np.isfinite(k_d).all() and (k_d > 0.0).all()


def test_receptors_or_room_run_out_first() -> None:
    assert most_bound_particles(places=100.0, receptors=1e5, bonds=10.0) == 100.0
    assert most_bound_particles(places=1e5, receptors=1e5, bonds=10.0) == 1e4


def test_the_exponent_is_the_slope_of_the_occupancy() -> None:
    case = {
        "core_radius": 35e-9, "ligands": 100.0, "tether_molar_mass": 3.4, "brush_molar_mass": 2.0, "brush_density": 0.11e18,
        "dissociation_constant": 1e-4, "extra_bond_cost": 4.0,
    }  # fmt: skip
    step, receptors = 1e-4, 2e14
    shares = [
        occupancy(concentration=1e-6, log_binding_constant=float(bound(**case, receptor_density=receptors * math.exp(way)).log_constant))
        for way in (step, 0.0, -step)
    ]
    slope = (math.log(shares[0]) - math.log(shares[2])) / (2.0 * step)
    alpha = receptor_exponent(bonds=float(bound(**case, receptor_density=receptors).bonds), occupancy=shares[1])
    assert alpha == pytest.approx(slope, rel=2e-3)


def test_discrimination_by_receptors_is_even_for_equal_cells_and_symmetric() -> None:
    case = {"spread": 0.7, "healthy_spread": 0.4}
    assert receptor_discrimination(receptors=1e4, healthy_receptors=1e4, **case) == pytest.approx(0.5)
    there = receptor_discrimination(receptors=3e4, healthy_receptors=1e4, **case)
    back = receptor_discrimination(receptors=1e4, healthy_receptors=3e4, **case)
    assert there + back == pytest.approx(1.0)
    with np.errstate(all="raise"):
        many = receptor_discrimination(receptors=np.array([1e-3, 1e4, 1e14]), healthy_receptors=1e4, spread=0.05, healthy_spread=0.05)
    assert many == pytest.approx([0.0, 0.5, 1.0])


def test_the_tether_finds_its_receptor_somewhere_between_the_planes() -> None:
    """The end of the tether is somewhere: its density over the gap adds up to one chain (normalised at each separation)."""
    reach, gap = 4e-9, 3e-9
    stiffness = math.sqrt(1.5) / reach
    heights = np.linspace(0.0, gap, 20_001)
    whole = tether_2d_association(separation=gap, tether_end_to_end=reach, dissociation_constant=1e-3) * 1e-3 * constants.AVOGADRO
    density = whole * np.exp(-((heights * stiffness) ** 2) + (gap * stiffness) ** 2)
    assert float(np.sum(0.5 * (density[1:] + density[:-1]) * np.diff(heights))) == pytest.approx(1.0, rel=1e-6)


@pytest.mark.parametrize("k_d", [1e-200, 1e-60, 1e-20])
@pytest.mark.parametrize(("particles", "expected"), [(1e-9, 1e-3), (5e-7, 0.5), (1e-3, 1.0)])
def test_what_never_lets_go_fills_places_one_by_one(k_d: float, particles: float, expected: float) -> None:
    """However tight: as many places are taken as there are particles, and no more than there are."""
    share = occupancy_with_depletion(particle_concentration=particles, place_concentration=1e-6, effective_dissociation_constant=k_d)
    assert share == pytest.approx(expected, rel=1e-6)
