"""The command line driven in process: what it prints, what it returns, and a project to work on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from formulator.cli import main


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    error: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    def refuses(self, code: int, *parts: str) -> None:
        """One or two plain sentences on stderr that hold these parts; nothing on stdout."""
        assert (self.code, self.out) == (code, ""), (self.code, self.out, self.error)
        assert self.error.startswith("formulator: ")
        assert self.error.count("\n") == 1
        assert len(self.error) < 600
        assert "Traceback" not in self.error
        for word in ("invalid", "please", "Error"):
            assert word not in self.error, self.error
        for part in parts:
            assert part in self.error, self.error


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in process."""

    def call(*words: str | Path) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return call


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    """A worked example as a file of one's own."""
    path = tmp_path / "a.formulation"
    assert run("new", "--template", "crgd-polymersome-docetaxel", "-o", path, "--now", "2026-01-01T00:00:00Z").code == 0
    return path
