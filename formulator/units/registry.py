"""The door for scripts: a pint registry made from our own list, built once, on first use."""

from __future__ import annotations

import functools
import threading
from typing import TYPE_CHECKING, Any

from formulator.units.spelling import unit as find_unit
from formulator.units.table import ATOMS, HIDDEN, SI_BASES, Atom

if TYPE_CHECKING:
    import pint

_lock = threading.RLock()
_SPELLED = {
    "%": "percent",
    "wt%": "wt_percent",
    "mol%": "mol_percent",
    "vol%": "vol_percent",
    "%w/v": "wv_percent",
    "%ID": "percent_ID",
}


def registry() -> pint.UnitRegistry[Any]:
    """The one registry; nominal kinds are base dimensions there, so pint keeps them apart as well."""
    with _lock:
        return _build()


@functools.cache
def _build() -> pint.UnitRegistry[Any]:
    import pint

    made: pint.UnitRegistry[Any] = pint.UnitRegistry(None, autoconvert_offset_to_baseunit=True)
    atoms = [*ATOMS.values(), *HIDDEN.values()]
    bases = {base for atom in atoms for base, _ in atom.dimension}
    for base in sorted(bases):
        made.define(f"{base} = [{SI_BASES.get(base, base)}]")
    for atom in atoms:
        name = _SPELLED.get(atom.name, atom.name)
        if name not in bases:
            made.define(f"{name} = {_definition(atom)}")
    return made


def _definition(atom: Atom) -> str:
    product = " * ".join(f"{base} ** {float(power)!r}" for base, power in atom.dimension)
    scaled = f"{float(atom.factor)!r}" + (f" * {product}" if product else "")
    return f"{scaled}; offset: {float(atom.offset)!r}" if atom.offset else scaled


def quantity(magnitude: float, spelling: str) -> pint.Quantity[Any]:
    """Number and unit as a pint Quantity."""
    found = find_unit(spelling)
    made = registry()
    parts = {_SPELLED.get(name, name): _plain(power) for name, power in found.parts}
    if found.kind is not None and found.kind.name == "count":
        parts = {"count": 1}
    with _lock:
        return made.Quantity(magnitude, made.UnitsContainer(parts))


def _plain(power: Any) -> int | float:
    return int(power) if power.denominator == 1 else float(power)
