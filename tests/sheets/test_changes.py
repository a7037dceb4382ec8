"""The log in words."""

from __future__ import annotations

import csv
import dataclasses
import io

import pytest

from formulator import design, storage
from formulator.project import Batch, Project
from formulator.sheets import changes
from formulator.storage.frozen import FrozenDict
from formulator.units import Value


@pytest.fixture
def project() -> Project:
    """Checked on Monday; on Tuesday the density changes for a reason and a variant comes."""
    first = storage.load(storage.examples()["crgd-polymersome-docetaxel"]).project
    checked = first.with_variant(dataclasses.replace(first.variant(), status="checked"))
    found = storage.logged(first, checked, utc="2026-03-02T08:00:00Z", user="ada")
    variant = found.variant()
    denser = variant.edited(
        "ligand.density", design.replaced(variant.design, "ligand.density", design.read("ligand.density", "5 mol%", "."))
    )
    found = storage.logged(found, found.with_variant(denser), utc="2026-03-03T08:00:00Z", user="bo", reason="CC-031")
    return storage.logged(found, found.duplicated(variant.id, "P9"), utc="2026-03-03T09:00:00Z", user="bo")


def test_an_entry_is_said_in_words(project: Project) -> None:
    rows = [changes.row(one, changes.names(project)) for one in changes.entries(project)]
    name = project.variant("v1").name
    assert rows[0][:7] == ("1", "2026-03-02 08:00:00", "ada", name, "Status", "draft", "checked")
    assert rows[1][2:9] == ("bo", name, "Ligand: Density", "10 mol%", "5 mol%", "CC-031", "v1/ligand.density")
    assert rows[2][3:7] == ("P9", "Variant added", "—", "P9")


def test_the_list_is_cut_by_words_by_moment_and_by_day(project: Project) -> None:
    point = changes.moments(project)[0]
    assert (point.seq, point.status, point.variant) == (2, "checked", project.variant("v1").name)
    assert [one["seq"] for one in changes.selected(project, since=point.seq)] == [2, 3]
    assert [one["seq"] for one in changes.selected(project, "DENSITY cc-031")] == [2]
    assert [one["seq"] for one in changes.selected(project, day="2026-03-03")] == [2, 3]
    assert changes.selected(project, "no such word") == ()


def test_a_page_says_what_was_asked_for_and_that_the_chain_holds(project: Project) -> None:
    page = changes.as_html(project, changes.selected(project, "density"), "Only <density>.", "2026-03-04")
    assert "Only &lt;density&gt;." in page and "chain of 3 entries holds" in page and page.count("<tr>") == 2
    broken = [dict(one) for one in changes.entries(project)]
    broken[1]["new"] = "6 mol%"
    changed = dataclasses.replace(project, extras=FrozenDict({"log": tuple(FrozenDict(one) for one in broken)}))
    assert "entry 2" in changes.chain(changed) and "does not hold" in changes.as_html(changed, (), "", "")
    assert changes.chain(dataclasses.replace(project, extras={})) == "The log is empty."


def test_a_table_is_as_the_file_has_it(project: Project) -> None:
    rows = list(csv.DictReader(io.StringIO(changes.as_csv(changes.entries(project)))))
    assert rows[1]["path"] == "v1/ligand.density" and rows[1]["old"] == "10 mol%" and rows[0]["reason"] == ""


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("spec.size.z_average", "Size: Z-average, acceptance range"),
        ("spec.size.z_average.method", "Size: Z-average, test method"),
        ("variant.note", "Note"),
        ("variant.parent", "Made from"),
        ("lot.payload.assay", "Assay of the payload"),
        ("ligand.of_tomorrow", "ligand.of_tomorrow"),
    ],
)
def test_a_path_is_said_in_words_and_an_unknown_one_as_it_is(path: str, words: str) -> None:
    assert changes.what_of(path) == words


def test_what_was_really_made_is_said_as_it_would_be_written_down(project: Project) -> None:
    """No brackets, no quotes, no number of a record that only the file knows."""
    record = Batch(id="b1", number="B-012", variant=project.active)
    began = storage.logged(project, dataclasses.replace(project, batches=(record,)), utc="2026-03-04T08:00:00Z", user="ada")
    full = dataclasses.replace(
        record, results=(("yield", Value(87.4, "%")),), deviations=("DEV-012: quench 6.5 degC", "late"), locked=True
    )
    done = storage.logged(began, dataclasses.replace(began, batches=(full,)), utc="2026-03-04T09:00:00Z", user="ada")
    said = {row[4]: row[5:7] for row in (changes.row(one, changes.names(done)) for one in changes.entries(done)[3:])}
    assert said == {
        "Executed batch B-012": ("—", "B-012"),
        "Executed batch B-012, results": ("—", "yield 87.4 %"),
        "Executed batch B-012, deviations": ("—", "DEV-012: quench 6.5 degC; late"),
        "Executed batch B-012, locked": ("no", "yes"),
    }
