"""Where a project begins: a design of one's own, or a worked example that ships with the program."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

from formulator import assets
from formulator.design import Design
from formulator.project import Project, Variant

SUFFIX = ".formulation"


def new_project(
    title: str, design: Design, now: str, *, id: str | None = None, variant_name: str = "v1", description: str = "",
    authors: Sequence[str] = (), tags: Sequence[str] = (),
) -> Project:  # fmt: skip
    """A project with one variant, `now` in UTC such as 2026-01-31T09:30:00Z; without an `id` it gets a random one."""
    first = Variant(id="v1", name=variant_name, design=design)
    return Project(
        id=id or str(uuid.uuid4()), title=title, created=now, modified=now, variants=(first,), active=first.id,
        description=description, authors=tuple(authors), tags=tuple(tags),
    )  # fmt: skip


def examples() -> dict[str, Path]:
    """The worked examples: id -> file."""
    return {name: assets.path(f"examples/{name}{SUFFIX}") for name in assets.names("examples", SUFFIX)}
