"""Sweeps over one and two inputs."""

from __future__ import annotations

import numpy as np
import pytest

from formulator.errors import UsageError
from formulator.evaluation import evaluate
from formulator.explore.factor import Factor, with_values
from formulator.explore.sweep import sweep

from .cases import case

SALT = Factor(path="medium.ionic_strength", low=1, high=150, unit="mM", log=True, count=5)
SIZE = Factor(path="carrier.diameter", low=80, high=140, unit="nm", count=3)
OUTPUTS = ("charge.zeta", "size.number_median")


def test_a_line_is_each_design_alone() -> None:
    example = case("dpgs-micelle")
    found = sweep(example.design, example.catalogue, (SALT,), OUTPUTS)
    assert found.steps[0].tolist() == SALT.steps().tolist() and not found.reasons
    for row, magnitude in enumerate(found.steps[0]):
        alone = evaluate(with_values(example.design, (SALT,), (magnitude,)), example.catalogue)
        for path in OUTPUTS:
            assert found.outputs[path][row] == pytest.approx(alone[path].value, rel=1e-9)
    assert (np.diff(np.abs(found.outputs["charge.zeta"])) < 0).all()


def test_a_map_runs_through_every_pair() -> None:
    example = case("dpgs-micelle")
    told: list[float] = []
    found = sweep(example.design, example.catalogue, (SIZE, SALT), OUTPUTS, told.append)
    assert [len(steps) for steps in found.steps] == [15, 15]
    assert found.steps[0].tolist() == [80] * 5 + [110] * 5 + [140] * 5
    assert found.steps[1].reshape(3, 5)[2].tolist() == SALT.steps().tolist()
    assert told[0] == 0.0 and told[-1] == 1.0
    alone = evaluate(with_values(example.design, (SIZE, SALT), (110, found.steps[1][7])), example.catalogue)
    assert found.outputs["charge.zeta"][7] == pytest.approx(alone["charge.zeta"].value, rel=1e-9)


def test_an_output_that_does_not_apply_says_why() -> None:
    example = case("dpgs-micelle")
    found = sweep(example.design, example.catalogue, (SALT,), ("targeting.selectivity", "charge.zeta"))
    assert found.reasons == {"targeting.selectivity": "No ligand is chosen."}
    assert np.isnan(found.outputs["targeting.selectivity"]).all()


def test_the_middle_of_the_range_decides_what_counts_as_typed() -> None:
    example = case("folate-micelle-doxorubicin")
    found = sweep(example.design, example.catalogue, (Factor(path="payload.ee", low=10, high=90, unit="%", count=3),), ("loading.ee",))
    assert found.outputs["loading.ee"] == pytest.approx([10, 50, 90])


@pytest.mark.parametrize(
    ("factors", "words"),
    [
        ((), "one or two"),
        ((SALT, SIZE, Factor(path="medium.ph", low=4, high=8, unit="pH", count=2)), "one or two"),
        ((SALT, SALT), "twice"),
        ((Factor(path="medium.ph", low=4, high=8, unit="pH", count=1),), "two steps or more"),
        ((Factor(path="medium.ph", low=4, high=8, unit="pH", count=10_000_000),), "more than"),
    ],
)
def test_what_cannot_be_swept_is_refused(factors: tuple[Factor, ...], words: str) -> None:
    example = case("dpgs-micelle")
    with pytest.raises(UsageError, match=words):
        sweep(example.design, example.catalogue, factors, OUTPUTS)
