"""plate."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from .conftest import Run

VARY = ("--vary", "payload.np_ratio=1,2,4,8", "--payload", "0.5 ug", "--well", "100 uL")


@pytest.fixture
def polyplex(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "s.formulation"
    run("new", "--template", "sirna-polyplex", "-o", path)
    run("set", path, "lot.carrier.stock=1 mg/mL", "lot.payload.stock=0.1 ug/uL")
    return path


def test_the_map_the_sources_and_the_order_are_shown_and_the_robot_gets_its_file(run: Run, polyplex: Path, tmp_path: Path) -> None:
    said = run("plate", polyplex, *VARY, "-o", tmp_path / "robot.csv")
    assert said.code == 0
    for part in ("A  1  2  3  4", "payload.np_ratio 8  A4 B4 C4", "Prepare", "Order", "polymer solution into the nucleic acid solution"):
        assert part in said.out, part
    rows = list(csv.reader((tmp_path / "robot.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 1 + 4 * 3 * 5
    assert all(float(row[4]) >= 0.5 for row in rows[1:])


def test_what_cannot_be_pipetted_exits_1_and_writes_nothing(run: Run, polyplex: Path, tmp_path: Path) -> None:
    run("set", polyplex, "lot.payload.stock=0.001 ug/uL")
    said = run("plate", polyplex, *VARY, "-o", tmp_path / "robot.csv")
    assert (said.code, said.out) == (1, "")
    assert said.error.count("more room than the nucleic acid solution holds") == 4
    assert not (tmp_path / "robot.csv").exists()


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--vary", "payload.np_ratio"), "V1,V2"),
        (("--vary", "payload.np_ratio=1,x"), "payload.np_ratio"),
        (("--vary", "payload.np=1"), "no field 'payload.np'"),
        (("--vary", "payload.np_ratio=1", "--well", "5 mg"), "'5 mg' is a mass"),
        (("--vary", "payload.np_ratio=1", "--well", "0 uL"), "cannot be"),
        (("--vary", "payload.np_ratio=1", "--payload", "-1 ug"), "cannot be"),
        (("--vary", "payload.np_ratio=1,2", "--replicates", "60"), "not 1 to 96 wells"),
        (("--vary", "payload.np_ratio=1", "--replicates", "0"), "--replicates"),
    ],
)
def test_wrong_use_is_named(run: Run, polyplex: Path, words: tuple[str, ...], part: str) -> None:
    if "--payload" in words:
        words = tuple(word for word in words if word not in ("--payload", "-1 ug")) + ("--payload=-1 ug",)
    run("plate", polyplex, *words).refuses(2, part)
