"""Particles of a batch differ, and so do cells: averages over both, asked for by typing how much they differ.

The averages take a dozen binding constants a design. They are given for point values alone, never on draws or along curves.
"""

from __future__ import annotations

from typing import Any

from formulator.chem import averages, engagement, population
from formulator.chem.elementary import exp, smaller
from formulator.chem.model import Grade
from formulator.evaluation.chain import Chain, Word

POINTS_ONLY = "Given for one design at a time: too slow for draws and curves."
NO_CELL_HAS_MORE = 1e30
BATCH, REACHED, CEILING = "targeting.batch_occupancy", "targeting.cell_fraction", "targeting.roc_ceiling"


def _wanted(chain: Chain, path: str, field: str, reason: str) -> bool:
    """True where the person typed the spread that an average is over, and one design is asked about."""
    if chain.inputs.state(field) != "typed":
        chain.miss(path, reason)
    elif not chain.traced:
        chain.miss(path, POINTS_ONLY)
    else:
        return True
    return False


def _per_place(c: Any, a: Any, e: Any) -> Any:
    """Concentration that makes the models' own places count as the places that whole particles take, error of ln K included."""
    return c * exp(a + e)


def batch(chain: Chain, particle: dict[str, str]) -> None:
    """Share of the places held by particles whose size, tether and number of ligands scatter."""
    if not _wanted(chain, BATCH, "ligand.tether_dispersity", "Type Tether Đ to have binding averaged over the batch."):
        return
    chain.put(
        BATCH,
        averages.batch_occupancy,
        concentration="concentration_per_place",
        size_spread="sigma",
        ligands="ligand.active",
        tether_dispersity="ligand.tether_dispersity",
        receptor_density="receptor_density",
        particles=Word("apart"),
        **particle,
    )
    chain.lower(BATCH, Grade.RULE_OF_THUMB)


def reached(chain: Chain, particle: dict[str, str]) -> None:
    """Share of the target cells on which at least half of the places would hold a particle."""
    if not _wanted(chain, REACHED, "target.receptor_spread", "Type Cells differ by to have the share of cells reached."):
        return
    chain.put("half_density", population.receptors_for_half, concentration="concentration_per_place", ligands="ligand.active", **particle)
    chain.derive("half_receptors", lambda d, a: smaller(d * a, NO_CELL_HAS_MORE), d="half_density", a="target.cell_area")
    chain.put(
        REACHED,
        population.targeted_cell_fraction,
        receptors="target.receptors",
        threshold="half_receptors",
        spread="target.receptor_spread",
    )


def ceiling(chain: Chain) -> None:
    """How well any particle can tell the two kinds of cell apart by this receptor."""
    chain.put(
        CEILING,
        engagement.receptor_discrimination,
        receptors="target.receptors",
        healthy_receptors="target.healthy_receptors",
        spread="target.receptor_spread",
        healthy_spread="target.receptor_spread",
    )
    chain.lower(CEILING, Grade.RULE_OF_THUMB)


def build(chain: Chain, particle: dict[str, str]) -> None:
    """All that scatters."""
    asked = {"c": "target.concentration", "a": "place_shift", "e": "model.binding_discrepancy"}
    chain.derive("concentration_per_place", _per_place, **asked)
    batch(chain, particle)
    reached(chain, particle)
    ceiling(chain)
