"""Screening: candidates by number, constraints, the best and the Pareto set, the same however the work is cut."""

from __future__ import annotations

import time
import tracemalloc

import numpy as np
import pytest

from formulator.errors import UsageError
from formulator.evaluation import evaluate
from formulator.explore.factor import Factor, with_values
from formulator.explore.many import BLOCK
from formulator.explore.screening import Constraint, Found, Objective, Question, Screen, best_of, pareto_of, points, screen

from .cases import case

EXAMPLE = case("crgd-polymersome-docetaxel")
FACTORS = (
    Factor(path="ligand.density", low=0.5, high=30, unit="mol%", log=True),
    Factor(path="carrier.diameter", low=60, high=150, unit="nm"),
    Factor(path="payload.feed", low=0.5, high=4, unit="mg"),
)
OBJECTIVES = (Objective(path="size.number_median", towards="min"), Objective(path="loading.dlc", towards="max"))
CONSTRAINTS = (Constraint(path="loading.drug_concentration", sign="<=", limit=0.1),)


def same(one: Found, other: Found) -> bool:
    return (
        (one.count, one.feasible, one.without_value) == (other.count, other.feasible, other.without_value)
        and one.best.tolist() == other.best.tolist()
        and one.pareto.tolist() == other.pareto.tolist()
        and one.magnitudes == other.magnitudes
        and one.outputs == other.outputs
    )


def test_a_point_depends_on_its_number_and_the_seed_alone() -> None:
    whole = points(0, 100, 5, 3)
    assert np.array_equal(points(37, 20, 5, 3), whole[37:57])
    assert not np.array_equal(points(0, 100, 5, 4), whole)
    far = points(10**12, 3, 5, 3)
    assert ((far >= 0) & (far < 1)).all() and len(np.unique(far)) == 15


@pytest.mark.parametrize("dimensions", [1, 2, 5, 12])
def test_points_fill_the_cube_more_evenly_than_chance(dimensions: int) -> None:
    from scipy.stats import qmc

    quasi = qmc.discrepancy(points(0, 512, dimensions, 0))
    chance = np.mean([qmc.discrepancy(np.random.default_rng(seed).random((512, dimensions))) for seed in range(4)])
    assert quasi < 0.7 * chance


def test_the_answer_is_the_same_for_any_piece_of_work() -> None:
    count = 2 * BLOCK + 700
    whole = screen(EXAMPLE.design, EXAMPLE.catalogue, FACTORS, count, objectives=OBJECTIVES, constraints=CONSTRAINTS, top=15)
    assert whole.count == count and 0 < whole.feasible < count and len(whole.best) == 15
    for chunk in (333, BLOCK, count):
        cut = screen(EXAMPLE.design, EXAMPLE.catalogue, FACTORS, count, objectives=OBJECTIVES, constraints=CONSTRAINTS, top=15, chunk=chunk)
        assert same(cut, whole)


def test_pieces_come_together_in_any_order() -> None:
    question = Question(
        design=EXAMPLE.design,
        catalogue=EXAMPLE.catalogue,
        factors=FACTORS,
        objectives=(Objective(path="targeting.selectivity", towards="max"),),
        top=9,
    )
    work = Screen(question)
    parts = [work.part(0, 500), work.part(500, 900), work.part(1400, 100)]
    assert same(work.together(parts), work.part(0, 1500)) and same(work.together(parts[::-1]), work.part(0, 1500))


def test_the_best_is_what_one_design_at_a_time_finds() -> None:
    count = 60
    found = screen(EXAMPLE.design, EXAMPLE.catalogue, FACTORS, count, objectives=OBJECTIVES[1:], constraints=CONSTRAINTS, top=5, seed=2)
    shares = points(0, count, len(FACTORS), 2)
    magnitudes = np.column_stack([factor.at(shares[:, axis]) for axis, factor in enumerate(FACTORS)])
    alone = [evaluate(with_values(EXAMPLE.design, FACTORS, row), EXAMPLE.catalogue) for row in magnitudes]
    dlc = np.array([float(one["loading.dlc"].value or np.nan) for one in alone])
    allowed = np.array([float(one["loading.drug_concentration"].value or np.nan) <= 0.1 for one in alone])
    order = [int(row) for row in np.argsort(-dlc, kind="stable") if allowed[row]]
    assert found.feasible == allowed.sum()
    assert found.best.tolist() == order[:5]
    for index in found.best.tolist():
        assert found.magnitudes[index] == pytest.approx(magnitudes[index])
        assert found.outputs[index][0] == pytest.approx(dlc[index], rel=1e-9)


def test_the_pareto_set_equals_brute_force() -> None:
    costs = np.random.default_rng(1).integers(0, 12, (300, 3)).astype(float)
    brute = [
        row
        for row in range(300)
        if not any((costs[other] <= costs[row]).all() and (costs[other] < costs[row]).any() for other in range(300))
    ]
    assert pareto_of(costs).tolist() == brute


def test_ties_go_to_the_lower_number() -> None:
    assert best_of(np.array([1.0, 0.0, 1.0, 0.0]), np.array([9, 8, 3, 7]), 3).tolist() == [3, 1, 2]


def test_without_objective_the_first_that_keep_the_limits() -> None:
    found = screen(EXAMPLE.design, EXAMPLE.catalogue, FACTORS, 200, constraints=CONSTRAINTS, top=4)
    everything = screen(EXAMPLE.design, EXAMPLE.catalogue, FACTORS, 200, constraints=CONSTRAINTS, top=200)
    assert found.best.tolist() == everything.best.tolist()[:4] and len(everything.best) == found.feasible
    assert all(everything.outputs[int(index)][0] <= 0.1 for index in everything.best)


def test_a_design_that_cannot_be_is_counted_and_never_chosen() -> None:
    small = (Factor(path="carrier.diameter", low=5, high=60, unit="nm"),)
    found = screen(
        EXAMPLE.design, EXAMPLE.catalogue, small, 100, objectives=(Objective(path="size.core_diameter", towards="min"),), top=100
    )
    assert 0 < found.without_value < 100 and found.feasible == 100 - found.without_value
    assert all(np.isfinite(row[0]) for row in found.outputs.values())


def test_progress_rises_and_may_stop_the_work() -> None:
    told: list[float] = []
    screen(EXAMPLE.design, EXAMPLE.catalogue, FACTORS, 3 * BLOCK, objectives=OBJECTIVES, chunk=BLOCK, progress=told.append)
    assert told == sorted(told) and told[-1] == 1.0 and len(told) > 3

    def stop(share: float) -> None:
        if share > 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screen(EXAMPLE.design, EXAMPLE.catalogue, FACTORS, 3 * BLOCK, objectives=OBJECTIVES, progress=stop)


@pytest.mark.parametrize(
    ("factors", "objectives", "count", "words"),
    [
        ((), OBJECTIVES, 10, "1 to 24 inputs"),
        ((FACTORS[0], FACTORS[0]), OBJECTIVES, 10, "varied twice"),
        (FACTORS, (), 10, "looked for"),
        (FACTORS, OBJECTIVES, 0, "1 or more"),
    ],
)
def test_what_cannot_be_screened_is_refused(factors: tuple[Factor, ...], objectives: tuple[Objective, ...], count: int, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        screen(EXAMPLE.design, EXAMPLE.catalogue, factors, count, objectives=objectives)


def test_an_output_without_value_is_refused_with_its_reason() -> None:
    example = case("dpgs-micelle")
    with pytest.raises(UsageError, match="No ligand is chosen"):
        screen(
            example.design,
            example.catalogue,
            (Factor(path="carrier.diameter", low=50, high=90, unit="nm"),),
            10,
            objectives=(Objective(path="targeting.selectivity", towards="max"),),
        )


def test_screening_is_a_hundred_times_faster_than_one_design_at_a_time() -> None:
    design, catalogue = EXAMPLE.design, EXAMPLE.catalogue

    def once() -> float:
        begin = time.process_time()
        for diameter in (80, 90, 100, 110, 120):
            evaluate(with_values(design, FACTORS, (10, diameter, 2)), catalogue)
        alone = (time.process_time() - begin) / 5
        begin = time.process_time()
        screen(design, catalogue, FACTORS, 4 * BLOCK, objectives=OBJECTIVES, constraints=CONSTRAINTS)
        return alone / ((time.process_time() - begin) / (4 * BLOCK))

    once()
    assert max(once() for _ in range(3)) >= 100


def test_memory_does_not_grow_with_the_number_of_candidates() -> None:
    objectives = (Objective(path="targeting.selectivity", towards="max"),)

    def peak(count: int) -> int:
        tracemalloc.start()
        screen(EXAMPLE.design, EXAMPLE.catalogue, FACTORS, count, objectives=objectives)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(BLOCK)
    few, many = peak(4 * BLOCK), peak(12 * BLOCK)
    assert many < 1.25 * few
    assert many <= 400 * 64 * BLOCK
