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


def test_every_edit_on_the_command_line_is_in_the_log(run: Run, project: Path) -> None:
    for density in (6, 7, 8):
        assert run("set", project, f"ligand.density={density} mol%", "--now", f"2026-01-0{density}T00:00:00Z").code == 0
    assert run("set", project, "ligand.density=9 mol%", "lot.payload.lot=C-17", "--reason", "new lot").code == 0
    assert run("record", project, "--number", "B1", "weight.payload=2.01 mg").code == 0
    entries = json.loads(project.read_text(encoding="utf-8"))["log"]
    assert [entry["seq"] for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert [entry["new"] for entry in entries[:5]] == ["6 mol%", "7 mol%", "8 mol%", "9 mol%", "C-17"]
    assert entries[1]["old"] == "6 mol%" and entries[1]["utc"] == "2026-01-07T00:00:00Z" and entries[1]["user"]
    assert entries[0]["path"].endswith("/ligand.density") and entries[3]["reason"] == entries[4]["reason"] == "new lot"
    assert entries[5]["path"].startswith("batch/")
    assert run("verify", project).code == 0


def test_one_byte_in_a_middle_entry_is_found_wherever_it_is(run: Run, project: Path) -> None:
    for density in (6, 7, 8):
        run("set", project, f"ligand.density={density} mol%", "--now", f"2026-01-0{density}T00:00:00Z")
    whole = project.read_bytes()
    entry = whole[whole.index(b'"hash"', whole.index(b'"log"') + 1) :]
    entry = entry[entry.index(b'"hash"', 10) :]  # From the second entry on.
    start = whole.index(entry)
    for old, new in ((b'"7 mol%"', b'"9 mol%"'), (b"2026-01-07", b"2026-02-07"), (b"2026-01-07T", b"2026-01-07t"), (b'"path"', b'"bath"')):
        place = whole.index(old, start)
        project.write_bytes(whole[:place] + new + whole[place + len(old) :])
        said = run("verify", project)
        assert said.code == 1, (old, said)
        assert "log entry 2" in said.out, (old, said)
        assert json.loads(run("verify", project, "--json").out)["findings"]
    place = whole.index(b'"seq": 2')
    project.write_bytes(whole[:place] + b'"seq": 5' + whole[place + 8 :])
    assert run("verify", project).code == 1


def test_a_record_takes_no_edit_and_a_checked_range_needs_a_reason(run: Run, project: Path) -> None:
    run("set", project, "spec.loading.dlc=9 % to 11 %", "variant.status=checked")
    run("set", project, "spec.loading.dlc=9.5 % to 11 %").refuses(2, "--reason")
    assert run("set", project, "spec.loading.dlc=9.5 % to 11 %", "--reason", "agreed").code == 0
    assert run("set", project, "variant.status=approved").code == 0
    run("set", project, "ligand.density=3 mol%").refuses(2, "approved", "--duplicate")
    assert run("set", project, "variant.status=executed").code == 0
    run("set", project, "variant.status=draft").refuses(2, "executed", "--duplicate")


def test_what_cannot_be_checked_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    run("verify", tmp_path / "a.txt").refuses(3, "'a.txt' cannot be checked", ".pdf")
    run("verify", tmp_path / "none.html").refuses(3, "no such file")
    run("verify", tmp_path / "none.formulation").refuses(3, "no such file")
