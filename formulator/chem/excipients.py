"""Sugars, glycerol and proteins in the medium: how they thicken it, what that does to DLS, and how much makes it isotonic."""

from __future__ import annotations

from collections.abc import Mapping

from formulator.chem.elementary import exp, positive, smaller
from formulator.chem.medium import water_viscosity
from formulator.chem.model import Arg, Choice, Grade, Number, model
from formulator.errors import ModelError

CROWDING = 0.35
_STONE = 600.0
"""ln η/η₀ of what no longer flows in any sense; stopping here keeps the power within floating point."""

EXCIPIENTS: Mapping[str, float] = {
    "albumin": 3.9e-3,
    "glucose": 2.6e-3,
    "glycerol": 2.25e-3,
    "immunoglobulin G": 6.3e-3,
    "sucrose": 2.5e-3,
    "trehalose": 2.5e-3,
}
"""Intrinsic viscosity in water, m³/kg. Recalled handbook values; the sugars and glycerol reproduce tabulated viscosities at 20 °C within
2 % up to 20 wt%."""

_VISCOSITY = Arg("Pa*s", 2e-4, 1e-2, "viscosity of the medium without it", show="mPa*s", domain=(1e-9, 1e6))
_CONCENTRATION = Arg("kg/m**3", 0.0, 220.0, "mass of solute per volume of solution", show="mg/mL", domain=(0.0, 1e4))
_CROWDED = Arg("", 0.3, 0.5, "crowding constant", domain=(0.0, 5.0), default=CROWDING)
_MOONEY = ("solutes do not bind each other", "Newtonian liquid")


@model(
    "Pa*s",
    show="mPa*s",
    grade=Grade.FIT,
    equation="η = η₀ exp{[η] c / (1 − k [η] c)}",
    tex=r"\eta = \eta_0\exp\frac{[\eta]c}{1-k[\eta]c}",
    sources=("mooney1951", "ross1977"),
    assumes=_MOONEY,
    valid=(
        "Sugars and glycerol to 20 wt% within 2 % with k = 0.35, proteins to some 100 mg/mL with k = 0.35–0.5.",
        "Coils (PEG, hyaluronate) need their own intrinsic viscosity, which grows with molar mass.",
    ),
    none="no value = so much solute that the law has no flow left",
    viscosity=_VISCOSITY,
    concentration=_CONCENTRATION,
    intrinsic_viscosity=Arg(
        "m**3/kg", 2e-3, 1e-2, "intrinsic viscosity (sucrose 2.5, albumin 3.9, IgG 6.3 mL/g)", show="mL/g", domain=(0.0, 10.0)
    ),
    crowding=_CROWDED,
)
def solution_viscosity(*, viscosity: Number, concentration: Number, intrinsic_viscosity: Number, crowding: Number = CROWDING) -> Number:
    """Viscosity of a medium with a sugar, glycerol or protein in it.

    η = η₀ exp{[η] c / (1 − k [η] c)}

    viscosity: Pa·s; concentration: kg/m³ (the same figure in mg/mL); intrinsic_viscosity: m³/kg; crowding: plain number;
    numbers or arrays.

    Example: 10 wt% sucrose (103.8 mg/mL) at 20 °C, in mPa·s; tabulated 1.336.

    >>> eta = solution_viscosity(viscosity=1.0016e-3, concentration=103.8, intrinsic_viscosity=2.5e-3)
    >>> round(1e3 * eta, 2)
    1.33

    References: Mooney, J. Colloid Sci. 1951, 6, 162, doi:10.1016/0095-8522(51)90036-0; Ross and Minton, Biochem. Biophys.
    Res. Commun. 1977, 76, 971, doi:10.1016/0006-291X(77)90950-0.
    """
    volume = intrinsic_viscosity * concentration
    power = volume / positive(1.0 - crowding * volume)
    return viscosity * exp(smaller(power, _STONE))


@model(
    "Pa*s",
    show="mPa*s",
    grade=Grade.FIT,
    equation="η = η_water(T) exp{[η] c / (1 − 0.35 [η] c)}",
    tex=r"\eta = \eta_\mathrm{water}(T)\exp\frac{[\eta]c}{1-0.35[\eta]c}",
    sources=("mooney1951", "ross1977", "patek2009"),
    assumes=(*_MOONEY, "one solute in water", "the same thickening at every temperature"),
    valid=(
        "Sugars and glycerol to 20 wt% within 2 % at 20 °C and 4 % from 5 to 40 °C; proteins within 10 % to 100 mg/mL.",
        "Intrinsic viscosities recalled from handbooks.",
    ),
    empirical=True,
    none="no value = so much solute that the law has no flow left",
    excipient=Choice(tuple(EXCIPIENTS), "the solute"),
    concentration=_CONCENTRATION,
    temperature=Arg("K", 278.15, 313.15, "temperature of the medium", show="degC", domain=(253.15, 383.15)),
)
def excipient_viscosity(*, excipient: str, concentration: Number, temperature: Number) -> Number:
    """Viscosity of water with a common excipient or protein.

    η = η_water(T) exp{[η] c / (1 − 0.35 [η] c)}

    excipient: a word; concentration: kg/m³ (the same figure in mg/mL); temperature: K; numbers or arrays.

    Example: 5 % w/v glucose at 25 °C, in mPa·s.

    >>> round(1e3 * excipient_viscosity(excipient="glucose", concentration=50.0, temperature=298.15), 2)
    1.02

    References: Mooney, J. Colloid Sci. 1951, 6, 162, doi:10.1016/0095-8522(51)90036-0.
    """
    if excipient not in EXCIPIENTS:
        raise ModelError(f"No values are known for the excipient '{excipient}'. Known: {', '.join(EXCIPIENTS)}.")
    thickening = EXCIPIENTS[excipient]
    water: Number = water_viscosity.si(temperature=temperature)
    eta: Number = solution_viscosity.si(viscosity=water, concentration=concentration, intrinsic_viscosity=thickening)
    return eta


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="d_shown = d η / η_set",
    tex=r"d_\mathrm{shown} = d\,\frac{\eta}{\eta_\mathrm{set}}",
    sources=("einstein1905",),
    assumes=("the instrument divides by the viscosity that was entered",),
    valid=("Exact for dilute samples: 10 wt% sucrose measured as water reads a third too large.",),
    hydrodynamic_diameter=Arg("m", 1e-9, 1e-5, "true hydrodynamic diameter", show="nm", domain=(1e-12, 1.0)),
    viscosity=Arg("Pa*s", 2e-4, 1e-2, "viscosity of the sample's medium", show="mPa*s", domain=(1e-9, 1e6)),
    assumed_viscosity=Arg("Pa*s", 2e-4, 1e-2, "viscosity set on the instrument", show="mPa*s", domain=(1e-9, 1e6)),
)
def apparent_diameter(*, hydrodynamic_diameter: Number, viscosity: Number, assumed_viscosity: Number) -> Number:
    """Diameter that DLS shows when the viscosity set on it is not that of the sample.

    d_shown = d η / η_set

    hydrodynamic_diameter: m; viscosity, assumed_viscosity: Pa·s; numbers or arrays.

    Notes: the way back is the same call with the two viscosities exchanged.

    Example: 100 nm in 10 % sucrose (1.19 mPa·s) measured as water (0.89 mPa·s), in nm.

    >>> shown = apparent_diameter(hydrodynamic_diameter=100e-9, viscosity=1.19e-3, assumed_viscosity=0.89e-3)
    >>> round(1e9 * shown, 1)
    133.7
    """
    return hydrodynamic_diameter * viscosity / assumed_viscosity


@model(
    "kg/m**3",
    show="mg/mL",
    grade=Grade.LAW,
    equation="c = M Π ρ_w / (φ ν + Π ρ_w M v̄), Π = Π_wanted − Π_rest",
    tex=r"c = \frac{M\,\Pi\rho_w}{\phi\nu + \Pi\rho_w M\bar v},\quad \Pi = \Pi_\mathrm{wanted}-\Pi_\mathrm{rest}",
    sources=("massbalance",),
    assumes=("osmolalities of the solute and of the rest add", "its specific volume does not change with concentration"),
    valid=("Exact bookkeeping; the osmotic coefficient is data (1.02–1.03 for 0.3 mol/kg sucrose, 0.93 for NaCl).",),
    osmolality=Arg("Osm/kg", 0.2, 0.4, "osmolality wanted (blood 280–310 mOsm/kg)", show="mOsm/kg", domain=(0.0, 10.0)),
    solute_molar_mass=Arg("kg/mol", 0.02, 1.0, "molar mass of the solute", show="g/mol", domain=(1e-3, 1e3)),
    solute_specific_volume=Arg("m**3/kg", 2e-4, 1e-3, "volume taken by a mass of solute", show="mL/g", domain=(0.0, 1.0)),
    other_osmolality=Arg("Osm/kg", 0.0, 0.3, "osmolality of all the rest", show="mOsm/kg", domain=(0.0, 10.0), default=0.0),
    particles=Arg("", 1.0, 4.0, "dissolved particles per formula unit", domain=(0.01, 100.0), default=1.0),
    osmotic_coefficient=Arg("", 0.85, 1.1, "osmotic coefficient", domain=(0.01, 10.0), default=1.0),
    water_density=Arg("kg/m**3", 980.0, 1000.0, "density of water", show="g/cm**3", domain=(1.0, 1e5), default=997.0),
)
def tonicity_excipient(
    *,
    osmolality: Number,
    solute_molar_mass: Number,
    solute_specific_volume: Number,
    other_osmolality: Number = 0.0,
    particles: Number = 1.0,
    osmotic_coefficient: Number = 1.0,
    water_density: Number = 997.0,
) -> Number:
    """Solute to add for a wanted osmolality; the inverse of `osmolality`. Negative: the rest alone is too much.

    c = M Π ρ_w / (φ ν + Π ρ_w M v̄), Π = Π_wanted − Π_rest

    osmolality, other_osmolality: Osm/kg; solute_molar_mass: kg/mol; solute_specific_volume: m³/kg; particles,
    osmotic_coefficient: plain numbers; water_density: kg/m³; numbers or arrays.

    Example: sucrose for 290 mOsm/kg, in mg/mL (9.1 % w/v).

    >>> sucrose = {"solute_molar_mass": 0.3423, "solute_specific_volume": 0.618e-3}
    >>> round(tonicity_excipient(osmolality=0.290, osmotic_coefficient=1.025, **sucrose), 1)
    91.1
    """
    missing = (osmolality - other_osmolality) * water_density
    taken = missing * solute_molar_mass * solute_specific_volume
    return solute_molar_mass * missing / positive(osmotic_coefficient * particles + taken)
