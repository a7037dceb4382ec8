"""Binding and compartments against the clock: designs a second, a selectivity map, and rate equations against LSODA. Prints ratios.

Times are those of the processor, not of the wall, and are compared with what numpy needs for the same number of bare function values.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from formulator.chem import bonds, kernel, waterfall
from formulator.chem.binding import bound
from formulator.chem.kernel import binding_kernel

pytestmark = pytest.mark.benchmark
FRAME = 16.7
"""Milliseconds of a frame at 60 a second."""
OWN = ("core_radius", "ligands", "tether_molar_mass", "brush_molar_mass", "brush_density", "brush_height")


def best(act: Callable[[], Any], times: int = 5) -> float:
    """Seconds of processor time of the quickest of several runs."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        act()
        spent.append(time.process_time() - start)
    return min(spent)


def bare(count: int) -> float:
    """Seconds for as many logarithms and exponentials as the sum over bonds takes, in blocks that fit the cache."""
    block = np.random.default_rng(0).random(1 << 15)

    def passes() -> None:
        for _ in range(max(1, count * bonds.POINTS // block.size)):
            np.exp(np.log1p(block)), np.expm1(block)

    return best(passes)


def designs(count: int) -> dict[str, Any]:
    random = np.random.default_rng(1)

    def even(low: float, high: float) -> Any:
        return np.exp(random.uniform(math.log(low), math.log(high), count))

    radius = even(1e-8, 1e-7)
    return {
        "core_radius": radius, "ligands": np.maximum(even(1e14, 1e17) * 4.0 * math.pi * radius**2, 1.0),
        "tether_molar_mass": even(1.0, 5.0), "brush_molar_mass": even(1.0, 5.0), "brush_density": even(1e16, 5e17),
        "brush_height": even(1e-9, 2e-8), "dissociation_constant": even(1e-9, 1.0), "receptor_density": even(1e12, 1e15),
        "extra_bond_cost": random.uniform(0.0, 12.0, count),
    }  # fmt: skip


def test_ten_thousand_designs_a_second_within_a_hundredth(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    given = designs(5000)

    def all_of_them() -> Any:
        kernel._kernel.cache_clear()
        return bound(with_bonds=False, **given).log_constant

    found, spent = all_of_them(), best(all_of_them)
    with monkeypatch.context() as patch:
        patch.setattr(bonds, "POINTS", 2560)
        patch.setattr(bonds, "_STRIDES", np.array(sorted({2**p for p in range(12)} | {3 * 2**p for p in range(10)}), dtype=np.int64))
        finer = all_of_them()
    kernel._kernel.cache_clear()
    error = np.abs(found - finer)
    usual = (finer > -15.0) & (finer < 40.0)
    rate, ratio = 5000 / spent, spent / bare(5000)
    with capsys.disabled():
        print(
            f"\nbinding: {rate:.0f} designs a second on one core, {ratio:.1f} times the bare function values; against ten times as many "
            f"points, ln K -15 to 40: median {np.median(error[usual]):.1e}, 99 % {np.quantile(error[usual], 0.99):.1e}, "
            f"within 0.01 {100 * np.mean(error[usual] < 1e-2):.1f} % of {usual.sum()}"
        )
    assert np.mean(error[usual] < 1e-2) > 0.99
    assert rate > 1e4


def test_a_map_of_sixty_by_sixty_for_two_cells(capsys: pytest.CaptureFixture[str]) -> None:
    ligands, affinity = np.logspace(0, 3.5, 60)[None, :], np.logspace(-6, -1, 60)[:, None]

    def both_cells() -> None:
        kernel._kernel.cache_clear()
        particle = binding_kernel(
            core_radius=35e-9, ligands=ligands, tether_molar_mass=3.4, brush_molar_mass=2.0, brush_density=2e17, brush_height=8e-9
        )
        for receptors in (5e14, 2e13):
            particle.at(dissociation_constant=affinity, receptor_density=receptors, extra_bond_cost=5.8, with_bonds=False)

    spent = best(both_cells)
    with capsys.disabled():
        print(f"\nmap of 60 x 60, two cells: {1e3 * spent:.1f} ms, {1e3 * spent / FRAME:.1f} frames, {spent / bare(7200):.1f} times bare")
    assert spent < 10.0 * bare(7200)


def test_compartments_against_lsoda(capsys: pytest.CaptureFixture[str]) -> None:
    """500 designs at 50 times over a week."""
    random, times = np.random.default_rng(2), 3600.0 * np.linspace(0.0, 168.0, 50)
    count = 500
    rates = {
        "transfer": 1e-6 * np.exp(random.standard_normal(count)), "washout": 1e-5 * np.exp(0.8 * random.standard_normal(count)),
        "unbound_fraction": random.random(count), "k_internalisation": 1e-4 * np.exp(random.standard_normal(count)),
        "elimination_rate": 2.2e-5 * np.exp(0.7 * random.standard_normal(count)), "plasma_volume": np.full(count, 1.062e-6),
        "tumour_volume": np.full(count, 3.66e-7), "release_rate_blood": 1e-5 * np.exp(random.standard_normal(count)),
        "release_rate_tumour": 1e-5 * np.exp(random.standard_normal(count)), "release_rate_cell": np.full(count, 2e-5),
    }  # fmt: skip
    spent = best(lambda: waterfall.payload_shares(times, **rates)) / count
    matrices = waterfall._matrix(rates)[:5]
    start = np.eye(len(waterfall.PLACES))[0]

    def stepped(matrix: Any) -> Any:
        return solve_ivp(
            lambda _, x: matrix @ x, (0.0, times[-1]), start, "LSODA", t_eval=times, rtol=1e-8, atol=1e-12, jac=lambda *_: matrix
        )

    theirs = best(lambda: [stepped(matrix) for matrix in matrices], 3) / len(matrices)
    exact = np.stack([[expm(matrix * at) @ start for at in times] for matrix in matrices])
    shares = waterfall.payload_shares(times, **{name: values[:5] for name, values in rates.items()})
    ours = np.abs(np.stack([shares[name] for name in waterfall.PLACES], axis=-1) - exact).max()
    lsoda = np.abs(np.stack([stepped(matrix).y.T for matrix in matrices]) - exact).max()
    with capsys.disabled():
        print(
            f"\ncompartments: {1e6 * spent:.1f} µs a design by eigenvectors, {1e6 * theirs:.0f} µs by LSODA: ratio {theirs / spent:.0f}; "
            f"largest error {ours:.1e} against {lsoda:.1e}"
        )
    assert theirs > 50.0 * spent
    assert ours < lsoda
