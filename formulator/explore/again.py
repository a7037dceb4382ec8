"""The curves of one frame after another: which models a curve needs is found out once, and each is run again only when its numbers move."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

import numpy as np

from formulator.evaluation.chain import Chain
from formulator.evaluation.inputs import Inputs
from formulator.evaluation.recall import Recall, same
from formulator.explore.lean import Lean, Plan, plan
from formulator.prediction import Ingredient

Rooms = Callable[[Chain], None]
SHAPES = "shapes of inputs"
FEW = 8


class OffPlanError(Exception):
    """The pipeline went another way than when it was listened to."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """One run in its place: what it was asked, and with what."""

    shape: Inputs
    wanted: tuple[str, ...]
    rooms: Rooms
    plan: Plan
    numbers: Mapping[str, Any]
    found: Mapping[str, Any]

    def fits(self, shape: Inputs, wanted: tuple[str, ...], rooms: Rooms, numbers: Mapping[str, Any]) -> bool:
        """Whether the pipeline will ask the same models in the same order."""
        return self.shape is shape and self.wanted == wanted and self.rooms is rooms and self.numbers.keys() == numbers.keys()


def answers(memory: Recall, inputs: Inputs, values: Mapping[str, Any], wanted: tuple[str, ...], rooms: Rooms) -> Mapping[str, Any] | None:
    """What is wanted of the pipeline along some values; None where it went another way than planned."""
    with memory.place() as place:
        numbers = {**inputs.numbers, **values}
        shape, before = _shape(memory, inputs), memory.kept.get(place)
        if before is not None and before.fits(shape, wanted, rooms, numbers):
            steps = before.plan
            if all(same(before.numbers[name], numbers[name]) for name in steps.inputs):
                return before.found  # type: ignore[no-any-return]
        else:
            middle = {name: one[one.size // 2] if isinstance(one, np.ndarray) else one for name, one in values.items()}
            steps = plan(_with(inputs, {**inputs.numbers, **middle}), wanted, rooms)
        chain = _Following(_with(inputs, numbers), steps)
        memory.kept.pop(place, None)
        try:
            with np.errstate(invalid="ignore", over="ignore", divide="ignore", under="ignore"):
                rooms(chain)
        except (OffPlanError, KeyError):
            return None
        found = {name: chain.values[name] for name in wanted if name in chain.values}
        memory.kept[place] = _Run(shape, wanted, rooms, steps, numbers, found)
        return found


def _with(inputs: Inputs, numbers: Mapping[str, Any]) -> Inputs:
    """The inputs with other numbers, as numpy's: what divides by a zero that was typed becomes no number, as it does inside arrays."""
    given = {name: np.float64(one) if isinstance(one, float) else one for name, one in numbers.items()}
    return dataclasses.replace(inputs, numbers=given)


def _shape(memory: Recall, inputs: Inputs) -> Inputs:
    """The first inputs that differ from these in nothing but numbers: the pipeline asks the same of both."""
    met, shapes = memory.kept.get(SHAPES, ((), ()))
    for ingredients, names, shape in met:
        if ingredients is inputs.ingredients and names == inputs.numbers.keys():
            return shape  # type: ignore[no-any-return]
    shape = next((one for one in shapes if _alike(one, inputs)), inputs)
    kept = shapes if shape is not inputs else (inputs, *shapes[: FEW - 1])
    memory.kept[SHAPES] = ((inputs.ingredients, inputs.numbers.keys(), shape), *met[: FEW - 1]), kept
    return shape


def _alike(one: Inputs, other: Inputs) -> bool:
    return (
        one.numbers.keys() == other.numbers.keys()
        and one.words == other.words
        and one.materials.keys() == other.materials.keys()
        and all(one.materials[slot] is material for slot, material in other.materials.items())
        and one.calibrations == other.calibrations
        and one.ingredients.keys() == other.ingredients.keys()
        and all(mine is other.ingredients[name] or _said(mine) == _said(other.ingredients[name]) for name, mine in one.ingredients.items())
    )


_said = attrgetter(*(entry.name for entry in dataclasses.fields(Ingredient) if entry.name != "value"))
"""All of an ingredient but its number."""


class _Following(Lean):
    """A lean chain that notices when the pipeline goes another way."""

    def _next(self, name: str) -> bool:
        number = self._number + 1
        if number >= len(self._plan.names) or self._plan.names[number] != name:
            raise OffPlanError(name)
        return super()._next(name)
