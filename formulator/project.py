"""A project: designs side by side as variants, what was measured, and what was really made. All records are frozen."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from formulator.bench import Bench
from formulator.design import Design
from formulator.errors import UsageError
from formulator.lab import Calibration
from formulator.units import Value

STATUSES = ("draft", "checked", "approved", "executed")
FINISHED = ("approved", "executed")
"""States of a variant in which it is a record."""


@dataclass(frozen=True, kw_only=True)
class Specification:
    """An acceptance range of one output; either side may be open."""

    path: str
    low: Value | None = None
    high: Value | None = None
    method: str = ""


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One design with a name and a history."""

    id: str
    name: str
    design: Design
    parent: str | None = None
    note: str = ""
    status: str = "draft"
    specifications: tuple[Specification, ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()
    bench: Bench = field(default_factory=Bench)
    extras: Mapping[str, Any] = field(default_factory=dict)

    def edited(self, path: str, design: Design) -> Variant:
        """The variant after an edit of one field: where the value before came from is forgotten, for it is another value."""
        kept = tuple(entry for entry in self.provenance if entry[0] != path)
        return dataclasses.replace(self, design=design, provenance=kept)


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """What an instrument's file says of one batch of a variant. A name that stands several times in `values` was repeated.

    `columns` says from which heading each quantity was read; `design_sha256` is the fingerprint of the design it was made from.
    """

    id: str
    variant: str
    batch: str = ""
    instrument: str = ""
    file_name: str = ""
    file_sha256: str = ""
    date: str = ""
    operator: str = ""
    values: tuple[tuple[str, Value], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    design_sha256: str = ""
    extras: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Batch:
    """An executed batch beside its design: what was really weighed, when, with which lots and yields."""

    id: str
    variant: str
    number: str = ""
    date: str = ""
    operator: str = ""
    locked: bool = False
    weights: tuple[tuple[str, Value], ...] = ()
    lots: tuple[tuple[str, str], ...] = ()
    times: tuple[tuple[str, str], ...] = ()
    results: tuple[tuple[str, Value], ...] = ()
    deviations: tuple[str, ...] = ()
    extras: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Project:
    """Everything that one file holds. `materials` are frozen copies of the catalogue entries used, so that the file stands alone."""

    id: str
    title: str
    created: str
    modified: str
    variants: tuple[Variant, ...]
    active: str
    authors: tuple[str, ...] = ()
    description: str = ""
    tags: tuple[str, ...] = ()
    materials: tuple[Mapping[str, Any], ...] = ()
    measurements: tuple[Measurement, ...] = ()
    batches: tuple[Batch, ...] = ()
    calibrations: tuple[Calibration, ...] = ()
    extras: Mapping[str, Any] = field(default_factory=dict)

    def variant(self, wanted: str | None = None) -> Variant:
        """The variant with this id, else with exactly this name; the active one when none is named."""
        return self._active if wanted is None else self._found(wanted)

    @functools.cached_property
    def _active(self) -> Variant:
        """Asked for hundreds of times in a frame; with ten thousand variants looking each time takes a second."""
        return self._found(self.active)

    def _found(self, key: str) -> Variant:
        for attribute in ("id", "name"):
            found = [variant for variant in self.variants if getattr(variant, attribute) == key]
            if len(found) == 1:
                return found[0]
            if found:
                raise UsageError(
                    f"{len(found)} variants are called '{key}'. Name one by its id: {', '.join(variant.id for variant in found)}."
                )
        known = ", ".join(f"{variant.id} ({variant.name})" for variant in self.variants)
        raise UsageError(f"There is no variant '{key}'. The project holds: {known}.")

    def with_variant(self, changed: Variant) -> Project:
        """The project with one variant replaced by id."""
        return dataclasses.replace(self, variants=tuple(changed if variant.id == changed.id else variant for variant in self.variants))

    def free_id(self, prefix: str = "v") -> str:
        """An id that no variant has yet: v1, v2, ..."""
        taken = {variant.id for variant in self.variants}
        number = 1
        while f"{prefix}{number}" in taken:
            number += 1
        return f"{prefix}{number}"

    def duplicated(self, source: str, name: str) -> Project:
        """The project with a copy of one variant added behind it and made active."""
        original = self.variant(source)
        copy = dataclasses.replace(original, id=self.free_id(), name=name, parent=original.id, status="draft")
        position = self.variants.index(original) + 1
        return dataclasses.replace(self, variants=(*self.variants[:position], copy, *self.variants[position:]), active=copy.id)


def record_touched(before: Project, after: Project) -> Variant | None:
    """The first approved or executed variant that an edit would change or take out; an approved one may still become executed."""
    kept = {variant.id: variant for variant in after.variants}
    for variant in before.variants:
        found = kept.get(variant.id)
        if variant.status not in FINISHED or found is variant or found == variant:
            continue
        if found is None or variant.status == "executed" or dataclasses.replace(variant, status="executed") != found:
            return variant
    return None


def needs_reason(before: Project, after: Project) -> bool:
    """Whether an edit must say why: it changes an acceptance range of a checked variant, or takes back its check."""
    kept = {variant.id: variant for variant in after.variants}
    for variant in before.variants:
        found = kept.get(variant.id, variant)
        if variant.status == "checked" and (found.specifications != variant.specifications or found.status == "draft"):
            return True
    return False
