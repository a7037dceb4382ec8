"""Sections 8 to 15 of a formulation sheet: limits, safety, checks, signatures and sources."""

from __future__ import annotations

from formulator import design as designs
from formulator.sheets.components import components
from formulator.sheets.content import BLANK, RECORD_KEEPING, RESEARCH_USE, Context, Section, Table, cell
from formulator.units import Value, format_number, unit_label


def residuals(context: Context) -> Section:
    """8 Residuals and exposure."""
    solvent = context.variant.design.process.solvent
    rows = []
    if solvent and solvent in context.catalogue:
        material = context.catalogue.get(solvent, ("solvent",))
        limit, kind = material.number("ich_limit"), material.number("ich_class")
        words = (
            f"{format_number(limit.value.magnitude, digits=4)} {unit_label(limit.value.unit)}"
            if limit is not None and isinstance(limit.value, Value)
            else "no limit in the catalogue"
        )
        ich = (
            format_number(kind.value.magnitude, digits=1)
            if kind is not None and isinstance(kind.value, Value)
            else (material.text("ich_class") or "—")
        )
        rows.append((cell(material.name), cell(str(ich)), cell(words), BLANK, BLANK))
    return Section(
        number=8,
        title="Residuals and exposure",
        note="limits by ICH Q3C",
        tables=(Table(heads=("solvent", "class", "limit", "found / ppm", "pass / fail"), rows=tuple(rows)),),
        lines=() if rows else ("No organic solvent is chosen.",),
    )


def safety(context: Context) -> Section:
    """9 Safety."""
    names = [part.name for part in components(context.variant.design, context.prediction, context.catalogue)]
    return Section(
        number=9,
        title="Safety",
        tables=(
            Table(
                heads=("component", "hazards as in the supplier's SDS", "SDS date", "protection", "waste"),
                rows=tuple((cell(name), BLANK, BLANK, BLANK, BLANK) for name in names),
            ),
        ),
        lines=("Confirm against the current safety data sheets. Initials: ____",),
    )


def storage(context: Context) -> Section:
    """10 Storage and stability."""
    del context
    return Section(
        number=10,
        title="Storage and stability",
        pairs=(
            ("Container", BLANK),
            ("Temperature", BLANK),
            ("Light", BLANK),
            ("In-use time", BLANK),
            ("Pull points", BLANK),
        ),
        lines=("Stability over months is not modelled.",),
    )


def check(context: Context) -> Section:
    """11 Design check."""
    rows = tuple(
        (cell(finding.severity, bold=True), cell(finding.id), cell(finding.text), cell(finding.remedy), BLANK)
        for finding in context.findings
    )
    counts = ", ".join(
        f"{sum(finding.severity == word for finding in context.findings)} {words}"
        for word, words in (("error", "errors"), ("warning", "warnings"), ("info", "notes"))
    )
    return Section(
        number=11,
        title="Design check",
        note=counts,
        tables=(Table(heads=("", "id", "what is the case", "what would help", "waived by, why"), rows=rows),) if rows else (),
        lines=() if rows else ("Nothing to remark.",),
    )


def deviations(context: Context) -> Section:
    """12 Deviations."""
    del context
    return Section(
        number=12,
        title="Deviations, comments, attachments",
        tables=(
            Table(
                heads=("no.", "step", "what", "impact", "action", "by / date"),
                rows=tuple((cell(str(number)), BLANK, BLANK, BLANK, BLANK, BLANK) for number in (1, 2)),
            ),
        ),
    )


CHARACTERISATION = (
    ("size", "carrier.diameter"),
    ("PDI", "carrier.pdi"),
    ("EE", "payload.ee"),
    ("feed", "payload.feed"),
    ("release", "payload.release_half_time"),
    ("ligand density", "ligand.density"),
    ("coupling yield", "ligand.coupling_yield"),
    ("medium pH", "medium.ph"),
    ("ionic strength", "medium.ionic_strength"),
    ("process", "process.method"),
    ("polymer concentration", "process.polymer_concentration"),
    ("receptors", "target.receptors"),
    ("plasma half-life", "target.half_life"),
)


def completeness(context: Context) -> Section:
    """13 Completeness."""
    missing = [name for name, path in CHARACTERISATION if designs.get(context.variant.design, path) is None]
    filled = len(CHARACTERISATION) - len(missing)
    return Section(
        number=13,
        title="Completeness",
        pairs=(
            (
                "Given by you",
                cell(f"{filled} of {len(CHARACTERISATION)} ({round(100 * filled / len(CHARACTERISATION))} %)"),
            ),
            ("Not given", cell(", ".join(missing) or "nothing")),
        ),
    )


def sign_off(context: Context) -> Section:
    """14 Sign-off."""
    del context
    rows = tuple(
        (cell(role, bold=True), BLANK, BLANK, BLANK, BLANK, cell(meaning))
        for role, meaning in (
            ("Prepared", "I prepared this sheet"),
            ("Checked (second person)", "I checked it against its sources"),
            ("Approved", "I release it for use"),
            ("Executed", "I made the batch as recorded"),
        )
    )
    history = Table(heads=("rev", "date", "by", "reason"), rows=((cell("01"), BLANK, BLANK, BLANK),))
    return Section(
        number=14,
        title="Sign-off",
        note=RECORD_KEEPING,
        tables=(Table(heads=("", "printed name", "role", "signature", "date, time", "meaning"), rows=rows), history),
    )


def sources(context: Context) -> Section:
    """15 Sources."""
    lines = []
    for number, key in enumerate(context.prediction.sources, 1):
        source = context.catalogue.sources.get(key)
        text = source.text if source is not None else key
        doi = f" doi:{source.doi}" if source is not None and source.doi else ""
        lines.append(
            f"[{number}] {text}{doi}" + (" (recalled, not verified)" if source is not None and source.status == "recalled" else "")
        )
    models = sorted({step.model for step in context.prediction.steps})
    lines += [f"Models: {', '.join(models)}.", RESEARCH_USE]
    return Section(number=15, title="Sources", lines=tuple(lines))
