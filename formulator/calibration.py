"""Measured against predicted, and what a lab's own batches say of its next one. Nothing here changes a prediction by itself.

Lab offset of one output (conjugate normal; between- and within-laboratory sd s_b, s_w of published formulations):
precision 1/s_b² + n/s_w², mean Σ(measured − predicted)/s_w² over that; the next batch scatters by √(posterior variance + s_w²).
Where the own batches scatter more than published ones, s_w is theirs: three batches far apart must not look like three that agree.
"""

from __future__ import annotations

import dataclasses
import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from formulator import measurements
from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.evaluation import point, prepared
from formulator.evaluation.evaluate import prediction as prediction_of
from formulator.evaluation.inputs import Inputs
from formulator.evaluation.own_lab import CALIBRATED, EE, SIZE, between_within, freedom, kind_of, moved
from formulator.lab import Calibration
from formulator.outputs import OUTPUT_BY_PATH
from formulator.prediction import Estimate, Prediction
from formulator.project import Measurement, Project, Variant
from formulator.units import Value, from_si

OF_NORMAL = 1.6448536269514722
"""95th percentile of the standard normal: half a 90 % interval in sd."""
REPEATABILITY: Mapping[str, tuple[str, float]] = {
    "size.z_average": ("relative", 0.04),
    "size.hydrodynamic_diameter": ("relative", 0.04),
    "size.pdi": ("relative", 0.15),
    "charge.zeta": ("absolute", 3.0),
    "charge.mobility": ("absolute", 0.24),
    "loading.ee": ("relative", 0.03),
    "loading.dlc": ("relative", 0.03),
}
"""Sd of one measurement of one sample in the shown unit: DLS 4 %, PDI 15 %, zeta 3 mV (0.24 µm cm/V/s in water), HPLC 3 %."""
OF_OUTPUT = {"size.z_average": SIZE}
"""Z-average and D_h are one number here; a calibration is kept under D_h."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One quantity of one batch beside its prediction, in the output's unit; `sd` is that of the measured mean.

    `z` = (measured − predicted) / √(s_measured² + s_predicted²) on the scale on which the output's error is symmetric (ln for
    sizes, PDI and DLC, logit for EE, as it is for zeta); s_predicted is the 90 % interval over 2 × 1.645. None without an interval.
    """

    measurement: str
    batch: str
    path: str
    measured: float
    sd: float
    repeats: int
    unit: str
    predicted: float | None
    low: float | None = None
    high: float | None = None
    z: float | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Residual:
    """How far one batch lies from the uncalibrated prediction, on the scale of the output."""

    measurements: tuple[str, ...]
    batch: str
    difference: float


@dataclass(frozen=True, kw_only=True)
class Fit:
    """The lab offset of one output for one class of particles: posterior mean and sd, and the batches behind it."""

    path: str
    kind: str
    between: float
    within: float
    residuals: tuple[Residual, ...]
    freedom: float = 0.0

    @property
    def scatter(self) -> float:
        """Sd from batch to batch: that of published batches, or that of the own ones where they scatter more."""
        differences = [one.difference for one in self.residuals]
        return max(self.within, statistics.stdev(differences)) if len(differences) > 1 else self.within

    @property
    def sd(self) -> float:
        """Posterior sd of the offset."""
        return 1.0 / math.sqrt(1.0 / self.between**2 + len(self.residuals) / self.scatter**2)

    @property
    def offset(self) -> float:
        """Posterior mean of the offset."""
        return self.sd**2 * sum(one.difference for one in self.residuals) / self.scatter**2

    @property
    def next_sd(self) -> float:
        """Sd of the next batch."""
        return math.hypot(self.sd, self.scatter)

    @property
    def sd_before(self) -> float:
        """Sd of a batch of a laboratory that has none of its own."""
        return math.hypot(self.between, self.within)

    def expected(self, value: float) -> tuple[float, float, float]:
        """The next batch where the uncalibrated prediction is `value`, in its unit: value and 90 % interval."""
        from scipy.special import stdtrit

        half = (float(stdtrit(self.freedom, 0.95)) if self.freedom else OF_NORMAL) * self.next_sd
        return (
            moved(self.path, value, self.offset),
            moved(self.path, value, self.offset - half),
            moved(self.path, value, self.offset + half),
        )

    def calibration(self, identity: str, date: str, lab: str = "our lab") -> Calibration:
        """The record that a project keeps once a person has accepted it."""
        unit = OUTPUT_BY_PATH[self.path].unit if OUTPUT_BY_PATH[self.path].scale == "linear" else ""
        return Calibration(
            id=identity,
            path=self.path,
            kind=self.kind,
            offset=Value(self.offset, unit, sd=self.sd),
            within=Value(self.scatter, unit),
            measurements=tuple(sorted({name for one in self.residuals for name in one.measurements})),
            name=f"{lab}, {batches_words(len(self.residuals))}",
            date=date,
        )


def batches_words(count: int) -> str:
    """`1 batch`, `3 batches`."""
    return "1 batch" if count == 1 else f"{count} batches"


# -- scales

_SMALLEST = 1e-12
"""Nothing, and all of something, have no place on a scale of logarithms: they stand this far off."""


def _share(value: float, unit: str) -> float:
    return value / float(from_si(1.0, unit))


def on_scale(path: str, value: float) -> float:
    """A value in its shown unit on the scale on which its error is symmetric."""
    output = OUTPUT_BY_PATH[path]
    if output.scale == "linear":
        return value
    if output.scale == "ln":
        return math.log(max(value, _SMALLEST))
    share = min(max(_share(value, output.unit), _SMALLEST), 1.0 - _SMALLEST)
    return math.log(share / (1.0 - share))


def _instrument_sd(path: str, value: float) -> float:
    kind, size = REPEATABILITY[path]
    scale = OUTPUT_BY_PATH[path].scale
    if kind == "absolute" or scale == "ln":
        return size
    return size / max(1.0 - _share(value, OUTPUT_BY_PATH[path].unit), _SMALLEST)


def _mean(path: str, values: Sequence[Value]) -> tuple[float, float]:
    """Mean of the repeats in the shown unit, and its sd on the scale: the instrument's, and that of the repeats over √n."""
    shown = [value.to(OUTPUT_BY_PATH[path].unit) for value in values]
    mean = math.fsum(shown) / len(shown)
    scaled = [on_scale(path, value) for value in shown]
    middle = math.fsum(scaled) / len(scaled)
    spread = math.fsum((one - middle) ** 2 for one in scaled) / (len(scaled) - 1) / len(scaled) if len(scaled) > 1 else 0.0
    return mean, math.sqrt(_instrument_sd(path, mean) ** 2 + spread)


# -- measured against predicted


def compared(measurement: Measurement, prediction: Prediction, design_sha256: str = "") -> tuple[Comparison, ...]:
    """Every quantity of a batch beside its prediction, in the order in which outputs are shown."""
    values = _by_path(measurement)
    stale = bool(design_sha256 and measurement.design_sha256 and design_sha256 != measurement.design_sha256)
    return tuple(
        _comparison(measurement, path, values[path], prediction[path], stale)
        for path in OUTPUT_BY_PATH
        if path in values and path in REPEATABILITY
    )


def _by_path(measurement: Measurement) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for path, value in measurement.values:
        found.setdefault(path, []).append(value)
    return found


def _comparison(measurement: Measurement, path: str, values: Sequence[Value], estimate: Estimate, stale: bool) -> Comparison:
    mean, sd = _mean(path, values)
    z, note = None, ""
    if estimate.value is None:
        note = estimate.reason
    elif estimate.low is not None and estimate.high is not None:
        half = (on_scale(path, estimate.high) - on_scale(path, estimate.low)) / (2 * OF_NORMAL)
        z = (on_scale(path, mean) - on_scale(path, estimate.value)) / math.hypot(sd, half)
    if estimate.state == "measured":
        note = "The design has this as typed by you, not predicted."
    if stale:
        note = f"The design was changed after this batch. {note}".strip()
    return Comparison(
        measurement=measurement.id, batch=measurement.batch or measurement.file_name, path=path, measured=mean,
        sd=_shown_sd(path, mean, sd), repeats=len(values), unit=OUTPUT_BY_PATH[path].unit, predicted=estimate.value,
        low=estimate.low, high=estimate.high, z=z, note=note,
    )  # fmt: skip


def _shown_sd(path: str, mean: float, sd: float) -> float:
    scale = OUTPUT_BY_PATH[path].scale
    if scale == "linear":
        return sd
    return sd * mean if scale == "ln" else sd * mean * (1.0 - _share(mean, OUTPUT_BY_PATH[path].unit))


# -- the fit


@dataclass(frozen=True)
class _Known:
    """One variant as the uncalibrated engine sees it."""

    inputs: Inputs
    prediction: Prediction
    fingerprint: str


def fits(project: Project, catalogue: Catalogue) -> tuple[tuple[Fit, ...], tuple[str, ...]]:
    """The lab offsets that the project's own batches support, and in words which batches do not count and why."""
    plain = catalogue.with_calibrations(())
    known: dict[str, _Known] = {}
    variants = {variant.id: variant for variant in project.variants}
    found: dict[tuple[str, str], dict[tuple[str, str], list[tuple[str, list[Value], _Known]]]] = {}
    reasons: dict[str, None] = {}
    for one in measurements.batches(project):
        variant = variants.get(one.variant)
        if variant is None:
            continue
        mine = known.get(variant.id) or known.setdefault(variant.id, _known(variant, plain))
        if one.design_sha256 and one.design_sha256 != mine.fingerprint:
            reasons[f"{_named(one)}: {variant.name} was changed after this batch was measured, so it is another design."] = None
            continue
        for path, values in _calibratable(one, mine):
            estimate = mine.prediction[path]
            if estimate.state == "measured":
                reasons[f"{OUTPUT_BY_PATH[path].label}: typed as measured in {variant.name}, so there is no prediction to move."] = None
            elif estimate.value is None:
                reasons[f"{OUTPUT_BY_PATH[path].label}: {estimate.reason}"] = None
            else:
                batch = (variant.id, one.batch.casefold() or one.id)
                found.setdefault((path, kind_of(path, mine.inputs)), {}).setdefault(batch, []).append((one.id, values, mine))
    made = [_fit(path, kind, batches, project) for (path, kind), batches in found.items()]
    made.sort(key=lambda fit: (CALIBRATED.index(fit.path), fit.kind))
    return tuple(made), tuple(reasons)


def _known(variant: Variant, catalogue: Catalogue) -> _Known:
    inputs = prepared(variant.design, catalogue)
    return _Known(inputs, prediction_of(point(inputs)), measurements.fingerprint(variant.design))


def _named(one: Measurement) -> str:
    return f"'{one.batch or one.file_name or one.id}'"


def _calibratable(one: Measurement, known: _Known) -> list[tuple[str, list[Value]]]:
    """What a batch says of the outputs that can be calibrated. A DLC says the EE that gives it, because the feed is known."""
    values = _by_path(one)
    found = {OF_OUTPUT.get(path, path): given for path, given in values.items() if OF_OUTPUT.get(path, path) in CALIBRATED}
    if EE not in found and "loading.dlc" in values:
        implied = [_ee_from_dlc(value, known.prediction) for value in values["loading.dlc"]]
        if all(implied):
            found[EE] = [value for value in implied if value is not None]
    return list(found.items())


def _ee_from_dlc(dlc: Value, prediction: Prediction) -> Value | None:
    """EE = DLC / (1 − DLC) / feed; the feed is what the prediction's own DLC and EE say of it. None when EE would be above 100 %."""
    own, ee = prediction["loading.dlc"], prediction[EE]
    if own.value is None or ee.value is None:
        return None
    predicted, measured = Value(own.value, own.unit).si, dlc.si
    share = Value(ee.value, ee.unit).si * (measured / (1.0 - measured)) / (predicted / (1.0 - predicted))
    return Value(100.0 * share, "%") if 0.0 < share < 1.0 else None


def _fit(path: str, kind: str, batches: Mapping[tuple[str, str], list[tuple[str, list[Value], _Known]]], project: Project) -> Fit:
    residuals = []
    names = {one.id: one.batch or one.file_name or one.id for one in project.measurements}
    for parts in batches.values():
        known = parts[0][2]
        repeats = [value for _, values, _ in parts for value in values]
        predicted = known.prediction[path].value
        assert predicted is not None
        difference = on_scale(path, _mean(path, repeats)[0]) - on_scale(path, predicted)
        identities = tuple(dict.fromkeys(identity for identity, _, _ in parts))
        residuals.append(Residual(measurements=identities, batch=names[identities[0]], difference=difference))
    between, within = between_within(path, known.inputs)
    tails = freedom(path, known.inputs)
    return Fit(path=path, kind=kind, between=between, within=within, residuals=tuple(residuals), freedom=tails)


def uncalibrated(design: Design, catalogue: Catalogue) -> dict[tuple[str, str], float]:
    """What a design would be without calibrations, by output and class, in the shown unit; only what can be calibrated."""
    inputs = prepared(design, catalogue.with_calibrations(()))
    prediction = prediction_of(point(inputs))
    values = {(path, kind_of(path, inputs)): prediction[path] for path in CALIBRATED}
    return {key: one.value for key, one in values.items() if one.value is not None and one.state != "measured"}


# -- accepting


def accepted(project: Project, chosen: Sequence[Fit], date: str, lab: str = "our lab") -> Project:
    """The project with these fits as its calibrations; an older one of the same output and class gives way."""
    replaced = {(fit.path, fit.kind) for fit in chosen}
    kept = [one for one in project.calibrations if (one.path, one.kind) not in replaced]
    old = {(one.path, one.kind): one.id for one in project.calibrations}
    taken = {one.id for one in project.calibrations}
    fresh = []
    for fit in chosen:
        identity = old.get((fit.path, fit.kind)) or next(f"c{n}" for n in range(1, 100_000) if f"c{n}" not in taken)
        taken.add(identity)
        fresh.append(fit.calibration(identity, date, lab))
    order: Callable[[Calibration], tuple[int, str]] = lambda one: (CALIBRATED.index(one.path) if one.path in CALIBRATED else 99, one.kind)  # noqa: E731
    return dataclasses.replace(project, calibrations=tuple(sorted((*kept, *fresh), key=order)))


def without(project: Project, identities: Sequence[str] = ()) -> Project:
    """The project without these calibrations, or without any."""
    kept = tuple(one for one in project.calibrations if identities and one.id not in identities)
    return dataclasses.replace(project, calibrations=kept)
