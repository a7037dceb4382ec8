"""Why this number: nothing is shown without equation, inputs, validity, grade and source."""

from __future__ import annotations

import functools
import json

import pytest

from formulator import assets, report, storage
from formulator.chem.model import Grade
from formulator.design import read, replaced
from formulator.errors import UsageError
from formulator.evaluation import evaluate
from formulator.prediction import OUTPUTS, Prediction
from formulator.uncertainty import effects, propagate
from tests.evaluation.cases import example, known

NAMES = assets.names("examples", ".formulation")
ALWAYS_ZERO = {"charge.surface_charge_density", "charge.surface_potential"}
"""Nothing moves these where no group is ionisable."""


BY_DEFINITION = {"size.aggregation_number"}
"""A dendrimer is one molecule, whatever was typed."""


@functools.cache
def predicted(name: str) -> Prediction:
    return propagate(example(name), known(), draws=256)


@pytest.mark.parametrize("name", NAMES)
def test_every_output_is_explained(name: str) -> None:
    """AC-14: equation, inputs with value, unit, source and grade, validity, grade, sensitivities, sources."""
    prediction = predicted(name)
    moved = effects(example(name), known(), prediction)
    for output in OUTPUTS:
        said = report.explanation(output.path, prediction, known(), moved.get(output.path))
        assert said["label"] and said["about"] and said["unit"] == output.unit
        if said["value"] is None:
            assert said["flags"], f"{output.path} has neither value nor reason"
            continue
        assert said["grade"] in Grade.__members__ and said["grade_meaning"]
        assert said["models"], f"{output.path} has no equation"
        for model in said["models"]:
            assert len(model["equation"]) >= 5 and model["tex"] and model["valid"], output.path
            assert all(rule["low"] < rule["high"] for rule in model["ranges"])
        for entry in said["inputs"]:
            assert entry["label"] and entry["value"] is not None and entry["grade"] in Grade.__members__
            assert entry["state"] in ("typed", "catalogue", "default", "class")
            assert entry["source"] or entry["state"] == "typed", entry["path"]
        assert said["sources"], f"{output.path} names no source"
        assert len(said["drivers"]) <= 3
        spread = said["low"] is not None and said["low"] < said["high"] and output.path not in ALWAYS_ZERO
        assert bool(said["drivers"]) or said["scatter"] > 0.5 or not spread, f"{output.path}: nothing moves it"
        numbers = [entry for entry in said["inputs"] if not isinstance(entry["value"], str)]
        told = said["sensitivities"]
        assert len(told) == min(3, len(numbers)), f"{output.path} does not say what moves it"
        assert told or output.path in BY_DEFINITION
        assert all(entry["share"] is not None or entry["effect"] is not None or said["value"] == 0 for entry in told), output.path
        assert all(source["text"] and (source["bibtex"] or source["key"] == "user") for source in said["sources"]), output.path


@pytest.mark.parametrize("name", NAMES)
def test_a_source_with_a_doi_shows_it_and_every_key_is_known(name: str) -> None:
    for key in predicted(name).sources:
        said = report.source_data(key, known())
        assert said["text"] and said["text"] != key, f"{key} stands in no sources file"
        source = known().sources[key]
        assert said["doi"] == source.doi
        assert not source.doi or source.doi in said["bibtex"]


def test_sensitivities_are_sorted_and_name_inputs_that_are_listed() -> None:
    said = report.explanation("targeting.occupancy_target", predicted("crgd-polymersome-docetaxel"), known())
    shares = [entry["share"] for entry in said["drivers"]]
    assert shares == sorted(shares, reverse=True) and len(shares) == 3
    assert {entry["path"] for entry in said["drivers"]} <= {entry["path"] for entry in said["inputs"]}


def test_one_percent_more_polymer_mass_and_feed_change_dlc_as_the_formula_says() -> None:
    """DLC = EE f/(1 + EE f): d ln DLC / d ln f = 1 − DLC."""
    design = example("acupa-pla-peg-docetaxel")
    prediction = predicted("acupa-pla-peg-docetaxel")
    dlc = prediction["loading.dlc"].value
    assert dlc is not None
    found = effects(design, known(), prediction)["loading.dlc"]
    assert found["payload.feed"] == pytest.approx(1 - dlc / 100, rel=1e-4)
    assert found["prior.ee"] == pytest.approx(1 - dlc / 100, rel=1e-4)


def test_a_class_median_says_that_its_spread_is_the_scatter_of_published_values() -> None:
    name, path = "acupa-pla-peg-docetaxel", "charge.zeta"
    said = report.explanation(path, predicted(name), known(), effects(example(name), known(), predicted(name))[path])
    assert said["drivers"] == [] and said["scatter"] == pytest.approx(1.0, abs=0.01)
    assert [(entry["path"], entry["share"], round(entry["effect"], 6)) for entry in said["sensitivities"]] == [("prior.zeta", None, 1.0)]


def test_an_output_that_does_not_exist_is_named() -> None:
    with pytest.raises(UsageError, match=r"no output 'size\.girth'"):
        report.explanation("size.girth", predicted(NAMES[0]), known())


def test_the_whole_prediction_is_plain_data() -> None:
    design = example("acupa-pla-peg-docetaxel")
    data = report.prediction_data(evaluate(design, known()), design, known(), 0, 0)
    text = json.dumps(data, allow_nan=False)
    assert json.loads(text)["outputs"]["size.hydrodynamic_diameter"]["value"] == 100.0
    assert set(data) == {"outputs", "flags", "engine", "inputs_sha256"}


def test_the_digest_changes_with_every_input_and_with_nothing_else() -> None:
    design = example("acupa-pla-peg-docetaxel")
    same = replaced(replaced(design, "medium.ph", read("medium.ph", "5")), "medium.ph", read("medium.ph", ""))
    other = replaced(design, "medium.ph", read("medium.ph", "5"))
    assert report.inputs_digest(design, known()) == report.inputs_digest(same, known()) != report.inputs_digest(other, known())


def test_a_typed_spread_is_told_with_its_input() -> None:
    design = replaced(example("acupa-pla-peg-docetaxel"), "payload.ee", read("payload.ee", "uniform 50 to 70 %"))
    said = report.explained("loading.ee", design, propagate(design, known(), draws=256), known())
    assert [(entry["value"], entry["spread"]) for entry in said["inputs"]] == [(60.0, "uniform 50 to 70")]


def test_a_default_condition_is_chosen_and_not_measured() -> None:
    design = storage.load(storage.examples()["acupa-pla-peg-docetaxel"]).project.variant().design
    said = report.explanation("targeting.selectivity", evaluate(design, known()), known())
    defaults = {one["worth"] for one in said["inputs"] if one["state"] == "default" and one["grade"] == "MEASURED"}
    assert defaults == {"chosen"}
    assert next(one["worth"] for one in said["inputs"] if one["path"] == "payload.feed") == "measured"
