"""Measured batches in a project: whose they are, what was said of their columns, and which design they were made from."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence

from formulator import design as designs
from formulator.design import Design
from formulator.errors import UnitError, UsageError
from formulator.measurements.reading import Reading, Sample, stem
from formulator.outputs import OUTPUT_BY_PATH
from formulator.project import Measurement, Project, Variant
from formulator.units import Value, parse


def remembered(project: Project) -> dict[str, str]:
    """What was said of the columns of earlier files of this project; the newest counts."""
    return {path: spec for one in project.measurements for path, spec in one.columns}


def fingerprint(design: Design) -> str:
    """SHA-256 over what makes the particle, not over the cells it meets: a batch belongs to the design it was made from."""
    known: dict[str, object] = {}
    for path in designs.paths(design):
        entry = None if path.startswith("target.") else designs.get(design, path)
        if isinstance(entry, Value):
            known[path] = [entry.si, entry.sd and entry.sd_in(entry.unit)]
        elif entry is not None:
            known[path] = entry
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def variant_of(sample: Sample, project: Project, otherwise: Variant) -> Variant:
    """The variant that a batch is called after (`P3`, or `P3 2` for a numbered one), else the one on show."""
    for wanted in (sample.name.casefold(), stem(sample.name)):
        named = [one for one in project.variants if wanted in (one.name.casefold(), one.id.casefold())]
        if len(named) == 1:
            return named[0]
    return otherwise


def added(project: Project, reading: Reading, variant: Variant, only: Sequence[str] = ()) -> tuple[Project, tuple[Measurement, ...]]:
    """The project with the batches of a file, and what was added.

    A batch of the same file replaces what was read from it before; the same values under the same name are not added twice.
    """
    wanted = [sample for sample in reading.samples if not only or sample.name in only]
    missing = [name for name in only if name not in {sample.name for sample in reading.samples}]
    if missing:
        known = ", ".join(f"'{sample.name}'" for sample in reading.samples)
        raise UsageError(f"{reading.name} has no batch '{missing[0]}'. It has: {known}.")
    kept = [one for one in project.measurements if one.file_sha256 != reading.sha256 or (only and one.batch not in only)]
    taken = {one.id for one in project.measurements}
    old = {one.batch: one.id for one in project.measurements if one not in kept}
    fresh: list[Measurement] = []
    for sample in wanted:
        owner = variant_of(sample, project, variant)
        if any((one.variant, one.batch, one.values) == (owner.id, sample.name, sample.values) for one in kept):
            continue
        identity = old.get(sample.name) or next(f"m{n}" for n in range(1, 100_000) if f"m{n}" not in taken)
        taken.add(identity)
        fresh.append(
            Measurement(
                id=identity, variant=owner.id, batch=sample.name, file_name=reading.name, file_sha256=reading.sha256,
                date=sample.date, operator=sample.operator, values=sample.values, columns=tuple(sorted(reading.columns.items())),
                design_sha256=fingerprint(owner.design),
            )
        )  # fmt: skip
    return dataclasses.replace(project, measurements=(*kept, *fresh)), tuple(fresh)


def typed_value(path: str, text: str, unit: str, decimal: str = ".") -> Value:
    """A measured value as typed by hand; a bare number is in `unit`. UnitError in words for what cannot be one."""
    output = OUTPUT_BY_PATH[path]
    value = parse(text, tuple(dict.fromkeys((unit, output.unit))), decimal)
    number = value.to(output.unit)
    if output.unit == "%" and not 0.0 <= number <= 100.0:
        raise UnitError(f"{output.label} lies between 0 and 100 %; {text.strip()} does not.")
    if output.scale == "ln" and number <= 0.0:
        raise UnitError(f"{output.label} lies above zero; {text.strip()} does not.")
    return value


def added_by_hand(project: Project, variant: Variant, name: str, values: Sequence[tuple[str, Value]], date: str) -> Project:
    """The project with one more batch, of which somebody typed what an instrument showed."""
    if not values:
        raise UsageError("Type at least one measured value.")
    taken = {one.id for one in project.measurements}
    named = {one.batch for one in project.measurements if one.variant == variant.id}
    free = name or next(word for n in range(1, 100_000) if (word := f"Batch {n}") not in named)
    fresh = Measurement(
        id=next(f"m{n}" for n in range(1, 100_000) if f"m{n}" not in taken), variant=variant.id, batch=free, date=date,
        values=tuple(values), design_sha256=fingerprint(variant.design),
    )  # fmt: skip
    return dataclasses.replace(project, measurements=(*project.measurements, fresh))
