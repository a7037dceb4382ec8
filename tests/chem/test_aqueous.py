"""Solubility in water and what a full core or a partition leaves in the particles."""

from __future__ import annotations

import numpy as np
import pytest

from formulator.chem import aqueous
from formulator.errors import ModelError


def test_a_liquid_drug_pays_nothing_for_melting() -> None:
    """General solubility equation: the melting term is zero up to 25 °C (Ran and Yalkowsky 2001)."""
    at_25 = aqueous.intrinsic_solubility(melting_point=298.15, log_p=2.0)
    assert at_25 == pytest.approx(1e3 * 10 ** (0.5 - 2.0), rel=1e-12)
    assert aqueous.intrinsic_solubility(melting_point=250.0, log_p=2.0) == at_25
    assert aqueous.intrinsic_solubility(melting_point=398.15, log_p=2.0) == pytest.approx(0.1 * at_25, rel=1e-12)


def test_solubility_rises_where_the_drug_is_charged_and_stops_at_the_salt() -> None:
    ph = np.linspace(2.0, 10.0, 41)
    acid = aqueous.solubility_at_ph(kind="acid", intrinsic_solubility=0.1, pka=4.4, ph=ph, salt_solubility=50.0)
    base = aqueous.solubility_at_ph(kind="base", intrinsic_solubility=0.1, pka=7.0, ph=ph, salt_solubility=50.0)
    assert (np.diff(acid) >= 0.0).all() and (np.diff(base) <= 0.0).all()
    assert acid.max() == base.max() == 50.0
    assert acid[0] == pytest.approx(0.1 * (1 + 10**-2.4), rel=1e-12)
    half = aqueous.solubility_at_ph(kind="base", intrinsic_solubility=0.1, pka=7.0, ph=7.0, salt_solubility=50.0)
    assert half == pytest.approx(0.2, rel=1e-12)


def test_a_group_that_is_neither_acid_nor_base_is_refused() -> None:
    with pytest.raises(ModelError, match="zwitterion"):
        aqueous.solubility_at_ph(kind="zwitterion", intrinsic_solubility=0.1, pka=7.0, ph=7.0, salt_solubility=50.0)


def test_ee_keeps_its_plateau_and_then_falls_as_one_over_feed() -> None:
    feed = np.array([0.01, 0.05, 0.2, 0.4])
    ee = aqueous.solubility_limited_ee(feed_ratio=feed, largest_drug_to_polymer=0.1, plateau_ee=0.8)
    np.testing.assert_allclose(ee, [0.8, 0.8, 0.5, 0.25], rtol=1e-12)


def test_partition_keeps_all_nothing_or_the_volume_share() -> None:
    assert aqueous.partition_limited_ee(partition_coefficient=1.0, core_volume_fraction=0.03) == pytest.approx(0.03)
    assert aqueous.partition_limited_ee(partition_coefficient=0.0, core_volume_fraction=0.03) == 0.0
    assert aqueous.partition_limited_ee(partition_coefficient=1e12, core_volume_fraction=0.03) == pytest.approx(1.0)
