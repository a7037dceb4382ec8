"""Copies of good saves, outside the folder of the project."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from formulator.errors import ProjectFileError
from formulator.storage import backups


def aged(copy: Path | None, seconds: float) -> None:
    assert copy is not None
    then = time.time() - seconds
    os.utime(copy, (then, then))


def test_five_copies_are_kept_and_the_oldest_goes(tmp_path: Path) -> None:
    project = tmp_path / "a.formulation"
    for number in range(8):
        aged(backups.keep(project, b"%d" % number, tmp_path), 3600)
    assert [copy.path.read_bytes() for copy in backups.found(project, tmp_path)] == [b"7", b"6", b"5", b"4", b"3"]


def test_what_cannot_be_the_name_of_a_file_has_no_copies(tmp_path: Path) -> None:
    assert backups.found("a\0b.formulation", tmp_path) == ()


def test_saves_within_ten_minutes_push_nothing_out(tmp_path: Path) -> None:
    project = tmp_path / "a.formulation"
    aged(backups.keep(project, b"first", tmp_path), 601)
    assert backups.keep(project, b"second", tmp_path)
    assert backups.keep(project, b"third", tmp_path) is None
    assert [copy.path.read_bytes() for copy in backups.found(project, tmp_path)] == [b"second", b"first"]


def test_a_clock_that_was_set_back_stops_no_copy_and_keeps_their_order(tmp_path: Path) -> None:
    project = tmp_path / "a.formulation"
    aged(backups.keep(project, b"from next year", tmp_path), -3e7)
    assert backups.keep(project, b"now", tmp_path)
    assert [copy.path.read_bytes() for copy in backups.found(project, tmp_path)] == [b"now", b"from next year"]


def test_two_files_of_one_name_do_not_share_copies(tmp_path: Path) -> None:
    one, other = tmp_path / "x" / "a.formulation", tmp_path / "y" / "a.formulation"
    backups.keep(one, b"one", tmp_path)
    assert backups.found(other, tmp_path) == ()


def test_what_stood_there_before_the_first_save_is_kept_as_of_its_own_time(tmp_path: Path) -> None:
    project = tmp_path / "a.formulation"
    backups.keep_before(project, b"theirs", 1e9, tmp_path)
    backups.keep(project, b"mine", tmp_path)
    assert backups.keep_before(project, b"again", 1e9, tmp_path) is None
    kept = [(copy.path.read_bytes(), copy.made == 1e9) for copy in backups.found(project, tmp_path)]
    assert kept == [(b"mine", False), (b"theirs", True)]


def test_the_content_before_the_first_save_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "folder", lambda: tmp_path / "kept")
    project = tmp_path / "a.formulation"
    assert backups.content_before(project) is None
    project.write_bytes(b"there")
    assert backups.content_before(project) == (b"there", project.stat().st_mtime)
    backups.keep(project, b"there")
    assert backups.content_before(project) is None


@pytest.mark.parametrize(("platform", "variable"), [("linux", "XDG_DATA_HOME"), ("win32", "LOCALAPPDATA"), ("darwin", "")])
def test_the_folder_is_that_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, variable: str) -> None:
    monkeypatch.setattr(backups.sys, "platform", platform)
    monkeypatch.setattr(backups.Path, "home", lambda: tmp_path)
    if variable:
        monkeypatch.setenv(variable, str(tmp_path / "there"))
        assert backups.folder() == tmp_path / "there" / "formulator" / "backups"
        monkeypatch.delenv(variable)
    assert tmp_path in backups.folder().parents


def test_a_disk_that_refuses_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ProjectFileError, match="was not saved"):
        backups.keep(tmp_path / "a.formulation", b"x", tmp_path / "file" / "below")


def test_other_files_among_the_copies_are_left_alone(tmp_path: Path) -> None:
    project = tmp_path / "a.formulation"
    aged(backups.keep(project, b"1", tmp_path), 3600)
    stray = backups.place_of(project, tmp_path) / "notes.txt"
    stray.write_bytes(b"mine")
    for number in range(8):
        aged(backups.keep(project, b"%d" % number, tmp_path), 3600)
    assert stray.read_bytes() == b"mine" and len(backups.found(project, tmp_path)) == 5
