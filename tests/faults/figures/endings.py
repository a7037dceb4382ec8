"""What is left of a session that ends in the middle of something: R7b."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from figures.measure import HERE, ROOT, VALID, Measured, own_places

from formulator import storage
from formulator.ui.recovery import left_behind

HOWS, WHENS = ("term", "close", "keep", "twice"), ("save", "calculation", "autosave")
LONGEST = 2.0
"""Seconds from the request to the end of the process."""
NOISE = ("QThread", "Traceback", "QObject", "Fatal", "Error")


@dataclass(frozen=True)
class Ended:
    """One session: what was wrong with it, if anything, and how long the end took by the clock and on the processor."""

    wrong: str
    taken: float = 0.0
    busy: float = 0.0


def ended(how: str, when: str) -> Ended:
    """Run one session and look at what it left."""
    with tempfile.TemporaryDirectory() as name, own_places(Path(name) / "places") as places:
        mine = Path(shutil.copyfile(VALID, Path(name) / "mine.formulation"))
        environment = {**os.environ, **places, "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}", "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, str(HERE / "ending.py"), str(mine), how, when]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None and running.stderr is not None
            word, _, before = running.stdout.readline().partition(" ")
            begun = time.monotonic()
            if word != "now":
                running.kill()
                return Ended(f"{how} in {when} never began: {running.stderr.read()[-300:]}")
            _, status, used = os.wait4(running.pid, 0)
            taken, busy = time.monotonic() - begun, used.ru_utime + used.ru_stime - float(before)
            running.returncode = code = os.waitstatus_to_exitcode(status)
            said = running.stderr.read()
        recovery = Path(places["XDG_DATA_HOME"]) / "formulator" / "recovery"
        wrong = _wrong(mine, recovery, how, when)
    noise = [one for one in NOISE if one in said]
    if code or noise or wrong:
        return Ended(f"{how} in {when}: exit code {code}, {wrong or 'files as they should be'} {' '.join(said.split())[-200:]}")
    return Ended("", taken, busy)


def _wrong(mine: Path, recovery: Path, how: str, when: str) -> str:
    """What is wrong with the files: the project is new where it was saved and old elsewhere, and unsaved work is offered after a signal."""
    is_saved = when == "save" or how == "keep"
    density = storage.load(mine).project.variant().design.ligands[0].density
    is_new = density is not None and density.typed == "7 mol%"
    if not is_saved and mine.read_bytes() != VALID.read_bytes():
        return "the file is another"
    if is_saved != is_new:
        return f"the file is {'new' if is_new else 'old'}"
    strays = [path.name for path in mine.parent.iterdir() if path.name not in ("mine.formulation", "places")]
    if strays:
        return f"{strays} left beside the file"
    offered = [one.project.variant().design.ligands[0].density for one in left_behind(recovery)]
    wanted = 0 if is_saved or how == "close" else 1
    if len(offered) != wanted or any(one is None or one.typed != "7 mol%" for one in offered):
        return f"{len(offered)} copies offered, {wanted} wanted"
    return ""


def endings(count: int) -> Measured:
    """R7b: every way to end at every moment, over and over. A few sessions beside other work say nothing of the clock."""
    if os.name == "nt":
        return Measured("signals of POSIX are needed", None)
    cases = list(itertools.islice(itertools.cycle(itertools.product(WHENS, HOWS)), count))
    found = [ended(how, when) for when, how in cases]
    wrong = [one.wrong for one in found if one.wrong]
    slow = sum(one.taken > LONGEST for one in found)
    is_quick = max(one.busy for one in found) <= LONGEST and (not slow or count < len(HOWS) * len(WHENS))
    words = (
        f"{count} sessions closed, saved and closed, or sent SIGTERM once or twice during a save, a copy of unsaved work or a calculation: "
        f"{len(wrong)} wrong; {slow} took more than 2 s by the clock (at most {max(one.taken for one in found):.2f} s, of the processor "
        f"{max(one.busy for one in found):.2f} s)"
    )
    return Measured(words + (f"; {'; '.join(wrong[:2])}" if wrong else ""), not wrong and is_quick)
