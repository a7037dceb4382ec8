"""Which input matters: each alone from one end of its own range to the other, and its share of the variance with all others moving."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from formulator import design as designs
from formulator.catalogue import Catalogue
from formulator.design import Design, Law
from formulator.errors import UsageError
from formulator.evaluation import evaluate, prepared
from formulator.evaluation.inputs import Inputs
from formulator.explore.figure import Array
from formulator.explore.many import Many
from formulator.explore.sweep import Progress, silent
from formulator.prediction import OUTPUT_BY_PATH
from formulator.uncertainty import HIGHEST, LOWEST, quantiles

FIRST_ASKED = ("targeting.selectivity", "loading.dlc", "size.hydrodynamic_diameter", "charge.zeta")
"""What is asked about when nothing is named: the first of these that has a value."""
LEAST_DRAWS, MOST_DRAWS = 64, 65_536
PIECE = 512
"""Draws between two looks at whether anybody still wants the answer: about a tenth of a second at the worst."""


@dataclass(frozen=True, kw_only=True)
class Swing:
    """One input of the tornado: the output, in its unit, at the 5th and the 95th percentile of the input's own law."""

    path: str
    label: str
    at_low: float
    at_high: float
    size: float
    """How far the output swings on its scale; infinite without a value at one end."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """First-order and total Sobol index of one input."""

    path: str
    label: str
    first: float
    total: float


@dataclass(frozen=True, kw_only=True)
class Sensitivity:
    """Tornado and shares of one output, the largest first. `scale` is the scale on which variance is taken: linear, ln or logit."""

    path: str
    value: float
    unit: str
    scale: str
    swings: tuple[Swing, ...]
    shares: tuple[Share, ...]
    lost: float = 0.0
    """Share of the draws that are no possible particle; they take no part in the indices."""


def _uncertain(inputs: Inputs, used: tuple[str, ...]) -> dict[str, Law]:
    laws = {name: inputs.laws.get(name, ("fixed",)) for name in used}
    return {
        name: law
        for name, law in laws.items()
        if law[0] != "fixed" and not (law[0] in ("lognormal", "logitnormal") and float(inputs.numbers[name]) == 0.0)
    }


def _at(inputs: Inputs, laws: Mapping[str, Law], name: str, chances: Array) -> Array:
    """Values of one input at chances of its law, kept where the quantity exists."""
    # Quasi-random points may stand on the edge of the cube, where a normal law has no end.
    values, _ = quantiles(laws[name], float(inputs.numbers[name]), np.clip(chances, 1e-9, 1 - 1e-9))
    row = designs.BY_PATH.get(name)
    return np.clip(values, *row.domain) if row is not None else values


@dataclass(frozen=True)
class _Asked:
    """One output of one design, ready to be asked many times."""

    path: str
    value: float
    inputs: Inputs
    many: Many
    laws: Mapping[str, Law]


def _asked(design: Design, catalogue: Catalogue, path: str) -> _Asked:
    inputs = prepared(design, catalogue)
    many = Many(inputs, (path,))
    estimate = evaluate(design, catalogue)[path]
    if estimate.value is None:
        raise UsageError(f"{path} has no value to ask about: {estimate.reason}")
    if path in many.reasons:
        raise UsageError(f"{path} cannot be asked about: {many.reasons[path]}")
    return _Asked(path, estimate.value, inputs, many, _uncertain(inputs, estimate.inputs))


def tornado(design: Design, catalogue: Catalogue, path: str) -> tuple[Swing, ...]:
    """Every uncertain input of an output alone at both ends of its range, the others as they stand; the largest swing first."""
    return _tornado(_asked(design, catalogue, path))


def _tornado(asked: _Asked) -> tuple[Swing, ...]:
    names = list(asked.laws)
    if not names:
        return ()
    rows: dict[str, Array] = {}
    for place, name in enumerate(names):
        rows[name] = np.full(2 * len(names), float(asked.inputs.numbers[name]))
        rows[name][2 * place : 2 * place + 2] = _at(asked.inputs, asked.laws, name, np.array([LOWEST, HIGHEST]))
    found = asked.many.ask(rows)[asked.path].reshape(-1, 2)
    with np.errstate(invalid="ignore"):  # Nothing at both ends, on a logarithmic scale.
        sizes = np.abs(np.diff(_on_scale(asked.path, found), axis=1))[:, 0]
    swings = [
        Swing(
            path=name,
            label=asked.inputs.ingredients[name].label,
            at_low=float(low),
            at_high=float(high),
            size=float(size) if math.isfinite(size) else math.inf,
        )
        for name, (low, high), size in zip(names, found, sizes, strict=True)
    ]
    return tuple(sorted(swings, key=lambda swing: -swing.size))


def _on_scale(path: str, values: Array) -> Array:
    """The output on the scale on which its error is roughly symmetric."""
    scale = OUTPUT_BY_PATH[path].scale
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale == "ln":
            return np.asarray(np.log(values))
        if scale == "logit":
            share = values / 100.0 if OUTPUT_BY_PATH[path].unit.startswith("%") else values
            share = np.clip(share, 1e-12, 1 - 1e-12)
            return np.asarray(np.log(share / (1.0 - share)))
    return values


class _Model:
    """An output as scipy asks for it: columns of the unit cube in, values on the output's scale out."""

    def __init__(self, asked: _Asked, names: list[str], progress: Progress, total: int) -> None:
        self.inputs, self.many, self.path, self.laws, self.names = asked.inputs, asked.many, asked.path, asked.laws, names
        self.progress, self.total, self.done = progress, total, 0
        self.asked, self.lost = 0, 0

    def __call__(self, cube: Array) -> Array:
        flat = cube.reshape(len(self.names), -1)
        values = {name: _at(self.inputs, self.laws, name, row) for name, row in zip(self.names, flat, strict=True)}
        parts = []
        for start in range(0, flat.shape[1], PIECE):
            self.progress(min(1.0, self.done / self.total))
            parts.append(self.many.ask({name: column[start : start + PIECE] for name, column in values.items()})[self.path])
            self.done += len(parts[-1])
        found = _on_scale(self.path, np.concatenate(parts))
        known = np.isfinite(found)
        self.asked, self.lost = self.asked + known.size, self.lost + int((~known).sum())
        # A draw that is no particle stands in the middle of the others, where it adds nothing to the variance.
        return np.where(known, found, np.mean(found[known]) if known.any() else 0.0).reshape(1, *cube.shape[1:])


def sensitivity(
    design: Design, catalogue: Catalogue, path: str, draws: int = 1024, seed: int = 0, progress: Progress = silent
) -> Sensitivity:
    """Tornado and Sobol indices of one output; `draws` is rounded up to a power of two."""
    if not LEAST_DRAWS <= draws <= MOST_DRAWS:
        raise UsageError(f"{draws} draws are not enough or too many for indices: {LEAST_DRAWS} to {MOST_DRAWS} are.")
    asked = _asked(design, catalogue, path)
    swings = _tornado(asked)
    output = OUTPUT_BY_PATH[path]
    bare = Sensitivity(path=path, value=asked.value, unit=output.unit, scale=output.scale, swings=swings, shares=())
    moving = [swing.path for swing in swings if swing.size > 0]
    if not moving:
        progress(1.0)
        return bare
    power = 1 << (draws - 1).bit_length()
    shares, lost = _indices(asked, moving, power, seed, progress)
    progress(1.0)
    return dataclasses.replace(bare, shares=shares, lost=lost)


def _estimators(f_A: Array, f_B: Array, f_AB: Array) -> tuple[Array, Array]:  # noqa: N803 - scipy's names
    """First-order and total indices; f_AB is f_A with one input from f_B.

    First order: the correlation of outputs that share one input alone, less what two samples that share none correlate by chance
    (Glen & Isaacs, Environ. Model. Softw. 2012, 37, 157). The usual product estimator strays by a tenth where one input rules.
    Total: Jansen, Comput. Phys. Commun. 1999, 117, 35.
    """
    by_chance = _correlation(f_A, f_B)
    first = (_correlation(f_B, f_AB) - by_chance) / (1 - by_chance)
    total = ((f_A - f_AB) ** 2).mean(axis=-1) / (2 * np.var([f_A, f_B], axis=(0, -1)))
    return first.T, total.T


def _correlation(one: Array, other: Array) -> Array:
    """Correlation along the draws, with the mean and variance of both together."""
    middle = (one + other).mean(axis=-1) / 2
    return np.asarray(((one * other).mean(axis=-1) - middle**2) / ((one**2 + other**2).mean(axis=-1) / 2 - middle**2))


def _indices(asked: _Asked, names: list[str], draws: int, seed: int, progress: Progress) -> tuple[tuple[Share, ...], float]:
    if len(names) == 1:  # All spread comes from the only input that has one; scipy refuses to work that out.
        return (Share(path=names[0], label=asked.inputs.ingredients[names[0]].label, first=1.0, total=1.0),), 0.0
    from scipy.stats import sobol_indices, uniform

    model = _Model(asked, names, progress, draws * (len(names) + 2))
    cube, stream = [uniform(0.0, 1.0)] * len(names), np.random.default_rng(seed)
    found = sobol_indices(func=model, n=draws, dists=cube, method=_estimators, rng=stream)
    first, total = (np.atleast_1d(np.squeeze(index)) for index in (found.first_order, found.total_order))
    if not np.isfinite(first).all():
        raise UsageError(f"{asked.path} does not move with any of its inputs within their ranges, so no input has a share of its spread.")
    shares = [
        Share(path=name, label=asked.inputs.ingredients[name].label, first=float(first[at]), total=float(total[at]))
        for at, name in enumerate(names)
    ]
    return tuple(sorted(shares, key=lambda share: -share.total)), model.lost / max(model.asked, 1)
