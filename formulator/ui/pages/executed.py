"""What was really made, on the recipe page: a batch is begun under its number, filled in piece by piece, and locked for good."""

from __future__ import annotations

import dataclasses
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from formulator.errors import FieldError, UsageError
from formulator.project import Batch
from formulator.recipe import Plan
from formulator.recipe import executed as executions
from formulator.ui.pages.recipe_side import BenchRow
from formulator.ui.tokens import SMALL
from formulator.ui.widgets.buttons import BoxButton, LinkButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr
from formulator.ui.workbench import Workbench

WIDTH = 376
_ABOUT = "Typed in beside the design and never part of it. A locked batch takes no change any more, and undo does not open it again."
_NUMBER = "Number of the batch. A new one begins a record; one that is there opens it."


class ExecutedPart(QWidget):
    """The records of the variant on show, one of them open. It keeps nothing but the number of the open one."""

    def __init__(self, bench: Workbench, look: Look) -> None:
        super().__init__()
        self.bench, self.look = bench, look
        self.number = ""
        self.rows: dict[str, BenchRow] = {}
        self._named: tuple[object, ...] = ()
        self.setObjectName("record")
        self.setAccessibleName(tr("What was really made"))
        px = look.px
        self.setMaximumWidth(px(WIDTH))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, px(8), 0, 0)
        whole.setSpacing(px(4))
        whole.addWidget(Text(look, tr("What was really made"), demi=True))
        whole.addWidget(Text(look, tr(_ABOUT), tone="ink2", size=SMALL, wrap=True))
        self.known = QHBoxLayout()
        whole.addLayout(self.known)
        self.head = BenchRow(look, "record.number", tr("Batch no."), tr(_NUMBER), None, self._choose, lambda: self.bench.decimal)
        self.head.box.setAccessibleName(tr("Number of the batch that was made"))
        whole.addWidget(self.head)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(0)
        whole.addLayout(self.fields)
        self.said = Text(look, tone="ink2", size=SMALL, wrap=True)
        self.said.setObjectName("record:deviations")
        whole.addWidget(self.said)
        self.lock = BoxButton(look, tr("Lock for good"))
        self.lock.setObjectName("record:lock")
        self.lock.setAccessibleName(tr("Lock this batch for good"))
        self.lock.clicked.connect(self.lock_for_good)
        whole.addWidget(self.lock)

    @property
    def record(self) -> Batch | None:
        """The open record; None when there is none of this variant."""
        found = executions.batch(self.bench.project, self.number) if self.number else None
        return found if found is not None and found.variant == self.bench.variant.id else None

    # -- showing

    def show_plan(self, made: Plan, names: dict[str, str]) -> None:
        """Fields for what this recipe takes and what the variant has to show."""
        record = self.record
        if record is None:
            self.number = ""
        groups = executions.entries(made, names, self.bench.variant.specifications, record) if record is not None else ()
        if (self.number, groups) != self._named:
            self._named = (self.number, groups)
            self._build(groups)
        self._show_known()
        self.head.show_entry(self.number or None, "typed" if self.number else "predicted")
        for path, row in self.rows.items():
            row.setEnabled(record is not None and not record.locked)
            entry = executions.entry(record, path) if record is not None else None
            row.show_entry(entry, "typed" if entry is not None else "predicted")
        self._show_state(record)

    def _build(self, groups: tuple[executions.Group, ...]) -> None:
        while (item := self.fields.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rows = {}
        for group in groups:
            if group.title:
                self.fields.addSpacing(self.look.px(8))
                self.fields.addWidget(Text(self.look, tr(group.title), tone="ink2", size=SMALL, wrap=True))
            for path, name, unit in group.fields:
                label = tr(name)
                row = BenchRow(self.look, f"record.{path}", label, "", unit, partial(self._take, path), lambda: self.bench.decimal)
                row.box.setAccessibleName(
                    tr("{label} of the batch, {title}", label=label, title=tr(group.title))
                    if group.title
                    else tr("{label} of the batch", label=label)
                )
                self.fields.addWidget(row)
                self.rows[path] = row

    def _show_known(self) -> None:
        while (item := self.known.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in self.bench.project.batches:
            if one.variant == self.bench.variant.id and one.number != self.number:
                button = LinkButton(
                    self.look, (tr("Batch {number}, locked") if one.locked else tr("Batch {number}")).format(number=one.number)
                )
                button.setObjectName(f"record:open.{one.id}")
                button.setAccessibleName(tr("Open the record of batch {number}", number=one.number))
                button.clicked.connect(lambda checked=False, number=one.number: self.open(number))
                self.known.addWidget(button)
        self.known.addStretch(1)

    def _show_state(self, record: Batch | None) -> None:
        self.lock.setVisible(record is not None and not record.locked)
        lines = (
            [tr("Deviation {number}: {text}", number=number, text=text) for number, text in enumerate(record.deviations, 1)]
            if record is not None
            else []
        )
        if record is not None and record.locked:
            lines.append(tr("Locked. What is to be corrected belongs into a record of another number."))
        self.said.setText("\n".join(lines))
        self.said.setVisible(bool(lines))

    # -- taking

    def open(self, number: str) -> None:
        """Show the record of this number."""
        self.number = number
        self.bench.project_changed.emit()

    def _choose(self, text: str, _unit: str, _decimal: str) -> None:
        number, project = " ".join(text.split()), self.bench.project
        found = executions.batch(project, number) if number else None
        if found is not None and found.variant != self.bench.variant.id:
            raise FieldError("record.number", f"Batch {number} is of another variant: {project.variant(found.variant).name}.")
        if number and found is None:
            begun = executions.begun(project, self.bench.variant.id, number)
            self.number = begun.number
            self.bench.push(f"begin batch {begun.number}", executions.with_batch(project, begun))
        elif number != self.number:
            self.open(number)

    def _take(self, path: str, text: str, unit: str, decimal: str) -> None:
        record = self.record
        if record is None or (path == executions.DEVIATION and not text.strip()):
            return
        try:
            changed = executions.edited(record, (f"{path}={text}",), decimal, unit)
        except UsageError as problem:
            raise FieldError(path, str(problem)) from problem
        if changed != record:
            self.bench.push(f"batch {record.number}: {self.rows[path].name.text()}", executions.with_batch(self.bench.project, changed))

    def lock_for_good(self) -> None:
        """No change is taken from now on. What was refused is settled first, so that nothing typed is lost."""
        self.submit()
        record, refused = self.record, [row for row in self.rows.values() if row.box.is_refused]
        if refused:
            refused[0].box.setFocus()
        elif record is not None:
            locked = dataclasses.replace(record, locked=True)
            self.bench.push(f"lock batch {record.number}", executions.with_batch(self.bench.project, locked))

    def submit(self) -> None:
        """Take over what is half typed."""
        for row in (self.head, *list(self.rows.values())):
            row.box.submit()

    def restyle(self) -> None:
        """Another text size: the fields are made anew."""
        self.setMaximumWidth(self.look.px(WIDTH))
        self._named = ()
