"""Variants side by side."""

from __future__ import annotations

import dataclasses

import pytest

from formulator.design import Design, read, replaced
from formulator.errors import UsageError
from formulator.project import Project, Variant


def project(*names: str) -> Project:
    variants = tuple(Variant(id=f"v{number}", name=name, design=Design()) for number, name in enumerate(names, 1))
    return Project(id="p", title="P", created="2026-01-01T00:00:00Z", modified="2026-01-01T00:00:00Z", variants=variants, active="v1")


def test_a_variant_is_found_by_id_before_name() -> None:
    made = project("v2", "other")
    assert made.variant("v2").name == "other"
    assert made.variant("other").id == "v2"
    assert made.variant().id == "v1"


def test_a_name_that_two_variants_have_is_asked_back() -> None:
    with pytest.raises(UsageError, match="2 variants are called 'a'. Name one by its id: v1, v2"):
        project("a", "a", "b").variant("a")
    with pytest.raises(UsageError, match="no variant 'c'. The project holds: v1 \\(a\\)"):
        project("a").variant("c")


def test_a_copy_stands_behind_its_original_under_a_free_id_and_is_active() -> None:
    made = project("a", "b").duplicated("v1", "copy")
    assert [(variant.id, variant.name) for variant in made.variants] == [("v1", "a"), ("v3", "copy"), ("v2", "b")]
    assert (made.active, made.variant().parent, made.variant().status) == ("v3", "v1", "draft")


def test_changing_one_variant_leaves_the_others() -> None:
    made = project("a", "b")
    design = replaced(Design(), "medium.ph", read("medium.ph", "7"))
    changed = made.with_variant(dataclasses.replace(made.variant("v2"), design=design))
    assert changed.variant("v1") is made.variant("v1")
    assert changed.variant("v2").design == design
    assert made.variant("v2").design == Design()


def test_records_cannot_be_changed_in_place() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        project("a").title = "b"  # type: ignore[misc]
