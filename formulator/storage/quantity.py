"""The quantity of a file, {"v", "u", "sd" or "law" with its numbers, "typed", "src"}, and what makes it one that a field can hold."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

from formulator import design as designs
from formulator.design import Field
from formulator.errors import FieldError, UnitError
from formulator.prediction import OUTPUT_BY_PATH
from formulator.storage.problems import shown
from formulator.units import Spread, Value, convert, format_value, kind, parse, spread, to_si

_REMEMBERED = 20_000
_SAME = 1e-12
"""Typed text and stored number agree when they differ by no more than the rounding of a conversion."""

Check = Callable[[float, str, float | None, str | None, Spread | None], Value]
LAW_NUMBERS = {"uniform": ("low", "high"), "triangular": ("low", "high"), "lognormal": ("factor",)}
"""The keys beside "law" that hold its numbers."""


class QuantityProblem(Exception):
    """What is wrong and in which part of the quantity."""

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(reason)
        self.part = part


def of_field(row: Field) -> Check:
    """The check of a design field: its dimension, where the quantity exists, and that the typed text says this number."""
    fits: dict[str, bool] = {}
    low, high = row.domain

    def check(magnitude: float, unit: str, sd: float | None, typed: str | None, law: Spread | None = None) -> Value:
        value = _value(magnitude, unit, sd, typed, law)
        if value.unit not in fits:
            fits[value.unit] = any(kind(value.unit) == kind(accepted) for accepted in row.units)
        if not fits[value.unit] or not low <= to_si(magnitude, value.unit) <= high:
            try:
                designs.check_row(row, Value(magnitude, unit))
            except FieldError as problem:
                raise QuantityProblem("v" if fits[value.unit] else "u", f"{shown(magnitude)} {shown(unit)}: {problem.reason}") from None
        try:
            designs.check_ends(row, value)
        except FieldError as problem:
            raise QuantityProblem("law", problem.reason) from None
        _refuse_other_text(value)
        return value

    return _remembering(check)


def of_output(path: str) -> Check:
    """The check of a measured or specified value: the unit must be one of the output, where it is an output that is known."""
    output = OUTPUT_BY_PATH.get(path)

    def check(magnitude: float, unit: str, sd: float | None, typed: str | None, law: Spread | None = None) -> Value:
        if law is not None:
            raise QuantityProblem("law", "a value of an output is one number, with sd where it has a spread")
        value = _value(magnitude, unit, sd, typed, None)
        if output is not None:
            try:
                convert(magnitude, value.unit, output.unit)
            except UnitError as problem:
                raise QuantityProblem("u", f"{shown(unit)} is not a unit of {path}. {problem}") from None
            if output.scale != "linear" and to_si(magnitude, value.unit) < 0:
                raise QuantityProblem("v", f"{shown(magnitude)} cannot be: {path} is never below zero")
        _refuse_other_text(value)
        return value

    return check


def _remembering(check: Check) -> Check:
    """The same check, which remembers equal quantities: variants of one project repeat most of theirs."""
    remembered = functools.lru_cache(maxsize=_REMEMBERED)(check)

    def checked(magnitude: float, unit: str, sd: float | None, typed: str | None, law: Spread | None = None) -> Value:
        if magnitude == 0 or sd == 0 or law is not None:  # 0.0 and -0.0 are equal, but not the same text
            return check(magnitude, unit, sd, typed, law)
        return remembered(magnitude, unit, sd, typed, None)

    return checked


def law_in(found: dict[str, Any]) -> Spread | None:
    """The law of a quantity of a file, whose keys are all there and no others."""
    law, given = found.get("law"), [key for key in ("low", "high", "factor") if key in found]
    wanted = LAW_NUMBERS.get(law or "", ())
    if set(given) != set(wanted):
        needs = f"{law} takes {' and '.join(wanted)}" if law else "low, high and factor belong to a law"
        raise QuantityProblem("law", f"{needs}; given: {', '.join(given) or 'none'}")
    return None if law is None else spread(law, *(found[key] for key in wanted))


def _value(magnitude: float, unit: str, sd: float | None, typed: str | None, law: Spread | None) -> Value:
    if sd is not None and sd < 0:
        raise QuantityProblem("sd", f"a spread of {shown(sd)} is below zero; it is zero or more")
    try:
        return Value(magnitude, unit, typed, sd, law)
    except UnitError as problem:
        known = _is_unit(unit)
        if known and law is not None:
            raise QuantityProblem("law", str(problem)) from None
        raise QuantityProblem("v" if known else "u", f"{shown(magnitude) if known else shown(unit)}: {problem}") from None


def _is_unit(unit: str) -> bool:
    try:
        kind(unit)
    except UnitError:
        return False
    return True


def _refuse_other_text(value: Value) -> None:
    """The text is what a person sees: it must say the number with which is calculated, in one decimal convention or the other."""
    typed = value.typed
    if typed is None:
        return
    body = typed.strip()
    number, _, unit = body.partition(" ")
    if unit == value.unit and not value.has_spread and _plain_number(number) == value.magnitude:
        return
    readings = _readings(typed, value.unit)
    if any(_agree(reading, value) for reading in readings):
        return
    beside = f"the number beside it (v{', sd' if value.sd is not None else ' without sd'}) is {format_value(value)}"
    if not readings:
        raise QuantityProblem("typed", f"{shown(typed)} cannot be read as a quantity; {beside}")
    said = " or ".join(format_value(reading) for reading in readings[:2])
    raise QuantityProblem("typed", f"{shown(typed)} says {said}, but {beside}")


def _plain_number(text: str) -> float | None:
    if not text.replace(".", "", 1).isascii() or not text.replace(".", "", 1).isdigit():
        return None
    return float(text)


def _readings(typed: str, unit: str) -> list[Value]:
    found: list[Value] = []
    for decimal in (".", ","):
        try:
            reading = [parse(typed, unit, decimal=decimal, laws=True)]
        except UnitError as problem:
            reading = [candidate for candidate in problem.candidates if isinstance(candidate, Value)]
        found.extend(value for value in reading if value not in found)
    return found


def _agree(reading: Value, value: Value) -> bool:
    if not math.isclose(reading.to(value.unit), value.magnitude, rel_tol=_SAME):
        return False
    law = reading.law_in(value.unit)
    if law is not None:
        mine = value.law
        return mine is not None and mine[0] == law[0] and all(
            math.isclose(a, b, rel_tol=_SAME) for a, b in zip(mine[1:], law[1:], strict=True)
        )  # fmt: skip
    spread = reading.sd_in(value.unit)
    if spread is None:
        return True
    return value.sd is not None and math.isclose(spread, value.sd, rel_tol=_SAME)


def data(value: Value, source: str = "") -> dict[str, Any]:
    """A quantity as it stands in the file."""
    found: dict[str, Any] = {} if value.sd is None else {"sd": value.sd}
    if value.law is not None:
        name, *numbers = value.law
        found["law"] = name
        found |= dict(zip(LAW_NUMBERS[name], numbers, strict=True))
    if source:
        found["src"] = source
    if value.typed is not None:
        found["typed"] = value.typed
    found["u"] = value.unit
    found["v"] = value.magnitude
    return found
