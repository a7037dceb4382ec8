"""Hansen distance, χ and the class that is shown instead of it."""

from __future__ import annotations

import math

import pytest

from formulator.chem import compatibility
from formulator.errors import ModelError


def test_alike_substances_have_no_distance_and_no_chi() -> None:
    nothing = {"delta_dispersion": 0.0, "delta_polar": 0.0, "delta_hydrogen": 0.0}
    assert compatibility.hansen_distance(**nothing) == 0.0
    assert compatibility.flory_huggins_chi(temperature=300.0, reference_volume=3e-4, **nothing) == 0.0


def test_dispersion_weighs_four_times_as_much_in_both_measures() -> None:
    case = {"temperature": 300.0, "reference_volume": 3e-4}
    by_dispersion = {"delta_dispersion": 1e3, "delta_polar": 0.0, "delta_hydrogen": 0.0}
    by_polarity = {"delta_dispersion": 0.0, "delta_polar": 2e3, "delta_hydrogen": 0.0}
    first = compatibility.flory_huggins_chi(**case, **by_dispersion)
    assert first == pytest.approx(compatibility.flory_huggins_chi(**case, **by_polarity), rel=1e-14)
    assert compatibility.hansen_distance(**by_dispersion) == compatibility.hansen_distance(**by_polarity) == 2e3


DRUGS = {"paclitaxel": (18.411, 10.474, 11.673, 645.94), "doxorubicin": (19.868, 13.062, 18.424, 357.25)}
POLYCAPROLACTONE = (17.7, 5.0, 8.4)
ERRORS = tuple(1e3 * math.hypot(a, b) for a, b in ((0.96, 0.7), (3.17, 1.5), (2.43, 1.5)))


@pytest.mark.parametrize(
    ("drug", "point", "low", "high", "word"),
    [("paclitaxel", 1.6, 0.397, 6.12, "uncertain"), ("doxorubicin", 3.8, 1.8, 7.6, "poor")],
)
def test_bands_and_classes_of_published_parameters(drug: str, point: float, low: float, high: float, word: str) -> None:
    """χ at 310 K with polycaprolactone; bands by random draws with the RMSE of the group contributions."""
    *deltas, volume = DRUGS[drug]
    differences = tuple(1e3 * (a - b) for a, b in zip(deltas, POLYCAPROLACTONE, strict=True))
    case = {"temperature": 310.15, "reference_volume": volume * 1e-6}
    chi = compatibility.flory_huggins_chi(
        **case, delta_dispersion=differences[0], delta_polar=differences[1], delta_hydrogen=differences[2]
    )
    assert chi == pytest.approx(point, rel=0.03)
    band = compatibility.chi_band(**case, differences=differences, errors=ERRORS)
    assert band == pytest.approx((low, high), rel=0.06)
    assert compatibility.compatibility_class(*band) == word


def test_a_band_without_errors_is_the_point_and_always_the_same() -> None:
    case = {"temperature": 310.15, "reference_volume": 3e-4, "differences": (1e3, 2e3, 3e3)}
    low, high = compatibility.chi_band(**case, errors=(0.0, 0.0, 0.0))
    chi = compatibility.flory_huggins_chi(
        temperature=310.15, reference_volume=3e-4, delta_dispersion=1e3, delta_polar=2e3, delta_hydrogen=3e3
    )
    assert low == pytest.approx(chi, rel=1e-12) and high == pytest.approx(chi, rel=1e-12)
    wide = (5e2, 3e3, 2e3)
    assert compatibility.chi_band(**case, errors=wide) == compatibility.chi_band(**case, errors=wide)


@pytest.mark.parametrize("errors", [(-1.0, 0.0, 0.0), (0.0, float("nan"), 0.0)])
def test_an_impossible_error_is_refused(errors: tuple[float, float, float]) -> None:
    with pytest.raises(ModelError):
        compatibility.chi_band(temperature=310.15, reference_volume=3e-4, differences=(0.0, 0.0, 0.0), errors=errors)


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [(0.0, 0.99, "good"), (0.0, 1.0, "uncertain"), (1.5, 9.0, "uncertain"), (1.51, 9.0, "poor"), (math.nan, 1.0, "unknown")],
)
def test_class_limits(low: float, high: float, word: str) -> None:
    assert compatibility.compatibility_class(low, high) == word


def test_a_band_is_that_of_chi_square_where_one_part_alone_is_uncertain() -> None:
    """A difference of 0 ± σ in δ_D gives χ = p V σ² z²/RT with z² of one degree of freedom: 0.003932 and 3.8415 at 5 and 95 %."""
    band = compatibility.chi_band(temperature=300.0, reference_volume=3e-4, differences=(0.0, 0.0, 0.0), errors=(2e3, 0.0, 0.0))
    one = compatibility.flory_huggins_chi(
        temperature=300.0, reference_volume=3e-4, delta_dispersion=2e3, delta_polar=0.0, delta_hydrogen=0.0
    )
    assert band == pytest.approx((0.0039321 * one, 3.841459 * one), rel=1.2e-2)
