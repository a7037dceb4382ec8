"""Sums such as `=2*(3.5+1) mg`: numbers, + - * / and parentheses, worked out exactly; nothing else is evaluated."""

from __future__ import annotations

import re
from fractions import Fraction

from formulator.units.numbers import Style, UnreadableError, read_number

_DEEPEST = 16
_TERM = re.compile(r" *([+-]) *(?=[0-9.,(+-])")
_FACTOR = re.compile(r" *([*/xX]) *(?=[0-9.,(+-])")
_TEN_TO = re.compile(r" *[*xX] *10 *(\^|\*\*)")


class Sum:
    """Reads a sum from the start of a text; `end` is where the unit begins."""

    def __init__(self, text: str, style: Style) -> None:
        self.text = text
        self.style = style
        self.end = 0

    def read(self) -> Fraction:
        """The result, exactly."""
        found = self._sum(0)
        if self.text[self.end : self.end + 1] == ")":
            raise UnreadableError("a parenthesis is closed that was never opened")
        return found

    def _sum(self, depth: int) -> Fraction:
        if depth > _DEEPEST:
            raise UnreadableError("the parentheses are too deep")
        total = self._product(depth)
        while (sign := _TERM.match(self.text, self.end)) is not None:
            self.end = sign.end()
            term = self._product(depth)
            total = total + term if sign[1] == "+" else total - term
        return _bounded(total)

    def _product(self, depth: int) -> Fraction:
        total = self._signed(depth)
        while (sign := _FACTOR.match(self.text, self.end)) is not None:
            self.end = sign.end()
            other = self._signed(depth)
            if sign[1] != "/":
                total *= other
                continue
            if _TEN_TO.match(self.text, self.end):
                raise UnreadableError("a division by a power of ten can be read in two ways; set parentheses")
            if other == 0:
                raise UnreadableError("it divides by zero")
            total /= other
        return _bounded(total)

    def _signed(self, depth: int) -> Fraction:
        self._skip_blanks()
        sign = 1
        if self.text[self.end : self.end + 1] in ("+", "-"):
            sign = -1 if self.text[self.end] == "-" else 1
            self.end += 1
            self._skip_blanks()
        if self.text[self.end : self.end + 1] == "(":
            self.end += 1
            inside = self._sum(depth + 1)
            self._skip_blanks()
            if self.text[self.end : self.end + 1] != ")":
                raise UnreadableError("a parenthesis is not closed")
            self.end += 1
            return sign * inside
        number, self.end = read_number(self.text, self.end, self.style, times_ten=False)
        return sign * number

    def _skip_blanks(self) -> None:
        while self.text[self.end : self.end + 1] == " ":
            self.end += 1


def _bounded(number: Fraction) -> Fraction:
    """Stop numbers that grow out of any use while they are still small enough to handle."""
    if number and not -1500 < number.numerator.bit_length() - number.denominator.bit_length() < 1500:
        raise UnreadableError("the number is out of range")
    return number
