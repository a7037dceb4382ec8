"""What leaves the compare page: the table on the clipboard, in four forms, and the plots as one drawing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from formulator.sheets import comparison as copies
from formulator.ui.document import file_name
from formulator.ui.export import svg
from formulator.ui.export.multiples import all_scene
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.pages.compare import ComparePage


class Copies:
    """Copies of one page; what came of it is said at its foot."""

    def __init__(self, page: ComparePage) -> None:
        self.page = page

    def copy(self, what: str) -> None:
        """The whole table on the clipboard (`table`, `table,`, `table.`, `markdown`, `latex`), or the plots as a file (`svg`)."""
        page = self.page
        if page.comparison is None:
            return
        if what == "svg":
            self.ask_export()
            return
        rows, names = page.rows(), copies.names_of(page.comparison)
        intervals, decimal = page.bar.intervals.isChecked(), page.bench.decimal
        if what in ("markdown", "latex"):
            lines = copies.reading(rows, names, intervals=intervals, decimal=decimal)
            QGuiApplication.clipboard().setText(copies.markdown(lines) if what == "markdown" else copies.latex(lines))
        else:
            _put(copies.grid(rows, names, range(len(names)), intervals=intervals, decimal=what.removeprefix("table") or decimal))
        page.status.setText(tr("Copied {rows} rows of {variants} variants.", rows=len(rows), variants=len(names)))

    def copy_chosen(self) -> None:
        """The chosen cells: a single one as its number alone, several with their heads."""
        page = self.page
        rows, columns = page.table.chosen()
        if page.comparison is None or not rows:
            return
        decimal = page.bench.decimal
        if len(rows) == len(columns) == 1:
            QGuiApplication.clipboard().setText(copies.plain(rows[0], rows[0].cells[columns[0]], decimal))
            page.status.setText(tr("Copied one value."))
            return
        names = copies.names_of(page.comparison)
        _put(copies.grid(rows, names, columns, intervals=page.bar.intervals.isChecked(), decimal=decimal))
        page.status.setText(tr("Copied {rows} rows of {variants} variants.", rows=len(rows), variants=len(columns)))

    def ask_export(self) -> None:
        """The small multiples as a file of their own."""
        page = self.page
        here = Path(page.window_.settings.last_folder()) / file_name(f"{page.bench.project.title} compared", ".svg")
        name, _ = QFileDialog.getSaveFileName(page, tr("Export the plots"), str(here), tr("Drawing (*.svg)"))
        if name:
            self.export(Path(name if name.endswith(".svg") else f"{name}.svg"))

    def export(self, path: Path) -> None:
        """Write the small multiples as one drawing."""
        page = self.page
        text = svg.text(all_scene(page.multiples_shown, [pane.readouts for pane in page.plots.panes], page.look.tokens))
        try:
            path.write_bytes(text.encode())
        except OSError as problem:
            page.status.setText(tr("{name} could not be written: {reason}.", name=path.name, reason=problem.strerror or problem))
        else:
            page.status.setText(tr("{name} is saved.", name=path.name))


def _put(lines: list[list[str]]) -> None:
    data = QMimeData()
    data.setText(copies.tsv(lines))
    data.setHtml(copies.html(lines))
    QGuiApplication.clipboard().setMimeData(data)
