"""Chains in a particle, membranes, and shapes."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import assembly
from formulator.chem.assembly import SHAPES

RADIUS, BLOCK, LOADING = st.floats(2e-9, 2e-7), st.floats(0.5, 100), st.floats(0, 0.9)


@given(radius=RADIUS, density=st.floats(900, 1500), block=BLOCK, drug=LOADING)
def test_radius_and_number_of_chains_go_there_and_back(radius: float, density: float, block: float, drug: float) -> None:
    case = {"core_density": density, "core_block_molar_mass": block, "drug_weight_fraction": drug}
    count = assembly.aggregation_number(core_radius=radius, **case)
    assert assembly.core_radius(aggregation_number=count, **case) == pytest.approx(radius, rel=1e-12)


@given(radius=RADIUS, density=st.floats(900, 1500), block=BLOCK, drug=LOADING)
def test_grafting_density_is_chains_over_surface(radius: float, density: float, block: float, drug: float) -> None:
    case = {"core_radius": radius, "core_density": density, "core_block_molar_mass": block, "drug_weight_fraction": drug}
    chains = assembly.aggregation_number(**case)
    assert assembly.grafting_density(**case) == pytest.approx(chains / (4 * math.pi * radius**2), rel=1e-12)


def test_a_core_of_drug_alone_has_no_chains() -> None:
    case = {"core_radius": 1e-8, "core_density": 1200.0, "core_block_molar_mass": 5.0, "drug_weight_fraction": 1.0}
    assert assembly.aggregation_number(**case) == 0.0 and assembly.grafting_density(**case) == 0.0


@given(radius=st.floats(2e-8, 5e-7), share=st.floats(0.01, 0.99))
def test_a_vesicle_holds_the_chains_of_its_membrane(radius: float, share: float) -> None:
    """Full sphere less lumen, each counted as a solid core."""
    thickness = share * radius
    solid = {"core_density": 1100.0, "core_block_molar_mass": 4.0, "drug_weight_fraction": 0.0}
    expected = assembly.aggregation_number(core_radius=radius, **solid) - assembly.aggregation_number(
        core_radius=radius - thickness, **solid
    )
    got = assembly.polymersome_aggregation_number(
        outer_radius=radius, membrane_thickness=thickness, membrane_density=1100.0, hydrophobic_molar_mass=4.0
    )
    assert got == pytest.approx(expected, rel=1e-9)


def test_a_membrane_thicker_than_the_vesicle_gives_no_value() -> None:
    case = {"outer_radius": 8e-9, "membrane_thickness": 10e-9}
    assert math.isnan(assembly.outer_leaflet_fraction(**case))
    assert math.isnan(assembly.polymersome_aggregation_number(membrane_density=1100.0, hydrophobic_molar_mass=4.0, **case))


def test_61_percent_of_the_chains_of_a_100_nm_vesicle_point_outwards() -> None:
    """R = 50, t = 10 nm: 2500 / (2500 + 1600)."""
    assert assembly.outer_leaflet_fraction(outer_radius=50e-9, membrane_thickness=10e-9) == pytest.approx(2500 / 4100)
    flat = assembly.outer_leaflet_fraction(outer_radius=1e-3, membrane_thickness=10e-9)
    assert flat == pytest.approx(0.5, abs=1e-5)


def test_scaling_laws_pass_through_their_anchor() -> None:
    assert assembly.membrane_thickness(hydrophobic_molar_mass=2.5, reference_thickness=9.6e-9, reference_molar_mass=2.5) == 9.6e-9
    count = assembly.scaled_aggregation_number(
        core_segments=40.0,
        corona_segments=113.0,
        reference_aggregation_number=120.0,
        reference_core_segments=40.0,
        reference_corona_segments=113.0,
    )
    assert count == pytest.approx(120.0)


def test_longer_cores_gather_more_chains_and_longer_coronas_fewer() -> None:
    case = {"reference_aggregation_number": 100.0, "reference_core_segments": 40.0, "reference_corona_segments": 100.0}
    assert assembly.scaled_aggregation_number(core_segments=80.0, corona_segments=100.0, **case) == pytest.approx(400.0)
    assert assembly.scaled_aggregation_number(core_segments=40.0, corona_segments=200.0, **case) == pytest.approx(100 * 2**-0.8)


@given(share=st.floats(0, 1))
def test_the_shapes_share_all_the_probability(share: float) -> None:
    chances = [assembly.morphology_probability(hydrophilic_weight_fraction=share, shape=shape) for shape in SHAPES]
    assert sum(chances) == pytest.approx(1.0, abs=1e-12)
    assert all(-1e-15 <= chance <= 1.0 for chance in chances)


def test_shapes_follow_the_published_windows() -> None:
    """Discher and Ahmed 2006: vesicles around 35 % of hydrophilic block, micelles above 45 %, solid below 25 %."""
    likely = {}
    for share in (0.12, 0.35, 0.46, 0.70):
        chances = {shape: assembly.morphology_probability(hydrophilic_weight_fraction=share, shape=shape) for shape in SHAPES}
        likely[share] = max(chances, key=lambda shape: chances[shape])
    assert likely == {0.12: "solid", 0.35: "vesicle", 0.46: "worm", 0.70: "sphere"}


def test_shape_probabilities_take_arrays_to_the_ends() -> None:
    shares = np.linspace(0.0, 1.0, 11)
    with np.errstate(all="raise"):
        total = sum(assembly.morphology_probability(hydrophilic_weight_fraction=shares, shape=shape) for shape in SHAPES)
    np.testing.assert_allclose(total, 1.0, atol=1e-12)


def test_packing_tells_spheres_worms_and_bilayers_apart() -> None:
    """Israelachvili, Mitchell and Ninham 1976: a cone packs to 1/3, a wedge to 1/2, a cylinder to 1."""
    area, length = 1e-18, 2e-9
    for share in (1 / 3, 1 / 2, 1.0):
        assert assembly.packing_parameter(chain_volume=share * area * length, contact_area=area, chain_length=length) == pytest.approx(
            share
        )


@given(concentration=st.floats(1e-6, 100), critical=st.floats(0, 10))
def test_no_micelle_lives_below_the_critical_concentration(concentration: float, critical: float) -> None:
    share = assembly.assembled_fraction(concentration=concentration, critical_concentration=critical)
    assert 0.0 <= share <= 1.0
    assert (share == 0.0) == (concentration <= critical)
