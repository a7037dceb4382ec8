"""Exit codes, help and the ways in which a terminal may fail the program."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from formulator import __version__
from formulator.cli.main import parser

from .conftest import Run


def command(*words: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "formulator", *map(str, words)]
    return subprocess.run(line, text=True, encoding="utf-8", timeout=300, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_version_and_citation_are_told_by_the_installed_command() -> None:
    told = command("--version", capture_output=True)
    assert (told.returncode, told.stdout, told.stderr) == (0, f"formulator {__version__}\n", "")
    cited = command("--cite", capture_output=True)
    assert cited.returncode == 0
    assert cited.stdout.startswith("cff-version: 1.2.0\n")
    assert "\ntitle:" in cited.stdout


def test_a_whole_day_through_the_installed_command(tmp_path: Path) -> None:
    path = tmp_path / "a.formulation"
    assert command("new", "--template", "sirna-polyplex", "-o", path, capture_output=True).returncode == 0
    assert command("set", path, "payload.np_ratio=8", capture_output=True).returncode == 0
    said = command("evaluate", path, capture_output=True)
    assert said.returncode == 0
    assert "N/P" in said.stdout
    assert "8.00" in said.stdout


def test_numbers_come_without_qt(project: Path) -> None:
    code = (
        "import sys; from formulator.cli import main; assert main(['evaluate', sys.argv[1], '--json']) == 0;"
        "print(sorted(name for name in sys.modules if name.startswith(('PySide6', 'pyqtgraph', 'openpyxl', 'rdkit'))), file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", code, str(project)], capture_output=True, text=True, timeout=300, check=False)
    assert (found.returncode, found.stderr.strip()) == (0, "[]")


def test_signs_survive_a_pipe_whatever_the_locale(project: Path) -> None:
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    said = command("evaluate", project, capture_output=True, env=environ)
    assert said.returncode == 0
    assert "◔ estimate" in said.stdout
    assert said.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_under_the_output_is_said_in_one_sentence(project: Path) -> None:
    with open("/dev/full", "w") as full:
        said = command("evaluate", project, stdout=full, stderr=subprocess.PIPE)
    assert said.returncode == 3
    assert said.stderr == "formulator: the output could not be written: No space left on device.\n"


@pytest.mark.skipif(os.name != "posix", reason="needs a shell with pipes")
def test_a_reader_that_stops_early_is_no_fault(project: Path) -> None:
    line = f'"{sys.executable}" -m formulator calc --list --json | head -c 10'
    said = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=300, check=False)
    assert (len(said.stdout), said.stderr) == (10, "")


def test_a_session_without_a_display_is_told_so_before_qt_can_abort() -> None:
    environ = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    said = command(capture_output=True, env=environ)
    assert (said.returncode, said.stdout) == (2, "")
    assert "no display" in said.stderr
    assert said.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ((), "Name a command"),
        (("nope",), "no command 'nope'"),
        (("--nope",), "'--nope' is not understood here"),
        (("evaluate",), "Not given: file"),
        (("evaluate", "a", "b"), "'b' is not understood here"),
        (("evaluate", "a", "--draws"), "--draws needs a value"),
        (("evaluate", "a", "--draws", "abc"), "--draws: 'abc' is not a whole number from 0 to"),
        (("evaluate", "a", "--draws", "-1"), "--draws: '-1'"),
        (("evaluate", "a", "--draws", "10000000000"), "--draws: '10000000000'"),
        (("evaluate", "a", "--seed", "-1"), "--seed: '-1'"),
        (("evaluate", "a", "--now", "yesterday"), "--now: 'yesterday' is not a time such as 2026-01-01T00:00:00Z"),
        (("sheet", "a", "-o", "b.pdf", "--page", "A3"), "--page: 'A3' is not one of"),
        (("sheet", "a"), "Not given: -o"),
        (("catalogue",), "Not given: list|show|check"),
    ],
)
def test_wrong_use_exits_2_and_says_what_is_taken(run: Run, words: tuple[str, ...], part: str) -> None:
    run(*words).refuses(2, part)


def test_every_command_takes_a_time_and_a_seed(run: Run) -> None:
    for words in (("units",), ("calc", "--list"), ("catalogue", "check"), ("new", "--list"), ("schema",)):
        assert run(*words, "--now", "2026-01-01T00:00:00+02:00", "--seed", "7").code == 0


def commands() -> list[str]:
    """Every command there is."""
    choices = [action.choices for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return list(choices[0])


def test_help_lists_every_command(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("--help")
    assert left.value.code == 0
    listed = capsys.readouterr().out
    assert len(commands()) > 20
    for name in commands():
        assert re.search(rf"^    {name}\s+\w", listed, re.MULTILINE), name


def test_the_manual_holds_every_command() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    for name in commands():
        assert re.search(rf"`{name}[ `]", manual), name


@pytest.mark.parametrize("name", commands())
def test_every_command_explains_itself(run: Run, capsys: pytest.CaptureFixture[str], name: str) -> None:
    with pytest.raises(SystemExit) as left:
        run(name, "--help")
    assert left.value.code == 0
    assert f"usage: formulator {name}" in capsys.readouterr().out
