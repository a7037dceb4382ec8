"""Moments of a size distribution: what DLS prints, turned into number, volume and intensity sizes.

All of it is for a log-normal distribution whose particles scatter as the sixth power of their diameter (Rayleigh).
The z-average and the polydispersity index are those of the cumulant method.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtri

from formulator.chem.elementary import exp, log, log1p
from formulator.chem.model import Arg, Choice, Grade, Number, model

_Z = Arg("m", 1e-9, 2e-7, "z-average diameter of the cumulant method", show="nm", domain=(1e-12, 1.0))
_PDI = Arg("", 0.0, 0.25, "polydispersity index of the cumulant method", domain=(0.0, 10.0))
_MEDIAN = Arg("m", 1e-9, 1e-6, "median diameter by number", show="nm", domain=(1e-12, 1.0))
_SIGMA = Arg("", 0.01, 0.5, "standard deviation of ln(diameter)", domain=(1e-4, 3.0))

_ASSUMES = ("log-normal sizes", "Rayleigh scattering (I ∝ d⁶)", "spheres of one material")
_VALID = (
    "Exact for its assumptions. A PDI above 0.25 is rarely log-normal: do not convert it.",
    "Above about 100 nm particles no longer scatter as d⁶; with a ln-sd of 0.3–0.4 and back scattering "
    "the error starts "
    "below 100 nm (6–12 % in Z at 95 nm). Use the Mie models there.",
)
_SOURCES = ("hatch1929", "koppel1972")


@model(
    "",
    grade=Grade.LAW,
    equation="s = √ln(1 + PDI)",
    tex=r"s = \sqrt{\ln(1 + \mathrm{PDI})}",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_VALID,
    pdi=_PDI,
)
def lognormal_sigma(*, pdi: Number) -> Number:
    """Width (standard deviation of ln d) of the log-normal distribution with a given polydispersity index.

    s = √ln(1 + PDI)

    pdi: plain number or array.

    Notes: PDI here is the relative variance of the intensity-weighted decay rates. The shortcut (sd/mean)² means
    the same
    only for that weighting, not for diameters by number.

    Example:

    >>> round(lognormal_sigma(pdi=0.1), 5)
    0.30872

    References: Koppel, J. Chem. Phys. 1972, 57, 4814, doi:10.1063/1.1678153.
    """
    return log1p(pdi) ** 0.5


@model(
    "",
    grade=Grade.LAW,
    equation="PDI = exp(s²) − 1",
    tex=r"\mathrm{PDI} = e^{s^2} - 1",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_VALID,
    sigma=_SIGMA,
)
def lognormal_pdi(*, sigma: Number) -> Number:
    """Polydispersity index of a log-normal distribution; the inverse of `lognormal_sigma`.

    PDI = exp(s²) − 1

    sigma: standard deviation of ln d, plain number or array.

    Example:

    >>> round(lognormal_pdi(sigma=0.30872347), 6)
    0.1
    """
    return exp(sigma**2) - 1.0


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="Z = m exp(5.5 s²)",
    tex=r"Z = m\,e^{5.5 s^2}",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_VALID,
    number_median=_MEDIAN,
    sigma=_SIGMA,
)
def rayleigh_z_average(*, number_median: Number, sigma: Number) -> Number:
    """The z-average that DLS reports for a log-normal sample of small particles.

    Z = m exp(5.5 s²)

    number_median: m; sigma: standard deviation of ln d; numbers or arrays.

    Example: a median of 40 nm with s 0.25 is read as 56.4 nm.

    >>> round(1e9 * rayleigh_z_average(number_median=40e-9, sigma=0.25), 3)
    56.409
    """
    return number_median * exp(5.5 * sigma**2)


def _moment(z_average: Number, pdi: Number, power: float) -> Number:
    """Z (1 + PDI)^power: every mean and median of a log-normal distribution has this form."""
    return z_average * (1.0 + pdi) ** power


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="m = Z (1 + PDI)^(−5.5)",
    tex=r"m = Z\,(1 + \mathrm{PDI})^{-5.5}",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_VALID,
    z_average=_Z,
    pdi=_PDI,
)
def number_median_diameter(*, z_average: Number, pdi: Number) -> Number:
    """Median diameter by number: half of the particles are smaller.

    m = Z (1 + PDI)^(−5.5) = Z exp(−5.5 s²)

    z_average: m; pdi: plain number; numbers or arrays.

    Notes: for a PDI of 0.1 it is 0.59 Z, for 0.2 only 0.37 Z.

    Example: 120 nm with PDI 0.2, in nm.

    >>> round(1e9 * number_median_diameter(z_average=120e-9, pdi=0.2), 3)
    44.023
    """
    return _moment(z_average, pdi, -5.5)


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="d₁₀ = Z (1 + PDI)⁻⁵",
    tex=r"d_{1,0} = Z\,(1 + \mathrm{PDI})^{-5}",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_VALID,
    z_average=_Z,
    pdi=_PDI,
)
def number_mean_diameter(*, z_average: Number, pdi: Number) -> Number:
    """Mean diameter by number, as counted on micrographs.

    d₁₀ = Z (1 + PDI)⁻⁵ = m exp(0.5 s²)

    z_average: m; pdi: plain number; numbers or arrays.

    Example: 120 nm with PDI 0.2, in nm.

    >>> round(1e9 * number_mean_diameter(z_average=120e-9, pdi=0.2), 3)
    48.225
    """
    return _moment(z_average, pdi, -5.0)


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="d_V50 = Z (1 + PDI)^(−2.5)",
    tex=r"d_{V50} = Z\,(1 + \mathrm{PDI})^{-2.5}",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_VALID,
    z_average=_Z,
    pdi=_PDI,
)
def volume_median_diameter(*, z_average: Number, pdi: Number) -> Number:
    """Median diameter by volume: half of the material is in smaller particles.

    d_V50 = Z (1 + PDI)^(−2.5) = m exp(3 s²)

    z_average: m; pdi: plain number; numbers or arrays.

    Example: 120 nm with PDI 0.2, in nm.

    >>> round(1e9 * volume_median_diameter(z_average=120e-9, pdi=0.2), 3)
    76.073
    """
    return _moment(z_average, pdi, -2.5)


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="d₄₃ = Z (1 + PDI)⁻²",
    tex=r"d_{4,3} = Z\,(1 + \mathrm{PDI})^{-2}",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_VALID,
    z_average=_Z,
    pdi=_PDI,
)
def volume_mean_diameter(*, z_average: Number, pdi: Number) -> Number:
    """Mean diameter by volume (De Brouckere mean).

    d₄₃ = Z (1 + PDI)⁻² = m exp(3.5 s²)

    z_average: m; pdi: plain number; numbers or arrays.

    Example: 120 nm with PDI 0.2, in nm.

    >>> round(1e9 * volume_mean_diameter(z_average=120e-9, pdi=0.2), 3)
    83.333
    """
    return _moment(z_average, pdi, -2.0)


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="d_V³ mean = Z (1 + PDI)⁻⁴",
    tex=r"d_{3,0} = Z\,(1 + \mathrm{PDI})^{-4}",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_VALID,
    z_average=_Z,
    pdi=_PDI,
)
def mean_volume_diameter(*, z_average: Number, pdi: Number) -> Number:
    """Diameter of the particle of mean volume: the one with which mass becomes a number of particles.

    d₃₀ = Z (1 + PDI)⁻⁴ = m exp(1.5 s²)

    z_average: m; pdi: plain number; numbers or arrays.

    Notes: counting particles with the z-average instead gives (1 + PDI)¹² times too few: threefold at PDI 0.1.

    Example: 120 nm with PDI 0.2, in nm.

    >>> round(1e9 * mean_volume_diameter(z_average=120e-9, pdi=0.2), 3)
    57.87
    """
    return _moment(z_average, pdi, -4.0)


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="d_I50 = Z (1 + PDI)^0.5",
    tex=r"d_{I50} = Z\,(1 + \mathrm{PDI})^{1/2}",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_VALID,
    z_average=_Z,
    pdi=_PDI,
)
def intensity_median_diameter(*, z_average: Number, pdi: Number) -> Number:
    """Median diameter by scattered intensity: half of the light comes from smaller particles.

    d_I50 = Z (1 + PDI)^0.5 = m exp(6 s²)

    z_average: m; pdi: plain number; numbers or arrays.

    Example: 120 nm with PDI 0.2, in nm.

    >>> round(1e9 * intensity_median_diameter(z_average=120e-9, pdi=0.2), 3)
    131.453
    """
    return _moment(z_average, pdi, 0.5)


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="d_I = Z (1 + PDI)",
    tex=r"\bar d_I = Z\,(1 + \mathrm{PDI})",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_VALID,
    z_average=_Z,
    pdi=_PDI,
)
def intensity_mean_diameter(*, z_average: Number, pdi: Number) -> Number:
    """Mean diameter by scattered intensity.

    d_I = Z (1 + PDI) = m exp(6.5 s²)

    z_average: m; pdi: plain number; numbers or arrays.

    Example: 120 nm with PDI 0.2, in nm.

    >>> round(1e9 * intensity_mean_diameter(z_average=120e-9, pdi=0.2), 3)
    144.0
    """
    return _moment(z_average, pdi, 1.0)


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="d_Vq = Z (1 + PDI)^(−2.5) exp(u_q s), u_q the normal quantile of q",
    tex=r"d_{Vq} = Z\,(1 + \mathrm{PDI})^{-2.5} e^{u_q s}",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_VALID,
    z_average=_Z,
    pdi=_PDI,
    fraction=Arg("", 0.01, 0.99, "share of the volume in smaller particles", show="percent", domain=(1e-9, 1.0 - 1e-9)),
)
def volume_quantile_diameter(*, z_average: Number, pdi: Number, fraction: Number) -> Number:
    """Diameter below which a given share of the material lies; 0.9 gives d_V90, the one that clogs a sterile filter.

    d_Vq = Z (1 + PDI)^(−2.5) exp(u_q s), u_q the normal quantile of q, s = √ln(1 + PDI)

    z_average: m; pdi, fraction: plain numbers; numbers or arrays.

    Example: 120 nm with PDI 0.1, d_V90 in nm.

    >>> round(1e9 * volume_quantile_diameter(z_average=120e-9, pdi=0.1, fraction=0.9), 2)
    140.45
    """
    normal = float(ndtri(fraction)) if isinstance(fraction, (float, int)) else np.asarray(ndtri(fraction))
    return _moment(z_average, pdi, -2.5) * exp(normal * log1p(pdi) ** 0.5)


_POWER = {"number": 0.0, "volume": 3.0, "intensity": 6.0}


@model(
    "",
    grade=Grade.LAW,
    equation="p(ln d) = exp(−(ln(d/m) − q s²)² / 2s²) / (s √2π), q = 0 number, 3 volume, 6 intensity",
    tex=r"p(\ln d) = \frac{1}{s\sqrt{2\pi}} \exp\!\left(-\frac{(\ln(d/m) - q s^2)^2}{2 s^2}\right)",
    sources=_SOURCES,
    assumes=_ASSUMES,
    valid=_VALID,
    diameter=Arg("m", 1e-9, 1e-5, "diameter at which the density is wanted", show="nm", domain=(1e-12, 1.0)),
    number_median=_MEDIAN,
    sigma=_SIGMA,
    weighting=Choice(("number", "volume", "intensity"), "what is counted", default="number"),
)
def size_density(*, diameter: Number, number_median: Number, sigma: Number, weighting: str = "number") -> Number:
    """Share of the sample per unit of ln(diameter), by number, by volume or by scattered light.

    p(ln d) = exp(−(ln(d/m) − q s²)² / 2s²) / (s √2π), q = 0 number, 3 volume, 6 intensity

    diameter, number_median: m; sigma: standard deviation of ln d; numbers or arrays. On a logarithmic axis equal
    areas are
    equal shares.

    Example: the peak of the number distribution at its median.

    >>> round(size_density(diameter=80e-9, number_median=80e-9, sigma=0.2, weighting="number"), 4)
    1.9947

    References: Hatch and Choate, J. Franklin Inst. 1929, 207, 369, doi:10.1016/S0016-0032(29)91451-4.
    """
    shifted = log(diameter / number_median) - _POWER[weighting] * sigma**2
    return exp(-0.5 * (shifted / sigma) ** 2) / (sigma * math.sqrt(2.0 * math.pi))
