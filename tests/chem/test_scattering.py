"""Mie series: the Rayleigh limit, published intensities, and what DLS makes of a broad sample."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from formulator.chem import distribution, scattering

TABLES = Path(__file__).parent.parent / "reference"
OPTICS = {"wavelength": 633e-9, "medium_index": 1.3317, "particle_index": 1.45}


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _optics(row: dict[str, str]) -> dict[str, float]:
    return {
        "wavelength": 1e-9 * float(row["wavelength_vacuum_nm"]),
        "medium_index": float(row["n_medium"]),
        "particle_index": float(row["n_particle"]),
        "angle": math.radians(float(row["angle_deg"])),
    }


def test_scattered_intensities_reproduce_the_25_digit_series() -> None:
    for row in _rows("dls_mie_intensity"):
        got = scattering.mie_scattered_intensity(diameter=1e-9 * float(row["diameter_nm"]), **_optics(row))
        assert got == pytest.approx(float(row["S1_squared_perpendicular"]), rel=1e-6), row["case_id"]


def test_polydispersity_of_broad_samples_reproduces_the_table() -> None:
    for row in _rows("dls_zaverage_mie"):
        got = scattering.mie_pdi(number_median=1e-9 * float(row["number_median_nm"]), sigma=float(row["sigma_ln"]), **_optics(row))
        assert got == pytest.approx(float(row["pdi_mie"]), rel=1e-3), row["case_id"]


def test_small_spheres_follow_rayleigh() -> None:
    """Q = (8/3) x⁴ ((m² − 1)/(m² + 2))² (Bohren and Huffman 1983, equation 5.8)."""
    for diameter in (1e-10, 1e-9, 5e-9):
        x, m = math.pi * 1.3317 * diameter / 633e-9, 1.45 / 1.3317
        expected = 8 / 3 * x**4 * ((m * m - 1) / (m * m + 2)) ** 2
        assert scattering.mie_scattering_efficiency(diameter=diameter, **OPTICS) == pytest.approx(expected, rel=1e-3 + x * x)


def test_a_huge_sphere_scatters_twice_what_it_shades() -> None:
    """The extinction paradox: Q tends to 2, with ripples (Bohren and Huffman 1983, section 4.4.3)."""
    diameters = np.linspace(15e-6, 20e-6, 60)
    with np.errstate(all="raise"):
        efficiency = scattering.mie_scattering_efficiency(diameter=diameters, wavelength=633e-9, medium_index=1.33, particle_index=1.59)
    assert float(np.mean(efficiency)) == pytest.approx(2.1, abs=0.15)


def test_a_published_sphere_of_the_textbook() -> None:
    """Bohren and Huffman 1983, appendix A: 1.55 in vacuum, x = 5.213, Q_sca = 3.10543."""
    diameter = 2 * 0.525e-6
    got = scattering.mie_scattering_efficiency(diameter=diameter, wavelength=0.6328e-6, medium_index=1.0, particle_index=1.55)
    assert got == pytest.approx(3.10543, abs=1e-5)


def test_the_light_of_all_angles_adds_up_to_the_efficiency() -> None:
    """Backward and forward light of a small sphere are equal and a right angle in this polarisation gets the same."""
    angles = np.array([0.0, math.pi / 2, math.pi])
    light = scattering.mie_scattered_intensity(diameter=2e-9, angle=angles, **OPTICS)
    np.testing.assert_allclose(light / light[0], 1.0, rtol=1e-3)
    efficiency = scattering.mie_scattering_efficiency(diameter=2e-9, **OPTICS)
    x = math.pi * 1.3317 * 2e-9 / 633e-9
    assert efficiency == pytest.approx(8 / 3 * light[0] / x**2, rel=1e-3)


def test_mixed_sizes_and_optics_in_one_call_give_what_single_calls_give() -> None:
    diameters = np.array([1e-10, 2e-5, 1e-7])
    indices = np.array([1.45, 1.45, 1.59])
    with np.errstate(all="raise"):
        together = scattering.mie_scattering_efficiency(diameter=diameters, wavelength=633e-9, medium_index=1.3317, particle_index=indices)
    apart = [
        scattering.mie_scattering_efficiency(diameter=float(d), wavelength=633e-9, medium_index=1.3317, particle_index=float(n))
        for d, n in zip(diameters, indices, strict=True)
    ]
    np.testing.assert_allclose(together, apart, rtol=1e-9)


@pytest.mark.parametrize("sigma", [0.05, 0.1, 0.2])
def test_small_particles_are_read_as_the_sixth_power_says(sigma: float) -> None:
    mie = scattering.mie_z_average(number_median=10e-9, sigma=sigma, angle=math.pi / 2, **OPTICS)
    assert mie == pytest.approx(distribution.rayleigh_z_average(number_median=10e-9, sigma=sigma), rel=1e-3)


def test_back_scattering_reads_a_broad_sample_of_large_particles_far_too_small() -> None:
    """Median 200 nm, s = 0.25, n = 1.59, 173°: 211.6 nm; the sixth power says 282."""
    case = {"number_median": 200e-9, "sigma": 0.25, "wavelength": 633e-9, "medium_index": 1.3317, "particle_index": 1.59}
    assert scattering.mie_z_average(angle=math.radians(173), **case) == pytest.approx(211.601e-9, rel=1e-4)


def test_a_particle_of_the_mediums_own_index_has_no_z_average() -> None:
    case = {"wavelength": 633e-9, "medium_index": 1.4, "particle_index": 1.4, "angle": 1.0}
    assert math.isnan(scattering.mie_z_average(number_median=1e-7, sigma=0.2, **case))
    assert scattering.mie_scattering_efficiency(diameter=1e-7, wavelength=633e-9, medium_index=1.4, particle_index=1.4) < 1e-12


def test_thousands_of_draws_share_one_series() -> None:
    random = np.random.default_rng(3)
    medians, sigmas = random.uniform(20e-9, 300e-9, 500), random.uniform(0.05, 0.45, 500)
    with np.errstate(all="raise"):
        together = scattering.mie_z_average(number_median=medians, sigma=sigmas, angle=math.radians(173), **OPTICS)
        apart = [
            scattering.mie_z_average(number_median=float(m), sigma=float(s), angle=math.radians(173), **OPTICS)
            for m, s in zip(medians[:40], sigmas[:40], strict=True)
        ]
    np.testing.assert_allclose(together[:40], apart, rtol=2e-4)
