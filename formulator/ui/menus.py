"""Menus whose entries are looked up when they open: the last files and the worked examples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from formulator.ui.window import Window


def fill_recent(menu: QMenu, window: Window) -> None:
    """The last ten files; one that is gone stays, greyed."""

    def show() -> None:
        menu.clear()
        for position, path in enumerate(window.settings.recent, start=1):
            entry = _entry(menu, f"&{position % 10} {path.name}", f"act:recent-{position}", path, window, example=False)
            entry.setToolTip(str(path))
            entry.setEnabled(path.exists())
        if menu.isEmpty():
            menu.addAction("No files yet").setEnabled(False)

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
            menu.addAction("No examples here").setEnabled(False)

    menu.aboutToShow.connect(show)


def _entry(menu: QMenu, text: str, name: str, path: Path, window: Window, *, example: bool) -> QAction:
    action = menu.addAction(text)
    action.setObjectName(name)
    action.triggered.connect(lambda _checked=False: window.filing.open_example(path) if example else window.filing.open(path))
    return action
