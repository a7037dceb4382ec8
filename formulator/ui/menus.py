"""The menus, built from ACTIONS, and those whose entries are looked up when they open: last files, worked examples, plots."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices
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
        if row.id == "new":
            fill_templates(menu.addMenu(tr("New from te&mplate")), window)
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
            entry = _entry(menu, f"&{position % 10} {path.name}", f"act:recent-{position}", path, lambda chosen: window.filing.open(chosen))
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
            _entry(menu, name.replace("-", " ").capitalize(), f"act:example-{name}", path, window.filing.open_example)
        if menu.isEmpty():
            menu.addAction(tr("No examples here")).setEnabled(False)

    menu.aboutToShow.connect(show)


def fill_templates(menu: QMenu, window: Window) -> None:
    """One's own templates, the worked examples that ship, and where the templates lie."""

    def show() -> None:
        from formulator.storage import examples
        from formulator.storage.templates import folder, templates

        menu.clear()
        own = templates()
        for name, path in own.items():
            _entry(menu, name.replace("&", "&&"), f"act:template-{name}", path, window.filing.open_template)
        if not own:
            menu.addAction(tr("No templates of your own: Save as template makes one")).setEnabled(False)
        menu.addSeparator()
        for name, path in examples().items():
            _entry(menu, name.replace("-", " ").capitalize(), f"act:template-example-{name}", path, window.filing.open_template)
        menu.addSeparator()
        where = menu.addAction(tr("Show the folder of the templates"))
        where.setObjectName("act:template-folder")
        where.setEnabled(folder().is_dir())
        where.triggered.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder()))))

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


def files_to_open(window: Window) -> dict[str, tuple[str, str, Callable[[], object]]]:
    """Templates, worked examples and last files that can be opened by name: id -> words, what kind it is, and the call."""
    from formulator.storage import examples
    from formulator.storage.templates import templates

    filing = window.filing
    found: dict[str, tuple[str, str, Callable[[], object]]] = {}
    for name, path in templates().items():
        found[f"template-{name}"] = (tr("New from template: {name}", name=name), "template", partial(filing.open_template, path))
    for name, path in examples().items():
        words = name.replace("-", " ").capitalize()
        found[f"example-{name}"] = (tr("Open example: {name}", name=words), "worked example template", partial(filing.open_example, path))
    for place, path in enumerate(window.settings.recent, start=1):
        if os.path.exists(path):
            found[f"recent-{place}"] = (tr("Open {name}", name=path.name), "recent file", partial(filing.open, path))
    return found


def _entry(menu: QMenu, text: str, name: str, path: Path, open_: Callable[[Path], object]) -> QAction:
    action = menu.addAction(text)
    action.setObjectName(name)
    action.triggered.connect(lambda _checked=False: open_(path))
    return action
