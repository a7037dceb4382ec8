"""From typed text to a Value: one reading is taken, between two the person is asked, all else is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulator.errors import UnitError
from formulator.units.arithmetic import Sum
from formulator.units.conversion import factor, units_for
from formulator.units.formatting import format_value
from formulator.units.numbers import (
    TIMES_TEN,
    Other,
    Style,
    TwoReadingsError,
    UnreadableError,
    as_float,
    read_number,
    ten_to,
)
from formulator.units.spelling import Unit, flatten
from formulator.units.spelling import unit as find_unit
from formulator.units.table import CONTEXT, HIDDEN
from formulator.units.value import Value
from formulator.units.value import spread as spread_of
from formulator.units.wording import quoted, wanted

_LONGEST = 200
_PERCENTAGES = frozenset({"wt%", "mol%", "vol%", "%w/v", "%ID"})
_BLANKS = dict.fromkeys((0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_LOOK_ALIKE = {"-": "−–‐‑‒﹣", "'": "’ʼ", "*": "×·⋅∙•∗✕", "/": "÷∕"}
_SIGNS = {ord(mark): plain for plain, marks in _LOOK_ALIKE.items() for mark in marks}
_PLAIN = str.maketrans({**_BLANKS, **_FULL_WIDTH, **_SIGNS})
_SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_PLUS_MINUS = re.compile(r"\+ ?/ ?-|\+-")
_BOUND = re.compile(
    r"[<>≤≥~≈≲≳∼≃≅]|(?:about|approx\.?|approximately|ca\.?|circa|around|under|over|up to|max\.?|min\.?) ?(?=[0-9])",
    re.IGNORECASE,
)
_LAW = re.compile(r"(normal|uniform|triangular|log-?normal)(?: |(?=[0-9(.,+-]))", re.IGNORECASE)
_TO = re.compile(r" ?(?:to|bis|\.\.+|…) ?| ?- ?")
_BY = re.compile(r" ?(?:\*//|[xX]//?|\*/) ?")
"""Between a median and the factor by which it may be off: ×/÷, also typed x/."""
_RANGE = re.compile(r"[^0-9±]*?(?: - ?| ?- |^ ?-|(?:^| )(?:to|bis|and) |\.\.+ ?|… ?)[0-9]")


_CALCULATION = re.compile(r"[*xX+/-] ?[0-9(]|:[0-9]|: [0-9]")


class _Refusal(Exception):
    """Why the text is not read, as the middle of a sentence, and what remains to be said."""

    def __init__(self, reason: str, help_text: str | None = None, units: Sequence[Unit] = ()) -> None:
        super().__init__(reason)
        self.help_text = help_text
        self.units = tuple(units)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What stands before the unit: number, spread, and where the unit begins; `closed` after (a ± b)."""

    magnitude: Fraction
    spread: Fraction | None
    rest: str
    law: tuple[str, *tuple[Fraction, ...]] | None = None


def parse(text: str, unit: str | Sequence[str], decimal: str = ".", laws: bool = False) -> Value:
    """The Value that was typed into a field which takes `unit` (one unit, or several of different kinds).

    A bare number is in the first accepted unit. `decimal` is the decimal sign of the person's locale: it is never
    ambiguous; the other sign alone before exactly three digits raises UnitError with both readings as `candidates`.
    Every other text without exactly one reading raises UnitError in words. With `laws` a spread may also be typed as
    `uniform 2 to 5 mg`, `triangular 2 to 3 to 5 mg` or `3 ×/÷ 1.5 mg`.
    """
    accepted = _accepted(unit)
    own = "," if decimal == "," else "."
    try:
        body = _clean(text)
        try:
            units, say = _read(text, body, accepted, Style(own), laws)
        except TwoReadingsError:
            return _ask_number(text, body, accepted, own, laws)
        if len(units) > 1:
            raise _Refusal("can mean more than one thing", _choices([say(found) for found in units], own), units)
        return say(units[0])
    except (_Refusal, UnreadableError) as problem:
        help_text = getattr(problem, "help_text", None) or wanted(accepted)
        candidates = [say(found) for found in getattr(problem, "units", ())]
        raise UnitError(f"{quoted(text)} {_because(problem)}. {help_text}", candidates) from None


def _because(problem: Exception) -> str:
    return str(problem) if isinstance(problem, _Refusal) else f"cannot be read: {problem}"


def _accepted(unit: str | Sequence[str]) -> tuple[Unit, ...]:
    spellings = (unit,) if isinstance(unit, str) else tuple(unit)
    if not spellings:
        raise UnitError("A field must accept at least one unit.")
    return tuple(find_unit(spelling) for spelling in spellings)


def _choices(values: Sequence[Value], own: str) -> str:
    shown = [format_value(value, own) for value in values]
    return f"Did you mean {', '.join(shown[:-1])} or {shown[-1]}? Type the one that is meant."


def _ask_number(text: str, body: str, accepted: tuple[Unit, ...], own: str, laws: bool) -> Value:
    """Both readings of a sign that may be decimal or grouping, as the candidates of an error."""
    found: list[Value] = []
    for other in (Other.DECIMAL, Other.GROUPING):
        units, say = _read(text, body, accepted, Style(own, other), laws)
        found.extend(value for value in map(say, units) if value not in found)
    if len(found) == 1:
        return found[0]
    ways = "two" if len(found) == 2 else "several"
    raise UnitError(f"{quoted(text)} can be read in {ways} ways. {_choices(found, own)}", found)


def _clean(text: str) -> str:
    """Text with one spelling for blanks, signs and powers; refuses what cannot be seen or is far too long."""
    if len(text) > _LONGEST:
        raise _Refusal(f"is too long: {len(text)} characters, at most {_LONGEST} are read")
    text = text.strip(" \t\r\n")
    for mark in text:
        if unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            raise _Refusal(f"holds the hidden character U+{ord(mark):04X}")
    body = text.translate(_PLAIN).strip(" ")
    if not body:
        raise _Refusal("holds no number")
    body = _SUPERSCRIPT.sub(lambda run: f"^({run.group().translate(_SUPERSCRIPTS)})", body)
    return body if body.startswith("=") else _PLUS_MINUS.sub("±", body)


def _read(
    text: str, body: str, accepted: tuple[Unit, ...], style: Style, laws: bool
) -> tuple[list[Unit], Callable[[Unit], Value]]:  # fmt: skip
    """The units that the text can be in (more than one for a bare %), and how to make the Value in one of them."""
    bound = _BOUND.match(body)
    if bound is not None:
        raise _Refusal("is a bound or a rough value, not one value")
    acid = re.match(r"(?:pH|PH|ph) ?=? ?(?=[0-9.,+-])", body)
    if acid is not None:
        body = body[acid.end() :] + " pH"
    numbers = _numbers(body, style, laws)
    rest, after = _split_spread(numbers)
    units = _units(rest, accepted)
    magnitude = as_float(numbers.magnitude)
    spread = None if numbers.spread is None else as_float(numbers.spread)
    law = None if numbers.law is None else spread_of(numbers.law[0], *map(as_float, numbers.law[1:]))

    def say(unit: Unit) -> Value:
        sd = spread
        if after is not None:
            sd = _spread_after(after, unit, magnitude, style)
        try:
            return Value(magnitude, unit.name, text, sd, law)
        except UnitError as problem:
            raise UnitError(f"{quoted(text)} cannot be. {problem}") from None

    return units, say


def _numbers(body: str, style: Style, laws: bool) -> _Numbers:
    named = _LAW.match(body) if laws else None
    if named is not None:
        return _of_law(named[1].lower().replace("-", ""), body[named.end() :].lstrip(), style)
    if body.startswith("="):
        calculation = Sum(body[1:], style)
        total = calculation.read()
        return _Numbers(total, None, body[1 + calculation.end :])
    if body.startswith("("):
        return _in_parentheses(body, style)
    magnitude, end = _signed(body, 0, style)
    rest = body[end:]
    by = _BY.match(rest) if laws else None
    if by is not None:
        factor_, end = read_number(rest, by.end(), style)
        return _Numbers(magnitude, None, rest[end:], ("lognormal", factor_))
    if _RANGE.match(rest):
        more = ", a range within which all is as likely as uniform 5 to 10" if laws else ""
        raise _Refusal(f"is a range. One value is taken; a spread is typed as 7.5 ± 2.5{more}")
    spread = re.match(r" ?± ?", rest)
    if spread is None:
        return _Numbers(magnitude, None, rest)
    sd, after = read_number(rest, spread.end(), style, times_ten=False)
    if TIMES_TEN.match(rest, after):
        if not TIMES_TEN.search(body, 0, end):
            raise UnreadableError("the power of ten can belong to the spread or to both; write (1.2 ± 0.1)·10⁴")
        sd, after = read_number(rest, spread.end(), style)
    return _Numbers(magnitude, sd, rest[after:])


_FORMS = {
    "uniform": "uniform 2 to 5 mg",
    "triangular": "triangular 2 to 3 to 5 mg: low, most likely, high",
    "lognormal": "lognormal 3 ×/÷ 1.5 mg: median and factor",
}


def _of_law(name: str, body: str, style: Style) -> _Numbers:
    """The numbers of a spread whose law is named, and the unit behind them."""
    found = _numbers(body, style, laws=True) if name in ("normal", "lognormal") else None
    if found is not None and name == "normal":
        return found
    if found is not None:
        if found.law is None or found.law[0] != name:
            raise UnreadableError(f"it is written {_FORMS[name]}")
        return found
    ends, at = [], 0
    for position in range(3 if name == "triangular" else 2):
        between = _TO.match(body, at) if position else None
        if position and between is None:
            raise UnreadableError(f"it is written {_FORMS[name]}")
        number, at = _signed(body, between.end() if between is not None else at, style)
        ends.append(number)
    low, high = ends[0], ends[-1]
    return _Numbers(ends[1] if name == "triangular" else (low + high) / 2, None, body[at:], (name, low, high))


def _in_parentheses(body: str, style: Style) -> _Numbers:
    """`(1.20 ± 0.05) mg`, also with a power of ten behind."""
    magnitude, end = _signed(body, 1 + (body[1:2] == " "), style)
    spread = re.compile(r" ?± ?").match(body, end)
    if spread is None:
        raise UnreadableError("a sum starts with '='; parentheses otherwise hold a value ± its spread")
    sd, end = read_number(body, spread.end(), style)
    close = re.compile(r" ?\)").match(body, end)
    if close is None:
        raise UnreadableError("the parenthesis is not closed after the spread")
    power = TIMES_TEN.match(body, close.end())
    if power is None:
        return _Numbers(magnitude, sd, body[close.end() :])
    scale = ten_to(power)
    return _Numbers(magnitude * scale, sd * scale, body[power.end() :])


def _signed(body: str, start: int, style: Style) -> tuple[Fraction, int]:
    sign = re.compile(r"([+-]) ?").match(body, start)
    number, end = read_number(body, sign.end() if sign else start, style)
    return (-number if sign is not None and sign[1] == "-" else number), end


def _split_spread(numbers: _Numbers) -> tuple[str, str | None]:
    """The unit, and what follows a ± behind it."""
    rest, mark, after = numbers.rest.partition("±")
    if mark and (numbers.spread is not None or not rest.strip()):
        raise UnreadableError("± stands where no spread can stand")
    return rest.strip(), after.strip() if mark else None


def _spread_after(after: str, unit: Unit, magnitude: float, style: Style) -> float:
    """The spread of `30 nm ± 5 nm`, `30 nm ± 5` or `30 nm ± 10 %`, in the value's unit."""
    spread, end = read_number(after, 0, style)
    spelled = after[end:].strip()
    if not spelled:
        return as_float(spread)
    if flatten(spelled) in ("%", "percent") and unit.factor == Fraction(1, 100):
        return as_float(spread)
    if flatten(spelled) in ("%", "percent") and not unit.offset and unit.name != "pH":
        return as_float(spread * abs(Fraction(magnitude)) / 100)
    try:
        return as_float(spread) * factor(spelled, unit.name)
    except UnitError:
        raise _Refusal(f"has a spread in {quoted(spelled)}, which is not {unit.words}") from None


def _units(spelled: str, accepted: tuple[Unit, ...]) -> list[Unit]:
    """The accepted reading of the unit; a bare % in a field with several percentages has several."""
    if not spelled:
        return [accepted[0]]
    if _CALCULATION.match(spelled):
        raise UnreadableError("a calculation starts with '=', a power of ten is written 3e-9 or 3·10⁻⁹")
    dimensions = {unit.dimension for unit in accepted}
    try:
        found = find_unit(spelled)
    except UnitError as problem:
        raise _Refusal(_unknown(spelled, problem, accepted)) from None
    if not found.parts or any(name in HIDDEN for name, _ in found.parts):
        raise _Refusal(f"has no unit that is known: {quoted(spelled)}")
    if found.dimension in dimensions:
        return [found]
    meant = CONTEXT.get(spelled)
    if meant is not None and find_unit(meant).dimension in dimensions:
        return [find_unit(meant)]
    if found.name == "%":
        percentages = {unit.dimension: unit for unit in accepted if unit.name in _PERCENTAGES}
        if percentages:
            return list(percentages.values())
    hint = " (1 % w/v is 10 mg/mL)" if found.name == "%w/v" else ""
    raise _Refusal(f"is {found.words}{hint}")


def _unknown(spelled: str, problem: UnitError, accepted: tuple[Unit, ...]) -> str:
    why = str(problem).partition("list: ")[2].rstrip(".")
    near = [name for unit in accepted for name in units_for(unit.name) if name.casefold() == spelled.casefold()]
    if near:
        why = f"capitals matter: {' or '.join(dict.fromkeys(near))}?"
    return f"has no unit that is known: {quoted(spelled)}" + (f" ({why})" if why else "")
