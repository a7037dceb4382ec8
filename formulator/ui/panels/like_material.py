"""A material of one's own after the pattern of another: a new name, and the numbers that are different."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from formulator.catalogue import Material, user_copy
from formulator.errors import FormulatorError
from formulator.ui.panels.materials import STATUS_WORDS, property_name
from formulator.ui.panels.new_material import NewMaterialPopover
from formulator.ui.tokens import SMALL
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Name, Text
from formulator.ui.words import tr
from formulator.units import Value, format_value, parse

WIDTH, HEIGHT, LABEL, BOX = 440, 420, 150, 130
AROUND, ROW = 190, 28
"""Height of everything but the numbers, and of one number."""


class LikeMaterialPopover(NewMaterialPopover):
    """The numbers of the pattern, to type over."""

    def __init__(self, look: Look, parent: QWidget, pattern: Material, decimal: str) -> None:
        super().__init__(look, parent, "like")
        self.pattern, self.decimal = pattern, decimal
        self.boxes: dict[str, EntryBox] = {}
        self.words: dict[str, Text] = {}
        self.setObjectName("like-material")
        self.setAccessibleName(tr("New from {name}", name=pattern.name))
        self._build()
        self.fix(look.px(WIDTH), look.px(min(HEIGHT, AROUND + ROW * len(self.boxes))))
        self.look_at()
        self.name.selectAll()

    def _build(self) -> None:
        look, px = self.look, self.look.px
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(16), px(12), px(16), px(12))
        whole.setSpacing(px(8))
        whole.addWidget(Text(look, tr("New from {name}", name=self.pattern.name), demi=True, wrap=True))
        self.name = self._box("like:name", tr("Name of the new material"), tr("{name}, ours", name=self.pattern.name))
        self.name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        first = QHBoxLayout()
        label = Text(look, tr("Name"))
        label.setFixedWidth(px(LABEL))
        first.addWidget(label)
        first.addWidget(self.name, 1)
        whole.addLayout(first)
        said = tr("Type over the numbers that are different; the others keep their source.")
        whole.addWidget(Text(look, said, tone="ink2", size=SMALL, wrap=True))
        whole.addWidget(self._numbers(), 1)
        whole.addWidget(self.problem)
        whole.addWidget(self.keep)
        whole.addLayout(self.foot())
        self.setFocusProxy(self.name)

    def _box(self, name: str, spoken: str, text: str) -> EntryBox:
        box = EntryBox(self.look)
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setFixedHeight(self.look.px(24))
        box.show_value(text, "catalogue")
        box.textChanged.connect(lambda _text: self.look_at())
        return box

    def _numbers(self) -> QWidget:
        """One line for each number: name, box, and where it comes from until it is changed."""
        px = self.look.px
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        for line, (key, value) in enumerate(self._values().items()):
            name = property_name(key)
            label = Name(self.look, name)
            label.setFixedWidth(px(LABEL))
            label.setToolTip(name)
            box = self.boxes[key] = self._box(f"like:{key}", tr("{name} of the new material", name=name), format_value(value, self.decimal))
            box.setFixedWidth(px(BOX))
            word = self.words[key] = Text(self.look, tone="ink2", size=SMALL)
            for place, part in enumerate((label, box, word)):
                grid.addWidget(part, line, place)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(len(self.boxes), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _values(self) -> Mapping[str, Value]:
        return {key: entry.value for key, entry in self.pattern.properties.items() if isinstance(entry.value, Value)}

    def changed(self) -> dict[str, Value]:
        """The numbers that were typed over. FormulatorError in words for what cannot be read."""
        found = {}
        for key, value in self._values().items():
            text = self.boxes[key].text().strip()
            if text != format_value(value, self.decimal):
                found[key] = parse(text, value.unit, decimal=self.decimal)
        return found

    def look_at(self) -> None:
        """Mark what is different, and say in words what cannot be read."""
        self.material, problem = None, ""
        for key, value in self._values().items():
            if key not in self.words:
                return
            is_typed = self.boxes[key].text().strip() != format_value(value, self.decimal)
            self.boxes[key].set_state("typed" if is_typed else "catalogue")
            self.words[key].setText(tr("your own") if is_typed else tr(STATUS_WORDS.get(self.pattern.properties[key].status, "")))
            self.words[key].restyle(tone="ink" if is_typed else "ink2", demi=is_typed)
        try:
            self.material = user_copy(self.pattern, self.name.text(), self.changed())
        except FormulatorError as found:
            problem = str(found)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.use.setEnabled(self.material is not None)
