"""The pipeline for many designs at once that computes only what is asked for and forgets each number after its last use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from formulator.chem.model import Model, Number
from formulator.evaluation import pipeline, second_ligand
from formulator.evaluation.chain import Chain, Word
from formulator.evaluation.inputs import Inputs


@dataclass(frozen=True)
class Plan:
    """Which calls of the pipeline are needed, in their order, and which names may be forgotten after each."""

    needed: tuple[bool, ...]
    spent: tuple[tuple[str, ...], ...]
    present: frozenset[str]
    missing: dict[str, str]
    thorough: bool = False
    names: tuple[str, ...] = ()
    """What each call makes."""
    inputs: frozenset[str] = frozenset()
    """The inputs behind what is wanted."""


class _Listening(Chain):
    """One run on floats that writes down every call: the name it makes and the names it asks for."""

    def __init__(self, inputs: Inputs, thorough: bool) -> None:
        super().__init__(inputs, traced=False, thorough=thorough)
        self.calls: list[tuple[str, tuple[str, ...]]] = []
        self.looked_at: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.looked_at.add(name)
        return super().__getitem__(name)

    def put(self, name: str, model: Model, **arguments: str | float | Word) -> None:
        self._listen(name, arguments)
        super().put(name, model, **arguments)

    def derive(self, name: str, function: Callable[..., Number], **arguments: str | float) -> None:
        self._listen(name, arguments)
        super().derive(name, function, **arguments)

    def alias(self, name: str, *sources: str) -> None:
        self.calls.append((name, tuple(source for source in sources if source in self.values)[:1]))
        super().alias(name, *sources)

    def _listen(self, name: str, arguments: dict[str, Any]) -> None:
        self.calls.append((name, tuple(given for given in arguments.values() if isinstance(given, str))))


def plan(inputs: Inputs, wanted: Iterable[str], rooms: Callable[[Chain], None] = pipeline) -> Plan:
    """Listen to one run, then go through its calls from the last to the first: what a needed call asks for is needed before it."""
    import numpy as np

    wanted = tuple(wanted)
    # Slow models are asked only for answers that come from them.
    thorough = not set(second_ligand.OUTPUTS).isdisjoint(wanted)
    heard = _Listening(inputs, thorough)
    with np.errstate(all="ignore"):
        rooms(heard)
    # What the pipeline itself looks at, to decide what to ask next, is needed as well.
    alive = {name for name in (*wanted, *heard.looked_at) if name in heard.values}
    needed, spent = [], []
    for name, asked in reversed(heard.calls):
        is_needed = name in alive
        needed.append(is_needed)
        last = tuple(set(asked) - alive) if is_needed else ()
        spent.append(last)
        if is_needed:
            alive = (alive - {name}) | set(asked)
    return Plan(
        tuple(reversed(needed)),
        tuple(reversed(spent)),
        frozenset(heard.values),
        dict(heard.missing),
        thorough,
        tuple(name for name, _ in heard.calls),
        frozenset(alive & set(inputs.numbers)),
    )


class Lean(Chain):
    """A chain of arrays that follows a plan. What it skips or has forgotten still counts as there, so that branches stay the same."""

    def __init__(self, inputs: Inputs, steps: Plan) -> None:
        super().__init__(inputs, traced=False, thorough=steps.thorough)
        self._plan = steps
        self._number = -1

    def __contains__(self, name: str) -> bool:
        return name in self._plan.present

    def _next(self, name: str) -> bool:
        """Whether the call that makes `name` is needed."""
        del name
        self._number += 1
        return self._plan.needed[self._number]

    def _forget(self, made: str) -> None:
        for name in self._plan.spent[self._number]:
            if name != made:
                self.values.pop(name, None)

    def put(self, name: str, model: Model, **arguments: str | float | Word) -> None:
        if self._next(name):
            super().put(name, model, **arguments)
            self._forget(name)

    def derive(self, name: str, function: Callable[..., Number], **arguments: str | float) -> None:
        if self._next(name):
            super().derive(name, function, **arguments)
            self._forget(name)

    def alias(self, name: str, *sources: str) -> None:
        if self._next(name):
            super().alias(name, *sources)
            self._forget(name)
