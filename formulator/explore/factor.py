"""An input that is varied: its path, unit and range as typed, and the values in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formulator import design as designs
from formulator.design import Design
from formulator.errors import UsageError
from formulator.explore.figure import Array
from formulator.units import Value, to_si

Columns = dict[str, Array]
"""Values of inputs by path, in SI, all of one length."""


@dataclass(frozen=True, kw_only=True)
class Factor:
    """A quantity field between two values in one unit; `log` spaces its values evenly in the logarithm."""

    path: str
    low: float
    high: float
    unit: str
    log: bool = False
    count: int = 0

    def __post_init__(self) -> None:
        if not designs.field(self.path).is_quantity:
            raise UsageError(f"{self.path} is a choice, and only quantities can be varied here.")
        if not self.low < self.high:
            raise UsageError(
                f"{self.path}: {self.low:g} to {self.high:g} {self.unit} is not a range. The first end is the lower one.".strip()
            )
        if self.log and self.low <= 0:
            raise UsageError(f"{self.path}: a logarithmic range begins above zero, not at {self.low:g} {self.unit}.".strip())
        for end in (self.low, self.high):
            designs.check(self.path, Value(end, self.unit))

    @property
    def head(self) -> str:
        """The column head of a table: path and unit."""
        return f"{self.path} [{self.unit}]"

    def at(self, shares: Array) -> Array:
        """Values in the factor's unit at shares of the range from 0 to 1; the ends are met exactly."""
        shares = np.asarray(shares, dtype=float)
        between = self.low * (self.high / self.low) ** shares if self.log else self.low + (self.high - self.low) * shares
        return np.asarray(np.where(shares == 0, self.low, np.where(shares == 1, self.high, between)), dtype=float)

    def steps(self, count: int | None = None) -> Array:
        """`count` values from end to end."""
        return self.at(np.linspace(0.0, 1.0, count or self.count))

    def si(self, values: Array) -> Array:
        """Values of the factor's unit in SI."""
        return np.asarray(to_si(np.asarray(values, dtype=float), self.unit), dtype=float)

    def value(self, magnitude: float) -> Value:
        """One value as a design holds it."""
        return Value(float(magnitude), self.unit)


def unit_of(design: Design, path: str) -> str:
    """The unit in which a design says a field, else the field's first one: what a bare number means."""
    entry = designs.get(design, path)
    return entry.unit if isinstance(entry, Value) else designs.field(path).units[0]


def with_values(design: Design, factors: Sequence[Factor], magnitudes: Sequence[float]) -> Design:
    """The design with one value for each factor."""
    for factor, magnitude in zip(factors, magnitudes, strict=True):
        design = designs.replaced(design, factor.path, factor.value(magnitude))
    return design


def middle(design: Design, factors: Sequence[Factor]) -> Design:
    """The design with every factor in the middle of its range."""
    return with_values(design, factors, [float(factor.at(np.array(0.5))) for factor in factors])


def columns(factors: Sequence[Factor], magnitudes: Sequence[Array]) -> Columns:
    """Arrays of values in SI by path."""
    return {factor.path: factor.si(values) for factor, values in zip(factors, magnitudes, strict=True)}
