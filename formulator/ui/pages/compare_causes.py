"""Cause of change between two of the compared variants, in one answer; worked out in the background and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from formulator.errors import UsageError
from formulator.explore.comparison import Comparison
from formulator.ui.bars import VariantPick
from formulator.ui.export.causes import Causes, causes_scene, height_of
from formulator.ui.export.paint import Brush, Face
from formulator.ui.export.shapes import wrapped
from formulator.ui.tasks import Lane, Ticket
from formulator.ui.tokens import SMALL
from formulator.ui.viewmodels import undo_name
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Text
from formulator.ui.words import known, named, tr
from formulator.units import format_number, unit_label

if TYPE_CHECKING:
    from formulator.explore.attribution import Attribution
    from formulator.project import Variant
    from formulator.ui.window import Window

FIRST_ASKED = ("targeting.efficiency", "targeting.delivered", "targeting.occupancy_target", "loading.dlc")
KEPT = 64


class CausePicture(QWidget):
    """The bars, painted at the width there is."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.causes: Causes | None = None
        self.decimal = "."
        self.setObjectName("compare:causes")
        self.setAccessibleName(tr("Cause of change"))

    def show_causes(self, causes: Causes | None, decimal: str) -> None:
        """Draw these."""
        self.causes, self.decimal = causes, decimal
        self.fit()

    def fit(self) -> None:
        """As high as the bars and the notes need."""
        self.setVisible(self.causes is not None)
        if self.causes is not None:
            self.setFixedHeight(round(height_of(self.causes, len(self._notes())) * self.look.scale))
            self.setAccessibleDescription(causes_scene(self.causes, self.look.tokens, width=400.0, decimal=self.decimal).about)
        self.update()

    def _brush(self) -> Brush:
        return Brush(Face(self.font().family(), self.font().stretch() or 100))

    def _notes(self) -> list[str]:
        room = self.width() / self.look.scale - 32
        notes = self.causes.notes if self.causes is not None else ()
        return [line for note in notes for line in wrapped(note, room, SMALL, self._brush().measure)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.causes is None:
            return
        painter, brush = QPainter(self), self._brush()
        painter.scale(self.look.scale, self.look.scale)
        width = self.width() / self.look.scale
        scene = causes_scene(self.causes, self.look.tokens, width=width, notes=self._notes(), decimal=self.decimal, measure=brush.measure)
        brush.scene(painter, scene)


class CausePane(QWidget):
    """Which answer and which variant at the top, the bars below."""

    def __init__(self, look: Look, window: Window) -> None:
        super().__init__()
        self.look, self.bench, self.theme = look, window.workbench, window.theme
        self.comparison: Comparison | None = None
        self.found: dict[tuple[Any, ...], Attribution | str] = {}
        self.asked: tuple[Any, ...] = ()
        self.output, self.other = "", ""
        self.lane = Lane(self._take, self, inline=window.inline)
        self.title = Text(look, tr("Cause of change"), demi=True)
        self.outputs, self.variants = self._pick("compare:cause-output", tr("Answer")), self._pick("compare:cause-variant", tr("Variant"))
        self.outputs.activated.connect(self._chosen)
        self.variants.activated.connect(self._chosen)
        self.way = Text(look, tone="ink2", size=SMALL)
        self.words = Text(look, tone="ink2", size=SMALL, wrap=True)
        self.picture = CausePicture(look)
        self.head = QHBoxLayout()
        self.head.addWidget(self.title)
        self.head.addWidget(self.outputs, 9)
        self.head.addStretch(1)
        self.second = QHBoxLayout()
        self.second.addWidget(self.way)
        self.second.addWidget(self.variants, 9)
        self.second.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.addLayout(self.head)
        self.column.addLayout(self.second)
        self.column.addWidget(self.words)
        self.column.addWidget(self.picture)
        look.changed.connect(self._pad)
        self._pad()

    def _pick(self, name: str, spoken: str) -> VariantPick:
        made = VariantPick(self.theme)
        made.setObjectName(name)
        made.setAccessibleName(tr("Cause of change: {spoken}", spoken=spoken.lower()))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(4)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return made

    def _pad(self) -> None:
        px = self.look.px
        self.column.setContentsMargins(0, px(10), 0, px(8))
        self.column.setSpacing(px(4))
        for row in (self.head, self.second):
            row.setContentsMargins(px(16), 0, px(16), 0)
            row.setSpacing(px(8))
        self.words.setContentsMargins(px(16), 0, px(16), 0)
        for pick in (self.outputs, self.variants):
            pick.setFont(self.look.font())
            pick.setMaximumWidth(px(220))
            pick.setFixedHeight(px(24))
        self.picture.fit()

    # -- what is asked

    def show_comparison(self, comparison: Comparison | None, open_id: str) -> None:
        """Offer the answers and variants of a comparison; what was asked stays asked."""
        self.comparison = comparison
        others = comparison.variants[1:] if comparison is not None else ()
        self.setVisible(bool(others))
        if comparison is None or not others:
            return
        ids = [variant.id for variant in others]
        if self.other not in ids:
            self.other = open_id if open_id in ids else ids[0]
        _fill(self.variants, [(variant.id, variant.name) for variant in others], self.other)
        self._offer_answers(comparison)
        self.way.setText(tr("baseline →"))
        self._ask()

    def _offer_answers(self, comparison: Comparison) -> None:
        """The answers that both variants have and that differ."""
        place = [variant.id for variant in comparison.variants].index(self.other)
        rows = [row for row in comparison.of_kind("answer", differing=True) if None not in (row.cells[0].value, row.cells[place].value)]
        paths = [row.path for row in rows]
        if self.output not in paths:
            self.output = next((path for path in FIRST_ASKED if path in paths), paths[0] if paths else "")
        _fill(self.outputs, [(row.path, named(row.label)) for row in rows], self.output)

    def _chosen(self) -> None:
        self.output, self.other = str(self.outputs.currentData() or ""), str(self.variants.currentData() or "")
        if self.comparison is not None:
            self._offer_answers(self.comparison)
        self._ask()

    def _ask(self) -> None:
        catalogue, comparison = self.bench.catalogue, self.comparison
        if catalogue is None or comparison is None:
            return
        if not self.output:
            self._say(tr("Nothing that both variants answer differs."))
            return
        one, other = comparison.variants[0], self._other()
        if other is None:
            return
        key = (one.design, other.design, catalogue.digest, self.output)
        if key in self.found:
            self._show()
        elif key != self.asked or not self.lane.is_busy:
            self.asked = key
            self._say(tr("Being worked out…"))
            self.lane.restart(_job(key, catalogue))

    def _other(self) -> Variant | None:
        """The variant asked about; None when it is gone, while something asked before still comes in."""
        variants = self.comparison.variants if self.comparison is not None else ()
        return next((variant for variant in variants if variant.id == self.other), None)

    def _take(self, result: tuple[tuple[Any, ...], Attribution | str]) -> None:
        self.found[result[0]] = result[1]
        while len(self.found) > KEPT:
            self.found.pop(next(iter(self.found)))
        self._show()

    # -- what is shown

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.picture.show_causes(None, self.bench.decimal)

    def _show(self) -> None:
        catalogue, comparison = self.bench.catalogue, self.comparison
        if catalogue is None or comparison is None:
            return
        one, other = comparison.variants[0], self._other()
        if other is None:
            return
        found = self.found.get((one.design, other.design, catalogue.digest, self.output))
        if found is None:
            return
        if isinstance(found, str) or found.before is None or found.after is None or not found.causes:
            self._say(found if isinstance(found, str) else found.reason or tr("No changed field moves this answer."))
            return
        decimal = self.bench.decimal
        steps = tuple((self._step(cause), cause.part) for cause in found.causes)
        notes = tuple(filter(None, (self._how(found), self._noise(found))))
        unit = unit_label(found.unit)
        causes = Causes(before=(one.name, found.before), after=(other.name, found.after), steps=steps, unit=unit, notes=notes)
        self.words.hide()
        self.picture.show_causes(causes, decimal)

    def _step(self, cause: Any) -> str:
        if not cause.path:
            return known(str(cause.label))
        words = undo_name(cause.path, cause.before, cause.after, self.bench.catalogue, self.bench.decimal)
        return words[0].upper() + words[1:]

    def _how(self, found: Attribution) -> str:
        from formulator.explore.attribution import ALL_ORDERS

        if len(found.causes) < 2:
            return ""
        orders = tr("every order") if len(found.causes) <= ALL_ORDERS else tr("drawn orders")
        return tr("Shares are averaged over {orders} of the changes, so they add up to the difference.", orders=orders)

    def _noise(self, found: Attribution) -> str:
        """Whether the difference is more than both intervals allow to be told."""
        assert self.comparison is not None
        row = next((row for row in self.comparison.rows if row.path == found.path), None)
        if row is None:
            return ""
        place = [variant.id for variant in self.comparison.variants].index(self.other)
        inside = all(_holds(cell, value) for cell, value in ((row.cells[0], found.after), (row.cells[place], found.before)))
        unit = unit_label(found.unit)
        change = f"{format_number(found.change, digits=2, decimal=self.bench.decimal)} {unit}".rstrip()
        return tr("The difference, {change}, lies inside both intervals: treat it as a ranking.", change=change) if inside else ""

    def close_down(self) -> None:
        """Stop working in the background."""
        self.lane.close()


def _holds(cell: Any, value: float | None) -> bool:
    return cell.low is not None and cell.high is not None and value is not None and cell.low <= value <= cell.high


def _fill(pick: QComboBox, entries: Sequence[tuple[str, str]], chosen: str) -> None:
    known = [(pick.itemData(place), pick.itemText(place)) for place in range(pick.count())]
    if known != list(entries):
        pick.clear()
        for key, text in entries:
            pick.addItem(text, key)
    pick.setCurrentIndex(next((place for place, (key, _) in enumerate(entries) if key == chosen), -1))


def _job(key: tuple[Any, ...], catalogue: Any) -> Callable[[Ticket], Any]:
    def job(ticket: Ticket) -> tuple[tuple[Any, ...], Attribution | str]:
        from formulator.explore.attribution import attribution

        del ticket
        try:
            return key, attribution(key[0], key[1], catalogue, key[3])
        except UsageError as problem:
            return key, str(problem)

    return job
