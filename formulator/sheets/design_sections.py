"""Sections 1 to 7 of a formulation sheet: what is designed, what to weigh, what to expect, how to make it."""

from __future__ import annotations

from formulator import design as designs
from formulator.prediction import GROUPS, OUTPUT_BY_PATH, OUTPUTS, Estimate
from formulator.sheets.components import Component, components
from formulator.sheets.content import BLANK, Cell, Context, Section, Table, cell
from formulator.sheets.steps import STEPS
from formulator.units import Value, format_interval, format_number, format_value, unit_label

DEFINITIONS = (
    "DLC = payload / (payload + polymer) in the particle, w/w. EE = payload loaded / payload fed. "
    "Drug/polymer = payload / polymer in the particle, w/w. "
    "Feed = fed payload / (fed payload + polymer), w/w. wt% = component / all solids. mol% = chains with ligand / all chains."
)


def value_text(value: Value | None) -> str:
    """A typed value for print."""
    return "" if value is None else format_value(value)


def given(context: Context, path: str) -> Cell:
    """An input as it counts: typed, from the catalogue, or the default, with a word when it was not typed."""
    ingredient = context.prediction.ingredients.get(path)
    entry = designs.get(context.variant.design, path)
    if isinstance(entry, str):
        kinds = designs.field(path).material_kinds
        return cell(
            context.catalogue.get(entry, kinds).name
            if kinds and entry in context.catalogue
            else designs.field(path).options.get(entry, entry)
        )
    if ingredient is None or not isinstance(ingredient.value, float):
        return BLANK
    words = "" if ingredient.state == "typed" else f" ({ingredient.state}{', not verified' if ingredient.status == 'recalled' else ''})"
    return Cell(
        text=format_value(Value(ingredient.value, ingredient.unit)) + words,
        path=path,
        value=ingredient.value,
    )


def identity(context: Context) -> Section:
    """1 Identity."""
    project, variant = context.project, context.variant
    names = {entry.id: entry.name for entry in project.variants}
    return Section(
        number=1,
        title="Identity",
        pairs=(
            ("Product", cell(project.title)),
            ("Variant", cell(variant.name)),
            ("Batch or lot no.", BLANK),
            ("Batch size", given(context, "process.polymer_mass")),
            ("Strength", _answer(context, "loading.drug_concentration")),
            ("Dosage form", cell("aqueous suspension")),
            ("Intended use", BLANK),
            ("Site", BLANK),
            ("Notebook reference", BLANK),
            ("Parent variant", cell(names.get(variant.parent or "", "none"))),
            ("Template", BLANK),
            ("Reason for revision", BLANK),
        ),
        lines=(variant.note,) if variant.note else (),
    )


def profile(context: Context) -> Section:
    """2 Target product profile."""
    receptor = ""
    ligand = context.variant.design.ligands[0].id if context.variant.design.ligands else None
    if ligand and ligand in context.catalogue:
        receptor = context.catalogue.get(ligand, ("ligand",)).text("receptor") or ""
    return Section(
        number=2,
        title="Target product profile",
        pairs=(
            ("Target cell", given(context, "target.cell")),
            ("Receptor", cell(receptor) if receptor else BLANK),
            ("Receptors on target", given(context, "target.receptors")),
            ("Spared cell", given(context, "target.healthy_cell")),
            ("Receptors on spared cell", given(context, "target.healthy_receptors")),
            ("Route", BLANK),
            ("Species", given(context, "target.species")),
            ("Dose", given(context, "target.dose")),
            ("Storage goal", BLANK),
        ),
    )


def _component_row(component: Component, solids: float, chains: float) -> tuple[Cell, ...]:
    share = 100 * component.mass / solids if component.is_solid and solids else None
    moles = component.mass / component.molar_mass if component.molar_mass else None
    of_chains = 100 * moles / chains if moles is not None and component.is_chain and chains else None

    def number(value: float | None, digits: int = 4, bold: bool = False) -> Cell:
        return Cell(text="—" if value is None else format_number(value, digits=digits), value=value, right=True, bold=bold)

    return (
        cell(component.role),
        cell(component.name),
        number(None if component.molar_mass is None else component.molar_mass * 1000, digits=5),
        number(None if moles is None else moles * 1e6),
        number(of_chains),
        number(share),
        number(component.mass * 1e6, bold=True),
        BLANK,
        BLANK,
        BLANK,
        BLANK,
    )


def composition(context: Context) -> Section:
    """3 Composition."""
    parts = components(context.variant.design, context.prediction, context.catalogue)
    solids = sum(part.mass for part in parts if part.is_solid)
    chains = sum(part.mass / part.molar_mass for part in parts if part.is_chain and part.molar_mass)
    rows = tuple(_component_row(part, solids, chains) for part in parts)
    closure = sum(100 * part.mass / solids for part in parts if part.is_solid) if solids else 0.0
    totals = (
        cell(""),
        cell("Solids", bold=True),
        cell(""),
        cell(""),
        cell(""),
        Cell(text=format_number(closure, digits=4), right=True, bold=True),
        Cell(text=format_number(solids * 1e6, digits=4), right=True, bold=True),
        *(cell("") for _ in range(4)),
    )
    heads = (
        "role",
        "component",
        "M / g mol⁻¹",
        "n / µmol",
        "mol%",
        "wt%",
        "to weigh / mg",
        "assay, water",
        "lot no.",
        "actual / mg",
        "by / checked",
    )
    return Section(
        number=3,
        title="Composition",
        note="wt% = component / all solids",
        tables=(Table(heads=heads, rows=rows, totals=totals, right=(2, 3, 4, 5, 6)),),
        lines=("Amounts are of pure, dry substance: divide by the assay and the water-free share of your lot.",)
        if parts
        else ("Nothing to weigh yet: give polymer and feed.",),
    )


def stocks(context: Context) -> Section:
    """4 Stocks and volumes."""
    prediction, rows = context.prediction, []
    concentration = prediction.ingredients.get("process.polymer_concentration")
    mass, share = (
        prediction.ingredients.get("process.polymer_mass"),
        prediction.ingredients.get("process.organic_fraction"),
    )
    solvent = given(context, "process.solvent")
    if (
        concentration is not None
        and mass is not None
        and share is not None
        and isinstance(concentration.value, float)
        and isinstance(mass.value, float)
        and isinstance(share.value, float)
    ):
        volume = Value(mass.value, mass.unit).si / Value(concentration.value, concentration.unit).si
        fraction = Value(share.value, share.unit).si
        rows.append(
            (
                cell("1"),
                cell("Polymer, ligand polymer and payload together"),
                solvent,
                Cell(text=format_value(Value(concentration.value, concentration.unit)), right=True),
                Cell(text=format_number(volume * 1e9, digits=4), right=True, bold=True),
                BLANK,
                BLANK,
                BLANK,
            )
        )
        if fraction < 1:
            rows.append(
                (
                    cell("2"),
                    cell("add 1 to the aqueous phase"),
                    given(context, "medium.id"),
                    cell("—", right=True),
                    Cell(text=format_number(volume * (1 / fraction - 1) * 1e9, digits=4), right=True, bold=True),
                    BLANK,
                    BLANK,
                    BLANK,
                )
            )
    return Section(
        number=4,
        title="Stocks and volumes",
        tables=(
            Table(
                heads=(
                    "order",
                    "stock",
                    "solvent",
                    "polymer conc.",
                    "V / µL",
                    "actual / µL",
                    "prepared, use by",
                    "by / checked",
                ),
                rows=tuple(rows),
                right=(3, 4),
            ),
        ),
    )


def _answer(context: Context, path: str) -> Cell:
    estimate = context.prediction[path]
    if estimate.value is None:
        return cell("—")
    text = f"{format_number(estimate.value, digits=3)} {unit_label(estimate.unit)}".rstrip()
    if estimate.low is not None and estimate.high is not None and estimate.state != "measured":
        text += f" ({format_interval(estimate.low, estimate.high)})"
    return Cell(text=text + ("" if estimate.state == "measured" else ", predicted"), path=path, value=estimate.value)


def _attribute_row(context: Context, estimate: Estimate) -> tuple[Cell, ...]:
    output = OUTPUT_BY_PATH[estimate.path]
    name = cell(output.label + (f", {output.definition}" if output.definition else ""))
    if estimate.value is None:
        return (name, cell("—", right=True), cell(""), cell(estimate.reason, quiet=True), cell(""), cell(""), cell(""))
    interval = format_interval(estimate.low, estimate.high) if estimate.low is not None and estimate.high is not None else ""
    refs = " ".join(filter(None, (context.source_number(key) for key in estimate.sources[:4])))
    flags = " ".join(flag.text for flag in estimate.flags if flag.severity != "info")
    return (
        name,
        Cell(
            text=format_number(estimate.value, digits=3),
            path=estimate.path,
            value=estimate.value,
            bold=True,
            right=True,
        ),
        cell(unit_label(estimate.unit)),
        cell(interval),
        cell(f"{estimate.grade.mark} {estimate.grade.word}"),
        cell(refs),
        cell(flags, quiet=True),
    )


def attributes(context: Context) -> Section:
    """5 Designed attributes."""
    heads = ("attribute", "value", "unit", "90 % interval", "grade", "sources", "note")
    tables = tuple(
        Table(
            heads=(title, *heads[1:]),
            rows=tuple(_attribute_row(context, context.prediction[output.path]) for output in OUTPUTS if output.group == group),
            right=(1,),
        )
        for group, title in GROUPS.items()
    )
    medium = ", ".join(
        filter(
            None,
            (
                given(context, "medium.id").text,
                given(context, "medium.ph").text,
                given(context, "medium.ionic_strength").text,
                given(context, "medium.temperature").text,
            ),
        )
    )
    return Section(
        number=5,
        title="Designed attributes (prediction)",
        note=f"zeta in {medium}",
        tables=tables,
        lines=(DEFINITIONS,),
        pictures=("binding", "size"),
    )


def quality(context: Context) -> Section:
    """6 Critical quality attributes."""
    heads = ("attribute", "accept", "predicted", "test method", "result", "pass / fail", "by / date")
    rows = []
    for spec in context.variant.specifications:
        low, high = value_text(spec.low), value_text(spec.high)
        accept = f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}"
        rows.append(
            (
                cell(OUTPUT_BY_PATH[spec.path].label),
                cell(accept),
                _answer(context, spec.path),
                cell(spec.method),
                BLANK,
                BLANK,
                BLANK,
            )
        )
    for path, method in (
        ()
        if rows
        else (
            ("size.z_average", "DLS, ISO 22412"),
            ("size.pdi", "DLS, ISO 22412"),
            ("charge.zeta", "electrophoretic light scattering"),
            ("loading.dlc", "HPLC"),
            ("loading.ee", "HPLC"),
        )
    ):
        rows.append((cell(OUTPUT_BY_PATH[path].label), BLANK, _answer(context, path), cell(method), BLANK, BLANK, BLANK))
    return Section(number=6, title="Quality attributes and results", tables=(Table(heads=heads, rows=tuple(rows)),))


def process(context: Context) -> Section:
    """7 Process."""
    method = context.variant.design.process.method
    steps = STEPS.get(method or "", ())
    parameters = {
        1: "polymer concentration " + given(context, "process.polymer_concentration").text,
        2: "organic share " + given(context, "process.organic_fraction").text,
    }
    heads = ("step", "instruction", "set point", "equipment", "actual", "start / end", "by / checked")
    rows = tuple(
        (cell(str(number)), cell(text), cell(parameters.get(number, "")), BLANK, BLANK, BLANK, BLANK)
        for number, text in enumerate(steps, 1)
    )
    return Section(
        number=7,
        title="Process",
        note=designs.METHODS.get(method or "", "no method chosen"),
        tables=(Table(heads=heads, rows=rows),),
        pairs=(
            ("Theoretical yield", given(context, "process.polymer_mass")),
            ("Actual yield / mg", BLANK),
            ("Actual yield / %", BLANK),
        ),
    )
