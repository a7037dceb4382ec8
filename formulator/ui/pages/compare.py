"""Variants side by side: what differs and by how much, the particles at one scale, and their targeting on the same axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from formulator.explore.asking import interval_words
from formulator.explore.comparison import Comparison, Row, compare
from formulator.explore.multiples import Multiple, small_multiples
from formulator.ui.export.particle import Particle, particle
from formulator.ui.pages import Page
from formulator.ui.pages.compare_bar import CompareBar
from formulator.ui.pages.compare_causes import CausePane
from formulator.ui.pages.compare_copies import Copies
from formulator.ui.pages.compare_feed import CompareFeed, Known
from formulator.ui.pages.compare_particles import ParticleStrip
from formulator.ui.pages.compare_plots import LEAST_WIDTH, Multiples
from formulator.ui.pages.compare_table import CompareTable
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.viewmodels import material_name
from formulator.ui.widgets.buttons import BoxButton, LinkButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr, trn
from formulator.units import format_number

if TYPE_CHECKING:
    from formulator.project import Variant
    from formulator.ui.window import Window
    from formulator.ui.workbench import Workbench

TWO_PLOTS = 1240
"""Width from which two plots stand side by side."""
LOW, LOWEST = 620, 420
"""Heights of the page under which the particles are drawn small, and under which the table takes their place."""
MOST_SHARE = 0.42
"""Of the width: what the plots take when the table needs less."""
AT_FIRST = 4
"""Variants that are compared before anybody has chosen."""
LEGEND = "▲ ▼ and bold: outside the baseline's 5–95 % interval     ≈ not told apart from it     — does not apply"
TARGET = "targeting.occupancy_target"


class ComparePage(Page):
    """Bar above; table and particles at the left, small multiples at the right."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window_ = window
        self.bench = window.workbench
        self.look = Look(window.theme.tokens, self)
        self.feed = CompareFeed(self.bench, self, inline=window.inline)
        self.project_id = ""
        self.seen: set[str] = set()
        self.wanted: set[str] = set()
        self.comparison: Comparison | None = None
        self.multiples_shown: tuple[Multiple, ...] = ()
        self.setObjectName("page-compare")
        self.setAccessibleName(tr("Compare"))
        self.setAutoFillBackground(True)
        self._build()
        self.copies = Copies(self)
        self.bar.asked.connect(self.copies.copy)
        self.table.copied.connect(self.copies.copy_chosen)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        # A turn of the event loop later, so that several changes cost one refresh and the first picture of the page none.
        self._ask = self.refresh if window.inline else self._soon.start
        self.feed.arrived.connect(self._ask)
        for signal in (self.bench.project_changed, self.bench.design_changed, self.bench.prediction_changed, self.bench.stack.indexChanged):
            signal.connect(lambda *_: self._ask() if self.isVisible() else None)

    # -- building

    def _build(self) -> None:
        look = self.look
        self.bar = CompareBar(look)
        self.bar.ticked.connect(self.tick)
        self.bar.changed.connect(self.show_table)
        self.table = CompareTable(look)
        self.particles = ParticleStrip(look, self._column, lambda: self.table.names_width)
        self.table.horizontalScrollBar().valueChanged.connect(self.particles.update)
        self.table.horizontalHeader().sectionResized.connect(lambda *_: self.particles.update())
        self.hidden_rows = LinkButton(look)
        self.hidden_rows.setObjectName("compare:hidden")
        self.hidden_rows.clicked.connect(lambda: self.bar.differing.setChecked(not self.bar.differing.isChecked()))
        self.status = Text(look, tone="ink2", size=SMALL)
        self.status.setObjectName("compare:status")
        self.legend = Text(look, tr(LEGEND), tone="ink2", size=SMALL, wrap=True)
        self.plots = Multiples(look)
        self.causes = CausePane(look, self.window_)
        self.plots.put_below(self.causes)
        self.words = Text(look, tone="ink2", wrap=True)
        self.words.setObjectName("compare:words")
        self.duplicate = BoxButton(look, tr("Duplicate variant"))
        self.duplicate.setObjectName("compare:duplicate")
        self.duplicate.setAccessibleName(tr("Duplicate variant to compare with"))
        self.duplicate.clicked.connect(lambda: self.bench.duplicate())
        self.above = QWidget()
        self.above_row = QHBoxLayout(self.above)
        self.above_row.addWidget(self.words, 1)
        self.above_row.addWidget(self.duplicate)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.above)
        left.addWidget(self.table, 1)
        left.addWidget(self.particles)
        self.foot = QWidget()
        self.foot_column = QVBoxLayout(self.foot)
        line = QHBoxLayout()
        line.addWidget(self.hidden_rows)
        line.addStretch(1)
        line.addWidget(self.status)
        self.foot_column.addLayout(line)
        self.foot_column.addWidget(self.legend)
        left.addWidget(self.foot)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addLayout(left, 1)
        beside.addWidget(self.plots)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addLayout(beside, 1)
        self._pad()

    def _pad(self) -> None:
        px = self.look.px
        self.foot_column.setContentsMargins(px(12), px(4), px(16), px(6))
        self.foot_column.setSpacing(px(2))
        self.legend.setContentsMargins(px(4), 0, 0, 0)
        self.above_row.setContentsMargins(px(16), px(12), px(16), px(12))
        self.setPalette(self.look.palette(base="paper"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the room."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """The table gets what it asks for as long as two plots stand side by side, then as long as one has room."""
        px, left = self.look.px, self.table.wanted_width
        within = self.plots.widget()
        inside = within.minimumSizeHint().width() if within is not None else 0
        two, one = px(2 * LEAST_WIDTH + 12), max(px(LEAST_WIDTH), inside) + px(12)
        room = self.width() - left
        wanted = max(two, min(room, round(MOST_SHARE * self.width()))) if self.width() >= px(TWO_PLOTS) else one
        self.particles.set_low(self.height() < px(LOW))
        self.particles.setVisible(self.height() >= px(LOWEST))
        if wanted != self.plots.width():
            self.plots.setFixedWidth(min(wanted, max(one, self.width() // 2)))

    def _column(self, column: int) -> tuple[int, int]:
        return self.table.columnViewportPosition(column), self.table.columnWidth(column)

    # -- which variants

    def chosen(self) -> list[Variant]:
        """The variants that are compared, in the project's order."""
        return [variant for variant in self.bench.project.variants if variant.id in self.wanted]

    def _follow_project(self) -> None:
        """Another project begins with its first variants; a variant that is new to this one is compared at once while there is room."""
        project = self.bench.project
        if project.id != self.project_id:
            self.project_id, self.seen, self.wanted = project.id, set(), {project.active}
        room = AT_FIRST - len(self.chosen())
        new = [variant.id for variant in project.variants if variant.id not in self.seen and variant.id not in self.wanted]
        self.wanted |= set(new[: max(0, room)])
        self.seen = {variant.id for variant in project.variants}

    def tick(self, variant_id: str, wanted: bool) -> None:
        """Compare a variant, or no longer."""
        self.wanted = self.wanted | {variant_id} if wanted else self.wanted - {variant_id}
        self.refresh()

    # -- showing

    def arrive(self) -> None:
        """The page comes on show."""
        self.table.setFocus()
        self._ask()

    def refresh(self) -> None:
        """Show what is known now, and ask for what is not."""
        self._soon.stop()
        catalogue, project = self.bench.catalogue, self.bench.project
        self._follow_project()
        variants = self.chosen()
        names = [(variant.id, variant.name) for variant in project.variants]
        self.bar.show_variants(names, [variant.id for variant in variants], self.bench.decimal)
        if catalogue is None:
            return
        self.feed.want([variant.design for variant in variants])
        known = {variant.id: self.feed.known(variant.design) for variant in variants}
        predictions = {name: found.prediction for name, found in known.items() if found.prediction is not None}
        self.comparison = compare(project, list(known), catalogue, predictions) if variants else None
        self.show_table()
        self.particles.show_particles([self._particle(variant, known[variant.id]) for variant in variants])
        self.multiples_shown = small_multiples([variant.name for variant in variants], [known[variant.id].figure for variant in variants])
        self.plots.show_multiples(
            self.multiples_shown, [readouts(variant, known[variant.id], self.bench) for variant in variants if self.multiples_shown]
        )

        self.causes.show_comparison(self.comparison, self.bench.variant.id)
        if self.table.hasFocus():
            self.table.begin()

    def _particle(self, variant: Variant, known: Known) -> Particle | None:
        return None if known.prediction is None else particle(variant.design, known.prediction, self.bench.catalogue)

    def show_table(self) -> None:
        """The rows that the filters let through."""
        differing = self.bar.differing.isChecked()
        self.table.show_comparison(
            self.comparison,
            differing=differing,
            intervals=self.bar.intervals.isChecked(),
            open_id=self.bench.variant.id,
            decimal=self.bench.decimal,
        )
        self._share()
        self.particles.update()
        words = empty_words(self.comparison, len(self.bench.project.variants), differing)
        self.words.setText(words)
        self.above.setVisible(bool(words))
        self.duplicate.setVisible(len(self.bench.project.variants) == 1)
        self.hidden_rows.setText(hidden_words(self.comparison, differing))
        self.hidden_rows.setVisible(bool(self.hidden_rows.text()))
        self.hidden_rows.setAccessibleName(self.hidden_rows.text())

    def rows(self) -> list[Row]:
        """The rows on show."""
        return [line for line in self.table.model_.lines if isinstance(line, Row)]

    # -- what the window asks

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme or text size."""
        self.look.set_tokens(tokens)
        self._pad()
        self.plots.set_tokens(tokens)
        self.table.fit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody looks: what is not begun yet is not begun."""
        super().hideEvent(event)
        self.feed.pause()

    def close_down(self) -> None:
        """The window closes: stop working in the background."""
        self.feed.close()
        self.causes.close_down()


def readouts(variant: Variant, known: Known, bench: Workbench) -> tuple[str, ...]:
    """Bound on the target cell, from the longest way to say it to the shortest."""
    if known.prediction is None or (value := known.prediction[TARGET].value) is None:
        return ()
    number = format_number(value, digits=2, decimal=bench.decimal)
    cell = material_name(bench.catalogue, variant.design.target.cell)
    return (
        tr("{number} at {cell}", number=interval_words(known.prediction, TARGET), cell=cell),
        tr("{number} at {cell}", number=number, cell=cell),
        number,
    )


def empty_words(comparison: Comparison | None, variants: int, differing: bool) -> str:
    """Why there is nothing to see, and the one act that changes that; nothing when there is."""
    if comparison is None:
        return tr("Tick the variants to compare.")
    if variants == 1:
        return tr("The project has one variant. Duplicate it and change the copy: both stand side by side here.")
    return tr("Nothing differs between the variants that are ticked.") if differing and not comparison.differing else ""


def hidden_words(comparison: Comparison | None, differing: bool) -> str:
    """`31 equal rows hidden. Show them`: what a click changes."""
    count = len(comparison.equal) if comparison is not None else 0
    rows = trn("{count} equal row", "{count} equal rows", count)
    return "" if not count else tr("{rows} hidden. Show them", rows=rows) if differing else tr("{rows} shown. Hide them", rows=rows)
