"""The workbench without a screen: edits, undo, variants, files and the prediction that follows."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from formulator import catalogue, design, storage
from formulator.errors import FieldError, FileChangedError, ProjectFileError, UnitError, UsageError
from formulator.evaluation import evaluate
from formulator.ui import tasks
from formulator.ui.document import untitled
from formulator.ui.gestures import Gestures
from formulator.ui.workbench import Workbench
from formulator.units import Value

EXAMPLE = storage.examples()["crgd-polymersome-docetaxel"]


@pytest.fixture
def bench(qapp: QCoreApplication) -> Iterator[Workbench]:
    made = Workbench(inline=True)
    yield made
    made.close()


@pytest.fixture
def known(qapp: QCoreApplication) -> Iterator[Workbench]:
    made = Workbench(catalogue.load(), inline=True)
    made.open_copy(EXAMPLE)
    yield made
    made.close()


def test_typed_text_becomes_a_value_and_a_named_step(bench: Workbench) -> None:
    bench.type_text("ligand.density", "10 mol%")
    bench.type_text("ligand.density", "12 mol%")
    assert design.get(bench.design, "ligand.density") == Value(12.0, "mol%")
    assert bench.stack.undoText() == "density 10 → 12 mol%"
    bench.undo()
    assert design.get(bench.design, "ligand.density") == Value(10.0, "mol%")


def test_same_value_again_is_no_step(bench: Workbench) -> None:
    bench.type_text("payload.feed", "2 mg")
    bench.edit("payload.feed", design.get(bench.design, "payload.feed"))
    assert bench.stack.count() == 1


def test_empty_text_clears_a_field(bench: Workbench) -> None:
    bench.type_text("payload.feed", "2 mg")
    bench.type_text("payload.feed", "  ")
    assert design.get(bench.design, "payload.feed") is None


def test_wrong_dimension_names_the_dimension_and_leaves_the_design(bench: Workbench) -> None:
    bench.type_text("payload.feed", "2000 ug")
    before = bench.design
    with pytest.raises(FieldError, match="length"):
        bench.type_text("payload.feed", "5 nm")
    assert bench.design is before


def test_ambiguous_text_is_asked_about_with_its_readings(bench: Workbench) -> None:
    bench.decimal = "."
    with pytest.raises(FieldError) as caught:
        bench.type_text("payload.feed", "1,234 mg")
    problem = caught.value.__cause__
    assert isinstance(problem, UnitError)
    assert {value.magnitude for value in problem.candidates} == {1.234, 1234.0}
    assert design.get(bench.design, "payload.feed") is None


def test_a_drag_is_one_step_named_by_its_whole_way(bench: Workbench) -> None:
    bench.type_text("ligand.density", "10 mol%")
    bench.begin_gesture()
    for number in (11.0, 14.0, 12.0):
        bench.edit("ligand.density", Value(number, "mol%"))
    bench.end_gesture()
    assert (bench.stack.count(), bench.stack.undoText()) == (2, "density 10 → 12 mol%")
    bench.undo()
    assert design.get(bench.design, "ligand.density") == Value(10.0, "mol%")


def test_a_drag_that_ends_where_it_began_leaves_no_step(bench: Workbench) -> None:
    bench.type_text("ligand.density", "10 mol%")
    start = bench.design
    bench.begin_gesture()
    bench.edit("ligand.density", Value(11.0, "mol%"))
    bench.edit("ligand.density", design.get(start, "ligand.density"))
    bench.end_gesture()
    assert bench.stack.count() == 1


def test_two_drags_are_two_steps(bench: Workbench) -> None:
    for number in (11.0, 12.0):
        bench.begin_gesture()
        bench.edit("ligand.density", Value(number, "mol%"))
        bench.end_gesture()
    assert bench.stack.count() == 2


def test_a_run_of_edits_with_one_word_is_one_step(bench: Workbench) -> None:
    for number in (11.0, 12.0, 13.0):
        bench.edit("ligand.density", Value(number, "mol%"), gesture="step ligand.density")
    bench.type_text("payload.feed", "2 mg")
    bench.edit("ligand.density", Value(14.0, "mol%"), gesture="step ligand.density")
    assert bench.stack.count() == 3


def test_a_material_is_stored_by_its_full_key(known: Workbench) -> None:
    known.type_text("payload.id", "doxorubicin")
    assert known.design.payloads[0].id == "drug:doxorubicin"
    with pytest.raises(FieldError, match="no .*paclitaxl"):
        known.type_text("payload.id", "paclitaxl")


def test_changing_the_class_keeps_everything_else_and_one_undo_brings_it_back(known: Workbench) -> None:
    before = known.design
    known.type_text("carrier.morphology", "micelle")
    assert known.design.ligands == before.ligands and known.design.payloads == before.payloads and known.design.target == before.target
    known.undo()
    assert known.design == before


def test_prediction_is_that_of_evaluate_and_then_has_intervals(known: Workbench) -> None:
    assert known.prediction is not None and known.catalogue is not None
    point = evaluate(known.design, known.catalogue)
    for path, estimate in known.prediction.estimates.items():
        assert estimate.value == point[path].value, path
    assert known.prediction["loading.dlc"].low is not None


def test_explain_says_what_a_number_rests_on(known: Workbench) -> None:
    found = known.explain("charge.debye_length")
    assert found["models"][0]["equation"] and found["inputs"]


def _random_edits(bench: Workbench, count: int, seed: int) -> None:
    """Typed values, cleared fields, variants, drags, and steps back and forth in between."""
    chance = random.Random(seed)
    numbers = [row for row in design.FIELDS if row.is_quantity and row.hint]
    for _ in range(count):
        row = chance.choice(numbers)
        low, high = row.hint or (0.0, 1.0)
        value = Value(round(chance.uniform(low, high), 4), row.units[0])
        kind = chance.random()
        if kind < 0.6:
            bench.edit(row.path, value)
        elif kind < 0.7:
            bench.edit(row.path, None)
        elif kind < 0.8:
            bench.begin_gesture()
            bench.edit(row.path, value)
            bench.edit(row.path, Value(low, row.units[0]))
            bench.end_gesture()
        elif kind < 0.85:
            bench.duplicate()
        elif kind < 0.9:
            bench.rename(bench.variant.id, f"name {chance.random():.6f}")
        elif kind < 0.95:
            bench.undo()
        elif len(bench.project.variants) > 1:
            bench.delete_variant(bench.variant.id)


def _bytes(bench: Workbench) -> bytes:
    """The project without its time stamp and its log, which undo does not take back."""
    project = bench.project
    extras = {key: value for key, value in project.extras.items() if key != "log"}
    return storage.dumps(dataclasses.replace(project, modified=project.created, extras=extras))


@pytest.mark.parametrize("seed", range(3))
def test_undo_to_the_start_and_redo_to_the_end_give_the_same_bytes(bench: Workbench, seed: int) -> None:
    bench.open_copy(EXAMPLE)
    start = _bytes(bench)
    _random_edits(bench, 200, seed)
    end, steps = _bytes(bench), bench.stack.index()
    for _ in range(steps):
        bench.undo()
    assert _bytes(bench) == start
    assert storage.log_problems(bench.project) == ()
    assert not bench.stack.canUndo()
    while bench.stack.index() < steps:
        bench.redo()
    assert _bytes(bench) == end


def test_saving_does_not_clear_the_undo_list(bench: Workbench, tmp_path: Path) -> None:
    bench.type_text("payload.feed", "2 mg")
    assert bench.is_edited
    bench.save_as(tmp_path / "a.formulation")
    assert not bench.is_edited and bench.stack.canUndo()
    bench.undo()
    assert bench.is_edited


def test_a_saved_project_comes_back_with_the_text_as_typed(bench: Workbench, tmp_path: Path) -> None:
    bench.type_text("payload.feed", "=2*3.5 mg")
    bench.save_as(tmp_path / "a.formulation")
    bench.new()
    bench.open(tmp_path / "a.formulation")
    value = design.get(bench.design, "payload.feed")
    assert isinstance(value, Value) and (value.magnitude, value.typed) == (7.0, "=2*3.5 mg")


def test_a_saved_project_carries_the_materials_it_uses(known: Workbench, tmp_path: Path) -> None:
    known.save_as(tmp_path / "a.formulation")
    kept = {f"{material['kind']}:{material['id']}" for material in storage.load(tmp_path / "a.formulation").project.materials}
    assert {known.design.carrier.id, known.design.ligands[0].id, known.design.payloads[0].id, known.design.target.cell} <= kept


def test_saved_materials_give_the_same_numbers(known: Workbench, tmp_path: Path) -> None:
    assert known.prediction is not None
    before = {path: estimate.value for path, estimate in known.prediction.estimates.items()}
    known.save_as(tmp_path / "a.formulation")
    known.open(tmp_path / "a.formulation")
    assert known.prediction is not None
    assert {path: estimate.value for path, estimate in known.prediction.estimates.items()} == before


def test_what_somebody_else_wrote_is_not_overwritten(bench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "a.formulation"
    bench.save_as(path)
    other = dataclasses.replace(bench.project, title="Theirs")
    storage.save(other, path)
    bench.type_text("payload.feed", "2 mg")
    with pytest.raises(FileChangedError):
        bench.save()
    assert storage.load(path).project.title == "Theirs"
    assert design.get(bench.design, "payload.feed") == Value(2.0, "mg")
    bench.overwrite()
    assert storage.load(path).project.title == bench.project.title


def test_a_file_that_cannot_be_read_leaves_the_project_on_show(bench: Workbench, tmp_path: Path) -> None:
    bench.type_text("payload.feed", "2 mg")
    broken = tmp_path / "b.formulation"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(storage.ProjectFileError):
        bench.open(broken)
    assert design.get(bench.design, "payload.feed") == Value(2.0, "mg") and bench.stack.canUndo()


def test_a_worked_example_is_not_written_back(bench: Workbench) -> None:
    bench.open_copy(EXAMPLE)
    assert bench.path is None
    with pytest.raises(UsageError):
        bench.save()


def test_a_duplicate_is_shown_and_can_be_undone(known: Workbench) -> None:
    first, count = known.variant, len(known.project.variants)
    known.duplicate()
    assert known.variant.parent == first.id and known.variant.name != first.name
    known.undo()
    assert known.variant == first and len(known.project.variants) == count


def test_looking_at_another_variant_is_no_edit(known: Workbench) -> None:
    other = known.project.variants[-1]
    known.switch(other.id)
    assert known.variant == other and not known.stack.canUndo() and not known.is_edited


def test_undo_shows_the_variant_it_changes(known: Workbench) -> None:
    first, other = known.project.variants[0], known.project.variants[-1]
    known.switch(first.id)
    known.type_text("ligand.density", "3 mol%")
    known.switch(other.id)
    known.undo()
    assert known.variant == first


def test_deleting_offers_to_be_taken_back(known: Workbench) -> None:
    said: list[tuple[str, object]] = []
    known.message.connect(lambda text, choices: said.append((text, choices)))
    gone = known.variant
    known.delete_variant(gone.id)
    assert gone not in known.project.variants
    text, choices = said[-1]
    assert gone.name in text and isinstance(choices, tuple)
    choices[0][1]()
    assert gone in known.project.variants


def test_the_only_variant_and_a_name_that_is_taken_are_refused(bench: Workbench) -> None:
    with pytest.raises(UsageError, match="only variant"):
        bench.delete_variant(bench.variant.id)
    bench.duplicate("Two")
    with pytest.raises(UsageError, match="Two"):
        bench.rename(bench.project.variants[0].id, "Two")


def test_leaving_is_said_before_another_design_is_shown(bench: Workbench) -> None:
    seen: list[str] = []
    first = bench.variant.id
    bench.duplicate("Two")
    bench.leaving.connect(lambda: seen.append(bench.variant.id))
    bench.switch(first)
    assert seen and seen[0] != first


def _has_intervals(bench: Workbench) -> bool:
    return bench.prediction is not None and bench.prediction["charge.debye_length"].low is not None


def test_many_edits_in_a_turn_are_evaluated_once(qtbot: QtBot) -> None:
    bench = Workbench(catalogue.load())
    shown: list[bool] = []
    bench.prediction_changed.connect(lambda: shown.append(_has_intervals(bench)))
    bench.begin_gesture()
    for number in range(1, 20):
        bench.edit("ligand.density", Value(float(number), "mol%"))
    bench.end_gesture()
    assert not shown
    qtbot.waitUntil(lambda: True in shown, timeout=60_000)
    assert shown[:2] == [False, True]
    bench.close()


def test_a_stale_result_is_dropped(qtbot: QtBot) -> None:
    results: list[int] = []
    lane = tasks.Lane(results.append)
    for number in range(5):
        lane.restart(lambda ticket, number=number: number)  # type: ignore[misc]
    qtbot.waitUntil(lambda: not lane.is_busy, timeout=60_000)
    assert results == [4]
    lane.close()


def test_a_file_whose_materials_make_no_sense_leaves_the_project_on_show(known: Workbench, tmp_path: Path) -> None:
    before, catalogue = known.project, known.catalogue
    bad = storage.frozen({"kind": "drug", "id": "odd", "name": "odd", "properties": {"molar_mass": {"value": -5.0, "unit": "g/mol"}}})
    path = tmp_path / "odd.formulation"
    storage.save(dataclasses.replace(before, materials=(bad,)), path)  # type: ignore[arg-type]
    with pytest.raises(ProjectFileError, match="odd.molar_mass has the value -5 g/mol; a molar mass is never negative"):
        known.open(path)
    assert known.project is before and known.catalogue is catalogue and known.path is None


def test_intervals_come_from_few_draws_first_and_then_from_all(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn roughly while the hand pauses is shown, but nothing takes it for the final interval."""
    asked: list[int] = []
    real = tasks.intervals

    def watched(design: Any, known: Any, draws: int, seed: int) -> Any:
        asked.append(draws)
        return real(design, known, draws, seed)

    monkeypatch.setattr("formulator.ui.workbench.intervals", watched)
    monkeypatch.setattr("formulator.ui.workbench.FEW", 32)
    monkeypatch.setattr("formulator.ui.workbench.DRAWS", 64)
    bench = Workbench(catalogue.load())
    bench.open_copy(EXAMPLE)
    shown: list[tuple[bool, bool]] = []
    bench.prediction_changed.connect(lambda: shown.append((_has_intervals(bench), bench.has_intervals)))
    qtbot.waitUntil(lambda: bench.has_intervals, timeout=60_000)
    assert asked == [32, 64]
    assert shown[-3:] == [(False, False), (True, False), (True, True)]
    bench.close()


def test_a_slow_drag_is_given_more_time_before_work_begins_between_its_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("formulator.ui.gestures.time.monotonic", lambda: clock[0])
    gestures = Gestures(untitled())
    gestures.tick()
    assert gestures.patience(60) == 60
    gestures.begin("", untitled())
    gestures.tick()
    clock[0] += 0.1
    gestures.tick()
    assert gestures.patience(60) >= 200
    clock[0] += 0.6
    gestures.tick()
    assert gestures.patience(60) == 60
    gestures.end()
    gestures.tick()
    assert gestures.patience(60) == 60


def test_a_frame_follows_the_beginning_of_the_last_one_not_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr("formulator.ui.gestures.time.monotonic", lambda: clock[0])
    gestures = Gestures(untitled())
    assert gestures.due(16) == 0, "the first edit waits for nothing"
    gestures.begin_frame()
    clock[0] += 0.01
    assert gestures.due(16) == 6
    clock[0] += 0.01
    assert gestures.due(16) == 0, "a frame that took longer is followed at once"


def test_letting_go_is_told(bench: Workbench) -> None:
    told: list[bool] = []
    bench.let_go.connect(lambda: told.append(bench.gestures.is_under_way))
    bench.begin_gesture()
    bench.end_gesture()
    assert told == [False]
