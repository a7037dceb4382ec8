"""Intervals that come from what is not known: every uncertain input is drawn from its law, the pipeline runs once on all draws,
and what published measurements scatter beyond that is added last, on the output's own scale.

The draws are a Latin hypercube; each input has its own stream, so that adding one does not disturb the others, and the same seed
gives the same interval. An interval is never narrower than the scatter between laboratories unless the number was measured.
"""

from __future__ import annotations

import dataclasses
import math
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from formulator import design as designs
from formulator.catalogue import Catalogue
from formulator.chem.constants import VACUUM_PERMITTIVITY
from formulator.design import Design, Law
from formulator.evaluation import pipeline, point, prepared, second_ligand
from formulator.evaluation.chain import Chain
from formulator.evaluation.evaluate import prediction
from formulator.evaluation.inputs import Inputs, label
from formulator.evaluation.priors import scatter
from formulator.evaluation.second_ligand import SECOND
from formulator.prediction import OUTPUT_BY_PATH, Estimate, Flag, Prediction
from formulator.units import format_number, from_si

Array = npt.NDArray[np.float64]
Stop = Callable[[], bool]
"""Asked between two pieces of work whether anybody still wants the result."""
LOWEST, HIGHEST = 0.05, 0.95
SHARE_OF_SCATTER = 0.3
"""Part of the published scatter that is added even when the drawn inputs explain all of it."""
SMALLEST_SHARE = 0.01


class StoppedError(Exception):
    """Nobody wants the result any more; the work ends where it is."""


def hypercube(name: str, draws: int, seed: int) -> Array:
    """One stratified column of a Latin hypercube in (0, 1): one draw in each of `draws` equal strata, shuffled."""
    stream = np.random.default_rng([seed, zlib.crc32(name.encode())])
    return (stream.permutation(draws) + stream.random(draws)) / draws


def scores(name: str, draws: int, seed: int, freedom: float = 0.0) -> Array:
    """Normal scores of one Latin hypercube column; Student's t with `freedom` degrees where a class has few papers."""
    return _scores(hypercube(name, draws, seed), freedom)


def _scores(column: Array, freedom: float = 0.0) -> Array:
    from scipy.special import ndtri, stdtrit

    return np.asarray(stdtrit(freedom, column) if freedom else ndtri(column), dtype=float)


def quantiles(law: Law, value: float, column: Array) -> tuple[Array, Array]:
    """The values below which a law lies with the chances of a column, and their scores."""
    shape, *spread = law
    if shape == "triangular":
        return _triangular(value, spread[0], spread[1], column), column - 0.5
    if shape in ("uniform", "loguniform"):
        low, high = spread
        return (low + (high - low) * column if shape == "uniform" else low * (high / low) ** column), column - 0.5
    z = _scores(column, *spread[1:])
    return _SPREADS[shape](value, spread[0], z), z


def drawn(law: Law, value: float, name: str, draws: int, seed: int) -> tuple[Array, Array]:
    """Draws of one input and their normal scores."""
    return quantiles(law, value, hypercube(name, draws, seed))


def _triangular(mode: float, low: float, high: float, column: Array) -> Array:
    """A law that rises in a straight line from one end to the most likely value and falls to the other."""
    whole = high - low
    rising = low + np.sqrt(column * whole * (mode - low))
    falling = high - np.sqrt((1.0 - column) * whole * (high - mode))
    return np.asarray(np.where(column * whole < mode - low, rising, falling))


def _logit_normal(value: float, sd: float, z: Array) -> Array:
    if not 0.0 < value < 1.0:
        return np.full_like(z, value)
    return np.asarray(1.0 / (1.0 + (1.0 - value) / value * np.exp(-sd * z)))


_SPREADS: Mapping[str, Callable[[float, float, Array], Array]] = {
    "normal": lambda value, sd, z: value + sd * z,
    "lognormal": lambda value, sd, z: value * np.exp(sd * z),
    "logitnormal": _logit_normal,
}


def draw_inputs(inputs: Inputs, used: tuple[str, ...], draws: int, seed: int) -> tuple[Inputs, dict[str, Array]]:
    """Inputs with arrays of draws for every uncertain number that is used, and the scores behind them."""
    numbers = dict(inputs.numbers)
    behind: dict[str, Array] = {}
    for name in used:
        law = inputs.laws.get(name, ("fixed",))
        value = float(inputs.numbers[name])
        if law[0] == "fixed" or (value == 0.0 and law[0] == "lognormal"):
            continue
        array, behind[name] = drawn(law, value, name, draws, seed)
        row = designs.BY_PATH.get(name.replace(SECOND, "ligand"))
        numbers[name] = np.clip(array, *row.domain) if row is not None else array
    return dataclasses.replace(inputs, numbers=numbers), behind


_SCALES: Mapping[str, tuple[Callable[[Array], Array], Callable[[Array], Array]]] = {
    "linear": (lambda y: y, lambda y: y),
    "ln": (lambda y: np.log(np.maximum(y, 1e-300)), lambda y: np.exp(np.minimum(y, 690.0))),
    "logit": (
        lambda y: np.log(np.clip(y, 1e-300, 1 - 1e-15)) - np.log1p(-np.clip(y, 1e-300, 1 - 1e-15)),
        lambda y: 1.0 / (1.0 + np.exp(-np.clip(y, -690.0, 690.0))),
    ),
}


def with_discrepancy(path: str, values: Array, published: Law, draws: int, seed: int) -> Array:
    """Widen draws so that they scatter at least as much as published values do: δ² = max(s_base² − s_param², (0.3 s_base)²)."""
    if published[0] == "fixed":
        return values
    base, *freedom = published[1:]
    forward, back = _SCALES[OUTPUT_BY_PATH[path].scale]
    on_scale = forward(values)
    finite = on_scale[np.isfinite(on_scale)]
    if finite.size < 2:
        return values
    own = float(np.var(finite))
    extra = np.sqrt(max(base**2 - own, (SHARE_OF_SCATTER * base) ** 2))
    stream = "discrepancy:" + path.partition(".")[0]
    return back(on_scale + extra * scores(stream, draws, seed, *freedom))


class _Watched(Chain):
    """A chain of draws that looks before each model whether it is to go on."""

    def __init__(self, inputs: Inputs, stop: Stop, thorough: bool) -> None:
        super().__init__(inputs, traced=False, thorough=thorough)
        self._stop = stop

    def _gather(self, name: str, arguments: dict[str, Any]) -> dict[str, Any] | None:
        if self._stop():
            raise StoppedError
        return super()._gather(name, arguments)


def draw_chain(
    inputs: Inputs, used: tuple[str, ...], draws: int, seed: int, stop: Stop | None = None, thorough: bool = False
) -> tuple[Chain, dict[str, Array]]:
    """The pipeline run once over all draws, and the scores of the inputs drawn; `thorough` with its slow models."""
    spread, behind = draw_inputs(inputs, used, draws, seed)
    chain = Chain(spread, traced=False, thorough=thorough) if stop is None else _Watched(spread, stop, thorough)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore", under="ignore"):
        pipeline(chain)
    return chain, behind


def propagate(design: Design, catalogue: Catalogue, draws: int = 4096, seed: int = 0, stop: Stop | None = None) -> Prediction:
    """The prediction with 90 % intervals and the share of each input in every output's spread. StoppedError once `stop` says so."""
    inputs = prepared(design, catalogue)
    traced = point(inputs)
    answer = prediction(traced)
    used = tuple(dict.fromkeys(name for estimate in answer.estimates.values() for name in estimate.inputs))
    chain, behind = draw_chain(inputs, used, draws, seed, stop)
    estimates = {}
    for path, estimate in answer.estimates.items():
        if stop is not None and stop():
            raise StoppedError
        if estimate.value is None or path not in chain:
            estimates[path] = estimate
            continue
        values = np.broadcast_to(np.asarray(chain[path], dtype=float), (draws,))
        widened = values if estimate.state == "measured" else _widened(path, values, chain, inputs, draws, seed)
        estimates[path] = _bounded(estimate, widened, values, behind)
    estimates |= _of_two_ligands(inputs, answer, used, draws, seed, stop)
    return dataclasses.replace(answer, estimates=estimates)


def _of_two_ligands(
    inputs: Inputs, answer: Prediction, used: tuple[str, ...], draws: int, seed: int, stop: Stop | None
) -> dict[str, Estimate]:
    """Answers of two kinds of ligand with their intervals, from fewer draws; nothing where there is no second ligand."""
    asked = [path for path in second_ligand.OUTPUTS if answer[path].value is not None]
    if not asked or draws <= 0:
        return {}
    few = min(draws, second_ligand.FEW_DRAWS)
    chain, behind = draw_chain(inputs, used, few, seed, stop, thorough=True)
    found = {path: np.broadcast_to(np.asarray(chain[path], dtype=float), (few,)) for path in asked if path in chain}
    widened = {path: _widened(path, values, chain, inputs, few, seed) for path, values in found.items()}
    return {path: _bounded(answer[path], widened[path], values, behind) for path, values in found.items()}


def _widened(path: str, values: Array, chain: Chain, inputs: Inputs, draws: int, seed: int) -> Array:
    """Draws of an output with the published scatter; what is made from a widened output is widened along with it."""

    def other(name: str) -> tuple[Array, Array]:
        drawn_values = np.broadcast_to(np.asarray(chain[name], dtype=float), (draws,))
        return drawn_values, with_discrepancy(name, drawn_values, scatter(name, inputs), draws, seed)

    if path == "charge.mobility" and "charge.zeta" in chain:
        zeta, wider = other("charge.zeta")
        return np.asarray(values + (wider - zeta) * VACUUM_PERMITTIVITY * chain["permittivity"] / chain["viscosity"])
    whole = {"targeting.gain_over_untargeted": "targeting.delivered", second_ligand.GAIN: "targeting.delivered_both"}.get(path)
    if whole is not None and whole in chain:
        delivered, wider = other(whole)
        return np.asarray(values * wider / np.maximum(delivered, 1e-300))
    return with_discrepancy(path, values, scatter(path, inputs), draws, seed)


_LOST: Mapping[str, str] = {"targeting.wrapping_time": "never wrapped"}
"""What a draw without a number is."""


def _bounded(estimate: Estimate, widened: Array, values: Array, behind: Mapping[str, Array]) -> Estimate:
    possible = np.isfinite(widened)
    share = float(np.mean(possible))
    lost = f"{100 * (1 - share):.2g} % of the draws are {_LOST.get(estimate.path, 'no possible particle')}"
    if share < 0.5:
        flag = Flag(id="impossible-draws", severity="warning", path=estimate.path, text=f"{lost}: no interval is given.")
        return dataclasses.replace(estimate, flags=(*estimate.flags, flag))
    low, high = np.quantile(widened[possible], (LOWEST, HIGHEST))
    unit = estimate.unit
    shown = tuple(float(from_si(float(end), unit)) for end in (low, high))
    flags = estimate.flags
    if share < 0.999:
        text = f"{lost}; the interval is of the others."
        flags = (*flags, Flag(id="impossible-draws", severity="info", path=estimate.path, text=text))
    value = estimate.value if estimate.value is not None else shown[0]
    low, high = min(shown[0], value), max(shown[1], value)
    shares = drivers(values, widened, {name: behind[name] for name in estimate.inputs if name in behind})
    if estimate.path in ("targeting.selectivity", "targeting.selectivity_both") and 0 < low * WIDE <= high:
        flags = (*flags, _wide(estimate.path, low, high, shares))
    return dataclasses.replace(estimate, low=low, high=high, flags=flags, drivers=shares, scatter=_scatter(estimate.path, values, widened))


def _scatter(path: str, values: Array, widened: Array) -> float:
    """The share of an output's variance, on its scale, that its inputs do not bring."""
    forward, _ = _SCALES[OUTPUT_BY_PATH[path].scale]
    own, total = forward(values), forward(widened)
    fine = np.isfinite(own) & np.isfinite(total)
    whole = float(np.var(total[fine])) if fine.sum() >= 2 else 0.0
    return max(0.0, 1.0 - float(np.var(own[fine])) / whole) if whole > 0 else 0.0


WIDE = 100.0
"""Ratio of the ends of an interval from which its value alone says nothing."""


def _wide(path: str, low: float, high: float, shares: tuple[tuple[str, float], ...]) -> Flag:
    decades = format_number(math.log10(high / low), digits=2)
    most = f", most of it from {label(shares[0][0])}" if shares else ""
    return Flag(
        id="range-over-decades",
        severity="warning",
        path=path,
        text=f"A range over {decades} decades{most}: read the range, not the number.",
    )


def drivers(values: Array, widened: Array, behind: Mapping[str, Array]) -> tuple[tuple[str, float], ...]:
    """Shares of an output's variance by input: squared correlation of its ranks with each input's scores, largest first."""
    fine = np.isfinite(values) & np.isfinite(widened)
    total = widened[fine]
    if fine.sum() < 16 or np.ptp(total) == 0.0:
        return ()
    ranks = np.argsort(np.argsort(total)) - (fine.sum() - 1) / 2
    norm = float(np.sqrt(np.sum(ranks**2)))
    found = []
    for name, z in behind.items():
        part = z[fine] - z[fine].mean()
        share = float(np.dot(part, ranks) / (norm * np.sqrt(np.dot(part, part)))) ** 2
        if share >= SMALLEST_SHARE:
            found.append((name, share))
    found.sort(key=lambda entry: -entry[1])
    return tuple(found)


NUDGE = 0.005
"""By how much of itself an input is moved up and down to see what an output does."""


def effects(design: Design, catalogue: Catalogue, answer: Prediction) -> dict[str, dict[str, float]]:
    """For every output with a value: by what part of itself it changes when an input alone is made 1 % larger, in percent.

    Also where the input has no spread. An input of 0 cannot be made larger by a part of itself and is left out, and so is what
    becomes of an output of 0.
    """
    inputs = prepared(design, catalogue)
    names = [name for name in dict.fromkeys(name for one in answer.estimates.values() for name in one.inputs) if name in inputs.numbers]
    names = [name for name in names if np.isfinite(float(inputs.numbers[name])) and float(inputs.numbers[name]) != 0.0]
    moved = {}
    for place, name in enumerate(names):
        column = np.full(2 * len(names), float(inputs.numbers[name]))
        column[2 * place] *= 1 - NUDGE
        column[2 * place + 1] *= 1 + NUDGE
        row = designs.BY_PATH.get(name.replace(SECOND, "ligand"))
        moved[name] = np.clip(column, *row.domain) if row is not None else column
    chain = Chain(dataclasses.replace(inputs, numbers={**inputs.numbers, **moved}), traced=False)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore", under="ignore"):
        pipeline(chain)
    found: dict[str, dict[str, float]] = {}
    for path, estimate in answer.estimates.items():
        if estimate.value is None or path not in chain:
            continue
        pairs = np.broadcast_to(np.asarray(chain[path], dtype=float), (2 * len(names),)).reshape(-1, 2)
        found[path] = {}
        for place, name in enumerate(names):
            step = np.diff(moved[name][2 * place : 2 * place + 2])[0] / float(inputs.numbers[name])
            low, high = pairs[place]
            if name in estimate.inputs and step > 0 and np.isfinite(high - low) and low + high != 0:
                found[path][name] = float((high - low) / ((high + low) / 2) / step)
    return found
