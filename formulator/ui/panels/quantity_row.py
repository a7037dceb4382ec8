"""The row of a number: box, unit, word, slider, and the questions asked in place. The model keeps its value until all is clear."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from formulator.design import Design
from formulator.errors import FieldError, FormulatorError
from formulator.ui.fieldmodel import BLANK, FieldRow, number_text
from formulator.ui.panels.row import BOX, BOX_STATES, LABEL, NEAR, PITCH, UNIT, WORD_GAP, Row
from formulator.ui.panels.ways import Way, read_typed, units_of, ways
from formulator.ui.widgets.buttons import UnitButton
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.note import Choice
from formulator.ui.widgets.slider import QuantitySlider
from formulator.ui.words import tr, translated
from formulator.ui.workbench import Workbench
from formulator.units import Value, format_number, format_value, kind, unit_label

if TYPE_CHECKING:
    from formulator.prediction import Prediction

SLID = ("carrier.core_molar_mass", "ligand.density", "ligand.tether_molar_mass", "medium.ph")
"""Fields whose slider is in sight: where moving it teaches something. All others step with the arrow keys."""


class QuantityRow(Row):
    """One number of the design."""

    def __init__(self, workbench: Workbench, look: Look, path: str) -> None:
        super().__init__(workbench, look, path)
        self.problem: FieldError | None = None
        self.kept = ""
        self.display_unit: str | None = None
        self.before: Value | str | None = None
        self.box = EntryBox(look)
        self.box.setObjectName(f"fld:{path}")
        self.box.setAccessibleName(self.spoken)
        self.box.submitted.connect(self.take)
        self.box.cancelled.connect(self.cancel)
        self.box.stepped.connect(self.step)
        self.box.entered.connect(self.begin)
        self.unit = UnitButton(look)
        self.unit.setObjectName(f"unit:{path}")
        self.unit.setAccessibleName(tr("{spoken}, unit", spoken=self.spoken))
        self.unit.clicked.connect(self.open_units)
        self.line.put(self.box, LABEL, BOX)
        left = LABEL + BOX + NEAR
        self.line.put(self.unit, left, UNIT)
        self.line.put(self.word, left + UNIT + WORD_GAP, 0, PITCH)
        self.slider: QuantitySlider | None = self._make_slider()
        self.finish()

    def _make_slider(self) -> QuantitySlider | None:
        if self.field.slider is None or self.path not in SLID:
            return None
        low, high, scale = self.field.slider
        slider = QuantitySlider(self.look, low, high, scale)
        slider.setObjectName(f"sld:{self.path}")
        slider.setAccessibleName(tr("{spoken}, slider", spoken=self.spoken))
        label = tr(unit_label(self.field.units[0])) if self.field.units[0] != "pH" else ""
        decimal = self.workbench.decimal
        ends = [format_number(end, decimal=decimal) for end in (low, high)]
        slider.name_ends(ends[0], f"{ends[1]} {label}".rstrip())
        slider.pressed.connect(self.begin_drag)
        slider.moved.connect(self.slide)
        slider.released.connect(self.workbench.end_gesture)
        slider.pressed.connect(partial(self.hold, True))
        slider.released.connect(partial(self.hold, False))
        self.column.addWidget(slider)
        return slider

    def control(self) -> QWidget:
        return self.box

    def stops(self) -> list[QWidget]:
        return [self.box, self.unit, *([self.slider] if self.slider is not None else [])]

    # -- showing

    def shown(self, row: FieldRow) -> tuple[str, str]:
        """Number and unit as they stand in the row; the unit that the person asked for, where nothing was typed."""
        wanted = self.display_unit
        if row.value is None or wanted is None or isinstance(row.entry, Value) or kind(wanted) != kind(row.unit):
            return row.shown_text, row.unit
        return number_text(row.value.in_unit(wanted), self.workbench.decimal), wanted

    def show_control(self, row: FieldRow) -> None:
        text, unit = self.shown(row)
        self.box.setEnabled(row.applies)
        self._keep_question(row)
        shown = "" if text == BLANK else text
        self.box.show_value(shown, BOX_STATES.get(row.state_word, "predicted"), BLANK)
        if not self.box.is_being_typed and not self.box.is_refused:
            self.box.setToolTip(text if text != BLANK else "")
            self.settle()
        label = tr(unit_label(unit)) if unit != "pH" else ""
        dimensionless = len(self.field.units) == 1 and not unit_label(self.field.units[0]) or self.field.units == ("pH",)
        self.unit.setVisible(row.applies and not dimensionless)
        if self.unit.text() != label:
            self.unit.setText(label)
        self._widen_word(row.applies)
        if self.slider is not None:
            self.slider.setVisible(row.applies and self._slides(row))
            self.slider.show_number(self._slider_number(row))

    def show_word(self, row: FieldRow) -> None:
        """As every row does; but while a question is open, its word stays."""
        if not (self.box.is_refused and row.applies):
            super().show_word(row)

    def _keep_question(self, row: FieldRow) -> None:
        """An answer that comes late, or an edit elsewhere, takes no question away; it only brings up to date what the design uses."""
        if not self.box.is_refused:
            return
        if not row.applies:
            self.box.is_refused = False
        elif self.problem is not None and self.kept != self._kept_text():
            self.refuse(self.box.text(), self.problem)

    def _widen_word(self, applies: bool) -> None:
        """A reason takes the place of the unit, which means nothing then."""
        left = LABEL + BOX + NEAR + (UNIT + WORD_GAP if applies else WORD_GAP)
        places = self.line.places
        if places[-1][1] != left:
            places[-1] = (self.word, left, 0, places[-1][3])
            self.line._arrange()

    def _slides(self, row: FieldRow) -> bool:
        return row.value is None or kind(row.value.unit) == kind(self.field.units[0])

    def _slider_number(self, row: FieldRow) -> float | None:
        return row.value.to(self.field.units[0]) if row.value is not None and self._slides(row) else None

    # -- typing

    @property
    def shown_unit(self) -> str:
        """The unit beside the box: a bare number is meant in it."""
        return self.shown(self.row)[1] if self.row is not None else self.field.units[0]

    def begin(self) -> None:
        """The keyboard arrives: remember what Esc goes back to, and show a sum as it was typed."""
        self.before = self.row.entry if self.row is not None else None
        if self.row is not None and self.row.editing_text.startswith("=") and not self.box.is_being_typed:
            self.box.put(self.row.editing_text)

    def submit(self) -> None:
        self.box.submit()

    def take(self, text: str) -> None:
        """Take typed text into the design, or say in place why not."""
        try:
            value = read_typed(self.path, text, self.shown_unit, self.workbench.decimal)
            self.workbench.edit(self.path, value)
        except FieldError as problem:
            self.refuse(text, problem)
            return
        self.accept()

    def use(self, value: Value) -> None:
        """Take one of the offered readings."""
        try:
            self.workbench.edit(self.path, value)
        except FieldError as problem:
            self.refuse(self.box.text(), problem)
            return
        self.accept()

    def accept(self) -> None:
        """What stands in the model counts again and is shown."""
        self.box.is_being_typed = False
        self.box.is_refused = False
        self.settle()
        self.show_again()

    def settle(self) -> None:
        """No question is open any more."""
        if self.has_question:
            self.note.clear()
        self.place_remark()

    def describe(self) -> None:
        if not self.box.is_refused:
            self.box.setAccessibleDescription(f"{self.remark.words} {self.remark.second}".rstrip() if self.remark is not None else "")

    def show_again(self) -> None:
        """Show the model's value whatever stands in the box now."""
        row, self.row = self.row, None
        if row is not None:
            self.show_row(self.workbench_row() or row)

    def workbench_row(self) -> FieldRow | None:
        """The row as the model has it at this moment."""
        from formulator.ui.fieldmodel import field_row

        bench = self.workbench
        return field_row(self.path, bench.design, bench.prediction, bench.decimal, bench.catalogue, bench.variant.provenance)

    def refuse(self, text: str, problem: FieldError) -> None:
        """Say what the text is and what would work; the design keeps its value and says so."""
        cause = problem.__cause__
        candidates = [value for value in getattr(cause, "candidates", ()) if isinstance(value, Value)]
        kept = self.kept = self._kept_text()
        self.problem = problem
        self.box.is_being_typed, self.box.is_refused = False, True
        self.box.set_state("refused")
        self.box.put(text)
        asked = len(candidates) > 1
        words = translated(problem.reason)
        self.word.restyle(tone="ink", demi=True, italic=False)
        self.word.setText(tr("which one?") if asked else tr("not used yet"))
        choices: list[Choice] = [(self._say(value), partial(self.use, value)) for value in candidates]
        if not asked:
            choices += self._unit_offer(text)
        choices.append((tr("Keep {kept}", kept=kept) if kept else tr("Leave empty"), self.cancel))
        self.note.say(words, tr("The design still uses {kept}.", kept=kept) if kept else tr("The design has no value here."), choices)
        self.place_remark()
        self.box.setAccessibleDescription(words)
        soon = QTimer(self, singleShot=True)  # Once the row has grown.
        soon.timeout.connect(self._bring_note_into_view)
        soon.timeout.connect(soon.deleteLater)
        soon.start(0)

    def _bring_note_into_view(self) -> None:
        """A question at the foot of the panel would stand below what is in sight."""
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and self.has_question:
            area.ensureWidgetVisible(self.note, 0, self.look.px(8))

    def _unit_offer(self, text: str) -> list[Choice]:
        """The typed number in the unit of the field, where the unit alone was wrong."""
        number = text.strip().split(" ")[0]
        try:
            value = read_typed(self.path, number, self.shown_unit, self.workbench.decimal)
        except FormulatorError:
            return []
        return (
            [(tr("Use {quantity}", quantity=self._say(value)), partial(self.use, value))]
            if value is not None and number != text.strip()
            else []
        )

    def _say(self, value: Value) -> str:
        return format_value(value, self.workbench.decimal)

    def _kept_text(self) -> str:
        if self.row is None or self.row.value is None:
            return ""
        text, unit = self.shown(self.row)
        return f"{text} {tr(unit_label(unit))}".rstrip() if text != BLANK else ""

    def cancel(self) -> None:
        """Esc: what was typed goes, and what stood here when the keyboard arrived comes back."""
        was_open = self.box.is_refused or self.has_question or (self.row is not None and self.box.text() != self.shown(self.row)[0])
        self.accept()
        if not was_open and self.row is not None and self.box.hasFocus() and self.row.entry != self.before:
            self.workbench.edit(self.path, self.before)

    # -- stepping and sliding

    def step(self, count: int) -> None:
        """One step of the second digit up or down; steps that follow one another are one undo."""
        row = self.row
        if row is None or row.value is None or not row.applies or self.box.is_refused:
            return
        unit = self.shown_unit
        try:
            number = Decimal(repr(row.value.magnitude if row.value.unit == unit else row.value.to(unit)))
            size = Decimal(1).scaleb(number.adjusted() - 1 if number else 0)
            # Ten down to nine point nine: the step belongs to the decade that is entered.
            if count < 0 and abs(number) == Decimal(1).scaleb(number.adjusted()):
                size /= 10
            after = ((number / size).to_integral_value() + count) * size
            if row.value.magnitude > 0 and after <= 0:
                return
            self.workbench.edit(self.path, Value(float(after), unit), f"step {self.path}")
        except FormulatorError:  # Not what the field takes, or beyond the largest number.
            return
        self.show_again()

    def begin_drag(self) -> None:
        """A drag is one step of undo."""
        self.box.submit()
        self.workbench.begin_gesture()

    def slide(self, number: float) -> None:
        """The slider stands at `number` of the field's first unit; it is said in the unit that is shown."""
        first, unit = self.field.units[0], self.shown_unit
        value = Value(number, first)
        if unit != first and kind(unit) == kind(first):
            value = Value(float(f"{value.to(unit):.6g}"), unit)
        self.accept_silently()
        try:
            self.workbench.edit(self.path, value, None if self.slider is not None and self.slider.isSliderDown() else f"slide {self.path}")
        except FieldError as problem:
            self.refuse(format_number(number), problem)

    def accept_silently(self) -> None:
        """A slider that moves answers any open question about typed text."""
        if self.box.is_refused or self.box.is_being_typed:
            self.box.is_being_typed = self.box.is_refused = False
            self.settle()

    # -- units

    def ways(self) -> tuple[Way, ...]:
        """Every way to say what counts now; only those that the model answers the same for."""
        row, bench = self.row, self.workbench
        if row is None or row.value is None:
            unit = self.shown_unit
            return tuple(Way(other, None) for other in units_of(self.path, unit))
        unit = self.shown_unit
        current = row.value if row.value.unit == unit else row.value.in_unit(unit)
        return ways(self.path, current, bench.design, bench.prediction, self._evaluator() if isinstance(row.entry, Value) else None)

    def _evaluator(self) -> Callable[[Design], Prediction] | None:
        """How another design would be answered; nothing as long as there is no catalogue."""
        catalogue = self.workbench.catalogue
        if catalogue is None:
            return None
        from formulator.evaluation import evaluate

        return lambda design: evaluate(design, catalogue)

    def units_menu(self) -> QMenu:
        """Every unit with the value in it now; below, the same number taken for another unit."""
        self.box.submit()
        menu = QMenu(self)
        menu.setObjectName(f"units:{self.path}")
        menu.setAccessibleName(tr("{spoken}, ways to say it", spoken=self.spoken))
        decimal = self.workbench.decimal
        current = self.shown_unit
        found = self.ways()
        for way in found:
            number = number_text(way.value, decimal) if way.value is not None else ""
            action = menu.addAction(f"{self._label(way.unit)}\t{number}".rstrip("\t"))
            action.setCheckable(True)
            action.setChecked(way.unit == current)
            action.setObjectName(f"convert:{way.unit}")
            # A unit that the quantity cannot be said in now may still be typed, but there is nothing to convert.
            action.setEnabled(way.value is not None or self.row is None or self.row.value is None)
            action.triggered.connect(partial(self.convert, way))
        if self.row is not None and isinstance(self.row.entry, Value) and len(found) > 1:
            menu.addSeparator()
            number = number_text(self.row.entry, decimal)
            keep = menu.addMenu(tr("Keep the number {number} as", number=number))
            keep.setObjectName(f"keep:{self.path}")
            for way in found:
                if way.unit != current:
                    action = keep.addAction(f"{number} {self._label(way.unit)}")
                    action.setObjectName(f"keep:{way.unit}")
                    action.triggered.connect(partial(self.keep_number, way.unit))
        if self.row is not None and self.row.entry is not None:
            menu.addSeparator()
            reset = menu.addAction(tr("Empty the field") if not self.field.catalogue else tr("Take the catalogue's value"))
            reset.setObjectName("reset")
            reset.triggered.connect(self.reset)
        return menu

    def _label(self, unit: str) -> str:
        return tr(unit_label(unit) or "number")

    def open_units(self) -> None:
        """Open the menu under its button."""
        menu = self.units_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.unit.mapToGlobal(QPoint(0, self.unit.height())))

    def convert(self, way: Way, checked: bool = False) -> None:
        """Say the same quantity in another unit."""
        del checked
        self.display_unit = way.unit
        if self.row is not None and isinstance(self.row.entry, Value) and way.value is not None:
            self.workbench.edit(self.path, way.value)
        self.show_again()

    def keep_number(self, unit: str, checked: bool = False) -> None:
        """Take the number for another unit: another quantity, so it is offered apart and named in full."""
        del checked
        if self.row is not None and isinstance(self.row.entry, Value):
            entry = self.row.entry
            self.use(Value(entry.magnitude, unit, None, entry.sd, entry.law))

    def reset(self, checked: bool = False) -> None:
        """Back to what counts when nothing is typed."""
        del checked
        self.workbench.edit(self.path, None)
        self.show_again()
