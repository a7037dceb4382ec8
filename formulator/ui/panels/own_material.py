"""A material of one's own: name, structure or sequence, and at once what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from formulator.errors import FormulatorError
from formulator.ui.ownmodel import HINTS, KINDS, Draft
from formulator.ui.panels.materials import preview_of
from formulator.ui.panels.new_material import NewMaterialPopover
from formulator.ui.tokens import SMALL
from formulator.ui.widgets.buttons import PickButton
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.picker import Drawing
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr

if TYPE_CHECKING:
    pass

WIDTH, HEIGHT, LABEL = 520, 470, 104
_PAUSE = 250
"""Milliseconds of rest after which the structure is looked at."""


class OwnMaterialPopover(NewMaterialPopover):
    """Name and structure, or sequence, and what follows from them."""

    def __init__(self, look: Look, parent: QWidget, kinds: tuple[str, ...], decimal: str) -> None:
        super().__init__(look, parent, "own")
        self.kinds, self.decimal = kinds, decimal
        self.kind = kinds[0]
        self.setObjectName("own-material")
        self.setAccessibleName(tr("A material of your own"))
        self._late = QTimer(self, singleShot=True, interval=_PAUSE)
        self._late.timeout.connect(self.look_at)
        self._build()
        self.fix(look.px(WIDTH), look.px(HEIGHT))
        self.choose_kind(self.kind)

    def _build(self) -> None:
        look, px = self.look, self.look.px
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(16), px(12), px(16), px(12))
        self.column.setSpacing(px(6))
        self.column.addWidget(Text(look, tr("A material of your own"), demi=True))
        self.kind_buttons = {kind: PickButton(look) for kind in self.kinds}
        line = QHBoxLayout()
        for kind, button in self.kind_buttons.items():
            button.setObjectName(f"own:kind:{kind}")
            button.setAccessibleName(tr(KINDS[kind]))
            button.setFixedHeight(px(24))
            button.clicked.connect(lambda checked=False, chosen=kind: self.choose_kind(chosen))
            line.addWidget(button)
        if len(self.kinds) > 1:
            self.column.addLayout(line)
        self.name = self._box(tr("Name"), "own:name")
        self.text = self._box(tr("Structure"), "own:text")
        self.second = self._box(tr("Other strand"), "own:second")
        self.is_dna = QCheckBox(tr("DNA, not RNA"))
        self.is_dna.setObjectName("own:dna")
        self.is_dna.toggled.connect(lambda _on: self.look_at())
        self.has_phosphates = QCheckBox(tr("5′-phosphate on each strand"))
        self.has_phosphates.setObjectName("own:phosphates")
        self.has_phosphates.toggled.connect(lambda _on: self.look_at())
        self.options = QWidget()
        options = QHBoxLayout(self.options)
        options.setContentsMargins(px(LABEL + 8), 0, 0, 0)
        options.addWidget(self.is_dna)
        options.addWidget(self.has_phosphates)
        options.addStretch(1)
        self.column.addWidget(self.options)
        self.column.addWidget(self.problem)
        self.drawing = Drawing(look)
        self.column.addWidget(self.drawing)
        self.found = Text(look, size=SMALL, wrap=True)
        self.column.addWidget(self.found)
        self.column.addStretch(1)
        self.column.addWidget(self.keep)
        self.column.addLayout(self.foot())
        self.setFocusProxy(self.name)

    def _box(self, label: str, name: str) -> EntryBox:
        look, px = self.look, self.look.px
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        word = Text(look, label)
        word.setFixedWidth(px(LABEL))
        box = EntryBox(look)
        box.set_state("typed")
        box.setObjectName(name)
        box.setAccessibleName(tr("{label} of your material", label=label))
        box.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        box.setMaxLength(20_000)
        box.setFixedHeight(px(24))
        box.textChanged.connect(lambda _text: self._late.start())
        line.addWidget(word)
        line.addWidget(box, 1)
        self.column.addWidget(row)
        return box

    def choose_kind(self, kind: str) -> None:
        """What the material is."""
        self.kind = kind
        for name, button in self.kind_buttons.items():
            button.show_choice(tr(KINDS[name]), name == kind, tr(KINDS[name]))
        self.text.setPlaceholderText(HINTS[kind])
        for part in (self.second.parentWidget(), self.options):
            if part is not None:
                part.setVisible(kind == "nucleic_acid")
        self.look_at()

    def draft(self) -> Draft:
        """What was typed so far."""
        strands = 1 + bool(self.second.text().strip())
        return Draft(
            kind=self.kind,
            name=self.name.text(),
            text=self.text.text(),
            second=self.second.text(),
            is_dna=self.is_dna.isChecked(),
            phosphates=strands if self.has_phosphates.isChecked() else 0,
        )

    def look_at(self) -> None:
        """Work out what follows from what stands there; say in words what cannot be read."""
        self._late.stop()
        draft = self.draft()
        self.material, problem = None, ""
        if draft.name.strip() and draft.text.strip():
            try:
                self.material = draft.material()
            except FormulatorError as found:
                problem = str(found)
        shown = preview_of(self.material, self.decimal, self.look.tokens.dark) if self.material is not None else None
        self.drawing.show_svg(shown.drawing if shown is not None else "")
        lines = [f"{label}  {value}" + (f"  ·  {word}" if word else "") for label, value, word in shown.lines] if shown is not None else []
        self.found.setText("\n".join((*lines, *(shown.remarks if shown is not None else ()))))
        self.problem.setText(problem or ("" if self.material is not None else tr("A name and a structure or sequence are needed.")))
        self.problem.restyle(tone="warn" if problem else "ink2")
        self.problem.setVisible(bool(self.problem.text()))
        self.use.setEnabled(self.material is not None)
