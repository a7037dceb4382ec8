"""Batches in a project: linked to the right variant, never counted twice, and kept through saving."""

from __future__ import annotations

import dataclasses

import pytest

from formulator import design as designs
from formulator import measurements, storage
from formulator.errors import UsageError
from formulator.project import Project

from .files import ROWS, table


@pytest.fixture(scope="module")
def project() -> Project:
    return storage.load(storage.examples()["crgd-polymersome-docetaxel"]).project


def test_a_batch_goes_to_the_variant_that_it_is_called_after_else_to_the_one_named(project: Project) -> None:
    other = next(variant for variant in project.variants if variant.id != project.active)
    rows = [(*row[:2], name, *row[3:]) for name, row in zip((other.name, "something else"), ROWS, strict=False)]
    after, fresh = measurements.added(project, measurements.read(table(rows), "a.csv"), project.variant())
    assert [one.variant for one in fresh] == [other.id, project.active]
    assert after.measurements == fresh


@pytest.mark.parametrize(("batch", "place"), [("P3", 0), ("p3 7", 0), ("P3 2", 1), ("v3", 2), ("P4", 2), ("P", 2)])
def test_a_numbered_batch_goes_to_the_variant_of_its_name_unless_one_has_that_very_name(project: Project, batch: str, place: int) -> None:
    names = ("P3", "P3 2", "blank")
    variants = tuple(
        dataclasses.replace(one, id=f"v{n}", name=name) for n, (one, name) in enumerate(zip(project.variants, names, strict=True), 1)
    )
    named = dataclasses.replace(project, variants=variants, active="v3")
    sample = measurements.Sample(name=batch, values=())
    assert measurements.variant_of(sample, named, named.variant()) is variants[place]


def test_the_same_file_read_again_replaces_its_batches(project: Project) -> None:
    once, first = measurements.added(project, measurements.read(table(), "a.csv"), project.variant())
    reading = measurements.read(table(), "a.csv", {"charge.zeta": ""})
    twice, second = measurements.added(once, reading, project.variant())
    assert len(twice.measurements) == 1
    assert second[0].id == first[0].id and len(second[0].values) == len(first[0].values) - 1


def test_the_same_values_from_another_file_are_not_counted_twice(project: Project) -> None:
    once, _ = measurements.added(project, measurements.read(table(), "a.csv"), project.variant())
    twice, fresh = measurements.added(once, measurements.read(table(separator=";", decimal=","), "b.csv"), project.variant())
    assert twice.measurements == once.measurements and fresh == ()


def test_one_batch_of_a_file_can_be_chosen(project: Project) -> None:
    rows = [(*row[:2], name, *row[3:]) for name, row in zip(("mine", "theirs"), ROWS, strict=False)]
    reading = measurements.read(table(rows), "a.csv")
    _, fresh = measurements.added(project, reading, project.variant(), ["mine"])
    assert [one.batch for one in fresh] == ["mine"]
    with pytest.raises(UsageError, match="'mine', 'theirs'"):
        measurements.added(project, reading, project.variant(), ["nobody's"])


def test_what_was_said_of_columns_is_remembered_by_the_project(project: Project) -> None:
    reading = measurements.read(table([("a", "99")], ("Probe", "Mittel")), "a.csv", {"size.z_average": "Mittel [nm]", "name": "Probe"})
    after, _ = measurements.added(project, reading, project.variant())
    assert measurements.remembered(after) == {"size.z_average": "Mittel [nm]", "name": "Probe"}


def test_the_fingerprint_is_of_the_particle_not_of_the_cells_it_meets(project: Project) -> None:
    design = project.variant().design
    before = measurements.fingerprint(design)
    assert (
        measurements.fingerprint(designs.replaced(design, "target.concentration", designs.read("target.concentration", "3 nM"))) == before
    )
    assert measurements.fingerprint(designs.replaced(design, "payload.feed", designs.read("payload.feed", "1.9 mg"))) != before


def test_saving_keeps_batches_columns_and_calibrations(project: Project) -> None:
    after, fresh = measurements.added(project, measurements.read(table(encoding="utf-16"), "a.csv"), project.variant())
    data = storage.dumps(after)
    read = storage.loads(data).project
    assert read.measurements == fresh
    assert storage.dumps(read) == data
    assert dataclasses.replace(read, measurements=()) == dataclasses.replace(after, measurements=())
