"""log."""

from __future__ import annotations

import csv
from pathlib import Path

from .conftest import Run


def changed(run: Run, project: Path) -> None:
    assert run("set", project, "ligand.density=6 mol%", "--now", "2026-02-01T00:00:00Z").code == 0
    assert (
        run("set", project, "ligand.density=7 mol%", "lot.payload.lot=-17", "--now", "2026-02-02T00:00:00Z", "--reason", "new lot").code
        == 0
    )


def test_every_change_is_listed_with_who_when_and_why(run: Run, project: Path) -> None:
    assert "Nothing has been changed" in run("log", project).out
    changed(run, project)
    lines = run("log", project).out.splitlines()
    assert lines[0].split() == ["seq", "utc", "user", "path", "old", "new", "reason"] and len(lines) == 4
    assert "6 mol%" in lines[2] and "7 mol%" in lines[2] and lines[2].endswith("new lot")


def test_the_list_is_cut_by_path_and_day(run: Run, project: Path) -> None:
    changed(run, project)
    assert [one["seq"] for one in run("log", project, "--path", "ligand.density", "--json").data] == [1, 2]
    assert [one["seq"] for one in run("log", project, "--since", "2026-02-02", "--json").data] == [2, 3]
    assert run("log", project, "--path", "medium.", "--json").data == []
    assert run("log", project, "--path", "medium.").out == "No entry.\n"


def test_a_spreadsheet_gets_all_of_it_and_no_formula(run: Run, project: Path, tmp_path: Path) -> None:
    changed(run, project)
    assert run("log", project, "-o", tmp_path / "log.csv").code == 0
    rows = list(csv.reader((tmp_path / "log.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[0][0] == "seq" and [row[5] for row in rows[1:]] == ["6 mol%", "7 mol%", "'-17"]
    run("log", project, "-o", tmp_path / "log.txt").refuses(2, ".csv")
