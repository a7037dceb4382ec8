"""Frame after frame, curves and answers are those that a fresh start would find, to the last bit."""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from formulator import design as designs
from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.errors import FormulatorError
from formulator.evaluation import evaluate, prepared
from formulator.evaluation.chain import Chain
from formulator.evaluation.pipeline import loaded
from formulator.evaluation.recall import Recall, same
from formulator.explore import again
from formulator.explore.curves import figure
from formulator.units import Value

from .cases import EXAMPLES, Case, case, catalogue

IN_THE_FRAME = ("binding", "time", "size", "zeta", "loading")
STEPS = 10


def differences(one: Any, other: Any, where: str) -> Iterator[str]:
    """Where two records differ in a single bit."""
    if dataclasses.is_dataclass(one) and type(one) is type(other):
        for entry in dataclasses.fields(one):
            yield from differences(getattr(one, entry.name), getattr(other, entry.name), f"{where}.{entry.name}")
    elif isinstance(one, (tuple, list)) and isinstance(other, (tuple, list)) and len(one) == len(other):
        for number, (mine, its) in enumerate(zip(one, other, strict=True)):
            yield from differences(mine, its, f"{where}[{number}]")
    elif isinstance(one, Mapping) and isinstance(other, Mapping) and list(one) == list(other):
        for key in one:
            yield from differences(one[key], other[key], f"{where}[{key}]")
    elif not same(one, other) and not (isinstance(one, float) and isinstance(other, float) and math.isnan(one) and math.isnan(other)):
        yield f"{where}: {one!r} is not {other!r}"


def edited(design: Design, chance: random.Random) -> Design:
    """A design with a field moved a little, far, to an end, to zero, chosen otherwise or emptied."""
    row = chance.choice([one for one in designs.FIELDS if one.is_quantity or one.kind == "choice"])
    entry: Value | str | None
    now = designs.get(design, row.path)
    if chance.random() < 0.12:
        entry = None
    elif not row.is_quantity:
        entry = chance.choice([None, *row.options])
    elif isinstance(now, Value) and chance.random() < 0.7:
        entry = Value(now.magnitude * chance.uniform(0.9, 1.1), now.unit)
    else:
        low, high = row.hint or (0.0, 10.0)
        entry = Value(chance.choice([0.0, low, high, chance.uniform(low, high)]), row.units[0])
    try:
        if isinstance(entry, Value):
            designs.check(row.path, entry)
        return designs.replaced(design, row.path, entry)
    except FormulatorError:
        return design


def drawn(name: str, design: Design, known: Catalogue, prediction: Any) -> Any:
    """A figure, or the words in which it cannot be drawn."""
    try:
        return figure(name, design, known, prediction)
    except Exception as problem:  # noqa: BLE001 - the same problem is asked for with and without recall
        return repr(problem)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_recalled_is_what_would_be_found_anew(name: str) -> None:
    design, known, memory, chance = case(name).design, catalogue(), Recall(), random.Random(name)
    for step in range(STEPS):
        with memory.at_work():
            recalled = evaluate(design, known)
        anew = evaluate(design, known)
        assert list(differences(recalled, anew, f"step {step}")) == []
        for plot in IN_THE_FRAME:
            with memory.at_work(plot):
                mine = drawn(plot, design, known, recalled)
            assert list(differences(mine, drawn(plot, design, known, anew), f"step {step}, {plot}")) == []
        design = edited(design, chance)


def test_a_drag_and_back_ends_where_it_began() -> None:
    """Each slider of the panel to and fro: the first design has its own numbers again."""
    found = case("crgd-polymersome-docetaxel")
    first = evaluate(found.design, found.catalogue)
    before = {plot: figure(plot, found.design, found.catalogue, first) for plot in IN_THE_FRAME}
    memory = Recall()
    for path, value in (
        ("carrier.core_molar_mass", Value(9000.0, "g/mol")),
        ("ligand.density", Value(12.0, "mol%")),
        ("ligand.tether_molar_mass", Value(5000.0, "g/mol")),
        ("medium.ph", Value(6.1, "pH")),
    ):
        for design in (found.design, designs.replaced(found.design, path, value), found.design):
            with memory.at_work():
                prediction = evaluate(design, found.catalogue)
            for plot in IN_THE_FRAME:
                with memory.at_work(plot):
                    last = figure(plot, design, found.catalogue, prediction)
                if design is found.design:
                    assert list(differences(last, before[plot], f"{path}, {plot}")) == []


def _asked(found: Case, memory: Recall, ee: float, outputs: tuple[str, ...] = ("loading.dlc",)) -> Mapping[str, Any] | None:
    inputs = prepared(found.design, found.catalogue)
    feeds = np.linspace(0.01, 0.2, 5) * float(inputs.numbers["process.polymer_mass"])
    with memory.at_work("loading"):
        numbers = {**inputs.numbers, "payload.ee": ee}
        return again.answers(memory, dataclasses.replace(inputs, numbers=numbers), {"payload.feed": feeds}, outputs, loaded)


def test_a_run_with_nothing_new_is_the_run_before() -> None:
    found, memory = case("crgd-polymersome-docetaxel"), Recall()
    first = _asked(found, memory, 0.4)
    assert first is not None and first["loading.dlc"].shape == (5,)
    assert _asked(found, memory, 0.4) is first
    other = _asked(found, memory, 0.5)
    assert other is not None and other is not first
    assert (other["loading.dlc"] > first["loading.dlc"]).all()


def test_what_cannot_be_given_is_not_there() -> None:
    found = _asked(case("crgd-polymersome-docetaxel"), Recall(), 0.4, ("loading.dlc", "loading.np_ratio"))
    assert found is not None and set(found) == {"loading.dlc"}


def test_a_pipeline_that_goes_another_way_is_noticed_and_run_whole() -> None:
    found, memory = case("crgd-polymersome-docetaxel"), Recall()
    inputs = prepared(found.design, found.catalogue)
    ways = ["polymer_mass", "feed_mass"]

    def wandering(chain: Chain) -> None:
        chain.derive(ways[0], lambda m: 2.0 * m, m="process.polymer_mass")
        chain.derive("whole", lambda m: m + 1.0, m=ways[0])

    def asked() -> Mapping[str, Any] | None:
        with memory.at_work("wandering"):
            return again.answers(memory, inputs, {"process.polymer_mass": np.array([1.0, next_mass])}, ("whole",), wandering)

    next_mass = 2.0
    first = asked()
    assert first is not None
    np.testing.assert_array_equal(first["whole"], [3.0, 5.0])
    ways.reverse()
    next_mass = 3.0
    assert asked() is None, "it is to be run whole"
    second = asked()
    assert second is not None
    np.testing.assert_array_equal(second["whole"], [3.0, 7.0])
