"""The design panel: every field of the design, in the order of the table, in sections that fold."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from formulator import design as designs
from formulator.errors import FieldError
from formulator.project import FINISHED
from formulator.ui.fieldnotes import field_notes
from formulator.ui.offers import showing
from formulator.ui.panels.quantity_row import QuantityRow
from formulator.ui.panels.row import Row, section_title
from formulator.ui.panels.section import Section
from formulator.ui.panels.word_row import WordRow
from formulator.ui.tokens import Tokens
from formulator.ui.viewmodels import FieldRow, field_row, section_summary
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.note import Note
from formulator.ui.words import tr, translated
from formulator.ui.workbench import PAUSE, Workbench

if TYPE_CHECKING:
    from formulator.ui.settings import Settings

FOLDED_AT_FIRST = ("process",)
FIRST = ("carrier", "ligand")
"""Sections that fill the panel in the first picture of the window; the others follow in the next moment."""
PADDING, BAR = 16, 8
"""Room at both sides; at the right the scroll bar stands in it."""

TURNS = 16
"""Frames of a drag in which every row has been shown once."""


class DesignPanel(QScrollArea):
    """What the scientist chooses. It reads the workbench, calls it, and keeps no value of its own."""

    def __init__(self, workbench: Workbench, tokens: Tokens, *, whole: bool = True, settings: Settings | None = None) -> None:
        super().__init__()
        self.workbench, self.settings = workbench, settings
        self.is_whole = whole
        self.look = Look(tokens, self)
        self.rows: dict[str, Row] = {}
        self.sections: dict[str, Section] = {}
        self.setAccessibleName(tr("Design"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._turn = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._show_everything)
        self._build()
        self.variant = (workbench.project.id, workbench.variant.id)
        for signal in (workbench.project_changed, workbench.design_changed):
            signal.connect(self._follow_variant)
        workbench.design_changed.connect(self._design_changed)
        workbench.prediction_changed.connect(self.show_design)
        workbench.leaving.connect(self.commit)
        workbench.project_changed.connect(self.show_status)
        self.show_design()

    # -- building

    def _build(self) -> None:
        """One section for each part of the design; a second ligand or payload has its own."""
        self.shape = self._shape()
        open_now = {name: section.heading.isChecked() for name, section in self.sections.items()}
        self.rows, self.sections = {}, {}
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setSpacing(0)
        self.column = column
        self._pad()
        self.held = Note(self.look)
        self.held.setObjectName("design:held")
        self.held.mark.set_severity("info")
        self.held.words.restyle(tone="ink", demi=True)
        column.addWidget(self.held)
        for name, paths in self._grouped().items():
            if not self.is_whole and name not in FIRST:
                continue
            made = [self._row(path) for path in paths if self.is_whole or not designs.field(path).advanced]
            section = Section(
                self.look,
                name,
                section_title(paths[0]),
                [row for row in made if not row.field.advanced],
                [row for row in made if row.field.advanced],
            )
            section.heading.setChecked(open_now.get(name, not self._was_folded(name)))
            section.heading.toggled.connect(partial(self._remember_fold, name))
            self.sections[name] = section
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(whole)
        self._order_tabs()
        self.show_status()

    def _was_folded(self, name: str) -> bool:
        usual = name in FOLDED_AT_FIRST
        return self.settings.is_folded(name, usual) if self.settings is not None else usual

    def _remember_fold(self, name: str, is_open: bool) -> None:
        if self.settings is not None:
            self.settings.set_folded(name, not is_open)

    def fold_as_first(self) -> None:
        """Sections open and folded as in a new window."""
        for name, section in self.sections.items():
            section.heading.setChecked(name not in FOLDED_AT_FIRST)

    def complete(self) -> None:
        """The fields that the first picture of the window did without."""
        if self.is_whole:
            return
        self.commit()
        focused = next((path for path, row in self.rows.items() if row.control().hasFocus()), None)
        self.is_whole = True
        self._build()
        self.show_design()
        if focused is not None:
            self.focus_field(focused)

    def _shape(self) -> tuple[str, ...]:
        return designs.paths(self.workbench.design)

    def _grouped(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for path in self.shape:
            section, index, _ = designs.split(path)
            groups.setdefault(f"{section}.{index + 1}" if index else section, []).append(path)
        order = list(designs.SECTIONS)
        return dict(sorted(groups.items(), key=lambda item: (order.index(item[0].partition(".")[0]), item[0])))

    def _row(self, path: str) -> Row:
        kind = QuantityRow if designs.field(path).is_quantity else WordRow
        row = self.rows[path] = kind(self.workbench, self.look, path)
        if isinstance(row, WordRow):
            row.favourites = self.settings
        return row

    def _order_tabs(self) -> None:
        """The keyboard goes down the panel as the eye does."""
        chain: list[QWidget] = []
        for section in self.sections.values():
            chain.append(section.heading)
            for row in section.rows:
                chain += row.stops()
            if section.more:
                chain.append(section.more_button)
            for row in section.more:
                chain += row.stops()
        for before, after in zip(chain, chain[1:], strict=False):
            QWidget.setTabOrder(before, after)

    # -- showing

    def show_design(self) -> None:
        """Show what the workbench holds now.

        While a hand moves, the row that it moves and some of the others in turn: all of them would take half of the frame.
        """
        bench = self.workbench
        if not bench.is_moving or bench.gestures.moved not in self.rows or self._shape() != self.shape:
            self._show_everything()
            return
        self._turn = (self._turn + 1) % TURNS
        for path in (bench.gestures.moved, *list(self.rows)[self._turn :: TURNS]):
            self.rows[path].show_row(self._shown(path))
        self._pause.start()

    def _show_everything(self) -> None:
        """Every row with its remark; rows touch only what differs."""
        self._pause.stop()
        bench = self.workbench
        questions: list[tuple[str, str, FieldError]] = []
        if self._shape() != self.shape:
            questions = [(row.path, row.box.text(), row.problem) for row in self._refused() if row.problem is not None]
            self._build()
        notes = field_notes(bench.findings, bench.prediction, bench.decimal, bench.catalogue) if bench.prediction is not None else {}
        for path, row in self.rows.items():
            shown = self._shown(path)
            row.show_row(shown)
            row.show_remark(notes.get(path) if shown.applies else None)
            row.setHidden(row.field.is_asked_for and not shown.applies)
        for path, text, problem in questions:
            # What was typed and is not used yet outlives new rows, with its question.
            again = self.rows.get(path)
            if isinstance(again, QuantityRow):
                again.refuse(text, problem)
        warnings = self._warnings()
        for name, section in self.sections.items():
            summary = section_summary(name, bench.design, bench.prediction, bench.catalogue) if "." not in name else ""
            section.count()
            section.heading.show_summary(summary, warnings.get(name, ""))

    def _shown(self, path: str) -> FieldRow:
        bench = self.workbench
        return field_row(path, bench.design, bench.prediction, bench.decimal, bench.catalogue, bench.variant.provenance)

    def _refused(self) -> list[QuantityRow]:
        return [row for row in self.rows.values() if isinstance(row, QuantityRow) and row.box.is_refused]

    def show_status(self) -> None:
        """An approved or executed variant is a record: its fields are read, not typed into."""
        variant = self.workbench.variant
        is_record = variant.status in FINISHED
        if is_record:
            words = tr("{name} is {status}: a record takes no edit.", name=variant.name, status=tr(variant.status))
            self.held.say(words, tr("The copy can be edited."), ((tr("Duplicate"), self.workbench.duplicate),))
        else:
            self.held.clear()
        for row in self.rows.values():
            row.setEnabled(not is_record)

    def _design_changed(self) -> None:
        """With a catalogue the prediction follows within the frame, and everything is shown then: once, not twice."""
        if self.workbench.catalogue is None:
            self.show_design()

    def _follow_variant(self) -> None:
        """A question that is still open belongs to the variant it was asked in: what was typed there is said, not carried over."""
        bench, before = self.workbench, self.variant
        self.variant = (bench.project.id, bench.variant.id)
        if self.variant == before:
            return
        left = self._refused()
        said = [f"{row.spoken} “{row.box.text()}”" for row in left]
        for row in left:
            row.accept()
        known = {one.id: one for one in bench.project.variants} if self.variant[0] == before[0] else {}
        if said and before[1] in known:
            words = tr("{names} was not used in {known}: a question was open.", names=", ".join(said), known=known[before[1]].name)
            bench.message.emit(words, ((tr("Go back"), showing(bench, known[before[1]])),))

    def _warnings(self) -> dict[str, str]:
        """The first remark of the design check about each section."""
        found: dict[str, str] = {}
        for finding in self.workbench.findings:
            if finding.severity != "info":
                found.setdefault(finding.path.partition(".")[0], translated(finding.text))
        return found

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme or text size."""
        self.look.set_tokens(tokens)
        self._pad()
        self.update()

    def _pad(self) -> None:
        side = self.look.px(PADDING)
        self.column.setContentsMargins(side, self.look.px(8), side - self.look.px(BAR), self.look.px(8))

    # -- going places

    def commit(self) -> None:
        """Take over whatever is half typed."""
        for row in self.rows.values():
            row.submit()

    def focus_field(self, path: str) -> None:
        """Unfold, scroll to and enter a field. A path that is no field goes to the top of its section."""
        row = self.rows.get(path)
        if row is None:
            section = self.sections.get(path.partition(".")[0])
            if section is not None:
                section.heading.setChecked(True)
                section.heading.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.ensureWidgetVisible(section.heading)
            return
        for section in self.sections.values():
            if row in section.rows or row in section.more:
                section.reveal(row)
        row.show()
        control = row.control()
        control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(row, QuantityRow):
            row.box.selectAll()
        self.ensureWidgetVisible(row)
        # Again when rows that were unfolded just now have their places.
        soon = QTimer(self, singleShot=True)
        soon.timeout.connect(lambda: self.ensureWidgetVisible(row) if self.rows.get(path) is row else None)
        soon.timeout.connect(soon.deleteLater)
        soon.start(0)
