"""What the menus do with the variants: copies, names, notes, order, deletion; and the history of all edits."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from formulator.errors import UsageError
from formulator.ui.history import HistoryPopover
from formulator.ui.note import NotePopover
from formulator.ui.widgets.look import Look
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.window import Window
    from formulator.ui.workbench import Workbench

LONGEST_NOTE = 4000
_LONGEST_NAME = 200


def annotate(bench: Workbench, variant_id: str, note: str) -> None:
    """Give a variant another note."""
    variant, wanted = bench.project.variant(variant_id), clean(note)
    if wanted != variant.note:
        bench.push(f"note of {variant.name}", bench.project.with_variant(dataclasses.replace(variant, note=wanted)))


def set_status(bench: Workbench, status: str) -> None:
    """Say how far the variant on show has come; approved and executed ones take no edit any more."""
    variant = bench.variant
    if status != variant.status:
        bench.push(f"{variant.name} {status}", bench.project.with_variant(dataclasses.replace(variant, status=status)))


def move(bench: Workbench, variant_id: str, by: int) -> None:
    """Put a variant further up or down in the order; at the end of the list nothing happens."""
    variant, project = bench.project.variant(variant_id), bench.project
    place = project.variants.index(variant)
    target = min(max(place + by, 0), len(project.variants) - 1)
    if target == place:
        return
    others = [other for other in project.variants if other.id != variant.id]
    order = (*others[:target], variant, *others[target:])
    name = f"move {variant.name} up" if by < 0 else f"move {variant.name} down"
    bench.push(name, dataclasses.replace(project, variants=order))


def clean(note: str) -> str:
    """Text of several lines without what cannot be seen or saved."""
    lines = ("".join(letter if letter.isprintable() else " " for letter in line).rstrip() for line in note.splitlines())
    return "\n".join(lines).strip()[:LONGEST_NOTE]


def one_line(text: str) -> str:
    """A typed name without what cannot be seen or saved: line breaks, controls, marks of direction."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:_LONGEST_NAME]


class VariantDesk(QObject):
    """The entries of the menus."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._bench = window, window.workbench
        self._bench.log.ask_reason = self._ask_reason
        self._bench.project_changed.connect(self._show_status)
        self._show_status()

    def duplicate(self) -> None:
        """A copy of the variant on show."""
        self._bench.duplicate()

    def rename(self) -> None:
        """Another name for the variant on show."""
        variant = self._bench.variant
        name, agreed = QInputDialog.getText(self._window, tr("Rename variant"), tr("Name of the variant"), text=variant.name)
        if agreed:
            self._try(lambda: self._bench.rename(variant.id, one_line(name)))

    def retitle(self) -> None:
        """Another title for the project."""
        title, agreed = QInputDialog.getText(self._window, tr("Project title"), tr("Title of the project"), text=self._bench.project.title)
        if agreed:
            self._bench.retitle(one_line(title))

    def set_status(self, status: str) -> None:
        """Draft, checked, approved or executed; the menu ticks what it is now, also after a refusal."""
        set_status(self._bench, status)
        self._show_status()

    def _show_status(self) -> None:
        wanted = self._window.actions_by_id.get(f"status-{self._bench.variant.status}")
        if wanted is not None:
            wanted.setChecked(True)

    def _ask_reason(self, step: str) -> str:
        text, agreed = QInputDialog.getText(self._window, tr("Reason"), tr("Why ({step})?", step=step))
        return one_line(text) if agreed else ""

    def delete_variant(self) -> None:
        """Delete the variant on show; the bar offers to take it back."""
        self._try(lambda: self._bench.delete_variant(self._bench.variant.id))

    def next_variant(self) -> None:
        """The variant behind this one."""
        self._step(1)

    def previous_variant(self) -> None:
        """The variant before this one."""
        self._step(-1)

    def _step(self, by: int) -> None:
        ids = [variant.id for variant in self._bench.project.variants]
        self._bench.switch(ids[(ids.index(self._bench.variant.id) + by) % len(ids)])

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except UsageError as problem:
            self._window.say(str(problem))

    def note(self) -> NotePopover:
        """The note of the variant on show."""
        window, variant = self._window, self._bench.variant
        look = Look(window.theme.tokens, window)
        project_id = self._bench.project.id
        popover = NotePopover(look, window, self._bench, variant, lambda text: self._annotate(project_id, variant.id, text))
        look.setParent(popover)
        popover.open_below(window.toolbar.pick)
        return popover

    def _annotate(self, project_id: str, variant_id: str, text: str) -> None:
        """The variant may have been deleted, or another project opened, while its note was written."""
        project = self._bench.project
        if project.id == project_id and any(variant.id == variant_id for variant in project.variants):
            annotate(self._bench, variant_id, text)

    def move_variant_up(self) -> None:
        """The variant on show before the one above it."""
        move(self._bench, self._bench.variant.id, -1)

    def move_variant_down(self) -> None:
        """The variant on show behind the one below it."""
        move(self._bench, self._bench.variant.id, 1)

    def history(self) -> HistoryPopover:
        """Every edit by its name."""
        window = self._window
        look = Look(window.theme.tokens, window)
        popover = HistoryPopover(look, window, self._bench)
        look.setParent(popover)
        popover.report_wanted.connect(lambda: window.differing.report_changes())
        popover.open_below(window.toolbar.undo)
        return popover
