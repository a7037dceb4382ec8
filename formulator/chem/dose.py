"""Dose arithmetic: between species, into volumes, and what else comes with the drug."""

from __future__ import annotations

from formulator.chem.model import Arg, Grade, Number, model

_DOSE = Arg("", 1e-9, 1e-3, "drug mass per body mass", show="mg/kg", domain=(0.0, 1.0))
_KM = "body mass / body surface"
_MASS = Arg("kg", 0.015, 100.0, "body mass", show="kg", domain=(1e-6, 1e4))
_STOCK = Arg("kg/m**3", 1e-3, 200.0, "drug per volume of injection", show="mg/mL", domain=(1e-12, 1e5))


@model(
    "",
    show="mg/kg",
    grade=Grade.RULE_OF_THUMB,
    equation="HED = dose · K_m,animal / K_m,human",
    tex=r"\mathrm{HED} = \mathrm{dose}\,\frac{K_{m,\mathrm{animal}}}{K_{m,\mathrm{human}}}",
    sources=("fda2005", "reaganshaw2008"),
    assumes=("doses scale with body surface",),
    valid=(
        "Guidance arithmetic for a safe starting dose, nothing more. Not for antibodies, local delivery, "
        "or particles whose clearance is set by uptake rather than by body surface.",
    ),
    dose=_DOSE,
    km_species=Arg("kg/m**2", 3.0, 37.0, f"{_KM} of the animal (mouse 3, rat 6)", domain=(0.01, 1e3)),
    km_human=Arg("kg/m**2", 25.0, 37.0, f"{_KM} of the person (adult 37)", domain=(0.01, 1e3), default=37.0),
)
def human_equivalent_dose(*, dose: Number, km_species: Number, km_human: Number = 37.0) -> Number:
    """Dose for a person with the same mass per body surface as an animal dose.

    HED = dose · K_m,animal / K_m,human

    dose: kg drug per kg body; km_species, km_human: kg/m²; numbers or arrays.

    Example: 20 mg/kg in a mouse, in mg/kg.

    >>> round(1e6 * human_equivalent_dose(dose=20e-6, km_species=3.0, km_human=37.0), 4)
    1.6216

    References: FDA, Estimating the maximum safe starting dose, 2005, table 1; Reagan-Shaw et al., FASEB J. 2008,
    22, 659,
    doi:10.1096/fj.07-9574LSF.
    """
    return dose * km_species / km_human


@model(
    "kg/m**2",
    show="mg/m^2",
    grade=Grade.LAW,
    equation="dose per surface = dose · K_m",
    tex=r"D_A = \mathrm{dose}\cdot K_m",
    sources=("fda2005",),
    assumes=("K_m of the reference body mass",),
    valid=("Arithmetic; K_m changes with body mass within a species.",),
    dose=_DOSE,
    km_species=Arg("kg/m**2", 3.0, 37.0, f"{_KM} (mouse 3, rat 6, adult 37)", domain=(0.01, 1e3)),
)
def surface_dose(*, dose: Number, km_species: Number) -> Number:
    """Dose per body surface.

    dose per surface = dose · K_m

    dose: kg drug per kg body; km_species: kg/m²; numbers or arrays.

    Example: 5 mg/kg in a mouse, in mg/m².

    >>> round(1e6 * surface_dose(dose=5e-6, km_species=3.0), 9)
    15.0
    """
    return dose * km_species


@model(
    "kg",
    show="mg",
    grade=Grade.LAW,
    equation="m = dose · body mass",
    tex=r"m = \mathrm{dose}\cdot m_\mathrm{body}",
    sources=("massbalance",),
    assumes=("dose counts the drug, not the particle",),
    valid=("Exact.",),
    dose=_DOSE,
    body_mass=_MASS,
)
def dose_mass(*, dose: Number, body_mass: Number) -> Number:
    """Mass of drug for one animal or person.

    m = dose · body mass

    dose: kg drug per kg body; body_mass: kg; numbers or arrays.

    Example: 5 mg/kg for a mouse of 20 g, in mg.

    >>> round(1e6 * dose_mass(dose=5e-6, body_mass=0.020), 9)
    0.1
    """
    return dose * body_mass


@model(
    "m**3",
    show="mL",
    grade=Grade.LAW,
    equation="V = dose · body mass / c",
    tex=r"V = \frac{\mathrm{dose}\cdot m_\mathrm{body}}{c}",
    sources=("massbalance",),
    assumes=("concentration counts the drug, not the particle",),
    valid=("Exact. Usual intravenous bolus in mice: 5–10 mL/kg, commonly cited, not verified here.",),
    dose=_DOSE,
    body_mass=_MASS,
    concentration=_STOCK,
)
def injection_volume(*, dose: Number, body_mass: Number, concentration: Number) -> Number:
    """Volume to inject for a dose.

    V = dose · body mass / c

    dose: kg drug per kg body; body_mass: kg; concentration: kg/m³ (the same figure in mg/mL); numbers or arrays.

    Example: 5 mg/kg for a mouse of 20 g from 0.5 mg/mL, in mL.

    >>> round(1e6 * injection_volume(dose=5e-6, body_mass=0.020, concentration=0.5), 9)
    0.2
    """
    return dose * body_mass / concentration


@model(
    "kg/m**3",
    show="mg/mL",
    grade=Grade.LAW,
    equation="c = dose / (V per body mass)",
    tex=r"c = \frac{\mathrm{dose}}{v}",
    sources=("massbalance",),
    assumes=("dose counts the drug, not the particle",),
    valid=("Exact.",),
    dose=_DOSE,
    volume_per_body_mass=Arg("m**3/kg", 1e-3, 1e-2, "injected volume per body mass", show="mL/kg", domain=(1e-9, 1.0)),
)
def injection_concentration(*, dose: Number, volume_per_body_mass: Number) -> Number:
    """Drug concentration that an injection needs to bring a dose in a given volume.

    c = dose / (volume per body mass)

    dose: kg drug per kg body; volume_per_body_mass: m³/kg; numbers or arrays.

    Example: 5 mg/kg in 10 mL/kg, in mg/mL.

    >>> round(injection_concentration(dose=5e-6, volume_per_body_mass=10e-6), 9)
    0.5
    """
    return dose / volume_per_body_mass


@model(
    "",
    show="mg/kg",
    grade=Grade.LAW,
    equation="carrier dose = dose (1 − DLC) / DLC",
    tex=r"\mathrm{dose}_\mathrm{carrier} = \mathrm{dose}\,\frac{1-\mathrm{DLC}}{\mathrm{DLC}}",
    sources=("massbalance",),
    assumes=("DLC is drug / loaded particle",),
    valid=("Exact. Free stabiliser comes on top.",),
    dose=_DOSE,
    dlc=Arg("", 0.005, 0.5, "drug / loaded particle by mass", show="percent", domain=(1e-9, 1.0)),
)
def carrier_dose(*, dose: Number, dlc: Number) -> Number:
    """Mass of carrier that comes with a drug dose.

    carrier dose = dose (1 − DLC) / DLC

    dose: kg drug per kg body; dlc: share by mass; numbers or arrays.

    Example: 5 mg/kg of drug at a DLC of 2 % brings 245 mg/kg of polymer.

    >>> round(1e6 * carrier_dose(dose=5e-6, dlc=0.02), 6)
    245.0
    """
    return dose * (1.0 - dlc) / dlc


@model(
    "kg/m**3",
    show="mg/mL",
    grade=Grade.LAW,
    equation="c = m / V_p",
    tex=r"c = m / V_p",
    sources=("massbalance",),
    assumes=("all of it in plasma", "mixed, before any is cleared"),
    valid=("Right after injection.",),
    mass=Arg("kg", 1e-9, 1e-1, "mass injected", show="mg", domain=(0.0, 1e3)),
    plasma_volume=Arg("m**3", 5e-7, 5e-3, "plasma volume (mouse about 1 mL, adult 2.8 L)", show="mL", domain=(1e-12, 1e3)),
)
def initial_plasma_concentration(*, mass: Number, plasma_volume: Number) -> Number:
    """Concentration in plasma right after injection: compare a polymer's with its critical micelle concentration.

    c = m / V_p

    mass: kg; plasma_volume: m³; numbers or arrays.

    Example: 1 mg into 1 mL of mouse plasma, in mg/mL.

    >>> round(initial_plasma_concentration(mass=1e-6, plasma_volume=1e-6), 9)
    1.0
    """
    return mass / plasma_volume
