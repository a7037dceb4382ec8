"""The numbers behind the selectivity map."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping

import numpy as np

from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.evaluation import prepared
from formulator.evaluation.chain import Chain
from formulator.evaluation.inputs import Inputs
from formulator.explore.asking import PLOTS, asked, empty, has_second, interval_words
from formulator.explore.figure import Area, Array, Axis, Field2D, Figure, Mark, Panel
from formulator.prediction import Prediction
from formulator.uncertainty import draw_inputs
from formulator.units import format_number

MAP_POINTS = 37
EVERY = 3
"""The draws ask every third point across and down; shares between them are interpolated."""
ROBUST_DRAWS = 60
"""Draws behind the robust window: each asks the map, and the window is of shares near 90 %."""
MOST_LIGAND_CHAINS = 0.5
"""Beyond this part of the chains there is no brush left between the ligands, and the binding model does not hold."""
STEPS = (1.0, 5.0, 10.0, 30.0, 100.0)
SELECTIVE, BOUND = 5.0, 0.05
"""A place is good when the target binds this many times more than the spared cell, and at least this fraction of it is bound."""
PATH, TARGET = "targeting.selectivity", "targeting.occupancy_target"


def selectivity(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """Selectivity over ligands per particle and K_D, with the window where it holds in 90 % of the draws."""
    inputs = prepared(design, catalogue)
    x = Axis(label="ligands facing out, per particle", unit="", low=10, high=3000, log=True)
    y = Axis(label="K_D", unit="nM", low=0.1, high=10_000, log=True)
    if prediction[PATH].value is None:
        return empty("selectivity", x, y, prediction[PATH].reason)
    facing, nano = float(prediction.nodes["ligand.facing_out"]), float(inputs.numbers["ligand.dissociation_constant"]) * 1e6
    if facing <= 0.0:
        return empty("selectivity", x, y, "No ligand faces out, so the design has no place on the map.")
    x = dataclasses.replace(x, low=min(x.low, _decade(facing / 1.5, math.floor)), high=_most_ligands(facing, prediction))
    y = dataclasses.replace(y, low=min(y.low, _decade(nano / 1.5, math.floor)), high=max(y.high, _decade(nano * 1.5, math.ceil)))
    ligands = np.geomspace(x.low, x.high, MAP_POINTS)
    constants = np.geomspace(y.low, y.high, MAP_POINTS)
    grid = {
        # The density field keeps the unit in which it was typed; facing ligands are proportional to it.
        "ligand.density": (ligands / facing * float(inputs.numbers["ligand.density"]))[None, :],
        "ligand.dissociation_constant": (constants * 1e-6)[:, None],
    }
    chain = asked(inputs, grid)
    z, bound = (np.broadcast_to(chain[path], (MAP_POINTS, MAP_POINTS)).copy() for path in (PATH, TARGET))
    share = _share(inputs, prediction, grid, min(draws, ROBUST_DRAWS), seed) if draws > 0 else None
    field = Field2D(
        x=ligands,
        y=constants,
        z=z,
        steps=STEPS,
        step_labels=("1–5", "5–10", "10–30", "30–100", ">100"),
        areas=_areas(z, bound),
        share=share,
        share_label=f"share of draws with selectivity ≥ {SELECTIVE:g} and bound fraction ≥ {BOUND:g}",
        z_label="selectivity",
    )
    here = interval_words(prediction, PATH)
    return Figure(
        id="selectivity",
        title=PLOTS["selectivity"],
        x=x,
        readout=f"here {here}, first ligand alone" if has_second(inputs) else f"here {here}",
        subtitle=_rule(field, has_second(inputs)),
        panels=(Panel(y=y, map=field, marks=(Mark(label="this design", role="design", x=facing, y=nano),)),),
    )


def _decade(value: float, towards: Callable[[float], int]) -> float:
    return float(10.0 ** towards(math.log10(value)))


def _most_ligands(facing: float, prediction: Prediction) -> float:
    """The right end of the map: half of the chains that end outside, where chains are known."""
    most = MOST_LIGAND_CHAINS * prediction.nodes.get("outer_chains", 0.0)
    return min(most, 10_000.0) if most >= 50 and most > 1.2 * facing else _decade(max(1000.0, facing * 1.5), math.ceil)


def _areas(z: Array, bound: Array) -> tuple[Area, ...]:
    """Where the particle binds too little, binds both cells, or binds the target alone, at the central values."""
    tiny = 1e-300
    enough, apart = np.log(np.maximum(bound, tiny) / BOUND), np.log(np.maximum(z, tiny) / SELECTIVE)
    return (
        Area(label="selective and bound", depth=np.minimum(enough, apart), corner="middle", outlined=True),
        Area(label="binds little", depth=-enough, corner="top left"),
        Area(label="binds both", depth=np.minimum(enough, -apart), corner="bottom right"),
    )


def _rule(field: Field2D, is_first_alone: bool) -> str:
    """What the hatched window means, or the best that the map has to offer when there is none."""
    if field.share is None:
        return ""
    if field.robust is not None and field.robust.any():
        enough = f"{100 * field.enough:.0f}"
        if is_first_alone:
            return f"robust: ≥ {SELECTIVE:g} and bound, in {enough} % of draws, first ligand alone"
        return f"robust: ≥ {SELECTIVE:g} and bound, in {enough} % of draws"
    best = format_number(100 * float(field.share.max()), digits=2)
    if is_first_alone:
        return f"nowhere robust: at best in {best} % of draws, first ligand alone"
    return f"nowhere robust: at best in {best} % of draws"


def good(chain: Chain, shape: tuple[int, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Where a chain of arrays is selective and bound."""
    selective = np.broadcast_to(chain[PATH], shape) >= SELECTIVE
    return np.asarray(selective & (np.broadcast_to(chain[TARGET], shape) >= BOUND))


def _share(inputs: Inputs, prediction: Prediction, grid: Mapping[str, Array], draws: int, seed: int) -> Array:
    used = tuple(name for name in prediction[PATH].inputs if name not in grid)
    spread, _ = draw_inputs(inputs, used, draws, seed)
    columns = {
        name: np.asarray(number)[:, None, None] if isinstance(number, np.ndarray) else number for name, number in spread.numbers.items()
    }
    sparse = {name: array[None, ::EVERY, ::EVERY] for name, array in grid.items()}
    chain = asked(dataclasses.replace(inputs, numbers=columns), sparse)
    places = np.arange(MAP_POINTS)
    found: Array = good(chain, (draws, len(places[::EVERY]), len(places[::EVERY]))).mean(axis=0)
    for _ in range(2):
        found = np.array([np.interp(places, places[::EVERY], row) for row in found]).T
    return found
