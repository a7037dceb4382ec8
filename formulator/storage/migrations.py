"""Older project files: each step turns the plain data of one schema into the next. A step never changes what it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

SCHEMA = 1
"""The schema that this program writes."""

Step = Callable[[dict[str, Any]], dict[str, Any]]
STEPS: Mapping[int, Step] = {}
"""From schema n to schema n + 1, by n."""


def migrated(document: dict[str, Any], steps: Mapping[int, Step] = STEPS, newest: int = SCHEMA) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The data in the newest schema, and in words what was done. The document says its own schema, already checked."""
    start: int = document["schema"]
    for schema in range(start, newest):
        document = {**steps[schema](document), "schema": schema + 1}
    if start == newest:
        return document, ()
    saving = f"Saving writes schema {newest} and keeps the old file as .bak."
    return document, (f"The file has schema {start} and was read into schema {newest}. {saving}",)


def oldest(steps: Mapping[int, Step] = STEPS, newest: int = SCHEMA) -> int:
    """The oldest schema from which an unbroken row of steps leads to the newest."""
    schema = newest
    while schema - 1 in steps:
        schema -= 1
    return schema
