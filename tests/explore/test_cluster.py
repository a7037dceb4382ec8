"""Screening with Dask workers gives what one process gives; without Dask it says what to install."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from formulator import storage
from formulator.errors import UsageError
from formulator.explore import cluster
from formulator.explore.factor import Factor
from formulator.explore.screening import Objective, Question

from .cases import case


def question() -> Question:
    example = case("dpgs-micelle")
    return Question(
        design=example.design,
        catalogue=example.catalogue,
        factors=(Factor(path="carrier.diameter", low=60, high=140, unit="nm"), Factor(path="medium.ph", low=5, high=9, unit="pH")),
        objectives=(Objective(path="charge.zeta", towards="min"), Objective(path="size.number_median", towards="max")),
        top=9,
    )


def test_without_dask_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask.distributed", None)
    with pytest.raises(UsageError, match=r"formulator\[cluster\]"):
        cluster.screen(question(), 10)


def test_workers_find_what_one_process_finds(tmp_path: Path) -> None:
    """In a process of its own, because workers speak over sockets, which are closed in tests."""
    if importlib.util.find_spec("distributed") is None:
        pytest.skip("Dask is not installed")
    example = storage.examples()["dpgs-micelle"]
    words = ("screen", str(example), "--vary", "carrier.diameter=60:140", "--count", "40000", "--objective", "charge.zeta=min")
    for engine in ("dask", "local"):
        command = [sys.executable, "-m", "formulator", *words, "--engine", engine, "-o", str(tmp_path / engine)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "dask").read_bytes() == (tmp_path / "local").read_bytes()


def test_a_scheduler_that_is_none_is_said_in_words(tmp_path: Path) -> None:
    if importlib.util.find_spec("distributed") is None:
        pytest.skip("Dask is not installed")
    words = ("screen", str(storage.examples()["dpgs-micelle"]), "--vary", "carrier.diameter=60:140", "--count", "10")
    more = ("--objective", "charge.zeta=min", "--engine", "dask", "--scheduler", "nonsense", "-o", str(tmp_path / "o.csv"))
    done = subprocess.run([sys.executable, "-m", "formulator", *words, *more], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 2 and "No Dask scheduler answers at nonsense" in done.stderr
