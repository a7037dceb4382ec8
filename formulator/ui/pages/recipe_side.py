"""The left side of the recipe page: batch size, balance, pipettes and lots as fields, with refusals in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from formulator import bench as benches
from formulator.bench import Entry
from formulator.catalogue import Catalogue
from formulator.errors import FieldError
from formulator.project import FINISHED
from formulator.recipe import Component
from formulator.recipe.portions import Tools, tools
from formulator.ui.fieldmodel import number_text
from formulator.ui.find import bench_title
from formulator.ui.pages import recipe_model as model
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.widgets.buttons import LinkButton
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look, text_scale
from formulator.ui.widgets.note import Choice, Note
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr, translated
from formulator.ui.workbench import Workbench
from formulator.units import Value, format_value, unit_label

NAME, BOX, UNIT = 132, 92, 60
MOST_TYPED = 20_000
WAYS = {model.SOLIDS: "All solids", model.VOLUME: "Final volume", model.DRUG: "Payload inside"}
_ABOUT_WAYS = {
    model.SOLIDS: "Mass of everything solid that goes in, before losses. Empty: as designed.",
    model.VOLUME: "Volume after mixing, at the polymer concentration of the process.",
    model.DRUG: "For a dose: payload in the particles at the predicted encapsulation, before losses of washing and filtering.",
}
Take = Callable[[str, str, str], None]
"""Takes the text, the unit beside the box and the decimal sign; FieldError when it cannot be read."""


class BenchRow(QWidget):
    """One field: name, box, unit, and below it the question or refusal."""

    def __init__(self, look: Look, path: str, label: str, about: str, unit: str | None, take: Take, decimal: Callable[[], str]) -> None:
        super().__init__()
        self.look, self.path, self._take, self._decimal = look, path, take, decimal
        self.usual_unit, self.shown_unit = unit, unit or ""
        self.box = EntryBox(look)
        self.box.setObjectName(f"fld:{path}")
        self.box.submitted.connect(self.take)
        self.box.cancelled.connect(self.show_again)
        self.unit = Text(look, unit_label(unit or ""), tone="ink2")
        self._note: Note | None = None
        self._shown: tuple[Entry, str, str] = (None, "predicted", "")
        self.name = Text(look, label, wrap=True)
        self.name.setToolTip(about)
        self.box.setToolTip(about)
        line = QHBoxLayout()
        line.setContentsMargins(0, look.px(2), 0, look.px(2))
        line.setSpacing(look.px(6))
        line.addStrut(look.px(24))
        line.addWidget(self.name)
        line.addWidget(self.box, 0 if unit is not None else 1)
        if unit is None:
            self.box.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            # A text that is too long is refused in words, never cut.
            self.box.setMaxLength(MOST_TYPED)
            self.unit.setParent(self)  # It stands nowhere, but must not outlive the row as a window of its own.
            self.unit.hide()
        else:
            line.addWidget(self.unit)
            line.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(line)
        look.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """As large as the text asks for."""
        px = self.look.px
        self.name.setFixedWidth(px(NAME))
        self.box.setFixedHeight(px(24))
        if self.usual_unit is not None:
            self.box.setFixedWidth(px(BOX))
            self.unit.setFixedWidth(px(UNIT))

    @property
    def note(self) -> Note:
        """Where questions and refusals stand; made when there is first something to say, for most of some seventy rows never."""
        if self._note is None:
            self._note = Note(self.look)
            self._column.addWidget(self._note)
        return self._note

    def show_entry(self, entry: Entry, state: str, placeholder: str = "—") -> None:
        """Show what counts now; an open question stays until it is answered."""
        self._shown = (entry, state, placeholder)
        self.box.show_value(self._text(entry), state, placeholder)
        if isinstance(entry, Value) and not self.box.is_refused:
            self.shown_unit = entry.unit
        elif entry is None and not self.box.is_being_typed and not self.box.is_refused:
            self.shown_unit = self.usual_unit or ""
        self.unit.setText(unit_label(self.shown_unit))

    def _text(self, entry: Entry) -> str:
        if not isinstance(entry, Value):
            return entry or ""
        if entry.typed is not None and entry.sd is not None:
            return entry.typed
        return number_text(entry, self._decimal())

    def show_again(self) -> None:
        """What stands in the project counts again; the question is closed."""
        self.box.is_being_typed = self.box.is_refused = False
        self.box.setAccessibleDescription("")
        if self._note is not None:
            self._note.clear()
        self.show_entry(*self._shown)

    def take(self, text: str, decimal: str = "") -> None:
        """Take typed text, or say in place why not; the project keeps its value then."""
        try:
            self._take(text, self.shown_unit, decimal or self._decimal())
        except FieldError as problem:
            self._refuse(text, problem)
            return
        self.show_again()

    def _refuse(self, text: str, problem: FieldError) -> None:
        self.box.is_being_typed, self.box.is_refused = False, True
        self.box.set_state("refused")
        self.box.put(text)
        self.box.setAccessibleDescription(translated(problem.reason))
        candidates = [value for value in getattr(problem.__cause__, "candidates", ()) if isinstance(value, Value)]
        choices: list[Choice] = [
            (format_value(value, self._decimal()), partial(self.take, f"{value.magnitude!r} {value.unit}", ".")) for value in candidates
        ]
        kept = self._shown[0]
        words = (
            tr("Leave empty")
            if kept is None
            else tr("Keep {value}", value=format_value(kept, self._decimal()) if isinstance(kept, Value) else kept)
        )
        self.note.say(f"{problem.reason[:1].upper()}{problem.reason[1:]}", "", [*choices, (words, self.show_again)])


class RecipeSide(QScrollArea):
    """All fields of the bench. It reads the workbench, calls it, and keeps no value of its own."""

    def __init__(self, bench: Workbench, look: Look) -> None:
        super().__init__()
        self.bench, self.look = bench, look
        self.rows: dict[str, BenchRow] = {}
        self.amounts = model.Amounts(solids=None, volume=None, drug=None)
        self._names: dict[str, str] = {}
        self._open: set[str] = set()
        self._unfold: dict[str, Callable[[bool], None]] = {}
        self.setObjectName("recipe:fields")
        self.setAccessibleName(tr("Batch, balance, pipettes and lots"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.build({})

    # -- building

    def build(self, names: dict[str, str]) -> None:
        """One group for the batch, one for the tools, one for each lot."""
        self.submit()
        self._names, self.rows, self._unfold = names, {}, {}
        look, px = self.look, self.look.px
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(16), px(12), px(16))
        column.setSpacing(0)
        column.addWidget(Text(look, tr("Batch"), demi=True))
        for way, label in WAYS.items():
            unit = "mL" if way == model.VOLUME else "mg"
            column.addWidget(self._add(way, tr(label), tr(_ABOUT_WAYS[way]), unit, partial(self._take_batch, way)))
        column.addWidget(self._field("bench.overage"))
        column.addSpacing(px(12))
        column.addWidget(Text(look, tr("Balance and pipettes"), demi=True))
        for row in benches.BENCH_FIELDS:
            if row.path not in ("bench.batch", "bench.overage"):
                column.addWidget(self._field(row.path))
        for component, name in names.items():
            column.addSpacing(px(12))
            column.addWidget(Text(look, tr("Lot: {name}", name=name), demi=True, wrap=True))
            column.addWidget(Text(look, tr(benches.COMPONENTS[component]), tone="ink2", size=SMALL))
            self._add_lot(column, component)
        column.addStretch(1)
        self.setWidget(inside)

    def dress_anew(self, tokens: Tokens) -> None:
        """Another theme. Lengths are taken when a row is made, so another text size makes all rows anew, and dresses no old ones."""
        if text_scale() == self.look.scale:
            self.look.set_tokens(tokens)
            return
        self.submit()
        self.rows = {}
        self.setWidget(QWidget())
        self.look.set_tokens(tokens)
        self.build(self._names)

    def _add_lot(self, column: QVBoxLayout, component: str) -> None:
        first, more = model.lot_paths(component)
        for path in first:
            column.addWidget(self._field(path))
        if not more:
            return
        rest = QWidget()
        inner = QVBoxLayout(rest)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for path in more:
            inner.addWidget(self._field(path))
        button = LinkButton(self.look)
        button.setObjectName(f"recipe:more.{component}")

        def show(is_open: bool) -> None:
            rest.setVisible(is_open)
            button.setText(tr("Less") if is_open else tr("More: solvent of the stock, solubility, density, codes …"))
            button.setAccessibleName(
                (tr("Less about the lot of the {component}") if is_open else tr("More about the lot of the {component}")).format(
                    component=tr(benches.COMPONENTS[component])
                )
            )
            button.updateGeometry()
            (self._open.add if is_open else self._open.discard)(component)

        button.clicked.connect(lambda: show(component not in self._open))
        column.addWidget(button)
        column.addWidget(rest)
        self._unfold |= dict.fromkeys(more, show)
        show(component in self._open)

    def _field(self, path: str) -> BenchRow:
        row = benches.field(path)
        return self._add(path, tr(row.label), tr(row.about), row.units[0] if row.is_quantity else None, partial(self._take_entry, path))

    def _add(self, path: str, label: str, about: str, unit: str | None, take: Take) -> BenchRow:
        made = self.rows[path] = BenchRow(self.look, path, label, about, unit, take, lambda: self.bench.decimal)
        made.box.setAccessibleName(bench_title(path) if benches.owns(path) else label)
        return made

    def focus_field(self, path: str) -> None:
        """Unfold, scroll to and enter a field; one that this design does not have is left out."""
        row = self.rows.get(path)
        if row is None:
            return
        if path in self._unfold:
            self._unfold[path](True)
        row.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        row.box.selectAll()
        self.ensureWidgetVisible(row)

    # -- taking

    def _take_entry(self, path: str, text: str, unit: str, decimal: str) -> None:
        bench = self.bench
        entry, old = model.read_entry(path, text, unit, decimal, bench.catalogue), benches.get(bench.variant.bench, path)
        if entry != old:
            bench.push(model.edit_name(path, old, entry, bench.decimal), model.with_entry(bench.project, path, entry))

    def _take_batch(self, way: str, text: str, unit: str, decimal: str) -> None:
        bench = self.bench
        batch, old = model.batch_for(way, text, unit, decimal, self.amounts), bench.variant.bench.batch
        if batch != old:
            bench.push(model.edit_name("bench.batch", old, batch, bench.decimal), model.with_entry(bench.project, "bench.batch", batch))

    def submit(self) -> None:
        """Take over what is half typed."""
        for row in list(self.rows.values()):
            row.box.submit()

    # -- showing

    def show_bench(self, parts: Sequence[Component], catalogue: Catalogue) -> None:
        """Show what the workbench holds now."""
        variant = self.bench.variant
        names = model.component_names(parts, variant.design, catalogue)
        if names != self._names:
            self.build(names)
        self.amounts = model.amounts(parts, self.bench.prediction)
        usual = _usual(tools(variant.bench))
        for path, row in self.rows.items():
            row.setEnabled(variant.status not in FINISHED)
            if path in WAYS:
                is_given = model.is_by(variant.bench, path)
                value = variant.bench.batch if is_given else self.amounts.value(path)
                row.show_entry(value, "typed" if is_given else "predicted")
                continue
            entry = benches.get(variant.bench, path)
            if isinstance(entry, str) and benches.field(path).kind == "pick" and entry in catalogue:
                entry = catalogue.get(entry).name
            name = path.rpartition(".")[2]
            row.show_entry(entry, "predicted" if entry is None else "typed", model.localised(usual.get(name, "—"), self.bench.decimal))


def _usual(found: Tools) -> dict[str, str]:
    """What counts where nothing is said, in the first unit of the field."""
    return {
        "balance_readability": f"{found.readability * 1e6:g}", "balance_minimum": f"{found.least_mass * 1e6:g}",
        "pipette_minimum": f"{found.least_volume * 1e9:g}", "pipette_maximum": f"{found.most_volume * 1e9:g}",
        "assay": "100", "water": "0", "salt_factor": "1", "overage": "0", "excess": "0",
    }  # fmt: skip
