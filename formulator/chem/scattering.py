"""Light scattered by spheres of any size (Mie), and what DLS makes of a broad sample of them.

Diameters may be arrays. The optical constants may be arrays too, but each different set costs a series of its own.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from formulator.chem.model import Arg, Grade, Number, model

Array = npt.NDArray[np.float64]

WAVELENGTH = Arg("m", 4e-7, 8e-7, "wavelength in vacuum", show="nm", domain=(1e-7, 1e-5))
MEDIUM = Arg("", 1.30, 1.40, "refractive index of the medium (water 1.33)", domain=(1.0, 5.0))
PARTICLE = Arg("", 1.35, 1.70, "refractive index of the particle (polyesters 1.45–1.47, polystyrene 1.59)", domain=(1.0, 5.0))
ANGLE = Arg("rad", 0.0, math.pi, "scattering angle (back scattering 173°)", show="deg", domain=(0.0, math.pi))
_DIAMETER = Arg("m", 1e-9, 5e-6, "diameter of the sphere", show="nm", domain=(1e-10, 2e-5))

_ASSUMES = ("homogeneous sphere", "no absorption", "single scattering")
_INDEX_KNOWN = (
    "Exact for its assumptions; the refractive index of a swollen or loaded particle is the weak point: "
    "a thick hydrated corona scatters as part of the medium.",
)


def _ratios(argument: Array, orders: int) -> Array:
    """Logarithmic derivative of the Riccati–Bessel function ψ for orders 0…orders, by stable downward recurrence."""
    start = orders + 16 + int(np.max(argument))
    ratio = np.zeros_like(argument)
    kept = np.zeros((orders + 1, argument.size))
    for n in range(start, 0, -1):
        ratio = n / argument - 1.0 / (ratio + n / argument)
        if n - 1 <= orders:
            kept[n - 1] = ratio
    return kept


def _series(size: Array, index: float, angle: float) -> tuple[Array, Array]:
    """Scattering efficiency and |S₁|² (perpendicular polarisation) for size parameters `size` and relative index."""
    last = size + 4.05 * np.cbrt(size) + 3.0
    orders = int(np.ceil(np.max(last)))
    inner, outer = _ratios(index * size, orders), _ratios(size, orders)
    psi_before, psi = np.cos(size), np.sin(size)
    chi_before, chi = -np.sin(size), np.cos(size)
    total = np.zeros_like(size)
    real, imaginary = np.zeros_like(size), np.zeros_like(size)
    pi_before, pi_now, cosine = 0.0, 1.0, math.cos(angle)
    for n in range(1, orders + 1):
        # Beyond its own last term a small sphere adds nothing, and its χ would overflow: it is held where it is.
        active = n <= last
        upward = (2 * n - 1) / size * psi - psi_before
        downward = psi / (outer[n] + n / size)
        psi_before, psi = psi, np.where(active, np.where(n <= size, upward, downward), psi)
        chi_next = np.where(active, (2 * n - 1) / size * chi - chi_before, chi)
        chi_before, chi = chi, chi_next
        electric = inner[n] / index + n / size
        magnetic = inner[n] * index + n / size
        a, a_i = _coefficient(electric, psi, psi_before, chi, chi_before)
        b, b_i = _coefficient(magnetic, psi, psi_before, chi, chi_before)
        tau = n * cosine * pi_now - (n + 1) * pi_before
        weight = np.where(active, 2.0 * n + 1.0, 0.0)
        total += weight * (a**2 + a_i**2 + b**2 + b_i**2)
        real += weight / (n * (n + 1)) * (a * pi_now + b * tau)
        imaginary += weight / (n * (n + 1)) * (a_i * pi_now + b_i * tau)
        pi_before, pi_now = pi_now, ((2 * n + 1) * cosine * pi_now - (n + 1) * pi_before) / n
    return 2.0 / size**2 * total, real**2 + imaginary**2


def _coefficient(bracket: Array, psi: Array, psi_before: Array, chi: Array, chi_before: Array) -> tuple[Array, Array]:
    """Real and imaginary part of one scattering coefficient t/(t − i u); a tiny t loses nothing."""
    t = bracket * psi - psi_before
    u = bracket * chi - chi_before
    norm = t**2 + u**2
    return t**2 / norm, t * u / norm


def _per_optics(quantity: int, diameter: Number, *optics: Number) -> Number:
    """Evaluate the series for every element, once for each different set of optical constants."""
    shape = np.broadcast_shapes(np.shape(diameter), *(np.shape(value) for value in optics))
    sizes = np.broadcast_to(np.asarray(diameter, dtype=float), shape).ravel()
    table = np.stack([np.broadcast_to(np.asarray(value, dtype=float), shape).ravel() for value in optics])
    result = np.empty(sizes.size)
    kinds, place = np.unique(table, axis=1, return_inverse=True)
    for kind in range(kinds.shape[1]):
        wavelength, medium, particle, angle = (float(value) for value in kinds[:, kind])
        chosen = place.ravel() == kind
        size = math.pi * medium / wavelength * sizes[chosen]
        result[chosen] = _series(size, particle / medium, angle)[quantity]
    return float(result[0]) if shape == () else result.reshape(shape)


@model(
    "",
    grade=Grade.LAW,
    equation="Q = (2/x²) Σ (2n + 1)(|aₙ|² + |bₙ|²), x = π n_m d / λ",
    tex=r"Q = \frac{2}{x^2}\sum_{n}(2n+1)\left(|a_n|^2 + |b_n|^2\right),\quad x = \frac{\pi n_m d}{\lambda}",
    sources=("bohren1983",),
    assumes=_ASSUMES,
    valid=_INDEX_KNOWN,
    diameter=_DIAMETER,
    wavelength=WAVELENGTH,
    medium_index=MEDIUM,
    particle_index=PARTICLE,
)
def mie_scattering_efficiency(*, diameter: Number, wavelength: Number, medium_index: Number, particle_index: Number) -> Number:
    """Light scattered by a sphere in all directions, per light falling on its cross-section.

    Q = (2/x²) Σ (2n + 1)(|aₙ|² + |bₙ|²), x = π n_m d / λ

    diameter, wavelength (in vacuum): m; medium_index, particle_index: plain numbers; numbers or arrays.

    Example: 200 nm of index 1.45 in water at 633 nm.

    >>> efficiency = mie_scattering_efficiency(
    ...     diameter=200e-9, wavelength=633e-9, medium_index=1.3317, particle_index=1.45
    ... )
    >>> round(efficiency, 8)
    0.01568998

    References: Bohren and Huffman, Absorption and Scattering of Light by Small Particles, 1983, chapter 4,
    doi:10.1002/9783527618156.
    """
    return _per_optics(0, diameter, wavelength, medium_index, particle_index, 0.0)


@model(
    "",
    grade=Grade.LAW,
    equation="|S₁|² = | Σ (2n + 1)/(n(n + 1)) (aₙ πₙ + bₙ τₙ) |²",
    tex=r"|S_1|^2 = \left|\sum_n \frac{2n+1}{n(n+1)}\left(a_n\pi_n + b_n\tau_n\right)\right|^2",
    sources=("bohren1983",),
    assumes=(*_ASSUMES, "light polarised perpendicular to the plane of scattering"),
    valid=_INDEX_KNOWN,
    diameter=_DIAMETER,
    wavelength=WAVELENGTH,
    medium_index=MEDIUM,
    particle_index=PARTICLE,
    angle=ANGLE,
)
def mie_scattered_intensity(*, diameter: Number, wavelength: Number, medium_index: Number, particle_index: Number, angle: Number) -> Number:
    """Light that one sphere sends into an angle, as DLS sees it (vertical polarisation).

    |S₁|² = | Σ (2n + 1)/(n(n + 1)) (aₙ πₙ + bₙ τₙ) |²

    diameter, wavelength (in vacuum): m; medium_index, particle_index: plain numbers; angle: rad; numbers or arrays.

    Example: 100 nm of index 1.45 at a right angle, as a multiple of a 20 nm sphere (r⁶ would give 15 625).

    >>> optics = {"wavelength": 633e-9, "medium_index": 1.3317, "particle_index": 1.45, "angle": math.pi / 2}
    >>> large = mie_scattered_intensity(diameter=100e-9, **optics)
    >>> round(large / mie_scattered_intensity(diameter=20e-9, **optics))
    13616

    References: Bohren and Huffman, Absorption and Scattering of Light by Small Particles, 1983, chapter 4,
    doi:10.1002/9783527618156.
    """
    return _per_optics(1, diameter, wavelength, medium_index, particle_index, angle)


_LOWEST, _HIGHEST = -5.0, 6.0
"""Grid of ln d in units of the width: from 5 below the number median to 6 above the d⁶-weighted one."""
_NODES = 12
"""Nodes of the grid per width of the narrowest distribution."""
_FEWEST, _MOST = 160, 2400
_LARGEST_SIZE = 60.0
"""Size parameter at which the grid ends: beyond some 9 µm nothing stays in suspension."""
_MATCHED = 1e-9
"""Contrast below which only rounding would scatter."""


def _moments(median: Array, sigma: Array, optics: tuple[float, float, float, float]) -> tuple[Array, Array, Array]:
    """⟨1⟩, ⟨1/d⟩ and ⟨1/d²⟩ over the scattered light, for many log-normal distributions on one grid of ln d."""
    wavelength, medium, particle, angle = optics
    if abs(particle / medium - 1.0) < _MATCHED:
        return (np.full(median.size, math.nan),) * 3
    scale = float(np.exp(np.mean(np.log(median))))
    low = float(np.min(np.log(median / scale) + _LOWEST * sigma))
    high = float(np.max(np.log(median / scale) + 6.0 * sigma**2 + _HIGHEST * sigma))
    high = max(min(high, math.log(_LARGEST_SIZE * wavelength / (math.pi * medium * scale))), low + 6.0 * float(np.max(sigma)))
    nodes = int(np.clip((high - low) / float(np.min(sigma)) * _NODES, _FEWEST, _MOST))
    grid = np.linspace(low, high, nodes)
    light = _series(math.pi * medium / wavelength * scale * np.exp(grid), particle / medium, angle)[1]
    light = light / np.max(light)
    sums = [np.empty(median.size) for _ in range(3)]
    chunk = max(1, 2_000_000 // nodes)
    for start in range(0, median.size, chunk):
        part = slice(start, start + chunk)
        away = (grid - np.log(median[part] / scale)[:, None]) / sigma[part][:, None]
        weight = np.exp(np.maximum(-0.5 * away**2, -300.0)) * light
        for power, total in enumerate(sums):
            total[part] = weight @ np.exp(-power * grid)
    return sums[0], sums[1] / scale, sums[2] / scale**2


def averages(number_median: Number, sigma: Number, *optics: Number) -> tuple[Number, Number]:
    """Z-average and polydispersity index, once for each different set of optical constants."""
    shape = np.broadcast_shapes(np.shape(number_median), np.shape(sigma), *(np.shape(value) for value in optics))
    median = np.broadcast_to(np.asarray(number_median, dtype=float), shape).ravel()
    width = np.broadcast_to(np.asarray(sigma, dtype=float), shape).ravel()
    table = np.stack([np.broadcast_to(np.asarray(value, dtype=float), shape).ravel() for value in optics])
    mean, pdi = np.empty(median.size), np.empty(median.size)
    kinds, place = np.unique(table, axis=1, return_inverse=True)
    for kind in range(kinds.shape[1]):
        wavelength, medium, particle, angle = (float(value) for value in kinds[:, kind])
        chosen = place.ravel() == kind
        one, first, second = _moments(median[chosen], width[chosen], (wavelength, medium, particle, angle))
        mean[chosen] = one / first
        pdi[chosen] = np.maximum(second * one / first**2 - 1.0, 0.0)
    if shape == ():
        return float(mean[0]), float(pdi[0])
    return mean.reshape(shape), pdi.reshape(shape)


_MEDIAN = Arg("m", 5e-9, 5e-7, "median diameter by number", show="nm", domain=(1e-10, 2e-6))
_SIGMA = Arg("", 0.05, 0.5, "standard deviation of ln(diameter)", domain=(0.01, 1.0))
_BROAD = (
    *_INDEX_KNOWN,
    "Log-normal sample. A broad sample of particles above 100 nm depends on its few largest members: "
    "for a median of 200 nm and a ln-sd of 0.4 the tail above 1.5 µm still counts.",
)


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="Z = ⟨I⟩ / ⟨I/d⟩ over a log-normal number distribution, I = |S₁(d)|²",
    tex=r"Z = \frac{\langle I\rangle}{\langle I/d\rangle},\quad I = |S_1(d)|^2",
    sources=("bohren1983", "koppel1972", "hatch1929"),
    assumes=(*_ASSUMES, "log-normal sizes", "first cumulant of the field correlation"),
    valid=_BROAD,
    none="no value = a particle of the medium's own refractive index scatters nothing",
    number_median=_MEDIAN,
    sigma=_SIGMA,
    wavelength=WAVELENGTH,
    medium_index=MEDIUM,
    particle_index=PARTICLE,
    angle=ANGLE,
)
def mie_z_average(
    *,
    number_median: Number,
    sigma: Number,
    wavelength: Number,
    medium_index: Number,
    particle_index: Number,
    angle: Number,
) -> Number:
    """The z-average that DLS reports for a log-normal sample of spheres of any size.

    Z = ⟨I⟩ / ⟨I/d⟩ over a log-normal number distribution, I = |S₁(d)|²

    number_median, wavelength (in vacuum): m; sigma, medium_index, particle_index: plain numbers; angle: rad; numbers or
    arrays.

    Example: median 200 nm, s 0.25, index 1.59, back scattering: 212 nm where the d⁶ rule says 282.

    >>> mean = mie_z_average(
    ...     number_median=200e-9, sigma=0.25, wavelength=633e-9, medium_index=1.3317, particle_index=1.59,
    ...     angle=math.radians(173.0),
    ... )
    >>> round(1e9 * mean)
    212

    References: Bohren and Huffman, Absorption and Scattering of Light by Small Particles, 1983, chapter 4,
    doi:10.1002/9783527618156; Koppel, J. Chem. Phys. 1972, 57, 4814, doi:10.1063/1.1678153.
    """
    return averages(number_median, sigma, wavelength, medium_index, particle_index, angle)[0]


@model(
    "",
    grade=Grade.LAW,
    equation="PDI = ⟨I/d²⟩⟨I⟩ / ⟨I/d⟩² − 1 over a log-normal number distribution, I = |S₁(d)|²",
    tex=r"\mathrm{PDI} = \frac{\langle I/d^2\rangle\langle I\rangle}{\langle I/d\rangle^2} - 1",
    sources=("bohren1983", "koppel1972", "hatch1929"),
    assumes=(*_ASSUMES, "log-normal sizes", "second cumulant of the field correlation"),
    valid=_BROAD,
    none="no value = a particle of the medium's own refractive index scatters nothing",
    number_median=_MEDIAN,
    sigma=_SIGMA,
    wavelength=WAVELENGTH,
    medium_index=MEDIUM,
    particle_index=PARTICLE,
    angle=ANGLE,
)
def mie_pdi(
    *,
    number_median: Number,
    sigma: Number,
    wavelength: Number,
    medium_index: Number,
    particle_index: Number,
    angle: Number,
) -> Number:
    """The polydispersity index that DLS reports for a log-normal sample of spheres of any size.

    PDI = ⟨I/d²⟩⟨I⟩ / ⟨I/d⟩² − 1 over a log-normal number distribution, I = |S₁(d)|²

    number_median, wavelength (in vacuum): m; sigma, medium_index, particle_index: plain numbers; angle: rad; numbers or
    arrays.

    Example: median 100 nm, s 0.25, index 1.59, back scattering: 0.053 where the d⁶ rule says 0.064.

    >>> pdi = mie_pdi(
    ...     number_median=100e-9, sigma=0.25, wavelength=633e-9, medium_index=1.3317, particle_index=1.59,
    ...     angle=math.radians(173.0),
    ... )
    >>> round(pdi, 3)
    0.053

    References: Koppel, J. Chem. Phys. 1972, 57, 4814, doi:10.1063/1.1678153.
    """
    return averages(number_median, sigma, wavelength, medium_index, particle_index, angle)[1]
