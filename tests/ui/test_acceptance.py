"""What must hold of the whole window: keyboard, names, numbers, look, undo and replay."""

from __future__ import annotations

import json
import random
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from formulator import bench as benches
from formulator import design as designs
from formulator import storage
from formulator.design import FIELDS
from formulator.errors import FieldError
from formulator.outputs import OUTPUTS
from formulator.ui.actions import ACTIONS
from formulator.ui.finder import Finder
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.window import Window
from formulator.units import Value

from .hands import Cells, Hands

EXAMPLES = storage.examples()
EXAMPLE = EXAMPLES["crgd-polymersome-docetaxel"]
PAGES = ("design", "compare", "explore", "measured", "calculators", "sheet", "recipe", "plate", "glossary")


# -- keyboard


def entries(menu: QMenu, keys: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of every entry of a menu and of the menus in it, with the letters that lead there."""
    menu.aboutToShow.emit()
    for action in menu.actions():
        if action.isSeparator():
            continue
        text = action.text().replace("&&", "")
        way = (*keys, text[text.index("&") + 1].lower() if "&" in text else "")
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from entries(inner, way)
        else:
            yield action.objectName(), way


def test_every_action_that_can_be_chosen_is_reached_by_alt_keys(window: Window) -> None:
    heads = [action for action in window.menuBar().actions() if action.isVisible()]
    letters = [head.text()[head.text().index("&") + 1].lower() for head in heads]
    assert len(set(letters)) == len(letters) == len({row.menu for row in ACTIONS})
    ways: dict[str, tuple[str, ...]] = {}
    for head, letter in zip(heads, letters, strict=True):
        menu = head.menu()
        assert isinstance(menu, QMenu)
        ways |= dict(entries(menu, (letter,)))
    for row in ACTIONS:
        assert all(ways[f"act:{row.id}"]), f"{row.text} has no Alt key"
    fixed = [ways[f"act:{row.id}"] for row in ACTIONS]
    assert len(set(fixed)) == len(fixed), "two entries of one menu have the same Alt key"
    named = [action for action in window.findChildren(QAction) if action.objectName().startswith("act:") and action.isEnabled()]
    assert {action.objectName() for action in named} <= set(ways)


def test_tab_visits_every_field_from_top_to_bottom(window: Window, hands: Hands) -> None:
    window.resize(1440, 5000)
    for button in window.left.findChildren(QAbstractButton):
        name = button.objectName()
        if (name.startswith("sec:") and not button.isChecked()) or (name.startswith("more:") and button.isVisible()):
            button.click()
    QApplication.processEvents()
    boxes = [
        one for one in window.left.findChildren(QWidget) if one.objectName().startswith("fld:") and one.isVisible() and one.isEnabled()
    ]
    assert len(boxes) > 40
    boxes.sort(key=lambda one: (one.mapTo(window, one.rect().topLeft()).y(), one.mapTo(window, one.rect().topLeft()).x()))
    wanted = [one.objectName() for one in boxes]
    boxes[0].setFocus(Qt.FocusReason.TabFocusReason)
    visited: list[str] = []
    for _ in range(6 * len(boxes)):
        focused = window.focusWidget()
        assert focused is not None
        if focused.objectName().startswith("fld:"):
            visited.append(focused.objectName())
        if focused is boxes[-1]:
            break
        hands.qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert visited == wanted


def test_on_every_page_what_takes_the_focus_has_a_name_of_its_own(window: Window, hands: Hands) -> None:
    for page in PAGES:
        window.go(page)
        hands.qtbot.wait(30)
        parts = [one for one in window.findChildren(QWidget) if one.isVisible() and one.isEnabled()]
        parts = [one for one in parts if one.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus and one.window() is window]
        names = [one.accessibleName() or getattr(one, "text", lambda: "")() for one in parts]
        nameless = [one.objectName() or type(one).__name__ for one, name in zip(parts, names, strict=True) if not name]
        assert not nameless, (page, nameless)
        assert len(set(names)) == len(names), (page, sorted({name for name in names if names.count(name) > 1}))


def test_ctrl_k_finds_every_field_of_design_and_bench_by_its_name(window: Window, hands: Hands) -> None:
    hands.shortcut(Qt.Key.Key_K)
    finder = hands.part(Finder, "finder")
    named = [(row.path, row.label) for row in FIELDS] + [(path, benches.title(path)) for path in benches.paths()]
    missing = []
    for path, words in named:
        finder.line.setText(words)
        keys = [finder.hits.item(place).data(Qt.ItemDataRole.UserRole).key for place in range(finder.hits.count())]
        if path not in keys:
            missing.append((path, words))
    finder.close()
    assert missing == []


def test_ctrl_k_sets_nothing_on_the_bench_of_a_record_and_says_so(window: Window, hands: Hands) -> None:
    hands.find("assay of the payload 97")
    assert window.workbench.variant.bench.lot("payload").assay == Value(97.0, "%")
    hands.menu("status-approved")
    before = window.workbench.project.variants
    hands.find("assay of the payload 98.5")
    assert window.workbench.project.variants == before
    assert "is not changed" in window.centre.bar.text.text() and "approved" in window.centre.bar.text.text()


# -- numbers


def test_every_answer_of_every_example_is_that_of_the_command_line(
    window: Window, hands: Hands, capsys: pytest.CaptureFixture[str]
) -> None:
    from formulator.cli import main

    for name, path in EXAMPLES.items():
        window.filing.open_example(path)
        hands.answered()
        capsys.readouterr()
        assert main(["evaluate", str(path), "--json", "--draws", "0"]) == 0
        told = json.loads(capsys.readouterr().out)["outputs"]
        assert set(told) == {output.path for output in OUTPUTS}
        shown = {output.path: hands.value(output.path) for output in OUTPUTS}
        assert {path: entry["value"] for path, entry in told.items()} == shown, name


READINGS = [
    (".", "2.1", 2.1), (".", "1e-9", 1e-9), (".", "1,234.5", 1234.5), (".", "1.234", 1.234),
    (".", "1,234", None), (".", "3 × 10^-9 g", 3e-6), (".", "2,1", 2.1), (".", "1,5e3", 1500.0),
    (",", "2,1", 2.1), (",", "1e-9", 1e-9), (",", "1.234,5", 1234.5), (",", "1,234", 1.234),
    (",", "1.234", None), (",", "1 234,5", 1234.5), (",", "1\u202f234,5", 1234.5), (",", "1,5e3", 1500.0), (",", "2.1", 2.1),
]  # fmt: skip


def test_a_number_is_read_as_the_locale_writes_it_or_asked_about_never_by_a_factor(window: Window, hands: Hands) -> None:
    for decimal, text, milligrams in READINGS:
        window.workbench.decimal = decimal
        before = window.workbench.design
        hands.type("payload.feed", "5 mg")
        hands.type("payload.feed", text)
        entry = designs.get(window.workbench.design, "payload.feed")
        assert isinstance(entry, Value)
        if milligrams is None:
            assert entry.to("mg") == 5.0 and hands.row("payload.feed").word.text() == "which one?", (decimal, text)
            hands.row("payload.feed").note.choices()[-1].click()
        else:
            assert entry.to("mg") == pytest.approx(milligrams, rel=1e-12), (decimal, text)
        assert before is not window.workbench.design


def test_a_sum_is_still_a_sum_after_save_and_reopen(window: Window, hands: Hands, mine: Path) -> None:
    hands.type("payload.feed", "=2*3.5 mg")
    hands.shortcut(Qt.Key.Key_S)
    assert window.filing.open(mine)
    entry = designs.get(window.workbench.design, "payload.feed")
    assert isinstance(entry, Value) and entry.to("mg") == 7.0 and entry.typed == "=2*3.5 mg"
    hands.answered()
    box = hands.field("payload.feed")
    window.body.setFocus()
    box.setFocus(Qt.FocusReason.TabFocusReason)
    assert isinstance(box, EntryBox) and box.text() == "=2*3.5 mg"


# -- look


def cut(window: Window) -> list[str]:
    """Labels and buttons on show that are narrower than their text, and do not say the whole of it when pointed at."""
    found = []
    for part in window.findChildren(QWidget):
        if not isinstance(part, QLabel | QAbstractButton) or not part.isVisible() or part.window() is not window:
            continue
        text = part.text().replace("&", "")
        if not text or (isinstance(part, QLabel) and part.wordWrap()) or text in part.toolTip():
            continue
        # A name with an underscore is drawn with a subscript, and knows its width.
        needed = part.sizeHint().width() if "_" in text else max(map(part.fontMetrics().horizontalAdvance, text.splitlines()))
        if needed > part.width() + 1:
            found.append(f"{text} ({needed} in {part.width()})")
    return found


def test_no_label_is_cut_at_any_text_size(window: Window, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formulator.ui.pages.compare_feed.BAND_DRAWS", 8)
    hands.settled()
    found = {}
    for points in (10, 9, 14):
        window._set_points(points)
        window.resize(round(1440 * points / 10), round(900 * points / 10))
        for page in ("design", "recipe", "measured", "calculators", "glossary", "explore", "compare"):
            window.go(page)
            hands.qtbot.wait(20)
            if wrong := cut(window):
                found[page, points] = wrong
    window._set_points(10)
    assert found == {}


def test_the_second_remark_never_cuts_the_first(window: Window, hands: Hands, qtbot: QtBot) -> None:
    assert len(hands.remarks()) >= 2 and window.check is not None
    words, seen = window.check.first.words, set()

    def is_whole() -> bool:
        return words.isVisible() and words.width() >= words.fontMetrics().horizontalAdvance(words.text())

    for width in range(1440, 3000, 60):
        window.resize(width, 900)
        QApplication.processEvents()
        qtbot.waitUntil(is_whole, timeout=60_000)  # The rows take their places a turn or two after the room has changed.
        seen.add(window.check.second.isVisible())
    assert seen == {False, True}


def test_every_plot_of_the_menu_is_a_drawing_with_words_and_a_table_with_units(
    window: Window, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.answered()
    assert window.feed is not None
    window.feed.flush()
    menu = next(one for one in window.findChildren(QMenu) if one.title() == "Export &plot")
    for suffix in (".svg", ".csv"):
        menu.aboutToShow.emit()
        assert len(menu.actions()) == 7
        for action in menu.actions():
            out = tmp_path / f"{action.objectName().removeprefix('act:')}{suffix}"
            monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a, name=str(out): (name, "")))
            action.trigger()
            if suffix == ".csv":
                heads = out.read_text(encoding="utf-8-sig").splitlines()[0]
                assert "[" in heads and "]" in heads, action.text()
                continue
            root = ElementTree.parse(out).getroot()
            kinds = [part.tag.rpartition("}")[2] for part in root.iter()]
            assert root.get("viewBox") and "text" in kinds and "image" not in kinds, action.text()


# -- undo and replay


def an_edit(window: Window, dice: random.Random) -> None:
    """Something a person may do to the design; a value that is refused changes nothing."""
    bench = window.workbench
    what = dice.random()
    if what < 0.05:
        bench.duplicate()
    elif what < 0.08 and len(bench.project.variants) > 2:
        bench.delete_variant(dice.choice([one.id for one in bench.project.variants]))
    elif what < 0.12:
        bench.switch(dice.choice([one.id for one in bench.project.variants]))
    elif what < 0.15:
        window.desk.move_variant_down()
    else:
        row = dice.choice(FIELDS)
        try:
            if row.kind == "choice":
                bench.edit(row.path, dice.choice([None, *row.options]))
            elif row.kind == "pick" and bench.catalogue is not None:
                bench.edit(row.path, dice.choice([one.key for kind in row.material_kinds for one in bench.catalogue.all(kind)]))
            elif row.kind == "quantity":
                low, high = row.hint or (1.0, 2.0)
                bench.type_text(row.path, f"{dice.uniform(low, high):.4g} {row.units[0]}")
        except FieldError:
            pass


def written(window: Window) -> str:
    """Variants, their ranges and materials as the file has them, whichever variant is on show."""
    data = json.loads(storage.dumps(window.workbench.project))
    return json.dumps({name: data.get(name) for name in ("variants", "materials", "specs")}, sort_keys=True)


def test_two_hundred_edits_go_back_and_forth_byte_for_byte(window: Window) -> None:
    dice, bench = random.Random(20261127), window.workbench
    undo, redo = window.actions_by_id["undo"], window.actions_by_id["redo"]
    start = written(window)
    for number in range(200):
        an_edit(window, dice)
        if number == 100:
            bench.save()
    end, steps = written(window), bench.stack.count()
    assert steps > 150 and end != start and undo.isEnabled() and not redo.isEnabled()
    while undo.isEnabled():
        assert len(undo.text()) > len("&Undo ")
        undo.trigger()
    assert written(window) == start
    assert redo.isEnabled() and bench.stack.index() == 0
    while redo.isEnabled():
        redo.trigger()
    assert written(window) == end and bench.stack.index() == steps


def test_the_log_of_a_session_played_again_makes_the_same_design(window: Window, hands: Hands) -> None:
    dice, bench = random.Random(7), window.workbench
    begun = bench.design
    for number in range(60):
        row = dice.choice([one for one in FIELDS if one.kind == "quantity"])
        low, high = row.hint or (1.0, 2.0)
        try:
            bench.type_text(row.path, f"{dice.uniform(low, high):.4g} {row.units[0]}")
        except FieldError:
            continue
        if number % 10 == 9:
            hands.menu("undo")
    log = bench.project.extras["log"]
    assert len(log) >= 50
    played = begun
    for entry in log:
        path = entry["path"].partition("/")[2]
        played = designs.replaced(played, path, designs.read(path, entry["new"], ".") if entry["new"] else None)
    assert played == bench.design


# -- clipboard


def test_all_answers_are_copied_as_text_and_table_alike_and_one_without_its_heads(window: Window, hands: Hands) -> None:
    hands.settled()
    hands.shortcut(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    data = QGuiApplication.clipboard().mimeData()
    text = [line.split("\t") for line in data.text().splitlines()]
    assert len(text) == len(OUTPUTS) + 1 and "unit" in " ".join(text[0]).lower()
    assert Cells(data.html()).rows == text
    assert window.results is not None
    hands.answer_menu("size.z_average", "copy")
    number, unit = hands.clipboard().split(" ")
    assert float(number) == hands.value("size.z_average") and unit == "nm"
