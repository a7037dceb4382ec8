"""A quantity as a scientist wrote it: number, unit, spread and the very text."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from formulator.errors import UnitError
from formulator.units.conversion import convert, factor, to_si
from formulator.units.spelling import unit as find_unit

if TYPE_CHECKING:
    import pint


@dataclass(frozen=True, slots=True)
class Value:
    """Magnitude and unit, with an optional spread `sd` in the same unit.

    `typed` keeps the text byte for byte and takes no part in equality.
    """

    magnitude: float
    unit: str = ""
    typed: str | None = field(default=None, compare=False)
    sd: float | None = None

    def __post_init__(self) -> None:
        # Thousands of values are made in a moment: what is right already is not set again.
        magnitude, spelling = self.magnitude, self.unit
        if type(magnitude) is not float or not math.isfinite(magnitude):
            object.__setattr__(self, "magnitude", _finite(self.magnitude, "value"))
        if self.sd is not None:
            object.__setattr__(self, "sd", _finite(self.sd, "spread"))
            if self.sd < 0:
                raise UnitError(f"A spread of {self.sd!r} is below zero. A spread is zero or more.")
        found = find_unit(spelling)
        if found.name != spelling:
            object.__setattr__(self, "unit", found.name)
        if found.kind is not None and found.kind.name == "temperature" and self.si < 0:
            raise UnitError(f"{self.magnitude:g} {found.name} lies below absolute zero, which is -273.15 degC or 0 K.")

    def to(self, unit: str) -> float:
        """The magnitude in another unit of the same kind; `""` is the plain number."""
        return float(convert(self.magnitude, self.unit, unit))

    @property
    def si(self) -> float:
        """The magnitude in SI: shares as fractions, counts as numbers, pH and kT as they are."""
        return float(to_si(self.magnitude, self.unit))

    def sd_in(self, unit: str) -> float | None:
        """The spread in another unit; a temperature's spread is a difference and shifts by nothing."""
        return None if self.sd is None else self.sd * factor(self.unit, unit)

    def in_unit(self, unit: str) -> Value:
        """The same quantity said in another unit of its kind; nothing typed remains of it."""
        return Value(self.to(unit), unit, None, self.sd_in(unit))

    def quantity(self) -> pint.Quantity[Any]:
        """The same as a pint Quantity of this program's registry, for scripts."""
        from formulator.units.registry import quantity

        return quantity(self.magnitude, self.unit)


def _finite(number: Any, what: str) -> float:
    if isinstance(number, (bool, str)) or not hasattr(number, "__float__"):
        raise UnitError(f"A {what} must be a number.")
    try:
        plain = float(number)
    except OverflowError:
        plain = math.inf
    if not math.isfinite(plain):
        raise UnitError(f"A {what} of {plain} is not a finite number.")
    return plain
