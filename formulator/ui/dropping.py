"""What is dropped on the window: a project is opened, tables go to the measured batches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from formulator.ui.filing import SUFFIX
from formulator.ui.words import tr, trn

if TYPE_CHECKING:
    from formulator.ui.window import Window

TABLES = (".csv", ".tsv", ".txt")


def files(data: QMimeData) -> list[Path]:
    """The files of this machine that are carried."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def take(window: Window, paths: list[Path]) -> None:
    """Open the first project, then read the tables into what is on show; the bar says what was left."""
    projects = [path for path in paths if path.suffix == SUFFIX]
    tables = [path for path in paths if path.suffix.lower() in TABLES]
    if not projects and not tables:
        window.say(
            tr(
                "{name} is neither a project ({ending}) nor a table of measured values ({endings}).",
                name=paths[0].name or paths[0],
                ending=SUFFIX,
                endings=", ".join(TABLES),
            )
        )
        return
    if projects and not window.filing.open(projects[0]):
        return  # The bar says why; tables of another project are not read into the one on show.
    if tables:
        window.go("measured")
        window.body.page_on_show().take_files(tables)
    left = [path.name for path in paths if path not in tables and path not in projects[:1]]
    if projects[1:]:
        window.say(tr("{name} is open. One window shows one project; drop the others one at a time.", name=projects[0].name))
    elif left:
        window.say(
            trn(
                "{names} was left out: neither a project nor a table of measured values.",
                "{names} were left out: neither projects nor tables of measured values.",
                len(left),
                names=", ".join(left),
            )
        )
