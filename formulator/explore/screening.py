"""Many candidate designs over the ranges of some inputs: constraints, objectives, the best of them, and the Pareto set.

Candidate number i is a pure function of i and the seed, and candidates are always computed in the same blocks of neighbours.
So (start, count) names a piece of work that anybody can do anywhere, and the result is the same however the work was cut.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.errors import UsageError
from formulator.explore.factor import Columns, Factor, columns
from formulator.explore.figure import Array
from formulator.explore.many import BLOCK, Many, check_outputs
from formulator.explore.sweep import Progress, silent

Indices = npt.NDArray[np.int64]
MOST_FACTORS = 24
CHUNK = 64 * BLOCK
SIGNS: Mapping[str, Callable[[Array, float], npt.NDArray[np.bool_]]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


@dataclass(frozen=True, kw_only=True)
class Objective:
    """An output that should be large ("max") or small ("min")."""

    path: str
    towards: str

    def __post_init__(self) -> None:
        if self.towards not in ("max", "min"):
            raise UsageError(f"{self.path}={self.towards}: an objective is max or min.")

    def cost(self, values: Array) -> Array:
        """What should be small."""
        return -values if self.towards == "max" else values


@dataclass(frozen=True, kw_only=True)
class Constraint:
    """An output that must lie on one side of a limit in its shown unit. Without a value it is not met."""

    path: str
    sign: str
    limit: float

    def met(self, values: Array) -> npt.NDArray[np.bool_]:
        """Where the limit is kept."""
        with np.errstate(invalid="ignore"):
            return SIGNS[self.sign](values, self.limit) & np.isfinite(values)


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """The best of one piece of work, by candidate number: all that is needed to put pieces together."""

    count: int
    feasible: int
    without_value: int
    best: Indices
    """Best candidates for the first objective, best first; ties by number. Without objective: the first feasible ones."""
    pareto: Indices
    magnitudes: Mapping[int, tuple[float, ...]]
    outputs: Mapping[int, tuple[float, ...]]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is screened; travels to whoever does a piece of the work."""

    design: Design
    catalogue: Catalogue
    factors: tuple[Factor, ...]
    objectives: tuple[Objective, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    extra: tuple[str, ...] = ()
    top: int = 20
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= len(self.factors) <= MOST_FACTORS:
            raise UsageError(f"A screening varies 1 to {MOST_FACTORS} inputs, not {len(self.factors)}.")
        paths = [factor.path for factor in self.factors]
        twice = next((path for path in paths if paths.count(path) > 1), None)
        if twice is not None:
            raise UsageError(f"{twice} is varied twice.")
        if not self.outputs:
            raise UsageError("Say what is looked for: an objective such as targeting.selectivity=max, or a constraint.")
        if self.top < 1:
            raise UsageError(f"The best {self.top} cannot be kept: keep 1 or more.")

    @property
    def outputs(self) -> tuple[str, ...]:
        """Every output that is computed."""
        asked = (*(objective.path for objective in self.objectives), *(constraint.path for constraint in self.constraints))
        return check_outputs((*asked, *self.extra))


def _steps(dimensions: int) -> npt.NDArray[np.uint64]:
    """Whole-number steps of an additive sequence of low discrepancy (Roberts 2018): powers of the root of x^(d+1) = x + 1."""
    root = 2.0
    for _ in range(64):
        root = (1.0 + root) ** (1.0 / (dimensions + 1))
    return np.array([round(math.fmod(root ** -(axis + 1), 1.0) * 2**53) << 11 for axis in range(dimensions)], dtype=np.uint64)


def points(start: int, count: int, dimensions: int, seed: int) -> Array:
    """Rows `start` to `start + count` of the quasi-random sequence in the unit cube; row i does not depend on the others."""
    offset = np.random.default_rng([seed, dimensions]).integers(0, 2**64, dimensions, dtype=np.uint64)
    numbers = np.arange(start + 1, start + count + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        whole = numbers[:, None] * _steps(dimensions)[None, :] + offset[None, :]
    return np.asarray((whole >> np.uint64(11)).astype(float) / 2.0**53)


def best_of(costs: Array, indices: Indices, top: int) -> Indices:
    """Positions of the `top` smallest costs, ties by candidate number."""
    return np.asarray(np.lexsort((indices, costs))[:top], dtype=np.int64)


def pareto_of(costs: Array) -> Indices:
    """Positions of the rows (one column an objective) that no other row beats in one objective without losing in another."""
    left = np.lexsort(costs.T[::-1])
    kept: list[int] = []
    while left.size:
        # The first in order is beaten by none of those behind it, and takes all that it beats out of the running.
        kept.append(int(left[0]))
        best, others = costs[left[0]], costs[left[1:]]
        left = left[1:][~((best <= others).all(axis=1) & (best < others).any(axis=1))]
    return np.array(sorted(kept), dtype=np.int64)


class Screen:
    """A question made ready: does pieces of work and puts them together."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.many = Many.of(question.design, question.catalogue, question.factors, question.outputs)
        if self.many.reasons:
            path, reason = next(iter(self.many.reasons.items()))
            raise UsageError(f"{path} cannot be screened: {reason}")

    def part(self, start: int, count: int, progress: Progress = silent) -> Found:
        """Candidates `start` to `start + count`."""
        found = self.nothing()
        for begin in range(start - start % BLOCK, start + count, BLOCK):
            progress((max(begin, start) - start) / count)
            found = self.together((found, self._block(begin, max(start, begin), min(start + count, begin + BLOCK))))
        return found

    def nothing(self) -> Found:
        """The answer before any work is done."""
        none = np.empty(0, dtype=np.int64)
        return Found(count=0, feasible=0, without_value=0, best=none, pareto=none, magnitudes={}, outputs={})

    def _block(self, begin: int, first: int, last: int) -> Found:
        """The candidates from `first` to before `last` of the whole block that begins at `begin`."""
        question = self.question
        shares = points(begin, BLOCK, len(question.factors), question.seed)
        magnitudes = [factor.at(shares[:, axis]) for axis, factor in enumerate(question.factors)]
        outputs = self.many.ask(columns(question.factors, magnitudes))
        wanted = np.arange(first - begin, last - begin)
        good = np.ones(BLOCK, dtype=bool)
        known = np.ones(BLOCK, dtype=bool)
        for constraint in question.constraints:
            good &= constraint.met(outputs[constraint.path])
        for path in {*(entry.path for entry in question.constraints), *(entry.path for entry in question.objectives)}:
            known &= np.isfinite(outputs[path])
        rows = wanted[(good & known)[wanted]]
        chosen = self._chosen(rows, begin, outputs)
        return Found(
            count=len(wanted),
            feasible=len(rows),
            without_value=int((~known[wanted]).sum()),
            best=chosen[0] + begin,
            pareto=chosen[1] + begin,
            magnitudes={int(row) + begin: tuple(float(column[row]) for column in magnitudes) for row in _either(chosen)},
            outputs={int(row) + begin: tuple(float(outputs[path][row]) for path in question.outputs) for row in _either(chosen)},
        )

    def _chosen(self, rows: Indices, begin: int, outputs: Columns) -> tuple[Indices, Indices]:
        objectives = self.question.objectives
        if not objectives or not rows.size:
            return rows[: self.question.top], rows[:0]
        costs = np.column_stack([objective.cost(outputs[objective.path][rows]) for objective in objectives])
        best = rows[best_of(costs[:, 0], rows + begin, self.question.top)]
        return best, rows[pareto_of(costs)] if len(objectives) > 1 else best[:1]

    def together(self, parts: Iterable[Found]) -> Found:
        """One answer from several pieces, in any order."""
        found = list(parts)
        magnitudes = {index: row for part in found for index, row in part.magnitudes.items()}
        outputs = {index: row for part in found for index, row in part.outputs.items()}
        objectives = self.question.objectives
        paths = self.question.outputs

        def costs(indices: Indices) -> Array:
            at = [paths.index(objective.path) for objective in objectives]
            rows = np.array([[outputs[int(index)][column] for column in at] for index in indices]).reshape(len(indices), len(at))
            return np.column_stack([objective.cost(rows[:, place]) for place, objective in enumerate(objectives)])

        best = np.unique(np.concatenate([part.best for part in found]))
        pareto = np.unique(np.concatenate([part.pareto for part in found]))
        if objectives:
            best = best[best_of(costs(best)[:, 0], best, self.question.top)]
            pareto = pareto[pareto_of(costs(pareto))] if len(objectives) > 1 else best[:1]
        else:
            best = best[: self.question.top]
        kept = set(best.tolist()) | set(pareto.tolist())
        return Found(
            count=sum(part.count for part in found),
            feasible=sum(part.feasible for part in found),
            without_value=sum(part.without_value for part in found),
            best=best,
            pareto=pareto,
            magnitudes={index: row for index, row in magnitudes.items() if index in kept},
            outputs={index: row for index, row in outputs.items() if index in kept},
        )


def _either(chosen: Sequence[Indices]) -> Indices:
    return np.unique(np.concatenate(list(chosen)))


def screen(
    design: Design,
    catalogue: Catalogue,
    factors: Sequence[Factor],
    count: int,
    *,
    objectives: Sequence[Objective] = (),
    constraints: Sequence[Constraint] = (),
    extra: Sequence[str] = (),
    top: int = 20,
    seed: int = 0,
    start: int = 0,
    chunk: int = CHUNK,
    progress: Progress = silent,
) -> Found:
    """Candidates `start` to `start + count`, `chunk` at a time; the answer is the same for any chunk."""
    question = Question(
        design=design,
        catalogue=catalogue,
        factors=tuple(factors),
        objectives=tuple(objectives),
        constraints=tuple(constraints),
        extra=tuple(extra),
        top=top,
        seed=seed,
    )
    return answered(question, count, start=start, chunk=chunk, progress=progress)


def answered(question: Question, count: int, *, start: int = 0, chunk: int = CHUNK, progress: Progress = silent) -> Found:
    """The answer to a question from `count` candidates."""
    if count < 1 or chunk < 1 or start < 0:
        raise UsageError(f"{count} candidates in pieces of {chunk} from number {start} cannot be screened: count and piece are 1 or more.")
    work = Screen(question)
    found = work.nothing()
    for begin in range(start, start + count, chunk):
        size = min(chunk, start + count - begin)
        done = (begin - start) / count

        def told(share: float, done: float = done, size: int = size) -> None:
            progress(done + share * size / count)

        found = work.together((found, work.part(begin, size, told)))
    progress(1.0)
    return found
