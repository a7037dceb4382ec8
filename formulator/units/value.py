"""A quantity as a scientist wrote it: number, unit, spread and the very text."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any, cast

from formulator.errors import UnitError
from formulator.units.conversion import convert, factor, into_si
from formulator.units.spelling import unit as find_unit

if TYPE_CHECKING:
    import pint


Spread = tuple[str, float] | tuple[str, float, float]
"""The law of a typed spread: its name and its numbers."""
_set = object.__setattr__
_AS_WRITTEN: set[str] = set()
"""Spellings met that are the program's own, of units that have no lowest number."""
LAWS = {"uniform": 2, "triangular": 2, "lognormal": 1}
"""Laws that can be typed besides ±, and how many numbers each takes."""


@dataclass(frozen=True, slots=True, init=False)
class Value:
    """Magnitude and unit, with an optional spread `sd` in the same unit, or another `law` of its spread.

    A law is ("uniform", low, high), ("triangular", low, high) around the most likely value, both with ends in the same unit, or
    ("lognormal", factor) around the median. `typed` keeps the text byte for byte and takes no part in equality.
    """

    magnitude: float
    unit: str = ""
    typed: str | None = field(default=None, compare=False)
    sd: float | None = None
    law: Spread | None = None

    def __init__(
        self, magnitude: float, unit: str = "", typed: str | None = None, sd: float | None = None, law: Spread | None = None
    ) -> None:
        # Thousands of values are made in a moment: what is right already is neither looked up nor set again.
        _set(self, "magnitude", magnitude)
        _set(self, "unit", unit)
        _set(self, "typed", typed)
        _set(self, "sd", sd)
        _set(self, "law", law)
        if not (unit in _AS_WRITTEN and sd is None and law is None and type(magnitude) is float and isfinite(magnitude)):
            self.__post_init__()

    def __post_init__(self) -> None:
        magnitude, spelling = self.magnitude, self.unit
        if type(magnitude) is not float or not isfinite(magnitude):
            _set(self, "magnitude", _finite(self.magnitude, "value"))
        if self.sd is not None:
            _set(self, "sd", _finite(self.sd, "spread"))
            if self.sd < 0:
                raise UnitError(f"A spread of {self.sd!r} is below zero. A spread is zero or more.")
        if self.law is not None:
            _check_law(self.magnitude, self.sd, self.law)
        found = find_unit(spelling)
        if found.name != spelling:
            _set(self, "unit", found.name)
        if found.kind is not None and found.kind.name == "temperature":
            if self.si < 0:
                raise UnitError(f"{self.magnitude:g} {found.name} lies below absolute zero, which is -273.15 degC or 0 K.")
        elif found.name == spelling:
            _AS_WRITTEN.add(spelling)

    def to(self, unit: str) -> float:
        """The magnitude in another unit of the same kind; `""` is the plain number."""
        return float(convert(self.magnitude, self.unit, unit))

    @property
    def si(self) -> float:
        """The magnitude in SI: shares as fractions, counts as numbers, pH and kT as they are."""
        return float(into_si(self.unit)(self.magnitude))

    def sd_in(self, unit: str) -> float | None:
        """The spread in another unit; a temperature's spread is a difference and shifts by nothing."""
        return None if self.sd is None else self.sd * factor(self.unit, unit)

    def law_in(self, unit: str) -> Spread | None:
        """The law of the spread in another unit; a factor has none."""
        if self.law is None or self.law[0] == "lognormal":
            return self.law
        return spread(self.law[0], *(float(convert(end, self.unit, unit)) for end in self.law[1:]))

    @property
    def has_spread(self) -> bool:
        """Whether a spread was typed, of whatever law."""
        return self.sd is not None or self.law is not None

    def in_unit(self, unit: str) -> Value:
        """The same quantity said in another unit of its kind; nothing typed remains of it."""
        return Value(self.to(unit), unit, None, self.sd_in(unit), self.law_in(unit))

    def quantity(self) -> pint.Quantity[Any]:
        """The same as a pint Quantity of this program's registry, for scripts."""
        from formulator.units.registry import quantity

        return quantity(self.magnitude, self.unit)


def spread(name: str, *numbers: float) -> Spread:
    """The law of that name with its numbers."""
    return cast(Spread, (name, *numbers))


def _check_law(magnitude: float, sd: float | None, law: Spread) -> None:
    """Refuse a law that is none, or one that says nothing."""
    name, *numbers = law
    if sd is not None:
        raise UnitError(f"A quantity with ± has no other law: {name} as well is too much.")
    if name not in LAWS or len(numbers) != LAWS[name] or not all(math.isfinite(number) for number in numbers):
        raise UnitError(f"{name!r} with {len(numbers)} numbers is no law of a spread. Known are uniform, triangular and lognormal.")
    if name == "lognormal":
        if magnitude <= 0:
            raise UnitError(f"{magnitude:g} cannot be off by a factor. A lognormal law takes a value above zero.")
        if numbers[0] <= 1:
            raise UnitError(f"A factor of {numbers[0]:g} is no spread. A lognormal law takes a factor above 1.")
        return
    low, high = numbers
    if low == high:
        raise UnitError(f"Both ends are {low:g}: that is no spread. A range takes two ends, the lower one first.")
    if low > high:
        raise UnitError(f"The range begins at {low:g} and ends at {high:g}. The first end is the lower one.")
    if not low <= magnitude <= high:
        raise UnitError(f"{magnitude:g} does not lie between {low:g} and {high:g}. A triangle takes low, most likely, high.")


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
