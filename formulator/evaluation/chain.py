"""The ledger of an evaluation: named numbers, the model that made each, and what it was made from.

The same chain runs on floats (traced: steps, ranges, sources, grades) and on arrays of draws (values only).
A number that is missing makes everything built on it missing, with the first reason in words. A number that cannot be, because a
model refuses what it was given, is not missing: it is nan, as in an array, and so is all that follows. Nothing else takes its place.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from formulator.chem.model import Grade, Model, Number, Outside
from formulator.chem.numeric import is_plain
from formulator.errors import ModelError
from formulator.evaluation import outside as ranges
from formulator.evaluation.inputs import Inputs, label
from formulator.evaluation.recall import Call, recall
from formulator.prediction import Flag, Step

T = TypeVar("T")


@dataclass(frozen=True)
class Word:
    """A choice handed to a model as it stands, not the name of a number."""

    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What stands behind a number: its grade, sources and ancestors as bit masks over the chain's tables."""

    grade: Grade
    sources: int
    ancestors: int
    flags: int


class Chain:
    """Named numbers in SI. `traced` chains hold floats and keep steps and flags; others hold arrays and keep only values.

    A `thorough` chain of arrays also asks the models that take a millisecond each time.
    """

    def __init__(self, inputs: Inputs, traced: bool, thorough: bool = False) -> None:
        self.inputs = inputs
        self.traced = traced
        self.thorough = thorough or traced
        self.values: dict[str, Any] = dict(inputs.numbers)
        self.missing: dict[str, str] = {}
        self.refused: dict[str, str] = {}
        self.models: dict[str, str] = {}
        self.steps: list[Step] = []
        self.flags: list[Flag] = []
        self._bits: dict[str, int] = {}
        self._sources: dict[str, int] = {}
        self._source_names: list[str] = []
        self._names: list[str] = []
        self._origins: dict[str, Origin] = {}
        self._recall = recall()

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def reason(self, name: str) -> str:
        """Why a name has no value."""
        return self.refused.get(name) or self.missing.get(name) or self.inputs.reason(name)

    def miss(self, name: str, reason: str) -> None:
        """Say that a number cannot be given, and why."""
        self.missing[name] = reason
        self.values.pop(name, None)
        self.refused.pop(name, None)

    def refuse(self, name: str, reason: str) -> None:
        """Say that a number cannot be, and why; without words, that there is no such particle."""
        self.values[name] = math.nan
        self.refused[name] = reason

    def put(self, name: str, model: Model, **arguments: str | float | Word) -> None:
        """Compute a number with a model. Arguments are names of numbers, constants, or Words."""
        known = self._gather(name, arguments)
        if known is None:
            return
        call = self._recall.call(name, self.traced, model, known) if self._recall is not None else None
        if call is None:
            call = self._ask(model, known)
            if self._recall is not None:
                self._recall.keep(name, self.traced, call)
        if call.refusal is not None:
            self.refuse(name, call.refusal)
            return
        self.values[name] = call.result
        self.models[name] = model.card.name
        if self.traced:
            self._record(name, arguments, call)

    def _ask(self, model: Model, known: dict[str, Any]) -> Call:
        """Run a model; what it refuses, it refuses in words or, in columns, without."""
        if self.traced:
            if any(isinstance(given, float) and math.isnan(given) for given in known.values()):
                return Call(model, known, math.nan, "")
            try:
                result = model.checked(**known)
            except ModelError as problem:
                return Call(model, known, math.nan, str(problem))
            return Call(model, known, result, None, model.outside(known))
        try:
            return Call(model, known, model.where_defined(**known))
        except (ModelError, ArithmeticError, ValueError):
            # Single numbers where the formula ends, such as the logarithm of 0; an array holds nan there.
            if not is_plain(*(given for given in known.values() if not isinstance(given, str))):
                raise
            return Call(model, known, math.nan, "")

    def derive(self, name: str, function: Callable[..., Number], **arguments: str | float) -> None:
        """Compute a number by plain arithmetic that needs no card: a ratio, a sum, the choice of a larger one."""
        known = self._gather(name, arguments)
        if known is None:
            return
        try:
            self.values[name] = function(**known)
        except ArithmeticError:  # Floats only: an array holds nan or inf where this happens.
            zeros = [label(given) for given in arguments.values() if isinstance(given, str) and not np.any(self.values[given])]
            why = f"{' and '.join(zeros)} is 0" if zeros else "A number on the way is too large or too small"
            self.refuse(name, f"{why[0].upper()}{why[1:]}, so {label(name)} cannot be given.")
            return
        if self.traced:
            self._record(name, arguments, None)

    def alias(self, name: str, *sources: str) -> None:
        """Give a number a second name: the first of `sources` that is there."""
        for source in sources:
            if source in self.values:
                self.values[name] = self.values[source]
                self.refused.pop(name, None)
                if source in self.refused:
                    self.refused[name] = self.refused[source]
                if source in self.models:
                    self.models[name] = self.models[source]
                if self.traced:
                    self._origins[name] = self._origin(source)
                return
        self.miss(name, self.reason(sources[0]))

    def flag(self, name: str, flag: Flag) -> None:
        """Attach words to a number; every number built on it carries them too."""
        if not self.traced or name not in self.values:
            return
        origin = self._origin(name)
        self.flags.append(flag)
        self._origins[name] = Origin(origin.grade, origin.sources, origin.ancestors, origin.flags | 1 << (len(self.flags) - 1))

    def lower(self, name: str, grade: Grade) -> None:
        """Make the grade of a number at best `grade`."""
        if self.traced and name in self.values:
            origin = self._origin(name)
            self._origins[name] = Origin(max(origin.grade, grade), origin.sources, origin.ancestors, origin.flags)

    def grade(self, name: str) -> Grade:
        """The worst grade on the way to a number."""
        return self._origin(name).grade

    def sources(self, name: str) -> tuple[str, ...]:
        """Source keys behind a number, in order of appearance."""
        return _marked(self._source_names, self._origin(name).sources)

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Names of inputs and numbers that a number was built from, in order of appearance."""
        return _marked(self._names, self._origin(name).ancestors)

    def flags_of(self, name: str) -> tuple[Flag, ...]:
        """Flags on a number and on everything it was built from."""
        return _marked(self.flags, self._origin(name).flags)

    def _gather(self, name: str, arguments: dict[str, Any]) -> dict[str, Any] | None:
        self.refused.pop(name, None)
        known, values = {}, self.values
        for key, given in arguments.items():
            if isinstance(given, str):
                if given not in values:
                    self.miss(name, self.reason(given))
                    return None
                known[key] = values[given]
            else:
                known[key] = given.text if isinstance(given, Word) else given
        if self.traced and self.refused:
            for given in arguments.values():
                if isinstance(given, str) and given in self.refused:
                    self.refuse(name, self.refused[given])
                    return None
        return known

    def _record(self, name: str, arguments: dict[str, Any], call: Call | None) -> None:
        """Grade, sources, ancestors and flags of a number, from what it was made of; a model's answer is a step as well."""
        grade = Grade.MEASURED if call is None else call.model.card.grade
        sources = ancestors = flags = 0
        known, bits = self._origins, self._bits
        for given in arguments.values():
            if isinstance(given, str):
                origin = known.get(given) or self._origin(given)
                if origin.grade > grade:
                    grade = origin.grade
                sources |= origin.sources
                ancestors |= origin.ancestors | (bits.get(given) or self._bit(given))
                flags |= origin.flags
        if call is not None:
            for key in call.model.card.sources:
                sources |= self._source_bit(key)
            for outside in call.outside:
                given = arguments.get(outside.argument)
                behind = self.ancestors(given) if isinstance(given, str) else ()
                self.flags.append(ranges.flag(name, call.model, outside, given if isinstance(given, str) else "", behind, self.inputs))
                grade = max(grade, _grade_outside(outside))
                flags |= 1 << (len(self.flags) - 1)
            self.steps.append(_step(name, arguments, call))
        self._origins[name] = Origin(grade, sources, ancestors, flags)

    def _origin(self, name: str) -> Origin:
        found = self._origins.get(name)
        if found is None:
            ingredient = self.inputs.ingredients.get(name)
            if ingredient is None:
                found = Origin(Grade.MEASURED, 0, 0, 0)
            else:
                sources = self._source_bit(ingredient.source) if ingredient.source else 0
                found = Origin(ingredient.grade, sources, self._bit(name), 0)
            self._origins[name] = found
        return found

    def _bit(self, name: str) -> int:
        bit = self._bits.get(name)
        if bit is None:
            bit = self._bits[name] = 1 << len(self._names)
            self._names.append(name)
        return bit

    def _source_bit(self, key: str) -> int:
        bit = self._sources.get(key)
        if bit is None:
            bit = self._sources[key] = 1 << len(self._source_names)
            self._source_names.append(key)
        return bit


def _marked(entries: list[T], mask: int) -> tuple[T, ...]:
    """The entries whose bit is set."""
    return tuple([entry for entry, bit in zip(entries, reversed(f"{mask:b}"), strict=False) if bit == "1"])


def _step(name: str, arguments: dict[str, Any], call: Call) -> Step:
    """The call as a step; the one of a frame ago where nothing in it has changed."""
    texts = {key: given if isinstance(given, str) else "" for key, given in arguments.items()}
    if call.step is None or call.step.node != name or call.step.arguments != texts:
        call.step = Step(node=name, model=call.model.card.name, arguments=texts, values=call.known, result=float(call.result))
    return call.step


FAR = 3.0
"""How many times beyond an end of its range, or for a range without a ratio how many widths, a model can only rank."""


def _grade_outside(outside: Outside) -> Grade:
    """The best grade that a number can have of a model asked outside the range in which it was checked: the farther, the worse."""
    low, high, value = outside.low, outside.high, outside.value
    has_ratio = low > 0 and value > 0
    beyond = max(low / value, value / high) if has_ratio else max(low - value, value - high) / (high - low)
    return Grade.INDEX if beyond > FAR else Grade.RULE_OF_THUMB
