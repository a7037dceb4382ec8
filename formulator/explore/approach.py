"""Energies of a particle against its distance from a cell: what the layer costs, what the bonds give, and the sum on both cells.

The same geometry as the binding constant, seen from inside its integral: K = (2R)² ∫ e^−A(h) Z(h) dh, with the steric cost A and
the bonds Z = ⟨e^D [Π (1 + y_i e^−D) − 1]⟩ over where the lowest of the evenly spread ligands stands.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formulator.catalogue import Catalogue
from formulator.chem import constants
from formulator.chem.bonds import Particle
from formulator.chem.kernel import brush_ground_energy
from formulator.design import Design
from formulator.evaluation import prepared
from formulator.explore.asking import PLOTS, empty
from formulator.explore.figure import Array, Axis, Figure, Guide, Line, Mark, Panel
from formulator.prediction import Prediction
from formulator.units import format_number

POINTS, PLACES = 241, 24
TOUCHING = 0.05
"""Nanometres below which a distance is none."""
MOST_TERMS = 4_000_000
"""Ligands times distances times places of the lowest ligand; beyond, the ligands stand so close that one place is enough."""


@dataclass(frozen=True, kw_only=True)
class Approach:
    """Distances in m, the steric cost in kT, and Z on a cell with `density` receptors per m²."""

    particle: Particle
    distances: Array
    steric: Array
    ligands: float
    dissociation_constant: float
    extra_bond_cost: float

    def log_bonds(self, density: float) -> Array:
        """ln Z at every distance; −inf where no bond can form. In logarithms, as many strong bonds are more than a number can hold."""
        part = self.particle
        scale, spacing = float(part.tether_scale[0]), 2.0 * float(part.radius[0]) / max(self.ligands, 1.0)
        top = float(self.distances[-1])
        count = min(math.ceil(max(self.ligands, 1.0)), math.ceil(top / spacing) + 1)
        places = PLACES if count * POINTS * PLACES <= MOST_TERMS else 1
        lowest = (np.arange(places) + 0.5) / places * spacing
        rest = np.zeros((places, self.distances.size))
        strength = density / (self.dissociation_constant * constants.AVOGADRO) * 2.0 / (math.sqrt(math.pi) * scale)
        less = math.exp(-self.extra_bond_cost)
        for number in range(count):
            heights = self.distances[None, :] + lowest[:, None] + number * spacing
            rest += np.log1p(less * strength * _end_at_the_cell(heights / scale) * (heights <= top))
        with np.errstate(divide="ignore"):
            each = rest + np.log(-np.expm1(-rest))
        return np.asarray(np.logaddexp.reduce(each, axis=0) - math.log(places) + self.extra_bond_cost)

    def log_binding_constant(self, density: float) -> float:
        """ln(K / 1 nm³) by the trapezoidal rule: the check that these are the energies behind the answers."""
        weights = self.log_bonds(density) - self.steric
        most = float(weights.max())
        whole = float(np.trapezoid(np.exp(weights - most), self.distances))
        return most + math.log(4.0 * float(self.particle.radius[0]) ** 2 * whole * min(self.ligands, 1.0) / constants.UNIT_VOLUME)


def _end_at_the_cell(heights: Array) -> Array:
    """Density of a tether's end at the cell, in 2/(√π ℓ), at heights in ℓ."""
    from scipy.special import erf

    return np.asarray(np.exp(-(np.minimum(heights, 26.0) ** 2)) / erf(heights))


def approach(prediction: Prediction, numbers: dict[str, float]) -> Approach:
    """The particle of a prediction in front of a cell."""
    nodes = prediction.nodes
    tether = max(nodes["tether_molar_mass"] - constants.PEG_ENDS, 0.0)
    tether_units = max(tether / constants.PEG_REPEAT, 1.0)
    brush_units = max((nodes["brush_molar_mass"] - constants.PEG_ENDS) / constants.PEG_REPEAT, 0.0)
    is_brush = brush_units >= 1.0 and nodes["inert_density"] > 0.0
    density = nodes["inert_density"] if is_brush else 0.0
    chain = math.sqrt(2.0 / 3.0 * constants.PEG_SEGMENT * constants.PEG_KUHN)
    ligands = nodes["ligand.active"]

    def one(value: float) -> Array:
        return np.array([value], dtype=float)

    squeezed = is_brush and nodes["brush_height"] > 0.0
    particle = Particle(
        radius=one(nodes["core_radius"]),
        ligands=one(max(ligands, 1.0)),
        tether_scale=one(chain * math.sqrt(tether_units)),
        tether_contour=one(tether_units * constants.PEG_SEGMENT),
        ligand_size=one(0.0),
        brush_scale=one(chain * math.sqrt(max(brush_units, 1.0))),
        brush_density=one(density),
        brush_height=one(nodes["brush_height"] if squeezed else chain * math.sqrt(tether_units)),
        brush_energy=brush_ground_energy(one(brush_units), one(density)) if squeezed else one(0.0),
    )
    # Finer towards the cell, where the steric cost rises without end.
    distances = float(particle.tether_contour[0]) * np.linspace(0.0, 1.0, POINTS + 1)[1:] ** 2
    steric = particle.hindrance(distances[None, :] / float(particle.tether_scale[0]))[0]
    return Approach(
        particle=particle,
        distances=distances,
        steric=np.asarray(steric, dtype=float),
        ligands=ligands,
        dissociation_constant=float(numbers["ligand.dissociation_constant"]),
        extra_bond_cost=float(numbers["ligand.extra_bond_cost"]),
    )


def energies_at_the_cell(design: Design, catalogue: Catalogue, prediction: Prediction, draws: int, seed: int) -> Figure:
    """Steric cost, and the sum with the bonds on target and spared cell; the mark is where the particle is held best."""
    del draws, seed
    x, y = Axis(label="distance from the cell", unit="nm", low=0, high=20), Axis(label="energy", unit="kT", low=-10, high=10)
    occupancy = prediction["targeting.occupancy_target"]
    if occupancy.value is None:
        return empty("approach", x, y, occupancy.reason)
    numbers = {name: float(value) for name, value in prepared(design, catalogue).numbers.items() if not isinstance(value, np.ndarray)}
    found = approach(prediction, numbers)
    nanometres = 1e9 * found.distances
    lines = [Line(label="layer and tethers squeezed", role="plasma", x=nanometres, y=found.steric)]
    sums: dict[str, Array] = {}
    for label, role, node in (("on spared cell", "healthy", "healthy_receptor_density"), ("on target cell", "target", "receptor_density")):
        if node in prediction.nodes:
            sums[role] = found.steric - np.logaddexp(0.0, found.log_bonds(prediction.nodes[node]))
            lines.append(Line(label=label, role=role, x=nanometres, y=sums[role]))
    at = int(np.argmin(sums["target"]))
    depth = float(sums["target"][at])
    where = f"at {format_number(float(nanometres[at]), digits=2)} nm" if nanometres[at] >= TOUCHING else "where it touches"
    size = max(2.0, *(-float(values.min()) for values in sums.values()))
    near = found.distances[at] + 3.0 * float(found.particle.tether_scale[0])
    high = min(float(nanometres[-1]), max(1e9 * near, 5.0))
    return Figure(
        id="approach",
        title=PLOTS["approach"],
        x=Axis(label=x.label, unit=x.unit, low=0.0, high=float(math.ceil(high / 5.0) * 5)),
        readout=f"held by {format_number(max(0.0, -depth), digits=2)} kT {where}",
        panels=(
            Panel(
                y=Axis(label=y.label, unit=y.unit, low=-1.2 * size, high=1.6 * size),
                lines=tuple(lines),
                marks=(Mark(label="held here", role="design", x=float(nanometres[at]), y=depth),),
                guides=(Guide(label="", role="reference", at=0.0, axis="y"),),
            ),
        ),
    )
