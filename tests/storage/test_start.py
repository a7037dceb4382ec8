"""New projects and worked examples."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from formulator import assets, storage
from formulator.design import Design

NOW = "2026-01-31T09:30:00Z"


def test_a_new_project_has_one_variant_and_can_be_saved() -> None:
    made = storage.new_project("t", Design(), NOW, id="p7", variant_name="blank", authors=["A"], tags=["b"], description="d")
    assert (made.id, made.created, made.modified, made.active) == ("p7", NOW, NOW, "v1")
    assert made.variant().name == "blank"
    assert storage.loads(storage.dumps(made)).project == made
    assert storage.dumps(made) == storage.dumps(storage.loads(storage.dumps(made)).project)


def test_a_project_without_a_given_id_gets_one_of_its_own() -> None:
    one, other = (storage.new_project("t", Design(), NOW).id for _ in range(2))
    assert one != other
    assert str(uuid.UUID(one)) == one


def test_examples_are_found_by_their_id(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "examples").mkdir()
    storage.save(storage.new_project("t", Design(), NOW), tmp_path / "examples" / "mine.formulation")
    monkeypatch.setattr(assets, "folder", lambda: tmp_path)
    assert storage.examples() == {"mine": tmp_path / "examples" / "mine.formulation"}


def test_every_shipped_example_keeps_its_bytes_when_it_is_saved_again() -> None:
    for path in storage.examples().values():
        assert storage.dumps(storage.load(path).project) == path.read_bytes(), path.name
