"""Variants side by side: one unit a row, differences only beyond rounding, marks only outside the baseline's interval."""

from __future__ import annotations

import dataclasses

import pytest

from formulator import design as designs
from formulator import storage
from formulator.advice import lint
from formulator.chem.model import Grade
from formulator.design import Design
from formulator.errors import UsageError
from formulator.explore.comparison import ABOVE, ALIKE, BELOW, Comparison, Row, compare, numbers_differ, values_differ
from formulator.prediction import OUTPUTS, Estimate, Prediction
from formulator.project import Project, Variant
from formulator.uncertainty import propagate
from formulator.units import Value, parse

from .cases import DRAWS, SEED, catalogue

BASE = storage.load(storage.examples()["crgd-polymersome-docetaxel"]).project.variant("v1").design


def typed(design: Design, **fields: str) -> Design:
    """The design with typed text in its fields; `__` in a name stands for the dot of its path."""
    for name, text in fields.items():
        path = name.replace("__", ".")
        design = designs.replaced(design, path, designs.read(path, text))
    return design


def project_of(*made: Design) -> Project:
    variants = tuple(Variant(id=f"v{number}", name=f"Design {number}", design=design) for number, design in enumerate(made, 1))
    return Project(id="p", title="Test", created="", modified="", variants=variants, active="v1")


def compared(*made: Design) -> Comparison:
    project = project_of(*made)
    predictions = {variant.id: propagate(variant.design, catalogue(), DRAWS, SEED) for variant in project.variants}
    return compare(project, [variant.id for variant in project.variants], catalogue(), predictions)


def row(found: Comparison, path: str) -> Row:
    (one,) = [row for row in found.rows if row.path == path]
    return one


@pytest.fixture(scope="module")
def four() -> Comparison:
    return compared(*(typed(BASE, ligand__density=f"{percent} mol%") for percent in (2, 5, 10, 20)))


def test_every_row_has_one_cell_for_each_of_four_variants(four: Comparison) -> None:
    assert len(four.variants) == 4 and len(four.rows) > len(OUTPUTS)
    assert all(len(row.cells) == 4 for row in four.rows)


def test_only_what_was_changed_differs_among_the_inputs(four: Comparison) -> None:
    assert [row.path for row in four.of_kind("input", differing=True)] == ["ligand.density"]
    assert [cell.value for cell in row(four, "ligand.density").cells] == [2.0, 5.0, 10.0, 20.0]


def test_rows_that_differ_and_equal_rows_together_are_all_rows(four: Comparison) -> None:
    assert len(four.differing) + len(four.equal) == len(four.rows)
    for one in four.rows:
        numbers = [cell.value for cell in one.cells if isinstance(cell.value, float)]
        if len(numbers) == 4:
            spread = max(numbers) - min(numbers)
            assert one.differs == (spread > 1e-9 * max(map(abs, numbers))), one.path


@pytest.mark.parametrize(
    ("path", "one", "other"),
    [
        ("payload__feed", "2 mg", "2000 ug"),
        ("medium__temperature", "25 degC", "298.15 K"),
        ("medium__ionic_strength", "150 mM", "0.15 mol/L"),
        ("ligand__dissociation_constant", "10 nM", "0.00001 mM"),
        ("payload__feed", "2 mg", "=2*1 mg"),
    ],
)
def test_the_same_quantity_in_another_unit_is_no_difference(path: str, one: str, other: str) -> None:
    found = compared(typed(BASE, **{path: one}), typed(BASE, **{path: other}))
    assert [row.path for row in found.differing] == []


def test_all_numbers_of_a_row_are_in_the_unit_of_the_first() -> None:
    found = row(compared(typed(BASE, payload__feed="2 mg"), typed(BASE, payload__feed="1500 ug")), "payload.feed")
    assert (found.unit, found.differs) == ("mg", True)
    assert [cell.value for cell in found.cells] == pytest.approx([2.0, 1.5], rel=1e-12)


def test_ways_of_saying_that_do_not_convert_stand_in_two_rows() -> None:
    found = compared(typed(BASE, ligand__density="10 mol%"), typed(BASE, ligand__density="100 1/particle"))
    rows = [row for row in found.rows if row.path == "ligand.density"]
    assert [row.unit for row in rows] == ["mol%", "1/particle"] and all(row.differs for row in rows)
    assert [[cell.value for cell in row.cells] for row in rows] == [[10.0, None], [None, 100.0]]
    assert "does not convert" in rows[0].cells[1].reason


def test_a_value_from_the_catalogue_equals_the_same_value_typed() -> None:
    known = row(compared(BASE), "ligand.dissociation_constant").cells[0]
    assert known.state == "catalogue"
    found = row(compared(BASE, typed(BASE, ligand__dissociation_constant=f"{known.value!r} nM")), "ligand.dissociation_constant")
    assert not found.differs and [cell.state for cell in found.cells] == ["catalogue", "typed"]


def test_a_material_by_its_short_name_is_the_same_material() -> None:
    key = designs.get(BASE, "ligand.id")
    assert isinstance(key, str) and ":" in key
    short = designs.replaced(BASE, "ligand.id", key.partition(":")[2])
    assert not row(compared(BASE, short), "ligand.id").differs


def test_a_typed_spread_is_a_difference() -> None:
    assert row(compared(typed(BASE, payload__feed="2 mg"), typed(BASE, payload__feed="2.0 ± 0.1 mg")), "payload.feed").differs


def test_a_ninth_digit_is_told_apart_and_a_twelfth_is_not() -> None:
    assert numbers_differ(1.0, 1.0 + 2e-9) and not numbers_differ(1.0, 1.0 + 1e-12)
    assert values_differ(parse("2 mg", "mg"), parse("2.00000001 mg", "mg"))
    assert not values_differ(Value(2.0, "mg"), Value(2000.0, "ug"))
    assert values_differ(Value(10.0, "mol%"), Value(10.0, "wt%")) and values_differ(None, Value(0.0, "mg"))


def test_marks_follow_the_interval_of_the_first_variant(four: Comparison) -> None:
    for one in four.of_kind("answer"):
        first = one.cells[0]
        assert first.mark == "", one.path
        if first.low is None or first.high is None:
            continue
        for cell in one.cells[1:]:
            if isinstance(cell.value, float):
                expected = ABOVE if cell.value > first.high else BELOW if cell.value < first.low else ALIKE
                assert cell.mark == expected, one.path
    marks = {cell.mark for one in four.rows for cell in one.cells}
    assert {ABOVE, BELOW, ALIKE} <= marks


def test_what_no_answer_depends_on_is_not_compared_unless_it_was_typed() -> None:
    blank = designs.replaced(BASE, "ligand.id", None)
    typed_yield = typed(blank, ligand__coupling_yield="70 %")
    found = row(compared(BASE, blank, typed_yield), "ligand.dissociation_constant")
    assert [cell.state for cell in found.cells[1:]] == ["not given"] * 2
    bare = dataclasses.replace(blank, ligands=(type(BASE.ligands[0])(),))
    cells = row(compared(BASE, bare, typed_yield), "ligand.coupling_yield").cells
    assert [(cell.value, cell.state) for cell in cells] == [(90.0, "typed"), (None, "not used"), (70.0, "typed")]
    assert "depends" in cells[1].reason
    assert not row(compared(BASE, bare), "ligand.orientation").differs


def test_rounding_at_the_edge_of_the_interval_is_not_outside() -> None:
    found = compared(BASE, BASE)
    exact = [row for row in found.of_kind("answer") if row.cells[0].low == row.cells[0].high is not None]
    assert exact and all(row.cells[1].mark == ALIKE for row in exact)


def test_an_answer_keeps_its_evidence(four: Comparison) -> None:
    prediction = propagate(four.variants[1].design, catalogue(), DRAWS, SEED)
    for one in four.of_kind("answer"):
        known = prediction[one.path]
        assert one.cells[1].grade == ("" if known.value is None else known.grade.word), one.path


def test_without_an_interval_of_the_baseline_nothing_is_marked() -> None:
    blank = designs.replaced(BASE, "ligand.id", None)
    found = row(compared(blank, BASE), "targeting.occupancy_target")
    assert found.cells[0].value is None and found.cells[0].reason
    assert found.cells[1].mark == "" and found.differs


def test_a_prediction_to_come_is_neither_equal_nor_different() -> None:
    project = project_of(BASE, typed(BASE, ligand__density="20 mol%"))
    first = {"v1": propagate(BASE, catalogue(), DRAWS, SEED)}
    found = compare(project, ["v1", "v2"], catalogue(), first)
    assert row(found, "ligand.density").differs
    assert not row(found, "targeting.occupancy_target").cells[1].is_known
    assert not any(row.differs for row in found.of_kind("answer"))


def test_the_design_check_is_counted_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    short = typed(BASE, ligand__tether_molar_mass="0.5 kg/mol")
    found = row(compared(BASE, short), "checks")
    count, _, about = found.cells[1].text.partition(" ")
    remarks = [one.text for one in lint(short, propagate(short, catalogue(), DRAWS, SEED), catalogue()) if one.severity != "info"]
    assert int(count) == len(remarks) > 0 and found.cells[1].reason.splitlines() == remarks
    assert found.differs and "Tether" in about
    monkeypatch.setattr("formulator.advice.lint", lambda *_: ())
    quiet = row(compared(BASE, short), "checks")
    assert [cell.text for cell in quiet.cells] == ["none", "none"] and not quiet.differs


def test_further_ligands_have_rows_of_their_own() -> None:
    second = dataclasses.replace(BASE, ligands=(*BASE.ligands, BASE.ligands[0]))
    found = compared(BASE, second)
    assert row(found, "ligand.2.density").label == "Ligand 2: Density" and row(found, "ligand.2.density").differs


def test_variants_are_found_by_id_or_name_and_others_are_refused() -> None:
    project = project_of(BASE, BASE)
    assert [one.id for one in compare(project, ["Design 2", "v1"], catalogue(), {}).variants] == ["v2", "v1"]
    with pytest.raises(UsageError, match="no variant 'v9'"):
        compare(project, ["v9"], catalogue(), {})
    with pytest.raises(UsageError, match="at least one"):
        compare(project, [], catalogue(), {})


def test_a_variant_whose_answer_is_missing_differs_from_one_that_has_it() -> None:
    estimates = {output.path: Estimate(path=output.path, value=None, unit=output.unit, grade=Grade.INDEX, model="") for output in OUTPUTS}
    nothing = Prediction(estimates=estimates, steps=(), ingredients={}, flags=(), sources=())
    project = project_of(BASE, BASE)
    found = compare(project, ["v1", "v2"], catalogue(), {"v1": propagate(BASE, catalogue(), DRAWS, SEED), "v2": nothing})
    assert row(found, "size.hydrodynamic_diameter").differs
