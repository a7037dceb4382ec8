"""The left of the explore page: what is asked, of which answer, along which fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QRadioButton, QVBoxLayout, QWidget

from formulator import design as designs
from formulator.errors import UnitError, UsageError
from formulator.outputs import OUTPUT_BY_PATH
from formulator.ui.pages.exploration import (
    CELLS,
    MODES,
    MOST_CANDIDATES,
    PICTURES,
    USUAL_CELL_OUTPUT,
    USUAL_COUNT,
    USUAL_FIELDS,
    USUAL_OUTPUT,
    Question,
    cell_answers,
    factor_of,
    fields,
    outputs,
    usual_range,
)
from formulator.ui.pages.explore_cells import CellList
from formulator.ui.tokens import SMALL
from formulator.ui.widgets.buttons import BoxButton, PickButton
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr
from formulator.ui.workbench import Workbench
from formulator.units import parse, unit_label

if TYPE_CHECKING:
    from formulator.explore.screening import Objective

SIDE = 336
_FIELDS = {"along": 1, "over": 2, "reach": 1, "screen": 4}
"""How many fields are varied; a screening leaves out those that are not chosen."""
_NO_FIELD = "No further field"
_SMALL, _NO_GOAL = "as small as possible", "no second goal"


class FieldChoice(QWidget):
    """A field with the two ends between which it is varied."""

    def __init__(self, look: Look, number: int) -> None:
        super().__init__()
        self.look, self.path = look, ""
        self.pick = PickButton(look)
        self.pick.setObjectName(f"explore:field{number}")
        self.pick.setAccessibleName(tr("Field {number} to vary", number=number))
        self.low = self._end(f"explore:low{number}", tr("From, field {number}", number=number))
        self.high = self._end(f"explore:high{number}", tr("To, field {number}", number=number))
        self.unit = Text(look, tone="ink2")
        self.log = QCheckBox(tr("even in the logarithm"))
        self.log.setObjectName(f"explore:log{number}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        self.pick.setFixedHeight(look.px(24))
        column.addWidget(self.pick)
        self.ends = QWidget()
        line = QHBoxLayout(self.ends)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.px(6))
        for part in (Text(look, tr("from"), tone="ink2"), self.low, Text(look, tr("to"), tone="ink2"), self.high, self.unit):
            line.addWidget(part)
        line.addStretch(1)
        column.addWidget(self.ends)
        column.addWidget(self.log)

    def _end(self, name: str, spoken: str) -> EntryBox:
        box = EntryBox(self.look)
        box.set_state("typed")
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setFixedSize(self.look.px(72), self.look.px(24))
        return box


class ExploreSide(QWidget):
    """`asked` says that the question is another one; `taken` that the input found is to go into the design."""

    asked = Signal()
    taken = Signal()

    def __init__(self, bench: Workbench, look: Look) -> None:
        super().__init__()
        self.bench, self.look = bench, look
        self.mode, self.output, self.cell_output = "along", USUAL_OUTPUT, USUAL_CELL_OUTPUT
        self._build()
        self.choose_mode("along")
        for choice, path in zip(self.choices, (*USUAL_FIELDS, "", ""), strict=True):
            self.choose_field(choice, path)

    # -- building

    def _build(self) -> None:
        look, px = self.look, self.look.px
        left = QVBoxLayout(self)
        left.setContentsMargins(px(16), px(16), px(16), px(16))
        left.setSpacing(px(8))
        left.addWidget(Text(look, tr("Explore"), demi=True))
        self.modes = {mode: QRadioButton(tr(words)) for mode, words in {**MODES, **PICTURES}.items()}
        for mode, button in self.modes.items():
            if mode == next(iter(PICTURES)):
                left.addSpacing(px(4))
                left.addWidget(Text(look, tr("This design"), demi=True, size=SMALL))
            button.setObjectName(f"explore:{mode}")
            button.clicked.connect(partial(self._mode_clicked, mode))
            left.addWidget(button)
        left.addSpacing(px(8))
        self.answer_title = Text(look, tr("Answer"), demi=True, size=SMALL)
        left.addWidget(self.answer_title)
        self.answer_pick = PickButton(look)
        self.answer_pick.setObjectName("explore:output")
        self.answer_pick.setAccessibleName(tr("Answer to show"))
        self.answer_pick.setFixedHeight(px(24))
        self.answer_pick.clicked.connect(self._open_outputs)
        left.addWidget(self.answer_pick)
        self.goals = self._goals()
        left.addWidget(self.goals)
        self.choices = tuple(FieldChoice(look, number) for number in range(1, 5))
        for choice in self.choices:
            choice.pick.clicked.connect(partial(self._open_fields, choice))
            left.addWidget(choice)
        self.target_row = QWidget()
        row = QHBoxLayout(self.target_row)
        row.setContentsMargins(0, 0, 0, 0)
        self.target = EntryBox(look)
        self.target.set_state("typed")
        self.target.setObjectName("explore:target")
        self.target.setAccessibleName(tr("Value to reach"))
        self.target.setFixedSize(px(92), px(24))
        self.target_unit = Text(look, tone="ink2")
        for part in (Text(look, tr("is to be"), tone="ink2"), self.target, self.target_unit):
            row.addWidget(part)
        row.addStretch(1)
        left.addWidget(self.target_row)
        self.cells = CellList(self.bench, look)
        self.cells.chosen_changed.connect(self.asked)
        left.addWidget(self.cells, 9)
        self.go = BoxButton(look, tr("Show"))
        self.go.setObjectName("explore:go")
        self.go.clicked.connect(self.asked)
        left.addWidget(self.go)
        self.problem = Text(look, tone="warn", size=SMALL, wrap=True)
        self.words = Text(look, wrap=True)
        self.words.setObjectName("explore:words")
        self.use = BoxButton(look, tr("Use it in the design"))
        self.use.setObjectName("explore:use")
        self.use.setAccessibleName(tr("Use it in the design"))
        self.use.clicked.connect(self.taken)
        said: tuple[QWidget, ...] = (self.problem, self.words, self.use)
        for widget in said:
            left.addWidget(widget)
        self.say("")
        left.addStretch(1)
        self.setFixedWidth(px(SIDE))

    def _goals(self) -> QWidget:
        """What a screening looks for beside its first answer, and among how many candidates."""
        look, px = self.look, self.look.px
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self.smalls = (QCheckBox(tr(_SMALL)), QCheckBox(tr(_SMALL)))
        for number, small in enumerate(self.smalls, 1):
            small.setObjectName(f"explore:small{number}")
            small.setAccessibleName(tr("Goal {number} as small as possible", number=number))
        self.second_pick = PickButton(look)
        self.second_pick.setObjectName("explore:output2")
        self.second_pick.setAccessibleName(tr("Second goal"))
        self.second_pick.setFixedHeight(px(24))
        self.second_pick.clicked.connect(self._open_second)
        self.count = EntryBox(look)
        self.count.set_state("typed")
        self.count.setObjectName("explore:count")
        self.count.setAccessibleName(tr("How many candidates"))
        self.count.setFixedSize(px(92), px(24))
        self.count.put(str(USUAL_COUNT))
        line = QHBoxLayout()
        line.setSpacing(px(6))
        line.addWidget(self.count)
        line.addWidget(Text(look, tr("candidates"), tone="ink2"))
        line.addStretch(1)
        column.addWidget(self.smalls[0])
        column.addWidget(self.second_pick)
        column.addWidget(self.smalls[1])
        column.addLayout(line)
        column.addWidget(Text(look, tr("Acceptance ranges of the variant are kept."), tone="ink2", size=SMALL, wrap=True))
        self.choose_second("")
        return part

    # -- choosing

    def _mode_clicked(self, mode: str, checked: bool = False) -> None:
        del checked
        self.choose_mode(mode)
        self.asked.emit()

    def choose_mode(self, mode: str) -> None:
        """What is asked."""
        self.mode = mode
        self.modes[mode].setChecked(True)
        for part in (self.answer_title, self.answer_pick):
            part.setVisible(mode in (*MODES, CELLS))
        for place, choice in enumerate(self.choices):
            choice.setVisible(place < _FIELDS.get(mode, 0))
        self.goals.setVisible(mode == "screen")
        self.target_row.setVisible(mode == "reach")
        self.cells.setVisible(mode == CELLS)
        self.choose_output(self.cell_output if mode == CELLS else self.output)

    def choose_output(self, path: str) -> None:
        """Which answer."""
        found = OUTPUT_BY_PATH[path]
        name = tr(found.label)
        if self.mode == CELLS:
            self.cell_output, name = path, tr(dict(cell_answers())[path])
        else:
            self.output = path
        self.answer_pick.show_choice(name, True, name)
        self.target_unit.setText(tr(unit_label(found.unit)))

    def choose_second(self, path: str) -> None:
        """What a screening looks for as well; nothing for an empty path."""
        self.second = path
        label = tr(OUTPUT_BY_PATH[path].label if path else _NO_GOAL)
        self.second_pick.show_choice(label, bool(path), label)
        self.smalls[1].setVisible(bool(path))

    def choose_field(self, choice: FieldChoice, path: str) -> None:
        """Which field is varied, between its usual ends at first; none for an empty path."""
        choice.path = path
        for part in (choice.ends, choice.log):
            part.setVisible(bool(path))
        if not path:
            choice.pick.show_choice(tr(_NO_FIELD), False, tr(_NO_FIELD))
            return
        low, high, unit, log = usual_range(self.bench.design, path, self.bench.decimal)
        label = tr(designs.field(path).label)
        choice.pick.show_choice(label, True, label)
        choice.low.put(low)
        choice.high.put(high)
        choice.unit.setText(tr(unit_label(unit)))
        choice.log.setChecked(log)

    def _open_fields(self, choice: FieldChoice, checked: bool = False) -> None:
        del checked
        found = fields(self.bench.design, self.bench.catalogue)
        if choice in self.choices[2:]:
            found = {tr(_NO_FIELD): [("", tr(_NO_FIELD))], **found}
        menu = self._menu(found, choice.path, partial(self._field_chosen, choice))
        menu.popup(choice.pick.mapToGlobal(QPoint(0, choice.pick.height())))

    def _field_chosen(self, choice: FieldChoice, path: str) -> None:
        self.choose_field(choice, path)
        self.asked.emit()

    def _open_outputs(self) -> None:
        if self.mode == CELLS:
            menu = self._menu({"": cell_answers()}, self.cell_output, self._output_chosen)
        else:
            menu = self._menu(outputs(self.bench.prediction), self.output, self._output_chosen)
        menu.popup(self.answer_pick.mapToGlobal(QPoint(0, self.answer_pick.height())))

    def _open_second(self) -> None:
        menu = self._menu({tr(_NO_GOAL): [("", tr(_NO_GOAL))], **outputs(self.bench.prediction)}, self.second, self.choose_second)
        menu.popup(self.second_pick.mapToGlobal(QPoint(0, self.second_pick.height())))

    def _output_chosen(self, path: str) -> None:
        self.choose_output(path)
        self.asked.emit()

    def _menu(self, groups: Mapping[str, Sequence[tuple[str, str]]], current: str, choose: Callable[[str], None]) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for title, rows in groups.items():
            inner = menu.addMenu(title) if title else menu
            for path, name in rows:
                action = inner.addAction(name)
                action.setObjectName(f"explore:pick:{path}")
                action.setCheckable(True)
                action.setChecked(path == current)
                action.triggered.connect(lambda checked=False, path=path: choose(path))
        return menu

    def question(self) -> Question:
        """What the choices ask for; FormulatorError in words when they cannot be read."""
        bench, count = self.bench, _FIELDS.get(self.mode, 0)
        factors = tuple(
            factor_of(bench.design, choice.path, choice.low.text(), choice.high.text(), bench.decimal, choice.log.isChecked())
            for choice in self.choices[:count]
            if choice.path
        )
        target = 0.0
        if self.mode == "reach":
            unit = OUTPUT_BY_PATH[self.output].unit
            if not self.target.text().strip():
                raise UnitError("Type the value to be reached.")
            target = parse(self.target.text(), unit, bench.decimal).to(unit)
        ranges = bench.variant.specifications
        if self.mode == CELLS and bench.catalogue is not None:
            self.cells.fill(bench.design, bench.catalogue)
        asked = Question(
            mode=self.mode,
            factors=factors,
            output=self.cell_output if self.mode == CELLS else self.output,
            target=target,
            specifications=ranges,
            cells=self.cells.chosen(),
        )
        if self.mode != "screen":
            return asked
        count, objectives = self._candidates()
        return dataclasses.replace(asked, objectives=objectives, count=count)

    def _candidates(self) -> tuple[int, tuple[Objective, ...]]:
        """How many candidates, and what they are to reach."""
        from formulator.explore.screening import Objective

        paths = [path for path in (self.output, self.second) if path]
        if len(set(paths)) < len(paths):
            raise UsageError("The two goals are the same answer. Choose another one, or no second goal.")
        count = parse(self.count.text() or "0", "", self.bench.decimal).to("")
        if count != int(count) or not 1 <= count <= MOST_CANDIDATES:
            raise UsageError(f"A whole number of candidates from 1 to {MOST_CANDIDATES:,} is needed.")
        goals = zip(paths, self.smalls, strict=False)
        return int(count), tuple(Objective(path=path, towards="min" if small.isChecked() else "max") for path, small in goals)

    def say(self, words: str, *, can_be_used: bool = False, is_problem: bool = False) -> None:
        """What came of it in words, or why there is nothing; empty words clear the place."""
        self.problem.setText(words if is_problem else "")
        self.words.setText("" if is_problem else words)
        self.problem.setVisible(bool(self.problem.text()))
        self.words.setVisible(bool(self.words.text()))
        self.use.setVisible(can_be_used)
