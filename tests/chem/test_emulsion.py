"""Drops in turbulence: exponents, the two regimes and where they meet."""

from __future__ import annotations

import numpy as np
import pytest

from formulator.chem import emulsion

WATER = {"viscosity": 0.89e-3, "density": 997.0}


def _slope(x: np.ndarray, y: np.ndarray) -> float:
    return float(np.polyfit(np.log(x), np.log(y), 1)[0])


@pytest.mark.parametrize(("power", "size"), [(1e6, 0.9e-6), (1e8, 0.29e-6)])
def test_the_smallest_eddies_have_the_size_that_books_print(power: float, size: float) -> None:
    """About 1 and 0.3 µm at 10⁶ and 10⁸ W/kg."""
    assert emulsion.kolmogorov_length(power_per_mass=power, **WATER) == pytest.approx(size, rel=0.03)


def test_the_exponents_are_those_of_the_two_regimes() -> None:
    power, tension, viscosity = np.geomspace(1e4, 1e9, 9), np.geomspace(1e-3, 5e-2, 9), np.geomspace(3e-4, 1e-1, 9)
    inertial = emulsion.inertial_drop_diameter(interfacial_tension=5e-3, density=997.0, power_per_mass=power)
    assert _slope(power, inertial) == pytest.approx(-0.4)
    assert _slope(
        tension, emulsion.inertial_drop_diameter(interfacial_tension=tension, density=997.0, power_per_mass=1e6)
    ) == pytest.approx(0.6)
    viscous = emulsion.viscous_drop_diameter(interfacial_tension=5e-3, power_per_mass=power, **WATER)
    assert _slope(power, viscous) == pytest.approx(-0.5)
    thick = emulsion.viscous_drop_diameter(interfacial_tension=5e-3, viscosity=viscosity, density=997.0, power_per_mass=1e6)
    assert _slope(viscosity, thick) == pytest.approx(-0.5)


def test_the_regimes_meet_near_the_smallest_eddies() -> None:
    """Where both laws give one diameter it is within a factor of three of the Kolmogorov length: prefactors of order one."""
    tension = np.geomspace(1e-6, 1.0, 4001)
    inertial = emulsion.inertial_drop_diameter(interfacial_tension=tension, density=997.0, power_per_mass=1e8)
    viscous = emulsion.viscous_drop_diameter(interfacial_tension=tension, power_per_mass=1e8, **WATER)
    meeting = inertial[np.argmin(np.abs(np.log(inertial / viscous)))]
    assert 1 / 3 < meeting / emulsion.kolmogorov_length(power_per_mass=1e8, **WATER) < 3.0
    chosen = emulsion.emulsion_drop_diameter(interfacial_tension=tension, power_per_mass=1e8, **WATER)
    np.testing.assert_array_equal(chosen, np.minimum(inertial, viscous))
    assert chosen[0] == viscous[0] and chosen[-1] == inertial[-1], "small drops feel shear, large ones inertia"
