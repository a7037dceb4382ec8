"""The formulation sheet as it will be printed: its pages, why it is a draft, and the forms in which it can be saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from formulator.ui.export import paper, pdf
from formulator.ui.export.paint import Brush
from formulator.ui.exporting import NOTEBOOK, SHEETS, LaidOut
from formulator.ui.pages import Page
from formulator.ui.tasks import Lane
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr, trn

if TYPE_CHECKING:
    from formulator.sheets.content import Sheet
    from formulator.ui.window import Window

SIDE, GAP = 288, 16
PAPER_WIDTH = 760
"""Widest a page is shown, in logical pixels."""


class PaperView(QWidget):
    """One page of the sheet; painted once for each size and kept."""

    def __init__(self, made: paper.Page, size: tuple[float, float], drawn: Mapping[str, str], name: str, spoken: str) -> None:
        super().__init__()
        self.made, self.paper_size, self.drawn, self.name = made, size, drawn, name
        self.setAccessibleName(spoken)
        self._kept: QPixmap | None = None

    def show_wide(self, width: int) -> None:
        """Show the page this wide."""
        wanted = QSize(width, round(width * self.paper_size[1] / self.paper_size[0]))
        if wanted != self.size():
            self._kept = None
            self.setFixedSize(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The page as it will be on paper."""
        ratio = self.devicePixelRatioF()
        if self._kept is None or self._kept.devicePixelRatio() != ratio:
            self._kept = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            self._kept.setDevicePixelRatio(ratio)
            self._kept.fill(Qt.GlobalColor.white)
            painter = QPainter(self._kept)
            painter.scale(self.width() / self.paper_size[0], self.width() / self.paper_size[0])
            pdf.paint(painter, Brush(), self.made, self.drawn, self.name)
            painter.end()
        QPainter(self).drawPixmap(0, 0, self._kept)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """A page that nobody looks at keeps no picture: each takes some three megabytes."""
        super().hideEvent(event)
        self._kept = None


class SheetPage(Page):
    """The pages at the right, what can be done with them at the left."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window_of = window
        self.bench = window.workbench
        self.look = Look(window.theme.tokens, self)
        self.paper = "A4"
        self.views: list[PaperView] = []
        self._shown: object = None
        self.setObjectName("page-sheet")
        self.setAccessibleName(tr("Formulation sheet"))
        self._lane = Lane(self._arrived, self, inline=window.inline)
        self._build()
        self.bench.prediction_changed.connect(self._follow)
        for signal in (self.bench.project_changed, self.bench.stack.indexChanged):
            signal.connect(self._changed)

    def _build(self) -> None:
        look, px = self.look, self.look.px
        self.status = Text(look, demi=True)
        self.status.setObjectName("sheet:status")
        self.why = Text(look, tone="ink2", size=SMALL, wrap=True)
        self.working = Text(look, tone="ink3", size=SMALL)
        left = QVBoxLayout()
        left.setContentsMargins(px(16), px(16), px(16), px(16))
        left.setSpacing(px(8))
        left.addWidget(Text(look, tr("Formulation sheet"), demi=True))
        left.addWidget(self.status)
        left.addWidget(self.why)
        left.addSpacing(px(8))
        left.addWidget(Text(look, tr("Paper"), demi=True, size=SMALL))
        self.papers = {name: QRadioButton(name) for name in paper.PAGES}
        line, group = QHBoxLayout(), QButtonGroup(self)
        for name, button in self.papers.items():
            button.setObjectName(f"sheet:{name}")
            button.setAccessibleName(tr("Paper {name}", name=name))
            button.clicked.connect(lambda checked=False, chosen=name: self.choose_paper(chosen))
            line.addWidget(button)
            group.addButton(button)
        line.addStretch(1)
        left.addLayout(line)
        left.addSpacing(px(8))
        left.addWidget(Text(look, tr("Sheet of"), demi=True, size=SMALL))
        self.records, self.record_buttons = QVBoxLayout(), QButtonGroup(self)
        left.addLayout(self.records)
        left.addSpacing(px(8))
        left.addWidget(Text(look, tr("House template"), demi=True, size=SMALL))
        self.house = Text(look, tone="ink2", size=SMALL, wrap=True)
        self.house.setObjectName("sheet:house")
        left.addWidget(self.house)
        self.choose, self.leave = BoxButton(look, tr("Choose…")), BoxButton(look, tr("None"))
        beside = QHBoxLayout()
        for chooser, name, spoken, act in (
            (self.choose, "sheet:template", tr("Choose a template for sheets"), self.choose_template),
            (self.leave, "sheet:no-template", tr("Print sheets without a template"), self.leave_template),
        ):
            chooser.setObjectName(name)
            chooser.setAccessibleName(spoken)
            chooser.clicked.connect(act)
            beside.addWidget(chooser)
        beside.addStretch(1)
        left.addLayout(beside)
        left.addSpacing(px(8))
        left.addWidget(Text(look, tr("Save as"), demi=True, size=SMALL))
        for suffix, word in {**SHEETS, **NOTEBOOK}.items():
            word = tr(word)
            row = BoxButton(look, word)
            row.setObjectName(f"sheet:save{suffix}")
            row.setAccessibleName(tr("Save the sheet as {word}", word=word))
            row.clicked.connect(lambda checked=False, chosen=suffix: self.window_of.exporting.export_sheet_as(chosen, self.paper))
            left.addWidget(row)
        left.addStretch(1)
        left.addWidget(self.working)
        inside = QWidget()
        inside.setLayout(left)
        self.side = QScrollArea()
        self.side.setWidgetResizable(True)
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setAccessibleName(tr("Choices for the sheet"))
        self.side.setWidget(inside)
        self.pages = QVBoxLayout()
        self.pages.setSpacing(px(GAP))
        self.pages.setContentsMargins(px(16), px(16), px(16), px(16))
        inside = QWidget()
        inside.setLayout(self.pages)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(tr("Pages of the sheet"))
        self.area.setWidget(inside)
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.side)
        beside.addWidget(self.area, 1)
        self._mark_paper()
        self.fit()

    # -- showing

    def choose_paper(self, name: str) -> None:
        """A4 or Letter."""
        self.paper = name
        self._mark_paper()
        self.refresh()

    def choose_template(self) -> None:
        """The house's heading, number, logo, order and fixed fields out of a file."""
        self.window_of.exporting.choose_template()
        self.refresh()

    def leave_template(self) -> None:
        """Sheets as they come."""
        self.window_of.exporting.template = None
        self.refresh()

    def choose_record(self, number: str) -> None:
        """An executed batch by its number, or the design with lines to write on."""
        self.window_of.exporting.number = number
        self.refresh()

    def _show_choices(self) -> None:
        """The batches that were made of this variant, and the template that counts."""
        exporting, shown = self.window_of.exporting, self.bench.variant.id
        while (item := self.records.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        chosen = exporting.record
        made = [one for one in self.bench.project.batches if one.variant == shown]
        choices = [
            ("design", "", tr("Design, lines to write on")),
            *((one.id, one.number, tr("Batch {number}", number=one.number)) for one in made),
        ]
        for key, number, words in choices:
            button = QRadioButton(words.replace("&", "&&"))
            button.setObjectName(f"sheet:record.{key}")
            button.setAccessibleName(tr("Sheet of {words}", words=words))
            button.setChecked(number == (chosen.number if chosen is not None else ""))
            button.clicked.connect(lambda checked=False, number=number: self.choose_record(number))
            self.record_buttons.addButton(button)
            self.records.addWidget(button)
        house = exporting.template
        named = " · ".join(filter(None, (house.company, house.title, house.number))) if house is not None else ""
        self.house.setText((named or tr("chosen")) if house is not None else tr("none"))
        self.leave.setEnabled(house is not None)

    def _mark_paper(self) -> None:
        self.papers[self.paper].setChecked(True)

    def refresh(self) -> None:
        """Lay the sheet out again, in the background what takes long."""
        bench = self.bench
        if bench.catalogue is None or bench.prediction is None:
            self.working.setText(tr("The sheet follows when a carrier is chosen."))
            return
        self._shown = (bench.project, self.paper)
        self._show_choices()
        self.working.setText(tr("Laying out …"))
        self._lane.restart(self.window_of.exporting.job(bench.catalogue))

    def _arrived(self, found: LaidOut) -> None:
        sheet = found.sheet
        if found.project is not self.bench.project:
            return
        self.working.setText("")
        drawn = {name: pdf.plain_halos(text) for name, text in found.pictures.items()}
        made = paper.pages(sheet, self.paper, drawn, Brush().measure)
        for view in self.views:
            self.pages.removeWidget(view)
            view.hide()
            view.deleteLater()
        size = paper.PAGES[self.paper]
        self.views = [
            PaperView(one, size, drawn, self.paper, tr("Page {n} of {count}", n=n, count=len(made))) for n, one in enumerate(made, 1)
        ]
        for view in self.views:
            self.pages.addWidget(view, 0, Qt.AlignmentFlag.AlignHCenter)
        self.status.setText(trn("{status}, {count} page", "{status}, {count} pages", len(made), status=tr(sheet.status.capitalize())))
        self.why.setText(self._why_draft(sheet))
        self.fit()

    def _why_draft(self, sheet: Sheet) -> str:
        if sheet.status != "DRAFT":
            return ""
        errors = sum(finding.severity == "error" for finding in self.bench.findings)
        if errors:
            return trn(
                "It stays a draft until {count} remark of the design check marked as an error is settled.",
                "It stays a draft until {count} remarks marked as errors are settled.",
                errors,
            )
        return tr("It stays a draft until every mandatory field is filled; section 13 lists what is missing.")

    def fit(self) -> None:
        self.side.setFixedWidth(self.look.px(SIDE))
        room = self.area.viewport().width() - 2 * self.look.px(16)
        for view in self.views:
            view.show_wide(max(self.look.px(320), min(room, self.look.px(PAPER_WIDTH))))

    def _follow(self) -> None:
        """The design has changed; the sheet follows only while somebody looks."""
        if self.isVisible() and self.bench.has_intervals:
            self.refresh()

    def _changed(self, *_: object) -> None:
        """A status, a lot or a range is another; a design that has changed is followed when its intervals are there."""
        if self.isVisible() and self.bench.has_intervals:
            self.arrive()

    # -- what the window asks

    def submit(self) -> None:
        """Nothing is typed here."""

    def arrive(self) -> None:
        """Lay the sheet out when the project is another than the one shown."""
        if self._shown is None or self._shown != (self.bench.project, self.paper):
            self.refresh()

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme or text size; paper stays white."""
        self.look.set_tokens(tokens)
        self.fit()

    def close_down(self) -> None:
        """Stop working in the background."""
        self._lane.close()
