"""The self-test: enough cases, each with a real source, all of them hold, and a wrong number is caught."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

from formulator import selftest
from formulator.selftest import Case, cases

REFERENCE = Path(__file__).parent / "reference"


def test_every_case_holds() -> None:
    failed = [f"{case.name}: {case.got!r} instead of {case.expected!r} ({case.source})" for case in cases() if not case.passed]
    assert not failed, "\n".join(failed)


def test_there_are_at_least_sixty_cases_and_they_take_less_than_twenty_seconds() -> None:
    """AC-19."""
    start = time.process_time()
    found = cases()
    assert time.process_time() - start < 20
    assert len(found) >= 60
    assert len({case.name for case in found}) >= 40, "many models, not one model many times"


def test_every_case_says_where_its_number_is_from() -> None:
    found = cases()
    assert all(len(case.source) >= 12 for case in found)
    published = [case for case in found if re.search(r"doi:10\.|PMC\d+|\b(18|19|20)\d\d\b", case.source)]
    assert len(published) >= 45


def test_the_tolerance_is_tight_enough_to_mean_something() -> None:
    assert all(0.0 < case.tolerance <= 0.05 for case in cases())


def test_published_zeta_values_are_among_them() -> None:
    with (REFERENCE / "published_numbers.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["quantity"].startswith("zeta from mobility")]
    printed = {float(re.search(r"-\d+\.?\d*", row["published_value"])[0]) for row in rows}
    assert len(printed) == 4
    assert printed <= {case.expected for case in cases() if case.name == "instrument_zeta"}


def test_a_wrong_number_fails() -> None:
    right = Case(name="x", source="y", expected=2.0, got=2.001, tolerance=1e-3)
    assert right.passed
    assert not Case(name="x", source="y", expected=2.0, got=2.003, tolerance=1e-3).passed
    assert not Case(name="x", source="y", expected=2.0, got=float("nan"), tolerance=1e-3).passed


def test_the_cases_ship_with_the_program() -> None:
    from formulator import assets

    assert assets.path(selftest.FILE).is_file()
