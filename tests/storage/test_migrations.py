"""Older schemas are read step by step, each step a pure function on plain data."""

from __future__ import annotations

import copy
from typing import Any

from formulator.storage.migrations import SCHEMA, STEPS, migrated, oldest


def first(document: dict[str, Any]) -> dict[str, Any]:
    return {**{key: value for key, value in document.items() if key != "name"}, "title": document["name"]}


def second(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "tags": [*document.get("tags", []), "moved"]}


def test_steps_are_taken_in_order_and_the_old_data_stay_as_they_were() -> None:
    old = {"schema": 1, "name": "n", "tags": ["a"]}
    before = copy.deepcopy(old)
    new, notices = migrated(old, {1: first, 2: second}, newest=3)
    assert new == {"schema": 3, "title": "n", "tags": ["a", "moved"]}
    assert old == before
    assert "schema 1 and was read into schema 3" in notices[0]


def test_the_newest_schema_is_left_alone() -> None:
    document = {"schema": SCHEMA}
    assert migrated(document) == (document, ())


def test_the_oldest_schema_is_where_an_unbroken_row_of_steps_begins() -> None:
    assert oldest({1: first, 2: second}, newest=3) == 1
    assert oldest({1: first, 3: second}, newest=4) == 3
    assert oldest() == SCHEMA - len(STEPS)
