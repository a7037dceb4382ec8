"""Making particles: mixers, growth by precipitation, drops, streams, and getting rid of the solvent."""

from __future__ import annotations

import math

from formulator.chem import constants
from formulator.chem.model import Arg, Grade, Number, model

_TEMPERATURE = Arg("K", 273.15, 333.15, "temperature", show="degC", domain=(1.0, 1e4))
_VISCOSITY = Arg("Pa*s", 2e-4, 1e-2, "viscosity of the mixture", show="mPa*s", domain=(1e-9, 1e6))
_POLYMER_DENSITY = Arg("kg/m**3", 900.0, 1500.0, "density of the polymer", show="g/cm**3", domain=(1.0, 1e5))
_CONCENTRATION = Arg("kg/m**3", 0.1, 50.0, "polymer per volume when growth stops", show="mg/mL", domain=(1e-12, 1e5))


@model(
    "",
    grade=Grade.LAW,
    equation="Re = 4 ρ Q / (π η d)",
    tex=r"\mathrm{Re} = \frac{4\rho Q}{\pi\eta d}",
    sources=("johnson2003", "liu2008", "hao2020"),
    assumes=("one round inlet", "Newtonian liquid"),
    valid=(
        "Exact for one jet. Confined impinging jets mix well above about 1300, multi-inlet vortex mixers (sum over the "
        "inlets) above 1600–3000: published rules, not verified here. A simulation of all eddies finds very good mixing of "
        "cylindrical impinging jets at 600 already (abstract read), so 1300 errs to the safe side.",
    ),
    jet_diameter=Arg("m", 1e-4, 1e-2, "inner diameter of the inlet", show="mm", domain=(1e-9, 10.0)),
    flow_rate=Arg("m**3/s", 1e-9, 1e-4, "flow through this inlet", show="mL/min", domain=(0.0, 1e3)),
    density=Arg("kg/m**3", 600.0, 1600.0, "density of the liquid", show="g/cm**3", domain=(1e-3, 1e5)),
    viscosity=Arg("Pa*s", 2e-4, 1e-1, "viscosity of the liquid", show="mPa*s", domain=(1e-9, 1e6)),
)
def jet_reynolds_number(*, jet_diameter: Number, flow_rate: Number, density: Number, viscosity: Number) -> Number:
    """Reynolds number of one inlet of a mixer.

    Re = ρ v d / η = 4 ρ Q / (π η d)

    jet_diameter: m; flow_rate: m³/s; density: kg/m³; viscosity: Pa·s; numbers or arrays.

    Example: acetone (786 kg/m³, 0.36 mPa·s), 40 mL/min through 0.5 mm.

    >>> number = jet_reynolds_number(
    ...     jet_diameter=0.5e-3, flow_rate=40e-6 / 60, density=786.0, viscosity=0.36e-3
    ... )
    >>> round(number, 1)
    3706.5

    References: Johnson and Prud'homme, AIChE J. 2003, 49, 2264, doi:10.1002/aic.690490905.
    """
    return 4.0 * density * flow_rate / (math.pi * viscosity * jet_diameter)


@model(
    "m",
    show="nm",
    grade=Grade.INDEX,
    equation="d = (6V/π)^(1/3), V = (4kT/3η) φ τ, φ = c/ρ",
    tex=r"d = \left(\frac{6V}{\pi}\right)^{1/3},\quad V = \frac{4kT}{3\eta}\,\frac{c}{\rho}\,\tau",
    sources=("smoluchowski1917", "stepanyan2012", "lebouille2014"),
    assumes=("every collision fuses", "all polymer is in particles", "growth stops at once after the growth time"),
    valid=(
        "A ranking: nobody measures the growth time. Anchored on one of your batches it becomes an estimate "
        "(factor 1.9 for nine papers in ten).",
        "The concentration is the one at which growth stops, which is above the final, diluted one.",
        "Published exponents on the mixing time lie between 1/6 and 1/3.",
    ),
    temperature=_TEMPERATURE,
    viscosity=_VISCOSITY,
    polymer_concentration_at_arrest=_CONCENTRATION,
    polymer_density=_POLYMER_DENSITY,
    growth_time=Arg("s", 1e-3, 10.0, "time from mixing until growth stops", show="s", domain=(1e-12, 1e9)),
)
def precipitation_diameter(
    *,
    temperature: Number,
    viscosity: Number,
    polymer_concentration_at_arrest: Number,
    polymer_density: Number,
    growth_time: Number,
) -> Number:
    """Diameter of particles that grow by fusing whenever they meet, until a growth time is over.

    d = (6V/π)^(1/3), V = (4kT/3η) φ τ, φ = c/ρ

    temperature: K; viscosity: Pa·s; polymer_concentration_at_arrest, polymer_density: kg/m³; growth_time: s; numbers or
    arrays.

    Notes: Smoluchowski's rate 8kT/3η for particles of one size keeps the volume fraction and lets the mean volume grow
    linearly in time. The volume grows with the polymer concentration and does not depend on the molar mass, as
    published
    precipitation experiments find.

    Example: 0.5 mg/mL, 0.1 s, 25 °C, in nm.

    >>> diameter = precipitation_diameter(
    ...     temperature=298.15, viscosity=0.89002e-3, polymer_concentration_at_arrest=0.5, polymer_density=1250.0,
    ...     growth_time=0.1,
    ... )
    >>> round(1e9 * diameter, 3)
    77.811

    References: von Smoluchowski, Z. Phys. Chem. 1917, 92, 129; Stepanyan, Lebouille, Slot, Tuinier and Stuart,
    Phys. Rev.
    Lett. 2012, 109, 138301, doi:10.1103/PhysRevLett.109.138301.
    """
    fraction = polymer_concentration_at_arrest / polymer_density
    volume = 4.0 * constants.BOLTZMANN * temperature / (3.0 * viscosity) * fraction * growth_time
    diameter: Number = (6.0 / math.pi * volume) ** (1.0 / 3.0)
    return diameter


@model(
    "s",
    grade=Grade.INDEX,
    equation="τ = (π d³/6) · 3η / (4kT φ), φ = c/ρ",
    tex=r"\tau = \frac{\pi d^3}{6}\cdot\frac{3\eta}{4kT}\cdot\frac{\rho}{c}",
    sources=("smoluchowski1917", "stepanyan2012"),
    assumes=("every collision fuses", "all polymer is in particles"),
    valid=("Turns one measured size into the growth time that the precipitation model needs; only good for that.",),
    temperature=_TEMPERATURE,
    viscosity=_VISCOSITY,
    polymer_concentration_at_arrest=_CONCENTRATION,
    polymer_density=_POLYMER_DENSITY,
    diameter=Arg("m", 1e-8, 1e-6, "measured diameter of the particles", show="nm", domain=(1e-12, 1.0)),
)
def growth_time(
    *,
    temperature: Number,
    viscosity: Number,
    polymer_concentration_at_arrest: Number,
    polymer_density: Number,
    diameter: Number,
) -> Number:
    """Growth time that explains a measured diameter; the inverse of `precipitation_diameter`.

    τ = (π d³/6) · 3η / (4kT φ), φ = c/ρ

    temperature: K; viscosity: Pa·s; polymer_concentration_at_arrest, polymer_density: kg/m³; diameter: m; numbers
    or arrays.

    Example: the inverse of the example of `precipitation_diameter`.

    >>> time = growth_time(
    ...     temperature=298.15, viscosity=0.89002e-3, polymer_concentration_at_arrest=0.5, polymer_density=1250.0,
    ...     diameter=77.81073e-9,
    ... )
    >>> round(time, 6)
    0.1
    """
    fraction = polymer_concentration_at_arrest / polymer_density
    volume = math.pi / 6.0 * diameter**3
    return volume * 3.0 * viscosity / (4.0 * constants.BOLTZMANN * temperature * fraction)


@model(
    "m",
    show="nm",
    grade=Grade.RULE_OF_THUMB,
    equation="d = d_ref (c/c_ref)^(1/3) (τ/τ_ref)^q",
    tex=r"d = d_\mathrm{ref}\left(\frac{c}{c_\mathrm{ref}}\right)^{1/3}"
    r"\left(\frac{\tau}{\tau_\mathrm{ref}}\right)^{q}",
    sources=("stepanyan2012", "lebouille2014", "kessler2016"),
    assumes=("same polymer, solvent and mixer as the measured batch", "size set by diffusion-limited fusion"),
    valid=("Near your own measured batch; the exponent on the mixing time lies between 1/6 and 1/3.",),
    reference_diameter=Arg("m", 1e-8, 1e-6, "diameter of your measured batch", show="nm", domain=(1e-12, 1.0)),
    concentration=Arg("kg/m**3", 0.1, 50.0, "polymer concentration planned", show="mg/mL", domain=(1e-12, 1e5)),
    reference_concentration=Arg("kg/m**3", 0.1, 50.0, "polymer concentration of your batch", show="mg/mL", domain=(1e-12, 1e5)),
    mixing_time=Arg("s", 1e-3, 10.0, "mixing time planned", show="s", domain=(1e-12, 1e9)),
    reference_mixing_time=Arg("s", 1e-3, 10.0, "mixing time of your batch", show="s", domain=(1e-12, 1e9)),
    exponent=Arg("", 1.0 / 6.0, 1.0 / 3.0, "exponent on the mixing time", domain=(0.0, 1.0), default=0.25),
)
def scaled_precipitation_diameter(
    *,
    reference_diameter: Number,
    concentration: Number,
    reference_concentration: Number,
    mixing_time: Number,
    reference_mixing_time: Number,
    exponent: Number = 0.25,
) -> Number:
    """Diameter after a change of concentration or mixing time, scaled from one measured batch.

    d = d_ref (c/c_ref)^(1/3) (τ/τ_ref)^q

    reference_diameter: m; concentrations: kg/m³; times: s; exponent: plain number; numbers or arrays.

    Example: eight times the concentration doubles the diameter, in nm.

    >>> diameter = scaled_precipitation_diameter(
    ...     reference_diameter=80e-9, concentration=8.0, reference_concentration=1.0, mixing_time=0.1,
    ...     reference_mixing_time=0.1,
    ... )
    >>> round(1e9 * diameter, 6)
    160.0

    References: Stepanyan et al., Phys. Rev. Lett. 2012, 109, 138301, doi:10.1103/PhysRevLett.109.138301.
    """
    by_concentration: Number = (concentration / reference_concentration) ** (1.0 / 3.0)
    by_time: Number = (mixing_time / reference_mixing_time) ** exponent
    return reference_diameter * by_concentration * by_time


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="d = d_drop (c/ρ)^(1/3)",
    tex=r"d = d_\mathrm{drop}\,(c/\rho)^{1/3}",
    sources=("massbalance",),
    assumes=("each drop dries to one dense particle", "no drops merge"),
    valid=("Exact for dense particles; porous ones are larger.",),
    drop_diameter=Arg("m", 5e-8, 1e-4, "diameter of the emulsion drop", show="nm", domain=(1e-12, 1.0)),
    concentration=Arg("kg/m**3", 1.0, 300.0, "solids per volume of drop", show="mg/mL", domain=(1e-12, 1e5)),
    density=_POLYMER_DENSITY,
)
def dried_drop_diameter(*, drop_diameter: Number, concentration: Number, density: Number) -> Number:
    """Diameter of the particle that an emulsion drop leaves when its solvent has gone.

    d = d_drop (c/ρ)^(1/3)

    drop_diameter: m; concentration, density: kg/m³; numbers or arrays.

    Example: drops of 400 nm with 20 mg/mL, in nm.

    >>> round(1e9 * dried_drop_diameter(drop_diameter=400e-9, concentration=20.0, density=1250.0), 2)
    100.79
    """
    shrinkage: Number = (concentration / density) ** (1.0 / 3.0)
    return drop_diameter * shrinkage


_TOTAL_FLOW = Arg("m**3/s", 1e-10, 1e-4, "both streams together", show="mL/min", domain=(0.0, 1e3))
_FLOW_RATIO = Arg("", 0.5, 20.0, "aqueous flow / organic flow", domain=(0.0, 1e6))


@model(
    "m**3/s",
    show="mL/min",
    grade=Grade.LAW,
    equation="Q_aq = Q r / (1 + r)",
    tex=r"Q_\mathrm{aq} = \frac{Q\,r}{1+r}",
    sources=("massbalance",),
    assumes=("ratio means aqueous : organic",),
    valid=("Exact.",),
    total_flow_rate=_TOTAL_FLOW,
    flow_rate_ratio=_FLOW_RATIO,
)
def aqueous_flow_rate(*, total_flow_rate: Number, flow_rate_ratio: Number) -> Number:
    """Flow of the aqueous stream, from the total flow and the flow rate ratio.

    Q_aq = Q r / (1 + r)

    total_flow_rate: m³/s; flow_rate_ratio: plain number, aqueous / organic; numbers or arrays.

    Example: 12 mL/min at 3:1, in mL/min.

    >>> round(60e6 * aqueous_flow_rate(total_flow_rate=12e-6 / 60, flow_rate_ratio=3.0), 6)
    9.0
    """
    return total_flow_rate * flow_rate_ratio / (1.0 + flow_rate_ratio)


@model(
    "m**3/s",
    show="mL/min",
    grade=Grade.LAW,
    equation="Q_org = Q / (1 + r)",
    tex=r"Q_\mathrm{org} = \frac{Q}{1+r}",
    sources=("massbalance",),
    assumes=("ratio means aqueous : organic",),
    valid=("Exact.",),
    total_flow_rate=_TOTAL_FLOW,
    flow_rate_ratio=_FLOW_RATIO,
)
def organic_flow_rate(*, total_flow_rate: Number, flow_rate_ratio: Number) -> Number:
    """Flow of the organic stream, from the total flow and the flow rate ratio.

    Q_org = Q / (1 + r)

    total_flow_rate: m³/s; flow_rate_ratio: plain number, aqueous / organic; numbers or arrays.

    Example: 12 mL/min at 3:1, in mL/min.

    >>> round(60e6 * organic_flow_rate(total_flow_rate=12e-6 / 60, flow_rate_ratio=3.0), 6)
    3.0
    """
    return total_flow_rate / (1.0 + flow_rate_ratio)


_ORGANIC = Arg("m**3", 1e-8, 1.0, "volume of the organic phase", show="mL", domain=(0.0, 1e6))
_AQUEOUS = Arg("m**3", 1e-8, 1.0, "volume of the aqueous phase", show="mL", domain=(1e-15, 1e6))


@model(
    "",
    show="vol%",
    grade=Grade.LAW,
    equation="x = V_org / (V_org + V_aq)",
    tex=r"x = \frac{V_\mathrm{org}}{V_\mathrm{org} + V_\mathrm{aq}}",
    sources=("massbalance",),
    assumes=("volumes before mixing add",),
    valid=("Exact as mixed; ethanol–water and the like shrink by up to 4 % on mixing, which is not counted.",),
    organic_volume=_ORGANIC,
    aqueous_volume=_AQUEOUS,
)
def organic_volume_fraction(*, organic_volume: Number, aqueous_volume: Number) -> Number:
    """Share of organic solvent in the mixture, by volumes before mixing.

    x = V_org / (V_org + V_aq)

    organic_volume, aqueous_volume: m³; numbers or arrays.

    Example: 1 mL into 3 mL.

    >>> organic_volume_fraction(organic_volume=1e-6, aqueous_volume=3e-6)
    0.25
    """
    return organic_volume / (organic_volume + aqueous_volume)


@model(
    "kg/m**3",
    show="mg/mL",
    grade=Grade.LAW,
    equation="c = m / (V_org + V_aq)",
    tex=r"c = \frac{m}{V_\mathrm{org} + V_\mathrm{aq}}",
    sources=("massbalance",),
    assumes=("volumes before mixing add", "nothing lost to walls or filters"),
    valid=("Exact before washing or evaporation.",),
    mass=Arg("kg", 1e-9, 10.0, "mass dissolved", show="mg", domain=(0.0, 1e6)),
    organic_volume=_ORGANIC,
    aqueous_volume=_AQUEOUS,
)
def mixed_concentration(*, mass: Number, organic_volume: Number, aqueous_volume: Number) -> Number:
    """Concentration after both phases are mixed.

    c = m / (V_org + V_aq)

    mass: kg; organic_volume, aqueous_volume: m³; numbers or arrays.

    Example: 10 mg in 1 mL into 9 mL, in mg/mL.

    >>> round(mixed_concentration(mass=10e-6, organic_volume=1e-6, aqueous_volume=9e-6), 9)
    1.0
    """
    return mass / (organic_volume + aqueous_volume)


@model(
    "m**3",
    show="mL",
    grade=Grade.LAW,
    equation="V = m / c",
    tex=r"V = m / c",
    sources=("massbalance",),
    assumes=("concentration is mass per volume of solution",),
    valid=("Exact.",),
    mass=Arg("kg", 1e-12, 10.0, "mass wanted", show="mg", domain=(0.0, 1e6)),
    concentration=Arg("kg/m**3", 1e-3, 1000.0, "concentration of the stock", show="mg/mL", domain=(1e-15, 1e6)),
)
def stock_volume(*, mass: Number, concentration: Number) -> Number:
    """Volume of a stock solution that holds a mass.

    V = m / c

    mass: kg; concentration: kg/m³ (the same figure in mg/mL); numbers or arrays.

    Example: 5 mg from 20 mg/mL, in mL.

    >>> round(1e6 * stock_volume(mass=5e-6, concentration=20.0), 9)
    0.25
    """
    return mass / concentration
