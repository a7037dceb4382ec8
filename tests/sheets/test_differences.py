"""Two projects compared: quantities by what they mean, and everything else that is recorded."""

from __future__ import annotations

import dataclasses

import pytest

from formulator import catalogue, storage
from formulator.design import read, replaced
from formulator.project import Batch, Project
from formulator.sheets.differences import KINDS, Difference, apart, differences, rows

KNOWN = catalogue.load()


def project() -> Project:
    return storage.load(storage.examples()["acupa-pla-peg-docetaxel"]).project


def edited(one: Project, path: str, text: str) -> Project:
    variant = one.variant()
    return one.with_variant(dataclasses.replace(variant, design=replaced(variant.design, path, read(path, text))))


def test_2_mg_and_2000_ug_are_no_difference() -> None:
    """AC-13."""
    start = project()
    one, other = (edited(start, "process.polymer_mass", text) for text in ("2 mg", "2000 ug"))
    assert list(differences(one, other, KNOWN)) == []


def test_a_change_of_digits_that_four_do_not_show_is_shown() -> None:
    one, other = (edited(project(), "process.polymer_mass", text) for text in ("2.00001 mg", "2.00002 mg"))
    found = {row[3]: row for row in rows(list(differences(one, other, KNOWN)), one, other)}
    assert found["process.polymer_mass"][4:] == ("2.00001", "2.00002", "mg")
    said = apart(Difference(variant="v1", path="size.pdi", old=0.1234567, new=0.1234568, unit="", kind="output"))
    assert said[0] != said[1]


def test_executed_batches_and_ranges_count_too() -> None:
    start = project()
    other = dataclasses.replace(start, batches=(Batch(id="b1", variant=start.active, number="24-001"),))
    (found,) = differences(start, other, KNOWN)
    assert (found.kind, found.path, found.old) == ("batch", "batch/b1", None)
    assert list(differences(start, other, KNOWN, start.active)) == [], "of one variant only what is in it"


def test_the_copy_of_a_shipped_material_is_no_difference_and_a_changed_property_is_one() -> None:
    start = dataclasses.replace(project(), materials=())
    docetaxel = KNOWN.get("drug:docetaxel").as_data()
    kept = dataclasses.replace(start, materials=(docetaxel,))
    assert list(differences(start, kept, KNOWN)) == []
    heavier = {**docetaxel, "properties": {**docetaxel["properties"], "molar_mass": {"value": 862.0, "unit": "g/mol", "source": "user"}}}
    found = {one.path: one for one in differences(kept, dataclasses.replace(start, materials=(heavier,)), KNOWN)}
    said = found["material/drug:docetaxel.molar_mass"]
    assert str(said.old).startswith("807.89 g/mol") and str(said.new).startswith("862.0 g/mol")


@pytest.mark.parametrize(
    ("path", "text", "words"), [("ligand.density", "3 mol%", "Ligand: Density"), ("medium.ph", "5", "Medium: pH")]
)
def test_paths_are_said_in_words(path: str, text: str, words: str) -> None:
    start = project()
    other = edited(start, path, text)
    found = {row[3]: row for row in rows(list(differences(start, other, KNOWN)), start, other)}
    assert found[path][2] == words and found[path][1] == KINDS["input"]
