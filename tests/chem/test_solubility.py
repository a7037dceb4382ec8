"""What a core dissolves: two liquid phases in balance, crystals, weights."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import solubility

RATIO = st.floats(1.0, 1e4)
MELTING = {"temperature": 310.15, "melting_temperature": 431.0, "fusion_enthalpy": 38000.0, "fusion_heat_capacity": 0.0}


def _mixing(drug: np.ndarray, chi: float, ratio: float) -> np.ndarray:
    """Free energy of mixing per lattice site in kT."""
    return drug * np.log(drug) + (1 - drug) / ratio * np.log1p(-drug) + chi * drug * (1 - drug)


@pytest.mark.parametrize(("chi", "ratio", "limit"), [(0.76, 20.0, 0.727), (0.80, 20.0, 0.6143)])
def test_just_above_the_critical_chi_the_mixture_splits(chi: float, ratio: float, limit: float) -> None:
    """The equation against the pure drug has no root at χ 0.76 and gives 0.662 at 0.80."""
    assert solubility.drug_miscibility_limit(chi=chi, volume_ratio=ratio) == pytest.approx(limit, abs=5e-4)


@pytest.mark.parametrize(("chi", "ratio"), [(0.76, 20.0), (0.8, 20.0), (0.6, 200.0), (2.5, 1.0), (1.2, 5.0)])
def test_the_limit_is_where_a_common_tangent_touches(chi: float, ratio: float) -> None:
    """No composition lies below the tangent at the limit; the tangent touches the curve once more."""
    at = solubility.drug_miscibility_limit(chi=chi, volume_ratio=ratio)
    drug = np.linspace(1e-5, 1 - 1e-5, 200_001)
    curve = _mixing(drug, chi, ratio)
    slope = math.log(at) + 1 - math.log1p(-at) / ratio - 1 / ratio + chi * (1 - 2 * at)
    above = curve - (_mixing(np.array([at]), chi, ratio)[0] + slope * (drug - at))
    assert above.min() > -1e-9
    other = drug[drug > at + 0.05][np.argmin(above[drug > at + 0.05])]
    assert other > at + 0.05 and above[drug > at + 0.05].min() < 1e-8


def test_a_mixture_of_equal_molecules_splits_symmetrically() -> None:
    """m = 1: ln(φ/(1 − φ)) = χ (2φ − 1)."""
    phi = solubility.drug_miscibility_limit(chi=2.5, volume_ratio=1.0)
    assert math.log(phi / (1 - phi)) == pytest.approx(2.5 * (2 * phi - 1), rel=1e-12)


@pytest.mark.parametrize(
    ("chi", "ratio", "limit"),
    [(0.8, 1e6, 0.471090068167898), (2.0, 1e6, 0.0699436826642069), (6.0, 200.0, 0.0009275614604490044)],
)
def test_long_chains_do_not_look_miscible(chi: float, ratio: float, limit: float) -> None:
    """Both conditions solved with 50 digits: so little polymer stays with the drug (10^−200000) that doubles lose it."""
    assert solubility.drug_miscibility_limit(chi=chi, volume_ratio=ratio) == pytest.approx(limit, rel=1e-12)


@given(st.floats(-5.0, 10.0), RATIO)
def test_below_the_critical_chi_all_is_miscible_and_above_it_is_not(chi: float, ratio: float) -> None:
    limit = solubility.drug_miscibility_limit(chi=chi, volume_ratio=ratio)
    if chi <= solubility.critical_chi(ratio):
        assert limit == 1.0
    else:
        assert 0.0 < limit < 1.0


@given(RATIO)
def test_the_limit_falls_as_chi_rises(ratio: float) -> None:
    chi = solubility.critical_chi(ratio) * np.array([0.5, 1.0, 1.001, 1.01, 1.1, 2.0, 4.0, 8.0])
    with np.errstate(all="raise"):
        limit = solubility.drug_miscibility_limit(chi=chi, volume_ratio=ratio)
    assert (limit[:2] == 1.0).all() and (np.diff(limit[1:]) < 0.0).all()
    for one, expected in zip(chi[2:], limit[2:], strict=True):
        alone = solubility.drug_miscibility_limit(chi=float(one), volume_ratio=ratio)
        assert alone == pytest.approx(expected, rel=1e-8)


@given(st.floats(-1.0, 6.0), RATIO)
def test_a_crystal_never_dissolves_beyond_the_coexistence(chi: float, ratio: float) -> None:
    crystal = solubility.drug_solubility_in_core(chi=chi, volume_ratio=ratio, **MELTING)
    assert 0.0 < crystal <= solubility.drug_miscibility_limit(chi=chi, volume_ratio=ratio) * (1 + 1e-12)


@pytest.mark.parametrize("heat", [0.0, 300.0])
@pytest.mark.parametrize("melting", [200.0, 310.15])
def test_above_its_melting_point_a_drug_is_a_liquid(melting: float, heat: float) -> None:
    case = {**MELTING, "melting_temperature": melting, "fusion_heat_capacity": heat}
    for chi in (0.2, 1.5):
        limit = solubility.drug_miscibility_limit(chi=chi, volume_ratio=20.0)
        assert solubility.drug_solubility_in_core(chi=chi, volume_ratio=20.0, **case) == pytest.approx(limit, rel=1e-9)


def test_an_ideal_mixture_dissolves_the_ideal_fraction() -> None:
    """m = 1 and χ = 0: ln φ = −(ΔH/R)(1/T − 1/T_m)."""
    phi = solubility.drug_solubility_in_core(chi=0.0, volume_ratio=1.0, **MELTING)
    assert math.log(phi) == pytest.approx(-38000.0 / 8.31446261815324 * (1 / 310.15 - 1 / 431.0), rel=1e-12)


def test_solubility_rises_with_temperature_and_falls_with_chi() -> None:
    warm = {key: value for key, value in MELTING.items() if key != "temperature"}
    phi = solubility.drug_solubility_in_core(
        temperature=np.linspace(280.0, 440.0, 30)[:, None], chi=np.array([0.0, 0.7, 1.5]), volume_ratio=20.0, **warm
    )
    assert phi.shape == (30, 3)
    assert (np.diff(phi, axis=0) > -1e-12).all() and (np.diff(phi, axis=1) < 1e-12).all()


def test_weight_and_volume_fractions_agree_with_masses() -> None:
    weight = solubility.core_weight_fraction(drug_volume_fraction=0.25, drug_density=1300.0, polymer_density=1200.0)
    assert weight == pytest.approx(0.25 * 1300.0 / (0.25 * 1300.0 + 0.75 * 1200.0), rel=1e-14)
    same = solubility.core_weight_fraction(drug_volume_fraction=0.25, drug_density=1200.0, polymer_density=1200.0)
    assert same == pytest.approx(0.25, rel=1e-14)


def test_a_corona_dilutes_the_loading_of_the_core() -> None:
    bare = solubility.drug_to_polymer_of_core(core_weight_fraction=0.2, corona_weight_fraction=0.0)
    half = solubility.drug_to_polymer_of_core(core_weight_fraction=0.2, corona_weight_fraction=0.5)
    assert bare == pytest.approx(0.25, rel=1e-14) and half == pytest.approx(0.125, rel=1e-14)


@pytest.mark.parametrize(("ratio", "critical"), [(1.0, 2.0), (4.0, 1.125), (100.0, 0.605), (1e12, 0.500001)])
def test_the_critical_chi_is_florys(ratio: float, critical: float) -> None:
    """½ (1 + m^−½)²: 2 for equal molecules, ½ for endless chains (Flory, Principles of Polymer Chemistry, 1953)."""
    assert solubility.critical_chi(ratio) == pytest.approx(critical, rel=1e-9)


@pytest.mark.parametrize(("power", "chi", "ratio"), [(-3.0, 1.2, 100.0), (-0.5, 3.0, 1.0), (-0.01, 0.4, 1e4)])
def test_the_slope_of_the_potential_is_its_derivative(power: float, chi: float, ratio: float) -> None:
    """Flory and Huggins: Δμ = ln φ + (1 − φ)(1 − 1/m) + χ (1 − φ)², differenced by ln φ."""
    ends = [solubility._drug_potential(power + step, chi, ratio)[0] for step in (-1e-5, 1e-5)]
    assert solubility._drug_potential(power, chi, ratio)[1] == pytest.approx((ends[1] - ends[0]) / 2e-5, rel=1e-6)
