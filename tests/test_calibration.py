"""Lab calibration: the conjugate normal of own batches, what counts as a batch, and that nothing moves before somebody accepts."""

from __future__ import annotations

import dataclasses
import math

import pytest

from formulator import calibration, catalogue, measurements, storage
from formulator import design as designs
from formulator.calibration import Fit, Residual
from formulator.catalogue import Catalogue
from formulator.evaluation import evaluate
from formulator.outputs import OUTPUT_BY_PATH
from formulator.project import Measurement, Project
from formulator.uncertainty import propagate
from formulator.units import Value

CRGD = "crgd-polymersome-docetaxel"
SIZE, PDI, ZETA, EE = "size.hydrodynamic_diameter", "size.pdi", "charge.zeta", "loading.ee"
DATE = "2026-11-27T15:00:00Z"


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return catalogue.load()


@pytest.fixture(scope="module")
def project() -> Project:
    return storage.load(storage.examples()[CRGD]).project


def measured(project: Project, batch: str, **values: float | tuple[float, ...]) -> Project:
    """The project with one more batch of its active variant: z_average and zeta by their names, EE and DLC in percent."""
    names = {"z_average": "size.z_average", "pdi": PDI, "zeta": ZETA, "ee": EE, "dlc": "loading.dlc"}
    given = [
        (names[name], Value(float(one), OUTPUT_BY_PATH[names[name]].unit))
        for name, value in values.items()
        for one in (value if isinstance(value, tuple) else (value,))
    ]
    variant = project.variant()
    one = Measurement(
        id=f"m{len(project.measurements) + 1}",
        variant=variant.id,
        batch=batch,
        values=tuple(given),
        design_sha256=measurements.fingerprint(variant.design),
    )
    return dataclasses.replace(project, measurements=(*project.measurements, one))


def fit_of(project: Project, known: Catalogue, path: str) -> Fit:
    (found,) = [fit for fit in calibration.fits(project, known)[0] if fit.path == path]
    return found


def accepted(project: Project, known: Catalogue) -> tuple[Project, Catalogue]:
    after = calibration.accepted(project, calibration.fits(project, known)[0], DATE)
    return after, known.with_calibrations(after.calibrations)


# -- the conjugate normal

NEXT = [
    (0.34, 0.25, (0.42, 0.32, 0.28)),
    (0.32, 0.19, (0.37, 0.25, 0.22)),
    (0.47, 0.35, (0.59, 0.45, 0.40)),
    (8.7, 6.6, (11.0, 8.5, 7.4)),
    (0.90, 0.64, (1.1, 0.83, 0.73)),
    (0.52, 0.40, (0.66, 0.51, 0.45)),
]
"""sd of the next batch after 0, 1 and 3 own batches: size of solid particles, nanoprecipitation, micelles; zeta; EE; PDI.
Worked out from 85 papers; printed with two digits."""


@pytest.mark.parametrize(("between", "within", "printed"), NEXT)
def test_the_next_batch_scatters_less_with_every_own_batch(between: float, within: float, printed: tuple[float, ...]) -> None:
    for count, wanted in zip((0, 1, 3), printed, strict=True):
        residuals = tuple(Residual(measurements=(f"m{n}",), batch="", difference=0.1) for n in range(count))
        fit = Fit(path=SIZE, kind="", between=between, within=within, residuals=residuals)
        assert fit.next_sd == pytest.approx(wanted, rel=0.02)
    assert Fit(path=SIZE, kind="", between=between, within=within, residuals=()).next_sd == pytest.approx(math.hypot(between, within))


def test_the_offset_is_pulled_towards_none_and_reaches_the_mean_of_many_batches() -> None:
    def offset(count: int) -> float:
        residuals = tuple(Residual(measurements=(), batch="", difference=0.2) for _ in range(count))
        return Fit(path=SIZE, kind="", between=0.34, within=0.25, residuals=residuals).offset

    assert offset(0) == 0.0
    # One batch: s_b²/(s_b² + s_w²) of what it shows.
    assert offset(1) == pytest.approx(0.2 * 0.34**2 / (0.34**2 + 0.25**2))
    assert 0 < offset(1) < offset(3) < offset(1000) < 0.2
    assert offset(100_000) == pytest.approx(0.2, rel=1e-4)


def test_batches_that_lie_far_apart_do_not_look_like_batches_that_agree() -> None:
    def fit(*differences: float) -> Fit:
        residuals = tuple(Residual(measurements=(), batch="", difference=one) for one in differences)
        return Fit(path=SIZE, kind="", between=0.34, within=0.25, residuals=residuals)

    agree, apart = fit(0.3, 0.3, 0.3), fit(-0.3, 0.3, 0.9)
    assert agree.scatter == 0.25 and apart.scatter == pytest.approx(0.6)
    assert agree.next_sd < fit().next_sd < apart.next_sd
    assert 0 < apart.offset < agree.offset
    assert apart.calibration("c1", DATE).within == Value(apart.scatter, "")


# -- measured against predicted


def test_z_is_the_difference_over_both_spreads_on_the_scale_of_the_output(project: Project, known: Catalogue) -> None:
    after = measured(project, "B1", z_average=112.0, zeta=-4.1)
    prediction = propagate(project.variant().design, known, draws=512)
    size, zeta = calibration.compared(after.measurements[0], prediction)
    own = prediction["size.z_average"]
    assert own.value is not None and own.low is not None and own.high is not None
    spread = math.log(own.high / own.low) / (2 * 1.6449)
    assert size.z == pytest.approx(math.log(112.0 / own.value) / math.hypot(0.04, spread), rel=1e-4)
    charge = prediction[ZETA]
    assert charge.value is not None and charge.low is not None and charge.high is not None
    assert zeta.z == pytest.approx((-4.1 - charge.value) / math.hypot(3.0, (charge.high - charge.low) / (2 * 1.6449)), rel=1e-4)
    assert (size.measured, size.repeats, size.unit) == (112.0, 1, "nm")


def test_repeats_are_averaged_and_their_scatter_widens_the_measured_value(project: Project, known: Catalogue) -> None:
    prediction = evaluate(project.variant().design, known)
    (calm,) = calibration.compared(measured(project, "B", z_average=(112.0, 112.0, 112.0)).measurements[0], prediction)
    (wild,) = calibration.compared(measured(project, "B", z_average=(82.0, 112.0, 142.0)).measurements[0], prediction)
    assert calm.measured == wild.measured == pytest.approx(112.0) and (calm.repeats, wild.repeats) == (3, 3)
    assert calm.sd == pytest.approx(0.04 * 112.0)
    assert wild.sd > 3 * calm.sd
    assert calm.z is None  # Point values alone have no interval.


def test_a_batch_of_an_earlier_design_is_said_to_be_one(project: Project, known: Catalogue) -> None:
    after = measured(project, "B1", z_average=112.0)
    changed = designs.replaced(project.variant().design, "payload.feed", designs.read("payload.feed", "1 mg"))
    (row,) = calibration.compared(after.measurements[0], evaluate(changed, known), measurements.fingerprint(changed))
    assert "changed after this batch" in row.note
    variant = dataclasses.replace(project.variant(), design=changed)
    fits, reasons = calibration.fits(after.with_variant(variant), known)
    assert fits == () and "'B1'" in reasons[0]


# -- what counts as a batch


def test_every_batch_counts_once_however_often_it_was_measured(project: Project, known: Catalogue) -> None:
    once = measured(project, "B1", z_average=112.0)
    again = measured(once, "b1", z_average=112.0)
    assert len(fit_of(again, known, SIZE).residuals) == 1
    assert fit_of(again, known, SIZE).offset == pytest.approx(fit_of(once, known, SIZE).offset)
    two = measured(once, "B2", z_average=112.0)
    assert len(fit_of(two, known, SIZE).residuals) == 2
    assert fit_of(two, known, SIZE).next_sd < fit_of(once, known, SIZE).next_sd


def test_a_size_typed_as_measured_leaves_nothing_to_calibrate(project: Project, known: Catalogue) -> None:
    design = designs.replaced(project.variant().design, "carrier.diameter_kind", "measured")
    typed = project.with_variant(dataclasses.replace(project.variant(), design=design))
    fits, reasons = calibration.fits(measured(typed, "B1", z_average=112.0), known)
    assert fits == () and "typed as measured" in reasons[0]


def test_a_loading_says_the_encapsulation_that_gives_it(project: Project, known: Catalogue) -> None:
    """EE = DLC/(1 − DLC)/feed: 7.8 % at 2 mg in 10 mg of polymer is 42.3 %."""
    from_dlc = fit_of(measured(project, "B1", dlc=7.8), known, EE)
    from_ee = fit_of(measured(project, "B1", ee=100 * 0.078 / (1 - 0.078) / 0.2), known, EE)
    assert from_dlc.offset == pytest.approx(from_ee.offset, rel=1e-9)
    # 30 % loading from a feed of 0.2 would need more than everything fed.
    assert calibration.fits(measured(project, "B1", dlc=30.0), known)[0] == ()


def test_calibrated_predictions_are_not_calibrated_again(project: Project, known: Catalogue) -> None:
    once = measured(project, "B1", z_average=140.0)
    after, calibrated = accepted(once, known)
    assert calibration.fits(after, calibrated) == calibration.fits(once, known)


# -- accepting


def test_measured_batches_alone_move_nothing(project: Project, known: Catalogue) -> None:
    after = measured(project, "B1", z_average=140.0, pdi=0.3, zeta=-20.0, ee=40.0)
    laid = known.overlay(after.materials, after.calibrations)
    assert evaluate(after.variant().design, laid) == evaluate(project.variant().design, known.overlay(project.materials))


def test_accepting_and_taking_out_is_as_if_nothing_had_been(project: Project, known: Catalogue) -> None:
    once = measured(project, "B1", z_average=140.0, zeta=-20.0)
    after, _ = accepted(once, known)
    assert [one.path for one in after.calibrations] == [SIZE, ZETA]
    assert calibration.without(after) == once
    assert [one.path for one in calibration.without(after, [after.calibrations[0].id]).calibrations] == [ZETA]


def test_a_new_fit_replaces_the_older_one_of_the_same_class(project: Project, known: Catalogue) -> None:
    once, _ = accepted(measured(project, "B1", z_average=140.0), known)
    twice, _ = accepted(measured(once, "B2", z_average=130.0), known)
    assert len(twice.calibrations) == 1 and twice.calibrations[0].id == once.calibrations[0].id
    assert twice.calibrations[0].name == "our lab, 2 batches" and twice.calibrations[0].measurements == ("m1", "m2")


def test_calibrations_survive_saving(project: Project, known: Catalogue) -> None:
    after, _ = accepted(measured(project, "B1", z_average=140.0, zeta=-20.0, dlc=8.0, pdi=0.2), known)
    data = storage.dumps(after)
    read = storage.loads(data).project
    assert read.calibrations == after.calibrations
    assert storage.dumps(read) == data
