"""Saves that are interrupted, refused by the disk, or crossed by somebody else: R4, R5, R6, R15."""

from __future__ import annotations

import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import project_file
from figures.measure import HERE, VALID, Measured, own_places, python, tail, tool

from formulator import storage
from formulator.errors import FileChangedError, ProjectFileError

SAVES = (
    "--call", "project_file:save_new", "--path", str(HERE),
    "--clean-error", "ProjectFileError", "--clean-error", "SavedUnconfirmedError",
)  # fmt: skip
_COUNTED = re.compile(r"^(\d+) faults in ([\d.]+) s: (.*)$", re.MULTILINE)
_STATES = re.compile(r"^power loss: ops (\w+), (\d+) crash states examined$", re.MULTILINE)


def _can_inject() -> str:
    if not sys.platform.startswith("linux"):
        return "faults are injected with LD_PRELOAD, on Linux only"
    return "" if shutil.which("gcc") else "gcc, which builds the fault injector, is not installed"


def _old(folder: Path) -> str:
    old = folder / "old"
    old.write_bytes(project_file.sign(VALID.read_bytes().replace(b"cRGD polymersomes", b"another title")))
    return str(old)


def _crashed(folder: Path, trials: int, *how: str) -> tuple[int, str, bool]:
    result = tool("savecrash.py", *how, "--dir", str(folder / "work"), "--trials", str(trials), "--scratch", str(folder))
    counted = _COUNTED.search(result.stdout)
    held = result.returncode == 0 and "all invariants held" in result.stdout
    return (int(counted[1]) if counted else 0), (result.stdout if held else tail(result)), held


def faults(count: int) -> Measured:
    """R4: a fault at every operation of a save, over an old file and as the first save."""
    if why := _can_inject():
        return Measured(why, None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        over, said, one = _crashed(folder, count, *SAVES, "--old", _old(folder), "--no-powerloss")
        first, also_said, other = _crashed(folder, count, *SAVES, "--no-powerloss")
    if not (one and other):
        return Measured(said if not one else also_said, False)
    again, how = _cross_checked(count)
    if not again:
        return Measured(how, False)
    kinds = re.search(r"(\d+) operations in one save, (\d+) distinct single faults", said)
    every = f" ({kinds[1]} operations x 12 modes = {kinds[2]} distinct)" if kinds else ""
    words = f"{over} faults over an old file{every} and {first} in a first save{how}: 0 lost, 0 strays"
    return Measured(words, over + first == 2 * count)


_BY_HAND = """
import sys
import project_file
from formulator.errors import ProjectFileError
try:
    project_file.save_new(sys.argv[1])
except ProjectFileError:
    sys.exit(3)
"""


def _cross_checked(count: int) -> tuple[bool, str]:
    """The same through other doors, in a full run: faults that strace puts into system calls, and saves of the command line."""
    if count < 100:
        return True, ""
    words, saves = "", f"{shlex.quote(sys.executable)} -c {shlex.quote(_BY_HAND)} {{target}}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if shutil.which("strace"):
            for old in (("--old", _old(folder)), ()):
                tried, said, held = _crashed(folder, 1, "--engine", "strace", "--all", "--cmd", saves, *old)
                if not held:
                    return False, said
                words += f", {tried} by strace {'over an old file' if old else 'in a first save'}"
        command = f"{shlex.quote(sys.executable)} -m formulator set {{target}} medium.ph=7 --now 2026-01-01T00:00:00Z"
        tried, said, held = _crashed(folder, 1, "--all", "--no-powerloss", "--cmd", command, "--old", _old(folder))
    return held, f"{words}, {tried} in `set` of the command line" if held else said


def power_loss(_count: int) -> Measured:
    """R5: every state that the disk may be in after a power cut during a save."""
    if why := _can_inject():
        return Measured(why, None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _, over, one = _crashed(folder, 1, *SAVES, "--old", _old(folder))
        _, first, other = _crashed(folder, 1, *SAVES)
    states = [int(found[2]) for found in map(_STATES.search, (over, first)) if found]
    if not (one and other and len(states) == 2):
        return Measured(over if not one else first, False)
    return Measured(f"{states[0]} states over an old file, {states[1]} of a first save: all old or new, new after success", True)


_REFUSED = """
import os, resource, signal, sys
from pathlib import Path
how, target, amount = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
from formulator.errors import ProjectFileError
from formulator.ui.workbench import Workbench
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
bench = Workbench(inline=True)
bench.open(target)
bench.retitle("another title")
if how == "limit":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (amount, amount))
if how == "other":
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    bench.save()
    print("saved")
except ProjectFileError as problem:
    print("refused", bench.is_edited, str(target) in str(problem), str(problem))
sys.stdout.flush()
os._exit(0)
"""


def full_disk(count: int) -> Measured:
    """R6: a file that may not grow, a full small disk, and a folder that another person may only read."""
    if os.name == "nt":
        return Measured("the limits of POSIX are needed", None)
    size = len(storage.dumps(storage.load(VALID).project))
    limits = sorted({0, 1, 16, size // 2, size - 1, *random.Random(1).sample(range(size), max(0, count - 5))})[:count]
    wrong, notes = [], [f"{len(limits)} sizes at which the file stops growing"]
    with tempfile.TemporaryDirectory() as name, own_places(Path(name) / "places") as places:
        folder = Path(name)
        folder.chmod(0o755)
        for limit in limits:
            wrong += _refusal(folder / "mine.formulation", "limit", limit, "may not grow", places)
        if os.geteuid() == 0:
            place = folder / "theirs"
            place.mkdir(mode=0o755)
            wrong += _refusal(place / "mine.formulation", "other", 0, "permission is denied|read-only", places)
            notes.append("a folder of somebody else")
            full = folder / "small"
            full.mkdir()
            if _as_root("mount", "-t", "tmpfs", "-o", "size=40k", "tmpfs", str(full)) == 0:
                try:
                    (full / "mine.formulation").write_bytes(VALID.read_bytes())
                    free = os.statvfs(full).f_bavail * os.statvfs(full).f_bsize
                    (full / "filler").write_bytes(b"x" * max(0, free - 4096))
                    wrong += _refusal(full / "mine.formulation", "full", 0, "no space is left", places, write=False)
                    notes.append("a disk of 40 kB with 4 kB left")
                finally:
                    _as_root("umount", str(full))
            else:
                notes.append("no small disk could be mounted here")
        else:
            notes.append("no other person and no small disk without root")
    came_to = "; ".join(wrong[:2]) or "old file byte for byte, path and reason named, still unsaved"
    return Measured(f"{'; '.join(notes)}: {came_to}", not wrong)


def _as_root(*command: str) -> int:
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) if shutil.which(command[0]) else 1


def _refusal(target: Path, how: str, amount: int, reason: str, places: dict[str, str], write: bool = True) -> list[str]:
    if write:
        target.write_bytes(VALID.read_bytes())
    result = python("-c", _REFUSED, how, str(target), str(amount), **places)
    fine = result.stdout.startswith("refused True True") and re.search(reason, result.stdout) and target.read_bytes() == VALID.read_bytes()
    return [] if fine else [f"{how} {amount}: {tail(result)}"]


def interleavings(count: int) -> Measured:
    """R15: two writers and a stranger in random order, with clocks set anywhere: nobody writes over what he has not read."""
    random_ = random.Random(15)
    silent = refused = saved = 0
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "shared.formulation"
        project = project_file.valid_project()
        for number in range(count):
            storage.save(project, path)
            seen = {who: storage.load(path) for who in "AB"}
            for step in range(random_.randint(2, 6)):
                who = random_.choice("ABx")
                before = storage.content_of(path.read_bytes())[0]
                if random_.random() < 0.5:
                    then = random_.uniform(0, 4e9)
                    os.utime(path, (then, then))
                changed = storage.loads(storage.dumps(project)).project
                changed = changed.with_variant(_noted(changed.variant(), f"{number} {step} {who}"))
                if who == "x":
                    storage.save(changed, path)
                    continue
                try:
                    digest = storage.save(changed, path, expected_digest=seen[who].digest)
                    saved += 1
                    silent += before != seen[who].digest
                    seen[who] = storage.load(path)
                    silent += seen[who].digest != digest
                except FileChangedError:
                    refused += 1
                    silent += before == seen[who].digest or storage.content_of(path.read_bytes())[0] != before
                    if random_.random() < 0.5:
                        seen[who] = storage.load(path)
                except ProjectFileError:
                    silent += 1
    return Measured(f"{count} interleavings, {saved} saves, {refused} refused as changed outside, {silent} silent overwrites", silent == 0)


def _noted(variant: object, note: str) -> object:
    import dataclasses

    return dataclasses.replace(variant, note=note)  # type: ignore[type-var]
