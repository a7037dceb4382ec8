"""One argument of a calculator: name, box, unit, where the value comes from, and questions asked in place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from formulator.chem.model import Arg, Choice
from formulator.errors import UnitError
from formulator.ui.fieldmodel import number_text
from formulator.ui.pages.calculation import Calculation
from formulator.ui.tokens import SMALL
from formulator.ui.widgets.buttons import PickButton, UnitButton
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.note import Choice as NoteChoice
from formulator.ui.widgets.note import Note
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr, translated
from formulator.units import Value, format_number, format_value, unit_label

NAME, BOX, UNIT = 132, 92, 76
_BOX_STATES = {"typed": "typed", "design": "catalogue", "default": "catalogue", "empty": "predicted"}
_WORDS = {"typed": "typed", "design": "this design", "default": "usual", "empty": "not given"}


class ArgumentRow(QWidget):
    """`changed` says that the calculation has another number now."""

    changed = Signal()

    def __init__(self, look: Look, calculation: Calculation, name: str, decimal: str) -> None:
        super().__init__()
        self.look, self.calculation, self.argument, self.decimal = look, calculation, name, decimal
        self.rule = calculation.card.arguments[name]
        self.spoken = name.replace("_", " ")
        self.box: EntryBox | PickButton = PickButton(look) if isinstance(self.rule, Choice) else EntryBox(look)
        self.box.setObjectName(f"fld:calc.{name}")
        self.box.setAccessibleName(tr("{spoken}, argument", spoken=self.spoken))
        self.unit = UnitButton(look)
        self.unit.setAccessibleName(tr("{spoken}, unit of the argument", spoken=self.spoken))
        self.unit.clicked.connect(self._open_units)
        self.word = Text(look, tone="ink2", size=SMALL)
        self.note = Note(look)
        self._arrange()
        if isinstance(self.box, EntryBox):
            self.box.submitted.connect(self.take)
            self.box.cancelled.connect(self.show_entry)
        else:
            self.box.clicked.connect(self._open_choices)
        self.show_entry()

    def _arrange(self) -> None:
        px = self.look.px
        label = Text(self.look, self.spoken.capitalize(), wrap=True)
        label.setToolTip(self.rule.about)
        label.setFixedWidth(px(NAME))
        line = QHBoxLayout()
        line.setContentsMargins(0, px(2), 0, px(2))
        line.setSpacing(px(6))
        line.addWidget(label)
        self.box.setFixedHeight(px(24))
        line.addWidget(self.box)
        if isinstance(self.rule, Arg):
            self.box.setFixedWidth(px(BOX))
            self.unit.setFixedSize(px(UNIT), px(24))
            line.addWidget(self.unit)
            line.addWidget(self.word, 1)
        elif isinstance(self.box, EntryBox):
            self.box.setMaxLength(self.rule.longest if hasattr(self.rule, "longest") else 400)
            self.box.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if not isinstance(self.rule, Arg):
            for part in (self.unit, self.word):  # They stand nowhere, but must not outlive the row as windows of their own.
                part.setParent(self)
                part.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addWidget(self.note)

    # -- showing

    def show_entry(self) -> None:
        """Show what counts now; any open question is answered by that."""
        entry = self.calculation.entries[self.argument]
        self.note.clear()
        if isinstance(self.box, PickButton):
            self.box.show_choice(str(entry.value or "").replace("_", " "), entry.value is not None, "choose")
            return
        self.box.is_being_typed = self.box.is_refused = False
        self.box.setAccessibleDescription("")
        self.box.show_value(self._text(entry.value), _BOX_STATES[entry.state], "—")
        if isinstance(self.rule, Arg):
            self.unit.setText(unit_label(self.calculation.unit(self.argument)))
            self.unit.setVisible(bool(self.unit.text()))
            span = self.calculation.range_words(self.argument, self.decimal)
            self.word.setText(f"{tr(_WORDS[entry.state])} · {span}")
            self.word.restyle(tone="ink" if entry.state == "typed" else "ink2", demi=entry.state == "typed", italic=entry.state == "empty")
            self.word.setToolTip(
                tr("{about} Checked for {span} {unit}.", about=translated(self.rule.about), span=span, unit=self.unit.text()).strip()
            )

    def _text(self, value: Value | str | None) -> str:
        if not isinstance(value, Value):
            return value or ""
        if value.typed is not None and value.sd is not None:
            return value.typed
        return number_text(value, self.decimal)

    # -- typing

    def submit(self) -> None:
        """Take over what is half typed."""
        if isinstance(self.box, EntryBox):
            self.box.submit()

    def take(self, text: str) -> None:
        """Take typed text, or say in place why not; the calculation keeps its number then."""
        try:
            self.calculation.type(self.argument, text, self._unit(), self.decimal)
        except UnitError as problem:
            self._refuse(text, problem)
            return
        self.show_entry()
        self.changed.emit()

    def _unit(self) -> str:
        return self.calculation.unit(self.argument) if isinstance(self.rule, Arg) else ""

    def _refuse(self, text: str, problem: UnitError) -> None:
        assert isinstance(self.box, EntryBox)
        self.box.is_being_typed, self.box.is_refused = False, True
        self.box.set_state("refused")
        self.box.put(text)
        self.box.setAccessibleDescription(str(problem))
        candidates = [value for value in problem.candidates if isinstance(value, Value)]
        choices: list[NoteChoice] = [(format_value(value, self.decimal), partial(self._use, value)) for value in candidates]
        kept = self.calculation.entries[self.argument].value
        words = tr("Keep {kept}", kept=format_value(kept, self.decimal)) if isinstance(kept, Value) else tr("Leave empty")
        self.note.say(str(problem), "", [*choices, (words, self.show_entry)])

    def _use(self, value: Value) -> None:
        self.calculation.type(self.argument, f"{value.magnitude!r} {value.unit}", value.unit, ".")
        self.show_entry()
        self.changed.emit()

    # -- lists

    def _open_units(self) -> None:
        self.submit()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        value, current = self.calculation.entries[self.argument].value, self.calculation.unit(self.argument)
        for unit in self.calculation.units(self.argument):
            try:
                number = format_number(value.to(unit), digits=6, decimal=self.decimal) if isinstance(value, Value) else ""
            except UnitError:  # Too large a number there: it cannot be said in this unit.
                continue
            action = menu.addAction(f"{tr(unit_label(unit) or 'number')}\t{number}".rstrip("\t"))
            action.setCheckable(True)
            action.setChecked(unit == current)
            action.triggered.connect(partial(self._convert, unit))
        menu.popup(self.unit.mapToGlobal(QPoint(0, self.unit.height())))

    def _convert(self, unit: str, checked: bool = False) -> None:
        del checked
        self.calculation.convert(self.argument, unit)
        self.show_entry()
        self.changed.emit()

    def _open_choices(self) -> None:
        assert isinstance(self.rule, Choice)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for option in self.rule.options:
            action = menu.addAction(option.replace("_", " "))
            action.setCheckable(True)
            action.setChecked(option == self.calculation.entries[self.argument].value)
            action.triggered.connect(lambda checked=False, chosen=option: self.take(chosen))
        menu.popup(self.box.mapToGlobal(QPoint(0, self.box.height())))
