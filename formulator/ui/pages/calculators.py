"""Any one model by itself: the list, its arguments with units, the answer, and its curve against any one argument."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from formulator import calculators
from formulator.chem.naming import title
from formulator.errors import FormulatorError
from formulator.explore.model_curve import curve, variables, widest
from formulator.ui.bars import VariantPick
from formulator.ui.pages import UNLIMITED, Page
from formulator.ui.pages.calculation import Calculation, by_topic, search
from formulator.ui.pages.model_card import ModelCard
from formulator.ui.plots import FigurePane
from formulator.ui.plots.telling import tell_what_is_saved
from formulator.ui.tasks import Job, Lane, Ticket
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Text
from formulator.ui.words import known, tr, trn

if TYPE_CHECKING:
    from formulator.explore.figure import Figure
    from formulator.ui.window import Window

LIST, MIDDLE, PLOT_HEIGHT = 272, 496, 420
BESIDE, NARROW_LIST = 1088, 200
"""Width from which the curve stands beside the model, and what is left to the list below it."""
FIRST = "debye_length"
_NAME = Qt.ItemDataRole.UserRole


class CalculatorsPage(Page):
    """The list at the left, the model in the middle, its curve at the right."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.bench, self.theme = window.workbench, window.theme
        self.look = Look(window.theme.tokens, self)
        self.calculations: dict[str, Calculation] = {}
        self.shown = ""
        self.card: ModelCard | None = None
        self._lane = Lane(self._drawn, self, inline=window.inline)
        self.setObjectName("page-calculators")
        self.setAccessibleName(tr("Calculators"))
        self._build()
        self.look_up("")
        self.show_model(FIRST)

    # -- building

    def _build(self) -> None:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side, self.place = self._list_side(), QWidget()
        in_place = QVBoxLayout(self.place)
        in_place.setContentsMargins(0, 0, 0, 0)
        work = QWidget()
        self.work = QBoxLayout(QBoxLayout.Direction.LeftToRight, work)
        self.work.setContentsMargins(0, 0, 0, 0)
        self.work.setSpacing(0)
        self.work.addWidget(self.place)
        self.work.addLayout(self._plot_side(), 1)
        self.area.setWidget(work)
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.side)
        beside.addWidget(self.area, 1)
        self.fit()

    def _list_side(self) -> QWidget:
        look, px = self.look, self.look.px
        self.line = EntryBox(look)
        self.line.set_state("typed")
        self.line.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.line.setObjectName("calc:search")
        self.line.setAccessibleName(tr("Search the models"))
        self.line.setPlaceholderText(tr("Search: zeta, brush …"))
        self.line.textChanged.connect(self.look_up)
        self.list = QListWidget()
        self.list.setObjectName("calc:list")
        self.list.setAccessibleName(tr("Models"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._chosen)
        self.count = Text(look, tone="ink2", size=SMALL, wrap=True)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(px(16), px(16), px(16), px(8))
        column.setSpacing(px(8))
        for part in (self.line, self.list, self.count):
            column.addWidget(part)
        return side

    def _plot_side(self) -> QVBoxLayout:
        look, px = self.look, self.look.px
        self.against = VariantPick(self.theme)
        self.against.setObjectName("calc:against")
        self.against.setAccessibleName(tr("Curve against"))
        self.against.activated.connect(lambda _place: self._draw())
        self.pane = FigurePane("calculator", tr("Curve"), look.tokens)
        tell_what_is_saved(self.pane, self.bench)
        self.head = QWidget()
        head = QHBoxLayout(self.head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(Text(look, tr("Curve against"), tone="ink2"))
        head.addWidget(self.against)
        head.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(8))
        column.addWidget(self.head)
        column.addWidget(self.pane)
        column.addStretch(1)
        return column

    def fit(self) -> None:
        """The curve beside the model, or below it where the page is too narrow for both."""
        px = self.look.px
        for part in (self.list, self.against):
            part.setFont(self.look.font())
        self.line.setFixedHeight(px(24))
        self.against.setFixedHeight(px(24))
        self.pane.setFixedHeight(px(PLOT_HEIGHT))
        is_wide = self.width() >= px(BESIDE)
        self.side.setFixedWidth(px(LIST if is_wide else NARROW_LIST))
        self.work.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        self.place.setMinimumWidth(px(MIDDLE) if is_wide else 0)
        self.place.setMaximumWidth(px(MIDDLE) if is_wide else UNLIMITED)

    # -- the list

    def look_up(self, text: str) -> None:
        """List what a text finds, under its topics."""
        found = search(text)
        self.list.blockSignals(True)
        self.list.clear()
        for heading, cards in by_topic(found).items():
            head = QListWidgetItem(heading)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setFont(self.look.font(demi=True))
            head.setForeground(self.look.color("ink"))
            self.list.addItem(head)
            for card in cards:
                item = QListWidgetItem(title(card.name))
                item.setData(_NAME, card.name)
                item.setToolTip(card.summary)
                self.list.addItem(item)
        self._mark_shown()
        self.list.blockSignals(False)
        self.count.setText(
            trn("{count} model", "{count} models", len(found))
            if found
            else tr("No model has these words. Try one word, such as the name of a quantity.")
        )

    def _mark_shown(self) -> None:
        for place in range(self.list.count()):
            if self.list.item(place).data(_NAME) == self.shown:
                self.list.setCurrentRow(place)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        name = item.data(_NAME) if item is not None else None
        if isinstance(name, str):
            self.show_model(name)

    # -- one model

    def show_model(self, name: str) -> None:
        """Show a model; what was typed into it before is still there."""
        self.submit()
        self.shown = name
        card = calculators.models()[name]
        calculation = self.calculations.setdefault(name, Calculation(card))
        calculation.take_design(self.bench.prediction)
        before, self.card = self.card, ModelCard(self.look, calculation, self.bench.catalogue, self.bench.decimal)
        self.card.changed.connect(self._draw)
        in_place = self.place.layout()
        assert in_place is not None
        if before is not None:
            in_place.removeWidget(before)
            before.hide()
            before.setParent(None)
            before.deleteLater()
        in_place.addWidget(self.card)
        self.card.show()
        self.against.clear()
        for argument in variables(card):
            self.against.addItem(argument.replace("_", " "), argument)
        self.against.setCurrentIndex(self.against.findData(widest(card)))
        self.list.blockSignals(True)
        self._mark_shown()
        self.list.blockSignals(False)
        self._draw()

    def _draw(self) -> None:
        """The curve, in the background: a few models take a second for it."""
        name, calculation = self.against.currentData(), self.calculations[self.shown]
        self.head.setVisible(bool(name))
        if not name or any(missing != name for missing in calculation.missing()):
            self._lane.cancel()
            self.pane.setVisible(False)
            return
        self.pane.mark_stale(True)
        self._lane.restart(_curve_job(self.shown, calculation.in_si(), name))

    def _drawn(self, found: tuple[str, Figure | None]) -> None:
        name, figure = found
        if name != self.shown:
            return
        self.pane.setVisible(figure is not None)
        if figure is not None:
            self.pane.title = known(figure.title)
            self.pane.set_decimal(self.bench.decimal)
            self.pane.show_figure(figure)
            self.pane.mark_stale(False)

    def close_down(self) -> None:
        """Stop working in the background."""
        self._lane.close()

    # -- what the window asks

    def submit(self) -> None:
        """Take over what is half typed."""
        if self.card is not None:
            self.card.submit()

    def arrive(self) -> None:
        """The design may have changed since."""
        self.calculations[self.shown].take_design(self.bench.prediction)
        if self.card is not None:
            self.card.show_entries()
        self._draw()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme or text size."""
        self.look.set_tokens(tokens)
        self.pane.set_tokens(tokens, self.look.scale)
        self.fit()
        self.show_model(self.shown)
        self.look_up(self.line.text())


def _curve_job(name: str, arguments: Mapping[str, float | str], against: str) -> Job:
    def job(ticket: Ticket) -> tuple[str, Figure | None]:
        del ticket
        try:
            return name, curve(name, arguments, against)
        except FormulatorError:
            return name, None  # The reason stands under the result.

    return job
