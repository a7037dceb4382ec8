"""Numbers and units as people read them: digits follow the uncertainty, true minus, thin spaces, nm⁻² and per cell."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, Decimal, getcontext
from fractions import Fraction
from functools import lru_cache

from formulator.units.spelling import unit as find_unit
from formulator.units.table import ATOMS
from formulator.units.value import Value

THIN_SPACE = "\u2009"
MINUS = "\u2212"
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
"""What stands only in a power of ten."""
_GROUP_FROM = 5
_SMALLEST_PLAIN, _LARGEST_PLAIN = -3, 6
"""Powers of ten between which a number is written out whatever its digits; a longer one only up to the next bound."""
_LONGEST_PLAIN = 11
_USUAL_DIGITS = 4
_FULL_DIGITS = 15
"""Digits that a float carries for certain; the 16th shows 149.99999999999997."""
_INTERVAL_DIGITS, _LONGEST_BOUND = 2, 5
_ANSWER_DIGITS = 3


def format_number(x: float, sd: float | None = None, digits: int | None = None, decimal: str = ".") -> str:
    """A number for people: with `sd` as `10.7 ± 0.4`, with `digits` significant digits, else with four at most."""
    if not math.isfinite(x):
        return "∞" if x > 0 else f"{MINUS}∞" if x < 0 else "not a number"
    if sd is not None and math.isfinite(sd) and sd > 0:
        return _with_spread(x, sd, decimal)
    if digits is not None:
        return _written(Decimal(repr(float(x))), max(1, digits), keep_zeros=True, decimal=decimal)
    whole_digits = _power(x) + 1
    digits = whole_digits if _USUAL_DIGITS < whole_digits <= _LARGEST_PLAIN else _USUAL_DIGITS
    return _written(Decimal(repr(float(x))), digits, keep_zeros=False, decimal=decimal)


def format_value(value: Value, decimal: str = ".", digits: int | None = None) -> str:
    """A quantity with its unit; without `digits` no digit that was typed is lost, so that it reads back as the same."""
    label = unit_label(value.unit)
    if value.law is not None:
        number = _with_law(value, decimal, digits)
    elif value.sd is not None and digits is None:
        number, spread = (_in_full(part, decimal) for part in (value.magnitude, value.sd))
        number = f"({number} ± {spread})" if label else f"{number} ± {spread}"
    elif value.sd is not None:
        number = format_number(value.magnitude, value.sd, decimal=decimal)
        number = f"({number})" if label and not number.startswith("(") else number
    elif digits is None:
        number = _in_full(value.magnitude, decimal)
    else:
        number = format_number(value.magnitude, digits=digits, decimal=decimal)
    return f"{number} {label}" if label else number


def _with_law(value: Value, decimal: str, digits: int | None) -> str:
    """A spread of another law than ±, in the words in which it is typed."""

    def said(number: float) -> str:
        return _in_full(number, decimal) if digits is None else format_number(number, digits=digits, decimal=decimal)

    assert value.law is not None
    name, *numbers = value.law
    if name == "lognormal":
        return f"{said(value.magnitude)} ×/÷ {said(numbers[0])}"
    between = [numbers[0], value.magnitude, numbers[1]] if name == "triangular" else numbers
    return f"{name} {' to '.join(map(said, between))}"


def format_interval(low: float, high: float, decimal: str = ".") -> str:
    """`6.2–10.9`, or `−12 to 0` when a bound is negative: two digits of the width, two of each bound, both written in the same way."""
    if low == high or not (math.isfinite(low) and math.isfinite(high)):
        if low == high:
            return format_number(low, decimal=decimal)
        return f"{format_number(low, decimal=decimal)} to {format_number(high, decimal=decimal)}"
    # A bound a hair from the other one, such as 0.9999999999999993 and 1, is no reason for a column of nines.
    finest = _power(max(abs(low), abs(high))) - _LONGEST_BOUND + 1
    if _power(high - low) < finest:
        return format_number(high, decimal=decimal)
    place = max(_power(high - low) - _INTERVAL_DIGITS + 1, finest)
    places = [min(place, _power(bound) - _INTERVAL_DIGITS + 1) for bound in (low, high)]
    shown = [_to_place(bound, place, decimal) for bound, place in zip((low, high), places, strict=True)]
    if not all(map(_RAISED.isdisjoint, shown)):
        # 4300–2.3·10⁴ would have to be read twice: the lower bound looks like the larger one.
        shown = [_to_place(bound, place, decimal, as_power=True) for bound, place in zip((low, high), places, strict=True)]
    return _joined(shown, low, high)


def format_bounds(low: float, high: float, decimal: str = ".") -> str:
    """`0.001–500`: the ends of a range that were chosen, so without zeros behind them; both written in the same way."""
    shown = [format_number(end, decimal=decimal) for end in (low, high)]
    if not all(map(_RAISED.isdisjoint, shown)):
        ends = (Decimal(repr(float(end))) for end in (low, high))
        shown = [_written(end, _USUAL_DIGITS, keep_zeros=False, decimal=decimal, as_power=True) for end in ends]
    return _joined(shown, low, high)


def _joined(shown: list[str], low: float, high: float) -> str:
    first, last = shown
    if low and _RAISED.isdisjoint(first) and not _RAISED.isdisjoint(last):
        shown = [f"{first}·10⁰", last]  # 5.6–9.5·10⁵ would be read as 5.6·10⁵.
    return " to ".join(shown) if low < 0 or high < 0 else "–".join(shown)


def format_estimate(x: float, low: float, high: float, decimal: str = ".") -> tuple[str, str]:
    """A value rounded as its interval is, and the interval."""
    if not all(math.isfinite(number) for number in (x, low, high)) or low == high:
        return format_number(x, decimal=decimal), format_interval(low, high, decimal)
    place = min(_power(high - low), _power(x)) - _INTERVAL_DIGITS + 1
    return _to_place(x, place, decimal), format_interval(low, high, decimal)


def format_answer(x: float, low: float, high: float, decimal: str = ".") -> tuple[str, str]:
    """The same with three digits of the value at most: a narrow interval must not make a long number."""
    shown, interval = format_estimate(x, low, high, decimal)
    short = format_number(x, digits=_ANSWER_DIGITS, decimal=decimal)
    return (short if len(shown) > len(short) else shown), interval


def format_full(x: float) -> str:
    """Every digit, for copying and for files: reads back as the very same float."""
    return repr(float(x))


def _power(x: float | Decimal) -> int:
    """Power of ten of the leading digit; 0 for zero."""
    return Decimal(repr(x) if isinstance(x, float) else x).adjusted() if x else 0


def _to_place(x: float, place: int, decimal: str, as_power: bool = False) -> str:
    """Rounded to a power of ten."""
    if x == 0:
        return "0"
    digits = max(1, _power(float(x)) - place + 1)
    return _written(Decimal(repr(float(x))), digits, keep_zeros=True, decimal=decimal, as_power=as_power)


def _in_full(x: float, decimal: str) -> str:
    return _written(Decimal(repr(float(x))), _FULL_DIGITS, keep_zeros=False, decimal=decimal)


def _rounded(x: Decimal, digits: int) -> Decimal:
    return x.quantize(Decimal(1).scaleb(x.adjusted() - digits + 1), ROUND_HALF_EVEN) if x else Decimal(0)


def _written(x: Decimal, digits: int, keep_zeros: bool, decimal: str, as_power: bool = False) -> str:
    """`digits` significant digits, as a plain number or as 1.3·10⁴ where plain zeros would claim what is not known.

    `as_power` asks for the latter; a number from 1 to 10 has nothing to say there and stays plain.
    """
    if not x:
        return "0"
    x = _rounded(x, digits)
    # Rounding 9.96 up gains a digit before the point and must not gain one behind it.
    x = _rounded(x, digits)
    power = x.adjusted()
    short = x.normalize()
    shown_digits = digits if keep_zeros else len(short.as_tuple().digits)
    always_plain, honest_digits = (_GROUP_FROM - 1, power + 1) if keep_zeros else (_LARGEST_PLAIN, power - 1)
    plain = (power < always_plain or shown_digits >= honest_digits) and not (as_power and power)
    if plain and _SMALLEST_PLAIN <= power <= _LONGEST_PLAIN:
        return _plain(x if keep_zeros else short, decimal)
    mantissa = (x if keep_zeros else short).scaleb(-power)
    times = "" if abs(mantissa) == 1 and not keep_zeros else _plain(abs(mantissa), decimal) + "·"
    return f"{MINUS if x < 0 else ''}{times}10{str(power).translate(_SUPERSCRIPTS)}"


def _plain(x: Decimal, decimal: str) -> str:
    whole, _, part = f"{abs(x):f}".partition(".")
    if len(whole) >= _GROUP_FROM:
        first = len(whole) % 3
        groups = ([whole[:first]] if first else []) + [whole[at : at + 3] for at in range(first, len(whole), 3)]
        whole = THIN_SPACE.join(groups)
    sign = MINUS if x < 0 else ""
    return f"{sign}{whole}{decimal}{part}" if part else f"{sign}{whole}"


def _with_spread(x: float, sd: float, decimal: str) -> str:
    """`10.7 ± 0.4`: two digits of a spread that begins with 1 to 3.5, else one, and the number to the same place.

    A spread finer by far than the number stands beside it as it is: `10³⁰⁸ ± 1`.
    """
    spread = Decimal(repr(float(sd)))
    leading = int(_rounded(spread, 3).scaleb(-_rounded(spread, 3).adjusted() + 2))
    spread = _rounded(spread, 2 if leading < 355 else 1)
    if leading >= 950:
        spread = _rounded(spread, 2)
    step = Decimal(1).scaleb(int(spread.as_tuple().exponent))
    if _power(x) - step.adjusted() >= getcontext().prec:  # To the place of the spread it would have more digits than can be written.
        return f"{_in_full(x, decimal)} ± {_in_full(float(spread), decimal)}"
    number = Decimal(repr(float(x))).quantize(step, ROUND_HALF_EVEN)
    power = max(number.adjusted() if number else spread.adjusted(), spread.adjusted())
    known_to_the_unit = step <= 1
    if _SMALLEST_PLAIN <= power < (_LARGEST_PLAIN if known_to_the_unit else _GROUP_FROM - 1):
        return f"{_plain(number, decimal)} ± {_plain(spread, decimal)}"
    pair = f"{_plain(number.scaleb(-power), decimal)} ± {_plain(spread.scaleb(-power), decimal)}"
    return f"({pair})·10{str(power).translate(_SUPERSCRIPTS)}"


@lru_cache(maxsize=1024)
def unit_label(spelling: str) -> str:
    """A unit as people read it: `1/nm^2` is nm⁻², `uL` is µL, `1/cell` is per cell."""
    found = find_unit(spelling)
    above = [(name, power) for name, power in found.parts if power > 0]
    below = [(name, -power) for name, power in found.parts if power < 0]
    if not above and len(below) == 1 and below[0][0] in ("cell", "particle"):
        return f"per {below[0][0]}"
    upper = "·".join(_raised(*part) for part in above)
    if len(below) == 1 and above:
        return f"{upper}/{_raised(*below[0])}"
    lower = " ".join(_raised(name, -power) for name, power in below)
    return f"{upper} {lower}".strip()


def _raised(name: str, power: Fraction) -> str:
    label = ATOMS[name].label if name in ATOMS else name
    if power == 1:
        return label
    if power == Fraction(1, 2):
        return f"{label}½"
    if power.denominator != 1:
        return f"{label}^{float(power):g}"
    return label + str(power).translate(_SUPERSCRIPTS)


def axis_label(quantity: str, spelling: str) -> str:
    """`zeta / mV`; a number per cell or particle is said in words, a plain number has no unit."""
    label = unit_label(spelling)
    if label.startswith("per "):
        return f"{quantity} {label}"
    if "/" in label:
        label = f"({label})"
    return f"{quantity} / {label}" if label else quantity
