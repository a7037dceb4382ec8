"""The answers: the number itself, the digits shown, the interval that is never left out, and the way to the reasons."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from formulator.outputs import OUTPUTS
from formulator.ui.check import ORDER, CheckStrip
from formulator.ui.fieldnotes import fix_text
from formulator.ui.results import Answer, ResultsPanel
from formulator.ui.settings import Settings
from formulator.ui.tokens import tokens
from formulator.ui.why import WhyPopover
from formulator.ui.workbench import Workbench

Part = TypeVar("Part", bound=QWidget)


def held(part: Part, qtbot: QtBot) -> Part:
    """A part of the window on show inside a plain one."""
    holder = QWidget()
    holder.resize(1500, 900)
    part.setParent(holder)
    part.holder = holder  # type: ignore[attr-defined]  # else nobody holds it
    qtbot.addWidget(holder)
    holder.show()
    part.show()
    return part


@pytest.fixture
def results(bench: Workbench, qtbot: QtBot) -> Iterator[ResultsPanel]:
    made = held(ResultsPanel(bench, tokens()), qtbot)
    made.resize(320, 900)
    yield made
    # Under the offscreen platform a clipboard that still holds data at exit ends the process badly.
    QGuiApplication.clipboard().clear()


def answer(results: ResultsPanel, path: str) -> Answer:
    found = results.answer(path)
    assert found is not None, path
    return found


def test_every_output_has_a_label_with_exactly_its_value(results: ResultsPanel, bench: Workbench) -> None:
    assert bench.prediction is not None
    for output in OUTPUTS:
        label = results.findChild(QLabel, f"out:{output.path}")
        assert label is not None, output.path
        assert label.property("value") == bench.prediction[output.path].value


def test_an_answer_without_a_value_says_why(results: ResultsPanel) -> None:
    row = answer(results, "release.half_time")
    assert row.value.text() == "—"
    assert row.value.property("value") is None
    assert row.reason.isVisible()
    assert len(row.reason.text()) > 10
    assert not row.mark.isVisible()


def test_answers_follow_an_edit_and_undo(results: ResultsPanel, bench: Workbench) -> None:
    before = answer(results, "ligand.per_particle").value.text()
    bench.type_text("ligand.density", "5 mol%")
    assert answer(results, "ligand.per_particle").value.text() != before
    bench.undo()
    assert answer(results, "ligand.per_particle").value.text() == before


@pytest.mark.parametrize("width", [320, 232])
def test_the_interval_is_in_sight_at_every_width(results: ResultsPanel, width: int, qtbot: QtBot) -> None:
    results.resize(width, 900)
    qtbot.wait(20)
    for row in results.findChildren(Answer):
        if row.isVisible() and row.row.interval_text:
            assert row.interval.isVisible(), row.row.path
            assert row.interval.geometry().right() <= row.width(), row.row.path
            assert row.interval.geometry().bottom() <= row.height(), row.row.path
            assert row.interval.geometry().left() >= row.value.geometry().right() or row.is_narrow, row.row.path
            assert row.interval.geometry().top() >= row.value.geometry().center().y() or not row.is_narrow, row.row.path


def test_a_row_is_one_tab_stop_and_says_itself(results: ResultsPanel) -> None:
    row = answer(results, "charge.zeta")
    assert row.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert row.accessibleName().startswith("Zeta")
    assert "mV" in row.accessibleName()
    assert "interval" in row.accessibleName()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F1])
def test_the_keyboard_asks_why(results: ResultsPanel, qtbot: QtBot, key: Qt.Key) -> None:
    row = answer(results, "charge.debye_length")
    row.setFocus()
    with qtbot.waitSignal(row.asked) as asked:
        qtbot.keyClick(row, key)
    assert asked.args == ["charge.debye_length"]
    popover = results.window().findChild(WhyPopover, "why")
    assert popover is not None and popover.isVisible()
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    assert results.window().focusWidget() is row
    assert results.seen == ["charge.debye_length"]


def test_going_to_an_answer_unfolds_its_group(results: ResultsPanel) -> None:
    results.focus_output("charge.mobility")
    assert answer(results, "charge.mobility").isVisible()
    assert results.focusWidget() is answer(results, "charge.mobility")


def test_an_interval_that_is_late_does_not_look_current(results: ResultsPanel, bench: Workbench) -> None:
    from formulator.evaluation import evaluate

    bench.prediction = evaluate(bench.design, bench.catalogue)  # type: ignore[arg-type]
    bench.prediction_changed.emit()
    results._show_late()
    row = answer(results, "size.corona_thickness")
    assert row.interval.text() == "updating"
    bench.evaluate()
    bench.busy_changed.emit(False)
    assert row.interval.text() == row.row.interval_text != ""


def test_an_interval_that_is_waited_for_comes_back_when_the_work_is_dropped(results: ResultsPanel, bench: Workbench) -> None:
    """A drag that goes on takes the work back: what stood there, faded, stands there again."""
    from formulator.evaluation import evaluate

    row = answer(results, "size.corona_thickness")
    before = row.interval.text()
    assert before
    bench.prediction = evaluate(bench.design, bench.catalogue)  # type: ignore[arg-type]
    bench.prediction_changed.emit()
    row.set_stale(True)
    assert row.interval.text() == "updating"
    row.set_stale(False)
    assert row.interval.text() == before and row.interval.style_key[0] == "ink3"


def test_an_answer_whose_words_stay_tells_only_its_number(results: ResultsPanel) -> None:
    row = answer(results, "size.corona_thickness")
    shown = row.shown
    assert shown is not None and shown.value is not None
    moved = dataclasses.replace(shown, value=shown.value * (1 + 1e-9))
    spoken = row.accessibleName()
    row.show_row(moved)
    assert row.value.property("value") == moved.value and row.row is moved
    assert row.accessibleName() == spoken


def test_copy_puts_text_and_table_on_the_clipboard(results: ResultsPanel) -> None:
    results.copy()
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert len(lines) == len(OUTPUTS) + 1
    assert {len(line.split("\t")) for line in lines} == {7}
    assert data.html().count("<tr>") == len(lines)


def test_every_answer_can_be_explained(results: ResultsPanel, bench: Workbench) -> None:
    for output in OUTPUTS:
        popover = results.ask(output.path)
        assert popover is not None, output.path
        assert output.label in popover.accessibleName()
        popover.close()
        popover.deleteLater()


# -- the strip under the window


@pytest.fixture
def strip(bench: Workbench, qtbot: QtBot) -> CheckStrip:
    made = held(CheckStrip(bench, tokens()), qtbot)
    made.resize(1500, 40)
    return made


def test_the_strip_waits_for_a_pause_while_a_hand_moves(
    strip: CheckStrip, bench: Workbench, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(Workbench, "is_moving", property(lambda _bench: True))
    before = strip.first.words.text()
    first, *others = sorted(bench.findings, key=lambda finding: ORDER.index(finding.severity))
    bench.findings = (dataclasses.replace(first, text="Another remark."), *others)
    bench.prediction_changed.emit()
    assert strip.first.words.text() == before
    qtbot.waitUntil(lambda: strip.first.words.text() == "Another remark.", timeout=5_000)


def test_the_strip_shows_the_gravest_remark(strip: CheckStrip, bench: Workbench) -> None:
    bench.type_text("carrier.diameter", "12 nm")
    found = strip.findings()
    assert found[0].severity in ("error", "warning")
    assert strip.first.words.text() == found[0].text
    assert strip.all.text() == f"All {len(found)}"


def test_a_remedy_is_one_edit_that_can_be_undone(strip: CheckStrip, bench: Workbench) -> None:
    fixable = next(finding for finding in strip.findings() if finding.fix is not None)
    before = bench.design
    strip.act(fixable)
    assert bench.design != before
    assert fixable.id not in [finding.id for finding in bench.findings]
    bench.undo()
    assert bench.design == before


def test_a_remark_without_remedy_leads_to_its_field(strip: CheckStrip, bench: Workbench, qtbot: QtBot) -> None:
    bench.type_text("carrier.diameter", "12 nm")
    finding = next(finding for finding in strip.findings() if finding.fix is None)
    with qtbot.waitSignal(strip.go_to) as gone:
        strip.act(finding)
    assert gone.args == [finding.path]


def test_the_list_of_all_names_each_remark(strip: CheckStrip, bench: Workbench) -> None:
    bench.type_text("carrier.diameter", "12 nm")
    popover = strip.open_all()
    shown = " ".join(label.text() for label in popover.findChildren(QLabel))
    for finding in strip.findings():
        assert finding.text in shown
        assert finding.id in shown
    popover.close()


def test_a_button_says_what_it_will_do(strip: CheckStrip) -> None:
    for finding in strip.findings():
        if finding.fix is not None:
            assert fix_text(finding)
            assert finding.fix[0] not in fix_text(finding)


def test_an_answer_is_read_in_another_unit_while_its_number_stays(results: ResultsPanel, bench: Workbench, tmp_path: Path) -> None:
    results.settings = Settings(tmp_path / "settings.ini")
    row = answer(results, "size.hydrodynamic_diameter")
    exact, shown, interval = row.value.property("value"), row.value.text(), row.interval.text()
    menu = row.open_units()
    chosen = menu.findChild(QAction, "read:um")
    assert chosen is not None and "0.100" in chosen.text()
    chosen.trigger()
    menu.close()
    assert (row.value.property("value"), row.value.property("unit")) == (exact, "nm")
    assert row.unit.text() == "µm" and float(row.value.text()) == pytest.approx(float(shown) / 1000) and row.interval.text() != interval
    assert results.settings.answer_units == {"size.hydrodynamic_diameter": "um"}
    bench.type_text("carrier.diameter", "80 nm")
    assert row.unit.text() == "µm" and row.value.text().startswith("0.080")
    results.choose_unit("size.hydrodynamic_diameter", "nm")
    assert row.unit.text() == "nm" and results.settings.answer_units == {}


def test_an_answer_without_other_units_offers_none(results: ResultsPanel) -> None:
    for path in ("loading.dlc", "size.pdi", "targeting.selectivity", "ligand.per_particle"):
        assert answer(results, path).units == (), path


def test_answers_are_copied_as_markdown_and_latex_as_they_are_read(results: ResultsPanel) -> None:
    results.choose_unit("size.hydrodynamic_diameter", "um")
    menu = results.offer_copies()
    for name in ("markdown", "latex"):
        action = menu.findChild(QAction, f"copy-answers:{name}")
        assert action is not None
        action.trigger()
        lines = QGuiApplication.clipboard().text().splitlines()
        if name == "markdown":
            assert {line.count("|") for line in lines} == {6} and set(lines[1]) <= set("|-: ")
            assert any(line.startswith("| D_h | µm | 0.1") for line in lines)
        else:
            body = [line for line in lines if line.endswith(r"\\")]
            assert lines[0].startswith(r"\begin{tabular}{ll") and lines[-1] == r"\end{tabular}"
            assert {line.replace(r"\&", "").count("&") for line in body} == {4} and any("D\\_h" in line for line in body)
    menu.close()
