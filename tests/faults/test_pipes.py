"""A named pipe where a file belongs: the program says so and goes on. Whoever opens such a pipe and waits would wait for ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
EXAMPLE = ROOT / "resources" / "examples" / "crgd-polymersome-docetaxel.formulation"
PATIENCE = 120
WINDOW = """
import os, shutil, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
home, example = map(Path, sys.argv[1:])
file = Path(shutil.copyfile(example, home / "mine.formulation"))
from formulator.ui.hold import lock_name
pipes = [
    home / "formulator" / "formulator.ini", home / "formulator.ini", home / "formulator" / "materials.toml", lock_name(file),
    *(home / "formulator" / "recovery" / "left" / name for name in ("lock", "about.json")), home / "recent.formulation",
]
for pipe in pipes:
    pipe.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(pipe)
shutil.copyfile(example, home / "formulator" / "recovery" / "left" / "copy.formulation")
from formulator.ui.app import make_window
from formulator.ui.recovery import left_behind
window = make_window(file)
print(window.centre.bar.text.text())
print(window.windowTitle(), window.workbench.is_read_only, len(left_behind()))
window.set_theme("dark")
window.settings.store.sync()
print(window.filing.open(home / "recent.formulation"), window.centre.bar.text.text())
window.workbench.type_text("ligand.density", "7 mol%")
print(window.filing.save(), window.keeper is None or window.keeper.write())
window.close_now()
"""


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    places = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"), str(home))
    environment = {**os.environ, **places, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_pipes_in_every_place_keep_no_window_from_opening(tmp_path: Path) -> None:
    result = run(tmp_path, "-c", WINDOW, str(tmp_path), str(EXAMPLE))
    assert result.returncode == 0, result.stderr
    said = result.stdout.splitlines()
    assert "formulator.ini is no file, so theme, layout and the list of files are not kept" in said[0]
    assert said[1].endswith(" False 1"), said
    assert said[2].startswith("False ") and "it is not a regular file" in said[2]
    assert said[3] == "True None"
    assert (tmp_path / "formulator" / "formulator.ini").is_fifo()


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.parametrize(
    "words",
    [
        ("evaluate", "PIPE"),
        ("set", "PIPE", "medium.ph=7"),
        ("import", "FILE", "PIPE"),
        ("validate", "PIPE"),
        ("sheet", "FILE", "--template", "PIPE", "-o", "out.html"),
        ("sheet", "FILE", "-o", "PIPE.html"),
        ("catalogue", "list"),
        ("catalogue", "add", "drug", "Mine", "--smiles", "CC(=O)O"),
        ("catalogue", "add", "drug", "Mine", "--smiles", "CC(=O)O", "-o", "PIPE"),
    ],
    ids=" ".join,
)
def test_the_command_line_refuses_a_pipe(tmp_path: Path, words: tuple[str, ...]) -> None:
    file, pipe = tmp_path / "mine.formulation", tmp_path / "pipe"
    file.write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "formulator").mkdir()
    for one in (pipe, tmp_path / "pipe.html", *([tmp_path / "formulator" / "materials.toml"] if words[0] == "catalogue" else [])):
        os.mkfifo(one)
    arguments = [word.replace("PIPE", str(pipe)).replace("FILE", str(file)).replace("out.", f"{tmp_path}/out.") for word in words]
    result = run(tmp_path, "-m", "formulator", *arguments)
    assert result.returncode == 3 and "it is not a regular file" in result.stderr, (result.returncode, result.stdout, result.stderr)
    assert "Traceback" not in result.stderr and not (tmp_path / "out.html").exists()
