"""Buffer substances: their pK_a at a temperature and in salt."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from formulator.chem import constants
from formulator.chem.elementary import larger, log
from formulator.chem.medium import bjerrum_length, debye_length, water_permittivity
from formulator.chem.model import Arg, Choice, Grade, Number, model
from formulator.errors import ModelError

LN10 = math.log(10.0)


class Step(NamedTuple):
    """Loss of one proton: pK_a at 25 °C without salt, enthalpy (J/mol) and change of heat capacity (J/(mol K))."""

    pka: float
    enthalpy: float
    heat_capacity: float


class Buffer(NamedTuple):
    """A buffer substance: charge of the form with the most protons, and its steps."""

    charge: int
    steps: tuple[Step, ...]


BUFFERS: Mapping[str, Buffer] = {
    "acetate": Buffer(0, (Step(4.756, -410.0, -142.0),)),
    "citrate": Buffer(0, (Step(3.128, 4070.0, -131.0), Step(4.761, 2230.0, -178.0), Step(6.396, -3380.0, -254.0))),
    "HEPES": Buffer(0, (Step(7.564, 20400.0, 47.0),)),
    "histidine": Buffer(2, (Step(1.54, 3600.0, 0.0), Step(6.07, 29500.0, 176.0), Step(9.34, 43800.0, -233.0))),
    "MES": Buffer(0, (Step(6.270, 14800.0, 5.0),)),
    "MOPS": Buffer(0, (Step(7.184, 21100.0, 25.0),)),
    "phosphate": Buffer(0, (Step(2.148, -8000.0, -141.0), Step(7.198, 3600.0, -230.0), Step(12.35, 16000.0, -242.0))),
    "succinate": Buffer(0, (Step(4.207, 3000.0, -121.0), Step(5.636, -500.0, -217.0))),
    "Tris": Buffer(1, (Step(8.072, 47450.0, -59.0),)),
}
"""Evaluated constants of Goldberg, Kishore and Lennen; zwitterions count as uncharged."""

WATER = Step(13.995, 55815.0, -224.0)
REFERENCE_TEMPERATURE = 298.15
_DAVIES = 0.3


def step_names(buffer: str) -> tuple[str, ...]:
    """Names of the steps of a buffer: its own when there is one, 'citrate 1' and so on when there are more."""
    count = len(BUFFERS[buffer].steps)
    return (buffer,) if count == 1 else tuple(f"{buffer} {place}" for place in range(1, count + 1))


_STEPS = {name: (buffer, place) for buffer in BUFFERS for place, name in enumerate(step_names(buffer))}


def pka_at_temperature(step: Step, temperature: Number) -> Number:
    """pK at a temperature without salt, from enthalpy and heat capacity at 25 °C."""
    ratio = REFERENCE_TEMPERATURE / temperature
    change = step.enthalpy * (ratio - 1.0) / REFERENCE_TEMPERATURE + step.heat_capacity * (1.0 - ratio + log(ratio))
    return step.pka + change / (constants.GAS_CONSTANT * LN10)


def shielding_of(ionic_strength: Number, temperature: Number) -> Number:
    """−log₁₀ γ of a monovalent ion (Davies); ions of charge z have z² times as much."""
    strength = larger(ionic_strength, 1e-12 * constants.STANDARD_CONCENTRATION)
    permittivity: Number = water_permittivity.si(temperature=temperature)
    bjerrum: Number = bjerrum_length.si(temperature=temperature, relative_permittivity=permittivity)
    debye: Number = debye_length.si(temperature=temperature, relative_permittivity=permittivity, ionic_strength=strength)
    relative = strength / constants.STANDARD_CONCENTRATION
    root = relative**0.5
    # A √I is ℓ_B / (2 λ_D ln 10).
    slope = bjerrum / (2.0 * debye * LN10) / root
    return slope * (root / (1.0 + root) - _DAVIES * relative)


TEMPERATURE = Arg("K", 273.15, 333.15, "temperature", show="degC", domain=(253.15, 383.15))
_STRENGTH = Arg("mol/m**3", 0.0, 500.0, "ionic strength", show="mmol/L", domain=(0.0, 2000.0))
SOURCES = ("goldberg2002", "davies1962")
ASSUMES = ("activity of ions by Davies' equation", "no ion pairs", "no carbon dioxide from the air")
DAVIES_VALID = (
    "Up to about 0.3 M of salt; pH within 0.1 of an electrode. Constants were recalled from an evaluated collection.",
    "Citrate and phosphate bind calcium and magnesium, which is not counted.",
)


@model(
    "",
    grade=Grade.FIT,
    equation="pK(T, I) = pK₂₅ + [ΔH (1/T − 1/θ) + ΔC_p (1 − θ/T + ln θ/T)] / (R ln 10) + (2z − 1) A [√I/(1 + √I) − 0.3 I]",
    tex=r"\mathrm{p}K = \mathrm{p}K_\theta + \frac{\Delta H(1/T-1/\theta) + \Delta C_p(1-\theta/T+\ln\theta/T)}{R\ln 10}"
    r" + (2z-1)A\left[\frac{\sqrt I}{1+\sqrt I}-0.3I\right]",
    sources=SOURCES,
    assumes=ASSUMES,
    valid=DAVIES_VALID,
    empirical=True,
    buffer_step=Choice(tuple(_STEPS), "the buffer, with the number of the proton it loses"),
    temperature=TEMPERATURE,
    ionic_strength=_STRENGTH,
)
def buffer_pka(*, buffer_step: str, temperature: Number, ionic_strength: Number) -> Number:
    """Apparent pK_a of a buffer at a temperature and ionic strength: the pH at which both forms are equally concentrated.

    pK(T, I) = pK₂₅ + [ΔH (1/T − 1/θ) + ΔC_p (1 − θ/T + ln(θ/T))] / (R ln 10) + (2z − 1) A [√I/(1 + √I) − 0.3 I]

    buffer_step: a word such as 'HEPES' or 'phosphate 2'; temperature: K; ionic_strength: mol/m³; numbers or arrays.

    Notes: θ is 25 °C, z the charge of the acid form, A = 0.51 at 25 °C. Tris falls by 0.028 a degree: set at 25 °C to
    7.4 it is 7.1 at 37 °C.

    Example: second step of phosphate at 25 °C in 170 mM; 6.8 is in common use.

    >>> round(buffer_pka(buffer_step="phosphate 2", temperature=298.15, ionic_strength=170.0), 2)
    6.83

    References: Goldberg, Kishore and Lennen, J. Phys. Chem. Ref. Data 2002, 31, 231, doi:10.1063/1.1416902.
    """
    if buffer_step not in _STEPS:
        raise ModelError(f"No constants are known for '{buffer_step}'. Known: {', '.join(_STEPS)}.")
    buffer, place = _STEPS[buffer_step]
    system = BUFFERS[buffer]
    acid = system.charge - place
    return pka_at_temperature(system.steps[place], temperature) + (2 * acid - 1) * shielding_of(ionic_strength, temperature)
