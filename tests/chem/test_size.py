"""Volumes, masses and numbers of spheres."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import size

LENGTHS = st.floats(1e-9, 1e-6)


def test_a_milligram_per_ml_of_100_nm_spheres_is_1_59e12_per_ml() -> None:
    """Sphere of 100 nm and 1.2 g/mL: 6.283e-16 g each."""
    mass = size.core_mass(hydrodynamic_diameter=100e-9, shell_thickness=0.0, core_density=1200.0)
    number = size.particle_number_concentration(core_mass=mass, core_solids=1.0)
    assert number * 1e-6 == pytest.approx(1.5915e12, rel=1e-4)


@given(diameter=LENGTHS, density=st.floats(500, 2000), solids=st.floats(0.01, 100))
def test_mass_is_conserved_between_particles_and_solids(diameter: float, density: float, solids: float) -> None:
    mass = size.core_mass(hydrodynamic_diameter=diameter, shell_thickness=0.0, core_density=density)
    number = size.particle_number_concentration(core_mass=mass, core_solids=solids)
    assert number * mass == pytest.approx(solids, rel=1e-12)
    assert mass == pytest.approx(density * size.sphere_volume(diameter=diameter), rel=1e-12)


def test_a_shell_without_room_for_a_core_gives_no_value() -> None:
    case = {"shell_thickness": 15e-9, "core_density": 1200.0}
    assert math.isnan(size.core_mass(hydrodynamic_diameter=30e-9, **case))
    assert math.isnan(size.core_mass(hydrodynamic_diameter=20e-9, **case))
    with np.errstate(all="raise"):
        masses = size.core_mass(hydrodynamic_diameter=np.array([20e-9, 40e-9]), **case)
    assert np.isnan(masses).tolist() == [True, False]


def test_the_membrane_of_a_100_nm_vesicle_fills_0_488_of_it() -> None:
    assert size.membrane_volume_fraction(outer_radius=50e-9, membrane_thickness=10e-9) == pytest.approx(0.488)
    assert size.membrane_volume_fraction(outer_radius=50e-9, membrane_thickness=0.0) == 0.0
    assert math.isnan(size.membrane_volume_fraction(outer_radius=5e-9, membrane_thickness=10e-9))


@given(radius=LENGTHS, share=st.floats(0.01, 0.99))
def test_membrane_and_lumen_add_up_to_the_vesicle(radius: float, share: float) -> None:
    thickness = share * radius
    membrane = size.membrane_volume_fraction(outer_radius=radius, membrane_thickness=thickness)
    lumen = size.sphere_volume(diameter=2 * (radius - thickness)) / size.sphere_volume(diameter=2 * radius)
    assert membrane + lumen == pytest.approx(1.0, rel=1e-12)


@given(core=LENGTHS, corona=st.floats(0, 1e-7))
def test_core_and_hydrodynamic_diameter_differ_by_two_coronas(core: float, corona: float) -> None:
    outer = size.hydrodynamic_diameter(core_diameter=core, corona_thickness=corona)
    assert outer - core == pytest.approx(2 * corona, abs=1e-21)


@given(radius=LENGTHS, share=st.floats(0, 0.9))
def test_a_loaded_core_holds_the_empty_core_and_the_drug(radius: float, share: float) -> None:
    loaded = size.loaded_core_radius(core_radius=radius, drug_volume_fraction=share)
    assert (radius / loaded) ** 3 == pytest.approx(1.0 - share, rel=1e-12)


@given(weight=st.floats(0, 1), drug=st.floats(800, 2000), core=st.floats(800, 2000))
def test_drug_and_polymer_volumes_add_up(weight: float, drug: float, core: float) -> None:
    one = size.drug_volume_fraction(drug_weight_fraction=weight, drug_density=drug, core_density=core)
    other = size.drug_volume_fraction(drug_weight_fraction=1 - weight, drug_density=core, core_density=drug)
    assert one + other == pytest.approx(1.0, abs=1e-12)
    same = size.drug_volume_fraction(drug_weight_fraction=weight, drug_density=core, core_density=core)
    assert same == pytest.approx(weight)


def test_area_is_the_slope_of_volume() -> None:
    step = 1e-13
    slope = (size.sphere_volume(diameter=1e-7 + step) - size.sphere_volume(diameter=1e-7 - step)) / (2 * step)
    assert 2 * slope == pytest.approx(size.sphere_area(diameter=1e-7), rel=1e-9)
