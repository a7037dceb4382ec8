"""Triggers of a whole design: nothing moves without one, each acts where it is asked to, and nothing is said without its constants."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formulator.chem import waterfall
from formulator.chem.model import Grade
from formulator.evaluation import evaluate, fates, prepared
from formulator.evaluation.triggers import CONSTANTS, HALF_TIMES, RATES
from formulator.prediction import Prediction
from formulator.uncertainty import propagate

from .cases import ACUPA, CRGD, FOLATE, NANOGEL, example, known, typed, value

CARRIED, CYTOSOL, RELEASED = "targeting.encapsulated_on_arrival", "targeting.cytosolic", "targeting.released_in_cells"
BLOOD, TUMOUR, CELL = HALF_TIMES.values()
ACID = {"payload.trigger": "acid", "payload.acid_rate_constant": "10 L/mol/s"}
THIOL = {"payload.trigger": "thiol", "payload.thiol_rate_constant": "0.01 L/mol/s"}
AMINES = {"payload.trigger": "amines", "payload.ionised_rate": "1 1/h", "payload.trigger_pka": "6.3", "payload.trigger_steepness": "3"}
EACH = {"acid": ACID, "thiol": THIOL, "amines": AMINES}
HALF = {"payload.release_half_time": "40 h"}


def ask(name: str, changes: dict[str, str]) -> Prediction:
    return evaluate(typed(example(name), changes), known())


@pytest.mark.parametrize("name", [ACUPA, CRGD, FOLATE, NANOGEL])
@pytest.mark.parametrize("unused", [{"target.tumour_ph": "6.5", "target.cell_thiol": "1 mM"}, {"payload.trigger": "none"}])
def test_without_a_trigger_every_answer_is_as_before(name: str, unused: dict[str, str]) -> None:
    base, found = ask(name, {}), ask(name, unused)
    for path, estimate in base.estimates.items():
        assert found[path].value == estimate.value and found[path].grade is estimate.grade, path
    assert all("trigger" in found[path].reason for path in HALF_TIMES.values())


@pytest.mark.parametrize("kind", EACH)
def test_a_trigger_without_its_constants_leaves_release_unsaid_in_words(kind: str) -> None:
    for constant in CONSTANTS[kind]:
        found = ask(ACUPA, {**EACH[kind], constant: ""})
        label = found[BLOOD].reason
        assert "is not given" in label
        for path in (*HALF_TIMES.values(), CARRIED, CYTOSOL, RELEASED):
            assert found[path].value is None and found[path].reason == label, path
        assert fates.NODE + "cells" not in found.nodes
        assert value(found, "targeting.efficiency") == value(ask(ACUPA, {}), "targeting.efficiency")


@pytest.mark.parametrize("kind", EACH)
@pytest.mark.parametrize("name", [ACUPA, CRGD])
def test_release_is_slowest_in_blood_and_fastest_in_the_cell(name: str, kind: str) -> None:
    found = ask(name, {**EACH[kind], **HALF})
    assert value(found, BLOOD) == pytest.approx(40.0, rel=1e-9)
    assert value(found, BLOOD) >= value(found, TUMOUR) > value(found, CELL)
    assert all(found[path].grade >= Grade.FIT for path in HALF_TIMES.values())


def test_the_rates_are_those_of_the_laws() -> None:
    """pH 7.4, 6.8 and 5.5 at 10 L/mol/s; 10 µM and 5 mM at 0.01 L/mol/s; by hand."""
    acid = ask(CRGD, ACID)
    for path, ph in zip(HALF_TIMES.values(), (7.4, 6.8, 5.5), strict=True):
        assert value(acid, path) == pytest.approx(math.log(2) / (10.0 * 10.0**-ph) / 3600, rel=1e-12)
    thiol = ask(CRGD, THIOL)
    for path, molar in zip(HALF_TIMES.values(), (10e-6, 10e-6, 5e-3), strict=True):
        assert value(thiol, path) == pytest.approx(math.log(2) / (0.01 * molar) / 3600, rel=1e-12)
    amines = ask(CRGD, AMINES)
    for path, ph in zip(HALF_TIMES.values(), (7.4, 6.8, 5.5), strict=True):
        assert value(amines, path) == pytest.approx(math.log(2) * (1 + 10 ** (3 * (ph - 6.3))), rel=1e-9)


def test_a_measured_release_holds_what_the_trigger_does_in_blood_already() -> None:
    """What was typed stays the half-time in blood, unless the trigger alone is faster."""
    slow, fast = ask(ACUPA, {**ACID, **HALF}), ask(ACUPA, {**ACID, "payload.acid_rate_constant": "1000 L/mol/s", **HALF})
    assert value(slow, BLOOD) == pytest.approx(40.0, rel=1e-12)
    assert value(fast, BLOOD) == pytest.approx(math.log(2) / (1000 * 10**-7.4) / 3600, rel=1e-12) and value(fast, BLOOD) < 40.0


def test_diffusion_knows_of_no_trigger_and_both_add_up() -> None:
    base, found = ask(ACUPA, {}), ask(ACUPA, ACID)
    added = math.log(2) / (10 * 10**-7.4) / 3600
    assert 1 / value(found, BLOOD) == pytest.approx(1 / value(base, "release.half_time") + 1 / added, rel=1e-9)


def test_without_any_release_else_it_is_counted_as_none_and_said() -> None:
    found = ask(CRGD, ACID)
    assert "no-release-without-trigger" in {flag.id for flag in found[RELEASED].flags}
    never = ask(CRGD, {**ACID, "payload.acid_rate_constant": "0 L/mol/s"})
    assert never[CELL].value is None and "trigger adds none" in never[CELL].reason
    assert value(never, RELEASED) == 0.0 and value(never, CARRIED) == pytest.approx(100.0)


@pytest.mark.parametrize("kind", EACH)
def test_what_is_released_in_cells_agrees_with_the_coupled_steps(kind: str) -> None:
    design = typed(example(ACUPA), {**EACH[kind], **HALF})
    found, numbers = evaluate(design, known()), prepared(design, known()).numbers
    nodes = found.nodes
    shares = waterfall.payload_shares(
        np.array([float(numbers["target.time"])]),
        transfer=nodes["transfer"], washout=numbers["target.washout"], unbound_fraction=nodes["unbound_share"],
        k_internalisation=numbers["target.k_internalisation"], elimination_rate=nodes["elimination_rate"],
        plasma_volume=nodes["plasma_volume"], tumour_volume=nodes["tumour_volume"],
        release_rate_blood=nodes[RATES["blood"]], release_rate_tumour=nodes[RATES["tumour"]], release_rate_cell=nodes[RATES["cell"]],
    )  # fmt: skip
    assert value(found, RELEASED) == pytest.approx(100 * float(shares["released_in_cells"][0]), rel=1e-6)
    assert value(found, CYTOSOL) == pytest.approx(100 * float(shares["cells"][0] + shares["released_in_cells"][0]), rel=1e-6)
    assert nodes[fates.NODE + "released_in_cells"] == pytest.approx(float(shares["released_in_cells"][0]), rel=1e-9)


def test_a_trigger_brings_more_of_the_payload_out_inside_cells() -> None:
    plain, acid = ask(ACUPA, HALF), ask(ACUPA, {**ACID, **HALF})
    assert value(acid, RELEASED) > 2 * value(plain, RELEASED)
    assert value(acid, RELEASED) < value(acid, CYTOSOL) <= value(acid, "targeting.efficiency")


@pytest.mark.parametrize(
    ("path", "values", "kind"),
    [
        ("payload.acid_rate_constant", [f"{k} L/mol/s" for k in (0, 0.1, 1, 10, 100, 1000)], "acid"),
        ("target.endosome_ph", [f"{ph}" for ph in (7.4, 6.5, 5.5, 4.5)], "acid"),
        ("target.cell_thiol", [f"{c} mM" for c in (0.1, 1, 5, 10)], "thiol"),
        ("payload.ionised_rate", [f"{k} 1/h" for k in (0, 0.01, 0.1, 1, 10)], "amines"),
    ],
)
def test_more_of_what_triggers_never_releases_later_in_the_cell(path: str, values: list[str], kind: str) -> None:
    found = [value(ask(CRGD, {**EACH[kind], **HALF, path: text}), CELL) for text in values]
    assert found == sorted(found, reverse=True) and found[0] > found[-1]


@pytest.mark.parametrize("kind", EACH)
def test_intervals_come_from_constants_and_places(kind: str) -> None:
    found = propagate(typed(example(ACUPA), {**EACH[kind], **HALF}), known(), draws=256, seed=1)
    for path in (BLOOD, CELL, RELEASED, CYTOSOL):
        estimate = found[path]
        assert estimate.low is not None and estimate.high is not None and estimate.value is not None
        assert estimate.low < estimate.value < estimate.high, path
    cell = found[CELL]
    assert "shinn2022" in cell.sources if kind == "acid" else "massaction" in cell.sources


def test_micelles_that_fall_apart_and_a_trigger_both_lose_payload() -> None:
    apart = {"carrier.disassembly_rate": "0.1 1/h"}
    alone, both = ask(FOLATE, {**ACID, **HALF}), ask(FOLATE, {**ACID, **HALF, **apart})
    assert value(both, CARRIED) < value(alone, CARRIED)
    assert value(both, RELEASED) < value(alone, RELEASED)
    assert ask(FOLATE, {"payload.trigger": "acid", **apart})[CARRIED].value is None
