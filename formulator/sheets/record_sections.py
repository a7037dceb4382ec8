"""Sections 8 to 15 of a formulation sheet: limits, safety, checks, signatures and sources."""

from __future__ import annotations

from formulator import calculators
from formulator import design as designs
from formulator.report import source_data
from formulator.sheets.content import BLANK, RECORD_KEEPING, RESEARCH_USE, Context, Section, Table, cell
from formulator.units import Value, format_number


def residuals(context: Context) -> Section:
    """8 Residuals and exposure."""
    solvent = context.variant.design.process.solvent
    rows = []
    if solvent and solvent in context.catalogue:
        material = context.catalogue.get(solvent, ("solvent",))
        limit = material.number("ich_limit")
        ppm = limit.value.to("ppm") if limit is not None and isinstance(limit.value, Value) else None
        rows.append(
            (
                cell(material.name),
                cell(material.text("ich_class") or "—"),
                cell("no limit in the catalogue" if ppm is None else format_number(ppm, digits=4), right=True),
                # PDE = limit × 10 g a day, option 1 of ICH Q3C.
                cell("—" if ppm is None else format_number(ppm * 0.01, digits=3), right=True),
                BLANK,
                BLANK,
                BLANK,
                BLANK,
            )
        )
    heads = ("solvent", "class", "limit / ppm", "PDE / mg d⁻¹", "expected / ppm", "at max dose / mg d⁻¹", "found / ppm", "pass / fail")
    return Section(
        number=8,
        title="Residuals and exposure",
        note="limits by ICH Q3C, option 1",
        tables=(Table(heads=heads, rows=tuple(rows), right=(2, 3)),) if rows else (),
        lines=() if rows else ("No organic solvent is chosen.",),
    )


def safety(context: Context) -> Section:
    """9 Safety."""
    rows = []
    for part in context.parts:
        hazard = context.variant.bench.lot(part.key).hazard
        rows.append((cell(part.name), BLANK if hazard is None else cell(hazard), BLANK, BLANK, BLANK, BLANK, BLANK))
    heads = ("component", "hazards, as in the SDS", "SDS date, by", "PPE", "containment", "spill", "waste stream")
    return Section(
        number=9,
        title="Safety",
        tables=(Table(heads=heads, rows=tuple(rows)),) if rows else (),
        lines=("Cytotoxic or toxic for reproduction: ☐ yes ☐ no. Confirm against current SDS ☐ initials ____",),
    )


def storage(context: Context) -> Section:
    """10 Storage and stability."""
    del context
    return Section(
        number=10,
        title="Storage and stability",
        pairs=(
            ("Container, closure", BLANK),
            ("Temperature / °C", BLANK),
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
    made = context.record.deviations if context.record is not None else ()
    known = tuple((cell(str(number)), BLANK, cell(text), BLANK, BLANK, BLANK) for number, text in enumerate(made, 1))
    return Section(
        number=12,
        title="Deviations, comments, attachments",
        tables=(
            Table(
                heads=("no.", "step", "what", "impact", "action", "by / date"),
                rows=(*known, *((cell(str(len(known) + number)), BLANK, BLANK, BLANK, BLANK, BLANK) for number in (1, 2))),
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
            ("Needed before release", cell(", ".join(context.needed) or "nothing")),
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
        text = source.text if source is not None else source_data(key, context.catalogue)["text"]
        doi = f" doi:{source.doi}" if source is not None and source.doi else ""
        lines.append(
            f"[{number}] {text}{doi}" + (" (recalled, not verified)" if source is not None and source.status == "recalled" else "")
        )
    cards = calculators.models()
    assumed = dict.fromkeys(text for name in context.models for text in cards[name].assumes)
    lines += [
        f"Models: {', '.join(f'm{number} {name}' for number, name in enumerate(context.models, 1))}.",
        f"They assume: {'; '.join(assumed)}.",
        f"Library {context.catalogue.digest[:16]}, random seed {context.seed}. "
        "The inputs, and the sources as BibTeX, are embedded in this file.",
        "Check this sheet with: formulator verify SHEET (PDF, HTML, XLSX or JSON).",
    ]
    return Section(number=15, title="Sources", note=RESEARCH_USE, lines=tuple(lines))
