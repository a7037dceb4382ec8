"""Lab calibration: what the batches say of the next one, and the question whether that is to count."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from formulator import calibration
from formulator.calibration import Fit
from formulator.ui.pages.measured_rows import OffsetRow, offset_rows
from formulator.ui.tokens import SMALL
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Name, Text
from formulator.ui.words import tr, translated

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.design import Design
    from formulator.project import Project

QUESTION = "Use as lab calibration? Until then no prediction is moved by your batches; undo takes it back."
ANSWERED = "Predictions of these particles are moved and narrowed by your own batches."


class Offsets(QWidget):
    """`use` carries output and class of the offsets that are to count, `take_out` the id of one that no longer does."""

    use = Signal(list)
    take_out = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.fits: tuple[Fit, ...] = ()
        self.rows: tuple[OffsetRow, ...] = ()
        self._seen: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(16), 0, 0)
        column.setSpacing(look.px(4))
        column.addWidget(Text(look, tr("Lab calibration"), demi=True))
        self.question = Text(look, tone="ink2", size=SMALL, wrap=True)
        column.addWidget(self.question)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(look.px(16))
        self.grid.setVerticalSpacing(look.px(4))
        self.grid.setColumnStretch(2, 1)
        column.addLayout(self.grid)
        self.all = BoxButton(look, tr("Use as lab calibration"))
        self.all.setObjectName("measured:use-all")
        self.all.clicked.connect(lambda: self.use.emit(self._offered()))
        column.addWidget(self.all)
        self.reasons = Text(look, tone="ink2", size=SMALL, wrap=True)
        column.addWidget(self.reasons)

    def show_project(self, project: Project, catalogue: Catalogue | None, design: Design, decimal: str) -> None:
        """The offsets that the project's batches support, and those that count already; nothing is done when all is as it was."""
        seen = (project.measurements, project.calibrations, project.variants, catalogue, design, decimal)
        if seen == self._seen:
            return
        self._seen = seen
        reasons: tuple[str, ...] = ()
        self.fits = ()
        values: dict[tuple[str, str], float] = {}
        if catalogue is not None and project.measurements:
            self.fits, reasons = calibration.fits(project, catalogue)
            values = calibration.uncalibrated(design, catalogue)
        self.rows = offset_rows(self.fits, project.calibrations, values, decimal)
        self.setVisible(bool(self.rows or reasons))
        offered = self._offered()
        self.question.setText(tr(QUESTION if offered else ANSWERED))
        self.question.setVisible(bool(self.rows))
        self.all.setVisible(bool(offered))
        self.reasons.setText("\n".join(map(translated, reasons)))
        self.reasons.setVisible(bool(reasons))
        self._fill()

    def _offered(self) -> list[tuple[str, str]]:
        return [row.key for row in self.rows if row.offer != tr("Take out")]

    def _fill(self) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, row in enumerate(self.rows):
            words = QWidget()
            lines = QVBoxLayout(words)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(0)
            for text in filter(None, (row.words, row.state)):
                lines.addWidget(Text(self.look, text, tone="ink2", size=SMALL, wrap=True))
            button = BoxButton(self.look, row.offer, small=True)
            button.setObjectName(f"measured:offset.{row.key[0]}")
            button.setAccessibleName(f"{row.offer}: {row.label} {row.shift}")
            if row.offer == tr("Take out"):
                button.clicked.connect(partial(self.take_out.emit, row.calibration))
            else:
                button.clicked.connect(partial(self.use.emit, [row.key]))
            self.grid.addWidget(Name(self.look, row.label), at, 0)
            self.grid.addWidget(Text(self.look, row.shift, demi=True), at, 1)
            self.grid.addWidget(words, at, 2)
            self.grid.addWidget(button, at, 3)
