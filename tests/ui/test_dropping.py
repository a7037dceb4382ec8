"""What is dropped on the window: a project, tables, several of either, and what is neither."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from formulator import storage

from .hands import Hands, opened_window

EXAMPLES = storage.examples()
HEADS = "Sample Name;Z-Average (d.nm);PdI\n"


@pytest.fixture
def hands(qtbot: QtBot, few_draws: None, tmp_path: Path) -> Iterator[Hands]:
    del few_draws
    for name, example in (("one", "crgd-polymersome-docetaxel"), ("two", "folate-micelle-doxorubicin")):
        shutil.copyfile(EXAMPLES[example], tmp_path / f"{name}.formulation")
    for name, size in (("mon", "112,0"), ("tue", "118,0")):
        (tmp_path / f"{name}.csv").write_text(f"{HEADS}{name};{size};0,14\n", encoding="utf-8")
    (tmp_path / "notes.docx").write_bytes(b"PK")
    with opened_window(tmp_path / "one.formulation") as window:
        yield Hands(window, qtbot)


def batches(hands: Hands) -> list[str]:
    return [one.batch for one in hands.window.workbench.project.measurements]


def test_whatever_is_dropped_is_taken_or_named(hands: Hands, tmp_path: Path) -> None:
    hands.drop(tmp_path / "mon.csv", tmp_path / "tue.csv")
    assert batches(hands) == ["mon", "tue"] and hands.window.body.page == "measured"
    hands.window.workbench.undo()
    hands.window.workbench.undo()
    hands.drop(tmp_path / "mon.csv", tmp_path / "notes.docx")
    assert batches(hands) == ["mon"] and hands.bar.startswith("notes.docx was left out")
    hands.menu("save")
    hands.drop(tmp_path / "two.formulation", tmp_path / "tue.csv")
    assert hands.window.workbench.path == tmp_path / "two.formulation" and batches(hands) == ["tue"]
    hands.drop(tmp_path / "one.formulation", tmp_path / "two.formulation")
    assert hands.window.workbench.path == tmp_path / "one.formulation" and "one at a time" in hands.bar
    hands.drop(tmp_path / "notes.docx")
    assert hands.bar.startswith("notes.docx is neither")


def test_tables_of_a_project_that_cannot_be_opened_go_into_no_other(hands: Hands, tmp_path: Path) -> None:
    (tmp_path / "bad.formulation").write_text("{", encoding="utf-8")
    hands.drop(tmp_path / "bad.formulation", tmp_path / "mon.csv")
    assert batches(hands) == [] and hands.window.workbench.path == tmp_path / "one.formulation" and "bad.formulation" in hands.bar
