"""Conversion by a factor worked out once per pair of units, from exact fractions; no conversion crosses a kind."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, overload

from formulator.errors import UnitError
from formulator.units.spelling import Unit, si_name, unit
from formulator.units.table import ATOMS, HOLDERS, KINDS, SI_BASES, WHOLE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_EXACT_WHOLE = 2**53


def same_kind(one: Unit, other: Unit) -> bool:
    """Whether a value in one unit may be said in the other."""
    return one.dimension == other.dimension


def _require_same_kind(one: Unit, other: Unit) -> None:
    if not same_kind(one, other):
        said = f"'{one.name}' is {one.words}" if one.name else "A number without a unit is a plain number"
        raise UnitError(f"{said}. It cannot be said as {other.words}{f' ({other.name})' if other.name else ''}.")


def _by_factor(ratio: Fraction) -> Callable[[Any], Any]:
    """Multiplying by a whole number or dividing by one keeps 2000 ug = 2 mg exact; else one rounding in the factor."""
    if ratio == 1:
        return lambda x: x
    if ratio.denominator == 1 and ratio.numerator <= _EXACT_WHOLE:
        times = float(ratio.numerator)
        return lambda x: x * times
    if ratio.numerator == 1 and ratio.denominator <= _EXACT_WHOLE:
        over = float(ratio.denominator)
        return lambda x: x / over
    times = float(ratio)
    return lambda x: x * times


def _shifted(ratio: Fraction, shift: Fraction) -> Callable[[Any], Any]:
    """Celsius and kelvin: a float is shifted as the decimal that it shows, so that 298.15 K is 25 degC, not nearly so."""
    times, plus = float(ratio), float(shift)

    @functools.lru_cache(maxsize=1024)  # The same few temperatures are asked for again and again.
    def exact(x: float) -> float:
        return float(Fraction(repr(x)) * ratio + shift)

    def shifted(x: Any) -> Any:
        return exact(float(x)) if isinstance(x, (int, float)) else x * times + plus

    return shifted


@functools.lru_cache(maxsize=4096)
def converter(from_unit: str, to_unit: str) -> Callable[[Any], Any]:
    """The function that turns numbers (floats or arrays) in one unit into numbers in the other."""
    one, other = unit(from_unit), unit(to_unit)
    _require_same_kind(one, other)
    if one.offset != other.offset:
        return _shifted(one.factor / other.factor, (one.offset - other.offset) / other.factor)
    return _by_factor(one.factor / other.factor)


@functools.lru_cache(maxsize=4096)
def into_si(spelling: str) -> Callable[[Any], Any]:
    """The function that turns numbers in a unit into numbers of SI."""
    found = unit(spelling)
    return _shifted(found.factor, found.offset) if found.offset else _by_factor(found.factor)


@functools.lru_cache(maxsize=4096)
def _out_of_si(spelling: str) -> Callable[[Any], Any]:
    found = unit(spelling)
    return _shifted(1 / found.factor, -found.offset / found.factor) if found.offset else _by_factor(1 / found.factor)


@overload
def convert(x: float, from_unit: str, to_unit: str) -> float: ...
@overload
def convert(x: npt.NDArray[np.float64], from_unit: str, to_unit: str) -> npt.NDArray[np.float64]: ...
def convert(x: Any, from_unit: str, to_unit: str) -> Any:
    """A number or an array from one unit in another; UnitError when dimension or kind differ."""
    found = converter(from_unit, to_unit)(x)
    if isinstance(found, float) and math.isinf(found) and not math.isinf(x):
        raise UnitError(f"{x!r} {from_unit} is too large a number in {to_unit}.")
    return found


def to_si(x: Any, from_unit: str) -> Any:
    """The SI number: 10 wt% is 0.1, 5 per cell is 5, 25 degC is 298.15."""
    return into_si(from_unit)(x)


def from_si(x: Any, to_unit: str) -> Any:
    """A number of SI said in a unit."""
    return _out_of_si(to_unit)(x)


def factor(from_unit: str, to_unit: str) -> float:
    """What a difference in one unit is multiplied with to be one in the other (for degC and K: 1)."""
    one, other = unit(from_unit), unit(to_unit)
    _require_same_kind(one, other)
    return float(one.factor / other.factor)


def canonical(spelling: str) -> str:
    """The one way in which this program writes a unit."""
    return unit(spelling).name


def kind(spelling: str) -> str:
    """Name of the kind of quantity; units of one kind and no others convert into one another."""
    return unit(spelling).kind_name


def dimension_words(spelling: str) -> str:
    """What a quantity in this unit is, with its article: `a length`."""
    return unit(spelling).words


def dimensions(spelling: str) -> dict[str, float]:
    """Exponents of length, mass, time, current, temperature and amount; nominal kinds add none."""
    return {SI_BASES[base]: float(power) for base, power in unit(spelling).dimension if base in SI_BASES}


def si_unit(spelling: str) -> str:
    """The unit in which `Value.si` of this unit is counted; for shares that have no such unit, an internal name."""
    return si_name(unit(spelling))


def units_for(spelling: str) -> tuple[str, ...]:
    """Units of the same kind for a menu, the usual one first, the given one always among them."""
    found = unit(spelling)
    menu = found.kind.menu if found.kind is not None else ()
    return menu if found.name in menu else (*menu, found.name)


def table() -> list[dict[str, Any]]:
    """Every unit of the list with its kind, other spellings, SI unit and factor."""
    names = list(dict.fromkeys(name for known in KINDS.values() for name in known.menu))
    names += [name for name in ATOMS if name not in names and name not in HOLDERS and canonical(name) == name]
    rows = []
    for name in names:
        found = unit(name)
        aliases = list(dict.fromkeys((*(ATOMS[name].aliases if name in ATOMS else ()), *WHOLE.get(name, ()))))
        size, shift = float(found.factor), float(found.offset)
        said = {"name": name, "kind": kind(name), "aliases": aliases, "si": si_name(found)}
        rows.append({**said, "factor": size, "offset": shift})
    return rows
