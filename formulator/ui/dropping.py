"""What is dropped on the window: a project is opened, tables go to the measured batches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from formulator.ui.filing import SUFFIX
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.window import Window

TABLES = (".csv", ".tsv", ".txt")


def files(data: QMimeData) -> list[Path]:
    """The files of this machine that are carried."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def take(window: Window, paths: list[Path]) -> None:
    """Open the first project, else read the tables; the bar says what was left."""
    projects = [path for path in paths if path.suffix == SUFFIX]
    tables = [path for path in paths if path.suffix.lower() in TABLES]
    if tables and not projects:
        window.go("measured")
        window.body.page_on_show().take_files(tables)
    elif not projects:
        window.say(
            tr(
                "{name} is neither a project ({ending}) nor a table of measured values ({endings}).",
                name=paths[0].name or paths[0],
                ending=SUFFIX,
                endings=", ".join(TABLES),
            )
        )
    elif window.filing.open(projects[0]) and len(projects) > 1:
        window.say(tr("{name} is open. One window shows one project; drop the others one at a time.", name=projects[0].name))
