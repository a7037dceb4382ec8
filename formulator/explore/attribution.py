"""Cause of a change: how much of the difference between two designs in one output each changed field makes.

Fields act together, so the part of one depends on what else has changed already. Each part is therefore the mean over orders in
which the fields may change (Shapley): over all orders for a few fields, over drawn orders and their reverses for many. In every
order the steps add up to the whole change, and so do their means.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from formulator import design as designs
from formulator.catalogue import Catalogue
from formulator.design import Design, Entry
from formulator.errors import UnitError, UsageError
from formulator.evaluation import evaluate
from formulator.explore.many import check_outputs

ALL_ORDERS = 6
"""Changed fields up to which every order is taken: 64 designs are evaluated."""
DRAWN_ORDERS = 12


@dataclass(frozen=True, kw_only=True)
class Cause:
    """One changed field and its part of the change, in the output's unit; `path` is empty where fields cannot be told apart."""

    path: str
    label: str
    before: Entry
    after: Entry
    part: float


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """The change of one output between two designs, its causes (the largest first), and why there is no answer where there is none."""

    path: str
    unit: str
    before: float | None
    after: float | None
    causes: tuple[Cause, ...] = ()
    reason: str = ""

    @property
    def change(self) -> float:
        """After less before."""
        return math.nan if self.before is None or self.after is None else self.after - self.before


def changed(one: Design, other: Design) -> tuple[str, ...]:
    """Paths of the fields in which two designs differ beyond the unit they are said in."""
    return tuple(path for path in _paths(one, other) if _differs(designs.get(one, path), designs.get(other, path)))


def _paths(*given: Design) -> Iterator[str]:
    for row in designs.FIELDS:
        count = max(len(getattr(design, f"{row.section}s")) for design in given) if row.section in ("ligand", "payload") else 1
        yield from (row.path if number == 1 else f"{row.section}.{number}.{row.name}" for number in range(1, count + 1))


def _differs(one: Entry, other: Entry) -> bool:
    if one is None or other is None or isinstance(one, str) or isinstance(other, str):
        return one != other
    if one.has_spread != other.has_spread or (one.law is None) != (other.law is None):
        return True
    try:
        return not math.isclose(other.to(one.unit), one.magnitude, rel_tol=1e-9)
    except UnitError:
        return True


class _Between:
    """Designs on the way: some fields as in the first, the others as in the second; each evaluated once."""

    def __init__(self, one: Design, other: Design, paths: Sequence[str], catalogue: Catalogue, output: str) -> None:
        self.one, self.other, self.paths, self.catalogue, self.output = one, other, paths, catalogue, output
        self.known: dict[int, float] = {}

    def __call__(self, taken: int) -> float:
        """The output with the fields whose bits are set taken from the second design; NaN without a value."""
        if taken not in self.known:
            design = self.one
            for place, path in enumerate(self.paths):
                if taken >> place & 1:
                    design = designs.replaced(design, path, designs.get(self.other, path))
            value = evaluate(design, self.catalogue)[self.output].value
            self.known[taken] = math.nan if value is None else value
        return self.known[taken]


def _orders(count: int, seed: int) -> Iterator[tuple[int, ...]]:
    if count <= ALL_ORDERS:
        yield from itertools.permutations(range(count))
        return
    stream = np.random.default_rng(seed)
    for _ in range(DRAWN_ORDERS):
        order = tuple(int(place) for place in stream.permutation(count))
        yield order
        yield order[::-1]


def attribution(one: Design, other: Design, catalogue: Catalogue, output: str, seed: int = 0) -> Attribution:
    """How the change of an output from one design to the other is made up."""
    check_outputs((output,))
    first, last = (evaluate(design, catalogue)[output] for design in (one, other))
    bare = Attribution(path=output, unit=first.unit, before=first.value, after=last.value, reason=first.reason or last.reason)
    paths = changed(one, other)
    if bare.reason or not paths:
        return bare
    if len(other.ligands) < len(one.ligands) or len(other.payloads) < len(one.payloads):
        raise UsageError("The second design has fewer ligands or payloads than the first: compare them the other way round.")
    between = _Between(one, other, paths, catalogue, output)
    parts = np.zeros(len(paths))
    count = 0
    for order in _orders(len(paths), seed):
        taken, before = 0, float(first.value or 0.0)
        for place in order:
            taken |= 1 << place
            after = between(taken)
            parts[place] += after - before
            before = after
        count += 1
    parts /= count
    causes = _causes(one, other, paths, parts, bare.change)
    return Attribution(path=output, unit=first.unit, before=first.value, after=last.value, causes=causes)


def _causes(
    one: Design, other: Design, paths: Sequence[str], parts: np.ndarray[tuple[int, ...], np.dtype[np.float64]], change: float
) -> tuple[Cause, ...]:
    if not np.isfinite(parts).all():
        # Somewhere on the way there is no such particle, so that the change cannot be split.
        return (Cause(path="", label="all changes together", before=None, after=None, part=change),)
    found = [
        Cause(
            path=path,
            label=designs.field(path).label,
            before=designs.get(one, path),
            after=designs.get(other, path),
            part=float(part),
        )
        for path, part in zip(paths, parts, strict=True)
    ]
    return tuple(sorted(found, key=lambda cause: -abs(cause.part)))
