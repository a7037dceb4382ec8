"""The closed list of units, read once from the shipped text file: atoms with exact factors, kinds, and spellings."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from formulator import assets

Exponents = tuple[tuple[str, Fraction], ...]
"""Dimension: (base, exponent) sorted by base; a base is SI or one of the nominal ones that keep kinds apart."""

SI_BASES = {"kg": "mass", "m": "length", "s": "time", "A": "current", "K": "temperature", "mol": "amount"}
ABSOLUTE_ZERO_IN_CELSIUS = Fraction("-273.15")
_PI = Fraction("3.14159265358979323846264338327950288419716939937510")


@dataclass(frozen=True, slots=True)
class Atom:
    """A unit that is not made of others."""

    name: str
    factor: Fraction
    offset: Fraction
    dimension: Exponents
    label: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of quantity: units of one kind convert into one another, units of two kinds never do."""

    name: str
    dimension: Exponents
    words: str
    menu: tuple[str, ...]


def exponents(text: str) -> Exponents:
    """Dimension from text such as `kg m^-1 s^-2`; `1` is none."""
    found: dict[str, Fraction] = {}
    for part in text.split():
        if part != "1":
            base, _, power = part.partition("^")
            found[base] = found.get(base, Fraction(0)) + Fraction(power or "1")
    return tidy(found)


def tidy(powers: dict[str, Fraction]) -> Exponents:
    """Sorted, without bases that have cancelled."""
    return tuple(sorted((base, power) for base, power in powers.items() if power))


def _factor(text: str) -> Fraction:
    if text.startswith("pi/"):
        return _PI / Fraction(text[3:])
    return Fraction(text)


def _sections(text: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("["):
            rows = found.setdefault(line.strip("[] "), [])
        elif line.strip() and not line.startswith("#"):
            rows.append([cell.strip() for cell in line.split("|")])
    return found


def _read_atoms(rows: list[list[str]]) -> dict[str, Atom]:
    atoms = {}
    for name, factor, dimension, label, *rest in rows:
        offset = -ABSOLUTE_ZERO_IN_CELSIUS if name == "degC" else Fraction(0)
        aliases = tuple(rest[0].split()) if rest else ()
        atoms[name] = Atom(name, _factor(factor), offset, exponents(dimension), label, aliases)
    return atoms


_rows = _sections(assets.text("units.txt"))

ATOMS: dict[str, Atom] = _read_atoms(_rows["units"])
NOUNS: dict[str, str] = {word: row[0].split()[0] for row in _rows["nouns"] for word in row[0].split()}
HOLDERS: dict[str, str] = {word: row[0].split()[0] for row in _rows["holders"] for word in row[0].split()}
CONTEXT: dict[str, str] = {row[0]: row[1] for row in _rows["context"]}
WHOLE: dict[str, tuple[str, ...]] = {row[0]: tuple(row[1:]) for row in _rows["whole"]}
KINDS: dict[str, Kind] = {
    row[0]: Kind(row[0], exponents(row[1]), row[2], tuple("" if unit == "1" else unit for unit in row[3].split())) for row in _rows["kinds"]
}
KIND_OF: dict[Exponents, Kind] = {kind.dimension: kind for kind in KINDS.values()}
APART: dict[str, Kind] = {row[0]: KINDS[row[1]] for row in _rows["apart"]}
ATOM_OF: dict[str, str] = {spelling: atom.name for atom in ATOMS.values() for spelling in (atom.name, *atom.aliases)}


def _hidden() -> dict[str, Atom]:
    """A unit of factor one for each nominal base, so that a stored plain share converts back; nobody can type these."""
    bases = {base for kind in KINDS.values() for base, _ in kind.dimension} - set(SI_BASES)
    shown = {atom.dimension[0][0] for atom in ATOMS.values() if len(atom.dimension) == 1 and atom.factor == 1}
    return {base: Atom(base, Fraction(1), Fraction(0), ((base, Fraction(1)),), base, ()) for base in bases - shown}


HIDDEN: dict[str, Atom] = _hidden()
