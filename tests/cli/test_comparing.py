"""compare, diff."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture
def other(project: Path) -> Path:
    return Path(shutil.copy(project, project.with_name("b.formulation")))


def test_the_same_in_other_units_is_no_difference(run: Run, project: Path, other: Path) -> None:
    run("set", project, "payload.feed=2 mg", "medium.temperature=25 degC")
    run("set", other, "payload.feed=2000 ug", "medium.temperature=298.15 K")
    said = run("diff", project, other)
    assert (said.code, said.out) == (0, "Nothing differs.\n")
    assert run("diff", project, other, "--json").data == []


def test_an_edit_is_listed_with_everything_that_follows_from_it(run: Run, project: Path, other: Path) -> None:
    run("set", other, "payload.feed=3000 ug", "lot.payload.lot=X-1", "target.healthy_cell=cell:a549")
    said = run("diff", project, other, "--json")
    assert said.code == 1
    found = {(entry["kind"], entry["path"]): entry for entry in said.data}
    feed = found["input", "payload.feed"]
    assert (feed["old"], feed["new"], feed["unit"], feed["variant"]) == (2.0, pytest.approx(3.0), "mg", "v1")
    assert found["bench", "lot.payload.lot"]["new"] == "X-1"
    assert found["input", "target.healthy_cell"]["new"] == "cell:a549"
    feed_fraction = found["output", "loading.feed_fraction"]
    assert feed_fraction["new"] == pytest.approx(100 * 3 / 13, rel=1e-6)
    assert ("output", "charge.debye_length") not in found
    assert set(feed) == {"variant", "path", "old", "new", "unit", "kind"}


def test_a_field_said_in_another_kind_is_shown_in_words(run: Run, project: Path, other: Path) -> None:
    run("set", other, "payload.feed=0.2 mg/mg")
    found = {entry["path"]: entry for entry in run("diff", project, other, "--json").data}
    assert (found["payload.feed"]["old"], found["payload.feed"]["new"]) == ("2 mg", "0.2 mg/mg")
    assert set(found) == {"payload.feed"}, "the particle is the same"


def test_a_cleared_field_and_a_spread_are_differences(run: Run, project: Path, other: Path) -> None:
    run("set", project, "payload.feed=2.0 mg")
    run("set", other, "payload.feed=2.0 ± 0.1 mg")
    entry = run("diff", project, other, "--json").data[0]
    assert (entry["path"], entry["new"]) == ("payload.feed", "(2 ± 0.1) mg")
    run("set", other, "payload.feed=")
    entry = run("diff", project, other, "--json").data[0]
    assert (entry["old"], entry["new"], entry["unit"]) == (2.0, None, "mg")


def test_variants_that_came_and_went_are_named(run: Run, project: Path, other: Path) -> None:
    run("set", other, "--duplicate", "P9")
    said = run("diff", project, other)
    assert said.code == 1
    assert "P9" in said.out
    assert run("diff", project, other, "--variant", "v1").code == 0
    run("diff", project, other, "--variant", "P9").refuses(2, "no variant 'P9'")


def test_diff_of_a_file_that_is_not_there(run: Run, project: Path, tmp_path: Path) -> None:
    run("diff", project, tmp_path / "none.formulation").refuses(3, "none.formulation")


def test_compare_shows_only_what_differs_unless_asked(run: Run, project: Path) -> None:
    run("set", project, "--duplicate", "P20", "ligand.density=20 mol%")
    made = run("compare", project, "v1", "P20", "--draws", "64", "--json").data
    assert [variant["name"] for variant in made["variants"]][1] == "P20"
    rows = {row["path"]: row for row in made["rows"]}
    assert [cell["value"] for cell in rows["ligand.density"]["values"]] == [10.0, 20.0]
    assert "charge.debye_length" not in rows
    assert all(row["differs"] for row in made["rows"])
    everything = run("compare", project, "v1", "P20", "--draws", "0", "--all", "--json").data["rows"]
    assert "charge.debye_length" in {row["path"] for row in everything}


def test_compare_prints_a_table_with_a_column_a_variant(run: Run, project: Path) -> None:
    run("set", project, "--duplicate", "P20", "ligand.density=20 mol%")
    head = run("compare", project, "v1", "P20", "--draws", "0").out.splitlines()[0]
    assert "P20" in head
    assert run("compare", project, "v1", "v1", "--draws", "0").out == "Nothing differs.\n"
    run("compare", project, "P77").refuses(2, "no variant 'P77'")
