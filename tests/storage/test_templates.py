"""Templates of one's own."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from formulator import storage
from formulator.errors import ProjectFileError, UsageError
from formulator.lab import Calibration
from formulator.project import Batch, Measurement, Project
from formulator.storage import templates
from formulator.units import Value

NOW = "2026-03-01T08:00:00Z"


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(templates.VARIABLE, str(tmp_path / "house"))
    return tmp_path / "house"


@pytest.fixture
def project() -> Project:
    made = storage.load(storage.examples()["crgd-polymersome-docetaxel"]).project
    approved = dataclasses.replace(made.variant(), status="approved")
    lab = Calibration(
        id="c1", path="size.hydrodynamic_diameter", kind="polymersome", offset=Value(0.1, "", sd=0.05), within=Value(0.1, ""),
        measurements=("m1",),
    )  # fmt: skip
    return dataclasses.replace(
        made.with_variant(approved), calibrations=(lab,), batches=(Batch(id="b1", variant=approved.id, number="7"),),
        measurements=(Measurement(id="m1", variant=approved.id, values=(("size.pdi", Value(0.1, "")),)),),
        extras={"view": {"reference": "v1"}, "log": (), "x-house": "kept"},
    )  # fmt: skip


def test_a_template_keeps_designs_and_lab_and_leaves_what_was_made(project: Project, folder: Path) -> None:
    assert templates.templates() == {}
    path = templates.keep(project, "Targeted PNP v3.formulation")
    assert path.parent == folder and templates.templates() == {"Targeted PNP v3": path}
    found = templates.begun(storage.load(path).project, NOW)
    assert found.variants == project.variants and found.title == project.title
    assert not found.measurements and not found.batches and found.calibrations[0].measurements == ()
    assert found.id != project.id and (found.created, found.modified) == (NOW, NOW)
    assert dict(found.extras) == {"x-house": "kept"}


def test_another_template_of_the_same_name_is_replaced_only_when_asked_for(project: Project) -> None:
    templates.keep(project, "one.formulation")
    with pytest.raises(UsageError, match="template 'one' already"):
        templates.keep(dataclasses.replace(project, title="other"), "one.formulation")
    templates.keep(dataclasses.replace(project, title="other"), "one.formulation", replace=True)
    assert storage.load(templates.templates()["one"]).project.title == "other"


def test_a_folder_that_cannot_be_made_is_said_in_words(project: Project, folder: Path) -> None:
    folder.write_text("a file", encoding="utf-8")
    with pytest.raises(ProjectFileError, match="folder of the templates"):
        templates.keep(project, "one.formulation")
    assert templates.templates() == {}
