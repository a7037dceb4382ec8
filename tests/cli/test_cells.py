"""cells."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from .conftest import Run

QUICK = ("--draws", "64")


def test_the_table_names_every_cell_with_its_count_and_source(run: Run, project: Path) -> None:
    said = run("cells", project, "hela", *QUICK)
    assert said.code == 0
    assert "receptors not known" in said.out and "The catalogue has no count of AVB3 on HeLa." in said.out
    assert "U-87 MG (target)" in said.out and "not verified" in said.out


def test_json_carries_the_numbers_of_evaluate(run: Run, project: Path) -> None:
    data = run("cells", project, "--json", *QUICK).data
    cells = {cell["id"] or cell["part"]: cell for cell in data["cells"]}
    outputs = run("evaluate", project, "--json", "--draws", "0").data["outputs"]
    for path in ("targeting.occupancy_target", "targeting.bound_per_cell", "targeting.uptake_per_cell"):
        assert cells["cell:u-87-mg"]["outputs"][path]["value"] == pytest.approx(outputs[path]["value"], rel=1e-9)
    ratio = cells["spared"]["outputs"]["targeting.selectivity"]
    assert ratio["value"] == pytest.approx(outputs["targeting.selectivity"]["value"], rel=1e-9)
    assert cells["cell:huvec"]["receptors"] == 150_000 and cells["cell:huvec"]["grade"] == "RULE_OF_THUMB"


def test_all_lists_also_what_nobody_knows(run: Run, project: Path) -> None:
    few, every = (len(run("cells", project, *more, "--json", "--draws", "0").data["cells"]) for more in ((), ("--all",)))
    assert every > 30 > few


def test_files_are_a_table_or_a_picture(run: Run, project: Path, tmp_path: Path, qapp: object) -> None:
    for ending in ("csv", "svg", "png"):
        assert run("cells", project, "hela", "--show", "selectivity", "-o", tmp_path / f"a.{ending}", *QUICK).code == 0
    rows = list(csv.DictReader((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()))
    unknown = next(row for row in rows if row["cell"] == "HeLa")
    assert unknown["receptors [1/cell]"] == "" and unknown["bound fraction [1]"] == "" and "no count" in unknown["note"]
    words = "".join(ElementTree.parse(tmp_path / "a.svg").getroot().itertext())
    assert "target over this cell" in words and "receptors not known" in words
    run("cells", project, "-o", tmp_path / "a.txt", *QUICK).refuses(2, "a.txt", ".csv, .svg or .png")


def test_a_cell_that_is_not_there_is_named(run: Run, project: Path) -> None:
    run("cells", project, "hella").refuses(2, "hella", "cell:hela")
