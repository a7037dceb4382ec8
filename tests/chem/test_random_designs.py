"""A million random arguments over all formulas with every floating-point fault raised: an answer is finite or flagged.

Inside the ranges of its card a formula gives a finite number, or the card says what a missing or infinite one means (`none`).
Outside, up to the ends of its domain, it may only fail to be finite where leaving the range is flagged.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from formulator.chem.model import Arg, Choice, Model, Text

COUNT = 6000
SLOW = {
    "binding": 24,
    "bonds": 24,
    "kernel": 24,
    "population": 24,
    "averages": 16,
    "mixed_binding": 16,
    "pairing": 64,
    "scattering": 6,
    "dls": 3,
    "avidity_receptors": 64,
}
"""Formulas with a solver or a quadrature in each element, and a series for every different set of optics."""
FAR = 1e3
"""How far beyond the range the second test reaches, as a factor, where the domain allows."""


def _count(model: Model) -> int:
    return SLOW.get(model.card.topic, COUNT)


def _inside(rule: Arg, count: int, random: np.random.Generator) -> np.ndarray:
    if rule.low > 0.0 and rule.high / rule.low > 10.0:
        return np.exp(random.uniform(math.log(rule.low), math.log(rule.high), count)).clip(rule.low, rule.high)
    return random.uniform(rule.low, rule.high, count)


def _anywhere(rule: Arg, count: int, random: np.random.Generator) -> np.ndarray:
    """Half inside, half far out; the ends of range and domain themselves now and then."""
    drawn = _inside(rule, count, random)
    far = drawn * np.exp(random.uniform(-math.log(FAR), math.log(FAR), count))
    drawn = np.where(random.random(count) < 0.5, drawn, far)
    ends = np.array([end for end in (rule.low, rule.high, *rule.domain) if math.isfinite(end)])
    drawn = np.where(random.random(count) < 0.1, random.choice(ends, count), drawn)
    return drawn.clip(*rule.domain)


def _words(model: Model, random: np.random.Generator) -> dict[str, Any]:
    return {name: str(random.choice(rule.options)) for name, rule in model.card.arguments.items() if isinstance(rule, Choice)}


def _answers(model: Model, draw: Any, seed: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    random = np.random.default_rng(seed)
    count = _count(model)
    columns = {name: draw(rule, count, random) for name, rule in model.card.arguments.items() if isinstance(rule, Arg)}
    with np.errstate(all="raise"):
        answer = np.asarray(model.checked(**columns, **_words(model, random)), dtype=float)
    assert answer.shape == (count,)
    return columns, answer


def _skip_text(model: Model) -> None:
    if any(isinstance(rule, Text) for rule in model.card.arguments.values()):
        pytest.skip("text has tests of its own")


@pytest.mark.parametrize("seed", [1, 2])
def test_inside_its_ranges_a_formula_is_finite_or_says_why_not(any_model: Model, seed: int) -> None:
    _skip_text(any_model)
    columns, answer = _answers(any_model, _inside, seed)
    missing = ~np.isfinite(answer)
    if missing.any():
        place = int(np.argmax(missing))
        assert any_model.card.none, {name: float(values[place]) for name, values in columns.items()}
    assert not missing.all(), "a formula that never answers"


@pytest.mark.parametrize("seed", [3, 4])
def test_anywhere_in_its_domain_a_formula_is_finite_or_flagged(any_model: Model, seed: int) -> None:
    _skip_text(any_model)
    columns, answer = _answers(any_model, _anywhere, seed)
    for place in np.flatnonzero(~np.isfinite(answer))[:50]:
        arguments = {name: float(values[place]) for name, values in columns.items()}
        assert any_model.card.none or any_model.outside(arguments), arguments


def test_together_they_are_about_a_million(models: dict[str, Model]) -> None:
    numeric = [model for model in models.values() if not any(isinstance(rule, Text) for rule in model.card.arguments.values())]
    assert 4 * sum(map(_count, numeric)) > 1_000_000
