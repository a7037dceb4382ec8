"""Spreads of another law than ±: read, said again, converted, and refused where they say nothing or cannot be."""

from __future__ import annotations

import pytest

from formulator.design import read
from formulator.errors import FieldError
from formulator.units import UnitError, Value, format_value, parse


@pytest.mark.parametrize(
    ("text", "magnitude", "law"),
    [
        ("uniform 2 to 5 mg", 3.5, ("uniform", 2.0, 5.0)),
        ("Uniform 2 – 5 mg", 3.5, ("uniform", 2.0, 5.0)),
        ("triangular 2 to 3 to 5 mg", 3.0, ("triangular", 2.0, 5.0)),
        ("3 ×/÷ 1.5 mg", 3.0, ("lognormal", 1.5)),
        ("lognormal 3 x/ 1.5 mg", 3.0, ("lognormal", 1.5)),
    ],
)
def test_a_law_is_read_and_said_again(text: str, magnitude: float, law: tuple[str, float]) -> None:
    value = parse(text, "mg", laws=True)
    assert (value.magnitude, value.unit, value.law, value.sd, value.typed) == (magnitude, "mg", law, None, text)
    assert parse(format_value(value), "mg", laws=True) == value
    comma = format_value(value, ",")
    assert parse(comma, "mg", decimal=",", laws=True) == value


def test_normal_is_the_same_as_plus_minus() -> None:
    assert parse("normal 3 ± 0.5 mg", "mg", laws=True) == parse("3 ± 0.5 mg", "mg")


def test_ends_are_converted_and_a_factor_is_not() -> None:
    value = parse("uniform 2 to 5 mg", "mg", laws=True).in_unit("ug")
    assert (value.magnitude, value.law) == (3500.0, ("uniform", 2000.0, 5000.0))
    assert parse("3 ×/÷ 1.5 mg", "mg", laws=True).in_unit("ug").law == ("lognormal", 1.5)
    assert parse("uniform 20 to 30 degC", "degC", laws=True).law_in("K") == ("uniform", 293.15, 303.15)


@pytest.mark.parametrize("text", ["uniform 2 to 5 mg", "triangular 2 to 3 to 5 mg", "3 ×/÷ 1.5 mg"])
def test_where_one_number_is_meant_a_law_is_refused(text: str) -> None:
    with pytest.raises(UnitError):
        parse(text, "mg")


def test_a_decimal_sign_that_can_be_read_in_two_ways_is_asked_about() -> None:
    with pytest.raises(UnitError, match="two ways") as caught:
        parse("uniform 1 to 2,345 mg", "mg", laws=True)
    assert [value.law for value in caught.value.candidates] == [("uniform", 1.0, 2.345), ("uniform", 1.0, 2345.0)]


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("payload.feed", "uniform 2 to 2 mg", "no spread"),
        ("payload.feed", "3 ×/÷ 1 mg", "factor above 1"),
        ("payload.feed", "3 ± 0 mg", "no spread"),
        ("payload.feed", "uniform -1 to 3 mg", "reaches below zero"),
        ("payload.feed", "1 ± 2 mg", "reaches below zero"),
        ("payload.feed", "uniform 5 to 2 mg", "first end is the lower one"),
        ("payload.feed", "triangular 2 to 6 to 5 mg", "low, most likely, high"),
        ("payload.feed", "triangular 2 to 5 mg", "triangular 2 to 3 to 5"),
        ("payload.feed", "lognormal 3 mg", "×/÷"),
        ("payload.feed", "2-5 mg", "uniform 5 to 10"),
        ("payload.ee", "uniform 50 to 120 %", "between 0 % and 100 %"),
    ],
)
def test_bad_input_is_refused_with_what_would_be_taken(path: str, text: str, words: str) -> None:
    with pytest.raises(FieldError, match=words):
        read(path, text)


@pytest.mark.parametrize(
    ("sd", "law"),
    [(0.1, ("uniform", 1.0, 3.0)), (None, ("beta", 1.0, 3.0)), (None, ("uniform", 1.0)), (None, ("uniform", 1.0, float("inf")))],
)
def test_a_value_holds_no_other_law(sd: float | None, law: tuple[str, float]) -> None:
    with pytest.raises(UnitError):
        Value(2.0, "mg", None, sd, law)


def test_a_law_takes_part_in_equality() -> None:
    assert Value(3.5, "mg", None, None, ("uniform", 2.0, 5.0)) != Value(3.5, "mg")
    assert Value(3.5, "mg", None, None, ("uniform", 2.0, 5.0)).has_spread
