"""Unsaved work survives a window that did not get to close."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from formulator import storage
from formulator.design import Design, Ligand
from formulator.project import Project
from formulator.storage import new_project
from formulator.ui import recovery
from formulator.ui.recovery import Keeper, left_behind, put_aside, taken_over
from formulator.units import Value


class Bench(QObject):
    """As much of a workbench as is watched."""

    design_changed = Signal()
    project_changed = Signal()
    file_changed = Signal()

    def __init__(self, project: Project, path: Path | None = None, digest: str | None = None) -> None:
        super().__init__()
        self.project, self.path, self.digest = project, path, digest
        self.steps = 0

    @property
    def is_edited(self) -> bool:
        return self.steps > 0

    def changes(self) -> tuple[int, str | None]:
        return self.steps, self.digest

    def edit(self, density: float) -> None:
        variant = self.project.variant()
        design = dataclasses.replace(variant.design, ligands=(Ligand(density=Value(density, "mol%")),))
        self.project = self.project.with_variant(dataclasses.replace(variant, design=design))
        self.steps += 1
        self.design_changed.emit()

    def saved(self) -> None:
        self.steps = 0
        self.file_changed.emit()


@pytest.fixture
def bench(qapp) -> Bench:
    return Bench(new_project("RGD", Design(), "2026-01-01T00:00:00Z"))


def crash(keeper: Keeper) -> None:
    """What the system does when the process is killed: the lock file stays, its owner is gone."""
    assert keeper._lock is not None
    keeper._lock.unlock()
    keeper._timer.stop()


def test_nothing_is_written_while_nothing_is_unsaved(bench: Bench, tmp_path: Path) -> None:
    keeper = Keeper(bench, place=tmp_path)
    bench.design_changed.emit()
    assert keeper.write() is None
    assert list(tmp_path.iterdir()) == []


def test_edits_are_copied_within_seconds_without_being_asked(bench: Bench, tmp_path: Path, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(recovery, "PAUSE", 10)
    keeper = Keeper(bench, place=tmp_path)
    bench.edit(5.0)
    qtbot.waitUntil(lambda: (keeper.place / "copy.formulation").exists(), timeout=60_000)
    keeper.close()


def test_the_copy_is_written_beside_the_window_and_a_save_meanwhile_takes_it_away(bench: Bench, tmp_path: Path, monkeypatch) -> None:
    began, may_go = threading.Event(), threading.Event()
    save = storage.save

    def slow(project: Project, path: Path) -> str:
        began.set()
        assert may_go.wait(20)
        return save(project, path)

    monkeypatch.setattr(storage, "save", slow)
    keeper = Keeper(bench, place=tmp_path)
    bench.edit(5.0)
    keeper._write_beside()
    assert began.wait(20)
    bench.saved()
    may_go.set()
    keeper._wait()
    assert [one for one in keeper.place.iterdir() if "formulation" in one.name or one.suffix == ".json"] == []


def test_a_later_copy_waits_for_the_one_that_is_being_written(bench: Bench, tmp_path: Path) -> None:
    keeper = Keeper(bench, place=tmp_path)
    bench.edit(5.0)
    keeper._write_beside()
    bench.edit(6.0)
    copy = keeper.write()
    assert copy is not None and storage.load(copy).project == bench.project
    keeper.close()


def test_what_the_copy_holds_already_is_not_written_again(bench: Bench, tmp_path: Path, monkeypatch) -> None:
    """At the end of a session each write may take a disk a second; the copy of a moment ago is as good."""
    written: list[object] = []
    save = storage.save
    monkeypatch.setattr(storage, "save", lambda project, path, **named: (written.append(project), save(project, path, **named))[1])
    keeper = Keeper(bench, place=tmp_path)
    bench.edit(5.0)
    copy = keeper.write()
    assert copy is not None and keeper.write() == copy and written == [bench.project]
    bench.edit(6.0)
    assert keeper.write() == copy and written[1:] == [bench.project]
    copy.unlink()  # Somebody has tidied up.
    assert keeper.write() == copy and copy.exists() and len(written) == 3
    bench.saved()
    assert keeper.write() is None and not copy.exists()
    bench.edit(7.0)
    assert keeper.write() == copy and len(written) == 4
    keeper.close()


def test_work_of_a_window_that_was_killed_is_offered(bench: Bench, tmp_path: Path) -> None:
    bench.path, bench.digest = Path("/data/a.formulation"), "d" * 64
    keeper = Keeper(bench, place=tmp_path)
    for density in range(1, 15):
        bench.edit(float(density))
    keeper.write()
    crash(keeper)
    (found,) = left_behind(tmp_path)
    assert found.project == bench.project
    assert (found.path, found.digest, found.changes) == (bench.path, bench.digest, 14)
    assert found.text == "Recovered 14 changes made to RGD after the last save."


def test_work_of_a_window_that_is_open_is_left_alone(bench: Bench, tmp_path: Path) -> None:
    keeper = Keeper(bench, place=tmp_path)
    bench.edit(5.0)
    keeper.write()
    assert left_behind(tmp_path) == ()
    assert (keeper.place / "copy.formulation").exists()
    keeper.close()


def test_work_that_another_project_replaces_stays_for_the_next_start(bench: Bench, tmp_path: Path) -> None:
    keeper = Keeper(bench, place=tmp_path)
    assert keeper.part() is None, "nothing is unsaved"
    bench.edit(7.0)
    left = keeper.part()
    assert left is not None
    bench.project, bench.path = new_project("Folate", Design(), "2026-01-01T00:00:00Z"), None
    bench.saved()
    keeper.close()
    (found,) = left_behind(tmp_path)
    assert found.place == left and found.project.variant().design.ligands[0].density == Value(7.0, "mol%")


def test_work_that_is_gone_back_to_is_not_offered_again(bench: Bench, tmp_path: Path) -> None:
    keeper = Keeper(bench, place=tmp_path)
    bench.edit(7.0)
    left = keeper.part()
    assert left is not None and left != keeper.place
    keeper.rejoin(left)
    assert not left.exists() and keeper.place.is_dir()
    keeper.close()
    assert left_behind(tmp_path) == ()


def test_saving_takes_the_copy_away_and_closing_the_folder(bench: Bench, tmp_path: Path) -> None:
    keeper = Keeper(bench, place=tmp_path)
    bench.edit(5.0)
    keeper.write()
    bench.saved()
    assert not (keeper.place / "copy.formulation").exists()
    keeper.close()
    assert list(tmp_path.iterdir()) == []


def test_declined_work_is_put_aside_and_not_offered_again(bench: Bench, tmp_path: Path) -> None:
    keeper = Keeper(bench, place=tmp_path)
    bench.edit(5.0)
    keeper.write()
    crash(keeper)
    (found,) = left_behind(tmp_path)
    put_aside(found.place)
    assert left_behind(tmp_path) == ()
    (kept,) = (tmp_path / "declined").glob("*/copy.formulation")
    assert storage.load(kept).project == bench.project


def test_kept_work_is_not_offered_again(bench: Bench, tmp_path: Path) -> None:
    keeper = Keeper(bench, place=tmp_path)
    bench.edit(5.0)
    keeper.write()
    crash(keeper)
    taken_over(left_behind(tmp_path)[0].place)
    assert left_behind(tmp_path) == ()


def test_a_damaged_copy_is_put_aside_without_an_error(bench: Bench, tmp_path: Path) -> None:
    keeper = Keeper(bench, place=tmp_path)
    bench.edit(5.0)
    keeper.write()
    crash(keeper)
    (keeper.place / "copy.formulation").write_bytes(b"{")
    (keeper.place / "about.json").write_bytes(b"\xff")
    assert left_behind(tmp_path) == ()
    assert len(list((tmp_path / "declined").iterdir())) == 1


def test_a_copy_without_its_note_is_still_offered(bench: Bench, tmp_path: Path) -> None:
    keeper = Keeper(bench, place=tmp_path)
    bench.edit(5.0)
    keeper.write()
    crash(keeper)
    (keeper.place / "about.json").unlink()
    (found,) = left_behind(tmp_path)
    assert (found.path, found.changes) == (None, 0)


def test_a_disk_that_refuses_is_noted_and_the_program_goes_on(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    keeper = Keeper(bench, place=tmp_path / "file")
    bench.edit(5.0)
    assert keeper.write() is None
    assert keeper.problem
    keeper.close()


def test_only_the_last_declined_copies_are_kept(bench: Bench, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(recovery, "MOST_KEPT", 2)
    for number in range(4):
        place = tmp_path / f"window{number}"
        place.mkdir()
        put_aside(place)
    assert len(list((tmp_path / "declined").iterdir())) == 2
