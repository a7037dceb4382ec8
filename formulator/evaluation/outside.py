"""What is said of an argument that has left the range in which its model was checked: which field that is, and the nearest value inside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from formulator import design as designs
from formulator.chem.model import Model, Outside
from formulator.chem.naming import spoken
from formulator.evaluation.inputs import Inputs, label
from formulator.prediction import Flag, Ingredient
from formulator.units import format_bounds, format_number, from_si, kind, unit_label

_SAME = 0.05
"""How far a number may lie from its only input and still be that input, with a floor or a trace of something added."""
_DIGITS = 3


def flag(node: str, model: Model, outside: Outside, given: str, ancestors: Iterable[str], inputs: Inputs) -> Flag:
    """The flag on `node`, whose model was asked outside its range; `given` names the number that was handed over."""
    source = _field_behind(given, outside, ancestors, inputs)
    unit = outside.show if source is None else source.unit
    low, high = (float(from_si(end, unit)) for end in (outside.low, outside.high))
    # The amount as it stands in its field, not with the trace that the model adds to it.
    value = float(from_si(outside.value, unit)) if source is None else float(str(source.value))
    about = _meaning(model, outside.argument) if source is None else _label(source.path)
    who, name = f"{about[:1].upper()}{about[1:]}", spoken(model.card.name)
    shown = "" if unit == "pH" else unit_label(unit)
    said, bounds = f"{format_number(value)} {shown}".rstrip(), f"{format_bounds(low, high)} {shown}".rstrip()
    return Flag(
        id=f"range.{model.card.name}.{outside.argument}",
        severity="warning",
        path=node,
        text=f"{who}: {said} is outside the {name} model, {bounds}.",
        field="" if source is None else source.path,
        nearest="" if source is None or source.state != "typed" else _nearest(low, high, value, outside, source),
    )


def _field_behind(given: str, outside: Outside, ancestors: Iterable[str], inputs: Inputs) -> Ingredient | None:
    """The field whose number this is: itself, or the only input that it was made from, if it still is that number."""
    if given in inputs.ingredients:
        return inputs.ingredients[given] if _is_field(given) else None
    known = [name for name in ancestors if name in inputs.ingredients]
    found = inputs.ingredients[known[0]] if len(known) == 1 else None
    if found is None or not _is_field(found.path) or kind(found.unit) != kind(outside.show):
        return None
    is_same = abs(float(inputs.numbers[known[0]]) - outside.value) <= _SAME * abs(outside.value)
    return found if is_same else None


def _is_field(path: str) -> bool:
    section, _, name = designs.split(path)
    return f"{section}.{name}" in designs.BY_PATH


def _nearest(low: float, high: float, value: float, outside: Outside, source: Ingredient) -> str:
    """The end of the range on this side, as it can be typed into the field: three digits, never beyond the end."""
    added = float(from_si(outside.value, source.unit)) - value
    end = Decimal(f"{(high if outside.value > outside.high else low) - added:.9g}")
    step = Decimal(1).scaleb(end.adjusted() - _DIGITS + 1)
    rounding = ROUND_FLOOR if outside.value > outside.high else ROUND_CEILING
    return f"{float((end / step).to_integral_value(rounding) * step):g} {source.unit if source.unit != 'pH' else ''}".rstrip()


def _label(path: str) -> str:
    section, _, name = designs.split(path)
    return label(f"{section}.{name}")


def _meaning(model: Model, argument: str) -> str:
    """What an argument of a model is, in the first words of its description."""
    rule = model.card.arguments[argument]
    return re.split(r" \(|[,;:]", rule.about)[0] or argument.replace("_", " ")
