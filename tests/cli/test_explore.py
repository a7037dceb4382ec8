"""sweep, solve, screen, doe, sensitivity."""

from __future__ import annotations

import csv
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from formulator.cli import varying
from formulator.design import Design

from .conftest import Run


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def value(run: Run, project: Path, path: str) -> float:
    return float(run("evaluate", project, "--json", "--draws", 0).data["outputs"][path]["value"])


def test_sweep_writes_what_evaluate_gives(run: Run, project: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    said = run("sweep", project, "--vary", "payload.feed=0.5:2:4", "--outputs", "loading.dlc,size.number_median", "-o", out)
    assert (said.code, said.error) == (0, "") and "4 designs, 2 outputs" in said.out
    found = rows(out)
    assert [row["payload.feed [mg]"] for row in found] == ["0.5", "1.0", "1.5", "2.0"]
    run("set", project, "payload.feed=1.5 mg")
    assert float(found[2]["loading.dlc [%]"]) == pytest.approx(value(run, project, "loading.dlc"), rel=1e-9)
    assert float(found[2]["size.number_median [nm]"]) == pytest.approx(value(run, project, "size.number_median"), rel=1e-9)


def test_sweep_over_two_inputs_and_with_a_logarithm(run: Run, project: Path) -> None:
    said = run(
        "sweep", project, "--vary", "ligand.density=1 mol%:100:3:log", "--vary", "carrier.diameter=80:120:2", "--outputs", "loading.dlc"
    )
    table = list(csv.reader(said.out.splitlines()))
    assert table[0] == ["ligand.density [mol%]", "carrier.diameter [nm]", "loading.dlc [%]"]
    assert [row[0] for row in table[1:]] == ["1.0", "1.0", "10.0", "10.0", "100.0", "100.0"]
    assert [row[1] for row in table[1:]] == ["80.0", "120.0"] * 3


def test_sweep_without_outputs_lists_all_that_have_a_value(run: Run, project: Path) -> None:
    heads = next(csv.reader(run("sweep", project, "--vary", "medium.ph=6:8:2").out.splitlines()))
    assert {"loading.dlc [%]", "charge.zeta [mV]", "targeting.selectivity []"} <= set(heads)
    assert "targeting.brain_transcytosis []" not in heads


def test_a_unit_at_either_end_counts_for_both(run: Run, project: Path) -> None:
    for text in ("medium.ionic_strength=0.01 M:0.1:2", "medium.ionic_strength=0.01:0.1 M:2", "medium.ionic_strength=0.01 M:100 mM:2"):
        found = list(csv.reader(run("sweep", project, "--vary", text, "--outputs", "charge.debye_length").out.splitlines()))
        assert found[0][0] == "medium.ionic_strength [mol/L]" and [row[0] for row in found[1:]] == ["0.01", "0.1"]


def test_solve_meets_the_target(run: Run, project: Path) -> None:
    said = run("solve", project, "--vary", "payload.feed", "--target", "loading.dlc=10", "--json")
    assert said.code == 0 and said.data["reached"] is True
    run("set", project, f"payload.feed={said.data['value']!r} {said.data['unit']}")
    assert value(run, project, "loading.dlc") == pytest.approx(10.0, rel=1e-6)
    assert "payload.feed = " in run("solve", project, "--vary", "payload.feed", "--target", "loading.dlc=10 %").out


def test_solve_says_what_can_be_reached(run: Run, project: Path) -> None:
    words = ("solve", project, "--vary", "payload.feed=0.5:2", "--target", "loading.dlc=90")
    said = run(*words)
    assert said.code == 1 and "out of reach with payload.feed from 0.5000 to 2.000 mg" in said.out and "can be reached" in said.out
    data = run(*words, "--json").data
    assert data["reached"] is False
    run("set", project, "payload.feed=2 mg")
    assert data["reachable_high"] == pytest.approx(value(run, project, "loading.dlc"), rel=1e-9)
    assert data["at_high"] == 2.0


def test_solve_for_an_output_without_value_gives_its_reason(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.formulation"
    run("new", "--template", "dpgs-micelle", "-o", path)
    said = run("solve", path, "--vary", "medium.ph", "--target", "targeting.selectivity=5")
    assert said.code == 1 and "No ligand is chosen." in said.out


def test_screen_lists_the_best_the_same_for_the_same_seed(run: Run, project: Path, tmp_path: Path) -> None:
    words = (
        *("screen", project, "--vary", "ligand.density=0.5:30:log", "--vary", "payload.feed=1:4", "--count", 1500),
        *("--objective", "loading.dlc=max", "--objective", "size.number_median=min", "--constraint", "loading.dlc<=18", "--top", 7),
    )
    for name in ("a", "b"):
        assert run(*words, "--seed", 4, "-o", tmp_path / name).code == 0
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    found = rows(tmp_path / "a")
    dlc = [float(row["loading.dlc [%]"]) for row in found]
    assert dlc[:7] == sorted(dlc[:7], reverse=True) and max(dlc) <= 18
    assert "yes" in {row["pareto"] for row in found}
    run(*words, "--seed", 5, "-o", tmp_path / "c")
    assert (tmp_path / "c").read_bytes() != (tmp_path / "a").read_bytes()
    best = found[0]
    run("set", project, f"payload.feed={best['payload.feed [mg]']} mg", f"ligand.density={best['ligand.density [mol%]']} mol%")
    assert value(run, project, "loading.dlc") == pytest.approx(dlc[0], rel=1e-9)


def test_screen_says_how_many_keep_the_limits(run: Run, project: Path, tmp_path: Path) -> None:
    said = run("screen", project, "--vary", "payload.feed=1:4", "--count", 100, "--constraint", "loading.dlc>=50", "-o", tmp_path / "o.csv")
    assert said.code == 0 and "100 candidates, 0 keep every limit, 0 have no value" in said.out
    assert rows(tmp_path / "o.csv") == []


def test_doe_is_a_run_sheet_in_an_order_of_the_seed(run: Run, project: Path) -> None:
    words = (
        "doe",
        project,
        "--design",
        "factorial",
        "--vary",
        "ligand.density=1:20",
        "--vary",
        "payload.feed=1:3",
        "--outputs",
        "loading.dlc",
    )
    table = list(csv.DictReader(run(*words, "--seed", 3).out.splitlines()))
    assert [row["run"] for row in table] == ["1", "2", "3", "4"]
    assert sorted(row["standard order"] for row in table) == ["1", "2", "3", "4"]
    assert {(row["ligand.density [mol%]"], row["payload.feed [mg]"]) for row in table} == {
        *(("1.0", "1.0"), ("20.0", "1.0"), ("1.0", "3.0"), ("20.0", "3.0"))
    }
    assert run(*words, "--seed", 3).out == run(*words, "--seed", 3).out
    plain = list(csv.DictReader(run(*words, "--in-order").out.splitlines()))
    assert [row["standard order"] for row in plain] == ["1", "2", "3", "4"]
    run("set", project, "payload.feed=3 mg")
    high = next(row for row in plain if row["payload.feed [mg]"] == "3.0")
    assert float(high["predicted loading.dlc [%]"]) == pytest.approx(value(run, project, "loading.dlc"), rel=1e-9)


@pytest.mark.parametrize(
    ("design", "options", "count"),
    [("ccd", (), 13), ("ccd", ("--faces", "--centres", "2"), 10), ("lhs", ("--runs", "8"), 8), ("mixture", ("--levels", "3"), 4)],
)
def test_doe_knows_its_designs(run: Run, project: Path, design: str, options: tuple[str, ...], count: int) -> None:
    said = run("doe", project, "--design", design, "--vary", "ligand.density=1:20", "--vary", "payload.feed=1:3", *options)
    assert said.code == 0 and len(said.out.splitlines()) == count + 1


def test_sensitivity_as_text_and_for_machines(run: Run, project: Path) -> None:
    words = ("sensitivity", project, "--output", "loading.dlc", "--draws", 128, "--seed", 1)
    data = run(*words, "--json").data
    assert data["output"] == "loading.dlc" and data["unit"] == "%"
    assert {entry["path"] for entry in data["sobol"]} <= {entry["path"] for entry in data["local"]}
    assert sum(entry["first"] for entry in data["sobol"]) <= 1.1
    text = run(*words).out
    assert "payload.feed" in text and "Sobol" in text
    assert run("sensitivity", project, "--draws", 64, "--json").data["output"] == "targeting.selectivity"


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (("sweep", "--vary", "payload.feed=1:4"), ("PATH=START:STOP:N",)),
        (("sweep", "--vary", "payload.feed=1:4:many"), ("'many' is not a number of steps",)),
        (("sweep", "--vary", "payload.fed=1:4:3"), ("no field 'payload.fed'", "payload.feed")),
        (("sweep", "--vary", "carrier.id=1:4:3"), ("carrier.id is a choice",)),
        (("sweep", "--vary", "payload.feed=1 nm:4:3"), ("payload.feed", "nm")),
        (("sweep", "--vary", "payload.feed=4:1:3"), ("payload.feed: 4 to 1 mg is not a range",)),
        (("sweep", "--vary", "payload.feed=1:4:3", "--outputs", "loading.dcl"), ("no output 'loading.dcl'", "loading.dlc")),
        (("sweep", "--vary", "medium.ph=4:20:3"), ("medium.ph", "pH")),
        (("solve", "--vary", "payload.feed", "--target", "loading.dlc"), ("not OUTPUT=VALUE",)),
        (("solve", "--vary", "payload.feed", "--target", "loading.dlc=5 nm"), ("loading.dlc", "nm")),
        (("screen", "--vary", "payload.feed=1:4", "--count", "0"), ("--count", "whole number")),
        (("screen", "--vary", "payload.feed=1:4", "--count", "9"), ("what is looked for",)),
        (("screen", "--vary", "payload.feed=1:4", "--count", "9", "--objective", "loading.dlc=up"), ("an objective is max or min",)),
        (("screen", "--vary", "payload.feed=1:4", "--count", "9", "--constraint", "loading.dlc=5"), ("not OUTPUT<=VALUE",)),
        (
            ("screen", "--vary", "payload.feed=1:4", "--count", "9", "--objective", "loading.dlc=max", "--scheduler", "x"),
            ("--engine dask",),
        ),
        (("doe", "--design", "box-behnken", "--vary", "payload.feed=1:4"), ("needs 3 inputs",)),
        (("doe", "--design", "taguchi", "--vary", "payload.feed=1:4"), ("--design", "'taguchi'")),
        (("sensitivity", "--output", "loading.dcl"), ("no output 'loading.dcl'",)),
        (("sensitivity", "--draws", "10"), ("10 draws",)),
    ],
)
def test_what_cannot_be_done_is_said_in_words(run: Run, project: Path, words: tuple[str, ...], parts: tuple[str, ...]) -> None:
    run(words[0], project, *words[1:]).refuses(2, *parts)


def test_a_place_that_cannot_be_written_is_said(run: Run, project: Path, tmp_path: Path) -> None:
    run("sweep", project, "--vary", "payload.feed=1:4:3", "-o", tmp_path / "none" / "o.csv").refuses(3, "o.csv")


def test_ctrl_c_stops_without_leaving_a_file(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    command = [sys.executable, "-m", "formulator", "screen", str(project), "--vary", "ligand.density=0.5:30", "--count", "100000000"]
    ear, mouth = pty.openpty()  # On a terminal it says how far it is once it works.
    process = subprocess.Popen(
        [*command, "--objective", "targeting.selectivity=max", "-o", str(out)],
        stderr=mouth,
        stdout=subprocess.PIPE,
        text=True,
        # Whoever runs the tests in the background of a shell has told them to ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    os.close(mouth)
    error = b""
    try:
        while b"screen:" not in error:
            error += os.read(ear, 1000)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=300)
        error += os.read(ear, 1000)
    finally:
        process.kill()
        process.communicate()
        os.close(ear)
    assert process.returncode == 130
    assert said == "" and error.endswith(b"formulator: stopped.\r\n") and b"Traceback" not in error
    assert not out.exists() and list(tmp_path.glob(".*")) == []


def test_progress_is_quiet_for_a_second_and_then_counts(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter((0.0, 0.5, 1.5, 1.6, 2.0, 3.0))
    monkeypatch.setattr(varying.time, "monotonic", lambda: next(clock))
    told = varying.Progress("screen")
    for share in (0.3, 0.35, 0.39, 0.52, 1.0):
        told(share)
    told.close()
    assert capsys.readouterr().err == "screen: 30 %\nscreen: 50 %\nscreen: 100 %\n"


def test_progress_on_a_terminal_stays_on_its_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter((0.0, 1.5, 1.6, 2.0))
    monkeypatch.setattr(varying.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(varying.sys.stderr, "isatty", lambda: True)
    told = varying.Progress("sweep")
    for share in (0.3, 0.35, 0.9):
        told(share)
    told.close()
    assert capsys.readouterr().err == "\rsweep:  30 %\rsweep:  90 %\n"


def test_ends_take_the_unit_of_the_design_when_bare() -> None:
    low, high = varying.ends(Design(), "carrier.diameter", "60", "120")
    assert (low.unit, low.magnitude, high.magnitude) == ("nm", 60.0, 120.0)
