"""Minimum, barrier, stability ratio and the classes that are shown."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.chem import colloid, stability

BRUSH = {"radius": 50e-9, "brush_height": 3e-9, "graft_spacing": 1.5e-9, "hamaker_constant": 5e-21, "temperature": 298.15}
BARE = {
    "radius": 75e-9, "ionic_strength": 10.0, "surface_potential": -30e-3, "hamaker_constant": 5e-21,
    "temperature": 298.15, "relative_permittivity": 78.4,
}  # fmt: skip


def _brush_energy(gap: np.ndarray, case: dict[str, float]) -> np.ndarray:
    """Total energy of two brush-covered particles on many gaps."""
    attraction = colloid.van_der_waals_energy(
        radius=case["radius"], separation=gap, hamaker_constant=case["hamaker_constant"], temperature=298.15
    )
    layer = {name: case[name] for name in ("radius", "brush_height", "graft_spacing")}
    return attraction + colloid.steric_energy(separation=gap, **layer)


def _bare_energy(gap: np.ndarray, case: dict[str, float]) -> np.ndarray:
    """Total energy of two bare particles on many gaps."""
    attraction = colloid.van_der_waals_energy(
        radius=case["radius"], separation=gap, hamaker_constant=case["hamaker_constant"], temperature=298.15
    )
    others = {name: value for name, value in case.items() if name != "hamaker_constant"}
    return attraction + colloid.double_layer_energy_sphere(separation=gap, **others)


def test_the_minimum_of_touching_layers_is_half_a_kt_deep() -> None:
    """Radius 50 nm, layer 3 nm, 5e-21 J: −0.46 kT at the edge of the layers, a little more where they just overlap."""
    at_edge = colloid.van_der_waals_energy(radius=50e-9, separation=6e-9, hamaker_constant=5e-21, temperature=298.15)
    depth = stability.minimum_depth(**BRUSH)
    assert at_edge == pytest.approx(-0.462, abs=1e-3)
    assert -at_edge < depth < -1.1 * at_edge
    assert depth == pytest.approx(-_brush_energy(np.linspace(5e-9, 6e-9, 20_001), BRUSH).min(), rel=1e-6)


def test_a_thicker_layer_makes_a_shallower_minimum() -> None:
    heights = np.array([1e-9, 2e-9, 4e-9, 8e-9, 16e-9])
    with np.errstate(all="raise"):
        depth = stability.minimum_depth(**{**BRUSH, "brush_height": heights})
    assert (np.diff(depth) < 0.0).all()
    assert depth[2] == pytest.approx(stability.minimum_depth(**{**BRUSH, "brush_height": 4e-9}), rel=1e-12)


def test_a_layer_too_sparse_to_hold_particles_apart_has_no_minimum() -> None:
    sparse = {**BRUSH, "graft_spacing": 1e-7}
    assert stability.minimum_depth(**sparse) == math.inf
    assert stability.brush_barrier(**sparse) < 1.0
    both = stability.minimum_depth(**{**BRUSH, "graft_spacing": np.array([1.5e-9, 1e-7])})
    assert np.isfinite(both).tolist() == [True, False]


def test_a_dense_layer_is_an_obstacle_of_thousands_of_kt() -> None:
    assert stability.brush_barrier(**BRUSH) > 1000.0


def test_the_barrier_is_the_highest_point_of_the_energy() -> None:
    gaps = np.geomspace(1e-10, 1e-7, 40_001)
    with np.errstate(all="raise"):
        barrier = stability.interaction_barrier(**BARE)
    assert barrier == pytest.approx(_bare_energy(gaps, BARE).max(), rel=1e-6)


def test_the_barrier_grows_with_potential_and_vanishes_in_salt() -> None:
    potentials = -1e-3 * np.array([0.0, 15.0, 30.0, 60.0])
    heights = stability.interaction_barrier(**{**BARE, "surface_potential": potentials})
    assert heights[0] == 0.0 and (np.diff(heights[1:]) > 0.0).all()
    salted = stability.interaction_barrier(**{**BARE, "surface_potential": -10e-3, "ionic_strength": 154.0})
    assert salted == 0.0


def test_the_stability_ratio_is_the_integral_it_says() -> None:
    """Simpson's rule on a fine grid of ln s, with the known integral beyond."""
    logs = np.linspace(math.log(1e-12), math.log(1e-4), 40_001)
    gaps = np.exp(logs)
    weight = gaps / (150e-9 + gaps) ** 2

    def integral(energy: np.ndarray) -> float:
        values = np.exp(np.clip(energy, -600.0, None)) * weight
        simpson = values[0] + values[-1] + 4 * values[1:-1:2].sum() + 2 * values[2:-1:2].sum()
        return float(simpson * (logs[1] - logs[0]) / 3 + 1 / (150e-9 + gaps[-1]))

    uncharged = _bare_energy(gaps, {**BARE, "surface_potential": 0.0})
    expected = math.log10(integral(_bare_energy(gaps, BARE)) / integral(uncharged))
    assert stability.log10_stability_ratio(**BARE) == pytest.approx(expected, abs=0.02)


def test_the_stability_ratio_is_one_without_charge_and_never_overflows() -> None:
    potentials = np.array([0.0, -10e-3, -30e-3, -100e-3])
    with np.errstate(all="raise"):
        ratio = stability.log10_stability_ratio(**{**BARE, "surface_potential": potentials, "ionic_strength": 1.0})
    assert ratio[0] == pytest.approx(0.0, abs=1e-12) and (np.diff(ratio) > 0.0).all()
    assert ratio[-1] > 50.0
    one = stability.log10_stability_ratio(**{**BARE, "surface_potential": -30e-3, "ionic_strength": 1.0})
    assert one == pytest.approx(ratio[2], rel=1e-12)


def test_uncharged_particles_meet_within_a_fifth_of_a_second() -> None:
    """3 η / (4 kT n) at 1e12 per mL in water of 25 °C: 0.16 s; ten decades of W make it ten decades longer."""
    case = {"viscosity": 0.89e-3, "temperature": 298.15, "particle_concentration": 1e18}
    fast = stability.coagulation_half_time(log10_stability_ratio=0.0, **case)
    slow = stability.coagulation_half_time(log10_stability_ratio=10.0, **case)
    assert fast == pytest.approx(0.162, abs=1e-3) and slow == pytest.approx(1e10 * fast, rel=1e-9)
    assert math.isfinite(stability.coagulation_half_time(log10_stability_ratio=1e5, **case))


@pytest.mark.parametrize(
    ("depth", "barrier", "word"),
    [(0.5, 500.0, "sterically protected"), (3.0, 20.0, "sterically protected"), (3.1, 500.0, "sticky"),
     (0.5, 19.0, "fast"), (math.inf, 0.0, "fast"), (0.5, math.nan, "unknown"), (math.nan, 50.0, "unknown")],
)  # fmt: skip
def test_classes_of_covered_particles(depth: float, barrier: float, word: str) -> None:
    assert stability.brush_class(depth, barrier) == word


@pytest.mark.parametrize(("ratio", "word"), [(0.0, "fast"), (4.0, "uncertain"), (6.0, "uncertain"), (6.1, "slow"), (math.nan, "unknown")])
def test_classes_of_bare_particles(ratio: float, word: str) -> None:
    assert stability.charge_class(ratio) == word


@pytest.mark.parametrize("bottom", [0.31, 0.5, 0.777])
def test_the_bottom_of_a_parabola_is_found_between_the_points(bottom: float) -> None:
    """E = (x − b)² − 1 on a coarse grid: −1 to rounding, where the lowest of the finer points lies 1e-4 above."""
    points = np.linspace(0.0, 1.0, 6)
    found = stability._refined(lambda x: (x - bottom) ** 2 - 1.0, points, (points - bottom) ** 2 - 1.0, np.argmin((points - bottom) ** 2))
    assert found == pytest.approx(-1.0, abs=1e-12)
