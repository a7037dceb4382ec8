"""Every way to say a quantity, with its value now. A way is offered only when the model answers the same for it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from formulator import design as designs
from formulator.design import Design
from formulator.errors import FormulatorError, UnitError
from formulator.units import Value, kind, units_for

if TYPE_CHECKING:
    from formulator.prediction import Prediction

SAME = 1e-6
"""Relative difference up to which two ways of saying are the same design."""

Evaluate = Callable[[Design], "Prediction"]

_DENSITY = {
    "mol%": "ligand.mol_percent",
    "wt%": "ligand.weight_percent",
    "1/particle": "ligand.per_particle",
    "1/nm^2": "ligand.surface_density",
    "1/um^2": "ligand.surface_density",
}
_CHECKED_BY = {"ligand.density": "ligand.mol_percent", "payload.feed": "loading.feed_fraction"}


@dataclass(frozen=True)
class Way:
    """One unit and the quantity said in it; None when it cannot be said in it now."""

    unit: str
    value: Value | None


def units_of(path: str, unit: str) -> tuple[str, ...]:
    """The units of a field's menu: its own first, then the others of the kind it is in."""
    row = designs.field(path)
    kinds = {kind(own) for own in row.units}
    # A share without its % would turn the next bare number into another one.
    others = [other for other in units_for(unit) if other and kind(other) in kinds] if any(row.units) else []
    return tuple(dict.fromkeys((*row.units, *others)))


def ways(path: str, current: Value, design: Design, prediction: Prediction | None, evaluate: Evaluate | None) -> tuple[Way, ...]:
    """The current quantity in every unit of its field."""
    return tuple(Way(unit, _said(path, current, unit, design, prediction, evaluate)) for unit in units_of(path, current.unit))


def _said(path: str, current: Value, unit: str, design: Design, prediction: Prediction | None, evaluate: Evaluate | None) -> Value | None:
    try:
        return current if unit == current.unit else current.in_unit(unit)
    except UnitError:
        pass
    if prediction is None or evaluate is None:
        return None
    found = _other_kind(path, current, unit, design, prediction)
    return found if found is not None and _is_same(path, found, design, prediction, evaluate) else None


def _other_kind(path: str, current: Value, unit: str, design: Design, prediction: Prediction) -> Value | None:
    """The quantity in a unit of another kind, by way of what the model answered."""
    if path == "ligand.density" and unit in _DENSITY:
        estimate = prediction.estimates.get(_DENSITY[unit])
        if estimate is None or estimate.value is None:
            return None
        return _without_dust(Value(estimate.value, estimate.unit).in_unit(unit))
    if path == "payload.feed":
        polymer = prediction.ingredients.get("process.polymer_mass")
        if polymer is None or not isinstance(polymer.value, float):
            return None
        mass = Value(polymer.value, polymer.unit)
        if unit == "mg/mg":
            return Value(current.to("mg") / mass.to("mg"), "mg/mg")
        return _without_dust(Value(current.to("mg/mg") * mass.to("mg"), "mg").in_unit(unit))
    if {unit, current.unit} == {"%", "vol%"}:
        return Value(current.magnitude, unit)
    return None


def _without_dust(value: Value) -> Value:
    """Fifteen digits: what conversion adds behind them was never meant."""
    return Value(float(f"{value.magnitude:.15g}"), value.unit)


def _is_same(path: str, value: Value, design: Design, prediction: Prediction, evaluate: Evaluate) -> bool:
    """Whether the design with the quantity said so is answered the same."""
    try:
        designs.check(path, value)
        other = evaluate(designs.replaced(design, path, value))
    except FormulatorError:
        return False
    watched = (_CHECKED_BY[path],) if path in _CHECKED_BY else tuple(prediction.estimates)
    return all(_close(prediction.estimates[name].value, other.estimates[name].value) for name in watched)


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=SAME, abs_tol=1e-300)


def read_typed(path: str, text: str, shown_unit: str, decimal: str) -> Value | None:
    """Typed text as a quantity: a bare number is in the unit that stands beside the field, never in another one.

    Raises FieldError in words, with the readings as `candidates` of its cause when the person must be asked.
    """
    if not text.strip():
        return None
    row = designs.field(path)
    accepted = tuple(dict.fromkeys((shown_unit, *row.units)))
    return designs.read_quantity(replace(row, units=accepted), text, decimal, path)
