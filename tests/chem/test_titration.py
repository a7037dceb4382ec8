"""Buffers from composition: charges balance, what goes in comes back, and the numbers that laboratories know."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulator.chem import titration
from formulator.chem.buffers import BUFFERS
from formulator.errors import ModelError

NAMES = st.sampled_from(sorted(BUFFERS))
WARM = 298.15


@pytest.mark.parametrize(
    ("components", "ph", "salt", "low", "high"),
    [
        ([("phosphate", 11.8)], 7.4, 139.7, 168.0, 172.0),
        ([("phosphate", 10.0)], 7.4, 0.0, 22.0, 25.0),
        ([("HEPES", 10.0)], 7.4, 0.0, 4.0, 5.0),
        ([("HEPES", 20.0)], 7.4, 0.0, 8.3, 10.0),
        ([("acetate", 10.0)], 5.0, 0.0, 6.3, 6.7),
        ([("citrate", 20.0), ("phosphate", 30.0)], 5.5, 0.0, 75.0, 110.0),
    ],
    ids=["PBS", "phosphate 10", "HEPES 10", "HBG", "acetate 10", "citrate-phosphate 50"],
)
def test_ionic_strength_of_common_buffers(components: list[tuple[str, float]], ph: float, salt: float, low: float, high: float) -> None:
    """Ranges of the media table: recipes with the apparent pK_a in use."""
    found = titration.buffer_at_ph(components=components, ph=ph, temperature=WARM, salt=salt)
    assert low < found.ionic_strength < high


@given(NAMES, st.floats(0.5, 200.0), st.floats(2.5, 10.5), st.floats(274.0, 330.0), st.floats(0.0, 200.0))
def test_the_acid_or_base_that_sets_a_ph_gives_that_ph_back(name: str, amount: float, ph: float, temperature: float, salt: float) -> None:
    components = [(name, amount)]
    there = titration.buffer_at_ph(components=components, ph=ph, temperature=temperature, salt=salt)
    back = titration.buffer_of_composition(components=components, strong_ions=there.strong_ions, temperature=temperature, salt=salt)
    capacity = titration.buffer_capacity(buffer=name, concentration=amount, ph=ph, temperature=temperature, salt=salt)
    assert back.ph == pytest.approx(ph, abs=1e-9 + 1e-10 * amount / capacity)
    assert back.ionic_strength == pytest.approx(there.ionic_strength, rel=1e-8)


@given(NAMES, st.floats(0.5, 200.0), st.floats(2.5, 10.5), st.floats(0.0, 200.0))
def test_positive_and_negative_charges_balance(name: str, amount: float, ph: float, salt: float) -> None:
    """Σ c z of buffer, H⁺, OH⁻ and strong ions is nothing, to 1e-12 of what is there."""
    found = titration.buffer_at_ph(components=[(name, amount)], ph=ph, temperature=WARM, salt=salt)
    shielding = titration.shielding_of(found.ionic_strength, WARM)
    species = titration._species([(name, amount)], ph, WARM, shielding)
    protons, hydroxide = titration._water(ph, WARM, shielding)
    total = species.charge + protons - hydroxide + found.strong_ions
    assert abs(total) <= 1e-11 * (amount + protons + hydroxide)


@given(NAMES, st.floats(1.0, 100.0), st.floats(3.0, 10.0))
def test_capacity_is_the_slope_of_the_titration_at_one_ionic_strength(name: str, amount: float, ph: float) -> None:
    strength = titration.buffer_ionic_strength(buffer=name, concentration=amount, ph=ph, temperature=WARM, salt=100.0)
    shielding = titration.shielding_of(strength, WARM)

    def needed(at: float) -> float:
        protons, hydroxide = titration._water(at, WARM, shielding)
        return float(hydroxide - protons - titration._species([(name, amount)], at, WARM, shielding).charge)

    step = 1e-4
    slope = (needed(ph + step) - needed(ph - step)) / (2.0 * step)
    beta = titration.buffer_capacity(buffer=name, concentration=amount, ph=ph, temperature=WARM, salt=100.0)
    assert beta == pytest.approx(slope, rel=1e-5, abs=1e-6)
    assert beta > 0.0


def test_capacity_is_about_what_a_titration_shows() -> None:
    """10 mM at 300 mM of salt, where the ionic strength hardly moves: from pH 7.3 to 7.5."""
    low, high = (
        titration.buffer_at_ph(components=[("phosphate", 10.0)], ph=ph, temperature=WARM, salt=300.0).strong_ions for ph in (7.3, 7.5)
    )
    beta = titration.buffer_capacity(buffer="phosphate", concentration=10.0, ph=7.4, temperature=WARM, salt=300.0)
    assert beta == pytest.approx((high - low) / 0.2, rel=0.02)


def test_more_base_always_raises_the_ph() -> None:
    strong = np.linspace(-30.0, 60.0, 181)
    for name in BUFFERS:
        ph = titration.buffer_ph(buffer=name, concentration=10.0, strong_ions=strong, temperature=WARM, salt=50.0)
        assert np.all(np.diff(ph) > 0.0) and np.all((ph > 0.5) & (ph < 13.5))


def test_pure_water_is_neutral_and_a_strong_acid_is_counted() -> None:
    nothing = titration.buffer_of_composition(components=[], strong_ions=0.0, temperature=WARM)
    assert nothing.ph == pytest.approx(7.0, abs=5e-3) and nothing.ionic_strength == pytest.approx(1e-4, rel=0.02)
    acid = titration.buffer_of_composition(components=[], strong_ions=-10.0, temperature=WARM)
    assert acid.ph == pytest.approx(2.045, abs=0.01), "10 mM HCl with its activity (NIST: 2.04)"
    assert acid.ionic_strength == pytest.approx(10.0, rel=1e-6)


def test_the_standard_phosphate_buffer_has_its_certified_ph() -> None:
    """0.025 mol/kg each of KH₂PO₄ and Na₂HPO₄: 6.865 at 25 °C and 6.841 at 37 °C (NIST); and the physiological one 7.413."""
    for temperature, expected in ((298.15, 6.865), (310.15, 6.841)):
        found = titration.buffer_ph(buffer="phosphate", concentration=50.0, strong_ions=75.0, temperature=temperature)
        assert found == pytest.approx(expected, abs=0.05)
    blood = titration.buffer_ph(buffer="phosphate", concentration=8.695 + 30.43, strong_ions=8.695 + 60.86, temperature=WARM)
    assert blood == pytest.approx(7.413, abs=0.05)


def test_warm_tris_is_more_acidic_and_warm_phosphate_hardly_moves() -> None:
    case = {"concentration": 20.0, "ph": 7.4, "temperature": 298.15, "new_temperature": 310.15}
    assert titration.buffer_ph_at_temperature(buffer="Tris", **case) == pytest.approx(7.08, abs=0.03)
    assert titration.buffer_ph_at_temperature(buffer="phosphate", **case) == pytest.approx(7.37, abs=0.02)
    stays = titration.buffer_ph_at_temperature(buffer="HEPES", concentration=20.0, ph=7.4, temperature=300.0, new_temperature=300.0)
    assert stays == pytest.approx(7.4, abs=1e-9)


def test_arrays_are_solved_together_as_apart() -> None:
    ph, salt = np.linspace(3.0, 10.0, 7), np.geomspace(0.1, 200.0, 7)
    together = titration.buffer_at_ph(components=[("citrate", 30.0)], ph=ph, temperature=WARM, salt=salt)
    apart = [titration.buffer_at_ph(components=[("citrate", 30.0)], ph=p, temperature=WARM, salt=s) for p, s in zip(ph, salt, strict=True)]
    np.testing.assert_allclose(together.ionic_strength, [float(one.ionic_strength) for one in apart], rtol=1e-12)
    weighed = titration.buffer_of_composition(components=[("citrate", 30.0)], strong_ions=together.strong_ions, temperature=WARM, salt=salt)
    np.testing.assert_allclose(weighed.ph, ph, atol=1e-8)


def test_a_buffer_that_is_not_known_is_named() -> None:
    with pytest.raises(ModelError, match="'borate'"):
        titration.buffer_at_ph(components=[("borate", 1.0)], ph=9.0, temperature=WARM)
    with pytest.raises(ModelError, match="phosphate"):
        titration.buffer_ionic_strength(buffer="PBS", concentration=1.0, ph=7.0, temperature=WARM)


def test_ten_times_diluted_has_a_tenth_of_the_ions_at_most_shifted_by_activity() -> None:
    thick, thin = (titration.buffer_ionic_strength(buffer="HEPES", concentration=c, ph=7.4, temperature=WARM) for c in (10.0, 1.0))
    assert 0.09 < thin / thick < 0.1 and math.isfinite(thin)
