"""Executed batches."""

from __future__ import annotations

import dataclasses

import pytest

from formulator.design import Design
from formulator.errors import UsageError
from formulator.project import Project, Variant
from formulator.recipe.executed import batch, begun, edited, with_batch

PROJECT = Project(
    id="p",
    title="P",
    created="2026-01-01T00:00:00Z",
    modified="2026-01-01T00:00:00Z",
    variants=(Variant(id="v1", name="a", design=Design()),),
    active="v1",
)


def test_records_get_free_ids_and_replace_themselves() -> None:
    first = begun(PROJECT, "v1", "B-1")
    one = with_batch(PROJECT, first)
    second = begun(one, "v1", "B-2")
    both = with_batch(one, second)
    assert [record.id for record in both.batches] == ["b1", "b2"]
    changed = edited(first, ["weight.payload=2 mg"])
    assert with_batch(both, changed).batches == (changed, second)
    assert batch(both, "B-2") == second
    assert batch(both, "B-3") is None


def test_a_locked_record_takes_no_edit_but_can_be_read() -> None:
    locked = dataclasses.replace(begun(PROJECT, "v1", "B-1"), locked=True)
    assert edited(locked, []) == locked
    with pytest.raises(UsageError, match="B-1 is locked"):
        edited(locked, ["deviation=late"])


def test_deviations_are_added_not_replaced() -> None:
    record = edited(begun(PROJECT, "v1", "B-1"), ["deviation=one", "deviation=two"])
    assert record.deviations == ("one", "two")
