"""Whether a cell can wrap its membrane round the particle, and how long that takes, against the particle's size.

Passive wrapping after Gao, Shi and Freund at the design's own ligands per area: below one size bonds never pay for bending, just
above it few receptors are drawn in, and large particles need many. Energies and rates of the model are known to little, so the
second panel says in which share of the draws a particle of a size is wrapped at all.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

import numpy as np

from formulator.catalogue import Catalogue
from formulator.chem import uptake
from formulator.chem.size import sphere_area
from formulator.design import Design
from formulator.evaluation import prepared
from formulator.evaluation.binding import SOONEST_WRAPPING
from formulator.evaluation.inputs import Inputs
from formulator.explore.asking import PLOTS, empty, interval_words, snapped
from formulator.explore.figure import Array, Axis, Figure, Guide, Line, Mark, Panel, Span
from formulator.prediction import Prediction
from formulator.uncertainty import HIGHEST, LOWEST, draw_chain
from formulator.units import format_interval, format_number

PATH, SIZE = "targeting.wrapping_time", "size.hydrodynamic_diameter"
POINTS = 121
MOST_DRAWS = 512
"""Draws behind band and shares: more would move neither by a pixel."""
JUST_ABOVE = (1.001, 1.005, 1.02, 1.05)
"""Sizes in units of the smallest one, where the curve falls steeply."""
ENOUGH = 0.5
"""Share of draws that must be wrapped for the others to have an interval."""
LONGEST = 1e7
"""Seconds at the top of the axis at most: nobody waits for a season."""
CELLS = (("target", "target cell", "receptor_density"), ("healthy", "spared cell", "healthy_receptor_density"))
GIVEN = {
    "bond_energy": "target.bond_energy",
    "bending_modulus": "target.bending_modulus",
    "receptor_diffusivity": "target.receptor_diffusivity",
}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell as the model sees it: numbers, or draws down the first axis. `role` is target or healthy."""

    role: str
    name: str
    ligand_density: Array
    receptor_density: Array
    bond_energy: Array
    bending_modulus: Array
    receptor_diffusivity: Array

    @property
    def energies(self) -> dict[str, Array]:
        """What decides whether a particle is wrapped."""
        return {
            "bond_energy": self.bond_energy,
            "receptor_density": self.receptor_density,
            "bending_modulus": self.bending_modulus,
        }

    def times(self, diameters: Array) -> Array:
        """Seconds at each diameter; infinite where the particle is never wrapped."""
        with np.errstate(all="ignore"):
            found = uptake.wrapping_time.function(
                radius=diameters / 2.0,
                ligand_density=self.ligand_density,
                receptor_diffusivity=self.receptor_diffusivity,
                **self.energies,
            )
        return np.asarray(np.maximum(found, SOONEST_WRAPPING), dtype=float)

    @property
    def smallest(self) -> float:
        """Diameter in m below which a particle is never wrapped; infinite where none is."""
        return 2.0 * float(uptake.minimum_wrapping_radius.function(ligand_density=self.ligand_density, **self.energies))

    @property
    def fewest(self) -> str:
        """Words for `ligands_needed` of a cell that no number of ligands helps."""
        return f"no number of ligands is enough for so few receptors ({self.density_words})"

    @property
    def density_words(self) -> str:
        """Receptors on its area."""
        return f"{format_number(float(self.receptor_density) * 1e-12, digits=2)} receptors/µm²"

    def ligands_needed(self, diameter: float) -> float:
        """Working ligands without which a particle of this diameter is never wrapped; infinite where no number is enough."""
        density = uptake.minimum_wrapping_ligand_density.function(radius=diameter / 2.0, **self.energies)
        return float(density) * float(sphere_area.function(diameter=diameter))

    def fastest(self) -> tuple[float, float] | None:
        """Diameter in m and time of the particle that is wrapped soonest; None where size does not decide."""
        from scipy.optimize import minimize_scalar

        if not math.isfinite(self.smallest) or float(self.receptor_density) >= float(self.ligand_density):
            return None
        found = minimize_scalar(
            lambda excess: math.log(float(self.times(np.array([self.smallest * math.exp(excess)]))[0])),
            bounds=(1e-9, 3.0),
            method="bounded",
            options={"xatol": 1e-9},
        )
        time = math.exp(float(found.fun))
        return (self.smallest * math.exp(float(found.x)), time) if SOONEST_WRAPPING < time < math.inf else None


def cells(inputs: Inputs, prediction: Prediction) -> tuple[Cell, ...]:
    """Target and spared cell at the central values, as far as their receptors are known."""
    nodes = prediction.nodes
    given = {name: np.asarray(inputs.numbers[path], dtype=float) for name, path in GIVEN.items()}
    return tuple(
        Cell(
            role=role,
            name=name,
            ligand_density=np.asarray(nodes["active_density"]),
            receptor_density=np.asarray(nodes[node]),
            **given,
        )
        for role, name, node in CELLS
        if node in nodes
    )


def _drawn(inputs: Inputs, draws: int, seed: int) -> dict[str, Cell]:
    """The same cells on draws, by role."""
    draws = min(draws, MOST_DRAWS)
    chain, _ = draw_chain(inputs, tuple(inputs.numbers), draws, seed)

    def column(name: str) -> Array:
        return np.broadcast_to(np.asarray(chain[name], dtype=float), (draws,))[:, None]

    return {
        role: Cell(
            role=role,
            name=name,
            ligand_density=column("active_density"),
            receptor_density=column(node),
            **{argument: column(path) for argument, path in GIVEN.items()},
        )
        for role, name, node in CELLS
        if node in chain
    }


def wrapping(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """Wrapping time against the diameter on both cells; never wrapped is said in words. With draws the chance of being wrapped."""
    x = Axis(label="diameter", unit="nm", low=20, high=500, log=True)
    y = Axis(label="time", unit="s", low=0.1, high=1e4, log=True)
    nodes = prediction.nodes
    if "receptor_density" not in nodes or not nodes.get("active_density", 0.0) > 0 or prediction[SIZE].value is None:
        return empty("wrapping", x, y, prediction[PATH].reason)
    inputs = prepared(design, catalogue)
    found = cells(inputs, prediction)
    target, own = found[0], float(prediction[SIZE].value or 0.0)
    x = _sizes(x, own, [1e9 * cell.smallest for cell in found])
    steep = [1e9 * cell.smallest * share for cell in found if math.isfinite(cell.smallest) for share in JUST_ABOVE]
    diameters = np.unique([*np.geomspace(x.low, x.high, POINTS), own, *steep])
    drawn = _drawn(inputs, draws, seed) if draws > 0 else {}
    spread = {role: cell.times(1e-9 * diameters[None, :]) for role, cell in drawn.items()}
    lines = [_time_line(cell, diameters, spread.get(cell.role)) for cell in found]
    y = _times(y, lines)
    panels = [
        Panel(
            y=y,
            lines=tuple(reversed(lines)),
            marks=_marks(target, own, prediction),
            spans=_spans(x, target, prediction),
            guides=(_own_guide(own, prediction), *_guides(x, found[1:])),
        )
    ]
    if spread:
        shares = tuple(_share_line(cell, diameters, spread[cell.role]) for cell in reversed(found) if cell.role in spread)
        chance = Axis(label="chance", unit="%", low=0, high=100)
        panels.append(Panel(y=chance, lines=shares, guides=(Guide(label="", role="design", at=own),)))
    return Figure(
        id="wrapping", title=PLOTS["wrapping"], x=x, readout=_readout(prediction), panels=tuple(panels), note=note(found, prediction)
    )


def _sizes(x: Axis, own: float, smallest: list[float]) -> Axis:
    known = [own, *(value for value in smallest if math.isfinite(value))]
    return dataclasses.replace(
        x, low=snapped(min(x.low, 0.7 * own, 0.7 * min(known)), math.floor), high=snapped(max(x.high, 1.5 * max(known)), math.ceil)
    )


def _times(y: Axis, lines: list[Line]) -> Axis:
    """From just below the fastest to well above the slowest that matters, in decades."""
    every = [array for line in lines for array in (line.y, line.low, line.high) if array is not None]
    values = np.concatenate([array[np.isfinite(array)] for array in every])
    if not values.size:
        return y
    low, high = np.min(values), np.quantile(values, HIGHEST)
    bottom = 10.0 ** math.floor(math.log10(low / 1.5))
    return dataclasses.replace(y, low=bottom, high=max(100.0 * bottom, min(LONGEST, 10.0 ** math.ceil(math.log10(high)))))


def _time_line(cell: Cell, diameters: Array, spread: Array | None) -> Line:
    times = cell.times(1e-9 * diameters)
    low = high = None
    if spread is not None and cell.role == "target":
        low, high = _interval(spread)
    known = np.where(np.isfinite(times), times, np.nan)
    return Line(label=f"on {cell.name}, {cell.density_words}", role=cell.role, x=diameters, y=known, low=low, high=high)


def _interval(spread: Array) -> tuple[Array, Array]:
    """5th and 95th percentile of the draws that are wrapped; none where most are not."""
    wrapped = np.isfinite(spread)
    enough = wrapped.mean(axis=0) >= ENOUGH
    low, high = (np.full(spread.shape[1], np.nan) for _ in range(2))
    if enough.any():
        kept = np.where(wrapped[:, enough], spread[:, enough], np.nan)
        low[enough], high[enough] = np.nanquantile(kept, (LOWEST, HIGHEST), axis=0)
    return low, high


def _share_line(cell: Cell, diameters: Array, spread: Array) -> Line:
    return Line(label=f"wrapped on {cell.name}", role=cell.role, x=diameters, y=100.0 * np.isfinite(spread).mean(axis=0))


def _marks(target: Cell, own: float, prediction: Prediction) -> tuple[Mark, ...]:
    marks = []
    fastest = target.fastest()
    if fastest is not None:
        words = f"fastest, {format_number(1e9 * fastest[0], digits=2)} nm"
        marks.append(Mark(label=words, role="target", x=1e9 * fastest[0], y=fastest[1]))
    time = prediction[PATH].value
    if time is not None:
        marks.append(Mark(label="this design", role="design", x=own, y=time))
    return tuple(marks)


def _spans(x: Axis, target: Cell, prediction: Prediction) -> tuple[Span, ...]:
    """Sizes that the target cell never wraps, and the interval of the design's own size."""
    smallest = 1e9 * target.smallest
    if math.isfinite(smallest):
        below = f"below {format_number(smallest, digits=2)} nm"
        spans = [Span(label="never wrapped", role="limit", low=x.low, high=smallest, detail=below)]
    else:
        spans = [Span(label="never wrapped", role="limit", low=x.low, high=x.high, detail="whatever the size")]
    size = prediction[SIZE]
    if size.low is not None and size.high is not None:
        words = f"{format_interval(size.low, size.high)} nm"
        spans.append(Span(label="its size, 90 %", role="design", low=size.low, high=size.high, detail=words))
    return tuple(spans)


def _own_guide(own: float, prediction: Prediction) -> Guide:
    return Guide(label="" if prediction[PATH].value is not None else "this design: never wrapped", role="design", at=own)


def _guides(x: Axis, others: tuple[Cell, ...]) -> tuple[Guide, ...]:
    """The spared cell's own limit, or that it wraps nothing."""
    found = []
    for cell in others:
        smallest = 1e9 * cell.smallest
        if smallest <= x.high:
            found.append(Guide(label=f"{cell.name}: from {format_number(smallest, digits=2)} nm", role=cell.role, at=smallest))
        else:
            found.append(Guide(label=f"{cell.name}: never wrapped", role=cell.role, at=x.high))
    return tuple(found)


def _readout(prediction: Prediction) -> str:
    if prediction[PATH].value is None:
        return "never wrapped at its size"
    return f"{interval_words(prediction, PATH)} s at its size"


def note(found: tuple[Cell, ...], prediction: Prediction) -> str:
    """What the picture says, cell by cell, and how many ligands it takes."""
    words = [_cell_note(cell) for cell in found]
    if len(found) == 1:
        words.append("Receptors on the spared cell are not known: nothing is said of it.")
    size, target = float(prediction[SIZE].value or 0.0), found[0]
    needed, there = target.ligands_needed(1e-9 * size), prediction.nodes["ligand.active"]
    at = f"At its {format_number(size)} nm"
    if math.isfinite(needed):
        counts = f"{math.ceil(needed):d}", format_number(there, digits=2)
        words.append(f"{at} the target cell needs {counts[0]} working ligands on a particle; {counts[1]} work.")
    else:
        words.append(f"{at} {target.fewest}.")
    words.append(
        "This is passive wrapping, a guide to the best size: a cell takes minutes, and by clathrin takes in what it cannot wrap this way."
    )
    return " ".join(words)


def _cell_note(cell: Cell) -> str:
    name = f"{cell.name[0].upper()}{cell.name[1:]}, {cell.density_words}:"
    if not math.isfinite(cell.smallest):
        return f"{name} never wrapped, whatever the size: too few receptors, or bonds too weak."
    start = f"{name} never wrapped below {format_number(1e9 * cell.smallest, digits=2)} nm"
    fastest = cell.fastest()
    if fastest is not None:
        return f"{start}, fastest at {format_number(1e9 * fastest[0], digits=2)} nm."
    if float(cell.receptor_density) >= float(cell.ligand_density):
        return f"{start}; receptors stand as densely as ligands, so none has to come from afar."
    return f"{start}."
