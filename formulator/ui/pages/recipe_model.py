"""What the recipe page knows without Qt: fields of the bench, rows of its tables, the batch said in three ways, refusals in words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from formulator import bench as benches
from formulator import design as designs
from formulator.bench import Bench, Entry
from formulator.catalogue import Catalogue
from formulator.design import Design
from formulator.errors import FieldError, UnknownMaterialError, UsageError
from formulator.prediction import OUTPUT_BY_PATH, Prediction
from formulator.project import Project
from formulator.recipe import Component, Plan, Portion, Problem
from formulator.recipe.order import mass_words, volume_words
from formulator.recipe.plan import Deviation
from formulator.recipe.portions import Tools
from formulator.ui.words import ENGLISH, known, language, tr
from formulator.units import Value, format_number, format_value, kind, unit_label

LOT_SHOWN = ("lot", "supplier", "expiry", "assay", "water", "salt_factor", "stock")
LOT_MORE = (
    "stock_solvent", "solubility", "excess", "density", "code", "catalogue_number", "cas", "grade", "coa", "storage", "hazard",
)  # fmt: skip
TEXT_ONLY = ("lot", "supplier", "expiry")
"""Of what is only filled up with: solvent and medium are not weighed."""
HEADS = ("Component", "Lot", "Pure / mg", "Purity, salt", "Weigh", "Pipette")
NUMBERS = (2, 3, 4, 5)
ROUNDED_HEADS = ("After rounding", "Designed", "Made", "Unit", "Change")
ROUNDED_NUMBERS = (1, 2, 4)
SOLIDS, VOLUME, DRUG = "batch.solids", "batch.volume", "batch.drug"
_PATH = re.compile(r"\b(?:lot|bench|process|payload|ligand|carrier|medium)\.[a-z_.]*[a-z_]")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")


def lot_paths(component: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a lot that are always in sight, and those behind "more"."""
    if component in ("solvent", "buffer"):
        return tuple(f"lot.{component}.{name}" for name in TEXT_ONLY), ()
    return tuple(f"lot.{component}.{name}" for name in LOT_SHOWN), tuple(f"lot.{component}.{name}" for name in LOT_MORE)


def component_names(parts: Sequence[Component], design: Design, catalogue: Catalogue) -> dict[str, str]:
    """Every component of this design by its word on the bench, with the name of the material."""
    found = {part.key: part.name for part in parts}
    for key, chosen in (("solvent", design.process.solvent), ("buffer", design.medium.id)):
        if chosen and chosen in catalogue:
            found[key] = catalogue.get(chosen).name
    return {key: found[key] for key in benches.COMPONENTS if key in found}


def read_entry(path: str, text: str, shown_unit: str, decimal: str, catalogue: Catalogue | None) -> Entry:
    """Typed text for a field of the bench: a bare number is in the unit that stands beside the field, never in another one."""
    row = benches.field(path)
    if row.is_quantity and text.strip():
        units = tuple(dict.fromkeys((shown_unit, *row.units)))
        return designs.read_quantity(dataclasses.replace(row, units=units), text, decimal, path)
    entry = benches.read(path, text, decimal)
    if row.kind == "pick" and isinstance(entry, str) and catalogue is not None:
        try:
            return catalogue.get(entry, row.material_kinds).key
        except UnknownMaterialError as problem:
            raise FieldError(path, str(problem)) from problem
    return entry


def with_entry(project: Project, path: str, entry: Entry) -> Project:
    """The project with one field of the bench of the variant on show changed; a path of the design works as well."""
    variant = project.variant()
    if benches.owns(path):
        return project.with_variant(dataclasses.replace(variant, bench=benches.replaced(variant.bench, path, entry)))
    return project.with_variant(dataclasses.replace(variant, design=designs.replaced(variant.design, path, entry)))


def edit_name(path: str, old: Entry, new: Entry, decimal: str) -> str:
    """`Assay of the payload 98.5 % → 99 %`, as the menu of undo says it."""
    words = label_of(path)
    said = [format_value(one, decimal) if isinstance(one, Value) else one for one in (old, new)]
    if new is None:
        return f"clear {words}"
    return f"{words} {said[0]} → {said[1]}" if old is not None else f"{words} {said[1]}"


def label_of(path: str) -> str:
    """A path in words."""
    try:
        return benches.title(path) if benches.owns(path) else designs.field(path).label
    except UsageError:
        return path


# -- the batch in three ways


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """One batch: all solids (kg), final volume (m³), and payload that will be in the particles (kg); None where it is not known."""

    solids: float | None
    volume: float | None
    drug: float | None

    def value(self, way: str) -> Value | None:
        """As it stands in its box."""
        amount, unit = {SOLIDS: (self.solids, "mg"), VOLUME: (self.volume, "mL"), DRUG: (self.drug, "mg")}[way]
        return None if amount is None else Value(float(f"{amount * 1e6:.4g}"), unit)


def amounts(parts: Sequence[Component], prediction: Prediction | None) -> Amounts:
    """What the batch amounts to. Nothing is lost on the way: losses of washing and filtering are not predicted."""
    polymer = sum(part.mass for part in parts if part.is_chain)
    solids = sum(part.mass for part in parts if part.is_solid) or None
    if prediction is None or solids is None:
        return Amounts(solids=solids, volume=None, drug=None)
    concentration, ee = prediction.nodes.get("final_polymer_concentration"), prediction.nodes.get("loading.ee")
    payload = next((part.mass for part in parts if part.key == "payload"), None)
    return Amounts(
        solids=solids,
        volume=float(polymer / concentration) if concentration else None,
        drug=float(payload * ee) if payload and ee else None,
    )


def batch_for(way: str, text: str, shown_unit: str, decimal: str, now: Amounts) -> Value | None:
    """The batch that typed text asks for; None for empty text, which means as designed."""
    if not text.strip():
        return None
    units = {SOLIDS: ("mg", "g"), VOLUME: ("mL", "L"), DRUG: ("mg", "ug", "g")}[way]
    row = dataclasses.replace(benches.field("bench.batch"), units=tuple(dict.fromkeys((shown_unit, *units))))
    value = designs.read_quantity(row, text, decimal, "bench.batch")
    if way != DRUG:
        return value
    if not now.drug or not now.solids:
        raise FieldError("bench.batch", "How much of the payload gets into the particles is not known here. Give the solids or the volume.")
    return Value(float(f"{value.si / now.drug * now.solids * 1e6:.6g}"), "mg")


def is_by(bench: Bench, way: str) -> bool:
    """Whether the batch was given in this way."""
    return bench.batch is not None and {kind("mg"): SOLIDS, kind("mL"): VOLUME}.get(kind(bench.batch.unit)) == way


# -- tables


def weigh_rows(made: Plan, with_tools: Tools, decimal: str) -> list[tuple[str, ...]]:
    """What is taken of each component; HEADS says what stands where."""
    return [
        tuple(localised(text, decimal) if place in NUMBERS else text for place, text in enumerate(_row(one, with_tools)))
        for one in made.portions
    ]


def _row(one: Portion, with_tools: Tools) -> tuple[str, ...]:
    times = tr(" in {portions} portions", portions=one.portions) if one.portions > 1 else ""
    return (
        one.component.name,
        one.lot.lot or "",
        format_number(one.component.mass * 1e6, digits=5),
        "" if one.factor == 1 else f"× {one.factor:.5f}",
        mass_words(one.taken, with_tools.readability) if one.is_weighed else "",
        ""
        if one.stock is None
        else tr("{volume}{times} of {stock}", volume=volume_words(one.taken), times=times, stock=format_value(one.stock)),
    )


def rounded_rows(found: Sequence[Deviation], decimal: str) -> list[tuple[str, ...]]:
    """What rounding to balance and pipettes makes of loading, N/P and ligand share."""
    rows = []
    for one in found:
        percent = round(100 * (one.made / one.designed - 1), 2) if one.designed else None
        change = "" if percent is None else f"{percent:+.2f} %".replace("-", "−") if percent else "0.00 %"
        numbers = [format_number(number, digits=5, decimal=decimal) for number in (one.designed, one.made)]
        rows.append((tr(OUTPUT_BY_PATH[one.path].label), *numbers, unit_label(one.unit), localised(change, decimal)))
    return rows


def localised(text: str, decimal: str) -> str:
    """Numbers inside a text with the decimal sign of this desktop."""
    return text if decimal == "." else _POINT.sub(decimal, text)


def said_step(step: str) -> str:
    """A step of the recipe in the language of the window, piece by piece: names of materials stay as they are."""
    if language() == ENGLISH:
        return step
    whole = known(step)
    if whole != step:
        return whole
    # The one name with a comma in it is kept whole.
    head, colon, rest = step.replace(", on its", " on its").rpartition(": ")
    parts = [known(_lower(part)) for part in rest.removesuffix(".").split(", ")]
    said = f"{_upper(known(_lower(head)))}{colon}{', '.join(parts)}{'.' if rest.endswith('.') else ''}"
    return said if colon else _upper(said)


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def problem_words(problem: Problem, decimal: str) -> str:
    """A refusal in words: paths by the names of their fields."""
    text = _PATH.sub(lambda found: f"“{label_of(found[0])}”" if label_of(found[0]) != found[0] else found[0], problem.text)
    return localised(text, decimal)


def fix_words(fix: tuple[str, str]) -> str:
    """What the button of a proposal does."""
    path, value = fix
    if not benches.owns(path) and not designs.field(path).is_quantity:
        value = designs.field(path).options.get(value, value)
    return f"{label_of(path)}: {value}"


def fixed(project: Project, fix: tuple[str, str]) -> Project:
    """The project after a proposal was taken."""
    path, text = fix
    return with_entry(project, path, benches.read(path, text) if benches.owns(path) else designs.read(path, text))


def tsv(tables: Sequence[tuple[Sequence[str], Sequence[Sequence[str]]]]) -> str:
    """Tables for a spreadsheet, one below the other."""
    return "\n\n".join("\n".join("\t".join(line) for line in (heads, *rows)) for heads, rows in tables if rows)


def html(tables: Sequence[tuple[Sequence[str], Sequence[Sequence[str]]]]) -> str:
    """The same as HTML tables."""

    def line(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(text)}</{tag}>" for text in cells) + "</tr>"

    return "".join(f"<table>{line(heads, 'th')}{''.join(line(row, 'td') for row in rows)}</table>" for heads, rows in tables if rows)
