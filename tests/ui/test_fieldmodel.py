"""What a design field shows: number, unit, origin, and the same said in other ways."""

from __future__ import annotations

import dataclasses

import pytest

from formulator import design as designs
from formulator.chem.model import Grade
from formulator.design import Carrier, Design, Ligand, Payload
from formulator.outputs import OUTPUT_BY_PATH
from formulator.prediction import Estimate, Ingredient, Prediction
from formulator.ui.fieldmodel import editing_text, field_row, number_text, reads_as
from formulator.units import Value, parse


def ingredient(path: str, value: float, unit: str, state: str, status: str, source: str = "") -> Ingredient:
    return Ingredient(path=path, label=path, value=value, unit=unit, state=state, source=source, status=status, grade=Grade.FIT)


def answers(*ingredients: Ingredient, **values: float) -> Prediction:
    estimates = {
        path: Estimate(path=path, value=values.get(path.replace(".", "__")), unit=output.unit, grade=Grade.FIT, model="")
        for path, output in OUTPUT_BY_PATH.items()
    }
    return Prediction(estimates=estimates, steps=(), ingredients={entry.path: entry for entry in ingredients}, flags=(), sources=())


def with_density(value: Value) -> Design:
    return dataclasses.replace(Design(), ligands=(Ligand(density=value),))


@pytest.mark.parametrize("row", designs.FIELDS, ids=lambda row: row.path)
def test_every_field_can_be_shown_empty(row) -> None:
    for prediction in (None, answers()):
        shown = field_row(row.path, Design(), prediction)
        assert shown.shown_text and shown.label and shown.about
        assert shown.state_word in ("not given", "not applicable")


def test_what_was_typed_stands_as_it_was_typed() -> None:
    shown = field_row("ligand.density", with_density(parse("10.0 mol%", ("mol%", "wt%"))), None)
    assert (shown.shown_text, shown.unit_label, shown.state_word) == ("10.0", "mol%", "typed")


@pytest.mark.parametrize(
    ("typed", "unit", "decimal", "shown"),
    [
        ("2.0 mg", "mg", ".", "2.0"),
        ("2,0 mg", "mg", ",", "2,0"),
        ("1.20 ± 0.05 mg", "mg", ".", "1.20 ± 0.05"),
        ("=2*3.5 mg", "mg", ".", "7"),
        ("3·10⁻⁹ mol/L", "mol/L", ".", "3·10⁻⁹"),
        ("−3 mV", "mV", ".", "−3"),
    ],
)
def test_typed_numbers_keep_their_digits(typed: str, unit: str, decimal: str, shown: str) -> None:
    assert number_text(parse(typed, unit, decimal=decimal), decimal) == shown


def test_a_number_typed_with_the_other_decimal_sign_is_shown_with_this_one() -> None:
    assert number_text(parse("2,5 mg", "mg", decimal=","), ".") == "2.5"


@pytest.mark.parametrize("typed", ["2.0 mg", "1.20 ± 0.05 mg", "1234.5 mg", "1e-9 mg", "=2*3.5 mg", "0.1 mg"])
@pytest.mark.parametrize("decimal", [".", ","])
def test_what_is_shown_reads_back_as_the_same_value(typed: str, decimal: str) -> None:
    value = parse(typed, "mg", decimal=".")
    assert reads_as(number_text(value, decimal), value, decimal)


def test_a_sum_is_edited_as_it_was_typed() -> None:
    value = parse("=2*3.5 mg", "mg")
    assert (number_text(value), editing_text(value)) == ("7", "=2*3.5 mg")


@pytest.mark.parametrize(
    ("state", "status", "word"),
    [
        ("catalogue", "read", "catalogue"),
        ("catalogue", "recalled", "not verified"),
        ("catalogue", "estimate", "estimate"),
        ("default", "computed", "default"),
        ("default", "estimate", "estimate"),
        ("default", "recalled", "not verified"),
    ],
)
def test_the_word_says_where_an_untyped_number_comes_from(state: str, status: str, word: str) -> None:
    known = ingredient("ligand.dissociation_constant", 40.0, "nM", state, status, "kapp2017")
    shown = field_row("ligand.dissociation_constant", Design(), answers(known))
    assert (shown.shown_text, shown.unit_label, shown.state_word) == ("40", "nM", word)
    assert "kapp2017" in shown.about


def test_a_whole_number_of_a_parameter_law_counts_as_a_number() -> None:
    shown = field_row("medium.temperature", Design(), answers(ingredient("medium.temperature", 25, "degC", "default", "computed")))
    assert (shown.shown_text, shown.unit_label, shown.state_word) == ("25", "°C", "default")


def test_a_catalogue_number_is_shown_in_a_unit_of_the_field() -> None:
    known = ingredient("carrier.core_molar_mass", 23.0, "kDa", "catalogue", "read")
    shown = field_row("carrier.core_molar_mass", Design(), answers(known))
    assert shown.unit in designs.field("carrier.core_molar_mass").units
    assert shown.value is not None and shown.value.si == 23.0


def test_an_empty_field_shows_the_answer_that_takes_its_place_and_calls_it_by_its_name() -> None:
    prediction = answers(size__membrane_thickness=11.23, size__hydrodynamic_diameter=119.4)
    design = dataclasses.replace(Design(), carrier=Carrier(morphology="polymersome"))
    assert field_row("carrier.membrane_thickness", design, prediction).state_word == "predicted"
    diameter = field_row("carrier.diameter", design, prediction)
    assert (diameter.state_word, diameter.shown_text, diameter.entry) == ("published", "119", None)


def test_a_field_that_means_nothing_here_says_why() -> None:
    micelle = dataclasses.replace(Design(), carrier=Carrier(morphology="micelle"), payloads=(Payload(id="drug:docetaxel"),))
    assert field_row("carrier.membrane_thickness", micelle, None).why_not == "only in a polymersome"
    assert field_row("payload.np_ratio", micelle, None).why_not == "only with nucleic acid"
    assert not field_row("payload.np_ratio", micelle, None).applies


def test_a_density_has_lines_below_it_that_say_the_same_in_other_ways() -> None:
    said = {"mol_percent": 10.0, "weight_percent": 10.7, "per_particle": 720.0, "surface_density": 0.014, "spacing": 8.4}
    prediction = answers(**{f"ligand__{name}": value for name, value in said.items()})
    design = with_density(Value(10, "mol%", "10.0 mol%"))
    row = field_row("ligand.density", design, prediction)
    assert row.second_line.splitlines()[0] == "= 720 per particle = 10.7 wt%"
    assert row.second_line.splitlines()[1] == "= 0.014 nm⁻², 8.4 nm apart"
