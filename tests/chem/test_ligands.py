"""Ligand density said in every way: one number, exactly convertible; and how many ligands have room and work."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem.ligands import (
    accessible_ligand_fraction,
    active_ligands,
    chains_per_sphere,
    contact_patch_area,
    contact_volume,
    footprint_limit,
    ligand_mass_share,
    ligand_number_share,
    ligand_spacing,
    ligand_surface_density,
)

CHAINS = {"ligand_chain_molar_mass": 23.0, "plain_chain_molar_mass": 20.0}
SPHERE = {"radius": 50e-9, "density": 1200.0, "drug_weight_fraction": 0.10714}


def test_ten_mole_percent_of_heavier_chains_is_more_by_weight() -> None:
    """10 × 23 / (10 × 23 + 90 × 20) = 11.330 %."""
    assert 100.0 * ligand_mass_share(ligand_share=0.1, **CHAINS) == pytest.approx(11.330, abs=1e-3)


def test_chains_are_counted_at_their_mean_molar_mass() -> None:
    """100 nm, 1.2 g/mL, DLC 10.714 %: 16 642 chains of 20.3 kg/mol on average; counting all as 20 kg/mol would give 16 892."""
    mean = 0.1 * 23.0 + 0.9 * 20.0
    chains = chains_per_sphere(chain_molar_mass=mean, **SPHERE)
    assert round(chains) == 16_642
    assert round(chains_per_sphere(chain_molar_mass=20.0, **SPHERE)) == 16_892
    assert round(0.1 * chains) == 1_664
    assert 1e-18 * ligand_surface_density(ligands=0.1 * chains, radius=50e-9) == pytest.approx(0.0530, abs=5e-5)


@given(st.floats(0.0, 1.0), st.floats(1.0, 200.0), st.floats(1.0, 200.0), st.floats(5e-9, 3e-7))
def test_every_way_of_saying_the_density_leads_back(share: float, heavy: float, plain: float, radius: float) -> None:
    """mol% → wt% → per particle → per area → mol%, within 1e-9."""
    masses = {"ligand_chain_molar_mass": heavy, "plain_chain_molar_mass": plain}
    again = ligand_number_share(mass_share=ligand_mass_share(ligand_share=share, **masses), **masses)
    chains = chains_per_sphere(
        radius=radius, density=1200.0, drug_weight_fraction=0.1, chain_molar_mass=again * heavy + (1.0 - again) * plain
    )
    per_area = ligand_surface_density(ligands=again * chains, radius=radius)
    assert per_area * 4.0 * math.pi * radius**2 / chains == pytest.approx(share, rel=1e-9, abs=1e-15)


def test_spacing_is_the_side_of_the_square_of_one_ligand() -> None:
    assert ligand_spacing(surface_density=0.0530e18) == pytest.approx(4.344e-9, rel=1e-3)


def test_four_losses_multiply() -> None:
    found = active_ligands(ligands=1000.0, coupling_yield=0.5, surface_fraction=0.5, orientation=0.3, unmasked=0.3)
    assert found == pytest.approx(22.5)
    whole = active_ligands(ligands=1000.0, coupling_yield=1.0, surface_fraction=1.0, orientation=1.0, unmasked=1.0)
    assert whole == 1000.0


def test_fewer_discs_fit_at_random_than_in_a_lattice() -> None:
    """Random landing jams at 0.547 of the area, a hexagonal lattice covers π/√12 = 0.907."""
    found = footprint_limit(radius=60e-9, ligand_diameter=10e-9)
    covered = found * math.pi * 5e-9**2 / (4.0 * math.pi * 60e-9**2)
    assert covered == pytest.approx(0.547)
    assert covered < math.pi / math.sqrt(12.0)


def test_a_ligand_that_ends_below_the_stand_off_touches_nothing() -> None:
    assert accessible_ligand_fraction(core_radius=35e-9, ligand_reach=3e-9, standoff=5e-9) == 0.0
    found = accessible_ligand_fraction(core_radius=35e-9, ligand_reach=np.array([3e-9, 11.1e-9]), standoff=3.9e-9)
    assert found == pytest.approx([0.0, 0.0780910911])


def test_every_column_of_the_contact_patch_table() -> None:
    with (Path(__file__).parent.parent / "reference" / "contact_patch.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 6
    for row in rows:
        case = {"core_radius": 1e-9 * float(row["R_core_nm"]), "ligand_reach": 1e-9 * float(row["ligand_reach_nm"]),
                "standoff": 1e-9 * float(row["standoff_nm"])}  # fmt: skip
        share = accessible_ligand_fraction(**case)
        cap = 4.0 * math.pi * float(row["R_core_nm"]) ** 2 * share
        assert cap == pytest.approx(float(row["A_ligand_cap_nm2"]), rel=1e-8)
        assert 1e18 * contact_patch_area(**case) == pytest.approx(float(row["A_receptor_disc_nm2"]), rel=1e-8)
        assert 1e27 * contact_volume(**case) == pytest.approx(float(row["V_eff_nm3"]), rel=1e-8)


def test_a_particle_that_cannot_touch_has_no_patch() -> None:
    case = {"core_radius": 35e-9, "ligand_reach": 3e-9, "standoff": 5e-9}
    assert contact_patch_area(**case) == contact_volume(**case) == 0.0


def test_the_contact_volume_is_cone_less_core() -> None:
    """The cone up to the plane of contact, less the part of the core in it, by summing rings of the cap."""
    radius, reach, standoff = 20.0, 11.0, 4.0
    angles = np.linspace(0.0, math.acos((radius + standoff) / (radius + reach)), 20_001)
    shell = ((radius + standoff) / np.cos(angles)) ** 3 / 3.0 - radius**3 / 3.0
    rings = 2.0 * math.pi * np.sin(angles) * shell
    expected = float(np.sum(0.5 * (rings[1:] + rings[:-1]) * np.diff(angles)))
    found = contact_volume(core_radius=1e-9 * radius, ligand_reach=1e-9 * reach, standoff=1e-9 * standoff)
    assert 1e27 * found == pytest.approx(expected, rel=1e-6)
