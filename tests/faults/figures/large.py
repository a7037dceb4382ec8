"""A project of ten thousand variants, and too little memory for it: R16, R16b."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from figures.measure import VALID, Measured, own_places, python, tail

_WORK = """
import dataclasses, json, resource, sys, time
from pathlib import Path
import project_file
from formulator import storage
from formulator.units import Value
from formulator import design as designs

count, path, what = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
said = {}
def timed(name, work):
    wall, busy = time.perf_counter(), time.process_time()
    found = work()
    said[name] = [time.perf_counter() - wall, time.process_time() - busy]
    return found
if what == "make":
    base = project_file.valid_project()
    first = base.variants[0]
    made = tuple(
        dataclasses.replace(first, id=f"v{n}", name=f"design {n}", parent=None,
                            design=designs.replaced(first.design, "ligand.density", Value(0.001 * n, "mol%")))
        for n in range(count)
    )
    storage.save(dataclasses.replace(base, variants=made, active="v0", measurements=(), batches=(), calibrations=()), path)
elif what == "open":
    opened = timed("open", lambda: storage.load(path))
    project = opened.project
    changed = project.with_variant(dataclasses.replace(project.variant(), note="changed"))
    timed("save", lambda: storage.save(changed, path, expected_digest=opened.digest))
    said["variants"], said["bytes"] = len(project.variants), path.stat().st_size
else:
    from PySide6.QtWidgets import QApplication
    from formulator.ui.app import make_window
    window = make_window(path)
    worst = 0.0
    for number in range(30):
        busy = time.thread_time()
        window.workbench.type_text("ligand.density", f"{number + 1} mol%")
        QApplication.processEvents()
        worst = max(worst, time.thread_time() - busy)
    busy = time.thread_time()
    window.go("compare")
    for _ in range(5):
        QApplication.processEvents()
    said["step"], said["compare"] = worst, time.thread_time() - busy
    window.close_now()
said["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(said), flush=True)
import os
os._exit(0)
"""


def ten_thousand(count: int) -> Measured:
    """R16: open, save and memory without a window, then a step of an edit in the window, each in a fresh process."""
    with tempfile.TemporaryDirectory() as name, own_places(Path(name) / "places") as places:
        path = Path(name) / "large.formulation"
        made = python("-c", _WORK, str(count), str(path), "make", **places)
        plain = python("-c", _WORK, str(count), str(path), "open", **places)
        shown = python("-c", _WORK, str(count), str(path), "window", **places)
    try:
        one, two = json.loads(plain.stdout), json.loads(shown.stdout)
    except ValueError:
        return Measured(tail(made) + tail(plain) + tail(shown), False)
    (opened, opened_busy), (saved, saved_busy) = one["open"], one["save"]
    words = (
        f"{one['variants']} variants, {one['bytes'] / 1e6:.2f} MB: open {opened:.2f} s ({opened_busy:.2f} s of the processor), "
        f"save {saved:.2f} s ({saved_busy:.2f} s), {one['memory']:.0f} MB at most; with the window {two['memory']:.0f} MB, "
        f"longest step of an edit {1e3 * two['step']:.0f} ms of the window's thread, "
        f"going to Compare {1e3 * two['compare']:.0f} ms"
    )
    holds = opened < 2 and saved < 1 and one["memory"] < 400 and two["memory"] < 400 and two["step"] < 0.2 and two["compare"] < 0.2
    return Measured(words, holds and one["variants"] == count)


_TIGHT = """
import faulthandler, json, os, resource, sys
from pathlib import Path
from PySide6.QtTest import QTest
from formulator.ui.app import make_window
from formulator.ui.basics import DESIGN
from formulator.ui.mistakes import install_hooks
from formulator.ui.pages import PAGES

mine, big, room, most = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
window = make_window(mine)
install_hooks(window)
bench = window.workbench
bench.type_text("ligand.density", "7 mol%")
window.keeper.write()
QTest.qWait(500)
taken = next(int(line.split()[1]) >> 10 for line in open("/proc/self/status") if line.startswith("VmSize"))
faulthandler.dump_traceback_later(60, exit=True)
limit = (most if room < 0 else taken + room) << 20
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
before = bench.project, bench.document, window.windowTitle()
opened = window.filing.open(big)
after = bench.project, bench.document, window.windowTitle()
said = window.centre.bar.text.text()
print(json.dumps([opened, after == before, len(bench.project.variants), said, taken]), flush=True)
for place in (*PAGES, DESIGN):
    try:
        window.go(place)
        QTest.qWait(200)
    except (MemoryError, ImportError, OSError, RuntimeError) as problem:
        print(type(problem).__name__, file=sys.stderr)
print("through", flush=True)
os._exit(0)
"""
LIMIT = 600
"""MB of addresses that a process may take."""


def little_memory(count: int) -> Measured:
    """R16b: ten thousand variants opened, evaluated and plotted in 600 MB; opened in a window that may take only so much more."""
    if not sys.platform.startswith("linux"):
        return Measured("limits of addresses are those of Linux", None)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name, own_places(Path(name) / "places") as places:
        big = Path(name) / "large.formulation"
        python("-c", _WORK, "10000", str(big), "make", **places)
        for words in (("evaluate",), ("plot", "--plot", "size", "-o", f"{name}/plot.svg")):
            result = _limited("-m", "formulator", words[0], str(big), *words[1:], places=places)
            wrong += [] if result.returncode == 0 else [f"{words[0]}: {tail(result)}"]
        rooms = [-1, *(round(4 * 1.35**step) for step in range(count - 1))]
        found = [_opened_in(room, big, Path(name) / f"work{room}") for room in rooms]
    wrong += [one.wrong for one in found if one.wrong]
    first, *tighter = found
    refused = sum(one.is_refused for one in found)
    had = f"{min(one.taken for one in found)} to {max(one.taken for one in found)} MB"
    words = (
        f"10000 variants evaluated and plotted in {LIMIT} MB of addresses; opened in a window with {LIMIT} MB: "
        f"{'refused for want of memory, document intact' if first.is_refused else 'opened whole'}, then "
        f"{'it ended or stood still' if first.has_died else 'all places and plots went on'}"
    )
    if tighter:
        words += (
            f"; beyond the bar, {len(tighter)} windows with 4 to {max(rooms)} MB more than the {had} they had: "
            f"{refused - first.is_refused} refused it, document intact, {len(wrong)} wrong, and led through all places "
            f"{sum(one.has_died for one in tighter)} ended or stood still (Qt cannot do without memory), their copy of unsaved work offered"
        )
    return Measured(words + (f"; {'; '.join(wrong[:2])}" if wrong else ""), not wrong and not any(one.has_died for one in found))


@dataclass(frozen=True)
class _Tight:
    wrong: str = ""
    is_refused: bool = False
    has_died: bool = False
    taken: int = 0


def _limited(*arguments: str, places: dict[str, str]) -> subprocess.CompletedProcess[str]:
    code = f"import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_AS, ({LIMIT << 20},) * 2); sys.argv = sys.argv[2:]; "
    return python("-c", code + "runpy.run_module('formulator', run_name='__main__')", *arguments, **places)


def _opened_in(room: int, big: Path, folder: Path) -> _Tight:
    """A window with an unsaved edit, short of memory, that is given a large file."""
    from formulator.ui.recovery import left_behind

    folder.mkdir()
    with own_places(folder / "places") as places:
        mine = Path(shutil.copyfile(VALID, folder / "mine.formulation"))
        result = python("-c", _TIGHT, str(mine), str(big), str(room), str(LIMIT), **places)
        left = left_behind(Path(places["XDG_DATA_HOME"]) / "formulator" / "recovery")
    lines = result.stdout.splitlines()
    try:
        opened, is_intact, variants, said, taken = json.loads(lines[0])
    except (ValueError, IndexError):
        return _Tight(f"{room} MB: died while it opened the file: {tail(result)}")
    fine = variants == 10_000 if opened else is_intact and "not enough memory" in said
    # A file that was opened takes the place of the copy: what it left is one button away.
    has_died = "through" not in lines
    kept = [one.project.variant().design.ligands[0].density for one in left]
    is_kept = opened or (len(kept) == 1 and kept[0] is not None and kept[0].typed == "7 mol%")
    if not (fine and is_kept and mine.read_bytes() == VALID.read_bytes()):
        return _Tight(f"{room} MB: opened {opened}, intact {is_intact}, {variants} variants, {len(kept)} copies, '{said}'", taken=taken)
    return _Tight(is_refused=not opened, has_died=has_died, taken=taken)
