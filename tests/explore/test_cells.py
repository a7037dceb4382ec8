"""Several kinds of cells: the design's own two are those of the prediction, others differ by receptors alone, the unknown stays unknown."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from formulator import design as designs
from formulator.catalogue.catalogue import material_from_data
from formulator.evaluation import evaluate
from formulator.explore.cells import ANSWERS, BOUND, SELECTIVITY, CellRow, panel, usual
from formulator.units import Value

from .cases import DRAWS, SEED, Case, case

CRGD = "crgd-polymersome-docetaxel"


def by_part(rows: tuple[CellRow, ...]) -> dict[str, CellRow]:
    return {row.part: row for row in rows if row.part}


def made(example: Case, *chosen: str, draws: int = 0) -> dict[str, CellRow]:
    found = panel(example.design, example.catalogue, example.prediction, chosen, draws, SEED)
    return {row.key or row.part: row for row in found.rows}


def test_the_two_cells_of_the_design_are_those_of_the_prediction(example: Case) -> None:
    found = panel(example.design, example.catalogue, example.prediction, None, DRAWS, SEED)
    bound = example.prediction[BOUND]
    if bound.value is None:
        assert found.reason == bound.reason or not any(row.answers for row in found.rows)
        return
    rows = by_part(found.rows)
    for path in set(ANSWERS) - {SELECTIVITY}:
        answer, estimate = rows["target"].answers[path], example.prediction[path]
        assert answer.value == pytest.approx(estimate.value, rel=1e-9)
        assert (answer.low, answer.high) == pytest.approx((estimate.low, estimate.high), rel=1e-9)
    healthy = example.prediction["targeting.occupancy_healthy"]
    if healthy.value is not None:
        assert rows["spared"].answers[BOUND].value == pytest.approx(healthy.value, rel=1e-9)
        assert rows["spared"].answers[SELECTIVITY].value == pytest.approx(example.prediction[SELECTIVITY].value, rel=1e-9)


def test_a_chosen_cell_answers_as_if_it_were_the_target() -> None:
    example = case(CRGD)
    row = made(example, "cell:huvec")["cell:huvec"]
    other = evaluate(designs.replaced(example.design, "target.cell", "cell:huvec"), example.catalogue)
    for path in (BOUND, "targeting.bound_per_cell", "targeting.uptake_per_cell"):
        assert row.answers[path].value == pytest.approx(other[path].value, rel=1e-9)
    assert row.receptors == 150_000 and row.source and row.grade.word


def test_more_receptors_never_bind_less() -> None:
    example = case("transferrin-pamam-doxorubicin")
    rows = [row for row in panel(example.design, example.catalogue, example.prediction, None).rows if row.receptors is not None]
    assert len(rows) >= 5
    ordered = sorted(rows, key=lambda row: row.receptors or 0.0)
    assert (np.diff([row.answers[BOUND].value for row in ordered]) >= 0).all()


def test_intervals_hold_their_values_and_a_ratio_shares_its_draws() -> None:
    row = made(case("transferrin-pamam-doxorubicin"), "cell:hela", draws=256)["cell:hela"]
    for answer in row.answers.values():
        assert answer.low is not None and answer.high is not None and answer.low <= answer.value <= answer.high
    bound, ratio = row.answers[BOUND], row.answers[SELECTIVITY]
    assert bound.low and bound.high and ratio.low and ratio.high
    assert math.log(ratio.high / ratio.low) < math.log(bound.high / bound.low)


def test_what_nobody_knows_has_no_numbers_and_says_so() -> None:
    row = made(case(CRGD), "cell:sk-br-3")["cell:sk-br-3"]
    assert row.receptors is None and not row.answers
    assert row.reason == "The catalogue has no count of AVB3 on SK-BR-3."
    blind = designs.replaced(case(CRGD).design, "target.healthy_receptors", None)
    spared = by_part(panel(blind, case(CRGD).catalogue, evaluate(blind, case(CRGD).catalogue), ()).rows)["spared"]
    assert spared.receptors is None and not spared.answers and spared.reason


def test_a_cell_without_receptors_binds_nothing_and_the_ratio_has_no_end() -> None:
    example = case("acupa-pla-peg-docetaxel")
    design = designs.replaced(example.design, "target.healthy_receptors", None)
    found = panel(design, example.catalogue, evaluate(design, example.catalogue), ())
    spared = by_part(found.rows)["spared"]
    assert spared.receptors == 0 and spared.answers[BOUND].value == 0 and math.isinf(spared.answers[SELECTIVITY].value)


def test_cells_of_ones_own_stand_among_them() -> None:
    example = case(CRGD)
    own = material_from_data(
        {
            "kind": "cell",
            "id": "mine",
            "name": "My line",
            "properties": {"receptors.AVB3": {"value": 3e5, "unit": "1/cell", "source": "user", "status": "user"}},
        }
    )
    assert own is not None
    catalogue = example.catalogue.with_materials([own])
    assert usual(example.design, catalogue)[0] == "cell:mine"
    rows = {row.key: row for row in panel(example.design, catalogue, example.prediction, None).rows}
    assert rows["cell:mine"].receptors == 3e5 and rows["cell:mine"].answers[BOUND].value > rows["cell:u-87-mg"].answers[BOUND].value


def test_without_a_ligand_it_says_why() -> None:
    example = case("sirna-polyplex")
    found = panel(example.design, example.catalogue, example.prediction)
    assert found.reason == "No ligand is chosen." and not any(row.answers for row in found.rows)


def test_a_typed_count_stands_as_typed() -> None:
    example = case(CRGD)
    design = dataclasses.replace(example.design, target=dataclasses.replace(example.design.target, receptors=Value(5e5, "1/cell")))
    row = by_part(panel(design, example.catalogue, evaluate(design, example.catalogue), ()).rows)["target"]
    assert (row.receptors, row.state, row.source) == (5e5, "typed", "")
