"""Soluble antigen, natural ligands and receptors used up: mass balance, limits, and the sum over bonds itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import constants
from formulator.chem.binding import bound, occupancy
from formulator.chem.competition import free_ligand_fraction, occupancy_with_receptors_used, open_receptors

AMOUNTS = st.floats(1e-9, 1e-2)


@given(AMOUNTS, AMOUNTS, st.floats(1e-8, 1.0))
def test_antigen_is_neither_made_nor_lost(ligands: float, antigen: float, k_d: float) -> None:
    """S₀ = S + bound with bound = L₀ (1 − f) and f = K_D/(K_D + S)."""
    free = free_ligand_fraction(ligand_concentration=ligands, antigen_concentration=antigen, dissociation_constant=k_d)
    assert 0.0 < free <= 1.0
    left = k_d * (1.0 / free - 1.0)
    assert left + ligands * (1.0 - free) == pytest.approx(antigen, rel=1e-6, abs=1e-12 * (ligands + k_d))


def test_few_ligands_see_all_of_the_antigen_and_many_ligands_use_it_up() -> None:
    """Soluble transferrin receptor 6.4 to 25.7 nM in healthy blood (PMC3934467, table 1) against ligands of 4 nM."""
    few = [free_ligand_fraction(ligand_concentration=1e-12, antigen_concentration=s, dissociation_constant=4e-6) for s in (6.4e-6, 25.7e-6)]
    assert few == pytest.approx([4.0 / 10.4, 4.0 / 29.7], rel=1e-6)
    many = free_ligand_fraction(ligand_concentration=1e-2, antigen_concentration=6.4e-6, dissociation_constant=4e-6)
    assert many == pytest.approx(1.0 - 6.4e-4, abs=1e-6)
    assert free_ligand_fraction(ligand_concentration=0.0, antigen_concentration=0.0, dissociation_constant=1e-6) == 1.0


def test_arrays_of_antigen_pass_from_too_little_to_too_much() -> None:
    antigen = np.logspace(-9, 0, 60)
    with np.errstate(all="raise"):
        free = free_ligand_fraction(ligand_concentration=1e-5, antigen_concentration=antigen, dissociation_constant=1e-9)
    assert (np.diff(free) < 0.0).all()
    assert free[0] == pytest.approx(1.0 - 1e-9 / 1e-5, rel=1e-4) and free[-1] == pytest.approx(1e-9, rel=1e-4)


def test_a_natural_ligand_acts_as_if_every_bond_were_weaker() -> None:
    """Receptors over (1 + c/K_c) or K_D times (1 + c/K_c): the same binding constant, as for any competitive ligand."""
    case = {
        "core_radius": 35e-9, "ligands": 100.0, "tether_molar_mass": 3.4, "brush_molar_mass": 2.0, "brush_density": 1e17,
        "extra_bond_cost": 4.0,
    }  # fmt: skip
    hidden = open_receptors(receptors=2e5, competitor_concentration=4e-5, competitor_dissociation_constant=1e-5)
    assert hidden == pytest.approx(4e4)
    few = bound(**case, dissociation_constant=1e-5, receptor_density=hidden / 1e-9)
    weak = bound(**case, dissociation_constant=5e-5, receptor_density=2e14)
    assert float(few.log_constant) == pytest.approx(float(weak.log_constant), abs=1e-9)
    assert open_receptors(receptors=7.0, competitor_concentration=0.0, competitor_dissociation_constant=1e-5) == 7.0


def test_transferrin_in_plasma_leaves_next_to_no_receptor_open() -> None:
    """2 to 3.6 g/L of 79.6 kg/mol, at least a fifth loaded with iron (PMC3934467): 5 µM and more against some nM."""
    loaded = 0.2 * 2.0 / 79.6
    left = open_receptors(receptors=1e5, competitor_concentration=loaded, competitor_dissociation_constant=5e-6)
    assert left < 110.0


PLACES = {"places": 3.0e4, "receptors": 2.0e4}


def test_receptors_used_up_limit_what_a_cell_holds() -> None:
    found = occupancy_with_receptors_used(concentration=1e-6, log_binding_constant=np.linspace(0.0, 100.0, 50), bonds=10.0, **PLACES)
    assert (np.diff(found) >= 0.0).all() and (found <= 2.0e4 / (10.0 * 3.0e4) * (1.0 + 1e-12)).all()
    assert found[-1] == pytest.approx(2.0e4 / 3.0e5, rel=1e-3)


def test_plenty_of_receptors_leave_the_plain_share() -> None:
    for strength in (5.0, 20.0, 40.0):
        plain = occupancy(concentration=1e-6, log_binding_constant=strength)
        found = occupancy_with_receptors_used(concentration=1e-6, log_binding_constant=strength, bonds=3.0, places=10.0, receptors=1e7)
        assert found == pytest.approx(plain, rel=1e-4)


@given(st.floats(-10.0, 90.0), st.floats(1.0, 1e5), st.floats(1.0, 1e6))
def test_one_bond_a_particle_is_mass_action_on_receptors(strength: float, places: float, receptors: float) -> None:
    """n = 1: θ/(1 − θ) = ρK (1 − Sθ/N_R)."""
    found = occupancy_with_receptors_used(concentration=1e-6, log_binding_constant=strength, bonds=1.0, places=places, receptors=receptors)
    left = 1.0 - places * found / receptors
    drive = 1e-6 * constants.AVOGADRO * constants.UNIT_VOLUME * np.exp(strength)
    if left > 1e-6 and found < 1.0 - 1e-6:
        assert found / (1.0 - found) == pytest.approx(drive * left, rel=1e-5)


def test_the_whole_sum_holds_no_fewer_particles_than_the_local_power() -> None:
    """ln K is convex in ln σ, so the straight line through it lies below: solved by iteration with the sum over bonds."""
    case = {
        "core_radius": 35e-9, "ligands": 150.0, "tether_molar_mass": 3.4, "brush_molar_mass": 2.0, "brush_density": 1.1e17,
        "dissociation_constant": 1e-4, "extra_bond_cost": 4.0,
    }  # fmt: skip
    density, receptors, places = 2e14, 2e5, 1.0e5
    start = bound(**case, receptor_density=density)
    low, high = 1e-9, 1.0
    for _ in range(60):
        left = (low * high) ** 0.5
        here = bound(**case, receptor_density=density * left)
        share = occupancy(concentration=1e-6, log_binding_constant=float(here.log_constant))
        if left + float(here.bonds) * places * share / receptors > 1.0:
            high = left
        else:
            low = left
    found = occupancy_with_receptors_used(
        concentration=1e-6, log_binding_constant=float(start.log_constant), bonds=float(start.bonds), places=places, receptors=receptors
    )
    plain = occupancy(concentration=1e-6, log_binding_constant=float(start.log_constant))
    assert found <= share * 1.001 < plain
    assert found > 0.5 * share


@given(st.floats(1e-8, 1e-2), st.floats(1e-9, 1e-2), st.floats(1e-9, 1e-4))
def test_columns_and_single_numbers_solve_the_same_quadratic(ligands: float, antigen: float, k_d: float) -> None:
    """Fewer antigens than ligands and more: in columns the same root as for one, and mass action holds."""
    case = {"ligand_concentration": ligands, "antigen_concentration": antigen, "dissociation_constant": k_d}
    column = free_ligand_fraction(**{name: np.array([value]) for name, value in case.items()})
    assert column[0] == pytest.approx(free_ligand_fraction(**case), rel=1e-12)
