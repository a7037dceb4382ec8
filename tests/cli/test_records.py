"""schema, self-test, migrate."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from formulator import selftest, storage
from formulator.design import FIELDS
from formulator.outputs import OUTPUTS

from .conftest import Run


def test_schema_gives_the_unit_of_every_input_and_output(run: Run) -> None:
    data = run("schema").data
    assert set(data["inputs"]) >= {field.path for field in FIELDS}
    assert set(data["outputs"]) == {output.path for output in OUTPUTS}
    assert data["outputs"]["size.z_average"]["unit"] == "nm"
    assert run("schema", "--json").data == data


def test_self_test_prints_case_source_expected_got_and_tolerance(run: Run) -> None:
    said = run("self-test", "--json")
    assert said.code == 0
    assert len(said.data) >= 40
    assert all(entry["passed"] and entry["source"] and entry["tolerance"] > 0 for entry in said.data)
    text = run("self-test").out
    assert text.rstrip().endswith(f"{len(said.data)} of {len(said.data)} cases hold.")


def test_a_self_test_that_fails_exits_1_and_names_the_case(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = selftest.rows()
    name = first["model"]
    monkeypatch.setattr(selftest, "rows", lambda: [{**first, "expected": 2 * first["expected"]}, *others[:2]])
    said = run("self-test")
    assert said.code == 1
    assert said.out.startswith("        case") or "FAILED  " + name in said.out
    assert "2 of 3 cases hold" in said.out


def test_migrate_leaves_a_file_of_today_as_it_is(run: Run, project: Path) -> None:
    before = project.read_bytes()
    said = run("migrate", project)
    assert "already in the newest schema" in said.out
    assert project.read_bytes() == before


def test_what_migrate_writes_is_what_was_there(run: Run, project: Path, tmp_path: Path) -> None:
    opened = storage.load(project).project
    other = dataclasses.replace(opened, title="Another")
    storage.save(other, tmp_path / "b.formulation")
    assert run("migrate", tmp_path / "b.formulation").code == 0
    assert storage.load(tmp_path / "b.formulation").project == other


def test_migrate_names_answers_that_are_others_than_when_saved(run: Run, project: Path) -> None:
    import json

    from formulator.catalogue import load
    from formulator.sheets import drift

    found = storage.load(project).project
    answers = drift.kept(found, load().overlay(found.materials))
    answers["variants"]["v1"]["values"]["loading.dlc"] = 12.0
    data = json.loads(project.read_text(encoding="utf-8")) | {"view": {drift.KEY: answers}}
    project.write_text(json.dumps(data), encoding="utf-8")
    said = run("migrate", project).out
    assert "with the same inputs" in said and "DLC" in said and "12" in said
    assert drift.KEY in storage.load(project).project.extras["view"], "what was kept stays until the window saves"
