"""Reading one number as people type it: either decimal sign, grouping, powers of ten, vulgar fractions.

A number that can be read in two ways is never guessed: the caller reads it once with each meaning and asks.
"""

from __future__ import annotations

import enum
import math
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction


class Other(enum.Enum):
    """What the other locale's decimal sign means where it stands alone before exactly three digits."""

    ASK = "ask"
    DECIMAL = "decimal"
    GROUPING = "grouping"


class UnreadableError(Exception):
    """Not a number that this program reads; the text is the reason, for the person."""


class TwoReadingsError(Exception):
    """A decimal sign that may also group thousands."""


@dataclass(frozen=True, slots=True)
class Style:
    """The decimal sign of the person's locale and what to do with the other one."""

    decimal: str
    other: Other = Other.ASK


_FRACTIONS = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_VULGAR = re.compile(rf"(?P<whole>[0-9]{{1,6}})? ?(?P<part>[{_FRACTIONS}])")
_MANTISSA = re.compile(r"(?:[0-9]{1,3}(?:[ '][0-9]{3})+(?![0-9])|[0-9]+)(?:[.,][0-9]+)*[.,]?|[.,][0-9]+")
_E_POWER = re.compile(r"[eE]([+-]?[0-9]+)")
_TO_POWER = r" ?(?:\^|\*\*) ?(?:\((?P<closed>[+-]?[0-9]+)\)|(?P<bare>[+-]?[0-9]+))"
TIMES_TEN = re.compile(r" ?[*xX] ?10" + _TO_POWER)
_CARET = re.compile(_TO_POWER)
_HIGHEST_POWER = 400


def read_number(text: str, start: int, style: Style, times_ten: bool = True) -> tuple[Fraction, int]:
    """The unsigned number that begins at `start`, exactly, and where it ends."""
    vulgar = _VULGAR.match(text, start)
    if vulgar is not None:
        part = Fraction(unicodedata.numeric(vulgar["part"])).limit_denominator(10)
        return Fraction(vulgar["whole"] or 0) + part, vulgar.end()
    match = _MANTISSA.match(text, start)
    if match is None:
        raise UnreadableError("no number was found where one should stand")
    mantissa, end = _plain(match.group(), style), match.end()
    caret = _CARET.match(text, end)
    if caret is not None:
        if match.group() != "10":
            raise UnreadableError("only powers of ten are read")
        return ten_to(caret), caret.end()
    power = _E_POWER.match(text, end) or (TIMES_TEN.match(text, end) if times_ten else None)
    if power is None:
        return mantissa, end
    return mantissa * ten_to(power), power.end()


def ten_to(power: re.Match[str]) -> Fraction:
    """Ten to the power that was matched."""
    digits = next(group for group in power.groups() if group)
    if len(digits) > 5 or abs(int(digits)) > _HIGHEST_POWER:
        raise UnreadableError("the power of ten is out of range")
    return Fraction(10) ** int(digits)


def _plain(text: str, style: Style) -> Fraction:
    """A number of digits, decimal sign and grouping only."""
    head, groups, blank = text, "", re.search("[ ']", text)
    if blank is not None:
        if text.startswith("0") or len({mark for mark in text if mark in " '"}) > 1:
            raise UnreadableError("the digits are grouped in an unusual way")
        groups = blank.group()
        head = text.replace(groups, "")
    pieces = re.split("[.,]", head)
    signs = re.findall("[.,]", head)
    if not signs:
        return Fraction(head)
    if len(signs) == 1:
        return _one_sign(pieces[0], signs[0], pieces[1], style, grouped=bool(groups))
    if groups:
        raise UnreadableError("the digits are grouped in two ways at once")
    if len(set(signs)) == 1:
        return Fraction(_grouped(pieces))
    if len(set(signs[:-1])) == 1 and signs[-1] != signs[0] and pieces[-1]:
        return Fraction(f"{_grouped(pieces[:-1])}.{pieces[-1]}")
    raise UnreadableError("points and commas follow each other in no known order")


def _one_sign(whole: str, sign: str, part: str, style: Style, grouped: bool) -> Fraction:
    if sign == style.decimal:
        return Fraction(f"{whole or 0}.{part or 0}")
    if not part:
        raise UnreadableError(f"nothing follows the '{sign}'")
    # 0,500 and 1234,567 cannot be grouped thousands, so they have one reading.
    may_group = len(part) == 3 and whole != "" and not whole.startswith("0") and (grouped or len(whole) <= 3)
    if may_group and style.other is Other.ASK:
        raise TwoReadingsError
    if may_group and style.other is Other.GROUPING:
        return Fraction(whole + part)
    return Fraction(f"{whole or 0}.{part}")


def _grouped(pieces: list[str]) -> str:
    first, *rest = pieces
    if not (1 <= len(first) <= 3 and not first.startswith("0") and all(len(piece) == 3 for piece in rest)):
        raise UnreadableError("the digits are not in groups of three")
    return "".join(pieces)


def as_float(exact: Fraction) -> float:
    """The nearest float; refuses what would become infinite or vanish."""
    try:
        number = float(exact)
    except OverflowError:
        number = math.inf
    if math.isinf(number):
        raise UnreadableError("the number is too large")
    if number == 0 and exact != 0:
        raise UnreadableError("the number is too small")
    return number
