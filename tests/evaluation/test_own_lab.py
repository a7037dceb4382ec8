"""Accepted lab calibrations: what they move, what they leave alone, and how the interval follows."""

from __future__ import annotations

import math

import pytest

from formulator.design import Design
from formulator.evaluation import evaluate, own_lab, prepared
from formulator.evaluation.own_lab import CALIBRATED, EE, PDI, SIZE, ZETA
from formulator.lab import Calibration
from formulator.prediction import Prediction
from formulator.uncertainty import propagate
from formulator.units import Value

from .cases import ACUPA, CRGD, DENDRIMER, FOLATE, NANOGEL, POLYPLEX, SPHERE, example, known, typed, value

KINDS = {SIZE: "polymersome", PDI: "polymersome", ZETA: "PEG", EE: "core"}
UNITS = {SIZE: "", PDI: "", ZETA: "mV", EE: ""}


def one(path: str, offset: float, kind: str = "", sd: float = 0.2, within: float = 0.2) -> Calibration:
    unit = UNITS.get(path, "")
    return Calibration(
        id="c1",
        path=path,
        kind=kind or KINDS[path],
        offset=Value(offset, unit, sd=sd),
        within=Value(within, unit),
        measurements=("m1",),
        name="our lab, 1 batch",
        date="2026-11-27T15:00:00Z",
    )


def calibrated(design: Design, *calibrations: Calibration) -> Prediction:
    return evaluate(design, known().with_calibrations(calibrations))


def free() -> Design:
    """The polymersome with nothing of the particle typed: all of it comes from its class."""
    return typed(example(CRGD), {"carrier.diameter": "", "carrier.pdi": "", "payload.ee": ""})


@pytest.mark.parametrize(
    ("path", "offset", "expected"),
    [
        (SIZE, math.log(1.2), lambda before: before * 1.2),
        (PDI, -0.3, lambda before: before * math.exp(-0.3)),
        (ZETA, -7.5, lambda before: before - 7.5),
        (EE, math.log(0.5), lambda before: 100 * 0.5 * before / (100 - before) / (1 + 0.5 * before / (100 - before))),
    ],
)
def test_an_offset_moves_its_output_on_its_own_scale(path: str, offset: float, expected: object) -> None:
    before = value(evaluate(free(), known()), path)
    after = calibrated(free(), one(path, offset))
    assert value(after, path) == pytest.approx(expected(before), rel=1e-9)  # type: ignore[operator]
    assert [flag.id for flag in after[path].flags].count("lab-calibration") == 1


def test_what_follows_from_a_calibrated_output_follows_its_calibration() -> None:
    before = evaluate(free(), known())
    size = calibrated(free(), one(SIZE, 0.2))
    assert value(size, "size.z_average") == value(size, SIZE)
    assert value(size, "ligand.per_particle") > value(before, "ligand.per_particle")
    assert value(size, "loading.dlc") == value(before, "loading.dlc")
    ee = value(calibrated(free(), one(EE, -1.0)), EE) / 100
    assert value(calibrated(free(), one(EE, -1.0)), "loading.drug_to_polymer") == pytest.approx(100 * 0.2 * ee)


@pytest.mark.parametrize("name", [CRGD, ACUPA, FOLATE, POLYPLEX, DENDRIMER])
def test_the_mobility_follows_a_calibrated_zeta(name: str) -> None:
    kind = own_lab.kind_of(ZETA, prepared(example(name), known()))
    before, after = evaluate(example(name), known()), calibrated(example(name), one(ZETA, -6.0, kind))
    assert value(after, ZETA) == pytest.approx(value(before, ZETA) - 6.0)
    assert value(after, "charge.mobility") < value(before, "charge.mobility")
    assert value(after, "charge.surface_potential") == value(before, "charge.surface_potential")


def test_a_calibration_holds_for_its_own_class_only() -> None:
    assert calibrated(free(), one(SIZE, 0.5, "micelle"), one(ZETA, 9.0, "bare"), one(EE, 1.0, "solid")) == evaluate(free(), known())
    assert calibrated(free(), one("loading.dlc", 0.5, "polymersome")) == evaluate(free(), known())


def test_what_was_measured_stays_what_was_measured() -> None:
    design = typed(free(), {"carrier.diameter": "112 nm", "carrier.diameter_kind": "measured", "carrier.pdi": "0.14", "payload.ee": "42 %"})
    after = calibrated(design, one(SIZE, 0.5), one(PDI, 0.5), one(EE, 1.0))
    assert (value(after, SIZE), value(after, PDI), value(after, EE)) == (112.0, 0.14, pytest.approx(42.0))
    assert not any(flag.id == "lab-calibration" for flag in after.flags)


def test_what_is_aimed_at_is_moved_by_what_the_lab_makes_of_aims() -> None:
    design = typed(free(), {"carrier.diameter": "100 nm", "carrier.diameter_kind": "target", "carrier.pdi": "0.1"})
    after = calibrated(design, one(SIZE, math.log(1.12)), one(PDI, math.log(2.0)))
    assert value(after, SIZE) == pytest.approx(112.0) and value(after, PDI) == pytest.approx(0.2)
    assert after[SIZE].state == "predicted"
    entry = after.ingredients["carrier.diameter"]
    assert entry.value == pytest.approx(112.0) and "our lab, 1 batch" in entry.label


def test_without_carrier_or_payload_there_is_nothing_to_calibrate() -> None:
    empty = prepared(Design(), known())
    assert {path: own_lab.kind_of(path, empty) for path in CALIBRATED} == dict.fromkeys(CALIBRATED, "")
    no_payload = prepared(typed(free(), {"payload.id": ""}), known())
    assert own_lab.kind_of(EE, no_payload) == "" and own_lab.kind_of(SIZE, no_payload) == "polymersome"
    assert calibrated(Design(), *(one(path, 0.1) for path in CALIBRATED)) == evaluate(Design(), known())


@pytest.mark.parametrize("path", CALIBRATED)
@pytest.mark.parametrize("name", [CRGD, ACUPA, FOLATE, POLYPLEX, NANOGEL, DENDRIMER])
def test_the_split_into_between_and_within_adds_up_to_what_is_predicted(name: str, path: str) -> None:
    design = typed(example(name), {"carrier.diameter": "", "carrier.pdi": "", "payload.ee": ""})
    inputs = prepared(design, known())
    between, within = own_lab.between_within(path, inputs)
    total = own_lab._law(path, inputs)[1] * (1000 if path == ZETA else 1)
    assert math.hypot(between, within) == pytest.approx(total) and between > 0 and within > 0


@pytest.mark.parametrize(("path", "own"), [(SIZE, (0.12, 0.2)), (PDI, (0.3, 0.4)), (ZETA, (3.0, 4.0)), (EE, (0.5, 0.6))])
def test_the_interval_becomes_that_of_the_labs_next_batch(path: str, own: tuple[float, float]) -> None:
    """√(sd² + within²) on the scale, with the heavy tails of a class with few papers."""
    inputs = prepared(free(), known())
    before = propagate(free(), known(), draws=4096)[path]
    after = propagate(free(), known().with_calibrations([one(path, 0.0, sd=own[0], within=own[1])]), draws=4096)[path]
    assert before.low is not None and before.high is not None and after.low is not None and after.high is not None
    assert before.low < after.low < after.high < before.high
    from scipy.special import stdtrit

    tails = own_lab.freedom(path, inputs)
    half = (float(stdtrit(tails, 0.95)) if tails else 1.645) * math.hypot(*own)
    assert own_lab.moved(path, value(evaluate(free(), known()), path), half) == pytest.approx(after.high, rel=0.02 if path != ZETA else 0.1)


def test_the_same_particle_typed_out_in_full_is_left_alone() -> None:
    sphere = typed(Design(), SPHERE)
    assert calibrated(sphere, one(SIZE, 1.0, "solid_particle"), one(EE, 1.0, "solid")) == evaluate(sphere, known())


def test_a_share_of_nothing_or_all_cannot_be_moved() -> None:
    assert own_lab.moved(EE, 0.0, 1.0) == 0.0 and own_lab.moved(EE, 100.0, 1.0) == 100.0


@pytest.mark.parametrize(
    ("calibration", "words"),
    [
        (one(SIZE, math.log(1.08)), "×1.08"),
        (one(ZETA, 2.14, sd=1.0), "+2.1 mV"),
        (one(ZETA, -2.14, sd=1.0), "−2.1 mV"),
        (one(EE, math.log(0.34), sd=0.5), "odds ×0.34"),
    ],
)
def test_a_calibration_says_in_words_what_it_does(calibration: Calibration, words: str) -> None:
    assert own_lab.shift_words(calibration) == words


def test_the_digest_of_what_is_known_changes_with_a_calibration_and_comes_back() -> None:
    """Stored results are compared by it."""
    laid = known().with_calibrations([one(SIZE, 0.1)])
    assert laid.digest != known().digest != known().with_calibrations([one(SIZE, 0.2)]).digest
    assert laid.with_calibrations(()).digest == known().digest
    assert laid.with_calibrations([one(SIZE, 0.1)]) is laid
    copies = [known().get("drug:docetaxel").as_data()]
    assert laid.overlay(copies, laid.calibrations).calibrations == laid.calibrations
    assert (
        known().overlay(copies).with_calibrations(laid.calibrations).digest == laid.with_materials([known().get("drug:docetaxel")]).digest
    )
