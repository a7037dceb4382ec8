"""Layers that carry charge: limits of Ohshima's soft particle."""

from __future__ import annotations

import numpy as np
import pytest

from formulator.chem import constants, softlayer

CASE = {"brinkman_length": 1e-9, "temperature": 298.15, "viscosity": 0.89e-3, "relative_permittivity": 78.4}


def test_the_mobility_in_much_salt_is_drag_against_charge() -> None:
    """Ohshima 1995: μ → z e N/(η λ²), not zero as for hard particles."""
    charge = 0.05e27
    limit = constants.ELEMENTARY_CHARGE * charge * 1e-18 / 0.89e-3
    salt = np.geomspace(1.0, 1e5, 11)
    mobility = softlayer.charged_layer_mobility(charge_per_volume=charge, ionic_strength=salt, **CASE)
    assert np.all(np.diff(mobility) < 0.0)
    assert mobility[-1] == pytest.approx(limit, rel=2e-3)


def test_the_sign_follows_the_charge_and_no_charge_stands_still() -> None:
    there, back, none = (
        softlayer.charged_layer_mobility(charge_per_volume=charge, ionic_strength=10.0, **CASE) for charge in (1e25, -1e25, 0.0)
    )
    assert there == -back and there > 0.0 and none == 0.0


def test_weak_charge_gives_the_linear_donnan_potential() -> None:
    """ψ_D = ρ e/(ε κ²) for small ρ, the Debye–Hückel limit."""
    charge, salt = 1e22, 100.0
    kappa_squared = 2 * constants.AVOGADRO * constants.ELEMENTARY_CHARGE**2 * salt
    linear = constants.ELEMENTARY_CHARGE * charge * constants.BOLTZMANN * 298.15 / kappa_squared
    assert softlayer.donnan_potential(charge_per_volume=charge, ionic_strength=salt, temperature=298.15) == pytest.approx(linear, rel=1e-6)


def test_a_tenfold_change_of_salt_moves_a_strong_donnan_potential_by_59_mv() -> None:
    low, high = (softlayer.donnan_potential(charge_per_volume=1e27, ionic_strength=salt, temperature=298.15) for salt in (1.0, 0.1))
    assert 1e3 * (high - low) == pytest.approx(59.16, rel=1e-4)


@pytest.mark.parametrize(("charge", "salt"), [(0.05e27, 150.0), (-0.5e27, 10.0), (0.02e27, 1.0), (0.002e27, 100.0)])
def test_the_mobility_is_ohshimas_printed_equation(charge: float, salt: float) -> None:
    """Adv. Colloid Interface Sci. 1995, 62, 189: ψ_DON, ψ₀ and κ_m from ZN/2n with roots and logarithms, as printed."""
    thermal = constants.BOLTZMANN * 298.15 / constants.ELEMENTARY_CHARGE
    permittivity = constants.VACUUM_PERMITTIVITY * 78.4
    share = charge / (2.0 * constants.AVOGADRO * salt)
    root = np.sqrt(share**2 + 1.0)
    donnan = thermal * np.arcsinh(share)
    edge = thermal * (np.arcsinh(share) + (1.0 - root) / share)
    kappa = np.sqrt(2.0 * constants.AVOGADRO * salt * constants.ELEMENTARY_CHARGE / (permittivity * thermal))
    inside = kappa * root**0.5
    lam = 1e9
    expected = permittivity / 0.89e-3 * (edge / inside + donnan / lam) / (1.0 / inside + 1.0 / lam)
    expected += constants.ELEMENTARY_CHARGE * charge / (0.89e-3 * lam**2)
    got = softlayer.charged_layer_mobility(charge_per_volume=charge, ionic_strength=salt, **CASE)
    assert got == pytest.approx(expected, rel=1e-9)
