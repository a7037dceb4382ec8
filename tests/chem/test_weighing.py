"""Purity, salt form, dilution."""

from __future__ import annotations

import pytest

from formulator.chem.weighing import dilution_volume, mass_to_weigh, salt_factor


def test_purity_and_water_are_taken_off_one_after_the_other() -> None:
    """50 mg / (0.985 × 0.988) = 51.378 mg."""
    assert mass_to_weigh(mass=50e-6, assay=0.985, water=0.012) * 1e6 == pytest.approx(51.378, abs=5e-4)


def test_a_pure_dry_lot_is_weighed_as_it_is() -> None:
    assert mass_to_weigh(mass=3e-6) == 3e-6


def test_what_is_weighed_holds_what_is_wanted() -> None:
    weighed = mass_to_weigh(mass=1e-6, assay=0.93, water=0.05, salt_factor=1.07)
    assert weighed * 0.93 * 0.95 / 1.07 == pytest.approx(1e-6, rel=1e-12)


def test_a_hydrate_and_a_hemisulfate_weigh_more_than_their_base() -> None:
    """Docetaxel C43H53NO14 807.88 and its trihydrate 861.93 g/mol (PubChem CID 148124 and 9897566)."""
    assert salt_factor(weighed_molar_mass=0.86193, wanted_molar_mass=0.80788) == pytest.approx(1.0669, abs=5e-5)
    assert salt_factor(weighed_molar_mass=0.6, wanted_molar_mass=0.25, units_per_formula=2) == pytest.approx(1.2)


def test_dilution_keeps_the_substance() -> None:
    volume = dilution_volume(stock_concentration=7.0, wanted_concentration=0.3, wanted_volume=2e-6)
    assert volume * 7.0 == pytest.approx(0.3 * 2e-6, rel=1e-12)
