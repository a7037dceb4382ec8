"""Solutions of buffers: pH, ionic strength and capacity of what was weighed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from formulator.chem import constants
from formulator.chem.buffers import (
    ASSUMES,
    BUFFERS,
    DAVIES_VALID,
    LN10,
    SOURCES,
    TEMPERATURE,
    WATER,
    pka_at_temperature,
    shielding_of,
)
from formulator.chem.elementary import exp, larger
from formulator.chem.model import Arg, Choice, Grade, Number, model
from formulator.chem.numeric import magnitude, rising_root, settled
from formulator.errors import ModelError

_ROUNDS = 60
_CLOSE = 1e-12
"""Relative change below which pH and ionic strength no longer move."""


class Composition(NamedTuple):
    """A solution at equilibrium: pH, ionic strength, strong cations less strong anions beside the added salt, both in mol/m³."""

    ph: Number
    ionic_strength: Number
    strong_ions: Number


Components = Sequence[tuple[str, Number]]


class _Species(NamedTuple):
    charge: Number
    squares: Number
    spread: Number


def _species(components: Components, ph: Number, temperature: Number, shielding: Number) -> _Species:
    """Σ c z̄, Σ c ⟨z²⟩ and Σ c var(z) of all buffers at a pH."""
    charge = squares = spread = 0.0 * (ph + temperature + shielding)
    for name, concentration in components:
        system = BUFFERS[name]
        powers: list[Number] = [0.0 * (ph + temperature + shielding)]
        for place, step in enumerate(system.steps):
            acid = system.charge - place
            pka = pka_at_temperature(step, temperature) + (2 * acid - 1) * shielding
            powers.append(powers[-1] + LN10 * (ph - pka))
        top = powers[0]
        for power in powers[1:]:
            top = larger(top, power)
        weights = [exp(power - top) for power in powers]
        total = sum(weights[1:], start=weights[0])
        mean: Number = sum(((system.charge - k) * w for k, w in enumerate(weights)), start=0.0) / total
        square: Number = sum(((system.charge - k) ** 2 * w for k, w in enumerate(weights)), start=0.0) / total
        charge = charge + concentration * mean
        squares = squares + concentration * square
        spread = spread + concentration * (square - mean * mean)
    return _Species(charge, squares, spread)


def _water(ph: Number, temperature: Number, shielding: Number) -> tuple[Number, Number]:
    """Concentrations of H⁺ and OH⁻."""
    free = exp(LN10 * shielding)
    protons = constants.STANDARD_CONCENTRATION * exp(-LN10 * ph) * free
    return protons, constants.STANDARD_CONCENTRATION * exp(LN10 * (ph - pka_at_temperature(WATER, temperature))) * free


def _checked(components: Components) -> Components:
    for name, _ in components:
        if name not in BUFFERS:
            raise ModelError(f"No constants are known for the buffer '{name}'. Known: {', '.join(BUFFERS)}.")
    return components


def buffer_at_ph(*, components: Components, ph: Number, temperature: Number, salt: Number = 0.0) -> Composition:
    """Ionic strength of buffers brought to a pH with a strong acid or base, with a 1:1 salt beside.

    I = ½ Σ c z² over all species, counter-ions and H⁺, OH⁻ counted; pK_a in that salt (Davies), found together

    components: (name of BUFFERS, concentration in mol/m³) of each; ph; temperature: K; salt: mol/m³; numbers or arrays.

    Example: phosphate-buffered saline, 11.8 mM phosphate with 139.7 mM of NaCl and KCl at pH 7.4, 25 °C, in mM.

    >>> pbs = buffer_at_ph(components=[("phosphate", 11.8)], ph=7.4, temperature=298.15, salt=139.7)
    >>> round(pbs.ionic_strength, 1)
    170.1

    References: Goldberg, Kishore and Lennen, J. Phys. Chem. Ref. Data 2002, 31, 231; Davies, Ion Association, 1962.
    """
    _checked(components)
    strength: Number = salt + 0.0 * (ph + temperature)
    strong: Number = strength
    for _ in range(_ROUNDS):
        shielding = shielding_of(strength, temperature)
        found = _species(components, ph, temperature, shielding)
        protons, hydroxide = _water(ph, temperature, shielding)
        strong = hydroxide - protons - found.charge
        following = salt + 0.5 * (found.squares + protons + hydroxide + magnitude(strong))
        step = following - strength
        strength = following
        if settled(step, strength, _CLOSE):
            break
    return Composition(ph + 0.0 * strength, strength, strong)


def buffer_of_composition(*, components: Components, strong_ions: Number, temperature: Number, salt: Number = 0.0) -> Composition:
    """pH and ionic strength of buffers with a known excess of strong cations (Na⁺, K⁺) over strong anions (Cl⁻).

    Σ c z̄(pH) + [H⁺] − [OH⁻] + strong ions = 0, solved together with the ionic strength

    components: (name of BUFFERS, concentration in mol/m³) of each; strong_ions: mol/m³, sodium of the buffer salts and of
    lye less chloride of acid; temperature: K; salt: mol/m³ of 1:1 salt; numbers or arrays.

    Example: 10 mM acetic acid half neutralised, 25 °C.

    >>> half = buffer_of_composition(components=[("acetate", 10.0)], strong_ions=5.0, temperature=298.15)
    >>> round(half.ph, 2), round(half.ionic_strength, 2)
    (4.73, 5.02)
    """
    _checked(components)
    zero: Number = 0.0 * (strong_ions + temperature + salt + sum((amount for _, amount in components), start=0.0))
    strength = salt + magnitude(strong_ions) + zero
    ph = 7.0 + zero
    for _ in range(_ROUNDS):
        shielding = shielding_of(strength, temperature)

        def excess(at: Number, shielding: Number = shielding) -> tuple[Number, Number]:
            found = _species(components, at, temperature, shielding)
            protons, hydroxide = _water(at, temperature, shielding)
            value = hydroxide - protons - found.charge - strong_ions
            return value, LN10 * (found.spread + protons + hydroxide)

        ph = rising_root(excess, -2.0 + zero, 16.0 + zero, ph, tolerance=_CLOSE)
        found = _species(components, ph, temperature, shielding)
        protons, hydroxide = _water(ph, temperature, shielding)
        following = salt + 0.5 * (found.squares + protons + hydroxide + magnitude(strong_ions))
        step = following - strength
        strength = following
        if settled(step, strength, _CLOSE):
            break
    return Composition(ph, strength, strong_ions + zero)


_CONCENTRATION = Arg("mol/m**3", 0.5, 200.0, "buffer substance, all its forms together", show="mmol/L", domain=(0.0, 2000.0))
_PH = Arg("", 2.0, 11.0, "pH as an electrode reads it", domain=(0.5, 14.0))
_SALT = Arg("mol/m**3", 0.0, 300.0, "1:1 salt beside the buffer", show="mmol/L", domain=(0.0, 2000.0), default=0.0)
_BUFFER = Choice(tuple(BUFFERS), "the buffer substance")


@model(
    "mol/m**3",
    show="mmol/L",
    grade=Grade.FIT,
    equation="I = I_salt + ½ Σ c z², counter-ions included",
    tex=r"I = I_\mathrm{salt} + \tfrac{1}{2}\sum_i c_i z_i^2",
    sources=SOURCES,
    assumes=(*ASSUMES, "pH set with a strong acid or base"),
    valid=DAVIES_VALID,
    empirical=True,
    buffer=_BUFFER,
    concentration=_CONCENTRATION,
    ph=_PH,
    temperature=TEMPERATURE,
    salt=_SALT,
)
def buffer_ionic_strength(*, buffer: str, concentration: Number, ph: Number, temperature: Number, salt: Number = 0.0) -> Number:
    """Ionic strength of a buffer at a pH, with salt beside.

    I = I_salt + ½ Σ c z², counter-ions included

    buffer: a word; concentration, salt: mol/m³ (the same figure in mM); ph: plain number; temperature: K; numbers or arrays.

    Example: 10 mM HEPES at pH 7.4, 25 °C, in mM.

    >>> round(buffer_ionic_strength(buffer="HEPES", concentration=10.0, ph=7.4, temperature=298.15), 1)
    4.2

    References: Goldberg, Kishore and Lennen, J. Phys. Chem. Ref. Data 2002, 31, 231, doi:10.1063/1.1416902.
    """
    return buffer_at_ph(components=((buffer, concentration),), ph=ph, temperature=temperature, salt=salt).ionic_strength


@model(
    "",
    grade=Grade.FIT,
    equation="Σ c z̄(pH) + [H⁺] − [OH⁻] + c_strong = 0",
    tex=r"\sum c\,\bar z(\mathrm{pH}) + [\mathrm{H}^+] - [\mathrm{OH}^-] + c_\mathrm{strong} = 0",
    sources=SOURCES,
    assumes=ASSUMES,
    valid=(*DAVIES_VALID, "Count sodium and potassium of the buffer salts and of lye, less chloride of acid; not the added salt."),
    empirical=True,
    buffer=_BUFFER,
    concentration=_CONCENTRATION,
    strong_ions=Arg(
        "mol/m**3", -50.0, 300.0, "strong cations less strong anions, without the salt", show="mmol/L", domain=(-2000.0, 2000.0)
    ),
    temperature=TEMPERATURE,
    salt=_SALT,
)
def buffer_ph(*, buffer: str, concentration: Number, strong_ions: Number, temperature: Number, salt: Number = 0.0) -> Number:
    """pH of a buffer from what was weighed in.

    Σ c z̄(pH) + [H⁺] − [OH⁻] + strong cations − strong anions = 0

    buffer: a word; concentration, strong_ions, salt: mol/m³ (the same figure in mM); temperature: K; numbers or arrays.

    Example: 10 mM Na₂HPO₄ and 1.8 mM KH₂PO₄ (21.8 mM of strong cations) with 139.7 mM salt, 25 °C.

    >>> ph = buffer_ph(
    ...     buffer="phosphate", concentration=11.8, strong_ions=21.8, temperature=298.15, salt=139.7
    ... )
    >>> round(ph, 2)
    7.57

    References: Goldberg, Kishore and Lennen, J. Phys. Chem. Ref. Data 2002, 31, 231, doi:10.1063/1.1416902.
    """
    components = ((buffer, concentration),)
    return buffer_of_composition(components=components, strong_ions=strong_ions, temperature=temperature, salt=salt).ph


@model(
    "",
    grade=Grade.FIT,
    equation="Σ c z̄(pH′, T′) + [H⁺] − [OH⁻] = Σ c z̄(pH, T) + [H⁺] − [OH⁻]",
    tex=r"\sum c\,\bar z(\mathrm{pH}',T') = \sum c\,\bar z(\mathrm{pH},T)",
    sources=SOURCES,
    assumes=ASSUMES,
    valid=DAVIES_VALID,
    empirical=True,
    buffer=_BUFFER,
    concentration=_CONCENTRATION,
    ph=_PH,
    temperature=TEMPERATURE,
    new_temperature=Arg("K", 273.15, 333.15, "temperature of use", show="degC", domain=(253.15, 383.15)),
    salt=_SALT,
)
def buffer_ph_at_temperature(
    *, buffer: str, concentration: Number, ph: Number, temperature: Number, new_temperature: Number, salt: Number = 0.0
) -> Number:
    """pH of a buffer at the temperature of use when its pH was set at another.

    Σ c z̄(pH′, T′) + [H⁺] − [OH⁻] = Σ c z̄(pH, T) + [H⁺] − [OH⁻]

    buffer: a word; concentration, salt: mol/m³ (the same figure in mM); ph: plain number; temperatures: K; numbers or arrays.

    Example: Tris set to 7.4 at 25 °C, used at 37 °C.

    >>> warm = buffer_ph_at_temperature(
    ...     buffer="Tris", concentration=20.0, ph=7.4, temperature=298.15, new_temperature=310.15
    ... )
    >>> round(warm, 2)
    7.08

    References: Goldberg, Kishore and Lennen, J. Phys. Chem. Ref. Data 2002, 31, 231, doi:10.1063/1.1416902.
    """
    components = ((buffer, concentration),)
    strong = buffer_at_ph(components=components, ph=ph, temperature=temperature, salt=salt).strong_ions
    return buffer_of_composition(components=components, strong_ions=strong, temperature=new_temperature, salt=salt).ph


@model(
    "mol/m**3",
    show="mmol/L",
    grade=Grade.FIT,
    equation="β = ln 10 · {Σ c (⟨z²⟩ − ⟨z⟩²) + [H⁺] + [OH⁻]}",
    tex=r"\beta = \ln 10\left[\sum c\,(\langle z^2\rangle - \langle z\rangle^2) + [\mathrm{H}^+] + [\mathrm{OH}^-]\right]",
    sources=SOURCES,
    assumes=(*ASSUMES, "ionic strength stays as it is"),
    valid=DAVIES_VALID,
    empirical=True,
    buffer=_BUFFER,
    concentration=_CONCENTRATION,
    ph=_PH,
    temperature=TEMPERATURE,
    salt=_SALT,
)
def buffer_capacity(*, buffer: str, concentration: Number, ph: Number, temperature: Number, salt: Number = 0.0) -> Number:
    """Strong acid or base that shifts a buffer by one pH unit, at the start of the shift.

    β = ln 10 · {Σ c (⟨z²⟩ − ⟨z⟩²) + [H⁺] + [OH⁻]}

    buffer: a word; concentration, salt: mol/m³ (the same figure in mM); ph: plain number; temperature: K; numbers or arrays.

    Example: 10 mM of a buffer at its own pK_a: 0.576 times its concentration, in mM.

    >>> beta = buffer_capacity(buffer="HEPES", concentration=10.0, ph=7.52, temperature=298.15)
    >>> round(beta, 2)
    5.76
    """
    components = ((buffer, concentration),)
    state = buffer_at_ph(components=components, ph=ph, temperature=temperature, salt=salt)
    shielding = shielding_of(state.ionic_strength, temperature)
    found = _species(components, ph, temperature, shielding)
    protons, hydroxide = _water(ph, temperature, shielding)
    return LN10 * (found.spread + protons + hydroxide)
