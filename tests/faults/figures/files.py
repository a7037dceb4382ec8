"""Project files that were made or damaged by somebody else, and those that the program wrote itself: R1, R2, R3, R13, R14."""

from __future__ import annotations

import json
import random
import re
import tempfile
from pathlib import Path

import project_file
from figures.measure import HERE, VALID, Measured, tail, tool
from figures.projects import random_project

from formulator import storage
from formulator.errors import ProjectFileError

HOSTILE = (
    "--path", str(HERE), "--loader", "project_file:project_of", "--saver", "project_file:save_project",
    "--error", "formulator.errors:ProjectFileError", "--sign", "project_file:sign", "--allowed", "project_file:allowed",
    "--content", "project_file:content", "--unit", "^u$", "--version-key", "^schema$", "--suffix", ".formulation", "--integrity",
)  # fmt: skip
_COUNTED = re.compile(r"^(\d+) files in ([\d.]+) s; slowest ([\d.]+) s .*?; (\{.*\})$", re.MULTILINE)


def _fed(*how: str) -> tuple[int, float, str, bool]:
    """Files tried, slowest in seconds, verdicts, and whether all were fine."""
    with tempfile.TemporaryDirectory() as scratch:
        result = tool("hostile_check.py", str(VALID), *HOSTILE, "--scratch", scratch, *how)
    counted = _COUNTED.search(result.stdout)
    if counted is None:
        return 0, 0.0, tail(result), False
    return int(counted[1]), float(counted[3]), counted[4].replace("'", ""), result.returncode == 0


def hostile(count: int) -> Measured:
    """R1: files of 25 classes, in seeds of at most a thousand."""
    files, slowest, verdicts, fine, seed = 0, 0.0, [], True, 0
    while files < count and fine:
        seed += 1
        tried, worst, said, good = _fed("-n", str(min(1000, count - files)), "--seed", str(seed))
        files, slowest, fine = files + tried, max(slowest, worst), fine and good
        verdicts.append(said)
    came_to = "every one refused by name or loaded unchanged" if fine else verdicts[-1]
    words = f"{files} files of {seed} seeds, slowest {slowest} s; {came_to}"
    return Measured(words, fine and files == count and slowest <= 2.0)


def every_byte(step: int) -> Measured:
    """R2: every length and three values at every byte; each `step`-th in the short form."""
    tried, slowest, verdicts, fine = _fed("--exhaustive", str(step))
    every = "every length and byte" if step == 1 else f"every {step}th length and byte"
    return Measured(f"{tried} files ({every} of {VALID.stat().st_size}), slowest {slowest} s; {verdicts}", fine)


def flipped_digits(count: int) -> Measured:
    """R3: every single bit of every digit of a number; a file that still loads must hold the same content."""
    data, sound = VALID.read_bytes(), project_file.content(storage.load(VALID).project)
    places = [at for number in re.finditer(rb"(?<=[:\[ ])-?\d[\d.eE+-]*", data) for at in range(*number.span())]
    cases = [(at, bit) for at in places for bit in range(8)]
    if count < len(cases):
        cases = random.Random(1).sample(cases, count)
    silent = 0
    for at, bit in cases:
        changed = bytearray(data)
        changed[at] ^= 1 << bit
        try:
            silent += project_file.content(storage.loads(bytes(changed)).project) != sound
        except ProjectFileError:
            continue
    return Measured(f"{len(cases)} single bits flipped in numbers, {silent} accepted with another content", silent == 0)


def round_trips(count: int) -> Measured:
    """R13: random projects out and in: the same document, and the same bytes the second time."""
    other, bytes_differ = 0, 0
    for seed in range(count):
        project = random_project(seed)
        data = storage.dumps(project)
        again = storage.loads(data).project
        other += again != project
        bytes_differ += storage.dumps(again) != data
    return Measured(f"{count} random projects, {other} came back different, {bytes_differ} with other bytes", other == bytes_differ == 0)


_VERSIONS = (0, 2, 999, "1", None, 1e30, True, [1], -1, 1.5)


def versions(_count: int) -> Measured:
    """R14: the samples of every released schema open and are not touched; any other version is refused by name and value."""
    golden = sorted((HERE / "golden").rglob("*.formulation"))
    opened = refused = 0
    for path in golden:
        before = path.read_bytes(), path.stat().st_mtime_ns
        storage.load(path)
        opened += (path.read_bytes(), path.stat().st_mtime_ns) == before
    for version in (*_VERSIONS, "missing"):
        document = json.loads(VALID.read_bytes())
        if version == "missing":
            del document["schema"]
        else:
            document["schema"] = version
        refused += _refuses(json.dumps(document).encode(), version)
    others = len(_VERSIONS) + 1
    words = f"{opened} of {len(golden)} samples of schema 1 opened and untouched; {refused} of {others} other versions refused by name"
    return Measured(words, opened == len(golden) > 0 and refused == others)


def _refuses(data: bytes, version: object) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "other.formulation"
        path.write_bytes(data)
        before = path.stat().st_mtime_ns
        try:
            storage.load(path)
        except ProjectFileError as problem:
            named = any(where == "schema" for where, _ in problem.problems) and "schema" in str(problem)
            said = version == "missing" or not isinstance(version, (int, str)) or str(version).lower() in str(problem).lower()
            return named and said and path.read_bytes() == data and path.stat().st_mtime_ns == before
        return False
