"""A project of ten thousand variants: R16."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from figures.measure import Measured, own_places, python, tail

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
