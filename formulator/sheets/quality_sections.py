"""Sections 6 and 7 of a formulation sheet: what must come out, and how it is made."""

from __future__ import annotations

import math
from collections.abc import Sequence

from formulator import design as designs
from formulator.chem.model import Grade
from formulator.explore.specifications import Chances, chances
from formulator.prediction import OUTPUT_BY_PATH
from formulator.project import Specification
from formulator.recipe.executed import YIELD
from formulator.recipe.steps import Step, steps_of
from formulator.sheets.content import BLANK, Cell, Context, Section, Table, cell
from formulator.sheets.design_sections import answer, given, value_text
from formulator.units import format_number, format_value, kind, unit_label

_USUAL = (
    ("size.z_average", "DLS, ISO 22412"),
    ("size.pdi", "DLS, ISO 22412"),
    ("charge.zeta", "electrophoretic light scattering, ISO 13099"),
    ("loading.dlc", "HPLC"),
    ("loading.ee", "HPLC"),
)


def _chances(context: Context, specs: Sequence[Specification]) -> Chances | None:
    """The share of the draws that lie in each range and in all; None without ranges or draws."""
    if context.draws <= 0 or not context.variant.specifications:
        return None
    return chances(context.variant.design, context.catalogue, specs, context.draws, context.seed)


def _percent(share: float) -> Cell:
    return cell("—", right=True) if math.isnan(share) else Cell(text=f"{100 * share:.0f} %", right=True)


def _result(context: Context, spec: Specification) -> tuple[Cell, Cell, Cell]:
    """What was measured, whether it lies in the range, and when; lines to write on where nothing was."""
    record = context.record
    found = dict(record.results).get(spec.path) if record is not None else None
    if record is None or found is None:
        return BLANK, BLANK, BLANK
    unit = OUTPUT_BY_PATH[spec.path].unit
    value, verdict = found.to(unit), BLANK
    if spec.low is not None or spec.high is not None:
        good = (spec.low is None or value >= spec.low.to(unit)) and (spec.high is None or value <= spec.high.to(unit))
        verdict = cell("pass" if good else "FAIL", bold=not good)
    return cell(format_value(found)), verdict, cell(", ".join(filter(None, (record.operator, record.date))))


def _unasked(context: Context, specs: Sequence[Specification]) -> list[Specification]:
    """What was measured without a range that it has to lie in: it stands on the sheet all the same."""
    known = {spec.path for spec in specs}
    found = () if context.record is None else context.record.results
    return [Specification(path=path) for path, _ in found if path not in known and path in OUTPUT_BY_PATH]


def quality(context: Context) -> Section:
    """6 Critical quality attributes."""
    specs = context.variant.specifications or tuple(Specification(path=path, method=method) for path, method in _USUAL)
    rows, records = [], []
    likely = _chances(context, specs)
    specs = (*specs, *_unasked(context, specs))
    for position, spec in enumerate(specs):
        output = OUTPUT_BY_PATH[spec.path]
        low, high = value_text(spec.low), value_text(spec.high)
        accept = f"{low} to {high}" if low and high else f"≥ {low}" if low else f"≤ {high}" if high else ""
        said = cell("") if likely is None or position >= len(likely.each) else _percent(likely.each[position])
        rows.append((cell(output.label), BLANK, cell(accept) if accept else BLANK, answer(context, spec.path), said, cell(spec.method)))
        records.append((cell(output.label), BLANK, BLANK, *_result(context, spec)))
    return Section(
        number=6,
        title="CQAs (critical quality attributes)",
        tables=(
            Table(
                heads=("attribute", "target", "acceptance range", "predicted, 90 %", "P(in spec)", "test method"),
                rows=tuple(rows),
                right=(4,),
            ),
            Table(
                heads=("attribute", "sample size, replicates", "timing", "result", "pass / fail", "tested by / date"), rows=tuple(records)
            ),
        ),
        lines=(
            "P(in spec) is the share of the draws of the prediction that lie in the range."
            + ("" if likely is None else f" All ranges at once: {_percent(likely.together).text}."),
        ),
    )


def _yields(context: Context) -> tuple[tuple[str, Cell], ...]:
    """What this batch gives when nothing is lost; the actual yield in mg and as a share of that, where it was written down."""
    found = dict(context.record.results).get(YIELD) if context.record is not None else None
    mass, share = BLANK, BLANK
    solids = sum(part.mass for part in context.parts if part.is_solid)
    whole = cell(f"{format_number(solids * 1e6, digits=4)} mg, all solids") if solids else BLANK
    if found is not None and kind(found.unit) == kind("mg"):
        mass = cell(f"{found.to('mg'):.6g}")
        share = cell(f"{100 * found.si / solids:.1f}") if solids else BLANK
    elif found is not None:
        share = cell(f"{found.to('%'):.6g}")
    return ("Theoretical yield", whole), ("Action limits", BLANK), ("Actual yield / mg", mass), ("Actual yield / %", share)


def _derived(context: Context, path: str) -> Cell:
    """A set point that follows from others by plain balance, with a digit more for the pump; else the answer with its interval."""
    estimate = context.prediction[path]
    if estimate.value is None or estimate.grade > Grade.LAW:
        return answer(context, path)
    return Cell(text=f"{format_number(estimate.value, digits=4)} {unit_label(estimate.unit)}", path=path, value=estimate.value)


def _fed(context: Context) -> Cell:
    """Payload per polymer: a feed that was typed as a mass is that of the design, not of the batch on this sheet."""
    ratio = context.prediction.nodes.get("feed_ratio")
    return BLANK if ratio is None else Cell(text=f"{format_number(ratio, digits=4)} mg/mg", value=ratio)


def _times(context: Context) -> tuple[str, ...]:
    """When what was done, as it was written down."""
    times = () if context.record is None else context.record.times
    return (f"Times as recorded: {'; '.join(f'{name} {time}' for name, time in times)}.",) if times else ()


_RECALLED = "Set points and ranges that are not typed are common starting values (recalled, not verified)."


def process(context: Context) -> Section:
    """7 Process."""
    method = context.variant.design.process.method
    steps = steps_of(context.variant.design)

    def set_point(step: Step) -> Cell:
        if step.answer:
            return _derived(context, step.answer)
        if step.path == "payload.feed":
            return _fed(context)
        if step.path:
            return given(context, step.path)
        return BLANK if step.parameter and not step.set_point else cell(step.set_point)

    rows = tuple(
        (
            cell(str(position)),
            cell(step.text),
            cell(step.parameter),
            set_point(step),
            cell(step.allowed) if step.allowed else BLANK if step.parameter else cell(""),
        )
        for position, step in enumerate(steps, 1)
    )
    records = tuple((cell(str(position)), *[BLANK] * 6) for position, _ in enumerate(steps, 1))
    heads = ("step", "instruction", "parameter", "set point", "allowed range")
    record_heads = ("step", "equipment id", "actual", "start / end", "hold time", "in-process control, limit", "by / checked")
    return Section(
        number=7,
        title="Process (CPPs and steps)",
        note=designs.METHODS.get(method or "", "no method chosen"),
        tables=(Table(heads=heads, rows=rows), Table(heads=record_heads, rows=records)) if steps else (),
        pairs=_yields(context),
        lines=(*_times(context), _RECALLED if steps else "Choose a method: process.method."),
    )
