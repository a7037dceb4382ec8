"""Many designs at once give what each gives alone, whatever is asked for."""

from __future__ import annotations

import numpy as np
import pytest

from formulator.errors import FieldError, UsageError
from formulator.evaluation import evaluate, prepared
from formulator.explore.factor import Factor, columns, with_values
from formulator.explore.many import BLOCK, Many
from formulator.prediction import OUTPUTS

from .cases import Case, case

PATHS = tuple(output.path for output in OUTPUTS)


def factors(example: Case) -> tuple[Factor, ...]:
    return (
        Factor(path="carrier.diameter", low=60, high=140, unit="nm"),
        Factor(path="medium.ionic_strength", low=1, high=150, unit="mM", log=True),
        Factor(path="target.receptors", low=1e4, high=1e6, unit="1/cell", log=True),
    )


def test_each_output_alone_is_what_one_design_gives(example: Case) -> None:
    varied = factors(example)
    shares = np.random.default_rng(0).random((len(varied), 3))
    magnitudes = [factor.at(row) for factor, row in zip(varied, shares, strict=True)]
    alone = [evaluate(with_values(example.design, varied, [column[row] for column in magnitudes]), example.catalogue) for row in range(3)]
    for path in PATHS:
        many = Many.of(example.design, example.catalogue, varied, (path,))
        found = many.ask(columns(varied, magnitudes))[path]
        expected = np.array([np.nan if one[path].value is None else one[path].value for one in alone], dtype=float)
        given = np.isfinite(expected)
        assert found[given] == pytest.approx(expected[given], rel=1e-9, abs=1e-12), path
        assert path in many.reasons or np.array_equal(np.isnan(found), ~given), path
        if path in many.reasons:
            assert not given.any() and many.reasons[path]


def test_the_sign_of_zeta_is_that_of_each_design_where_a_range_crosses_charge_neutrality() -> None:
    """N/P below and above 1: the middle of the range must not decide for all."""
    example = case("sirna-polyplex")
    varied = (Factor(path="payload.np_ratio", low=0.5, high=4.0, unit=""),)
    magnitudes = [np.array([0.5, 0.9, 1.1, 4.0])]
    for path in ("charge.zeta", "charge.zeta_printed", "charge.mobility"):
        found = Many.of(example.design, example.catalogue, varied, (path,)).ask(columns(varied, magnitudes))[path]
        alone = [evaluate(with_values(example.design, varied, [ratio]), example.catalogue)[path].value for ratio in magnitudes[0]]
        assert found == pytest.approx(alone, rel=1e-9), path
        assert (found[:2] < 0).all() and (found[2:] > 0).all()


def test_what_one_design_is_refused_no_column_answers() -> None:
    """Beyond the domain of a formula: a feed of more than ten thousand times the polymer, a binding site of no size."""
    example = case("crgd-polymersome-docetaxel")
    varied = (
        Factor(path="payload.feed", low=1, high=1e6, unit="mg", log=True),
        Factor(path="target.k_on", low=1, high=1e15, unit="1/M/s", log=True),
    )
    magnitudes = [np.array([2.0, 5e5, 2.0]), np.array([1e5, 1e5, 1e14])]
    alone = [evaluate(with_values(example.design, varied, [column[row] for column in magnitudes]), example.catalogue) for row in range(3)]
    many = Many.of(example.design, example.catalogue, varied, PATHS)
    found = many.ask(columns(varied, magnitudes))
    assert alone[1]["loading.dlc"].value is None and alone[0]["loading.dlc"].value is not None
    for path in PATHS:
        if path not in many.reasons:
            assert [bool(np.isnan(value)) for value in found[path]] == [one[path].value is None for one in alone], path


def test_asking_for_more_changes_nothing(example: Case) -> None:
    varied = factors(example)
    magnitudes = [factor.steps(7) for factor in varied]
    everything = Many.of(example.design, example.catalogue, varied, PATHS).ask(columns(varied, magnitudes))
    for wanted in (("charge.zeta",), ("targeting.selectivity", "loading.dlc"), ("targeting.efficiency",)):
        few = Many.of(example.design, example.catalogue, varied, wanted).ask(columns(varied, magnitudes))
        for path in wanted:
            assert np.array_equal(few[path], everything[path], equal_nan=True), path


def test_only_what_is_needed_is_computed() -> None:
    example = case("crgd-polymersome-docetaxel")
    inputs = prepared(example.design, example.catalogue)
    few, all_ = Many(inputs, ("loading.dlc",)).plan, Many(inputs, PATHS).plan
    assert 0 < sum(few.needed) < 0.2 * sum(all_.needed)


def test_a_block_border_changes_nothing() -> None:
    example = case("crgd-polymersome-docetaxel")
    varied = factors(example)
    many = Many.of(example.design, example.catalogue, varied, ("charge.zeta", "size.number_median"))
    magnitudes = [factor.steps(BLOCK + 5) for factor in varied]
    whole = many.ask(columns(varied, magnitudes))
    tail = many.ask(columns(varied, [column[BLOCK - 3 :] for column in magnitudes]))
    for path in many.outputs:
        assert np.array_equal(whole[path][BLOCK - 3 :], tail[path], equal_nan=True)


def test_steps_run_from_end_to_end() -> None:
    linear = Factor(path="carrier.diameter", low=50, high=150, unit="nm")
    assert linear.steps(5).tolist() == [50, 75, 100, 125, 150]
    log = Factor(path="medium.ionic_strength", low=1, high=100, unit="mM", log=True)
    assert log.steps(3) == pytest.approx([1, 10, 100], rel=1e-15)
    assert (log.steps(3)[0], log.steps(3)[-1]) == (1, 100)
    assert log.si(log.steps(3)) == pytest.approx([1, 10, 100], rel=1e-12)


@pytest.mark.parametrize(
    ("path", "low", "high", "unit", "log", "words"),
    [
        ("carrier.id", 1, 2, "", False, "carrier.id is a choice"),
        ("carrier.diameter", 100, 100, "nm", False, "not a range"),
        ("carrier.diameter", 100, 50, "nm", False, "not a range"),
        ("medium.ionic_strength", 0, 50, "mM", True, "begins above zero"),
        ("carrier.diamter", 1, 2, "nm", False, "carrier.diameter"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(path: str, low: float, high: float, unit: str, log: bool, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        Factor(path=path, low=low, high=high, unit=unit, log=log)


def test_a_range_in_another_dimension_is_refused() -> None:
    with pytest.raises(FieldError, match=r"carrier.diameter.*mg"):
        Factor(path="carrier.diameter", low=1, high=2, unit="mg")


def test_an_unknown_output_names_the_nearest() -> None:
    example = case("crgd-polymersome-docetaxel")
    with pytest.raises(UsageError, match=r"charge\.zeta"):
        Many(prepared(example.design, example.catalogue), ("charge.zetta",))
