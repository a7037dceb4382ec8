"""Drops torn apart by turbulence: the smallest eddy, drops larger than it (inertia) and smaller than it (viscous stress)."""

from __future__ import annotations

from formulator.chem.elementary import smaller
from formulator.chem.model import Arg, Grade, Number, model

_POWER = Arg("m**2/s**3", 1e4, 1e9, "power dissipated per mass where drops break", show="W/kg", domain=(1e-6, 1e15))
_VISCOSITY = Arg("Pa*s", 3e-4, 1e-1, "viscosity of the outer phase", show="mPa*s", domain=(1e-9, 1e6))
_DENSITY = Arg("kg/m**3", 700.0, 1300.0, "density of the outer phase", show="g/cm**3", domain=(1.0, 1e5))
_TENSION = Arg("N/m", 1e-3, 5e-2, "interfacial tension with the stabiliser in place", show="mN/m", domain=(0.0, 10.0))
_HINZE = Arg("", 0.4, 1.0, "prefactor of the inertial law", domain=(1e-3, 100.0), default=0.725)
_CAPILLARY = Arg("", 0.3, 2.0, "capillary number at which a drop breaks", domain=(1e-3, 1e3), default=0.5)
_BREAKING = ("stabiliser covers new surface at once", "drops do not merge again", "isotropic turbulence")
_UNKNOWN = (
    "A scaling: the power per mass in a homogeniser valve or at a sonotrode tip is known within a decade at best, "
    "and drops merge again where stabiliser is short. Anchor on one measured batch."
)


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="λ_K = (ν³/ε)^(1/4), ν = η/ρ",
    tex=r"\lambda_K = \left(\frac{\nu^3}{\varepsilon}\right)^{1/4},\quad \nu = \frac{\eta}{\rho}",
    sources=("kolmogorov1949",),
    assumes=("isotropic turbulence",),
    valid=("0.3 µm at 10⁸ W/kg and 1 µm at 10⁶ W/kg in water: drops of nanoemulsions are smaller than the smallest eddy.",),
    viscosity=_VISCOSITY,
    density=_DENSITY,
    power_per_mass=_POWER,
)
def kolmogorov_length(*, viscosity: Number, density: Number, power_per_mass: Number) -> Number:
    """Size of the smallest eddies of a turbulent flow.

    λ_K = (ν³/ε)^(1/4), ν = η/ρ

    viscosity: Pa·s; density: kg/m³; power_per_mass: W/kg; numbers or arrays.

    Example: water at 10⁸ W/kg, in nm.

    >>> round(1e9 * kolmogorov_length(viscosity=0.89e-3, density=997.0, power_per_mass=1e8))
    290

    References: Kolmogorov, Dokl. Akad. Nauk SSSR 1949, 66, 825.
    """
    kinematic = viscosity / density
    length: Number = (kinematic * kinematic * kinematic / power_per_mass) ** 0.25
    return length


def _inertial(tension: Number, density: Number, power: Number, prefactor: Number) -> Number:
    size: Number = prefactor * (tension / density) ** 0.6 * power**-0.4
    return size


def _viscous(tension: Number, viscosity: Number, density: Number, power: Number, capillary: Number) -> Number:
    stress = (viscosity * density * power) ** 0.5
    return 2.0 * capillary * tension / stress


@model(
    "m",
    show="nm",
    grade=Grade.INDEX,
    equation="d = C (σ/ρ)^0.6 ε^(−0.4)",
    tex=r"d = C\left(\frac{\sigma}{\rho}\right)^{0.6}\varepsilon^{-0.4}",
    sources=("hinze1955", "kolmogorov1949"),
    assumes=(*_BREAKING, "drops much larger than the smallest eddies and not viscous"),
    valid=(_UNKNOWN, "Only where the answer is well above the Kolmogorov length; below it the viscous law holds."),
    interfacial_tension=_TENSION,
    density=_DENSITY,
    power_per_mass=_POWER,
    prefactor=_HINZE,
)
def inertial_drop_diameter(*, interfacial_tension: Number, density: Number, power_per_mass: Number, prefactor: Number = 0.725) -> Number:
    """Largest drop that survives eddies smaller than itself (Kolmogorov and Hinze).

    d = C (σ/ρ)^0.6 ε^(−0.4)

    interfacial_tension: N/m; density: kg/m³; power_per_mass: W/kg; prefactor: plain number; numbers or arrays.

    Example: 5 mN/m at 10⁵ W/kg, in nm.

    >>> round(1e9 * inertial_drop_diameter(interfacial_tension=5e-3, density=997.0, power_per_mass=1e5))
    4792

    References: Hinze, AIChE J. 1955, 1, 289, doi:10.1002/aic.690010303.
    """
    return _inertial(interfacial_tension, density, power_per_mass, prefactor)


@model(
    "m",
    show="nm",
    grade=Grade.INDEX,
    equation="d = 2 Ca σ / (η ρ ε)^(1/2)",
    tex=r"d = \frac{2\,\mathrm{Ca}\,\sigma}{\sqrt{\eta\rho\varepsilon}}",
    sources=("walstra1998", "vankova2007", "grace1982"),
    assumes=(*_BREAKING, "drops smaller than the smallest eddies: shear inside one eddy breaks them"),
    valid=(
        _UNKNOWN,
        "The breaking capillary number is near 0.5 where both phases are about equally thick; in pure shear a drop more than four "
        "times as thick as the outer phase does not break at all.",
    ),
    interfacial_tension=_TENSION,
    viscosity=_VISCOSITY,
    density=_DENSITY,
    power_per_mass=_POWER,
    critical_capillary_number=_CAPILLARY,
)
def viscous_drop_diameter(
    *, interfacial_tension: Number, viscosity: Number, density: Number, power_per_mass: Number, critical_capillary_number: Number = 0.5
) -> Number:
    """Largest drop that survives the shear inside the smallest eddies.

    d = 2 Ca σ / τ, τ = η (ε/ν)^(1/2) = (η ρ ε)^(1/2)

    interfacial_tension: N/m; viscosity: Pa·s; density: kg/m³; power_per_mass: W/kg; critical_capillary_number: plain number;
    numbers or arrays.

    Notes: the capillary number is shear stress times radius over tension.

    Example: 5 mN/m in water at 10⁸ W/kg, in nm.

    >>> size = viscous_drop_diameter(
    ...     interfacial_tension=5e-3, viscosity=0.89e-3, density=997.0, power_per_mass=1e8
    ... )
    >>> round(1e9 * size)
    531

    References: Vankova et al., J. Colloid Interface Sci. 2007, 312, 363, doi:10.1016/j.jcis.2007.03.059.
    """
    return _viscous(interfacial_tension, viscosity, density, power_per_mass, critical_capillary_number)


@model(
    "m",
    show="nm",
    grade=Grade.INDEX,
    equation="d = min(d_inertial, d_viscous)",
    tex=r"d = \min(d_\mathrm{inertial}, d_\mathrm{viscous})",
    sources=("hinze1955", "walstra1998", "vankova2007"),
    assumes=_BREAKING,
    valid=(
        _UNKNOWN,
        "The larger stress breaks the drop: inertia above the Kolmogorov length, shear below it; they meet there within a factor of two.",
    ),
    interfacial_tension=_TENSION,
    viscosity=_VISCOSITY,
    density=_DENSITY,
    power_per_mass=_POWER,
    prefactor=_HINZE,
    critical_capillary_number=_CAPILLARY,
)
def emulsion_drop_diameter(
    *,
    interfacial_tension: Number,
    viscosity: Number,
    density: Number,
    power_per_mass: Number,
    prefactor: Number = 0.725,
    critical_capillary_number: Number = 0.5,
) -> Number:
    """Drop diameter of an emulsion made by turbulence, in whichever regime it falls.

    d = min(d_inertial, d_viscous)

    interfacial_tension: N/m; viscosity: Pa·s; density: kg/m³; power_per_mass: W/kg; prefactor, critical_capillary_number:
    plain numbers; numbers or arrays.

    Notes: feed the answer to `dried_drop_diameter` for the particle that is left.

    Example: 0.5 mN/m in water at 10⁸ W/kg, in nm; the smallest eddies are 290 nm and the inertial law would say 76.

    >>> size = emulsion_drop_diameter(
    ...     interfacial_tension=0.5e-3, viscosity=0.89e-3, density=997.0, power_per_mass=1e8
    ... )
    >>> round(1e9 * size)
    53
    """
    inertial = _inertial(interfacial_tension, density, power_per_mass, prefactor)
    return smaller(inertial, _viscous(interfacial_tension, viscosity, density, power_per_mass, critical_capillary_number))
