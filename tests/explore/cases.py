"""Worked examples with their predictions and figures, made once."""

from __future__ import annotations

import functools
from typing import NamedTuple

from formulator import design as designs
from formulator import storage
from formulator.catalogue import Catalogue, load
from formulator.design import Design
from formulator.explore import curves
from formulator.explore.figure import Figure
from formulator.prediction import Prediction
from formulator.uncertainty import propagate
from formulator.units import parse

DRAWS, SEED = 32, 3
EXAMPLES = tuple(sorted(storage.examples()))


class Case(NamedTuple):
    """One worked example."""

    name: str
    design: Design
    catalogue: Catalogue
    prediction: Prediction

    def figure(self, plot: str) -> Figure:
        """One of its plots with bands."""
        return figure(self.name, plot)


@functools.cache
def catalogue() -> Catalogue:
    """What ships with the program."""
    return load()


@functools.cache
def case(name: str) -> Case:
    """The active variant of an example and its prediction."""
    project = storage.load(storage.examples()[name]).project
    design = next(variant for variant in project.variants if variant.id == project.active).design
    return Case(name, design, catalogue(), propagate(design, catalogue(), DRAWS, SEED))


@functools.cache
def figure(name: str, plot: str) -> Figure:
    """One plot of one example."""
    found = case(name)
    return curves.figure(plot, found.design, found.catalogue, found.prediction, DRAWS, SEED)


def weighed() -> tuple[Design, Case]:
    """AC-11: drug 1.20 ± 0.05 mg, polymer 10.0 ± 0.2 mg, everything loaded."""
    example = case("crgd-polymersome-docetaxel")
    design = example.design
    for path, text, unit in (
        ("payload.feed", "1.20 ± 0.05 mg", "mg"),
        ("process.polymer_mass", "10.0 ± 0.2 mg", "mg"),
        ("payload.ee", "100 %", "%"),
    ):
        design = designs.replaced(design, path, parse(text, unit))
    return design, example
