"""Any one model as a unit-aware calculator: text or Values in, a Value out, with flags, grade and sources beside it."""

from __future__ import annotations

import difflib
import functools
import importlib
import math
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from formulator import chem
from formulator.chem.model import Arg, Card, Choice, Grade, Model
from formulator.errors import Flag, ModelError, UnitError
from formulator.units import (
    Value,
    canonical,
    dimension_words,
    format_bounds,
    format_number,
    from_si,
    kind,
    parse,
    to_si,
    unit_label,
    units_for,
)

Given = str | float | int | Value


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one model says: the value in its display unit, and how far to trust it. `value` is None when it is not finite."""

    model: str
    value: float | None
    unit: str
    grade: Grade
    flags: tuple[Flag, ...]
    sources: tuple[str, ...]
    number: float


@functools.cache
def _models() -> Mapping[str, Model]:
    found: dict[str, Model] = {}
    for module in pkgutil.iter_modules(chem.__path__):
        for entry in vars(importlib.import_module(f"formulator.chem.{module.name}")).values():
            if isinstance(entry, Model) and entry.function.__module__ == f"formulator.chem.{module.name}":
                found[entry.card.name] = entry
    return dict(sorted(found.items()))


def models() -> Mapping[str, Card]:
    """The card of every model, by name."""
    return {name: entry.card for name, entry in _models().items()}


def model(name: str) -> Model:
    """One model by name; raises ModelError with the nearest names."""
    found = _models().get(name)
    if found is None:
        near = difflib.get_close_matches(name, _models(), n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else " `formulator calc --list` lists them."
        raise ModelError(f"There is no model '{name}'.{hint}")
    return found


def number(card: Card, name: str, given: Given, unit: str | None = None) -> float | str:
    """One argument in SI. Text is read by our own grammar in the argument's units; a bare number counts in the unit people read."""
    rule = card.arguments[name]
    if not isinstance(rule, Arg):
        return str(given)
    shown = unit if unit is not None else rule.show or rule.unit
    accepted = tuple(dict.fromkeys((shown, rule.show or rule.unit, *units_for(rule.unit), *units_for(shown))))
    try:
        if isinstance(given, Value):
            return _in_si(given, accepted)
        if isinstance(given, (int, float)):
            return float(to_si(float(given), shown))
        return _in_si(parse(given, accepted), accepted)
    except UnitError as problem:
        raise UnitError(f"{name}: {problem}", problem.candidates) from problem


def _in_si(value: Value, accepted: tuple[str, ...]) -> float:
    """A Value in SI when its kind is one that the argument takes; a plain number stands for any share the argument is shown as."""
    if kind(value.unit) in {kind(unit) for unit in accepted}:
        return value.si
    said, needed = value.typed or f"{value.magnitude:g} {value.unit}", accepted[0] or "a plain number"
    raise UnitError(f"'{said}' is in {value.unit or 'no unit'}; {needed} is needed.")


def result_unit(card: Card, wanted: str | None) -> str:
    """The unit a result is said in: the one asked for when it is of the result's kind, else refused."""
    if wanted is None:
        return card.show
    if kind(wanted) not in {kind(card.show), kind(card.unit)}:
        raise UnitError(
            f"{card.name} gives {dimension_words(card.show)}. It can be said in {', '.join(units_for(card.show)[:6])}, not in '{wanted}'."
        )
    return canonical(wanted)


def answer(name: str, arguments: Mapping[str, Given], unit: str | None = None) -> Answer:
    """Call one model with units and say everything about the result."""
    found = model(name)
    card = found.card
    for key in arguments:
        if key not in card.arguments:
            raise ModelError(f"{name} has no argument '{key}'. It takes: {', '.join(card.arguments)}.")
    shown_unit = result_unit(card, unit)
    in_si: dict[str, Any] = {key: number(card, key, given) for key, given in arguments.items()}
    for key, value in in_si.items():
        _refuse_undefined(card, key, value, arguments[key])
    result = float(found.checked(**in_si))
    shown = float(from_si(result, shown_unit)) if math.isfinite(result) else result
    flags = [_outside(name, outside) for outside in found.outside(in_si)]
    if not math.isfinite(shown):
        flags.append(
            Flag(
                id=f"{name}.none",
                severity="warning",
                path=name,
                text=card.none or "The model gives no finite number here.",
            )
        )
    return Answer(
        model=name,
        value=shown if math.isfinite(shown) else None,
        unit=shown_unit,
        grade=card.grade,
        flags=tuple(flags),
        sources=card.sources,
        number=shown,
    )


def _refuse_undefined(card: Card, name: str, value: float | str, given: Given) -> None:
    """Refuse what lies where the formula is not defined, in the unit people read."""
    rule = card.arguments[name]
    if not isinstance(rule, Arg) or isinstance(value, str) or rule.domain[0] <= value <= rule.domain[1]:
        return
    shown = rule.show or rule.unit

    def words(end: float) -> str:
        return f"{format_number(float(from_si(end, shown)), digits=3)} {unit_label(shown)}".rstrip()

    low, high = rule.domain
    said = given.typed or words(value) if isinstance(given, Value) else given if isinstance(given, str) else words(value)
    bounds = f"from {words(low)} on" if math.isinf(high) else f"from {words(low)} to {words(high)}"
    raise ModelError(f"{card.name}: {name} cannot be {said}. The formula is defined {bounds}.")


def ask(name: str, **arguments: Given) -> Value:
    """One model as a calculator: `ask("debye_length", ionic_strength="150 mM", temperature="25 degC", relative_permittivity="78.4")`."""
    said = answer(name, arguments)
    if said.value is None:
        raise ModelError(f"{name}: {' '.join(flag.text for flag in said.flags)}")
    return Value(said.value, said.unit)


def _outside(name: str, outside: Any) -> Flag:
    value, low, high = (float(from_si(number, outside.show)) for number in (outside.value, outside.low, outside.high))
    unit = unit_label(outside.show)
    said, bounds = f"{format_number(value)} {unit}".rstrip(), f"{format_bounds(low, high)} {unit}".rstrip()
    text = f"{outside.argument} {said} is outside the range of {name}, {bounds}."
    return Flag(id=f"range.{name}.{outside.argument}", severity="warning", path=name, text=text)


def describe(card: Card) -> list[tuple[str, str, str]]:
    """Rows of (argument, unit or choices, range) for help and lists."""
    rows = []
    for name, rule in card.arguments.items():
        if isinstance(rule, Arg):
            shown = rule.show or rule.unit
            low, high = (float(from_si(end, shown)) for end in (rule.low, rule.high))
            rows.append((name, shown, f"{low:g} to {high:g}"))
        else:
            rows.append((name, "text", ", ".join(rule.options) if isinstance(rule, Choice) else rule.about))
    return rows
