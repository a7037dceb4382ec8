"""The card: grades in order, what a call refuses, what lies outside the range, and what a decorator refuses to build."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.chem.model import Arg, Choice, Grade, Text, model
from formulator.errors import ModelError


@model(
    "m",
    show="nm",
    grade=Grade.LAW,
    equation="L = n b",
    sources=("geometry",),
    segments=Arg("", 1.0, 100.0, "how many", domain=(0.0, 1e6)),
    length=Arg("m", 1e-10, 1e-9, "of each", show="nm", domain=(0.0, 1.0), default=3e-10),
    kind=Choice(("straight", "coiled"), "shape", default="straight"),
)
def chain_length(*, segments: float, length: float = 3e-10, kind: str = "straight") -> float:
    """Length of a chain of segments.

    Example:

    >>> round(chain_length(segments=10.0, length=1e-9), 12)
    1e-08
    """
    return segments * length * (1.0 if kind == "straight" else 0.5)


@model("", grade=Grade.INDEX, equation="n", sources=("geometry",), sequence=Text("letters", longest=5))
def letters(*, sequence: str) -> float:
    """Letters of a short text."""
    return float(len(sequence))


def test_grades_are_ordered_from_measured_to_ranking_and_explain_themselves() -> None:
    assert sorted(Grade) == list(Grade) and Grade.MEASURED < Grade.LAW < Grade.FIT < Grade.INDEX
    assert max(Grade.LAW, Grade.RULE_OF_THUMB) is Grade.RULE_OF_THUMB, "the worst on the path counts"
    assert len({grade.word for grade in Grade}) == len(Grade)
    assert all(len(grade.mark) == 1 and len(grade.meaning) > 10 for grade in Grade)


def test_a_model_is_called_by_name_and_keeps_its_text() -> None:
    assert chain_length(segments=2.0) == chain_length.si(segments=2.0) == chain_length.checked(segments=2.0) == 6e-10
    assert repr(chain_length) == "<model chain_length [m]>"
    assert chain_length.card.summary == "Length of a chain of segments." and chain_length.card.topic.endswith("test_model")
    assert chain_length.card.tex == "L = n b" and chain_length.card.show == "nm"
    assert letters.card.show == "" and letters.checked(sequence="abc") == 3.0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"segments": 1.0, "width": 2.0}, "no argument 'width'. It takes: segments, length, kind"),
        ({}, "needs the argument 'segments'"),
        ({"segments": -1.0}, "segments is -1. The formula is defined for 0 to 1e"),
        ({"segments": math.nan}, "segments is nan"),
        ({"segments": np.array([1.0, 2e6])}, "segments is 2e"),
        ({"segments": 1.0, "length": 2.0}, "length is 2 m. The formula is defined for 0 to 1 m"),
        ({"segments": 1.0, "kind": "bent"}, "kind is 'bent'. It takes one of: straight, coiled"),
    ],
)
def test_what_no_formula_can_take_is_refused_in_words(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(ModelError) as caught:
        chain_length.checked(**arguments)
    assert said in str(caught.value)


@pytest.mark.parametrize("sequence", ["", "   ", "abcdef", 7])
def test_text_has_a_length(sequence: object) -> None:
    with pytest.raises(ModelError, match="1 to 5 characters"):
        letters.checked(sequence=sequence)


@pytest.mark.parametrize(
    ("segments", "found"),
    [
        (50.0, None),
        (1.0 - 1e-12, None),
        (0.5, 0.5),
        (200, 200.0),
        (np.array([2.0, 0.1, 300.0]), 0.1),
        (np.array([2.0, 300.0]), 300.0),
        (np.array([]), None),
        (np.array([2.0, np.nan]), None),
    ],
)
def test_leaving_the_checked_range_is_told_and_forgives_rounding(segments: object, found: float | None) -> None:
    outside = chain_length.outside({"segments": segments, "kind": "coiled"})
    if found is None:
        assert outside == ()
    else:
        (entry,) = outside
        assert (entry.argument, entry.value, entry.low, entry.high) == ("segments", found, 1.0, 100.0)


def test_the_unit_shown_goes_with_what_lies_outside() -> None:
    (entry,) = chain_length.outside({"segments": 2.0, "length": 1e-6})
    assert (entry.unit, entry.show) == ("m", "nm")


def test_a_card_that_names_other_arguments_than_the_function_is_no_card() -> None:
    with pytest.raises(TypeError, match="the card lists"):

        @model("", grade=Grade.LAW, equation="x", sources=("geometry",), y=Arg("", 0.0, 1.0))
        def wrong(*, x: float) -> float:
            """Nothing."""
            return x


def test_columns_have_no_answer_where_one_design_would_be_refused() -> None:
    """Outside the domain of any argument, and where an argument is no number."""
    segments = np.array([-1.0, 0.0, 2.0, 1e6, 2e6, math.nan])
    found = chain_length.where_defined(segments=segments, length=np.full(6, 1e-9), kind="straight")
    np.testing.assert_allclose(found, [math.nan, 0.0, 2e-9, 1e-3, math.nan, math.nan], rtol=1e-12)
    for number, value in zip(segments, found, strict=True):
        if math.isnan(value):
            with pytest.raises(ModelError):
                chain_length.checked(segments=float(number))
        else:
            assert chain_length.checked(segments=float(number), length=1e-9) == pytest.approx(value, rel=1e-12)
    both = chain_length.where_defined(segments=np.array([1.0, -1.0, 1.0]), length=np.array([1e-9, 1e-9, 2.0]))
    np.testing.assert_array_equal(both, [1e-9, math.nan, math.nan])


def test_one_number_outside_the_domain_leaves_no_answer_at_all() -> None:
    assert math.isnan(chain_length.where_defined(segments=-1.0, length=np.array([1e-9, 2e-9])))
    assert chain_length.where_defined(segments=2.0) == 6e-10
    assert chain_length.is_defined(segments=2.0) and not chain_length.is_defined(segments=2.0, length=1.5)
    assert not chain_length.is_defined(segments=np.array([1.0, -1.0]))


@model("m", grade=Grade.LAW, equation="2 R", sources=("geometry",), radius=Arg("m", 1e-9, 1e-6, "radius"))
def width(*, radius: float) -> float:
    """Width of a sphere."""
    return 2.0 * radius


def test_a_domain_without_an_upper_end_ends_at_its_lower_one() -> None:
    np.testing.assert_array_equal(width.where_defined(radius=np.array([-1.0, 0.0, 3.0, math.inf])), [math.nan, 0.0, 6.0, math.inf])
    np.testing.assert_array_equal(width.where_defined(radius=np.array([1.0, 2.0])), [2.0, 4.0])
