"""The selectivity map: its values, its window and its names."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from formulator.evaluation import prepared
from formulator.evaluation.chain import Chain
from formulator.evaluation.pipeline import pipeline
from formulator.explore.map import BOUND, EVERY, ROBUST_DRAWS, SELECTIVE
from formulator.uncertainty import draw_inputs

from .cases import DRAWS, SEED, Case


def window(example: Case, ligands: float, k_d: float, draws: int) -> tuple[float, float, float]:
    """Selectivity and bound fraction of one design, and the share of draws that are selective and bound; one at a time."""
    inputs = prepared(example.design, example.catalogue)
    facing = example.prediction.nodes["ligand.facing_out"]
    density = float(inputs.numbers["ligand.density"]) * ligands / facing
    own = dataclasses.replace(inputs, numbers={**inputs.numbers, "ligand.density": density, "ligand.dissociation_constant": k_d})
    point = Chain(own, traced=True)
    pipeline(point)
    kept = {"ligand.density", "ligand.dissociation_constant"}
    used = tuple(name for name in example.prediction["targeting.selectivity"].inputs if name not in kept)
    spread, _ = draw_inputs(own, used, draws, SEED)
    drawn = Chain(spread, traced=False)
    with np.errstate(all="ignore"):
        pipeline(drawn)
    good = (drawn["targeting.selectivity"] >= SELECTIVE) & (drawn["targeting.occupancy_target"] >= BOUND)
    return float(point["targeting.selectivity"]), float(point["targeting.occupancy_target"]), float(good.mean())


def test_every_part_of_the_map_is_what_one_design_gives(example: Case) -> None:
    figure = example.figure("selectivity")
    if figure.empty:
        pytest.skip(figure.empty)
    field = figure.panels[0].map
    assert field is not None and field.share is not None
    assert np.isfinite(field.z).all() and (field.z > 0).all() and field.z.shape == (len(field.y), len(field.x))
    depths = {area.label: area.depth for area in field.areas}
    last = len(field.x) - 1
    for row, column in ((0, 0), (last, last), (EVERY * 4, EVERY * 8), (EVERY * 2, EVERY * 10)):
        selective, bound, share = window(example, field.x[column], field.y[row] * 1e-6, min(DRAWS, ROBUST_DRAWS))
        assert field.z[row, column] == pytest.approx(selective, rel=1e-9)
        assert field.share[row, column] == pytest.approx(share, abs=1e-12)
        assert (depths["selective and bound"][row, column] > 0) == (selective > SELECTIVE and bound > BOUND)
        assert (depths["binds little"][row, column] > 0) == (bound < BOUND)
        assert (depths["binds both"][row, column] > 0) == (bound > BOUND and selective < SELECTIVE)


def test_each_place_belongs_to_one_area(example: Case) -> None:
    figure = example.figure("selectivity")
    if figure.empty:
        pytest.skip(figure.empty)
    field = figure.panels[0].map
    assert field is not None
    assert (sum((area.depth > 0).astype(int) for area in field.areas) == 1).all()


def test_the_title_says_whether_there_is_a_robust_window(example: Case) -> None:
    figure = example.figure("selectivity")
    if figure.empty:
        assert not figure.subtitle
        return
    field = figure.panels[0].map
    assert field is not None and field.robust is not None and field.share is not None
    assert figure.subtitle.startswith("robust:") == bool(field.robust.any())
    assert ("nowhere" in figure.subtitle) == (not field.robust.any())
    assert np.array_equal(field.robust, field.share >= 0.9)


def test_the_mark_stands_at_the_design(example: Case) -> None:
    figure = example.figure("selectivity")
    if figure.empty:
        pytest.skip(figure.empty)
    mark = figure.panels[0].marks[0]
    assert mark.x == pytest.approx(example.prediction.nodes["ligand.facing_out"], rel=1e-12)
    selective, _, _ = window(example, mark.x, mark.y * 1e-6, 8)
    assert selective == pytest.approx(example.prediction["targeting.selectivity"].value, rel=1e-9)
    assert figure.x.low < mark.x < figure.x.high and figure.panels[0].y.low < mark.y < figure.panels[0].y.high
