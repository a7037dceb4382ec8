"""A plate of many conditions: what is varied at the left, the wells and what to prepare at the right, or why it cannot be pipetted."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from formulator import design as designs
from formulator.errors import FormulatorError
from formulator.recipe.plate import Plate
from formulator.sheets import plate as paper
from formulator.ui.document import file_name, printed
from formulator.ui.pages import Page, stand_beside
from formulator.ui.pages import recipe_model as model
from formulator.ui.pages.exploration import fields
from formulator.ui.pages.plate_plan import Wish, job
from formulator.ui.pages.plate_view import PlateView
from formulator.ui.pages.recipe_table import PlainTable
from formulator.ui.tasks import Lane
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.widgets.buttons import BoxButton, PickButton
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.note import Note
from formulator.ui.widgets.text import Text
from formulator.ui.words import known, tr, translated
from formulator.units import Value

if TYPE_CHECKING:
    from formulator.ui.window import Window

SIDE, BESIDE = 312, 780
FIRST_VALUES = {"payload.np_ratio": "1; 2; 4; 8; 12; 16", "ligand.density": "1; 2; 5; 10; 20"}
_BOXES = {
    "values": ("Values", "one condition each, with ; between them"),
    "well": ("Volume of a well", "such as 100 µL"),
    "payload": ("Payload in each well", "such as 0.5 µg; else as much polymer in each"),
    "replicates": ("Replicates", "wells for each condition"),
}


class PlatePage(Page):
    """It keeps what was asked while the window is open; the stocks, the pipettes and the design are those of the project."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window_of, self.bench = window, window.workbench
        self.look = Look(window.theme.tokens, self)
        self.made = Plate()
        self.refusals: list[Note] = []
        self._shown: tuple[object, ...] = ()
        design = self.bench.design
        is_nucleic = bool(design.payloads and (design.payloads[0].id or "").startswith("nucleic_acid:"))
        self.path = "payload.np_ratio" if is_nucleic else "ligand.density"
        self.setObjectName("page-plate")
        self.setAccessibleName(tr("Plate of many conditions"))
        self._lane = Lane(self._arrived, self, inline=window.inline)
        self._build()
        self.choose_field(self.path)
        for signal in (self.bench.prediction_changed, self.bench.project_changed, self.bench.stack.indexChanged):
            signal.connect(self._follow)

    # -- building

    def _build(self) -> None:
        px = self.look.px
        self.side = self._side()
        right = QWidget()
        right.setLayout(self._right())
        inside = QWidget()
        self.beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self.beside.setContentsMargins(0, 0, 0, 0)
        self.beside.setSpacing(0)
        self.beside.addWidget(self.side, 0, Qt.AlignmentFlag.AlignTop)
        self.beside.addWidget(right, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.side.setMinimumWidth(px(SIDE))

    def _side(self) -> QWidget:
        look, px = self.look, self.look.px
        column = QVBoxLayout()
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(6))
        column.addWidget(Text(look, tr("Plate of many conditions"), demi=True))
        column.addWidget(Text(look, tr("Varied"), tone="ink2", size=SMALL))
        self.pick = PickButton(look)
        self.pick.setObjectName("plate:field")
        self.pick.setAccessibleName(tr("Field to vary on the plate"))
        self.pick.clicked.connect(self._open_fields)
        column.addWidget(self.pick)
        self.boxes: dict[str, EntryBox] = {}
        self.rows: list[QWidget] = [self.pick]
        for name, (words, hint) in ((name, map(tr, said)) for name, said in _BOXES.items()):
            column.addWidget(Text(look, f"{words}, {hint}", tone="ink2", size=SMALL, wrap=True))
            box = self.boxes[name] = EntryBox(look)
            box.set_state("typed")
            box.setObjectName(f"plate:{name}")
            box.setAccessibleName(words)
            box.setAccessibleDescription(hint)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            box.submitted.connect(lambda _text: self.refresh())
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(box)
            self.rows.append(row)
            column.addWidget(row)
        self.boxes["well"].put("100 uL")
        self.boxes["replicates"].put("3")
        column.addSpacing(px(8))
        self.save_button = self._button(tr("Save for the robot…"), "plate:save", self.save)
        self.wall_button = self._button(tr("PDF for the wall…"), "plate:wall", self.save_wall)
        self.copy_button = self._button(tr("Copy tables"), "plate:copy", self.copy)
        self.stocks_button = self._button(tr("Stocks and pipettes"), "plate:stocks", lambda: self.window_of.show_field("lot.carrier.stock"))
        for button in (self.save_button, self.wall_button, self.copy_button, self.stocks_button):
            column.addWidget(button)
        column.addStretch(1)
        side = QWidget()
        side.setLayout(column)
        return side

    def _button(self, words: str, name: str, call: Any) -> BoxButton:
        made = BoxButton(self.look, words)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.clicked.connect(lambda _checked=False: call())
        return made

    def _right(self) -> QVBoxLayout:
        look, px = self.look, self.look.px
        self.problems = QVBoxLayout()
        self.problems.setSpacing(px(8))
        self.working = Text(look, tone="ink3", size=SMALL)
        self.wells = PlateView(look)
        self.wells.chosen.connect(self._tell_well)
        self.told = Text(look, tone="ink2", wrap=True)
        self.told.setObjectName("plate:told")
        self.conditions = PlainTable(look, tr("Conditions"), (tr("No."), tr("Condition"), tr("Wells")), (0,), (1,))
        self.sources = PlainTable(look, tr("What to prepare"), (tr("Prepare"), tr("Volume")), (1,), (1,))
        self.order = Text(look, wrap=True)
        self.order.setObjectName("plate:order")
        self.order.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rounded = PlainTable(
            look, tr("What rounding does"), (tr("Condition"), tr("Answer"), tr("Designed"), tr("Made"), tr("Change")), (2, 3, 4), (4,)
        )
        self.notes = Text(look, tone="ink2", size=SMALL, wrap=True)
        prepare, order = Text(look, tr("Prepare"), demi=True), Text(look, tr("Mixing order"), demi=True)
        rounding = Text(look, tr("What rounding to the pipettes does"), demi=True)
        self.parts: tuple[tuple[QWidget, str], ...] = (
            (self.wells, "wells"), (self.told, "wells"), (self.conditions, "wells"), (prepare, "wells"), (self.sources, "wells"),
            (order, "wells"), (self.order, "wells"), (rounding, "rounded"),
            (self.rounded, "rounded"), (self.notes, "wells"),
        )  # fmt: skip
        column = QVBoxLayout()
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(8))
        column.addWidget(self.working)
        column.addLayout(self.problems)
        for part, _ in self.parts:
            part.hide()  # Nothing is shown before there is a plate.
            is_left = isinstance(part, PlainTable | PlateView)
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag(0))
        column.addStretch(1)
        return column

    def fit(self) -> None:
        is_wide = self.width() >= self.look.px(BESIDE)
        stand_beside(self.beside, self.side, self.look.px(SIDE), is_wide)
        for row in self.rows:
            row.setFixedHeight(self.look.px(24))

    # -- choosing

    def choose_field(self, path: str) -> None:
        """What differs from condition to condition."""
        self.path = path
        label = tr(designs.field(path).label)
        self.pick.show_choice(label, True, label)
        now = designs.get(self.bench.design, path)
        usual = FIRST_VALUES.get(path) or (f"{now.magnitude:g} {now.unit}".strip() if isinstance(now, Value) else "")
        self.boxes["values"].put(usual.replace(".", self.bench.decimal))

    def _open_fields(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for title, rows in fields(self.bench.design, self.bench.catalogue).items():
            inner = menu.addMenu(title)
            for path, name in rows:
                action = inner.addAction(name)
                action.setObjectName(f"plate:pick:{path}")
                action.setCheckable(True)
                action.setChecked(path == self.path)
                action.triggered.connect(partial(self._picked, path))
        menu.popup(self.pick.mapToGlobal(QPoint(0, self.pick.height())))

    def _picked(self, path: str, checked: bool = False) -> None:
        del checked
        self.choose_field(path)
        self.refresh()

    # -- showing

    def _follow(self, *_: object) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Plan anew when anything differs from what is shown; what is shown stays until then."""
        bench = self.bench
        wish = Wish(path=self.path, **{name: box.text() for name, box in self.boxes.items()})
        if bench.catalogue is None:
            self._show(Plate(), tr("The plate follows when the catalogue is read."))
            return
        key = (wish, bench.variant, bench.catalogue, bench.decimal)
        if len(self._shown) == len(key) and all(one is other or one == other for one, other in zip(key, self._shown, strict=True)):
            return
        self._shown = key
        self.working.setText(tr("Working out the plate …"))
        self.working.show()
        for button in (self.save_button, self.wall_button, self.copy_button):
            button.setEnabled(False)
        self._lane.restart(job(wish, bench.variant, bench.catalogue, bench.decimal))

    def _arrived(self, found: tuple[Plate, str]) -> None:
        self._show(*found)

    def _show(self, made: Plate, problem: str) -> None:
        self.made = made
        decimal = self.bench.decimal
        self.working.hide()
        numbers = {well: number for number, (_, wells) in enumerate(made.wells, 1) for well in wells}
        self.wells.show_wells(numbers)
        self._tell_well(self.wells.well)
        self.conditions.show_rows([(str(number), self._named(name), " ".join(wells)) for number, (name, wells) in enumerate(made.wells, 1)])
        self.sources.show_rows([(source, model.localised(volume, decimal)) for source, volume in paper.sources(made)])
        self.order.setText("\n".join(f"{number}. {known(words)}" for number, words in enumerate(paper.steps(made), 1)))
        self.rounded.show_rows([tuple(model.localised(text, decimal) for text in row) for row in paper.rounded(made)])
        self.notes.setText("\n".join(map(translated, made.notes)))
        for part, needs in self.parts:
            part.setVisible(bool(made.wells) and (needs == "wells" or bool(self.rounded.rows)))
        for button in (self.save_button, self.wall_button, self.copy_button):
            button.setEnabled(bool(made.wells))
        self._show_problems([problem] if problem else self._refused(made))

    def _refused(self, made: Plate) -> list[str]:
        """Each reason once, with the conditions that it keeps from being made."""
        found: dict[str, list[str]] = {}
        for one in made.problems:
            condition, _, component = one.component.partition(": ")
            text = model.problem_words(dataclasses.replace(one, component=component), self.bench.decimal)
            found.setdefault(text, []).append(condition.partition(" ")[2])
        label = tr(designs.field(self.path).label)
        return [f"{label} {', '.join(values)}: {translated(text)}" for text, values in found.items()]

    def _named(self, condition: str) -> str:
        """A condition with the label of the field in place of its path."""
        path, _, value = condition.partition(" ")
        return f"{tr(designs.field(path).label)} {value}"

    def _show_problems(self, texts: Sequence[str]) -> None:
        for note in self.refusals:
            self.problems.removeWidget(note)
            note.hide()
            note.deleteLater()
        self.refusals = []
        for text in dict.fromkeys(texts):
            note = Note(self.look)
            note.say(model.localised(text, self.bench.decimal), "", ())
            self.problems.addWidget(note)
            self.refusals.append(note)

    def _tell_well(self, well: str) -> None:
        found = paper.contents(self.made, well)
        number = self.wells.numbers.get(well)
        inside = tr(", then ").join(tr("{volume} of {source}", volume=volume, source=source) for source, volume in found)
        name = self._named(self.made.wells[number - 1][0]) if number else ""
        self.told.setText(
            model.localised(f"{well}: {name}: {inside}." if number else tr("{well} stays empty.", well=well), self.bench.decimal)
        )

    # -- acting

    def save(self) -> None:
        """Every transfer as CSV, for a robot: the whole file or nothing."""
        self._save(tr("Save for the robot"), tr("Transfers (*.csv)"), ".csv", lambda: paper.robot(self.made).encode())

    def save_wall(self) -> None:
        """The plate as a map with its tables on paper."""
        from formulator.ui.export import report

        title = f"Plate: {self.bench.project.title}, {self.bench.variant.name}"
        about = f"{designs.field(self.path).label}: one condition a number. Printed {printed()}."
        self._save(tr("PDF for the wall"), "PDF (*.pdf)", ".pdf", lambda: report.pdf(paper.wall(self.made, title, about), title))

    def _save(self, title: str, kinds: str, suffix: str, content: Callable[[], bytes]) -> None:
        from formulator.storage import write_bytes

        if not self.made.wells:
            return
        proposed = Path(self.window_of.settings.last_folder()) / file_name(f"{self.bench.variant.name} plate", suffix)
        name, _ = QFileDialog.getSaveFileName(self, title, str(proposed), kinds)
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(f"{name}{suffix}")
        try:
            write_bytes(path, content())
        except FormulatorError as problem:
            self.window_of.say(str(problem))
            return
        self.window_of.exporting.tell_saved(str(path))

    def copy(self) -> None:
        """The tables on the clipboard, as text for a spreadsheet and as tables."""
        steps = [(str(number), words) for number, words in enumerate(paper.steps(self.made), 1)]
        tables = (
            (self.conditions.heads, self.conditions.rows),
            (self.sources.heads, self.sources.rows),
            (("Step", "What"), steps),
            (self.rounded.heads, self.rounded.rows),
        )
        data = QMimeData()
        data.setText(model.tsv(tables))
        data.setHtml(model.html(tables))
        QGuiApplication.clipboard().setMimeData(data)

    # -- what the window asks

    def submit(self) -> None:
        """Take over what is half typed."""
        for box in self.boxes.values():
            box.submit()

    def arrive(self) -> None:
        """The design or the stocks may have changed since."""
        self.fit()
        self.refresh()

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme or text size."""
        self.submit()
        self.look.set_tokens(tokens)
        self.fit()

    def close_down(self) -> None:
        """Stop working in the background."""
        self._lane.close()
