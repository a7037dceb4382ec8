"""What leaves the window as a file: the formulation sheet and single plots."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from formulator.errors import FormulatorError
from formulator.ui.document import file_kinds, file_name, printed
from formulator.ui.settings import Settings
from formulator.ui.tasks import Job, Lane, Ticket
from formulator.ui.words import tr
from formulator.ui.workbench import DRAWS, SEED, Workbench

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.project import Batch, Project
    from formulator.sheets.content import Sheet
    from formulator.sheets.template import Template

SHEETS = {".pdf": "PDF", ".html": "Web page", ".xlsx": "Excel workbook", ".csv": "Table (CSV)", ".md": "Markdown", ".json": "JSON"}
NOTEBOOK = {".eln": "Notebook archive (ELN)"}
PLOTS = {".svg": "Drawing (SVG)", ".png": "Picture (PNG)", ".csv": "Data (CSV)"}
BAND_DRAWS = 256
HOUSE = "sheet/template"
"""Where the settings keep the file of the house's template."""


@dataclass(frozen=True, kw_only=True)
class LaidOut:
    """A sheet with its plots as SVG, and the project it belongs to."""

    project: Project
    sheet: Sheet
    pictures: Mapping[str, str]
    archive: bytes = b""
    """The archive for a notebook, where that was asked for."""


def sheet_job(
    project: Project, catalogue: Catalogue, *, is_archive: bool = False, record: Batch | None = None, template: Template | None = None
) -> Job:
    """The job that answers a variant with intervals, lays its sheet out and draws its plots; and packs them for a notebook."""

    def job(ticket: Ticket) -> LaidOut:
        from formulator.sheets import build, eln
        from formulator.ui.export import sheet_pictures
        from formulator.uncertainty import propagate

        variant = project.variant()
        prediction = propagate(variant.design, catalogue, DRAWS, SEED, lambda: ticket.is_cancelled)
        sheet = build(project, variant, catalogue, prediction, now=printed(), seed=SEED, draws=DRAWS, record=record, template=template)
        names = [] if ticket.is_cancelled else [name for section in sheet.sections for name in section.pictures]
        pictures = sheet_pictures(names, variant.design, catalogue, prediction, draws=BAND_DRAWS, seed=SEED)
        packed = is_archive and not ticket.is_cancelled
        archive = eln.made_of(sheet, project, prediction.sources, catalogue, pictures) if packed else b""
        return LaidOut(project=project, sheet=sheet, pictures=pictures, archive=archive)

    return job


Say = Callable[[str, Sequence[tuple[str, Callable[[], object]]]], None]


class Exporting(QObject):
    """Asks for a name, writes, and says in the bar what came of it."""

    def __init__(self, workbench: Workbench, settings: Settings, say: Say, window: QWidget, *, inline: bool = False) -> None:
        super().__init__(window)
        self._workbench, self._settings, self._say, self._window = workbench, settings, say, window
        self._wanted = (Path(), "A4", ".")
        self._template: Template | None = None
        self._is_recalled = False
        self.number = ""
        """The executed batch that the sheet is of; empty for the design."""
        self._lane = Lane(self._laid_out, self, inline=inline)

    @property
    def record(self) -> Batch | None:
        """The executed batch on the sheet; None when it is not one of the variant on show."""
        project, shown = self._workbench.project, self._workbench.variant.id
        return next((one for one in project.batches if self.number and one.number == self.number and one.variant == shown), None)

    def job(self, catalogue: Catalogue, *, is_archive: bool = False) -> Job:
        """What lays out the sheet as it was asked for."""
        return sheet_job(self._workbench.project, catalogue, is_archive=is_archive, record=self.record, template=self.template)

    @property
    def template(self) -> Template | None:
        """The house's template for sheets: the one chosen last, in this session or an earlier one."""
        if not self._is_recalled:
            self._is_recalled = True
            place = self._settings.text(HOUSE)
            if place:
                self._take_template(Path(place))
        return self._template

    @template.setter
    def template(self, wanted: Template | None) -> None:
        self._is_recalled, self._template = True, wanted
        if wanted is None:
            self._settings.put(HOUSE, "")

    def _take_template(self, path: Path) -> None:
        from formulator.sheets.template import read

        try:
            self.template = read(path)
        except FormulatorError as problem:
            self._say(str(problem), ())
        else:
            self._settings.put(HOUSE, str(path.absolute()))

    def choose_template(self) -> None:
        """A house's template out of a file, or words why it is none."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Template for sheets"), self._settings.last_folder(), tr("Templates (*.toml)")
        )
        if name:
            self._take_template(Path(name))

    def export_sheet(self) -> None:
        """The formulation sheet of the variant on show, in a form chosen with the name."""
        self._export_sheet(SHEETS, "A4")

    def export_sheet_as(self, suffix: str, page: str) -> None:
        """The formulation sheet in one form."""
        self._export_sheet({suffix: {**SHEETS, **NOTEBOOK}[suffix]}, page)

    def export_notebook(self) -> None:
        """The archive for an electronic notebook: the sheet in four forms, the project and the references."""
        self._export_sheet(NOTEBOOK, "A4")

    def _export_sheet(self, kinds: Mapping[str, str], page: str) -> None:
        bench = self._workbench
        path, decimal = self._ask(
            tr("Export for a notebook") if kinds is NOTEBOOK else tr("Export sheet"), f"{bench.project.title} {bench.variant.name}", kinds
        )
        if path is not None and bench.catalogue is not None:
            self._say(tr("Laying out {name} …", name=path.name), ())
            self._wanted = (path, page, decimal)
            self._lane.restart(self.job(bench.catalogue, is_archive=path.suffix.lower() in NOTEBOOK))

    def export_plot(self, pane: Any) -> None:
        """One plot as it is drawn now."""
        path, decimal = self._ask(tr("Export {title}", title=pane.title), f"{self._workbench.variant.name} {pane.title}", PLOTS)
        if path is not None:
            pane.save_as(path, decimal)

    def _laid_out(self, found: LaidOut) -> None:
        from formulator.storage import write_bytes
        from formulator.ui.export.sheet import write

        (path, page, decimal), sheet, pictures = self._wanted, found.sheet, found.pictures
        if found.archive:
            self._write(path, lambda: write_bytes(path, found.archive))
            return
        self._write(path, lambda: write(sheet, path, page=page, pictures=pictures, decimal=decimal))

    def close(self) -> None:
        """The window closes: nothing is written any more."""
        self._lane.close()

    def _ask(self, title: str, proposed: str, kinds: Mapping[str, str]) -> tuple[Path | None, str]:
        """The file, and the decimal sign of a table in it."""
        first = next(iter(kinds))
        here = Path(self._settings.last_folder()) / file_name(proposed, first)
        filters = file_kinds(kinds)
        name, chosen = QFileDialog.getSaveFileName(self._window, title, str(here), ";;".join(filters))
        if not name:
            return None, "."
        path = Path(name)
        suffix, decimal = filters.get(chosen, (first, "."))
        return (path if path.suffix.lower() in kinds else path.with_name(path.name + suffix)), decimal

    def _write(self, path: Path, write: Callable[[], None]) -> None:
        try:
            write()
        except FormulatorError as problem:
            self._say(str(problem), ())
            return
        self.tell_saved(str(path))

    def tell_saved(self, name: str) -> None:
        """Say that a file was written, and offer to look at it."""
        path = Path(name)
        self._say(
            tr("{name} is saved.", name=path.name),
            ((tr("Show the file"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))),),
        )
