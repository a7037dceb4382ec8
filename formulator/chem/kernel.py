"""The binding kernel: what does not depend on receptors is worked out once, then asked at many receptor densities.

`binding_kernel(...)` takes the particle, `kernel.at(...)` the receptors. Everything may be an array and broadcasts; where the
particle is one and receptors are many (a targeting curve), or particles stand along one axis and affinities along another (a
map), the particle's part is done once for each particle only.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formulator.chem import constants
from formulator.chem.bonds import Ladder, Particle
from formulator.chem.model import Number

Array = npt.NDArray[np.float64]

_COMPRESSED = 0.9 * (math.pi**2 / 12.0) ** (1.0 / 3.0)
_KEPT = 1 << 14
"""Particles beyond which a kernel is not kept for the next call: each takes 4 kB."""
_FEWEST = 1e-300
"""Stands for no ligand at all, whose ln K would be minus infinity."""


@dataclass(frozen=True)
class Bound:
    """ln(K / 1 nm³) and the mean number of bonds of a bound particle, in the broadcast shape of all arguments."""

    log_constant: Array
    bonds: Array
    """Also the exact derivative of ln K to the logarithm of the receptor density."""


class BindingKernel:
    """Particles ready to be asked; made by `binding_kernel`."""

    def __init__(self, shape: tuple[int, ...], ladder: Ladder, log_front: Array, log_scale: Array) -> None:
        self.shape = shape
        self._ladder, self._log_front, self._log_scale = ladder, log_front, log_scale

    def at(self, *, dissociation_constant: Number, receptor_density: Number, extra_bond_cost: Number, with_bonds: bool = True) -> Bound:
        """Binding at these K_D (mol/m³), receptors per area of cell (1/m²) and cost of further bonds (kT).

        Without bonds it is done in two thirds of the time; the answer then says nan for them.
        """
        k_d, receptors = np.asarray(dissociation_constant, dtype=float), np.asarray(receptor_density, dtype=float)
        cost = np.asarray(extra_bond_cost, dtype=float)
        shape = np.broadcast_shapes(self.shape, k_d.shape, receptors.shape, cost.shape)
        strength = np.log(receptors) - np.log(k_d * constants.AVOGADRO) - cost
        own = (1,) * (len(shape) - len(self.shape)) + self.shape
        kept = [axis for axis in range(len(shape)) if own[axis] == shape[axis]]
        asked = [axis for axis in range(len(shape)) if own[axis] != shape[axis]]
        rows = np.broadcast_to(strength, shape).transpose(kept + asked).reshape(self._log_scale.size, -1)
        answer = self._ladder.ask(rows - self._log_scale[:, None], with_bonds)

        def back(values: Array) -> Array:
            there = values.reshape([shape[axis] for axis in kept + asked])
            return there.transpose(np.argsort(np.array(kept + asked, dtype=np.int64))) if shape else there

        return Bound(back(answer.log_integral + self._log_front[:, None]) + cost, back(answer.bonds))


def binding_kernel(
    *,
    core_radius: Number,
    ligands: Number,
    tether_molar_mass: Number,
    brush_molar_mass: Number,
    brush_density: Number,
    brush_height: Number = 0.0,
    ligand_size: Number = 0.0,
    segment_length: Number | None = None,
    kuhn_length: Number | None = None,
) -> BindingKernel:
    """The kernel of particles: lengths in m, molar masses of PEG in kg/mol, `brush_density` in chains other than tethers per m² of core.

    With `brush_height` (of the free brush) above zero the brush resists in the dearer of its two forms, as ideal chains or as
    the compressed brush of Milner, Witten and Cates; with zero as ideal chains. `ligand_size` keeps the end of the tether that
    far from the cell. Less than one ligand means that this share of the particles carries one and the others none; a number
    between two whole ones spaces the ligands as that many would be (`averages` has the mean over particles that differ).
    """
    given = (
        core_radius, ligands, tether_molar_mass, brush_molar_mass, brush_density, brush_height, ligand_size,
        constants.PEG_SEGMENT if segment_length is None else segment_length,
        constants.PEG_KUHN if kuhn_length is None else kuhn_length,
    )  # fmt: skip
    arrays = np.broadcast_arrays(*(np.asarray(entry, dtype=float) for entry in given))
    peg = (constants.PEG_REPEAT, constants.PEG_ENDS, constants.PEG_BRUSH_SEGMENT)
    columns = tuple(np.ascontiguousarray(array).tobytes() for array in arrays)
    make = _kernel if arrays[0].size <= _KEPT else _kernel.__wrapped__
    return make(arrays[0].shape, columns, peg, constants.UNIT_VOLUME)


def brush_ground_energy(units: Array, density: Array, segment: float | None = None) -> Array:
    """kT per area of the free brush of Milner, Witten and Cates, from repeat units a chain and chains per area."""
    length = constants.PEG_BRUSH_SEGMENT if segment is None else segment
    return np.asarray(_COMPRESSED * units * density ** (5.0 / 3.0) * length ** (4.0 / 3.0))


@functools.lru_cache(maxsize=2)
def _kernel(shape: tuple[int, ...], columns: tuple[bytes, ...], peg: tuple[float, float, float], unit_volume: float) -> BindingKernel:
    """Kept for the last two particles, because target and spared cell, and design and design in serum, ask in turns."""
    radius, count, tether, brush, density, height, size, segment, kuhn = (np.frombuffer(column, dtype=np.float64) for column in columns)
    repeat, ends, brush_segment = peg
    tether_units = np.maximum((tether - ends) / repeat, 1.0)
    brush_units = np.maximum((brush - ends) / repeat, 0.0)
    there = (brush_units >= 1.0) & (density > 0.0)
    squeezed = there & (height > 0.0)
    scale = np.sqrt(2.0 / 3.0 * tether_units * segment * kuhn)
    energy = brush_ground_energy(brush_units, density, brush_segment)
    particle = Particle(
        radius=radius,
        ligands=np.maximum(count, 1.0),
        tether_scale=scale,
        tether_contour=tether_units * segment,
        ligand_size=size,
        brush_scale=np.sqrt(2.0 / 3.0 * np.maximum(brush_units, 1.0) * segment * kuhn),
        brush_density=np.where(there, density, 0.0),
        brush_height=np.where(squeezed, height, scale),
        brush_energy=np.where(squeezed, energy, 0.0),
    )
    front = np.log(4.0 * radius**2 * scale / unit_volume) + np.log(np.clip(count, _FEWEST, 1.0))
    return BindingKernel(shape, Ladder(particle), front, np.log(0.5 * math.sqrt(math.pi) * scale))
