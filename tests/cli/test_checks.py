"""verify."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from formulator import storage
from formulator.storage.log import entry_hash

from .conftest import Run

FIXED = ("--now", "2026-01-01T00:00:00Z", "--draws", "64")


@pytest.mark.parametrize("ending", ["html", "json", "xlsx"])
def test_a_sheet_holds_and_says_so(run: Run, project: Path, tmp_path: Path, ending: str) -> None:
    sheet = tmp_path / f"a.{ending}"
    run("sheet", project, "-o", sheet, *FIXED)
    said = run("verify", sheet)
    assert said.code == 0
    assert "inputs intact" in said.out
    assert "0 differences" in said.out


def test_one_changed_digit_exits_1_and_names_the_field(run: Run, project: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "a.html"
    run("sheet", project, "-o", sheet, *FIXED)
    text = sheet.read_text(encoding="utf-8")
    shown = re.search(r'data-path="loading.dlc" data-value="[^"]+">([0-9.]+)<', text)
    assert shown is not None
    sheet.write_text(text.replace(shown[0], f"{shown[0][:-1]}1<", 1), encoding="utf-8")
    said = run("verify", sheet)
    assert said.code == 1
    assert f"loading.dlc: shows '{shown[1]}1', but '{shown[1]}' is embedded." in said.out
    data = run("verify", sheet, "--json")
    assert data.code == 1
    assert [entry["field"] for entry in data.data["findings"]] == ["loading.dlc"]


def test_the_same_sheet_twice_is_the_same_bytes(run: Run, project: Path, tmp_path: Path) -> None:
    for ending in ("md", "xlsx"):
        for name in ("a", "b"):
            run("sheet", project, "-o", tmp_path / f"{name}.{ending}", *FIXED)
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_a_project_is_checked_by_digest_and_log(run: Run, project: Path) -> None:
    said = run("verify", project)
    assert said.code == 0
    assert "holds" in said.out
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("U-87 glioma", "U-87 tumour"), encoding="utf-8")
    run("verify", project).refuses(3, "digest")


def test_a_log_entry_that_was_changed_is_named(run: Run, project: Path, tmp_path: Path) -> None:
    entries: list[dict[str, object]] = []
    for seq in range(3):
        entry: dict[str, object] = {"seq": seq, "utc": "2026-01-01T00:00:00Z", "path": "payload.feed", "old": "1 mg", "new": f"{seq} mg"}
        entry["prev_hash"] = entries[-1]["hash"] if entries else ""
        entry["hash"] = entry_hash(entry)
        entries.append(entry)
    document = json.loads(project.read_text(encoding="utf-8"))
    for changed, code in ((None, 0), (1, 1)):
        if changed is not None:
            entries[changed]["new"] = "9 mg"
        document["log"] = entries
        project.write_text(json.dumps(document), encoding="utf-8")
        opened = storage.load(project, accept_changed=True).project
        storage.save(opened, tmp_path / "log.formulation")
        said = run("verify", tmp_path / "log.formulation")
        assert said.code == code
    assert "log entry 1: it was changed" in said.out


def test_what_cannot_be_checked_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    run("verify", tmp_path / "a.txt").refuses(3, "'a.txt' cannot be checked", ".pdf")
    run("verify", tmp_path / "none.html").refuses(3, "no such file")
    run("verify", tmp_path / "none.formulation").refuses(3, "no such file")
