"""Energies at the cell are those behind the binding constant."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from formulator.evaluation import prepared
from formulator.explore.approach import Approach, approach

from .cases import Case


def made(example: Case) -> Approach:
    if example.prediction["targeting.occupancy_target"].value is None:
        pytest.skip("binds nothing")
    numbers = {name: float(value) for name, value in prepared(example.design, example.catalogue).numbers.items()}
    return approach(example.prediction, numbers)


def test_their_integral_is_the_binding_constant(example: Case) -> None:
    found, nodes = made(example), example.prediction.nodes
    # A fractional number of ligands is a mixture of whole ones there, and rounded up here.
    close = 5e-3 if found.ligands >= 10 else 0.1
    for cell, density in (("target", "receptor_density"), ("healthy", "healthy_receptor_density")):
        assert found.log_binding_constant(nodes[density]) == pytest.approx(nodes[f"ideal_log_binding_{cell}"], abs=close)


def test_squeezing_costs_more_the_nearer_and_bonds_give_more_with_receptors(example: Case) -> None:
    found = made(example)
    assert (np.diff(found.steric) <= 1e-12).all() and (found.steric >= 0).all()
    few, many = np.exp(found.log_bonds(1e13)), np.exp(found.log_bonds(1e14))
    assert (few >= 0).all() and (many >= few).all() and many.max() > few.max()


def test_one_ligand_binds_whatever_further_bonds_cost(example: Case) -> None:
    one = dataclasses.replace(made(example), ligands=1.0)
    free, dear = (np.exp(dataclasses.replace(one, extra_bond_cost=cost).log_bonds(1e14)) for cost in (0.0, 8.0))
    assert np.allclose(free, dear, rtol=1e-9)


def test_the_figure_shows_both_cells_and_marks_the_deepest_place(example: Case) -> None:
    figure = example.figure("approach")
    occupancy = example.prediction["targeting.occupancy_target"]
    assert bool(figure.empty) == (occupancy.value is None)
    if figure.empty:
        assert figure.empty == occupancy.reason
        return
    panel = figure.panels[0]
    curves = {line.role: line for line in panel.lines}
    assert all(np.isfinite(line.y).all() for line in panel.lines)
    mark = panel.marks[0]
    assert mark.y == curves["target"].y.min() and figure.x.low < mark.x < figure.x.high
    assert panel.y.low < mark.y < panel.y.high
    more = example.prediction.nodes["receptor_density"] > example.prediction.nodes["healthy_receptor_density"]
    assert ((curves["target"].y <= curves["healthy"].y + 1e-12) == more).all()
