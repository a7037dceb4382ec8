"""The acceptance range of one answer: two ends, of which either may stay open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from formulator.errors import UnitError
from formulator.outputs import OUTPUT_BY_PATH, why_refused
from formulator.ui.tokens import SMALL
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.popover import Popover
from formulator.ui.widgets.text import Name, Text
from formulator.ui.words import tr
from formulator.units import Value, format_full, parse, unit_label

WIDTH, HEIGHT = 340, 170


class RangeEditor(Popover):
    """`taken` carries both ends; two open ends take the range away."""

    taken = Signal(object, object)

    def __init__(self, look: Look, parent: QWidget, path: str, ends: tuple[Value | None, Value | None], decimal: str) -> None:
        super().__init__(look, parent)
        label, unit = tr(OUTPUT_BY_PATH[path].label), OUTPUT_BY_PATH[path].unit
        self.path, self.unit, self.decimal = path, unit, decimal
        self.setObjectName("range-editor")
        self.setAccessibleName(tr("Acceptance range of {label}", label=label))
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(Name(look, tr("Acceptance range of {label}", label=label), demi=True))
        line = QHBoxLayout()
        line.setSpacing(px(6))
        self.low = self._box("range:low", tr("{label}, at least", label=label), ends[0])
        self.high = self._box("range:high", tr("{label}, at most", label=label), ends[1])
        for part in (
            Text(look, tr("from"), tone="ink2"),
            self.low,
            Text(look, tr("to"), tone="ink2"),
            self.high,
            Text(look, tr(unit_label(unit))),
        ):
            line.addWidget(part)
        line.addStretch(1)
        column.addLayout(line)
        self.problem = Text(look, tr("An end may stay open."), tone="ink2", size=SMALL, wrap=True)
        column.addWidget(self.problem)
        column.addStretch(1)
        foot = QHBoxLayout()
        self.set = BoxButton(look, tr("Set"))
        self.set.setObjectName("range:set")
        self.set.clicked.connect(self.take)
        self.away = BoxButton(look, tr("No range"))
        self.away.setObjectName("range:none")
        self.away.clicked.connect(lambda: self._leave(None, None))
        self.away.setEnabled(ends != (None, None))
        foot.addWidget(self.set)
        foot.addWidget(self.away)
        foot.addStretch(1)
        column.addLayout(foot)
        self.fix(px(WIDTH), px(HEIGHT))
        self.setFocusProxy(self.low)

    def _box(self, name: str, spoken: str, value: Value | None) -> EntryBox:
        box = EntryBox(self.look)
        box.set_state("typed")
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setFixedSize(self.look.px(76), self.look.px(24))
        if value is not None:
            box.put(format_full(value.to(self.unit)).removesuffix(".0").replace(".", self.decimal))
        return box

    def _end(self, box: EntryBox) -> Value | None:
        text = box.text().strip()
        return parse(text, self.unit, self.decimal) if text else None

    def take(self) -> None:
        """Take both ends, or say in place why not."""
        try:
            low, high = self._end(self.low), self._end(self.high)
        except UnitError as problem:
            self._refuse(str(problem))
            return
        if said := why_refused(self.path, low, high):
            self._refuse(said)
            return
        self._leave(low, high)

    def _refuse(self, words: str) -> None:
        self.problem.restyle(tone="warn")
        self.problem.setText(words)

    def _leave(self, low: Value | None, high: Value | None) -> None:
        self.close()
        self.taken.emit(low, high)
