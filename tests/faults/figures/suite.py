"""How much the tests themselves would notice: R11, R19."""

from __future__ import annotations

import ast
import json
import random
import tempfile
from pathlib import Path

import mutant
from figures.measure import HERE, ROOT, Measured, python, tail

CHEM = ROOT / "formulator" / "chem"
QUICK = ("-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header", "--tb=no")
EVERY_BRANCH = ("formulator/units", "formulator/storage", "formulator/chem")


def mutations(count: int) -> Measured:
    """R11: one number of a formula changed by 1 %: first the tests of its topic, then all of chem, must fail."""
    places = [
        (path, number) for path in sorted(CHEM.glob("*.py")) for number in range(len(mutant.numbers(ast.parse(path.read_text("utf-8")))))
    ]
    chosen = random.Random(11).sample(places, min(count, len(places)))
    survived = [f"{path.stem}:{_line(path, number)}" for path, number in chosen if not _is_noticed(path, number)]
    score = 100 * (len(chosen) - len(survived)) / len(chosen)
    words = f"{len(chosen)} of {len(places)} numbers in formulas changed by 1 %: {len(chosen) - len(survived)} noticed ({score:.1f} %)"
    return Measured(words + (f"; not noticed: {', '.join(survived)}" if survived else ""), score >= 90)


def _line(path: Path, number: int) -> int:
    return mutant.numbers(ast.parse(path.read_text("utf-8")))[number].lineno


def _is_noticed(path: Path, number: int) -> bool:
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
