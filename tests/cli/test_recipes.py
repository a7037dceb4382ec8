"""recipe."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run


def test_a_recipe_says_what_to_weigh_pipette_and_in_which_order(run: Run, project: Path) -> None:
    run("set", project, "lot.ligand.stock=10 mg/mL", "lot.payload.lot=C-17", "lot.payload.assay=98.5 %")
    said = run("recipe", project, "--batch", "5 mg")
    assert said.code == 0
    parts = ("batch of 5.000 mg solids", "3.71 mg", "45.2 µL of 10 mg/mL", "× 1.01523", "C-17", "Order", "After rounding", "least weight")
    for part in parts:
        assert part in said.out, part


def test_json_sums_to_the_batch(run: Run, project: Path) -> None:
    data = run("recipe", project, "--batch", "5 mg", "--json").data
    assert data["ok"]
    assert data["batch"] == {"value": pytest.approx(5.0, rel=1e-12), "unit": "mg", "of": "all solids"}
    assert sum(entry["mass"] for entry in data["components"]) == pytest.approx(5.0, rel=1e-9)
    assert [entry["weigh"]["value"] for entry in data["components"]] == [3.71, 0.45, 0.83]
    assert all(entry["pipette"] is None for entry in data["components"])
    assert data["deviations"][0]["change"] == pytest.approx(data["deviations"][0]["made"] / data["deviations"][0]["designed"] - 1)
    assert data["problems"] == []


def test_without_a_batch_the_designed_amounts_count(run: Run, project: Path) -> None:
    assert run("recipe", project, "--json").data["batch"]["value"] == pytest.approx(12.0)


def test_what_cannot_be_done_exits_1_names_the_component_and_shows_no_amount(run: Run, project: Path) -> None:
    said = run("recipe", project, "--batch", "0.05 mg")
    assert (said.code, said.out) == (1, "")
    lines = said.error.splitlines()
    assert len(lines) == 3
    assert all("below your balance's least weight, 0.2 mg" in line for line in lines)
    assert "Docetaxel" in lines[2]
    data = run("recipe", project, "--batch", "0.05 mg", "--json")
    assert data.code == 1
    assert set(data.data) == {"ok", "problems"}
    assert data.data["problems"][2]["fix"]["path"] == "lot.payload.stock"


def test_the_proposed_edit_does_it(run: Run, project: Path) -> None:
    proposed = run("recipe", project, "--batch", "0.5 mg", "--json").data["problems"]
    assert len(proposed) == 2
    for problem in proposed:
        assert run("set", project, f"{problem['fix']['path']}={problem['fix']['value']}").code == 0
    assert run("recipe", project, "--batch", "0.5 mg").code == 0


@pytest.mark.parametrize(
    ("batch", "part"),
    [("5 nm", "'5 nm' is a length"), ("0 mg", "cannot be"), ("-1 mL", "cannot be"), ("1,234 mg", "two ways"), ("", "mass")],
)
def test_a_batch_that_makes_no_sense_is_refused(run: Run, project: Path, batch: str, part: str) -> None:
    before = project.read_bytes()
    run("recipe", project, f"--batch={batch}").refuses(2, part)
    assert project.read_bytes() == before
