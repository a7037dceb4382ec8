"""Counted charges: Henderson–Hasselbalch, phosphates, N/P."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import polyions
from formulator.errors import ModelError


@given(st.floats(-5.0, 20.0), st.floats(-2.0, 16.0))
def test_acid_and_base_of_one_pka_share_the_proton(pka: float, ph: float) -> None:
    acid = polyions.ionised_fraction(kind="acid", pka=pka, ph=ph)
    base = polyions.ionised_fraction(kind="base", pka=pka, ph=ph)
    assert acid + base == pytest.approx(1.0, rel=1e-14)
    assert 0.0 <= acid <= 1.0


def test_half_of_the_groups_are_ionised_at_their_pka() -> None:
    assert polyions.ionised_fraction(kind="acid", pka=4.8, ph=4.8) == 0.5


def test_small_fractions_keep_their_digits() -> None:
    assert polyions.ionised_fraction(kind="acid", pka=14.0, ph=2.0) == pytest.approx(1e-12, rel=1e-11)
    np.testing.assert_allclose(polyions.ionised_fraction(kind="base", pka=np.array([2.0]), ph=14.0), 1e-12, rtol=1e-11)


def test_another_word_than_acid_or_base_is_refused() -> None:
    with pytest.raises(ModelError, match="Base"):
        polyions.ionised_fraction(kind="Base", pka=7.0, ph=7.0)


@given(st.floats(0.1, 60.0), st.floats(1e-12, 1e-6), st.floats(0.03, 1.0))
def test_np_ratio_comes_back_from_the_mass_it_gives(np_ratio: float, phosphate: float, per_nitrogen: float) -> None:
    mass = polyions.polymer_mass_for_np_ratio(np_ratio=np_ratio, phosphate=phosphate, mass_per_nitrogen=per_nitrogen)
    back = polyions.np_ratio(polymer_mass=mass, phosphate=phosphate, mass_per_nitrogen=per_nitrogen)
    assert back == pytest.approx(np_ratio, rel=1e-12)


def test_weight_ratio_is_the_same_by_masses_and_by_np() -> None:
    """1 µg DNA at 330 g/mol and N/P 10 with PEI."""
    phosphate = polyions.phosphate_amount(nucleic_acid_mass=1e-9, mass_per_phosphate=0.330)
    mass = polyions.polymer_mass_for_np_ratio(np_ratio=10.0, phosphate=phosphate, mass_per_nitrogen=0.04307)
    ratio = polyions.polymer_to_nucleic_acid(np_ratio=10.0, mass_per_nitrogen=0.04307, mass_per_phosphate=0.330)
    assert mass / 1e-9 == pytest.approx(ratio, rel=1e-12)


def test_phosphates_follow_strands_and_five_prime_ends() -> None:
    """21-mer duplex: 40 inside, 42 with both 5′ phosphates (PMC3429637, table 2, footnote)."""
    assert polyions.phosphates_per_molecule(strand_lengths=(21, 21)) == 40
    assert polyions.phosphates_per_molecule(strand_lengths=(21, 21), five_prime_phosphates=2) == 42
    assert polyions.phosphates_per_molecule(strand_lengths=(1,)) == 0


@pytest.mark.parametrize(("lengths", "ends"), [((0, 21), 0), ((21, 21), 3), ((21,), -1)])
def test_impossible_strands_are_refused(lengths: tuple[int, ...], ends: int) -> None:
    with pytest.raises(ModelError):
        polyions.phosphates_per_molecule(strand_lengths=lengths, five_prime_phosphates=ends)


def test_mass_per_phosphate_times_phosphates_is_the_molar_mass() -> None:
    assert polyions.mass_per_phosphate(molar_mass=13.3, phosphates=42.0) * 42.0 == pytest.approx(13.3, rel=1e-14)


def test_charge_ratio_reaches_np_when_every_nitrogen_is_protonated() -> None:
    assert polyions.charge_ratio(np_ratio=8.0, ionised_fraction=1.0) == 8.0


def test_copies_per_particle_add_up_to_the_bound_mass() -> None:
    copies = polyions.copies_per_particle(bound_concentration=0.02, molar_mass=13.3, particle_concentration=1e18)
    assert copies * 1e18 * 13.3 / 6.02214076e23 == pytest.approx(0.02, rel=1e-12)


def test_protons_are_taken_up_when_the_ph_falls_and_given_back_when_it_rises() -> None:
    down = polyions.protons_buffered(groups=1000.0, pka=6.3, ph_before=7.4, ph_after=5.0)
    up = polyions.protons_buffered(groups=1000.0, pka=6.3, ph_before=5.0, ph_after=7.4)
    assert down == pytest.approx(-up, rel=1e-14) and 0.0 < down < 1000.0
    charged = polyions.ionised_amount(amount=1e-9, ionised_fraction=0.25)
    assert charged == 0.25e-9


@pytest.mark.parametrize(("length", "strands", "ends"), [(21, 2, 0), (21, 2, 2), (1, 1, 0), (100, 1, 1)])
def test_the_calculator_counts_phosphates_as_the_list_of_strands_does(length: int, strands: int, ends: int) -> None:
    counted = polyions.phosphates_per_molecule(strand_lengths=(length,) * strands, five_prime_phosphates=ends)
    assert polyions.phosphate_count(nucleotides=float(length), strands=float(strands), five_prime_phosphates=float(ends)) == counted


def test_salt_forms_have_their_own_mass_per_nitrogen() -> None:
    """Polylysine free base 128.17, hydrobromide 209.1, trifluoroacetate 242.2 g/mol; PEI 43.07."""
    for ion, expected in ((0.0, 128.17), (80.91, 209.1), (114.02, 242.2)):
        got = polyions.mass_per_nitrogen(repeat_molar_mass=0.12817, ion_molar_mass=1e-3 * ion)
        assert 1e3 * got == pytest.approx(expected, rel=5e-4)
    assert polyions.mass_per_nitrogen(repeat_molar_mass=0.08614, nitrogens=2.0) == pytest.approx(0.04307)
