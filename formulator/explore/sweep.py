"""One or two inputs varied from end to end: every output at each step, or at each pair of steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.errors import UsageError
from formulator.explore.factor import Columns, Factor, columns
from formulator.explore.figure import Array
from formulator.explore.many import BLOCK, Many

MOST_POINTS = 4_000_000
Progress = Callable[[float], None]
"""Is told which share is done, from 0 to 1; may raise to stop."""


def silent(share: float) -> None:
    """Progress for those who do not want to know."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Swept:
    """The steps of each factor in its own unit (one row a design; the first factor changes slowest) and the outputs there."""

    factors: tuple[Factor, ...]
    steps: tuple[Array, ...]
    outputs: Columns
    reasons: dict[str, str]


def sweep(design: Design, catalogue: Catalogue, factors: Sequence[Factor], outputs: Sequence[str], progress: Progress = silent) -> Swept:
    """The outputs over the grid of all steps of one or two factors."""
    if not 1 <= len(factors) <= 2:
        raise UsageError(f"A sweep varies one or two inputs, not {len(factors)}.")
    if len({factor.path for factor in factors}) < len(factors):
        raise UsageError(f"{factors[0].path} is varied twice.")
    for factor in factors:
        if factor.count < 2:
            raise UsageError(f"{factor.path}: a sweep needs two steps or more, not {factor.count}.")
    total = int(np.prod([factor.count for factor in factors]))
    if total > MOST_POINTS:
        raise UsageError(f"{total} points are more than the {MOST_POINTS} that fit into memory. Take fewer steps.")
    grid = [axis.ravel() for axis in np.meshgrid(*(factor.steps() for factor in factors), indexing="ij")]
    many = Many.of(design, catalogue, factors, outputs)
    parts: list[Columns] = []
    for start in range(0, total, BLOCK):
        progress(start / total)
        parts.append(many.ask(columns(factors, [axis[start : start + BLOCK] for axis in grid])))
    progress(1.0)
    found = {path: np.concatenate([part[path] for part in parts]) for path in many.outputs}
    return Swept(factors=tuple(factors), steps=tuple(grid), outputs=found, reasons=many.reasons)
