"""The shape of an answer: frozen, and with a reason where there is no value."""

from __future__ import annotations

import dataclasses

import pytest

from formulator.chem.model import Grade
from formulator.prediction import LEVEL, Estimate, Flag, Prediction

FLAG = Flag(id="not-given", severity="info", path="size.pdi", text="PDI is not given.")
MISSING = Estimate(path="size.pdi", value=None, unit="", grade=Grade.INDEX, model="", state="missing", flags=(FLAG,))


def test_a_missing_answer_says_why_and_a_given_one_does_not() -> None:
    assert MISSING.reason == "PDI is not given."
    assert dataclasses.replace(MISSING, value=0.1).reason == ""


def test_intervals_are_the_central_ninety_percent() -> None:
    assert MISSING.level == LEVEL == 0.90


def test_answers_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        MISSING.value = 1.0  # type: ignore[misc]


def test_a_prediction_is_asked_by_path() -> None:
    prediction = Prediction(estimates={"size.pdi": MISSING}, steps=(), ingredients={}, flags=(), sources=())
    assert prediction["size.pdi"] is MISSING
    with pytest.raises(KeyError):
        prediction["size.girth"]
