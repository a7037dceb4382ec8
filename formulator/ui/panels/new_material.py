"""What every way to a material of one's own ends with: what is wrong, whether to keep it, and the button that takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from formulator.ui.tokens import SMALL
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.popover import Popover
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.catalogue import Material


class NewMaterialPopover(Popover):
    """`taken` carries the material and whether it is to be kept for other projects too."""

    taken = Signal(object, bool)

    def __init__(self, look: Look, parent: QWidget, prefix: str) -> None:
        super().__init__(look, parent)
        self.material: Material | None = None
        self.problem = Text(look, tone="warn", size=SMALL, wrap=True)
        self.keep = QCheckBox(tr("Keep it for other projects too"))
        self.keep.setObjectName(f"{prefix}:keep")
        self.use = BoxButton(look, tr("Use it in this design"))
        self.use.setObjectName(f"{prefix}:use")
        self.use.setAccessibleName(tr("Use it in this design"))
        self.use.clicked.connect(self.take)

    def foot(self) -> QHBoxLayout:
        """The last line: the button, and how to leave."""
        line = QHBoxLayout()
        line.addWidget(self.use)
        line.addStretch(1)
        line.addWidget(Text(self.look, tr("Esc leaves it"), tone="ink2", size=SMALL))
        return line

    def look_at(self) -> None:
        """Make `material` of what stands there, or say in words why it cannot be made."""
        raise NotImplementedError

    def take(self) -> None:
        """Use it."""
        self.look_at()
        if self.material is not None:
            material, keep = self.material, self.keep.isChecked()
            self.close()
            self.taken.emit(material, keep)
