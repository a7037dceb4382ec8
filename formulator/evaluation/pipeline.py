"""The only place where models are chained, floor by floor: composition, size, charge, ligands, binding, delivery."""

from __future__ import annotations

from formulator.evaluation import binding, charge, composition, delivery, dimensions, ligands, medium, mixing, stability
from formulator.evaluation.chain import Chain


def loaded(chain: Chain) -> None:
    """What goes in and what stays. Enough for plots of loading."""
    medium.build(chain)
    mixing.build(chain)
    composition.build(chain)


def particle(chain: Chain) -> None:
    """What the particle is: loading, size and charge. Enough for plots that ask nothing of cells."""
    loaded(chain)
    dimensions.build(chain)
    medium.apparent_size(chain)
    charge.build(chain)


def at_the_cell(chain: Chain) -> None:
    """And what it does at a cell. Enough for plots of binding."""
    particle(chain)
    ligands.build(chain)
    stability.build(chain)
    binding.build(chain)


def pipeline(chain: Chain) -> None:
    """Fill a chain with every number that its inputs allow; what cannot be given is missing with its reason."""
    at_the_cell(chain)
    delivery.build(chain)
