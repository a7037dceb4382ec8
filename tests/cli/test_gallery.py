"""gallery: the list, one product as text and for machines, and a project from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from formulator import gallery, storage
from formulator.catalogue import load
from tests.cli.conftest import Run


def test_the_list_holds_every_product_and_says_what_is_not_modelled(run: Run) -> None:
    rows = run("gallery", "--json").data
    assert len(rows) == len(load().all("product")) and rows[0]["id"] == "bind014"
    said = run("gallery").out
    assert "Doxil/Caelyx" in said and "not modelled" in said


def test_one_product_as_text_has_published_predicted_and_sources(run: Run) -> None:
    said = run("gallery", "bind014").out
    for words in ("100 nm", "not verified", "outside, below", "1.9 times larger", "10.1126/scitranslmed.3003651", "Feed is not given"):
        assert words in said, words
    assert "liposome" in run("gallery", "doxil").out
    assert run("gallery", "bind-014").out == said, "the name does as well"


def test_one_product_for_machines_equals_evaluate_on_its_project(run: Run, tmp_path: Path) -> None:
    data = run("gallery", "bind014", "--json").data
    file = tmp_path / "bind.formulation"
    run("gallery", "bind014", "-o", file, "--now", "2026-01-01T00:00:00Z")
    outputs = run("evaluate", file, "--variant", gallery.COMPOSED, "--json").data["outputs"]
    for line in data["lines"]:
        found = outputs[line["path"]]
        assert all(line["predicted"][end] == found[end] for end in ("value", "low", "high")), line["path"]


def test_the_project_is_the_same_for_the_same_time_and_keeps_its_source(run: Run, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.formulation", "b.formulation")]
    for file in files:
        run("gallery", "nk105", "-o", file, "--now", "2026-01-01T00:00:00Z")
    assert files[0].read_bytes() == files[1].read_bytes()
    assert storage.load(files[0]).project.variant().provenance == (("carrier.diameter", "lib:bmri2014"),)
    run("set", files[0], "carrier.diameter=70 nm")
    assert storage.load(files[0]).project.variant().provenance == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [(("gallery", "-o", "x.formulation"), "which product"), (("gallery", "doxill"), "doxil")],
)
def test_refusals_say_what_would_work(run: Run, words: tuple[str, ...], said: str) -> None:
    run(*words).refuses(2, said)


def test_a_file_that_is_there_is_not_written_over(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "here.formulation"
    file.write_text("mine")
    run("gallery", "doxil", "-o", file).refuses(2, "is there already")
    assert file.read_text() == "mine"
