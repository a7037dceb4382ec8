"""The card that every formula carries: its unit, arguments with ranges, assumptions, sources and grade.

A card is data. The calculators page, the command line, "Why this number", the sheet's source list and the docs are made from it.
"""

from __future__ import annotations

import enum
import functools
import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from formulator.errors import ModelError

Number = float | npt.NDArray[np.float64]
"""What a model takes and returns: a plain SI float, or an array of them."""


class Grade(enum.IntEnum):
    """How far a number may be trusted, best first; the grade of a prediction is the worst on its path."""

    MEASURED = 0
    LAW = 1
    FIT = 2
    FIT_TRANSFERRED = 3
    RULE_OF_THUMB = 4
    INDEX = 5

    @property
    def word(self) -> str:
        """The word shown to people."""
        return _GRADE_WORDS[self][0]

    @property
    def mark(self) -> str:
        """One character for plain text; the window paints its own."""
        return _GRADE_WORDS[self][1]

    @property
    def meaning(self) -> str:
        """One line that says what the grade promises."""
        return _GRADE_WORDS[self][2]


_GRADE_WORDS = {
    Grade.MEASURED: ("measured", "●", "your batch or a cited experiment"),
    Grade.LAW: ("law", "◕", "physics without fitted constants"),
    Grade.FIT: ("fit", "◐", "constants fitted to published data, inside their range"),
    Grade.FIT_TRANSFERRED: ("fit, transferred", "◐", "constants fitted to data of another system"),
    Grade.RULE_OF_THUMB: ("estimate", "◔", "order of magnitude, wide interval"),
    Grade.INDEX: ("ranking only", "○", "trust the order, not the number"),
}


@dataclass(frozen=True)
class Arg:
    """A number that a model takes: SI unit, the range in which the model holds, and what it means.

    `low` and `high` are where the model was checked (leaving them is a flag, not an error);
    `domain` is where the formula is defined at all (leaving it is refused).
    `default` makes the argument optional; `show` is the unit people read it in.
    """

    unit: str
    low: float
    high: float
    about: str = ""
    show: str = ""
    domain: tuple[float, float] = (0.0, math.inf)
    default: float | None = None


@dataclass(frozen=True)
class Choice:
    """One of a few words that a model takes."""

    options: tuple[str, ...]
    about: str = ""
    default: str | None = None


@dataclass(frozen=True)
class Text:
    """Text that a model takes, such as a sequence."""

    about: str = ""
    longest: int = 20_000


Argument = Arg | Choice | Text


@dataclass(frozen=True)
class Card:
    """Everything a person may ask about a model."""

    name: str
    unit: str
    show: str
    grade: Grade
    equation: str
    tex: str
    arguments: Mapping[str, Argument]
    sources: tuple[str, ...]
    assumes: tuple[str, ...]
    valid: tuple[str, ...]
    empirical: bool
    none: str
    summary: str = field(default="")
    topic: str = field(default="")


@dataclass(frozen=True)
class Outside:
    """An argument that has left the range in which its model was checked."""

    argument: str
    value: float
    low: float
    high: float
    unit: str
    show: str


class Model:
    """A formula with its card. Call it with keyword arguments in SI; `si` is the same call by name."""

    def __init__(self, function: Callable[..., Any], card: Card) -> None:
        functools.update_wrapper(self, function)
        self.function = function
        self.si = function
        self.card = card
        self._domains = tuple((name, rule.domain) for name, rule in card.arguments.items() if isinstance(rule, Arg))

    def __call__(self, **arguments: Any) -> Any:
        return self.function(**arguments)

    def __repr__(self) -> str:
        return f"<model {self.card.name} [{self.card.unit}]>"

    def checked(self, **arguments: Any) -> Any:
        """Call after checking names, kinds and the domain of every argument; raises ModelError in words."""
        card = self.card
        for name in arguments:
            if name not in card.arguments:
                known = ", ".join(card.arguments)
                raise ModelError(f"{card.name} has no argument '{name}'. It takes: {known}.")
        for name, rule in card.arguments.items():
            if name not in arguments:
                if getattr(rule, "default", None) is None:
                    raise ModelError(f"{card.name} needs the argument '{name}'.")
                continue
            _check(card.name, name, rule, arguments[name])
        return self.function(**arguments)

    def is_defined(self, **arguments: Any) -> bool:
        """Whether every number lies in the domain of the formula."""
        return bool(np.all(self._inside(arguments)))

    def where_defined(self, **arguments: Any) -> Any:
        """The result, and nan where `checked` would refuse an argument: the same answers for columns as for one design."""
        inside = self._inside(arguments)
        if inside is True:
            return self.function(**arguments)
        return math.nan if inside is False else np.where(inside, self.function(**arguments), math.nan)

    def _inside(self, arguments: Mapping[str, Any]) -> bool | npt.NDArray[np.bool_]:
        """True or False for all, else where the arguments are in their domains; nan is in none."""
        inside: bool | npt.NDArray[np.bool_] = True
        for name, (low, high) in self._domains:
            value = arguments.get(name)
            if value is None:
                continue
            if isinstance(value, (float, int)):
                if not low <= value <= high:
                    return False
                continue
            # nan is not above anything: one comparison finds it, and columns that fit cost no more than these.
            kept = value >= low
            if high < math.inf:
                kept &= value <= high
            if not kept.all():
                inside = kept if inside is True else inside & kept
        return inside

    def outside(self, arguments: Mapping[str, Any]) -> tuple[Outside, ...]:
        """The numeric arguments that lie outside the range in which the model was checked."""
        found = []
        for name, rule in self.card.arguments.items():
            value = arguments.get(name)
            if isinstance(rule, Arg) and value is not None:
                worst = _worst(value, rule.low, rule.high)
                if worst is not None:
                    found.append(Outside(name, worst, rule.low, rule.high, rule.unit, rule.show or rule.unit))
        return tuple(found)


def _worst(value: Any, low: float, high: float) -> float | None:
    """The value furthest outside low..high, or None when all are inside; a relative 1e-9 forgives unit conversion."""
    slack_low = low - 1e-9 * abs(low)
    slack_high = high + 1e-9 * abs(high)
    if isinstance(value, (int, float)):
        return float(value) if value < slack_low or value > slack_high else None
    array = np.asarray(value, dtype=float)
    if array.size == 0:
        return None
    smallest, largest = float(np.nanmin(array)), float(np.nanmax(array))
    if smallest < slack_low:
        return smallest
    return largest if largest > slack_high else None


def _check(model_name: str, name: str, rule: Argument, value: Any) -> None:
    if isinstance(rule, Choice):
        if value not in rule.options:
            raise ModelError(f"{model_name}: {name} is '{value}'. It takes one of: {', '.join(rule.options)}.")
    elif isinstance(rule, Text):
        if not isinstance(value, str) or not value.strip() or len(value) > rule.longest:
            raise ModelError(f"{model_name}: {name} takes text of 1 to {rule.longest} characters.")
    else:
        low, high = rule.domain
        if isinstance(value, float) and low <= value <= high:
            return
        array = np.asarray(value, dtype=float)
        if array.size and (np.isnan(array).any() or (array < low).any() or (array > high).any()):
            bad = float(array[np.isnan(array) | (array < low) | (array > high)].flat[0])
            unit = f" {rule.unit}" if rule.unit else ""
            raise ModelError(f"{model_name}: {name} is {bad:.6g}{unit}. The formula is defined for {low:g} to {high:g}{unit}.")


def model(
    unit: str,
    *,
    show: str = "",
    grade: Grade,
    equation: str,
    tex: str = "",
    sources: tuple[str, ...],
    assumes: tuple[str, ...] = (),
    valid: tuple[str, ...] = (),
    empirical: bool = False,
    none: str = "",
    **arguments: Argument,
) -> Callable[[Callable[..., Any]], Model]:
    """Put a card on a formula.

    `unit` is the SI unit of the result, `show` the unit people read; `valid` says in words where the model holds and fails;
    `empirical` marks fits whose coefficients are bound to units (they sit out the dimensional audit);
    `none` says what an infinite or missing result means.
    """

    def put(function: Callable[..., Any]) -> Model:
        parameters = inspect.signature(function).parameters
        if set(parameters) != set(arguments):
            raise TypeError(f"{function.__name__}: the card lists {sorted(arguments)}, the function {sorted(parameters)}")
        summary = (inspect.getdoc(function) or "").strip().split("\n")[0]
        card = Card(
            name=function.__name__,
            unit=unit,
            show=show or unit,
            grade=grade,
            equation=equation,
            tex=tex or equation,
            arguments=dict(arguments),
            sources=sources,
            assumes=assumes,
            valid=valid,
            empirical=empirical,
            none=none,
            summary=summary,
            topic=function.__module__.rpartition(".")[2],
        )
        return Model(function, card)

    return put
