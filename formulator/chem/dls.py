"""From what DLS prints back to numbers of particles, for spheres too large to scatter as the sixth power of their diameter."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.scattering import ANGLE, MEDIUM, PARTICLE, WAVELENGTH, averages

Array = npt.NDArray[np.float64]

_ROUNDS = 20
_CLOSE = 1e-9
_STEP = 1e-4
_WIDEST = 0.9
_NARROWEST = 0.012
"""Widths (standard deviation of ln d) between which a log-normal sample is looked for; the narrowest is what 1.4e-4 in PDI means."""

_MEDIANS = (np.log(5e-10), np.log(1.5e-6))
"""Logarithms of the median diameters between which it is looked for."""

_Z = Arg("m", 1e-8, 4e-7, "z-average diameter of the cumulant method", show="nm", domain=(1e-9, 2e-6))
_PDI = Arg("", 0.01, 0.25, "polydispersity index of the cumulant method", domain=(0.0, 1.0))
_ASSUMES = ("log-normal sizes", "homogeneous spheres of one material", "single scattering", "first two cumulants")
_VALID = (
    "Exact for its assumptions; the indices of refraction of swollen or loaded particles are the weak point.",
    "Above a PDI of 0.25, and for particles beyond the first minimum of their scattering (some 400 nm), no sample or several may fit.",
)
_NONE = "no value = no log-normal sample of such spheres shows this z-average and PDI"


def _equations(log_median: Array, sigma: Array, optics: tuple[Number, ...]) -> tuple[Array, Array]:
    """ln Z and PDI of samples."""
    mean, pdi = averages(np.exp(log_median), sigma, *optics)
    return np.log(np.asarray(mean)), np.asarray(pdi)


def _sample(z_average: Number, pdi: Number, optics: tuple[Number, ...]) -> tuple[Array, Array]:
    """Median by number and width that show a z-average and PDI, by damped Newton steps from the d⁶ answer; nan where none is found."""
    shape = np.broadcast_shapes(np.shape(z_average), np.shape(pdi), *(np.shape(value) for value in optics))
    wanted = np.log(np.broadcast_to(np.asarray(z_average, dtype=float), shape).ravel())
    index = np.broadcast_to(np.asarray(pdi, dtype=float), shape).ravel()
    optics = tuple(np.broadcast_to(np.asarray(value, dtype=float), shape).ravel() for value in optics)
    sigma = np.sqrt(np.log1p(index)).clip(_NARROWEST, _WIDEST)
    place = (wanted - 5.5 * sigma * sigma).clip(*_MEDIANS)
    found = np.zeros(wanted.shape, dtype=bool)
    for _ in range(_ROUNDS):
        mean, width = _equations(place, sigma, optics)
        away, excess = mean - wanted, width - index
        found = (np.abs(away) < _CLOSE) & (np.abs(excess) < _CLOSE)
        if found.all() or np.isnan(away).all():
            break
        by_place = [(near - now) / _STEP for near, now in zip(_equations(place + _STEP, sigma, optics), (mean, width), strict=True)]
        by_width = [(near - now) / _STEP for near, now in zip(_equations(place, sigma + _STEP, optics), (mean, width), strict=True)]
        determinant = by_place[0] * by_width[1] - by_width[0] * by_place[1]
        regular = np.abs(determinant) > 1e-12
        safe = np.where(regular, determinant, 1.0)
        step = np.where(regular, (by_width[0] * excess - by_width[1] * away) / safe, -away)
        widening = np.where(regular, (by_place[1] * away - by_place[0] * excess) / safe, 0.0)
        before = place + sigma
        place = (place + step.clip(-0.5, 0.5)).clip(*_MEDIANS)
        sigma = (sigma + widening.clip(-0.1, 0.1)).clip(_NARROWEST, _WIDEST)
        if np.all(found | (np.abs(place + sigma - before) < 1e-13)):
            break
    return np.where(found, np.exp(place), np.nan).reshape(shape), np.where(found, sigma, np.nan).reshape(shape)


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="Z(m, s) and PDI(m, s) of Mie's light = those printed, solved for m",
    tex=r"Z_\mathrm{Mie}(m,s) = Z,\quad \mathrm{PDI}_\mathrm{Mie}(m,s) = \mathrm{PDI}",
    sources=("bohren1983", "koppel1972", "hatch1929"),
    assumes=_ASSUMES,
    valid=_VALID,
    none=_NONE,
    z_average=_Z,
    pdi=_PDI,
    wavelength=WAVELENGTH,
    medium_index=MEDIUM,
    particle_index=PARTICLE,
    angle=ANGLE,
)
def mie_number_median(
    *, z_average: Number, pdi: Number, wavelength: Number, medium_index: Number, particle_index: Number, angle: Number
) -> Number:
    """Median diameter by number behind a z-average and PDI, with the scattering of spheres of any size.

    Z(m, s) and PDI(m, s) of Mie's light = those printed, solved for m

    z_average, wavelength (in vacuum): m; pdi, medium_index, particle_index: plain numbers; angle: rad; numbers or arrays.

    Example: 200 nm with PDI 0.1 of polyester at 173°, in nm; the d⁶ rule says 118.

    >>> median = mie_number_median(
    ...     z_average=200e-9, pdi=0.1, wavelength=633e-9, medium_index=1.3317, particle_index=1.46, angle=3.0194
    ... )
    >>> round(1e9 * median)
    153

    References: Bohren and Huffman, Absorption and Scattering of Light by Small Particles, 1983, chapter 4; Koppel, J. Chem.
    Phys. 1972, 57, 4814, doi:10.1063/1.1678153.
    """
    median, _ = _sample(z_average, pdi, (wavelength, medium_index, particle_index, angle))
    return float(median) if median.shape == () else median


@model(
    "",
    grade=Grade.LAW,
    equation="Z(m, s) and PDI(m, s) of Mie's light = those printed, solved for s",
    tex=r"Z_\mathrm{Mie}(m,s) = Z,\quad \mathrm{PDI}_\mathrm{Mie}(m,s) = \mathrm{PDI}",
    sources=("bohren1983", "koppel1972", "hatch1929"),
    assumes=_ASSUMES,
    valid=_VALID,
    none=_NONE,
    z_average=_Z,
    pdi=_PDI,
    wavelength=WAVELENGTH,
    medium_index=MEDIUM,
    particle_index=PARTICLE,
    angle=ANGLE,
)
def mie_sigma(*, z_average: Number, pdi: Number, wavelength: Number, medium_index: Number, particle_index: Number, angle: Number) -> Number:
    """Width (standard deviation of ln d) behind a z-average and PDI, with the scattering of spheres of any size.

    Z(m, s) and PDI(m, s) of Mie's light = those printed, solved for s

    z_average, wavelength (in vacuum): m; pdi, medium_index, particle_index: plain numbers; angle: rad; numbers or arrays.

    Example: 200 nm with PDI 0.1 of polyester at 173°; the d⁶ rule says 0.309.

    >>> sigma = mie_sigma(
    ...     z_average=200e-9, pdi=0.1, wavelength=633e-9, medium_index=1.3317, particle_index=1.46, angle=3.0194
    ... )
    >>> round(sigma, 3)
    0.398

    References: Koppel, J. Chem. Phys. 1972, 57, 4814, doi:10.1063/1.1678153.
    """
    _, sigma = _sample(z_average, pdi, (wavelength, medium_index, particle_index, angle))
    return float(sigma) if sigma.shape == () else sigma
