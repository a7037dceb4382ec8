"""`catalogue add`: materials of one's own from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formulator.cli import main

ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "own" / "materials.toml"
    monkeypatch.setenv("FORMULATOR_MATERIALS", str(path))
    return path


def test_a_drug_by_smiles_is_there_afterwards_with_its_mass(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "add", "drug", "Aspirin of ours", "--smiles", ASPIRIN]) == 0
    assert "180.159 g/mol" in capsys.readouterr().out and own.exists()
    assert main(["catalogue", "show", "drug:aspirin-of-ours", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["properties"]["smiles"] == ASPIRIN


def test_a_duplex_counts_its_phosphates(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strands = ["--sequence", "GGAUCAUCUCAAGUCUUACdTdT", "--second", "GUAAGACUUGAGAUGAUCCdTdT"]
    assert main(["catalogue", "add", "nucleic_acid", "ours", *strands, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["properties"]["phosphates"]["value"] == 40


@pytest.mark.parametrize(("arguments", "words"), [
    (["drug", "X"], "--smiles"),
    (["protein", "X"], "--sequence"),
    (["drug", "X", "--smiles", "CC(=O"], "SMILES"),
    (["protein", "X", "--sequence", "AXA"], "Letter 2"),
    (["drug", "…", "--smiles", ASPIRIN], "name"),
])  # fmt: skip
def test_what_is_missing_or_unreadable_is_said_and_nothing_is_written(
    own: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["catalogue", "add", *arguments]) == 2
    assert words in capsys.readouterr().err and not own.exists()


def test_a_second_one_of_the_same_name_is_refused_and_the_first_stays(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "add", "drug", "Ours", "--smiles", ASPIRIN]) == 0
    before = own.read_bytes()
    assert main(["catalogue", "add", "drug", "Ours", "--smiles", "CCO"]) == 2
    assert own.read_bytes() == before and "drug:ours" in capsys.readouterr().err
