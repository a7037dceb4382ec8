"""The FIELDS table and the records say the same thing, and every row can be used."""

from __future__ import annotations

import dataclasses
import re

import pytest

from formulator import design as designs
from formulator.design import Design
from formulator.errors import FieldError, UnitError, UsageError
from formulator.units import Value

SECTION_RECORDS = {
    "carrier": designs.Carrier,
    "ligand": designs.Ligand,
    "payload": designs.Payload,
    "process": designs.Process,
    "medium": designs.Medium,
    "target": designs.Target,
}


@pytest.mark.parametrize("section", SECTION_RECORDS)
def test_fields_and_record_name_the_same_things(section: str) -> None:
    in_table = {row.name for row in designs.FIELDS if row.section == section}
    in_record = {entry.name for entry in dataclasses.fields(SECTION_RECORDS[section])}
    assert in_table == in_record


@pytest.mark.parametrize("row", designs.FIELDS, ids=lambda row: row.path)
def test_every_row_says_what_it_is(row: designs.Field) -> None:
    assert row.label and row.about.endswith(".")
    assert bool(row.units) == row.is_quantity
    assert bool(row.options) == (row.kind == "choice")
    assert bool(row.material_kinds) == (row.kind == "pick")


@pytest.mark.parametrize("row", [row for row in designs.FIELDS if row.is_quantity], ids=lambda row: row.path)
def test_units_and_ranges_of_a_row_hold_together(row: designs.Field) -> None:
    for unit in row.units:
        assert Value(1.0, unit).si is not None
    low, high = row.domain
    for default in row.defaults.values():
        assert low <= Value(default.value, default.unit).si <= high
        assert default.source and default.status in ("read", "recalled", "computed", "estimate")
    if row.hint is not None:
        assert low <= Value(row.hint[0], row.units[0]).si < Value(row.hint[1], row.units[0]).si <= high * (1 + 1e-9)
    if row.slider is not None:
        assert row.slider[0] < row.slider[1] and row.slider[2] in ("log", "linear")
        assert row.slider[2] == "linear" or row.slider[0] > 0


def test_first_section_of_each_kind_needs_no_number() -> None:
    design = designs.replaced(Design(), "ligand.density", Value(5.0, "mol%"))
    design = designs.replaced(design, "ligand.2.density", Value(1.0, "mol%"))
    assert designs.get(design, "ligand.density") == Value(5.0, "mol%")
    assert designs.get(design, "ligand.2.density") == Value(1.0, "mol%")
    assert designs.get(design, "ligand.3.density") is None
    assert "ligand.2.density" in designs.paths(design)


def test_an_edit_that_changes_nothing_gives_the_same_object() -> None:
    design = designs.replaced(Design(), "medium.ph", Value(7.4, "pH"))
    assert designs.replaced(design, "medium.ph", Value(7.4, "pH")) is design


def test_another_way_of_typing_the_same_value_is_an_edit() -> None:
    design = designs.replaced(Design(), "payload.feed", Value(2.0, "mg", typed="2,0 mg"))
    again = designs.replaced(design, "payload.feed", Value(2.0, "mg", typed="2.0 mg"))
    assert again is not design
    kept = designs.get(again, "payload.feed")
    assert isinstance(kept, Value) and kept.typed == "2.0 mg"


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("payload.feed", "5 nm", "length"),
        ("carrier.pdi", "3", "between 0 and 1"),
        ("ligand.density", "10 %", "10 mol% or 10 wt%"),
        ("medium.temperature", "-5 degC", "between 0 degC and 100 degC"),
        ("carrier.diameter", "-5 nm", "at or above 0 nm"),
        ("ligand.density", "1e308 1/nm^2", "too large to be reckoned with"),
        ("carrier.morphology", "lipid", "micelle, polymersome"),
    ],
)
def test_what_a_field_refuses_it_refuses_in_words(path: str, text: str, words: str) -> None:
    with pytest.raises(FieldError) as caught:
        designs.read(path, text)
    assert path in str(caught.value) and words in str(caught.value)


def test_an_ambiguous_density_carries_its_readings() -> None:
    with pytest.raises(FieldError) as caught:
        designs.read("ligand.density", "10 %")
    cause = caught.value.__cause__
    assert isinstance(cause, UnitError) and len(cause.candidates) == 2


def test_a_path_that_does_not_exist_gets_its_neighbours() -> None:
    with pytest.raises(UsageError, match=r"ligand\.density"):
        designs.field("ligand.densty")


def test_choices_are_read_by_key_or_label() -> None:
    assert designs.read("carrier.morphology", "solid particle") == "solid_particle"
    assert designs.read("carrier.morphology", "solid_particle") == "solid_particle"


def test_empty_text_clears_a_field() -> None:
    assert designs.read("payload.feed", "  ") is None


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("payload.feed", "1.20 ± 0 mg", "has no spread. Leave ± 0 out"),
        ("medium.ph", "7.4 ± 0", "has no spread"),
        ("payload.feed", "1.2 ± 5 mg", "5 % lies at -7 mg. Feed never lies there. A spread of up to 0.72 mg is taken."),
        ("carrier.pdi", "0.2 ± 0.4", "A spread of up to 0.12 is taken."),
        ("ligand.dissociation_constant", "10 ± 50 nM", "up to 6 nM"),
    ],
)
def test_a_spread_that_says_nothing_or_reaches_below_zero_is_refused_with_what_is_taken(path: str, text: str, said: str) -> None:
    with pytest.raises(FieldError, match=re.escape(said)):
        designs.read(path, text)


def test_the_spread_that_is_named_is_taken_and_other_quantities_may_cross_zero() -> None:
    for path, text in (("payload.feed", "1.2 ± 0.72 mg"), ("carrier.pdi", "0.2 ± 0.12"), ("payload.ee", "98 ± 2 %")):
        assert isinstance(designs.read(path, text), Value)
