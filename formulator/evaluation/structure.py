"""Numbers of a person's own drug that its structure gives: Hansen parameters and molar volume, where nothing better is known.

Shipped drugs carry theirs in the catalogue. RDKit is loaded when the first drug of a person's own asks, and asked once a structure.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from formulator import structures
from formulator.catalogue import Material
from formulator.chem.model import Grade
from formulator.design import Law
from formulator.errors import UsageError
from formulator.prediction import Ingredient

NAMES = ("hansen_dispersion", "hansen_polar", "hansen_hydrogen", "molar_volume")
_LABELS = (
    "Hansen dispersion of the payload",
    "Hansen polar of the payload",
    "Hansen hydrogen of the payload",
    "molar volume of the payload",
)


@dataclass(frozen=True)
class Route:
    """A way from structure to numbers: its source, grade, and the mean errors of the three Hansen parameters in Pa^½."""

    source: str
    grade: Grade
    errors: tuple[float, float, float]
    words: str


INCREMENTS = Route("mathieu2018", Grade.FIT_TRANSFERRED, (0.66e3, 2.79e3, 1.91e3), "increments of atoms and groups")
GROUPS = Route("vankrevelen2009", Grade.RULE_OF_THUMB, (1.93e3, 3.79e3, 2.17e3), "group contributions")
"""Errors for drugs: with a polymer's own (0.7, 1.5, 1.5 MPa^½) they make 0.96, 3.17 and 2.43, or 2.05, 4.07 and 2.64 of a difference."""
VOLUME_ERROR = 0.1


@functools.lru_cache(maxsize=256)
def _estimated(smiles: str) -> tuple[Route, tuple[float, float, float, float]] | None:
    """The best route that knows every part of a structure, and what it gives; None when no route does."""
    for route, ask in ((INCREMENTS, structures.hansen_by_increments), (GROUPS, structures.hansen_by_groups)):
        try:
            found = ask(smiles)
        except UsageError:
            return None
        dispersion, polar, hydrogen, volume = found.dispersion, found.polar, found.hydrogen, found.molar_volume
        if dispersion is not None and polar is not None and hydrogen is not None and volume is not None:
            return route, (dispersion, polar, hydrogen, volume)
    return None


def wanted(drug: Material) -> tuple[str, ...]:
    """Numbers that a person's own drug with a structure lacks."""
    is_own = drug.kind == "drug" and drug.provenance != "shipped" and bool(drug.text("smiles"))
    return tuple(name for name in NAMES if drug.number(name) is None) if is_own else ()


def why_not(drug: Material) -> dict[str, str]:
    """Why the structure of a person's own drug gives no numbers, by input."""
    reason = f"{drug.name} is a salt or has groups of atoms whose contribution to Hansen parameters is not known."
    missing = wanted(drug)
    return {f"payload.{name}": reason for name in missing} if missing and _estimated(drug.text("smiles") or "") is None else {}


def from_structure(drug: Material) -> dict[str, tuple[float, Ingredient, Law]]:
    """SI number, origin and law of what a person's own drug lacks, by input; Hansen parameters come all from one route or not at all."""
    missing = wanted(drug)
    estimated = _estimated(drug.text("smiles") or "") if missing else None
    if estimated is None:
        return {}
    route, numbers = estimated
    has_some = any(drug.number(name) is not None for name in NAMES[:3])
    found: dict[str, tuple[float, Ingredient, Law]] = {}
    for place, name in enumerate(NAMES):
        if name not in missing or (place < 3 and has_some):
            continue
        is_volume = place == 3
        unit = "cm^3/mol" if is_volume else "MPa^0.5"
        law: Law = ("lognormal", VOLUME_ERROR) if is_volume else ("normal", route.errors[place])
        path = f"payload.{name}"
        ingredient = Ingredient(
            path=path,
            label=f"{_LABELS[place]} ({route.words})",
            value=numbers[place] * (1e6 if is_volume else 1e-3),
            unit=unit,
            state="structure",
            source=route.source,
            status="estimate",
            grade=route.grade,
        )
        found[path] = (numbers[place], ingredient, law)
    return found
