"""What the design check says at the field that is the cause: the words, what follows from it, and the value that mends it. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from formulator import design as designs
from formulator.design import Entry
from formulator.errors import FormulatorError
from formulator.ui.fieldmodel import material_name
from formulator.ui.words import tr, translated, trn
from formulator.units import Value, format_value

if TYPE_CHECKING:
    from formulator.advice import Finding
    from formulator.catalogue import Catalogue
    from formulator.prediction import Prediction

_RANGE = "range."
_NAMED = 3
"""Answers that are named; the others are counted."""


@dataclass(frozen=True)
class FieldNote:
    """A remark as it stands under a field. `fix` is the field that its button fills, and what with."""

    severity: str
    words: str
    second: str = ""
    button: str = ""
    fix: tuple[str, str] | None = None


def field_notes(
    findings: Iterable[Finding], prediction: Prediction, decimal: str = ".", catalogue: Catalogue | None = None
) -> Mapping[str, FieldNote]:
    """For each field the remark that matters most there: what cannot be, then what no model was checked for, then what can be mended.

    Remarks that neither stop a number nor can be mended by a button stay in the design check, or every field would have one.
    """
    at: dict[str, list[Finding]] = {}
    for finding in findings:
        is_range = finding.id.startswith(_RANGE) and finding.path in prediction.ingredients
        if finding.severity == "error" or is_range or finding.severity == "warning" and finding.fix is not None:
            at.setdefault(finding.path, []).append(finding)
    return {path: _note(path, found, prediction, decimal, catalogue) for path, found in at.items()}


def _note(path: str, found: list[Finding], prediction: Prediction, decimal: str, catalogue: Catalogue | None) -> FieldNote:
    outside = [one for one in found if one.id.startswith(_RANGE)]
    first = found[0]
    if first.severity == "error" or not outside:
        button = _button(path, first, decimal, catalogue)
        return FieldNote(first.severity, translated(first.text), translated(first.remedy), button, first.fix)
    narrowest = max(outside, key=lambda one: _distance(path, one, prediction))
    words = translated(narrowest.text).partition(": ")[2]  # The name of the field stands beside it.
    return FieldNote(
        "warning", words[:1].upper() + words[1:], _follows(path, prediction), _button(path, narrowest, decimal, catalogue), narrowest.fix
    )


def _distance(path: str, finding: Finding, prediction: Prediction) -> float:
    """How far the value that would mend it lies from the one that counts: the farthest satisfies every model."""
    given = prediction.ingredients[path]
    wanted = designs.read(finding.fix[0], finding.fix[1], ".") if finding.fix is not None else None
    if not isinstance(wanted, Value) or not isinstance(given.value, int | float):
        return 0.0
    return abs(wanted.to(given.unit) - given.value)


def _follows(path: str, prediction: Prediction) -> str:
    """Which answers are built on it, and what they are worth then."""
    flags = {flag for flag in prediction.flags if flag.field == path}
    touched = [one for one in prediction.estimates.values() if one.value is not None and flags & set(one.flags)]
    if not touched:
        return ""
    worst = max(one.grade for one in touched)
    from formulator.outputs import OUTPUT_BY_PATH

    names = [tr(OUTPUT_BY_PATH[one.path].label) for one in touched if one.grade == worst]
    named = ", ".join(names[:_NAMED])
    word = tr(worst.word)
    if len(names) > _NAMED:
        more = len(names) - _NAMED
        return trn("Shown as {word}: {named} and {count} more.", "Shown as {word}: {named} and {count} more.", more, word=word, named=named)
    return tr("Shown as {word}: {named}.", word=word, named=named)


def _button(path: str, finding: Finding, decimal: str, catalogue: Catalogue | None) -> str:
    if finding.fix is None:
        return ""
    if finding.fix[0] != path:
        return fix_text(finding, decimal, catalogue)
    return tr("Use {quantity}", quantity=_said(*finding.fix, decimal, catalogue))


def fix_text(finding: Finding, decimal: str = ".", catalogue: Catalogue | None = None) -> str:
    """The words of the button that does what a remark advises: its result."""
    if finding.fix is None:
        return ""
    path, text = finding.fix
    # A button has no room for subscripts: Tether Mn.
    return f"{tr(designs.field(path).label).replace('_', '')} {_said(path, text, decimal, catalogue)}".strip()


def _said(path: str, text: str, decimal: str, catalogue: Catalogue | None) -> str:
    """What a remedy puts in, as a person reads it. Remedies are written with a point, whatever the locale."""
    row = designs.field(path)
    try:
        entry: Entry = designs.read(path, text, ".") if row.is_quantity else text
    except FormulatorError:
        return text
    if isinstance(entry, Value):
        return format_value(entry, decimal)
    return material_name(catalogue, text) if row.kind == "pick" else tr(row.options.get(text, text))
