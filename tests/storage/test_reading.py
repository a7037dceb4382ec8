"""Every problem of a file is named with its path, its value and what is accepted, all at once."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import pytest

from formulator import storage
from formulator.errors import ProjectFileError
from formulator.project import Project

Change = Callable[[dict[str, Any]], None]


def refused(project: Project, change: Change) -> ProjectFileError:
    document = json.loads(storage.dumps(project))
    change(document)
    with pytest.raises(ProjectFileError) as caught:
        storage.loads(json.dumps(document).encode(), accept_changed=True)
    assert len(str(caught.value)) <= 500
    return caught.value


def put(path: str, value: Any) -> Change:
    def change(document: dict[str, Any]) -> None:
        *steps, last = [int(step) if step.isdigit() else step for step in path.split("/")]
        node: Any = document
        for step in steps:
            node = node[step]
        node[last] = value

    return change


@pytest.mark.parametrize(
    ("where", "value", "path", "words"),
    [
        ("title", 5, "title", "got 5; text is needed"),
        ("title", "a\u202eb", "title", r"got 'a\u202eb'; text on one line"),
        ("title", "\ud800", "title", "half character"),
        ("title", "x" * 301, "title", "301 characters; at most 300"),
        ("created", "yesterday", "created", "a time in UTC such as"),
        ("tags", "glioma", "tags", "a list is needed"),
        ("schema", True, "schema", "got true; accepted: 1"),
        ("schema", 0, "schema", "got 0; accepted: 1"),
        ("schema", 2, "schema", "the file has schema 2 (written by formulator '"),
        ("format", "zip", "format", "got 'zip'; accepted: 'formulator-project'"),
        ("active", "v9", "active", "got 'v9', but no variant has this id"),
        ("zz", 1, "zz", "not a key that is known here"),
        ("variants", [], "variants", "got a list of 0; at least 1"),
        ("variants", {}, "variants", "an object"),
        ("variants/0", 7, "variants[0]", "got 7; an object is needed"),
        ("variants/0/id", "a b", "variants[0].id", "an id of letters"),
        ("variants/0/id", "v2", "variants[1].id", "got 'v2', which variants[0] has already"),
        ("variants/0/name", None, "variants[0].name", "got null; text is needed"),
        ("variants/0/note", "a\x00b", "variants[0].note", "without control characters"),
        ("variants/0/carrier/id", "peg-pla", "variants[0].carrier.id", "a key such as carrier:<id> is needed"),
        ("variants/0/payload/0/id", "cell:kb", "variants[0].payload[0].id", "(kinds: drug, nucleic_acid, protein)"),
        ("variants/0/carrier/morphology", "cube", "variants[0].carrier.morphology", "got 'cube'; accepted: 'micelle'"),
        ("variants/0/carrier/x-own", 1, "variants[0].carrier.x-own", "stand in the project, a variant"),
        ("variants/0/carrier/diameter", 100, "variants[0].carrier.diameter", "got 100; an object is needed"),
        ("variants/0/carrier/diameter/u", "kg", "variants[0].carrier.diameter.u", "'kg'"),
        ("variants/0/carrier/diameter/u", "bananas", "variants[0].carrier.diameter.u", "'bananas'"),
        ("variants/0/carrier/diameter/v", True, "variants[0].carrier.diameter.v", "got true; a number is needed"),
        ("variants/0/carrier/diameter/v", "100", "variants[0].carrier.diameter.v", "got '100'; a number is needed"),
        ("variants/0/carrier/diameter/v", -1.0, "variants[0].carrier.diameter.v", "at or above 0 nm"),
        ("variants/0/carrier/diameter/v", 10**400, "variants[0].carrier.diameter.v", "401 digits"),
        ("variants/0/carrier/diameter/sd", -5.0, "variants[0].carrier.diameter.sd", "a spread of -5.0 is below zero"),
        ("variants/0/carrier/diameter/law", "uniform", "variants[0].carrier.diameter.law", "uniform takes low and high"),
        ("variants/0/carrier/diameter/law", "beta", "variants[0].carrier.diameter.law", "beta"),
        ("variants/0/carrier/diameter/factor", 1.5, "variants[0].carrier.diameter.law", "belong to a law"),
        ("variants/0/carrier/diameter/sd", 6.0, "variants[0].carrier.diameter.typed", "says (100 ± 5) nm"),
        ("variants/0/carrier/diameter/typed", "some", "variants[0].carrier.diameter.typed", "cannot be read as a quantity"),
        ("variants/0/carrier/diameter/typed", "100 pm", "variants[0].carrier.diameter.typed", "'100 pm' says 100 pm, but the number"),
        ("variants/0/carrier/diameter/src", "hearsay", "variants[0].carrier.diameter.src", "user, calc, lib:<id> or meas:<id>"),
        ("variants/0/medium/temperature/v", -300.0, "variants[0].medium.temperature.v", "absolute zero"),
        ("variants/0/ligand/1/density/u", "mL", "variants[0].ligand[1].density.u", "mL"),
        ("variants/0/payload/0/feed/typed", "2,5 mg", "variants[0].payload[0].feed.typed", "says 2.5 mg"),
        ("variants/0/bench/lots", [{"component": "payload"}] * 2, "variants[0].bench.lots", "two lots are of the payload; one is accepted"),
        ("variants/0/provenance", {"carrier.diameter": "calc"}, "variants[0].provenance.carrier.diameter", "carries its own src"),
        ("variants/0/specs/0/low/u", "mg", "variants[0].specs[0].low.u", "is not a unit of size.z_average"),
        ("variants/0/x-plate/wells", "\u2066", "variants[0].x-plate.wells", "hidden character U+2066"),
        ("measurements/0/values/0/v", -1.0, "measurements[0].values[0].v", "size.z_average is never below zero"),
        ("measurements/0/file_sha256", "ab", "measurements[0].file_sha256", "64 hexadecimal digits"),
        ("batches/0/locked", 1, "batches[0].locked", "got 1; true or false is needed"),
        ("batches/0/deviations", ["\x07"], "batches[0].deviations[0]", "without control characters"),
        ("materials/0/kind", 3, "materials[0].kind", "text is needed"),
        ("materials/0", 3, "materials[0]", "an object is needed"),
        ("materials/0/note", "x" * 50_001, "materials[0].note", "at most 50000"),
        ("view", [1], "view", "an object is needed"),
        ("view", {"a": "\x1b"}, "view.a", "hidden character U+001B"),
        ("x-lab", json.loads("[" * 30 + "]" * 30), "x-lab" + "[0]" * 21, "more than 20 levels deep"),
    ],
)  # fmt: skip
def test_a_problem_is_named_with_path_value_and_what_is_accepted(project: Project, where: str, value: Any, path: str, words: str) -> None:
    error = refused(project, put(where, value))
    found = dict(error.problems)
    assert path in found, error.problems
    assert words in found[path]
    assert path.rpartition(".")[2] in str(error)


@pytest.mark.parametrize("key", ["id", "title", "created", "modified", "active", "variants", "app", "engine", "format", "schema"])
def test_a_missing_key_is_named(project: Project, key: str) -> None:
    error = refused(project, lambda document: document.pop(key) and None)
    assert [path for path, _ in error.problems] == [key]


def test_all_problems_come_at_once(project: Project) -> None:
    def change(document: dict[str, Any]) -> None:
        document["title"] = 1
        document["variants"][0]["carrier"]["diameter"]["u"] = "kg"
        document["variants"][1]["ligand"][0]["density"]["v"] = "ten"
        document["batches"][0]["oddity"] = None

    error = refused(project, change)
    assert {path for path, _ in error.problems} == {
        "title", "variants[0].carrier.diameter.u", "variants[1].ligand[0].density.v", "batches[0].oddity",
    }  # fmt: skip
    assert "title" in str(error)


def test_a_flood_of_problems_is_cut_off(project: Project) -> None:
    def change(document: dict[str, Any]) -> None:
        for key in ("variants", "measurements", "batches", "materials"):
            document[key] = [{"zz": 1}] * 5000
        document["view"] = {"a": ["\x00"] * 5000}

    error = refused(project, change)
    assert len(error.problems) == 1000
    assert "or more other problems" in str(error)


def test_the_same_material_twice_is_refused(project: Project) -> None:
    error = refused(project, lambda document: document["materials"].append(dict(document["materials"][0])))
    assert "materials[0] is drug:docetaxel already" in dict(error.problems)["materials[1].id"]


def test_keys_of_other_programs_are_kept_frozen_and_written_back(project: Project) -> None:
    document = json.loads(storage.dumps(project))
    document["x-top"] = {"a": [1, {"b": None}]}
    document["variants"][1]["x-mine"] = "=1+1"
    document["measurements"][0]["x-raw"] = [True]
    document["batches"][0]["x-signed"] = 1.5
    made = storage.loads(json.dumps(document).encode(), accept_changed=True).project
    assert made.extras["x-top"] == {"a": (1, {"b": None})}
    with pytest.raises(TypeError):
        made.extras["x-top"]["a"] = 2
    again = json.loads(storage.dumps(made))
    for found in (document, again):
        found.pop("digest")
    assert again == document


def test_a_log_is_kept_and_its_form_checked(project: Project) -> None:
    entry = {
        "seq": 0,
        "utc": "2026-01-01T00:00:00Z",
        "path": "carrier.diameter",
        "user": None,
        "old": "1",
        "new": "2",
        "prev_hash": "",
        "hash": "ab",
    }
    document = json.loads(storage.dumps(project)) | {"log": [entry]}
    made = storage.loads(json.dumps(document).encode(), accept_changed=True).project
    assert json.loads(storage.dumps(made))["log"] == [entry]
    assert dict(refused(project, put("log", [{**entry, "seq": -1}])).problems)


def test_absent_keys_mean_not_given(project: Project) -> None:
    document = json.loads(storage.dumps(project))
    document["variants"] = [{"id": "v2", "name": "bare"}]
    for key in ("authors", "tags", "description", "materials", "measurements", "batches", "view", "library"):
        del document[key]
    made = storage.loads(json.dumps(document).encode(), accept_changed=True).project
    assert made.variants[0].design == storage.new_project("t", made.variants[0].design, "2026-01-01T00:00:00Z").variants[0].design
    assert made.variants[0].design.carrier.diameter is None


@pytest.mark.parametrize("typed", ["1,234 nm", "1.234 nm", " 1234 nm ", "1.234e3 nm", "1,234 µm"])
def test_typed_text_may_follow_either_decimal_sign(project: Project, typed: str) -> None:
    document = json.loads(storage.dumps(project))
    unit = "um" if "µ" in typed else "nm"
    number = 1.234 if "µ" in typed or typed.startswith("1.234 ") else 1234.0
    document["variants"][0]["carrier"]["diameter"] = {"v": number, "u": unit, "typed": typed}
    assert storage.loads(json.dumps(document).encode(), accept_changed=True).project.variants[0].design.carrier.diameter is not None


def test_either_side_of_an_accepted_range_may_be_open(project: Project) -> None:
    low, high = (dataclasses.replace(project.variants[0].specifications[0], **{side: None}) for side in ("low", "high"))
    variant = dataclasses.replace(project.variants[0], specifications=(low, high))
    made = storage.loads(storage.dumps(project.with_variant(variant))).project
    assert made.variants[0].specifications == (low, high)
