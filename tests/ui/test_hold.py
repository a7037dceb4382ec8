"""Who may write a file that two windows show."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from formulator import storage
from formulator.storage import backups
from formulator.ui.hold import Hold, lock_name
from formulator.ui.window import Window

from .hands import button, opened_window

EXAMPLE = storage.examples()["crgd-polymersome-docetaxel"]


@pytest.fixture
def windows(qtbot: QtBot, mine: Path) -> Iterator[tuple[Window, Window]]:
    with opened_window(mine) as first, opened_window(mine) as second:
        yield first, second


def test_the_second_window_shows_the_file_and_cannot_write_it(windows: tuple[Window, Window]) -> None:
    first, second = windows
    assert not first.workbench.is_read_only and second.workbench.is_read_only
    assert "read-only" in second.centre.bar.text.text()


def test_the_person_may_overrule_a_lock_and_still_overwrites_nothing(windows: tuple[Window, Window], mine: Path) -> None:
    first, second = windows
    button(second, "Edit it all the same").click()
    assert not second.workbench.is_read_only
    first.workbench.type_text("ligand.density", "7 mol%")
    assert first.filing.save()
    saved = mine.read_bytes()
    second.workbench.type_text("ligand.density", "9 mol%")
    assert not second.filing.save() and second.workbench.is_edited
    assert mine.read_bytes() == saved


def test_closing_lets_the_next_window_write_and_leaves_nothing_behind(windows: tuple[Window, Window], mine: Path) -> None:
    first, second = windows
    first.close_now()
    second.filing.open(mine)
    assert not second.workbench.is_read_only
    second.close_now()
    assert not lock_name(mine).exists()


def test_a_lock_of_a_process_that_was_killed_counts_for_nothing(qapp: object, mine: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from formulator.ui.hold import Hold; hold = Hold();"
        "print(hold.take(Path(sys.argv[1])), flush=True); os.kill(os.getpid(), 9)"
    )
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", code, str(mine)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root, env=environment)
    assert said.stdout == "True\n" and said.returncode == -9 and lock_name(mine).exists()
    hold = Hold()
    assert hold.take(mine)
    hold.release()


def test_a_worked_example_is_not_locked(qapp: object) -> None:
    """Nobody writes over it, so two windows may show it, and the folder of the program stays as it is."""
    first, second = Hold(), Hold()
    assert first.take(EXAMPLE) and second.take(EXAMPLE)
    assert not lock_name(EXAMPLE).exists()


def test_a_folder_that_takes_no_lock_does_not_make_the_file_read_only(qapp: object) -> None:
    hold = Hold()
    assert hold.take(Path("/proc/mine.formulation")) and hold.is_ours
    hold.release()


def test_a_save_keeps_a_copy_outside_the_folder_and_a_damaged_file_offers_it(
    windows: tuple[Window, Window], mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "folder", lambda: tmp_path / "kept")
    window = windows[0]
    before = mine.read_bytes()
    os.utime(mine, (1e9, 1e9))
    window.workbench.type_text("ligand.density", "7 mol%")
    assert window.filing.save()
    assert [copy.path.read_bytes() for copy in backups.found(mine)] == [mine.read_bytes(), before]
    mine.write_bytes(b"{")
    assert not window.filing.open(mine)
    next(one for one in window.findChildren(QPushButton) if one.text().startswith("Open the copy of") and one.isVisible()).click()
    assert window.workbench.variant.design.ligands[0].density is not None
    assert window.workbench.variant.design.ligands[0].density.magnitude == 7.0


def test_where_no_copy_can_be_kept_the_save_stands_and_says_so(
    windows: tuple[Window, Window], mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(backups, "folder", lambda: tmp_path / "file")
    window = windows[0]
    window.workbench.type_text("ligand.density", "7 mol%")
    assert window.filing.save() and not window.workbench.is_edited
    assert "no copy of it is kept" in window.centre.bar.text.text()


@pytest.mark.parametrize(("others", "words"), [(1, "another name on the disk (a hard link). It keeps"), (2, "2 other names on the disk")])
def test_other_names_of_a_file_keep_the_old_content_and_the_bar_says_so_once(
    windows: tuple[Window, Window], mine: Path, others: int, words: str
) -> None:
    window, before = windows[0], mine.read_bytes()
    names = [mine.with_name(f"other {number}") for number in range(others)]
    for name in names:
        name.hardlink_to(mine)
    window.workbench.type_text("ligand.density", "7 mol%")
    assert window.filing.save() and words in window.centre.bar.text.text()
    assert all(name.read_bytes() == before for name in names) and mine.read_bytes() != before
    window.centre.bar.clear()
    window.workbench.type_text("ligand.density", "8 mol%")
    assert window.filing.save() and not window.centre.bar.isVisible()
