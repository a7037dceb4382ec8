"""From the many spellings of a unit to the one unit that is meant: `mg mL⁻¹`, `mg/ml` and `mg·mL^-1` are `mg/mL`."""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from formulator.errors import UnitError
from formulator.units.table import (
    APART,
    ATOM_OF,
    ATOMS,
    HIDDEN,
    HOLDERS,
    KIND_OF,
    NOUNS,
    WHOLE,
    Atom,
    Exponents,
    Kind,
    tidy,
)

Parts = tuple[tuple[str, Fraction], ...]

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SUPERSCRIPT_RUN = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_LOOK_ALIKE = {"-": "−–‐‑‒", "*": "×·⋅∙•∗✕", "/": "∕⁄÷", "u": "μ"}
_ODD_SIGNS = str.maketrans({mark: plain for plain, marks in _LOOK_ALIKE.items() for mark in marks})
_PER = re.compile(r"\bper\b")
_TOKEN = re.compile(
    r"\s*(?:(?P<name>%ID|%w/v|wt%|mol%|vol%|%|°C|[A-Za-zÅåÖö°]+(?:_[A-Za-z]+)?)(?P<power>\s*\^\s*\(\s*[+-]?\d(?:\.\d|/\d)?\s*\)"
    r"|\s*\^\s*[+-]?\d(?:\.\d)?|-\d|[2-9])?|(?P<one>1)(?![\d.])|(?P<sign>[*/()]))(?P<gap>\s*)"
)
_HIGHEST_POWER = 6
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its exact factor to SI; `kind` is None for a product that has no name in the table."""

    name: str
    factor: Fraction
    offset: Fraction
    dimension: Exponents
    kind: Kind | None
    parts: Parts

    @property
    def words(self) -> str:
        """What a quantity in this unit is, with its article."""
        if self.name == "%":
            return "a plain percentage"
        return self.kind.words if self.kind is not None else f"a quantity in {self.name}"

    @property
    def kind_name(self) -> str:
        """Name of the kind, or the dimension in SI units for a product without one."""
        return self.kind.name if self.kind is not None else si_name(self)


class _UnknownError(Exception):
    """No unit of the list; the text says why."""


def flatten(text: str) -> str:
    """One plain way to write signs, powers and letters that look alike."""
    text = _SUPERSCRIPT_RUN.sub(lambda run: f"^({run.group().translate(_SUPERSCRIPTS)})", text)
    text = text.replace("½", "^(1/2)")
    text = unicodedata.normalize("NFKC", text).translate(_ODD_SIGNS).replace("**", "^")
    return " ".join(text.split())


def _compact(text: str) -> str:
    return flatten(text).replace(" ", "")


def _root(value: Fraction, power: Fraction) -> Fraction:
    """`value ** power`, exact when the square root is a fraction."""
    raised = Fraction(value ** abs(power.numerator))
    if power.denominator == 2:
        exact = Fraction(math.isqrt(raised.numerator), math.isqrt(raised.denominator))
        raised = exact if exact * exact == raised else Fraction(float(raised) ** 0.5)
    return raised if power > 0 else 1 / raised


def _power(text: str | None) -> Fraction:
    if not text:
        return Fraction(1)
    power = Fraction(text.translate({ord(mark): None for mark in " ^()"}))
    if power == 0 or abs(power) > _HIGHEST_POWER or power.denominator > 2:
        raise _UnknownError("a power in a unit is a whole or half number up to 6")
    return power


def _tokens(text: str) -> list[re.Match[str]]:
    found, position = [], 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _UnknownError("")
        found.append(match)
        position = match.end()
    return found


class _Product:
    """Reads products such as `um*cm/V/s` or `J/(mol K)`; a product after an open stroke is refused as two-way."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.next = 0
        self.parts: list[tuple[str, Fraction]] = []

    def read(self) -> Parts:
        self._group(Fraction(1), depth=0)
        if self.next < len(self.tokens):
            raise _UnknownError("")
        return tuple(self.parts)

    def _peek(self) -> str:
        return (self.tokens[self.next].group("sign") or "") if self.next < len(self.tokens) else "end"

    def _group(self, sign: Fraction, depth: int) -> None:
        if depth > 2:
            raise _UnknownError("")
        below = after_stroke = False
        first = True
        while self._peek() not in ("end", ")"):
            mark = self._peek()
            if mark in "*/" and mark:
                if first and mark == "*":
                    raise _UnknownError("")
                self.next += 1
                below = mark == "/"
            elif not first:
                below = False
            if after_stroke and not below:
                raise _UnknownError("what follows the stroke can be read in two ways; write J/mol/K or J/(mol*K)")
            after_stroke = after_stroke or below
            self._factor(-sign if below else sign, depth, only=first and not below)
            first = False
        if first:
            raise _UnknownError("")

    def _factor(self, sign: Fraction, depth: int, only: bool) -> None:
        mark = self._peek()
        if mark == "(":
            self.next += 1
            self._group(sign, depth + 1)
            if self._peek() != ")":
                raise _UnknownError("")
            self.next += 1
            return
        if mark:
            raise _UnknownError("")
        token = self.tokens[self.next]
        self.next += 1
        if token.group("one"):
            if not only or self._peek() != "/":
                raise _UnknownError("")
            return
        self.parts.append((token.group("name"), sign * _power(token.group("power"))))


def _atoms(parts: Parts) -> Parts:
    """Names of the list for names as written; counted things above the stroke are dropped, holders below it kept."""
    found: list[tuple[str, Fraction]] = []
    things: list[str] = []
    for name, power in parts:
        if name in HOLDERS and power == -1:
            found.append((HOLDERS[name], power))
        elif name in NOUNS and power == 1:
            things.append(NOUNS[name])
        elif name in ATOM_OF and ATOM_OF[name] not in ("particle", "cell"):
            found.append((ATOM_OF[name], power))
        else:
            raise _UnknownError("")
    if things and (len(things) > 1 or any(power > 0 for _, power in found)):
        raise _UnknownError("")
    return _merge(found) if found else ((things[0], Fraction(1)),)


def _merge(parts: list[tuple[str, Fraction]]) -> Parts:
    """Same unit twice on one side of the stroke is a power; on two sides it stays a ratio."""
    merged: dict[tuple[str, bool], Fraction] = {}
    for name, power in parts:
        merged[name, power > 0] = merged.get((name, power > 0), Fraction(0)) + power
    return tuple((name, power) for (name, _), power in sorted(merged.items(), key=lambda item: not item[0][1]))


def _spell(parts: Parts) -> str:
    def one(name: str, power: Fraction) -> str:
        size = abs(power)
        return name if size == 1 else f"{name}^{size}" if size.denominator == 1 else f"{name}^{float(size):g}"

    above = "*".join(one(name, power) for name, power in parts if power > 0)
    return (above or "1") + "".join("/" + one(name, power) for name, power in parts if power < 0)


_ALONE = frozenset({"%", "wt%", "mol%", "vol%", "%w/v", "pH", "degC", "ppm", "ppb", "xg"})
_RATIOS = {"kg": "massratio", "mol": "moleratio", "m": "volumeratio"}


def _dimension(parts: Parts, atoms: list[tuple[Atom, Fraction]]) -> Exponents:
    powers: dict[str, Fraction] = {}
    for atom, power in atoms:
        for base, exponent in atom.dimension:
            powers[base] = powers.get(base, Fraction(0)) + exponent * power
    left = tidy(powers)
    if left or len(parts) < 2:
        return left
    bases = {atom.dimension for atom, _ in atoms}
    only = next(iter(bases)) if len(bases) == 1 else ()
    ratio = _RATIOS.get(only[0][0]) if len(only) == 1 and only[0][1] == (3 if only[0][0] == "m" else 1) else None
    if ratio is None or len(parts) != 2:
        raise _UnknownError("its parts cancel")
    return ((ratio, Fraction(1)),)


def _build(parts: Parts) -> Unit:
    if len(parts) == 1 and parts[0][0] in NOUNS and parts[0][1] == 1:
        count = KIND_OF[(("count", Fraction(1)),)]
        return Unit(parts[0][0], Fraction(1), Fraction(0), count.dimension, count, parts)
    atoms = [(ATOMS[name] if name in ATOMS else HIDDEN[name], power) for name, power in parts]
    if any(name in _ALONE for name, _ in parts) and (len(parts) > 1 or parts[0][1] != 1):
        raise _UnknownError(f"{parts[0][0]} stands alone")
    factor = Fraction(1)
    for atom, power in atoms:
        factor *= _root(atom.factor, power)
    name = _spell(parts)
    dimension = _dimension(parts, atoms)
    kind = APART.get(name) or KIND_OF.get(dimension)
    offset = atoms[0][0].offset if len(atoms) == 1 else Fraction(0)
    return Unit(name, factor, offset, kind.dimension if kind else dimension, kind, parts)


def _whole_spellings() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, others in WHOLE.items():
        for spelling in (name, *others):
            key = _compact(spelling)
            found[key] = name
            if "%" in key or "percent" in key:
                found[key.casefold()] = name
    return found


_WHOLE = _whole_spellings()
_NONE = Unit("", Fraction(1), Fraction(0), (), KIND_OF[()], ())


@functools.lru_cache(maxsize=4096)
def unit(spelling: str) -> Unit:
    """The unit of that spelling; raises UnitError for one that is not in the list."""
    if len(spelling) > _LONGEST:
        raise UnitError(f"'{spelling[:20]}…' is not a unit of the list: it is too long.")
    text = flatten(spelling)
    if text in ("", "1", "[]"):
        return _NONE
    if text in HIDDEN:
        return _build(((text, Fraction(1)),))
    compact = text.replace(" ", "")
    name = _WHOLE.get(compact) or _WHOLE.get(compact.casefold() if "%" in compact or "ercent" in compact else compact)
    try:
        if name is not None and name in ATOMS:
            return _build(((name, Fraction(1)),))
        parts = _Product(_PER.sub("/", name or text)).read()
        known = parts if any(part in HIDDEN for part, _ in parts) else _atoms(parts)
        return _build(known)
    except _UnknownError as problem:
        why = str(problem)
        raise UnitError(f"'{spelling}' is not a unit of the list{': ' + why if why else ''}.") from None


_SI_PRODUCTS = frozenset(
    {"Pa", "J", "V", "F", "F/m^2", "Pa*s", "W", "N", "C", "C/m^2", "J/mol", "J/mol/K", "N/m", "S/m", "W/kg", "Pa^0.5", "m^2/V/s"}
)
_SI_ATOMS = {
    atom.dimension[0][0]: atom.name
    for atom in ATOMS.values()
    if len(atom.dimension) == 1 and atom.dimension[0][1] == 1 and atom.factor == 1 and not atom.offset
}


def si_name(found: Unit) -> str:
    """The unit of the same kind with factor one."""
    if not found.dimension:
        return ""
    for name in found.kind.menu if found.kind is not None else ():
        member = unit(name)
        if member.factor == 1 and not member.offset and (len(member.dimension) == 1 or name in _SI_PRODUCTS):
            return name
    parts = tuple((_SI_ATOMS.get(base, base), power) for base, power in found.dimension)
    return _spell(tuple(sorted(parts, key=lambda part: part[1] < 0)))
