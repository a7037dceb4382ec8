"""What a rule of the design check may look at, and what it says."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from formulator.catalogue import Catalogue, Material
from formulator.design import BY_PATH, Design, get
from formulator.errors import UnknownMaterialError
from formulator.prediction import Ingredient, Prediction
from formulator.units import Value, format_number

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One remark: where, what is the case, what would help, and a (path, text) that does it where one does."""

    id: str
    severity: str
    path: str
    text: str
    remedy: str
    source: str
    fix: tuple[str, str] | None = None


@dataclass(frozen=True)
class Case:
    """What a rule may look at."""

    design: Design
    prediction: Prediction
    catalogue: Catalogue

    def value(self, path: str) -> float | None:
        """An output's value in its display unit, or None."""
        return self.prediction[path].value

    def node(self, name: str) -> float | None:
        """A number of the chain in SI, or None when missing or not finite."""
        found = self.prediction.nodes.get(name)
        return found if found is not None and math.isfinite(found) else None

    def given(self, path: str) -> Value | None:
        """A typed value."""
        entry = get(self.design, path)
        return entry if isinstance(entry, Value) else None

    def ingredient(self, path: str) -> Ingredient | None:
        """An input with its origin, or None when it is missing."""
        return self.prediction.ingredients.get(path)

    def state(self, path: str) -> str:
        """typed, catalogue, default, class or missing."""
        found = self.ingredient(path)
        return found.state if found is not None else "missing"

    def word(self, path: str) -> str:
        """A pick or choice as typed; empty when none."""
        entry = get(self.design, path)
        return entry if isinstance(entry, str) else ""

    @property
    def morphology(self) -> str:
        """The carrier class as chosen, else the usual one of the material."""
        material = self.material("carrier.id")
        usual = material.morphologies if material is not None else ()
        return self.word("carrier.morphology") or (usual[0] if usual else "")

    def material(self, path: str) -> Material | None:
        """The material that a pick names."""
        name = self.word(path)
        if not name:
            return None
        try:
            return self.catalogue.get(name, BY_PATH[path].material_kinds)
        except UnknownMaterialError:
            return None

    def number(self, path: str, unit: str) -> float | None:
        """An input, typed or not, in a unit."""
        ingredient = self.prediction.ingredients.get(path)
        return (
            Value(float(ingredient.value), ingredient.unit).to(unit)
            if ingredient is not None and isinstance(ingredient.value, float)
            else None
        )


Rule = Callable[[Case], Finding | None]


def words(value: float, digits: int = 3) -> str:
    return format_number(value, digits=digits)
