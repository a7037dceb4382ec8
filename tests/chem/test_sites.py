"""Surfaces with several kinds of groups: sums, limits, order, and maps in one call."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import charge, constants, electrokinetics, sites
from formulator.chem.charge import Site, regulated_surface

WATER = {"temperature": 298.15, "relative_permittivity": 78.4}
PLACE = {"radius": 40e-9, "ionic_strength": 10.0, **WATER}
CARBOXYL = {"acid_pka": 4.5, "acid_density": 0.2e18}
AMINE = {"base_pka": 9.5, "base_density": 0.2e18}
NONE = {"base_pka": 9.5, "base_density": 0.0}
DENSITY, PKA, PH = st.floats(0.0, 2e18), st.floats(2.0, 12.0), st.floats(2.0, 12.0)


@given(PKA, DENSITY, PH)
def test_acids_alone_are_the_regulated_surface_of_one_kind(pka: float, density: float, ph: float) -> None:
    mixed = sites.mixed_surface_charge(acid_pka=pka, acid_density=density, ph=ph, **NONE, **PLACE)
    one = charge.regulated_surface_charge(kind="acid", pka=pka, ph=ph, site_density=density, **PLACE)
    assert mixed == pytest.approx(one, rel=1e-12, abs=1e-300)


@given(PKA, DENSITY, PKA, DENSITY, PKA, DENSITY, st.floats(-1e18, 1e18), PH)
def test_charge_of_the_groups_is_charge_of_the_diffuse_layer(
    acid: float, acids: float, base: float, bases: float, second: float, seconds: float, fixed: float, ph: float
) -> None:
    """Conservation of charge at the potential found: both sides counted apart from the solver."""
    groups = {"acid_pka": acid, "acid_density": acids, "base_pka": base, "base_density": bases}
    groups |= {"second_base_pka": second, "second_base_density": seconds, "fixed_charges": fixed}
    sigma = sites.mixed_surface_charge(ph=ph, **groups, **PLACE)
    y = sites.mixed_surface_potential(ph=ph, **groups, **PLACE) * constants.ELEMENTARY_CHARGE / (constants.BOLTZMANN * 298.15)

    def share(exponent: float) -> float:
        return 1.0 / (1.0 + math.exp(min(exponent, 700.0)))

    ln10 = math.log(10.0)
    counted = fixed - acids * share(ln10 * (acid - ph) - y)
    counted += bases * share(ln10 * (ph - base) + y) + seconds * share(ln10 * (ph - second) + y)
    scale = constants.ELEMENTARY_CHARGE * (abs(fixed) + acids + bases + seconds) + 1e-30
    assert sigma / scale == pytest.approx(constants.ELEMENTARY_CHARGE * counted / scale, abs=1e-10)


def test_the_charge_falls_with_ph_and_passes_the_isoelectric_point_whatever_the_salt() -> None:
    ph = np.linspace(3.0, 11.0, 81)
    point = sites.surface_isoelectric_ph(**CARBOXYL, **AMINE)
    assert point == pytest.approx(7.0, abs=1e-9), "as many acids as bases: the mean of their pK"
    for salt in (0.1, 10.0, 500.0):
        sigma = sites.mixed_surface_charge(ph=ph, **CARBOXYL, **AMINE, radius=40e-9, ionic_strength=salt, **WATER)
        assert np.all(np.diff(sigma) < 0.0)
        at_point = sites.mixed_surface_charge(ph=point, **CARBOXYL, **AMINE, radius=40e-9, ionic_strength=salt, **WATER)
        assert abs(at_point) < 1e-12


@pytest.mark.parametrize("groups", [{**CARBOXYL, **NONE}, {"acid_pka": 4.5, "acid_density": 0.0, **AMINE}])
def test_a_surface_of_one_sign_has_no_isoelectric_point(groups: dict[str, float]) -> None:
    assert math.isnan(sites.surface_isoelectric_ph(**groups)) or abs(sites.surface_isoelectric_ph(**groups) - 7.0) > 6.0


def test_no_group_at_all_has_neither_charge_nor_isoelectric_point() -> None:
    empty = {"acid_pka": 4.5, "acid_density": 0.0, **NONE}
    assert sites.mixed_surface_charge(ph=7.0, **empty, **PLACE) == 0.0
    assert math.isnan(sites.surface_isoelectric_ph(**empty))
    both = sites.surface_isoelectric_ph(
        acid_pka=4.5, acid_density=np.array([0.0, 2e17]), **{**AMINE, "base_density": np.array([0.0, 2e17])}
    )
    assert np.isnan(both).tolist() == [True, False]


def test_fixed_charges_shift_the_isoelectric_point_by_mass_action() -> None:
    """Half of the amines balanced by phosphates: the point moves to the pK of the amine."""
    point = sites.surface_isoelectric_ph(acid_pka=4.5, acid_density=0.0, **AMINE, fixed_charges=-0.1e18)
    assert point == pytest.approx(9.5, abs=1e-9)


def test_fixed_charges_alone_do_not_feel_ph() -> None:
    ph = np.linspace(2.0, 12.0, 11)
    sigma = sites.mixed_surface_charge(ph=ph, acid_pka=4.5, acid_density=0.0, **NONE, fixed_charges=-0.2e18, **PLACE)
    np.testing.assert_allclose(sigma, -0.2e18 * constants.ELEMENTARY_CHARGE, rtol=1e-12)


def test_tertiary_amines_turn_a_membrane_positive_in_the_endosome() -> None:
    """PDPA, pK_a 6.3: near neutral in blood, positive at pH 5.5."""
    membrane = {"acid_pka": 4.5, "acid_density": 0.05e18, "base_pka": 6.3, "base_density": 0.5e18}
    blood, endosome = (sites.mixed_surface_potential(ph=ph, **membrane, **{**PLACE, "ionic_strength": 150.0}) for ph in (7.4, 5.5))
    assert -0.01 < blood < 0.005 < 0.03 < endosome


def test_a_stern_layer_lowers_zeta_and_a_large_capacitance_is_none() -> None:
    case = {**CARBOXYL, **NONE, "ph": 7.4, "slip_distance": 0.0, **PLACE}
    thin, thick = (sites.mixed_surface_zeta(stern_capacitance=c, **case) for c in (1e6, 0.2))
    bare = sites.mixed_surface_potential(**{key: value for key, value in case.items() if key != "slip_distance"})
    assert thin == pytest.approx(bare, rel=1e-5)
    assert abs(thick) < abs(thin) and thick < 0.0


def test_zeta_falls_with_salt_and_with_the_distance_of_slip() -> None:
    case = {**CARBOXYL, **NONE, "ph": 7.4, "radius": 40e-9, **WATER}
    by_salt = sites.mixed_surface_zeta(ionic_strength=np.geomspace(0.1, 500.0, 30), **case)
    by_slip = sites.mixed_surface_zeta(ionic_strength=10.0, slip_distance=np.linspace(0.0, 3e-9, 30), **case)
    assert np.all(np.diff(by_salt) > 0.0) and np.all(np.diff(by_slip) > 0.0) and by_salt[-1] < 0.0


def test_zeta_is_the_slip_plane_potential_of_the_diffuse_layer() -> None:
    found = regulated_surface(sites=[Site("acid", 4.5, 0.2e18)], ph=7.4, stern_capacitance=0.6, **PLACE)
    expected = electrokinetics.slip_plane_potential(surface_potential=found.diffuse_potential, slip_distance=0.3e-9, **PLACE)
    assert sites.mixed_surface_zeta(**CARBOXYL, **NONE, ph=7.4, **PLACE) == pytest.approx(expected, rel=1e-12)


def test_a_map_against_ph_and_salt_is_one_call_and_what_single_calls_give() -> None:
    ph, salt = np.linspace(3.0, 10.0, 120)[:, None], np.geomspace(0.1, 300.0, 100)[None, :]
    case = {**CARBOXYL, **AMINE, "second_base_pka": 6.3, "second_base_density": 0.3e18, "radius": 40e-9, **WATER}
    started = time.process_time()
    together = sites.mixed_surface_zeta(ph=ph, ionic_strength=salt, **case)
    spent = time.process_time() - started
    assert together.shape == (120, 100) and np.isfinite(together).all()
    for row, column in ((0, 0), (60, 50), (119, 99)):
        alone = sites.mixed_surface_zeta(ph=float(ph[row, 0]), ionic_strength=float(salt[0, column]), **case)
        assert together[row, column] == pytest.approx(alone, rel=1e-9)
    assert spent < 5.0, "12,000 surfaces are solved together, not row by row"
