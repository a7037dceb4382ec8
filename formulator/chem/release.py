"""Release of drug from particles: diffusion out of a sphere, and the rate laws that measured profiles are fitted with.

The empirical laws are anchored on one measured point (released at a reference time) instead of a rate constant whose
unit
depends on an exponent.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import erfc

from formulator.chem.elementary import exp, expm1, smaller
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import choose

_FOURIER = Arg("", 0.0, 1.0, "D t / R²", domain=(0.0, 1e12))
_TIME = Arg("s", 0.0, 3e6, "time since release began", show="h", domain=(0.0, 1e12))
_RATE = Arg("1/s", 1e-8, 1e-2, "rate constant", show="1/h", domain=(0.0, 1e12))
_SINK = "perfect sink"
_POINT = Arg("", 0.01, 0.6, "share released at the reference time", show="percent", domain=(0.0, 1.0))
_POINT_TIME = Arg("s", 60.0, 3e6, "time of the measured point", show="h", domain=(1e-12, 1e12))


@model(
    "",
    grade=Grade.LAW,
    equation="Fo = D t / R²",
    tex=r"\mathrm{Fo} = \frac{D t}{R^2}",
    sources=("crank1975",),
    assumes=("sphere",),
    valid=(
        "Definition. D in PLA and PLGA spans 10⁻²¹ to 10⁻¹⁸ m²/s with temperature and water uptake, "
        "so times are sure to one or two decades.",
    ),
    diffusivity=Arg("m**2/s", 1e-22, 1e-16, "diffusion coefficient in the core", show="m**2/s", domain=(0.0, 1.0)),
    time=_TIME,
    radius=Arg("m", 5e-9, 1e-6, "radius of the core", show="nm", domain=(1e-12, 1.0)),
)
def fourier_number(*, diffusivity: Number, time: Number, radius: Number) -> Number:
    """Time counted in units of the diffusion time of a sphere.

    Fo = D t / R²

    diffusivity: m²/s; time: s; radius: m; numbers or arrays.

    Example: 10⁻²⁰ m²/s, 50 nm, 2.117 h: the time of half release.

    >>> round(fourier_number(diffusivity=1e-20, time=2.117 * 3600, radius=50e-9), 4)
    0.0305
    """
    return diffusivity * time / radius**2


_TURN = 0.05
"""Below this Fourier number the sum of images is used, above it the Fourier series: both are exact to rounding here."""
_TERMS = 8


def _early(fourier: Number) -> Number:
    """Two-term short-time solution plus the first image, which is the last one that counts."""
    root = fourier**0.5
    return 6.0 * root * (1.0 / math.sqrt(math.pi) + 2.0 * _image(root)) - 3.0 * fourier


def _image(root: Number) -> Number:
    """Integral of the complementary error function from 1/root: nothing for very short times."""
    if isinstance(root, (float, int)):
        if root < 0.1:
            return 0.0
        z = 1.0 / root
        return math.exp(-z * z) / math.sqrt(math.pi) - z * math.erfc(z)
    distance = np.minimum(1.0 / np.maximum(root, 0.1), 10.0)
    return np.asarray(np.exp(-(distance**2)) / math.sqrt(math.pi) - distance * erfc(distance))


def _late(fourier: Number) -> Number:
    rest: Number = 0.0
    for n in range(1, _TERMS + 1):
        rest = rest + exp(-((n * math.pi) ** 2) * fourier) / n**2
    return 1.0 - 6.0 / math.pi**2 * rest


@model(
    "",
    grade=Grade.LAW,
    equation="F = 1 − (6/π²) Σ n⁻² exp(−n² π² D t / R²)",
    tex=r"F = 1 - \frac{6}{\pi^2}\sum_{n=1}^{\infty}\frac{1}{n^2}\,e^{-n^2\pi^2 D t/R^2}",
    sources=("crank1975",),
    assumes=("sphere of one size", "drug dissolved evenly in the core", "constant D", _SINK, "no erosion, no burst"),
    valid=("Drug below its solubility in the core. Above it crystals feed the release and it lasts longer.",),
    fourier_number=_FOURIER,
)
def crank_released_fraction(*, fourier_number: Number) -> Number:
    """Share of the drug that has diffused out of a sphere.

    F = 1 − (6/π²) Σ n⁻² exp(−n² π² D t / R²)

    fourier_number: D t / R², plain number or array.

    Notes: below Fo 0.05 computed from the equivalent series of images, which converges there; the two agree to 10⁻¹².

    Example:

    >>> round(crank_released_fraction(fourier_number=0.1), 9)
    0.770478738

    References: Crank, The Mathematics of Diffusion, 2nd ed., 1975, section 6.3.
    """
    if isinstance(fourier_number, (float, int)):
        return _early(fourier_number) if fourier_number < _TURN else _late(fourier_number)
    early = _early(np.minimum(fourier_number, _TURN))
    return np.where(np.asarray(fourier_number) < _TURN, early, _late(np.maximum(fourier_number, _TURN)))


@model(
    "",
    grade=Grade.LAW,
    equation="F ≈ 6 √(Fo/π) − 3 Fo",
    tex=r"F \approx 6\sqrt{\mathrm{Fo}/\pi} - 3\,\mathrm{Fo}",
    sources=("crank1975",),
    assumes=("as the full solution, at short times",),
    valid=("Up to Fo 0.1 (77 % released) within 10⁻⁵; at 0.2 it is 0.2 % low and beyond it turns round and falls.",),
    fourier_number=Arg("", 0.0, 0.1, "D t / R²", domain=(0.0, 1e6)),
)
def short_time_release(*, fourier_number: Number) -> Number:
    """Early part of diffusion out of a sphere.

    F ≈ 6 √(Fo/π) − 3 Fo

    fourier_number: D t / R², plain number or array.

    Example:

    >>> round(short_time_release(fourier_number=0.01), 7)
    0.3085138

    References: Crank, The Mathematics of Diffusion, 2nd ed., 1975, section 6.3.
    """
    return 6.0 / math.sqrt(math.pi) * fourier_number**0.5 - 3.0 * fourier_number


_HALF = 0.03054652429804432
"""Fourier number at which half has left: the root of `crank_released_fraction` = 1/2."""


@model(
    "s",
    show="h",
    grade=Grade.LAW,
    equation="t½ = 0.03055 R² / D",
    tex=r"t_{1/2} = 0.03055\,\frac{R^2}{D}",
    sources=("crank1975",),
    assumes=("sphere of one size", "drug dissolved evenly in the core", "constant D", _SINK),
    valid=("As good as D, which in glassy polyesters is known to one or two decades.",),
    radius=Arg("m", 5e-9, 1e-6, "radius of the core", show="nm", domain=(1e-12, 1.0)),
    diffusivity=Arg("m**2/s", 1e-22, 1e-16, "diffusion coefficient in the core", show="m**2/s", domain=(1e-40, 1.0)),
)
def crank_half_time(*, radius: Number, diffusivity: Number) -> Number:
    """Time in which half of the drug diffuses out of a sphere.

    t½ = 0.03055 R² / D

    radius: m; diffusivity: m²/s; numbers or arrays.

    Example: 50 nm and 10⁻²⁰ m²/s, in hours.

    >>> round(crank_half_time(radius=50e-9, diffusivity=1e-20) / 3600, 2)
    2.12

    References: Crank, The Mathematics of Diffusion, 2nd ed., 1975, section 6.3.
    """
    return _HALF * radius**2 / diffusivity


@model(
    "",
    show="percent",
    grade=Grade.FIT,
    equation="F = 1 − exp(−k t)",
    tex=r"F = 1 - e^{-k t}",
    sources=("costa2001",),
    assumes=("rate proportional to what is left", _SINK),
    valid=("A description of measured release; its constant carries over to no other medium.",),
    rate_constant=_RATE,
    time=_TIME,
)
def first_order_release(*, rate_constant: Number, time: Number) -> Number:
    """Release at a rate proportional to what is left.

    F = 1 − exp(−k t)

    rate_constant: 1/s; time: s; numbers or arrays.

    Example: 0.05 per hour, after 8 h, in percent.

    >>> round(100 * first_order_release(rate_constant=0.05 / 3600, time=8 * 3600.0), 5)
    32.968
    """
    return -expm1(-rate_constant * time)


@model(
    "s",
    show="h",
    grade=Grade.FIT,
    equation="t½ = ln 2 / k",
    tex=r"t_{1/2} = \frac{\ln 2}{k}",
    sources=("costa2001",),
    assumes=("rate proportional to what is left", _SINK),
    valid=("As good as the rate constant. Without any release the time is infinite.",),
    rate_constant=_RATE,
)
def first_order_half_time(*, rate_constant: Number) -> Number:
    """Time of half release at a rate proportional to what is left.

    t½ = ln 2 / k

    rate_constant: 1/s; number or array.

    Example: 0.05 per hour, in hours.

    >>> round(first_order_half_time(rate_constant=0.05 / 3600) / 3600, 3)
    13.863
    """
    stands = rate_constant > 0
    return choose(stands, math.log(2.0) / choose(stands, rate_constant, 1.0), math.inf)


@model(
    "",
    show="percent",
    grade=Grade.FIT,
    equation="F = F_ref √(t / t_ref), at most 1",
    tex=r"F = F_\mathrm{ref}\sqrt{t/t_\mathrm{ref}}",
    sources=("higuchi1961",),
    assumes=("drug well above its solubility in the matrix", "thick flat matrix", _SINK),
    valid=("Up to about 60 % released. Cut at 100 %, which it would pass.",),
    reference_release=_POINT,
    reference_time=_POINT_TIME,
    time=_TIME,
)
def higuchi_release(*, reference_release: Number, reference_time: Number, time: Number) -> Number:
    """Release with the square root of time, through one measured point.

    F = F_ref √(t / t_ref), at most 1

    reference_release: share at reference_time; times: s; numbers or arrays.

    Example: 8 % after 1 h becomes 22.6 % after 8 h.

    >>> round(100 * higuchi_release(reference_release=0.08, reference_time=3600.0, time=8 * 3600.0), 4)
    22.6274

    References: Higuchi, J. Pharm. Sci. 1961, 50, 874, doi:10.1002/jps.2600501018.
    """
    return smaller(reference_release * (time / reference_time) ** 0.5, 1.0)


@model(
    "",
    show="percent",
    grade=Grade.FIT,
    equation="F = F_ref (t / t_ref)ⁿ, at most 1",
    tex=r"F = F_\mathrm{ref}\left(t/t_\mathrm{ref}\right)^{n}",
    sources=("korsmeyer1983", "ritger1987"),
    assumes=(_SINK,),
    valid=("Up to 60 % released. For spheres n 0.43 is Fickian diffusion, 0.85 relaxation of the polymer, between them both.",),
    reference_release=_POINT,
    reference_time=_POINT_TIME,
    exponent=Arg("", 0.43, 0.85, "release exponent", domain=(0.01, 10.0)),
    time=_TIME,
)
def korsmeyer_peppas_release(*, reference_release: Number, reference_time: Number, exponent: Number, time: Number) -> Number:
    """Release with a power of time, through one measured point.

    F = F_ref (t / t_ref)ⁿ, at most 1

    reference_release: share at reference_time; times: s; exponent: plain number; numbers or arrays.

    Example: 12 % after 1 h with n 0.43 becomes 47.1 % after 24 h.

    >>> share = korsmeyer_peppas_release(
    ...     reference_release=0.12, reference_time=3600.0, exponent=0.43, time=24 * 3600.0
    ... )
    >>> round(100 * share, 4)
    47.0622

    References: Korsmeyer et al., Int. J. Pharm. 1983, 15, 25, doi:10.1016/0378-5173(83)90064-9; Ritger and Peppas,
    J. Control. Release 1987, 5, 23, doi:10.1016/0168-3659(87)90034-4.
    """
    return smaller(reference_release * (time / reference_time) ** exponent, 1.0)


@model(
    "",
    show="percent",
    grade=Grade.FIT,
    equation="F = 1 − exp(−(t/τ)ᵝ)",
    tex=r"F = 1 - e^{-(t/\tau)^\beta}",
    sources=("langenbucher1972",),
    assumes=(_SINK,),
    valid=("A description that fits most measured profiles over their whole length; its constants explain nothing.",),
    scale_time=Arg("s", 60.0, 3e6, "time at which 63 % is released", show="h", domain=(1e-9, 1e12)),
    shape=Arg("", 0.3, 1.5, "shape (below 1: fast, then slow)", domain=(0.01, 10.0)),
    time=_TIME,
)
def weibull_release(*, scale_time: Number, shape: Number, time: Number) -> Number:
    """Release along a Weibull curve.

    F = 1 − exp(−(t/τ)ᵝ)

    scale_time, time: s; shape: plain number; numbers or arrays.

    Example: τ 20 h, β 0.7, after 24 h, in percent.

    >>> round(100 * weibull_release(scale_time=20 * 3600.0, shape=0.7, time=24 * 3600.0), 4)
    67.894

    References: Langenbucher, J. Pharm. Pharmacol. 1972, 24, 979, doi:10.1111/j.2042-7158.1972.tb08930.x.
    """
    return -expm1(-((time / scale_time) ** shape))


@model(
    "s",
    show="h",
    grade=Grade.FIT,
    equation="t½ = τ (ln 2)^(1/β)",
    tex=r"t_{1/2} = \tau\,(\ln 2)^{1/\beta}",
    sources=("langenbucher1972",),
    assumes=(_SINK,),
    valid=("As the curve it belongs to.",),
    scale_time=Arg("s", 60.0, 3e6, "time at which 63 % is released", show="h", domain=(1e-9, 1e12)),
    shape=Arg("", 0.3, 1.5, "shape", domain=(0.01, 10.0)),
)
def weibull_half_time(*, scale_time: Number, shape: Number) -> Number:
    """Time of half release along a Weibull curve.

    t½ = τ (ln 2)^(1/β)

    scale_time: s; shape: plain number; numbers or arrays.

    Example: τ 20 h, β 0.7, in hours.

    >>> round(weibull_half_time(scale_time=20 * 3600.0, shape=0.7) / 3600, 3)
    11.848
    """
    factor: Number = math.log(2.0) ** (1.0 / shape)
    return scale_time * factor


@model(
    "",
    show="percent",
    grade=Grade.FIT,
    equation="F = A (1 − e^(−k₁ t)) + (1 − A)(1 − e^(−k₂ t))",
    tex=r"F = A\,(1 - e^{-k_1 t}) + (1-A)\,(1 - e^{-k_2 t})",
    sources=("costa2001",),
    assumes=("a loosely held part and the rest", _SINK),
    valid=("A description. Without data the burst is a guess (0.2, between 0.03 and 0.6); crystals and surface drug raise it.",),
    burst_fraction=Arg("", 0.0, 0.6, "share that leaves fast", show="percent", domain=(0.0, 1.0)),
    fast_rate=_RATE,
    slow_rate=_RATE,
    time=_TIME,
)
def biexponential_release(*, burst_fraction: Number, fast_rate: Number, slow_rate: Number, time: Number) -> Number:
    """Burst followed by slow release.

    F = A (1 − e^(−k₁ t)) + (1 − A)(1 − e^(−k₂ t))

    burst_fraction: share; fast_rate, slow_rate: 1/s; time: s; numbers or arrays.

    Example: 30 % burst at 1 per hour, the rest at 0.01 per hour, after 24 h, in percent.

    >>> share = biexponential_release(
    ...     burst_fraction=0.3, fast_rate=1 / 3600, slow_rate=0.01 / 3600, time=24 * 3600.0
    ... )
    >>> round(100 * share, 3)
    44.936
    """
    return -burst_fraction * expm1(-fast_rate * time) - (1.0 - burst_fraction) * expm1(-slow_rate * time)
