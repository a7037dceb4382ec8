"""The clinical gallery: products that reached patients, published beside predicted, and any of them as a project."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from formulator import gallery
from formulator.report import source_data
from formulator.ui.document import now
from formulator.ui.pages import Page
from formulator.ui.tasks import Job, Lane, Ticket
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.why import source_text
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Name, Text
from formulator.ui.words import tr, translated

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.ui.window import Window

LIST, COLUMN = 272, 880
DRAWS, SEED = 4096, 0
GROUPS = {True: "Actively targeted", False: "Without a ligand of their own"}
_ID = Qt.ItemDataRole.UserRole


class GalleryPage(Page):
    """The list at the left, one product at the right. A prediction is worked out when its product is first looked at."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window_of, self.bench = window, window.workbench
        self.look = Look(window.theme.tokens, self)
        self.shown = ""
        self.found: dict[str, gallery.Comparison] = {}
        self._catalogue: Catalogue | None = None
        self._lane = Lane(self._arrived, self, inline=window.inline)
        self.setObjectName("page-gallery")
        self.setAccessibleName(tr("Clinical gallery"))
        self._build()

    # -- building

    def _build(self) -> None:
        look, px = self.look, self.look.px
        self.line = EntryBox(look)
        self.line.set_state("typed")
        self.line.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.line.setObjectName("gallery:search")
        self.line.setAccessibleName(tr("Search the products"))
        self.line.setPlaceholderText(tr("Search: PSMA, micelle …"))
        self.line.textChanged.connect(self.look_up)
        self.list = QListWidget()
        self.list.setObjectName("gallery:list")
        self.list.setAccessibleName(tr("Products"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._chosen)
        self.side = QWidget()
        left = QVBoxLayout(self.side)
        left.setContentsMargins(px(16), px(16), px(16), px(8))
        left.setSpacing(px(8))
        left.addWidget(Text(look, tr("Clinical gallery"), demi=True))
        left.addWidget(self.line)
        left.addWidget(self.list)
        left.addWidget(Text(look, tr("Grey: no carrier class here describes the particle."), tone="ink2", size=SMALL, wrap=True))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(tr("Product"))
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.side)
        beside.addWidget(self.area, 1)
        self._fit()

    def _fit(self) -> None:
        self.list.setFont(self.look.font())
        self.line.setFixedHeight(self.look.px(24))
        self.side.setFixedWidth(self.look.px(LIST))

    # -- the list

    def _known(self) -> Catalogue | None:
        """The catalogue without what the project brings along; what was predicted with another one counts no more."""
        if self._catalogue is not self.bench.shipped:
            self._catalogue = self.bench.shipped
            self.found.clear()
        return self._catalogue

    def look_up(self, text: str) -> None:
        """List the products that a text finds, the actively targeted ones first."""
        catalogue = self._known()
        if catalogue is None:
            return
        wanted = {material.id for material in catalogue.search(text, "product")} if text.strip() else None
        with QSignalBlocker(self.list):
            self.list.clear()
            for is_active, heading in GROUPS.items():
                group = [one for one in gallery.products(catalogue) if one.is_active is is_active and (wanted is None or one.id in wanted)]
                self._list_group(heading, group)
            self._mark_shown()

    def _list_group(self, heading: str, products: Sequence[gallery.Product]) -> None:
        if not products:
            return
        head = QListWidgetItem(tr(heading))
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setFont(self.look.font(demi=True))
        head.setForeground(self.look.color("ink"))
        self.list.addItem(head)
        for product in products:
            item = QListWidgetItem(product.name)
            item.setData(_ID, product.id)
            item.setToolTip(", ".join(filter(None, (product.material.text("vehicle"), product.material.text("payload")))))
            if not product.has_particle:
                item.setForeground(self.look.color("ink2"))
            self.list.addItem(item)

    def _mark_shown(self) -> None:
        for place in range(self.list.count()):
            if self.list.item(place).data(_ID) == self.shown:
                self.list.setCurrentRow(place)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        id_ = item.data(_ID) if item is not None else None
        if isinstance(id_, str):
            self.show_product(id_)

    # -- one product

    def show_product(self, id_: str) -> None:
        """Show a product; its prediction follows."""
        catalogue = self._known()
        if catalogue is None:
            return
        self.shown = id_
        with QSignalBlocker(self.list):
            self._mark_shown()
        self._show(gallery.product(id_, catalogue), self.found.get(id_))
        if id_ not in self.found:
            self._lane.restart(_job(id_, catalogue))

    def _arrived(self, found: gallery.Comparison) -> None:
        self.found[found.product.id] = found
        if found.product.id == self.shown:
            self._show(found.product, found)

    def _show(self, product: gallery.Product, found: gallery.Comparison | None) -> None:
        px = self.look.px
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(4))
        title = Text(self.look, product.name, demi=True)
        title.setObjectName("gallery:title")
        column.addWidget(title)
        column.addWidget(self._grid([(tr(head), text) for head, text in product.facts], (), "gallery:facts"))
        self._head(column, tr("Published against predicted"))
        if found is None:
            column.addWidget(Text(self.look, tr("Working it out…"), tone="ink2"))
        elif found.lines:
            rows = [tuple(map(translated, gallery.line_words(line, self.bench.decimal))) for line in found.lines]
            column.addWidget(self._grid(rows, tuple(map(tr, gallery.HEADS)), "gallery:table"))
        else:
            column.addWidget(Text(self.look, tr("Neither size, zeta nor DLC is published in the catalogue."), tone="ink2", wrap=True))
        column.addSpacing(px(4))
        if found is not None:
            self._paragraphs(column, "", gallery.remarks(found))
        self._paragraphs(column, tr("Cannot be modelled"), product.gaps)
        if found is not None and self._catalogue is not None:
            keys = dict.fromkeys(line.published.source for line in found.lines)
            self._paragraphs(column, tr("Sources"), [source_text(source_data(key, self._catalogue), tr) for key in keys])
        column.addSpacing(px(12))
        column.addLayout(self._open_line(product))
        column.addStretch(1)
        inside.setMaximumWidth(px(COLUMN))
        self.area.setWidget(inside)

    def _open_line(self, product: gallery.Product) -> QVBoxLayout:
        said = (
            tr("Makes an untitled project with the materials above")
            + (tr(" and, as a second variant, the published size with its source.") if product.has_particle else ".")
            + tr(" Every other field is a default, not a published value.")
        )
        button = BoxButton(self.look, tr("Open as a project"))
        button.setObjectName("gallery:open")
        button.setAccessibleName(tr("Open as a project"))
        button.clicked.connect(lambda _checked=False: self.open_project(product))
        line = QVBoxLayout()
        line.setSpacing(self.look.px(4))
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(Text(self.look, said, tone="ink2", size=SMALL, wrap=True))
        return line

    def _head(self, column: QVBoxLayout, text: str) -> None:
        column.addSpacing(self.look.px(10))
        column.addWidget(Text(self.look, text, demi=True, size=SMALL))

    def _paragraphs(self, column: QVBoxLayout, heading: str, texts: Sequence[str]) -> None:
        if texts and heading:
            self._head(column, heading)
        for text in texts:
            label = Text(self.look, text, tone="ink2", wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)

    def _grid(self, rows: Sequence[Sequence[str]], heads: Sequence[str], name: str) -> QWidget:
        """Rows of words; a published value outside the interval stands out by weight, for colour alone says nothing."""
        table = QWidget()
        table.setObjectName(name)
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.look.px(16))
        grid.setVerticalSpacing(self.look.px(4))
        for place, head in enumerate(heads):
            grid.addWidget(Text(self.look, head, tone="ink2", size=SMALL), 0, place)
        for line, row in enumerate(rows, 1):
            for place, text in enumerate(row):
                aside, outside = place == 0 and not heads, bool(heads) and text.startswith("outside")
                tone = "warn" if outside else "ink2" if aside else "ink"
                label = Name(self.look, text, tone=tone, demi=outside, wrap=not heads)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(label, line, place, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(len(heads) or 1, 1)
        return table

    def open_project(self, product: gallery.Product) -> None:
        """The product as an untitled project in the window; unsaved work stays one button away."""
        self.window_of.filing.begin(gallery.project(product, now(), str(uuid.uuid4())))
        self.window_of.go("design")

    # -- what the window asks

    def arrive(self) -> None:
        """Ready to search, with a product on show."""
        catalogue = self._known()
        self.look_up(self.line.text())
        if catalogue is not None:
            self.show_product(self.shown or gallery.products(catalogue)[0].id)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme or text size."""
        self.look.set_tokens(tokens)
        self._fit()
        self.look_up(self.line.text())
        if self.shown:
            self.show_product(self.shown)

    def close_down(self) -> None:
        """Stop working in the background."""
        self._lane.close()


def _job(id_: str, catalogue: Catalogue) -> Job:
    def job(ticket: Ticket) -> gallery.Comparison:
        del ticket
        return gallery.compared(gallery.product(id_, catalogue), catalogue, draws=DRAWS, seed=SEED)

    return job
