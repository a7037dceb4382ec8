"""The log: entries are added, never changed, and each carries the hash of the one before."""

from __future__ import annotations

import dataclasses
import json

import pytest

from formulator import storage
from formulator.project import Project
from formulator.storage.log import entry_hash, log_problems, logged, person

NOW = "2026-03-01T10:00:00Z"


def renamed(project: Project, title: str, reason: str = "") -> Project:
    return logged(project, dataclasses.replace(project, title=title), utc=NOW, user="anna", reason=reason)


def test_every_edit_adds_an_entry_that_says_who_when_what_and_why(project: Project) -> None:
    twice = renamed(renamed(project, "A"), "B", reason="typing mistake")
    first, second = twice.extras["log"]
    assert (first["seq"], first["utc"], first["user"], first["path"], first["old"], first["new"]) == (1, NOW, "anna", "title", "Tést", "A")
    assert first["reason"] is None and second["reason"] == "typing mistake"
    assert second["prev_hash"] == first["hash"] == entry_hash(first)
    assert log_problems(twice) == ()


def test_no_change_adds_no_entry_and_the_log_of_before_counts(project: Project) -> None:
    once = renamed(project, "A")
    assert renamed(once, "A").extras["log"] == once.extras["log"]
    assert "log" not in logged(project, project, utc=NOW, user="anna").extras
    back = logged(once, dataclasses.replace(project, extras=project.extras), utc=NOW, user="anna")
    assert [entry["new"] for entry in back.extras["log"]] == ["A", "Tést"]


def test_other_notes_beside_the_log_stay(project: Project) -> None:
    assert renamed(project, "A").extras["x-lab"] == project.extras["x-lab"]


def test_the_log_is_saved_and_read_again(project: Project) -> None:
    made = renamed(renamed(project, "A"), "B")
    assert storage.loads(storage.dumps(made)).project == made


@pytest.mark.parametrize("key", ["utc", "user", "path", "old", "new", "reason", "prev_hash", "hash"])
def test_any_change_of_a_middle_entry_is_named(project: Project, key: str) -> None:
    made = renamed(renamed(renamed(project, "A", "a"), "B", "b"), "C", "c")
    document = json.loads(storage.dumps(made))
    text = document["log"][1][key]
    document["log"][1][key] = ("1" if text[0] != "1" else "2") + text[1:]
    changed = storage.loads(json.dumps(document).encode(), accept_changed=True).project
    assert any("log entry 2" in problem for problem in log_problems(changed))


def test_an_entry_that_was_taken_out_is_missed(project: Project) -> None:
    made = renamed(renamed(renamed(project, "A"), "B"), "C")
    for gone in (0, 1):
        log = tuple(entry for place, entry in enumerate(made.extras["log"]) if place != gone)
        assert log_problems(dataclasses.replace(made, extras={**made.extras, "log": log}))


def test_a_name_without_account_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_account() -> str:
        raise OSError("no entry")

    monkeypatch.setattr("getpass.getuser", no_account)
    assert person() == "unknown"
    monkeypatch.setattr("getpass.getuser", lambda: "an\u202ena")
    assert person() == "anna"
