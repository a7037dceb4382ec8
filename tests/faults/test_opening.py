"""Files that were made or damaged by somebody else, opened in the window: what is refused leaves no trace there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

HERE = Path(__file__).resolve().parent
FILES = 100


def test_a_hostile_file_changes_nothing_in_the_window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(HERE), *sys.path])
    import hostile
    import hostile_check
    import project_file

    from formulator.ui.app import make_window

    cases = hostile.generate(project_file.VALID.read_bytes(), FILES, seed=11)
    window = make_window(project_file.VALID)
    qtbot.addWidget(window)
    refused = 0
    try:
        for number, case in enumerate(hostile_check.prepared(cases, project_file.sign, project_file.allowed)):
            path = tmp_path / f"{number}.formulation"
            path.write_bytes(case.data)
            bench = window.workbench
            before = bench.project, bench.document, window.windowTitle(), window.settings.recent
            window.centre.bar.clear()
            if window.filing.open(path):
                assert case.expect != "reject", case.meta()
                window.workbench.open(project_file.VALID)
                continue
            refused += 1
            assert (bench.project, bench.document, window.windowTitle(), window.settings.recent) == before, case.meta()
            assert window.centre.bar.isVisible() and path.name in window.centre.bar.text.text(), case.meta()
            assert window.centre.bar.text.textFormat() == Qt.TextFormat.PlainText
            assert QApplication.activeModalWidget() is None
    finally:
        window.close_now()
    assert refused > FILES // 2
