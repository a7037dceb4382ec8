"""eln."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from formulator import storage

from .conftest import Run

FIXED = ("--now", "2026-01-01T00:00:00Z", "--draws", "64")


def test_the_archive_carries_project_sheet_and_references(run: Run, project: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert run("eln", project, "-o", tmp_path / f"{name}.eln", *FIXED).code == 0
    assert (tmp_path / "a.eln").read_bytes() == (tmp_path / "b.eln").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.eln") as packed:
        found = {name.rpartition("/")[2]: packed.read(name) for name in packed.namelist()}
    assert storage.loads(found["project.formulation"]).project == storage.load(project).project
    assert json.loads(found["formulation-sheet.json"])["title"] == "Formulation sheet"
    assert b"<svg" in found["formulation-sheet.html"]
    assert found["references.bib"].count(b"\n@") > 5
    (tmp_path / "s.html").write_bytes(found["formulation-sheet.html"])
    assert run("verify", tmp_path / "s.html").code == 0


def test_another_ending_or_folder_is_refused(run: Run, project: Path, tmp_path: Path) -> None:
    run("eln", project, "-o", tmp_path / "a.zip").refuses(2, "'a.zip' does not end in .eln")
    run("eln", project, "-o", tmp_path / "none" / "a.eln", *FIXED).refuses(3, "folder does not exist")
    run("eln", tmp_path / "none.formulation", "-o", tmp_path / "a.eln").refuses(3, "no such file")
