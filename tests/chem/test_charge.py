"""Charge and potential of spheres; tables: numerical Poisson–Boltzmann spheres (columns of pb_sphere, charge_regulation)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import charge, constants
from formulator.chem.charge import Site
from formulator.errors import ModelError

WATER = {"temperature": 298.15, "relative_permittivity": 78.4090779}
PLACE = {"radius": 40e-9, "ionic_strength": 10.0, **WATER}
PKA, DENSITY = st.floats(2.0, 11.0), st.floats(1e15, 3e18)
KAPPA_RADIUS, POTENTIAL = st.floats(0.01, 1e4), st.floats(-10.0, 10.0)


@given(KAPPA_RADIUS, POTENTIAL)
def test_charge_is_odd_and_follows_debye_and_huckel_for_small_potentials(kappa_radius: float, y: float) -> None:
    there = charge.reduced_surface_charge(kappa_radius=kappa_radius, reduced_potential=y)
    back = charge.reduced_surface_charge(kappa_radius=kappa_radius, reduced_potential=-y)
    assert there == pytest.approx(-back, rel=1e-14, abs=1e-300)
    small = charge.reduced_surface_charge(kappa_radius=kappa_radius, reduced_potential=1e-5)
    assert small == pytest.approx(1e-5 * (1 + 1 / kappa_radius), rel=1e-8)


def test_a_large_sphere_follows_grahame() -> None:
    y = np.linspace(-8.0, 8.0, 33)
    flat = charge.reduced_surface_charge(kappa_radius=1e9, reduced_potential=y)
    np.testing.assert_allclose(flat, 2 * np.sinh(y / 2), rtol=1e-8, atol=1e-12)


@given(KAPPA_RADIUS, POTENTIAL)
def test_the_squared_form_is_the_published_one(kappa_radius: float, y: float) -> None:
    """Ohshima, Healy and White 1982 as printed, away from y = 0 where the printed form divides zero by zero."""
    y = math.copysign(max(abs(y), 0.05), y)
    bracket = 1 + 2 / (kappa_radius * math.cosh(y / 4) ** 2)
    bracket += 8 * math.log(math.cosh(y / 4)) / (kappa_radius * math.sinh(y / 2)) ** 2
    printed = 2 * math.sinh(y / 2) * math.sqrt(bracket)
    ours = charge.reduced_surface_charge(kappa_radius=kappa_radius, reduced_potential=y)
    assert ours == pytest.approx(printed, rel=1e-9)


@given(st.floats(-0.15, 0.15), st.floats(1e-9, 1e-6), st.floats(0.1, 500.0))
def test_the_potential_gives_back_its_charge(sigma: float, radius: float, salt: float) -> None:
    case = {"radius": radius, "ionic_strength": salt, **WATER}
    psi = charge.surface_potential(surface_charge_density=sigma, **case)
    thermal = constants.BOLTZMANN * 298.15 / constants.ELEMENTARY_CHARGE
    length = charge.debye_length(ionic_strength=salt, **WATER)
    s = charge.reduced_surface_charge(kappa_radius=radius / length, reduced_potential=psi / thermal)
    unit = constants.VACUUM_PERMITTIVITY * WATER["relative_permittivity"] * thermal / length
    assert s * unit == pytest.approx(sigma, rel=1e-12, abs=1e-300)
    assert psi * sigma >= 0.0


def test_potential_falls_as_salt_rises() -> None:
    salt = np.geomspace(0.1, 500.0, 30)
    psi = charge.surface_potential(surface_charge_density=-0.02, radius=50e-9, ionic_strength=salt, **WATER)
    assert (np.diff(np.abs(psi)) < 0.0).all() and (psi < 0.0).all()


def test_no_charge_makes_no_potential() -> None:
    assert charge.surface_potential(surface_charge_density=0.0, **PLACE) == 0.0
    empty = charge.regulated_surface(sites=[], ph=7.0, **PLACE)
    assert tuple(empty) == (0.0, 0.0, 0.0)


@given(PKA, PKA, DENSITY, DENSITY, st.floats(2.0, 12.0), st.sampled_from([None, 0.2, 1.0, 1e-3]))
def test_groups_and_diffuse_layer_balance(
    acid_pka: float, base_pka: float, acids: float, bases: float, ph: float, stern: float | None
) -> None:
    sites = (Site("acid", acid_pka, acids), Site("base", base_pka, bases))
    surface = charge.regulated_surface(sites=sites, ph=ph, stern_capacitance=stern, **PLACE)
    y = surface.surface_potential * constants.ELEMENTARY_CHARGE / (constants.BOLTZMANN * 298.15)
    local = ph + y / math.log(10.0)
    ionised_acids = acids / (1 + 10 ** (acid_pka - local))
    ionised_bases = bases / (1 + 10 ** (local - base_pka))
    expected = constants.ELEMENTARY_CHARGE * (ionised_bases - ionised_acids)
    tolerance = 1e-9 * constants.ELEMENTARY_CHARGE * (acids + bases)
    assert surface.surface_charge_density == pytest.approx(expected, abs=tolerance)
    behind = charge.surface_potential(surface_charge_density=surface.surface_charge_density, **PLACE)
    assert surface.diffuse_potential == pytest.approx(behind, rel=1e-9, abs=1e-12)
    drop = surface.surface_potential - surface.diffuse_potential
    capacitance = math.inf if stern is None else stern
    assert drop == pytest.approx(surface.surface_charge_density / capacitance, rel=1e-6, abs=1e-12)


def test_families_of_curves_are_one_call_and_agree_with_single_points() -> None:
    ph, salt = np.linspace(3.0, 11.0, 61)[:, None], np.array([1.0, 10.0, 154.0])
    sites = (Site("acid", 4.5, 2e17), Site("base", 9.5, 1e17))
    family = charge.regulated_surface(sites=sites, ph=ph, radius=40e-9, ionic_strength=salt, **WATER)
    assert family.surface_potential.shape == (61, 3)
    assert (np.diff(family.surface_charge_density, axis=0) < 0.0).all()
    for row, column in ((0, 0), (30, 1), (60, 2)):
        one = charge.regulated_surface(sites=sites, ph=float(ph[row, 0]), radius=40e-9, ionic_strength=float(salt[column]), **WATER)
        assert type(one.surface_potential) is float
        assert one.surface_potential == pytest.approx(family.surface_potential[row, column], rel=1e-10)


def test_a_mixed_surface_changes_sign_at_its_isoelectric_ph_whatever_the_salt() -> None:
    """Equal numbers of acid (pK_a 4) and base (pK_a 8) are neutral at pH 6, without and with a Stern layer."""
    sites = (Site("acid", 4.0, 1e17), Site("base", 8.0, 1e17))
    for salt in (0.1, 10.0, 500.0):
        for stern in (None, 0.5):
            surface = charge.regulated_surface(sites=sites, ph=6.0, radius=40e-9, ionic_strength=salt, stern_capacitance=stern, **WATER)
            assert surface.surface_potential == pytest.approx(0.0, abs=1e-12)


@given(PKA, st.floats(2.0, 12.0), DENSITY)
def test_regulation_leaves_fewer_groups_ionised_than_the_bulk_formula_says(pka: float, ph: float, density: float) -> None:
    for kind, sign in (("acid", -1.0), ("base", 1.0)):
        sigma = charge.regulated_surface_charge(kind=kind, pka=pka, ph=ph, site_density=density, **PLACE)
        most = constants.ELEMENTARY_CHARGE * density / (1 + 10 ** (sign * (ph - pka)))
        assert 0.0 <= sign * sigma <= most * (1 + 1e-9)


def test_a_stern_layer_lowers_the_diffuse_potential_and_lets_more_groups_stay_neutral() -> None:
    """83 % of the acid groups are ionised in the reference case; −62 mV at the groups without a Stern layer."""
    case = {"radius": 40e-9, "ionic_strength": 154.0, "temperature": 310.15, "relative_permittivity": 74.2152915}
    bare = charge.regulated_surface(sites=[Site("acid", 4.8, 0.5e18)], ph=6.5, **case)
    behind = charge.regulated_surface(sites=[Site("acid", 4.8, 0.5e18)], ph=6.5, stern_capacitance=0.5, **case)
    assert bare.surface_potential == bare.diffuse_potential == pytest.approx(-61.983e-3, rel=1e-4)
    assert abs(behind.surface_charge_density) < abs(bare.surface_charge_density)
    assert abs(behind.diffuse_potential) < abs(bare.diffuse_potential) < abs(behind.surface_potential)
    again = charge.stern_potential(
        surface_potential=behind.surface_potential,
        surface_charge_density=behind.surface_charge_density,
        stern_capacitance=0.5,
    )
    assert again == pytest.approx(behind.diffuse_potential, rel=1e-9)


def test_a_kind_of_group_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ModelError, match="amine"):
        charge.regulated_surface(sites=[Site("amine", 9.0, 1e17)], ph=7.0, **PLACE)


def test_nothing_overflows_at_the_ends_of_the_domain() -> None:
    with np.errstate(all="raise"):
        for kind in ("acid", "base"):
            for density in (0.0, 1e21):
                for pka in (-20.0, 40.0):
                    sigma = charge.regulated_surface_charge(kind=kind, pka=pka, ph=7.0, site_density=density, **PLACE)
                    assert math.isfinite(sigma)
        y = np.array([-400.0, -1e-300, 0.0, 1e-300, 400.0])
        for kappa_radius in (1e-6, 1.0, 1e9):
            s = charge.reduced_surface_charge(kappa_radius=kappa_radius, reduced_potential=y)
            assert np.isfinite(s).all()


@pytest.mark.parametrize("potential", [0.1, 1.0, 4.0, 9.0])
@pytest.mark.parametrize("kappa_radius", [0.3, 3.0, 100.0])
def test_the_slope_of_the_charge_is_its_derivative(potential: float, kappa_radius: float) -> None:
    """ds/dy, the reduced capacitance of the double layer, against a central difference."""
    ends = [charge._charge_and_slope(potential * (1.0 + step), kappa_radius)[0] for step in (-1e-5, 1e-5)]
    assert charge._charge_and_slope(potential, kappa_radius)[1] == pytest.approx((ends[1] - ends[0]) / (2e-5 * potential), rel=1e-6)
