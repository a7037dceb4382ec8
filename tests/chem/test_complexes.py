"""Protein–nucleic acid complexes."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import complexes, polyions

AMOUNT = st.floats(1e-9, 1.0)


@pytest.mark.parametrize(("molar_mass", "diameter"), [(66.4, 7.0), (14.3, 3.8), (43.0, 6.1)])
def test_globular_proteins_have_about_their_measured_size(molar_mass: float, diameter: float) -> None:
    """Albumin, lysozyme and ovalbumin: hydrodynamic diameters of gel filtration standards (Erickson 2009, recalled)."""
    assert 1e9 * complexes.globule_diameter(molar_mass=molar_mass) == pytest.approx(diameter, rel=0.13)


@given(AMOUNT, AMOUNT, st.floats(1e-12, 1.0))
def test_what_is_bound_of_one_is_bound_of_the_other_and_obeys_mass_action(a: float, b: float, k: float) -> None:
    first = complexes.complexed_fraction(concentration=a, partner_concentration=b, dissociation_constant=k)
    second = complexes.complexed_fraction(concentration=b, partner_concentration=a, dissociation_constant=k)
    assert a * first == pytest.approx(b * second, rel=1e-12)
    assert 0.0 < first <= 1.0 + 1e-12
    if 1e-6 < first < 1.0 - 1e-6 and 1e-6 < second < 1.0 - 1e-6:
        assert a * (1 - first) * b * (1 - second) / (a * first) == pytest.approx(k, rel=1e-6)


def test_a_complex_falls_apart_when_it_is_diluted() -> None:
    amounts = np.geomspace(1e-7, 1e-1, 25)
    share = complexes.complexed_fraction(concentration=amounts, partner_concentration=amounts, dissociation_constant=1e-5)
    assert np.all(np.diff(share) > 0.0) and share[0] < 0.01 and share[-1] > 0.98


def test_mass_and_charge_add() -> None:
    assert complexes.complex_molar_mass(protein_molar_mass=10.0, nucleic_acid_molar_mass=5.0, proteins=3.0) == 35.0
    neutral = complexes.complex_net_charge(protein_charge=20.0, phosphates=40.0, proteins=1.0, effective_share=0.5)
    assert neutral == 0.0


def test_a_globule_is_a_sphere_of_protein_and_its_bound_water() -> None:
    """Albumin, 0.73 mL/g with 0.4 g water per gram: 124.6 nm³, a sphere of 6.197 nm (by hand: 66.4 kg/mol · 1.13 L/kg / N_A)."""
    volume = 66.4e3 * (0.73 + 0.4) * 1e21 / 6.02214076e23
    assert 1e9 * complexes.globule_diameter(molar_mass=66.4) == pytest.approx((volume * 6 / math.pi) ** (1 / 3), rel=1e-9)
    assert volume == pytest.approx(124.6, abs=0.05)


@given(st.floats(0.02, 1.0))
def test_charges_are_equal_at_the_neutral_point_and_all_is_bound_from_there(alpha: float) -> None:
    neutral = complexes.neutral_np_ratio(ionised_fraction=alpha)
    assert polyions.charge_ratio(np_ratio=neutral, ionised_fraction=alpha) == pytest.approx(1.0, rel=1e-14)
    shares = complexes.stoichiometric_binding(np_ratio=neutral * np.array([0.0, 0.25, 1.0, 3.0]), neutral_np_ratio=neutral)
    np.testing.assert_allclose(shares, [0.0, 0.25, 1.0, 1.0], rtol=1e-14)
