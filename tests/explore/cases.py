"""Worked examples with their predictions and figures, made once."""

from __future__ import annotations

import functools
from typing import NamedTuple

from formulator import storage
from formulator.catalogue import Catalogue, load
from formulator.design import Design
from formulator.explore import curves
from formulator.explore.figure import Figure
from formulator.prediction import Prediction
from formulator.uncertainty import propagate

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
