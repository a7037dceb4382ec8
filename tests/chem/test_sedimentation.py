"""Particles that settle in a dish: against the drift-diffusion equation, and its limits."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.linalg import solve_banded

from formulator.chem.sedimentation import settled_fraction, settling_velocity


def test_settling_goes_with_the_square_of_diameter_and_either_way() -> None:
    case = {"medium_density": 1000.0, "viscosity": 0.7e-3}
    small, large = (settling_velocity(diameter=d, particle_density=1300.0, **case) for d in (100e-9, 200e-9))
    assert large == pytest.approx(4.0 * small)
    assert settling_velocity(diameter=100e-9, particle_density=950.0, **case) < 0.0
    assert settling_velocity(diameter=100e-9, particle_density=1000.0, **case) == 0.0


def solved(velocity: float, diffusivity: float, height: float, time: float) -> float:
    """Share at the bottom by finite volumes: closed top, bottom that keeps all (implicit steps)."""
    cells, steps = 1500, 1500
    edges = height * np.linspace(0.0, 1.0, cells + 1) ** 2  # finer at the bottom
    width, middle = np.diff(edges), 0.5 * (edges[1:] + edges[:-1])
    gap = np.diff(middle)
    down = np.append(velocity + diffusivity / gap, 0.0)  # from the cell above into this one
    up = np.append(diffusivity / gap, 0.0)
    out = np.concatenate([[velocity + diffusivity / middle[0]], down[:-1]]) + up
    step = time / steps
    bands = np.zeros((3, cells))
    bands[0, 1:] = -step * down[:-1] / width[:-1]
    bands[1] = 1.0 + step * out / width
    bands[2, :-1] = -step * up[:-1] / width[1:]
    content = np.ones(cells)
    for _ in range(steps):
        content = solve_banded((1, 1), bands, content)
    return 1.0 - float((content * width).sum()) / height


@pytest.mark.parametrize(("velocity", "time"), [(0.0, 86400.0), (9.3e-9, 86400.0), (4e-8, 20000.0), (1.5e-9, 172800.0)])
def test_the_share_at_the_bottom_solves_drift_and_diffusion(velocity: float, time: float) -> None:
    case = {"settling_velocity": velocity, "diffusivity": 3.2e-12, "height": 3e-3, "time": time}
    assert settled_fraction(**case) == pytest.approx(solved(velocity, 3.2e-12, 3e-3, time), rel=0.01)


def test_when_the_top_is_felt_it_is_at_most_a_fifth_of_the_dose_too_high() -> None:
    for velocity, height, time in ((0.0, 1e-3, 2.4e5), (2e-9, 1e-3, 1.7e5), (4e-9, 1e-3, 1.2e5), (8e-9, 1e-3, 8.4e4)):
        over = settled_fraction(settling_velocity=velocity, diffusivity=3.2e-12, height=height, time=time) - solved(
            velocity, 3.2e-12, height, time
        )
        assert 0.1 < over < 0.2


def test_the_limits_are_pure_settling_and_pure_diffusion() -> None:
    fast = settled_fraction(settling_velocity=1e-6, diffusivity=1e-13, height=3e-3, time=600.0)
    assert fast == pytest.approx(1e-6 * 600.0 / 3e-3, rel=1e-3)
    still = settled_fraction(settling_velocity=0.0, diffusivity=3e-12, height=3e-3, time=3600.0)
    assert still == pytest.approx(2.0 * math.sqrt(3e-12 * 3600.0 / math.pi) / 3e-3, rel=1e-12)
    assert settled_fraction(settling_velocity=1e-6, diffusivity=1e-12, height=1e-3, time=1e5) == 1.0
    assert settled_fraction(settling_velocity=1e-6, diffusivity=1e-12, height=1e-3, time=0.0) == 0.0


def test_the_curve_over_time_is_smooth_and_rising() -> None:
    times = np.logspace(-6, 6, 400)
    with np.errstate(all="raise"):
        found = settled_fraction(settling_velocity=9.3e-9, diffusivity=3.2e-12, height=1.0, time=times)
    assert (np.diff(found) > 0.0).all()
    assert np.abs(np.diff(np.diff(np.log(found)))).max() < 0.01
