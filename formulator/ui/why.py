"""Why this number: what an answer is made of, how far to trust it, what moves it, where it holds, and what to cite."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from formulator.chem.model import Grade
from formulator.prediction import Prediction
from formulator.ui.panels.materials import STATUS_WORDS
from formulator.ui.tokens import BODY, SMALL
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.evidence import EvidenceMark
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.popover import Popover
from formulator.ui.widgets.text import Equation, Name, Text
from formulator.ui.words import named, tr, translated
from formulator.units import format_interval, format_number, from_si, unit_label

WIDTH, TALLEST = 416, 620
Told = Mapping[str, Any]
INSIDE, OUTSIDE, ALL_ELSE, UNREAD = ": inside", ": outside", "all else", " (not verified)"


def headline(told: Told, decimal: str) -> tuple[str, str]:
    """The value with its unit, and the interval in words; for no value the blank and the reason."""
    if told["value"] is None:
        return "—", " ".join(told["flags"])
    unit = unit_label(told["unit"])
    low, high = told["low"], told["high"]
    value = format_number(told["value"], digits=3, decimal=decimal)
    interval = f"90 %: {format_interval(low, high, decimal)}" if low is not None and high is not None else ""
    return f"{value} {unit}".rstrip(), interval


def input_line(entry: Told, decimal: str, numbers: Mapping[str, int] | None = None) -> tuple[str, str, str]:
    """An input's name, its value with unit, and where it comes from: by the number of its source where that is listed."""
    value, unit = entry["value"], unit_label(entry["unit"])
    shown = format_number(value, digits=3, decimal=decimal) if isinstance(value, (int, float)) else str(value if value is not None else "—")
    source = f"[{numbers[entry['source']]}]" if numbers and entry["source"] in numbers else entry["source"]
    state = "typed" if entry["state"] == "typed" else " · ".join(filter(None, (STATUS_WORDS.get(entry["status"], ""), source)))
    return str(entry["label"]), f"{shown} {unit}".rstrip(), state or str(entry["state"])


def source_numbers(told: Told) -> dict[str, int]:
    """The number under which each source is listed."""
    return {source["key"]: number for number, source in enumerate(told["sources"], 1)}


def range_line(model: Told, rule: Told, decimal: str, say: Callable[[str], str] = str) -> str:
    """Where a model was checked, one argument a line."""
    unit = unit_label(rule["unit"])
    span = format_interval(rule["low"], rule["high"], decimal)
    inside = rule.get("inside")
    word = "" if inside is None else say(INSIDE if inside else OUTSIDE)
    return f"{rule['argument'].replace('_', ' ')} {span} {unit}".rstrip() + word


def with_validity(told: Told, prediction: Prediction) -> dict[str, Any]:
    """The explanation with, for each range of each model, whether the design lies inside it."""
    found: dict[str, dict[str, Any]] = {}
    for step in prediction.steps:
        found.setdefault(step.model, dict(step.values))
    models = []
    for model in told["models"]:
        values = found.get(model["name"], {})
        ranges = [{**rule, "inside": _is_inside(values.get(rule["argument"]), rule)} for rule in model["ranges"]]
        models.append({**model, "ranges": ranges})
    return {**told, "models": models}


def _is_inside(si: object, rule: Told) -> bool | None:
    if not isinstance(si, float):
        return None
    value = float(from_si(si, rule["unit"]))
    slack = 1e-9 * max(abs(rule["low"]), abs(rule["high"]))
    return bool(rule["low"] - slack <= value <= rule["high"] + slack)


def plain_text(told: Told, decimal: str) -> str:
    """The whole explanation for pasting into a notebook."""
    numbers = source_numbers(told)
    value, interval = headline(told, decimal)
    lines = [f"{told['label']}: {value}" + (f" ({interval})" if interval else ""), str(told["grade_meaning"]), str(told["about"])]
    if told["definition"]:
        lines.append(f"Definition: {told['definition']}")
    for model in told["models"]:
        lines.append(f"{model['name'].replace('_', ' ')}: {model['equation']}")
        lines += [f"  assumes {text}" for text in model["assumes"]] + [f"  holds: {text}" for text in model["valid"]]
        lines += [f"  {range_line(model, rule, decimal)}" for rule in model["ranges"]]
    lines += ["From:"] + ["  " + "  ".join(input_line(entry, decimal, numbers)) for entry in told["inputs"]]
    if told["drivers"]:
        lines.append("What moves it most (share of the variance):")
        lines += [f"  {name} {share:.0%}" for name, share in driver_lines(told)]
    lines += [f"! {text}" for text in told["flags"]]
    lines += ["Sources:"] + [f"  [{number}] {source_text(source)}" for number, source in enumerate(told["sources"], 1)]
    return "\n".join(lines) + "\n"


def driver_lines(told: Told) -> list[tuple[str, float]]:
    """The inputs that move the answer most, and all others together, so that the shares add up to one."""
    labels = {entry["path"]: entry["label"] for entry in told["inputs"]}
    found = [(str(labels.get(entry["path"], entry["path"].replace("_", " "))), float(entry["share"])) for entry in told["drivers"]]
    total = sum(share for _, share in found)
    if total > 1.0:
        # Shares estimated one by one from the draws can exceed the whole by their sampling error.
        return [(name, share / total) for name, share in found]
    return [*found, (ALL_ELSE, 1.0 - total)] if found and total < 0.995 else found


def source_text(source: Told, say: Callable[[str], str] = str) -> str:
    """A source in one line, with its DOI and whether it was read."""
    doi = f" doi:{source['doi']}" if source["doi"] and source["doi"] not in source["text"] else ""
    unread = say(UNREAD) if source["status"] in ("recalled", "estimate") else ""
    return f"{source['text']}{doi}{unread}"


def bibtex(told: Told) -> str:
    """Every source as BibTeX."""
    return "\n\n".join(source["bibtex"] for source in told["sources"] if source["bibtex"]) + "\n"


class Bar(QWidget):
    """One share as a bar; the number stands beside it."""

    def __init__(self, look: Look, share: float) -> None:
        super().__init__()
        self.look, self.share = look, share

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(110), self.look.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        height = self.look.px(8)
        top = (self.height() - height) / 2
        QPainter(self).fillRect(QRectF(0, top, self.width() * min(1.0, max(0.0, self.share)), height), self.look.color("ink2"))


class WhyPopover(Popover):
    """Anchored to the row of an answer, over the centre, never over the answer. Esc closes it."""

    def __init__(self, look: Look, parent: QWidget, told: Told, decimal: str) -> None:
        super().__init__(look, parent)
        self.told, self.decimal = told, decimal
        self.setObjectName("why")
        self.setAccessibleName(tr("Why this number: {label}", label=translated(told["label"])))
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        pad = look.px(12)
        self.column.setContentsMargins(pad, pad, pad, pad)
        self.column.setSpacing(look.px(3))
        self._head()
        self._equations()
        self._inputs()
        self._drivers()
        self._validity()
        self._sources()
        self.column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(self._buttons())
        inside.setFixedWidth(look.px(WIDTH - 12))
        wanted = inside.sizeHint().height() if inside.layout() is None else self.column.heightForWidth(look.px(WIDTH - 12))
        self.fix(look.px(WIDTH), min(wanted + look.px(52), look.px(TALLEST)))

    def _say(self, text: str, *, tone: str = "ink", demi: bool = False, small: bool = True) -> None:
        if text:
            label = Text(self.look, text, tone=tone, demi=demi, wrap=True, size=SMALL if small else BODY)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.column.addWidget(label)

    def _title(self, text: str, aside: str = "") -> None:
        self.column.addSpacing(self.look.px(6))
        line = QHBoxLayout()
        line.addWidget(Text(self.look, text, demi=True, size=SMALL))
        line.addStretch(1)
        if aside:
            line.addWidget(Text(self.look, aside, tone="ink2", size=SMALL))
        self.column.addLayout(line)

    def _head(self) -> None:
        line = QHBoxLayout()
        line.addWidget(Name(self.look, translated(str(self.told["label"])), demi=True))
        line.addStretch(1)
        line.addWidget(Text(self.look, tr("Esc closes"), tone="ink2", size=SMALL))
        self.column.addLayout(line)
        value, interval = headline(self.told, self.decimal)
        line = QHBoxLayout()
        line.setSpacing(self.look.px(8))
        line.addWidget(Text(self.look, value, demi=True))
        if self.told["value"] is not None:
            grade = Grade[self.told["grade"]]
            line.addWidget(Text(self.look, interval, tone="ink2", size=SMALL))
            line.addWidget(EvidenceMark(self.look, grade))
            line.addWidget(Text(self.look, tr(grade.word), tone="ink2", size=SMALL))
        line.addStretch(1)
        self.column.addLayout(line)
        if self.told["value"] is None:
            self._say(translated(interval), tone="warn")
        else:
            self._say(tr(str(self.told["grade_meaning"])), tone="ink2")
            for text in self.told["flags"]:
                self._say(translated(text), tone="warn")
        self._say(tr(str(self.told["about"])), tone="ink2")
        if self.told["definition"]:
            self._say(tr("Definition: {definition}", definition=translated(self.told["definition"])), tone="ink2")

    def _equations(self) -> None:
        for model in self.told["models"]:
            self._title(model["name"].replace("_", " "))
            self.column.addWidget(Equation(self.look, model["equation"]))
            self._say("; ".join(model["assumes"]), tone="ink2")

    def _inputs(self) -> None:
        if not self.told["inputs"]:
            return
        self._title(tr("From"), tr("value and source"))
        numbers = source_numbers(self.told)
        grid = QGridLayout()
        grid.setColumnStretch(0, 2)
        grid.setHorizontalSpacing(self.look.px(10))
        grid.setVerticalSpacing(self.look.px(2))
        grid.setColumnStretch(2, 2)
        for index, entry in enumerate(self.told["inputs"]):
            label, value, source = input_line(entry, self.decimal, numbers)
            label, (number, _, unit) = named(label), value.partition(" ")
            value = f"{number} {tr(unit)}" if unit.startswith("per ") else value
            name = Name(self.look, label, size=SMALL, wrap="_" not in label)
            grid.addWidget(name, index, 0)
            grid.addWidget(Text(self.look, value, demi=True, size=SMALL), index, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(Text(self.look, " · ".join(map(tr, source.split(" · "))), tone="ink2", size=SMALL, wrap=True), index, 2)
        self.column.addLayout(grid)

    def _drivers(self) -> None:
        rows = driver_lines(self.told)
        if not rows:
            return
        self._title(tr("What moves it most"), tr("share of the variance"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.look.px(10))
        grid.setColumnStretch(3, 1)
        for index, (label, share) in enumerate(rows):
            grid.addWidget(Name(self.look, named(label), size=SMALL), index, 0)
            grid.addWidget(Bar(self.look, share), index, 1)
            grid.addWidget(Text(self.look, f"{round(100 * share)} %", size=SMALL), index, 2, Qt.AlignmentFlag.AlignRight)
        self.column.addLayout(grid)

    def _validity(self) -> None:
        lines = [text for model in self.told["models"] for text in model["valid"]]
        lines += [range_line(model, rule, self.decimal, tr) for model in self.told["models"] for rule in model["ranges"]]
        if lines:
            self._title(tr("Valid for"))
            self._say("\n".join(lines), tone="ink2")

    def _sources(self) -> None:
        if self.told["sources"]:
            self._title(tr("Sources"))
            self._say(
                "\n".join(f"[{number}] {source_text(source, tr)}" for number, source in enumerate(self.told["sources"], 1)), tone="ink2"
            )

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        pad = self.look.px(12)
        line.setContentsMargins(pad, self.look.px(8), pad, pad)
        line.setSpacing(self.look.px(8))
        for text, name, content in self._copies():
            button = BoxButton(self.look, text)
            button.setObjectName(f"why:{name}")
            button.setAccessibleName(text)
            button.clicked.connect(lambda checked=False, content=content: QGuiApplication.clipboard().setText(content))
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _copies(self) -> Sequence[tuple[str, str, str]]:
        found = [(tr("Copy text"), "text", plain_text(self.told, self.decimal))]
        if self.told["sources"]:
            found.insert(0, (tr("Copy as BibTeX"), "bibtex", bibtex(self.told)))
        return found
