"""new, set, evaluate, lint."""

from __future__ import annotations

import json
import math
import os
import re
from pathlib import Path

import pytest

from formulator import storage
from formulator.design import get
from formulator.outputs import OUTPUTS
from formulator.units import Value

from .conftest import Run


def test_new_lists_every_worked_example(run: Run) -> None:
    listed = run("new", "--list", "--json").data
    assert {entry["id"] for entry in listed} == set(storage.examples())
    assert all(entry["title"] for entry in listed)
    table = run("new", "--list").out
    assert all(name in table for name in storage.examples())
    assert run("new").out == table


def test_new_writes_the_same_bytes_for_the_same_time(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("new", "--template", "dpgs-micelle", "-o", tmp_path / name, "--now", "2026-01-01T00:00:00Z")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert storage.load(tmp_path / "a").project.created == "2026-01-01T00:00:00Z"
    run("new", "--template", "dpgs-micelle", "-o", tmp_path / "c")
    assert storage.load(tmp_path / "c").project.id != storage.load(tmp_path / "a").project.id


def test_new_never_writes_over_a_file(run: Run, project: Path) -> None:
    before = project.read_bytes()
    run("new", "--template", "dpgs-micelle", "-o", project).refuses(2, "a.formulation is there already")
    assert project.read_bytes() == before


def test_new_refuses_what_it_cannot_make(run: Run, tmp_path: Path) -> None:
    run("new", "--template", "nope", "-o", tmp_path / "a").refuses(2, "no template 'nope'", "dpgs-micelle")
    run("new", "--template", "dpgs-micelle").refuses(2, "-o FILE")
    run("new", "-o", tmp_path / "a").refuses(2, "--template ID")
    run("new", "--template", "dpgs-micelle", "-o", tmp_path / "none" / "a").refuses(3, "the folder does not exist")
    (tmp_path / "file").write_text("x")
    run("new", "--template", "dpgs-micelle", "-o", tmp_path / "file" / "a").refuses(3, "not a folder")
    run("new", "--template", "dpgs-micelle", "-o", tmp_path / ("x" * 300)).refuses(3, "was not saved")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_named(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    run("new", "--template", "dpgs-micelle", "-o", folder / "a").refuses(3, "a was not saved")
    assert not list(folder.iterdir())


def test_a_folder_that_takes_no_file_is_named_and_the_project_stays(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, opened = project.read_bytes(), os.open

    def refusing(path: object, flags: int, *rest: object, **more: object) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refusing)
    said = run("set", project, "payload.feed=1 mg")
    monkeypatch.undo()
    said.refuses(3, "a.formulation was not saved")
    assert project.read_bytes() == before
    assert [path.name for path in project.parent.iterdir()] == ["a.formulation"]


def test_set_keeps_what_was_typed(run: Run, project: Path) -> None:
    said = run("set", project, "payload.feed=1.20 ± 0.05 mg", "--variant", "v1", "ligand.density = 8 mol%", "medium.ph==14/2")
    assert said.code == 0, said.error
    design = storage.load(project).project.variant().design
    feed = get(design, "payload.feed")
    assert isinstance(feed, Value)
    assert (feed.magnitude, feed.unit, feed.sd, feed.typed) == (1.2, "mg", 0.05, "1.20 ± 0.05 mg")
    density, ph = get(design, "ligand.density"), get(design, "medium.ph")
    assert isinstance(density, Value)
    assert isinstance(ph, Value)
    assert (density.magnitude, density.unit, ph.magnitude) == (8, "mol%", 7)


@pytest.mark.parametrize(("others", "words"), [(1, "another name (a hard link), which keeps"), (2, "2 other names (hard links), which")])
@pytest.mark.parametrize("command", [("set", "medium.ph=7"), ("migrate",)], ids=lambda words: words[0])
def test_other_names_of_a_file_keep_the_old_content_and_that_is_said(
    run: Run, project: Path, others: int, words: str, command: tuple[str, ...]
) -> None:
    before, names = project.read_bytes(), [project.with_name(f"other {number}") for number in range(others)]
    for name in names:
        name.hardlink_to(project)
    said = run(command[0], project, *command[1:])
    assert said.code == 0 and said.error.startswith(f"formulator: {project} had {words}") and said.error.count("\n") == 1
    assert all(name.read_bytes() == before for name in names)
    assert run(command[0], project, *command[1:]).error == ""


def test_an_empty_value_clears_a_field(run: Run, project: Path) -> None:
    assert run("set", project, "payload.feed=").code == 0
    assert get(storage.load(project).project.variant().design, "payload.feed") is None
    assert run("evaluate", project, "--json", "--draws", "0").data["outputs"]["loading.feed_fraction"]["value"] is None


def test_setting_what_stands_there_already_writes_nothing(run: Run, project: Path) -> None:
    stood, before = get(storage.load(project).project.variant().design, "payload.feed"), project.read_bytes()
    assert isinstance(stood, Value)
    said = run("set", project, f"payload.feed={stood.typed or f'{stood.magnitude:g} {stood.unit}'}")
    assert "nothing changed" in said.out
    assert project.read_bytes() == before


def test_duplicate_edits_the_copy_and_leaves_the_original(run: Run, project: Path) -> None:
    original = storage.load(project).project.variant()
    said = run("set", project, "--duplicate", "P4", "ligand.density=20 mol%")
    assert said.code == 0, said.error
    after = storage.load(project).project
    copy = after.variant()
    assert (copy.name, copy.parent, copy.status) == ("P4", original.id, "draft")
    assert after.variant(original.id) == original
    assert get(copy.design, "ligand.density") != get(original.design, "ligand.density")
    assert run("set", project, "--duplicate", "P5").code == 0
    run("set", project, "--variant", "P9", "payload.feed=1 mg").refuses(2, "no variant 'P9'", "P4")


@pytest.mark.parametrize(
    ("edit", "code", "parts"),
    [
        ("payload.feed=5 nm", 2, ("payload.feed", "'5 nm' is a length", "mass")),
        ("payload.feed=1,234 mg", 2, ("payload.feed", "two ways", "1.234 mg or 1234 mg")),
        ("payload.feed=-5 mg", 2, ("payload.feed", "-5 mg cannot be", "at or above 0 mg")),
        ("payload.feed=20 wt%", 2, ("payload.feed", "mass ratio")),
        ("payload.feed=nan mg", 2, ("payload.feed",)),
        ("payload.feed=2 mg\udcff", 2, ("payload.feed",)),
        ("payload.ee=150 %", 2, ("payload.ee", "between 0 % and 100 %")),
        ("carrier.id=nope", 2, ("carrier.id", "no carrier 'nope'")),
        ("payload.id=ligand:transferrin", 2, ("payload.id", "is a ligand")),
        ("target.cell=mars", 2, ("target.cell", "no cell 'mars'")),
        ("process.method=stirring", 2, ("process.method", "'stirring' is not one of the choices", "nanoprecipitation")),
        ("carrier.diametre=100 nm", 2, ("no field 'carrier.diametre'", "carrier.diameter")),
        ("ligand.9.density=1 mol%", 2, ("ligand.9.density",)),
        ("payload.feed", 2, ("'payload.feed' is not PATH=VALUE",)),
        ("carrier.diameter=1e400 nm", 2, ("carrier.diameter", "too large")),
        ("payload.feed=9**9**9 mg", 2, ("payload.feed",)),
    ],
)
def test_one_wrong_edit_refuses_all(run: Run, project: Path, edit: str, code: int, parts: tuple[str, ...]) -> None:
    before = project.read_bytes()
    run("set", project, "ligand.density=3 mol%", edit).refuses(code, *parts)
    assert project.read_bytes() == before


def test_set_without_an_edit_says_what_it_takes(run: Run, project: Path) -> None:
    run("set", project).refuses(2, "PATH=VALUE")
    run("set", project, "--duplicate", " ").refuses(2, "needs a name")
    run("set", project, "--duplicate", "a\x1b[31m").refuses(3, "name", "control characters")


def test_evaluate_prints_every_answer_with_its_grade(run: Run, project: Path) -> None:
    text = run("evaluate", project).out
    for output in OUTPUTS:
        assert output.label in text or output.group == "mixing"
    assert "Only flash nanoprecipitation has streams" in text
    row = next(line for line in text.splitlines() if line.strip().startswith("Z-average"))
    assert "nm" in row
    assert "–" in row
    assert row.rstrip().endswith("◔ estimate")


def test_evaluate_json_is_the_same_for_the_same_seed(run: Run, project: Path) -> None:
    first, second, other = (run("evaluate", project, "--json", "--draws", "256", "--seed", seed) for seed in ("3", "3", "4"))
    assert first.out == second.out
    assert first.out != other.out
    data = first.data
    assert set(data) == {"outputs", "flags", "engine", "inputs_sha256"}
    assert set(data["outputs"]) == {output.path for output in OUTPUTS}
    for path, entry in data["outputs"].items():
        assert {"value", "unit", "low", "high", "level", "grade", "model", "sources", "flags"} <= set(entry), path
        if entry["value"] is None:
            assert entry["flags"], f"{path} is null without a reason"
        else:
            assert math.isfinite(entry["value"])
    size = data["outputs"]["size.z_average"]
    assert size["low"] < size["value"] < size["high"]
    assert size["level"] == 0.9


def test_evaluate_without_draws_gives_values_without_intervals(run: Run, project: Path) -> None:
    sharp = run("evaluate", project, "--json", "--draws", "0").data["outputs"]["size.z_average"]
    wide = run("evaluate", project, "--json", "--draws", "64").data["outputs"]["size.z_average"]
    assert (sharp["low"], sharp["high"]) == (None, None)
    assert sharp["value"] == wide["value"]


def test_explain_gives_its_references_as_bibtex(run: Run, project: Path) -> None:
    said = run("evaluate", project, "--explain", "charge.debye_length", "--bibtex")
    assert said.code == 0
    assert "doi = {10.1063/1.3043575}" in said.out and said.out.count("@") >= 2
    assert run("evaluate", project, "--bibtex").code == 2


def test_explain_names_equation_inputs_and_sources(run: Run, project: Path) -> None:
    said = run("evaluate", project, "--explain", "charge.debye_length")
    assert said.code == 0
    for part in ("λ_D", "Ionic strength", "doi:10.1063/1.3043575", "What moves it most"):
        assert part in said.out
    data = run("evaluate", project, "--explain", "charge.debye_length", "--json").data
    assert data["models"][0]["equation"]
    assert {entry["path"] for entry in data["inputs"]} >= {"medium.ionic_strength", "medium.temperature"}
    run("evaluate", project, "--explain", "charge.colour").refuses(2, "no output 'charge.colour'")


def test_strict_exits_4_only_when_a_model_left_its_range(run: Run, project: Path) -> None:
    ranges = [flag for flag in run("evaluate", project, "--json", "--draws", "0").data["flags"] if flag["id"].startswith("range.")]
    assert run("evaluate", project, "--strict", "--draws", "0").code == (4 if ranges else 0)
    run("set", project, "medium.ionic_strength=3 M")
    assert run("evaluate", project, "--strict", "--draws", "0").code == 4
    assert run("evaluate", project, "--draws", "0").code == 0


def test_an_impossible_composition_is_flagged_not_shown_as_sound(run: Run, project: Path) -> None:
    assert run("set", project, "ligand.density=150 mol%").code == 0
    said = run("lint", project, "--json")
    assert said.code == 1
    found = {entry["id"]: entry for entry in said.data}
    assert found["L-LIG-01"]["severity"] == "error"
    assert found["L-LIG-01"]["path"] == "ligand.density"
    assert "100 mol%" in found["L-LIG-01"]["remedy"]
    assert "L-LIG-01" in run("lint", project).out


def test_lint_of_a_sound_design_exits_0(run: Run, project: Path) -> None:
    said = run("lint", project, "--json")
    assert said.code == 0
    assert all(entry["severity"] in ("warning", "info") for entry in said.data)
    assert all({"id", "severity", "path", "text", "remedy", "source"} <= set(entry) for entry in said.data)


def _newer(path: Path) -> str:
    data = json.loads(path.read_text(encoding="utf-8"))
    data["schema"] += 1
    return json.dumps(data)


@pytest.mark.parametrize("name", ["evaluate", "lint", "set", "migrate"])
def test_a_broken_file_exits_3_and_stays(run: Run, project: Path, name: str) -> None:
    more = ("payload.feed=1 mg",) if name == "set" else ()
    text = project.read_text(encoding="utf-8")
    broken = {
        text[: len(text) // 2]: (),
        "": (),
        "[]": ("one JSON object",),
        re.sub(r'"v": [0-9.]+', '"v": NaN', text, count=1): ("NaN",),
        _newer(project): ("schema 1", "newer version"),
        "[" * 100_000: (),
        text.replace("ligand", "ligamd", 1): (),
    }
    for content, parts in broken.items():
        project.write_text(content, encoding="utf-8")
        run(name, project, *more).refuses(3, "a.formulation", *parts)
        assert project.read_text(encoding="utf-8") == content


@pytest.mark.parametrize("name", ["evaluate", "lint", "set", "migrate"])
def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path, name: str) -> None:
    more = ("payload.feed=1 mg",) if name == "set" else ()
    run(name, tmp_path / "none.formulation", *more).refuses(3, "none.formulation", "no such file")
    run(name, tmp_path, *more).refuses(3, "it is a folder")
    assert not list(tmp_path.iterdir())


def test_a_file_changed_by_hand_is_opened_only_when_that_is_accepted(run: Run, project: Path) -> None:
    project.write_text(project.read_text(encoding="utf-8").replace("U-87 glioma", "U-87 tumour"), encoding="utf-8")
    run("evaluate", project).refuses(3, "digest")
    said = run("evaluate", project, "--accept-changed", "--draws", "0")
    assert said.code == 0
    assert "The change was accepted" in said.out


def test_a_template_of_ones_own_begins_a_project(run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from formulator.storage import templates

    monkeypatch.setenv(templates.VARIABLE, str(tmp_path / "house"))
    templates.keep(storage.load(project).project, "PNP v3.formulation")
    assert "PNP v3" in run("new", "--list").out
    assert run("new", "--template", "PNP v3", "-o", tmp_path / "b.formulation", "--now", "2026-03-01T00:00:00Z").code == 0
    made = storage.load(tmp_path / "b.formulation").project
    assert made.variants == storage.load(project).project.variants and made.created == "2026-03-01T00:00:00Z"
