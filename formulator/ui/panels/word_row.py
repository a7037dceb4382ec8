"""Rows of words: one of a few choices from a menu, or a material from the searchable list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from formulator.ui.fieldmodel import FieldRow
from formulator.ui.ownmodel import KINDS, take
from formulator.ui.panels.materials import candidates, preview
from formulator.ui.panels.row import LABEL, Row
from formulator.ui.widgets.buttons import PickButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.picker import Favourites, Picker
from formulator.ui.words import tr
from formulator.ui.workbench import Workbench

if TYPE_CHECKING:
    from formulator.ui.panels.like_material import LikeMaterialPopover
    from formulator.ui.panels.own_material import OwnMaterialPopover


class WordRow(Row):
    """A box over the whole width that opens a list."""

    def __init__(self, workbench: Workbench, look: Look, path: str) -> None:
        super().__init__(workbench, look, path)
        self.favourites: Favourites | None = None
        self.box = PickButton(look)
        self.box.setObjectName(f"fld:{path}")
        self.box.setAccessibleName(self.spoken)
        self.box.clicked.connect(self.open_list)
        self.box.installEventFilter(self)
        self.line.put(self.box, LABEL, 0)
        self.word.setParent(self)  # It stands nowhere, but must not outlive the row as a window of its own.
        self.word.hide()
        self.finish()

    def control(self) -> QWidget:
        return self.box

    def show_control(self, row: FieldRow) -> None:
        self.box.setEnabled(row.applies)
        given = row.entry is not None
        text = row.shown_text if given else ""
        self.box.show_choice(text, given, row.shown_text if row.applies else row.why_not)
        self.box.setAccessibleDescription(row.shown_text if given else tr("not given: {shown_text}", shown_text=row.shown_text))
        self.box.setToolTip(f"{row.shown_text}\n{row.about}" if given else row.about)

    def open_list(self) -> None:
        """Open the menu, or the searchable list."""
        if self.field.kind == "choice":
            menu = self.choices_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.box.mapToGlobal(QPoint(0, self.box.height())))
        else:
            self.open_picker("")

    def choices_menu(self) -> QMenu:
        """The choices, with a tick at the one that was made."""
        menu = QMenu(self)
        menu.setObjectName(f"choices:{self.path}")
        menu.setAccessibleName(tr("{spoken}, choices", spoken=self.spoken))
        entry = self.row.entry if self.row is not None else None
        for option, label in self.field.options.items():
            action = menu.addAction(tr(label))
            action.setCheckable(True)
            action.setChecked(option == entry)
            action.setObjectName(f"choose:{option}")
            action.triggered.connect(partial(self.choose, option))
        if entry is not None:
            menu.addSeparator()
            leave = menu.addAction(tr("Leave open"))
            leave.setObjectName("choose:")
            leave.triggered.connect(partial(self.choose, ""))
        return menu

    def choose(self, word: str, checked: bool = False) -> None:
        """Take a choice or a material; "" leaves the field open."""
        del checked
        self.workbench.edit(self.path, word or None)

    def open_picker(self, typed: str) -> Picker | None:
        """Open the list of materials, already searched for what was typed."""
        bench = self.workbench
        catalogue = bench.catalogue
        if catalogue is None:
            return None
        current = self.row.entry if self.row is not None and isinstance(self.row.entry, str) else ""
        picker = Picker(
            self.look,
            self,
            self.spoken,
            lambda text: candidates(catalogue, self.field.material_kinds, text),
            lambda key: preview(catalogue, key, bench.decimal, self.look.tokens.dark),
            current,
            self.favourites,
        )
        picker.offer_like()
        picker.like_wanted.connect(self.open_like)
        picker.chosen.connect(self.choose)
        if own := tuple(kind for kind in self.field.material_kinds if kind in KINDS):
            picker.offer_own(tr("Your own, from a structure or a sequence…"))
            picker.own_wanted.connect(partial(self.open_own, own))
        if typed:
            picker.line.setText(typed)
        picker.open_at(self.box.mapToGlobal(QPoint(0, self.box.height() + 2)))
        picker.line.setFocus(Qt.FocusReason.PopupFocusReason)
        return picker

    def open_like(self, key: str) -> LikeMaterialPopover | None:
        """Make a material of one's own after the pattern of another."""
        from formulator.ui.panels.like_material import LikeMaterialPopover

        bench = self.workbench
        if bench.catalogue is None or key not in bench.catalogue:
            return None
        popover = LikeMaterialPopover(self.look, self, bench.catalogue.get(key), bench.decimal)
        popover.taken.connect(partial(take, bench, self.path))
        popover.open_at(self.box.mapToGlobal(QPoint(0, self.box.height() + 2)))
        return popover

    def open_own(self, kinds: tuple[str, ...]) -> OwnMaterialPopover:
        """Make a material of one's own."""
        from formulator.ui.panels.own_material import OwnMaterialPopover

        popover = OwnMaterialPopover(self.look, self, kinds, self.workbench.decimal)
        popover.taken.connect(partial(take, self.workbench, self.path))
        popover.open_at(self.box.mapToGlobal(QPoint(0, self.box.height() + 2)))
        return popover

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if event.key() == Qt.Key.Key_Down and self.box.isEnabled():
                self.open_list()
                return True
            if self.field.kind == "pick" and plain and event.text().isalnum():
                self.open_picker(event.text())
                return True
        return super().eventFilter(watched, event)
