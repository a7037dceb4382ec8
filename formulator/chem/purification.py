"""Washing, residual solvent and tonicity: what is left beside the particles."""

from __future__ import annotations

from formulator.chem.elementary import exp, log, log1p, positive, smaller
from formulator.chem.model import Arg, Grade, Number, model

_GONE = 300.0
"""ln c₀/c of what is gone; stopping here keeps products free of underflow."""
_INITIAL = Arg("", 0.0, 1.0, "content before washing", show="ppm", domain=(0.0, 1e9))
_REJECTION = Arg("", 0.0, 0.9, "share held back by the membrane (0 for solvents)", domain=(0.0, 1.0))


@model(
    "",
    show="ppm",
    grade=Grade.LAW,
    equation="c = c₀ exp(−N (1 − R))",
    tex=r"c = c_0\,e^{-N(1-R)}",
    sources=("massbalance",),
    assumes=("constant volume", "well mixed", "rejection does not change", "nothing bound to the particles"),
    valid=("Exact for what is dissolved; what sits inside the particles leaves slowly or not at all.",),
    initial=_INITIAL,
    diavolumes=Arg("", 0.0, 20.0, "volumes of buffer washed through", domain=(0.0, 1e6)),
    rejection=_REJECTION,
)
def diafiltered_residual(*, initial: Number, diavolumes: Number, rejection: Number) -> Number:
    """What remains of a solute after diafiltration at constant volume.

    c = c₀ exp(−N (1 − R))

    initial: any share (1 ppm = 10⁻⁶); diavolumes, rejection: plain numbers; numbers or arrays.

    Example: 10 % solvent, three diavolumes, no rejection, in ppm.

    >>> round(1e6 * diafiltered_residual(initial=0.1, diavolumes=3.0, rejection=0.0), 2)
    4978.71
    """
    return initial * exp(-smaller(diavolumes * (1.0 - rejection), _GONE))


@model(
    "",
    grade=Grade.LAW,
    equation="N = ln(c₀/c) / (1 − R)",
    tex=r"N = \frac{\ln(c_0/c)}{1-R}",
    sources=("massbalance",),
    assumes=("constant volume", "well mixed", "rejection does not change", "nothing bound to the particles"),
    valid=("Exact for what is dissolved; negative when the content is already below the limit.",),
    initial=Arg("", 1e-6, 1.0, "content before washing", show="ppm", domain=(1e-18, 1e9)),
    residual=Arg("", 1e-6, 0.1, "content wanted", show="ppm", domain=(1e-18, 1e9)),
    rejection=Arg("", 0.0, 0.9, "share held back by the membrane (0 for solvents)", domain=(0.0, 0.999999)),
)
def diavolumes_needed(*, initial: Number, residual: Number, rejection: Number) -> Number:
    """Volumes of buffer that diafiltration needs to bring a solute down to a limit.

    N = ln(c₀/c) / (1 − R)

    initial, residual: shares (1 ppm = 10⁻⁶); rejection: plain number; numbers or arrays.

    Example: from 10 % to 410 ppm of acetonitrile.

    >>> round(diavolumes_needed(initial=0.1, residual=410e-6, rejection=0.0), 2)
    5.5
    """
    return log(initial / residual) / (1.0 - rejection)


@model(
    "",
    show="ppm",
    grade=Grade.LAW,
    equation="c = c₀ / (1 + r)ⁿ",
    tex=r"c = \frac{c_0}{(1+r)^n}",
    sources=("massbalance",),
    assumes=("each exchange reaches equilibrium", "nothing bound to the particles"),
    valid=("A lower limit: an exchange that is cut short leaves more.",),
    initial=_INITIAL,
    exchanges=Arg("", 0.0, 10.0, "number of bath changes", domain=(0.0, 100.0)),
    volume_ratio=Arg("", 10.0, 1000.0, "bath volume / sample volume", domain=(0.0, 1e6)),
)
def dialysed_residual(*, initial: Number, exchanges: Number, volume_ratio: Number) -> Number:
    """What remains of a solute after dialysis against fresh baths.

    c = c₀ / (1 + r)ⁿ

    initial: any share (1 ppm = 10⁻⁶); exchanges, volume_ratio: plain numbers; numbers or arrays.

    Example: 10 % solvent, three baths of 99 volumes, in ppm.

    >>> round(1e6 * dialysed_residual(initial=0.1, exchanges=3.0, volume_ratio=99.0), 4)
    0.1
    """
    return initial * exp(-smaller(exchanges * log1p(volume_ratio), _GONE))


@model(
    "",
    show="ppm",
    grade=Grade.LAW,
    equation="limit = PDE / daily dose",
    tex=r"c_\mathrm{limit} = \frac{\mathrm{PDE}}{m_\mathrm{daily}}",
    sources=("ichq3c2024",),
    assumes=("the whole daily dose is one product",),
    valid=(
        "Option 1 assumes 10 g of product a day (1000 ppm for each 10 mg of permitted daily exposure); option 2 the true dose.",
        "For a dispersion count its whole mass, not its solids. Class 1 solvents are to be avoided whatever the figure.",
    ),
    permitted_daily_exposure=Arg("kg", 1e-8, 1e-4, "permitted solvent a day", show="mg", domain=(0.0, 1.0)),
    daily_dose=Arg("kg", 1e-6, 1.0, "mass of product given a day", show="g", domain=(1e-12, 1e3), default=0.01),
)
def residual_solvent_limit(*, permitted_daily_exposure: Number, daily_dose: Number = 0.01) -> Number:
    """Highest content of a solvent in a product, from its permitted daily exposure.

    limit = PDE / daily dose; the standard dose of 10 g a day unless told otherwise.

    permitted_daily_exposure, daily_dose: kg; numbers or arrays.

    Example: acetonitrile, 4.1 mg a day, in ppm.

    >>> round(1e6 * residual_solvent_limit(permitted_daily_exposure=4.1e-6), 3)
    410.0

    References: ICH Q3C(R9), Impurities: guideline for residual solvents, 2024.
    """
    return permitted_daily_exposure / daily_dose


@model(
    "Osm/kg",
    show="mOsm/kg",
    grade=Grade.LAW,
    equation="π = φ ν c / (ρ_w (1 − c M v̄))",
    tex=r"\mathrm{osmolality} = \frac{\phi\,\nu\,c}{\rho_w\,(1 - c M \bar v)}",
    sources=("massbalance",),
    assumes=("one solute", "its specific volume does not change with concentration", "water density given"),
    valid=(
        "Exact conversion from per volume to per mass of water; the osmotic coefficient is data "
        "(0.93 for 150 mM NaCl, 1.02–1.03 for 0.3 mol/kg sucrose).",
        "Blood is 280–310 mOsm/kg.",
    ),
    none="no value = so much solute that no room is left for water",
    concentration=Arg("mol/m**3", 0.0, 1500.0, "solute per volume of solution", show="mmol/L", domain=(0.0, 1e5)),
    solute_molar_mass=Arg("kg/mol", 0.02, 1.0, "molar mass of the solute", show="g/mol", domain=(0.0, 1e3)),
    solute_specific_volume=Arg("m**3/kg", 2e-4, 1e-3, "volume taken by a mass of solute", show="mL/g", domain=(0.0, 1.0)),
    particles=Arg("", 1.0, 4.0, "dissolved particles per formula unit", domain=(0.0, 100.0), default=1.0),
    osmotic_coefficient=Arg("", 0.85, 1.1, "osmotic coefficient", domain=(0.0, 10.0), default=1.0),
    water_density=Arg("kg/m**3", 980.0, 1000.0, "density of water", show="g/cm**3", domain=(1.0, 1e5), default=997.0),
)
def osmolality(
    *,
    concentration: Number,
    solute_molar_mass: Number,
    solute_specific_volume: Number,
    particles: Number = 1.0,
    osmotic_coefficient: Number = 1.0,
    water_density: Number = 997.0,
) -> Number:
    """Osmolality of a solution of one solute from its molar concentration.

    π = φ ν c / (ρ_w (1 − c M v̄))

    concentration: mol/m³; solute_molar_mass: kg/mol; solute_specific_volume: m³/kg; particles,
    osmotic_coefficient: plain
    numbers; water_density: kg/m³; numbers or arrays.

    Example: 10 % w/v sucrose is 292 mM, and 320 mOsm/kg rather than 292.

    >>> sucrose = {"solute_molar_mass": 0.3423, "solute_specific_volume": 0.618e-3}
    >>> round(1e3 * osmolality(concentration=292.1, osmotic_coefficient=1.025, **sucrose))
    320
    """
    water = water_density * positive(1.0 - concentration * solute_molar_mass * solute_specific_volume)
    return osmotic_coefficient * particles * concentration / water
