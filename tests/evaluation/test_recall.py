"""What is recalled is what would be found anew, to the last bit."""

from __future__ import annotations

import math
import threading

import numpy as np
import pytest

from formulator import catalogue, storage
from formulator import design as designs
from formulator.chem import loading
from formulator.evaluation import evaluate, prepared
from formulator.evaluation.chain import Chain
from formulator.evaluation.recall import Recall, recall, same
from formulator.units import Value

EXAMPLE = "crgd-polymersome-docetaxel"


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (1.0, 1.0, True),
        (0.0, -0.0, False),
        (-0.0, -0.0, True),
        (1.0, np.float64(1.0), False),
        (1.0, 1, False),
        (1.0, math.nextafter(1.0, 2.0), False),
        (np.array([1.0, math.nan]), np.array([1.0, math.nan]), True),
        (np.array([1.0, 2.0]), np.array([1.0, 2.5]), False),
        (np.array([1.0, 2.0]), np.array([[1.0, 2.0]]), False),
        (np.array([0.0]), np.array([-0.0]), False),
        ("acid", "acid", True),
        ("acid", "base", False),
    ],
)
def test_the_same_is_the_same_to_the_last_bit(one: object, other: object, is_same: bool) -> None:
    assert same(one, other) is is_same


def test_a_model_is_run_again_only_when_its_numbers_move(monkeypatch: pytest.MonkeyPatch) -> None:
    design, known = storage.load(storage.examples()[EXAMPLE]).project.variant().design, catalogue.load()
    runs: list[float] = []
    model = loading.dlc_from_feed
    function = model.function

    def counted(**arguments: float) -> float:
        runs.append(arguments["feed_ratio"])
        return float(function(**arguments))

    monkeypatch.setattr(model, "function", counted)
    memory = Recall()
    for path, value in (("ligand.density", Value(5.5, "mol%")), ("ligand.density", Value(6.0, "mol%")), ("payload.ee", Value(41.0, "%"))):
        design = designs.replaced(design, path, value)
        with memory.at_work():
            evaluate(design, known)
    assert len(runs) == 2, "the ligand has nothing to do with loading, EE has"


def test_nothing_is_recalled_where_nobody_asks_for_it() -> None:
    memory = Recall()
    with memory.at_work("plot"):
        assert recall() is memory
        heard: list[Recall | None] = []
        thread = threading.Thread(target=lambda: heard.append(recall()))
        thread.start()
        thread.join()
        assert heard == [None], "a thread beside the window does without"
    assert recall() is None


def test_the_inputs_of_a_design_are_made_once() -> None:
    design, known = storage.load(storage.examples()[EXAMPLE]).project.variant().design, catalogue.load()
    other = designs.replaced(design, "ligand.density", Value(7.0, "mol%"))
    memory = Recall()
    with memory.at_work():
        first = prepared(design, known)
        assert prepared(design, known) is first
        assert prepared(other, known).numbers["ligand.density"] == Value(7.0, "mol%").si
        assert prepared(design, known) is first
    assert prepared(design, known) is not first


def test_a_refusal_is_recalled_with_its_words() -> None:
    design = storage.load(storage.examples()[EXAMPLE]).project.variant().design
    for path, value in (("payload.feed", Value(30_000.0, "mg")), ("process.polymer_mass", Value(1.0, "mg"))):
        design = designs.replaced(design, path, value)
    memory, reasons = Recall(), []
    for density in (5.0, 6.0):
        moved = designs.replaced(design, "ligand.density", Value(density, "mol%"))
        with memory.at_work():
            reasons.append(evaluate(moved, catalogue.load())["loading.dlc"].reason)
    assert reasons[0] == reasons[1] and "feed_ratio is 30000" in reasons[0]


def test_one_number_of_columns_is_told_from_the_same_number_alone() -> None:
    """Single numbers are numpy's there, which divide by zero without complaint."""
    inputs = prepared(storage.load(storage.examples()[EXAMPLE]).project.variant().design, catalogue.load())
    memory = Recall()
    with memory.at_work("plot"):
        for traced, number in ((True, 0.25), (False, np.float64(0.25)), (True, 0.25)):
            chain = Chain(inputs, traced=traced)
            chain.values |= {"feed_ratio": number, "loading.ee": number}
            chain.put("loading.dlc", loading.dlc_from_feed, feed_ratio="feed_ratio", ee="loading.ee")
            assert type(chain["loading.dlc"]) is type(number)
