"""Every worked example gives finite numbers that stay what they were, each with unit, grade, model and sources."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest

from formulator import advice
from formulator.chem.model import Grade
from formulator.evaluation import evaluate
from formulator.prediction import OUTPUTS, Prediction
from formulator.units import unit_label

from . import golden
from .cases import ACUPA, CRGD, DENDRIMER, FOLATE, NANOGEL, POLYPLEX, example, known, typed

INTERFACE = """
loading.dlc loading.ee loading.drug_to_polymer loading.feed_fraction loading.molecules_per_particle loading.drug_concentration
loading.compatibility_chi loading.np_ratio loading.charge_ratio
size.hydrodynamic_diameter size.z_average size.pdi size.core_diameter size.corona_thickness size.number_median size.volume_median
size.particles_per_volume size.aggregation_number size.membrane_thickness
charge.zeta charge.surface_potential charge.surface_charge_density charge.mobility charge.debye_length
ligand.per_particle ligand.surface_density ligand.spacing ligand.mol_percent ligand.weight_percent ligand.accessible_fraction
stability.minimum_depth stability.barrier release.half_time
targeting.occupancy_target targeting.occupancy_healthy targeting.selectivity targeting.superselectivity
targeting.effective_dissociation_constant targeting.wrapping_time targeting.uptake_per_cell targeting.delivered
targeting.delivered_average targeting.efficiency targeting.gain_over_untargeted targeting.encapsulated_on_arrival
targeting.brain_transcytosis
"""
"""Paths that scripts rely on."""


def predicted(name: str) -> Prediction:
    return evaluate(example(name), known())


@pytest.mark.parametrize("name", golden.names())
def test_the_example_gives_the_numbers_it_gave_before(name: str) -> None:
    """After a change of numbers that is meant: run tests/evaluation/golden.py and say so in the changelog."""
    found, before = golden.answers(predicted(name)), golden.read(name)
    assert set(found) == set(before)
    for path, was in before.items():
        now = found[path]
        assert {**now, "value": None} == {**was, "value": None}, path
        assert now["value"] == (None if was["value"] is None else pytest.approx(was["value"], rel=1e-9, abs=1e-300)), path


def test_every_example_has_golden_answers_and_no_more() -> None:
    assert {file.stem for file in golden.FOLDER.glob("*.json")} == set(golden.names())
    assert len(golden.names()) >= 11


@pytest.mark.parametrize("name", golden.names())
def test_the_example_passes_the_design_check(name: str) -> None:
    design = example(name)
    errors = [finding for finding in advice.lint(design, evaluate(design, known()), known()) if finding.severity == "error"]
    assert not errors, errors


@pytest.mark.parametrize("name", golden.names())
def test_every_output_has_a_value_or_a_reason_and_says_where_it_comes_from(name: str) -> None:
    prediction = predicted(name)
    assert set(prediction.estimates) == {output.path for output in OUTPUTS} >= set(INTERFACE.split())
    for path, estimate in prediction.estimates.items():
        assert estimate.path == path and (estimate.unit == "" or unit_label(estimate.unit))
        if estimate.value is None:
            assert len(estimate.reason) > 10 and estimate.state == "missing", path
            continue
        assert math.isfinite(estimate.value), path
        assert isinstance(estimate.grade, Grade)
        if path == "size.aggregation_number" and name == DENDRIMER:
            continue  # one molecule is the particle
        assert estimate.inputs, f"{path} was made from nothing"
        typed_or_counted = all(prediction.ingredients[entry].state == "typed" for entry in estimate.inputs)
        assert estimate.sources or typed_or_counted, f"{path} names no source"
        assert (estimate.grade is Grade.MEASURED) == (estimate.state == "measured"), path


CLASSES = {"micelle": FOLATE, "polymersome": CRGD, "solid": ACUPA, "polyplex": POLYPLEX, "dendrimer": DENDRIMER, "nanogel": NANOGEL}


@pytest.mark.parametrize("name", CLASSES.values(), ids=CLASSES)
def test_each_carrier_class_gives_loading_size_charge_and_engagement(name: str) -> None:
    prediction = predicted(name)
    wanted = ["loading.dlc", "loading.ee", "size.hydrodynamic_diameter", "size.pdi", "charge.zeta", "charge.debye_length"]
    if name != POLYPLEX:
        wanted += ["targeting.occupancy_target", "targeting.selectivity", "targeting.delivered", "ligand.per_particle"]
    for path in wanted:
        assert prediction[path].value is not None, f"{path}: {prediction[path].reason}"


def test_an_example_without_a_ligand_says_that_none_is_chosen() -> None:
    assert "No ligand" in predicted(POLYPLEX)["targeting.occupancy_target"].reason


@pytest.mark.parametrize("morphology", ["micelle", "polymersome", "solid_particle", "nanogel", "dendrimer", "polyplex"])
def test_changing_the_carrier_class_keeps_ligand_payload_and_target(morphology: str) -> None:
    before = example(CRGD)
    after = typed(before, {"carrier.morphology": morphology})
    assert (after.ligands, after.payloads, after.target) == (before.ligands, before.payloads, before.target)
    assert evaluate(after, known())["loading.dlc"].value is not None
    assert typed(after, {"carrier.morphology": "polymersome"}) == before


def test_an_empty_design_answers_with_reasons_only_where_materials_are_needed() -> None:
    from formulator.design import Design

    prediction = evaluate(Design(), known())
    given = {path for path, estimate in prediction.estimates.items() if estimate.value is not None}
    assert given <= {"charge.debye_length", "targeting.encapsulated_on_arrival"}
    assert all(prediction[path].reason for path in prediction.estimates if path not in given)


def test_evaluating_needs_no_window_and_no_heavy_library() -> None:
    """AC-36: the models and the evaluation stand without Qt, RDKit, openpyxl, scipy.stats."""
    code = "import sys, formulator.chem, formulator.evaluation; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split())
    assert not loaded & {"PySide6", "pyqtgraph", "rdkit", "openpyxl", "scipy.stats", "dask", "pandas"}


def test_a_typed_size_is_measured_unless_it_is_aimed_at() -> None:
    aimed = evaluate(typed(example(CRGD), {"carrier.pdi": "0.1"}), known())
    assert {aimed[path].state for path in ("size.hydrodynamic_diameter", "size.pdi", "size.membrane_thickness")} == {"predicted"}
    made = evaluate(typed(example(CRGD), {"carrier.pdi": "0.1", "carrier.diameter_kind": "measured"}), known())
    for path in ("size.hydrodynamic_diameter", "size.pdi", "size.membrane_thickness"):
        assert (made[path].state, made[path].grade) == ("measured", Grade.MEASURED), path
    spread = evaluate(typed(example(CRGD), {"carrier.membrane_thickness": "10 ± 1 nm"}), known())
    assert spread["size.membrane_thickness"].state == "measured"


def test_replacing_a_measured_input_by_an_estimate_never_raises_a_grade() -> None:
    """AC-14: a grade is the worst on the way."""
    for name in golden.names():
        design = example(name)
        before = evaluate(design, known())
        for path in ("payload.ee", "carrier.diameter", "carrier.pdi", "carrier.membrane_thickness", "target.half_life", "medium.ph"):
            after = evaluate(typed(design, {path: ""}), known())
            for output in after.estimates:
                if before[output].value is not None and after[output].value is not None:
                    assert after[output].grade >= before[output].grade, f"{name}: {output} without {path}"
