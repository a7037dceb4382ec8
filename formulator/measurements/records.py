"""Measured batches in a project: whose they are, what was said of their columns, and which design they were made from."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence

from formulator import design as designs
from formulator.design import Design
from formulator.errors import UsageError
from formulator.measurements.reading import Reading, Sample, stem
from formulator.project import Measurement, Project, Variant
from formulator.units import Value


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
