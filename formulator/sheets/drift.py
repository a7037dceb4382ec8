"""What a project's answers were when it was saved, and which are others now although nothing in it has changed.

Kept in `view`, beside the content: it may be deleted, and a file that another program edited is simply not compared.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from formulator import __version__
from formulator.catalogue import Catalogue
from formulator.evaluation import evaluate
from formulator.explore.comparison import numbers_differ
from formulator.prediction import OUTPUT_BY_PATH, OUTPUTS, Ingredient, Prediction
from formulator.project import Project, Variant
from formulator.report import inputs_data
from formulator.units import format_number, unit_label

KEY = "answers"
MOST = 6
"""Variants whose answers are kept, the one on show first: saving must not take longer than a frame or two."""


@dataclass(frozen=True, kw_only=True)
class Drift:
    """One answer that is another now. `why` names an input that nobody typed and that is another now, or the model."""

    variant: str
    path: str
    old: float | None
    new: float | None
    why: str


def fingerprint(project: Project, variant: Variant) -> str:
    """SHA-256 over everything in the file that an answer of this variant depends on."""
    known: list[Any] = [inputs_data(variant.design), list(project.materials)]
    known.append([[one.path, one.kind, one.offset.si, one.offset.sd, one.within.si] for one in project.calibrations])
    return hashlib.sha256(json.dumps(known, sort_keys=True, default=str).encode()).hexdigest()


def kept(project: Project, catalogue: Catalogue) -> dict[str, Any]:
    """What to keep of the answers of a project as it is saved; `catalogue` has its materials and calibrations in it."""
    order = sorted(project.variants, key=lambda one: one.id != project.active)
    return {"engine": __version__, "variants": {one.id: _record(project, one, catalogue) for one in order[:MOST]}}


def _record(project: Project, variant: Variant, catalogue: Catalogue) -> dict[str, Any]:
    made = evaluate(variant.design, catalogue)
    values = {path: one.value for path, one in made.estimates.items() if one.value is not None}
    return {"inputs": fingerprint(project, variant), "values": values, "taken": _taken(made)}


def _taken(made: Prediction) -> dict[str, float]:
    """The numbers that nobody typed: of the catalogue, of classes and of laws."""
    return {path: one.value for path, one in made.ingredients.items() if one.state != "typed" and isinstance(one.value, float)}


def drifts(project: Project, catalogue: Catalogue) -> tuple[str, tuple[Drift, ...]]:
    """The version that saved the answers, and those that are others now. Nothing where nothing was kept, or the inputs are others."""
    there = project.extras.get("view", {}).get(KEY, {})
    records = there.get("variants", {}) if isinstance(there, Mapping) else {}
    found: list[Drift] = []
    for variant in project.variants:
        record = records.get(variant.id) if isinstance(records, Mapping) else None
        if not isinstance(record, Mapping) or record.get("inputs") != fingerprint(project, variant):
            continue
        values, taken = (record.get(name) for name in ("values", "taken"))
        if isinstance(values, Mapping) and isinstance(taken, Mapping):
            found += _of_variant(variant, evaluate(variant.design, catalogue), values, taken)
    return (str(there.get("engine", "")) if found else ""), tuple(found)


def _of_variant(variant: Variant, made: Prediction, values: Mapping[str, Any], taken: Mapping[str, Any]) -> list[Drift]:
    found = []
    for output in OUTPUTS:
        old, new = values.get(output.path), made[output.path].value
        if (old is None and new is None) or (old is not None and not isinstance(old, (int, float))):
            continue
        if old is None or new is None or numbers_differ(float(old), new):
            found.append(Drift(variant=variant.id, path=output.path, old=old, new=new, why=_why(output.path, made, taken)))
    return found


def _why(path: str, made: Prediction, taken: Mapping[str, Any]) -> str:
    """The first input behind the answer that nobody typed and that is another now, else the model."""
    now, estimate = _taken(made), made[path]
    for name in estimate.inputs:
        if name not in now:
            continue
        before, one = taken.get(name), made.ingredients[name]
        if not isinstance(before, (int, float)):
            return f"{_label(one)}, {format_number(now[name], digits=3)} {unit_label(one.unit)}".rstrip() + ", is counted now."
        if numbers_differ(float(before), now[name]):
            old, new = _apart(float(before), now[name])
            return f"{_label(one)}: {old} was taken, {new} {unit_label(one.unit)}".rstrip() + " now."
    if estimate.value is None:
        return estimate.reason
    return f"Same inputs; the model {estimate.model} was changed." if estimate.model else "Same inputs; a model before it was changed."


def _label(one: Ingredient) -> str:
    return one.label[:1].upper() + one.label[1:]


def rows(found: tuple[Drift, ...], project: Project, decimal: str = ".") -> list[tuple[str, ...]]:
    """For a table: variant, why, answer, path, old, new, unit."""
    called = {variant.id: variant.name for variant in project.variants}
    made: list[tuple[str, ...]] = []
    for one in found:
        output = OUTPUT_BY_PATH[one.path]
        made.append((called[one.variant], one.why, output.label, one.path, *_apart(one.old, one.new, decimal), unit_label(output.unit)))
    return made


def _apart(old: float | None, new: float | None, decimal: str = ".") -> tuple[str, str]:
    """Both with as many digits as tell them apart."""
    said = ["", ""]
    for digits in (2, 3, 5, 8, 12, 17):
        said = ["—" if value is None else format_number(value, digits=digits, decimal=decimal) for value in (old, new)]
        if said[0] != said[1]:
            break
    return said[0], said[1]
