"""Sections 1, 2 and 5 of a formulation sheet: what is designed, for whom, and what to expect of it."""

from __future__ import annotations

from formulator import design as designs
from formulator.prediction import GROUPS, OUTPUT_BY_PATH, OUTPUTS, Estimate
from formulator.sheets.content import BLANK, Cell, Context, Section, Table, cell
from formulator.units import Value, format_answer, format_number, format_value, unit_label

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
    if ingredient is None or ingredient.value is None:
        return BLANK
    words = "" if ingredient.state == "typed" else f" ({ingredient.state}{', not verified' if ingredient.status == 'recalled' else ''})"
    if isinstance(ingredient.value, str):
        return cell(designs.field(path).options.get(ingredient.value, ingredient.value) + words)
    number = float(ingredient.value)
    return Cell(text=format_value(Value(number, ingredient.unit)) + words, path=path, value=number)


def identity(context: Context) -> Section:
    """1 Identity."""
    project, variant = context.project, context.variant
    names = {entry.id: entry.name for entry in project.variants}
    return Section(
        number=1,
        title="Identity",
        pairs=(
            ("Product, code name", cell(project.title)),
            ("Variant", cell(variant.name)),
            ("Batch or lot no.", cell(context.record.number) if context.record is not None else BLANK),
            ("Batch size", _batch_size(context)),
            ("Strength", answer(context, "loading.drug_concentration")),
            ("Dosage form", cell("aqueous suspension")),
            ("Intended use", BLANK),
            ("Site", BLANK),
            ("ELN reference", BLANK),
            ("Parent variant", cell(names.get(variant.parent or "", "none"))),
            ("Template id", BLANK),
            ("Reason for revision", BLANK),
            *_made(context),
        ),
        lines=(variant.note,) if variant.note else (),
    )


def _made(context: Context) -> tuple[tuple[str, Cell], ...]:
    """When and by whom a batch was made; nothing for a sheet that nobody has followed yet."""
    record = context.record
    if record is None:
        return ()
    return (("Made on", cell(record.date) if record.date else BLANK), ("Made by", cell(record.operator) if record.operator else BLANK))


def _batch_size(context: Context) -> Cell:
    """Solids, and the volume where it is known."""
    solids = sum(part.mass for part in context.parts if part.is_solid)
    if solids <= 0:
        return given(context, "process.polymer_mass")
    volume = sum(phase.volume for phase in context.plan.phases)
    text = f"{format_number(solids * 1e6, digits=4)} mg solids"
    return Cell(text=text + (f"; {format_number(volume * 1e6, digits=4)} mL" if volume else ""))


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
            ("Indication", BLANK),
            ("Cell target", given(context, "target.cell")),
            ("Receptor", cell(receptor) if receptor else BLANK),
            ("Receptors per cell", given(context, "target.receptors")),
            ("Off-target", given(context, "target.healthy_cell")),
            ("Receptors per off-target cell", given(context, "target.healthy_receptors")),
            ("Route", BLANK),
            ("Species", given(context, "target.species")),
            ("Dose", given(context, "target.dose")),
            ("Storage goal", BLANK),
            *_on_the_way(context),
        ),
    )


def _on_the_way(context: Context) -> tuple[tuple[str, Cell], ...]:
    """What was chosen of the way into the cell; nothing where nothing was."""
    chosen = (("Brain barrier", "target.barrier"), ("Release trigger", "payload.trigger"))
    return tuple((words, given(context, path)) for words, path in chosen if designs.get(context.variant.design, path) not in (None, "none"))


def answer(context: Context, path: str) -> Cell:
    estimate = context.prediction[path]
    if estimate.value is None:
        return cell("—")
    value, interval = shown(estimate)
    text = f"{value} {unit_label(estimate.unit)}".rstrip()
    if interval and estimate.state != "measured":
        text += f" ({interval})"
    return Cell(text=text + ("" if estimate.state == "measured" else ", predicted"), path=path, value=estimate.value)


def shown(estimate: Estimate) -> tuple[str, str]:
    """Value and interval of an answer that has one: digits follow the interval."""
    assert estimate.value is not None
    if estimate.low is None or estimate.high is None:
        return format_number(estimate.value, digits=3), ""
    return format_answer(estimate.value, estimate.low, estimate.high)


def _attribute_row(context: Context, estimate: Estimate) -> tuple[Cell, ...]:
    output = OUTPUT_BY_PATH[estimate.path]
    name = cell(output.label + (f", {output.definition}" if output.definition else ""))
    value, interval = shown(estimate)
    refs = " ".join(filter(None, (context.source_number(key) for key in estimate.sources[:4])))
    return (
        name,
        Cell(
            text=value,
            path=estimate.path,
            value=estimate.value,
            bold=True,
            right=True,
        ),
        cell(unit_label(estimate.unit)),
        cell(interval),
        cell(f"{estimate.grade.mark} {estimate.grade.word}"),
        cell(context.model_number(estimate.model)),
        cell(refs),
    )


def _notes(context: Context) -> tuple[str, ...]:
    """What the flags of the answers say, each once, behind the names of the answers that it is about."""
    said: dict[str, list[str]] = {}
    for output in OUTPUTS:
        estimate = context.prediction[output.path]
        for flag in estimate.flags:
            if estimate.value is not None and flag.severity != "info":
                said.setdefault(flag.text, []).append(output.label)
    return tuple(f"{', '.join(dict.fromkeys(labels))}: {text}" for text, labels in said.items())


def _not_given(context: Context) -> tuple[str, ...]:
    """What has no value, gathered by reason; a reason in its own sentence."""
    reasons: dict[str, list[str]] = {}
    for output in OUTPUTS:
        estimate = context.prediction[output.path]
        if estimate.value is None:
            reasons.setdefault(estimate.reason, []).append(output.label)
    if not reasons:
        return ()
    return ("Not given. " + " ".join(f"{', '.join(labels)}: {reason}" for reason, labels in reasons.items()),)


def _carrier_class(context: Context) -> Cell:
    """The class that was chosen, else the first that the catalogue names for the carrier."""
    carrier = context.variant.design.carrier
    if carrier.morphology is not None or carrier.id is None or carrier.id not in context.catalogue:
        return given(context, "carrier.morphology")
    known = context.catalogue.get(carrier.id, ("carrier",)).morphologies
    return cell(f"{designs.field('carrier.morphology').options.get(known[0], known[0])} (catalogue)") if known else BLANK


def _ph(text: str) -> str:
    """pH before its number, as everybody writes it."""
    number, unit, words = text.partition(" pH")
    return f"pH {number}{words}" if unit else text


def attributes(context: Context) -> Section:
    """5 Designed attributes."""
    heads = ("attribute", "value", "unit", "90 % interval", "grade", "method", "sources")
    tables = []
    for group, title in GROUPS.items():
        known = [context.prediction[output.path] for output in OUTPUTS if output.group == group]
        rows = tuple(_attribute_row(context, estimate) for estimate in known if estimate.value is not None)
        if rows:
            tables.append(Table(heads=(title, *heads[1:]), rows=rows, right=(1,)))
    medium = ", ".join(
        filter(
            None,
            (
                given(context, "medium.id").text,
                _ph(given(context, "medium.ph").text),
                given(context, "medium.ionic_strength").text,
                given(context, "medium.temperature").text,
            ),
        )
    )
    return Section(
        number=5,
        title="Designed attributes (prediction)",
        note=f"zeta in {medium}",
        pairs=(
            ("Carrier class", _carrier_class(context)),
            ("Coupling yield assumed", given(context, "ligand.coupling_yield")),
        ),
        tables=tuple(tables),
        lines=(*_notes(context), *_not_given(context), f"{DEFINITIONS} Methods: sections 15 and 16; sources: section 15."),
        pictures=("binding", "size"),
    )
