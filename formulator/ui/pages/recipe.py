"""The bench: with what a variant is made at the left, what is weighed and pipetted at the right, or why it cannot be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from formulator.recipe import Plan, plan, wanted
from formulator.recipe.order import order
from formulator.recipe.portions import Problem, tools
from formulator.recipe.scale import scale_words, scaling
from formulator.ui.document import now
from formulator.ui.pages import Page, stand_beside
from formulator.ui.pages import recipe_model as model
from formulator.ui.pages.executed import ExecutedPart
from formulator.ui.pages.recipe_side import RecipeSide
from formulator.ui.pages.recipe_table import PlainTable
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.note import Choice, Note
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr, translated
from formulator.units import format_value

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.ui.window import Window

SIDE, BESIDE = 376, 840
"""Width of the fields, and of the page from which the recipe stands beside them; in a narrower one it stands below."""
NO_CARRIER = "The recipe follows when a carrier is chosen."


class RecipePage(Page):
    """Batch, balance, pipettes and lots; and the recipe that they and the design make."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.bench = window.workbench
        self.look = Look(window.theme.tokens, self)
        self.made = Plan()
        self.refusals: list[Note] = []
        self.steps: tuple[str, ...] = ()
        self._shown: tuple[object, ...] = ()
        self.setObjectName("page-recipe")
        self.setAccessibleName(tr("Recipe"))
        self._build()
        for signal in (self.bench.prediction_changed, self.bench.project_changed, self.bench.stack.indexChanged):
            signal.connect(self._follow)

    # -- building

    def _build(self) -> None:
        look, px = self.look, self.look.px
        self.side = RecipeSide(self.bench, look)
        self.title = Text(look, tr("Weigh and pipette"), demi=True)
        self.extent = Text(look, tone="ink2", wrap=True)
        self.extent.setObjectName("recipe:size")
        self.copy_button = BoxButton(look, tr("Copy tables"))
        self.copy_button.setObjectName("recipe:copy")
        self.copy_button.setAccessibleName(tr("Copy the tables of the recipe"))
        self.copy_button.clicked.connect(self.copy)
        self.problems = QVBoxLayout()
        self.problems.setSpacing(px(8))
        self.table = PlainTable(look, tr("What to weigh and pipette"), tuple(map(tr, model.HEADS)), model.NUMBERS, (4, 5))
        self.table.setObjectName("recipe:table")
        self.order_head = Text(look, tr("Order of addition"), demi=True)
        self.order = Text(look, wrap=True)
        self.order.setObjectName("recipe:order")
        self.order.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rounded_head = Text(look, tr("What rounding to balance and pipettes does"), demi=True)
        self.rounded = PlainTable(look, tr("What rounding does"), tuple(map(tr, model.ROUNDED_HEADS)), model.ROUNDED_NUMBERS, (2,))
        self.rounded.setObjectName("recipe:rounded")
        self.notes = Text(look, tone="ink2", size=SMALL, wrap=True)
        self.notes.setObjectName("recipe:notes")
        self.scale = Text(look, tone="ink2", size=SMALL, wrap=True)
        self.scale.setObjectName("recipe:scale")
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.copy_button)
        column = QVBoxLayout()
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(self.extent)
        column.addLayout(self.problems)
        for part in (self.table, self.order_head, self.order, self.rounded_head, self.rounded, self.scale, self.notes):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if isinstance(part, PlainTable) else Qt.AlignmentFlag(0))
        self.executed = ExecutedPart(self.bench, look)
        column.addWidget(self.executed)
        column.addStretch(1)
        inside = QWidget()
        inside.setLayout(column)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        self.beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.beside.setContentsMargins(0, 0, 0, 0)
        self.beside.setSpacing(0)
        self.beside.addWidget(self.side)
        self.beside.addWidget(self.area, 1)

    def fit(self) -> None:
        is_wide = self.width() >= self.look.px(BESIDE)
        stand_beside(self.beside, self.side, self.look.px(SIDE), is_wide)
        self.side.setMinimumWidth(self.look.px(SIDE) if is_wide else 0)
        self.beside.setStretch(0, 0 if is_wide else 1)

    # -- showing

    def _follow(self, *_: object) -> None:
        """The design or the bench has changed; the page follows only while somebody looks."""
        if self.isVisible():
            self.refresh()

    def refresh(self, *, is_bare: bool = False) -> None:
        """Plan anew when anything differs from what is shown; the same plan fills fields and tables that are `is_bare`."""
        bench = self.bench
        key = (
            *(bench.variant, bench.catalogue, bench.predicted, bench.decimal, bench.prediction is not None),
            *(bench.project.batches, self.executed.number),
        )
        is_known = len(key) == len(self._shown) and all(one is other for one, other in zip(key, self._shown, strict=True))
        if is_known and not is_bare:
            return
        self._shown = key
        if bench.catalogue is None:
            self.extent.setText(NO_CARRIER)
            self._show(Plan())
            self.executed.show_plan(self.made, {})
            return
        self._show(self.made if is_known else plan(bench.design, bench.variant.bench, bench.catalogue, today=now()))
        self.side.show_bench(self.made.components or wanted(bench.design, bench.variant.bench, bench.catalogue), bench.catalogue)
        self._show_size()
        self._show_scale(bench.catalogue)
        self.executed.show_plan(self.made, model.component_names(self.made.components, bench.design, bench.catalogue))

    def _show_scale(self, catalogue: Catalogue) -> None:
        """What another batch size than the designed one keeps."""
        size = self.bench.variant.bench.batch
        said = scale_words(scaling(self.bench.design, catalogue, size)) if size is not None and self.made.portions else ""
        self.scale.setText(model.localised(said, self.bench.decimal))
        self.scale.setVisible(bool(said))

    def _show(self, made: Plan) -> None:
        self.made = made
        decimal, with_tools = self.bench.decimal, tools(self.bench.variant.bench)
        self.table.show_rows(model.weigh_rows(made, with_tools, decimal))
        self.rounded.show_rows(model.rounded_rows(made.deviations, decimal))
        steps = order(self.bench.design.process.method, made.portions, made.phases, with_tools.readability) if made.portions else ()
        self.steps = tuple(model.localised(step, decimal) for step in steps)
        said = (model.localised(model.said_step(step), decimal) for step in steps)
        self.order.setText("\n".join(f"{number}. {step}" for number, step in enumerate(said, 1)))
        self.notes.setText("\n".join(model.localised(translated(note), decimal) for note in made.notes))
        for part, is_there in (
            (self.table, made.portions),
            (self.order_head, self.steps),
            (self.order, self.steps),
            (self.rounded_head, made.deviations),
            (self.rounded, made.deviations),
            (self.notes, made.notes),
        ):
            part.setVisible(bool(is_there))
        self.copy_button.setEnabled(bool(made.portions))
        self._show_problems(made.problems)

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        for note in self.refusals:
            self.problems.removeWidget(note)
            note.hide()
            note.deleteLater()
        self.refusals = []
        for problem in problems:
            note = Note(self.look)
            choices: list[Choice] = []
            if problem.fix is not None:
                fix = problem.fix
                choices.append(
                    (
                        tr("Apply: {fix}", fix=model.localised(model.fix_words(fix), self.bench.decimal)),
                        partial(self.apply, fix),
                    )
                )
            note.say(model.problem_words(problem, self.bench.decimal), "", choices)
            self.problems.addWidget(note)
            self.refusals.append(note)

    def _show_size(self) -> None:
        decimal, found = self.bench.decimal, self.side.amounts
        said = [
            f"{format_value(value, decimal)} {words}"
            for way, words in (
                (model.SOLIDS, tr("solids")),
                (model.VOLUME, tr("final volume")),
                (model.DRUG, tr("payload in the particles, before losses")),
            )
            if (value := found.value(way)) is not None
        ]
        self.extent.setText("; ".join(said) + "." if said else NO_CARRIER if not self.made.problems else "")

    # -- acting

    def apply(self, fix: tuple[str, str]) -> None:
        """Take a proposal: one step of undo."""
        self.bench.push(model.localised(model.fix_words(fix), self.bench.decimal), model.fixed(self.bench.project, fix))

    def copy(self) -> None:
        """The recipe on the clipboard, as text for a spreadsheet and as tables."""
        steps = [(str(number), step) for number, step in enumerate(self.steps, 1)]
        tables = ((model.HEADS, self.table.rows), (("Step", "What"), steps), (model.ROUNDED_HEADS, self.rounded.rows))
        data = QMimeData()
        data.setText(model.tsv(tables))
        data.setHtml(model.html(tables))
        QGuiApplication.clipboard().setMimeData(data)

    # -- what the window asks

    def focus_field(self, path: str) -> None:
        """Bring a field of the bench into view and put the cursor there; the batch stands in the way in which it was given."""
        ways = (model.SOLIDS, model.VOLUME)
        given = next((way for way in ways if model.is_by(self.bench.variant.bench, way)), model.SOLIDS)
        self.side.focus_field(given if path == "bench.batch" else path)

    def submit(self) -> None:
        """Take over what is half typed."""
        self.side.submit()
        self.executed.submit()

    def arrive(self) -> None:
        """The design may have changed since."""
        self.fit()
        self.refresh()

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme or text size."""
        self.submit()
        self.side.dress_anew(tokens)
        self.executed.restyle()
        self.fit()
        if self.isVisible():
            self.refresh(is_bare=True)
        else:
            self._shown = ()
