"""The engine's answer to a row as draws: the pipeline as far as loading, size and charge, on inputs drawn from their laws.

The numbers are those of `formulator.uncertainty.propagate`; what cells do is left out, since nothing of it is compared here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formulator.evaluation import particle
from formulator.evaluation.chain import Chain
from formulator.evaluation.inputs import Inputs
from formulator.evaluation.priors import scatter
from formulator.prediction import OUTPUT_BY_PATH
from formulator.uncertainty import Array, draw_inputs, hypercube, scores, with_discrepancy
from formulator.units import from_si

AGREEING, LOOSE = 0.05, 0.9
SHARE_AGREEING = 0.70
"""Published DLC against feed and EE of the same row: seven papers in ten agree to 5 %, the others scatter by 0.9 in ln.

Other definitions and losses in washing. The most likely share and scatter of Goren's 35 papers of PLGA nanoprecipitation, a paper one
vote; the shipped compilation had no part in it. It is a property of published tables, not of a batch
whose DLC and EE are defined alike, so it stands here and not in the pipeline.
"""


@dataclass(frozen=True)
class Forecast:
    """The point value of an output and draws of it, in its unit; or the reason why there is none."""

    point: float = 0.0
    draws: Array | None = None
    reason: str = ""


def forecasts(inputs: Inputs, paths: Sequence[str], draws: int, seed: int) -> dict[str, Forecast]:
    """Forecasts of some outputs from prepared inputs."""
    point = Chain(inputs, traced=True)
    particle(point)
    there = [path for path in paths if path in point and np.isfinite(float(point[path]))]
    used = tuple(dict.fromkeys(name for path in there for name in point.ancestors(path) if name in inputs.ingredients))
    drawn, _ = draw_inputs(inputs, used, draws, seed)
    chain = Chain(drawn, traced=False)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore", under="ignore"):
        particle(chain)
    found = {}
    for path in paths:
        found[path] = _forecast(path, point, chain, inputs, draws, seed) if path in there else Forecast(reason=_reason(path, point))
    return found


def _reason(path: str, point: Chain) -> str:
    return "no such particle exists" if path in point else point.reason(path)


def _forecast(path: str, point: Chain, chain: Chain, inputs: Inputs, draws: int, seed: int) -> Forecast:
    values = np.broadcast_to(np.asarray(chain[path], dtype=float), (draws,))
    widened = with_discrepancy(path, values, scatter(path, inputs), draws, seed)
    if path == "loading.dlc":
        widened = widened * np.exp(other_definitions(draws, seed))
    possible = widened[np.isfinite(widened)]
    if possible.size < draws / 2:
        return Forecast(reason="no such particle exists")
    unit = OUTPUT_BY_PATH[path].unit
    return Forecast(point=float(from_si(float(point[path]), unit)), draws=np.asarray(from_si(possible, unit)))


def other_definitions(draws: int, seed: int) -> Array:
    """How far published DLC lies from what feed and EE say, in ln: a mixture of two normal laws."""
    agrees = hypercube("definition:agrees", draws, seed) < SHARE_AGREEING
    return np.asarray(np.where(agrees, AGREEING, LOOSE) * scores("definition", draws, seed))
