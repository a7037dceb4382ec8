"""The best of many candidates as a picture."""

from __future__ import annotations

from formulator import design as designs
from formulator.explore.candidates import candidates
from formulator.explore.factor import Factor
from formulator.explore.screening import Constraint, Objective, screen
from formulator.units import Value

from .cases import case

FACTORS = (
    Factor(path="ligand.density", low=1, high=30, unit="mol%"),
    Factor(path="ligand.tether_molar_mass", low=2, high=10, unit="kg/mol"),
)
BEST = Objective(path="targeting.selectivity", towards="max")


def test_one_goal_stands_along_its_first_field() -> None:
    example = case("crgd-polymersome-docetaxel")
    found = screen(example.design, example.catalogue, FACTORS, 256, objectives=(BEST,), top=5)
    panel = candidates(found, FACTORS, (BEST,), example.prediction).panels[0]
    best = int(found.best[0])
    assert len(panel.marks) == 5
    assert (panel.marks[0].x, panel.marks[0].y) == (found.magnitudes[best][0], found.outputs[best][0])


def test_two_goals_stand_against_each_other_with_the_design() -> None:
    example = case("crgd-polymersome-docetaxel")
    goals = (BEST, Objective(path="targeting.delivered", towards="max"))
    found = screen(example.design, example.catalogue, FACTORS, 256, objectives=goals, top=5)
    panel = candidates(found, FACTORS, goals, example.prediction).panels[0]
    own = panel.marks[-1]
    assert (own.x, own.y) == tuple(example.prediction[goal.path].value for goal in reversed(goals))
    x, y = panel.lines[0].x, panel.lines[0].y
    assert all(x[:-1] <= x[1:]) and all(y[:-1] >= y[1:]), "better in one is worse in the other"


def test_no_candidate_within_the_limits_is_said_in_words() -> None:
    example = case("crgd-polymersome-docetaxel")
    never = (Constraint(path="targeting.selectivity", sign=">=", limit=1e12),)
    found = screen(example.design, example.catalogue, FACTORS, 64, objectives=(BEST,), constraints=never)
    assert "acceptance ranges" in candidates(found, FACTORS, (BEST,), example.prediction).empty


def test_the_best_candidate_gives_what_it_promises() -> None:
    from formulator.evaluation import evaluate

    example = case("crgd-polymersome-docetaxel")
    found = screen(example.design, example.catalogue, FACTORS, 64, objectives=(BEST,))
    design, best = example.design, int(found.best[0])
    for factor, magnitude in zip(FACTORS, found.magnitudes[best], strict=True):
        design = designs.replaced(design, factor.path, Value(magnitude, factor.unit))
    value = evaluate(design, example.catalogue)["targeting.selectivity"].value
    assert value is not None and abs(value / found.outputs[best][0] - 1) < 1e-9
