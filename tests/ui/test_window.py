"""The window by what a person sees and does."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QWidget
from pytestqt.qtbot import QtBot

from formulator import catalogue, design, storage
from formulator.evaluation import evaluate
from formulator.ui.finder import Finder
from formulator.ui.panels import DesignPanel
from formulator.ui.panels.quantity_row import QuantityRow
from formulator.ui.recovery import left_behind
from formulator.ui.variants import one_line
from formulator.ui.widgets.text import Text
from formulator.ui.window import Window
from formulator.units import Value

from .hands import button, trigger

EXAMPLE = storage.examples()["crgd-polymersome-docetaxel"]


def entry_text(window: Window, path: str) -> str:
    value = design.get(window.workbench.design, path)
    return f"{value.magnitude:g} {value.unit}" if isinstance(value, Value) else str(value)


def test_the_window_says_what_project_and_variant_it_shows(window: Window) -> None:
    project = storage.load(EXAMPLE).project
    assert window.toolbar.title.text() == project.title
    assert window.toolbar.pick.currentText() == project.variant().name
    assert [window.toolbar.pick.itemText(place) for place in range(window.toolbar.pick.count())] == [v.name for v in project.variants]


def test_edited_appears_with_the_first_edit_and_goes_with_undo(window: Window) -> None:
    assert window.toolbar.edited.text() == ""
    window.workbench.type_text("ligand.density", "7 mol%")
    assert window.toolbar.edited.text() == "edited" and window.isWindowModified()
    trigger(window, "undo")
    assert window.toolbar.edited.text() == ""


def test_undo_names_its_step_in_the_menu(window: Window) -> None:
    undo = window.actions_by_id["undo"]
    assert not undo.isEnabled()
    before = entry_text(window, "ligand.density")
    window.workbench.type_text("ligand.density", "7 mol%")
    assert "density" in undo.text() and "7 mol%" in undo.text() and undo.isEnabled()
    trigger(window, "undo")
    assert entry_text(window, "ligand.density") == before
    assert window.actions_by_id["redo"].isEnabled() and not undo.isEnabled()


def test_choosing_a_variant_shows_it(window: Window) -> None:
    names = [variant.name for variant in window.workbench.project.variants]
    other = next(place for place, name in enumerate(names) if name != window.workbench.variant.name)
    window.toolbar.pick.setCurrentIndex(other)
    window.toolbar.pick.activated.emit(other)
    assert window.workbench.variant.name == names[other]


def test_next_and_previous_go_round(window: Window) -> None:
    ids = [variant.id for variant in window.workbench.project.variants]
    start = ids.index(window.workbench.variant.id)
    for _ in ids:
        trigger(window, "next-variant")
    assert window.workbench.variant.id == ids[start]
    trigger(window, "previous-variant")
    assert window.workbench.variant.id == ids[start - 1]


def test_deleting_a_variant_happens_and_the_bar_takes_it_back(window: Window) -> None:
    gone = window.workbench.variant
    trigger(window, "delete-variant")
    assert gone not in window.workbench.project.variants and gone.name in window.centre.bar.text.text()
    button(window, "Undo").click()
    assert gone in window.workbench.project.variants


def test_renaming_takes_out_what_cannot_be_seen(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *a, **k: ("new\n\u202ename\x00 \ud83d", True)))
    trigger(window, "rename")
    assert window.workbench.variant.name == "new name"
    assert window.toolbar.pick.currentText() == "new name"
    storage.dumps(window.workbench.project)


def test_one_line_keeps_letters_of_every_script() -> None:
    assert one_line("  αvβ3 –\tsiRNA µ ") == "αvβ3 – siRNA µ"
    assert one_line("👩\u200d🔬 می\u200cخواهم\u202e") == "👩\u200d🔬 می\u200cخواهم"


def test_values_on_show_are_those_of_evaluate(window: Window) -> None:
    bench = window.workbench
    assert bench.prediction is not None
    point = evaluate(bench.design, catalogue.load().overlay(bench.project.materials))
    assert {path: found.value for path, found in bench.prediction.estimates.items()} == {
        path: found.value for path, found in point.estimates.items()
    }


def save_to(path: Path | str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a, **k: (str(path), "")))


def test_save_as_adds_the_suffix_and_the_file_is_recent(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_to(tmp_path / "mine", monkeypatch)
    trigger(window, "save-as")
    written = tmp_path / "mine.formulation"
    assert storage.load(written).project.variants == window.workbench.project.variants
    assert window.settings.recent[0] == written


def test_saving_to_a_place_that_is_not_there_says_so_and_keeps_the_work(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.workbench.type_text("ligand.density", "7 mol%")
    save_to(tmp_path / "missing" / "mine", monkeypatch)
    trigger(window, "save-as")
    assert "mine.formulation" in window.centre.bar.text.text()
    assert window.workbench.is_edited and entry_text(window, "ligand.density") == "7 mol%"


def test_a_file_saved_elsewhere_is_not_overwritten_unless_asked(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shared.formulation"
    save_to(path, monkeypatch)
    trigger(window, "save-as")
    storage.save(dataclasses.replace(window.workbench.project, title="Theirs"), path)
    window.workbench.type_text("ligand.density", "7 mol%")
    trigger(window, "save")
    assert storage.load(path).project.title == "Theirs"
    button(window, "Save over it").click()
    assert storage.load(path).project.title == window.workbench.project.title


def test_a_change_from_outside_is_noticed(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    path = tmp_path / "shared.formulation"
    save_to(path, monkeypatch)
    trigger(window, "save-as")
    storage.save(dataclasses.replace(window.workbench.project, title="Theirs"), path)
    qtbot.waitUntil(lambda: "elsewhere" in window.centre.bar.text.text(), timeout=60_000)
    button(window, "Load theirs").click()
    assert window.toolbar.title.text() == "Theirs"


def test_opening_something_else_keeps_unsaved_work_one_button_away(window: Window) -> None:
    window.workbench.type_text("ligand.density", "7 mol%")
    title = window.workbench.project.title
    window.filing.open_example(storage.examples()["folate-micelle-doxorubicin"])
    assert window.workbench.project.title != title
    (left,) = left_behind()
    assert left.project.title == title and left.changes == 1 and "offers them again" in window.centre.bar.text.text()
    button(window, "Go back to it").click()
    assert window.workbench.project.title == title and entry_text(window, "ligand.density") == "7 mol%"
    assert window.workbench.is_edited and not left_behind()


def test_unsaved_work_stays_on_show_when_what_was_to_be_opened_cannot_be_read(window: Window, tmp_path: Path) -> None:
    window.workbench.type_text("ligand.density", "7 mol%")
    (tmp_path / "broken.formulation").write_text("{", encoding="utf-8")
    assert not window.filing.open(tmp_path / "broken.formulation")
    assert window.workbench.is_edited and entry_text(window, "ligand.density") == "7 mol%"
    assert not left_behind(), "the copy of a window that is open belongs to it"


def test_a_broken_file_is_named_and_the_project_stays(window: Window, tmp_path: Path) -> None:
    broken = tmp_path / "broken.formulation"
    broken.write_text("{", encoding="utf-8")
    title = window.toolbar.title.text()
    assert not window.filing.open(broken)
    assert "broken.formulation" in window.centre.bar.text.text() and window.toolbar.title.text() == title


def test_a_file_changed_by_hand_is_opened_only_when_that_is_accepted(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "hand.formulation"
    storage.save(window.workbench.project, path)
    path.write_text(path.read_text(encoding="utf-8").replace(window.workbench.project.title, "By hand"), encoding="utf-8")
    assert not window.filing.open(path)
    button(window, "Open it all the same").click()
    assert window.toolbar.title.text() == "By hand" and window.workbench.is_edited


def test_a_dropped_project_is_opened(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "dropped.formulation"
    storage.save(dataclasses.replace(window.workbench.project, title="Dropped"), path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(event)
    assert event.isAccepted() and window.toolbar.title.text() == "Dropped"


def test_closing_with_unsaved_work_asks_in_the_bar(window: Window) -> None:
    window.workbench.type_text("ligand.density", "7 mol%")
    assert not window.close()
    assert window.isVisible() and "not saved" in window.centre.bar.text.text()
    button(window, "Close without saving").click()
    assert not window.isVisible()


def test_the_sides_give_way_in_order(window: Window, qtbot: QtBot) -> None:
    seen = []
    for width in (1440, 1300, 1200, 1050):
        window.resize(width, 800)
        QApplication.processEvents()
        seen.append((window.toolbar.word.isVisible(), window.right.isVisible(), window.right.width() if window.right.isVisible() else 0))
    assert seen == [(True, True, 320), (False, True, 320), (False, True, 232), (False, False, 0)]
    trigger(window, "answers")
    assert window.right.isVisible() and not window.centre.isVisible()
    trigger(window, "answers")
    assert window.centre.isVisible()


def test_a_message_stands_over_the_answers_where_these_took_the_place_of_the_plots(window: Window) -> None:
    window.resize(1050, 800)
    trigger(window, "answers")
    window.say("Recovered 14 changes made after the last save.")
    assert window.centre.bar.isVisible()
    trigger(window, "answers")
    assert window.centre.bar.isVisible() and window.centre.isAncestorOf(window.centre.bar)
    trigger(window, "answers")
    window.resize(1440, 800)
    QApplication.processEvents()
    assert window.centre.bar.isVisible()


def test_folds_are_kept_and_reset_with_the_layout(window: Window) -> None:
    assert window.design is not None
    sections = window.design.sections
    sections["medium"].heading.setChecked(False)
    sections["process"].heading.setChecked(True)
    again = DesignPanel(window.workbench, window.theme.tokens, settings=window.settings)
    assert not again.sections["medium"].heading.isChecked() and again.sections["process"].heading.isChecked()
    again.deleteLater()
    trigger(window, "reset-layout")
    assert sections["medium"].heading.isChecked() and not sections["process"].heading.isChecked()
    assert not window.settings.is_folded("medium", False)


def test_an_empty_design_says_where_to_begin(window: Window, qtbot: QtBot) -> None:
    trigger(window, "new")
    assert window.check is not None
    words = window.check.none
    qtbot.waitUntil(lambda: "Ctrl+K" in words.text() and words.isVisible())
    window.workbench.edit("carrier.id", "carrier:plga_5050")
    qtbot.waitUntil(lambda: "Ctrl+K" not in words.text())


def test_bottom_row_drops_panes_that_do_not_fit_and_shows_them_on_request(window: Window) -> None:
    window.resize(1180, 800)
    QApplication.processEvents()
    assert window.centre.left_out() == ("Loading",)
    window.centre.show_pane("loading")
    assert "loading" in window.centre.shown() and window.centre.left_out() == ("Zeta",)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_theme_and_text_size_reach_every_part(window: Window, mode: str) -> None:
    trigger(window, f"theme-{mode}")
    assert window.theme.tokens.dark == (mode == "dark")
    assert window.settings.text("view/theme") == mode
    assert QApplication.palette().window().color().name().upper() == window.theme.tokens.ground
    trigger(window, "larger")
    assert window.theme.points == 11 and window.left.width() == round(320 * 1.1)
    trigger(window, "usual-size")
    assert window.left.width() == 320


def test_a_page_that_is_not_on_show_takes_the_theme_when_somebody_goes_there(window: Window) -> None:
    trigger(window, "theme-light")
    window.go("measured")
    words = next(one for one in window.body.page_on_show().findChildren(Text) if one.isVisible() and one.text())
    light = words.palette().windowText().color()
    window.go("design")
    trigger(window, "theme-dark")
    trigger(window, "larger")
    window.go("measured")
    assert words.palette().windowText().color() != light
    assert words.font().pixelSize() == window.theme.px(words.style_key[1])
    trigger(window, "usual-size")


def test_a_variant_that_has_gone_is_not_switched_to(window: Window) -> None:
    before = window.workbench.project.active
    window.toolbar.variant_chosen.emit("gone")
    assert window.workbench.project.active == before and window.toolbar.pick.currentData() == before


def test_leaving_for_a_variant_that_goes_meanwhile_leaves_all_as_it_is(window: Window) -> None:
    bench = window.workbench
    wanted = next(variant.id for variant in bench.project.variants if variant.id != bench.project.active)
    asked = iter((True,))
    bench.leaving.connect(lambda: bench.new() if next(asked, False) else None)
    bench.switch(wanted)
    assert [variant.name for variant in bench.project.variants] == ["Design 1"]


def test_the_map_is_of_the_design_that_was_predicted(window: Window) -> None:
    bench = window.workbench
    bench.evaluate()
    bench.edit("ligand.id", None)  # On show at once, its prediction a frame later.
    assert window.feed is not None and bench.predicted is not bench.design
    window.feed._settle()
    assert bench.predicted is not bench.design


def test_text_size_stops_at_both_ends(window: Window) -> None:
    for step, last in (("larger", 14), ("smaller", 9)):
        window._set_points(last - 1 if step == "larger" else last + 1)  # Each step lays out the whole window again.
        trigger(window, step)
        assert window.theme.points == last and not window.actions_by_id[step].isEnabled()
    trigger(window, "usual-size")


def finder(window: Window) -> Finder:
    trigger(window, "find")
    found = [one for one in window.findChildren(Finder) if one.isVisible()]
    return found[-1]


def test_find_sets_a_value_by_name(window: Window) -> None:
    found = finder(window)
    found.look_for("density 5 mol%")
    found.go()
    assert entry_text(window, "ligand.density") == "5 mol%"


def test_find_goes_to_a_field_by_synonym(window: Window) -> None:
    found = finder(window)
    found.look_for("affinity")
    found.go()
    focused = window.focusWidget()
    assert focused is not None and focused.objectName() == "fld:ligand.dissociation_constant"


def test_find_does_a_command(window: Window) -> None:
    count = len(window.workbench.project.variants)
    found = finder(window)
    found.look_for("duplicate")
    found.go()
    assert len(window.workbench.project.variants) == count + 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape])
def test_escape_closes_find_and_changes_nothing(window: Window, qtbot: QtBot, key: Qt.Key) -> None:
    before = window.workbench.design
    found = finder(window)
    found.look_for("density 5 mol%")
    qtbot.keyClick(found.line, key)
    assert not found.isVisible() and window.workbench.design is before


def test_half_typed_text_counts_before_anything_else_happens(window: Window) -> None:
    window.show_field("ligand.density")
    box = window.focusWidget()
    assert box is not None
    box.setText("6 mol%")  # type: ignore[attr-defined]
    trigger(window, "duplicate")
    first = next(variant for variant in window.workbench.project.variants if variant.id == window.workbench.variant.parent)
    assert design.get(first.design, "ligand.density") == Value(6.0, "mol%")


def controls(window: Window) -> list[QWidget]:
    wanted: Callable[[QWidget], bool] = lambda one: one.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus  # noqa: E731
    return [one for one in window.findChildren(QWidget) if one.isVisible() and one.isEnabled() and wanted(one)]


def test_every_control_has_a_name_of_its_own(window: Window) -> None:
    names = [one.accessibleName() or getattr(one, "text", lambda: "")() for one in controls(window)]
    assert all(names), [one.objectName() or type(one).__name__ for one, name in zip(controls(window), names, strict=True) if not name]
    assert sorted(set(names)) == sorted(names), sorted(name for name in names if names.count(name) > 1)


def test_the_plots_have_what_the_prediction_says(window: Window, qtbot: QtBot) -> None:
    assert window.feed is not None
    window.feed.flush()
    for name, pane in window.centre.panes.items():
        if name in window.centre.shown():
            assert pane.content() is not None, name  # type: ignore[attr-defined]


def test_while_a_hand_moves_what_is_in_sight_follows_and_the_rest_when_it_pauses(window: Window, qtbot: QtBot) -> None:
    bench, panel, results = window.workbench, window.design, window.results
    assert panel is not None and results is not None
    qtbot.waitUntil(lambda: bench.has_intervals, timeout=60_000)
    seen = results.answer("size.hydrodynamic_diameter")
    assert seen is not None
    before = seen.row.value

    def behind() -> list[str]:
        assert bench.prediction is not None
        answers = [one for group in results.groups.values() for one in group.answers.values()]
        return [one.row.path for one in answers if one.row.value != bench.prediction.estimates[one.row.path].value]

    bench.begin_gesture()
    for number in (60.0, 61.0):
        bench.edit("carrier.diameter", Value(number, "nm"))
        bench.evaluate()
    assert bench.is_moving and bench.prediction is not None
    assert seen.row.value == bench.prediction.estimates["size.hydrodynamic_diameter"].value != before
    moved = panel.rows["carrier.diameter"]
    assert isinstance(moved, QuantityRow) and moved.box.text() == "61"
    late = behind()
    assert late
    for path in late:
        answer = results.answer(path)
        assert answer is not None and answer.visibleRegion().isEmpty()
    qtbot.waitUntil(lambda: not behind(), timeout=60_000)
    bench.end_gesture()
    bench.edit("carrier.diameter", Value(62.0, "nm"))
    bench.evaluate()
    assert not behind()


def test_where_not_two_panes_are_wide_enough_they_stand_below_each_other(window: Window, qtbot: QtBot) -> None:
    centre = window.centre
    particle, binding = centre.panes["particle"], centre.panes["binding"]
    assert particle.y() == binding.y() and particle.x() < binding.x()
    window.theme.set_points(14)
    window.resize(1024, 680)
    qtbot.waitUntil(lambda: binding.y() > particle.y(), timeout=60_000)
    assert particle.x() == binding.x() and particle.width() == binding.width() == centre.rows.width()
    assert particle.height() >= window.theme.px(200)
    window.theme.set_points(10)
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: particle.y() == binding.y(), timeout=60_000)
