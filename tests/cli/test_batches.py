"""batch."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from .conftest import Run

OUTPUTS = ("--outputs", "loading.dlc,ligand.per_particle")


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def test_each_row_gives_what_evaluate_gives(run: Run, project: Path, tmp_path: Path) -> None:
    given, out = tmp_path / "in.csv", tmp_path / "out.csv"
    given.write_text("name,ligand.density [mol%],payload.feed\na,5,\nb,,3 mg\nc,,\n", encoding="utf-8")
    said = run("batch", project, "--csv", given, "-o", out)
    assert (said.code, said.out) == (0, "")
    head, *found = rows(out)
    assert head[:3] == ["name", "ligand.density [mol%]", "payload.feed"]
    assert head[-1] == "error"
    for row, edit in zip(found, ("ligand.density=5 mol%", "payload.feed=3 mg", "ligand.density=10 mol%"), strict=True):
        run("set", project, "ligand.density=10 mol%", "payload.feed=2.0 mg", edit)
        outputs = run("evaluate", project, "--json", "--draws", "0").data["outputs"]
        for name, text in zip(head[3:-1], row[3:-1], strict=True):
            value = outputs[name.partition(" ")[0]]["value"]
            assert text == ("" if value is None else repr(value)), name


def test_a_bad_row_says_why_and_the_others_are_done(run: Run, project: Path, tmp_path: Path) -> None:
    given, out = tmp_path / "in.csv", tmp_path / "out.csv"
    lines = (
        "ligand.density [mol%],payload.feed,target.cell,process.method,note",
        "5,2 mg,,,good",
        "x,,,,no number",
        ",2 nm,,,wrong dimension",
        ",,nope,,unknown cell",
        ",,,stirring,unknown method",
        "-5,,,,negative",
        ',"1,234 mg",,,ambiguous',
        "1,2 mg,,,a,b",
        "",
        "7,,,,good",
    )
    given.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = run("batch", project, "--csv", given, "-o", out, *OUTPUTS)
    assert said.code == 1
    assert "2 of 9 designs" in said.error
    _, *found = rows(out)
    assert [row[4] for row in found if not row[-1]] == ["good", "good"]
    errors = [row[-1] for row in found if row[-1]]
    assert [error.partition(":")[0] for error in errors] == [f"line {number}" for number in range(3, 10)]
    for error, part in zip(errors, ("'x'", "is a length", "'nope'", "'stirring'", "cannot be", "two ways", "6 cells"), strict=True):
        assert part in error
    assert all(row[5:7] == ["", ""] for row in found if row[-1])


@pytest.mark.parametrize(
    ("head", "part"),
    [
        ("name", "no column is a field"),
        ("ligand.densty [mol%]", "no field 'ligand.densty'"),
        ("ligand.density [nm]", "does not fit"),
        ("ligand.density [zz]", "'zz'"),
        ("payload.feed [mg],payload.feed", "two columns are headed payload.feed"),
    ],
)
def test_a_head_that_makes_no_sense_refuses_the_table(run: Run, project: Path, tmp_path: Path, head: str, part: str) -> None:
    (tmp_path / "in.csv").write_text(f"{head}\n1,2\n", encoding="utf-8")
    run("batch", project, "--csv", tmp_path / "in.csv", "-o", tmp_path / "out.csv").refuses(2, part)
    assert not (tmp_path / "out.csv").exists()


def test_what_is_missing_is_named_and_the_project_stays(run: Run, project: Path, tmp_path: Path) -> None:
    before = project.read_bytes()
    run("batch", project, "--csv", tmp_path / "none.csv", "-o", tmp_path / "o.csv").refuses(3, "none.csv", "no such file")
    (tmp_path / "in.csv").write_text("ligand.density [mol%]\n5\n", encoding="utf-8")
    run("batch", project, "--csv", tmp_path / "in.csv", "-o", tmp_path / "none" / "o.csv").refuses(3, "folder does not exist")
    run("batch", project, "--csv", tmp_path / "in.csv", "-o", tmp_path / "o.csv", "--outputs", "loading.dcl").refuses(2, "loading.dlc")
    assert project.read_bytes() == before
