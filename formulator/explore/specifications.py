"""The chance that a design lies in its acceptance ranges: the share of the draws that do, each attribute alone and all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.errors import UsageError
from formulator.evaluation import evaluate, prepared
from formulator.evaluation.priors import scatter
from formulator.explore.asking import shown
from formulator.explore.figure import Array
from formulator.explore.many import check_outputs
from formulator.project import Specification
from formulator.uncertainty import draw_chain, with_discrepancy


@dataclass(frozen=True, kw_only=True)
class Chances:
    """One chance per specification in their order, NaN where the output has no value, and the chance of all that have one."""

    each: tuple[float, ...]
    together: float


def chances(design: Design, catalogue: Catalogue, specifications: Sequence[Specification], draws: int, seed: int) -> Chances:
    """Draws in range over draws; a draw that is no possible particle is in no range."""
    check_outputs([entry.path for entry in specifications])
    for entry in specifications:
        if entry.low is not None and entry.high is not None and entry.low.si >= entry.high.si:
            low, high = (f"{end.magnitude:g} {end.unit}".strip() for end in (entry.low, entry.high))
            raise UsageError(f"{entry.path}: the acceptance range {low} to {high} is empty. The first end is the lower one.")
    inputs = prepared(design, catalogue)
    prediction = evaluate(design, catalogue)
    known = [entry for entry in specifications if prediction[entry.path].value is not None]
    used = tuple(dict.fromkeys(name for entry in known for name in prediction[entry.path].inputs))
    chain, _ = draw_chain(inputs, used, draws, seed)
    inside: dict[str, Array] = {}
    for entry in known:
        if entry.path not in chain:
            continue
        values = np.broadcast_to(np.asarray(chain[entry.path], dtype=float), (draws,))
        if prediction[entry.path].state != "measured":
            values = with_discrepancy(entry.path, values, scatter(entry.path, inputs), draws, seed)
        inside[entry.path] = inside.get(entry.path, np.ones(draws)) * _in(entry, shown(entry.path, values), prediction[entry.path].unit)
    each = tuple(float(inside[entry.path].mean()) if entry.path in inside else float("nan") for entry in specifications)
    every = np.prod(list(inside.values()), axis=0) if inside else np.array([np.nan])
    return Chances(each=each, together=float(np.mean(every)))


def _in(entry: Specification, values: Array, unit: str) -> Array:
    good = np.isfinite(values)
    with np.errstate(invalid="ignore"):
        if entry.low is not None:
            good = good & (values >= entry.low.to(unit))
        if entry.high is not None:
            good = good & (values <= entry.high.to(unit))
    return good.astype(float)
