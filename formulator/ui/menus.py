"""The menus, built from ACTIONS, and those whose entries are looked up when they open: last files, worked examples, plots."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from formulator.ui.actions import ACTIONS, Row
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.window import Window


def fill_menus(window: Window) -> dict[str, QAction]:
    """Every row of ACTIONS in its menu; the actions by their ids."""
    groups: dict[str, QActionGroup] = {}
    made: dict[str, QAction] = {}
    for row in ACTIONS:
        menu = window.menus[row.menu]
        if row.begins:
            menu.addSeparator()
        action = made[row.id] = _action(row, window, groups)
        menu.addAction(action)
        if row.id == "open":
            fill_recent(menu.addMenu(tr("Open &recent")), window)
            fill_examples(menu.addMenu(tr("Open e&xample")), window)
        if row.id == "export-sheet":
            fill_plots(menu.addMenu(tr("Export &plot")), window)
    return made


def _action(row: Row, window: Window, groups: dict[str, QActionGroup]) -> QAction:
    action = QAction(tr(row.text), window)
    action.setObjectName(f"act:{row.id}")
    action.setMenuRole(QAction.MenuRole.QuitRole if row.id == "quit" else QAction.MenuRole.NoRole)
    if row.shortcut:
        action.setShortcut(row.shortcut)
    if row.group:
        action.setCheckable(True)
        groups.setdefault(row.group, QActionGroup(window)).addAction(action)
    action.triggered.connect(lambda _checked=False: window.do(row))
    return action


def fill_recent(menu: QMenu, window: Window) -> None:
    """The last ten files; one that is gone stays, greyed."""

    def show() -> None:
        menu.clear()
        for position, path in enumerate(window.settings.recent, start=1):
            entry = _entry(menu, f"&{position % 10} {path.name}", f"act:recent-{position}", path, window, example=False)
            entry.setToolTip(str(path))
            entry.setEnabled(os.path.exists(path))
        if menu.isEmpty():
            menu.addAction(tr("No files yet")).setEnabled(False)

    menu.setToolTipsVisible(True)
    menu.aboutToShow.connect(show)
    show()


def fill_examples(menu: QMenu, window: Window) -> None:
    """The worked examples by their ids, read as words."""

    def show() -> None:
        from formulator.storage import examples

        menu.clear()
        for name, path in examples().items():
            _entry(menu, name.replace("-", " ").capitalize(), f"act:example-{name}", path, window, example=True)
        if menu.isEmpty():
            menu.addAction(tr("No examples here")).setEnabled(False)

    menu.aboutToShow.connect(show)


def fill_plots(menu: QMenu, window: Window) -> None:
    """Every plot, to be saved as a drawing, a picture or its data."""

    def show() -> None:
        menu.clear()
        for name, pane in window.centre.panes.items():
            entry: QAction = menu.addAction(pane.title)
            entry.setObjectName(f"act:export-plot-{name}")
            entry.setEnabled(pane.content() is not None)
            entry.triggered.connect(lambda _checked=False, chosen=pane: window.exporting.export_plot(chosen))
        if menu.isEmpty():
            menu.addAction(tr("No plots yet")).setEnabled(False)

    menu.aboutToShow.connect(show)


def _entry(menu: QMenu, text: str, name: str, path: Path, window: Window, *, example: bool) -> QAction:
    action = menu.addAction(text)
    action.setObjectName(name)
    action.triggered.connect(lambda _checked=False: window.filing.open_example(path) if example else window.filing.open(path))
    return action
