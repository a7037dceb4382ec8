"""One component at the bench: weighed on the balance or pipetted from a stock, rounded to what the tool can do, or refused."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formulator.bench import Bench, Lot
from formulator.chem.process import stock_volume
from formulator.chem.weighing import mass_to_weigh
from formulator.recipe.components import Component
from formulator.units import Value, format_value

READABILITY = Value(0.01, "mg")
"""An analytical balance of five places, when nothing is said about it."""
LEAST_STEPS = 20
"""The least weight is so many of the last digits of the balance, when nothing is said: rounding then costs at most 2.5 %, and is shown."""
PIPETTE_MINIMUM = Value(0.5, "uL")
PIPETTE_MAXIMUM = Value(10, "mL")
DILUTIONS = (2, 5, 10, 20, 50, 100, 200, 500, 1000)
COMFORTABLE = 5.0
"""A dilution is proposed that brings the volume to this many times the pipette's minimum."""
_STEPS = ((100e-9, 0.1e-9), (1e-6, 1e-9), (math.inf, 10e-9))
"""Up to which volume (m³) a pipette is set to which step: 0.1 µL to 100 µL, 1 µL to 1 mL, 10 µL above."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a recipe cannot be followed: which component, what is the case, what would help, and an edit that does it."""

    component: str
    reason: str
    remedy: str
    fix: tuple[str, str] | None = None

    @property
    def text(self) -> str:
        """The whole sentence."""
        return f"{self.component}: {self.reason} {self.remedy}"


@dataclass(frozen=True, kw_only=True)
class Portion:
    """What is taken of one component. Masses in kg, volumes in m³; `exact` is before rounding, `taken` what is read off."""

    component: Component
    lot: Lot
    pure: float
    factor: float
    exact: float
    taken: float
    stock: Value | None = None
    portions: int = 1

    @property
    def is_weighed(self) -> bool:
        """Weighed, not pipetted from a stock."""
        return self.stock is None

    @property
    def made(self) -> float:
        """Pure, dry substance in what is taken."""
        return self.taken / self.factor if self.stock is None else self.taken * self.stock.si


@dataclass(frozen=True)
class Tools:
    """Balance and pipettes with what is assumed where nothing is said, in SI."""

    readability: float
    least_mass: float
    least_volume: float
    most_volume: float
    overage: float
    assumed: tuple[str, ...]


def tools(bench: Bench) -> Tools:
    """The tools of a bench."""
    said = bench.balance_readability or READABILITY
    least = bench.balance_minimum or Value(said.magnitude * LEAST_STEPS, said.unit)
    small, large = bench.pipette_minimum or PIPETTE_MINIMUM, bench.pipette_maximum or PIPETTE_MAXIMUM
    assumed = []
    if bench.balance_readability is None or bench.balance_minimum is None:
        assumed.append(f"Balance: reads to {format_value(said)}, least weight {format_value(least)}.")
    if bench.pipette_minimum is None or bench.pipette_maximum is None:
        assumed.append(f"Pipettes: {format_value(small)} to {format_value(large)}.")
    overage = bench.overage.si if bench.overage is not None else 0.0
    return Tools(said.si, least.si, small.si, large.si, overage, tuple(assumed))


def correction(lot: Lot) -> float:
    """Mass of the lot per mass of pure, dry substance."""

    def share(value: Value | None, otherwise: float) -> float:
        return value.si if value is not None else otherwise

    given = {"assay": share(lot.assay, 1.0), "water": share(lot.water, 0.0), "salt_factor": share(lot.salt_factor, 1.0)}
    return float(mass_to_weigh(mass=1.0, **given))


def stepped(amount: float, step: float) -> float:
    """The nearest whole number of steps."""
    return round(amount / step) * step


def pipetted(volume: float) -> float:
    """The volume a pipette is set to."""
    step = next(step for limit, step in _STEPS if volume <= limit * (1 + 1e-9))
    return stepped(volume, step)


def portion(component: Component, bench: Bench) -> Portion | Problem:
    """What to take of one component, or why it cannot be taken."""
    with_tools = tools(bench)
    lot = bench.lot(component.key)
    excess = lot.excess.si if lot.excess is not None else 0.0
    pure = component.mass * (1 + with_tools.overage) * (1 + excess)
    if lot.stock is None:
        return _weighed(component, lot, pure, with_tools)
    return _from_stock(component, lot, pure, with_tools)


def _weighed(component: Component, lot: Lot, pure: float, with_tools: Tools) -> Portion | Problem:
    factor = correction(lot)
    exact = pure * factor
    if exact < with_tools.least_mass:
        return Problem(
            component=component.name,
            reason=f"what is needed lies below your balance's least weight, {_mass(with_tools.least_mass)}.",
            remedy=f"Prepare a stock and pipette it: lot.{component.key}.stock, such as {_stock_for(pure, with_tools)}.",
            fix=(f"lot.{component.key}.stock", _stock_for(pure, with_tools)),
        )
    taken = stepped(exact, with_tools.readability)
    return Portion(component=component, lot=lot, pure=pure, factor=factor, exact=exact, taken=taken)


def _from_stock(component: Component, lot: Lot, pure: float, with_tools: Tools) -> Portion | Problem:
    assert lot.stock is not None
    if lot.solubility is not None and lot.stock.si > lot.solubility.si * (1 + 1e-9):
        return Problem(
            component=component.name,
            reason=f"a stock of {format_value(lot.stock)} is over its solubility, {format_value(lot.solubility)}.",
            remedy="Take a weaker stock or another solvent.",
            fix=(f"lot.{component.key}.stock", f"{lot.solubility.magnitude:g} {lot.solubility.unit}"),
        )
    exact = float(stock_volume(mass=pure, concentration=lot.stock.si))
    if exact < with_tools.least_volume:
        times = next((times for times in DILUTIONS if exact * times >= COMFORTABLE * with_tools.least_volume), DILUTIONS[-1])
        weaker = f"{lot.stock.magnitude / times:.6g} {lot.stock.unit}"
        return Problem(
            component=component.name,
            reason=f"what is needed of its stock lies below your pipette's minimum, {_volume(with_tools.least_volume)}.",
            remedy=f"Dilute the stock 1:{times} to {weaker}.",
            fix=(f"lot.{component.key}.stock", weaker),
        )
    taken = pipetted(exact)
    times = max(1, math.ceil(taken / with_tools.most_volume - 1e-9))
    return Portion(
        component=component, lot=lot, pure=pure, factor=correction(lot), exact=exact, taken=taken, stock=lot.stock, portions=times
    )


def _stock_for(pure: float, with_tools: Tools) -> str:
    """A stock of which the portion is comfortably pipetted, of the series 0.001, 0.01, ... 10 mg/mL."""
    for exponent in (1, 0, -1, -2, -3):
        if pure / 10.0**exponent >= COMFORTABLE * with_tools.least_volume:
            return f"{10.0**exponent:g} mg/mL"
    return "0.001 mg/mL"


def _mass(kilograms: float) -> str:
    return format_value(Value(round(kilograms * 1e6, 9), "mg"))


def _volume(cubic_metres: float) -> str:
    return format_value(Value(round(cubic_metres * 1e9, 9), "uL"))
