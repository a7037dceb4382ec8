"""Many designs at once: the same pipeline as for one, on columns of values, in blocks of a fixed size."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.errors import UsageError
from formulator.evaluation import pipeline, prepared
from formulator.evaluation.inputs import Inputs
from formulator.evaluation.published import turned_with
from formulator.explore.factor import Columns, Factor, middle
from formulator.explore.figure import Array
from formulator.explore.lean import Lean, plan
from formulator.prediction import OUTPUT_BY_PATH
from formulator.units import from_si

BLOCK = 1024
"""Designs in flight: large enough for numpy, small enough for the processor's cache."""


def check_outputs(paths: Sequence[str]) -> tuple[str, ...]:
    """The paths, each known; else a sentence with the nearest ones."""
    import difflib

    for path in paths:
        if path not in OUTPUT_BY_PATH:
            near = difflib.get_close_matches(path, OUTPUT_BY_PATH, n=3, cutoff=0.4)
            hint = f"Did you mean {' or '.join(near)}?" if near else "`formulator schema` lists all outputs."
            raise UsageError(f"There is no output '{path}'. {hint}")
    return tuple(dict.fromkeys(paths))


class Many:
    """Asks for some outputs of a design with some inputs varied. `reasons` says which outputs it cannot give, and why."""

    def __init__(self, inputs: Inputs, outputs: Sequence[str]) -> None:
        self.inputs = inputs
        self.outputs = check_outputs(outputs)
        self.plan = plan(inputs, self.outputs)
        self.reasons = {path: self._reason(path) for path in self.outputs if path not in self.plan.present}

    @classmethod
    def of(cls, design: Design, catalogue: Catalogue, factors: Sequence[Factor], outputs: Sequence[str]) -> Many:
        """For a design whose factors are typed, each somewhere in its range: that decides which models are asked."""
        return cls(prepared(middle(design, factors), catalogue), outputs)

    def _reason(self, path: str) -> str:
        return self.plan.missing.get(path) or self.inputs.reason(path)

    def ask(self, values: Columns) -> Columns:
        """Every output in its shown unit, as long as the columns; NaN where there is no such particle."""
        length = next(iter(values.values())).size
        parts = [
            self._block({path: column[start : start + BLOCK] for path, column in values.items()}, min(BLOCK, length - start))
            for start in range(0, length, BLOCK)
        ]
        return {path: np.concatenate([part[path] for part in parts]) for path in self.outputs}

    def _block(self, values: Columns, length: int) -> Columns:
        numbers = {**self.inputs.numbers, **values}
        if "payload.np_ratio" in values and "prior.zeta" in numbers:
            numbers["prior.zeta"] = turned_with(self.inputs, values["payload.np_ratio"])
        chain = Lean(dataclasses.replace(self.inputs, numbers=numbers), self.plan)
        with np.errstate(all="ignore"):
            pipeline(chain)
        return {path: self._shown(chain, path, length) for path in self.outputs}

    def _shown(self, chain: Lean, path: str, length: int) -> Array:
        if path not in chain.values:
            return np.full(length, np.nan)
        found = np.broadcast_to(np.asarray(chain.values[path], dtype=float), (length,))
        shown = np.asarray(from_si(found, OUTPUT_BY_PATH[path].unit), dtype=float)
        return np.where(np.isfinite(shown), shown, np.nan)
