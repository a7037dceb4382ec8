"""Mixers, growth by precipitation, drops and streams."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import process

TABLES = Path(__file__).parent.parent / "reference"
GROWTH = {"temperature": 298.15, "viscosity": 0.89002e-3, "polymer_density": 1250.0}


def test_inlets_of_a_mixer_add_up() -> None:
    """Columns Re_water_jet and Re_sum of the table of mixers."""
    with (TABLES / "mixer_reynolds.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            case = {"jet_diameter": 1e-3 * float(row["jet_diameter_mm"]), "flow_rate": float(row["flow_per_jet_mL_per_min"]) * 1e-6 / 60}
            water = process.jet_reynolds_number(
                density=float(row["water_density_kg_m3"]), viscosity=1e-3 * float(row["water_viscosity_mPa_s"]), **case
            )
            solvent = process.jet_reynolds_number(
                density=float(row["solvent_density_kg_m3"]), viscosity=1e-3 * float(row["solvent_viscosity_mPa_s"]), **case
            )
            assert water == pytest.approx(float(row["Re_water_jet"]), rel=1e-6)
            assert water + solvent == pytest.approx(float(row["Re_sum"]), rel=1e-6)


def test_a_narrower_jet_of_the_same_flow_is_more_turbulent() -> None:
    case = {"flow_rate": 1e-6, "density": 1000.0, "viscosity": 1e-3}
    assert process.jet_reynolds_number(jet_diameter=0.5e-3, **case) == pytest.approx(
        2 * process.jet_reynolds_number(jet_diameter=1e-3, **case)
    )


@given(concentration=st.floats(0.1, 50), time=st.floats(1e-3, 10))
def test_growth_time_and_diameter_go_there_and_back(concentration: float, time: float) -> None:
    diameter = process.precipitation_diameter(polymer_concentration_at_arrest=concentration, growth_time=time, **GROWTH)
    assert process.growth_time(polymer_concentration_at_arrest=concentration, diameter=diameter, **GROWTH) == pytest.approx(time, rel=1e-9)


@given(concentration=st.floats(0.1, 50), time=st.floats(1e-3, 10))
def test_particle_volume_grows_in_proportion_to_concentration_and_time(concentration: float, time: float) -> None:
    """The volume law of diffusion-limited coalescence: eight times the product doubles the diameter."""
    plain = process.precipitation_diameter(polymer_concentration_at_arrest=concentration, growth_time=time, **GROWTH)
    denser = process.precipitation_diameter(polymer_concentration_at_arrest=8 * concentration, growth_time=time, **GROWTH)
    slower = process.precipitation_diameter(polymer_concentration_at_arrest=concentration, growth_time=8 * time, **GROWTH)
    assert denser == pytest.approx(2 * plain, rel=1e-12) and slower == pytest.approx(2 * plain, rel=1e-12)


def test_scaling_from_a_batch_agrees_with_the_growth_law_at_exponent_one_third() -> None:
    first = process.precipitation_diameter(polymer_concentration_at_arrest=1.0, growth_time=0.1, **GROWTH)
    second = process.precipitation_diameter(polymer_concentration_at_arrest=3.0, growth_time=0.5, **GROWTH)
    scaled = process.scaled_precipitation_diameter(
        reference_diameter=first,
        concentration=3.0,
        reference_concentration=1.0,
        mixing_time=0.5,
        reference_mixing_time=0.1,
        exponent=1 / 3,
    )
    assert scaled == pytest.approx(second, rel=1e-12)


def test_a_drop_of_pure_solids_does_not_shrink() -> None:
    assert process.dried_drop_diameter(drop_diameter=1e-7, concentration=1250.0, density=1250.0) == pytest.approx(1e-7)


def test_twelve_ml_per_minute_at_three_to_one() -> None:
    """9.000 and 3.000 mL/min, 25.0 % solvent by volume."""
    case = {"total_flow_rate": 12e-6 / 60, "flow_rate_ratio": 3.0}
    aqueous, organic = process.aqueous_flow_rate(**case), process.organic_flow_rate(**case)
    assert aqueous * 60e6 == pytest.approx(9.0, abs=1e-9) and organic * 60e6 == pytest.approx(3.0, abs=1e-9)
    assert process.organic_volume_fraction(organic_volume=organic, aqueous_volume=aqueous) == pytest.approx(0.25, abs=1e-12)


@given(total=st.floats(1e-9, 1e-4), ratio=st.floats(0, 50))
def test_both_streams_add_up_to_the_whole(total: float, ratio: float) -> None:
    case = {"total_flow_rate": total, "flow_rate_ratio": ratio}
    assert process.aqueous_flow_rate(**case) + process.organic_flow_rate(**case) == pytest.approx(total, rel=1e-12)


@given(mass=st.floats(1e-9, 1e-3), organic=st.floats(1e-8, 1e-3), aqueous=st.floats(1e-8, 1e-3))
def test_no_mass_is_lost_in_mixing(mass: float, organic: float, aqueous: float) -> None:
    concentration = process.mixed_concentration(mass=mass, organic_volume=organic, aqueous_volume=aqueous)
    assert process.stock_volume(mass=mass, concentration=concentration) == pytest.approx(organic + aqueous, rel=1e-12)
