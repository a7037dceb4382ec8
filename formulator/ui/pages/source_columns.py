"""Which column of the last file is which quantity: shown, and to be changed by hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from formulator.errors import UsageError
from formulator.measurements import QUANTITIES, Reading
from formulator.measurements.columns import column
from formulator.outputs import OUTPUT_BY_PATH
from formulator.ui.tokens import SMALL
from formulator.ui.widgets.buttons import BoxButton, PickButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Name, Text
from formulator.ui.words import tr, translated
from formulator.units import unit_label

LABEL = 84
ROLE_LABELS = {"name": "Batch name", "type": "Kind of row"}
NOT_THERE = "not in this file"


class SourceColumns(QWidget):
    """`chosen` says which heading a quantity is to be read from (empty: from none), `split` that each name is a batch."""

    chosen = Signal(str, str)
    split = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.reading: Reading | None = None
        self.picks: dict[str, PickButton] = {}
        px = look.px
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(px(4))
        column_.addWidget(Text(look, tr("File read last"), demi=True))
        self.file = Text(look, tone="ink2", size=SMALL, wrap=True)
        column_.addWidget(self.file)
        for path, label in ((row.path, OUTPUT_BY_PATH[row.path].label) for row in QUANTITIES):
            column_.addLayout(self._row(path, tr(label)))
        for role, label in ROLE_LABELS.items():
            column_.addLayout(self._row(role, tr(label)))
        self.notices = Text(look, tone="ink2", size=SMALL, wrap=True)
        column_.addWidget(self.notices)
        self.each = BoxButton(look, tr("Each name is a batch"), small=True)
        self.each.setObjectName("measured:each")
        self.each.clicked.connect(lambda: self.split.emit(True))
        self.together = BoxButton(look, tr("Last numbers are repeats"), small=True)
        self.together.setObjectName("measured:together")
        self.together.clicked.connect(lambda: self.split.emit(False))
        column_.addWidget(self.each)
        column_.addWidget(self.together)
        column_.addStretch(1)

    def _row(self, path: str, label: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self.look.px(8))
        name = Name(self.look, label)
        name.setFixedWidth(self.look.px(LABEL))
        pick = PickButton(self.look)
        pick.setObjectName(f"measured:column.{path}")
        pick.setAccessibleName(tr("{label}, column of the file", label=label))
        pick.setFixedHeight(self.look.px(24))
        pick.clicked.connect(partial(self._open, path))
        self.picks[path] = pick
        line.addWidget(name)
        line.addWidget(pick, 1)
        return line

    def show_reading(self, reading: Reading | None) -> None:
        """Another file, or the same one read in another way."""
        self.reading = reading
        self.setVisible(reading is not None)
        if reading is None:
            return
        sign = tr("comma") if reading.decimal == "," else tr("point")
        self.file.setText(
            tr(
                "{name}: {encoding}, separated by {separator}, decimal {sign}",
                name=reading.name,
                encoding=reading.encoding,
                separator=reading.separator,
                sign=sign,
            )
        )
        for path, pick in self.picks.items():
            spec = reading.columns.get(path, "")
            pick.show_choice(spec, bool(spec), tr(NOT_THERE))
            pick.setToolTip(spec or tr(NOT_THERE))
        self.notices.setText("\n".join(map(translated, reading.notices)))
        self.notices.setVisible(bool(reading.notices))
        names = [sample.name for sample in reading.samples]
        self.each.setVisible(any("repeats of one batch" in said for said in reading.notices))
        self.together.setVisible(not self.each.isVisibleTo(self) and _are_numbered(names))

    def specs(self, path: str) -> list[str]:
        """Everything that the quantity can be read from; a heading without unit is offered once with each."""
        reading = self.reading
        if reading is None:
            return []
        found = []
        for head in filter(None, reading.heads):
            units = next((row.units for row in QUANTITIES if row.path == path), ())
            for spec in (head, *(f"{head} [{unit}]" for unit in units if unit)):
                if _can_be(path, spec, reading.heads):
                    found.append(spec)
                    if spec == head:
                        break
        return found

    def _open(self, path: str) -> None:
        menu = QMenu(self)
        for spec in self.specs(path):
            action = menu.addAction(spec.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(self.reading is not None and self.reading.columns.get(path) == spec)
            action.triggered.connect(partial(self._choose, path, spec))
        none = menu.addAction(tr(NOT_THERE))
        none.triggered.connect(partial(self._choose, path, ""))
        pick = self.picks[path]
        menu.popup(pick.mapToGlobal(QPoint(0, pick.height())))

    def _choose(self, path: str, spec: str, checked: bool = False) -> None:
        del checked
        self.chosen.emit(path, spec)


def _can_be(path: str, spec: str, heads: tuple[str, ...]) -> bool:
    try:
        return column(path, spec, heads).unit is not None
    except UsageError:
        return False


def _are_numbered(names: list[str]) -> bool:
    return sum(name.rpartition(" ")[2].isdigit() for name in names) > 1


def unit_words(unit: str) -> str:
    """A unit as the word of a button."""
    return unit_label(unit) or tr("a plain number")
