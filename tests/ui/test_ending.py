"""The program is told to end from outside, in the middle of work."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from formulator import storage
from formulator.ui.recovery import left_behind
from formulator.ui.window import Window

ROOT = Path(__file__).resolve().parents[2]
SESSION = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from formulator.ui import app, window
made = []
begin = window.Window.__init__
def remembered(self, *a, **k):
    begin(self, *a, **k)
    made.append(self)
window.Window.__init__ = remembered
def work():
    if made and made[0].keeper is not None and made[0].workbench.prediction is not None:
        if sys.argv[2] == "edited":
            made[0].workbench.type_text("ligand.density", "7 mol%")
        print("ready", flush=True)
        timer.stop()
timer = QTimer(app.application(), interval=20)
timer.timeout.connect(work)
timer.start()
sys.exit(app.run(Path(sys.argv[1])))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("edited", [True, False])
def test_a_program_that_is_told_to_end_ends_at_once_and_leaves_its_work(tmp_path: Path, edited: bool) -> None:
    mine = Path(shutil.copyfile(storage.examples()["crgd-polymersome-docetaxel"], tmp_path / "mine.formulation"))
    before = mine.read_bytes()
    places = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")}
    for place in places.values():
        Path(place).mkdir(mode=0o700)
    environment = {**os.environ, **places, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SESSION, str(mine), "edited" if edited else "same"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None and running.stderr is not None
        assert running.stdout.readline() == "ready\n", running.stderr.read()
        begun = time.monotonic()
        running.send_signal(signal.SIGTERM)
        code = running.wait(20)
        taken = time.monotonic() - begun
        said = running.stderr.read()
    assert code == 0 and "Traceback" not in said and "QThread" not in said, said
    assert taken < 10.0  # Two seconds on a quiet machine.
    assert mine.read_bytes() == before
    left = left_behind(tmp_path / "XDG_DATA_HOME" / "formulator" / "recovery")
    assert len(left) == edited
    for work in left:
        assert work.path == mine and work.project.variant().design.ligands[0].density.typed == "7 mol%"  # type: ignore[union-attr]


def test_what_was_saved_while_the_question_stood_there_is_not_written_again(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    window.workbench.type_text("ligand.density", "7 mol%")
    window.filing.save()
    assert not window.workbench.is_edited
    monkeypatch.setattr(window.filing, "save", lambda: pytest.fail("written twice"))
    window._save_and_close()
    assert not window.isVisible()
