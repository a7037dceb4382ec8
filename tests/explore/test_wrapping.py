"""The wrapping plot agrees with the answers, with the published optimum, and says in words where nothing is wrapped."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from formulator import design as designs
from formulator.explore.curves import figure
from formulator.explore.figure import Figure, Guide, Line
from formulator.explore.wrapping import Cell
from formulator.uncertainty import propagate
from formulator.units import parse

from .cases import Case, case

PATH, SIZE = "targeting.wrapping_time", "size.hydrodynamic_diameter"


def published(ratio: float) -> Cell:
    """Gao, Shi and Freund 2005: e = 15, 5000 ligands/µm², B = 20, D = 10⁴ nm²/s."""
    return Cell(
        role="target",
        name="target cell",
        ligand_density=np.asarray(5e15),
        receptor_density=np.asarray(ratio * 5e15),
        bond_energy=np.asarray(15.0),
        bending_modulus=np.asarray(20.0),
        receptor_diffusivity=np.asarray(1e-14),
    )


def changed(example: Case, *edits: tuple[str, str], draws: int = 0) -> Figure:
    design = example.design
    for path, text in edits:
        design = designs.replaced(design, path, parse(text, designs.field(path).units[0]))
    prediction = propagate(design, example.catalogue, max(draws, 16), 0)
    return figure("wrapping", design, example.catalogue, prediction, draws, 0)


def named(found: Figure, panel: int = 0) -> dict[str, Line]:
    return {line.role: line for line in found.panels[panel].lines}


@pytest.mark.parametrize(("ratio", "radius", "smallest", "time"), [(0.1, 27.0, 24.26, 2.34), (0.01, 30.0, 26.51, 57.8)])
def test_the_fastest_size_is_the_published_one(ratio: float, radius: float, smallest: float, time: float) -> None:
    cell = published(ratio)
    fastest = cell.fastest()
    assert fastest is not None
    assert 0.5e9 * cell.smallest == pytest.approx(smallest, abs=0.01)
    assert 0.5e9 * fastest[0] == pytest.approx(radius, abs=0.5) and fastest[1] == pytest.approx(time, rel=5e-3)
    around = cell.times(np.geomspace(cell.smallest, 10 * cell.smallest, 4001))
    assert around.min() == pytest.approx(fastest[1], rel=1e-4)
    assert np.isinf(cell.times(np.array([0.999 * cell.smallest]))).all()


def test_as_many_ligands_as_needed_are_just_enough() -> None:
    cell, diameter = published(0.1), 60e-9
    density = cell.ligands_needed(diameter) / (math.pi * diameter**2)
    just, less = (dataclasses.replace(cell, ligand_density=np.asarray(share * density)).smallest for share in (1.001, 0.999))
    assert just < diameter < less


def test_the_curve_runs_through_the_answer_or_the_plot_says_never(example: Case) -> None:
    found, answer = example.figure("wrapping"), example.prediction[PATH]
    if found.empty:
        assert found.empty == answer.reason and "receptor_density" not in example.prediction.nodes
        return
    target, own = named(found)["target"], example.prediction[SIZE].value
    assert own is not None
    at = int(np.argmin(np.abs(target.x - own)))
    assert target.x[at] == pytest.approx(own, rel=1e-12)
    never = next(span for span in found.panels[0].spans if span.label == "never wrapped")
    if answer.value is None:
        assert np.isnan(target.y[at]) and own < never.high and "never wrapped" in found.readout
        assert any("never wrapped" in guide.label for guide in found.panels[0].guides)
    else:
        assert target.y[at] == pytest.approx(answer.value, rel=1e-9) and own > never.high
    below = target.x < never.high * (1 - 1e-9)
    assert np.isnan(target.y[below]).all() and np.isfinite(target.y[target.x > never.high * (1 + 1e-9)]).all()
    assert "never wrapped" in found.note and "receptors/µm²" in found.note


def test_the_size_of_the_design_stands_with_its_interval(example: Case) -> None:
    found, size = example.figure("wrapping"), example.prediction[SIZE]
    if found.empty:
        pytest.skip(found.empty)
    spans = {span.role: span for span in found.panels[0].spans}
    if size.low is None:
        assert "design" not in spans
    else:
        assert (spans["design"].low, spans["design"].high) == (size.low, size.high)


def test_chances_rise_with_size_and_with_receptors(example: Case) -> None:
    found = example.figure("wrapping")
    if found.empty:
        pytest.skip(found.empty)
    for line in found.panels[1].lines:
        assert (line.y >= 0).all() and (line.y <= 100).all() and (np.diff(line.y) >= -1e-9).all()
    labels = [line.label for line in found.panels[0].lines]
    assert any("target cell" in label and "receptors/µm²" in label for label in labels)


def test_the_band_is_that_of_draws_that_are_wrapped(example: Case) -> None:
    found = example.figure("wrapping")
    if found.empty:
        pytest.skip(found.empty)
    line, chance = named(found)["target"], named(found, 1)["target"]
    assert line.low is not None and line.high is not None
    assert (np.isfinite(line.low) == (chance.y >= 50 - 1e-9)).all()
    known = np.isfinite(line.low)
    assert (line.low[known] <= line.high[known]).all()


def test_bonds_too_weak_wrap_no_size_and_the_plot_says_so() -> None:
    found = changed(case("crgd-polymersome-docetaxel"), ("target.bond_energy", "1 kT"), draws=64)
    assert not np.isfinite(named(found)["target"].y).any()
    (span,) = [span for span in found.panels[0].spans if span.label == "never wrapped"]
    assert (span.low, span.high, span.detail) == (found.x.low, found.x.high, "whatever the size")
    assert "never wrapped, whatever the size" in found.note and "no number of ligands is enough" in found.note
    spared = [guide for guide in found.panels[0].guides if guide.role == "healthy"]
    assert spared == [Guide(label="spared cell: never wrapped", role="healthy", at=found.x.high)]


def test_unknown_receptors_of_the_spared_cell_are_said() -> None:
    found = changed(case("crgd-polymersome-docetaxel"))
    assert "healthy" in named(found)
    design = designs.replaced(case("crgd-polymersome-docetaxel").design, "target.healthy_receptors", None)
    catalogue = case("crgd-polymersome-docetaxel").catalogue
    blind = figure("wrapping", design, catalogue, propagate(design, catalogue, 16, 0), 0, 0)
    assert "healthy" not in named(blind) and "spared cell are not known" in blind.note


def test_receptors_as_dense_as_ligands_need_not_come_from_afar() -> None:
    design = designs.replaced(case("folate-micelle-doxorubicin").design, "target.receptors", parse("1e7 1/cell", "1/cell"))
    catalogue = case("folate-micelle-doxorubicin").catalogue
    prediction = propagate(design, catalogue, 64, 0)
    assert prediction[PATH].value == pytest.approx(1e-3)
    assert any(flag.id == "no-wait-for-receptors" for flag in prediction[PATH].flags)
    found = figure("wrapping", design, catalogue, prediction, 64, 0)
    assert "none has to come from afar" in found.note and not any(mark.role == "target" for mark in found.panels[0].marks)


def test_without_working_ligands_it_says_why() -> None:
    found = changed(case("crgd-polymersome-docetaxel"), ("ligand.coupling_yield", "0 %"))
    assert found.empty
