"""What the page of measured batches says: pure functions from records to text. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from formulator import calibration
from formulator.calibration import Comparison, Fit
from formulator.evaluation.own_lab import shift_words
from formulator.lab import Calibration
from formulator.outputs import OUTPUT_BY_PATH
from formulator.ui.words import tr, translated, trn
from formulator.units import format_answer, format_number, unit_label

if TYPE_CHECKING:
    from formulator.prediction import Prediction
    from formulator.project import Measurement

HEADS = ("Batch", "Quantity", "Measured", "Repeats", "Predicted", "90 % interval", "Unit", "z", "")
NUMBERS = (2, 3, 4, 7)
"""Columns whose cells stand at the right."""
BLANK, MINUS = "—", "\u2212"
_NOTHING = 0.05
"""Below this z rounds to 0.0, which has no sign."""


@dataclass(frozen=True, kw_only=True)
class BatchRow:
    """One line of the table, and the whole of it in words."""

    cells: tuple[str, ...]
    path: str
    measurement: str
    is_outside: bool
    spoken: str


@dataclass(frozen=True, kw_only=True)
class OffsetRow:
    """One lab offset: what it would do, and whether it counts already. `offer` is the word of its button."""

    key: tuple[str, str]
    label: str
    shift: str
    words: str
    state: str
    offer: str
    calibration: str = ""


def batch_rows(
    measured: Sequence[Measurement], prediction: Prediction, design_sha256: str, used: Sequence[Calibration] = (), decimal: str = "."
) -> tuple[BatchRow, ...]:
    """The batches of one variant beside its prediction."""
    behind = {(name, one.path) for one in used for name in one.measurements}
    says = {**calibration.OF_OUTPUT, "loading.dlc": "loading.ee"}
    return tuple(
        _batch_row(row, (row.measurement, says.get(row.path, row.path)) in behind, decimal)
        for one in measured
        for row in calibration.compared(one, prediction, design_sha256)
    )


def _batch_row(row: Comparison, is_behind: bool, decimal: str) -> BatchRow:
    output = OUTPUT_BY_PATH[row.path]
    predicted, interval = BLANK, ""
    if row.predicted is not None and row.low is not None and row.high is not None:
        predicted, interval = format_answer(row.predicted, row.low, row.high, decimal)
    elif row.predicted is not None:
        predicted = format_number(row.predicted, digits=2, decimal=decimal)
    side = _side(row)
    remark = " ".join(filter(None, (side, tr("Part of the lab calibration.") if is_behind else "", translated(row.note))))
    cells = (
        row.batch,
        output.label,
        format_number(row.measured, sd=row.sd, decimal=decimal),
        str(row.repeats),
        predicted,
        interval,
        unit_label(row.unit),
        z_text(row.z, decimal),
        remark,
    )
    spoken = tr(
        "{label} of {batch}: measured {measured} {unit}, predicted {predicted} {interval}, z {z}. {remark}",
        label=tr(output.label),
        batch=row.batch,
        measured=cells[2],
        unit=cells[6],
        predicted=predicted,
        interval=interval,
        z=cells[7],
        remark=remark,
    )
    return BatchRow(
        cells=cells,
        path=row.path,
        measurement=row.measurement,
        is_outside=side not in ("", tr("Inside.")),
        spoken=spoken.strip(),
    )


def _side(row: Comparison) -> str:
    if row.low is None or row.high is None:
        return ""
    if row.low <= row.measured <= row.high:
        return tr("Inside.")
    return tr("Above the interval.") if row.measured > row.high else tr("Below the interval.")


def z_text(z: float | None, decimal: str = ".") -> str:
    """`+1.3`, `−0.4`, or a dash where there is no interval yet."""
    if z is None:
        return BLANK
    number = f"{abs(z):.1f}".replace(".", decimal)
    return number if abs(z) < _NOTHING else f"{'+' if z > 0 else MINUS}{number}"


def tsv(rows: Sequence[BatchRow]) -> str:
    """The table for a spreadsheet."""
    lines = [HEADS[:-1] + ("Remark",), *(row.cells for row in rows)]
    return "\n".join("\t".join(_guarded(cell) for cell in line) for line in lines) + "\n"


def _guarded(cell: str) -> str:
    plain = " ".join(cell.split())
    return f"'{plain}" if plain.startswith(("=", "@")) else plain


def html(rows: Sequence[BatchRow]) -> str:
    """The table for a document."""
    heads = "".join(f"<th>{escape(head)}</th>" for head in (*HEADS[:-1], "Remark"))
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row.cells) + "</tr>" for row in rows)
    return f"<table><tr>{heads}</tr>{body}</table>"


def offset_rows(
    fits: Sequence[Fit], used: Sequence[Calibration], uncalibrated: Mapping[tuple[str, str], float], decimal: str = "."
) -> tuple[OffsetRow, ...]:
    """Every lab offset that the batches support or that counts already.

    `uncalibrated` holds the value that the design on show would have without calibrations, by output and class.
    """
    kept = {(one.path, one.kind): one for one in used}
    rows = [_offset_row(fit, kept.get((fit.path, fit.kind)), uncalibrated.get((fit.path, fit.kind)), decimal) for fit in fits]
    there = {(fit.path, fit.kind) for fit in fits}
    rows += [_left_over(one, decimal) for key, one in kept.items() if key not in there]
    return tuple(rows)


def _offset_row(fit: Fit, kept: Calibration | None, value: float | None, decimal: str) -> OffsetRow:
    record = fit.calibration("c", "")
    is_same = kept is not None and (kept.offset, kept.within, kept.measurements) == (record.offset, record.within, record.measurements)
    count = len(fit.residuals)
    if kept is None:
        state, offer = trn("from {count} batch, not used", "from {count} batches, not used", count), tr("Use")
    elif is_same:
        state, offer = tr("in use: {name}", name=translated(kept.name)), tr("Take out")
    else:
        state, offer = (
            trn(
                "in use: {name}; there is {count} batch now",
                "in use: {name}; there are {count} batches now",
                count,
                name=translated(kept.name),
            ),
            trn("Use {count} batch", "Use {count} batches", count),
        )
    return OffsetRow(
        key=(fit.path, fit.kind),
        label=_label(fit.path, fit.kind),
        shift=shift_words(record, decimal),
        words=_effect(fit, value, decimal),
        state=state,
        offer=offer,
        calibration=kept.id if kept is not None else "",
    )


def _effect(fit: Fit, value: float | None, decimal: str) -> str:
    if value is None:
        return ""
    unit = unit_label(OUTPUT_BY_PATH[fit.path].unit)
    after, low, high = fit.expected(value)
    shown, interval = format_answer(after, low, high, decimal)
    return tr("Next batch {shown} {unit}", shown=shown, unit=unit).rstrip() + tr(
        " ({interval}); uncalibrated {value}", interval=interval, value=format_number(value, digits=2, decimal=decimal)
    )


def _left_over(one: Calibration, decimal: str) -> OffsetRow:
    return OffsetRow(
        key=(one.path, one.kind),
        label=_label(one.path, one.kind),
        shift=shift_words(one, decimal),
        words="",
        state=tr("in use: {name}; its batches no longer count", name=translated(one.name)),
        offer=tr("Take out"),
        calibration=one.id,
    )


def _label(path: str, kind: str) -> str:
    return f"{tr(OUTPUT_BY_PATH[path].label)}, {tr(kind.replace('_', ' '))}"
