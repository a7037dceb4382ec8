"""Explore: one answer along a field or over two, what moves it most, and the input that reaches a value."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from formulator.errors import FormulatorError
from formulator.ui.pages import Page
from formulator.ui.pages.exploration import Outcome, Question, answer
from formulator.ui.pages.explore_side import ExploreSide
from formulator.ui.pages.recipe_table import PlainTable
from formulator.ui.plots import FigurePane
from formulator.ui.plots.telling import tell_what_is_saved
from formulator.ui.tasks import Job, Lane, Ticket, load_beside
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Text
from formulator.ui.words import known, tr

if TYPE_CHECKING:
    from formulator.ui.window import Window


FOR_SHARES = ("scipy.stats",)
"""What the Sobol indices are worked out with takes half a second to load: from the first visit on, while a person still chooses."""
PATIENCE = 0.4
"""Seconds after which the time left is told."""


class Stopped(Exception):  # noqa: N818 - nothing has gone wrong
    """Nobody wants the result any more."""


class Line(QWidget):
    """A thin line that fills while work is done."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look, self.share = look, 0.0
        self.setFixedHeight(look.px(3))

    def show_share(self, share: float) -> None:
        """How much is done, from 0 to 1."""
        self.share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The part that is done."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.color("rule"))
        painter.fillRect(QRectF(0, 0, self.width() * self.share, self.height()), self.look.color("accent"))


def _scrolled(widget: QWidget) -> QScrollArea:
    """A place that scrolls down where the window is low, in the window's own colour."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area


class ExplorePage(Page):
    """Choices at the left, the picture at the right. `told` carries the share of the work that is done, from the other thread."""

    told = Signal(float)

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.bench = window.workbench
        self.look = Look(window.theme.tokens, self)
        self.outcome: Outcome | None = None
        self._inline = window.inline
        self.setObjectName("page-explore")
        self.setAccessibleName(tr("Explore"))
        self._lane = Lane(self._arrived, self, inline=window.inline)
        if not window.inline:
            load_beside(FOR_SHARES)
        self.side = ExploreSide(self.bench, self.look)
        self.side.asked.connect(self.ask)
        self.side.taken.connect(self.take)
        self.line = Line(self.look)
        self.line.hide()
        self.told.connect(self._tell)
        self.left = Text(self.look, tone="ink2", size=SMALL)
        self.left.setObjectName("explore:left")
        self.left.hide()
        self._begun = 0.0
        self.pane = FigurePane("sweep", tr("Explore"), self.look.tokens)
        tell_what_is_saved(self.pane, self.bench)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.line)
        right.addWidget(self.left)
        right.addWidget(self.pane, 3)
        right.addWidget(self._make_table(), 2)
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        left = _scrolled(self.side)
        left.setFixedWidth(self.side.width() + self.look.px(8))
        beside.addWidget(left)
        beside.addLayout(right, 1)

    def _make_table(self) -> QScrollArea:
        """The numbers below a picture of several cells; as tall as it needs, else it scrolls."""
        from formulator.explore.cells_table import HEADS, NUMBERS

        self.table = PlainTable(self.look, tr("Cells side by side"), tuple(map(tr, HEADS)), NUMBERS, (0,))
        self.table.setObjectName("explore:table")
        self.table_area = _scrolled(self.table)
        self.table_area.hide()
        return self.table_area

    # -- asking

    def ask(self) -> None:
        """Begin the work; what is shown stays, marked, until the answer is there."""
        bench = self.bench
        self.side.say("")
        if bench.catalogue is None or bench.prediction is None:
            self.side.say(tr("Choose a carrier first."), is_problem=True)
            return
        try:
            question = self.side.question()
        except FormulatorError as problem:
            self.side.say(str(problem), is_problem=True)
            return
        self.pane.mark_stale(True)
        self.line.show_share(0.0)
        self.line.setVisible(not self._inline)
        self._begun = time.monotonic()
        self._lane.restart(self._job(question))

    def _job(self, question: Question) -> Job:
        design, catalogue, prediction = self.bench.design, self.bench.catalogue, self.bench.prediction
        assert catalogue is not None and prediction is not None, "asked only when there are answers"

        def job(ticket: Ticket) -> Outcome:
            def progress(share: float) -> None:
                if ticket.is_cancelled:
                    raise Stopped
                self.told.emit(share)

            try:
                return answer(question, design, catalogue, prediction, progress)
            except FormulatorError as problem:
                return Outcome(design=design, figure=self.pane.figure, words=str(problem))

        return job

    def _tell(self, share: float) -> None:
        """The share that is done and, once that can be guessed, how long the rest takes."""
        if not self._lane.is_busy or self.line.isHidden():
            return
        self.line.show_share(share)
        gone = time.monotonic() - self._begun
        if gone > PATIENCE and share > 0:
            rest = gone * (1 - share) / share
            self.left.setText(tr("{percent:.0f} % done, about {rest} s left. Esc stops.", percent=100 * share, rest=max(1, round(rest))))
            self.left.show()

    def _arrived(self, outcome: Outcome) -> None:
        self._hide_progress()
        self.pane.mark_stale(False)
        if outcome.design is not self.bench.design:
            return
        self.outcome = outcome
        self.pane.title = known(outcome.figure.title)
        self.pane.set_decimal(self.bench.decimal)
        self.pane.show_figure(outcome.figure)
        self.table.show_rows(outcome.rows)
        self.table_area.setMaximumHeight(self.table.height() + 2)
        self.table_area.setVisible(bool(outcome.rows))
        self.side.say(outcome.words, can_be_used=bool(outcome.edits))

    def _hide_progress(self) -> None:
        self.line.hide()
        self.left.hide()

    def take(self) -> None:
        """Put the inputs that were found into the design: one step of undo."""
        if self.outcome is not None and self.outcome.edits:
            self.bench.begin_gesture("use what was found" if len(self.outcome.edits) > 1 else "")
            for path, value in self.outcome.edits:
                self.bench.edit(path, value)
            self.bench.end_gesture()
            self.side.say("")

    def stop(self) -> None:
        """Leave the work; what is shown stays."""
        self._lane.cancel()
        self._hide_progress()
        self.pane.mark_stale(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc stops what runs."""
        if event.key() == Qt.Key.Key_Escape and self._lane.is_busy:
            self.stop()
        else:
            super().keyPressEvent(event)

    # -- what the window asks

    def arrive(self) -> None:
        """Ask again for the design on show."""
        if self.outcome is None or self.outcome.design is not self.bench.design:
            self.ask()

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme or text size."""
        self.look.set_tokens(tokens)
        self.pane.set_tokens(tokens, self.look.scale)

    def close_down(self) -> None:
        """Stop working in the background."""
        self._lane.close()
