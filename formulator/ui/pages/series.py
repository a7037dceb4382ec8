"""Complexes at several N/P, as a gel, a dye or zeta shows them, and the neutral point beside the predicted one."""

from __future__ import annotations

import dataclasses
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from formulator import design as designs
from formulator.catalogue import Catalogue
from formulator.chem.complexes import neutral_np_ratio, stoichiometric_binding
from formulator.design import Design
from formulator.errors import FieldError, FormulatorError, UnitError, UsageError
from formulator.explore.series_figure import series_figure
from formulator.measurements import series
from formulator.project import Measurement
from formulator.ui.document import now
from formulator.ui.fieldmodel import number_text
from formulator.ui.pages.recipe_side import BenchRow
from formulator.ui.pages.recipe_table import PlainTable
from formulator.ui.pages.typed_batch import is_nucleic
from formulator.ui.plots import FigurePane
from formulator.ui.plots.telling import tell_what_is_saved
from formulator.ui.tasks import Job, Lane, Ticket
from formulator.ui.tokens import SMALL
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.note import Note
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr
from formulator.ui.workbench import Workbench
from formulator.units import Value, format_interval, format_number

WIDTH, PANEL = 560, 200
FIELDS = {
    "ratios": ("N/P of the series", "", "with ; between them, such as 0.5; 1; 2; 4"),
    "bound": ("Bound, %", "%", "gel shift or RiboGreen, one for each N/P; a dash leaves one out"),
    "zeta": ("Zeta, mV", "mV", "one for each N/P; a dash leaves one out"),
}
"""Name -> label, unit of a bare number, and what to type."""
_PATHS = {"ratios": series.RATIO, "bound": series.BOUND, "zeta": series.ZETA}
HEADS = ("N/P", "+/−", "Bound", "Fitted", "Zeta", "Predicted")


def predicted_zeta(design: Design, catalogue: Catalogue, ratios: tuple[float, ...]) -> Job:
    """The job that answers the design at every ratio; None where it gives no zeta."""

    def work(ticket: Ticket) -> dict[float, float | None]:
        from formulator.evaluation import evaluate

        found: dict[float, float | None] = {}
        for ratio in ratios:
            if ticket.is_cancelled:
                break
            other = designs.replaced(designs.replaced(design, "payload.feed", None), "payload.np_ratio", Value(ratio, ""))
            try:
                found[ratio] = evaluate(other, catalogue)[series.ZETA].value
            except FormulatorError:  # A ratio that this design cannot have.
                found[ratio] = None
        return found

    return work


class SeriesPart(QWidget):
    """One series for each variant. What does not fit together yet waits in its fields, and the note says what is missing."""

    def __init__(self, bench: Workbench, look: Look, *, inline: bool = False) -> None:
        super().__init__()
        self.bench, self.look = bench, look
        self.drafts: dict[str, dict[str, str]] = {}
        self.zeta: dict[float, float | None] = {}
        self._asked: tuple[object, ...] = ()
        self._lane = Lane(self._arrived, self, inline=inline)
        self.setObjectName("series")
        self.setAccessibleName(tr("Neutral point from a series over N/P"))
        look.changed.connect(self.fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(16), 0, 0)
        column.setSpacing(look.px(4))
        column.addWidget(Text(look, tr("Neutral point from a series over N/P"), demi=True))
        about = tr("Gel shift, RiboGreen or zeta of complexes at several N/P. They are no batches of this design: no prediction is moved.")
        column.addWidget(Text(look, about, tone="ink2", size=SMALL, wrap=True))
        self.rows: dict[str, BenchRow] = {}
        for name, (label, _, hint) in FIELDS.items():
            row = BenchRow(look, f"series.{name}", tr(label), tr(hint), None, partial(self._take, name), lambda: bench.decimal)
            row.box.setAccessibleName(tr(label))
            row.box.setAccessibleDescription(tr(hint))
            self.rows[name] = row
            column.addWidget(row)
        self.note = Note(look)
        self.note.setObjectName("series:note")
        column.addWidget(self.note)
        self.said = Text(look, wrap=True)
        self.said.setObjectName("series:said")
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.said)
        self.table = PlainTable(look, tr("Series over N/P"), [tr(head) for head in HEADS], tuple(range(len(HEADS))), (2, 4))
        self.table.setObjectName("series:table")
        column.addWidget(self.table, 0, Qt.AlignmentFlag.AlignLeft)
        self.pane = FigurePane("series", tr("Series over N/P"), look.tokens)
        tell_what_is_saved(self.pane, bench)
        column.addWidget(self.pane)
        self.fit()

    # -- taking

    def _take(self, name: str, text: str, _unit: str, decimal: str) -> None:
        try:
            series.numbers(text, FIELDS[name][1], decimal)
        except UnitError as problem:
            raise FieldError(f"series.{name}", str(problem)) from problem
        texts = {**self._texts(), name: text.strip()}
        self.drafts[self.bench.variant.id] = texts
        self._commit(texts, decimal)

    def _commit(self, texts: dict[str, str], decimal: str) -> None:
        bench = self.bench
        self.note.clear()
        if texts["ratios"] and not (texts["bound"] or texts["zeta"]):
            self.show_variant()  # The rest is still to come.
            return
        try:
            project = series.typed(bench.project, bench.variant, texts["ratios"], texts["bound"], texts["zeta"], decimal, now()[:10])
        except (UsageError, UnitError) as problem:
            self.note.say(str(problem), tr("Not used yet."))
            return
        del self.drafts[bench.variant.id]
        if _values(project.measurements) != _values(bench.project.measurements):
            bench.push("series over N/P", project)
        self.show_variant()

    def fit(self) -> None:
        """Not wider than its lines can be read."""
        self.setMaximumWidth(self.look.px(WIDTH))
        self.pane.set_tokens(self.look.tokens, self.look.scale)
        self.pane.setFixedHeight(self.look.px(PANEL * max(1, len(self.pane.figure.panels))))

    def submit(self) -> None:
        """Take over what is half typed."""
        for row in self.rows.values():
            row.box.submit()

    # -- showing

    def _texts(self) -> dict[str, str]:
        """What stands in the fields: what waits there, else the series of the variant."""
        bench = self.bench
        if bench.variant.id in self.drafts:
            return self.drafts[bench.variant.id]
        measured = sorted(series.of_variant(bench.project, bench.variant.id), key=lambda one: dict(one.values)[series.RATIO].si)
        texts = {}
        for name, path in _PATHS.items():
            values = [dict(one.values).get(path) for one in measured]
            said = ["–" if value is None else number_text(_in(value, FIELDS[name][1]), bench.decimal) for value in values]
            texts[name] = "; ".join(said) if any(value is not None for value in values) else ""
        return texts

    def show_variant(self) -> None:
        """The series of the variant on show; hidden where no nucleic acid is inside and none was measured."""
        bench = self.bench
        measured = series.of_variant(bench.project, bench.variant.id)
        self.setVisible(is_nucleic(bench) or bool(measured))
        waiting = bench.variant.id in self.drafts
        if not waiting:
            self.note.clear()
        for name, text in self._texts().items():
            state = "typed" if waiting else "measured"
            self.rows[name].show_entry(text or None, state if text else "predicted", tr(FIELDS[name][2]))
        points = series.points(measured)
        self._ask(tuple(point.ratio for point in points if point.zeta is not None))
        self._tell(points)

    def _ask(self, ratios: tuple[float, ...]) -> None:
        bench = self.bench
        asked = (bench.design, bench.catalogue, ratios)
        if bench.catalogue is not None and asked != self._asked:
            self._asked, self.zeta = asked, {}
            if ratios:
                self._lane.restart(predicted_zeta(bench.design, bench.catalogue, ratios))

    def _arrived(self, found: dict[float, float | None]) -> None:
        self.zeta = found
        self._tell(series.points(series.of_variant(self.bench.project, self.bench.variant.id)))

    def _alpha(self) -> float | None:
        """Share of the nitrogens that are protonated, as it is predicted."""
        made = self.bench.prediction
        if made is None:
            return None
        charges, ratio = made["loading.charge_ratio"].value, made[series.RATIO].value
        return charges / ratio if charges and ratio else None

    def _tell(self, points: tuple[series.Point, ...]) -> None:
        alpha = self._alpha()
        neutral = neutral_np_ratio(ionised_fraction=alpha) if alpha else None
        binding, zeta = series.by_binding(points), series.by_zeta(points)
        self.said.setText("\n".join(self._sentences(points, binding, zeta, alpha, neutral)))
        self.said.setVisible(bool(points))
        rows = [self._row(point, alpha, binding.value if binding else neutral) for point in points]
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.pane.set_decimal(self.bench.decimal)
        self.pane.show_figure(series_figure(points, binding, zeta, neutral, self.zeta))
        self.pane.setVisible(bool(rows))
        self.fit()

    def _sentences(
        self, points: tuple[series.Point, ...], binding: series.Crossing | None, zeta: series.Crossing | None, alpha: float | None,
        neutral: float | None,
    ) -> list[str]:  # fmt: skip
        said = []
        if binding is not None:
            said.append(tr("By binding: all is bound from N/P {value}.", value=self._said(binding)))
        elif any(point.bound is not None for point in points):
            said.append(tr("Binding says no neutral point: at least two shares are needed, one of them clearly below 100 %."))
        if zeta is not None:
            said.append(tr("By zeta: zero at N/P {value}.", value=self._said(zeta)))
        elif any(point.zeta is not None for point in points):
            said.append(tr("Zeta does not cross zero in this series."))
        if neutral is None or alpha is None:
            return said
        said.append(
            tr(
                "Predicted: N/P {value} with {share} % of the nitrogens protonated, N/P 1 when binding protonates all.",
                value=self._number(neutral),
                share=self._number(100 * alpha),
            )
        )
        if binding is not None or zeta is not None:
            said.append(_verdict([one for one in (binding, zeta) if one is not None], neutral))
        return said

    def _said(self, one: series.Crossing) -> str:
        if one.low is None or one.high is None:
            return tr("{value} (the series ends too early for an interval)", value=self._number(one.value))
        return f"{self._number(one.value)} ({format_interval(one.low, one.high, self.bench.decimal)})"

    def _row(self, point: series.Point, alpha: float | None, neutral: float | None) -> tuple[str, ...]:
        by_charges = None if neutral is None else 100 * stoichiometric_binding(np_ratio=point.ratio, neutral_np_ratio=neutral)
        predicted = self.zeta.get(point.ratio) if point.zeta is not None else None
        return (
            number_text(Value(point.ratio, ""), self.bench.decimal),
            self._number(None if alpha is None else alpha * point.ratio),
            self._number(None if point.bound is None else 100 * point.bound, unit=" %"),
            self._number(by_charges, unit=" %"),
            self._number(point.zeta, unit=" mV"),
            self._number(predicted, unit=" mV"),
        )

    def _number(self, value: float | None, digits: int = 2, unit: str = "") -> str:
        return "—" if value is None else f"{format_number(value, digits=digits, decimal=self.bench.decimal)}{unit}"

    def close_down(self) -> None:
        """Stop working in the background."""
        self._lane.close()


def _verdict(found: list[series.Crossing], neutral: float) -> str:
    """Whether what was measured lies between 1 and the prediction, within its own interval."""
    low, high = min(1.0, neutral), max(1.0, neutral)
    ends = [(one.low or one.value, one.high or one.value) for one in found]
    if any(lower <= high and upper >= low for lower, upper in ends):
        return tr("The measurement agrees with that.")
    if ends[0][0] > high:
        return tr("Measured above that: part of the polymer does not bind, or fewer nitrogens are protonated. Check N/P, pH and salt.")
    return tr("Measured below that: check the masses behind N/P, and what else is positive.")


def _in(value: Value, unit: str) -> Value:
    return value if value.unit == unit else dataclasses.replace(value, magnitude=value.to(unit), unit=unit, typed=None)


def _values(measured: tuple[Measurement, ...]) -> list[object]:
    """Without the date: the same series typed again is no edit."""
    return [(one.id, one.variant, one.values) for one in measured]
