"""Answers that differ from those of when a file was saved."""

from __future__ import annotations

import copy
import dataclasses
import json
from typing import Any

import pytest

from formulator import __version__, catalogue, design, storage
from formulator.catalogue import Catalogue
from formulator.project import Project
from formulator.sheets import drift
from formulator.storage import frozen


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return catalogue.load()


@pytest.fixture
def project() -> Project:
    return storage.load(storage.examples()["crgd-polymersome-docetaxel"]).project


def with_answers(project: Project, answers: Any) -> Project:
    return dataclasses.replace(project, extras=frozen({**project.extras, "view": {drift.KEY: answers}}))  # type: ignore[arg-type]


def test_nothing_has_changed_in_a_file_that_was_just_saved(project: Project, known: Catalogue) -> None:
    saved = with_answers(project, json.loads(json.dumps(drift.kept(project, known))))
    assert drift.drifts(saved, known) == ("", ())
    assert len(saved.extras["view"][drift.KEY]["variants"]) == 3
    assert storage.loads(storage.dumps(saved)).project == saved


def test_exactly_the_changed_answers_are_named_with_the_reason(project: Project, known: Catalogue) -> None:
    answers = copy.deepcopy(drift.kept(project, known))
    answers["engine"] = "1.1"
    record = answers["variants"]["v1"]
    record["values"]["loading.dlc"] = 12.0
    record["values"]["charge.zeta"] = -6.0
    record["taken"]["carrier.typical_zeta"] = -6.0
    del record["values"]["size.pdi"]
    saved = with_answers(project, answers)
    engine, found = drift.drifts(saved, known)
    assert engine == "1.1" and [(one.variant, one.path) for one in found] == [
        ("v1", path) for path in ("loading.dlc", "size.pdi", "charge.zeta")
    ]
    by_path = {one.path: one for one in found}
    assert "−6.0 was taken, −1.5 mV now" in by_path["charge.zeta"].why
    assert by_path["loading.dlc"].why.startswith("Same inputs") and by_path["size.pdi"].old is None
    row = drift.rows(found, saved)[2]
    assert row[0] == project.variant("v1").name and row[2:] == ("Zeta", "charge.zeta", "−6.0", "−1.5", "mV")


def test_a_design_that_another_program_edited_is_not_compared(project: Project, known: Catalogue) -> None:
    answers = copy.deepcopy(drift.kept(project, known))
    for record in answers["variants"].values():
        record["values"] = {"loading.dlc": 1.0}
    variant = project.variant("v1")
    entry = design.read("ligand.density", "3 mol%", ".")
    edited = project.with_variant(variant.edited("ligand.density", design.replaced(variant.design, "ligand.density", entry)))
    assert {one.variant for one in drift.drifts(with_answers(edited, answers), known)[1]} == {"v2", "v3"}


@pytest.mark.parametrize("odd", [None, 3, "x", {"variants": 3}, {"variants": {"v1": 3}}, {"variants": {"v1": {"values": 3}}}])
def test_whatever_else_stands_there_is_left_alone(project: Project, known: Catalogue, odd: Any) -> None:
    assert drift.drifts(with_answers(project, odd), known) == ("", ())


def test_an_odd_value_is_left_alone_and_large_projects_keep_the_variant_on_show(project: Project, known: Catalogue) -> None:
    answers = copy.deepcopy(drift.kept(project, known))
    answers["variants"]["v1"]["values"]["loading.dlc"] = "12"
    assert drift.drifts(with_answers(project, answers), known) == ("", ())
    many = project
    for number in range(20):
        many = many.duplicated("v1", f"copy {number}")
    kept = drift.kept(many, known)
    assert len(kept["variants"]) == drift.MOST and many.active in kept["variants"] and kept["engine"] == __version__
