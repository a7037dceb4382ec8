"""The numbers behind the selectivity map."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping

import numpy as np

from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.evaluation import prepared
from formulator.evaluation.inputs import Inputs
from formulator.explore.asking import PLOTS, asked, empty, interval_words
from formulator.explore.figure import Array, Axis, Field2D, Figure, Mark, Panel
from formulator.prediction import Prediction
from formulator.uncertainty import draw_inputs

MAP_POINTS = 24
ROBUST_DRAWS = 40
"""Draws behind the robust window: each asks the whole map, and the window is of shares near 90 %."""
STEPS = (1.0, 5.0, 10.0, 30.0, 100.0)


def selectivity(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """Selectivity over ligands per particle and K_D, with the window where it holds in 90 % of the draws."""
    inputs = prepared(design, catalogue)
    x = Axis(label="ligands facing out, per particle", unit="", low=10, high=3000, log=True)
    y = Axis(label="K_D", unit="nM", low=1, high=10_000, log=True)
    path = "targeting.selectivity"
    if prediction[path].value is None:
        return empty("selectivity", x, y, prediction[path].reason)
    facing, k_d = float(prediction.nodes["ligand.facing_out"]), float(inputs.numbers["ligand.dissociation_constant"])
    x = dataclasses.replace(
        x,
        low=10 ** math.floor(math.log10(max(1.0, min(10.0, facing)))),
        high=10 ** math.ceil(math.log10(max(1000.0, facing * 1.5))),
    )
    nano = k_d * 1e6
    y = dataclasses.replace(y, low=10 ** math.floor(math.log10(min(1.0, nano))), high=10 ** math.ceil(math.log10(max(1000.0, nano * 1.5))))
    ligands = np.logspace(math.log10(x.low), math.log10(x.high), MAP_POINTS)
    constants = np.logspace(math.log10(y.low), math.log10(y.high), MAP_POINTS)
    share = facing / float(prediction.nodes["ligand.per_particle"])
    scale = float(inputs.numbers["ligand.density"]) / float(prediction.nodes["ligand.per_particle"])
    grid = {
        "ligand.density": (ligands / share * scale)[None, :],
        "ligand.dissociation_constant": (constants * 1e-6)[:, None],
    }
    z = np.broadcast_to(asked(inputs, grid)[path], (MAP_POINTS, MAP_POINTS)).copy()
    robust = _robust(inputs, prediction, grid, min(draws, ROBUST_DRAWS), seed) if draws > 0 else None
    field = Field2D(
        x=ligands,
        y=constants,
        z=z,
        steps=STEPS,
        step_labels=("1–5", "5–10", "10–30", "30–100", ">100"),
        robust=robust,
        robust_label="robust: ≥ 5 and bound, in 90 % of draws",
        z_label="selectivity",
    )
    mark = Mark(label="this design", role="design", x=facing, y=nano)
    return Figure(
        id="selectivity",
        title=PLOTS["selectivity"],
        x=x,
        readout=f"{interval_words(prediction, path)} here",
        subtitle=field.robust_label if robust is not None else "",
        panels=(Panel(y=y, map=field, marks=(mark,)),),
    )


def _robust(
    inputs: Inputs, prediction: Prediction, grid: Mapping[str, Array], draws: int, seed: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    used = tuple(name for name in prediction["targeting.selectivity"].inputs if name not in grid)
    spread, _ = draw_inputs(inputs, used, draws, seed)
    columns = {
        name: np.asarray(number)[:, None, None] if isinstance(number, np.ndarray) else number for name, number in spread.numbers.items()
    }
    chain = asked(dataclasses.replace(inputs, numbers=columns), {name: array[None] for name, array in grid.items()})
    shape = (draws, MAP_POINTS, MAP_POINTS)
    good = (np.broadcast_to(chain["targeting.selectivity"], shape) >= 5.0) & (
        np.broadcast_to(chain["targeting.occupancy_target"], shape) >= 0.05
    )
    return np.asarray(good.mean(axis=0) >= 0.9)
