"""Layers that carry charge themselves: polyelectrolyte coronas, charged ligands at the tips, nucleic-acid shells."""

from __future__ import annotations

from formulator.chem import constants
from formulator.chem.medium import debye_length
from formulator.chem.model import Arg, Grade, Number, model
from formulator.chem.numeric import asinh, cosh, tanh

_CHARGE = Arg("1/m**3", -1e27, 1e27, "elementary charges per volume of the layer, signed", show="1/nm**3", domain=(-1e30, 1e30))
_SALT = Arg("mol/m**3", 0.1, 500.0, "ionic strength (1:1 salt)", show="mmol/L", domain=(1e-3, 1e5))
_TEMPERATURE = Arg("K", 273.15, 373.15, "temperature", show="degC", domain=(200.0, 1e4))
_LAYER = ("1:1 salt", "charges spread evenly through the layer", "same permittivity inside and outside")


def _donnan(charge_per_volume: Number, ionic_strength: Number) -> Number:
    """e ψ/kT deep in the layer."""
    return asinh(charge_per_volume / (2.0 * constants.AVOGADRO * ionic_strength))


@model(
    "V",
    show="mV",
    grade=Grade.LAW,
    equation="ψ_D = (kT/e) asinh(ρ / 2 N_A I)",
    tex=r"\psi_D = \frac{kT}{e}\,\mathrm{asinh}\frac{\rho}{2N_A I}",
    sources=("ohshima1995", "codata2018"),
    assumes=_LAYER,
    valid=("Layers thicker than a few Debye lengths; a thin one is less polarised.",),
    charge_per_volume=_CHARGE,
    ionic_strength=_SALT,
    temperature=_TEMPERATURE,
)
def donnan_potential(*, charge_per_volume: Number, ionic_strength: Number, temperature: Number) -> Number:
    """Potential deep inside a charged layer.

    ψ_D = (kT/e) asinh(ρ / 2 N_A I)

    charge_per_volume: elementary charges per m³, signed; ionic_strength: mol/m³; temperature: K; numbers or arrays.

    Notes: inside, the pH differs from that of the medium by ψ_D e/(kT ln 10): 59 mV is one unit.

    Example: 0.1 charges per nm³ in 150 mM at 25 °C, in mV.

    >>> round(1e3 * donnan_potential(charge_per_volume=0.1e27, ionic_strength=150.0, temperature=298.15), 2)
    13.58

    References: Ohshima, Adv. Colloid Interface Sci. 1995, 62, 189.
    """
    thermal = constants.BOLTZMANN * temperature / constants.ELEMENTARY_CHARGE
    return thermal * _donnan(charge_per_volume, ionic_strength)


@model(
    "m**2/V/s",
    show="um*cm/V/s",
    grade=Grade.LAW,
    equation="μ = (ε₀ε_r/η) (ψ₀/κ_m + ψ_D/λ)/(1/κ_m + 1/λ) + e ρ/(η λ²), λ = 1/ℓ",
    tex=r"\mu = \frac{\varepsilon_0\varepsilon_r}{\eta}\frac{\psi_0/\kappa_m + \psi_D/\lambda}{1/\kappa_m + 1/\lambda}"
    r" + \frac{e\rho}{\eta\lambda^2},\quad \lambda = 1/\ell",
    sources=("ohshima1995", "codata2018"),
    assumes=(*_LAYER, "flat layer much thicker than Debye and Brinkman length", "bare core does not matter"),
    valid=(
        "Layers at least three Debye and Brinkman lengths thick on particles with κR > 10.",
        "Unlike a hard particle it keeps a mobility e ρ ℓ²/η in any amount of salt.",
        "The Brinkman length is fitted, not known (0.5–2 nm): the answer moves with its square.",
    ),
    charge_per_volume=_CHARGE,
    brinkman_length=Arg("m", 0.3e-9, 5e-9, "depth to which flow enters the layer", show="nm", domain=(1e-12, 1e-3)),
    ionic_strength=_SALT,
    temperature=_TEMPERATURE,
    viscosity=Arg("Pa*s", 1e-4, 1e-2, "viscosity of the medium", show="mPa*s", domain=(1e-9, 1e6)),
    relative_permittivity=Arg("", 20.0, 100.0, "relative permittivity of the medium", domain=(1.0, 1e4)),
)
def charged_layer_mobility(
    *,
    charge_per_volume: Number,
    brinkman_length: Number,
    ionic_strength: Number,
    temperature: Number,
    viscosity: Number,
    relative_permittivity: Number,
) -> Number:
    """Electrophoretic mobility of a particle under a thick layer that carries charge itself.

    μ = (ε₀ε_r/η) (ψ₀/κ_m + ψ_D/λ)/(1/κ_m + 1/λ) + e ρ/(η λ²), λ = 1/ℓ

    charge_per_volume: elementary charges per m³, signed; brinkman_length: m; ionic_strength: mol/m³; temperature: K;
    viscosity: Pa·s; relative_permittivity: plain number; numbers or arrays.

    Notes: ψ_D is the Donnan potential, ψ₀ = ψ_D − (kT/e) tanh(eψ_D/2kT) the one at the layer's edge, and
    κ_m = κ √cosh(eψ_D/kT) screening inside.

    Example: 0.05 charges per nm³, 1 nm, 150 mM at 25 °C, in µm·cm/V/s.

    >>> mobility = charged_layer_mobility(
    ...     charge_per_volume=0.05e27, brinkman_length=1e-9, ionic_strength=150.0, temperature=298.15,
    ...     viscosity=0.89e-3, relative_permittivity=78.4,
    ... )
    >>> round(1e8 * mobility, 3)
    1.329

    References: Ohshima, Adv. Colloid Interface Sci. 1995, 62, 189.
    """
    length: Number = debye_length.si(temperature=temperature, relative_permittivity=relative_permittivity, ionic_strength=ionic_strength)
    thermal = constants.BOLTZMANN * temperature / constants.ELEMENTARY_CHARGE
    deep = _donnan(charge_per_volume, ionic_strength)
    edge = deep - tanh(0.5 * deep)
    screening = length / cosh(deep) ** 0.5
    potential = thermal * (edge * screening + deep * brinkman_length) / (screening + brinkman_length)
    drag = constants.ELEMENTARY_CHARGE * charge_per_volume * brinkman_length * brinkman_length
    return (constants.VACUUM_PERMITTIVITY * relative_permittivity * potential + drag) / viscosity
