"""The log that the window keeps: one entry an edit, undo and redo with it, one a drag; and records that take no edit."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtGui import QAction

from formulator import storage
from formulator.project import Specification
from formulator.storage import log_problems
from formulator.ui.pages.recipe_model import with_entry
from formulator.ui.panels.quantity_row import QuantityRow
from formulator.ui.recovery import Keeper
from formulator.ui.variants import set_status
from formulator.ui.window import Window
from formulator.ui.workbench import Workbench
from formulator.units import Value

EXAMPLE = storage.examples()["crgd-polymersome-docetaxel"]


@pytest.fixture
def bench(unanswered: Workbench) -> Workbench:
    return unanswered


def log(bench: Workbench) -> list[tuple[str, str | None, str | None]]:
    assert log_problems(bench.project) == ()
    return [(entry["path"], entry["old"], entry["new"]) for entry in bench.project.extras.get("log", ())]


def test_every_step_undo_and_redo_is_an_entry(bench: Workbench) -> None:
    old = storage.load(EXAMPLE).project.variant().design.ligands[0].density
    assert old is not None
    said = f"{old.magnitude:g} {old.unit}"
    bench.type_text("ligand.density", "12 mol%")
    bench.undo()
    bench.redo()
    path = f"{bench.variant.id}/ligand.density"
    assert log(bench) == [(path, said, "12 mol%"), (path, "12 mol%", said), (path, said, "12 mol%")]
    entry = bench.project.extras["log"][-1]
    assert entry["user"] and entry["utc"].endswith("Z") and entry["seq"] == 3


def test_a_drag_is_one_entry_from_where_it_began_to_where_it_ended(bench: Workbench) -> None:
    bench.begin_gesture()
    for value in (6.0, 7.0, 8.0):
        bench.edit("ligand.density", Value(value, "mol%"))
    bench.end_gesture()
    bench.type_text("medium.ph", "7.1")
    assert [(path.partition("/")[2], new) for path, _, new in log(bench)] == [("ligand.density", "8 mol%"), ("medium.ph", "7.1 pH")]


def test_a_drag_that_ends_where_it_began_leaves_no_entry(bench: Workbench) -> None:
    bench.type_text("ligand.density", "10 mol%")
    before = log(bench)
    bench.begin_gesture()
    for value in (11.0, 10.0):
        bench.edit("ligand.density", Value(value, "mol%"))
    bench.end_gesture()
    assert log(bench) == before


def test_entries_that_were_saved_stay_as_they_are(bench: Workbench, tmp_path: Path) -> None:
    bench.begin_gesture()
    bench.edit("ligand.density", Value(11.0, "mol%"))
    bench.save_as(tmp_path / "a.formulation")
    saved = storage.load(tmp_path / "a.formulation").project.extras["log"]
    bench.edit("ligand.density", Value(12.0, "mol%"))
    bench.end_gesture()
    assert bench.project.extras["log"][: len(saved)] == saved
    assert [new for _, _, new in log(bench)] == ["11 mol%", "12 mol%"]


def test_looking_at_another_variant_is_no_entry(bench: Workbench) -> None:
    bench.duplicate("copy")
    bench.switch(bench.project.variants[0].id)
    assert [path for path, _, _ in log(bench)] == [bench.project.variants[1].id]


def test_an_opened_log_goes_on(bench: Workbench, tmp_path: Path) -> None:
    bench.type_text("ligand.density", "12 mol%")
    bench.save_as(tmp_path / "a.formulation")
    bench.open(tmp_path / "a.formulation")
    bench.type_text("ligand.density", "13 mol%")
    assert [entry["seq"] for entry in bench.project.extras["log"]] == [1, 2]
    assert log_problems(bench.project) == ()


@pytest.mark.parametrize("status", ["approved", "executed"])
def test_a_record_takes_no_edit_and_the_bar_offers_a_copy(bench: Workbench, status: str) -> None:
    set_status(bench, status)
    said: list[tuple[str, tuple[tuple[str, object], ...]]] = []
    bench.message.connect(lambda text, choices: said.append((text, choices)))
    before = bench.project
    bench.type_text("ligand.density", "12 mol%")
    bench.rename(bench.variant.id, "other")
    bench.duplicate("copy")
    bench.delete_variant(before.active)
    assert bench.project.variant(before.active) is before.variant()
    assert len(said) == 3 and all(status in text and "no edit" in text for text, _ in said)
    word, act = said[0][1][0]
    assert word == "Duplicate" and callable(act)
    act()
    assert bench.variant.parent == before.active and bench.variant.status == "draft"
    bench.type_text("ligand.density", "12 mol%")
    assert bench.design.ligands[0].density == Value(12.0, "mol%")


def test_a_status_is_one_step_that_can_be_taken_back(bench: Workbench) -> None:
    set_status(bench, "approved")
    assert bench.stack.undoText() == f"{bench.variant.name} approved"
    set_status(bench, "executed")
    assert bench.variant.status == "executed"
    set_status(bench, "draft")
    assert bench.variant.status == "executed"
    bench.undo()
    bench.undo()
    assert bench.variant.status == "draft"


def test_a_range_of_a_checked_variant_changes_only_with_a_reason(bench: Workbench) -> None:
    set_status(bench, "checked")
    spec = Specification(path="loading.dlc", low=Value(9.5, "%"))
    changed = bench.project.with_variant(dataclasses.replace(bench.variant, specifications=(spec,)))
    assert not bench.push("range", changed)
    asked: list[str] = []
    bench.log.ask_reason = lambda step: asked.append(step) or "agreed with QA"  # type: ignore[func-returns-value]
    assert bench.push("range", changed)
    assert asked == ["range"]
    entry = bench.project.extras["log"][-1]
    assert (entry["path"].partition("/")[2], entry["new"], entry["reason"]) == ("spec.loading.dlc", ">= 9.5 %", "agreed with QA")


def test_the_fields_of_a_record_are_read_not_typed_into(window: Window) -> None:
    action = window.findChild(QAction, "act:status-approved")
    assert action is not None and window.design is not None
    action.trigger()
    row = window.design.rows["ligand.density"]
    assert isinstance(row, QuantityRow) and not row.box.isEnabled()
    assert "approved" in window.design.held.words.text() and action.isChecked()
    window.design.held.choices()[0].click()
    assert row.box.isEnabled() and window.design.held.isHidden()
    draft = window.findChild(QAction, "act:status-draft")
    assert draft is not None and draft.isChecked()


def test_a_status_that_is_refused_is_not_ticked(window: Window) -> None:
    set_status(window.workbench, "executed")
    draft, executed = (window.findChild(QAction, f"act:status-{name}") for name in ("draft", "executed"))
    assert draft is not None and executed is not None
    draft.trigger()
    assert executed.isChecked() and window.workbench.variant.status == "executed"


def test_an_edit_beside_the_design_is_told_too_so_that_the_recovery_copy_has_it(bench: Workbench, tmp_path: Path) -> None:
    bench.save_as(tmp_path / "a.formulation")
    keeper = Keeper(bench, place=tmp_path / "kept")
    for text in ("C-17", "C-18"):
        bench.push("lot", with_entry(bench.project, "lot.payload.lot", text))
        copy = keeper.write() if keeper._timer.isActive() else None
        assert copy is not None
        assert storage.load(copy).project.variant().bench.lot("payload").lot == text
        assert storage.log_problems(storage.load(copy).project) == ()
    keeper.close()
