"""Measured batches of the variant on show: beside their prediction, out of an instrument's table, and into a lab calibration."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from formulator import calibration, measurements
from formulator.ui.document import now
from formulator.ui.offers import taking_back
from formulator.ui.pages import Page, stand_beside
from formulator.ui.pages.batch_table import BatchTable
from formulator.ui.pages.intake import Intake
from formulator.ui.pages.measured_rows import BatchRow, batch_rows
from formulator.ui.pages.offsets import Offsets
from formulator.ui.pages.series import SeriesPart
from formulator.ui.pages.source_columns import SourceColumns
from formulator.ui.pages.typed_batch import TypedBatch
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.widgets.buttons import BoxButton, LinkButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.note import Note
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.window import Window

SIDE, SIDE_BY_SIDE = 320, 1120
"""Width of the column beside the table, and of the page from which there is room for it."""
EMPTY = "No batches. Drop a CSV from the Zetasizer here, choose a file, or type what you measured."
ABOUT_Z = (
    "z = (measured − predicted) / √(s² + s²), on the scale on which the output's error is symmetric: ln for sizes, PDI and DLC, logit for "
    "EE, mV for zeta. s of the prediction from its 90 % interval; s of the measurement from instrument and repeats."
)
_FILTER = "Tables (*.csv *.tsv *.txt);;All files (*)"


class MeasuredPage(Page):
    """The table and the lab calibration; beside them the file that was read last."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.bench, self.settings, self.inline = window.workbench, window.settings, window.inline
        self.look = Look(window.theme.tokens, self)
        self.intake = Intake(self.bench, self.settings, self)
        self.intake.said.connect(self._say)
        self.listed: list[tuple[str, str]] = []
        self.setObjectName("page-measured")
        self.setAccessibleName(tr("Measured"))
        self._build()
        self.bench.prediction_changed.connect(self._follow)
        self.bench.project_changed.connect(self._follow)
        self.bench.stack.indexChanged.connect(self._changed)
        self.refresh()

    # -- building

    def _build(self) -> None:
        look, px = self.look, self.look.px
        self.title = Text(look, demi=True)
        self.choose = BoxButton(look, tr("Choose file…"))
        self.choose.setObjectName("measured:choose")
        self.choose.clicked.connect(self.choose_file)
        self.note = Note(look)
        self.note.setObjectName("measured:note")
        self.empty = Text(look, tr(EMPTY), tone="ink2", wrap=True)
        self.empty.setObjectName("measured:empty")
        self.table = BatchTable(look)
        self.about = Text(look, tr(ABOUT_Z), tone="ink2", size=SMALL, wrap=True)
        self.batches = QVBoxLayout()
        self.batches.setSpacing(px(2))
        self.offsets = Offsets(look)
        self.offsets.use.connect(self.use)
        self.offsets.take_out.connect(self.take_out)
        self.typed = TypedBatch(self.bench, look)
        self.series = SeriesPart(self.bench, look, inline=self.inline)
        self.columns = SourceColumns(look)
        self.columns.chosen.connect(self.intake.choose_column)
        self.columns.split.connect(self.intake.split_names)
        self.intake.was_read.connect(self.columns.show_reading)
        self._arrange()

    def _arrange(self) -> None:
        px = self.look.px
        main = QVBoxLayout()
        main.setSpacing(px(8))
        for part in (self.title, self.note, self.empty, self.table, self.about):
            main.addWidget(part)
        ways = QHBoxLayout()
        ways.setSpacing(px(8))
        ways.addWidget(self.choose)
        ways.addWidget(self.typed.button)
        ways.addStretch(1)
        main.addLayout(ways)
        main.addLayout(_narrow(self.typed))
        main.addLayout(self.batches)
        main.addWidget(self.offsets)
        main.addLayout(_narrow(self.series))
        main.addStretch(1)
        content = QWidget()
        self.beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self.beside.setContentsMargins(px(16), px(16), px(16), px(16))
        self.beside.setSpacing(px(24))
        self.beside.addLayout(main, 1)
        self.beside.addWidget(self.columns)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    # -- reading files

    def choose_file(self) -> None:
        """Ask which file."""
        name, _ = QFileDialog.getOpenFileName(self, tr("Measured values"), self.settings.last_folder(), tr(_FILTER))
        if name:
            self.take_files([Path(name)])

    def take_files(self, paths: Sequence[Path]) -> None:
        """Files that were chosen or dropped."""
        self.intake.take_files(paths)

    # -- calibrating

    def use(self, keys: Sequence[tuple[str, str]]) -> None:
        """Let these lab offsets count from now on: one step of undo."""
        chosen = [fit for fit in self.offsets.fits if (fit.path, fit.kind) in keys]
        if chosen:
            after = calibration.accepted(self.bench.project, chosen, now())
            self.bench.push("lab calibration", after)
            back = (tr("Undo"), taking_back(self.bench))
            self._say(tr("Predictions of these particles follow your batches now."), choices=(back,), severity="info")

    def take_out(self, identity: str) -> None:
        """Let one no longer count."""
        self.bench.push("take out lab calibration", calibration.without(self.bench.project, (identity,)))

    def remove(self, identity: str) -> None:
        """Take a batch out; undo brings it back."""
        project = self.bench.project
        gone = next(one for one in project.measurements if one.id == identity)
        kept = tuple(one for one in project.measurements if one.id != identity)
        self.bench.push(f"remove batch {gone.batch}", dataclasses.replace(project, measurements=kept))

    # -- showing

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def _changed(self) -> None:
        """What was said of the step before no longer holds."""
        self.note.clear()
        self._follow()

    def refresh(self) -> None:
        """Show the batches of the variant on show, and what they say of the next one."""
        bench = self.bench
        mine = [one for one in measurements.batches(bench.project) if one.variant == bench.variant.id]
        self.title.setText(tr("Measured: {name}", name=bench.variant.name))
        rows: tuple[BatchRow, ...] = ()
        if bench.prediction is not None and mine:
            digest = measurements.fingerprint(bench.design)
            rows = batch_rows(mine, bench.prediction, digest, bench.project.calibrations, bench.decimal)
        self.table.show_rows(rows)
        for part in (self.table, self.about):
            part.setVisible(bool(mine))
        self.empty.setVisible(not mine)
        self._show_batches([(one.id, _batch_words(one.batch, one.file_name, one.date)) for one in mine])
        self.typed.show_variant()
        self.series.show_variant()
        self.offsets.show_project(bench.project, bench.catalogue, bench.design, bench.decimal)
        self.columns.setVisible(self.columns.reading is not None and self.intake.is_of_this_project)

    def _show_batches(self, batches: list[tuple[str, str]]) -> None:
        if batches == self.listed:
            return
        self.listed = batches
        while (item := self.batches.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for identity, words in batches:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Text(self.look, words, tone="ink2", size=SMALL, wrap=True), 1)
            button = LinkButton(self.look, tr("Remove"))
            button.setObjectName(f"measured:remove.{identity}")
            button.setAccessibleName(tr("Remove {words}", words=words))
            button.clicked.connect(partial(self.remove, identity))
            row.addWidget(button)
            self.batches.addWidget(line)

    def _say(
        self, words: str, second: str = "", choices: Sequence[tuple[str, Callable[[], object]]] = (), severity: str = "warning"
    ) -> None:
        self.note.mark.set_severity(severity)
        self.note.words.restyle(tone="ink" if severity == "info" else "warn")
        self.note.say(words, second, [(text, partial(self._answer, act)) for text, act in choices])

    def _answer(self, act: Callable[[], object]) -> None:
        self.note.clear()
        act()

    # -- what the window asks

    def arrive(self) -> None:
        """Another variant may be on show."""
        self.refresh()
        self.choose.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        """Take over what is half typed."""
        self.typed.submit()
        self.series.submit()

    def close_down(self) -> None:
        """Stop working in the background."""
        self.series.close_down()

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme or text size."""
        self.look.set_tokens(tokens)
        self.fit()
        self.refresh()

    def fit(self) -> None:
        is_wide = self.width() >= self.look.px(SIDE_BY_SIDE)
        stand_beside(self.beside, self.columns, self.look.px(SIDE), is_wide)
        self.columns.setMinimumWidth(self.look.px(SIDE))


def _narrow(part: QWidget) -> QHBoxLayout:
    """A part that is not wider than it wants: only so is the height of its paragraphs that of their own width."""
    line = QHBoxLayout()
    line.addWidget(part, 100)
    line.addStretch(1)
    return line


def _batch_words(batch: str, file_name: str, date: str) -> str:
    return " · ".join(filter(None, (batch, file_name, date)))
