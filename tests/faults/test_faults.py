"""The fault tools in short: hostile files into the reader, and a fault at every operation of a save.

The long runs, by hand before a release:

    python tests/faults/hostile_check.py tests/faults/valid.formulation --path tests/faults --loader project_file:project_of \
        --saver project_file:save_project --error formulator.errors:ProjectFileError --sign project_file:sign \
        --allowed project_file:allowed --content project_file:content --unit '^u$' --version-key '^schema$' \
        --suffix .formulation --integrity -n 10000          (or --exhaustive 1: every length, every byte)
    python tests/faults/savecrash.py --call project_file:save_new --path tests/faults --dir FOLDER --old OLD.formulation \
        --clean-error ProjectFileError --clean-error SavedUnconfirmedError --trials 1000
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HOSTILE = (
    "--path", str(HERE), "--loader", "project_file:project_of", "--saver", "project_file:save_project",
    "--error", "formulator.errors:ProjectFileError", "--sign", "project_file:sign", "--allowed", "project_file:allowed",
    "--content", "project_file:content", "--unit", "^u$", "--version-key", "^schema$", "--suffix", ".formulation",
)  # fmt: skip
SAVES = (
    "--call", "project_file:save_new", "--path", str(HERE),
    "--clean-error", "ProjectFileError", "--clean-error", "SavedUnconfirmedError",
)  # fmt: skip

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the tool forks its workers")
needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="faults are injected with LD_PRELOAD")
needs_gcc = pytest.mark.skipif(shutil.which("gcc") is None, reason="gcc, which builds the fault injector, is not installed")


def run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(HERE / tool), *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def hostile(scratch: Path, *how: str) -> subprocess.CompletedProcess[str]:
    return run("hostile_check.py", str(HERE / "valid.formulation"), *HOSTILE, "--integrity", "--scratch", str(scratch), *how)


@needs_fork
@pytest.mark.parametrize("seed", [1, 2])
def test_hostile_files_are_refused_by_name_or_load_unchanged(tmp_path: Path, seed: int) -> None:
    result = hostile(tmp_path, "-n", "200", "--seed", str(seed))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "200 files" in result.stdout


@needs_fork
def test_every_seventh_length_and_byte_of_a_damaged_file_is_refused(tmp_path: Path) -> None:
    result = hostile(tmp_path, "--exhaustive", "7")
    assert result.returncode == 0, result.stdout + result.stderr


@needs_linux
@needs_gcc
@pytest.mark.parametrize("first_save", [False, True])
def test_an_interrupted_save_leaves_the_old_file_or_the_new_one(tmp_path: Path, first_save: bool) -> None:
    old = tmp_path / "old"
    old.write_bytes((HERE / "valid.formulation").read_bytes().replace(b"cRGD polymersomes", b"another title"))
    before = () if first_save else ("--old", str(old))
    result = run("savecrash.py", *SAVES, *before, "--dir", str(tmp_path / "work"), "--trials", "150", "--scratch", str(tmp_path))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "150 faults" in result.stdout
    assert "all invariants held" in result.stdout
