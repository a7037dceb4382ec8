"""The window under a monkey and under kill -9: R7, R8."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from figures.measure import HERE, ROOT, Measured, own_places, python, tail

from formulator import storage
from formulator.errors import ProjectFileError

MOST_LOST = 5.0
"""Seconds of work that a kill may cost."""
_RECOVERED = """
import json, sys
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
from formulator.ui.recovery import left_behind
print(json.dumps([[str(one.path), one.project.variant().design.ligands[0].density.magnitude] for one in left_behind()]))
"""


def killed(count: int) -> Measured:
    """R7: sessions killed at random moments; file sound, copy offered, at most five seconds of edits gone."""
    random_ = random.Random(7)
    worst, offered, needed, wrong = 0.0, 0, 0, []
    for number in range(count):
        with tempfile.TemporaryDirectory() as name, own_places(Path(name) / "places") as places:
            found = _one_session(Path(name), places, number, random_.uniform(0.2, 12.0))
        if isinstance(found, str):
            wrong.append(found)
            continue
        lost, was_needed, was_offered = found
        worst, needed, offered = max(worst, lost), needed + was_needed, offered + was_offered
        if lost > MOST_LOST:
            wrong.append(f"session {number}: {lost:.1f} s of edits gone")
    words = (
        f"{count} sessions killed 0.2 to 12 s after the first edit: {len(wrong)} wrong; in {needed} a copy of unsaved work existed, "
        f"offered at the next start in {offered}; at most {worst:.2f} s of edits gone"
    )
    return Measured(words + (f"; {'; '.join(wrong[:2])}" if wrong else ""), not wrong and offered == needed)


def _one_session(folder: Path, places: dict[str, str], seed: int, lives: float) -> str | tuple[float, bool, bool]:
    mine = Path(shutil.copyfile(storage.examples()["crgd-polymersome-docetaxel"], folder / "mine.formulation"))
    notes = folder / "notes"
    notes.touch()
    environment = {**os.environ, **places, "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(HERE / "session.py"), str(mine), str(notes), str(seed)]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 120
        while not notes.read_text() and running.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(lives)
    finally:
        running.kill()
        running.wait()
    end = time.monotonic()
    steps = [line.split() for line in notes.read_text().splitlines() if len(line.split()) == 3]
    if not steps:
        return f"session {seed} never began"
    return _judged(mine, places, steps, end, seed)


def _judged(mine: Path, places: dict[str, str], steps: list[list[str]], end: float, seed: int) -> str | tuple[float, bool, bool]:
    """Seconds between the kill and the newest edit that is gone, whether a copy had been written, and whether it is offered."""
    try:
        density = storage.load(mine).project.variant().design.ligands[0].density
    except ProjectFileError as problem:
        return f"session {seed}: {problem}"
    edits = [(int(number), float(when)) for number, when, what in steps if what == "edit"]
    held = [density.magnitude] if density is not None else []
    copies = list((Path(places["XDG_DATA_HOME"]) / "formulator" / "recovery").rglob("copy.formulation"))
    result = python("-c", _RECOVERED, **places)
    try:
        offered = json.loads(result.stdout)
    except ValueError:
        return f"session {seed}: {tail(result)}"
    held += [magnitude for path, magnitude in offered if path == str(mine)]
    newest = max((number for number, _ in edits if any(abs(number / 1000.0 - one) < 1e-9 for one in held)), default=0)
    gone = [when for number, when in edits if number > newest]
    return (max(0.0, end - min(gone)) if gone else 0.0), bool(copies), bool(offered)


SEEDS = 10
STEADY = 20.0
"""Megabytes of growth that the bar allows."""


def monkey(count: int, hours: float | None = None) -> Measured:
    """R8: random actions over ten seeds; fewer than a thousand are one seed, too few to say anything of times and memory.

    With `hours` each seed acts for its share of that time, as many at once as there are cores; warming up and looking at memory
    are not counted.
    """
    is_short = hours is None and count < 1000
    seeds = 1 if is_short else SEEDS
    share = ["--steps", str(count // seeds)] if hours is None else ["--steps", str(10**6), "--seconds", f"{3600 * hours / seeds:.0f}"]
    share += ["--stall", "30"] if is_short else ["--stall", "1", "--warm", "resting:warm_up", "--rest", "resting:at_rest"]
    with ThreadPoolExecutor(1 if hours is None else os.cpu_count()) as several:
        found = list(several.map(lambda seed: _acted(seed, share, is_short), range(1, seeds + 1)))
    reports = [one for one in found if not isinstance(one, str)]
    failures, heavy, said = Counter(died=len(found) - len(reports)), [], next((one for one in found if isinstance(one, str)), "")
    for report in reports:
        heavy += [seconds for seconds, _ in report["heaviest"]] + [0.2] * max(0, report["heavy"] - len(report["heaviest"]))
        # What the program did wrong is said before what took long.
        for failure in sorted(report["failures"], key=lambda one: one["kind"] in ("stall", "memory", "widgets")):
            failures[failure["kind"]] += 1
            said = said or f"{' '.join(failure['detail'].split())[-300:]} after {failure['trace'][-1:]}"
    failures += Counter()  # Without what did not happen.
    steps, acted = (sum(report[name] for report in reports) for name in ("steps", "seconds"))
    growth = [report["rss_growth_mb"] for report in reports]
    words = (
        f"{steps} actions over {seeds} seeds in {acted / 60:.0f} min: {dict(failures) or 'no failure'}; slowest step "
        f"{max((report['slowest'][0] for report in reports), default=0.0):.2f} s of the clock without waiting for a processor; "
        f"{len(heavy)} steps over 200 ms of the window's thread (at most {max(heavy, default=0.0):.2f} s)"
    )
    if not is_short and reports:
        widgets = [report["standing"][-1][1] / report["standing"][0][1] - 1.0 for report in reports]
        words += (
            f"; growth from rest to rest over all actions, after everything was used once, {min(growth):.0f} to {max(growth):.0f} MB, "
            f"of widgets {min(widgets):+.1%} to {max(widgets):+.1%}; the window was closed and opened anew "
            f"{sum(report['actions'].get('reopen', 0) for report in reports)} times"
        )
    is_quick = is_short or (not heavy and max(growth, default=0.0) < STEADY)
    is_whole = acted >= 0.95 * 3600 * hours if hours is not None else steps >= count - seeds
    return Measured(words + (f"; {said}" if said else ""), not failures and is_quick and is_whole)


def _acted(seed: int, share: list[str], is_short: bool) -> dict[str, Any] | str:
    """What one seed did, or how it died. The diary of one that failed stays in the folder for temporary files."""
    with tempfile.TemporaryDirectory() as name, own_places(Path(name) / "places") as places:
        report, diary = Path(name) / "report.json", Path(name) / "diary"
        how = ("--report", str(report), "--scratch", name, "--diary", str(diary), *share, "--rss-limit", str(STEADY), "--seed", str(seed))
        result = python(str(HERE / "monkey.py"), "--window", "formulator.ui.app:make_window", *how, **places)
        found = json.loads(report.read_text("utf-8")) if report.exists() else None
        if found is None or found["failures"]:
            shutil.copyfile(diary, Path(tempfile.gettempdir()) / f"monkey-{seed}.diary")
        if found is None:
            return f"{tail(result)} | {' '.join(diary.read_text('utf-8').split())[-1500:]}"
    if not is_short:
        worst = found["heaviest"][0] if found["heaviest"] else "no step over 200 ms"
        told = f"{found['steps']} actions, growth {found['rss_growth_mb']} MB, {worst}, {len(found['failures'])} failures"
        print(f"    seed {seed}: {told}; {found['standing']}", flush=True)
    return dict(found)
