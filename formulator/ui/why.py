"""Why this number: what an answer is made of, how far to trust it, what moves it, where it holds, and what to cite."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from formulator.chem.model import Grade
from formulator.chem.naming import title
from formulator.ui.panels.materials import STATUS_WORDS
from formulator.ui.tokens import BODY, SMALL
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.evidence import EvidenceMark
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.popover import Popover
from formulator.ui.widgets.text import Equation, Name, Text
from formulator.ui.words import named, tr, translated
from formulator.units import format_answer, format_interval, format_number, unit_label

WIDTH, TALLEST = 416, 620
Told = Mapping[str, Any]
INSIDE, OUTSIDE, UNREAD = ": inside", ": outside", " (not verified)"
ALL_ELSE, SCATTER = "all else", "scatter of published values"


def headline(told: Told, decimal: str) -> tuple[str, str]:
    """The value with its unit, and the interval in words; for no value the blank and the reason."""
    if told["value"] is None:
        return "—", " ".join(told["flags"])
    unit = unit_label(told["unit"])
    low, high = told["low"], told["high"]
    if low is None or high is None:
        return f"{format_number(told['value'], digits=3, decimal=decimal)} {unit}".rstrip(), ""
    value, interval = format_answer(told["value"], low, high, decimal)
    return f"{value} {unit}".rstrip(), f"90 %: {interval}" if interval else ""


def input_line(entry: Told, decimal: str, numbers: Mapping[str, int] | None = None) -> tuple[str, str, str]:
    """An input's name, its value with unit, and where it comes from: by the number of its source where that is listed."""
    value, unit = entry["value"], unit_label(entry["unit"])
    shown = format_number(value, digits=3, decimal=decimal) if isinstance(value, (int, float)) else str(value if value is not None else "—")
    shown = entry.get("spread", "").replace(".", decimal) or shown
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


def plain_text(told: Told, decimal: str) -> str:
    """The whole explanation for pasting into a notebook."""
    numbers = source_numbers(told)
    value, interval = headline(told, decimal)
    lines = [f"{told['label']}: {value}" + (f" ({interval})" if interval else ""), str(told["grade_meaning"]), str(told["about"])]
    if told["definition"]:
        lines.append(f"Definition: {told['definition']}")
    for model in told["models"]:
        lines.append(f"{title(model['name'])}: {model['equation']}")
        lines += [f"  assumes {text}" for text in model["assumes"]] + [f"  holds: {text}" for text in model["valid"]]
        lines += [f"  {range_line(model, rule, decimal)}" for rule in model["ranges"]]
    lines += ["From:"] + ["  " + "  ".join((*input_line(entry, decimal, numbers), str(entry["worth"]))) for entry in told["inputs"]]
    if told["sensitivities"]:
        lines.append("What moves it most (share of the variance; what 1 % more gives):")
        lines += ["  " + "  ".join(filter(None, (name, share_text(share), effect))) for name, share, effect in mover_lines(told, decimal)]
    lines += [f"! {text}" for text in told["flags"]]
    lines += ["Sources:"] + [f"  [{number}] {source_text(source)}" for number, source in enumerate(told["sources"], 1)]
    return "\n".join(lines) + "\n"


def mover_lines(told: Told, decimal: str) -> list[tuple[str, float | None, str]]:
    """The inputs that move the answer most, each with its share of the variance and with what 1 % more of it gives.

    Below them the scatter of published values and all else, so that the shares add up to one.
    """
    found = [(str(entry["label"]), entry["share"], _effect_text(entry["effect"], decimal)) for entry in told["sensitivities"]]
    shares = [share for _, share, _ in found if share is not None]
    scatter = float(told["scatter"]) if told["scatter"] >= 0.005 else 0.0
    total = sum(shares) + scatter
    if not total:
        return found
    # Shares estimated one by one from the draws can exceed the whole by their sampling error.
    whole = max(1.0, total)
    found = [(name, None if share is None else share / whole, effect) for name, share, effect in found]
    if scatter:
        found.append((SCATTER, scatter / whole, ""))
    return [*found, (ALL_ELSE, 1.0 - total, "")] if total < 0.995 else found


def share_text(share: float | None) -> str:
    """A share in percent; one too small to be told from nothing says so."""
    return "< 1 %" if share is None else f"{round(100 * share)} %"


def _effect_text(effect: float | None, decimal: str) -> str:
    if effect is None:
        return ""
    if abs(effect) < 0.005:
        return "0 %"
    return ("+" if effect > 0 else "") + f"{format_number(effect, digits=2, decimal=decimal)} %"


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
        return QSize(self.look.px(80), self.look.px(12))

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
            self._title(title(model["name"]))
            self.column.addWidget(Equation(self.look, model["equation"]))
            self._say("; ".join(model["assumes"]), tone="ink2")

    def _inputs(self) -> None:
        if not self.told["inputs"]:
            return
        self._title(tr("From"), tr("value, source and grade"))
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
            grid.addWidget(EvidenceMark(self.look, Grade[entry["grade"]]), index, 3)
        self.column.addLayout(grid)

    def _drivers(self) -> None:
        rows = mover_lines(self.told, self.decimal)
        if not rows:
            return
        has_shares = any(share is not None for _, share, _ in rows)
        self._title(tr("What moves it most"), tr("share of the variance · 1 % more gives") if has_shares else tr("1 % more gives"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.look.px(10))
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for index, (label, share, effect) in enumerate(rows):
            grid.addWidget(Name(self.look, named(label), size=SMALL, wrap="_" not in label), index, 0)
            if has_shares:
                grid.addWidget(Bar(self.look, share or 0.0), index, 1)
                grid.addWidget(Text(self.look, share_text(share), size=SMALL), index, 2, right)
            grid.addWidget(Text(self.look, effect, size=SMALL), index, 3, right)
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
