"""What the answers, the section headings and the undo menu say: pure functions from records to text. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from formulator import design as designs
from formulator.design import Design, Entry
from formulator.outputs import OUTPUT_BY_PATH
from formulator.ui.fieldmodel import (
    BLANK,
    FieldRow,
    field_row,
    material_name,
    morphology_of,
    number_text,
    payload_kind_of,
    quantity,
    trigger_of,
)
from formulator.ui.words import tr, translated
from formulator.units import Value, convert, format_answer, format_number, unit_label, units_for

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.chem.model import Grade
    from formulator.prediction import Estimate, Prediction

__all__ = [
    "BLANK", "GROUPS", "AnswerGroup", "AnswerRow", "FieldRow", "answer_groups", "answer_rows", "answer_units", "answers_html",
    "answers_read", "answers_tsv", "field_row", "material_name", "morphology_of", "number_text", "payload_kind_of",
    "section_summary", "undo_name", "value_texts",
]  # fmt: skip

GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "loading": (
        "Loading: DLC and EE",
        ("loading.dlc", "loading.ee", "loading.drug_to_polymer", "loading.np_ratio", "loading.molecules_per_particle"),
    ),
    "size": (
        "Size",
        ("size.hydrodynamic_diameter", "size.pdi", "size.membrane_thickness", "size.core_diameter", "size.corona_thickness"),
    ),
    "charge": ("Charge", ("charge.zeta", "charge.debye_length")),
    "ligand": ("Ligand", ("ligand.per_particle", "ligand.facing_out", "ligand.spacing", "ligand.clearance")),
    "targeting": (
        "Targeting",
        (
            "targeting.occupancy_target", "targeting.occupancy_limited", "targeting.occupancy_healthy", "targeting.selectivity",
            "targeting.superselectivity",
        ),
    ),
    "delivery": (
        "Delivery",
        (
            "targeting.delivered", "targeting.efficiency", "targeting.gain_over_untargeted", "targeting.released_in_cells",
            "release.half_time", "release.half_time_blood", "release.half_time_tumour", "release.half_time_cell",
        ),
    ),
    "stability": ("Stability", ()),
    "mixing": (
        "Mixing",
        ("mixing.organic_flow", "mixing.aqueous_flow", "mixing.organic_fraction", "mixing.reynolds_number", "mixing.time"),
    ),
}  # fmt: skip
"""Groups of answers with the ones that are always in sight; the others of a group fold away behind "more"."""
_DELIVERY = (
    "targeting.delivered_average", "targeting.encapsulated_on_arrival", "targeting.brain_transcytosis", "targeting.uptake_per_cell",
    "targeting.wrapping_time", "targeting.delivered_both", "targeting.delivered_average_both", "targeting.efficiency_both",
    "targeting.gain_both", "targeting.buffered_protons",
)  # fmt: skip
_ONLY_WITH_TRIGGER = (
    "targeting.released_in_cells", "release.half_time_blood", "release.half_time_tumour", "release.half_time_cell",
)  # fmt: skip
_ONLY_WITH_PHOSPHATES = ("loading.np_ratio", "loading.charge_ratio")


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One answer as it is shown. `value` is the number itself, at full precision, in the unit named by `unit`."""

    group: str
    path: str
    label: str
    about: str
    value: float | None
    value_text: str
    unit: str
    unit_text: str
    interval_text: str
    grade: Grade
    grade_word: str
    grade_words: str
    flags: tuple[str, ...]
    notes: tuple[str, ...]
    reason: str
    state: str
    shown_unit: str = ""

    @property
    def spoken(self) -> str:
        """The row in one sentence, for screen readers and copying."""
        if self.value is None:
            return tr("{label}: none. {reason}", label=tr(self.label), reason=translated(self.reason))
        parts = [f"{tr(self.label)} {self.value_text} {self.unit_text}".rstrip()]
        if self.interval_text:
            parts.append(tr("90 % interval {interval_text}", interval_text=self.interval_text))
        return ", ".join((*parts, tr(self.grade_word), *map(translated, self.flags)))


@dataclass(frozen=True, kw_only=True)
class AnswerGroup:
    """A heading, a few words beside it, the answers in sight and those behind "more".

    `reason` is said once where one and the same reason keeps every answer in sight from having a value.
    """

    id: str
    title: str
    aside: str
    rows: tuple[AnswerRow, ...]
    more: tuple[AnswerRow, ...]
    reason: str = ""


@cache
def answer_units(path: str) -> tuple[str, ...]:
    """The units in which an answer can be read, its own among them; none where there is no choice."""
    own = OUTPUT_BY_PATH[path].unit
    found = tuple(unit for unit in units_for(own) if unit)
    return found if len(found) > 1 else ()


def in_unit(estimate: Estimate, unit: str) -> tuple[float | None, float | None, float | None]:
    """Value and bounds in another unit of the same kind."""
    numbers = (estimate.value, estimate.low, estimate.high)
    if not unit or unit == estimate.unit:
        return numbers
    value, low, high = (None if number is None else float(convert(number, estimate.unit, unit)) for number in numbers)
    return value, low, high


def answer_row(estimate: Estimate, decimal: str = ".", unit: str = "") -> AnswerRow:
    """One answer, read in its own unit or in another; `value` stays in its own."""
    output = OUTPUT_BY_PATH[estimate.path]
    shown_unit = unit if unit in answer_units(estimate.path) else estimate.unit
    value, interval = value_texts(in_unit(estimate, shown_unit), decimal)
    warnings = tuple(flag.text for flag in estimate.flags if flag.severity != "info")
    return AnswerRow(
        group=_group_of(estimate.path),
        path=estimate.path,
        label=output.label,
        about=" ".join(filter(None, (output.about, f"Definition: {output.definition}." if output.definition else ""))),
        value=estimate.value,
        value_text=value,
        unit=estimate.unit,
        unit_text=_answer_unit(estimate, shown_unit),
        interval_text=interval,
        grade=estimate.grade,
        grade_word=estimate.grade.word,
        grade_words=f"{estimate.grade.word}: {estimate.grade.meaning}",
        flags=warnings if estimate.value is not None else (),
        notes=tuple(flag.text for flag in estimate.flags if flag.severity == "info") if estimate.value is not None else (),
        reason=estimate.reason,
        state=estimate.state if estimate.value is not None else "missing",
        shown_unit=shown_unit,
    )


def _answer_unit(estimate: Estimate, shown_unit: str) -> str:
    if estimate.value is None:
        return ""
    if estimate.path == "targeting.selectivity":
        return "×"
    label = unit_label(shown_unit)
    return "" if label.startswith("per ") else label


def value_texts(numbers: tuple[float | None, float | None, float | None], decimal: str) -> tuple[str, str]:
    """Value and interval as they are read. Digits follow the interval; without one, two digits say that little is known."""
    value, low, high = numbers
    if value is None:
        return BLANK, ""
    if low is None or high is None:
        return format_number(value, digits=2, decimal=decimal), ""
    return format_answer(value, low, high, decimal)


def answer_rows(prediction: Prediction, decimal: str = ".") -> tuple[AnswerRow, ...]:
    """Every answer in the order of the panel."""
    return tuple(row for group in answer_groups(prediction, Design(), None, decimal) for row in (*group.rows, *group.more))


def answer_groups(
    prediction: Prediction, design: Design, catalogue: Catalogue | None, decimal: str = ".", units: Mapping[str, str] | None = None,
) -> tuple[AnswerGroup, ...]:  # fmt: skip
    """The answers in groups; what cannot apply to this carrier or payload stands behind "more" with its reason.

    `units` are those in which a person wants to read some of them.
    """
    return tuple(_group(name, prediction, design, catalogue, decimal, units or {}) for name in GROUPS)


def _group(
    name: str, prediction: Prediction, design: Design, catalogue: Catalogue | None, decimal: str, units: Mapping[str, str]
) -> AnswerGroup:
    def row(path: str) -> AnswerRow:
        return answer_row(prediction.estimates[path], decimal, units.get(path, ""))

    title, front = GROUPS[name]
    paths = [path for path in OUTPUT_BY_PATH if _group_of(path) == name]
    front_paths = [path for path in front if _applies(path, design, catalogue) and _says_more(path, prediction)]
    more_paths = [path for path in paths if path not in front_paths]
    rows = tuple(row(path) for path in front_paths if path in prediction.estimates)
    reasons = {one.reason for one in rows}
    return AnswerGroup(
        id=name,
        title=title,
        aside=_aside(name, design, prediction, catalogue, decimal),
        rows=rows,
        more=tuple(row(path) for path in more_paths if path in prediction.estimates),
        reason=reasons.pop() if len(rows) > 1 and len(reasons) == 1 else "",
    )


FEWER = 0.9
"""Held over bound, below which both are shown side by side."""


def _says_more(path: str, prediction: Prediction) -> bool:
    """Held says more than bound where receptors, or particles, run short; else it stays behind "more"."""
    if path != "targeting.occupancy_limited":
        return True
    held, bound = (prediction.estimates.get(name) for name in (path, "targeting.occupancy_target"))
    if held is None or bound is None or held.value is None or bound.value is None:
        return False
    return held.value < FEWER * bound.value


@cache
def _group_of(path: str) -> str:
    for name, (_, front) in GROUPS.items():
        if path in front:
            return name
    return "delivery" if path in _DELIVERY else path.partition(".")[0]


def _applies(path: str, design: Design, catalogue: Catalogue | None) -> bool:
    if path in _ONLY_WITH_TRIGGER:
        return trigger_of(design) not in (None, "none")
    if path in _ONLY_WITH_PHOSPHATES:
        return payload_kind_of(design) == "nucleic_acid"
    if path.startswith("mixing."):
        return design.process.method == "flash_nanoprecipitation"
    if path == "size.membrane_thickness":
        return morphology_of(design, catalogue) == "polymersome"
    if path == "size.core_diameter":
        return morphology_of(design, catalogue) != "polymersome"
    return True


def _input(prediction: Prediction | None, path: str, decimal: str, digits: int = 3) -> str:
    found = quantity(prediction.ingredients.get(path)) if prediction is not None else None
    if found is None:
        return ""
    label = unit_label(found.unit)
    number = format_number(found.magnitude, digits=digits, decimal=decimal)
    number = number.rstrip("0").rstrip(decimal) if decimal in number and "·" not in number else number
    return f"pH {number}" if found.unit == "pH" else f"{number} {label}".strip()


def _aside(name: str, design: Design, prediction: Prediction, catalogue: Catalogue | None, decimal: str) -> str:
    if name == "charge":
        return ", ".join(filter(None, (_input(prediction, path, decimal) for path in ("medium.ph", "medium.ionic_strength"))))
    if name == "targeting":
        return " / ".join(filter(None, (material_name(catalogue, key) for key in (design.target.cell, design.target.healthy_cell))))
    if name == "delivery":
        return ", ".join(filter(None, (_input(prediction, "target.time", decimal), tr(design.target.species or "mouse"))))
    return ""


def section_summary(section: str, design: Design, prediction: Prediction | None, catalogue: Catalogue | None, decimal: str = ".") -> str:
    """One line that says what a section holds, for its heading."""
    name = {path: material_name(catalogue, key) for path in _PICKS if isinstance(key := designs.get(design, path), str)}
    match section:
        case "carrier":
            morphology = morphology_of(design, catalogue)
            parts = [tr(designs.MORPHOLOGY_LABELS.get(morphology or "", ""))]
        case "ligand":
            receptor = _receptor(design, catalogue)
            parts = [name.get("ligand.id", tr("none chosen")) + (f" → {receptor}" if receptor else "")]
        case "payload":
            parts = [name.get("payload.id", tr("none chosen"))]
        case "process":
            parts = [tr(designs.METHODS.get(design.process.method or "", "")), name.get("process.solvent", ""),
                     _input(prediction, "process.polymer_concentration", decimal)]  # fmt: skip
        case "medium":
            parts = [name.get("medium.id", ""), _input(prediction, "medium.temperature", decimal)]
        case _:
            cells = [name[path] for path in ("target.cell", "target.healthy_cell") if path in name]
            parts = [tr(" against ").join(cells)]
    return ", ".join(filter(None, parts))


_PICKS = tuple(row.path for row in designs.FIELDS if row.kind == "pick")


def _receptor(design: Design, catalogue: Catalogue | None) -> str:
    key = design.ligands[0].id if design.ligands else None
    if catalogue is None or key is None or material_name(catalogue, key) == "":
        return ""
    from formulator.errors import FormulatorError

    try:
        receptor = catalogue.get(key).text("receptor")
        name = material_name(catalogue, f"receptor:{receptor}") if receptor else ""
        return name.replace("alpha", "α").replace("beta", "β")
    except FormulatorError:
        return ""


def undo_name(path: str, before: Entry, after: Entry, catalogue: Catalogue | None = None, decimal: str = ".") -> str:
    """`density 10 → 12 mol%`: what an edit did, for the undo menu."""
    row = designs.field(path)
    label = row.label if row.label[:1].isupper() and row.label[1:2].isupper() or "_" in row.label else row.label[0].lower() + row.label[1:]
    if isinstance(before, Value) and isinstance(after, Value) and before.unit == after.unit:
        return f"{label} {number_text(before, decimal)} → {number_text(after, decimal)} {unit_label(after.unit)}".rstrip()
    return f"{label} {_entry_text(before, path, decimal, catalogue)} → {_entry_text(after, path, decimal, catalogue)}"


def _entry_text(entry: Entry, path: str, decimal: str, catalogue: Catalogue | None) -> str:
    if entry is None:
        return "not given"
    if isinstance(entry, Value):
        return f"{number_text(entry, decimal)} {unit_label(entry.unit)}".rstrip()
    row = designs.field(path)
    return row.options.get(entry, material_name(catalogue, entry))


def answers_read(prediction: Prediction, decimal: str = ".", units: Mapping[str, str] | None = None) -> list[list[str]]:
    """All answers as they are read, with a head: for a text or a talk."""
    lines = [["answer", "unit", "value", "90 % interval", "evidence"]]
    for group in answer_groups(prediction, Design(), None, decimal, units):
        for row in (*group.rows, *group.more):
            if row.value is not None:
                lines.append([row.label, unit_label(row.shown_unit), row.value_text, row.interval_text, row.grade_word])
    return lines


def answers_tsv(prediction: Prediction, decimal: str = ".") -> str:
    """All answers for pasting into a spreadsheet: one header with units, full numbers."""
    lines = ["answer\tvalue\tunit\tlow (5 %)\thigh (95 %)\tevidence\tremarks"]
    for estimate, row in _copied(prediction):
        numbers = [_plain(number, decimal) for number in (estimate.value, estimate.low, estimate.high)]
        remarks = " ".join(row.flags) if estimate.value is not None else row.reason
        word = row.grade_word if estimate.value is not None else ""
        lines.append("\t".join(_one_line(cell) for cell in (row.label, numbers[0], estimate.unit, *numbers[1:], word, remarks)))
    return "\n".join(lines) + "\n"


def answers_html(prediction: Prediction, decimal: str = ".") -> str:
    """The same as a table."""
    from html import escape

    rows = [line.split("\t") for line in answers_tsv(prediction, decimal).splitlines()]
    head = "".join(f"<th>{escape(cell)}</th>" for cell in rows[0])
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows[1:])
    return f'<meta charset="utf-8"><table><tr>{head}</tr>{body}</table>'


def _copied(prediction: Prediction) -> list[tuple[Estimate, AnswerRow]]:
    return [(estimate, answer_row(estimate)) for row in answer_rows(prediction) if (estimate := prediction.estimates[row.path])]


def _plain(number: float | None, decimal: str) -> str:
    return "" if number is None else repr(number).replace(".", decimal)


def _one_line(text: str) -> str:
    clean = " ".join(text.split())
    return f"'{clean}" if clean.startswith(("=", "+", "@")) or (clean[:1] == "-" and not clean[1:2].isdigit()) else clean
