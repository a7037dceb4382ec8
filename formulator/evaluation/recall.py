"""What the frame before found out: a model that is asked again with the very same numbers is not run again.

The pipeline is made of pure functions. While a hand moves one field, most of them are given the numbers of a moment ago, so each answer
is kept beside what it was made from, and taken again only where all of that is the same to the last bit. Nothing says which number
depends on which field, and nothing has to be cleared: another design, project or catalogue is other numbers.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import numpy as np

from formulator.chem.model import Model, Outside
from formulator.prediction import Step

_at_work: ContextVar[Recall | None] = ContextVar("recall", default=None)


@dataclass(slots=True, eq=False)
class Call:
    """One question to a model and what came of it: a result, or the words in which it refused."""

    model: Model
    known: Mapping[str, Any]
    result: Any
    refusal: str | None = None
    outside: tuple[Outside, ...] = ()
    step: Step | None = None


class Recall:
    """The last answer in each place. It belongs to one thread; work on other threads does without."""

    def __init__(self) -> None:
        self.calls: dict[Hashable, Call] = {}
        self.kept: dict[Hashable, Any] = {}
        self.at: Hashable = ""
        """Where work goes on now."""
        self._count = 0

    @contextmanager
    def at_work(self, slot: Hashable = "") -> Iterator[None]:
        """What is worked out in here recalls, and is recalled. Work of one kind has a slot of its own."""
        token = _at_work.set(self)
        self.at, self._count = slot, 0
        try:
            yield
        finally:
            _at_work.reset(token)

    @contextmanager
    def place(self) -> Iterator[Hashable]:
        """A place of its own for the next piece of this work: the first, the second, ..."""
        slot = self.at
        self._count += 1
        self.at = (slot, self._count)
        try:
            yield self.at
        finally:
            self.at = slot

    def call(self, name: str, traced: bool, model: Model, known: Mapping[str, Any]) -> Call | None:
        """The answer to the very same question; single numbers have it from any run, columns from the same place a frame ago."""
        found = self.calls.get(self._key(name, traced, known))
        if found is not None and found.model is model and same_all(found.known, known):
            return found
        return None

    def keep(self, name: str, traced: bool, call: Call) -> None:
        """Recall this answer next time."""
        self.calls[self._key(name, traced, call.known)] = call

    def _key(self, name: str, traced: bool, known: Mapping[str, Any]) -> Hashable:
        if traced:
            return name
        return (self.at if any(isinstance(given, np.ndarray) for given in known.values()) else None), name


def recall() -> Recall | None:
    """What recalls here and now, or None."""
    return _at_work.get()


def same_all(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether two sets of arguments are the same to the last bit."""
    return len(before) == len(now) and all(name in before and same(before[name], given) for name, given in now.items())


def same(before: Any, now: Any) -> bool:
    """Whether two numbers, columns or words are the same to the last bit; 0 and −0 are not."""
    if before is now:
        return True
    if type(before) is not type(now):
        return False
    if isinstance(now, float):
        return before == now and (now != 0.0 or math.copysign(1.0, before) == math.copysign(1.0, now))
    if isinstance(now, np.ndarray):
        return before.shape == now.shape and before.dtype == now.dtype and bool(before.tobytes() == now.tobytes())
    return bool(before == now)
