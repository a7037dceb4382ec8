"""Asks the pipeline at many values of one or two inputs at once."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from formulator.evaluation import particle, pipeline, second_ligand
from formulator.evaluation.chain import Chain
from formulator.evaluation.inputs import Inputs
from formulator.evaluation.priors import scatter
from formulator.evaluation.recall import recall
from formulator.explore import again
from formulator.explore.figure import Array, Axis, Figure, Panel
from formulator.prediction import OUTPUT_BY_PATH, Prediction
from formulator.uncertainty import HIGHEST, LOWEST, draw_inputs, with_discrepancy
from formulator.units import format_interval, format_number, from_si

PLOTS: Mapping[str, str] = {
    "binding": "Targeting",
    "selectivity": "Selectivity map",
    "time": "Time course",
    "size": "Size",
    "zeta": "Zeta",
    "loading": "Loading",
    "energies": "Energies of two particles",
    "approach": "Energies at the cell",
    "wrapping": "Wrapping",
    "transcytosis": "Across the brain barrier",
    "cells": "Cells side by side",
    "dose": "Dose on its way",
    "tornado": "What moves the answer",
    "specifications": "Specifications",
}
"""Every plot by its id. The first six stand in the window's centre."""
CURVE_POINTS = 41


def through(points: Array, own: float) -> Array:
    """The points with the nearest one moved to the design's own value, so that the curve runs through its mark."""
    if not points[0] < own < points[-1]:
        return points
    moved = points.copy()
    log = bool(points[0] > 0)
    away = np.abs(np.log(points / own)) if log else np.abs(points - own)
    moved[1 + int(np.argmin(away[1:-1]))] = own
    return moved


def asked(inputs: Inputs, values: Mapping[str, Array | float], rooms: Callable[[Chain], None] = pipeline) -> Chain:
    """The pipeline, or the part of it that makes the particle, run with some inputs replaced by arrays."""
    # As numpy's numbers: what divides by a zero that was typed becomes no number there, as it does inside the arrays.
    given: dict[str, Array | float] = {**inputs.numbers, **values}
    numbers: dict[str, Array | float] = {name: np.float64(one) if isinstance(one, float) else one for name, one in given.items()}
    chain = Chain(dataclasses.replace(inputs, numbers=numbers), traced=False)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore", under="ignore"):
        rooms(chain)
    return chain


def answers_along(
    inputs: Inputs, values: Mapping[str, Array | float], wanted: tuple[str, ...], rooms: Callable[[Chain], None] = pipeline
) -> Mapping[str, Any]:
    """Some numbers of the pipeline along values of one or two inputs, by name; those that cannot be given are not there.

    Where frames follow one another, a run asks only the models that are needed, and none at all when nothing behind it has changed.
    """
    memory = recall()
    found = again.answers(memory, inputs, values, wanted, rooms) if memory is not None else None
    if found is None:
        chain = asked(inputs, values, rooms)
        found = {name: chain[name] for name in wanted if name in chain}
    return found


def banded(
    inputs: Inputs, prediction: Prediction, path: str, values: Mapping[str, Array], draws: int, seed: int
) -> tuple[Array | None, Array | None]:
    """5th and 95th percentile of one output along x; draws run down the first axis. None without draws."""
    if draws <= 0:
        return None, None
    used = tuple(name for name in prediction[path].inputs if name in inputs.numbers and name not in values)
    spread, _ = draw_inputs(inputs, used, draws, seed)
    columns = {name: np.asarray(number)[:, None] if isinstance(number, np.ndarray) else number for name, number in spread.numbers.items()}
    laid = {name: array[None, :] for name, array in values.items()}
    chain = asked(dataclasses.replace(inputs, numbers=columns), laid, _rooms(path))
    if path not in chain:
        return None, None
    length = next(iter(values.values())).size
    found = np.broadcast_to(chain[path], (draws, length))
    published = scatter(path, inputs)
    if published[0] != "fixed" and prediction[path].state != "measured":
        found = np.column_stack([with_discrepancy(path, found[:, column], published, draws, seed) for column in range(length)])
    found = np.where(np.isfinite(found), found, np.nan)
    if np.isnan(found).all(axis=0).any():
        return None, None
    low, high = np.nanquantile(found, (LOWEST, HIGHEST), axis=0)
    return shown(path, low), shown(path, high)


def _rooms(path: str) -> Callable[[Chain], None]:
    return particle if path.startswith(("loading.", "size.", "charge.")) else pipeline


def shown(path: str, values: Array | float) -> Array:
    """SI values of an output in the unit it is shown in."""
    unit = OUTPUT_BY_PATH[path].unit
    return np.asarray(from_si(np.asarray(values, dtype=float), unit), dtype=float)


def along(chain: Chain | Mapping[str, Any], path: str, length: int) -> Array:
    """One output of an array run in its shown unit, as long as x."""
    return np.broadcast_to(shown(path, chain[path]), (length,)).copy()


def of_both(inputs: Inputs, prediction: Prediction, path: str, values: Mapping[str, Array]) -> Array | None:
    """An answer of two kinds of ligand along x, with only the models that it needs; None where there are not two."""
    from formulator.explore.many import Many

    return None if prediction[path].value is None else Many(inputs, (path,)).ask(dict(values))[path]


def has_second(inputs: Inputs) -> bool:
    """Whether a second ligand is chosen."""
    return f"{second_ligand.SECOND}.id" in inputs.words


def interval_words(prediction: Prediction, path: str) -> str:
    """`0.23 (0.08–0.46)` for a read-out; only the value before the interval is known."""
    estimate = prediction[path]
    if estimate.value is None:
        return "—"
    value = format_number(estimate.value, digits=2)
    return value if estimate.low is None or estimate.high is None else f"{value} ({format_interval(estimate.low, estimate.high)})"


def snapped(value: float, towards: Callable[[float], int]) -> float:
    """The next 1, 2 or 5 times a power of ten below (math.floor) or above (math.ceil)."""
    exponent = math.floor(math.log10(value))
    steps = [step * 10.0**power for power in (exponent - 1, exponent, exponent + 1) for step in (1, 2, 5)]
    return (
        max(step for step in steps if step <= value * (1 + 1e-9))
        if towards is math.floor
        else min(step for step in steps if step >= value * (1 - 1e-9))
    )


def empty(plot_id: str, x: Axis, y: Axis, reason: str, title: str = "") -> Figure:
    return Figure(id=plot_id, title=title or PLOTS[plot_id], x=x, panels=(Panel(y=y),), empty=reason)
