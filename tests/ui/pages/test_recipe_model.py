"""What the recipe page knows without Qt: entries in the unit that is shown, the batch in three ways, refusals in words."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from formulator import bench as benches
from formulator import catalogue, storage
from formulator.bench import Bench
from formulator.errors import FieldError
from formulator.evaluation import evaluate
from formulator.prediction import Prediction
from formulator.project import Project
from formulator.recipe import Problem, plan, wanted
from formulator.recipe.plan import Deviation
from formulator.recipe.portions import tools
from formulator.ui import wordbook, words
from formulator.ui.pages import recipe_model as model
from formulator.units import Value

CATALOGUE = catalogue.load()
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def project() -> Project:
    return storage.load(storage.examples()["crgd-polymersome-docetaxel"]).project


@pytest.fixture(scope="module")
def prediction(project: Project) -> Prediction:
    return evaluate(project.variant().design, CATALOGUE)


def batch_of(project: Project, batch: Value | None, prediction: Prediction) -> model.Amounts:
    return model.amounts(wanted(project.variant().design, Bench(batch=batch), CATALOGUE), prediction)


def test_a_bare_number_is_in_the_unit_beside_the_field() -> None:
    assert model.read_entry("bench.balance_minimum", "20", "ug", ".", CATALOGUE) == Value(20.0, "ug")
    assert model.read_entry("bench.balance_minimum", "20", "mg", ".", CATALOGUE) == Value(20.0, "mg")
    assert model.read_entry("bench.balance_minimum", "2,5 mg", "ug", ",", CATALOGUE) == Value(2.5, "mg")
    assert model.read_entry("bench.balance_minimum", " ", "ug", ".", CATALOGUE) is None
    assert model.read_entry("lot.payload.stock_solvent", "dmso", "", ".", CATALOGUE) == "solvent:dmso"
    with pytest.raises(FieldError):
        model.read_entry("lot.payload.stock_solvent", "no such thing", "", ".", CATALOGUE)
    with pytest.raises(FieldError, match="length"):
        model.read_entry("lot.payload.assay", "5 nm", "%", ".", CATALOGUE)


@pytest.mark.parametrize("batch", [None, Value(5.0, "mg"), Value(2.0, "mL")])
def test_one_batch_in_three_ways_agrees_with_its_recipe(project: Project, prediction: Prediction, batch: Value | None) -> None:
    design = project.variant().design
    found = batch_of(project, batch, prediction)
    made = plan(design, Bench(batch=batch), CATALOGUE)
    assert found.solids == pytest.approx(made.solids, rel=1e-12)
    assert found.volume == pytest.approx(sum(phase.volume for phase in made.phases), rel=1e-9)
    dlc = prediction["loading.dlc"].value
    polymer = sum(part.mass for part in made.components if part.is_chain)
    assert dlc is not None and found.drug is not None
    assert found.drug / (found.drug + polymer) == pytest.approx(dlc / 100, rel=1e-9)


def test_a_dose_in_the_particles_sizes_the_whole_batch(project: Project, prediction: Prediction) -> None:
    before = batch_of(project, None, prediction)
    batch = model.batch_for(model.DRUG, "3.6", "mg", ".", before)
    assert batch is not None and batch.unit == "mg"
    after = batch_of(project, batch, prediction)
    assert after.drug == pytest.approx(3.6e-6, rel=1e-5)
    assert model.batch_for(model.VOLUME, "2", "mL", ".", before) == Value(2.0, "mL")
    assert model.batch_for(model.SOLIDS, "", "mg", ".", before) is None
    with pytest.raises(FieldError, match="not known"):
        model.batch_for(model.DRUG, "3.6", "mg", ".", model.Amounts(solids=1e-5, volume=None, drug=None))
    with pytest.raises(FieldError):
        model.batch_for(model.VOLUME, "2 mg", "mL", ".", before)


def test_every_edit_has_a_name_in_words() -> None:
    assert model.edit_name("lot.payload.assay", None, Value(98.5, "%"), ".") == "Assay of the payload 98.5 %"
    assert model.edit_name("bench.overage", Value(5.0, "%"), Value(7.5, "%"), ",") == "Overage 5 % → 7,5 %"
    assert model.edit_name("lot.payload.lot", "C-17", None, ".") == "clear Lot no. of the payload"


def test_a_refusal_says_fields_by_their_names() -> None:
    problem = Problem(component="Docetaxel", reason="too little.", remedy="Prepare a stock: lot.payload.stock, such as 0.5 mg/mL.")
    said = model.problem_words(problem, ",")
    assert said == "Docetaxel: too little. Prepare a stock: “Stock of the payload”, such as 0,5 mg/mL."
    assert model.fix_words(("lot.payload.stock", "0.5 mg/mL")) == "Stock of the payload: 0.5 mg/mL"
    assert "emulsion" in model.fix_words(("process.method", "emulsion")).lower()


def test_the_proposed_fixes_make_a_small_batch_possible(project: Project) -> None:
    variant = project.variant()
    small = project.with_variant(dataclasses.replace(variant, bench=Bench(batch=Value(0.5, "mg"))))
    problems = plan(variant.design, small.variant().bench, CATALOGUE).problems
    assert len(problems) == 2
    for problem in problems:
        assert problem.fix is not None
        small = model.fixed(small, problem.fix)
    assert plan(variant.design, small.variant().bench, CATALOGUE).portions


def test_rows_carry_what_the_plan_says_in_the_decimals_of_the_desktop(project: Project) -> None:
    variant = project.variant()
    bench = benches.replaced(benches.replaced(Bench(), "lot.payload.assay", Value(98.5, "%")), "lot.payload.lot", "C.17")
    made = plan(variant.design, bench, CATALOGUE)
    row = model.weigh_rows(made, tools(bench), ",")[-1]
    assert row[1:] == ("C.17", "2,0000", "× 1,01523", "2,03 mg", "")
    rounded = {line[0]: line for line in model.rounded_rows(made.deviations, ",")}
    assert rounded["DLC"][3] == "%" and rounded["DLC"][4].endswith(" %") and "." not in "".join(rounded["DLC"][1:])
    text = model.tsv(((model.HEADS, [row]), (("Step", "What"), [])))
    assert text.splitlines()[0].split("\t") == list(model.HEADS) and len(text.splitlines()) == 2
    assert "<td>2,03 mg</td>" in model.html(((model.HEADS, [row]),))


def test_a_batch_by_volume_without_concentration_is_a_refusal_not_a_crash(project: Project) -> None:
    from formulator.design import Design

    made = plan(Design(), Bench(batch=Value(2.0, "mL")), CATALOGUE)
    assert made.problems and not made.portions
    assert wanted(Design(), Bench(batch=Value(2.0, "mL")), CATALOGUE) == ()


def test_no_change_has_no_sign() -> None:
    found = [Deviation(path="loading.dlc", unit="%", designed=10.0, made=made) for made in (10.0, 9.9999, 9.99, 10.01)]
    assert [row[4] for row in model.rounded_rows(found, ".")] == ["0.00 %", "0.00 %", "−0.10 %", "+0.10 %"]


def test_steps_are_said_in_german_and_materials_keep_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    step = "Organic phase: weigh 8.91 mg of PEG5k-P(TMC15k), weigh 1.09 mg of c(RGDfK), "
    step += "on its tether and core block, fill up with 1 mL of DMF."
    assert model.said_step(step) == step
    said = wordbook.parse((ROOT / "resources" / "words" / "de.po").read_text(encoding="utf-8"))
    monkeypatch.setattr(words, "_words", wordbook.Words("de", said, lambda count: int(count != 1)))
    assert model.said_step(step) == (
        "Organische Phase: 8.91 mg PEG5k-P(TMC15k) einwiegen, 1.09 mg c(RGDfK) an Spacer und Kernblock einwiegen, mit 1 mL DMF auffüllen."
    )
    assert model.said_step("Weigh 2 mg of lipid, pipette 5 µL of the 1 mg/mL stock of dye.") == (
        "2 mg lipid einwiegen, 5 µL der Stammlösung (1 mg/mL) von dye pipettieren."
    )
    assert model.said_step("Emulsify the organic phase in the aqueous phase.").startswith("Die organische Phase")
