"""Data of other programs are kept as they were, whatever is done with the records around them."""

from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Callable
from typing import Any

import pytest

from formulator.project import Project
from formulator.storage.frozen import FrozenDict, frozen
from formulator.storage.problems import MOST_PROBLEMS, Problems, at, file_error, plain, shown


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.__setitem__("a", 1), lambda data: data.__delitem__("a"), lambda data: data.clear(), lambda data: data.pop("a"),
        lambda data: data.update(a=1), lambda data: data.setdefault("b", 1),
        lambda data: data.popitem(), lambda data: data.__ior__({"b": 1}),
    ],
)  # fmt: skip
def test_frozen_data_cannot_be_changed(change: Callable[[Any], object]) -> None:
    data: Any = frozen({"a": [1, {"b": 2}]})
    with pytest.raises(TypeError, match="make a changed copy"):
        change(data)
    assert data == {"a": (1, {"b": 2})}


def test_frozen_data_copy_hash_and_serialise(project: Project) -> None:
    data: Any = frozen({"a": [1, {"b": 2}]})
    assert copy.copy(data) is data
    assert copy.deepcopy(data) is data
    assert hash(data) == hash(frozen({"a": [1, {"b": 2}]}))
    assert json.dumps(data) == '{"a": [1, {"b": 2}]}'
    kind, arguments = data.__reduce__()
    assert kind(*arguments) == data
    assert dataclasses.asdict(project)["extras"] == project.extras
    assert isinstance(copy.deepcopy(project).extras, FrozenDict)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\u202e\n", "'a\\u202e\\u000a'"), ("x" * 99, "'" + "x" * 59 + "…'"),
        ({}, "an object"), ([1], "a list of 1"), (None, "null"), (True, "true"),
        (10**50, "a number of many digits"), (1.5, "1.5"),
    ],
)  # fmt: skip
def test_a_value_is_shown_on_one_harmless_line(value: object, text: str) -> None:
    assert shown(value) == text


def test_messages_are_short_and_say_how_many_more_there_are() -> None:
    error = file_error("f" * 300, [(at("a", number), "reason " * 20) for number in range(50)])
    assert len(str(error)) <= 500
    assert str(error).endswith(("49 other problems.", "48 other problems."))
    assert len(error.problems) == 50
    assert len(str(file_error("f", [("path", "x" * 2000)]))) <= 500
    assert plain("ab", 2) == "ab"


def test_no_more_problems_are_kept_than_help() -> None:
    problems = Problems()
    for number in range(MOST_PROBLEMS + 5):
        problems.add(f"{number}", "is wrong")
    assert len(problems.found) == MOST_PROBLEMS
