"""The self-test as a button: what the command says, and a report to keep."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from formulator.selftest import Case, cases, report_text
from formulator.ui.dialogs.selftest import SelfTestDialog


def test_every_case_is_told_and_the_report_can_be_kept(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = SelfTestDialog()
    qtbot.addWidget(dialog)
    assert not dialog.save_button.isEnabled()
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=60_000)
    found = cases()
    assert len(found) >= 40
    assert dialog.words.text() == f"{len(found)} of {len(found)} cases hold."
    dialog.save(tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == report_text(found)
    assert all(case.source in report_text(found) for case in found)
    dialog.save(tmp_path / "nowhere" / "report.txt")
    assert "nowhere" in dialog.words.text() and "Saved" not in dialog.words.text()


def test_a_case_that_fails_is_named(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    off = Case(name="debye_length", source="by hand", expected=1.0, got=2.0, tolerance=1e-6)
    monkeypatch.setattr("formulator.ui.dialogs.selftest.cases", lambda: (off,))
    dialog = SelfTestDialog(inline=True)
    qtbot.addWidget(dialog)
    assert "0 of 1" in dialog.words.text() and "debye_length is off" in dialog.words.text()
    assert "FAILED" in dialog.page.toPlainText()
