"""One model on the calculators page: what it gives, its arguments, the result, where it holds and what to cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from formulator.chem.model import Arg
from formulator.chem.naming import title
from formulator.report import source_data
from formulator.ui.pages.argument_row import ArgumentRow
from formulator.ui.pages.calculation import Calculation, other_ways, value_text
from formulator.ui.tokens import BODY, SMALL
from formulator.ui.why import source_text
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.evidence import EvidenceMark
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Equation, Text
from formulator.ui.words import tr
from formulator.units import format_interval, from_si, unit_label

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.chem.model import Card


class ModelCard(QWidget):
    """`changed` says that an argument has another value."""

    changed = Signal()

    def __init__(self, look: Look, calculation: Calculation, catalogue: Catalogue | None, decimal: str) -> None:
        super().__init__()
        self.look, self.calculation, self.decimal = look, calculation, decimal
        self.rows: dict[str, ArgumentRow] = {}
        self.column = QVBoxLayout(self)
        pad = look.px(16)
        self.column.setContentsMargins(pad, pad, pad, pad)
        self.column.setSpacing(look.px(4))
        card = calculation.card
        self._say(title(card.name), demi=True)
        self._say(card.summary, tone="ink2", small=True)
        self._arguments(card)
        self._result()
        self.column.addWidget(Equation(self.look, card.equation))
        self._say("; ".join(card.assumes), tone="ink2", small=True)
        self._title(tr("Valid for"))
        self._say("\n".join((*card.valid, *self._ranges(card))), tone="ink2", small=True)
        if catalogue is not None:
            self._title(tr("Sources"))
            self._say("\n".join(source_text(source_data(key, catalogue)) for key in card.sources), tone="ink2", small=True)
        self._buttons()
        self.column.addStretch(1)
        self.show_answer()

    # -- building

    def _arguments(self, card: Card) -> None:
        for name in card.arguments:
            row = ArgumentRow(self.look, self.calculation, name, self.decimal)
            row.changed.connect(self._changed)
            self.rows[name] = row
            self.column.addWidget(row)

    def _result(self) -> None:
        look = self.look
        self._title(tr("Result"))
        line = QHBoxLayout()
        line.setSpacing(look.px(8))
        self.value = Text(look, demi=True)
        self.value.setObjectName("out:calc.value")
        self.value.setAccessibleName(tr("{title}, result", title=title(self.calculation.card.name)))
        self.mark = EvidenceMark(look)
        self.word = Text(look, tone="ink2", size=SMALL)
        for part in (self.value, self.mark, self.word):
            line.addWidget(part)
        line.addStretch(1)
        self.column.addLayout(line)
        self.ways = Text(look, tone="ink2", size=SMALL, wrap=True)
        self.remarks = Text(look, tone="warn", size=SMALL, wrap=True)
        self.column.addWidget(self.ways)
        self.column.addWidget(self.remarks)
        self.column.addSpacing(look.px(6))

    def _ranges(self, card: Card) -> list[str]:
        found = []
        for name, rule in card.arguments.items():
            if isinstance(rule, Arg):
                unit = rule.show or rule.unit
                span = format_interval(float(from_si(rule.low, unit)), float(from_si(rule.high, unit)), self.decimal)
                found.append(f"{name.replace('_', ' ')} {span} {unit_label(unit)}".rstrip())
        return found

    def _buttons(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(self.look.px(8))
        for text, act in ((tr("Copy command"), self.copy_command), (tr("Copy result"), self.copy_result)):
            button = BoxButton(self.look, text)
            button.setAccessibleName(text)
            button.clicked.connect(act)
            line.addWidget(button)
        line.addStretch(1)
        self.column.addSpacing(self.look.px(8))
        self.column.addLayout(line)

    def _title(self, text: str) -> None:
        self.column.addSpacing(self.look.px(8))
        self.column.addWidget(Text(self.look, text, demi=True, size=SMALL))

    def _say(self, text: str, *, tone: str = "ink", demi: bool = False, small: bool = False) -> None:
        if text:
            label = Text(self.look, text, tone=tone, demi=demi, wrap=True, size=SMALL if small else BODY)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.column.addWidget(label)

    # -- answering

    def _changed(self) -> None:
        self.show_answer()
        self.changed.emit()

    def show_answer(self) -> None:
        """The result as the arguments stand now, or in words why there is none."""
        said = self.calculation.answer()
        if isinstance(said, str):
            value, grade, words, ways, remarks = "—", None, "", said, ""
        else:
            grade = said.grade if said.value is not None else None
            words = said.grade.word if said.value is not None else ""
            value, ways = value_text(said, self.decimal), other_ways(said, self.decimal)
            remarks = "\n".join(flag.text for flag in said.flags)
        self.value.setText(value)
        self.value.setProperty("value", None if isinstance(said, str) else said.value)
        self.mark.set_grade(grade)
        for label, text in ((self.word, words), (self.ways, ways), (self.remarks, remarks)):
            label.setText(text)
            label.setVisible(bool(text))

    def show_entries(self) -> None:
        """The design may have changed: what nobody typed follows it."""
        for row in self.rows.values():
            row.show_entry()
        self.show_answer()

    def submit(self) -> None:
        """Take over what is half typed."""
        for row in self.rows.values():
            row.submit()

    def copy_command(self) -> None:
        """The same calculation for the command line."""
        QGuiApplication.clipboard().setText(self.calculation.command())

    def copy_result(self) -> None:
        """The result at full precision with its unit."""
        said = self.calculation.answer()
        if not isinstance(said, str) and said.value is not None:
            QGuiApplication.clipboard().setText(f"{said.value!r} {said.unit}".rstrip())
