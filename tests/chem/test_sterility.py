"""Filters, endotoxin and sugar for freezing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.chem import distribution, sterility


def test_a_tenth_is_larger_than_the_diameter_below_which_nine_tenths_lie() -> None:
    for z, pdi in ((80e-9, 0.05), (150e-9, 0.15), (220e-9, 0.24)):
        d90 = distribution.volume_quantile_diameter(z_average=z, pdi=pdi, fraction=0.9)
        assert sterility.filter_retained_fraction(z_average=z, pdi=pdi, pore_diameter=d90) == pytest.approx(0.1, rel=1e-9)


def test_more_is_held_back_as_particles_grow_and_pores_shrink() -> None:
    sizes = np.linspace(20e-9, 400e-9, 60)
    by_size = sterility.filter_retained_fraction(z_average=sizes, pdi=0.1)
    by_pore = sterility.filter_retained_fraction(z_average=150e-9, pdi=0.1, pore_diameter=sizes)
    assert np.all(np.diff(by_size) >= 0.0) and np.all(np.diff(by_pore) <= 0.0)
    assert by_size[0] < 1e-12 and by_size[-1] > 0.9


def test_a_sample_of_one_size_passes_or_does_not() -> None:
    assert sterility.filter_retained_fraction(z_average=150e-9, pdi=0.0) == 0.0
    assert sterility.filter_retained_fraction(z_average=250e-9, pdi=0.0) == 1.0


@pytest.mark.parametrize(
    ("z", "pdi", "d90", "word"),
    [
        (100e-9, 0.10, 120e-9, "passes"),
        (100e-9, 0.10, 210e-9, "blocks"),
        (119e-9, 0.20, 150e-9, "uncertain"),
        (140e-9, 0.10, 170e-9, "uncertain"),
        (160e-9, 0.21, 190e-9, "blocks"),
        (119.9e-9, 0.1499, 150e-9, "passes"),
        (120.1e-9, 0.1, 150e-9, "uncertain"),
        (100e-9, 0.1501, 150e-9, "uncertain"),
        (150.1e-9, 0.2001, 190e-9, "blocks"),
        (149.9e-9, 0.3, 190e-9, "uncertain"),
        (160e-9, 0.1999, 190e-9, "uncertain"),
        (100e-9, 0.1, 199.9e-9, "passes"),
        (100e-9, 0.1, 200.1e-9, "blocks"),
        (math.nan, 0.1, 100e-9, "unknown"),
    ],
)
def test_filter_classes_follow_the_rules_in_use(z: float, pdi: float, d90: float, word: str) -> None:
    assert sterility.filter_class(z, pdi, d90) == word


def test_ten_times_the_volume_has_a_tenth_of_the_endotoxin_limit() -> None:
    """K = 5 EU/kg: 0.5 EU/mL at 10 mL/kg; 0.2 EU/kg into the spinal canal (USP 85, recalled)."""
    assert sterility.endotoxin_limit(volume_per_body_mass=1e-5) == pytest.approx(0.5e6)
    assert sterility.endotoxin_limit(volume_per_body_mass=1e-4) == pytest.approx(0.05e6)
    assert sterility.endotoxin_limit(volume_per_body_mass=1e-5, threshold=0.2) == pytest.approx(0.02e6)


@pytest.mark.parametrize(("ratio", "word"), [(0.0, "too little"), (5.0, "usual"), (20.0, "usual"), (20.1, "plenty"), (math.nan, "unknown")])
def test_sugar_for_freezing_is_classed(ratio: float, word: str) -> None:
    assert sterility.freeze_class(ratio) == word
    if ratio == ratio:
        assert sterility.cryoprotectant_ratio(cryoprotectant=2.0 * ratio, particles=2.0) == pytest.approx(ratio)
