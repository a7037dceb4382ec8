"""A batch typed by hand: for what an instrument shows and nobody exports, such as RiboGreen, a gel, or a single DLS reading."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from formulator import measurements
from formulator.errors import FieldError, UnitError
from formulator.outputs import OUTPUT_BY_PATH
from formulator.ui.document import now
from formulator.ui.pages.recipe_side import BenchRow
from formulator.ui.tokens import SMALL
from formulator.ui.widgets.buttons import BoxButton, LinkButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr
from formulator.ui.workbench import Workbench
from formulator.units import Value

WIDTH = 400
QUANTITIES = {
    "size.z_average": "nm", "size.pdi": "", "charge.zeta": "mV", "loading.ee": "%", "loading.dlc": "%",
}  # fmt: skip
"""What can be typed, and the unit of a bare number."""
_NAMES = {"loading.ee": "EE, by RiboGreen"}
"""How it is called where the payload is a nucleic acid."""


def is_nucleic(bench: Workbench) -> bool:
    """Whether the payload on show is a nucleic acid."""
    payloads = bench.design.payloads
    return bool(payloads and (payloads[0].id or "").startswith("nucleic_acid:"))


class TypedBatch(QWidget):
    """Folded until `button` is pressed; what is typed waits here until it is added, in one step."""

    def __init__(self, bench: Workbench, look: Look) -> None:
        super().__init__()
        self.bench, self.look = bench, look
        self.name, self.values = "", dict[str, Value]()
        self.setObjectName("typed")
        self.setAccessibleName(tr("A batch typed by hand"))
        look.changed.connect(self.fit)
        self.fit()
        self.button = BoxButton(look, tr("Type values…"))
        self.button.setObjectName("measured:type")
        self.button.setAccessibleName(tr("Type measured values"))
        self.button.clicked.connect(lambda _checked=False: self.begin())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(4), 0, look.px(4))
        column.setSpacing(0)
        about = tr("What an instrument showed, with the unit where it is another. Empty fields were not measured.")
        column.addWidget(Text(look, about, tone="ink2", size=SMALL, wrap=True))
        self.head = BenchRow(look, "typed.name", tr("Batch"), "", None, self._take_name, lambda: bench.decimal)
        self.head.box.setAccessibleName(tr("Name of the batch"))
        column.addWidget(self.head)
        self.rows: dict[str, BenchRow] = {}
        for path, unit in QUANTITIES.items():
            row = BenchRow(
                look, f"typed.{path}", tr(OUTPUT_BY_PATH[path].label), "", unit, partial(self._take, path), lambda: bench.decimal
            )
            row.box.setAccessibleName(tr("{label}, measured", label=tr(OUTPUT_BY_PATH[path].label)))
            self.rows[path] = row
            column.addWidget(row)
        column.addSpacing(look.px(4))
        column.addLayout(self._foot())
        self.hide()
        self._show()

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self.look.px(8))
        self.add = BoxButton(self.look, tr("Add the batch"))
        self.add.setObjectName("typed:add")
        self.add.setAccessibleName(tr("Add the batch"))
        self.add.clicked.connect(lambda _checked=False: self.add_batch())
        self.leave = LinkButton(self.look, tr("Leave it"))
        self.leave.setObjectName("typed:leave")
        self.leave.setAccessibleName(tr("Leave the batch out"))
        self.leave.clicked.connect(lambda _checked=False: self.end())
        line.addWidget(self.add)
        line.addWidget(self.leave)
        line.addStretch(1)
        return line

    def show_variant(self) -> None:
        """The name of EE follows what is inside."""
        nucleic = is_nucleic(self.bench)
        for path, row in self.rows.items():
            label = tr(_NAMES[path]) if nucleic and path in _NAMES else tr(OUTPUT_BY_PATH[path].label)
            if row.name.text() != label:
                row.name.setText(label)

    def begin(self) -> None:
        """Show the fields, with the keyboard at the first."""
        self.show()
        self.head.box.setFocus()

    def end(self) -> None:
        """Fold, and forget what stands there."""
        self.name = ""
        self.values.clear()
        for row in (self.head, *self.rows.values()):
            row.show_again()
        self._show()
        self.hide()

    def fit(self) -> None:
        """Not wider than its lines can be read."""
        self.setMaximumWidth(self.look.px(WIDTH))

    def submit(self) -> None:
        """Take over what is half typed."""
        for row in (self.head, *self.rows.values()):
            row.box.submit()

    def add_batch(self) -> None:
        """One more batch of the variant on show: one step of undo. What was refused is settled first."""
        self.submit()
        refused = [row for row in self.rows.values() if row.box.is_refused]
        if refused or not self.values:
            (refused or list(self.rows.values()))[0].box.setFocus()
            return
        values = [(path, self.values[path]) for path in QUANTITIES if path in self.values]
        project = measurements.added_by_hand(self.bench.project, self.bench.variant, self.name, values, now()[:10])
        self.end()
        self.bench.push(f"type batch {project.measurements[-1].batch}", project)

    def _take_name(self, text: str, _unit: str, _decimal: str) -> None:
        self.name = " ".join(text.split())
        self._show()

    def _take(self, path: str, text: str, unit: str, decimal: str) -> None:
        self.values.pop(path, None)
        if text.strip():
            try:
                self.values[path] = measurements.typed_value(path, text, unit, decimal)
            except UnitError as problem:
                self._show()
                raise FieldError(f"typed.{path}", str(problem)) from problem
        self._show()

    def _show(self) -> None:
        self.head.show_entry(self.name or None, "measured" if self.name else "predicted", tr("named by number"))
        for path, row in self.rows.items():
            entry = self.values.get(path)
            row.show_entry(entry, "measured" if entry is not None else "predicted")
        self.add.setEnabled(bool(self.values))
