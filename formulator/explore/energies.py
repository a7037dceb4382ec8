"""Energies of two particles against their separation: what draws them together, what holds them apart, and the sum."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from formulator.catalogue import Catalogue
from formulator.chem import colloid
from formulator.design import Design
from formulator.evaluation import prepared
from formulator.explore.asking import PLOTS, empty
from formulator.explore.figure import Array, Axis, Figure, Guide, Line, Mark, Panel
from formulator.prediction import Prediction
from formulator.units import format_number

POINTS = 241
Energy = Callable[[Array], Array]


def energies(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """Attraction, repulsion and their sum; marked where particles rest in a minimum, or what they must climb over."""
    del draws, seed
    x = Axis(label="separation of the cores", unit="nm", low=0, high=30)
    y = Axis(label="energy", unit="kT", low=-10, high=20)
    brushed, bare = prediction["stability.minimum_depth"], prediction["stability.barrier"]
    estimate = brushed if brushed.value is not None else bare
    if estimate.value is None:
        return empty("energies", x, y, bare.reason if "instead" in brushed.reason else brushed.reason)
    numbers = prepared(design, catalogue).numbers
    nodes = prediction.nodes
    radius, temperature = nodes["core_radius"], float(numbers["medium.temperature"])
    hamaker = float(numbers["carrier.hamaker_constant"])

    def attraction(gap: Array) -> Array:
        return np.asarray(
            colloid.van_der_waals_energy(radius=radius, separation=gap, hamaker_constant=hamaker, temperature=temperature), dtype=float
        )

    guides = [Guide(label="", role="reference", at=0.0, axis="y")]
    if estimate is brushed:
        layer = nodes["corona_thickness"]

        def repulsion(gap: Array) -> Array:
            spacing = nodes["graft_spacing"]
            found = colloid.steric_energy(radius=radius, brush_height=layer, graft_spacing=spacing, separation=gap)
            return np.asarray(found, dtype=float)

        name, start, reach, sign = "overlapping layers", 0.4 * layer, 3.0 * layer, -1.0
        guides = [*guides, Guide(label="layers touch", role="reference", at=2e9 * layer)]
    else:
        charge = {
            "ionic_strength": nodes["ionic_strength"],
            "surface_potential": prediction.nodes["charge.zeta"],
            "relative_permittivity": nodes["permittivity"],
        }

        def repulsion(gap: Array) -> Array:
            found = colloid.double_layer_energy_sphere(radius=radius, separation=gap, temperature=temperature, **charge)
            return np.asarray(found, dtype=float)

        length = float(prediction["charge.debye_length"].value or 1.0) * 1e-9
        name, start, reach, sign = "charge", 1e-3 * length, 8.0 * length, 1.0
    high = _nice(1e9 * reach)
    gaps = np.linspace(start, 1e-9 * high, POINTS)
    at, value = _extreme(lambda gap: attraction(gap) + repulsion(gap), gaps, sign)
    gaps = np.unique(np.append(gaps, at))
    parts = [Line(label="van der Waals", role="reference", x=1e9 * gaps, y=attraction(gaps))]
    parts.append(Line(label=name, role="plasma", x=1e9 * gaps, y=repulsion(gaps)))
    parts.append(Line(label="sum", role="design", x=1e9 * gaps, y=parts[0].y + parts[1].y))
    size = max(2.0, abs(estimate.value))
    word = "minimum" if estimate is brushed else "barrier"
    return Figure(
        id="energies",
        title=PLOTS["energies"],
        x=Axis(label=x.label, unit=x.unit, low=0.0, high=high),
        readout=f"{word} {format_number(estimate.value, digits=2)} kT",
        panels=(
            Panel(
                y=Axis(label=y.label, unit=y.unit, low=-float(_nice(1.5 * size)), high=float(_nice(2.5 * size))),
                lines=tuple(parts),
                marks=(Mark(label=word, role="design", x=1e9 * at, y=value),),
                guides=tuple(guides),
            ),
        ),
    )


def _extreme(energy: Energy, gaps: Array, sign: float) -> tuple[float, float]:
    """The outermost minimum (sign −1) or the highest point (sign 1) of the sum, closed in on between its neighbours."""
    from scipy.optimize import minimize_scalar

    values = -sign * energy(gaps)
    if sign < 0:
        falling = np.flatnonzero(np.diff(values) < 0)
        at = int(falling[-1]) + 1 if falling.size else 0
        outermost = np.flatnonzero((values[1:-1] <= values[:-2]) & (values[1:-1] <= values[2:]))
        at = int(outermost[-1]) + 1 if outermost.size else at
    else:
        at = int(np.argmin(values))
    bounds = float(gaps[max(at - 1, 0)]), float(gaps[min(at + 1, len(gaps) - 1)])
    scale = 1e-9
    found = minimize_scalar(
        lambda gap: -sign * float(energy(np.array([gap * scale]))[0]),
        bounds=(bounds[0] / scale, bounds[1] / scale),
        method="bounded",
        options={"xatol": 1e-10},
    )
    return float(found.x) * scale, -sign * float(found.fun)


def _nice(value: float) -> float:
    """1, 2 or 5 times a power of ten at or above."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value * (1 - 1e-9))
