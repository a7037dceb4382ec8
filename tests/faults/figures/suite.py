"""How much the tests themselves would notice: R11, R19."""

from __future__ import annotations

import ast
import itertools
import json
import random
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import mutant
from figures.measure import HERE, ROOT, Measured, python, tail

CHEM = ROOT / "formulator" / "chem"
QUICK = ("-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header", "--tb=no")
EVERY_BRANCH = ("formulator/units", "formulator/storage", "formulator/chem")


AT_ONCE = 2
"""Mutants tried at the same time."""
UNSEEN: dict[tuple[str, str], str] = {}
"""Numbers that no answer shows, by module and line of source: why a change of 1 % there is no mistake."""
Place = tuple[Path, int]


def mutations(count: int) -> Measured:
    """R11: one number of a formula changed by 1 %: first the tests of its topic, then all of chem, must fail.

    The sample takes one number of each module in turn, so that large modules do not crowd out small ones.
    """
    places, unseen = _places()
    chosen = places[:count]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        noticed = list(pool.map(_is_noticed, chosen))
    survived = [_name(place) for place, is_noticed in zip(chosen, noticed, strict=True) if not is_noticed]
    score = 100 * sum(noticed) / len(chosen)
    words = (
        f"{len(chosen)} of {len(places)} numbers in formulas changed by 1 %: {sum(noticed)} noticed ({score:.1f} %); "
        f"{unseen} more change no answer (tolerances, steps of a grid, limits of a series; each with its reason in the tool)"
    )
    return Measured(words + (f"; not noticed: {', '.join(survived)}" if survived else ""), score >= 90)


def _places() -> tuple[list[Place], int]:
    """Every number that an answer shows, one of each module in turn; and how many there are that none shows."""
    draw, decks, unseen = random.Random(11), [], 0
    for path in sorted(CHEM.glob("*.py")):
        lines = path.read_text("utf-8").splitlines()
        found = mutant.numbers(ast.parse("\n".join(lines)))
        shown = [number for number, node in enumerate(found) if (path.stem, lines[node.lineno - 1].strip()) not in UNSEEN]
        unseen += len(found) - len(shown)
        draw.shuffle(shown)
        decks.append([(path, number) for number in shown])
    return [place for row in itertools.zip_longest(*decks) for place in row if place is not None], unseen


def _name(place: Place) -> str:
    path, number = place
    node = mutant.numbers(ast.parse(path.read_text("utf-8")))[number]
    return f"{path.stem}:{node.lineno} ({node.value})"


def _is_noticed(place: Place) -> bool:
    path, number = place
    extra = {"FORMULATOR_MUTANT": f"formulator.chem.{path.stem}:{number}", "QT_QPA_PLATFORM": "offscreen"}
    own = ROOT / "tests" / "chem" / f"test_{path.stem}.py"
    reference = ("tests/chem/test_reference_tables.py", "tests/chem/test_calculator_tables.py", str(path))
    for where in ((str(own), *reference) if own.exists() else reference, ("tests/chem", "tests/evaluation", "tests/test_selftest.py")):
        result = python("-m", "pytest", "-p", "mutant", *QUICK, *where, **extra)
        if result.returncode not in (0, 1):
            raise RuntimeError(tail(result))
        if result.returncode == 1:
            return True
    return False


def coverage(count: int) -> Measured:
    """R19: lines and branches of the rooms that must be covered wholly, by their own tests; from 2 on of everything, by the whole suite."""
    rooms = [f"tests/{room.rpartition('/')[2]}" for room in EVERY_BRANCH]
    where = rooms if count < 2 else ["tests", f"--ignore={HERE}", "formulator/catalogue", "formulator/cli"]
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "coverage.json"
        how = ("--cov=formulator", "--cov-branch", f"--cov-report=json:{report}", "-q", "-p", "no:cacheprovider", "--tb=no")
        extra = {"QT_QPA_PLATFORM": "offscreen", "COVERAGE_FILE": str(Path(name) / "data")}
        result = python("-m", "pytest", *how, *where, "formulator/chem", **extra)
        if not report.exists():
            return Measured(tail(result), False)
        found = json.loads(report.read_text("utf-8"))
    shares = {room: _share(found["files"], room) for room in EVERY_BRANCH}
    total = found["totals"]["percent_covered"]
    said = ", ".join(f"{room} {share:.2f} %" for room, share in shares.items())
    last = result.stdout.strip().splitlines()[-1] if result.stdout.strip() else tail(result)
    everything = f"everything {total:.2f} %" if count > 1 else "everything not measured"
    whole = all(share == 100 for share in shares.values()) and result.returncode == 0
    return Measured(f"lines and branches: {said}; {everything}; {last}", whole and total >= 90 if count > 1 else whole and None)


def _share(files: dict[str, dict[str, dict[str, int]]], room: str) -> float:
    mine = [entry["summary"] for name, entry in files.items() if name.startswith(room + "/")]
    whole = sum(one["num_statements"] + one["num_branches"] for one in mine)
    return 100 * sum(one["covered_lines"] + one["covered_branches"] for one in mine) / whole
