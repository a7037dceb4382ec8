"""From potential to what an instrument reads: decay to the slip plane, Henry's function, mobility, draining layers."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expn

from formulator.chem import constants
from formulator.chem.elementary import exp, smaller
from formulator.chem.medium import debye_length
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import atanh, magnitude, one_minus_exp_over, tanh

_SERIES_FROM = 50.0
"""κR from which the asymptotic series of Henry's function is exact to the last digit (the product overflows later)."""
_DEEP = 300.0
"""Decay lengths after which nothing is left; stopping here keeps products free of underflow."""


def _series_coefficients() -> tuple[float, ...]:
    """Coefficients of x^−k in e^x [5 E₇(x) − 2 E₅(x)], highest first."""
    seven = five = 1.0
    found = []
    for k in range(24):
        found.append((-1.0) ** k * (5.0 * seven - 2.0 * five))
        seven *= 7 + k
        five *= 5 + k
    return tuple(reversed(found))


_SERIES = _series_coefficients()

_KAPPA_RADIUS = Arg("", 0.01, 1000.0, "radius over Debye length", domain=(1e-9, 1e12))
_RADIUS = Arg("m", 2e-9, 1e-6, "radius of the surface of shear", show="nm", domain=(1e-12, 1.0))
_CORE_RADIUS = Arg("m", 2e-9, 1e-6, "radius of the charged surface", show="nm", domain=(1e-12, 1.0))
_SALT = Arg("mol/m**3", 0.1, 500.0, "ionic strength (1:1 salt)", show="mmol/L", domain=(1e-6, 1e5))
_TEMPERATURE = Arg("K", 273.15, 373.15, "temperature", show="degC", domain=(1.0, 1e4))
_PERMITTIVITY = Arg("", 20.0, 100.0, "relative permittivity of the medium", domain=(1.0, 1e4))
_VISCOSITY = Arg("Pa*s", 1e-4, 1e-2, "viscosity of the medium", show="mPa*s", domain=(1e-9, 1e6))
_ZETA = Arg("V", -0.05, 0.05, "potential at the surface of shear", show="mV", domain=(-1.0, 1.0))
_MOBILITY = Arg("m**2/V/s", -5e-8, 5e-8, "electrophoretic mobility", show="um*cm/V/s", domain=(-1e-5, 1e-5))
_HENRY = ("non-conducting sphere", "surface potential so low that the cloud of ions keeps its shape")
_RELAXATION = "|ζ| up to 50 mV (25 mV where κR is 1 to 50); above, the distorted ion cloud holds the particle back and true ζ is higher."


@model(
    "",
    grade=Grade.LAW,
    equation="f = 1 + ½ [1 + 2.5 / (κR (1 + 2 e^(−κR)))]⁻³",
    tex=r"f = 1 + \frac{1}{2}\left[1 + \frac{2.5}{\kappa R\,(1+2e^{-\kappa R})}\right]^{-3}",
    sources=("ohshima1994",),
    assumes=_HENRY,
    valid=("Every κR: within 1 % of the exact function, which `henry_function_exact` gives.", _RELAXATION),
    kappa_radius=_KAPPA_RADIUS,
)
def henry_function(*, kappa_radius: Number) -> Number:
    """Henry's function in Ohshima's short form, from 1 (Hückel) to 1.5 (Smoluchowski).

    f = 1 + ½ [1 + 2.5 / (κR (1 + 2 e^(−κR)))]⁻³

    kappa_radius: radius / Debye length; number or array.

    Notes: worst error 0.96 %. Ohshima counts from 2/3 to 1; this is 1.5 times his.

    Example: κR = 10, printed as 1.256 (Acta Optica Sinica 37, 1029003, table 1).

    >>> round(henry_function(kappa_radius=10.0), 3)
    1.256

    References: Ohshima, J. Colloid Interface Sci. 1994, 168, 269, doi:10.1006/jcis.1994.1419.
    """
    bracket = 1.0 + 2.5 / (kappa_radius * (1.0 + 2.0 * exp(-kappa_radius)))
    return 1.0 + 0.5 / (bracket * bracket * bracket)


def _series(kappa_radius: Any) -> Any:
    inverse = 1.0 / kappa_radius
    total = 0.0
    for coefficient in _SERIES:
        total = total * inverse + coefficient
    return 1.5 * (1.0 - inverse * total)


def _product(kappa_radius: Any) -> Any:
    return 1.5 * (1.0 - np.exp(kappa_radius) * (5.0 * expn(7, kappa_radius) - 2.0 * expn(5, kappa_radius)))


@model(
    "",
    grade=Grade.LAW,
    equation="f = 3/2 {1 − e^(κR) [5 E₇(κR) − 2 E₅(κR)]}",
    tex=r"f = \frac{3}{2}\left\{1 - e^{\kappa R}\left[5E_7(\kappa R) - 2E_5(\kappa R)\right]\right\}",
    sources=("henry1931", "ohshima1994"),
    assumes=_HENRY,
    valid=("Every κR; above 50 by its asymptotic series, because the product of a huge and a tiny number overflows.", _RELAXATION),
    kappa_radius=_KAPPA_RADIUS,
)
def henry_function_exact(*, kappa_radius: Number) -> Number:
    """Henry's function without approximation, from 1 (Hückel) to 1.5 (Smoluchowski).

    f = 3/2 {1 − e^(κR) [5 E₇(κR) − 2 E₅(κR)]}, E_n the exponential integrals

    kappa_radius: radius / Debye length; number or array.

    Example: κR = 10, evaluated with 25 digits: 1.252772219.

    >>> round(henry_function_exact(kappa_radius=10.0), 9)
    1.252772219

    References: Henry, Proc. R. Soc. A 1931, 133, 106, doi:10.1098/rspa.1931.0133; Ohshima 1994.
    """
    if isinstance(kappa_radius, (float, int)):
        return float(_series(kappa_radius) if kappa_radius > _SERIES_FROM else _product(float(kappa_radius)))
    joined: Number = np.where(
        np.asarray(kappa_radius) > _SERIES_FROM,
        _series(np.maximum(kappa_radius, _SERIES_FROM)),
        _product(np.minimum(kappa_radius, _SERIES_FROM)),
    )
    return joined


@model(
    "m**2/V/s",
    show="um*cm/V/s",
    grade=Grade.LAW,
    equation="μ = 2 ε₀ ε_r ζ f(κR) / (3 η)",
    tex=r"\mu = \frac{2\varepsilon_0\varepsilon_r\zeta}{3\eta}\,f(\kappa R)",
    sources=("henry1931", "codata2018"),
    assumes=_HENRY,
    valid=(_RELAXATION, "Hard surfaces. Under a polymer layer use the mobility of a soft layer."),
    zeta=_ZETA,
    radius=_RADIUS,
    ionic_strength=_SALT,
    temperature=_TEMPERATURE,
    viscosity=_VISCOSITY,
    relative_permittivity=_PERMITTIVITY,
)
def electrophoretic_mobility(
    *,
    zeta: Number,
    radius: Number,
    ionic_strength: Number,
    temperature: Number,
    viscosity: Number,
    relative_permittivity: Number,
) -> Number:
    """Electrophoretic mobility of a hard sphere from its zeta potential.

    μ = 2 ε₀ ε_r ζ f(κR) / (3 η), f Henry's function (exact)

    zeta: V; radius: m; ionic_strength: mol/m³; temperature: K; viscosity: Pa·s; relative_permittivity: plain number;
    numbers or arrays.

    Example: −25 mV, 40 nm radius, 10 mM, 25 °C, in µm·cm/V/s.

    >>> mobility = electrophoretic_mobility(
    ...     zeta=-25e-3, radius=40e-9, ionic_strength=10.0, temperature=298.15, viscosity=0.89002249e-3,
    ...     relative_permittivity=78.409078,
    ... )
    >>> round(1e8 * mobility, 4)
    -1.6763

    References: Henry, Proc. R. Soc. A 1931, 133, 106, doi:10.1098/rspa.1931.0133.
    """
    length: Number = debye_length.si(temperature=temperature, relative_permittivity=relative_permittivity, ionic_strength=ionic_strength)
    shape: Number = henry_function_exact.si(kappa_radius=radius / length)
    return 2.0 / 3.0 * constants.VACUUM_PERMITTIVITY * relative_permittivity * zeta * shape / viscosity


@model(
    "V",
    show="mV",
    grade=Grade.LAW,
    equation="ζ = 3 η μ / (2 ε₀ ε_r f(κR))",
    tex=r"\zeta = \frac{3\eta\mu}{2\varepsilon_0\varepsilon_r f(\kappa R)}",
    sources=("henry1931", "codata2018"),
    assumes=_HENRY,
    valid=(_RELAXATION, "Most instruments print Smoluchowski's value (f = 1.5) whatever the size: see `instrument_zeta`."),
    mobility=_MOBILITY,
    radius=_RADIUS,
    ionic_strength=_SALT,
    temperature=_TEMPERATURE,
    viscosity=_VISCOSITY,
    relative_permittivity=_PERMITTIVITY,
)
def zeta_from_mobility(
    *,
    mobility: Number,
    radius: Number,
    ionic_strength: Number,
    temperature: Number,
    viscosity: Number,
    relative_permittivity: Number,
) -> Number:
    """Zeta potential of a hard sphere from its electrophoretic mobility.

    ζ = 3 η μ / (2 ε₀ ε_r f(κR)), f Henry's function (exact)

    mobility: m²/(V s); radius: m; ionic_strength: mol/m³; temperature: K; viscosity: Pa·s; relative_permittivity:
    plain number; numbers or arrays.

    Example: the inverse of `electrophoretic_mobility`, in mV.

    >>> zeta = zeta_from_mobility(
    ...     mobility=-1.676268e-8, radius=40e-9, ionic_strength=10.0, temperature=298.15, viscosity=0.89002249e-3,
    ...     relative_permittivity=78.409078,
    ... )
    >>> round(1e3 * zeta, 2)
    -25.0

    References: Henry, Proc. R. Soc. A 1931, 133, 106, doi:10.1098/rspa.1931.0133.
    """
    length: Number = debye_length.si(temperature=temperature, relative_permittivity=relative_permittivity, ionic_strength=ionic_strength)
    shape: Number = henry_function_exact.si(kappa_radius=radius / length)
    return 1.5 * viscosity * mobility / (constants.VACUUM_PERMITTIVITY * relative_permittivity * shape)


@model(
    "V",
    show="mV",
    grade=Grade.LAW,
    equation="ζ = η μ / (ε₀ ε_r)",
    tex=r"\zeta = \frac{\eta\mu}{\varepsilon_0\varepsilon_r}",
    sources=("smoluchowski1903", "codata2018"),
    assumes=("double layer much thinner than the particle",),
    valid=("κR above some 100. For smaller particles it is the number on the instrument's report, not the potential.",),
    mobility=_MOBILITY,
    viscosity=_VISCOSITY,
    relative_permittivity=_PERMITTIVITY,
)
def instrument_zeta(*, mobility: Number, viscosity: Number, relative_permittivity: Number) -> Number:
    """Zeta potential as instruments print it: mobility by Smoluchowski's formula.

    ζ = η μ / (ε₀ ε_r)

    mobility: m²/(V s); viscosity: Pa·s; relative_permittivity: plain number; numbers or arrays.

    Notes: compare predictions with published zeta in this form; below κR 100 a Henry value is up to 1.5 times larger.

    Example: PLGA, −1.159 µm·cm/V/s printed as −14.8 mV (PMC5105989, table 1; 0.8872 mPa·s, 78.5).

    >>> zeta = instrument_zeta(mobility=-1.159e-8, viscosity=0.8872e-3, relative_permittivity=78.5)
    >>> round(1e3 * zeta, 1)
    -14.8

    References: Smoluchowski, Bull. Int. Acad. Sci. Cracovie 1903, 182.
    """
    return viscosity * mobility / (constants.VACUUM_PERMITTIVITY * relative_permittivity)


def far_field(kappa_radius: Number, reduced_potential: Number) -> Number:
    """B of the closed profile: the far potential is that of a Debye–Hückel sphere of y = 8 B (κR + 1)/(2κR + 1)."""
    steepness = tanh(0.25 * reduced_potential)
    plus = kappa_radius + 1.0
    double = 2.0 * kappa_radius + 1.0
    root = (1.0 - double * steepness * steepness / (plus * plus)) ** 0.5
    return double / plus * steepness / (1.0 + root)


@model(
    "V",
    show="mV",
    grade=Grade.LAW,
    equation="ψ(d) = (2kT/e) ln{(1 + Bq)(1 + Bq/(2κR+1)) / [(1 − Bq)(1 − Bq/(2κR+1))]}, q = R e^(−κd)/(R + d)",
    tex=r"\psi(d) = \frac{2kT}{e}\ln\frac{(1+Bq)\,(1+Bq/(2\kappa R+1))}{(1-Bq)\,(1-Bq/(2\kappa R+1))},"
    r"\quad q = \frac{R\,e^{-\kappa d}}{R+d}",
    sources=("ohshima1982", "codata2018"),
    assumes=("1:1 salt", "point ions, mean field", "an uncharged layer that ions pass freely and liquid does not"),
    valid=(
        "κR ≥ 1 and |ψ₀| up to 150 mV: within 0.3 % of the numerical profile.",
        "Where the plane of slip lies is not known: 0.2 to 1 nm for bare surfaces. A polymer layer drains, so its edge "
        "is not the plane of slip: see `soft_layer_mobility`.",
    ),
    radius=_CORE_RADIUS,
    ionic_strength=_SALT,
    temperature=Arg("K", 273.15, 373.15, "temperature", show="degC", domain=(200.0, 1e4)),
    relative_permittivity=_PERMITTIVITY,
    surface_potential=Arg("V", -0.15, 0.15, "potential at the charged surface", show="mV", domain=(-1.0, 1.0)),
    slip_distance=Arg("m", 0.0, 2e-8, "from the charged surface to the plane of slip", show="nm", domain=(0.0, 1.0)),
)
def slip_plane_potential(
    *,
    radius: Number,
    ionic_strength: Number,
    temperature: Number,
    relative_permittivity: Number,
    surface_potential: Number,
    slip_distance: Number,
) -> Number:
    """Potential at a distance from the surface of a sphere: zeta of a bare particle.

    ψ(d) = (2kT/e) ln{(1 + Bq)(1 + Bq/(2κR+1)) / [(1 − Bq)(1 − Bq/(2κR+1))]}, q = R e^(−κd)/(R + d)

    radius: m; ionic_strength: mol/m³; temperature: K; relative_permittivity: plain number; surface_potential: V;
    slip_distance: m; numbers or arrays.

    Notes: B follows from ψ₀ so that the profile starts there; far away it is a Debye–Hückel profile of a lower
    effective potential, which is why 100 and 200 mV look alike at 5 nm.

    Example: −60 mV, 50 nm radius, 10 mM, 2 nm away, in mV; the numerical profile gives −27.70.

    >>> zeta = slip_plane_potential(
    ...     radius=50e-9, ionic_strength=10.0, temperature=298.15, relative_permittivity=78.4090779,
    ...     surface_potential=-60e-3, slip_distance=2e-9,
    ... )
    >>> round(1e3 * zeta, 2)
    -27.7

    References: Ohshima, Healy and White, J. Colloid Interface Sci. 1982, 90, 17, doi:10.1016/0021-9797(82)90393-9.
    """
    length: Number = debye_length.si(temperature=temperature, relative_permittivity=relative_permittivity, ionic_strength=ionic_strength)
    thermal = constants.BOLTZMANN * temperature / constants.ELEMENTARY_CHARGE
    kappa_radius = radius / length
    decay = radius / (radius + slip_distance) * exp(-smaller(slip_distance / length, _DEEP))
    near = far_field(kappa_radius, surface_potential / thermal) * decay
    far = near / (2.0 * kappa_radius + 1.0)
    return 4.0 * thermal * (atanh(near) + atanh(far))


@model(
    "m**2/V/s",
    show="um*cm/V/s",
    grade=Grade.LAW,
    equation="μ = (ε₀ε_rψ₀/η) [κ² sech(d/ℓ) − λ e^(−κd) (λ + κ tanh(d/ℓ))] / (κ² − λ²), λ = 1/ℓ",
    tex=r"\mu = \frac{\varepsilon_0\varepsilon_r\psi_0}{\eta}\,"
    r"\frac{\kappa^2\,\mathrm{sech}\,\lambda d - \lambda e^{-\kappa d}(\lambda+\kappa\tanh\lambda d)}"
    r"{\kappa^2-\lambda^2},\quad \lambda = 1/\ell",
    sources=("ohshima1995", "codata2018"),
    assumes=("flat surface", "linear (Debye–Hückel) potential", "uncharged layer of even drag", "same permittivity"),
    valid=(
        "κR > 10 and |ψ₀| < 50 mV.",
        "The Brinkman length of PEG layers is fitted, not known: 0.5 to 2 nm changes the answer many times over.",
        "A ligand that carries charge at the tips adds to it and is not in here.",
    ),
    debye_length=Arg("m", 0.3e-9, 1e-8, "Debye length", show="nm", domain=(1e-12, 1e-3)),
    layer_thickness=Arg("m", 0.0, 3e-8, "thickness of the uncharged layer", show="nm", domain=(0.0, 1.0)),
    brinkman_length=Arg("m", 0.3e-9, 5e-9, "depth to which flow enters the layer", show="nm", domain=(1e-12, 1e-3)),
    surface_potential=Arg("V", -0.05, 0.05, "potential at the core under the layer", show="mV", domain=(-10.0, 10.0)),
    viscosity=_VISCOSITY,
    relative_permittivity=_PERMITTIVITY,
)
def soft_layer_mobility(
    *,
    debye_length: Number,
    layer_thickness: Number,
    brinkman_length: Number,
    surface_potential: Number,
    viscosity: Number,
    relative_permittivity: Number,
) -> Number:
    """Electrophoretic mobility of a charged surface under an uncharged layer that liquid drains through.

    μ = (ε₀ε_rψ₀/η) [κ² sech λd − λ e^(−κd) (λ + κ tanh λd)] / (κ² − λ²), λ = 1/ℓ

    debye_length, layer_thickness, brinkman_length: m; surface_potential: V; viscosity: Pa·s; relative_permittivity:
    plain number; numbers or arrays.

    Notes: the three conditions (no slip at the wall, velocity and shear continuous at the edge) solved by hand; written
    so that κ = λ, where numerator and denominator vanish together, needs no exception. No layer gives Smoluchowski, a
    thick one stands still.

    Example: −50 mV under 5 nm with Brinkman length 1 nm at Debye length 9.61 nm, in µm·cm/V/s.

    >>> mobility = soft_layer_mobility(
    ...     debye_length=9.61e-9, layer_thickness=5e-9, brinkman_length=1e-9, surface_potential=-50e-3,
    ...     viscosity=0.8900225e-3, relative_permittivity=78.4090779,
    ... )
    >>> round(1e8 * mobility, 4)
    -2.5867

    References: Ohshima, Adv. Colloid Interface Sci. 1995, 62, 189.
    """
    kappa, drag = 1.0 / debye_length, 1.0 / brinkman_length
    a, b = smaller(kappa * layer_thickness, _DEEP), smaller(drag * layer_thickness, _DEEP)
    slope = tanh(b)
    gap = magnitude(a - b)
    # (e^−b − e^−a)/(a − b), which stays finite where the two rates meet.
    mixed = exp(-0.5 * (a + b - gap)) * one_minus_exp_over(gap)
    passed = (1.0 + slope) * exp(-b) + drag / (kappa + drag) * ((1.0 + slope) * b * mixed - slope * exp(-a))
    return constants.VACUUM_PERMITTIVITY * relative_permittivity * surface_potential / viscosity * passed
