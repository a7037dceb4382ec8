"""Acceptance ranges, name, note and status by `set`."""

from __future__ import annotations

from pathlib import Path

import pytest

from formulator import storage
from formulator.units import Value

from .conftest import Run


def test_ranges_are_kept_with_their_units_and_method(run: Run, project: Path) -> None:
    said = run(
        "set",
        project,
        "spec.size.z_average=90 to 120 nm",
        "spec.size.z_average.method=DLS",
        "spec.size.pdi=<= 0.2",
        "spec.loading.dlc=≥9 %",
    )
    assert said.code == 0, said.error
    size, pdi, dlc = storage.load(project).project.variant().specifications
    assert (size.low, size.high, size.method) == (Value(90.0, "nm"), Value(120.0, "nm"), "DLS")
    assert (pdi.low, pdi.high) == (None, Value(0.2, ""))
    assert (dlc.low, dlc.high) == (Value(9.0, "%"), None)
    run("set", project, "spec.size.z_average=0.09..0.11 um", "spec.size.pdi=")
    size, dlc = storage.load(project).project.variant().specifications
    assert size.low is not None
    assert (size.low.to("nm"), size.method, dlc.path) == (pytest.approx(90), "DLS", "loading.dlc")


def test_name_note_and_status_are_words_of_the_variant(run: Run, project: Path) -> None:
    run("set", project, "variant.name=P7", "variant.note=made on Monday", "variant.status=checked")
    variant = storage.load(project).project.variant()
    assert (variant.name, variant.note, variant.status) == ("P7", "made on Monday", "checked")


@pytest.mark.parametrize(
    ("edit", "part"),
    [
        ("spec.size.z_avrage=90 to 120 nm", "size.z_average"),
        ("spec.size.z_average=90 to 120 mg", "is a mass"),
        ("spec.size.z_average=120 to 90 nm", "The lower end comes first: 90 nm to 120 nm is taken"),
        ("spec.size.pdi=-0.1 to 0.2", "never below zero. An end of zero or more is taken"),
        ("spec.loading.ee=120 % to 130 %", "between 0 and 100 %"),
        ("spec.size.z_average=90 nm to 90 nm", "Both ends are 90 nm"),
        ("payload.feed=1.2 ± 5 mg", "A spread of up to 0.72 mg is taken"),
        ("spec.size.z_average=about 100", "is not an acceptance range"),
        ("spec.size.pdi.method=DLS", "no acceptance range of size.pdi"),
        ("variant.status=done", "'done' is not one of draft, checked"),
        ("variant.name=", "needs a name"),
        ("variant.colour=red", "no field 'variant.colour'"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_written(run: Run, project: Path, edit: str, part: str) -> None:
    before = project.read_bytes()
    run("set", project, "ligand.density=3 mol%", edit).refuses(2, part)
    assert project.read_bytes() == before


def test_a_sheet_is_more_than_a_draft_when_everything_needed_is_there(run: Run, project: Path, tmp_path: Path) -> None:
    edits = [f"lot.{name}.lot=L-{name}" for name in ("carrier", "ligand", "payload")]
    run("set", project, *edits, "spec.size.pdi=<= 0.2", "variant.status=approved")
    run("sheet", project, "-o", tmp_path / "a.md", "--draws", "64")
    assert "**APPROVED**" in (tmp_path / "a.md").read_text(encoding="utf-8")


def test_an_approved_variant_takes_no_edit_but_a_copy_of_it_does(run: Run, project: Path) -> None:
    run("set", project, "variant.status=approved")
    before = project.read_bytes()
    for edit in ("ligand.density=3 mol%", "lot.payload.lot=X", "spec.size.pdi=<= 0.2", "variant.status=draft"):
        run("set", project, edit).refuses(2, "is approved and takes no edit", "--duplicate")
    assert project.read_bytes() == before
    assert run("set", project, "--duplicate", "rev 02", "ligand.density=3 mol%").code == 0
    assert storage.load(project).project.variant().status == "draft"


def test_an_executed_batch_can_be_printed(run: Run, project: Path, tmp_path: Path) -> None:
    run("record", project, "--number", "B-1", "weight.payload=2.02 mg", "--lock")
    assert run("sheet", project, "-o", tmp_path / "a.html", "--record", "B-1", "--draws", "64").code == 0
    assert "EXECUTED" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert run("verify", tmp_path / "a.html").code == 0
    run("sheet", project, "-o", tmp_path / "b.html", "--record", "B-9", "--draws", "64").refuses(2, "no executed batch 'B-9'", "B-1")


def test_a_template_gives_heading_and_fields_and_names_what_it_cannot_hold(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text('company = "Acme"\n[fields]\n"Site" = "Leiden"\n', encoding="utf-8")
    assert run("sheet", project, "-o", tmp_path / "a.md", "--template", tmp_path / "house.toml", "--draws", "64").code == 0
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "# Acme · Formulation sheet" in text
    assert "- Site: Leiden" in text
    (tmp_path / "house.toml").write_text('colour = "red"\n', encoding="utf-8")
    run("sheet", project, "-o", tmp_path / "b.md", "--template", tmp_path / "house.toml", "--draws", "64").refuses(3, "'colour'", "company")
    assert not (tmp_path / "b.md").exists()
