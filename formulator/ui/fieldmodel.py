"""What a design field shows: number, unit, the word that says where it comes from, and the same said in other ways. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from formulator import design as designs
from formulator.design import Design, Field
from formulator.errors import FormulatorError
from formulator.ui.words import tr, translated
from formulator.units import Value, format_interval, format_number, format_value, kind, parse, unit_label

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.prediction import Ingredient, Prediction

OUTPUT_OF: Mapping[str, str] = {
    "carrier.diameter": "size.hydrodynamic_diameter",
    "carrier.pdi": "size.pdi",
    "carrier.membrane_thickness": "size.membrane_thickness",
    "payload.ee": "loading.ee",
    "payload.np_ratio": "loading.np_ratio",
    "payload.release_half_time": "release.half_time",
    "process.organic_fraction": "mixing.final_organic_fraction",
    "process.flow_rate_ratio": "mixing.flow_rate_ratio",
}
"""Fields that may stay empty because an answer gives the number then."""
CLASS_MEDIAN = ("size.hydrodynamic_diameter", "size.pdi", "loading.ee")
"""Answers that are the median of published particles of the class, not the result of a model."""
_IS_MEDIAN = "Now the median of published particles of this class; type a measured value to replace it."
SHOWN_DIGITS = 5
BLANK = "—"
_NUMBER_PART = re.compile(
    r"^\s*([-+−]?[0-9][0-9.,’' \u2009\u202f\u00a0]*"
    r"(?:(?:[eE]|[·x×*]\s*10\^?)[-+−⁻]?[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]+)?(?:\s*±\s*[0-9.,]+)?)"
)


@dataclass(frozen=True, kw_only=True)
class FieldRow:
    """Everything a row of the design panel shows. `entry` is what the design holds; `value` what counts now."""

    path: str
    label: str
    kind: str
    entry: Value | str | None
    value: Value | None
    shown_text: str
    editing_text: str
    unit: str
    unit_label: str
    state_word: str
    about: str
    second_line: str = ""
    applies: bool = True
    why_not: str = ""
    interval: str = ""
    placeholder: str = ""


def field_row(
    path: str, design: Design, prediction: Prediction | None, decimal: str = ".", catalogue: Catalogue | None = None,
    provenance: Iterable[tuple[str, str]] = (),
) -> FieldRow:  # fmt: skip
    """The row of one field; without a prediction only what was typed is known. `provenance` says which values were taken from where."""
    row, entry = designs.field(path), designs.get(design, path)
    why_not = _why_not(row, design, prediction, catalogue)
    if why_not:
        return _row(row, path, entry=entry, state="not applicable", text=BLANK, applies=False, why_not=why_not)
    if not row.is_quantity:
        return _word_row(row, path, entry if isinstance(entry, str) else None, prediction, catalogue)
    if isinstance(entry, Value):
        state, about = _cited(dict(provenance).get(path, ""), catalogue)
        if path == "carrier.diameter" and design.carrier.diameter_kind == "measured":
            state = "measured"
        return _row(
            row, path, entry=entry, value=entry, state=state, text=number_text(entry, decimal), editing=editing_text(entry, decimal),
            unit=entry.unit, second_line=second_line(path, design, prediction, decimal), about=about,
        )  # fmt: skip
    return _untyped_row(row, path, design, prediction, decimal)


def _cited(source: str, catalogue: Catalogue | None) -> tuple[str, str]:
    """The state of a value in the design, and the paper that it was taken from instead of being typed."""
    where, _, key = source.partition(":")
    if where != "lib":
        return "typed", ""
    found = catalogue.sources.get(key) if catalogue is not None else None
    is_read = found is not None and found.status == "read"
    told = key if found is None else found.text + (f" doi:{found.doi}" if found.doi else "")
    return ("cited" if is_read else "cited unread"), tr("Source: {told}", told=told) + ("." if is_read else tr(" (not verified)."))


def _row(
    row: Field, path: str, *, state: str, entry: Value | str | None = None, value: Value | None = None, text: str = "", editing: str = "",
    unit: str | None = None, applies: bool = True, why_not: str = "", second_line: str = "", interval: str = "", about: str = "",
) -> FieldRow:  # fmt: skip
    spelled = unit if unit is not None else (row.units[0] if row.units else "")
    return FieldRow(
        path=path, label=tr(row.label), kind=row.kind, entry=entry, value=value, shown_text=text, editing_text=editing, unit=spelled,
        unit_label=tr(unit_label(spelled)) if spelled != "pH" else "", state_word=state,
        about=" ".join(filter(None, (tr(row.about), about))),
        applies=applies, why_not=why_not, second_line=second_line, interval=interval,
        placeholder=text if entry is None else "",
    )  # fmt: skip


def _why_not(row: Field, design: Design, prediction: Prediction | None, catalogue: Catalogue | None) -> str:
    """Why a field means nothing here, in words; empty when it does."""
    morphology, payload_kind = morphology_of(design, catalogue), payload_kind_of(design)
    del prediction
    trigger = trigger_of(design)
    if row.applies(morphology, payload_kind, design.process.method, trigger):
        return ""
    if row.triggers and trigger not in row.triggers:
        return tr("only with a trigger: {triggers}", triggers=tr(" or ").join(tr(designs.TRIGGERS[name]) for name in row.triggers))
    if row.methods and design.process.method not in row.methods:
        return tr("only in {methods}", methods=tr(" or ").join(tr(designs.METHODS[name]) for name in row.methods))
    if row.payload_kinds and not (payload_kind is None or payload_kind in row.payload_kinds):
        return tr("only with {kinds}", kinds=tr(" or ").join(tr(kind_name.replace("_", " ")) for kind_name in row.payload_kinds))
    return tr("only in a {classes}", classes=tr(" or ").join(tr(designs.MORPHOLOGY_LABELS[name]) for name in row.morphologies))


def morphology_of(design: Design, catalogue: Catalogue | None) -> str | None:
    """The carrier class: as chosen, else the material's usual one."""
    if design.carrier.morphology is not None:
        return design.carrier.morphology
    if catalogue is None or design.carrier.id is None:
        return None
    try:
        found = catalogue.get(design.carrier.id, ("carrier",)).morphologies
    except FormulatorError:
        return None
    return found[0] if found else None


def payload_kind_of(design: Design) -> str | None:
    """drug, nucleic_acid or protein: the word before the colon of the payload's key."""
    key = design.payloads[0].id if design.payloads else None
    return key.partition(":")[0] if key else None


def trigger_of(design: Design) -> str | None:
    """What makes the first payload leave, where something does."""
    return design.payloads[0].trigger if design.payloads else None


def material_name(catalogue: Catalogue | None, key: str | None) -> str:
    """What people call a material; its id as long as the catalogue is not there or does not know it."""
    if not key:
        return ""
    if catalogue is not None:
        try:
            return catalogue.get(key).name
        except FormulatorError:
            pass
    return key.rpartition(":")[2]


def _word_row(row: Field, path: str, entry: str | None, prediction: Prediction | None, catalogue: Catalogue | None) -> FieldRow:
    del prediction
    if entry is None:
        usual = _usual_choice(row, catalogue)
        return _row(row, path, state="not given", text=usual)
    if row.kind == "choice":
        return _row(row, path, entry=entry, state="typed", text=tr(row.options.get(entry, entry)))
    known = catalogue is None or material_name(catalogue, entry) != entry.rpartition(":")[2] or _is_known(catalogue, entry)
    return _row(
        row, path, entry=entry, state="typed" if known else "unknown", text=material_name(catalogue, entry),
        second_line="" if known else tr("The catalogue does not know this material."),
    )  # fmt: skip


def _is_known(catalogue: Catalogue, key: str) -> bool:
    try:
        catalogue.get(key)
    except FormulatorError:
        return False
    return True


_USUAL_CHOICES = {
    "target.species": "mouse, unless chosen",
    "target.barrier": "off, unless chosen",
    "carrier.diameter_kind": "measured, unless chosen",
    "payload.trigger": "none, unless chosen",
}


def _usual_choice(row: Field, catalogue: Catalogue | None) -> str:
    del catalogue
    if row.path == "carrier.morphology":
        return tr("as the material forms")
    usual = _USUAL_CHOICES.get(row.path)
    return tr(usual) if usual is not None else tr(f"Choose {_article(row.label)} {row.label.lower()}…")


def _article(label: str) -> str:
    return "an" if label[0].lower() in "aeiou" else "a"


def _untyped_row(row: Field, path: str, design: Design, prediction: Prediction | None, decimal: str) -> FieldRow:
    """A number that nobody typed: from the catalogue, a parameter law, an answer, or nowhere."""
    if prediction is None:
        return _row(row, path, state="not given", text=BLANK)
    ingredient = prediction.ingredients.get(path)
    known = quantity(ingredient)
    if ingredient is not None and known is not None:
        value = _in_field_unit(known, row)
        return _row(
            row, path, value=value, state=state_word(ingredient), text=number_text(value, decimal), unit=value.unit,
            second_line=second_line(path, design, prediction, decimal), about=_origin(ingredient),
        )  # fmt: skip
    output = OUTPUT_OF.get(path)
    estimate = prediction.estimates.get(output) if output else None
    if estimate is None or estimate.value is None or output is None:
        return _row(row, path, state="not given", text=BLANK, about=translated(estimate.reason) if estimate is not None else "")
    value = _in_field_unit(Value(estimate.value, estimate.unit), row)
    interval = "" if estimate.low is None or estimate.high is None else format_interval(estimate.low, estimate.high, decimal)
    text = format_number(value.magnitude, digits=3, decimal=decimal)
    return _row(
        row, path, value=value, state="published" if output in CLASS_MEDIAN else "predicted", text=text, unit=value.unit, interval=interval,
        about=tr(_IS_MEDIAN) if output in CLASS_MEDIAN else "",
    )  # fmt: skip


def _in_field_unit(value: Value, row: Field) -> Value:
    """In the field's first unit of the same kind, so that a row keeps its unit whatever the catalogue writes."""
    for unit in row.units:
        if kind(unit) == kind(value.unit):
            return value if value.unit in row.units else value.in_unit(unit)
    return value


def state_word(ingredient: Ingredient) -> str:
    """typed, catalogue, default, estimate, not verified, or your own for a number of the person's own material."""
    if ingredient.state == "typed":
        return "typed"
    if ingredient.status == "user":
        return "your own"
    if ingredient.status == "recalled":
        return "not verified"
    if ingredient.status == "estimate":
        return "estimate"
    return "catalogue" if ingredient.state == "catalogue" else "default"


_STATUS_WORDS = {
    "read": "read in its source", "read-range": "read in its source as a range", "abstract": "read in an abstract",
    "computed": "worked out", "recalled": "recalled from memory, not yet checked against its source",
    "estimate": "an estimate", "user": "your own entry",
}  # fmt: skip


def _origin(ingredient: Ingredient) -> str:
    where = tr("Source: {source}", source=ingredient.source) if ingredient.source else ""
    how = tr(_STATUS_WORDS.get(ingredient.status, ingredient.status))
    return f"{where} ({how})." if where else f"{how[0].upper()}{how[1:]}." if how else ""


def number_text(value: Value, decimal: str = ".") -> str:
    """The number as it was typed where that can be shown as it is, else with as many digits as matter."""
    if value.typed and not value.typed.lstrip().startswith("="):
        found = _NUMBER_PART.match(value.typed)
        other = "," if decimal == "." else "."
        if found and other not in found[1] and reads_as(found[1], value, decimal):
            return found[1].strip()
    full = format_value(Value(value.magnitude, "", None, value.sd, value.law), decimal)
    if value.typed or value.law or len(full) <= SHOWN_DIGITS + 2:
        return full
    return format_number(value.magnitude, digits=SHOWN_DIGITS, decimal=decimal)


def editing_text(value: Value, decimal: str = ".") -> str:
    """What stands in the field while it is edited: a sum as it was typed, else the number."""
    if value.typed and value.typed.lstrip().startswith("="):
        return value.typed
    return number_text(value, decimal)


def reads_as(text: str, value: Value, decimal: str) -> bool:
    """Whether a number, typed into a field that now shows the value's unit, would mean the same value."""
    try:
        found = parse(text, value.unit, decimal=decimal, laws=True)
    except FormulatorError:
        return False
    return found.magnitude == value.magnitude and found.sd == value.sd and found.law == value.law


def quantity(ingredient: Ingredient | None) -> Value | None:
    """The number of an ingredient with its unit; None for a word. Parameter laws may hold whole numbers."""
    if ingredient is None or isinstance(ingredient.value, bool) or not isinstance(ingredient.value, (int, float)):
        return None
    return Value(ingredient.value, ingredient.unit)


def _said(prediction: Prediction, path: str, decimal: str, digits: int = 2) -> str:
    estimate = prediction.estimates.get(path)
    if estimate is None or estimate.value is None:
        return ""
    return f"{format_number(estimate.value, digits=digits, decimal=decimal)} {tr(unit_label(estimate.unit))}".strip()


def second_line(path: str, design: Design, prediction: Prediction | None, decimal: str = ".") -> str:
    """The same in the other ways people say it; begins with "=" where it is an exact restatement."""
    if prediction is None:
        return ""
    writer = _SECOND_LINES.get(path)
    return writer(design, prediction, decimal) if writer is not None else ""


def _density_line(design: Design, prediction: Prediction, decimal: str) -> str:
    del design
    whole, out = _said(prediction, "ligand.per_particle", decimal), _said(prediction, "ligand.facing_out", decimal)
    weight, area = _said(prediction, "ligand.weight_percent", decimal, 3), _said(prediction, "ligand.surface_density", decimal)
    apart = _said(prediction, "ligand.spacing", decimal)
    if not whole:
        return ""
    first = (
        f"= {whole}"
        + (tr(", {out} facing out", out=out.removesuffix(f" {tr('per particle')}")) if out else "")
        + (f" = {weight}" if weight else "")
    )
    second = f"= {area}" + (tr(", {apart} apart", apart=apart) if apart else "") if area else ""
    return "\n".join(filter(None, (first, second)))


def _feed_line(design: Design, prediction: Prediction, decimal: str) -> str:
    del design
    polymer, share = quantity(prediction.ingredients.get("process.polymer_mass")), _said(prediction, "loading.feed_fraction", decimal, 3)
    if polymer is None or not share:
        return ""
    return tr("to {polymer} polymer = feed {share} of solids", polymer=format_value(polymer, decimal), share=share)


def _strength_line(design: Design, prediction: Prediction, decimal: str) -> str:
    del design
    length = _said(prediction, "charge.debye_length", decimal)
    return tr("Debye length {length}", length=length) if length else ""


_SECOND_LINES: Mapping[str, Callable[[Design, Prediction, str], str]] = {
    "ligand.density": _density_line,
    "payload.feed": _feed_line,
    "medium.ionic_strength": _strength_line,
}
