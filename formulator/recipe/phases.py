"""The liquids of a batch: which stock goes where, and what fills each phase up to its volume. Never a volume below zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.recipe.portions import Portion, Problem, Tools, pipetted

QUENCH = "quench"
"""The water that flash-mixed streams fall into."""
FLASH = "flash_nanoprecipitation"
MIXED_WITH_WATER = ("nanoprecipitation", FLASH, "solvent_switch")
KEPT_FROM_WATER = ("emulsion", "double_emulsion")
IN_WATER = ("nucleic_acid", "protein")
"""Payloads whose stock is aqueous unless another solvent is named."""
_NOTHING = 0.05e-9
"""A make-up below half the finest step of a pipette, m³: left out."""


@dataclass(frozen=True, kw_only=True)
class Phase:
    """One liquid: its solvent, its volume, who is in it, and what fills it up. Volumes in m³."""

    name: str
    solvent: str
    volume: float
    members: tuple[str, ...]
    make_up: float = 0.0


def make_up(name: str, volume: float, portions: Sequence[Portion], tools: Tools) -> float | Problem:
    """What fills a phase up to its volume; refused, naming the component that takes most, when the stocks need more than there is."""
    taken = sum(portion.taken for portion in portions if not portion.is_weighed)
    left = volume * (1 + tools.overage) - taken
    if left < -_NOTHING:
        largest = max((portion for portion in portions if not portion.is_weighed), key=lambda portion: portion.taken)
        return Problem(
            component=largest.component.name,
            reason=f"the stocks need more room than the {name} holds: nothing would be left to fill it up with.",
            remedy=f"Take a stronger stock (lot.{largest.component.key}.stock) or a larger volume.",
        )
    if left < _NOTHING:
        return 0.0
    if left < tools.least_volume:
        return 0.0
    return pipetted(left)


def miscibility(design: Design, catalogue: Catalogue) -> Problem | None:
    """A solvent that does not suit the method."""
    solvent, method = design.process.solvent, design.process.method or ""
    if not solvent or solvent not in catalogue:
        return None
    material = catalogue.get(solvent, ("solvent",))
    mixes = material.flag("miscible")
    if method in MIXED_WITH_WATER and not mixes:
        return Problem(
            component=material.name,
            reason="does not mix with water, and this method needs a solvent that does.",
            remedy="Take acetone, THF, DMF or DMSO, or make an emulsion.",
            fix=("process.method", "emulsion"),
        )
    if method in KEPT_FROM_WATER and mixes:
        return Problem(
            component=material.name,
            reason="mixes with water: no emulsion forms.",
            remedy="Take ethyl acetate or dichloromethane, or precipitate instead.",
            fix=("process.method", "nanoprecipitation"),
        )
    return None


def _is_aqueous(portion: Portion, design: Design) -> bool:
    """Whether a component comes in water: its stock says so, or it is a protein or nucleic acid."""
    named = portion.lot.stock_solvent
    if named is not None:
        return named.startswith("medium:") or named == "solvent:water"
    return portion.component.kind in IN_WATER or not design.process.solvent


def layout(
    design: Design, portions: Sequence[Portion], volume: float, fraction: float, names: tuple[str, str], quench: float = 0.0
) -> list[Phase]:
    """The phases before they are filled up. `volume` is that of the organic phase, or of the batch where there is none.

    `quench` is the water that one volume of flash-mixed streams falls into.
    """
    organic, aqueous = names
    everything = tuple(portion.component.key for portion in portions)
    if design.process.method == "polyplex_mixing":
        payload = tuple(key for key in everything if key == "payload")
        polymer = tuple(key for key in everything if key != "payload")
        return [
            Phase(name="nucleic acid solution", solvent=aqueous, volume=volume / 2, members=payload),
            Phase(name="polymer solution", solvent=aqueous, volume=volume / 2, members=polymer),
        ]
    if design.process.method == "thin_film":
        return [Phase(name="hydration buffer", solvent=aqueous, volume=volume, members=())]
    if fraction >= 1 or not design.process.solvent:
        return [Phase(name="batch", solvent=aqueous, volume=volume, members=everything)]
    in_water = tuple(portion.component.key for portion in portions if _is_aqueous(portion, design))
    in_solvent = tuple(key for key in everything if key not in in_water)
    if design.process.method == FLASH and quench > 0:
        mixed = volume / fraction / (1 + quench)
        return [
            Phase(name="organic phase", solvent=organic, volume=volume, members=in_solvent),
            Phase(name="aqueous stream", solvent=aqueous, volume=mixed - volume, members=in_water),
            Phase(name=QUENCH, solvent=aqueous, volume=mixed * quench, members=()),
        ]
    return [
        Phase(name="organic phase", solvent=organic, volume=volume, members=in_solvent),
        Phase(name="aqueous phase", solvent=aqueous, volume=volume * (1 / fraction - 1), members=in_water),
    ]
