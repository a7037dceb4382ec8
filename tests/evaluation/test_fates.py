"""Where the payload is: all places together hold the whole dose, and agree with the answers beside them."""

from __future__ import annotations

import pytest

from formulator.chem.waterfall import PLACES
from formulator.evaluation import evaluate
from formulator.evaluation.fates import NODE

from .cases import ACUPA, CRGD, FOLATE, POLYPLEX, example, known, typed


@pytest.mark.parametrize("name", [CRGD, ACUPA, FOLATE, POLYPLEX])
def test_the_places_hold_the_whole_dose(name: str) -> None:
    nodes = evaluate(example(name), known()).nodes
    shares = [nodes[NODE + place] for place in PLACES]
    assert sum(shares) == pytest.approx(1.0, rel=1e-9) and min(shares) >= 0.0


@pytest.mark.parametrize("name", [CRGD, ACUPA, FOLATE])
def test_what_is_in_cells_is_what_the_answers_say(name: str) -> None:
    nodes = evaluate(typed(example(name), {"payload.release_half_time": "8 h"}), known()).nodes
    assert nodes[NODE + "cells"] + nodes[NODE + "released_in_cells"] == pytest.approx(nodes["payload_in_cells"], rel=1e-6)


def test_without_release_nothing_is_released_and_particles_carry_it_all() -> None:
    nodes = evaluate(example(CRGD), known()).nodes
    assert nodes[NODE + "released_in_blood"] == nodes[NODE + "released_in_tumour"] == 0.0
    assert nodes[NODE + "blood"] == pytest.approx(nodes["plasma_fraction"], rel=1e-9)


def test_behind_the_brain_barrier_no_place_is_told() -> None:
    assert NODE + "cells" not in evaluate(typed(example(CRGD), {"target.barrier": "bbb"}), known()).nodes


@pytest.mark.parametrize("path", ["target.washout", "target.k_internalisation"])
def test_rates_beyond_every_clock_tell_no_place(path: str) -> None:
    """What the formula is not defined for is not summed, and nothing overflows."""
    found = evaluate(typed(example(CRGD), {path: "1e300 1/h"}), known())
    assert NODE + "cells" not in found.nodes
    assert found["targeting.efficiency"].value is None and "The formula is defined for" in found["targeting.efficiency"].reason
