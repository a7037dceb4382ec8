"""Any one model called with units."""

from __future__ import annotations

import math

import pytest

from formulator import calculators
from formulator.chem.model import Arg, Choice, Grade
from formulator.errors import ModelError, UnitError
from formulator.units import Value, parse

DEBYE = {"ionic_strength": "150 mM", "temperature": "25 degC", "relative_permittivity": "78.3"}


def test_text_values_and_numbers_mean_the_same() -> None:
    from_text = calculators.ask("debye_length", **DEBYE)
    from_values = calculators.ask(
        "debye_length", ionic_strength=parse("0.15 mol/L", "mM"), temperature=Value(298.15, "K"), relative_permittivity=78.3
    )
    assert from_text == from_values
    assert from_text.unit == "nm"
    # 0.304 nm / sqrt(I): Israelachvili, Intermolecular and Surface Forces, 3rd edition, section 14.14
    assert from_text.magnitude == pytest.approx(0.304 / math.sqrt(0.15), rel=2e-3)


def test_a_bare_number_counts_in_the_unit_people_read() -> None:
    card = calculators.models()["debye_length"]
    assert calculators.number(card, "ionic_strength", 150) == pytest.approx(150.0)
    assert calculators.number(card, "temperature", 25) == pytest.approx(298.15)


def test_a_slip_of_unit_is_refused_not_converted() -> None:
    with pytest.raises(UnitError, match="ionic_strength: '150 nm' is a length"):
        calculators.ask("debye_length", **{**DEBYE, "ionic_strength": "150 nm"})
    with pytest.raises(UnitError, match="ionic_strength"):
        calculators.ask("debye_length", **{**DEBYE, "ionic_strength": Value(150, "wt%")})


def test_an_ambiguous_number_asks_with_both_readings() -> None:
    with pytest.raises(UnitError) as refused:
        calculators.ask("debye_length", **{**DEBYE, "ionic_strength": "1,234 mM"})
    assert [reading.magnitude for reading in refused.value.candidates] == [1.234, 1234]


def test_the_result_is_said_only_in_units_of_its_kind() -> None:
    assert calculators.answer("debye_length", DEBYE, "um").value == pytest.approx(7.844546e-4, rel=1e-6)
    assert calculators.answer("debye_length", DEBYE, "µm").unit == "um"
    for unit in ("mg", "mV", "%", "1/nm"):
        with pytest.raises(UnitError, match=f"gives a length.*'{unit}'"):
            calculators.answer("debye_length", DEBYE, unit)


def test_every_model_can_be_said_in_its_own_unit() -> None:
    for name, card in calculators.models().items():
        assert calculators.result_unit(card, None) == card.show, name
        assert calculators.result_unit(card, card.show) is not None


def test_leaving_the_domain_is_refused_in_the_unit_that_was_typed() -> None:
    with pytest.raises(ModelError, match="ionic_strength cannot be -1 mM. The formula is defined from .* mmol/L"):
        calculators.ask("debye_length", **{**DEBYE, "ionic_strength": "-1 mM"})


def test_leaving_the_checked_range_is_a_flag_beside_the_number() -> None:
    said = calculators.answer("debye_length", {**DEBYE, "ionic_strength": "3 M"})
    assert said.value is not None
    assert [flag.id for flag in said.flags] == ["range.debye_length.ionic_strength"]
    assert "3000 mmol/L is outside the range" in said.flags[0].text
    assert calculators.answer("debye_length", DEBYE).flags == ()


def test_an_answer_carries_grade_and_sources() -> None:
    said = calculators.answer("debye_length", DEBYE)
    assert said.grade is Grade.LAW
    assert "israelachvili2011" in said.sources


def test_what_is_missing_unknown_or_misspelt_is_named() -> None:
    with pytest.raises(ModelError, match="Did you mean debye_length"):
        calculators.ask("debye_lenth")
    with pytest.raises(ModelError, match="needs the argument 'temperature'"):
        calculators.ask("debye_length", ionic_strength="1 mM")
    with pytest.raises(ModelError, match="no argument 'colour'"):
        calculators.ask("debye_length", colour="red")


def test_no_finite_answer_is_none_with_a_reason() -> None:
    said = calculators.answer("outer_leaflet_fraction", {"outer_radius": "50 nm", "membrane_thickness": "60 nm"})
    assert said.value is None
    assert "thicker than the radius" in said.flags[-1].text
    with pytest.raises(ModelError, match="thicker than the radius"):
        calculators.ask("outer_leaflet_fraction", outer_radius="50 nm", membrane_thickness="60 nm")


def test_every_argument_is_described_with_unit_and_range() -> None:
    for card in calculators.models().values():
        rows = calculators.describe(card)
        assert [row[0] for row in rows] == list(card.arguments)
        for name, unit, limits in rows:
            rule = card.arguments[name]
            if isinstance(rule, Arg):
                assert " to " in limits
                assert unit == (rule.show or rule.unit)
            elif isinstance(rule, Choice):
                assert all(option in limits for option in rule.options)
