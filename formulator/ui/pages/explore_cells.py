"""Which cells stand side by side: all of the catalogue and of one's own, ticked where the receptors of the design are known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from formulator.ui.widgets.look import Look
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.design import Design
    from formulator.ui.workbench import Workbench

LEAST_ROWS = 5
KEY = "cells"
"""Under which the file's view remembers what was ticked."""


class CellList(QListWidget):
    """`chosen_changed` when a cell is ticked or not. A tick that a person set stays while designs change, and is kept with the file."""

    chosen_changed = Signal()

    def __init__(self, bench: Workbench, look: Look) -> None:
        super().__init__()
        self.bench, self.look = bench, look
        self._filled_for: object = None
        self.setObjectName("explore:cells")
        self.setAccessibleName(tr("Cells to show beside those of the design"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._ticked)
        look.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take over another theme or text size."""
        tokens, px = self.look.tokens, self.look.px
        self.setFont(self.look.font())
        self.setMinimumHeight(LEAST_ROWS * px(24))
        self.setStyleSheet(
            f"QListWidget {{ background: {tokens.paper}; color: {tokens.ink}; border: 1px solid {tokens.rule}; outline: none; }}"
            f"QListWidget:focus {{ border: 2px solid {tokens.accent}; }}"
            f"QListWidget::item {{ height: {px(24)}px; }}"
            f"QListWidget::item:selected {{ background: {tokens.sel}; color: {tokens.ink}; }}"
        )

    def fill(self, design: Design, catalogue: Catalogue) -> None:
        """The cells that can be shown beside the design's own two; those with known receptors first and ticked."""
        from formulator.explore.cells import usual

        own = (design.target.cell, design.target.healthy_cell)
        known = usual(design, catalogue)
        every = {cell.key: cell.name for cell in catalogue.all("cell")}
        wanted = [key for key in (*known, *(key for key in every if key not in known)) if key not in own]
        ticks = self._ticks()
        state = (tuple(wanted), known, ticks)
        if state == self._filled_for:
            return
        self._filled_for = state
        self.blockSignals(True)
        self.clear()
        for key in wanted:
            item = QListWidgetItem(every[key] if key in known else tr("{cell}, receptors not known", cell=every[key]))
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if ticks.get(key, key in known) else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.blockSignals(False)

    def chosen(self) -> tuple[str, ...]:
        """Keys of the ticked cells."""
        items = [self.item(place) for place in range(self.count())]
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _ticks(self) -> dict[str, bool]:
        """What a person ticked or unticked, as the file remembers it."""
        kept = self.bench.project.extras.get("view", {}).get(KEY)
        return {key: tick for key, tick in kept.items() if isinstance(tick, bool)} if isinstance(kept, Mapping) else {}

    def _ticked(self, item: QListWidgetItem) -> None:
        is_ticked = item.checkState() == Qt.CheckState.Checked
        self.bench.set_view(KEY, {**self._ticks(), item.data(Qt.ItemDataRole.UserRole): is_ticked})
        self.chosen_changed.emit()
