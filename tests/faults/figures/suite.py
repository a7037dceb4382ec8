"""How much the tests themselves would notice: R11, R19."""

from __future__ import annotations

import ast
import itertools
import json
import random
import re
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
_GUARD = "keeps a power, a logarithm or a quotient within floating point; what is cut off changes nothing"
_ROOT = "bracket, start or step limit of a root that is found whatever they are"
_SWITCH = "where a series takes over from a closed form that agrees there to rounding"
_TOLERANCE = "tolerance that decides when to stop or which of two equal ways to take"
_GRID = "points of a grid whose sum is tested not to depend on them"
UNSEEN: dict[tuple[str, str], str] = {
    ("averages", "_MOST = 700.0"): _GUARD,
    ("avidity", "return ligands * np.logaddexp(0.0, drive), 1.0 / (1.0 + np.exp(-np.clip(drive, -700.0, 700.0)))"): _GUARD,
    ("avidity", "found = 1.0 / (1.0 + np.exp(-np.clip(drive, -700.0, 700.0)))"): _GUARD,
    ("avidity", "free = 1.0 / (1.0 + np.exp(np.clip(drive, -700.0, 700.0)))"): _GUARD,
    ("avidity_receptors", "rise = strength + np.log(-np.expm1(-np.maximum(strength, 1e-300)))"): _GUARD,
    ("binding", "_MOST = 600.0"): _GUARD,
    ("binding", "found = 1.0 / (1.0 + np.exp(-np.clip(drive, -700.0, 700.0)))"): _GUARD,
    ("charge", "_TRACE = 1e-130"): _GUARD,
    ("circulation", "effective_dissociation_constant / (offered + effective_dissociation_constant + 1e-300),"): _GUARD,
    ("colloid", "_DEEP = 300.0"): _GUARD,
    ("elementary", "_TINY = -700.0"): _GUARD,
    ("excipients", "_STONE = 600.0"): _GUARD,
    ("matrix", "return initial_molar_mass * exp(-smaller(rate_constant * time, 700.0))"): _GUARD,
    (
        "mixture",
        "above = np.concatenate([np.logaddexp.accumulate(cells[:, ::-1], axis=1)[:, ::-1], np.full_like(top, -1e9)[:, None]], axis=1)",
    ): _GUARD,
    ("numeric", "_LARGEST = 690.0"): _GUARD,
    ("pairing", "_NONE = -1e9"): _GUARD,
    ("pairing", "found = 1.0 / (1.0 + np.exp(-np.clip(np.log(z) + total, -700.0, 700.0)))"): _GUARD,
    ("population", "found = (weights / (1.0 + np.exp(-np.clip(drive, -700.0, 700.0)))).sum(axis=-1)"): _GUARD,
    ("purification", "_GONE = 300.0"): _GUARD,
    ("release", "distance = np.minimum(1.0 / np.maximum(root, 0.1), 10.0)"): _GUARD,
    ("solubility", "_TRACE = -300.0"): _GUARD,
    ("sterility", "spread = larger(log1p(pdi), 1e-12)"): _GUARD,
    ("stability", "LARGEST_RATIO = 250.0"): _GUARD,
    ("trigger", "_FAR = 100.0"): _GUARD,
    ("uptake", "strong = np.clip(np.asarray(drive, dtype=float), 1.0, 690.0)"): _GUARD,
    ("uptake", "energy = np.maximum(np.asarray(bond_energy, dtype=float), 1e-100)"): _GUARD,
    ("averages", "_EVEN = 1e-6"): _SWITCH,
    ("decays", "_SMALL = 0.5"): _SWITCH,
    ("electrokinetics", "_SERIES_FROM = 50.0"): _SWITCH,
    ("geometry", "_SMALLEST = 1e-6"): _SWITCH,
    ("numeric", "_SMALL = 1e-8"): _SWITCH,
    ("release", "_TURN = 0.05"): _SWITCH,
    ("avidity", "low, high = most - 700.0 + 0.0 * crowd, most + 0.0 * crowd"): _ROOT,
    ("avidity_receptors", "low = high - 700.0"): _ROOT,
    ("competition", "lowest = smaller(-math.log(2.0) + 0.0 * drive, -(larger(drive, 0.0) + log(2.0 * larger(need, 1.0))) / bonds)"): _ROOT,
    ("dls", "_MEDIANS = (np.log(5e-10), np.log(1.5e-6))"): _ROOT,
    ("dls", "place = (wanted - 5.5 * sigma * sigma).clip(*_MEDIANS)"): _ROOT,
    ("dls", "place = (place + step.clip(-0.5, 0.5)).clip(*_MEDIANS)"): _ROOT,
    ("dls", "sigma = (sigma + widening.clip(-0.1, 0.1)).clip(_NARROWEST, _WIDEST)"): _ROOT,
    ("geometry", "middle = 0.5 * (low + high)"): _ROOT,
    ("numeric", "before = 2.0 * magnitude(high - low)"): _ROOT,
    (
        "numeric",
        "good = sloped & (newton >= low) & (newton <= high) & (magnitude(newton - at) <= 0.5 * before + 1e-12 * magnitude(at))",
    ): _ROOT,
    ("population", "_FEWEST, _MOST = 1e3, 1e19"): _ROOT,
    ("sites", "low, high = zero, 14.0 + zero"): _ROOT,
    ("sites", "found = rising_root(charge, low, high, 7.0 + zero)"): _ROOT,
    ("titration", "ph = 7.0 + zero"): _ROOT,
    ("titration", "ph = rising_root(excess, -2.0 + zero, 16.0 + zero, ph, tolerance=_CLOSE)"): _ROOT,
    ("bonds", 'place = np.searchsorted(_STRIDES, room * (1.0 + 1e-12), side="right")'): _TOLERANCE,
    ("compartments", "_WORST = 1e-11"): _TOLERANCE,
    ("compartments", "_CONDITION = 1e5"): _TOLERANCE,
    ("model", "slack_low = low - 1e-9 * abs(low)"): _TOLERANCE,
    ("model", "slack_high = high + 1e-9 * abs(high)"): _TOLERANCE,
    ("numeric", "_ROUNDING = 2e-14"): _TOLERANCE,
    ("scattering", "_MATCHED = 1e-9"): _TOLERANCE,
    ("solubility", "split = larger(chi, critical * (1.0 + 1e-9))"): _TOLERANCE,
    ("solubility", "_CLOSE = 1e-9"): _TOLERANCE,
    ("compatibility", "uniform = (0.5 + np.arange(1.0, count + 1)[:, None] * steps) % 1.0"): "where an evenly spread sequence begins",
    ("mixed_binding", "_NUDGE = 1e-3"): "width of a central difference",
    ("bonds", "found: Array = np.exp(-(np.clip(heights - size, 0.0, 26.0) ** 2)) / erf(heights)"): _GUARD,
    ("mixture", "held = np.logaddexp(held + np.log1p(-np.minimum(share, 1.0 - 1e-12)), also + np.log(np.maximum(share, _LEAST)))"): _GUARD,
    ("numeric", "return not abs(step) > tolerance * (abs(value) + 1e-280)"): _GUARD,
    ("bonds", "self.more = np.where(part > 1e-9, np.exp(np.minimum(within - self.weight, 0.0)), 0.0)[:, None, :]"): _TOLERANCE,
    ("mixture", "whole = np.floor(count + 1e-9)"): _TOLERANCE,
    ("mixture", "if ((share[:, 0] > 1e-9) & is_small).any():"): _TOLERANCE,
    ("tumour", "RATE_DOMAIN = (0.0, 1e3)"): "range on a card",
    ("scattering", "_LOWEST, _HIGHEST = -5.0, 6.0"): _GRID,
    ("scattering", "high = float(np.max(np.log(median / scale) + 6.0 * sigma**2 + _HIGHEST * sigma))"): _GRID,
    ("scattering", "last = size + 4.05 * np.cbrt(size) + 3.0"): "number of terms of a sum that has converged before",
    ("stability", "tail = -np.log(2.0 * radius + gaps[-1])"): "moves log W by 0.0005, a fifth of what the sum before it leaves out",
}
"""Numbers that no answer shows, by module and line of source: why a change of 1 % there is no mistake."""
Place = tuple[Path, int]


def mutations(count: int) -> Measured:
    """R11: one number of a formula changed by 1 %: first the tests of its topic, then those of topics that use it
    and whole designs, must fail.

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
    draw, decks, unseen, stale = random.Random(11), [], 0, dict(UNSEEN)
    for path in sorted(CHEM.glob("*.py")):
        lines = path.read_text("utf-8").splitlines()
        found = mutant.numbers(ast.parse("\n".join(lines)))
        shown = [number for number, node in enumerate(found) if (path.stem, lines[node.lineno - 1].strip()) not in UNSEEN]
        unseen += len(found) - len(shown)
        for line in lines:
            stale.pop((path.stem, line.strip()), None)
        draw.shuffle(shown)
        decks.append([(path, number) for number in shown])
    if stale:
        raise RuntimeError(f"These lines are no longer there: {sorted(stale)}")
    return [place for row in itertools.zip_longest(*decks) for place in row if place is not None], unseen


def _name(place: Place) -> str:
    path, number = place
    node = mutant.numbers(ast.parse(path.read_text("utf-8")))[number]
    return f"{path.stem}:{node.lineno} ({node.value})"


def _is_noticed(place: Place) -> bool:
    path, number = place
    extra = {"FORMULATOR_MUTANT": f"formulator.chem.{path.stem}:{number}", "QT_QPA_PLATFORM": "offscreen"}
    for where in ((*_own(path), *TABLES, str(path)), (*_of_users(path), *WHOLE)):
        result = python("-m", "pytest", "-p", "mutant", *QUICK, *where, **extra)
        if result.returncode not in (0, 1):
            raise RuntimeError(tail(result))
        if result.returncode == 1:
            return True
    return False


TABLES = ("tests/chem/test_reference_tables.py", "tests/chem/test_calculator_tables.py")
WHOLE = ("tests/evaluation/test_evaluate.py", "tests/test_selftest.py", "tests/chem/test_cards.py")


def _own(path: Path) -> tuple[str, ...]:
    own = ROOT / "tests" / "chem" / f"test_{path.stem}.py"
    return (str(own),) if own.exists() else ()


def _of_users(path: Path) -> tuple[str, ...]:
    """Tests of the topics that import this one."""
    asked = re.compile(rf"^from formulator\.chem(\.{path.stem} import| import .*\b{path.stem}\b)", re.MULTILINE)
    users = [other for other in sorted(CHEM.glob("*.py")) if asked.search(other.read_text("utf-8"))]
    return tuple(test for user in users for test in _own(user))


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
