"""DLS sizes turned into number medians with the scattering of spheres of any size."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.chem import distribution, dls, scattering

POLYESTER = {"wavelength": 633e-9, "medium_index": 1.3317, "particle_index": 1.46, "angle": math.radians(173.0)}


@pytest.mark.parametrize("index", [1.40, 1.46, 1.59])
@pytest.mark.parametrize("angle", [90.0, 173.0])
def test_the_sample_that_dls_sees_is_found_again(index: float, angle: float) -> None:
    optics = {**POLYESTER, "particle_index": index, "angle": math.radians(angle)}
    median, sigma = (grid.ravel() for grid in np.meshgrid(np.array([15e-9, 60e-9, 120e-9]), np.array([0.05, 0.2, 0.4])))
    case = {
        "z_average": scattering.mie_z_average(number_median=median, sigma=sigma, **optics),
        "pdi": scattering.mie_pdi(number_median=median, sigma=sigma, **optics),
    }
    np.testing.assert_allclose(dls.mie_number_median(**case, **optics), median, rtol=1e-6)
    np.testing.assert_allclose(dls.mie_sigma(**case, **optics), sigma, rtol=1e-5)


def test_small_particles_follow_the_sixth_power() -> None:
    """Z 25 nm, PDI 0.05: the largest that count have 40 nm, a sixteenth of the wavelength."""
    median = dls.mie_number_median(z_average=25e-9, pdi=0.05, **POLYESTER)
    assert median == pytest.approx(distribution.number_median_diameter(z_average=25e-9, pdi=0.05), rel=0.02)
    assert dls.mie_sigma(z_average=25e-9, pdi=0.05, **POLYESTER) == pytest.approx(distribution.lognormal_sigma(pdi=0.05), rel=0.03)


def test_the_sixth_power_makes_large_particles_too_small() -> None:
    median = dls.mie_number_median(z_average=200e-9, pdi=0.1, **POLYESTER)
    assert median > 1.25 * distribution.number_median_diameter(z_average=200e-9, pdi=0.1)


def test_what_no_sample_shows_has_no_median() -> None:
    assert math.isnan(dls.mie_number_median(z_average=400e-9, pdi=0.6, **POLYESTER)), "wider than a light-scattering sample can look"
    matched = {**POLYESTER, "particle_index": POLYESTER["medium_index"]}
    assert math.isnan(dls.mie_sigma(z_average=100e-9, pdi=0.1, **matched)), "nothing scatters"
