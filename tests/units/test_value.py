"""A Value: frozen, hashable, equal by what it says and not by how it was typed."""

from __future__ import annotations

import copy
import dataclasses
import math
import pickle
from decimal import Decimal

import numpy as np
import pydantic
import pytest

from formulator.units import UnitError, Value, parse


def test_equality_uses_magnitude_unit_and_spread_but_not_the_text() -> None:
    assert parse("2 mg", "mg") == Value(2.0, "mg") == Value(2, "mg", typed="2.0 mg")
    assert hash(parse("2 mg", "mg")) == hash(Value(2.0, "mg"))
    assert parse("2 ± 1 mg", "mg") != Value(2.0, "mg")
    assert Value(2000.0, "ug") != Value(2.0, "mg")


def test_the_unit_takes_its_canonical_spelling() -> None:
    assert Value(1.0, "g/cm**3").unit == "g/cm^3"
    assert Value(1.0).unit == ""


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Value(1.0, "mg").magnitude = 2.0  # type: ignore[misc]
    assert not hasattr(Value(1.0, "mg"), "__dict__")


def test_a_value_survives_copying_and_pickling() -> None:
    value = parse("1.2 ± 0.1 mg", "mg")
    for same in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert same == value
        assert same.typed == value.typed


def test_to_converts_within_the_kind_only() -> None:
    assert parse("2000 ug", "mg").to("mg") == 2.0
    assert parse("14 %", "").to("") == 0.14
    with pytest.raises(UnitError, match="cannot be said as a plain number"):
        parse("10 wt%", "wt%").to("")
    with pytest.raises(UnitError, match="is a length"):
        Value(1.0, "nm").to("mg")


@pytest.mark.parametrize(
    ("value", "si"),
    [(Value(10, "wt%"), 0.1), (Value(5, "1/cell"), 5.0), (Value(25, "degC"), 298.15), (Value(7.4, "pH"), 7.4),
     (Value(150, "mM"), 150.0), (Value(3, "kT"), 3.0), (Value(5, "mg/kg"), 5e-6), (Value(5, "kDa"), 5.0)],
)  # fmt: skip
def test_si_is_the_number_the_models_take(value: Value, si: float) -> None:
    assert value.si == pytest.approx(si, rel=4e-16)


def test_said_in_another_unit_nothing_typed_remains() -> None:
    value = parse("2000 ± 100 ug", "mg").in_unit("mg")
    assert value == Value(2.0, "mg", sd=0.1)
    assert value.typed is None
    assert Value(1.0, "mg").sd_in("ug") is None


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 10**400])
def test_a_number_that_is_not_finite_is_refused(number: float) -> None:
    with pytest.raises(UnitError, match="not a finite number"):
        Value(number, "mg")
    with pytest.raises(UnitError, match="not a finite number"):
        Value(1.0, "mg", sd=number)


@pytest.mark.parametrize("number", [True, "5", None])
def test_what_is_no_number_is_refused(number: object) -> None:
    with pytest.raises(UnitError, match="must be a number"):
        Value(number, "mg")  # type: ignore[arg-type]


def test_numbers_of_other_libraries_become_plain_floats() -> None:
    for number in (np.float64(2.5), np.float32(2.5), Decimal("2.5")):
        value = Value(number, "mg")  # type: ignore[arg-type]
        assert type(value.magnitude) is float
        assert value.magnitude == 2.5


def test_a_spread_below_zero_and_a_temperature_below_absolute_zero_are_refused() -> None:
    with pytest.raises(UnitError, match="below zero"):
        Value(1.0, "mg", sd=-0.1)
    with pytest.raises(UnitError, match="absolute zero"):
        Value(-273.16, "degC")
    assert Value(-273.15, "degC").si == 0.0


def test_a_validating_reader_can_build_values() -> None:
    reader = pydantic.TypeAdapter(Value)
    assert reader.validate_json('{"magnitude": 2.0, "unit": "g/cm**3", "typed": null, "sd": 0.5}') == Value(2, "g/cm^3", sd=0.5)
    assert reader.dump_python(Value(2, "mg")) == {"magnitude": 2.0, "unit": "mg", "typed": None, "sd": None, "law": None}


def test_a_law_and_a_plus_minus_exclude_each_other() -> None:
    with pytest.raises(UnitError, match="has no other law: uniform"):
        Value(3.0, "mg", None, 0.1, ("uniform", 2.0, 4.0))


def test_a_lognormal_law_takes_a_value_above_zero() -> None:
    with pytest.raises(UnitError, match="cannot be off by a factor"):
        Value(-3.0, "mV", None, None, ("lognormal", 1.5))
