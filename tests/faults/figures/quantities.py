"""Typed text and units: R12."""

from __future__ import annotations

import itertools
import json
import math
import random
import time

from figures.measure import ROOT, Measured

from formulator.units import UnitError, convert, parse
from formulator.units.table import KINDS

CORPUS = ROOT / "tests" / "units" / "quantity_corpus.json"
FORMS = ("1.5", "1,5", "1.500", "1,500", "1 500", "1'500", "\u22121", "1e-3", "1\u202f234,5", "1.234,5", "1,234.5")
MEANS = {"1.5": {1.5}, "1,5": {1.5}, "1.500": {1.5, 1500.0}, "1,500": {1.5, 1500.0}, "1 500": {1500.0}, "1'500": {1500.0},
         "\u22121": {-1.0}, "1e-3": {0.001}, "1\u202f234,5": {1234.5}, "1.234,5": {1234.5}, "1,234.5": {1234.5}}  # fmt: skip
OWN = {"en_US": ".", "de_DE": ",", "fr_FR": ",", "de_CH": ".", "tr_TR": ",", "ar_EG": "\u066b"}
"""The decimal sign of each language."""


def corpus(count: int) -> Measured:
    """R12: the whole corpus, the forms of numbers in six languages, and random conversions there and back."""
    cases = json.loads(CORPUS.read_text("utf-8"))["cases"][:count]
    misread, refused, slowest = 0, 0, 0.0
    for case in cases:
        taken = []
        for _ in range(3):
            begun = time.thread_time()
            try:
                value = parse(case["text"], case["unit"], case["decimal"])
            except UnitError:
                value = None
            taken.append(time.thread_time() - begun)
        slowest = max(slowest, min(taken))
        if value is None:
            refused += 1
            misread += bool(case["allowed"]) and not case["may_refuse"]
        else:
            right = any(math.isclose(value.to(case["unit"]), allowed, rel_tol=4e-16) for allowed in case["allowed"])
            misread += not right or value.typed != case["text"]
    wrong_forms = sum(_wrong(form, sign) for form, sign in itertools.product(FORMS, OWN.values()))
    worst = _worst_round_trip(random.Random(12), 20)
    words = (
        f"{len(cases)} texts: {misread} misread, {refused} refused, slowest {1e3 * slowest:.2f} ms; {len(FORMS) * len(OWN)} forms in "
        f"{len(OWN)} languages: {wrong_forms} misread; there and back in every pair of units: at most {worst:.1f} ulp"
    )
    return Measured(words, misread == wrong_forms == 0 and slowest < 0.010 and worst <= 4.0)


def _wrong(form: str, decimal: str) -> bool:
    """Read as something that nobody means, or as the other sign's reading where the own sign stands in it."""
    try:
        number = parse(form + " mg", "mg", decimal).magnitude
    except UnitError:
        return False
    if form == "1.500" and decimal != ",":
        return number != 1.5
    if form == "1,500" and decimal == ",":
        return number != 1.5
    return number not in MEANS[form]


def _worst_round_trip(random_: random.Random, tries: int) -> float:
    worst = 0.0
    for kind in KINDS.values():
        if any(unit in ("degC", "pH") for unit in kind.menu):
            continue
        for one, other in itertools.permutations(kind.menu, 2):
            for _ in range(tries):
                number = random_.uniform(1, 10) * 10.0 ** random_.randint(-6, 6)
                back = convert(convert(number, one, other), other, one)
                worst = max(worst, abs(back - number) / math.ulp(number))
    return worst
